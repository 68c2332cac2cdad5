/* The library's side of verification: assembles what an export made today would say, in the file's place. */
#include <string.h>

#include "api/data.h"
#include "assemble/assemble.h"
#include "check/check.h"
#include "document/rules.h"
#include "sts/sts.h"
#include "style/terms.h"
#include "verify/compare.h"
#include "verify/judge.h"
#include "verify/open.h"
#include "verify/publication.h"

struct StsVerifier {
  const StsLibrary *library; /* NULL: none at hand */
  StsTermsSet *terms;
  StsDiagnostics *faults; /* of reading, and of checking the sections that were asked for so far */
  GHashTable *checked;    /* const StsSection* */
  size_t library_errors;  /* that keep every section from being exported */
  StsDate as_of;
  bool allow_expired;
};

static const int64_t A_DAY = 24 * 60 * 60;

/* ---- which sections can be exported ---- */

/* Faults of the library itself, but for those about one of the sections that it lists. */
static size_t
count_library_errors(const StsLibrary *library, const StsDiagnostics *faults)
{
  const char *const of_one_section[] = {sts_rule_name(STS_RULE_SECTION_UNREADABLE),
                                        sts_rule_name(STS_RULE_SECTION_OUTSIDE), NULL};
  size_t errors = 0;

  if (sts_library_is_document(library))
    return 0;
  for (size_t i = 0; i < sts_diagnostics_size(faults); i++) {
    const StsDiagnostic *fault = sts_diagnostics_get(faults, i);
    bool of_library = !fault->position.file || strcmp(fault->position.file, library->file) == 0;
    errors += of_library && fault->severity == STS_SEVERITY_ERROR && !g_strv_contains(of_one_section, fault->rule);
  }
  return errors;
}

/* Checks those that were not checked before. Whether they are current is judged apart. */
static void
check_sections(StsVerifier *verifier, const GPtrArray *sections)
{
  const StsCheckOptions options = {.least = STS_SEVERITY_ERROR};
  g_autoptr(GPtrArray) fresh = g_ptr_array_new();

  for (guint i = 0; i < sections->len; i++)
    if (g_hash_table_add(verifier->checked, sections->pdata[i]))
      g_ptr_array_add(fresh, sections->pdata[i]);
  if (fresh->len == 0)
    return;
  sts_library_check(verifier->library, (const StsSection *const *)fresh->pdata, fresh->len, &options, verifier->faults);
  verifier->library_errors = count_library_errors(verifier->library, verifier->faults);
}

static size_t
count_errors(const StsVerifier *verifier, const StsSection *section, const StsDiagnostics *assembling)
{
  return verifier->library_errors + sts_diagnostics_count_in_file(verifier->faults, section->file, STS_SEVERITY_ERROR) +
         sts_diagnostics_count_in_file(assembling, section->file, STS_SEVERITY_ERROR);
}

/* ---- what it would say ---- */

/* Whether the file is the book of the whole library, and not of some of its sections. */
static bool
is_whole_book(const StsLibrary *library, const StsReading *reading)
{
  return reading->book && strcmp(reading->identifier, library->identifier) == 0;
}

/* The sections that a file has, as far as the library has them; of the whole book, and where there is no file, all that
 * the library has. */
static GPtrArray *
choose_sections(const StsLibrary *library, const StsReading *like)
{
  GPtrArray *sections = g_ptr_array_new();
  bool all = !like || is_whole_book(library, like);

  for (guint i = 0; all && i < library->sections->len; i++)
    g_ptr_array_add(sections, library->sections->pdata[i]);
  for (guint i = 0; !all && i < like->sections->len; i++) {
    const StsSection *section = sts_library_lookup(library, sts_read_section(like, i)->id);
    if (section)
      g_ptr_array_add(sections, (gpointer)section);
  }
  return sections;
}

/* A day on which the same sections as in the file say that their review is overdue. */
static StsDate
day_of_stamps(const StsReading *like)
{
  StsDate newest = {0, 0, 0};

  for (guint i = 0; like && i < like->sections->len; i++)
    if (sts_date_compare(sts_read_section(like, i)->review_due, newest) > 0)
      newest = sts_read_section(like, i)->review_due;
  return sts_date_is_set(newest) ? sts_date_from_epoch(sts_date_to_epoch(newest) + A_DAY) : newest;
}

/* Returns NULL where there is no section to say anything. Faults of assembling become diagnostics. */
static StsReading *
read_library(const StsLibrary *library, const StsTermsSet *terms, const StsReading *like, const GPtrArray *sections,
             StsDiagnostics *assembling)
{
  StsAssembleOptions options = {
      .book = !like || like->book, .language = like ? like->words_language : NULL, .as_of = day_of_stamps(like)};

  if (sections->len == 0)
    return NULL;
  g_autoptr(StsPublication) publication = sts_publication_assemble(library, (const StsSection *const *)sections->pdata,
                                                                   sections->len, terms, &options, assembling);
  return sts_reading_from_publication(publication);
}

/* ---- verifying ---- */

/* Whether the file was made from this library. One that is a single document may have made its identifier from its
 * text: then its name must do. */
static bool
is_same_library(const StsLibrary *library, const StsReading *reading)
{
  g_autofree const char **ids = g_new(const char *, reading->sections->len);

  if (library->identifier_is_made)
    return reading->sections->len == 1 && sts_library_lookup(library, sts_read_section(reading, 0)->id);
  if (is_whole_book(library, reading))
    return true;
  for (guint i = 0; i < reading->sections->len; i++)
    ids[i] = sts_read_section(reading, i)->id;
  g_autofree char *identifier =
      sts_publication_derive_identifier(library->identifier, ids, reading->sections->len, reading->book);
  return strcmp(reading->identifier, identifier) == 0;
}

static StsLibraryAnswer *
answer(const StsVerifier *verifier, const StsSection *section, const StsDiagnostics *assembling)
{
  StsLibraryAnswer *given = g_new0(StsLibraryAnswer, 1);
  StsDate due = sts_section_review_due(verifier->library, section);

  given->known = true;
  given->errors = count_errors(verifier, section, assembling);
  if (sts_date_is_set(due) && sts_date_is_set(verifier->as_of) && !verifier->allow_expired &&
      sts_date_compare(verifier->as_of, due) > 0)
    given->review_due = due;
  return given;
}

/* What a library lists it still has, whatever became of the file. */
static void
add_unread(const StsLibrary *library, const char *id, GHashTable *answers)
{
  if (g_hash_table_contains(answers, id) || !g_hash_table_contains(library->unread, id))
    return;
  StsLibraryAnswer *given = g_new0(StsLibraryAnswer, 1);
  given->unread = true;
  g_hash_table_insert(answers, (gpointer)id, given);
}

static StsVerification *
judge_with_library(StsVerifier *verifier, const StsReading *reading)
{
  const StsLibrary *library = verifier->library;
  StsLibraryView view = {.title = library->title, .same = is_same_library(library, reading)};
  g_autoptr(GHashTable) answers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr(StsDiagnostics) assembling = sts_diagnostics_new();

  if (library->broken) {
    view.same = false;
    view.unreadable = library->folder;
  }
  if (!view.same)
    return sts_judge(reading, &view);
  g_autoptr(GPtrArray) sections = choose_sections(library, reading);
  check_sections(verifier, sections);
  g_autoptr(StsReading) today = read_library(library, verifier->terms, reading, sections, assembling);
  for (guint i = 0; i < sections->len; i++) {
    const StsSection *section = sections->pdata[i];
    g_hash_table_insert(answers, (gpointer)section->id, answer(verifier, section, assembling));
  }
  for (guint i = 0; i < reading->sections->len; i++)
    add_unread(library, sts_read_section(reading, i)->id, answers);
  view.today = today;
  view.answers = answers;
  return sts_judge(reading, &view);
}

StsVerifier *
sts_verifier_new(const StsLibrary *library, const StsDiagnostics *faults, const StsVerifyOptions *options,
                 GError **error)
{
  g_autoptr(StsVerifier) verifier = g_new0(StsVerifier, 1);

  verifier->library = library;
  verifier->faults = sts_diagnostics_new();
  verifier->checked = g_hash_table_new(g_direct_hash, g_direct_equal);
  verifier->allow_expired = options->allow_expired;
  if (options->as_of && !sts_date_parse_iso(options->as_of, &verifier->as_of)) {
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "“%s” is not a date such as 2024-08-02",
                options->as_of);
    return NULL;
  }
  g_autoptr(StsDiagnostics) of_terms = sts_diagnostics_new();
  g_autofree char *styles = sts_data_choose_folder(options->styles_folder, "styles", error);
  if (!styles)
    return NULL;
  verifier->terms = sts_terms_load(styles, of_terms, error);
  if (faults)
    sts_diagnostics_append(verifier->faults, faults);
  return verifier->terms ? g_steal_pointer(&verifier) : NULL;
}

void
sts_verifier_free(StsVerifier *verifier)
{
  if (!verifier)
    return;
  sts_terms_set_free(verifier->terms);
  sts_diagnostics_free(verifier->faults);
  g_hash_table_unref(verifier->checked);
  g_free(verifier);
}

StsVerification *
sts_verifier_verify(StsVerifier *verifier, const char *path, GError **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(StsReading) reading = sts_reading_open(path, &fault);

  if (reading)
    return verifier->library ? judge_with_library(verifier, reading) : sts_judge(reading, NULL);
  if (fault->domain == STS_VERIFY_ERROR)
    return sts_judge_unreadable(fault->message);
  g_propagate_error(error, g_steal_pointer(&fault));
  return NULL;
}

/* ---- comparing ---- */

/* One of the two that are compared. */
typedef struct {
  const char *path;
  StsVerifier *verifier; /* of a library; NULL: a file */
  StsLibrary *library;
  StsReading *reading;
  GHashTable *refused; /* id -> sentence */
} Side;

static void
clear_side(Side *side)
{
  sts_reading_free(side->reading);
  sts_verifier_free(side->verifier);
  sts_library_free(side->library);
  g_clear_pointer(&side->refused, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Side, clear_side)

/* Opens a file, which has its reading then, or a library, which waits for what it is compared with. */
static bool
open_side(Side *side, const char *path, const StsVerifyOptions *options, GError **error)
{
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();

  side->path = path;
  side->refused = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  if (!g_file_test(path, G_FILE_TEST_IS_DIR) && !g_str_has_suffix(path, ".md")) {
    side->reading = sts_reading_open(path, error);
    if (!side->reading && error && (*error)->domain == STS_VERIFY_ERROR)
      g_prefix_error(error, "“%s” cannot be compared: ", path);
    return side->reading;
  }
  side->library = sts_library_load(path, faults, error);
  if (side->library && side->library->broken) {
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED,
                "the library “%s” cannot be read; sts-export --check -C %s shows why", path, path);
    return false;
  }
  side->verifier = side->library ? sts_verifier_new(side->library, faults, options, error) : NULL;
  return side->verifier;
}

/* Where a library has no section that the other has, it says nothing, in the same form. */
static void
read_side(Side *side, const Side *other)
{
  const StsReading *like = other->library ? NULL : other->reading;
  g_autoptr(StsDiagnostics) assembling = sts_diagnostics_new();

  if (!side->library)
    return;
  g_autoptr(GPtrArray) sections = choose_sections(side->library, like);
  check_sections(side->verifier, sections);
  side->reading = read_library(side->library, side->verifier->terms, like, sections, assembling);
  for (guint i = 0; i < sections->len; i++) {
    const StsSection *section = sections->pdata[i];
    size_t errors = count_errors(side->verifier, section, assembling);
    if (errors > 0)
      g_hash_table_insert(
          side->refused, (gpointer)section->id,
          g_strdup_printf("the library “%s” cannot export it: it has %zu %s; sts-export --check shows where",
                          side->path, errors, errors == 1 ? "error" : "errors"));
  }
}

StsComparison *
sts_compare_paths(const char *old_path, const char *new_path, const StsVerifyOptions *options, GError **error)
{
  g_auto(Side) before = {0}, after = {0};

  if (!open_side(&before, old_path, options, error) || !open_side(&after, new_path, options, error))
    return NULL;
  read_side(&before, &after);
  read_side(&after, &before);
  if (!before.reading || !after.reading) {
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN, "“%s” has none of the sections of “%s”",
                before.reading ? new_path : old_path, before.reading ? old_path : new_path);
    return NULL;
  }
  return sts_compare(before.reading, after.reading, before.refused, after.refused);
}
