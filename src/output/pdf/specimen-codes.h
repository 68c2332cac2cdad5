/* The codes of a font's glyphs, from the page on which cairo drew each of them once. */
#ifndef STS_OUTPUT_PDF_SPECIMEN_CODES_H
#define STS_OUTPUT_PDF_SPECIMEN_CODES_H

#include "output/pdf/drawing.h"

/* Takes the codes of the font's glyphs from the content of its specimen: `faces` are the fonts of the page (name
 * without its slash -> face + 1). Returns false with STS_PDF_ERROR_CAIRO if they are not the glyphs drawn. */
bool sts_drawing_read_specimen(StsDrawing *drawing, StsDrawnFont *font, GHashTable *faces, const char *content,
                               size_t length, GError **error);

#endif
