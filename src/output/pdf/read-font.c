/* Reads ToUnicode maps. */
#include "output/pdf/read-font.h"

#include <string.h>

#include "base/arena.h"
#include "document/reading-builder.h"

/* Twice as many as a font has codes. */
enum { MEANINGS_MAX = 1 << 17, CODE_MAX = 0xffff };
/* A code stands for a ligature at most. */
enum { MEANING_BYTES_MAX = 512 };

struct StsPdfFont {
  bool composite; /* codes of two bytes */
  StsArena *arena;
  GHashTable *meanings; /* code + 1 -> const char* */
  guint count;
};

static void
set_meaning(StsPdfFont *font, guint code, const GString *utf16)
{
  g_autoptr(GString) text = g_string_new(NULL);

  if (code > CODE_MAX || utf16->len > MEANING_BYTES_MAX || font->count++ >= MEANINGS_MAX)
    return;
  sts_pdf_decode_utf16(text, utf16->str, utf16->len);
  g_hash_table_insert(font->meanings, GUINT_TO_POINTER(code + 1), (gpointer)sts_arena_strdup(font->arena, text->str));
}

static guint
read_code(StsPdfSlice value)
{
  g_autoptr(GString) bytes = g_string_new(NULL);
  guint code = 0;

  sts_pdf_decode_string(bytes, value);
  if (bytes->len > 2)
    return G_MAXUINT;
  for (size_t i = 0; i < bytes->len; i++)
    code = code << 8 | (guchar)bytes->str[i];
  return code;
}

static void
read_characters(StsPdfFont *font, StsPdfSlice operands)
{
  StsPdfSlice code, text;

  while (sts_pdf_next_value(&operands, &code) && sts_pdf_next_value(&operands, &text)) {
    g_autoptr(GString) bytes = g_string_new(NULL);
    sts_pdf_decode_string(bytes, text);
    set_meaning(font, read_code(code), bytes);
  }
}

/* The last code unit counts up; or an array has a text for each. */
static void
read_range(StsPdfFont *font, guint low, guint high, StsPdfSlice texts)
{
  g_autoptr(GString) bytes = g_string_new(NULL);
  StsPdfSlice items = sts_pdf_get_items(texts), item;
  bool array = sts_pdf_is_array(texts);

  if (!array)
    sts_pdf_decode_string(bytes, texts);
  for (guint code = low; code <= high && code <= CODE_MAX && font->count < MEANINGS_MAX; code++) {
    if (array) {
      if (!sts_pdf_next_value(&items, &item))
        return;
      g_string_truncate(bytes, 0);
      sts_pdf_decode_string(bytes, item);
    }
    set_meaning(font, code, bytes);
    if (!array && bytes->len >= 2 && ++bytes->str[bytes->len - 1] == 0)
      bytes->str[bytes->len - 2]++;
  }
}

static void
read_ranges(StsPdfFont *font, StsPdfSlice operands)
{
  StsPdfSlice low, high, texts;

  while (sts_pdf_next_value(&operands, &low) && sts_pdf_next_value(&operands, &high) &&
         sts_pdf_next_value(&operands, &texts))
    read_range(font, read_code(low), read_code(high), texts);
}

static void
read_map(StsPdfFont *font, const GString *map)
{
  StsPdfSlice rest = sts_pdf_slice(map->str, map->len);
  StsPdfToken token;

  for (const char *operands = rest.at; sts_pdf_next_token(&rest, &token);) {
    if (token.kind != STS_PDF_KEYWORD)
      continue;
    StsPdfSlice before = {operands, token.text.at};
    if (sts_pdf_is(token.text, "endbfchar"))
      read_characters(font, before);
    else if (sts_pdf_is(token.text, "endbfrange"))
      read_ranges(font, before);
    operands = rest.at;
  }
}

StsPdfFont *
sts_pdf_font_new(StsPdfFile *file, StsPdfSlice dictionary, GError **error)
{
  StsPdfFont *font = g_new0(StsPdfFont, 1);
  g_autoptr(GString) map = g_string_new(NULL);

  font->composite = sts_pdf_is(sts_pdf_get_key(dictionary, "/Subtype"), "/Type0");
  font->arena = sts_arena_new();
  font->meanings = g_hash_table_new(g_direct_hash, g_direct_equal);
  if (!sts_pdf_file_append_stream(file, sts_pdf_get_key(dictionary, "/ToUnicode"), map, error)) {
    sts_pdf_font_free(font);
    return NULL;
  }
  read_map(font, map);
  return font;
}

void
sts_pdf_font_free(StsPdfFont *font)
{
  if (!font)
    return;
  g_hash_table_unref(font->meanings);
  sts_arena_free(font->arena);
  g_free(font);
}

void
sts_pdf_font_append_text(const StsPdfFont *font, GString *out, const char *codes, size_t length)
{
  size_t step = font && font->composite ? 2 : 1;

  for (size_t i = 0; i + step <= length && out->len <= STS_READ_STREAM_MAX; i += step) {
    guint code = step == 2 ? (guint)((guchar)codes[i] << 8 | (guchar)codes[i + 1]) : (guchar)codes[i];
    const char *text = font ? g_hash_table_lookup(font->meanings, GUINT_TO_POINTER(code + 1)) : NULL;
    g_string_append(out, text ? text : "\xef\xbf\xbd");
  }
}
