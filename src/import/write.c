/* Writes the library: the document's own lines, front matter that names each section, and the markers. */
#include "import/write.h"

#include <string.h>

#include "base/atomic-folder.h"
#include "base/file-read.h"
#include "base/names.h"
#include "base/text.h"
#include "import/detectors.h"
#include "import/markers.h"
#include "import/proof.h"

/* ---- YAML ---- */

/* Whether YAML takes the text for a text, and for nothing else. */
static bool
is_plain_scalar(const char *text)
{
  static const char *const OTHERS[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", NULL};

  if (!g_ascii_isalpha(*text) || g_strv_contains(OTHERS, text))
    return false;
  return text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] == '\0';
}

/* What JSON quotes YAML reads as well. */
static void
append_scalar(GString *out, const char *text)
{
  if (is_plain_scalar(text))
    g_string_append(out, text);
  else
    sts_text_append_json(out, text);
}

/* ---- a section ---- */

static void
append_lines(GString *out, const StsImport *import, int first, int last)
{
  const StsImportLine *from = sts_import_line(import, first), *to = sts_import_line(import, last);

  g_string_append_len(out, import->text + from->offset, (gssize)(to->offset + to->length + to->ending - from->offset));
}

static void
append_gaps(GString *out, const StsImport *import, const StsImportPart *part)
{
  if (part->gaps->len == 0)
    return;
  g_string_append_printf(out, "gaps:%s", import->newline);
  for (guint i = 0; i < part->gaps->len; i++) {
    g_string_append(out, "  - ");
    sts_text_append_json(out, g_ptr_array_index(part->gaps, i));
    g_string_append(out, import->newline);
  }
}

static void
append_front_matter(GString *out, const StsImport *import, const StsImportPart *part, bool first)
{
  bool own = first && import->matter_first > 0;

  if (own && import->preface_lines > 0)
    append_lines(out, import, 1, import->preface_lines);
  g_string_append_printf(out, "---%s", import->newline);
  if (!(own && import->matter_id)) {
    g_string_append(out, "id: ");
    append_scalar(out, part->shown.id);
    g_string_append(out, import->newline);
  }
  if (part->own_language)
    g_string_append_printf(out, "language: %s # a guess from its words%s", part->language, import->newline);
  if (!(own && import->matter_gaps))
    append_gaps(out, import, part);
  if (own) {
    g_string_append_printf(out, "%s%s", STS_IMPORT_MATTER_LINE, import->newline);
    append_lines(out, import, import->matter_first, import->matter_last);
  }
  g_string_append_printf(out, "---%s%s", import->newline, import->newline);
}

/* A section on its way to its file. */
typedef struct {
  StsImport *import;
  StsImportPart *part;
  GString *out;
} Writer;

/* Notes where the next line of the file comes from; 0: from the program. */
static void
note_line(Writer *writer, int source)
{
  g_array_append_val(writer->part->lines, source);
}

/* Where a line is written twice, its place is that of the first. */
static void
write_line(Writer *writer, int number)
{
  const StsImportLine *line = sts_import_line(writer->import, number);

  append_lines(writer->out, writer->import, number, number);
  if (line->ending == 0)
    g_string_append(writer->out, writer->import->newline);
  note_line(writer, number);
  if (writer->import->written_lines[number - 1] == 0)
    writer->import->written_lines[number - 1] = (int)writer->part->lines->len;
}

/* Only the last line of the document has no end; and the file then has none, either. */
static void
take_back_end(Writer *writer, int last)
{
  if (sts_import_line(writer->import, last)->ending == 0)
    g_string_truncate(writer->out, writer->out->len - strlen(writer->import->newline));
}

static void
write_markers(Writer *writer, const StsImportPart *part, guint *next, int line)
{
  for (; *next < part->markers->len; (*next)++) {
    const StsImportMarker *marker = &g_array_index(part->markers, StsImportMarker, *next);
    if (marker->line > line)
      return;
    g_autofree char *comment = sts_import_format_marker(marker->text);
    g_string_append_printf(writer->out, "%s%s", comment, writer->import->newline);
    note_line(writer, 0);
  }
}

static void
write_notes(Writer *writer, const StsImportPart *part)
{
  int last = 0;

  if (part->notes->len > 0) {
    g_string_append(writer->out, writer->import->newline);
    note_line(writer, 0);
  }
  for (guint i = 0; i < part->notes->len; i++) {
    const StsImportRun *run = &g_array_index(part->notes, StsImportRun, i);
    for (int line = run->first; line <= run->last; line++)
      write_line(writer, line);
    last = run->last;
  }
  if (last > 0)
    take_back_end(writer, last);
}

static void
write_body(Writer *writer, const StsImportPart *part)
{
  guint marker = 0;
  bool blank = false, left = false; /* what was written last, and whether something was left out since */

  for (int line = part->shown.first_line; line <= part->shown.last_line; line++) {
    write_markers(writer, part, &marker, line);
    bool kept = sts_import_fate(writer->import, line) == STS_LINE_KEPT,
         empty = sts_import_line(writer->import, line)->blank;
    /* What was left out leaves no gap. */
    if (kept && !(empty && blank && left))
      write_line(writer, line);
    left = !kept || (empty && left);
    blank = kept ? empty : blank;
  }
  if (part->notes->len == 0)
    take_back_end(writer, part->shown.last_line);
  write_notes(writer, part);
}

/* The document's own front matter stands at the end of that of the first section, before its fence and an empty line.
 */
static void
note_matter_lines(Writer *writer, bool first)
{
  const StsImport *import = writer->import;
  int own = first && import->matter_first > 0 ? import->matter_last - import->matter_first + 1 : 0, lines = 0;

  for (const char *p = writer->out->str; *p; p++)
    lines += *p == '\n';
  for (int line = 1; line <= lines; line++) {
    int from_end = lines - 2 - line;
    bool preface = first && line <= import->preface_lines;
    note_line(writer, preface ? line : from_end >= 0 && from_end < own ? import->matter_last - from_end : 0);
  }
}

GString *
sts_import_render(StsImport *import, guint index)
{
  StsImportPart *part = g_ptr_array_index(import->parts, index);
  Writer writer = {import, part, g_string_new(NULL)};

  g_array_set_size(part->lines, 0);
  append_front_matter(writer.out, import, part, index == 0);
  note_matter_lines(&writer, index == 0);
  write_body(&writer, part);
  return writer.out;
}

/* ---- library.yaml ---- */

static bool
write_library(const StsImport *import, StsAtomicFolder *folder, GError **error)
{
  g_autoptr(GString) out = g_string_new(
      "# Made by sts-export --import. It has no disclaimer: write one for all sections here, below “disclaimer: |”,\n"
      "# or one in each section, or waive it there with the reason.\n");
  g_autofree char *identifier = sts_text_identifier(import->text, import->length);

  if (import->title) {
    g_string_append(out, "title: ");
    sts_text_append_json(out, import->title);
    g_string_append_c(out, '\n');
  }
  g_string_append_printf(out, "language: %s%s%s\nidentifier: %s\nstatus: draft\nsections:\n", import->language,
                         import->matter_language ? "" : " # ", import->matter_language ? "" : import->language_origin,
                         identifier);
  for (guint i = 0; i < import->parts->len; i++) {
    g_string_append(out, "  - ");
    append_scalar(out, ((const StsImportPart *)g_ptr_array_index(import->parts, i))->shown.id);
    g_string_append_c(out, '\n');
  }
  return sts_atomic_folder_write(folder, "library.yaml", out->str, out->len, error);
}

/* ---- all of it ---- */

static bool
write_picture(const StsImport *import, StsAtomicFolder *folder, const char *name, GError **error)
{
  for (guint i = 0; i < import->page->pictures->len; i++) {
    const StsHtmlPicture *picture = &g_array_index(import->page->pictures, StsHtmlPicture, i);
    gsize size;
    const char *bytes = g_bytes_get_data(picture->bytes, &size);
    if (picture->name == name)
      return sts_atomic_folder_write(folder, name, bytes ? bytes : "", size, error);
  }
  return false;
}

static bool
write_images(const StsImport *import, StsAtomicFolder *folder, GError **error)
{
  for (guint i = 0; i < import->image_paths->len; i++) {
    const char *path = g_ptr_array_index(import->image_paths, i), *name = g_ptr_array_index(import->images, i);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (path && !sts_file_load(path, STS_IMAGE_BYTES_MAX, &bytes, &size, error))
      return false;
    if (!(path ? sts_atomic_folder_write(folder, name, bytes, size, error)
               : write_picture(import, folder, name, error)))
      return false;
  }
  return true;
}

/* Tells each finding where its line is now. */
static void
place_findings(StsImport *import)
{
  for (guint i = 0; i < import->findings->len; i++) {
    StsImportFinding *finding = g_ptr_array_index(import->findings, i);
    if (finding->file)
      finding->line = import->written_lines[((const StsImportOwnFinding *)finding)->place.line - 1];
  }
}

static bool
write_parts(StsImport *import, StsAtomicFolder *folder, GError **error)
{
  for (guint i = 0; i < import->parts->len; i++) {
    const StsImportPart *part = g_ptr_array_index(import->parts, i);
    GString *text = sts_import_render(import, i);
    bool written = sts_atomic_folder_write(folder, part->shown.file, text->str, text->len, error);
    g_string_free(text, TRUE);
    if (!written)
      return false;
  }
  return true;
}

/* Reads back what was written. */
static bool
prove(StsImport *import, const char *folder, GError **error)
{
  g_autoptr(StsImportProof) proof = sts_import_proof_new(import);

  for (guint i = 0; i < import->parts->len; i++) {
    const StsImportPart *part = g_ptr_array_index(import->parts, i);
    g_autofree char *path = g_build_filename(folder, part->shown.file, NULL), *text = NULL;
    gsize length;
    if (!sts_file_load(path, STS_FILE_TEXT_MAX, &text, &length, error) ||
        !sts_import_proof_add(proof, part->shown.file, text, length, error))
      return false;
  }
  return sts_import_proof_finish(proof, error);
}

bool
sts_import_write(StsImport *import, const char *path, GError **error)
{
  g_autoptr(StsAtomicFolder) folder = sts_atomic_folder_new(path, error);

  if (!folder || !write_library(import, folder, error) || !write_images(import, folder, error) ||
      !write_parts(import, folder, error))
    return false;
  const char *temporary = sts_atomic_folder_get_temporary(folder);
  if (!prove(import, temporary, error) || !sts_import_find_refusals(import, temporary, error) ||
      !sts_atomic_folder_commit(folder, error))
    return false;
  place_findings(import);
  return true;
}
