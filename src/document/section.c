/* Goes through the trees of a section, and says what it was made from. */
#include "document/section.h"

#include <string.h>

const StsNode *
sts_section_trees_next(StsSectionTrees *trees)
{
  const StsSection *section = trees->section;
  const StsNode *fixed[] = {section->title_heading, section->body, section->references, section->disclaimer};

  for (;;) {
    guint index = trees->index++;
    if (index < G_N_ELEMENTS(fixed)) {
      if (fixed[index])
        return fixed[index];
      continue;
    }
    index -= G_N_ELEMENTS(fixed);
    const StsShownPassage *shown = sts_section_passage(section, index);
    if (shown && shown->references)
      return shown->references;
    if (shown)
      continue;
    index -= section->passages ? section->passages->len : 0;
    return section->notes && index < section->notes->len ? g_ptr_array_index(section->notes, index) : NULL;
  }
}

bool
sts_section_is_references(const StsSection *section, const StsNode *root)
{
  const StsShownPassage *shown;

  if (root == section->references)
    return true;
  for (guint i = 0; (shown = sts_section_passage(section, i)); i++)
    if (root == shown->references)
      return true;
  return false;
}

bool
sts_passage_has_provenance(const StsPassage *passage)
{
  return passage->text->references || passage->text->last_revised_state == STS_PROVENANCE_GIVEN;
}

char *
sts_source_name(const StsSource *source)
{
  GString *out = g_string_new(source->title);
  bool ended = out->len > 0 && strchr(".?!", out->str[out->len - 1]);

  g_string_append(out, ended ? "" : ".");
  if (source->publisher || source->year)
    g_string_append_printf(out, " %s%s%s.", source->publisher ? source->publisher : "",
                           source->publisher && source->year ? ", " : "", source->year ? source->year : "");
  g_string_append(out, source->address ? " " : "");
  return g_string_free(out, FALSE);
}

char *
sts_source_text(const StsSource *source)
{
  g_autofree char *name = sts_source_name(source);

  return g_strconcat(name, source->address, NULL);
}
