/* Reads the codes of a font's glyphs from the content that cairo wrote for its specimen. */
#include <string.h>

#include "output/pdf/draw.h"

typedef struct {
  StsDrawing *drawing;
  StsDrawnFont *font;
  GHashTable *faces;
  GByteArray *string; /* of the operands since the last operator */
  guint32 face;       /* index in drawing->faces; STS_NONE before the first Tf */
  guint32 named;      /* the face whose name was read last */
  GArray *order;      /* guint32: the glyphs in the order in which they were drawn */
  guint taken;
} Reader;

static bool
is_space(char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool
is_delimiter(char c)
{
  return is_space(c) || strchr("()<>[]/{}%", c) != NULL;
}

static void
append_byte(Reader *reader, guint value)
{
  guint8 byte = (guint8)value;

  g_byte_array_append(reader->string, &byte, 1);
}

/* What follows a backslash (ISO 32000-1, 7.3.4.2); returns the place after it. */
static const char *
read_escape(Reader *reader, const char *at, const char *end)
{
  static const char letters[] = "nrtbf", values[] = "\n\r\t\b\f";
  const char *letter = at < end && *at ? strchr(letters, *at) : NULL;
  guint value = 0;
  int digits = 0;

  if (at >= end || *at == '\n')
    return MIN(at + 1, end);
  for (; digits < 3 && at < end && *at >= '0' && *at <= '7'; digits++)
    value = value << 3 | (guint)(*at++ - '0');
  if (digits > 0) {
    append_byte(reader, value & 0xff);
    return at;
  }
  append_byte(reader, (guint8)(letter ? values[letter - letters] : *at));
  return at + 1;
}

static const char *
read_literal(Reader *reader, const char *at, const char *end)
{
  int depth = 1;

  while (at < end) {
    char c = *at++;
    if (c == '\\') {
      at = read_escape(reader, at, end);
      continue;
    }
    if (c == '(')
      depth++;
    else if (c == ')' && --depth == 0)
      break;
    append_byte(reader, (guint8)c);
  }
  return at;
}

static const char *
read_hexadecimal(Reader *reader, const char *at, const char *end)
{
  int high = -1;

  for (; at < end && *at != '>'; at++) {
    int value = g_ascii_xdigit_value(*at);
    if (value < 0)
      continue;
    if (high < 0)
      high = value;
    else {
      append_byte(reader, (guint)(high << 4 | value));
      high = -1;
    }
  }
  if (high >= 0)
    append_byte(reader, (guint)high << 4);
  return MIN(at + 1, end);
}

/* A point that was drawn for a font of blanks is one more than the glyphs. */
static bool
take_codes(Reader *reader)
{
  const guint8 *bytes = reader->string->data;
  guint step;

  if (reader->face == STS_NONE)
    return false;
  step = g_array_index(reader->drawing->faces, StsDrawnFace, reader->face).composite ? 2 : 1;
  for (guint i = 0; i + step <= reader->string->len; i += step, reader->taken++) {
    if (reader->taken >= reader->order->len)
      return false;
    guint32 index = g_array_index(reader->order, guint32, reader->taken);
    if (index == STS_NONE)
      continue;
    StsCodedGlyph *glyph = &g_array_index(reader->font->glyphs, StsCodedGlyph, index);
    glyph->face = (guint16)reader->face;
    glyph->code = (guint16)(step == 2 ? bytes[i] << 8 | bytes[i + 1] : bytes[i]);
  }
  return true;
}

static bool
take_operator(Reader *reader, const char *operator, size_t length)
{
  bool good = true;

  if (length == 2 && memcmp(operator, "Tf", 2) == 0)
    reader->face = reader->named;
  else if (length == 2 && (memcmp(operator, "Tj", 2) == 0 || memcmp(operator, "TJ", 2) == 0))
    good = take_codes(reader);
  g_byte_array_set_size(reader->string, 0);
  return good;
}

static const char *
read_name(Reader *reader, const char *at, const char *end)
{
  const char *start = at;

  while (at < end && !is_delimiter(*at))
    at++;
  g_autofree char *name = g_strndup(start, (size_t)(at - start));
  guint32 found = GPOINTER_TO_UINT(g_hash_table_lookup(reader->faces, name));
  reader->named = found ? found - 1 : STS_NONE;
  return at;
}

static bool
read_content(Reader *reader, const char *at, const char *end)
{
  while (at < end) {
    char c = *at;
    if (c == '(')
      at = read_literal(reader, at + 1, end);
    else if (c == '<' && at + 1 < end && at[1] != '<')
      at = read_hexadecimal(reader, at + 1, end);
    else if (c == '/')
      at = read_name(reader, at + 1, end);
    else if (is_delimiter(c))
      at++;
    else {
      const char *start = at;
      while (at < end && !is_delimiter(*at))
        at++;
      if ((g_ascii_isalpha(*start) || *start == '\'' || *start == '"') &&
          !take_operator(reader, start, (size_t)(at - start)))
        return false;
    }
  }
  return true;
}

/* As draw_specimen() does it. */
static GArray *
drawing_order(const StsDrawnFont *font)
{
  GArray *order = g_array_new(FALSE, FALSE, sizeof(guint32));
  const guint32 point = STS_NONE;
  bool inked = false;

  for (guint32 i = 0; i < font->glyphs->len; i++) {
    const StsCodedGlyph *glyph = &g_array_index(font->glyphs, StsCodedGlyph, i);
    if (!glyph->text)
      continue;
    g_array_append_val(order, i);
    inked = inked || !sts_coded_glyph_is_blank(glyph);
  }
  if (!inked && order->len > 0)
    g_array_append_val(order, point);
  for (guint32 i = 0; i < font->glyphs->len; i++)
    if (!g_array_index(font->glyphs, StsCodedGlyph, i).text)
      g_array_append_val(order, i);
  return order;
}

bool
sts_drawing_read_specimen(StsDrawing *drawing, StsDrawnFont *font, GHashTable *faces, const char *content,
                          size_t length, GError **error)
{
  Reader reader = {.drawing = drawing, .font = font, .faces = faces, .face = STS_NONE, .named = STS_NONE};

  reader.string = g_byte_array_new();
  reader.order = drawing_order(font);
  bool good = read_content(&reader, content, content + length) && reader.taken == reader.order->len;
  if (!good)
    g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_CAIRO, "cairo wrote %u of the %u glyphs of a font", reader.taken,
                reader.order->len);
  g_byte_array_unref(reader.string);
  g_array_unref(reader.order);
  return good;
}
