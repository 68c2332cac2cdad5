/* Shapes words, with HarfBuzz as Pango does or with Pango itself, and keeps them. */
#include "layout/text/words.h"

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

struct StsWords {
  PangoLayout *pango;
  hb_buffer_t *buffer;
  StsArena *arena;
  GPtrArray *looks;  /* of Look* */
  GHashTable *fonts; /* a set of PangoFont*, referenced */
  StsWord **table;
  guint32 mask, count;
  GString *text; /* scratch */
};

StsWords *
sts_words_new(PangoContext *context)
{
  StsWords *words = g_new0(StsWords, 1);

  words->pango = pango_layout_new(context);
  pango_layout_set_auto_dir(words->pango, FALSE);
  words->buffer = hb_buffer_create();
  words->arena = sts_arena_new();
  words->looks = g_ptr_array_new_with_free_func(g_free);
  words->fonts = g_hash_table_new_full(g_direct_hash, g_direct_equal, g_object_unref, NULL);
  words->mask = TABLE_LEAST - 1;
  words->table = g_new0(StsWord *, TABLE_LEAST);
  words->text = g_string_new(NULL);
  return words;
}

void
sts_words_free(StsWords *words)
{
  if (!words)
    return;
  g_object_unref(words->pango);
  hb_buffer_destroy(words->buffer);
  sts_arena_free(words->arena);
  g_ptr_array_unref(words->looks);
  g_hash_table_destroy(words->fonts);
  g_free(words->table);
  g_string_free(words->text, TRUE);
  g_free(words);
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
find_slot(const StsWords *words, const guint8 *key, size_t length, guint32 hash)
{
  for (guint32 i = hash & words->mask;; i = (i + 1) & words->mask) {
    StsWord *word = words->table[i];
    if (!word || (word->hash == hash && word->key_length == length && memcmp(word->key, key, length) == 0))
      return &words->table[i];
  }
}

static void
grow(StsWords *words)
{
  StsWord **old = words->table;
  guint32 size = words->mask + 1;

  words->mask = 2 * size - 1;
  words->table = g_new0(StsWord *, 2 * (gsize)size);
  for (guint32 i = 0; i < size; i++)
    if (old[i])
      *find_slot(words, old[i]->key, old[i]->key_length, old[i]->hash) = old[i];
  g_free(old);
}

static void
empty(StsWords *words)
{
  sts_arena_free(words->arena);
  words->arena = sts_arena_new();
  memset(words->table, 0, (words->mask + 1) * sizeof *words->table);
  words->count = 0;
}

int
sts_words_look(StsWords *words, const StsInline *in, bool bold)
{
  if (words->count > WORDS_MAX)
    empty(words);
  for (guint i = 0; i < words->looks->len; i++) {
    const Look *look = words->looks->pdata[i];
    if (look->face == in->face && !(look->size < in->size) && !(look->size > in->size) && look->bold == bold &&
        (look->language == in->language || g_strcmp0(look->language, in->language) == 0))
      return (int)i;
  }
  if (words->looks->len == LOOKS_MAX)
    return -1;
  Look *look = g_new0(Look, 1);
  *look = (Look){.face = in->face, .size = in->size, .language = in->language, .bold = bold};
  g_ptr_array_add(words->looks, look);
  return (int)words->looks->len - 1;
}

/* ---- shaping ---- */

static PangoFont *
hold_font(StsWords *words, PangoFont *font)
{
  g_hash_table_add(words->fonts, g_object_ref(font));
  return font;
}

static void
insert_attribute(PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert(list, attribute);
}

/* Gives Pango the text in words->text, in which the paragraph's bytes from `start` to `end` stand at `at`. The looks of
 * their ends go on to those of the text. */
static void
set_pango(StsWords *words, const StsInline *in, guint32 start, guint32 end, guint at)
{
  PangoAttrList *list = pango_attr_list_new();
  guint length = (guint)words->text->len;

  insert_attribute(list, pango_attr_insert_hyphens_new(FALSE), 0, length);
  for (guint i = 0; i < in->marks->len; i++) {
    const StsMark *mark = &g_array_index(in->marks, StsMark, i);
    if (mark->end <= start || mark->start >= end)
      continue;
    bool is_look = mark->kind != STS_MARK_NO_BREAK;
    guint from = mark->start <= start && is_look ? 0 : at + MAX(mark->start, start) - start;
    guint to = mark->end >= end && is_look ? length : at + MIN(mark->end, end) - start;
    insert_attribute(list, sts_mark_attribute(mark), from, to);
  }
  sts_inline_describe(words->pango, in);
  pango_layout_set_text(words->pango, words->text->str, (int)length);
  pango_layout_set_attributes(words->pango, list);
  pango_attr_list_unref(list);
}

/* The font of the stretch that holds the byte of the text. */
static const Style *
style_at(StsWords *words, const StsWordText *text, guint8 flags, guint32 at)
{
  Look *look = words->looks->pdata[text->look];
  Style *style = &look->styles[flags & (STYLES - 1)];

  if (style->font)
    return style;
  g_string_assign(words->text, "x");
  set_pango(words, text->in, at, at + 1, 0);
  const GSList *run = pango_layout_get_line_readonly(words->pango, 0)->runs;
  if (!run || !((const PangoGlyphItem *)run->data)->item->analysis.font)
    return NULL;
  style->font = hold_font(words, ((const PangoGlyphItem *)run->data)->item->analysis.font);
  style->hb = pango_font_get_hb_font(style->font);
  style->space_advance = sts_font_space(style->font, NULL);
  return style;
}

/* Shapes a plain word between spaces, as Pango would. Returns false where the font lacks a character. */
static bool
shape_plain(StsWords *words, const StsWordText *text, const StsWordPlace *place, StsWord *word)
{
  const Style *style = style_at(words, text, text->stretches[place->stretch].flags, place->start);
  hb_buffer_t *buffer = words->buffer;
  unsigned int count;

  if (!style)
    return false;
  g_string_assign(words->text, " ");
  g_string_append_len(words->text, text->in->text->str + place->start, place->end - place->start);
  if (place->trails)
    g_string_append_c(words->text, ' ');
  hb_buffer_clear_contents(buffer);
  hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
  hb_buffer_set_language(buffer, hb_language_from_string(text->in->language ? text->in->language : "", -1));
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
  hb_buffer_add_utf8(buffer, words->text->str, (int)words->text->len, 0, (int)words->text->len);
  hb_shape(style->hb, buffer, NULL, 0);
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
  guint first = 1, end = place->trails ? count - 1 : count;
  /* In some font a space may be part of a ligature. */
  if (count < 2u + place->trails || infos[0].cluster != 0 || infos[1].cluster != 1 ||
      (place->trails && infos[end].cluster != words->text->len - 1))
    return false;
  PangoGlyphInfo *glyphs = sts_arena_alloc(words->arena, (end - first) * sizeof *glyphs);
  int *clusters = sts_arena_alloc(words->arena, (end - first) * sizeof *clusters);
  for (guint i = first; i < end; i++) {
    if (infos[i].codepoint == 0 || positions[i].x_advance < 0)
      return false;
    glyphs[i - first].glyph = infos[i].codepoint;
    glyphs[i - first].geometry = (PangoGlyphGeometry){
        .width = positions[i].x_advance, .x_offset = positions[i].x_offset, .y_offset = -positions[i].y_offset};
    clusters[i - first] = (int)infos[i].cluster - 1;
    word->width += positions[i].x_advance;
  }
  StsWordRun *run = STS_ARENA_NEW(words->arena, StsWordRun);
  *run = (StsWordRun){.font = style->font,
                      .end = (guint16)(place->end - place->start),
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
runs_are_simple(const PangoLayoutLine *line, const StsWordPlace *place, guint first_stretch, guint length)
{
  guint lead = place->alone ? 0 : LEAD;

  for (const GSList *link = line->runs; link; link = link->next) {
    const PangoItem *item = ((const PangoGlyphItem *)link->data)->item;
    guint from = (guint)item->offset, to = from + (guint)item->length;
    if ((item->analysis.level & 1) || !item->analysis.font)
      return false;
    if (!place->alone && from == 0 && to < lead + first_stretch)
      return false;
    if (place->trails && from < lead + length && to > lead + length && to < lead + length + sizeof after_word - 1)
      return false;
    if (place->trails && from < lead + length && to == lead + length)
      return false;
  }
  return true;
}

/* The places where the word that Pango has may be broken. Returns false where it may not be broken at the spaces around
 * it. */
static bool
read_breaks(StsWords *words, const StsWordPlace *place, StsWord *word, guint16 *breaks)
{
  int count;
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly(words->pango, &count);
  guint lead = place->alone ? 0 : LEAD, length = place->end - place->start;
  const char *start = words->text->str + lead;
  guint character = lead;

  if (!place->alone && !attributes[character].is_line_break)
    return false;
  for (const char *p = start; p < start + length; p = g_utf8_next_char(p), character++)
    if (p > start && attributes[character].is_line_break)
      breaks[word->break_count++] = (guint16)(p - start);
  return !place->trails || (!attributes[character].is_line_break && attributes[character + 1].is_line_break);
}

/* Takes the glyphs of the word from the line. */
static void
read_glyphs(StsWords *words, const PangoLayoutLine *line, const StsWordPlace *place, StsWord *word)
{
  int lead = place->alone ? 0 : LEAD, length = (int)(place->end - place->start);
  guint runs = 0, glyphs = 0, next_break = 0;
  int part = 0, space = 0;
  bool begins = false, ends = false;

  for (const GSList *link = line->runs; link; link = link->next, runs++)
    glyphs += (guint)((const PangoGlyphItem *)link->data)->glyphs->num_glyphs;
  StsWordRun *out_runs = sts_arena_alloc(words->arena, runs * sizeof *out_runs);
  PangoGlyphInfo *out_glyphs = sts_arena_alloc(words->arena, glyphs * sizeof *out_glyphs);
  int *out_clusters = sts_arena_alloc(words->arena, glyphs * sizeof *out_clusters);
  for (const GSList *link = line->runs; link; link = link->next) {
    const PangoGlyphItem *item = link->data;
    int from = item->item->offset - lead, to = from + item->item->length;
    if (to <= 0 || from >= length)
      continue;
    StsWordRun *run = &out_runs[word->run_count++];
    *run = (StsWordRun){.font = hold_font(words, item->item->analysis.font),
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
      if (words->text->str[lead + at] == ' ')
        space += width;
      else {
        part += space + width;
        space = 0;
        word->longest = MAX(word->longest, part);
      }
    }
  }
  /* A space in a ligature leaves the word without an edge. */
  word->usable = word->usable && begins && (ends || !place->trails);
  word->runs = out_runs;
  word->glyphs = out_glyphs;
  word->clusters = out_clusters;
}

static void
shape_with_pango(StsWords *words, const StsWordText *text, const StsWordPlace *place, StsWord *word)
{
  guint length = place->end - place->start, first_stretch = length;
  guint16 *breaks = sts_arena_alloc(words->arena, length * sizeof *breaks);

  if (place->stretch + 1 < text->stretch_count)
    first_stretch = MIN(length, text->stretches[place->stretch + 1].start - place->start);
  g_string_assign(words->text, place->alone ? "" : before_word);
  g_string_append_len(words->text, text->in->text->str + place->start, length);
  if (place->trails)
    g_string_append(words->text, after_word);
  set_pango(words, text->in, place->start, place->end, place->alone ? 0 : LEAD);
  const GSList *lines = pango_layout_get_lines_readonly(words->pango);
  if (!lines || lines->next || !runs_are_simple(lines->data, place, first_stretch, length) ||
      !read_breaks(words, place, word, breaks))
    return;
  word->usable = true;
  word->breaks = breaks;
  read_glyphs(words, lines->data, place, word);
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
make_key(const StsWordText *text, const StsWordPlace *place, guint8 key[KEY_MAX])
{
  size_t length = place->end - place->start;
  guint8 *p = put_16(key, (guint)text->look);
  enum { RECORDS_MAX = 16 };

  if (length > KEY_MAX - 6 - RECORDS_MAX * 8)
    return 0;
  *p++ = text->stretches[place->stretch].flags;
  *p++ = (guint8)(place->trails + 2 * place->alone);
  guint8 *counts = p;
  *p++ = 0;
  *p++ = 0;
  for (guint32 i = place->stretch + 1; i < text->stretch_count && text->stretches[i].start < place->end; i++) {
    if (counts[0]++ == RECORDS_MAX)
      return 0;
    p = put_16(p, text->stretches[i].start - place->start);
    *p++ = text->stretches[i].flags;
  }
  for (guint32 i = place->no_break; i < text->no_break_count && text->no_breaks[i].start < place->end; i++) {
    const StsNoBreak *no_break = &text->no_breaks[i];
    if (no_break->end <= place->start)
      continue;
    if (counts[1]++ == RECORDS_MAX)
      return 0;
    p = put_16(p, MAX(no_break->start, place->start) - place->start);
    p = put_16(p, MIN(no_break->end, place->end) - place->start);
  }
  memcpy(p, text->in->text->str + place->start, length);
  return (size_t)(p - key) + length;
}

const StsWord *
sts_words_get(StsWords *words, const StsWordText *text, const StsWordPlace *place)
{
  guint8 key[KEY_MAX];
  size_t length = make_key(text, place, key);

  if (length == 0)
    return NULL;
  guint32 hash = hash_key(key, length);
  StsWord **slot = find_slot(words, key, length, hash);
  if (*slot)
    return *slot;
  StsWord *word = STS_ARENA_NEW(words->arena, StsWord);
  guint8 *own_key = sts_arena_alloc(words->arena, length);
  memcpy(own_key, key, length);
  word->usable = place->plain && shape_plain(words, text, place, word);
  if (!word->usable) {
    *word = (StsWord){.usable = false};
    shape_with_pango(words, text, place, word);
  }
  word->key = own_key;
  word->key_length = (guint16)length;
  word->hash = hash;
  *slot = word;
  if (2 * ++words->count > words->mask)
    grow(words);
  return word;
}
