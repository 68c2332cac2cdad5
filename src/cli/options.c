/* Parses the command line with GOption and refuses calls that contradict themselves. */
#include "cli/options.h"

#include <string.h>

#include "base/address.h"
#include "base/file-read.h"
#include "base/language-tag.h"
#include "base/nearest.h"
#include "base/text.h"

/* Fewer dots show nothing, and more than print has help nobody. */
enum { DPI_MIN = 24, DPI_DEFAULT = 96, DPI_MAX = 600 };

enum { JOBS_MAX = 1024, FORMATS_MAX = 8, ENTRIES_MAX = 64 };

/* What GOption fills in that options hold in another form. */
typedef struct {
  gboolean formats[FORMATS_MAX];       /* as in their table */
  char *format_sentences[FORMATS_MAX]; /* what --help says of each */
  gboolean list, check, verify, compare, stamp, preview, version, help;
  char *as_of, *due, *jobs, *split_level, *page, *dpi;
} Raw;

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
fill_entries(GOptionEntry entries[ENTRIES_MAX], Raw *raw, StsOptions *options)
{
  /* Strings are taken as file names, that is byte for byte: the locale has no say in what the user typed. */
  const GOptionEntry table[] = {
      {"book", 0, 0, G_OPTION_ARG_NONE, &options->book,
       "The whole library, or the sections named, as one file with cover and contents", NULL},
      {"all", 0, 0, G_OPTION_ARG_NONE, &options->all, "Every section, one file each", NULL},
      {"pack", 0, 0, G_OPTION_ARG_FILENAME, &options->pack,
       "Every section, or those named, in every language and form, with an index, in this folder", "DIR"},
      {"address", 0, 0, G_OPTION_ARG_FILENAME, &options->address,
       "With --pack: where the folder will be in the web, for record systems", "URL"},
      {"list", 0, 0, G_OPTION_ARG_NONE, &raw->list, "List the sections and their provenance", NULL},
      {"check", 0, 0, G_OPTION_ARG_NONE, &raw->check, "Report everything that is wrong with the content; write nothing",
       NULL},
      {"fix", 0, 0, G_OPTION_ARG_NONE, &options->fix,
       "With --check: repair markup, never words, and show the changes as a diff", NULL},
      {"write", 0, 0, G_OPTION_ARG_NONE, &options->write, "With --check --fix: make the changes in the files", NULL},
      {"verify", 0, 0, G_OPTION_ARG_NONE, &raw->verify,
       "Check whether exported files, or the codes at the feet of sheets, are complete, unaltered and current", NULL},
      {"stamp-translation", 0, 0, G_OPTION_ARG_NONE, &raw->stamp,
       "Write into translations, such as surgery.es.md, from which text they were made", NULL},
      {"compare", 0, 0, G_OPTION_ARG_NONE, &raw->compare,
       "Show what has changed between two exported files or libraries", NULL},
      {"import", 0, 0, G_OPTION_ARG_FILENAME, &options->import,
       "Split a long document (Markdown, HTML, DOCX) into a library, in the new folder -o DIR", "FILE"},
      {"new", 0, 0, G_OPTION_ARG_FILENAME, &options->new_dir,
       "Make a library to start from, with a first handout, in this new folder", "DIR"},
      {"new-section", 0, 0, G_OPTION_ARG_FILENAME, &options->new_id,
       "Add a section to the library: a file to write in, and its name in library.yaml", "ID"},
      {"from", 0, 0, G_OPTION_ARG_FILENAME, &options->from,
       "Make a library of a folder of Markdown files, which stay as they are, and list what each lacks", "FOLDER"},
      {"preview", 0, 0, G_OPTION_ARG_NONE, &raw->preview, "Draw the pages as PNG, a file each", NULL},
      {"page", 0, 0, G_OPTION_ARG_FILENAME, &raw->page,
       "With --preview: which pages, such as 1, 1-3 or 2- (default: all)", "PAGES"},
      {"dpi", 0, 0, G_OPTION_ARG_FILENAME, &raw->dpi, "With --preview: dots per inch, 24 to 600 (default: 96)", "N"},
      {"dump", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &options->dump,
       "Print sections as text: the tree that was read, or the pages with every run of glyphs", "tree|pages"},
      {"split-level", 0, 0, G_OPTION_ARG_FILENAME, &raw->split_level,
       "With --import: begin a section at each heading up to this level, and nowhere else", "N"},
      {"report", 0, 0, G_OPTION_ARG_FILENAME, &options->report,
       "With --import: also write the report as JSON to this file", "FILE"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &options->json,
       "With --list, --check, --verify, --compare or --import: answer as JSON", NULL},
      {"sarif", 0, 0, G_OPTION_ARG_NONE, &options->sarif,
       "With --check: answer as SARIF 2.1.0, for tools of code review", NULL},
      {"content", 'C', 0, G_OPTION_ARG_FILENAME, &options->content,
       "The library: a folder with library.yaml, or one .md file", "DIR"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "Folder or file to write to; - is standard output",
       "PATH"},
      {"watch", 0, 0, G_OPTION_ARG_NONE, &options->watch,
       "Write again whenever something that the files are made of has changed, until interrupted", NULL},
      {"depfile", 0, 0, G_OPTION_ARG_FILENAME, &options->depfile,
       "Also write what the files are made of, as rules for Make and Ninja", "FILE"},
      {"force", 0, 0, G_OPTION_ARG_NONE, &options->force,
       "Write files anew that are there with the same bytes, and would stay as they are", NULL},
      {"clinic", 0, 0, G_OPTION_ARG_FILENAME, &options->clinic,
       "The file of the clinic that hands the sheets out, such as clinic.yaml", "FILE"},
      {"no-clinic", 0, 0, G_OPTION_ARG_NONE, &options->no_clinic, "Without the clinic that library.yaml names", NULL},
      {"style", 0, 0, G_OPTION_ARG_FILENAME, &options->style,
       "Look of the pages (default: handout), or a file such as ./mine.yaml", "NAME|FILE"},
      {"paper", 0, 0, G_OPTION_ARG_FILENAME, &options->paper, "Paper: letter or a4", "SIZE"},
      {"language", 0, 0, G_OPTION_ARG_FILENAME, &options->language,
       "Language to read the library in, such as es (default: its own)", "TAG"},
      {"or-original", 0, 0, G_OPTION_ARG_NONE, &options->or_original,
       "With --language: print the original where a section has no text in it; the section says so", NULL},
      {"fonts", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->fonts, "A folder with more fonts; may be repeated", "DIR"},
      {"no-fonts", 0, 0, G_OPTION_ARG_NONE, &options->no_fonts, "Embed no fonts in the EPUB", NULL},
      {"no-pages", 0, 0, G_OPTION_ARG_NONE, &options->no_pages, "Leave the printed page numbers out of the EPUB", NULL},
      {"duplex", 0, 0, G_OPTION_ARG_NONE, &options->duplex,
       "For printing on both sides: sections start on right-hand pages", NULL},
      {"no-duplex", 0, 0, G_OPTION_ARG_NONE, &options->no_duplex,
       "For printing on one side, whatever library or style say", NULL},
      {"linearize", 0, 0, G_OPTION_ARG_NONE, &options->linearize, "Order the PDF for viewing while it downloads", NULL},
      {"allow-expired", 0, 0, G_OPTION_ARG_NONE, &options->allow_expired,
       "Export sections whose review is overdue; they say so in print", NULL},
      {"allow-unreviewed-words", 0, 0, G_OPTION_ARG_NONE, &options->allow_unreviewed_words,
       "Export an approved library with printed words that nobody whose language it is has read", NULL},
      {"as-of", 0, 0, G_OPTION_ARG_FILENAME, &raw->as_of, "Judge currency on this day instead of today", "DATE"},
      {"due", 0, 0, G_OPTION_ARG_FILENAME, &raw->due,
       "With --list: what is due for review within this time, such as 90d, by owner", "TIME"},
      {"jobs", 'j', 0, G_OPTION_ARG_FILENAME, &raw->jobs,
       "How many files to work on at once (default: one per processor)", "N"},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->quiet, "Print nothing but errors", NULL},
      {"verbose", 'v', 0, G_OPTION_ARG_NONE, &options->verbose, "Print notes too, and which library is being read",
       NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &raw->version, "Print the version", NULL},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &raw->help, "Print this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->sections, NULL, "[SECTION...|FILE...|CODE...]"},
      {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
  };
  G_STATIC_ASSERT(FORMATS_MAX + G_N_ELEMENTS(table) <= ENTRIES_MAX);
  memcpy(entries + fill_format_entries(entries, raw), table, sizeof table);
}

/* Returns the options of all formats, such as "--pdf, --epub"; free with g_free(). */
static char *
list_formats(void)
{
  g_autoptr(GString) list = g_string_new(NULL);

  for (size_t i = 0; i < sts_format_count(); i++)
    g_string_append_printf(list, "%s--%s", i > 0 ? ", " : "", sts_format_get(i)->name);
  return g_string_free(g_steal_pointer(&list), FALSE);
}

static GOptionContext *
new_context(const GOptionEntry *entries)
{
  GOptionContext *context = g_option_context_new("- accessible handouts");

  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, entries, NULL);
  g_option_context_set_summary(
      context, "  sts-export --pdf stage-ii-iii          stage-ii-iii.pdf in this folder\n  sts-export --epub --book   "
               "            the whole guide as one EPUB\n  sts-export --epub --book surgery radiation   two sections "
               "as one EPUB\n  sts-export --pdf --epub --all -o out/  every section, one file each\n  sts-export "
               "--list                      the sections there are\n  sts-export --check                     what is "
               "wrong with them\n  sts-export --import LONG.md -o new/    a library from a long document\n  sts-export "
               "--verify stage-ii-iii.pdf   is this file still what the library says?\n  sts-export --compare OLD NEW  "
               "         what has changed between two files or libraries");
  g_option_context_set_description(
      context, "The library is the one named by -C, else this folder if it holds library.yaml, else\n"
               "./content, else the sample library that comes with the program. A section is named by its id, or by\n"
               "the .md file that it is in; without -C, the library is then the one that the file lies in.\n\n"
               "Exit status: 0 done; 1 the content is at fault, a verified file or code is not current, or what is "
               "compared differs;\n"
               "2 the call is wrong; 3 the system failed.\n");
  return context;
}

static void
clear_raw(Raw *raw)
{
  for (size_t i = 0; i < FORMATS_MAX; i++)
    g_free(raw->format_sentences[i]);
  g_free(raw->as_of);
  g_free(raw->due);
  g_free(raw->jobs);
  g_free(raw->split_level);
  g_free(raw->page);
  g_free(raw->dpi);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Raw, clear_raw)

/* What options are called elsewhere. */
static const StsSynonym SYNONYMS[] = {
    {"theme", "style"},         {"template", "style"},
    {"size", "paper"},          {"page-size", "paper"},
    {"pagesize", "paper"},      {"papersize", "paper"},
    {"locale", "language"},     {"dest", "output"},
    {"destination", "output"},  {"dir", "output"},
    {"outdir", "output"},       {"out-dir", "output"},
    {"to", "output"},           {"folder", "content"},
    {"input", "content"},       {"library", "content"},
    {"source", "content"},      {"lint", "check"},
    {"validate", "check"},      {"diff", "compare"},
    {"convert", "import"},      {"ls", "list"},
    {"sections", "list"},       {"threads", "jobs"},
    {"workers", "jobs"},        {"silent", "quiet"},
    {"date", "as-of"},          {"today", "as-of"},
    {"now", "as-of"},           {"two-sided", "duplex"},
    {"double-sided", "duplex"}, {"guide", "book"},
    {"usage", "help"},          {NULL, NULL},
};

/* GOption names the option it does not know and leaves the user to guess; this one suggests. */
static void
explain_parse_error(const GOptionEntry *entries, const GError *parse_error, GError **error)
{
  static const char unknown[] = "Unknown option --";
  const char *at = strstr(parse_error->message, unknown);

  if (!g_error_matches(parse_error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) || !at) {
    sts_call_refuse(error, "%c%s; sts-export --help lists the options", g_ascii_tolower(*parse_error->message),
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
  const char *nearest = sts_text_meant(name, SYNONYMS, names);
  if (nearest)
    sts_call_refuse(error, "there is no option --%s; did you mean --%s?", name, nearest);
  else
    sts_call_refuse(error, "there is no option --%s; sts-export --help lists them all", name);
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
        return sts_call_refuse(error, "--%s takes no value; write it alone, or leave it out", entry->long_name);
  }
  return true;
}

static const GOptionEntry *
find_short(const GOptionEntry *entries, char letter)
{
  for (const GOptionEntry *entry = entries; entry->long_name; entry++)
    if (entry->short_name && entry->short_name == letter)
      return entry;
  return NULL;
}

/* Whether the next argument is the value of this one. */
static bool
takes_next(const GOptionEntry *entries, const char *argument)
{
  if (!g_str_has_prefix(argument, "--")) {
    const GOptionEntry *entry =
        *argument == '-' && argument[1] ? find_short(entries, argument[strlen(argument) - 1]) : NULL;
    return entry && entry->arg != G_OPTION_ARG_NONE;
  }
  for (const GOptionEntry *entry = entries; entry->long_name; entry++)
    if (entry->arg != G_OPTION_ARG_NONE && *entry->long_name && strcmp(argument + 2, entry->long_name) == 0)
      return true;
  return false;
}

/* How many of the bytes of "-qj2" are options; the rest, if there is one, is the value of the last. */
static size_t
count_letters(const GOptionEntry *entries, const char *argument)
{
  size_t count = 1;

  for (; argument[count]; count++) {
    const GOptionEntry *entry = find_short(entries, argument[count]);
    if (!entry || entry->arg != G_OPTION_ARG_NONE)
      return entry ? count + 1 : strlen(argument);
  }
  return count;
}

/* GOption does not know "-j2" for "-j 2" (POSIX, utility syntax guideline 6). Returns a copy, with values apart. */
static char **
detach_values(const GOptionEntry *entries, char **argv, int argc)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  bool options = true;

  for (int i = 0; i < argc; i++) {
    const char *argument = argv[i];
    options = options && strcmp(argument, "--") != 0;
    size_t letters = strlen(argument);
    if (options && i > 0 && argument[0] == '-' && argument[1] && argument[1] != '-')
      letters = count_letters(entries, argument);
    g_autofree char *head = g_strndup(argument, letters);
    g_strv_builder_add(builder, head);
    if (argument[letters])
      g_strv_builder_add(builder, argument + letters);
    else if (options && i > 0 && i + 1 < argc && takes_next(entries, argument))
      g_strv_builder_add(builder, argv[++i]);
  }
  return g_strv_builder_end(builder);
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
    return sts_call_refuse(error, "--jobs needs a whole number from 1 to %d, not “%s”", JOBS_MAX, text);
  *jobs = (int)number;
  return true;
}

static bool
parse_split_level(const char *text, int *level, GError **error)
{
  if (text && (strlen(text) != 1 || *text < '1' || *text > '6'))
    return sts_call_refuse(error, "--split-level needs a level of headings, from 1 to 6, not “%s”", text);
  *level = text ? *text - '0' : 0;
  return true;
}

static bool
parse_preview(const Raw *raw, StsOptions *options, GError **error)
{
  gint64 dpi = DPI_DEFAULT;

  if (raw->dpi && !g_ascii_string_to_signed(raw->dpi, 10, DPI_MIN, DPI_MAX, &dpi, NULL))
    return sts_call_refuse(error, "--dpi needs a whole number from %d to %d, not “%s”", DPI_MIN, DPI_MAX, raw->dpi);
  options->dpi = (int)dpi;
  options->pages = (StsPageRange){1, 0};
  return !raw->page || sts_page_range_parse(raw->page, &options->pages) ||
         sts_call_refuse(error, "--page needs pages such as 1, 1-3 or 2-, not “%s”", raw->page);
}

static bool
check_values(const Raw *raw, StsOptions *options, GError **error)
{
  for (char *p = options->paper; p && *p; p++)
    *p = g_ascii_tolower(*p);
  if (options->paper && strcmp(options->paper, "letter") != 0 && strcmp(options->paper, "a4") != 0)
    return sts_call_refuse(error, "--paper is letter or a4, not “%s”", options->paper);
  if (options->language && !sts_language_is_valid(options->language)) {
    g_autofree char *meant = sts_language_meant(options->language);
    return sts_call_refuse(error, "--language needs a language tag such as en, es or es-MX, not “%s”%s%s%s",
                           options->language, meant ? "; did you mean “" : "", meant ? meant : "", meant ? "”?" : "");
  }
  options->due = raw->due;
  if (raw->due && !sts_time_span_parse(raw->due, &options->due_within))
    return sts_call_refuse(error, "--due needs a time such as 90d, 12w, 6m or 1y, not “%s”", raw->due);
  if (options->language) {
    char *canonical = sts_language_canonical(options->language);
    g_free(options->language);
    options->language = canonical;
  }
  if (raw->as_of && !sts_date_parse_iso(raw->as_of, &options->as_of))
    return sts_call_refuse(error, "--as-of needs a date that exists, as in 2024-08-02, not “%s”", raw->as_of);
  if (options->style && !*options->style)
    return sts_call_refuse(error, "--style needs the name of a style, such as handout, or a file such as ./mine.yaml");
  if (options->content && !*options->content)
    return sts_call_refuse(error, "--content needs the name of a folder");
  if (options->import && !*options->import)
    return sts_call_refuse(error, "--import needs the name of a document");
  if (options->new_dir && !*options->new_dir)
    return sts_call_refuse(error, "--new needs the name of a folder, which does not exist yet");
  if (options->new_id && !*options->new_id)
    return sts_call_refuse(error, "--new-section needs an id, such as hand-washing");
  if (options->from && !*options->from)
    return sts_call_refuse(error, "--from needs the name of a folder that has Markdown files");
  if (options->pack && !*options->pack)
    return sts_call_refuse(error, "--pack needs the name of a folder");
  if (options->address && !sts_address_is_folder(options->address))
    return sts_call_refuse(error, "--address needs the web address of a folder, such as https://example.org/handouts/");
  if (options->dump && strcmp(options->dump, "tree") != 0 && strcmp(options->dump, "pages") != 0)
    return sts_call_refuse(error, "--dump is tree or pages, not “%s”", options->dump);
  if (options->report && !*options->report)
    return sts_call_refuse(error, "--report needs the name of a file");
  if (options->depfile && !*options->depfile)
    return sts_call_refuse(error, "--depfile needs the name of a file");
  if (options->output && !*options->output)
    return sts_call_refuse(error, "--output needs the name of a folder or file, or - for standard output");
  StsFileKind kind;
  for (char **folder = options->fonts; folder && *folder; folder++)
    if (sts_file_look(*folder, &kind) == 0 && kind != STS_FILE_KIND_FOLDER)
      return sts_call_refuse(error, "--fonts needs a folder, and there is no folder “%s”", *folder);
  for (char **section = options->sections; section && *section && !raw->verify && !raw->compare; section++)
    if (!**section || !g_utf8_validate(*section, -1, NULL))
      return sts_call_refuse(error,
                             "the name of a section is empty or not valid UTF-8; sts-export --list shows all names");
  return parse_preview(raw, options, error) && parse_split_level(raw->split_level, &options->split_level, error) &&
         parse_jobs(raw->jobs, &options->jobs, error);
}

/* What --verify and --compare take. */
static bool
check_files(const StsOptions *options, GError **error)
{
  guint count = options->sections ? g_strv_length(options->sections) : 0;

  for (guint i = 0; i < count; i++)
    if (!*options->sections[i])
      return sts_call_refuse(error, "the name of a file is empty");
  if (options->action == STS_ACTION_VERIFY && count == 0)
    return sts_call_refuse(error, "say which files to verify, or which codes: sts-export --verify FILE...");
  if (options->action == STS_ACTION_COMPARE && count != 2)
    return sts_call_refuse(error, "--compare takes two files or libraries, the old one and the new one, not %u", count);
  return true;
}

/* Whether the file would lie in the folder, or take its place. */
static bool
lies_in(const char *file, const char *folder)
{
  g_autofree char *path = g_canonicalize_filename(file, NULL), *root = g_canonicalize_filename(folder, NULL);
  size_t length = strlen(root);

  return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static bool
check_import(const StsOptions *options, GError **error)
{
  if (options->sections && *options->sections)
    return sts_call_refuse(error, "--import takes one document and no names of sections; leave out “%s”",
                           *options->sections);
  if (!options->output)
    return sts_call_refuse(error,
                           "say where to put the library: --import %s -o FOLDER, a folder that does not exist yet",
                           options->import);
  if (strcmp(options->output, "-") == 0)
    return sts_call_refuse(
        error, "--import makes a folder, which cannot go to standard output; name one that does not exist yet");
  if (options->report && strcmp(options->report, "-") == 0)
    return sts_call_refuse(error, "--report needs the name of a file; --json prints the report to standard output");
  if (options->report && lies_in(options->report, options->output))
    return sts_call_refuse(error, "the report does not belong in the library; name a file outside “%s” with --report",
                           options->output);
  return true;
}

static bool
check_alone(const StsOptions *options, const char *takes, GError **error)
{
  return !options->sections || !*options->sections ||
         sts_call_refuse(error, "%s; leave out “%s”", takes, *options->sections);
}

static bool
refuse_without_format(const StsOptions *options, GError **error)
{
  g_autofree char *formats = list_formats();

  if (options->sections && *options->sections)
    return sts_call_refuse(error, "say what to make of “%s”: %s, or several", *options->sections, formats);
  if (options->book || options->all)
    return sts_call_refuse(error, "say what to make of the %s: %s, or several", options->book ? "book" : "sections",
                           formats);
  return sts_call_refuse(error, "nothing to do; try sts-export --pdf stage-ii-iii, or sts-export --help");
}

static bool
check_formats(const StsOptions *options, GError **error)
{
  bool several = options->all || (!options->book && options->sections && *options->sections && options->sections[1]);

  if (g_strcmp0(options->output, "-") == 0 && (options->formats->len > 1 || several))
    return sts_call_refuse(error, "--output - takes one file, and this call makes several; name a folder instead");
  if (g_strcmp0(options->output, "-") == 0 && options->watch)
    return sts_call_refuse(error, "--watch writes files again and again, and --output - makes none; leave one out");
  if (g_strcmp0(options->output, "-") == 0 && options->depfile)
    return sts_call_refuse(error, "--depfile says what files are made of, and --output - makes none; leave one out");
  return (!options->no_fonts || sts_option_table_check_heeded("no-fonts", options->formats, error)) &&
         (!options->no_pages || sts_option_table_check_heeded("no-pages", options->formats, error)) &&
         (!options->linearize || sts_option_table_check_heeded("linearize", options->formats, error));
}

/* Which sections are published, and whether as one. */
static bool
check_chosen(const StsOptions *options, const char *doing, GError **error)
{
  bool sections = options->sections && *options->sections;

  if (options->book && options->all)
    return sts_call_refuse(error, "--book makes one file of everything and --all a file of each section; choose one");
  if (options->all && sections)
    return sts_call_refuse(error, "--all exports every section; leave out “%s”, or leave out --all",
                           *options->sections);
  return options->book || options->all || sections ||
         sts_call_refuse(error, "say which section to %s, or --all, or --book; sts-export --list shows the sections",
                         doing);
}

static bool
check_preview(const StsOptions *options, GError **error)
{
  if (options->formats->len > 0)
    return sts_call_refuse(error, "--preview draws pages as PNG; leave out --%s",
                           ((const StsFormatInfo *)options->formats->pdata[0])->name);
  if (options->output && (strcmp(options->output, "-") == 0 || g_str_has_suffix(options->output, ".png")))
    return sts_call_refuse(error, "--preview writes a file for each page; name a folder with --output, not “%s”",
                           options->output);
  return check_chosen(options, "preview", error);
}

/* What to make may be for the library to say: see sts_options_take_defaults(). */
static bool
check_export(const StsOptions *options, GError **error)
{
  bool sections = options->sections && *options->sections;

  if (options->formats->len == 0 && !options->book && !options->all && !sections)
    return refuse_without_format(options, error);
  return check_chosen(options, "export", error) && check_formats(options, error);
}

static bool
check_call(const StsOptions *options, GError **error)
{
  if (options->quiet && options->verbose)
    return sts_call_refuse(error, "--quiet and --verbose contradict each other; choose one");
  if (options->duplex && options->no_duplex)
    return sts_call_refuse(error, "--duplex and --no-duplex contradict each other; choose one");
  if (options->clinic && options->no_clinic)
    return sts_call_refuse(error, "--clinic and --no-clinic contradict each other; choose one");
  if (options->json && options->sarif)
    return sts_call_refuse(error, "--json and --sarif are two forms of one answer; choose one");
  if (options->write && !options->fix)
    return sts_call_refuse(error, "--write makes the changes that --check --fix shows; add --fix");
  if (options->fix && (options->json || options->sarif))
    return sts_call_refuse(error, "--fix shows a diff; leave out --%s, or --check in a second call",
                           options->json ? "json" : "sarif");
  switch (options->action) {
  case STS_ACTION_EXPORT:
    return check_export(options, error);
  case STS_ACTION_VERIFY:
  case STS_ACTION_COMPARE:
    return check_files(options, error);
  case STS_ACTION_IMPORT:
    return check_import(options, error);
  case STS_ACTION_NEW_LIBRARY:
    return check_alone(options, "--new takes one folder and no names of sections", error);
  case STS_ACTION_PREVIEW:
    return check_preview(options, error);
  case STS_ACTION_FROM_FOLDER:
    return check_alone(options, "--from takes one folder and no names of sections", error);
  case STS_ACTION_NEW_SECTION:
    return check_alone(options, "--new-section takes one id", error);
  case STS_ACTION_STAMP:
    return (options->sections && *options->sections) ||
           sts_call_refuse(error, "say which translations to stamp: --stamp-translation surgery.es.md");
  case STS_ACTION_DUMP:
    return (options->sections && *options->sections) ||
           sts_call_refuse(error, "say which sections to print: --dump=%s SECTION...", options->dump);
  case STS_ACTION_PACK:
  case STS_ACTION_LIST:
  case STS_ACTION_CHECK:
  case STS_ACTION_VERSION:
  case STS_ACTION_HELP:
    return true;
  }
  g_assert_not_reached();
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

static void
take_formats(const Raw *raw, StsOptions *options)
{
  options->formats = g_ptr_array_new();
  for (size_t i = 0; i < sts_format_count(); i++)
    if (raw->formats[i])
      g_ptr_array_add(options->formats, (gpointer)sts_format_get(i));
}

/* The names that a call ends with are sections or files. */
static void
take_names(StsOptions *options)
{
  g_auto(GStrv) names = g_steal_pointer(&options->sections);

  if (options->action == STS_ACTION_COMPARE)
    options->files = g_steal_pointer(&names);
  else if (options->action == STS_ACTION_VERIFY)
    options->files = unique(names);
  else
    options->sections = unique(names);
}

StsOptions *
sts_options_parse(int argc, char **argv, GError **error)
{
  g_autoptr(StsOptions) options = g_new0(StsOptions, 1);
  g_auto(Raw) raw = {0};
  GOptionEntry entries[ENTRIES_MAX];
  g_autoptr(GError) parse_error = NULL;

  fill_entries(entries, &raw, options);
  g_autoptr(GOptionContext) context = new_context(entries);
  /* GOption reorders what it parses, so it gets a copy. */
  g_auto(GStrv) arguments = detach_values(entries, argv, argc);
  if (!check_switches(entries, arguments, error))
    return NULL;
  if (!g_option_context_parse_strv(context, &arguments, &parse_error)) {
    explain_parse_error(entries, parse_error, error);
    return NULL;
  }
  if (raw.help || raw.version) {
    options->action = raw.help ? STS_ACTION_HELP : STS_ACTION_VERSION;
    return g_steal_pointer(&options);
  }
  take_formats(&raw, options);
  if (!check_values(&raw, options, error) || !sts_option_table_choose(entries, &options->action, error) ||
      !check_call(options, error))
    return NULL;
  take_names(options);
  /* Whoever reads it goes by the times of files: what stays old would be made again and again. */
  options->force = options->force || options->depfile;
  return g_steal_pointer(&options);
}

/* ---- what the library says ---- */

static void
take_text(char **option, const char *name, const StsLibrary *library)
{
  if (!*option)
    *option = g_strdup(sts_library_get_default(library, name, 0));
}

static void
take_default_formats(StsOptions *options, const StsLibrary *library)
{
  const char *name;

  for (size_t i = 0; i < sts_format_count(); i++)
    for (size_t k = 0; (name = sts_library_get_default(library, "formats", k)); k++)
      if (strcmp(name, sts_format_get(i)->name) == 0)
        g_ptr_array_add(options->formats, (gpointer)sts_format_get(i));
}

bool
sts_options_take_defaults(StsOptions *options, const StsLibrary *library, GError **error)
{
  const char *duplex = sts_library_get_default(library, "duplex", 0);

  if (duplex && !options->duplex && !options->no_duplex) {
    options->duplex = strcmp(duplex, "true") == 0;
    options->no_duplex = !options->duplex;
  }
  take_text(&options->style, "style", library);
  take_text(&options->paper, "paper", library);
  take_text(&options->address, "address", library);
  /* Lists and checks are of all languages, unless the call names one. */
  if (options->action == STS_ACTION_EXPORT || options->action == STS_ACTION_PREVIEW ||
      options->action == STS_ACTION_DUMP)
    take_text(&options->language, "language", library);
  if (!options->style)
    options->style = g_strdup("handout");
  if (options->action != STS_ACTION_EXPORT || options->formats->len > 0)
    return true;
  take_default_formats(options, library);
  return options->formats->len > 0 ? check_formats(options, error) : refuse_without_format(options, error);
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
  g_free(options->new_dir);
  g_free(options->pack);
  g_free(options->address);
  g_free(options->from);
  g_free(options->new_id);
  g_free(options->dump);
  g_free(options->report);
  g_free(options->output);
  g_free(options->depfile);
  g_free(options->clinic);
  g_free(options->style);
  g_free(options->paper);
  g_free(options->language);
  g_strfreev(options->fonts);
  g_strfreev(options->sections);
  g_strfreev(options->files);
  g_free(options);
}

StsSeverity
sts_options_least_severity(const StsOptions *options)
{
  return options->quiet ? STS_SEVERITY_ERROR : options->verbose ? STS_SEVERITY_NOTE : STS_SEVERITY_WARNING;
}

char *
sts_options_help(void)
{
  g_autoptr(StsOptions) options = g_new0(StsOptions, 1);
  g_auto(Raw) raw = {0};
  GOptionEntry entries[ENTRIES_MAX];

  fill_entries(entries, &raw, options);
  g_autoptr(GOptionContext) context = new_context(entries);
  return g_option_context_get_help(context, TRUE, NULL);
}
