/* Goes through the trees of a section. */
#include "document/section.h"

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
    return section->notes && index < section->notes->len ? g_ptr_array_index(section->notes, index) : NULL;
  }
}
