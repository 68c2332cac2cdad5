/* Opens the library of a call, chooses its sections, and loads the styles. */
#include "cli/work.h"

#include <string.h>
#include <time.h>

#include "base/file-read.h"
#include "base/language-tag.h"
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
    g_autofree char *other = g_canonicalize_filename(section->file, NULL), *original = NULL, *tag = NULL;
    if (section->translation)
      sts_language_of_file(other, &original, &tag);
    if (strcmp(path, other) == 0 || g_strcmp0(path, original) == 0)
      return STS_SECTION_FOUND;
  }
  return STS_SECTION_UNREADABLE;
}

/* Diagnostics say why a section, or the list of all sections, could not be read. */
static bool
choose_sections(StsWork *work, int *status)
{
  char **names = work->names;
  bool complete = true;

  work->partial = names;
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
find_content(const StsOptions *options, const char *data, bool *sample)
{
  *sample = false;
  for (char **name = options->sections; !options->content && name && *name; name++) {
    g_autofree char *original = NULL, *tag = NULL;
    if (sts_places_is_file(*name))
      return sts_places_find_library_of(sts_places_is_translation(*name, &original, &tag) ? original : *name);
  }
  return sts_places_find_content(options->content, data, sample);
}

char *
sts_work_find_library(const StsOptions *options)
{
  g_autofree char *data = sts_data_find_folder(NULL);
  bool sample;

  return data ? find_content(options, data, &sample) : NULL;
}

/* Returns what is asked of the library: ids, and names of files in it. NULL after a message; free with g_strfreev(). */
static char **
list_asked(const StsWork *work)
{
  g_autoptr(GStrvBuilder) asked = g_strv_builder_new();
  g_autofree char *content = g_canonicalize_filename(work->content, NULL);

  for (char **name = work->names; *name; name++) {
    g_autofree char *original = NULL, *tag = NULL;
    const char *named = sts_places_is_translation(*name, &original, &tag) ? original : *name;
    g_autofree char *path = g_canonicalize_filename(named, NULL);
    bool file = sts_places_is_file(named), alone = file && strcmp(path, content) == 0;
    g_autofree char *within = file && !alone ? sts_places_name_in(work->content, named) : NULL;
    if (file && !alone && !within) {
      sts_report_message("“%s” does not lie in the library “%s”; name files of one library in a call", *name,
                         work->content);
      return NULL;
    }
    g_strv_builder_add(asked, within ? within : named);
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

/* What of the sections in another language stands in for what is not there. */
static StsMissingTranslation
missing_translation(const StsWork *work)
{
  const StsOptions *options = work->options;

  if (!options->language || (options->action == STS_ACTION_LIST && !options->or_original))
    return STS_MISSING_LEFT_OUT;
  return options->or_original ? STS_MISSING_ORIGINAL : STS_MISSING_REFUSED;
}

static bool
load_library(StsWork *work, int *status)
{
  const StsOptions *options = work->options;
  g_auto(GStrv) asked = work->names ? list_asked(work) : NULL;
  g_autoptr(GError) error = NULL;

  if (work->names && !asked) {
    *status = STS_EXIT_CALL;
    return false;
  }
  const StsLoadOptions how = {.clinic = options->clinic,
                              .without_clinic = options->no_clinic,
                              .language = work->language,
                              .missing = missing_translation(work),
                              .list_languages = !work->language && (options->action == STS_ACTION_LIST ||
                                                                    options->action == STS_ACTION_CHECK ||
                                                                    options->action == STS_ACTION_PACK)};
  work->library = sts_library_load_with(work->content, (const char *const *)asked, &how, work->diagnostics, &error);
  if (work->library)
    return true;
  bool missing = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                 g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  *status = missing && options->content ? STS_EXIT_CALL : STS_EXIT_SYSTEM;
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
publishes(const StsOptions *options)
{
  return options->action == STS_ACTION_EXPORT || options->action == STS_ACTION_PREVIEW ||
         options->action == STS_ACTION_PACK;
}

static bool
check_library(StsWork *work, int *status)
{
  const StsOptions *options = work->options;
  bool all = options->verbose || options->action == STS_ACTION_CHECK;
  /* The table tells which sections are refused; as JSON it counts warnings, too. */
  bool errors_alone = (options->action == STS_ACTION_LIST && !options->json) || (publishes(options) && options->quiet);
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

static StsWork *
new_work(const StsOptions *options, const char *data, const char *content, const char *language)
{
  StsWork *work = g_new0(StsWork, 1);

  work->options = options;
  work->data = g_strdup(data);
  work->content = g_strdup(content);
  work->language = g_strdup(language);
  work->diagnostics = sts_diagnostics_new();
  work->translations = g_ptr_array_new_with_free_func((GDestroyNotify)sts_work_free);
  return work;
}

/* The library may have said in which language it is exported; a file that is named says it itself. */
static bool
load_in_default_language(StsWork *work, int *status)
{
  for (char **name = work->names; name && *name; name++)
    if (sts_places_is_file(*name))
      return true;
  if (work->language || !work->options->language)
    return true;
  g_clear_pointer(&work->library, sts_library_free);
  sts_diagnostics_free(work->diagnostics);
  work->diagnostics = sts_diagnostics_new();
  work->language = g_strdup(work->options->language);
  return load_library(work, status);
}

/* `options` are what the library may add to; NULL: it did already. */
static bool
open_work(StsWork *work, StsOptions *options, int *status)
{
  if (!load_library(work, status) ||
      (options && (!take_defaults(work, options, status) || !load_in_default_language(work, status))))
    return false;
  *status = STS_EXIT_DONE;
  if (!choose_sections(work, status)) {
    sts_diagnostics_sort(work->diagnostics);
    sts_faults_print(stderr, work->diagnostics, STS_SEVERITY_ERROR);
    if (publishes(work->options) && *status == STS_EXIT_CONTENT)
      sts_report_message("nothing was written: not all that was asked for is there (see above)");
    return false;
  }
  return sts_judgement_day(work->options, work->library, &work->day, status) && check_library(work, status);
}

/* ---- languages ---- */

/* Lends the work on the library in that language, which is made if there is none. */
static StsWork *
find_work(GPtrArray *works, const StsOptions *options, const char *data, const char *content, const char *language)
{
  for (guint i = 0; i < works->len; i++)
    if (g_strcmp0(((StsWork *)works->pdata[i])->language, language) == 0)
      return works->pdata[i];
  g_ptr_array_add(works, new_work(options, data, content, language));
  return works->pdata[works->len - 1];
}

static void
add_name(StsWork *work, const char *name)
{
  guint count = work->names ? g_strv_length(work->names) : 0;

  work->names = g_renew(char *, work->names, count + 2);
  work->names[count] = g_strdup(name);
  work->names[count + 1] = NULL;
}

/* Returns a work for each language in which sections were named, by files of theirs or by --language. */
static GPtrArray *
part_by_language(const StsOptions *options, const char *data, const char *content)
{
  GPtrArray *works = g_ptr_array_new_with_free_func((GDestroyNotify)sts_work_free);

  for (char **name = options->sections; name && *name; name++) {
    g_autofree char *original = NULL, *tag = NULL;
    sts_places_is_translation(*name, &original, &tag);
    add_name(find_work(works, options, data, content, tag ? tag : options->language), *name);
  }
  if (works->len == 0)
    find_work(works, options, data, content, options->language);
  return works;
}

/* A call that writes, writes in one language. */
static bool
require_one_language(const GPtrArray *works, const StsOptions *options)
{
  const StsWork *first = works->pdata[0];
  const char *language = first->language ? first->language : "its own";

  if (works->len == 1 && (!options->language || g_ascii_strcasecmp(language, options->language) == 0))
    return true;
  if (works->len == 1)
    sts_report_message("“%s” is a text in the language “%s”, and --language asks for “%s”; leave one of the two out",
                       first->names[0], language, options->language);
  else if (options->action == STS_ACTION_CHECK && !options->fix && !options->language)
    return true;
  else
    sts_report_message("the files that are named are in several languages; name those of one language in a call");
  return false;
}

/* Adds the works on the translations of what was chosen by other names than those of files. */
static bool
open_translations(StsWork *work, int *status)
{
  g_autofree const char **languages = sts_library_list_languages(work->library);

  for (const char **language = languages; *language; language++) {
    g_autoptr(StsWork) other = new_work(work->options, work->data, work->content, *language);
    for (char **name = work->names; name && *name; name++) {
      StsSectionInfo section = {0};
      if (!sts_places_is_file(*name) && sts_library_find_section(work->library, *name, &section) == STS_SECTION_FOUND &&
          section.languages && g_strv_contains(section.languages, *language))
        add_name(other, *name);
    }
    if (work->names && !other->names)
      continue;
    if (!open_work(other, NULL, status))
      return false;
    g_ptr_array_add(work->translations, g_steal_pointer(&other));
  }
  return true;
}

static bool
open_works(GPtrArray *works, StsOptions *options, int *status)
{
  StsWork *work = works->pdata[0];

  if (!find_clinic(work)) {
    *status = STS_EXIT_CALL;
    return false;
  }
  sts_confine_call(options, work->content, work->data);
  for (guint i = 0; i < works->len; i++)
    if (!open_work(works->pdata[i], i == 0 ? options : NULL, status))
      return false;
  while (works->len > 1)
    g_ptr_array_insert(work->translations, 0, g_ptr_array_steal_index(works, works->len - 1));
  bool in_all = (options->action == STS_ACTION_CHECK && !options->fix) ||
                (options->action == STS_ACTION_LIST && options->due) || options->action == STS_ACTION_PACK;
  return !in_all || work->language || open_translations(work, status);
}

StsWork *
sts_work_open(StsOptions *options, int *status)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data = sts_data_find_folder(&error);

  if (!data) {
    sts_report_message("%s", error->message);
    *status = STS_EXIT_SYSTEM;
    return NULL;
  }
  bool sample;
  g_autofree char *content = find_content(options, data, &sample);
  if (sample && !options->quiet)
    sts_places_tell_sample();
  g_autoptr(GPtrArray) works = part_by_language(options, data, content);
  if (!require_one_language(works, options)) {
    *status = STS_EXIT_CALL;
    return NULL;
  }
  if (!open_works(works, options, status))
    return NULL;
  if (options->verbose)
    sts_report_message("reading the library %s", content);
  return g_ptr_array_steal_index(works, 0);
}

void
sts_work_free(StsWork *work)
{
  if (!work)
    return;
  sts_interrupt_watch(NULL);
  g_clear_pointer(&work->exporter, sts_exporter_free);
  g_clear_pointer(&work->translations, g_ptr_array_unref);
  g_free(work->ids);
  g_free(work->day);
  g_clear_pointer(&work->library, sts_library_free);
  sts_diagnostics_free(work->diagnostics);
  g_strfreev(work->names);
  g_free(work->language);
  g_free(work->content);
  g_free(work->data);
  g_free(work);
}

/* ---- what was found in all languages ---- */

static char *
place_of(const StsDiagnostic *one)
{
  g_autofree char *place = sts_position_format(one->position);

  return g_strconcat(one->rule, " ", place, NULL);
}

/* Diagnostics of the library itself come with each language, and so do those of passages, whose texts say in the
 * library's own how many sections show them: what the work itself says of a place is not said of it again. */
void
sts_work_gather_diagnostics(const StsWork *work)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (size_t i = 0; work->translations->len > 0 && i < sts_diagnostics_size(work->diagnostics); i++)
    g_hash_table_add(places, place_of(sts_diagnostics_get(work->diagnostics, i)));
  for (guint k = 0; k < work->translations->len; k++) {
    const StsWork *other = work->translations->pdata[k];
    for (size_t i = 0; i < sts_diagnostics_size(other->diagnostics); i++) {
      const StsDiagnostic *one = sts_diagnostics_get(other->diagnostics, i);
      g_autofree char *place = place_of(one);
      if (g_hash_table_add(seen, sts_diagnostic_format(one)) && !g_hash_table_contains(places, place))
        sts_diagnostics_add(work->diagnostics, one->severity, one->position, one->rule, "%s", one->text);
    }
  }
}

/* ---- looks ---- */

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
  static const char *const OPTIONS[] = {"style", "paper", "duplex", "formats", "language", "address"};
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
  if (sources.clinic_file)
    sts_report_message("the clinic's part is from %s, which %s names", sources.clinic_file,
                       work->options->clinic ? "--clinic" : "library.yaml");
}

static StsExporter *
new_exporter(const StsWork *work, const char *style, StsDiagnostics *faults, GError **error)
{
  const StsOptions *options = work->options;
  g_auto(GStrv) fonts = sts_work_list_font_folders(work);
  const StsExportOptions settings = {
      .font_folders = (const char *const *)fonts,
      .style = style,
      .paper = options->paper,
      .as_of = work->day,
      .duplex = options->duplex,
      .simplex = options->no_duplex,
      .linearize = options->linearize,
      .without_fonts = options->no_fonts,
      .without_pages = options->no_pages,
      .allow_unreviewed_words = options->allow_unreviewed_words,
      .library = work->library,
  };

  return sts_exporter_new(&settings, faults, error);
}

StsExporter *
sts_work_load_style(const StsWork *work, const char *style, int *status)
{
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsExporter) exporter = new_exporter(work, style, faults, &error);
  bool faulty = sts_diagnostics_count(faults, STS_SEVERITY_ERROR) > 0;

  if (exporter && !faulty)
    return g_steal_pointer(&exporter);
  sts_faults_print(stderr, faults, STS_SEVERITY_ERROR);
  sts_report_message("%s", error ? error->message : "nothing was written: the style has errors (see above)");
  *status = faulty ? sts_exit_for_faults(faults) : sts_exit_for(error);
  return NULL;
}

bool
sts_work_load_styles(StsWork *work, int *status)
{
  const StsOptions *options = work->options;
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  if (work->exporter) {
    sts_interrupt_watch(work->exporter);
    return true;
  }
  work->exporter = new_exporter(work, options->style, faults, &error);
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
