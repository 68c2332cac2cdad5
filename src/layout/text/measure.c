/* How wide text is, and its chunks that cannot be broken; and headings in lines of much the same length. */
#include "layout/text/measure.h"

#include <math.h>

#include "layout/text/plain.h"

/* Reads the chunks of what Pango has, which must run from left to right; returns false where it does not. The space at
 * the end of a line has no width there. */
static bool
read_chunks(StsSetter *setter, GArray *chunks)
{
  int count;
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly(setter->pango, &count);
  const char *text = pango_layout_get_text(setter->pango), *seen = text;
  glong character = 0;
  StsChunk chunk = {0};

  for (const GSList *link = pango_layout_get_lines_readonly(setter->pango); link; link = link->next)
    for (const GSList *run = ((const PangoLayoutLine *)link->data)->runs; run; run = run->next) {
      const PangoGlyphItem *item = run->data;
      if (item->item->analysis.level & 1)
        return false;
      double space = g_array_index(setter->font_facts, StsFontFacts, sts_setter_font(setter, item->item->analysis.font))
                         .space_advance;
      for (int i = 0; i < item->glyphs->num_glyphs; i++) {
        const char *at = text + item->item->offset + item->glyphs->log_clusters[i];
        character += at > seen ? g_utf8_pointer_to_offset(seen, at) : 0;
        if (at > seen && character < count && attributes[character].is_line_break) {
          g_array_append_val(chunks, chunk);
          chunk = (StsChunk){0};
        }
        seen = MAX(seen, at);
        if (*at == ' ')
          chunk.space += space;
        else {
          chunk.width += chunk.space + item->glyphs->glyphs[i].geometry.width / (double)PANGO_SCALE;
          chunk.space = 0;
        }
      }
    }
  g_array_append_val(chunks, chunk);
  return true;
}

/* The same of what was set without Pango. */
static void
read_plain_chunks(const StsPlain *plain, GArray *chunks)
{
  const char *text = plain->text.in->text->str;

  for (guint i = 0; i < plain->tokens->len; i++) {
    const StsPlainToken *token = &g_array_index(plain->tokens, StsPlainToken, i);
    const StsWord *word = token->word;
    StsChunk chunk = {0};
    guint next_break = 0;
    for (guint r = 0; r < word->run_count; r++)
      for (guint g = word->runs[r].glyph; g < (guint)word->runs[r].glyph + word->runs[r].glyph_count; g++) {
        guint at = word->runs[r].start + (guint)word->clusters[g];
        if (next_break < word->break_count && word->breaks[next_break] <= at) {
          g_array_append_val(chunks, chunk);
          chunk = (StsChunk){0};
          next_break++;
        }
        if (text[token->start + at] == ' ')
          chunk.space += word->space_first / (double)PANGO_SCALE;
        else {
          chunk.width += chunk.space + word->glyphs[g].geometry.width / (double)PANGO_SCALE;
          chunk.space = 0;
        }
      }
    if (token->space_follows)
      chunk.space = (token->space + token->slack) / (double)PANGO_SCALE;
    g_array_append_val(chunks, chunk);
  }
}

guint
sts_chunks_count_lines(const GArray *chunks, guint32 first, guint32 end, double width)
{
  guint lines = 1;
  double x = 0;

  for (guint32 i = first; i < end; i++) {
    const StsChunk *chunk = &g_array_index(chunks, StsChunk, i);
    if (x > 0 && (chunk->forced || x + chunk->width > width)) {
      lines++;
      x = 0;
    }
    x += chunk->width + chunk->space;
  }
  return lines;
}

/* The least width, to a point or two, in which the text that Pango has fills no more lines; found by halving. */
static double
least_width(StsSetter *setter, double wide, guint lines)
{
  g_autoptr(GArray) chunks = g_array_new(FALSE, FALSE, sizeof(StsChunk));
  double least = wide / 2;
  bool known = setter->plain->is_set || read_chunks(setter, chunks);

  if (setter->plain->is_set)
    read_plain_chunks(setter->plain, chunks);
  while (wide - least > 2) {
    double middle = (wide + least) / 2;
    if (!known)
      pango_layout_set_width(setter->pango, (int)(middle * PANGO_SCALE));
    /* Half a point for what Pango rounds. */
    if ((known ? sts_chunks_count_lines(chunks, 0, chunks->len, middle - 0.5)
               : (guint)pango_layout_get_line_count(setter->pango)) > lines)
      least = middle;
    else
      wide = middle;
  }
  return wide;
}

void
sts_lines_set_balanced(StsGalley *galley, const StsInline *in, const StsColumn *column)
{
  StsFill before = sts_galley_fill(galley);
  StsColumn narrow = *column;

  sts_lines_set(galley, in, column);
  guint lines = galley->lines->len;
  if (lines < 2 || lines > 4)
    return;
  double wide = column->right - column->left, width = ceil(least_width(galley->setter, wide, lines));
  for (int i = 0; i == 0 || (i == 1 && galley->lines->len > lines); i++) {
    sts_galley_cut_back(galley, &before);
    if (in->rtl)
      narrow.left = narrow.right - (i == 0 ? width : wide);
    else
      narrow.right = narrow.left + (i == 0 ? width : wide);
    sts_lines_set(galley, in, &narrow);
  }
}

/* The longest stretch between two places where the line may break; a space at its end hangs over. */
static double
longest_chunk(StsSetter *setter, const PangoLayoutLine *line)
{
  int count;
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly(setter->pango, &count);
  const char *text = pango_layout_get_text(setter->pango), *seen = text + line->start_index;
  glong character = g_utf8_pointer_to_offset(text, seen);
  double longest = 0, chunk = 0, space = 0;

  for (const GSList *link = line->runs; link; link = link->next) {
    const PangoGlyphItem *item = link->data;
    bool rtl = item->item->analysis.level & 1;
    int n = item->glyphs->num_glyphs;
    int last = -1;
    for (int i = 0; i < n; i++) {
      int glyph = rtl ? n - 1 - i : i, cluster = item->glyphs->log_clusters[glyph];
      const char *at = text + item->item->offset + cluster;
      character += g_utf8_pointer_to_offset(seen, at);
      seen = at;
      if (cluster != last && character < count && attributes[character].is_line_break && character > 0)
        chunk = space = 0;
      last = cluster;
      double width = item->glyphs->glyphs[glyph].geometry.width / (double)PANGO_SCALE;
      if (*at == ' ')
        space += width;
      else {
        chunk += space + width;
        space = 0;
        longest = MAX(longest, chunk);
      }
    }
  }
  return longest;
}

/* Text that runs from right to left too, or has lines of its own: chunks of much the same width. */
static void
guess_chunks(const GArray *lines, double least, GArray *chunks)
{
  for (guint i = 0; i < lines->len; i++) {
    double width = g_array_index(lines, StsLine, i).width;
    int count = (int)CLAMP(ceil(width / MAX(least, 1)), 1, 100);
    for (int k = 0; k < count; k++) {
      StsChunk chunk = {.width = width / count, .forced = i > 0 && k == 0};
      g_array_append_val(chunks, chunk);
    }
  }
}

void
sts_lines_measure(StsGalley *galley, const StsInline *in, const StsColumn *column, double *natural, double *least,
                  GArray *chunks)
{
  guint before = chunks->len;

  StsSetter *setter = galley->setter;
  StsColumn unbroken = *column;

  unbroken.right = unbroken.left - 1;
  *natural = *least = 0;
  sts_lines_set(galley, in, &unbroken);
  if (galley->lines->len == 0)
    return;
  for (guint i = 0; i < galley->lines->len; i++)
    *natural = MAX(*natural, g_array_index(galley->lines, StsLine, i).width);
  for (guint i = 0; setter->plain->is_set && i < setter->plain->tokens->len; i++)
    *least = MAX(*least, g_array_index(setter->plain->tokens, StsPlainToken, i).word->longest / (double)PANGO_SCALE);
  for (const GSList *link = setter->plain->is_set ? NULL : pango_layout_get_lines_readonly(setter->pango); link;
       link = link->next)
    *least = MAX(*least, longest_chunk(setter, link->data));
  if (setter->plain->is_set)
    read_plain_chunks(setter->plain, chunks);
  else if (galley->lines->len > 1 || !read_chunks(setter, chunks)) {
    g_array_set_size(chunks, before);
    guess_chunks(galley->lines, *least, chunks);
  }
}
