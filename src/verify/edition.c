/* Checks and assembles what a library would export in a file's place. */
#include "verify/edition.h"

#include <string.h>

#include "assemble/assemble.h"
#include "check/check.h"
#include "document/rules.h"
#include "verify/older-print.h"
#include "verify/publication.h"

struct StsEditions {
  const StsLibrary *library;
  const StsTermsSet *terms;
  StsDiagnostics *faults; /* of reading, and of checking the sections that were asked for so far */
  GHashTable *checked;    /* const StsSection* */
  size_t library_errors;  /* that keep every section from being exported */
};

static const int64_t A_DAY = 24 * 60 * 60;

StsEditions *
sts_editions_new(const StsLibrary *library, const StsDiagnostics *faults, const StsTermsSet *terms)
{
  StsEditions *editions = g_new0(StsEditions, 1);

  editions->library = library;
  editions->terms = terms;
  editions->faults = sts_diagnostics_new();
  editions->checked = g_hash_table_new(g_direct_hash, g_direct_equal);
  if (faults)
    sts_diagnostics_append(editions->faults, faults);
  return editions;
}

void
sts_editions_free(StsEditions *editions)
{
  if (!editions)
    return;
  sts_diagnostics_free(editions->faults);
  g_hash_table_unref(editions->checked);
  g_free(editions);
}

const StsLibrary *
sts_editions_library(const StsEditions *editions)
{
  return editions->library;
}

/* ---- which sections can be exported ---- */

/* Faults of the library itself, but for those about one of the sections that it lists. */
static size_t
count_library_errors(const StsLibrary *library, const StsDiagnostics *faults)
{
  size_t errors = 0;

  if (sts_library_is_document(library))
    return 0;
  for (size_t i = 0; i < sts_diagnostics_size(faults); i++) {
    const StsDiagnostic *fault = sts_diagnostics_get(faults, i);
    bool of_library = !fault->position.file || sts_library_is_own_file(library, fault->position.file);
    errors += of_library && fault->severity == STS_SEVERITY_ERROR && !sts_library_rule_is_of_section(fault->rule);
  }
  return errors;
}

/* Checks those that were not checked before. Whether they are current is judged apart, and whether somebody has read
 * the program's words is asked where they are printed. */
static void
check_sections(StsEditions *editions, const GPtrArray *sections)
{
  const StsCheckOptions options = {.least = STS_SEVERITY_ERROR, .allow_unreviewed_words = true};
  g_autoptr(GPtrArray) fresh = g_ptr_array_new();

  for (guint i = 0; i < sections->len; i++)
    if (g_hash_table_add(editions->checked, sections->pdata[i]))
      g_ptr_array_add(fresh, sections->pdata[i]);
  if (fresh->len == 0)
    return;
  sts_library_check(editions->library, (const StsSection *const *)fresh->pdata, fresh->len, &options, editions->faults);
  editions->library_errors = count_library_errors(editions->library, editions->faults);
}

size_t
sts_editions_count_errors(StsEditions *editions, const StsSection *section)
{
  g_autoptr(GPtrArray) sections = g_ptr_array_new();

  g_ptr_array_add(sections, (gpointer)section);
  check_sections(editions, sections);
  return editions->library_errors + sts_diagnostics_count_in_file(editions->faults, section->file, STS_SEVERITY_ERROR);
}

/* ---- what it would say ---- */

bool
sts_reading_is_whole_book(const StsReading *reading, const StsLibrary *library)
{
  return reading->book && strcmp(reading->identifier, library->identifier) == 0;
}

static GPtrArray *
choose_sections(const StsLibrary *library, const StsReading *like)
{
  GPtrArray *sections = g_ptr_array_new();
  bool all = !like || sts_reading_is_whole_book(like, library);

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

/* Returns the ids of the sections that say in the file that their original is newer; free with g_hash_table_unref(). */
static GHashTable *
find_newer(const StsReading *like)
{
  GHashTable *newer = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < like->sections->len; i++)
    if (sts_read_section(like, i)->original_newer)
      g_hash_table_add(newer, (gpointer)sts_read_section(like, i)->id);
  return newer;
}

/* Returns NULL where there is no section to say anything. Faults of assembling become diagnostics. */
static StsReading *
assemble(const StsEditions *editions, const StsReading *like, const GPtrArray *sections, StsDiagnostics *assembling)
{
  g_autoptr(GHashTable) newer = like ? find_newer(like) : NULL;
  StsAssembleOptions options = {.book = !like || like->book,
                                .newer = newer,
                                .language = like ? like->words_language : NULL,
                                .clinic = like ? sts_reading_clinic(like, NULL) : NULL,
                                .as_of = day_of_stamps(like)};

  if (sections->len == 0)
    return NULL;
  g_autoptr(StsPublication) publication =
      sts_publication_assemble(editions->library, (const StsSection *const *)sections->pdata, sections->len,
                               editions->terms, &options, assembling);
  if (like && like->record_version == 1)
    sts_publication_print_as_before(publication, like);
  StsReading *reading = sts_reading_from_publication(publication);
  /* Its words are those of today in whatever languages it says it has: a clinic's part has some of its own. */
  if (like && like->words && strcmp(like->words, reading->words) != 0 &&
      sts_terms_set_has_words(editions->terms, like->words))
    reading->words = sts_arena_strdup(reading->arena, like->words);
  return reading;
}

StsEdition *
sts_editions_read(StsEditions *editions, const StsReading *like)
{
  g_autoptr(StsDiagnostics) assembling = sts_diagnostics_new();
  StsEdition *edition = g_new0(StsEdition, 1);

  edition->sections = choose_sections(editions->library, like);
  edition->errors = g_new0(size_t, edition->sections->len);
  check_sections(editions, edition->sections);
  edition->reading = assemble(editions, like, edition->sections, assembling);
  for (guint i = 0; i < edition->sections->len; i++) {
    const StsSection *section = edition->sections->pdata[i];
    edition->errors[i] = editions->library_errors +
                         sts_section_count_faults(section, editions->faults, STS_SEVERITY_ERROR) +
                         sts_section_count_faults(section, assembling, STS_SEVERITY_ERROR);
  }
  return edition;
}

void
sts_edition_free(StsEdition *edition)
{
  if (!edition)
    return;
  g_ptr_array_unref(edition->sections);
  g_free(edition->errors);
  sts_reading_free(edition->reading);
  g_free(edition);
}
