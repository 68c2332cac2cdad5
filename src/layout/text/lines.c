/* Sets a text into lines with Pango and turns each line's runs into fragments in logical order. */
#include "layout/text/lines.h"

#include <math.h>
#include <string.h>

#include "layout/text/plain.h"
#include "layout/text/runs.h"

/* Pango's widths are 32-bit numbers of 1/1024 point, and it counts characters from the beginning for each place that
 * must not be broken: a paragraph longer than this is cut. */
enum { PIECE_BYTES = 6 * 1024 };

/* A line as Pango or sts_plain_set() has broken it. */
typedef struct {
  guint32 start, end; /* bytes of the text */
  bool begins;        /* a paragraph, or a line of the source */
  double width, tallest;
} BrokenLine;

/* ---- Pango ---- */

/* Where no soft hyphen allows it, a word is broken only because it is wider than the line; a hyphen would then be taken
 * for part of it. */
static void
forbid_hyphens(PangoAttrList *list, const char *text, guint32 length)
{
  for (guint32 from = 0; from < length;) {
    const char *soft = memmem(text + from, length - from, "\xc2\xad", 2);
    guint32 to = soft ? (guint32)(soft - text) : length;
    PangoAttribute *attribute = pango_attr_insert_hyphens_new(FALSE);
    attribute->start_index = from;
    attribute->end_index = to;
    if (to > from)
      pango_attr_list_insert(list, attribute);
    else
      pango_attribute_destroy(attribute);
    from = to + 2;
  }
}

static PangoAttrList *
new_attributes(const StsInline *in, guint32 start, guint32 end)
{
  PangoAttrList *list = pango_attr_list_new();

  forbid_hyphens(list, in->text->str + start, end - start);
  for (guint i = 0; i < in->attributes->len; i++) {
    const StsTextAttribute *own = &g_array_index(in->attributes, StsTextAttribute, i);
    if (own->end <= start || own->start >= end)
      continue;
    PangoAttribute *attribute = sts_text_attribute_new(own);
    attribute->start_index = MAX(own->start, start) - start;
    attribute->end_index = MIN(own->end, end) - start;
    pango_attr_list_insert(list, attribute);
  }
  return list;
}

static void
set_context(StsSetter *setter, const StsInline *in)
{
  PangoDirection direction = in->base_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;

  if (g_strcmp0(setter->language, in->language) != 0) {
    pango_context_set_language(setter->context, pango_language_from_string(in->language));
    setter->language = in->language;
  }
  if (pango_context_get_base_dir(setter->context) != direction)
    pango_context_set_base_dir(setter->context, direction);
}

/* The width of lines that begin so much later than the column, in Pango's units; -1: lines are not broken. */
static int
pango_width(const StsColumn *column, double later)
{
  return column->right > column->left ? (int)floor((column->right - column->left - later) * PANGO_SCALE) : -1;
}

static int
hang_of(const StsColumn *column)
{
  return (int)(column->hang * PANGO_SCALE);
}

static int
kept_of(const StsColumn *column)
{
  return (int)(column->kept * PANGO_SCALE);
}

/* Only the text itself is, whatever a style says of all kinds: headings, tables, code, feet and addresses would be torn
 * apart. Pango would stretch a line that ends where its writer ended it, so a text with such lines is not. */
static bool
is_justified(const StsSetter *setter, const StsInline *in)
{
  return in->face->style->justify && in->face->style == &setter->theme->text[STS_TEXT_BODY] &&
         !strstr(in->text->str, "\xe2\x80\xa8");
}

/* Gives Pango the text from `start` to `end`. */
static void
set_pango(StsSetter *setter, const StsInline *in, const StsColumn *column, guint32 start, guint32 end)
{
  PangoLayout *pango = setter->pango;
  PangoAttrList *attributes = new_attributes(in, start, end);
  bool goes_on = start > 0 && in->text->str[start - 1] != '\n';
  int width = pango_width(column, goes_on ? column->hang : 0);

  sts_inline_describe(pango, in);
  /* To Pango the piece is a paragraph; but where it goes on with one, its first line hangs as the others. */
  pango_layout_set_width(pango, width);
  pango_layout_set_indent(pango, goes_on ? 0 : kept_of(column) - hang_of(column));
  pango_layout_set_justify(pango, width >= 0 && is_justified(setter, in));
  pango_layout_set_text(pango, in->text->str + start, (int)(end - start));
  pango_layout_set_attributes(pango, attributes);
  pango_attr_list_unref(attributes);
}

/* ---- runs ---- */

static int
compare_runs(gconstpointer a, gconstpointer b)
{
  guint32 one = ((const StsRun *)a)->start, other = ((const StsRun *)b)->start;

  return (one > other) - (one < other);
}

/* Fills setting->runs in logical order, and the line's width and the height of its tallest image. */
static void
collect_runs(StsSetting *setting, const PangoLayoutLine *line, BrokenLine *out)
{
  bool sorted = true;

  g_array_set_size(setting->runs, 0);
  for (const GSList *link = line->runs; link; link = link->next) {
    const PangoGlyphItem *item = link->data;
    StsRun run = {
        .font = item->item->analysis.font,
        .glyphs = item->glyphs->glyphs,
        .clusters = item->glyphs->log_clusters,
        .start = setting->base + (guint32)item->item->offset,
        .length = (guint32)item->item->length,
        .count = item->glyphs->num_glyphs,
        .rtl = item->item->analysis.level & 1,
        .x = out->width,
        .width = pango_glyph_string_get_width(item->glyphs) / (double)PANGO_SCALE,
    };
    out->width += run.width;
    for (const GSList *extra = item->item->analysis.extra_attrs; extra; extra = extra->next) {
      const PangoAttribute *attribute = extra->data;
      if (attribute->klass->type == PANGO_ATTR_SHAPE)
        out->tallest =
            MAX(out->tallest, ((const PangoAttrShape *)attribute)->logical_rect.height / (double)PANGO_SCALE);
    }
    sorted = sorted && (setting->runs->len == 0 ||
                        g_array_index(setting->runs, StsRun, setting->runs->len - 1).start < run.start);
    g_array_append_val(setting->runs, run);
  }
  if (!sorted)
    g_array_sort(setting->runs, compare_runs);
}

static void
add_word_runs(StsSetting *setting, const StsWord *word, guint32 start, bool goes_on, double *x)
{
  for (guint i = 0; i < word->run_count; i++) {
    const StsWordRun *part = &word->runs[i];
    StsRun run = {
        .font = part->font,
        .glyphs = word->glyphs + part->glyph,
        .clusters = word->clusters + part->glyph,
        .start = start + part->start,
        .length = (guint32)(part->end - part->start),
        .count = part->glyph_count,
        .goes_on = i == 0 && goes_on,
        .x = *x,
        .width = part->width / (double)PANGO_SCALE,
    };
    *x += run.width;
    g_array_append_val(setting->runs, run);
  }
}

/* Fills setting->runs with the words of the line and the spaces between them; the space at its end has no width. */
static void
collect_words(StsSetting *setting, const StsPlainLine *line)
{
  const StsPlain *plain = setting->setter->plain;
  double x = 0;
  bool goes_on = false;

  g_array_set_size(setting->runs, 0);
  for (guint32 i = line->first; i <= line->last; i++) {
    const StsPlainToken *token = &g_array_index(plain->tokens, StsPlainToken, i);
    const StsWord *word = i == line->first ? line->first_word : i == line->last ? line->last_word : token->word;
    guint32 start = i == line->first ? line->start : token->start;
    add_word_runs(setting, word, start, goes_on, &x);
    goes_on = false;
    if (!token->space_follows || token->end >= line->end)
      continue;
    const StsPlainToken *next = &g_array_index(plain->tokens, StsPlainToken, i + 1);
    bool with_word = token->space_stretch == token->last_stretch;
    StsRun run = {
        .font = with_word ? word->runs[word->run_count - 1].font : next->word->runs[0].font,
        .start = token->end,
        .length = 1,
        .count = 1,
        .goes_on = with_word,
        .x = x,
    };
    run.space.glyph = PANGO_GLYPH_EMPTY;
    run.space.geometry.width = i == line->last ? 0 : token->space;
    run.width = run.space.geometry.width / (double)PANGO_SCALE;
    x += run.width;
    goes_on = token->space_stretch == next->stretch;
    g_array_append_val(setting->runs, run);
  }
}

static double
line_left(const StsSetting *setting, const StsColumn *column, const BrokenLine *line)
{
  bool rtl = setting->in->rtl;
  double left = column->left, right = column->right;

  if (right < left)
    return left;
  if (!line->begins) {
    left += rtl ? 0 : column->hang;
    right -= rtl ? column->hang : 0;
  }
  switch (column->side) {
  case STS_SIDE_CENTER:
    return left + MAX(right - left - line->width, 0) / 2;
  case STS_SIDE_END:
    return rtl ? left : MAX(left, right - line->width);
  case STS_SIDE_START:
    return rtl ? MAX(left, right - line->width) : left;
  }
  g_assert_not_reached();
}

/* Sets the runs of the line; without `draws` only says where it lies. */
static void
set_line(StsSetting *setting, const StsColumn *column, const BrokenLine *line, bool draws)
{
  StsGalley *galley = setting->galley;
  double extra = MAX(0, line->tallest - setting->in->face->ascent);
  double leading = setting->in->face->style->leading * setting->in->size / setting->in->face->style->size;
  StsLine out = {
      .content = galley->content->len,
      .artifact = galley->artifacts->len,
      .link = galley->links->len,
      .width = (float)line->width,
      .height = (float)(leading + extra),
      .baseline = (float)(setting->in->face->baseline * setting->in->size / setting->in->face->style->size + extra),
  };

  setting->baseline = out.baseline;
  setting->leaf = NULL;
  if (draws) {
    double left = line_left(setting, column, line);
    for (guint i = 0; i < setting->runs->len; i++) {
      StsRun *run = &g_array_index(setting->runs, StsRun, i);
      run->x += left;
      sts_run_set(setting, run);
    }
    sts_runs_end(setting, line->end);
  } else
    sts_runs_note_leaves(setting, line->start, line->end);
  out.content_end = galley->content->len;
  out.artifact_end = galley->artifacts->len;
  out.link_end = galley->links->len;
  out.leaf = setting->leaf;
  out.leaf_offset = setting->leaf_offset;
  g_array_append_val(galley->lines, out);
}

static void
set_pango_line(StsSetting *setting, const StsColumn *column, const PangoLayoutLine *line)
{
  BrokenLine out = {.start = setting->base + (guint32)line->start_index,
                    .end = setting->base + (guint32)(line->start_index + line->length)};

  /* A piece of a long text begins neither a paragraph nor a line of the source. */
  out.begins = line->is_paragraph_start && (out.start == 0 || setting->in->text->str[out.start - 1] == '\n');
  collect_runs(setting, line, &out);
  set_line(setting, column, &out, true);
}

/* Sets text that needs no Pango; returns false where it does. */
static bool
set_plain(StsSetting *setting, const StsColumn *column)
{
  StsSetter *setter = setting->setter;
  StsPlain *plain = setter->plain;
  bool draws = !setter->breaks_only || column->role != STS_ROLE_CONTENT;
  int width = pango_width(column, 0), first = width < 0 ? width : MAX(0, width - kept_of(column));

  plain->is_set = !setter->pango_only && !is_justified(setter, setting->in) &&
                  sts_plain_set(plain, setter->theme, setting->in, first, MAX(0, width - hang_of(column)));
  if (!plain->is_set)
    return false;
  for (guint i = 0; i < plain->lines->len; i++) {
    const StsPlainLine *line = &g_array_index(plain->lines, StsPlainLine, i);
    BrokenLine out = {
        .start = line->start, .end = line->end, .begins = i == 0, .width = line->width / (double)PANGO_SCALE};
    if (draws)
      collect_words(setting, line);
    set_line(setting, column, &out, draws);
  }
  return true;
}

/* The end of the next piece of a long text: at a space, or else between two characters. */
static guint32
piece_end(const StsInline *in, guint32 start)
{
  const char *text = in->text->str;
  guint32 end = start + PIECE_BYTES;

  if (in->text->len - start <= 2 * PIECE_BYTES)
    return (guint32)in->text->len;
  for (guint32 i = end; i > start + PIECE_BYTES / 2; i--)
    if (text[i - 1] == ' ' || text[i - 1] == '\n')
      return i;
  while ((text[end] & 0xc0) == 0x80)
    end--;
  return end;
}

void
sts_lines_set(StsGalley *galley, const StsInline *in, const StsColumn *column)
{
  StsSetter *setter = galley->setter;
  StsSetting setting = {.galley = galley, .setter = setter, .in = in, .role = column->role, .color = column->color};

  g_array_set_size(galley->lines, 0);
  if (in->text->len == 0)
    return;
  setting.runs = g_array_new(FALSE, FALSE, sizeof(StsRun));
  set_context(setter, in);
  bool is_plain = set_plain(&setting, column);
  for (guint32 start = 0; !is_plain && start < in->text->len;) {
    guint32 end = piece_end(in, start), next = end;
    set_pango(setter, in, column, start, end);
    setting.base = start;
    for (const GSList *link = pango_layout_get_lines_readonly(setter->pango); link; link = link->next) {
      const PangoLayoutLine *line = link->data;
      /* The last line of a piece that the text goes on after begins the next piece, so that no line is short. */
      if (!link->next && end < in->text->len && !line->is_paragraph_start && line->start_index > 0) {
        next = start + (guint32)line->start_index;
        break;
      }
      set_pango_line(&setting, column, line);
      if (!link->next)
        break;
    }
    start = next;
  }
  g_array_unref(setting.runs);
}

double
sts_lines_stack(StsGalley *galley, double y)
{
  for (guint i = 0; i < galley->lines->len; i++) {
    const StsLine *line = &g_array_index(galley->lines, StsLine, i);
    sts_fragments_shift(galley->content, line->content, line->content_end, 0, y);
    sts_fragments_shift(galley->artifacts, line->artifact, line->artifact_end, 0, y);
    sts_links_shift(galley->links, line->link, line->link_end, 0, y);
    y += line->height;
  }
  return y;
}

double
sts_lines_set_one(StsGalley *galley, const StsInline *in, StsFragmentRole role, const StsColor *color)
{
  StsColumn column = {.left = 0, .right = -1, .role = role, .color = color};

  sts_lines_set(galley, in, &column);
  return galley->lines->len > 0 ? g_array_index(galley->lines, StsLine, 0).width : 0;
}
