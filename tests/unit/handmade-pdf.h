/* PDFs made by hand: objects as text, the table of cross-references computed. */
#ifndef TESTS_HANDMADE_PDF_H
#define TESTS_HANDMADE_PDF_H

#include <glib.h>

/* Returns a PDF whose objects are the texts, from number 1 on, ended by NULL; object 1 is the catalog. Free with
 * g_string_free(). */
GString *handmade_pdf(const char *const *objects);

/* Returns the text of a stream object; free with g_free(). */
char *handmade_stream(const char *entries, const char *data);

/* Returns the text of an XMP metadata stream that names one section “one” with these element, parts and fingerprint;
 * free with g_free(). */
char *handmade_xmp(const char *parts, const char *fingerprint);

#endif
