/* The pipeline from pages to a file: prove complete, have cairo draw fonts and pictures, write pages, structure,
 * metadata. */
#include "output/pdf/pdf.h"

#include <errno.h>
#include <stdlib.h>

#include "base/language-tag.h"
#include "base/pdf/pdf-write.h"
#include "output/pdf/cairo-pdf.h"
#include "output/pdf/write-annotations.h"
#include "output/pdf/write-content.h"
#include "output/pdf/write-metadata.h"
#include "output/pdf/write-outline.h"
#include "output/pdf/write-structure.h"

/* How much of the time goes into a plain file before it is linearized. */
static const double WRITTEN_PLAIN = 0.2;

static void
write_catalog(const StsStructure *structure, guint32 root, guint32 pages, guint32 xmp, StsPdfWriter *writer)
{
  const StsLayout *layout = structure->layout;
  g_autoptr(GString) out = g_string_new(NULL);
  guint32 intent = sts_pdf_write_output_intent(writer);
  guint32 outline = sts_pdf_write_outline(structure, writer);

  g_string_printf(out,
                  "<< /Type /Catalog /Version /1.7 /Pages %u 0 R /StructTreeRoot %u 0 R /MarkInfo << /Marked true >> "
                  "/ViewerPreferences << /DisplayDocTitle true %s>> /Metadata %u 0 R /OutputIntents [ %u 0 R ] /Lang ",
                  pages, structure->root_id,
                  /* Two pages side by side stand as in a book that is bound on the right. */
                  sts_language_is_rtl(layout->publication->language) ? "/Direction /R2L " : "", xmp, intent);
  sts_pdf_append_bytes(out, layout->publication->language);
  g_string_append_c(out, ' ');
  if (outline)
    g_string_append_printf(out, "/Outlines %u 0 R ", outline);
  if (outline && layout->publication->book)
    g_string_append(out, "/PageMode /UseOutlines ");
  sts_pdf_append_page_labels(layout, out);
  g_string_append(out, ">>");
  sts_pdf_writer_add(writer, root, out->str, out->len);
}

static bool
write_file(StsStructure *structure, StsDrawing *drawing, GByteArray *drawn, FILE *stream, GError **error)
{
  g_autoptr(StsCairoPdf) cairo = sts_cairo_pdf_open(drawn, error);
  if (!cairo || !sts_cairo_pdf_read_fonts(cairo, drawing, error))
    return false;
  g_autoptr(StsPdfWriter) writer = sts_pdf_writer_new(stream, cairo->object_count);
  if (!sts_cairo_pdf_write_objects(cairo, drawing, writer, error))
    return false;
  /* What cairo drew is let go as soon as it is copied. */
  sts_cairo_pdf_free(g_steal_pointer(&cairo));
  guint32 root = sts_pdf_writer_reserve(writer, 1), pages = sts_pdf_writer_reserve(writer, 1);
  guint32 first_page = sts_pdf_writer_reserve(writer, structure->layout->pages->len);

  sts_structure_add_annotations(structure);
  sts_structure_number(structure, writer, first_page);
  if (!sts_pdf_write_pages(structure, drawing, pages, first_page, writer) ||
      !sts_structure_write(structure, writer, drawing->watch) ||
      !sts_pdf_write_annotations(structure, writer, drawing->watch)) {
    sts_watch_set_error(error);
    return false;
  }
  StsMetadataIds metadata = sts_pdf_write_info(structure->layout->publication, writer);
  write_catalog(structure, root, pages, metadata.xmp, writer);
  sts_pdf_write_xmp(structure->layout, g_checksum_get_string(structure->strings), root, metadata, writer);
  return sts_pdf_writer_finish(writer, root, metadata.info, error);
}

static bool
write_plain(const StsWriting *writing, FILE *stream, GError **error)
{
  g_autoptr(StsStructure) structure = sts_structure_new(writing->layout);
  g_autoptr(StsDrawing) drawing = sts_drawing_new(structure, writing->watch, error);
  GByteArray *drawn = drawing ? sts_drawing_paint(drawing, writing->diagnostics, error) : NULL;

  return drawn && write_file(structure, drawing, drawn, stream, error);
}

static bool
fail(GError **error)
{
  int code = errno;

  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code), "cannot write the PDF: %s", g_strerror(code));
  return false;
}

static void
tell_progress(int percent, void *watch)
{
  sts_watch_tell(watch, percent / 100.);
}

/* A linearized file needs every object's place beforehand: libqpdf writes it from the finished one, and cannot be
 * stopped. */
static bool
arrange(const char *data, size_t size, FILE *stream, StsWatch *watch, GError **error)
{
  qpdf_data qpdf = qpdf_init();

  qpdf_silence_errors(qpdf);
  qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
  if (qpdf_read_memory(qpdf, "the PDF", data, size, NULL) == QPDF_SUCCESS &&
      qpdf_init_write_memory(qpdf) == QPDF_SUCCESS) {
    qpdf_force_pdf_version(qpdf, "1.7");
    qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    qpdf_set_linearization(qpdf, QPDF_TRUE);
    qpdf_set_newline_before_endstream(qpdf, QPDF_TRUE);
    qpdf_register_progress_reporter(qpdf, tell_progress, watch);
    qpdf_write(qpdf);
  }
  bool good = sts_qpdf_check(qpdf, "arranging the file for serving over a network", error);
  if (good) {
    size_t length = qpdf_get_buffer_length(qpdf);
    good = (fwrite(qpdf_get_buffer(qpdf), 1, length, stream) == length && fflush(stream) == 0) || fail(error);
  }
  qpdf_cleanup(&qpdf);
  return good;
}

static bool
write_linearized(const StsWriting *writing, FILE *stream, GError **error)
{
  StsWatch *watch = writing->watch;
  double to = sts_watch_place(watch, 1);
  char *data = NULL;
  size_t size = 0;
  FILE *plain = open_memstream(&data, &size);

  if (!plain)
    return fail(error);
  sts_watch_begin(watch, sts_watch_place(watch, 0), sts_watch_place(watch, WRITTEN_PLAIN));
  bool good = write_plain(writing, plain, error);
  fclose(plain);
  sts_watch_begin(watch, sts_watch_place(watch, 1), to);
  good = good && arrange(data, size, stream, watch, error);
  free(data);
  return good;
}

bool
sts_pdf_write(const StsWriting *writing, FILE *stream, GError **error)
{
  g_assert(writing->layout->pages->len > 0);
  return writing->linearize ? write_linearized(writing, stream, error) : write_plain(writing, stream, error);
}
