/* Turns a line's runs into fragments in logical order. */
#include "layout/text/runs.h"

#include <math.h>
#include <string.h>

#include "layout/text/image-size.h"
#include "layout/text/missing.h"

enum { CLUSTER_BYTES_MAX = 60000, LINE_SEPARATOR = 0x2028 };

/* The thickness of an underline and its distance from the baseline, in parts of the size. */
static const double underline_thickness = 0.05, underline_distance = 0.14;

static const StsSpan *
span_at(StsSetting *setting, guint32 position)
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
add_link_area(StsSetting *setting, const StsNode *link, double left, double right)
{
  StsGalley *galley = setting->galley;
  const StsFace *face = setting->in->face;
  double top = setting->baseline - face->ascent, height = face->ascent + face->descent;

  if (galley->links->len > 0) {
    StsLinkArea *last = &g_array_index(galley->links, StsLinkArea, galley->links->len - 1);
    double end = last->x + last->width;
    if (last->node == link && fabs(last->y - top) < 0.01 && (fabs(end - left) < 1 || fabs(last->x - right) < 1)) {
      double from = MIN(last->x, left), to = MAX(end, right);
      last->x = (float)from;
      last->width = (float)(to - from);
      return;
    }
  }
  StsLinkArea area = {
      .node = link, .x = (float)left, .y = (float)top, .width = (float)(right - left), .height = (float)height};
  g_array_append_val(galley->links, area);
}

static void
add_underline(StsSetting *setting, double left, double right)
{
  StsGalley *galley = setting->galley;
  double size = setting->in->size, y = setting->baseline + underline_distance * size;

  if (galley->artifacts->len > 0) {
    StsFragment *last = &g_array_index(galley->artifacts, StsFragment, galley->artifacts->len - 1);
    if (fabs(last->y - y) < 0.01 && fabs(last->x + last->width - left) < 0.01) {
      last->width = (float)(right - last->x);
      return;
    }
  }
  StsFragment box = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, left, y, right - left, underline_thickness * size,
                                     setting->setter->theme->link);
  g_array_append_val(galley->artifacts, box);
}

static StsColor
color_of(const StsSetting *setting, const StsSpan *span)
{
  if (span->link)
    return setting->setter->theme->link;
  return setting->color ? *setting->color : setting->in->face->style->color;
}

static void
note_anchor(StsGalley *galley, const StsNode *node)
{
  for (; node && sts_node_is_inline(node->kind); node = node->parent)
    if (node->id &&
        (galley->pending_anchors->len == 0 || galley->pending_anchors->pdata[galley->pending_anchors->len - 1] != node))
      g_ptr_array_add(galley->pending_anchors, (gpointer)node);
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
close_fragment(StsSetting *setting)
{
  StsLayout *layout = setting->setter->layout;
  StsFragment *fragment = &setting->fragment;
  StsGalley *galley = setting->galley;

  if (!setting->fragment_is_open)
    return;
  setting->fragment_is_open = false;
  fragment->glyphs.glyph_count = layout->glyphs->len - fragment->glyphs.first_glyph;
  fragment->glyphs.cluster_count = layout->clusters->len - fragment->glyphs.first_cluster;
  fragment->glyphs.text_length = (guint32)layout->text->len - fragment->glyphs.text;
  if (fragment->glyphs.glyph_count == 0)
    return;
  finish_glyphs(layout, fragment);
  g_array_append_val(galley->content, *fragment);
}

/* The node that what is drawn of the span stands for. */
static const StsNode *
drawn_node(const StsSpan *span)
{
  return span->flags & STS_SPAN_ARTIFACT ? NULL : span->node;
}

static void
note_leaf(StsSetting *setting, const StsSpan *span, guint32 position)
{
  /* A link is no leaf: it is a note's way back, which is not in the tree. */
  if (setting->role != STS_ROLE_CONTENT || (span->node && span->node->kind == STS_NODE_LINK))
    return;
  note_anchor(setting->galley, span->node);
  if (setting->leaf)
    return;
  setting->leaf = span->node;
  setting->leaf_offset = span->offset + position - span->start;
}

static void
open_fragment(StsSetting *setting, const StsSpan *span, const StsRun *run, double x, guint32 position)
{
  StsLayout *layout = setting->setter->layout;
  double rise = rise_of(setting->setter->theme, span, setting->in->size);

  bool artifact = span->flags & STS_SPAN_ARTIFACT;

  if (!artifact)
    note_leaf(setting, span, position);
  setting->fragment = (StsFragment){
      .kind = STS_FRAGMENT_GLYPHS,
      .role = artifact ? STS_ROLE_ARTIFACT_LAYOUT : setting->role,
      .node = drawn_node(span),
      .x = (float)x,
      .y = (float)(setting->baseline - rise),
      .color = color_of(setting, span),
  };
  setting->fragment.glyphs.font = sts_setter_font(setting->setter, run->font);
  setting->fragment.glyphs.first_glyph = layout->glyphs->len;
  setting->fragment.glyphs.first_cluster = layout->clusters->len;
  setting->fragment.glyphs.text = (guint32)layout->text->len;
  setting->fragment.glyphs.rise = (gint16)lround(rise * 100);
  setting->fragment.glyphs.rtl = run->rtl;
  setting->fragment_is_open = true;
}

/* The cluster's text as to be extracted: break opportunities of ours are not text, a soft hyphen is one only where a
 * line ends with it, what ends a line is a space. */
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

static const PangoGlyphInfo *
glyphs_of(const StsRun *run)
{
  return run->glyphs ? run->glyphs : &run->space;
}

/* Appends the glyphs of a cluster (reversed in a run from right to left, see finish_glyphs()) and returns how many are
 * drawn. */
static guint
append_glyphs(StsSetting *setting, const StsRun *run, int first, int end, const char *text, double x,
              const StsNode *node)
{
  const PangoGlyphInfo *glyphs = glyphs_of(run);
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
      sts_missing_note(setting->setter, glyph & ~PANGO_GLYPH_UNKNOWN_FLAG, node);
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
add_image(StsSetting *setting, const StsSpan *span, double x)
{
  const StsSetter *setter = setting->setter;
  const StsImage *image = span->node->image.image;
  double width, height;

  sts_image_size_in_line(setter, image, &width, &height);
  StsFragment fragment = {
      .kind = STS_FRAGMENT_IMAGE,
      .role = setting->role,
      .node = span->node,
      .x = (float)x,
      .y = (float)(setting->baseline - height),
      .width = (float)width,
      .height = (float)height,
      .image.image = image,
  };

  close_fragment(setting);
  note_leaf(setting, span, span->start);
  g_array_append_val(setting->galley->content, fragment);
}

/* All of the picture that was just set can be clicked. */
static void
add_image_area(StsSetting *setting, const StsNode *link)
{
  const StsFragment *image = &g_array_index(setting->galley->content, StsFragment, setting->galley->content->len - 1);
  StsLinkArea area = {.node = link, .x = image->x, .y = image->y, .width = image->width, .height = image->height};

  g_array_append_val(setting->galley->links, area);
}

/* Glyphs `first` to `end` of the run stand for `length` bytes at `position` of the text. Returns the right edge. */
static double
set_cluster(StsSetting *setting, const StsRun *run, int first, int end, guint32 position, guint length, double x)
{
  StsLayout *layout = setting->setter->layout;
  const PangoGlyphInfo *glyphs = glyphs_of(run);
  const char *text = setting->in->text->str + position;
  const StsSpan *span = span_at(setting, position);
  double right = x;

  for (int i = first; i < end; i++)
    right += glyphs[i].geometry.width / (double)PANGO_SCALE;
  if (span->node && span->node->kind == STS_NODE_IMAGE) {
    add_image(setting, span, x);
    if (span->link)
      add_image_area(setting, span->link);
    return right;
  }
  if (!setting->fragment_is_open || setting->fragment.node != drawn_node(span))
    close_fragment(setting);
  /* The space before a mark that stands apart is not what is clicked. */
  if (span->link && right > x && (span->link->kind == STS_NODE_LINK || *text != ' ')) {
    add_link_area(setting, span->link, x, right);
    if (span->link->kind == STS_NODE_LINK && span->node != span->link && setting->setter->theme->links_underlined)
      add_underline(setting, x, right);
  }
  if (span->flags & STS_SPAN_INSERTED && !(right > x))
    return right;
  if (!setting->fragment_is_open) {
    open_fragment(setting, span, run, x, position);
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

void
sts_run_set(StsSetting *setting, const StsRun *run)
{
  const PangoGlyphInfo *glyphs = glyphs_of(run);
  const int *clusters = run->clusters;
  int count = run->count;

  if (!run->goes_on)
    close_fragment(setting);
  if (!run->glyphs)
    set_cluster(setting, run, 0, 1, run->start, 1, run->x);
  else if (run->rtl) {
    double x = run->x + run->width;
    for (int end = count, first; end > 0; end = first) {
      int from = clusters[end - 1];
      for (first = end - 1; first > 0 && clusters[first - 1] == from;)
        first--;
      int to = first > 0 ? clusters[first - 1] : (int)run->length;
      for (int i = first; i < end; i++)
        x -= glyphs[i].geometry.width / (double)PANGO_SCALE;
      set_cluster(setting, run, first, end, run->start + (guint32)from, (guint)(to - from), x);
    }
  } else {
    double x = run->x;
    for (int first = 0, end; first < count; first = end) {
      int from = clusters[first];
      for (end = first + 1; end < count && clusters[end] == from;)
        end++;
      int to = end < count ? clusters[end] : (int)run->length;
      x = set_cluster(setting, run, first, end, run->start + (guint32)from, (guint)(to - from), x);
    }
  }
}

/* The line feed that ended a line of code is a space to whoever takes the text out. */
static void
end_source_line(StsSetting *setting, guint32 position)
{
  StsLayout *layout = setting->setter->layout;
  GArray *content = setting->galley->content;

  if (position >= setting->in->text->len || setting->in->text->str[position] != '\n' || setting->runs->len == 0 ||
      content->len == 0)
    return;
  StsFragment *last = &g_array_index(content, StsFragment, content->len - 1);
  if (last->glyphs.rtl || last->glyphs.text + last->glyphs.text_length != layout->text->len)
    return;
  StsGlyph glyph = {.glyph = g_array_index(setting->setter->font_facts, StsFontFacts, last->glyphs.font).space,
                    .x = last->width};
  StsCluster cluster = {.bytes = 1, .glyphs = 1};
  g_array_append_val(layout->glyphs, glyph);
  g_array_append_val(layout->clusters, cluster);
  g_string_append_c(layout->text, ' ');
  last->glyphs.glyph_count++;
  last->glyphs.cluster_count++;
  last->glyphs.text_length++;
}

void
sts_runs_end(StsSetting *setting, guint32 end)
{
  close_fragment(setting);
  end_source_line(setting, end);
}

void
sts_runs_note_leaves(StsSetting *setting, guint32 start, guint32 end)
{
  const GArray *spans = setting->in->spans;

  span_at(setting, start);
  for (guint i = setting->span; i < spans->len && g_array_index(spans, StsSpan, i).start < end; i++) {
    const StsSpan *span = &g_array_index(spans, StsSpan, i);
    if (!(span->flags & (STS_SPAN_INSERTED | STS_SPAN_ARTIFACT)))
      note_leaf(setting, span, MAX(span->start, start));
  }
}
