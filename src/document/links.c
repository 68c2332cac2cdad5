/* Finds the section and the heading that a link leads to. */
#include "document/links.h"

#include <string.h>

#include "base/address.h"
#include "base/names.h"
#include "base/text.h"
#include "document/plain-text.h"
#include "document/words.h"

static char *
unescape(const char *text, size_t length)
{
  g_autofree char *escaped = g_strndup(text, length);
  char *unescaped = g_uri_unescape_string(escaped, NULL);

  return unescaped ? unescaped : g_steal_pointer(&escaped);
}

char *
sts_link_file_name(const char *from, const char *path)
{
  g_autofree char *folder = g_path_get_dirname(from ? from : "");
  g_auto(GStrv) own = g_strsplit(strcmp(folder, ".") == 0 ? "" : folder, "/", -1);
  g_auto(GStrv) parts = g_strsplit(path, "/", -1);
  g_autoptr(GPtrArray) kept = g_ptr_array_new();

  if (g_path_is_absolute(path) || !g_utf8_validate(path, -1, NULL))
    return NULL;
  for (char **list = own; list; list = list == own ? parts : NULL)
    for (char **part = list; *part; part++) {
      if (strcmp(*part, "..") == 0 && kept->len == 0)
        return NULL;
      if (strcmp(*part, "..") == 0)
        g_ptr_array_remove_index(kept, kept->len - 1);
      else if (**part && strcmp(*part, ".") != 0)
        g_ptr_array_add(kept, *part);
    }
  g_ptr_array_add(kept, NULL);
  g_autofree char *name = g_strjoinv("/", (char **)kept->pdata);
  return sts_text_compose(name);
}

/* Lends the name of the file in which the link stands; NULL: in the library's own. */
static const char *
stands_in(const StsNode *link, const StsLibrary *library, const StsSection *own)
{
  const StsPassage *passage = sts_library_find_passage(library, link->position.file);

  if (passage)
    return passage->text->name;
  return own && !sts_library_is_own_file(library, link->position.file) ? own->name : NULL;
}

void
sts_link_target_init(StsLinkTarget *target, const StsNode *link, const StsLibrary *library, const StsSection *own)
{
  const char *destination = link->link.destination;
  size_t length = strcspn(destination, "#");
  const char *fragment = destination + length + (destination[length] == '#');

  *target = (StsLinkTarget){.name = unescape(destination, length), .fragment = unescape(fragment, strlen(fragment))};
  if (*target->name == '\0') {
    target->section = own;
    return;
  }
  target->files[0] = sts_link_file_name(stands_in(link, library, own), target->name);
  target->files[1] = sts_link_file_name(NULL, target->name);
  for (size_t i = 0; i < G_N_ELEMENTS(target->files) && !target->section; i++)
    target->section = target->files[i] ? sts_library_find_target(library, target->files[i]) : NULL;
}

const StsSection *
sts_link_target_as_written(const StsLinkTarget *target, const StsSection *own)
{
  const StsSection *original = own && own->untranslated && target->section ? target->section->original : NULL;

  return original ? original : target->section;
}

void
sts_link_target_clear(StsLinkTarget *target)
{
  for (size_t i = 0; i < G_N_ELEMENTS(target->files); i++)
    g_clear_pointer(&target->files[i], g_free);
  g_clear_pointer(&target->name, g_free);
  g_clear_pointer(&target->fragment, g_free);
}

char *
sts_link_target_describe_fault(const StsLinkTarget *target, const char *destination)
{
  const StsSection *section = target->section;

  if (!section)
    return g_strdup_printf("the link leads to “%s”, which is neither a section of this library nor a web address",
                           destination);
  return g_strdup_printf("the link leads to “#%s”, but “%s” has no such heading or closing part", target->fragment,
                         section->title ? section->title : section->id);
}

StsLinkHeadings *
sts_link_headings_new(const StsNode *root)
{
  StsLinkHeadings *headings = g_new0(StsLinkHeadings, 1);

  headings->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  headings->by_text = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (const StsNode *node = root; node; node = sts_node_next(root, node, sts_node_holds_inlines(node->kind))) {
    if (node->kind != STS_NODE_HEADING)
      continue;
    g_autofree char *text = sts_node_anchor_text(node);
    g_autofree char *folded = sts_text_fold_title(text);
    if (node->id && !g_hash_table_contains(headings->by_id, node->id))
      g_hash_table_insert(headings->by_id, (gpointer)node->id, (gpointer)node);
    if (!g_hash_table_contains(headings->by_text, folded))
      g_hash_table_insert(headings->by_text, g_steal_pointer(&folded), (gpointer)node);
  }
  return headings;
}

void
sts_link_headings_free(StsLinkHeadings *headings)
{
  if (!headings)
    return;
  g_hash_table_unref(headings->by_id);
  g_hash_table_unref(headings->by_text);
  g_free(headings);
}

/* Returns the fragment as ids of headings are made, in lower case; NULL where it is no text. */
static char *
fold_fragment(const char *fragment)
{
  g_autofree char *composed = g_utf8_validate(fragment, -1, NULL) ? sts_text_compose(fragment) : NULL;

  return composed ? sts_text_lower(composed) : NULL;
}

const StsNode *
sts_link_headings_find(const StsLinkHeadings *headings, const char *fragment)
{
  const StsNode *heading = g_hash_table_lookup(headings->by_id, fragment);
  g_autofree char *plain = heading ? NULL : fold_fragment(fragment);

  return plain ? g_hash_table_lookup(headings->by_id, plain) : heading;
}

const StsNode *
sts_link_headings_find_text(const StsLinkHeadings *headings, const char *text)
{
  g_autofree char *folded = sts_text_fold_title(text);

  return g_hash_table_lookup(headings->by_text, folded);
}

StsLinkPlace
sts_link_find_place(const StsLinkTarget *target, const StsLinkHeadings *headings, const StsLibrary *library)
{
  StsLinkPlace place = {.kind = STS_LINK_PLACE_SECTION};
  g_autofree char *folded = fold_fragment(target->fragment);
  g_autofree char *title = target->section->title ? sts_text_slug(target->section->title) : NULL;

  if (*target->fragment == '\0')
    return place;
  place.heading = sts_link_headings_find(headings, target->fragment);
  if (place.heading)
    place.kind = STS_LINK_PLACE_HEADING;
  else if (g_strcmp0(folded, title) != 0)
    place.kind =
        folded && sts_words_find_part(library->words, folded, &place.part) ? STS_LINK_PLACE_PART : STS_LINK_PLACE_NONE;
  return place;
}

static bool
prints_its_address(const StsNode *link)
{
  g_autofree char *text = sts_node_inline_text(link);

  return strcmp(text, link->link.destination) == 0 ||
         strcmp(text, sts_address_skip_scheme(link->link.destination)) == 0;
}

bool
sts_link_is_listed(const StsNode *link, bool in_references)
{
  g_autofree char *text = sts_node_inline_text(link);

  return !(in_references && prints_its_address(link)) && !sts_address_is_printed(link->link.destination, text);
}

static bool
has_listed_link(const StsNode *root, bool references)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    if (node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_EXTERNAL && sts_link_is_listed(node, references))
      return true;
  return false;
}

static bool
has_hyperlinks(const StsLibrary *library, const StsSection *section)
{
  StsSectionTrees trees = {section, 0};
  const char *language;

  if (section->hyperlinks->len > 0)
    return true;
  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    if (has_listed_link(root, sts_section_is_references(section, root)))
      return true;
  return section->disclaimer_state == STS_PROVENANCE_GIVEN && !section->disclaimer &&
         has_listed_link(sts_section_disclaimer(library, section, &language), false);
}

bool
sts_link_section_has_part(const StsLibrary *library, const StsSection *section, StsPartKind part)
{
  if (part == STS_PART_NOTES)
    return section->notes->len > 0;
  if (part == STS_PART_SOURCE)
    return section->source;
  g_assert(!sts_part_is_of_review(part));
  return part != STS_PART_HYPERLINKS || has_hyperlinks(library, section);
}
