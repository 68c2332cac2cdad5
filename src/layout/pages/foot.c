/* The running foot: the section's title and date at the start side, "Page x of y" at the end side, under a thin rule.
 * All of it is pagination artifact. */
#include "layout/pages/foot.h"

#include <math.h>

#include "base/language-tag.h"
#include "layout/text/break.h"
#include "layout/text/lines.h"

/* What no printer may be asked to print on: a quarter of an inch. */
static const double paper_edge = 18;
/* Where the page number would take so much of the width, it goes below. */
static const double apart_from = 0.5;

struct StsFoot {
  StsGalley fixed;   /* what is the same on all pages, from y = 0 at its first baseline */
  double width_free; /* kept for the page number */
  bool apart;        /* the page number has a line of its own, on a narrow page */
  guint lines;       /* of the fixed part */
  const StsTerms *terms;
  const char *language;
  bool rtl;
};

/* Sets the text below what there is. */
static void
add_fixed(StsSetter *setter, StsFoot *foot, const char *text)
{
  const StsFace *face = sts_setter_face(setter, STS_TEXT_FOOTER);
  StsGalley *galley = &foot->fixed;
  StsColumn column = {.left = 0, .right = setter->width - foot->width_free, .role = STS_ROLE_ARTIFACT_FOOTER};
  StsInline in;

  if (foot->rtl) {
    column.left = foot->width_free;
    column.right = setter->width;
  }
  sts_inline_init(&in, face, face->style->size, foot->language);
  sts_inline_append(&in, text, NULL, NULL);
  sts_inline_keep_together(&in);
  sts_lines_set(galley, &in, &column);
  for (guint i = 0; i < galley->lines->len; i++) {
    const StsLine *line = &g_array_index(galley->lines, StsLine, i);
    sts_fragments_shift(galley->content, line->content, line->content_end, 0,
                        (foot->lines + i) * face->style->leading - face->baseline);
  }
  sts_inline_clear(&in);
  foot->lines += galley->lines->len;
}

static void
set_section(StsSetter *setter, StsFoot *foot, const StsPublishedSection *section)
{
  g_autofree char *date =
      sts_date_is_set(section->last_revised) ? sts_terms_format_date(foot->terms, section->last_revised) : NULL;
  g_autofree char *revised =
      date ? sts_terms_format(foot->terms, "last-revised-line", "date", date, NULL)
           : g_strdup(
                 sts_terms_get(foot->terms, section->last_revised_lost ? "last-revised-lost" : "last-revised-waived"));
  g_autofree char *one_line = g_strconcat(section->title, " \xc2\xb7 ", revised, NULL);

  /* Title and date on one line if they fit, else the date begins its own; nothing is cut. */
  add_fixed(setter, foot, one_line);
  if (foot->lines == 1)
    return;
  g_array_set_size(foot->fixed.content, 0);
  foot->lines = 0;
  add_fixed(setter, foot, section->title);
  add_fixed(setter, foot, revised);
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
  StsFoot *foot = g_new0(StsFoot, 1);

  foot->fixed = sts_galley_new(setter);
  foot->language =
      setter->publication->words_language ? setter->publication->words_language : sts_setter_language(setter, node);
  foot->terms = sts_terms_set_lookup(setter->publication->terms, foot->language);
  foot->rtl = sts_language_is_rtl(sts_setter_language(setter, node));
  foot->width_free = set_page_text(&foot->fixed, foot, 8888, 8888) + 2 * setter->theme->text[STS_TEXT_FOOTER].size;
  g_array_set_size(foot->fixed.content, 0);
  foot->apart = foot->width_free > apart_from * setter->width;
  if (foot->apart)
    foot->width_free = 0;
  if (section)
    set_section(setter, foot, section);
  else
    add_fixed(setter, foot, setter->publication->title);
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
      theme->footer_distance + (MAX(foot->lines, 1) - 1 + foot->apart) * face->style->leading + face->descent;
  double excess = MAX(0, below - (theme->margin_bottom - paper_edge));

  return theme->grid > 0 ? ceil(excess / theme->grid) * theme->grid : excess;
}

void
sts_foot_place(StsSetter *setter, const StsFoot *foot, double left, double bottom, int page, int pages)
{
  const StsTheme *theme = setter->theme;
  double baseline = bottom + theme->footer_distance;
  StsGalley number = sts_galley_new(setter);
  double width = set_page_text(&number, foot, page, pages);

  StsFragment rule =
      sts_fragment_box(STS_ROLE_ARTIFACT_FOOTER, left, baseline - 1.6 * theme->text[STS_TEXT_FOOTER].size,
                       setter->width, theme->table_rule, theme->rule);
  g_array_append_val(setter->layout->fragments, rule);
  append(setter->layout, &foot->fixed, left, baseline);
  if (foot->apart)
    append(setter->layout, &number, foot->rtl ? left + setter->width - width : left,
           baseline + foot->lines * theme->text[STS_TEXT_FOOTER].leading);
  else
    append(setter->layout, &number, foot->rtl ? left : left + setter->width - width, baseline);
  sts_galley_clear(&number);
}
