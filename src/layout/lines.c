/* Sets a text into lines with Pango and turns each line's runs into fragments in logical order. */
#include <math.h>
#include <pango/pangofc-font.h>
#include <string.h>

#include "layout/internal.h"

/* Pango's widths are 32-bit numbers of 1/1024 point, and it counts characters from the beginning for each place that must not be broken: a paragraph
 * longer than this is cut. */
enum { PIECE_BYTES = 6 * 1024, CLUSTER_BYTES_MAX = 60000, LINE_SEPARATOR = 0x2028 };

/* The thickness of an underline and its distance from the baseline, in parts of the size. */
static const double underline_thickness = 0.05, underline_distance = 0.14;

typedef struct {
  PangoGlyphItem *item;
  double x, width; /* points from the line's left edge */
} Run;

/* The state of one call of sts_lines_set(). */
typedef struct {
  StsSetter *setter;
  const StsInline *in;
  const StsColumn *column;
  guint32 base;        /* where the piece that Pango has begins in the text */
  guint32 span;        /* index of the span reached; runs come in logical order */
  double baseline;
  bool fragment_is_open;
  StsFragment fragment;
  const StsNode *leaf; /* the line's first */
  guint32 leaf_offset;
  GArray *runs; /* of Run */
} Setting;

guint32
sts_setter_font(StsSetter *setter, PangoFont *font)
{
  if (font == setter->last_font)
    return setter->last_font_index;
  guint32 index = GPOINTER_TO_UINT(g_hash_table_lookup(setter->font_indices, font));
  if (index == 0) {
    hb_font_t *hb = pango_font_get_hb_font(font);
    hb_codepoint_t space = 0;
    int x_scale, y_scale;
    hb_font_get_nominal_glyph(hb, ' ', &space);
    hb_font_get_scale(hb, &x_scale, &y_scale);
    StsFontFacts facts = {.space = space, .space_advance = hb_font_get_glyph_h_advance(hb, space) / (double)PANGO_SCALE};
    g_ptr_array_add(setter->layout->fonts, g_object_ref(font));
    g_array_append_val(setter->font_facts, facts);
    index = setter->layout->fonts->len;
    g_hash_table_insert(setter->font_indices, font, GUINT_TO_POINTER(index));
  }
  setter->last_font = font;
  setter->last_font_index = index - 1;
  return index - 1;
}

/* ---- Pango ---- */

static PangoAttribute *
new_attribute(const StsMark *mark)
{
  PangoRectangle box;

  switch (mark->kind) {
  case STS_MARK_NO_BREAK:
    return pango_attr_allow_breaks_new(FALSE);
  case STS_MARK_BOLD:
    return pango_attr_weight_new(PANGO_WEIGHT_BOLD);
  case STS_MARK_ITALIC:
    return pango_attr_style_new(PANGO_STYLE_ITALIC);
  case STS_MARK_FAMILY:
    return pango_attr_family_new(mark->text);
  case STS_MARK_SIZE:
    return pango_attr_size_new_absolute(mark->value);
  case STS_MARK_LANGUAGE:
    return pango_attr_language_new(pango_language_from_string(mark->text));
  case STS_MARK_SHAPE:
    box = (PangoRectangle){.x = 0, .y = -mark->value_2, .width = mark->value, .height = mark->value_2};
    return pango_attr_shape_new(&box, &box);
  }
  g_assert_not_reached();
}

/* Where no soft hyphen allows it, a word is broken only because it is wider than the line; a hyphen would then be taken for part of it. */
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
  for (guint i = 0; i < in->marks->len; i++) {
    const StsMark *mark = &g_array_index(in->marks, StsMark, i);
    if (mark->end <= start || mark->start >= end)
      continue;
    PangoAttribute *attribute = new_attribute(mark);
    attribute->start_index = MAX(mark->start, start) - start;
    attribute->end_index = MIN(mark->end, end) - start;
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

/* Gives Pango the text from `start` to `end`. */
static void
set_pango(StsSetter *setter, const StsInline *in, const StsColumn *column, guint32 start, guint32 end)
{
  PangoLayout *pango = setter->pango;
  PangoAttrList *attributes = new_attributes(in, start, end);
  bool wraps = column->right > column->left, goes_on = start > 0 && in->text->str[start - 1] != '\n';
  double hang = column->hang;

  set_context(setter, in);
  if (in->size == in->face->style->size)
    pango_layout_set_font_description(pango, in->face->description);
  else {
    PangoFontDescription *description = pango_font_description_copy(in->face->description);
    pango_font_description_set_absolute_size(description, in->size * PANGO_SCALE);
    pango_layout_set_font_description(pango, description);
    pango_font_description_free(description);
  }
  /* To Pango the piece is a paragraph; but where it goes on with one, its first line hangs as the others. */
  pango_layout_set_width(pango, wraps ? (int)floor((column->right - column->left - (goes_on ? hang : 0)) * PANGO_SCALE) : -1);
  pango_layout_set_indent(pango, goes_on ? 0 : (int)(-hang * PANGO_SCALE));
  pango_layout_set_justify(pango, wraps && in->face->style->justify);
  pango_layout_set_text(pango, in->text->str + start, (int)(end - start));
  pango_layout_set_attributes(pango, attributes);
  pango_attr_list_unref(attributes);
}

/* ---- from runs to fragments ---- */

static void
note_missing(Setting *setting, gunichar character, const StsNode *node)
{
  GHashTable *missing = setting->setter->missing;
  GString *characters = g_hash_table_lookup(missing, node);
  char utf8[8] = "";

  if (!characters) {
    characters = g_string_new(NULL);
    g_hash_table_insert(missing, (gpointer)node, characters);
  }
  utf8[g_unichar_to_utf8(character, utf8)] = '\0';
  if (!strstr(characters->str, utf8))
    g_string_append(characters, utf8);
}

static const StsSpan *
span_at(Setting *setting, guint32 position)
{
  GArray *spans = setting->in->spans;

  while (setting->span > 0 && g_array_index(spans, StsSpan, setting->span).start > position)
    setting->span--;
  while (setting->span + 1 < spans->len && g_array_index(spans, StsSpan, setting->span + 1).start <= position)
    setting->span++;
  return &g_array_index(spans, StsSpan, setting->span);
}

static double
rise_of(const StsTheme *theme, const StsSpan *span, double size)
{
  if (span->flags & STS_SPAN_SUPERSCRIPT)
    return theme->superscript_rise * size;
  if (span->flags & STS_SPAN_SUBSCRIPT)
    return -theme->subscript_drop * size;
  return 0;
}

/* A rectangle a line for each link; the parts of one link join. */
static void
add_link_area(Setting *setting, const StsNode *link, double left, double right)
{
  StsFlow *flow = setting->setter->flow;
  const StsFace *face = setting->in->face;
  double top = setting->baseline - face->ascent, height = face->ascent + face->descent;

  if (flow->links->len > 0) {
    StsLinkArea *last = &g_array_index(flow->links, StsLinkArea, flow->links->len - 1);
    double end = last->x + last->width;
    if (last->node == link && fabs(last->y - top) < 0.01 && (fabs(end - left) < 1 || fabs(last->x - right) < 1)) {
      double from = MIN(last->x, left), to = MAX(end, right);
      last->x = (float)from;
      last->width = (float)(to - from);
      return;
    }
  }
  StsLinkArea area = {.node = link, .x = (float)left, .y = (float)top, .width = (float)(right - left), .height = (float)height};
  g_array_append_val(flow->links, area);
}

StsFragment
sts_fragment_box(StsFragmentRole role, double x, double y, double width, double height, StsColor color)
{
  return (StsFragment){.kind = STS_FRAGMENT_BOX, .role = role, .x = (float)x, .y = (float)y, .width = (float)width, .height = (float)height, .color = color};
}

static void
add_underline(Setting *setting, double left, double right)
{
  StsFlow *flow = setting->setter->flow;
  double size = setting->in->size, y = setting->baseline + underline_distance * size;

  if (flow->artifacts->len > 0) {
    StsFragment *last = &g_array_index(flow->artifacts, StsFragment, flow->artifacts->len - 1);
    if (fabs(last->y - y) < 0.01 && fabs(last->x + last->width - left) < 0.01) {
      last->width = (float)(right - last->x);
      return;
    }
  }
  StsFragment box = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, left, y, right - left, underline_thickness * size, setting->setter->theme->link);
  g_array_append_val(flow->artifacts, box);
}

static StsColor
color_of(const Setting *setting, const StsSpan *span)
{
  if (span->link)
    return setting->setter->theme->link;
  return setting->column->color ? *setting->column->color : setting->in->face->style->color;
}

static void
note_anchor(StsFlow *flow, const StsNode *node)
{
  for (; node && sts_node_is_inline(node->kind); node = node->parent)
    if (node->id && (flow->pending_anchors->len == 0 || flow->pending_anchors->pdata[flow->pending_anchors->len - 1] != node))
      g_ptr_array_add(flow->pending_anchors, (gpointer)node);
}

/* Until here x counts from the line's left edge, and the glyphs of a run from right to left are in logical order. */
static void
finish_glyphs(StsLayout *layout, const StsFragment *fragment)
{
  StsGlyph *glyphs = &g_array_index(layout->glyphs, StsGlyph, fragment->glyphs.first_glyph);
  guint32 count = fragment->glyphs.glyph_count;

  for (guint32 i = 0; i < count; i++)
    glyphs[i].x -= fragment->x;
  for (guint32 i = 0; fragment->glyphs.rtl && i < count / 2; i++) {
    StsGlyph other = glyphs[i];
    glyphs[i] = glyphs[count - 1 - i];
    glyphs[count - 1 - i] = other;
  }
}

static void
close_fragment(Setting *setting)
{
  StsLayout *layout = setting->setter->layout;
  StsFragment *fragment = &setting->fragment;
  StsFlow *flow = setting->setter->flow;

  if (!setting->fragment_is_open)
    return;
  setting->fragment_is_open = false;
  fragment->glyphs.glyph_count = layout->glyphs->len - fragment->glyphs.first_glyph;
  fragment->glyphs.cluster_count = layout->clusters->len - fragment->glyphs.first_cluster;
  fragment->glyphs.text_length = (guint32)layout->text->len - fragment->glyphs.text;
  if (fragment->glyphs.glyph_count == 0)
    return;
  finish_glyphs(layout, fragment);
  g_array_append_val(flow->content, *fragment);
}

static void
note_leaf(Setting *setting, const StsSpan *span, guint32 position)
{
  if (setting->column->role != STS_ROLE_CONTENT)
    return;
  note_anchor(setting->setter->flow, span->node);
  if (setting->leaf)
    return;
  setting->leaf = span->node;
  setting->leaf_offset = span->offset + position - span->start;
}

static void
open_fragment(Setting *setting, const StsSpan *span, const PangoItem *item, double x, guint32 position)
{
  StsLayout *layout = setting->setter->layout;

  note_leaf(setting, span, position);
  setting->fragment = (StsFragment){
    .kind = STS_FRAGMENT_GLYPHS,
    .role = setting->column->role,
    .node = span->node,
    .x = (float)x,
    .y = (float)(setting->baseline - rise_of(setting->setter->theme, span, setting->in->size)),
    .color = color_of(setting, span),
  };
  setting->fragment.glyphs.font = sts_setter_font(setting->setter, item->analysis.font);
  setting->fragment.glyphs.first_glyph = layout->glyphs->len;
  setting->fragment.glyphs.first_cluster = layout->clusters->len;
  setting->fragment.glyphs.text = (guint32)layout->text->len;
  setting->fragment.glyphs.rtl = (item->analysis.level & 1) != 0;
  setting->fragment_is_open = true;
}

/* The cluster's text as to be extracted: break opportunities of ours are not text, a soft hyphen is one only where a line ends with it, what ends a line is a space. */
static guint
append_cluster_text(GString *out, const char *text, guint length, bool has_glyphs)
{
  gsize before = out->len;

  for (const char *p = text, *end = text + length; p < end; p = g_utf8_next_char(p)) {
    gunichar character = g_utf8_get_char(p);
    if (character == LINE_SEPARATOR)
      g_string_append_c(out, ' ');
    else if (character != 0x00ad || (has_glyphs && length == 2))
      g_string_append_len(out, p, g_utf8_next_char(p) - p);
  }
  return (guint)(out->len - before);
}

/* Appends the glyphs of a cluster (reversed in a run from right to left, see finish_glyphs()) and returns how many are drawn. */
static guint
append_glyphs(Setting *setting, const Run *run, int first, int end, const char *text, double x, const StsNode *node)
{
  const PangoGlyphInfo *glyphs = run->item->glyphs->glyphs;
  GArray *out = setting->setter->layout->glyphs;
  guint kept = 0;

  for (int i = first; i < end; i++) {
    PangoGlyph glyph = glyphs[i].glyph;
    if (glyph == PANGO_GLYPH_EMPTY && (*text == ' ' || g_utf8_get_char(text) == LINE_SEPARATOR))
      glyph = g_array_index(setting->setter->font_facts, StsFontFacts, setting->fragment.glyphs.font).space;
    StsGlyph entry = {
      .glyph = glyph,
      .x = (float)(x + glyphs[i].geometry.x_offset / (double)PANGO_SCALE),
      .y = (float)(glyphs[i].geometry.y_offset / (double)PANGO_SCALE),
    };
    x += glyphs[i].geometry.width / (double)PANGO_SCALE;
    if (glyph == PANGO_GLYPH_EMPTY)
      continue;
    if (glyph & PANGO_GLYPH_UNKNOWN_FLAG) {
      note_missing(setting, glyph & ~PANGO_GLYPH_UNKNOWN_FLAG, node);
      continue;
    }
    if (setting->fragment.glyphs.rtl)
      g_array_insert_val(out, out->len - kept, entry);
    else
      g_array_append_val(out, entry);
    kept++;
  }
  return kept;
}

static void
append_cluster(StsLayout *layout, const StsFragment *fragment, guint bytes, guint glyphs)
{
  /* Characters without a glyph of their own, such as a joiner, go with the cluster before them. */
  if (glyphs == 0 && layout->clusters->len > fragment->glyphs.first_cluster) {
    StsCluster *last = &g_array_index(layout->clusters, StsCluster, layout->clusters->len - 1);
    if (last->bytes + bytes < CLUSTER_BYTES_MAX) {
      last->bytes = (guint16)(last->bytes + bytes);
      return;
    }
  }
  if (layout->clusters->len > fragment->glyphs.first_cluster) {
    StsCluster *last = &g_array_index(layout->clusters, StsCluster, layout->clusters->len - 1);
    if (last->glyphs == 0) {
      last->bytes = (guint16)(last->bytes + bytes);
      last->glyphs = (guint16)glyphs;
      return;
    }
  }
  StsCluster cluster = {.bytes = (guint16)bytes, .glyphs = (guint16)glyphs};
  g_array_append_val(layout->clusters, cluster);
}

static void
add_image(Setting *setting, const StsSpan *span, double x)
{
  const StsSetter *setter = setting->setter;
  const StsImage *image = span->node->image.image;
  double width, height;

  sts_inline_image_size(setter, image, &width, &height);
  StsFragment fragment = {
    .kind = STS_FRAGMENT_IMAGE,
    .role = setting->column->role,
    .node = span->node,
    .x = (float)x,
    .y = (float)(setting->baseline - height),
    .width = (float)width,
    .height = (float)height,
    .image.image = image,
  };

  close_fragment(setting);
  note_leaf(setting, span, span->start);
  g_array_append_val(setting->setter->flow->content, fragment);
}

/* Glyphs `first` to `end` of the run stand for `length` bytes at `position` of the text. Returns the right edge. */
static double
set_cluster(Setting *setting, const Run *run, int first, int end, guint32 position, guint length, double x)
{
  StsLayout *layout = setting->setter->layout;
  const PangoGlyphInfo *glyphs = run->item->glyphs->glyphs;
  const char *text = setting->in->text->str + position;
  const StsSpan *span = span_at(setting, position);
  double right = x;

  for (int i = first; i < end; i++)
    right += glyphs[i].geometry.width / (double)PANGO_SCALE;
  if (span->node && span->node->kind == STS_NODE_IMAGE) {
    add_image(setting, span, x);
    return right;
  }
  if (!setting->fragment_is_open || setting->fragment.node != span->node)
    close_fragment(setting);
  if (span->link && right > x) {
    add_link_area(setting, span->link, x, right);
    if (span->link->kind == STS_NODE_LINK && setting->setter->theme->links_underlined)
      add_underline(setting, x, right);
  }
  if (span->flags & STS_SPAN_INSERTED && !(right > x))
    return right;
  if (!setting->fragment_is_open) {
    open_fragment(setting, span, run->item->item, x, position);
    setting->fragment.width = (float)(right - x);
  } else if (setting->fragment.glyphs.rtl) {
    setting->fragment.width += setting->fragment.x - (float)x;
    setting->fragment.x = (float)x;
  } else
    setting->fragment.width = (float)(right - setting->fragment.x);

  guint kept = append_glyphs(setting, run, first, end, text, x, span->node);
  guint bytes = append_cluster_text(layout->text, text, length, kept > 0);
  if (bytes > 0 || kept > 0)
    append_cluster(layout, &setting->fragment, bytes, kept);
  return right;
}

static void
set_run(Setting *setting, const Run *run)
{
  const PangoGlyphString *glyphs = run->item->glyphs;
  guint32 offset = setting->base + (guint32)run->item->item->offset;
  int count = glyphs->num_glyphs;

  if (run->item->item->analysis.level & 1) {
    double x = run->x + run->width;
    for (int end = count, first; end > 0; end = first) {
      int from = glyphs->log_clusters[end - 1];
      for (first = end - 1; first > 0 && glyphs->log_clusters[first - 1] == from;)
        first--;
      int to = first > 0 ? glyphs->log_clusters[first - 1] : run->item->item->length;
      for (int i = first; i < end; i++)
        x -= glyphs->glyphs[i].geometry.width / (double)PANGO_SCALE;
      set_cluster(setting, run, first, end, offset + (guint32)from, (guint)(to - from), x);
    }
  } else {
    double x = run->x;
    for (int first = 0, end; first < count; first = end) {
      int from = glyphs->log_clusters[first];
      for (end = first + 1; end < count && glyphs->log_clusters[end] == from;)
        end++;
      int to = end < count ? glyphs->log_clusters[end] : run->item->item->length;
      x = set_cluster(setting, run, first, end, offset + (guint32)from, (guint)(to - from), x);
    }
  }
  close_fragment(setting);
}

static int
compare_runs(gconstpointer a, gconstpointer b)
{
  return ((const Run *)a)->item->item->offset - ((const Run *)b)->item->item->offset;
}

/* Fills setting->runs in logical order and returns the line's width. `tallest` becomes the height of its tallest image. */
static double
collect_runs(Setting *setting, const PangoLayoutLine *line, double *tallest)
{
  double x = 0;
  bool sorted = true;

  g_array_set_size(setting->runs, 0);
  *tallest = 0;
  for (const GSList *link = line->runs; link; link = link->next) {
    PangoGlyphItem *item = link->data;
    Run run = {.item = item, .x = x, .width = pango_glyph_string_get_width(item->glyphs) / (double)PANGO_SCALE};
    x += run.width;
    for (const GSList *extra = item->item->analysis.extra_attrs; extra; extra = extra->next) {
      const PangoAttribute *attribute = extra->data;
      if (attribute->klass->type == PANGO_ATTR_SHAPE)
        *tallest = MAX(*tallest, ((const PangoAttrShape *)attribute)->logical_rect.height / (double)PANGO_SCALE);
    }
    sorted = sorted && (setting->runs->len == 0 || g_array_index(setting->runs, Run, setting->runs->len - 1).item->item->offset < item->item->offset);
    g_array_append_val(setting->runs, run);
  }
  if (!sorted)
    g_array_sort(setting->runs, compare_runs);
  return x;
}

/* The line feed that ended a line of code is a space to whoever takes the text out. */
static void
end_source_line(Setting *setting, guint32 position)
{
  StsLayout *layout = setting->setter->layout;
  GArray *content = setting->setter->flow->content;

  if (position >= setting->in->text->len || setting->in->text->str[position] != '\n' || setting->runs->len == 0 || content->len == 0)
    return;
  StsFragment *last = &g_array_index(content, StsFragment, content->len - 1);
  if (last->glyphs.rtl || last->glyphs.text + last->glyphs.text_length != layout->text->len)
    return;
  StsGlyph glyph = {.glyph = g_array_index(setting->setter->font_facts, StsFontFacts, last->glyphs.font).space, .x = last->width};
  StsCluster cluster = {.bytes = 1, .glyphs = 1};
  g_array_append_val(layout->glyphs, glyph);
  g_array_append_val(layout->clusters, cluster);
  g_string_append_c(layout->text, ' ');
  last->glyphs.glyph_count++;
  last->glyphs.cluster_count++;
  last->glyphs.text_length++;
}

/* Whether what is set begins here, or a line of the source. A piece of a long text begins with neither. */
static bool
begins_paragraph(const Setting *setting, const PangoLayoutLine *line)
{
  guint32 position = setting->base + (guint32)line->start_index;

  return line->is_paragraph_start && (position == 0 || setting->in->text->str[position - 1] == '\n');
}

static double
line_left(const Setting *setting, const PangoLayoutLine *line, double width)
{
  const StsColumn *column = setting->column;
  bool rtl = setting->in->rtl;
  double left = column->left, right = column->right;

  if (right < left)
    return left;
  if (!begins_paragraph(setting, line)) {
    left += rtl ? 0 : column->hang;
    right -= rtl ? column->hang : 0;
  }
  switch (column->side) {
  case STS_SIDE_CENTER:
    return left + MAX(right - left - width, 0) / 2;
  case STS_SIDE_END:
    return rtl ? left : MAX(left, right - width);
  case STS_SIDE_START:
    return rtl ? MAX(left, right - width) : left;
  }
  g_assert_not_reached();
}

static void
set_line(Setting *setting, const PangoLayoutLine *line)
{
  StsSetter *setter = setting->setter;
  StsFlow *flow = setter->flow;
  double tallest;
  double width = collect_runs(setting, line, &tallest);
  double extra = MAX(0, tallest - setting->in->face->ascent);
  double leading = setting->in->face->style->leading * setting->in->size / setting->in->face->style->size;
  StsLine out = {
    .content = flow->content->len,
    .artifact = flow->artifacts->len,
    .link = flow->links->len,
    .width = (float)width,
    .height = (float)(leading + extra),
    .baseline = (float)(setting->in->face->baseline * setting->in->size / setting->in->face->style->size + extra),
  };

  setting->baseline = out.baseline;
  setting->leaf = NULL;
  double left = line_left(setting, line, width);
  for (guint i = 0; i < setting->runs->len; i++) {
    Run *run = &g_array_index(setting->runs, Run, i);
    run->x += left;
    set_run(setting, run);
  }
  end_source_line(setting, setting->base + (guint32)(line->start_index + line->length));
  out.content_end = flow->content->len;
  out.artifact_end = flow->artifacts->len;
  out.link_end = flow->links->len;
  out.leaf = setting->leaf;
  out.leaf_offset = setting->leaf_offset;
  g_array_append_val(setter->lines, out);
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
sts_lines_set(StsSetter *setter, const StsInline *in, const StsColumn *column)
{
  Setting setting = {.setter = setter, .in = in, .column = column};

  g_array_set_size(setter->lines, 0);
  if (in->text->len == 0)
    return;
  setting.runs = g_array_new(FALSE, FALSE, sizeof(Run));
  for (guint32 start = 0; start < in->text->len;) {
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
      set_line(&setting, line);
      if (!link->next)
        break;
    }
    start = next;
  }
  g_array_unref(setting.runs);
}
