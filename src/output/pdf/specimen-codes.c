/* Reads the codes of a font's glyphs from the content that cairo wrote for its specimen. */
#include "output/pdf/specimen-codes.h"

#include "base/pdf/pdf-read.h"
#include "output/pdf/pdf-error.h"

typedef struct {
  StsDrawing *drawing;
  StsDrawnFont *font;
  GHashTable *faces;
  GString *string; /* of the operands since the last operator */
  guint32 face;    /* index in drawing->faces; STS_NONE before the first Tf */
  guint32 named;   /* the face whose name was read last */
  GArray *order;   /* guint32: the glyphs in the order in which they were drawn */
  guint taken;
} Reader;

/* A point that was drawn for a font of blanks is one more than the glyphs. */
static bool
take_codes(Reader *reader)
{
  const guint8 *bytes = (const guint8 *)reader->string->str;
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
take_operator(Reader *reader, StsPdfSlice operator)
{
  bool good = true;

  if (sts_pdf_is(operator, "Tf"))
    reader->face = reader->named;
  else if (sts_pdf_is(operator, "Tj") || sts_pdf_is(operator, "TJ"))
    good = take_codes(reader);
  g_string_truncate(reader->string, 0);
  return good;
}

static void
take_name(Reader *reader, StsPdfSlice name)
{
  g_autofree char *key = g_strndup(name.at + 1, (size_t)(name.end - name.at) - 1);
  guint32 found = GPOINTER_TO_UINT(g_hash_table_lookup(reader->faces, key));

  reader->named = found ? found - 1 : STS_NONE;
}

static bool
read_content(Reader *reader, StsPdfSlice content)
{
  StsPdfToken token;

  while (sts_pdf_next_token(&content, &token)) {
    if (token.kind == STS_PDF_STRING)
      sts_pdf_decode_string(reader->string, token.text);
    else if (token.kind == STS_PDF_NAME)
      take_name(reader, token.text);
    else if (token.kind == STS_PDF_KEYWORD && !take_operator(reader, token.text))
      return false;
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

  reader.string = g_string_new(NULL);
  reader.order = drawing_order(font);
  bool good = read_content(&reader, sts_pdf_slice(content, length)) && reader.taken == reader.order->len;
  if (!good)
    g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_CAIRO, "cairo wrote %u of the %u glyphs of a font", reader.taken,
                reader.order->len);
  g_string_free(reader.string, TRUE);
  g_array_unref(reader.order);
  return good;
}
