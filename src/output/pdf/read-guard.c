/* Goes through the bytes of the file, whatever its tables say: every stream that could ever be read has the word before
 * it. */
#include "output/pdf/read-guard.h"

#include <string.h>
#include <zlib.h>

#include "base/pdf/pdf-read.h"
#include "base/text.h"
#include "document/reading-builder.h"

enum { CHUNK = 1 << 16 };

/* What was unpacked so far. Pictures are apart: a book may have many, and nobody unpacks more than one at a time. */
typedef struct {
  size_t pictures, others;
} Spent;

/* Inflates and throws away; counts what came in and went out. Returns false when that is too much. */
static bool
measure(const char *at, const char *end, size_t *spent, size_t limit, size_t stream_limit)
{
  g_autofree guchar *chunk = g_malloc(CHUNK);
  z_stream stream = {.next_in = (guchar *)(gpointer)at, .avail_in = (uInt)(end - at)};
  size_t start = *spent;
  int status = Z_OK;

  if (inflateInit(&stream) != Z_OK)
    return true;
  while (status == Z_OK && *spent <= limit && *spent - start <= stream_limit) {
    uInt before = stream.avail_in;
    stream.next_out = chunk;
    stream.avail_out = CHUNK;
    status = inflate(&stream, Z_NO_FLUSH);
    *spent += (CHUNK - stream.avail_out) + (before - stream.avail_in);
  }
  inflateEnd(&stream);
  return *spent <= limit && *spent - start <= stream_limit;
}

static bool
measure_stream(Spent *spent, bool picture, const char *at, const char *end, GError **error)
{
  static const size_t PICTURE_MAX = (size_t)512 << 20, PICTURES_MAX = (size_t)8192 << 20;

  while (at < end && (*at == ' ' || *at == '\r' || *at == '\n' || *at == '\t'))
    at++;
  if (picture ? measure(at, end, &spent->pictures, PICTURES_MAX, PICTURE_MAX)
              : measure(at, end, &spent->others, STS_READ_UNPACKED_MAX, STS_READ_UNPACKED_MAX))
    return true;
  g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
              "it unpacks to more than %zu MB, which is more than sts-export will read",
              (picture ? PICTURE_MAX : STS_READ_UNPACKED_MAX) >> 20);
  return false;
}

/* Filters that libqpdf leaves alone or that unpack once. */
static bool
is_known_filter(StsPdfSlice name)
{
  static const char *const KNOWN[] = {"/FlateDecode", "/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"};

  for (size_t i = 0; i < G_N_ELEMENTS(KNOWN); i++)
    if (sts_pdf_is(name, KNOWN[i]))
      return true;
  return false;
}

/* What follows "/Filter": one known name, in an array or not. */
static bool
is_plain_filter(StsPdfSlice rest)
{
  StsPdfToken token;

  if (!sts_pdf_next_token(&rest, &token))
    return false;
  if (token.kind != STS_PDF_OPEN)
    return is_known_filter(token.text);
  bool known = sts_pdf_next_token(&rest, &token) && is_known_filter(token.text);
  return known && sts_pdf_next_token(&rest, &token) && token.kind == STS_PDF_CLOSE;
}

/* Whether the dictionary, begun somewhere after `from`, hides how its stream is packed. A number sign may stand for any
 * letter of a name. */
static bool
hides_packing(const char *from, const char *to)
{
  if (memchr(from, '#', (size_t)(to - from)))
    return true;
  for (const char *at = from; (at = memmem(at, (size_t)(to - at), "/Filter", 7)); at += 7)
    if (!is_plain_filter((StsPdfSlice){at + 7, to}))
      return true;
  return false;
}

static bool
is_word(const char *bytes, const char *at, const char *word)
{
  return sts_text_begins(at, word) && !(at > bytes && g_ascii_isalpha(at[-1]));
}

bool
sts_pdf_guard(const char *bytes, size_t size, GError **error)
{
  const char *end = bytes + size, *object = NULL;
  Spent spent = {0, 0};

  /* The bytes are followed by a NUL, as those of GLib's are. */
  for (const char *at = bytes; at < end; at++) {
    if (*at == 'o' && at - bytes > 2 && at[-1] == ' ' && g_ascii_isdigit(at[-2]) && sts_text_begins(at, "obj")) {
      object = at + 3;
      continue;
    }
    if (*at != 's' || !is_word(bytes, at, "stream"))
      continue;
    if (object && hides_packing(object, at)) {
      g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN,
                          "it is packed in a way that sts-export does not use; another program wrote it");
      return false;
    }
    bool picture = object && memmem(object, (size_t)(at - object), "/Subtype /Image", strlen("/Subtype /Image"));
    if (!measure_stream(&spent, picture, at + strlen("stream"), end, error))
      return false;
    object = NULL;
  }
  return true;
}
