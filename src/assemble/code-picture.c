/* Draws the code from which a camera reads an address. */
#include "assemble/code-picture.h"

#include <qrencode.h>

/* Around the code, in modules (ISO/IEC 18004, 9.1). */
enum { QUIET = 4 };

/* A row's dark modules that lie side by side are one rectangle. */
static void
append_row(GString *path, const QRcode *code, int y)
{
  const unsigned char *row = code->data + (gsize)y * (gsize)code->width;

  for (int x = 0, end; x < code->width; x = end) {
    for (end = x; end < code->width && (row[end] & 1); end++)
      ;
    if (end > x)
      g_string_append_printf(path, "M%d %dh%dv1h-%dz", QUIET + x, QUIET + y, end - x, end - x);
    else
      end++;
  }
}

static void
unref_bytes(gpointer bytes)
{
  g_bytes_unref(bytes);
}

const StsImage *
sts_code_picture_new(StsArena *arena, const char *address)
{
  QRcode *code = QRcode_encodeString8bit(address, 0, QR_ECLEVEL_M);

  if (!code)
    return NULL;
  GString *svg = g_string_new(NULL);
  int side = code->width + 2 * QUIET;
  g_string_printf(svg,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\"><path "
                  "fill=\"#000000\" d=\"",
                  side, side, side, side);
  for (int y = 0; y < code->width; y++)
    append_row(svg, code, y);
  g_string_append(svg, "\"/></svg>");
  QRcode_free(code);
  StsImage *image = STS_ARENA_NEW(arena, StsImage);
  image->path = image->name = "code.svg";
  image->format = STS_IMAGE_SVG;
  image->width = image->height = side;
  image->dpi = 96;
  image->bytes = image->shown = g_string_free_to_bytes(svg);
  sts_arena_on_free(arena, unref_bytes, image->bytes);
  return image;
}
