/* Which content belongs to which element, and the proof that all of it is drawn. */
#ifndef STS_OUTPUT_PDF_MARKED_CONTENT_H
#define STS_OUTPUT_PDF_MARKED_CONTENT_H

#include "output/pdf/structure-tree.h"

/* Begins the sequences of the next page. */
void sts_structure_begin_page(StsStructure *structure);

/* Takes the next fragment into the last sequence of the page, or into a new one. `actual` may be NULL. Returns false
 * with STS_PDF_ERROR_INCOMPLETE when the fragment belongs to no slot. */
bool sts_structure_take(StsStructure *structure, guint32 fragment, const char *actual, GError **error);

/* Returns the text of the fragment with the characters that stand for superscripts and subscripts, and notes how far
 * these are raised; NULL where it has none. To be called before the fragment is noted as drawn. Free with g_free(). */
char *sts_structure_raised_text(StsStructure *structure, const StsFragment *fragment);

/* Notes that the fragment was drawn, in the last sequence; returns false with STS_PDF_ERROR_INCOMPLETE if its text is
 * not what comes next in its leaf, or it lies beyond the page's edge. */
bool sts_structure_drawn(StsStructure *structure, const StsFragment *fragment, GError **error);

/* Whether every leaf was drawn exactly once; if not, the error names the first that was not and counts the others. */
bool sts_structure_check_complete(const StsStructure *structure, GError **error);

#endif
