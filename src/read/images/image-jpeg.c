/* Looks through JPEG files (ITU-T T.81): whole, of a size that can be drawn, and what size. */
#include "read/images/image-jpeg.h"

#include <stdio.h>

#include <jerror.h>
#include <jpeglib.h>
#include <setjmp.h>
#include <string.h>

enum { APP1 = JPEG_APP0 + 1, SEGMENT_MAX = 0xFFFF };

typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf leave;
  bool cut_off;
} Errors;

/* ---- faults ---- */

static _Noreturn void
take_error(j_common_ptr jpeg)
{
  longjmp(((Errors *)(void *)jpeg->err)->leave, 1);
}

/* Of warnings, those that the file is not whole; photos with others are common. */
static void
take_message(j_common_ptr jpeg, int level)
{
  int code = jpeg->err->msg_code;

  ((Errors *)(void *)jpeg->err)->cut_off |= code == JWRN_JPEG_EOF;
  if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_EXTRANEOUS_DATA))
    take_error(jpeg);
}

static const char *
fault_of(const Errors *errors)
{
  if (errors->cut_off)
    return "it is cut off";
  switch (errors->manager.msg_code) {
  case JERR_BAD_PRECISION:
    return "it has more than 8 bits a colour";
  case JERR_EMPTY_IMAGE:
    return "its width or height is 0";
  case JERR_IMAGE_TOO_BIG:
    return "it is more than 65,500 pixels wide or high; scale it down";
  case JERR_NO_IMAGE:
  case JERR_SOS_NO_SOF:
    return "it holds no picture";
  case JERR_SOF_UNSUPPORTED:
    return "it is of a kind of JPEG that readers do not know; save it as baseline or progressive";
  default:
    return "it is damaged";
  }
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
static int
find_orientation(const struct jpeg_decompress_struct *jpeg)
{
  static const char BEGINNING[6] = "Exif\0";

  for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next)
    if (marker->data_length >= sizeof BEGINNING && memcmp(marker->data, BEGINNING, sizeof BEGINNING) == 0)
      return orientation_of(marker->data + sizeof BEGINNING, marker->data_length - (guint)sizeof BEGINNING);
  return 0;
}

/* ---- the file ---- */

static const char *
read_header(struct jpeg_decompress_struct *jpeg, StsImageFacts *facts)
{
  jpeg_read_header(jpeg, TRUE);
  facts->width = (int)jpeg->image_width;
  facts->height = (int)jpeg->image_height;
  facts->cmyk = jpeg->num_components == 4;
  facts->dpi = jpeg->density_unit == 1 ? jpeg->X_density : jpeg->density_unit == 2 ? jpeg->X_density * 2.54 : 0;
  facts->orientation = find_orientation(jpeg);
  if (jpeg->arith_code || (jpeg->num_components != 1 && jpeg->num_components != 3 && jpeg->num_components != 4))
    return "it is of a kind of JPEG that readers do not know; save it as baseline or progressive";
  return sts_image_check_size(facts);
}

/* Whether the marker of the end comes after the first scan, past the segments of others. Nothing is decoded. */
static bool
has_end(const guint8 *bytes, size_t size)
{
  for (size_t at = 0; at + 1 < size;) {
    guint8 marker = bytes[at] == 0xFF ? bytes[at + 1] : 0;
    if (marker == JPEG_EOI)
      return true;
    if (marker == 0x00 || marker == 0xFF || (marker >= JPEG_RST0 && marker <= JPEG_RST0 + 7))
      at++;
    else
      at += 2 + (at + 3 < size ? (size_t)(bytes[at + 2] << 8 | bytes[at + 3]) : size);
  }
  return false;
}

/* libjpeg leaves by longjmp where something is wrong; what changes by then is the caller's. */
static const char *
read_jpeg(struct jpeg_decompress_struct *jpeg, Errors *errors, const guint8 *bytes, size_t size, StsImageFacts *facts)
{
  if (setjmp(errors->leave))
    return fault_of(errors);
  jpeg_create_decompress(jpeg);
  jpeg_mem_src(jpeg, bytes, size);
  jpeg_save_markers(jpeg, APP1, SEGMENT_MAX);
  const char *fault = read_header(jpeg, facts);
  return fault || has_end(jpeg->src->next_input_byte, jpeg->src->bytes_in_buffer) ? fault : "it is cut off";
}

const char *
sts_image_check_jpeg(const guint8 *bytes, size_t size, StsImageFacts *facts)
{
  struct jpeg_decompress_struct jpeg = {.mem = NULL};
  Errors errors = {.cut_off = false};

  jpeg.err = jpeg_std_error(&errors.manager);
  errors.manager.error_exit = take_error;
  errors.manager.emit_message = take_message;
  const char *fault = read_jpeg(&jpeg, &errors, bytes, size, facts);
  jpeg_destroy_decompress(&jpeg);
  return fault;
}
