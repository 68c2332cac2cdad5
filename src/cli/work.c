/* Opens the library of a call, chooses its sections, and loads the styles. */
#include "cli/work.h"

#include <string.h>
#include <time.h>

#include "base/text.h"
#include "check/check.h"
#include "cli/cli.h"
#include "cli/places.h"
#include "cli/report.h"

static StsDate
today(void)
{
  time_t now = time(NULL);
  struct tm local;

  localtime_r(&now, &local);
  return (StsDate){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

/* Lends the id that the user probably meant: a slip of the finger, the file's name, or the title in place of the id. */
static const char *
suggest_section(const StsLibrary *library, const char *name)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  g_autofree char *bare =
      g_str_has_suffix(name, ".md") ? g_strndup(name, strlen(name) - strlen(".md")) : g_strdup(name);
  g_autofree char *slug = sts_text_slug(bare);

  for (guint i = 0; i < library->sections->len; i++) {
    const StsSection *section = g_ptr_array_index(library->sections, i);
    g_autofree char *title = section->title ? sts_text_slug(section->title) : NULL;
    if (g_strcmp0(title, slug) == 0 || strcmp(section->id, slug) == 0)
      return section->id;
    g_ptr_array_add(ids, (char *)section->id);
  }
  g_ptr_array_add(ids, NULL);
  return sts_text_nearest(slug, (const char *const *)ids->pdata);
}

static void
report_unknown_section(const StsWork *work, const char *name)
{
  const char *suggestion = suggest_section(work->library, name);

  if (suggestion)
    sts_report_message("there is no section “%s” in %s; did you mean “%s”?", name, work->library->file, suggestion);
  else
    sts_report_message("there is no section “%s” in %s; sts-export --list shows the sections there are", name,
                       work->library->file);
}

static bool
choose_sections(StsWork *work, int *status)
{
  bool complete = true;

  work->sections = g_ptr_array_new();
  work->partial = work->options->sections && *work->options->sections;
  if (!work->partial) {
    for (guint i = 0; i < work->library->sections->len; i++)
      g_ptr_array_add(work->sections, g_ptr_array_index(work->library->sections, i));
    return true;
  }
  for (char **name = work->options->sections; *name; name++) {
    const StsSection *section = sts_library_lookup(work->library, *name);
    if (section) {
      g_ptr_array_add(work->sections, (StsSection *)section);
    } else if (work->library->broken || g_hash_table_contains(work->library->unread, *name)) {
      /* Diagnostics say why the section, or the list of all sections, could not be read. */
      *status = MAX(*status, STS_EXIT_CONTENT);
      complete = false;
    } else {
      report_unknown_section(work, *name);
      *status = STS_EXIT_CALL;
      complete = false;
    }
  }
  return complete;
}

/* A fault in the file of a section that nobody asked for must not keep another section from the patient. */
static bool
concerns_chosen(const StsWork *work, const char *file)
{
  if (!work->partial || !file || strcmp(file, work->library->file) == 0)
    return true;
  for (guint i = 0; i < work->sections->len; i++)
    if (g_strcmp0(((const StsSection *)g_ptr_array_index(work->sections, i))->file, file) == 0)
      return true;
  for (guint i = 0; i < work->library->sections->len; i++)
    if (g_strcmp0(((const StsSection *)g_ptr_array_index(work->library->sections, i))->file, file) == 0)
      return false;
  return !g_str_has_suffix(file, ".md");
}

static void
keep_concerning(StsWork *work)
{
  StsDiagnostics *kept = sts_diagnostics_new();

  for (size_t i = 0; i < sts_diagnostics_size(work->diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(work->diagnostics, i);
    if (concerns_chosen(work, diagnostic->position.file))
      sts_diagnostics_add(kept, diagnostic->severity, diagnostic->position, diagnostic->rule, "%s", diagnostic->text);
  }
  sts_diagnostics_free(work->diagnostics);
  work->diagnostics = kept;
}

static bool
load_library(StsWork *work, int *status)
{
  g_autoptr(GError) error = NULL;

  work->content = sts_places_find_content(work->options->content, work->data);
  work->library = sts_library_load(work->content, work->diagnostics, &error);
  if (work->library)
    return true;
  bool missing = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                 g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  *status = missing && work->options->content ? STS_EXIT_CALL : STS_EXIT_SYSTEM;
  sts_report_message("%s", error->message);
  return false;
}

StsDate
sts_judgement_day(const StsOptions *options, const StsLibrary *library)
{
  bool today_counts = !sts_date_is_set(options->as_of) && library->review_every_months > 0;

  return today_counts ? today() : options->as_of;
}

StsDate
sts_work_judgement_day(const StsWork *work)
{
  return sts_judgement_day(work->options, work->library);
}

static void
check_library(StsWork *work)
{
  const StsOptions *options = work->options;
  bool all = options->verbose || options->action == STS_ACTION_CHECK;
  StsSeverity printed =
      options->quiet && options->action == STS_ACTION_EXPORT ? STS_SEVERITY_ERROR : STS_SEVERITY_WARNING;
  StsCheckOptions check = {
      .as_of = sts_work_judgement_day(work),
      .allow_expired = work->options->allow_expired,
      .least = all ? STS_SEVERITY_NOTE : printed,
  };

  sts_library_check(work->library, work->partial ? (const StsSection *const *)work->sections->pdata : NULL,
                    work->partial ? work->sections->len : 0, &check, work->diagnostics);
  keep_concerning(work);
  sts_diagnostics_sort(work->diagnostics);
}

StsWork *
sts_work_open(const StsOptions *options, int *status)
{
  g_autoptr(StsWork) work = g_new0(StsWork, 1);
  g_autoptr(GError) error = NULL;

  work->options = options;
  work->diagnostics = sts_diagnostics_new();
  work->data = sts_data_find_folder(&error);
  if (!work->data) {
    sts_report_message("%s", error->message);
    *status = STS_EXIT_SYSTEM;
    return NULL;
  }
  if (!load_library(work, status))
    return NULL;
  *status = STS_EXIT_DONE;
  if (!choose_sections(work, status)) {
    sts_diagnostics_sort(work->diagnostics);
    sts_report_diagnostics(stderr, work->diagnostics, STS_SEVERITY_ERROR);
    return NULL;
  }
  check_library(work);
  if (options->verbose)
    sts_report_message("reading the library %s, with styles and fonts from %s", work->content, work->data);
  return g_steal_pointer(&work);
}

void
sts_work_free(StsWork *work)
{
  if (!work)
    return;
  g_clear_pointer(&work->exporter, sts_exporter_free);
  g_clear_pointer(&work->sections, g_ptr_array_unref);
  g_clear_pointer(&work->library, sts_library_free);
  sts_diagnostics_free(work->diagnostics);
  g_free(work->content);
  g_free(work->data);
  g_free(work);
}

/* Content in a language without a file of words gets English ones; who asks for that language by name should hear that
 * there are none. */
static bool
has_words(const char *styles, const char *language)
{
  g_auto(GStrv) subtags = g_strsplit(language, "-", -1);

  for (guint count = g_strv_length(subtags); count > 0; count--) {
    g_clear_pointer(&subtags[count], g_free);
    g_autofree char *tag = g_strjoinv("-", subtags);
    g_autofree char *name = g_strconcat(tag, ".yaml", NULL);
    g_autofree char *file = g_build_filename(styles, "terms", name, NULL);
    if (g_file_test(file, G_FILE_TEST_EXISTS))
      return true;
  }
  return false;
}

static bool
has_style(const char *styles, const char *style)
{
  g_autofree char *name = g_strconcat(style, ".yaml", NULL);
  g_autofree char *file = g_build_filename(styles, name, NULL);

  return g_file_test(file, G_FILE_TEST_EXISTS);
}

/* Returns the folders of fonts, our own first: a font that happens to lie in the user's folder must not change the
 * look. */
static char **
list_font_folders(const StsWork *work)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  g_autofree char *own = g_build_filename(work->data, "fonts", NULL);

  g_strv_builder_add(builder, own);
  if (work->options->fonts)
    g_strv_builder_addv(builder, (const char **)work->options->fonts);
  return g_strv_builder_end(builder);
}

bool
sts_work_load_styles(StsWork *work, int *status)
{
  const StsOptions *options = work->options;
  g_autofree char *styles = g_build_filename(work->data, "styles", NULL);
  g_auto(GStrv) fonts = list_font_folders(work);
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  StsDate as_of = sts_work_judgement_day(work);
  g_autofree char *as_of_text = sts_date_is_set(as_of) ? sts_date_format_iso(as_of) : NULL;
  StsExportOptions settings = {
      .styles_folder = styles,
      .font_folders = (const char *const *)fonts,
      .style = options->style,
      .paper = options->paper,
      .language = options->language,
      .as_of = as_of_text,
      .duplex = options->duplex,
      .linearize = options->linearize,
      .without_fonts = options->no_fonts,
      .without_pages = options->no_pages,
  };

  if (options->language && !has_words(styles, options->language)) {
    sts_report_message("the program has no words in the language “%s”; leave out --language, or add “%s/terms/%s.yaml”",
                       options->language, styles, options->language);
    *status = STS_EXIT_CALL;
    return false;
  }
  work->exporter = sts_exporter_new(&settings, faults, &error);
  sts_report_diagnostics(stderr, faults, STS_SEVERITY_WARNING);
  if (work->exporter && sts_diagnostics_count(faults, STS_SEVERITY_ERROR) == 0)
    return true;
  if (work->exporter) {
    /* Words that a file of terms has wrong would be printed in English, in the middle of another language. */
    sts_report_message("nothing was written: the printed words or the style have faults; see above for their places");
    *status = STS_EXIT_CONTENT;
    return false;
  }
  sts_report_message("%s", error->message);
  *status = has_style(styles, options->style) ? STS_EXIT_SYSTEM : STS_EXIT_CALL;
  return false;
}

size_t
sts_work_count_in_section(const StsWork *work, const StsSection *section, StsSeverity severity)
{
  return sts_diagnostics_count_in_file(work->diagnostics, section->file, severity);
}
