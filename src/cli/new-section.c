/* --new-section: a file for a new section, and its name in library.yaml. */
#include <string.h>

#include "base/atomic-file.h"
#include "base/file-read.h"
#include "base/language-tag.h"
#include "base/leftovers.h"
#include "base/names.h"
#include "cli/actions.h"
#include "cli/confine.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/interrupt.h"
#include "cli/places.h"
#include "cli/report.h"
#include "cli/section-list.h"
#include "sts/sts.h"

/* As many as an id may have. */
enum { ID_BYTES_MAX = 100 };

/* Nothing is made up: --check tells that date, references and text are not there until somebody has written them. */
static const char SECTION[] = "---\n"
                              "id: %s\n"
                              "title: \"%s\"\n"
                              "\n"
                              "# The day on which somebody last changed what the text says.\n"
                              "last-revised: YYYY-MM-DD\n"
                              "\n"
                              "# What the text rests on, an entry a line, such as\n"
                              "#   - \"Lee A, Chu B. The title of the work. *The Journal*. 2024;12:1-9.\"\n"
                              "references: []\n"
                              "\n"
                              "# The text follows after the three hyphens, in Markdown.\n"
                              "---\n";

typedef struct {
  const char *id;
  char *content, *section, *yaml; /* the folder, and the names of the two files */
} Place;

static void
clear_place(Place *place)
{
  g_free(place->content);
  g_free(place->section);
  g_free(place->yaml);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, clear_place)

static int G_GNUC_PRINTF(2, 3) refuse(int status, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  sts_report_message("%s", text);
  return status;
}

/* Returns the id as words, "Burn care"; free with g_free(). */
static char *
title_of(const char *id)
{
  g_autofree char *first = g_utf8_substring(id, 0, 1), *capital = g_utf8_strup(first, -1);

  return g_strdelimit(g_strconcat(capital, id + strlen(first), NULL), "-", ' ');
}

static int
check_id(const char *id)
{
  bool valid = g_utf8_validate(id, -1, NULL), named = valid && g_str_has_suffix(id, ".md");
  g_autofree char *name = g_strndup(id, strlen(id) - (named ? strlen(".md") : 0)),
                  *file = g_strconcat(name, ".md", NULL);
  g_autofree char *slug = valid ? sts_text_slug(name) : NULL, *original = NULL, *tag = NULL;

  if (!valid)
    return refuse(STS_EXIT_CALL, "the id of the section is not valid UTF-8");
  if (strlen(id) > ID_BYTES_MAX)
    return refuse(STS_EXIT_CALL, "the id of a section has at most %d bytes", ID_BYTES_MAX);
  if (strcmp(slug, id) == 0)
    return STS_EXIT_DONE;
  if (sts_language_of_file(file, &original, &tag))
    return refuse(STS_EXIT_CALL,
                  "“%s” names a translation, which stands beside its original and is not listed; write the text in "
                  "that file",
                  id);
  return refuse(STS_EXIT_CALL,
                "“%s” cannot be the id of a section; use letters in lower case, digits and single hyphens, as in “%s”",
                id, slug);
}

/* Whether library.yaml can be read and no section has the id yet. One that is listed and has no file is what is to be
 * made. */
static int
check_library(const StsOptions *options, const Place *place)
{
  const char *ids[] = {place->id, NULL};
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsLibrary) library = sts_library_load_sections(place->content, ids, faults, &error);
  StsSectionInfo section;

  if (!library)
    return refuse(options->content && error->domain == G_FILE_ERROR && error->code != G_FILE_ERROR_ACCES
                      ? STS_EXIT_CALL
                      : STS_EXIT_SYSTEM,
                  "%s", error->message);
  if (sts_library_find_section(library, place->id, &section) == STS_SECTION_FOUND)
    return refuse(STS_EXIT_CALL, "there is a section “%s” already, in %s", place->id, section.file);
  return STS_EXIT_DONE;
}

/* What keeps library.yaml from being read as YAML at all. */
static int
refuse_unreadable(const Place *place)
{
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();

  sts_library_free(sts_library_load(place->content, faults, NULL));
  sts_faults_print(stderr, faults, STS_SEVERITY_ERROR);
  return refuse(MAX(STS_EXIT_CONTENT, (int)sts_exit_for_faults(faults)),
                "“%s” cannot be added to the list “sections” in %s, as that is written; add it by hand, as a line of "
                "its own",
                place->id, place->yaml);
}

/* Returns the file with the text, not yet under its name. */
static StsAtomicFile *
prepare(const char *path, const char *text, bool keep_mode, GError **error)
{
  g_autoptr(StsAtomicFile) file = sts_atomic_file_new(path, sts_interrupt_files(), error);

  if (!file || (keep_mode && !sts_atomic_file_keep_mode(file, error)) ||
      !sts_atomic_file_write(file, text, strlen(text), error))
    return NULL;
  return g_steal_pointer(&file);
}

/* Both files, or none. */
static bool
write_files(const Place *place, const char *text, const char *yaml, GError **error)
{
  g_autoptr(StsAtomicFile) section = prepare(place->section, text, false, error);
  g_autoptr(StsAtomicFile) list = section && yaml ? prepare(place->yaml, yaml, true, error) : NULL;
  StsAtomicFile *files[] = {section, list};

  return section && (list || !yaml) && sts_atomic_files_commit(files, yaml ? 2 : 1, error);
}

static int
add_section(const StsOptions *options, const Place *place)
{
  g_autofree char *yaml = NULL, *changed = NULL, *title = title_of(place->id);
  g_autofree char *text = g_strdup_printf(SECTION, place->id, title);
  g_autoptr(GError) error = NULL;
  gsize size;

  if (!sts_file_load(place->yaml, STS_FILE_TEXT_MAX, &yaml, &size, &error))
    return refuse(STS_EXIT_SYSTEM, "%s", error->message);
  if (!g_utf8_validate(yaml, (gssize)size, NULL) ||
      sts_section_list_add(yaml, size, place->id, &changed) == STS_SECTION_UNPLACED)
    return refuse_unreadable(place);
  if (!write_files(place, text, changed, &error))
    return refuse(STS_EXIT_SYSTEM, "%s", error->message);
  if (!options->quiet) {
    sts_report_line("wrote %s", place->section);
    if (changed)
      sts_report_line("added “%s” to %s", place->id, place->yaml);
    sts_report_line("what it lacks says: sts-export --check %s", place->section);
  }
  return sts_report_flush() ? STS_EXIT_DONE : STS_EXIT_SYSTEM;
}

int
sts_action_new_section(const StsOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data = sts_data_find_folder(&error);
  g_auto(Place) place = {.id = options->new_id};
  bool sample;
  StsFileKind kind;

  if (!data)
    return refuse(STS_EXIT_SYSTEM, "%s", error->message);
  int status = check_id(place.id);
  if (status != STS_EXIT_DONE)
    return status;
  place.content = sts_places_find_content(options->content, data, &sample);
  if (sample)
    return refuse(STS_EXIT_CALL, "no library is named or at hand; name yours with -C, or call sts-export in the folder "
                                 "of its library.yaml");
  if (sts_file_look(place.content, &kind) == 0 && kind == STS_FILE_KIND_FILE)
    return refuse(STS_EXIT_CALL, "“%s” is a document, which has no list of sections; name a folder with -C",
                  place.content);
  place.section = g_strdup_printf("%s/%s.md", place.content, place.id);
  place.yaml = g_build_filename(place.content, "library.yaml", NULL);
  sts_leftovers_clean(place.content);
  sts_confine_call(options, place.content, data);
  status = check_library(options, &place);
  if (status != STS_EXIT_DONE)
    return status;
  if (sts_file_look(place.section, &kind) != 0 || kind != STS_FILE_KIND_NONE)
    return refuse(STS_EXIT_CALL, "there is a file “%s” already; add it to “sections” in %s, or choose another id",
                  place.section, place.yaml);
  return add_section(options, &place);
}
