/* Parses the command line with GOption and refuses calls that contradict themselves. */
#include "cli/options.h"

#include <string.h>

#include "base/language-tag.h"
#include "base/text.h"

enum { JOBS_MAX = 1024, FORMATS_MAX = 8, ENTRIES_MAX = 40 };

/* What GOption fills in, as it wants it. */
typedef struct {
  gboolean formats[FORMATS_MAX];       /* as in their table */
  char *format_sentences[FORMATS_MAX]; /* what --help says of each */
  gboolean book, all, list, check, verify, compare, json, sarif, no_fonts, no_pages, allow_expired, duplex, linearize,
      quiet, verbose, version, help;
  char *content, *import, *report, *output, *style, *paper, *language, *as_of, *jobs;
  char **fonts, **sections;
} Raw;

G_DEFINE_QUARK(sts - call - error - quark, sts_call_error)

/* An option for each format. Returns how many there are. */
static size_t
fill_format_entries(GOptionEntry *entries, Raw *raw)
{
  size_t count = sts_format_count();

  g_assert(count <= FORMATS_MAX);
  for (size_t i = 0; i < count; i++) {
    const StsFormatInfo *format = sts_format_get(i);
    raw->format_sentences[i] = g_strconcat("Write ", format->description, NULL);
    entries[i] =
        (GOptionEntry){format->name, 0, 0, G_OPTION_ARG_NONE, &raw->formats[i], raw->format_sentences[i], NULL};
  }
  return count;
}

static void
fill_entries(GOptionEntry entries[ENTRIES_MAX], Raw *raw)
{
  /* Strings are taken as file names, that is byte for byte: the locale has no say in what the user typed. */
  const GOptionEntry table[] = {
      {"book", 0, 0, G_OPTION_ARG_NONE, &raw->book,
       "The whole library, or the sections named, as one file with cover and contents", NULL},
      {"all", 0, 0, G_OPTION_ARG_NONE, &raw->all, "Every section, a file each", NULL},
      {"list", 0, 0, G_OPTION_ARG_NONE, &raw->list, "List the sections and their provenance", NULL},
      {"check", 0, 0, G_OPTION_ARG_NONE, &raw->check, "Say everything that is wrong with the content; write nothing",
       NULL},
      {"verify", 0, 0, G_OPTION_ARG_NONE, &raw->verify,
       "Say of exported files whether they are whole, unaltered and current", NULL},
      {"compare", 0, 0, G_OPTION_ARG_NONE, &raw->compare,
       "Say what has changed between two exported files or libraries", NULL},
      {"import", 0, 0, G_OPTION_ARG_FILENAME, &raw->import,
       "Split a long Markdown document into a library, in the new folder -o DIR", "FILE"},
      {"report", 0, 0, G_OPTION_ARG_FILENAME, &raw->report, "With --import: write the report as JSON to this file, too",
       "FILE"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &raw->json,
       "With --list, --check, --verify, --compare or --import: answer as JSON", NULL},
      {"sarif", 0, 0, G_OPTION_ARG_NONE, &raw->sarif, "With --check: answer as SARIF 2.1.0, for tools of code review",
       NULL},
      {"content", 'C', 0, G_OPTION_ARG_FILENAME, &raw->content,
       "The library: a folder with library.yaml, or one .md file", "DIR"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw->output, "Folder or file to write to; - is standard output",
       "PATH"},
      {"style", 0, 0, G_OPTION_ARG_FILENAME, &raw->style, "Look of the pages (default: handout)", "NAME"},
      {"paper", 0, 0, G_OPTION_ARG_FILENAME, &raw->paper, "Paper: letter or a4", "SIZE"},
      {"language", 0, 0, G_OPTION_ARG_FILENAME, &raw->language,
       "Language of the words that the program adds, such as en or es", "TAG"},
      {"fonts", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw->fonts, "A folder with more fonts; may be given again", "DIR"},
      {"no-fonts", 0, 0, G_OPTION_ARG_NONE, &raw->no_fonts, "Embed no fonts in the EPUB", NULL},
      {"no-pages", 0, 0, G_OPTION_ARG_NONE, &raw->no_pages, "Leave the printed page numbers out of the EPUB", NULL},
      {"duplex", 0, 0, G_OPTION_ARG_NONE, &raw->duplex,
       "For printing on both sides: sections start on right-hand pages", NULL},
      {"linearize", 0, 0, G_OPTION_ARG_NONE, &raw->linearize, "Order the PDF for viewing while it downloads", NULL},
      {"allow-expired", 0, 0, G_OPTION_ARG_NONE, &raw->allow_expired,
       "Export sections whose review is overdue; they say so in print", NULL},
      {"as-of", 0, 0, G_OPTION_ARG_FILENAME, &raw->as_of, "Judge currency on this day instead of today", "DATE"},
      {"jobs", 'j', 0, G_OPTION_ARG_FILENAME, &raw->jobs,
       "How many files to work on at once (default: one a processor)", "N"},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &raw->quiet, "Print nothing but errors", NULL},
      {"verbose", 'v', 0, G_OPTION_ARG_NONE, &raw->verbose, "Print notes too, and which library is read", NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &raw->version, "Print the version", NULL},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &raw->help, "Print this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw->sections, NULL, "[SECTION...|FILE...]"},
      {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
  };
  G_STATIC_ASSERT(FORMATS_MAX + G_N_ELEMENTS(table) <= ENTRIES_MAX);
  memcpy(entries + fill_format_entries(entries, raw), table, sizeof table);
}

/* Returns all formats, or with `option` their options, such as "PDF, EPUB and HTML"; free with g_free(). */
static char *
list_formats(bool option, const char *conjunction)
{
  g_autoptr(GString) list = g_string_new(NULL);

  for (size_t i = 0; i < sts_format_count(); i++) {
    const StsFormatInfo *format = sts_format_get(i);
    const char *separator = i == 0 ? "" : i + 1 < sts_format_count() ? ", " : conjunction;
    g_string_append_printf(list, "%s%s%s", separator, option ? "--" : "", option ? format->name : format->label);
  }
  return g_string_free(g_steal_pointer(&list), FALSE);
}

static GOptionContext *
new_context(const GOptionEntry *entries)
{
  g_autofree char *formats = list_formats(false, " and ");
  g_autofree char *parameters = g_strdup_printf("- accessible %s handouts", formats);
  GOptionContext *context = g_option_context_new(parameters);

  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, entries, NULL);
  g_option_context_set_summary(
      context, "  sts-export --pdf stage-ii-iii          stage-ii-iii.pdf in this folder\n"
               "  sts-export --epub --book               the whole guide as one EPUB\n"
               "  sts-export --epub --book surgery radiation   two sections as one EPUB\n"
               "  sts-export --pdf --epub --all -o out/  every section, a file each\n"
               "  sts-export --list                      the sections there are\n"
               "  sts-export --check                     what is wrong with them\n"
               "  sts-export --import LONG.md -o new/    a library from a long document\n"
               "  sts-export --verify stage-ii-iii.pdf   is this file still what the library says?\n"
               "  sts-export --compare OLD NEW           what has changed between two files or libraries");
  g_option_context_set_description(
      context,
      "The library is the one named by -C, else this folder if it holds library.yaml, else\n"
      "./content, else the sample library that comes with the program.\n\n"
      "Exit status: 0 done; 1 the content is at fault, a verified file is not current, or what is compared differs;\n"
      "2 the call is wrong; 3 the system failed.\n");
  return context;
}

static void
clear_raw(Raw *raw)
{
  for (size_t i = 0; i < FORMATS_MAX; i++)
    g_free(raw->format_sentences[i]);
  g_free(raw->content);
  g_free(raw->import);
  g_free(raw->report);
  g_free(raw->output);
  g_free(raw->style);
  g_free(raw->paper);
  g_free(raw->language);
  g_free(raw->as_of);
  g_free(raw->jobs);
  g_strfreev(raw->fonts);
  g_strfreev(raw->sections);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Raw, clear_raw)

static bool G_GNUC_PRINTF(2, 3) refuse(GError **error, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error_literal(error, STS_CALL_ERROR, 0, text);
  return false;
}

/* GOption names the option it does not know and leaves the user to guess; this one suggests. */
static void
explain_parse_error(const GOptionEntry *entries, const GError *parse_error, GError **error)
{
  static const char unknown[] = "Unknown option --";
  const char *at = strstr(parse_error->message, unknown);

  if (!g_error_matches(parse_error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) || !at) {
    refuse(error, "%c%s; sts-export --help lists the options", g_ascii_tolower(*parse_error->message),
           parse_error->message + 1);
    return;
  }
  const char *names[ENTRIES_MAX + 1];
  size_t count = 0;
  for (const GOptionEntry *entry = entries; entry->long_name; entry++)
    if (*entry->long_name)
      names[count++] = entry->long_name;
  names[count] = NULL;

  g_autofree char *name = g_strdup(at + strlen(unknown));
  name[strcspn(name, "=")] = '\0';
  const char *nearest = sts_text_nearest(name, names);
  if (nearest)
    refuse(error, "there is no option --%s; did you mean --%s?", name, nearest);
  else
    refuse(error, "there is no option --%s; sts-export --help lists them all", name);
}

/* GOption takes "--pdf=no" for --pdf. */
static bool
check_switches(const GOptionEntry *entries, char **arguments, GError **error)
{
  for (char **argument = arguments + 1; *argument && strcmp(*argument, "--") != 0; argument++) {
    const char *sign = g_str_has_prefix(*argument, "--") ? strchr(*argument, '=') : NULL;
    for (const GOptionEntry *entry = entries; sign && entry->long_name; entry++)
      if (entry->arg == G_OPTION_ARG_NONE && strlen(entry->long_name) == (size_t)(sign - *argument) - 2 &&
          strncmp(*argument + 2, entry->long_name, strlen(entry->long_name)) == 0)
        return refuse(error, "--%s takes no value; write it alone, or leave it out", entry->long_name);
  }
  return true;
}

static bool
parse_jobs(const char *text, int *jobs, GError **error)
{
  if (!text) {
    *jobs = (int)g_get_num_processors();
    return true;
  }
  gint64 number = 0;
  if (!g_ascii_string_to_signed(text, 10, 1, JOBS_MAX, &number, NULL))
    return refuse(error, "--jobs needs a whole number from 1 to %d, not “%s”", JOBS_MAX, text);
  *jobs = (int)number;
  return true;
}

static bool
check_values(const Raw *raw, StsOptions *options, GError **error)
{
  if (raw->paper && strcmp(raw->paper, "letter") != 0 && strcmp(raw->paper, "a4") != 0)
    return refuse(error, "--paper is letter or a4, not “%s”", raw->paper);
  if (raw->language && !sts_language_is_valid(raw->language))
    return refuse(error, "--language needs a language tag such as en, es or es-MX, not “%s”", raw->language);
  if (raw->as_of && !sts_date_parse_iso(raw->as_of, &options->as_of))
    return refuse(error, "--as-of needs a date that exists, as in 2024-08-02, not “%s”", raw->as_of);
  if (raw->style && (!*raw->style || strchr(raw->style, '/') || *raw->style == '.'))
    return refuse(error, "--style needs the name of a style, such as handout, not “%s”", raw->style);
  if (raw->content && !*raw->content)
    return refuse(error, "--content needs the name of a folder");
  if (raw->import && !*raw->import)
    return refuse(error, "--import needs the name of a Markdown file");
  if (raw->report && !*raw->report)
    return refuse(error, "--report needs the name of a file");
  if (raw->output && !*raw->output)
    return refuse(error, "--output needs the name of a folder or file, or - for standard output");
  for (char **folder = raw->fonts; folder && *folder; folder++)
    if (!g_file_test(*folder, G_FILE_TEST_IS_DIR))
      return refuse(error, "--fonts needs a folder, and there is none named “%s”", *folder);
  for (char **section = raw->sections; section && *section && !raw->verify && !raw->compare; section++)
    if (!**section || !g_utf8_validate(*section, -1, NULL))
      return refuse(error,
                    "the name of a section is empty or not valid UTF-8; sts-export --list shows the names there are");
  return parse_jobs(raw->jobs, &options->jobs, error);
}

/* Lends the first format that was chosen, at `from` or behind it in the table; NULL: none. */
static const StsFormatInfo *
next_format(const Raw *raw, size_t from)
{
  for (size_t i = from; i < sts_format_count(); i++)
    if (raw->formats[i])
      return sts_format_get(i);
  return NULL;
}

/* Lends the name of an option that says what to export; NULL: there is none. */
static const char *
find_export_option(const Raw *raw)
{
  const StsFormatInfo *format = next_format(raw, 0);

  return format ? format->name : raw->book ? "book" : raw->all ? "all" : NULL;
}

/* What no call takes that writes nothing. */
static bool
check_writes_nothing(const Raw *raw, const char *action, GError **error)
{
  if (raw->list + raw->check + raw->verify + raw->compare > 1)
    return refuse(error, "--list, --check, --verify and --compare are calls of their own; choose one");
  if (find_export_option(raw))
    return refuse(error, "%s writes no file, so --%s has no place beside it", action, find_export_option(raw));
  if (raw->output)
    return refuse(error, "%s prints to standard output, so --output has no place beside it", action);
  return true;
}

/* What --verify and --compare take. */
static bool
check_files(const Raw *raw, const char *action, GError **error)
{
  guint count = raw->sections ? g_strv_length(raw->sections) : 0;

  if (raw->sarif)
    return refuse(error, "--sarif belongs to --check");
  if (!check_writes_nothing(raw, action, error))
    return false;
  if (raw->language)
    return refuse(error, "%s finds the language in the files themselves; leave out --language", action);
  for (guint i = 0; i < count; i++)
    if (!*raw->sections[i])
      return refuse(error, "the name of a file is empty");
  if (raw->verify && count == 0)
    return refuse(error, "say which files to verify: sts-export --verify FILE...");
  if (raw->compare && count != 2)
    return refuse(error, "--compare takes two files or libraries, the old one and the new one, not %u", count);
  if (raw->compare && raw->content)
    return refuse(error, "--compare names its libraries itself; leave out -C");
  if (raw->compare && (raw->as_of || raw->allow_expired))
    return refuse(error, "--compare judges no dates, so --%s has no place beside it",
                  raw->as_of ? "as-of" : "allow-expired");
  return true;
}

/* What --list and --check do not take. */
static bool
check_inquiry(const Raw *raw, const char *action, GError **error)
{
  if (raw->sarif && !raw->check)
    return refuse(error, "--sarif belongs to --check");
  if (raw->sarif && raw->json)
    return refuse(error, "--json and --sarif are two forms of one answer; choose one");
  return check_writes_nothing(raw, action, error);
}

/* Whether the file would lie in the folder, or take its place. */
static bool
lies_in(const char *file, const char *folder)
{
  g_autofree char *path = g_canonicalize_filename(file, NULL), *root = g_canonicalize_filename(folder, NULL);
  size_t length = strlen(root);

  return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* What --import does not take. */
static bool
check_import(const Raw *raw, GError **error)
{
  if (raw->verify || raw->compare)
    return refuse(error, "--import and --%s are calls of their own; choose one", raw->verify ? "verify" : "compare");
  if (raw->list || raw->check)
    return refuse(error, "--import makes a library; --%s it in a second call, with -C", raw->list ? "list" : "check");
  if (find_export_option(raw))
    return refuse(
        error, "--import makes a library; export it in a second call, with -C, once --check finds nothing to refuse");
  if (raw->sections && *raw->sections)
    return refuse(error, "--import takes one document and makes all its sections; leave out “%s”", *raw->sections);
  if (raw->content)
    return refuse(error, "--import makes a new library and reads none, so --content has no place beside it");
  if (raw->sarif)
    return refuse(error, "--sarif belongs to --check; the report of --import is text, or JSON with --json");
  if (!raw->output)
    return refuse(error, "say where the library is to be made: --import %s -o FOLDER, a folder that does not exist yet",
                  raw->import);
  if (strcmp(raw->output, "-") == 0)
    return refuse(error,
                  "--import makes a folder, which cannot go to standard output; name one that does not exist yet");
  if (raw->report && strcmp(raw->report, "-") == 0)
    return refuse(error, "--report needs the name of a file; --json prints the report to standard output");
  if (raw->report && lies_in(raw->report, raw->output))
    return refuse(error, "the report is no part of the library; let --report name a file outside “%s”", raw->output);
  return true;
}

static bool
refuse_without_format(const Raw *raw, GError **error)
{
  g_autofree char *formats = list_formats(true, ", ");
  const char *several = sts_format_count() == 2 ? "both" : "several";

  if (raw->sections && *raw->sections)
    return refuse(error, "say what to make of “%s”: %s, or %s", *raw->sections, formats, several);
  if (raw->book || raw->all)
    return refuse(error, "say what to make of the %s: %s, or %s", raw->book ? "book" : "sections", formats, several);
  return refuse(error, "nothing to do; try sts-export --pdf stage-ii-iii, or sts-export --help");
}

/* An option that only some formats heed, beside none of them. `heeds` is the place of that fact in StsFormatInfo;
 * `always` says what the others do instead. */
static bool
check_heeded(const Raw *raw, gboolean given, const char *option, size_t heeds, const char *always, GError **error)
{
  g_autoptr(GString) heeding = g_string_new(NULL);

  if (!given)
    return true;
  for (size_t i = 0; i < sts_format_count(); i++) {
    const StsFormatInfo *format = sts_format_get(i);
    if (!G_STRUCT_MEMBER(bool, format, heeds))
      continue;
    if (raw->formats[i])
      return true;
    g_string_append_printf(heeding, "%s--%s", heeding->len > 0 ? " or " : "", format->name);
  }
  const StsFormatInfo *chosen = next_format(raw, 0);
  return refuse(error, "%s is for %s; %s %s %s", option, heeding->str, chosen->article, chosen->label, always);
}

static bool
check_export(const Raw *raw, GError **error)
{
  bool sections = raw->sections && *raw->sections;
  guint formats = 0;

  for (size_t i = 0; i < sts_format_count(); i++)
    formats += raw->formats[i] ? 1 : 0;
  if (formats == 0)
    return refuse_without_format(raw, error);
  if (raw->book && raw->all)
    return refuse(error, "--book makes one file of everything and --all a file of each section; choose one");
  if (raw->all && sections)
    return refuse(error, "--all exports every section; leave out “%s”, or leave out --all", *raw->sections);
  if (!raw->book && !raw->all && !sections)
    return refuse(error, "say which section to export, or --all, or --book; sts-export --list shows the sections");
  if (raw->json)
    return refuse(error, "--json belongs to --list, --check, --verify, --compare and --import");
  if (raw->sarif)
    return refuse(error, "--sarif belongs to --check");
  if (!check_heeded(raw, raw->no_fonts, "--no-fonts", offsetof(StsFormatInfo, can_omit_fonts),
                    "always embeds its fonts", error) ||
      !check_heeded(raw, raw->no_pages, "--no-pages", offsetof(StsFormatInfo, can_omit_pages),
                    "always has its page numbers", error) ||
      !check_heeded(raw, raw->linearize, "--linearize", offsetof(StsFormatInfo, can_linearize), "has but one order",
                    error))
    return false;
  if (raw->output && strcmp(raw->output, "-") == 0 &&
      (formats > 1 || raw->all || (!raw->book && sections && raw->sections[1])))
    return refuse(error, "--output - takes one file, and this call makes several; name a folder instead");
  return true;
}

static bool
check_call(const Raw *raw, GError **error)
{
  if (raw->quiet && raw->verbose)
    return refuse(error, "--quiet and --verbose contradict each other; choose one");
  if (raw->import)
    return check_import(raw, error);
  if (raw->report)
    return refuse(error, "--report belongs to --import");
  if (raw->verify || raw->compare)
    return check_files(raw, raw->verify ? "--verify" : "--compare", error);
  if (raw->list)
    return check_inquiry(raw, "--list", error);
  if (raw->check)
    return check_inquiry(raw, "--check", error);
  return check_export(raw, error);
}

/* Drops names that were given before, so that no file is written twice. */
static char **
unique(char **names)
{
  g_autoptr(GPtrArray) kept = g_ptr_array_new();

  if (!names)
    return NULL;
  for (; *names; names++)
    if (!g_ptr_array_find_with_equal_func(kept, *names, g_str_equal, NULL))
      g_ptr_array_add(kept, g_strdup(*names));
  g_ptr_array_add(kept, NULL);
  return (char **)g_ptr_array_free(g_steal_pointer(&kept), FALSE);
}

static StsAction
choose_action(const Raw *raw)
{
  if (raw->import)
    return STS_ACTION_IMPORT;
  if (raw->verify)
    return STS_ACTION_VERIFY;
  if (raw->compare)
    return STS_ACTION_COMPARE;
  return raw->list ? STS_ACTION_LIST : raw->check ? STS_ACTION_CHECK : STS_ACTION_EXPORT;
}

static void
take_values(Raw *raw, StsOptions *options)
{
  options->action = choose_action(raw);
  options->formats = g_ptr_array_new();
  for (size_t i = 0; i < sts_format_count(); i++)
    if (raw->formats[i])
      g_ptr_array_add(options->formats, (gpointer)sts_format_get(i));
  options->book = raw->book;
  options->all = raw->all;
  options->json = raw->json;
  options->sarif = raw->sarif;
  options->no_fonts = raw->no_fonts;
  options->no_pages = raw->no_pages;
  options->allow_expired = raw->allow_expired;
  options->duplex = raw->duplex;
  options->linearize = raw->linearize;
  options->quiet = raw->quiet;
  options->verbose = raw->verbose;
  options->content = g_steal_pointer(&raw->content);
  options->import = g_steal_pointer(&raw->import);
  options->report = g_steal_pointer(&raw->report);
  options->output = g_steal_pointer(&raw->output);
  options->style = raw->style ? g_steal_pointer(&raw->style) : g_strdup("handout");
  options->paper = g_steal_pointer(&raw->paper);
  options->language = g_steal_pointer(&raw->language);
  options->fonts = g_steal_pointer(&raw->fonts);
  if (raw->compare)
    options->files = g_steal_pointer(&raw->sections);
  else if (raw->verify)
    options->files = unique(raw->sections);
  else
    options->sections = unique(raw->sections);
}

StsOptions *
sts_options_parse(int argc, char **argv, GError **error)
{
  g_auto(Raw) raw = {0};
  GOptionEntry entries[ENTRIES_MAX];
  g_autoptr(GError) parse_error = NULL;

  fill_entries(entries, &raw);
  g_autoptr(GOptionContext) context = new_context(entries);
  /* GOption reorders what it parses, so it gets a copy. */
  g_auto(GStrv) arguments = g_new0(char *, (size_t)argc + 1);
  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup(argv[i]);
  if (!check_switches(entries, arguments, error))
    return NULL;
  if (!g_option_context_parse_strv(context, &arguments, &parse_error)) {
    explain_parse_error(entries, parse_error, error);
    return NULL;
  }
  g_autoptr(StsOptions) options = g_new0(StsOptions, 1);
  if (raw.help || raw.version) {
    options->action = raw.help ? STS_ACTION_HELP : STS_ACTION_VERSION;
    return g_steal_pointer(&options);
  }
  if (!check_values(&raw, options, error) || !check_call(&raw, error))
    return NULL;
  take_values(&raw, options);
  return g_steal_pointer(&options);
}

void
sts_options_free(StsOptions *options)
{
  if (!options)
    return;
  if (options->formats)
    g_ptr_array_unref(options->formats);
  g_free(options->content);
  g_free(options->import);
  g_free(options->report);
  g_free(options->output);
  g_free(options->style);
  g_free(options->paper);
  g_free(options->language);
  g_strfreev(options->fonts);
  g_strfreev(options->sections);
  g_strfreev(options->files);
  g_free(options);
}

char *
sts_options_help(void)
{
  g_auto(Raw) raw = {0};
  GOptionEntry entries[ENTRIES_MAX];

  fill_entries(entries, &raw);
  g_autoptr(GOptionContext) context = new_context(entries);
  return g_option_context_get_help(context, TRUE, NULL);
}
