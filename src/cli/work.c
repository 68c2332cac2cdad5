/* Opens the library of a call, chooses its sections, and loads the styles. */
#include "cli/work.h"

#include <string.h>
#include <time.h>

#include "base/file-read.h"
#include "cli/confine.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/interrupt.h"
#include "cli/places.h"
#include "cli/report.h"

StsReader *
sts_work_start_reader(char **files)
{
  g_autoptr(GError) error = NULL;
  StsReader *reader = sts_reader_start((const char *const *)files, &error);

  if (!reader)
    sts_report_message("%s; they are read without limits of memory and time", error->message);
  return reader;
}

static StsDate
today(void)
{
  time_t now = time(NULL);
  struct tm local;

  localtime_r(&now, &local);
  return (StsDate){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

static void
report_unknown_section(const StsWork *work, const char *name)
{
  const char *suggestion = sts_library_suggest_section(work->library, name);
  const char *file = sts_library_get_file(work->library);

  if (suggestion)
    sts_report_message("there is no section “%s” in %s; did you mean “%s”?", name, file, suggestion);
  else if (g_str_has_suffix(name, ".md"))
    sts_report_message("there is no file “%s”, nor a section of that name in %s", name, file);
  else
    sts_report_message("there is no section “%s” in %s; sts-export --list shows all sections", name, file);
}

static void
choose_all(StsWork *work)
{
  work->count = sts_library_count_sections(work->library);
  work->ids = g_new0(const char *, work->count + 1);
  for (size_t i = 0; i < work->count; i++)
    work->ids[i] = sts_library_get_section(work->library, i).id;
}

/* Of a file that was named: whether a section was read from it. */
static StsSectionPresence
find_file(const StsWork *work, const char *file, StsSectionInfo *section)
{
  g_autofree char *path = g_canonicalize_filename(file, NULL);

  for (size_t i = 0; i < sts_library_count_sections(work->library); i++) {
    *section = sts_library_get_section(work->library, i);
    g_autofree char *other = g_canonicalize_filename(section->file, NULL);
    if (strcmp(path, other) == 0)
      return STS_SECTION_FOUND;
  }
  return STS_SECTION_UNREADABLE;
}

/* Diagnostics say why a section, or the list of all sections, could not be read. */
static bool
choose_sections(StsWork *work, int *status)
{
  char **names = work->options->sections;
  bool complete = true;

  work->partial = names && *names;
  if (!work->partial) {
    choose_all(work);
    return true;
  }
  work->ids = g_new0(const char *, g_strv_length(names) + 1);
  for (; *names; names++) {
    StsSectionInfo section;
    StsSectionPresence presence = sts_places_is_file(*names)
                                      ? find_file(work, *names, &section)
                                      : sts_library_find_section(work->library, *names, &section);
    if (presence == STS_SECTION_FOUND) {
      work->ids[work->count++] = section.id;
      continue;
    }
    if (presence == STS_SECTION_UNKNOWN)
      report_unknown_section(work, *names);
    int wanted = presence == STS_SECTION_UNKNOWN ? (int)STS_EXIT_CALL
                                                 : MAX((int)STS_EXIT_CONTENT, sts_exit_for_faults(work->diagnostics));
    *status = MAX(*status, wanted);
    complete = false;
  }
  return complete;
}

/* A file that was named says which library is meant, where no option does. */
static char *
find_content(const StsWork *work)
{
  const StsOptions *options = work->options;
  bool sample;

  for (char **name = options->sections; !options->content && name && *name; name++)
    if (sts_places_is_file(*name))
      return sts_places_find_library_of(*name);
  char *content = sts_places_find_content(options->content, work->data, &sample);
  if (sample && !options->quiet)
    sts_places_tell_sample();
  return content;
}

/* Returns what is asked of the library: ids, and names of files in it. NULL after a message; free with g_strfreev(). */
static char **
list_asked(const StsWork *work)
{
  g_autoptr(GStrvBuilder) asked = g_strv_builder_new();
  g_autofree char *content = g_canonicalize_filename(work->content, NULL);

  for (char **name = work->options->sections; *name; name++) {
    g_autofree char *path = g_canonicalize_filename(*name, NULL);
    bool file = sts_places_is_file(*name), alone = file && strcmp(path, content) == 0;
    g_autofree char *within = file && !alone ? sts_places_name_in(work->content, *name) : NULL;
    if (file && !alone && !within) {
      sts_report_message("“%s” does not lie in the library “%s”; name files of one library in a call", *name,
                         work->content);
      return NULL;
    }
    g_strv_builder_add(asked, within ? within : *name);
  }
  return g_strv_builder_end(asked);
}

/* Whether the clinic's file that was named is there. */
static bool
find_clinic(const StsWork *work)
{
  const char *clinic = work->options->clinic;
  StsFileKind kind;

  if (!clinic || sts_file_look(clinic, &kind) != 0 || kind != STS_FILE_KIND_NONE)
    return true;
  sts_report_message("there is no file “%s”; --clinic names the file of the clinic", clinic);
  return false;
}

static bool
load_library(StsWork *work, int *status)
{
  bool partly = work->options->sections && *work->options->sections;
  g_autoptr(GError) error = NULL;

  work->content = find_content(work);
  g_auto(GStrv) asked = partly ? list_asked(work) : NULL;
  if (partly && !asked) {
    *status = STS_EXIT_CALL;
    return false;
  }
  if (!find_clinic(work)) {
    *status = STS_EXIT_CALL;
    return false;
  }
  sts_confine_call(work->options, work->content, work->data);
  const StsLoadOptions how = {.clinic = work->options->clinic, .without_clinic = work->options->no_clinic};
  work->library = sts_library_load_with(work->content, (const char *const *)asked, &how, work->diagnostics, &error);
  if (work->library)
    return true;
  bool missing = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                 g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  *status = missing && work->options->content ? STS_EXIT_CALL : STS_EXIT_SYSTEM;
  sts_report_message("%s", error->message);
  return false;
}

bool
sts_judgement_day(const StsOptions *options, const StsLibrary *library, char **day, int *status)
{
  bool expires = (library && sts_library_has_reviews(library)) || options->action == STS_ACTION_VERIFY || options->due;
  StsDate date = options->as_of;
  g_autoptr(GError) error = NULL;
  int64_t epoch = 0;
  bool given;

  if (!sts_date_source_epoch(&given, &epoch, &error)) {
    sts_report_message("%s", error->message);
    *status = STS_EXIT_CALL;
    return false;
  }
  if (!sts_date_is_set(date) && expires)
    date = given ? sts_date_from_epoch(epoch) : today();
  *day = sts_date_is_set(date) ? sts_date_format_iso(date) : NULL;
  return true;
}

static bool
check_library(StsWork *work, int *status)
{
  const StsOptions *options = work->options;
  bool all = options->verbose || options->action == STS_ACTION_CHECK;
  /* The table tells which sections are refused; as JSON it counts warnings, too. */
  bool errors_alone = (options->action == STS_ACTION_LIST && !options->json) ||
                      (options->action == STS_ACTION_EXPORT && options->quiet);
  StsSeverity printed = errors_alone ? STS_SEVERITY_ERROR : STS_SEVERITY_WARNING;
  const StsCheckSettings settings = {
      .as_of = work->day,
      .allow_expired = options->allow_expired,
      .allow_unreviewed_words = options->allow_unreviewed_words,
      .least = all ? STS_SEVERITY_NOTE : printed,
  };
  g_autoptr(GError) error = NULL;

  if (!sts_library_check_sections(work->library, work->partial ? work->ids : NULL, &settings, work->diagnostics,
                                  &error)) {
    sts_report_message("%s", error->message);
    *status = sts_exit_for(error);
    return false;
  }
  if (work->partial) {
    StsDiagnostics *all_found = work->diagnostics;
    work->diagnostics = sts_library_select_diagnostics(work->library, work->ids, all_found);
    sts_diagnostics_free(all_found);
  }
  sts_diagnostics_sort(work->diagnostics);
  return true;
}

/* Where library.yaml has errors, they are why nothing comes of the call. */
static bool
take_defaults(StsWork *work, StsOptions *options, int *status)
{
  g_autoptr(GError) error = NULL;

  if (sts_options_take_defaults(options, work->library, &error))
    return true;
  if (sts_diagnostics_count(work->diagnostics, STS_SEVERITY_ERROR) > 0) {
    sts_diagnostics_sort(work->diagnostics);
    sts_faults_print(stderr, work->diagnostics, STS_SEVERITY_ERROR);
    *status = sts_exit_for_faults(work->diagnostics);
  } else {
    sts_report_message("%s", error->message);
    *status = STS_EXIT_CALL;
  }
  return false;
}

StsWork *
sts_work_open(StsOptions *options, int *status)
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
  if (!load_library(work, status) || !take_defaults(work, options, status))
    return NULL;
  *status = STS_EXIT_DONE;
  if (!choose_sections(work, status)) {
    sts_diagnostics_sort(work->diagnostics);
    sts_faults_print(stderr, work->diagnostics, STS_SEVERITY_ERROR);
    return NULL;
  }
  if (!sts_judgement_day(options, work->library, &work->day, status) || !check_library(work, status))
    return NULL;
  if (options->verbose)
    sts_report_message("reading the library %s", work->content);
  return g_steal_pointer(&work);
}

void
sts_work_free(StsWork *work)
{
  if (!work)
    return;
  sts_interrupt_watch(NULL);
  g_clear_pointer(&work->exporter, sts_exporter_free);
  g_free(work->ids);
  g_free(work->day);
  g_clear_pointer(&work->library, sts_library_free);
  sts_diagnostics_free(work->diagnostics);
  g_free(work->content);
  g_free(work->data);
  g_free(work);
}

/* Our own come first: a font that happens to lie in the user's folder must not change the look. */
char **
sts_work_list_font_folders(const StsWork *work)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  g_autofree char *own = g_build_filename(work->data, "fonts", NULL);

  g_strv_builder_add(builder, own);
  if (work->options->fonts)
    g_strv_builder_addv(builder, (const char **)work->options->fonts);
  return g_strv_builder_end(builder);
}

/* Files of words by the dozen make a line for each folder. */
static void
report_words(const char *const *files)
{
  while (*files) {
    g_autofree char *folder = g_path_get_dirname(*files);
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t length = strlen(folder);
         *files && strncmp(*files, folder, length) == 0 && strchr(*files + length, '/') == *files + length; files++)
      g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", *files + length + 1);
    sts_report_message("words from %s: %s", folder, names->str);
  }
}

static void
report_defaults(const StsWork *work)
{
  static const char *const OPTIONS[] = {"style", "paper", "duplex", "formats", "language"};
  g_autoptr(GString) list = g_string_new(NULL);
  const char *value;

  for (size_t i = 0; i < G_N_ELEMENTS(OPTIONS); i++)
    for (size_t k = 0; (value = sts_library_get_default(work->library, OPTIONS[i], k)); k++)
      g_string_append_printf(list, "%s%s %s", list->len > 0 ? ", " : "", OPTIONS[i], value);
  if (list->len > 0)
    sts_report_message("where the call does not say it, %s says: %s", sts_library_get_file(work->library), list->str);
}

static void
report_sources(const StsWork *work)
{
  StsExportSources sources = sts_exporter_get_sources(work->exporter, work->library);

  for (const char *const *file = sources.style_files; *file; file++)
    sts_report_message(file == sources.style_files ? "the style is %s" : "it extends %s", *file);
  report_words(sources.words_files);
  for (const char *const *folder = sources.font_folders; *folder; folder++)
    sts_report_message("fonts from %s", *folder);
}

bool
sts_work_load_styles(StsWork *work, int *status)
{
  const StsOptions *options = work->options;
  g_auto(GStrv) fonts = sts_work_list_font_folders(work);
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  StsExportOptions settings = {
      .font_folders = (const char *const *)fonts,
      .style = options->style,
      .paper = options->paper,
      .language = options->language,
      .as_of = work->day,
      .duplex = options->duplex,
      .simplex = options->no_duplex,
      .linearize = options->linearize,
      .without_fonts = options->no_fonts,
      .without_pages = options->no_pages,
      .allow_unreviewed_words = options->allow_unreviewed_words,
      .library = work->library,
  };

  work->exporter = sts_exporter_new(&settings, faults, &error);
  sts_interrupt_watch(work->exporter);
  /* A check tells these with all others, in the form that was asked for. */
  if (options->action == STS_ACTION_CHECK)
    sts_diagnostics_append(work->diagnostics, faults);
  else
    sts_faults_print(stderr, faults, MAX(sts_options_least_severity(options), STS_SEVERITY_WARNING));
  if (work->exporter && options->verbose) {
    report_defaults(work);
    report_sources(work);
  }
  if (work->exporter && sts_diagnostics_count(faults, STS_SEVERITY_ERROR) == 0)
    return true;
  if (work->exporter) {
    /* Words that a file of terms has wrong would be printed in English, in the middle of another language. */
    sts_report_message("nothing was written: the style or the words to be printed have errors (see above)");
    *status = sts_exit_for_faults(faults);
    return false;
  }
  sts_report_message("%s", error->message);
  *status = sts_diagnostics_count(faults, STS_SEVERITY_ERROR) > 0 ? sts_exit_for_faults(faults) : sts_exit_for(error);
  return false;
}

size_t
sts_work_count_in_section(const StsWork *work, const char *id, StsSeverity severity)
{
  return sts_library_count_faults(work->library, id, work->diagnostics, severity);
}
