/* A web page as Markdown, for the import.
 *
 * Invariants
 * - Each word of the page's visible text is in the Markdown, in its order (those of notes at the end), or is told as
 * left out. sts_html_convert() proves it, with a reading of the page that knows nothing of how the Markdown was made.
 * - Nothing of the text becomes markup: signs that would are escaped.
 */
#ifndef STS_IMPORT_HTML_HTML_H
#define STS_IMPORT_HTML_HTML_H

#include "base/diagnostic.h"
#include "document/rules.h"

/* From `offset` in the Markdown on, the text comes from that place of the page. */
typedef struct {
  size_t offset;
  StsPosition position;
} StsHtmlPlace;

/* What an editor must know of the page. */
typedef struct {
  size_t offset; /* in the Markdown: where it belongs */
  StsSeverity severity;
  StsRule rule;
  StsPosition position; /* in the page */
  char *text;
} StsHtmlTold;

/* A picture that is part of the page itself. */
typedef struct {
  char *name; /* by which the Markdown shows it */
  GBytes *bytes;
} StsHtmlPicture;

typedef struct {
  GString *text;       /* Markdown */
  GArray *places;      /* StsHtmlPlace, by offset */
  GArray *told;        /* StsHtmlTold, by offset */
  GArray *pictures;    /* StsHtmlPicture */
  char *title;         /* what the page calls itself; NULL: nothing */
  char *language;      /* a valid tag; NULL: it does not say */
  size_t words;        /* of its visible text */
  size_t notes_offset; /* in the Markdown, where the notes begin */
} StsHtmlPage;

/* Whether the bytes begin as a page does, whatever the file is called. */
bool sts_html_is_page(const char *bytes, size_t length);

/* Returns the page in UTF-8, from what it says its encoding is; NULL with a diagnostic. Free with g_free(). */
char *sts_html_decode(const char *path, const char *bytes, size_t length, size_t *decoded, StsDiagnostics *diagnostics);

/* Converts a page in UTF-8; `path` is lent to the places. Returns NULL with a diagnostic where it is nested too deep or
 * built so that it needs too much memory. Free with sts_html_page_free(). */
StsHtmlPage *sts_html_convert(const char *path, const char *text, size_t length, StsDiagnostics *diagnostics);
void sts_html_page_free(StsHtmlPage *page);

/* Returns an array of StsHtmlPicture that frees them; free with g_array_unref(). */
GArray *sts_html_pictures_new(void);

/* Says of a page that pandoc made how many changes and comments wait to be accepted, and whose; NULL: none do. Free
 * with g_free(). */
char *sts_html_find_changes(const char *path, const char *text, size_t length, StsDiagnostics *diagnostics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsHtmlPage, sts_html_page_free)

#endif
