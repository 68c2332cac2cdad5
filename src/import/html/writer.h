/* What the parts of the converter share: where it stands in a page, and what it has written.
 *
 * Invariants: notes are written apart from the body, and are joined to it at the end.
 */
#ifndef STS_IMPORT_HTML_WRITER_H
#define STS_IMPORT_HTML_WRITER_H

#include "import/html/blocks.h"
#include "import/html/elements.h"
#include "import/html/html.h"
#include "import/html/inlines.h"
#include "import/html/table.h"

/* What ends where an element does. */
typedef enum {
  STS_HTML_END_NOTHING,
  STS_HTML_END_BLOCK,
  STS_HTML_END_LINE, /* of what must be one line, and has no meaning there */
  STS_HTML_END_HEADING,
  STS_HTML_END_LIST,
  STS_HTML_END_ITEM, /* and any other container */
  STS_HTML_END_DEFINITION,
  STS_HTML_END_DEFINITIONS,
  STS_HTML_END_TERM,
  STS_HTML_END_TABLE,
  STS_HTML_END_CELL,
  STS_HTML_END_CAPTION,
  STS_HTML_END_FIGURE,
  STS_HTML_END_FIGURE_CAPTION,
  STS_HTML_END_NOTE,
  STS_HTML_END_QUOTE,
  STS_HTML_END_RUBY,
} StsHtmlEnd;

/* What is to be undone where an element ends. */
typedef struct {
  StsHtmlEnd end;
  guint formats;
  bool language; /* it has one of its own */
} StsHtmlFrame;

/* What is being written. A note is written apart. */
typedef struct {
  StsHtmlBlocks *blocks;
  StsHtmlInlines *inlines;
  GArray *places;   /* StsHtmlPlace, in that text */
  GPtrArray *terms; /* StsHtmlLine*: that wait for their definition */
  bool defined;     /* a definition comes right before */
  int line;         /* in how many elements that must be one line */
  StsHtmlTable *table;
  StsHtmlLine *caption;
  const GumboNode *figure, *image;
  StsHtmlLine *figure_caption;
  bool box; /* whether a box to tick may stand here */
} StsHtmlText;

typedef struct {
  const StsHtmlTree *tree;
  StsHtmlPage *page;
  StsHtmlText *text; /* one of the two */
  StsHtmlText body, notes;
  GArray *frames;        /* StsHtmlFrame */
  GPtrArray *languages;  /* const char* */
  StsPosition box_place; /* of the box to tick that came last */
  size_t told_at;        /* where what is told belongs; 0: to the block that comes next */
  guint scripts, styles, comments, others;
} StsHtmlConverter;

/* Tells what stands at the node. */
void sts_html_tell(StsHtmlConverter *converter, StsSeverity severity, StsRule rule, const GumboNode *node,
                   const char *format, ...) G_GNUC_PRINTF(5, 6);
#define sts_html_tell_markup(converter, node, ...)                                                                     \
  sts_html_tell((converter), STS_SEVERITY_WARNING, STS_RULE_IMPORT_MARKUP, (node), __VA_ARGS__)
/* Returns the words of an element, cut to what a message can hold; NULL: it has none. Free with g_free(). */
char *sts_html_words_of(const GumboNode *node);
/* Tells that `what` is left out, with its words. */
void sts_html_tell_left_out(StsHtmlConverter *converter, StsSeverity severity, const GumboNode *node, const char *what);

/* Says where in the page the text written at `offset` comes from. */
void sts_html_add_places(StsHtmlConverter *converter, size_t offset, const GArray *origins);
void sts_html_append_line(StsHtmlConverter *converter, size_t offset, const StsHtmlLine *line);
/* `before`: the signs of a heading or caption. */
void sts_html_write_paragraph(StsHtmlConverter *converter, const char *before, const StsHtmlLine *line);
/* Terms that no definition follows are text. */
void sts_html_settle_terms(StsHtmlConverter *converter);
/* Ends a paragraph, if one has begun. */
void sts_html_flush(StsHtmlConverter *converter);
/* Begins and ends what must be one line; `cell`: of a table. */
void sts_html_begin_line(StsHtmlConverter *converter, bool cell);
StsHtmlLine *sts_html_end_line(StsHtmlConverter *converter);

void sts_html_text_begin(StsHtmlText *text);
void sts_html_text_end(StsHtmlText *text);
StsHtmlPage *sts_html_page_new(void);

#endif
