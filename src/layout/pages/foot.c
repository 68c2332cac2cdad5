/* The running foot under a thin rule: the section's title, its date, the status of the text and the section's short
 * code at the start side, on one line or two, "Page x of y" at the end side of the first. All of it is pagination
 * artifact. */
#include "layout/pages/foot.h"

#include <math.h>
#include <string.h>

#include "base/language-tag.h"
#include "document/foot-text.h"
#include "layout/text/break.h"
#include "layout/text/lines.h"

/* What no printer may be asked to print on: a quarter of an inch. */
static const double paper_edge = 18;
/* Where the page number would take so much of the width, it goes below. */
static const double apart_from = 0.5;

static const char separator[] = " \xc2\xb7 ";

/* What a foot says beside the page number, in this order. */
enum { TITLE = 1, DATE = 2, STATUS = 4, CODE = 8, PIECES = 4, ALL = TITLE | DATE | STATUS | CODE };

/* The lines they may stand on, the best first. What is empty takes no line. */
static const struct {
  int first, second;
} ARRANGEMENTS[] = {
    {ALL, 0}, {TITLE | DATE, STATUS | CODE}, {TITLE, DATE | STATUS | CODE}, {TITLE | CODE, DATE | STATUS}};

struct StsFoot {
  StsGalley fixed;   /* what is the same on all pages, from y = 0 at its first baseline */
  double width_free; /* kept for the page number, on its line */
  guint number_line; /* from 0 */
  guint lines;       /* of it all */
  const char *pieces[PIECES];
  const char *date; /* in the second of them; NULL: none */
  const StsTerms *terms;
  const char *language;
  bool rtl;
};

/* The date, which was appended last, is not broken over lines. */
static void
keep_date(StsInline *in, const char *date)
{
  const char *place = g_strrstr(in->text->str, date);

  if (place)
    sts_inline_add_attribute(in, (StsTextAttribute){.start = (guint32)(place - in->text->str),
                                                    .end = (guint32)(place - in->text->str + strlen(date)),
                                                    .kind = STS_ATTRIBUTE_NO_BREAK});
}

/* Appends those of the pieces that there are. The status is bold: it is what a reader must not overlook. */
static void
append_pieces(const StsFoot *foot, StsInline *in, int pieces)
{
  for (int i = 0; i < PIECES; i++) {
    if (!(pieces & 1 << i) || !foot->pieces[i])
      continue;
    if (in->text->len > 0)
      sts_inline_append(in, separator, NULL, NULL);
    if (1 << i == STATUS)
      sts_inline_append_bold(in, foot->pieces[i]);
    else
      sts_inline_append(in, foot->pieces[i], NULL, NULL);
    if (1 << i == DATE && foot->date)
      keep_date(in, foot->date);
  }
  sts_inline_keep_together(in);
}

static double
width_of(StsSetter *setter, const StsFoot *foot, int pieces)
{
  const StsFace *face = sts_setter_face(setter, STS_TEXT_FOOTER);
  StsGalley galley = sts_galley_new(setter);
  StsFill before = sts_galley_fill(&galley);
  StsInline in;

  sts_inline_init(&in, face, face->style->size, foot->language);
  append_pieces(foot, &in, pieces);
  double width = in.text->len > 0 ? sts_lines_set_one(&galley, &in, STS_ROLE_ARTIFACT_FOOTER, NULL) : 0;
  sts_inline_clear(&in);
  sts_galley_cut_back(&galley, &before);
  sts_galley_clear(&galley);
  return width;
}

/* Sets the pieces below what there is; nothing is cut. */
static void
add_fixed(StsSetter *setter, StsFoot *foot, int pieces)
{
  const StsFace *face = sts_setter_face(setter, STS_TEXT_FOOTER);
  StsGalley *galley = &foot->fixed;
  StsColumn column = {.left = 0,
                      .right = setter->width,
                      .kept = foot->lines == foot->number_line ? foot->width_free : 0,
                      .role = STS_ROLE_ARTIFACT_FOOTER};
  StsInline in;

  sts_inline_init(&in, face, face->style->size, foot->language);
  in.rtl = foot->rtl;
  append_pieces(foot, &in, pieces);
  if (in.text->len > 0) {
    sts_lines_set(galley, &in, &column);
    for (guint i = 0; i < galley->lines->len; i++) {
      const StsLine *line = &g_array_index(galley->lines, StsLine, i);
      sts_fragments_shift(galley->content, line->content, line->content_end, 0,
                          (foot->lines + i) * face->style->leading - face->baseline);
    }
    foot->lines += galley->lines->len;
  }
  sts_inline_clear(&in);
}

/* In the first way that has room for it on two lines; else the lines run on. Where they are more, that is told. */
static void
arrange(StsSetter *setter, StsFoot *foot, const StsNode *node)
{
  double widths[ALL + 1];

  for (int pieces = 0; pieces <= ALL; pieces++)
    widths[pieces] = -1;
  for (size_t i = 0; i < G_N_ELEMENTS(ARRANGEMENTS); i++) {
    const int lines[] = {ARRANGEMENTS[i].first, ARRANGEMENTS[i].second};
    bool fits = true;
    for (guint k = 0; k < 2; k++) {
      if (widths[lines[k]] < 0)
        widths[lines[k]] = width_of(setter, foot, lines[k]);
      fits = fits && widths[lines[k]] <= setter->width - (k == foot->number_line ? foot->width_free : 0);
    }
    if (!fits)
      continue;
    add_fixed(setter, foot, lines[0]);
    add_fixed(setter, foot, lines[1]);
    return;
  }
  add_fixed(setter, foot, ALL);
  if (foot->lines > 2) {
    StsLongFoot told = {.node = node, .lines = foot->lines};
    g_array_append_val(setter->layout->long_feet, told);
  }
}

static char *
page_text(const StsFoot *foot, int page, int pages)
{
  g_autofree char *number = g_strdup_printf("%d", page), *count = g_strdup_printf("%d", pages);

  return sts_terms_format(foot->terms, "page-of", "page", number, "pages", count, NULL);
}

/* Sets the page's text at x = 0; its baseline is y = 0. Returns its width. */
static double
set_page_text(StsGalley *galley, const StsFoot *foot, int page, int pages)
{
  const StsFace *face = sts_setter_face(galley->setter, STS_TEXT_FOOTER);
  g_autofree char *text = page_text(foot, page, pages);
  StsInline in;

  sts_inline_init(&in, face, face->style->size, foot->language);
  sts_inline_append(&in, text, NULL, NULL);
  double width = sts_lines_set_one(galley, &in, STS_ROLE_ARTIFACT_FOOTER, NULL);
  sts_inline_clear(&in);
  sts_fragments_shift(galley->content, 0, galley->content->len, 0, -face->baseline);
  return width;
}

StsFoot *
sts_foot_new(StsSetter *setter, const StsNode *node, const StsPublishedSection *section)
{
  const StsPublication *publication = setter->publication;
  StsFoot *foot = g_new0(StsFoot, 1);
  g_auto(StsFootText) text;

  foot->fixed = sts_galley_new(setter);
  foot->language = sts_setter_language(setter, node);
  foot->terms = sts_terms_set_lookup(publication->terms, foot->language);
  foot->rtl = sts_language_is_rtl(foot->language);
  foot->width_free = set_page_text(&foot->fixed, foot, 888, 888) + 1.25 * setter->theme->text[STS_TEXT_FOOTER].size;
  g_array_set_size(foot->fixed.content, 0);
  sts_foot_text_init(&text, publication, section, foot->terms);
  foot->date = text.date;
  foot->pieces[0] = text.title;
  foot->pieces[1] = text.revised;
  foot->pieces[2] = text.status;
  foot->pieces[3] = *text.code ? text.code : NULL;
  if (foot->width_free > apart_from * setter->width) {
    foot->width_free = 0;
    foot->number_line = G_MAXUINT;
    for (int piece = TITLE; piece <= CODE; piece <<= 1)
      add_fixed(setter, foot, piece);
    foot->number_line = foot->lines++;
  } else {
    arrange(setter, foot, node);
  }
  memset(foot->pieces, 0, sizeof foot->pieces);
  foot->date = NULL;
  return foot;
}

void
sts_foot_free(StsFoot *foot)
{
  if (!foot)
    return;
  sts_galley_clear(&foot->fixed);
  g_free(foot);
}

static void
append(StsLayout *layout, const StsGalley *galley, double dx, double dy)
{
  sts_fragments_copy(layout->fragments, galley->content, 0, galley->content->len, dx, dy);
}

double
sts_foot_excess(StsSetter *setter, const StsFoot *foot)
{
  const StsTheme *theme = setter->theme;
  const StsFace *face = sts_setter_face(setter, STS_TEXT_FOOTER);
  double below =
      theme->footer_distance + (MAX(foot->lines, foot->number_line + 1) - 1) * face->style->leading + face->descent;
  double excess = MAX(0, below - (theme->margin_bottom - paper_edge));

  return theme->grid > 0 ? ceil(excess / theme->grid) * theme->grid : excess;
}

double
sts_foot_rule(const StsTheme *theme)
{
  return theme->footer_distance - 1.6 * theme->text[STS_TEXT_FOOTER].size;
}

void
sts_foot_place(StsSetter *setter, const StsFoot *foot, double left, double bottom, int page, int pages)
{
  const StsTheme *theme = setter->theme;
  double baseline = bottom + theme->footer_distance;
  StsGalley number = sts_galley_new(setter);
  double width = set_page_text(&number, foot, page, pages);

  StsFragment rule = sts_fragment_box(STS_ROLE_ARTIFACT_FOOTER, left, bottom + sts_foot_rule(theme), setter->width,
                                      theme->table_rule, theme->rule);
  g_array_append_val(setter->layout->fragments, rule);
  append(setter->layout, &foot->fixed, left, baseline);
  bool apart = foot->width_free <= 0;
  append(setter->layout, &number, foot->rtl != apart ? left : left + setter->width - width,
         baseline + foot->number_line * theme->text[STS_TEXT_FOOTER].leading);
  sts_galley_clear(&number);
}
