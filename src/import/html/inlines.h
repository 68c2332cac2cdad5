/* Text with its emphasis, links and the like, written as one line of Markdown.
 *
 * Invariants: what is added as text reads as that text; white space is joined as HTML does. What is opened is written
 * only around what is seen, without white space at its edges.
 */
#ifndef STS_IMPORT_HTML_INLINES_H
#define STS_IMPORT_HTML_INLINES_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
  STS_HTML_EMPHASIS,
  STS_HTML_STRONG,
  STS_HTML_SUPERSCRIPT,
  STS_HTML_SUBSCRIPT,
  STS_HTML_STRUCK, /* written so that the check refuses it */
  STS_HTML_CODE,
  STS_HTML_LINK,
  STS_HTML_SPAN,
} StsHtmlFormat;

/* From `offset` in the line on, the text comes from the byte `source` of the page. */
typedef struct {
  size_t offset, source;
} StsHtmlOrigin;

typedef struct StsHtmlInlines StsHtmlInlines;

StsHtmlInlines *sts_html_inlines_new(void);
void sts_html_inlines_free(StsHtmlInlines *inlines);

/* `detail`: the address of a LINK, the tag of a SPAN; else NULL. `title` of a LINK may be NULL. */
void sts_html_inlines_open(StsHtmlInlines *inlines, StsHtmlFormat format, const char *detail, const char *title);
void sts_html_inlines_close(StsHtmlInlines *inlines);
/* Adds text that begins at the byte `source` of the page, where `original` lies (NULL: unknown). */
void sts_html_inlines_add_text(StsHtmlInlines *inlines, const char *text, const char *original, size_t length,
                               size_t source);
void sts_html_inlines_add_break(StsHtmlInlines *inlines);
/* Says that a block ends or begins within what must be one line. */
void sts_html_inlines_add_border(StsHtmlInlines *inlines);
void sts_html_inlines_add_note(StsHtmlInlines *inlines, const char *label, size_t source);
/* `title`: Markdown, already escaped; or NULL. */
void sts_html_inlines_add_image(StsHtmlInlines *inlines, const char *alternative, const char *address,
                                const char *title, size_t source);
/* "[ ] " at the beginning of an item. */
void sts_html_inlines_add_box(StsHtmlInlines *inlines, bool checked, size_t source);

/* Whether nothing to see was added. */
bool sts_html_inlines_is_empty(const StsHtmlInlines *inlines);
/* How many breaks were added last, with nothing after them. */
unsigned sts_html_inlines_breaks(const StsHtmlInlines *inlines);
/* Whether a superscript or subscript is open that has begun. */
bool sts_html_inlines_is_raised(const StsHtmlInlines *inlines);
/* In a heading or a cell, what begins a line is no markup; in a cell, a bar in code is. */
void sts_html_inlines_begin(StsHtmlInlines *inlines, bool starts_line, bool cell);
/* Returns the line and its origins (of StsHtmlOrigin), and begins anew; what is open is open there, too. */
GString *sts_html_inlines_take(StsHtmlInlines *inlines, GArray **origins);

#endif
