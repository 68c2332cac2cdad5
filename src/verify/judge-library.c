/* Asks the library what it says in a file's place, and judges the file by that. */
#include "verify/judge-library.h"

#include <string.h>

#include "assemble/assemble.h"
#include "verify/judge.h"

bool
sts_reading_is_of_library(const StsReading *reading, const StsLibrary *library)
{
  g_autofree const char **ids = g_new(const char *, reading->sections->len);

  /* A single document may have made its identifier from its text: then its name must do. */
  if (library->identifier_is_made)
    return reading->sections->len == 1 && sts_library_lookup(library, sts_read_section(reading, 0)->id);
  if (sts_reading_is_whole_book(reading, library))
    return true;
  for (guint i = 0; i < reading->sections->len; i++)
    ids[i] = sts_read_section(reading, i)->id;
  g_autofree char *identifier =
      sts_publication_derive_identifier(library->identifier, ids, reading->sections->len, reading->book);
  return strcmp(reading->identifier, identifier) == 0;
}

static StsLibraryAnswer *
answer(const StsLibrary *library, const StsSection *section, size_t errors, StsDate as_of)
{
  StsLibraryAnswer *given = g_new0(StsLibraryAnswer, 1);

  given->known = true;
  given->errors = errors;
  given->original_newer = section->original_newer;
  given->review_due = sts_section_overdue(library, section, as_of);
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

StsVerification *
sts_judge_with_library(const StsReading *reading, StsEditions *editions, StsDate as_of)
{
  const StsLibrary *library = sts_editions_library(editions);
  StsLibraryView view = {.title = library->title,
                         .unreadable = library->broken ? library->folder : NULL,
                         .same = !library->broken && sts_reading_is_of_library(reading, library)};
  g_autoptr(GHashTable) answers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

  if (!view.same)
    return sts_judge(reading, &view);
  g_autoptr(StsEdition) today = sts_editions_read(editions, reading);
  for (guint i = 0; i < today->sections->len; i++) {
    const StsSection *section = today->sections->pdata[i];
    g_hash_table_insert(answers, (gpointer)section->id, answer(library, section, today->errors[i], as_of));
  }
  for (guint i = 0; i < reading->sections->len; i++)
    add_unread(library, sts_read_section(reading, i)->id, answers);
  view.today = today->reading;
  view.answers = answers;
  return sts_judge(reading, &view);
}
