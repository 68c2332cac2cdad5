/* One export from end to end: assemble, lay out, write. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "api/chosen.h"
#include "api/day.h"
#include "api/exporter.h"
#include "assemble/assemble.h"
#include "base/atomic-file.h"
#include "check/check.h"
#include "document/rules.h"
#include "layout/missing-report.h"
#include "layout/typeset.h"
#include "output/output.h"
#include "style/font-faults.h"

void
sts_exporter_abandon(StsExporter *exporter)
{
  sts_unfinished_remove_files(exporter->unfinished);
}

static bool
has_errors(const StsDiagnostics *diagnostics)
{
  return sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) > 0;
}

/* No section leaves without its provenance, whether or not the caller has checked it. */
static void
require_provenance(const StsLibrary *library, const StsSection *section, StsDiagnostics *diagnostics)
{
  if (sts_section_has_provenance(library, section))
    return;
  sts_library_check(library, &section, 1, NULL, diagnostics);
  /* What could not be read was told to whoever loaded the library. */
  if (!has_errors(diagnostics))
    sts_error(diagnostics, ((StsPosition){section->file, 1, 1}), STS_RULE_FRONT_MATTER_TYPE,
              "the section is not exported, since its date, its references or its disclaimer could not be read");
}

/* A passage is covered by the section that shows it, and goes out with that alone. */
static void
refuse_passage(const StsSection *section, StsDiagnostics *diagnostics)
{
  if (section->is_passage)
    sts_error(diagnostics, ((StsPosition){section->file, 1, 1}), STS_RULE_PASSAGE_PLACE,
              "this is a passage, which goes out in a section alone; export one that shows it");
}

/* The title on the cover is in the language of the book, or the caller has allowed the original. */
static void
require_title(const StsLibrary *library, StsDiagnostics *diagnostics)
{
  if (library->original && library->title_language && library->missing == STS_MISSING_REFUSED)
    sts_error(
        diagnostics, library->title_position, STS_RULE_TRANSLATION_MISSING,
        "there is no title in the language “%s”; write “title: …” in library.%s.yaml, or print the original in its "
        "place with --or-original",
        library->language, library->language);
}

/* ---- one export ---- */

/* How much of the work is done by then. */
static const double ASSEMBLED = 0.1, LAID_OUT = 0.5;

/* An output in the making. Until it is finished, its content is a temporary file or memory. */
typedef struct {
  const StsOutput *wanted;
  const StsFormat *format;
  StsAtomicFile *file;
  char *memory;
  size_t size;
} Output;

typedef struct {
  StsExporter *exporter;
  StsFonts *fonts;
  const StsPublication *publication;
  StsDiagnostics *diagnostics;
  StsLayout *layout; /* NULL when nobody needs pages */
  StsWatch *watch;
  GArray *outputs; /* of Output */
} Job;

static Output *
get_output(const Job *job, guint index)
{
  return &g_array_index(job->outputs, Output, index);
}

static void
clear_output(gpointer data)
{
  Output *output = data;

  sts_atomic_file_free(output->file);
  free(output->memory);
}

/* Whether nobody has stopped the work; a fair time to ask. */
static bool
goes_on(const Job *job, GError **error)
{
  if (sts_watch_tell(job->watch, 0))
    return true;
  sts_watch_set_error(error);
  return false;
}

/* What must be laid out: for no output all, to find what is wrong with the pages. */
static StsPagesNeed
pages_needed(const Job *job)
{
  StsPagesNeed need = job->outputs->len == 0 ? STS_PAGES_DRAWN : STS_PAGES_NONE;

  for (guint i = 0; i < job->outputs->len; i++) {
    const StsFormat *format = get_output(job, i)->format;
    if (format->pages != STS_PAGES_BREAKS || !job->exporter->without_pages)
      need = MAX(need, format->pages);
  }
  return need;
}

static bool
needs_all_fonts(const Job *job)
{
  for (guint i = 0; i < job->outputs->len; i++)
    if (get_output(job, i)->format->all_fonts)
      return true;
  return false;
}

static bool
write_stream(const Job *job, const StsFormat *format, FILE *stream, GError **error)
{
  const StsExporter *exporter = job->exporter;
  StsWriting writing = {
      .publication = job->publication,
      .theme = exporter->theme,
      .fonts = job->fonts,
      .layout = job->layout,
      .linearize = exporter->linearize,
      .without_fonts = exporter->without_fonts,
      .watch = job->watch,
      .diagnostics = job->diagnostics,
  };

  if (job->layout && !exporter->without_pages) {
    writing.breaks = (const StsPageBreak *)(void *)job->layout->breaks->data;
    writing.break_count = job->layout->breaks->len;
  }
  return format->write(&writing, stream, error);
}

static bool
set_system_error(const Output *output, GError **error)
{
  int code = errno;

  if (output->wanted->path)
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "cannot write “%s”: %s", output->wanted->path,
                g_strerror(code));
  else
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "cannot write the %s: %s",
                output->format->info.label, g_strerror(code));
  return false;
}

/* Returns NULL with `error` where there is no place for the output. */
static FILE *
open_output(const Job *job, Output *output, GError **error)
{
  FILE *stream = NULL;

  if (output->wanted->stream)
    return output->wanted->stream;
  if (output->wanted->path) {
    output->file = sts_atomic_file_new(output->wanted->path, job->exporter->unfinished, error);
    if (output->file && output->wanted->same)
      sts_atomic_file_spare_same(output->file, output->wanted->same);
    return output->file ? sts_atomic_file_open_stream(output->file, error) : NULL;
  }
  stream = open_memstream(&output->memory, &output->size);
  if (!stream)
    set_system_error(output, error);
  return stream;
}

static bool
write_output(const Job *job, Output *output, GError **error)
{
  FILE *stream = open_output(job, output, error);

  if (!stream)
    return false;
  bool good = write_stream(job, output->format, stream, error);
  bool flushed = stream == output->wanted->stream ? fflush(stream) == 0 : fclose(stream) == 0;
  return flushed || !good ? good : set_system_error(output, error);
}

static void
hand_out(Output *output)
{
  if (output->wanted->bytes)
    *output->wanted->bytes = g_bytes_new_with_free_func(output->memory, output->size, free, output->memory);
  output->memory = NULL;
}

/* How much of the work is done when so many outputs are written. */
static double
share_done(const Job *job, guint outputs)
{
  return LAID_OUT + (1 - LAID_OUT) * outputs / job->outputs->len;
}

/* All are finished before the first can be seen. */
static bool
write_outputs(const Job *job, GError **error)
{
  for (guint i = 0; i < job->outputs->len; i++) {
    sts_watch_begin(job->watch, share_done(job, i), share_done(job, i + 1));
    if (!goes_on(job, error) || !write_output(job, get_output(job, i), error))
      return false;
  }
  sts_watch_begin(job->watch, 1, 1);
  if (!goes_on(job, error))
    return false;
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  for (guint i = 0; i < job->outputs->len; i++)
    if (get_output(job, i)->file)
      g_ptr_array_add(files, get_output(job, i)->file);
  if (!sts_atomic_files_commit((StsAtomicFile *const *)files->pdata, files->len, error))
    return false;
  for (guint i = 0; i < job->outputs->len; i++)
    hand_out(get_output(job, i));
  return true;
}

/* Lays out with fonts that are not all; leaves job->layout NULL where that does not give what all would, and where the
 * work is stopped. */
static void
lay_out_with_few(Job *job)
{
  if (sts_fonts_suffice(job->fonts, job->publication->root))
    job->layout = sts_layout_new(job->publication, job->exporter->theme, job->fonts, job->watch);
  if (job->layout && sts_layout_lacks_glyphs(job->layout))
    g_clear_pointer(&job->layout, sts_layout_free);
}

static void
lay_out(Job *job, StsPagesNeed need)
{
  const StsTheme *theme = job->exporter->theme;

  if (need == STS_PAGES_DRAWN)
    job->layout = sts_layout_new(job->publication, theme, job->fonts, job->watch);
  else if (need == STS_PAGES_BREAKS)
    job->layout = sts_layout_new_breaks(job->publication, theme, job->fonts, job->watch);
}

/* Some formats look through all fonts; the pages of text such as most is need few. Returns false with `error` where
 * fonts cannot be had. */
static bool
open_fonts(Job *job, GError **error)
{
  StsExporter *exporter = job->exporter;

  job->fonts = sts_exporter_take_fonts(exporter, needs_all_fonts(job), error);
  if (!job->fonts || sts_fonts_are_all(job->fonts))
    return job->fonts;
  lay_out_with_few(job);
  if (job->layout || sts_watch_is_stopped(job->watch))
    return true;
  sts_exporter_give_fonts_back(exporter, job->fonts);
  job->fonts = sts_exporter_take_fonts(exporter, true, error);
  return job->fonts;
}

/* A font whose file could not be opened when it was needed has no glyph for what the fonts have. */
static bool
check_fonts(const Job *job, GError **error)
{
  return !job->layout || !sts_layout_lacks_glyphs(job->layout) ||
         sts_font_fault_check_all(sts_fonts_get_map(job->fonts), error);
}

static bool
export_publication(Job *job, GError **error)
{
  bool done = false;

  sts_watch_begin(job->watch, ASSEMBLED, LAID_OUT);
  if (!goes_on(job, error) || !open_fonts(job, error))
    return false;
  if (!job->layout)
    lay_out(job, pages_needed(job));
  if (check_fonts(job, error)) {
    if (job->layout)
      sts_layout_report(job->layout, job->diagnostics);
    if (!has_errors(job->diagnostics))
      done = goes_on(job, error) && write_outputs(job, error);
  }
  sts_layout_free(job->layout);
  sts_exporter_give_fonts_back(job->exporter, job->fonts);
  return done;
}

/* ---- the call ---- */

static bool G_GNUC_PRINTF(3, 4) refuse(GError **error, StsError code, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error_literal(error, STS_ERROR, (int)code, text);
  return false;
}

/* Returns the sections (of const StsSection*), at least one and each once, or NULL with `error`. */
static GPtrArray *
find_sections(const StsLibrary *library, const char *const *ids, GError **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) sections = NULL;

  if (!ids || !*ids) {
    refuse(error, STS_ERROR_BAD_OPTION, "no section is named");
    return NULL;
  }
  sections = sts_chosen_sections(library, ids, error);
  for (guint i = 0; sections && i < sections->len; i++)
    if (!g_hash_table_add(seen, sections->pdata[i])) {
      refuse(error, STS_ERROR_BAD_OPTION, "the section “%s” is named twice", ids[i]);
      return NULL;
    }
  return g_steal_pointer(&sections);
}

static bool
add_output(GArray *outputs, const StsOutput *wanted, GError **error)
{
  Output output = {.wanted = wanted, .format = wanted->format ? sts_output_lookup(wanted->format) : NULL};

  if (!wanted->format)
    return refuse(error, STS_ERROR_BAD_OPTION, "an output has no format");
  if (!output.format)
    return refuse(error, STS_ERROR_UNKNOWN_FORMAT, "there is no format “%s”", wanted->format);
  if ((wanted->path != NULL) + (wanted->bytes != NULL) + (wanted->stream != NULL) != 1)
    return refuse(error, STS_ERROR_BAD_OPTION, "an output needs a path, a place for its bytes or a stream, and no two");
  for (guint i = 0; i < outputs->len; i++) {
    const StsOutput *other = g_array_index(outputs, Output, i).wanted;
    if (wanted->path && g_strcmp0(other->path, wanted->path) == 0)
      return refuse(error, STS_ERROR_BAD_OPTION, "two outputs have the path “%s”", wanted->path);
  }
  g_array_append_val(outputs, output);
  return true;
}

static bool
find_outputs(const StsExport *what, GArray *outputs, GError **error)
{
  for (size_t i = 0; i < what->output_count; i++)
    if (!add_output(outputs, &what->outputs[i], error))
      return false;
  return true;
}

/* What a check says before an export, at its place in the library; here also where nobody checked. A few words of
 * another language in the text are no reason. */
static void
require_reviewed_words(const Job *job, const StsLibrary *library, const StsPublication *publication)
{
  g_autoptr(GHashTable) told = g_hash_table_new(g_direct_hash, g_direct_equal);

  for (guint i = 0; i < publication->sections->len; i++) {
    const StsPublishedSection *section = &g_array_index(publication->sections, StsPublishedSection, i);
    const StsTerms *terms = sts_terms_set_lookup(publication->terms, section->language);
    if (sts_terms_are_reviewed(terms) || !g_hash_table_add(told, (gpointer)terms))
      continue;
    g_autofree char *text = sts_terms_describe_unreviewed(terms);
    sts_error(job->diagnostics, library->language_position, STS_RULE_WORDS_UNREVIEWED, "%s", text);
  }
}

static bool
assemble_and_export(Job *job, const StsLibrary *library, const GPtrArray *sections, bool book, GError **error)
{
  const StsExporter *exporter = job->exporter;
  const StsTermsSet *terms = exporter->terms ? exporter->terms : library->words;
  bool reviewed = library->status == STS_STATUS_APPROVED && !exporter->allow_unreviewed_words;
  StsAssembleOptions options = {
      .book = book, .clinic = library->clinic, .reviewed_words = reviewed, .as_of = exporter->as_of};

  for (guint i = 0; i < sections->len; i++)
    require_provenance(library, sections->pdata[i], job->diagnostics);
  for (guint i = 0; i < sections->len && job->outputs->len > 0; i++)
    refuse_passage(sections->pdata[i], job->diagnostics);
  if (book)
    require_title(library, job->diagnostics);
  if (has_errors(job->diagnostics))
    return false;
  g_autoptr(StsPublication) publication = sts_publication_assemble(library, (const StsSection *const *)sections->pdata,
                                                                   sections->len, terms, &options, job->diagnostics);
  if (reviewed)
    require_reviewed_words(job, library, publication);
  if (has_errors(job->diagnostics))
    return false;
  job->publication = publication;
  return export_publication(job, error);
}

static bool
export_to(StsExporter *exporter, const StsLibrary *library, const StsExport *what, GArray *outputs,
          StsDiagnostics *diagnostics, GError **error)
{
  StsWatch watch = {.progress = what->progress, .data = what->progress_data};
  Job job = {.exporter = exporter, .diagnostics = diagnostics, .outputs = outputs, .watch = &watch};
  g_autoptr(GPtrArray) sections = NULL;

  if (sts_day_require(library, exporter->as_of, error))
    sections = find_sections(library, what->ids, error);
  return sections && assemble_and_export(&job, library, sections, what->book, error);
}

bool
sts_exporter_export(StsExporter *exporter, const StsLibrary *library, const StsExport *what,
                    StsDiagnostics *diagnostics, GError **error)
{
  if (!what)
    return refuse(error, STS_ERROR_BAD_OPTION, "the call does not say what to export");
  g_autoptr(GArray) outputs = g_array_new(FALSE, FALSE, sizeof(Output));
  for (size_t i = 0; i < what->output_count; i++)
    if (what->outputs[i].bytes)
      *what->outputs[i].bytes = NULL;
  g_array_set_clear_func(outputs, clear_output);
  return find_outputs(what, outputs, error) && export_to(exporter, library, what, outputs, diagnostics, error);
}

/* ---- characters ---- */

static void
check_lines(const GArray *lines, const StsFonts *fonts, StsDiagnostics *diagnostics)
{
  for (guint i = 0; i < lines->len; i++)
    sts_missing_find(g_array_index(lines, StsPrintedLine, i).text, fonts, diagnostics);
}

bool
sts_exporter_check_characters(StsExporter *exporter, const StsLibrary *library, const char *const *ids,
                              StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(GPtrArray) sections = sts_chosen_sections(library, ids, error);
  StsFonts *fonts = sections ? sts_exporter_take_fonts(exporter, true, error) : NULL;

  if (!fonts)
    return false;
  sts_missing_find(library->title_line, fonts, diagnostics);
  sts_missing_find(library->disclaimer, fonts, diagnostics);
  check_lines(library->lines, fonts, diagnostics);
  for (guint key = 0; library->clinic && key < STS_CLINIC_KEYS; key++)
    sts_missing_find(library->clinic->lines[key], fonts, diagnostics);
  for (guint i = 0; i < sections->len; i++) {
    const StsSection *section = sections->pdata[i];
    StsSectionTrees trees = {.section = section};
    sts_missing_find(section->title_line, fonts, diagnostics);
    check_lines(section->lines, fonts, diagnostics);
    for (const StsNode *root; (root = sts_section_trees_next(&trees));)
      sts_missing_find(root, fonts, diagnostics);
  }
  sts_exporter_give_fonts_back(exporter, fonts);
  return true;
}

/* ---- the pages as text ---- */

static bool
write_dump(const StsWriting *writing, FILE *stream, GError **error)
{
  g_autofree char *text = sts_layout_dump(writing->layout);

  (void)error;
  fputs(text, stream);
  return true;
}

char *
sts_exporter_dump_pages(StsExporter *exporter, const StsLibrary *library, const char *const *ids, bool book,
                        StsDiagnostics *diagnostics, GError **error)
{
  static const StsFormat DUMP = {.info = {.label = "dump"}, .pages = STS_PAGES_DRAWN, .write = write_dump};
  GBytes *bytes = NULL;
  const StsOutput wanted = {.bytes = &bytes};
  const StsExport what = {.ids = ids, .book = book};
  const Output output = {.wanted = &wanted, .format = &DUMP};
  g_autoptr(GArray) outputs = g_array_new(FALSE, FALSE, sizeof(Output));

  g_array_set_clear_func(outputs, clear_output);
  g_array_append_val(outputs, output);
  if (!export_to(exporter, library, &what, outputs, diagnostics, error))
    return NULL;
  char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
  g_bytes_unref(bytes);
  return text;
}
