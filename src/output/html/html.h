/* Tree to one self-contained web page, and back: styles, pictures and fonts inside, no script that runs, nothing from
 * elsewhere; or to a piece of one, for a page that has a style of its own.
 *
 * Invariant: a page is HTML and well-formed XML at once, with the same text to parsers of both, so that what is read
 * back is what browsers show.
 */
#ifndef STS_OUTPUT_HTML_HTML_H
#define STS_OUTPUT_HTML_HTML_H

#include <stdio.h>
#include <sys/types.h>

#include "document/reading.h"
#include "output/writing.h"

/* Writes the publication as a page, from the beginning of the stream, which stays open. writing->fonts may be NULL when
 * none are to be embedded. Returns false with `error` on failure. */
bool sts_html_write(const StsWriting *writing, FILE *stream, GError **error);

/* The same as one <article>, in which pictures are all that is shown with the text, and headings stand one level lower.
 * docs/html.md says what a page can go by. */
bool sts_html_write_fragment(const StsWriting *writing, FILE *stream, GError **error);

/* Returns the place of the document type, or of what else begins a web page, near the beginning of the bytes; -1: it is
 * none. */
ssize_t sts_html_recognise(const char *bytes, size_t size);
/* The same of a piece that we wrote. */
ssize_t sts_html_recognise_fragment(const char *bytes, size_t size);
/* Whether it is a page, or a piece of one, that we wrote. */
bool sts_html_is_own(const char *bytes, size_t size);

/* Reads either back, within bounds. Returns NULL with STS_VERIFY_ERROR. */
StsReading *sts_html_read(const char *bytes, size_t size, GError **error);

#endif
