/* The trees of a section, one after the other. For the files of this room only. */
#ifndef STS_CHECK_TREES_H
#define STS_CHECK_TREES_H

#include "document/section.h"

/* All trees of a section that a reader sees, one after the other: the title where it stands in the text, body,
 * references, own disclaimer, notes. */
typedef struct {
  const StsSection *section;
  guint index;
} StsSectionTrees;

/* Returns the next tree, or NULL. Start with {section, 0}. */
const StsNode *sts_section_trees_next(StsSectionTrees *trees);

#endif
