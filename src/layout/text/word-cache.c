/* Shapes words, with HarfBuzz as Pango does or with Pango itself, and keeps them. */
#include "layout/text/word-cache.h"

#include <hb.h>
#include <string.h>

/* A cache that is full is emptied: an unbounded one would hold every number and name of the library. */
enum { WORDS_MAX = 32 * 1024, TABLE_LEAST = 1024, LOOKS_MAX = 4096, KEY_MAX = 512, STYLES = 32 };

/* What stands around a word while Pango shapes it: a letter, so that digits and signs too are taken for Latin, and a
 * space. */
static const char before_word[] = "x ", after_word[] = " x";
enum { LEAD = sizeof before_word - 1 };

typedef struct {
  PangoFont *font; /* owned; NULL: not known yet */
  hb_font_t *hb;
  int space_advance;
} Style;

typedef struct {
  const StsFace *face;
  double size;
  const char *language;
  bool bold;
  Style styles[STYLES]; /* by flags */
} Look;

struct StsWordCache {
  PangoLayout *pango;
  hb_buffer_t *buffer;
  StsArena *arena;
  GPtrArray *looks;  /* of Look* */
  GHashTable *fonts; /* a set of PangoFont*, referenced */
  StsWord **table;
  guint32 mask, count;
  GString *text; /* scratch */
};

StsWordCache *
sts_word_cache_new(PangoContext *context)
{
  StsWordCache *cache = g_new0(StsWordCache, 1);

  cache->pango = pango_layout_new(context);
  pango_layout_set_auto_dir(cache->pango, FALSE);
  cache->buffer = hb_buffer_create();
  cache->arena = sts_arena_new();
  cache->looks = g_ptr_array_new_with_free_func(g_free);
  cache->fonts = g_hash_table_new_full(g_direct_hash, g_direct_equal, g_object_unref, NULL);
  cache->mask = TABLE_LEAST - 1;
  cache->table = g_new0(StsWord *, TABLE_LEAST);
  cache->text = g_string_new(NULL);
  return cache;
}

void
sts_word_cache_free(StsWordCache *cache)
{
  if (!cache)
    return;
  g_object_unref(cache->pango);
  hb_buffer_destroy(cache->buffer);
  sts_arena_free(cache->arena);
  g_ptr_array_unref(cache->looks);
  g_hash_table_destroy(cache->fonts);
  g_free(cache->table);
  g_string_free(cache->text, TRUE);
  g_free(cache);
}

/* ---- the table ---- */

static guint32
hash_key(const guint8 *key, size_t length)
{
  guint64 hash = length;

  for (; length >= 8; key += 8, length -= 8) {
    guint64 part;
    memcpy(&part, key, 8);
    hash = (hash ^ part) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
    hash ^= hash >> 32;
  }
  guint64 rest = 0;
  memcpy(&rest, key, length);
  hash = (hash ^ rest) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
  return (guint32)(hash >> 32);
}

/* The slot of the key: empty, or the word's. */
static StsWord **
find_slot(const StsWordCache *cache, const guint8 *key, size_t length, guint32 hash)
{
  for (guint32 i = hash & cache->mask;; i = (i + 1) & cache->mask) {
    StsWord *word = cache->table[i];
    if (!word || (word->hash == hash && word->key_length == length && memcmp(word->key, key, length) == 0))
      return &cache->table[i];
  }
}

static void
grow(StsWordCache *cache)
{
  StsWord **old = cache->table;
  guint32 size = cache->mask + 1;

  cache->mask = 2 * size - 1;
  cache->table = g_new0(StsWord *, 2 * (gsize)size);
  for (guint32 i = 0; i < size; i++)
    if (old[i])
      *find_slot(cache, old[i]->key, old[i]->key_length, old[i]->hash) = old[i];
  g_free(old);
}

static void
empty(StsWordCache *cache)
{
  sts_arena_free(cache->arena);
  cache->arena = sts_arena_new();
  memset(cache->table, 0, (cache->mask + 1) * sizeof *cache->table);
  cache->count = 0;
}

int
sts_word_cache_look(StsWordCache *cache, const StsInline *in, bool bold)
{
  if (cache->count > WORDS_MAX)
    empty(cache);
  for (guint i = 0; i < cache->looks->len; i++) {
    const Look *look = cache->looks->pdata[i];
    if (look->face == in->face && !(look->size < in->size) && !(look->size > in->size) && look->bold == bold &&
        (look->language == in->language || g_strcmp0(look->language, in->language) == 0))
      return (int)i;
  }
  if (cache->looks->len == LOOKS_MAX)
    return -1;
  Look *look = g_new0(Look, 1);
  *look = (Look){.face = in->face, .size = in->size, .language = in->language, .bold = bold};
  g_ptr_array_add(cache->looks, look);
  return (int)cache->looks->len - 1;
}

/* ---- shaping ---- */

static PangoFont *
hold_font(StsWordCache *cache, PangoFont *font)
{
  g_hash_table_add(cache->fonts, g_object_ref(font));
  return font;
}

static void
insert_attribute(PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert(list, attribute);
}

/* Gives Pango the text in cache->text, in which the paragraph's bytes from `start` to `end` stand at `at`. The looks of
 * their ends go on to those of the text. */
static void
set_pango(StsWordCache *cache, const StsInline *in, guint32 start, guint32 end, guint at)
{
  PangoAttrList *list = pango_attr_list_new();
  guint length = (guint)cache->text->len;

  insert_attribute(list, pango_attr_insert_hyphens_new(FALSE), 0, length);
  for (guint i = 0; i < in->attributes->len; i++) {
    const StsTextAttribute *attribute = &g_array_index(in->attributes, StsTextAttribute, i);
    if (attribute->end <= start || attribute->start >= end)
      continue;
    bool is_look = attribute->kind != STS_ATTRIBUTE_NO_BREAK;
    guint from = attribute->start <= start && is_look ? 0 : at + MAX(attribute->start, start) - start;
    guint to = attribute->end >= end && is_look ? length : at + MIN(attribute->end, end) - start;
    insert_attribute(list, sts_text_attribute_new(attribute), from, to);
  }
  sts_inline_describe(cache->pango, in);
  pango_layout_set_text(cache->pango, cache->text->str, (int)length);
  pango_layout_set_attributes(cache->pango, list);
  pango_attr_list_unref(list);
}

/* The font of the stretch that holds the byte of the text. */
static const Style *
style_at(StsWordCache *cache, const StsWordText *text, guint8 flags, guint32 at)
{
  Look *look = cache->looks->pdata[text->look];
  Style *style = &look->styles[flags & (STYLES - 1)];

  if (style->font)
    return style;
  g_string_assign(cache->text, "x");
  set_pango(cache, text->in, at, at + 1, 0);
  const GSList *run = pango_layout_get_line_readonly(cache->pango, 0)->runs;
  if (!run || !((const PangoGlyphItem *)run->data)->item->analysis.font)
    return NULL;
  style->font = hold_font(cache, ((const PangoGlyphItem *)run->data)->item->analysis.font);
  style->hb = pango_font_get_hb_font(style->font);
  style->space_advance = sts_font_space(style->font, NULL);
  return style;
}

/* Shapes a plain word between spaces, as Pango would. Returns false where the font lacks a character. */
static bool
shape_plain(StsWordCache *cache, const StsWordText *text, const StsWordRange *range, StsWord *word)
{
  const Style *style = style_at(cache, text, text->stretches[range->stretch].flags, range->start);
  hb_buffer_t *buffer = cache->buffer;
  unsigned int count;

  if (!style)
    return false;
  g_string_assign(cache->text, " ");
  g_string_append_len(cache->text, text->in->text->str + range->start, range->end - range->start);
  if (range->trails)
    g_string_append_c(cache->text, ' ');
  hb_buffer_clear_contents(buffer);
  hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
  hb_buffer_set_language(buffer, hb_language_from_string(text->in->language ? text->in->language : "", -1));
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_buffer_add_utf8(buffer, cache->text->str, (int)cache->text->len, 0, (int)cache->text->len);
  hb_shape(style->hb, buffer, NULL, 0);
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
  guint first = 1, end = range->trails ? count - 1 : count;
  /* In some font a space may be part of a ligature. */
  if (count < 2u + range->trails || infos[0].cluster != 0 || infos[1].cluster != 1 ||
      (range->trails && infos[end].cluster != cache->text->len - 1))
    return false;
  PangoGlyphInfo *glyphs = sts_arena_alloc(cache->arena, (end - first) * sizeof *glyphs);
  int *clusters = sts_arena_alloc(cache->arena, (end - first) * sizeof *clusters);
  for (guint i = first; i < end; i++) {
    if (infos[i].codepoint == 0 || positions[i].x_advance < 0)
      return false;
    glyphs[i - first].glyph = infos[i].codepoint;
    glyphs[i - first].geometry = (PangoGlyphGeometry){
        .width = positions[i].x_advance, .x_offset = positions[i].x_offset, .y_offset = -positions[i].y_offset};
    clusters[i - first] = (int)infos[i].cluster - 1;
    word->width += positions[i].x_advance;
  }
  StsWordRun *run = STS_ARENA_NEW(cache->arena, StsWordRun);
  *run = (StsWordRun){.font = style->font,
                      .end = (guint16)(range->end - range->start),
                      .glyph_count = (guint16)(end - first),
                      .width = word->width};
  word->runs = run;
  word->run_count = 1;
  word->glyphs = glyphs;
  word->clusters = clusters;
  word->glyph_count = run->glyph_count;
  word->longest = word->width;
  word->space_before = positions[0].x_advance;
  word->space_first = word->space_last = style->space_advance;
  return true;
}

/* Whether the line's runs are in the fonts that the spaces around the word have, and from left to right. */
static bool
runs_are_simple(const PangoLayoutLine *line, const StsWordRange *range, guint first_stretch, guint length)
{
  guint lead = range->alone ? 0 : LEAD;

  for (const GSList *link = line->runs; link; link = link->next) {
    const PangoItem *item = ((const PangoGlyphItem *)link->data)->item;
    guint from = (guint)item->offset, to = from + (guint)item->length;
    if ((item->analysis.level & 1) || !item->analysis.font)
      return false;
    if (!range->alone && from == 0 && to < lead + first_stretch)
      return false;
    if (range->trails && from < lead + length && to > lead + length && to < lead + length + sizeof after_word - 1)
      return false;
    if (range->trails && from < lead + length && to == lead + length)
      return false;
  }
  return true;
}

/* The places where the word that Pango has may be broken. Returns false where it may not be broken at the spaces around
 * it. */
static bool
read_breaks(StsWordCache *cache, const StsWordRange *range, StsWord *word, guint16 *breaks)
{
  int count;
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly(cache->pango, &count);
  guint lead = range->alone ? 0 : LEAD, length = range->end - range->start;
  const char *start = cache->text->str + lead;
  guint character = lead;

  if (!range->alone && !attributes[character].is_line_break)
    return false;
  for (const char *p = start; p < start + length; p = g_utf8_next_char(p), character++)
    if (p > start && attributes[character].is_line_break)
      breaks[word->break_count++] = (guint16)(p - start);
  return !range->trails || (!attributes[character].is_line_break && attributes[character + 1].is_line_break);
}

/* Takes the glyphs of the word from the line. */
static void
read_glyphs(StsWordCache *cache, const PangoLayoutLine *line, const StsWordRange *range, StsWord *word)
{
  int lead = range->alone ? 0 : LEAD, length = (int)(range->end - range->start);
  guint runs = 0, glyphs = 0, next_break = 0;
  int part = 0, space = 0;
  bool begins = false, ends = false;

  for (const GSList *link = line->runs; link; link = link->next, runs++)
    glyphs += (guint)((const PangoGlyphItem *)link->data)->glyphs->num_glyphs;
  StsWordRun *out_runs = sts_arena_alloc(cache->arena, runs * sizeof *out_runs);
  PangoGlyphInfo *out_glyphs = sts_arena_alloc(cache->arena, glyphs * sizeof *out_glyphs);
  int *out_clusters = sts_arena_alloc(cache->arena, glyphs * sizeof *out_clusters);
  for (const GSList *link = line->runs; link; link = link->next) {
    const PangoGlyphItem *item = link->data;
    int from = item->item->offset - lead, to = from + item->item->length;
    if (to <= 0 || from >= length)
      continue;
    StsWordRun *run = &out_runs[word->run_count++];
    *run = (StsWordRun){.font = hold_font(cache, item->item->analysis.font),
                        .start = (guint16)MAX(from, 0),
                        .end = (guint16)MIN(to, length),
                        .glyph = word->glyph_count};
    for (int i = 0; i < item->glyphs->num_glyphs; i++) {
      int at = from + item->glyphs->log_clusters[i];
      begins = begins || at == 0;
      ends = ends || at == length;
      if (at == -1)
        word->space_before = item->glyphs->glyphs[i].geometry.width;
      if (at < 0 || at >= length)
        continue;
      while (next_break < word->break_count && word->breaks[next_break] <= at) {
        part = space = 0;
        next_break++;
      }
      int width = item->glyphs->glyphs[i].geometry.width;
      word->usable = word->usable && !(item->glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY &&
                                       (item->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG));
      out_glyphs[word->glyph_count] = item->glyphs->glyphs[i];
      out_clusters[word->glyph_count++] = at - run->start;
      run->glyph_count++;
      run->width += width;
      word->width += width;
      if (cache->text->str[lead + at] == ' ')
        space += width;
      else {
        part += space + width;
        space = 0;
        word->longest = MAX(word->longest, part);
      }
    }
  }
  /* A space in a ligature leaves the word without an edge. */
  word->usable = word->usable && begins && (ends || !range->trails);
  word->runs = out_runs;
  word->glyphs = out_glyphs;
  word->clusters = out_clusters;
}

static void
shape_with_pango(StsWordCache *cache, const StsWordText *text, const StsWordRange *range, StsWord *word)
{
  guint length = range->end - range->start, first_stretch = length;
  guint16 *breaks = sts_arena_alloc(cache->arena, length * sizeof *breaks);

  if (range->stretch + 1 < text->stretch_count)
    first_stretch = MIN(length, text->stretches[range->stretch + 1].start - range->start);
  g_string_assign(cache->text, range->alone ? "" : before_word);
  g_string_append_len(cache->text, text->in->text->str + range->start, length);
  if (range->trails)
    g_string_append(cache->text, after_word);
  set_pango(cache, text->in, range->start, range->end, range->alone ? 0 : LEAD);
  const GSList *lines = pango_layout_get_lines_readonly(cache->pango);
  if (!lines || lines->next || !runs_are_simple(lines->data, range, first_stretch, length) ||
      !read_breaks(cache, range, word, breaks))
    return;
  word->usable = true;
  word->breaks = breaks;
  read_glyphs(cache, lines->data, range, word);
  if (word->usable) {
    word->space_first = sts_font_space(word->runs[0].font, NULL);
    word->space_last = sts_font_space(word->runs[word->run_count - 1].font, NULL);
  }
}

/* ---- keys ---- */

static guint8 *
put_16(guint8 *p, guint value)
{
  *p++ = (guint8)(value & 0xff);
  *p++ = (guint8)(value >> 8);
  return p;
}

/* All that makes the word what it is. Returns its length; 0: too long. */
static size_t
make_key(const StsWordText *text, const StsWordRange *range, guint8 key[KEY_MAX])
{
  size_t length = range->end - range->start;
  guint8 *p = put_16(key, (guint)text->look);
  enum { RECORDS_MAX = 16 };

  if (length > KEY_MAX - 6 - RECORDS_MAX * 8)
    return 0;
  *p++ = text->stretches[range->stretch].flags;
  *p++ = (guint8)(range->trails + 2 * range->alone);
  guint8 *counts = p;
  *p++ = 0;
  *p++ = 0;
  for (guint32 i = range->stretch + 1; i < text->stretch_count && text->stretches[i].start < range->end; i++) {
    if (counts[0]++ == RECORDS_MAX)
      return 0;
    p = put_16(p, text->stretches[i].start - range->start);
    *p++ = text->stretches[i].flags;
  }
  for (guint32 i = range->no_break; i < text->no_break_count && text->no_breaks[i].start < range->end; i++) {
    const StsNoBreak *no_break = &text->no_breaks[i];
    if (no_break->end <= range->start)
      continue;
    if (counts[1]++ == RECORDS_MAX)
      return 0;
    p = put_16(p, MAX(no_break->start, range->start) - range->start);
    p = put_16(p, MIN(no_break->end, range->end) - range->start);
  }
  memcpy(p, text->in->text->str + range->start, length);
  return (size_t)(p - key) + length;
}

const StsWord *
sts_word_cache_get(StsWordCache *cache, const StsWordText *text, const StsWordRange *range)
{
  guint8 key[KEY_MAX];
  size_t length = make_key(text, range, key);

  if (length == 0)
    return NULL;
  guint32 hash = hash_key(key, length);
  StsWord **slot = find_slot(cache, key, length, hash);
  if (*slot)
    return *slot;
  StsWord *word = STS_ARENA_NEW(cache->arena, StsWord);
  guint8 *own_key = sts_arena_alloc(cache->arena, length);
  memcpy(own_key, key, length);
  word->usable = range->plain && shape_plain(cache, text, range, word);
  if (!word->usable) {
    *word = (StsWord){.usable = false};
    shape_with_pango(cache, text, range, word);
  }
  word->key = own_key;
  word->key_length = (guint16)length;
  word->hash = hash;
  *slot = word;
  if (2 * ++cache->count > cache->mask)
    grow(cache);
  return word;
}
