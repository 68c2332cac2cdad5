/* One export from end to end: assemble, lay out, write. */
#include <string.h>

#include "api/data.h"
#include "assemble/assemble.h"
#include "base/atomic-file.h"
#include "check/check.h"
#include "document/rules.h"
#include "layout/layout.h"
#include "output/epub/epub.h"
#include "output/pdf/pdf.h"
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

/* One export in progress. */
typedef struct {
  StsExporter *exporter;
  StsFonts *fonts;
  const StsPublication *publication;
  StsLayout *layout; /* NULL when nobody needs pages */
} Job;

static bool
write_pdf(const Job *job, const char *path, StsDiagnostics *diagnostics, GError **error)
{
  StsPdfOptions options = {.linearize = job->exporter->linearize, .diagnostics = diagnostics};

  return sts_pdf_write(job->layout, &options, path, error);
}

/* Names the PDF whose pages the EPUB marks: the same text on other paper, or in another style, has other pages. */
static char *
page_source(const Job *job)
{
  const StsTheme *theme = job->exporter->theme;

  return g_strdup_printf("%s#pdf-%s-%s%s", job->publication->identifier, theme->name, theme->paper,
                         theme->duplex ? "-duplex" : "");
}

static bool
write_epub(const Job *job, const char *path, GError **error)
{
  const StsExporter *exporter = job->exporter;
  g_autofree char *source = page_source(job);
  StsEpubOptions options = {.fonts = !exporter->without_fonts};

  if (job->layout) {
    options.breaks = (const StsPageBreak *)(void *)job->layout->breaks->data;
    options.break_count = job->layout->breaks->len;
    options.page_source = source;
  }
  return sts_epub_write(job->publication, exporter->theme, job->fonts, &options, path, error);
}

static bool
write_files(const Job *job, const char *pdf_path, const char *epub_path, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(StsAtomicFile) pdf = NULL;
  g_autoptr(StsAtomicFile) epub = NULL;

  if (pdf_path) {
    pdf = sts_atomic_file_new(pdf_path, error);
    if (!pdf || !write_pdf(job, sts_atomic_file_get_temporary(pdf), diagnostics, error))
      return false;
  }
  if (epub_path) {
    epub = sts_atomic_file_new(epub_path, error);
    if (!epub || !write_epub(job, sts_atomic_file_get_temporary(epub), error))
      return false;
  }
  return (!pdf || sts_atomic_file_commit(pdf, error)) && (!epub || sts_atomic_file_commit(epub, error));
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
export_with(Job *job, const char *pdf_path, const char *epub_path, StsDiagnostics *diagnostics, GError **error)
{
  const StsExporter *exporter = job->exporter;

  if (!job->layout && pdf_path)
    job->layout = sts_layout_new(job->publication, exporter->theme, job->fonts, diagnostics, error);
  else if (!job->layout && !exporter->without_pages)
    job->layout = sts_layout_new_breaks(job->publication, exporter->theme, job->fonts, diagnostics, error);
  if (has_errors(diagnostics) || (!job->layout && (pdf_path || !exporter->without_pages)))
    return false;
  return write_files(job, pdf_path, epub_path, diagnostics, error);
}

/* An EPUB looks through all fonts; a PDF of text such as most is needs few. */
static bool
export_publication(StsExporter *exporter, const StsPublication *publication, const char *pdf_path,
                   const char *epub_path, StsDiagnostics *diagnostics, GError **error)
{
  Job job = {.exporter = exporter, .publication = publication, .fonts = take_fonts(exporter, epub_path != NULL, error)};

  if (job.fonts && !sts_fonts_are_all(job.fonts)) {
    job.layout = lay_out_with_few(exporter, job.fonts, publication, diagnostics);
    if (!job.layout) {
      give_fonts_back(exporter, job.fonts);
      job.fonts = take_fonts(exporter, true, error);
    }
  }
  if (!job.fonts)
    return false;
  bool done = export_with(&job, pdf_path, epub_path, diagnostics, error);
  sts_layout_free(job.layout);
  give_fonts_back(exporter, job.fonts);
  return done;
}

bool
sts_exporter_write(StsExporter *exporter, const StsLibrary *library, const char *const *ids, bool book,
                   const char *pdf_path, const char *epub_path, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(GPtrArray) sections = g_ptr_array_new();
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
  return export_publication(exporter, publication, pdf_path, epub_path, diagnostics, error);
}
