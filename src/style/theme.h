/* A theme: what a page and its text look like, computed from styles/<name>.yaml. One theme drives the PDF and the
 * EPUB's CSS. theme-load.h loads one.
 *
 * Lengths are PostScript points. Const after loading.
 */
#ifndef STS_STYLE_THEME_H
#define STS_STYLE_THEME_H

#include "document/color.h"
#include "document/node.h"

/* Kinds of text; each has a style of its own. */
typedef enum {
  STS_TEXT_BODY,
  STS_TEXT_TITLE, /* heading 1 */
  STS_TEXT_HEADING_2,
  STS_TEXT_HEADING_3,
  STS_TEXT_HEADING_4,
  STS_TEXT_HEADING_5,
  STS_TEXT_HEADING_6,
  STS_TEXT_COVER_TITLE,
  STS_TEXT_BYLINE,
  STS_TEXT_CALLOUT_LABEL,
  STS_TEXT_CAPTION,
  STS_TEXT_TABLE, /* cells */
  STS_TEXT_TABLE_HEADER,
  STS_TEXT_CODE,    /* code blocks; inline code takes its family, at the size around it times code_scale */
  STS_TEXT_CLOSING, /* body of notes, hyperlinks, references, disclaimer, last revised */
  STS_TEXT_CLOSING_HEADING,
  STS_TEXT_CONTENTS, /* entries of the contents list */
  STS_TEXT_FOOTER,
  STS_TEXT_MASTHEAD, /* the clinic's name and address */
  STS_TEXT_MASTHEAD_PHONE,
} StsTextKind;

enum { STS_TEXT_KINDS = STS_TEXT_MASTHEAD_PHONE + 1 };

typedef struct {
  const char *family;
  double size, leading; /* points */
  bool bold, italic;
  StsColor color;
  double space_before, space_after; /* points, multiples of the grid; adjoining ones collapse to the larger */
  bool hyphenate, justify;
} StsTextStyle;

typedef struct StsTheme {
  const char *name;
  const char *const *files; /* that it was read from, its own first, then those it extends; NULL-terminated */
  /* page */
  const char *paper; /* "letter" or "a4" */
  double page_width, page_height;
  double margin_top, margin_bottom, margin_inner, margin_outer; /* inner = left unless duplex and verso */
  bool duplex;                                                  /* sections start recto, margins mirrored */
  double measure;                                               /* greatest line length, points; 0: the text area */
  double grid;                                                  /* baseline rhythm */
  double footer_distance;                                       /* from the text area to the footer's baseline */
  double size_min;                                              /* of any text: what is scaled stops here */
  StsTextStyle text[STS_TEXT_KINDS];
  bool numbers_in_brackets; /* those of links and marks of notes */
  bool emphasis_is_bold;    /* clear print: no italics for emphasis */
  bool names_italic; /* those that are set apart, as of journals and genes; else they look as the text around them */
  const char *mono_family;
  double code_scale;
  double superscript_scale, superscript_rise; /* rise in parts of the size */
  double subscript_drop;
  double list_indent, list_gap; /* from the margin to the text; between marker and text */
  double quote_indent, quote_bar;
  double callout_padding, callout_bar, callout_border, callout_quiet_bar;
  double table_padding_x, table_padding_y, table_rule, table_header_rule;
  double table_size_min; /* smallest size that a wide table shrinks to */
  double definition_indent;
  double hanging_indent;     /* references, hyperlinks */
  bool image_describe_small; /* where text in a figure is under the least size, its alternative stands beneath */
  double image_dpi_min;      /* never enlarged past this resolution: 150 */
  StsColor ink, muted, link, rule, shade, accent, callout[STS_CALLOUT_KINDS];
  bool links_underlined;
  int widows, orphans, heading_keep_lines;
  double spaces_min;           /* what may be left of spaces where that saves a page that would be nearly empty */
  const char *const *fallback; /* NULL-terminated family names, in order */
  StsArena *arena;
} StsTheme;

void sts_theme_free(StsTheme *theme);

/* Returns the size of what is set at `scale` within text of `size`, such as a superscript: not under the least. */
double sts_theme_scale(const StsTheme *theme, double size, double scale);

/* The names of the papers, ended by NULL. */
const char *const *sts_theme_papers(void);
/* Sets the paper; returns false where there is none of that name. */
bool sts_theme_set_paper(StsTheme *theme, const char *paper);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsTheme, sts_theme_free)

#endif
