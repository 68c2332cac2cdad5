/* What is understood beyond CommonMark. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_FLAGS_H
#define STS_READ_MARKDOWN_MARKDOWN_FLAGS_H

typedef enum {
  STS_MARKDOWN_COMMONMARK = 0,    /* nothing but CommonMark; raw HTML is still refused */
  STS_MARKDOWN_TABLES = 1 << 0,   /* GFM pipe tables */
  STS_MARKDOWN_CALLOUTS = 1 << 1, /* > [!WARNING] */
  STS_MARKDOWN_NOTES = 1 << 2,    /* [^1] and [^1]: text */
  STS_MARKDOWN_SPANS = 1 << 3,    /* [texto]{lang=es} */
  STS_MARKDOWN_TASKS = 1 << 4,    /* - [ ] */
  STS_MARKDOWN_FIGURES =
      1 << 5, /* an image alone in a paragraph is a figure; its title is the caption (parsed as inline Markdown) */
  STS_MARKDOWN_DEFINITIONS = 1 << 6, /* term, newline, ": definition" */
  STS_MARKDOWN_INLINE_HTML = 1 << 7, /* <sup>, <sub>, <br>, comments */
  STS_MARKDOWN_ALL = (1 << 8) - 1,
} StsMarkdownFlags;

#endif
