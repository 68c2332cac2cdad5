/* Looks through PNG (ISO/IEC 15948) and JPEG (ITU-T T.81) files: whole, of a size that can be drawn, and what size. */
#include "read/images/image-raster.h"

#include <string.h>
#include <zlib.h>

/* More pixels than any print needs; bounds the memory of decoding. */
static const guint64 PIXELS_MAX = 100u * 1000 * 1000;

static guint32
read_32(const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

static guint
read_16(const guint8 *bytes)
{
  return (guint)bytes[0] << 8 | bytes[1];
}

static const char *
check_size(guint64 width, guint64 height)
{
  if (width == 0 || height == 0)
    return "its width or height is 0";
  if (width * height > PIXELS_MAX)
    return "it has more than 100 million pixels; scale it down";
  return NULL;
}

/* Channels by colour type; 0 where there is no such type. */
static guint
png_channels(const guint8 *header)
{
  static const guint CHANNELS[] = {1, 0, 3, 1, 2, 0, 4};

  return header[9] < G_N_ELEMENTS(CHANNELS) ? CHANNELS[header[9]] : 0;
}

/* Table 11.1 of ISO/IEC 15948. */
static bool
png_header_is_allowed(const guint8 *header)
{
  guint depth = header[8], type = header[9];
  bool known = depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;

  if (!known || png_channels(header) == 0 || header[10] != 0 || header[11] != 0 || header[12] > 1)
    return false;
  return type == 0 || (type == 3 ? depth <= 8 : depth >= 8);
}

/* Bytes of all lines, each with its filter byte, were the picture not interlaced; one that is has no fewer. */
static guint64
png_bytes(const guint8 *header)
{
  guint64 line = ((guint64)read_32(header) * png_channels(header) * header[8] + 7) / 8;

  return (line + 1) * read_32(header + 4);
}

/* How the pixels' stream goes on, over several chunks. */
typedef struct {
  z_stream stream;
  guint64 bytes, limit; /* got so far; more than a sound picture can have */
  bool ended, broken;
} Inflater;

static void
inflate_chunk(Inflater *inflater, const guint8 *bytes, guint32 length)
{
  guint8 out[16384];

  inflater->stream.next_in = (Bytef *)bytes;
  inflater->stream.avail_in = length;
  while (!inflater->ended && !inflater->broken) {
    inflater->stream.next_out = out;
    inflater->stream.avail_out = sizeof out;
    int result = inflate(&inflater->stream, Z_NO_FLUSH);
    inflater->bytes += sizeof out - inflater->stream.avail_out;
    if (result == Z_STREAM_END)
      inflater->ended = true;
    else if (inflater->bytes > inflater->limit)
      inflater->broken = true;
    else if (result == Z_BUF_ERROR ||
             (result == Z_OK && inflater->stream.avail_in == 0 && inflater->stream.avail_out > 0))
      return;
    else if (result != Z_OK)
      inflater->broken = true;
  }
}

/* Walks the chunks; returns what is wrong, or NULL. */
static const char *
walk_png(const guint8 *bytes, size_t size, Inflater *inflater, StsImageFacts *facts)
{
  size_t at = 8;
  const guint8 *header = NULL;
  bool palette = false;

  while (size - at >= 12) {
    guint32 length = read_32(bytes + at);
    const guint8 *type = bytes + at + 4, *data = type + 4;
    if (length > size - at - 12)
      return "it is cut off";
    if (crc32(crc32(0, NULL, 0), type, length + 4) != read_32(data + length))
      return "a checksum in it is wrong";
    if (memcmp(type, "IHDR", 4) == 0) {
      if (header || length != 13 || !png_header_is_allowed(data))
        return "its header is damaged";
      header = data;
      /* Interlaced, each line may be cut into seven, and each of those is rounded up. */
      inflater->limit = 2 * png_bytes(header) + 16 * (guint64)read_32(header + 4) + 65536;
      facts->width = (int)MIN(read_32(data), (guint32)G_MAXINT);
      facts->height = (int)MIN(read_32(data + 4), (guint32)G_MAXINT);
      const char *fault = check_size(read_32(data), read_32(data + 4));
      if (fault)
        return fault;
    } else if (!header) {
      return "it does not begin with a header";
    } else if (memcmp(type, "pHYs", 4) == 0 && length == 9 && data[8] == 1) {
      facts->dpi = read_32(data) * 0.0254;
    } else if (memcmp(type, "PLTE", 4) == 0) {
      palette = length > 0 && length % 3 == 0 && length <= 768;
    } else if (memcmp(type, "IDAT", 4) == 0) {
      if (header[9] == 3 && !palette)
        return "it has no palette";
      inflate_chunk(inflater, data, length);
    } else if (memcmp(type, "IEND", 4) == 0) {
      bool whole = inflater->ended && !inflater->broken;
      return whole && inflater->bytes >= png_bytes(header) ? NULL : "its pixels are damaged";
    }
    at += 12 + (size_t)length;
  }
  return "it is cut off";
}

const char *
sts_image_check_png(const guint8 *bytes, size_t size, StsImageFacts *facts)
{
  Inflater inflater = {.bytes = 0};

  if (inflateInit(&inflater.stream) != Z_OK)
    return "zlib fails";
  const char *fault = size < 8 ? "it is cut off" : walk_png(bytes, size, &inflater, facts);
  inflateEnd(&inflater.stream);
  return fault;
}

static bool
is_frame_header(guint8 marker)
{
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static void
read_density(const guint8 *segment, guint length, StsImageFacts *facts)
{
  if (length < 14 || memcmp(segment + 2, "JFIF", 5) != 0)
    return;
  guint density = read_16(segment + 10);
  if (segment[9] == 1)
    facts->dpi = density;
  else if (segment[9] == 2)
    facts->dpi = density * 2.54;
}

/* ---- Exif (CIPA DC-008): a TIFF file in a segment ---- */

enum { EXIF_ENTRY = 12, EXIF_ORIENTATION = 0x0112, EXIF_SHORT = 3 };

static guint
read_exif(const guint8 *bytes, guint count, bool little)
{
  guint value = 0;

  for (guint i = 0; i < count; i++)
    value = value << 8 | bytes[little ? count - 1 - i : i];
  return value;
}

/* The entry of the first directory that says how the picture is stored; 0 if there is none that holds. */
static int
orientation_of(const guint8 *tiff, guint size)
{
  if (size < 8 || (memcmp(tiff, "II*\0", 4) != 0 && memcmp(tiff, "MM\0*", 4) != 0))
    return 0;
  bool little = *tiff == 'I';
  guint at = read_exif(tiff + 4, 4, little);
  if (at > size - 2)
    return 0;
  guint count = read_exif(tiff + at, 2, little), room = (size - at - 2) / EXIF_ENTRY;
  const guint8 *entry = tiff + at + 2;
  for (guint i = 0; i < MIN(count, room); i++, entry += EXIF_ENTRY)
    if (read_exif(entry, 2, little) == EXIF_ORIENTATION && read_exif(entry + 2, 2, little) == EXIF_SHORT &&
        read_exif(entry + 4, 4, little) == 1) {
      guint value = read_exif(entry + 8, 2, little);
      return value >= 2 && value <= 8 ? (int)value : 0;
    }
  return 0;
}

/* The first such segment counts; another, as of XMP, begins otherwise. */
static void
read_orientation(const guint8 *segment, guint length, StsImageFacts *facts)
{
  static const char BEGINNING[6] = "Exif\0";

  if (facts->orientation == 0 && length >= 2 + sizeof BEGINNING &&
      memcmp(segment + 2, BEGINNING, sizeof BEGINNING) == 0)
    facts->orientation = orientation_of(segment + 2 + sizeof BEGINNING, length - 2 - (guint)sizeof BEGINNING);
}

/* Skips the coded data of a scan; returns the place of the next marker, or `size`. */
static size_t
skip_scan(const guint8 *bytes, size_t size, size_t at)
{
  for (; at + 1 < size; at++)
    if (bytes[at] == 0xFF && bytes[at + 1] != 0x00 && bytes[at + 1] != 0xFF &&
        (bytes[at + 1] < 0xD0 || bytes[at + 1] > 0xD7))
      return at;
  return size;
}

const char *
sts_image_check_jpeg(const guint8 *bytes, size_t size, StsImageFacts *facts)
{
  bool scan = false;

  for (size_t at = 2; at + 1 < size;) {
    if (bytes[at] != 0xFF)
      return "it is damaged";
    guint8 marker = bytes[at + 1];
    if (marker == 0xFF) {
      at++;
      continue;
    }
    if (marker == 0xD9)
      return !scan || facts->width == 0 ? "it holds no picture" : NULL;
    if (at + 4 > size)
      break;
    guint length = read_16(bytes + at + 2);
    if (length < 2 || length > size - at - 2)
      break;
    const guint8 *segment = bytes + at + 2;
    if (is_frame_header(marker) && length >= 8) {
      facts->height = (int)read_16(segment + 3);
      facts->width = (int)read_16(segment + 5);
      facts->cmyk = segment[7] == 4;
      /* Baseline, extended and progressive with Huffman codes: what PDF and reading systems decode. */
      if (marker > 0xC2 || (segment[7] != 1 && segment[7] != 3 && segment[7] != 4))
        return "it is of a kind of JPEG that readers do not know; save it as baseline or progressive";
      const char *fault = segment[2] != 8 ? "it has more than 8 bits a colour"
                                          : check_size((guint64)facts->width, (guint64)facts->height);
      if (fault)
        return fault;
    } else if (marker == 0xE0) {
      read_density(segment, length, facts);
    } else if (marker == 0xE1) {
      read_orientation(segment, length, facts);
    }
    at += 2 + (size_t)length;
    if (marker == 0xDA) {
      scan = true;
      at = skip_scan(bytes, size, at);
    }
  }
  return "it is cut off";
}
