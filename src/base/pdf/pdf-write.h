/* PDF syntax as text (ISO 32000-1, 7.3): names, strings, numbers, references. Nothing here depends on the locale. */
#ifndef STS_BASE_PDF_PDF_WRITE_H
#define STS_BASE_PDF_PDF_WRITE_H

#include <glib.h>
#include <stdint.h>

/* Appends a text string (7.9.2.2): a literal where `text` is printable ASCII, UTF-16BE with its mark otherwise. What is
 * longer than PDF/A allows ends with an ellipsis: a title in the outline or the description of a link, whose text
 * stands on the page. */
void sts_pdf_append_text(GString *out, const char *text);

/* Appends a byte string as a literal: languages, identifiers, addresses. */
void sts_pdf_append_bytes(GString *out, const char *bytes);

/* Parts of strings, without brackets: a byte of a literal; two bytes, four digits, of a hexadecimal string; and of the
 * latter the UTF-16BE code units of `text`, without byte order mark. */
void sts_pdf_append_byte(GString *out, guint8 byte);
void sts_pdf_append_unit(GString *out, guint16 unit);
void sts_pdf_append_utf16_hex(GString *out, const char *text, gssize length);

/* Appends "12 0 R". */
void sts_pdf_append_reference(GString *out, guint32 id);

/* Appends a space and the number with at most `decimals` (0 to 4) decimals, without zeros at its end. */
void sts_pdf_append_number(GString *out, double value, int decimals);

/* Appends the numbers with a space before each, to hundredths of a point. */
void sts_pdf_append_numbers(GString *out, const double *values, size_t count);

/* Returns "D:20180406000000Z" (7.9.4); free with g_free(). */
char *sts_pdf_format_date(int64_t seconds);

#endif
