/* One export from end to end: assemble, lay out, write. */
#include <errno.h>
#include <string.h>

#include "api/data.h"
#include "assemble/assemble.h"
#include "base/atomic-file.h"
#include "check/check.h"
#include "document/rules.h"
#include "layout/layout.h"
#include "output/output.h"
#include "sts/sts.h"
#include "style/fonts.h"
#include "style/terms.h"
#include "style/theme.h"

struct StsExporter {
  StsTermsSet *terms;
  StsTheme *theme;
  char **font_folders;
  char *language;
  StsDate as_of;
  bool linearize, without_fonts, without_pages;
  GMutex lock;
  GPtrArray *idle_fonts; /* of StsFonts*: opening them takes longer than a handout's layout, and one thread at a time
                            may use each */
  GPtrArray *idle_text_fonts; /* of StsFonts*: those that are not all */
};

const char *
sts_version(void)
{
  return STS_VERSION;
}

void
sts_exporter_abandon_all(void)
{
  sts_atomic_file_abandon_all();
}

static void
free_fonts(gpointer fonts)
{
  sts_fonts_free(fonts);
}

static char **
choose_font_folders(const char *const *folders, GError **error)
{
  if (folders)
    return g_strdupv((char **)folders);
  g_autofree char *installed = sts_data_choose_folder(NULL, "fonts", error);
  const char *const own[] = {installed, NULL};
  return installed ? g_strdupv((char **)own) : NULL;
}

static bool
load_styles(StsExporter *exporter, const StsExportOptions *options, StsDiagnostics *diagnostics, GError **error)
{
  g_autofree char *folder = sts_data_choose_folder(options->styles_folder, "styles", error);

  if (!folder)
    return false;
  exporter->terms = sts_terms_load(folder, diagnostics, error);
  if (exporter->terms)
    exporter->theme = sts_theme_load(folder, options->style ? options->style : "handout", diagnostics, error);
  if (!exporter->theme)
    return false;
  exporter->theme->duplex = exporter->theme->duplex || options->duplex;
  if (!options->paper || sts_theme_set_paper(exporter->theme, options->paper))
    return true;
  g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "the paper “%s” is unknown; there are “letter” and “a4”",
              options->paper);
  return false;
}

StsExporter *
sts_exporter_new(const StsExportOptions *options, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(StsExporter) exporter = g_new0(StsExporter, 1);

  g_mutex_init(&exporter->lock);
  exporter->idle_fonts = g_ptr_array_new_with_free_func(free_fonts);
  exporter->idle_text_fonts = g_ptr_array_new_with_free_func(free_fonts);
  exporter->language = g_strdup(options->language);
  if (options->as_of && !sts_date_parse_iso(options->as_of, &exporter->as_of)) {
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is not a date such as 2024-08-02",
                options->as_of);
    return NULL;
  }
  exporter->linearize = options->linearize;
  exporter->without_fonts = options->without_fonts;
  exporter->without_pages = options->without_pages;
  exporter->font_folders = choose_font_folders(options->font_folders, error);
  if (!exporter->font_folders || !load_styles(exporter, options, diagnostics, error))
    return NULL;
  return g_steal_pointer(&exporter);
}

void
sts_exporter_free(StsExporter *exporter)
{
  if (!exporter)
    return;
  g_ptr_array_unref(exporter->idle_fonts);
  g_ptr_array_unref(exporter->idle_text_fonts);
  g_mutex_clear(&exporter->lock);
  sts_theme_free(exporter->theme);
  sts_terms_set_free(exporter->terms);
  g_strfreev(exporter->font_folders);
  g_free(exporter->language);
  g_free(exporter);
}

static StsFonts *
take_last(GPtrArray *idle)
{
  return idle->len > 0 ? g_ptr_array_steal_index_fast(idle, idle->len - 1) : NULL;
}

/* Takes all fonts, or those that text needs as a rule; the latter may be all, too. */
static StsFonts *
take_fonts(StsExporter *exporter, bool all, GError **error)
{
  const char *const *folders = (const char *const *)exporter->font_folders;

  g_mutex_lock(&exporter->lock);
  StsFonts *fonts = take_last(exporter->idle_fonts);
  if (!fonts && !all)
    fonts = take_last(exporter->idle_text_fonts);
  g_mutex_unlock(&exporter->lock);
  if (fonts)
    return fonts;
  return all ? sts_fonts_open(folders, exporter->theme, error) : sts_fonts_open_text(folders, exporter->theme, error);
}

static void
give_fonts_back(StsExporter *exporter, StsFonts *fonts)
{
  g_mutex_lock(&exporter->lock);
  g_ptr_array_add(sts_fonts_are_all(fonts) ? exporter->idle_fonts : exporter->idle_text_fonts, fonts);
  g_mutex_unlock(&exporter->lock);
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

/* ---- one export ---- */

/* A file to be made. */
typedef struct {
  const StsFormat *format;
  const char *path;
  StsAtomicFile *file;
} Output;

typedef struct {
  StsExporter *exporter;
  StsFonts *fonts;
  const StsPublication *publication;
  StsDiagnostics *diagnostics;
  StsLayout *layout; /* NULL when nobody needs pages */
  GArray *outputs;   /* of Output */
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

  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code), "cannot write the %s: %s", output->format->info.label,
              g_strerror(code));
  return false;
}

static bool
write_output(const Job *job, Output *output, GError **error)
{
  output->file = sts_atomic_file_new(output->path, error);
  if (!output->file)
    return false;
  FILE *stream = fopen(sts_atomic_file_get_temporary(output->file), "wbe");
  if (!stream)
    return set_system_error(output, error);
  bool good = write_stream(job, output->format, stream, error);
  return fclose(stream) == 0 || !good ? good : set_system_error(output, error);
}

static bool
write_outputs(const Job *job, GError **error)
{
  for (guint i = 0; i < job->outputs->len; i++)
    if (!write_output(job, get_output(job, i), error))
      return false;
  for (guint i = 0; i < job->outputs->len; i++)
    if (!sts_atomic_file_commit(get_output(job, i)->file, error))
      return false;
  return true;
}

static void
move_diagnostics(StsDiagnostics *to, const StsDiagnostics *from)
{
  for (size_t i = 0; i < sts_diagnostics_size(from); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(from, i);
    sts_diagnostics_add(to, diagnostic->severity, diagnostic->position, diagnostic->rule, "%s", diagnostic->text);
  }
}

/* Lays out with fonts that are not all; returns NULL where that does not give what all would. */
static StsLayout *
lay_out_with_few(const StsExporter *exporter, StsFonts *fonts, const StsPublication *publication,
                 StsDiagnostics *diagnostics)
{
  g_autoptr(StsDiagnostics) found = sts_diagnostics_new();
  g_autoptr(StsLayout) layout = NULL;

  if (sts_fonts_suffice(fonts, publication->root))
    layout = sts_layout_new(publication, exporter->theme, fonts, found, NULL);
  if (!layout || layout->lacks_glyphs)
    return NULL;
  move_diagnostics(diagnostics, found);
  return g_steal_pointer(&layout);
}

static bool
export_with_fonts(Job *job, GError **error)
{
  const StsTheme *theme = job->exporter->theme;
  StsPagesNeed need = pages_needed(job);

  if (!job->layout && need == STS_PAGES_DRAWN)
    job->layout = sts_layout_new(job->publication, theme, job->fonts, job->diagnostics, error);
  else if (!job->layout && need == STS_PAGES_BREAKS)
    job->layout = sts_layout_new_breaks(job->publication, theme, job->fonts, job->diagnostics, error);
  if (has_errors(job->diagnostics) || (!job->layout && need != STS_PAGES_NONE))
    return false;
  return write_outputs(job, error);
}

/* Some formats look through all fonts; the pages of text such as most is need few. */
static bool
export_publication(Job *job, GError **error)
{
  StsExporter *exporter = job->exporter;

  job->fonts = take_fonts(exporter, needs_all_fonts(job), error);
  if (job->fonts && !sts_fonts_are_all(job->fonts)) {
    job->layout = lay_out_with_few(exporter, job->fonts, job->publication, job->diagnostics);
    if (!job->layout) {
      give_fonts_back(exporter, job->fonts);
      job->fonts = take_fonts(exporter, true, error);
    }
  }
  if (!job->fonts)
    return false;
  bool done = export_with_fonts(job, error);
  sts_layout_free(job->layout);
  give_fonts_back(exporter, job->fonts);
  return done;
}

static void
add_output(GArray *outputs, const char *format, const char *path)
{
  Output output = {.format = sts_output_lookup(format), .path = path};

  if (path)
    g_array_append_val(outputs, output);
}

bool
sts_exporter_write(StsExporter *exporter, const StsLibrary *library, const char *const *ids, bool book,
                   const char *pdf_path, const char *epub_path, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(GPtrArray) sections = g_ptr_array_new();
  g_autoptr(GArray) outputs = g_array_new(FALSE, FALSE, sizeof(Output));
  StsAssembleOptions options = {.book = book, .language = exporter->language, .as_of = exporter->as_of};

  for (; *ids; ids++) {
    const StsSection *section = sts_library_lookup(library, *ids);
    g_assert(section);
    g_ptr_array_add(sections, (gpointer)section);
    require_provenance(library, section, diagnostics);
  }
  g_assert(sections->len > 0);
  if (has_errors(diagnostics))
    return false;
  g_autoptr(StsPublication) publication = sts_publication_assemble(
      library, (const StsSection *const *)sections->pdata, sections->len, exporter->terms, &options, diagnostics);
  if (has_errors(diagnostics))
    return false;
  g_array_set_clear_func(outputs, clear_output);
  add_output(outputs, "pdf", pdf_path);
  add_output(outputs, "epub", epub_path);
  Job job = {.exporter = exporter, .publication = publication, .diagnostics = diagnostics, .outputs = outputs};
  return export_publication(&job, error);
}
