/* Abbreviations that the library explains and no section uses. */
#include "document/abbreviations.h"
#include "check/families.h"
#include "document/rules.h"

static bool
stands_in_tree(const StsLibrary *library, const StsNode *root, const char *language, const StsAbbreviation *one)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    if (sts_abbreviation_may_stand(library, node, language) && sts_abbreviation_find(one, node->text.text))
      return true;
  return false;
}

static bool
stands_in_section(const StsLibrary *library, const StsSection *section, const StsAbbreviation *one)
{
  const char *language = section->language ? section->language : library->language;
  StsSectionTrees trees = {section, 0};

  if (section->title_line && stands_in_tree(library, section->title_line, language, one))
    return true;
  for (const StsNode *tree; (tree = sts_section_trees_next(&trees));)
    if (!sts_section_is_references(section, tree) && stands_in_tree(library, tree, language, one))
      return true;
  return false;
}

static bool
stands_anywhere(const StsLibrary *library, const StsAbbreviation *one)
{
  for (guint i = 0; i < library->sections->len; i++)
    if (stands_in_section(library, library->sections->pdata[i], one))
      return true;
  return library->disclaimer && stands_in_tree(library, library->disclaimer, library->language, one);
}

void
sts_check_library_abbreviations(const StsCheck *check)
{
  const StsLibrary *library = check->library;

  /* Of a part of the library nobody can say what the rest uses. */
  if (library->partial || g_hash_table_size(library->unread) > 0 ||
      !sts_check_is_wanted(check, STS_RULE_ABBREVIATION_UNUSED))
    return;
  for (guint i = 0; i < library->abbreviations->len; i++) {
    const StsAbbreviation *one = &g_array_index(library->abbreviations, StsAbbreviation, i);
    if (!stands_anywhere(library, one))
      sts_check_report(check, one->position, STS_RULE_ABBREVIATION_UNUSED,
                       "no section uses “%s” as a word of its own; correct it, or take it out of “abbreviations”",
                       one->text);
  }
}
