/* Characters that no font has: noted while text is set, told at the end by the places where they stand. */
#ifndef STS_LAYOUT_TEXT_MISSING_H
#define STS_LAYOUT_TEXT_MISSING_H

#include "layout/text/setter.h"

/* Notes that no font has the character, which is in the text of the node. */
void sts_missing_note(StsSetter *setter, gunichar character, const StsNode *node);
/* Looks at the text in pictures too, and reports what was noted, in the order of the sources; returns whether there is
 * any. */
bool sts_missing_report(StsSetter *setter, StsDiagnostics *diagnostics);

#endif
