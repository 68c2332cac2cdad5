/* The diagnostics of characters that no font has, and looking for them without a layout. */
#ifndef STS_LAYOUT_MISSING_REPORT_H
#define STS_LAYOUT_MISSING_REPORT_H

#include "document/node.h"
#include "style/fonts.h"

/* Tells of the characters (UTF-8, each once) in the node: of a picture all at once, of text each at each of its places.
 * What is said of a character is the same everywhere. */
void sts_missing_report(const StsNode *node, const char *characters, StsDiagnostics *diagnostics);

/* Tells of the characters below the root, as far as they are printed as they stand, that no font has. For trees that
 * cannot be laid out since something is wrong with them; a layout also knows what the fonts make of a sequence. */
void sts_missing_find(const StsNode *root, const StsFonts *fonts, StsDiagnostics *diagnostics);

/* Returns those of the characters that need a glyph and that no font has, each once; "" where there is none. Free with
 * g_free(). */
char *sts_missing_among(const StsFonts *fonts, const char *text);

#endif
