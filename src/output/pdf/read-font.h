/* What the codes of a font mean (ISO 32000-1, 9.10). */
#ifndef STS_OUTPUT_PDF_READ_FONT_H
#define STS_OUTPUT_PDF_READ_FONT_H

#include "output/pdf/read-file.h"

typedef struct StsPdfFont StsPdfFont;

/* Reads the font's ToUnicode map. Returns NULL with STS_VERIFY_ERROR. Free with sts_pdf_font_free(). */
StsPdfFont *sts_pdf_font_new(StsPdfFile *file, StsPdfSlice dictionary, GError **error);
void sts_pdf_font_free(StsPdfFont *font);

/* Appends the text that the codes stand for; U+FFFD for one without meaning; no more once there are STS_READ_STREAM_MAX
 * bytes. `font` may be NULL: all are without. */
void sts_pdf_font_append_text(const StsPdfFont *font, GString *out, const char *codes, size_t length);

#endif
