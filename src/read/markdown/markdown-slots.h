/* Slots: places in a text that a clinic fills, "{clinic.phone: the number your clinic gave you}". */
#ifndef STS_READ_MARKDOWN_MARKDOWN_SLOTS_H
#define STS_READ_MARKDOWN_MARKDOWN_SLOTS_H

#include "base/diagnostic.h"
#include "document/section.h"

/* Puts each slot in the texts below `root`, which may be NULL, into a SPAN (`span.slot`) that holds the words after its
 * colon. What is meant for one and is none is told, and stays as it is typed. Braces in code, and those after a
 * backslash, are none. `root` is a tree of the section, whose own texts alone are looked at, since those of passages
 * were before. NULL: of library.yaml. */
void sts_markdown_find_slots(StsArena *arena, StsNode *root, const StsSection *section, StsDiagnostics *diagnostics);

#endif
