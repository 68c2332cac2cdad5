/* Unpacks the data of streams by zlib. */
#include "output/pdf/inflate.h"

#include <zlib.h>

enum { CHUNK = 1 << 16 };

GString *
sts_pdf_inflate(const void *data, size_t length, size_t most)
{
  g_autofree guchar *chunk = g_malloc(CHUNK);
  GString *out = g_string_new(NULL);
  z_stream stream = {.next_in = (guchar *)data, .avail_in = (uInt)length};

  if (inflateInit(&stream) != Z_OK)
    g_error("zlib cannot be used");
  for (int status = Z_OK; status == Z_OK && out->len < most;) {
    stream.next_out = chunk;
    stream.avail_out = CHUNK;
    status = inflate(&stream, Z_NO_FLUSH);
    g_string_append_len(out, (const char *)chunk, (gssize)(CHUNK - stream.avail_out));
  }
  inflateEnd(&stream);
  return out;
}
