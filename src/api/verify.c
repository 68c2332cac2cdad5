/* The public view of verification: opens files, libraries and words, and lets them be judged and compared. */
#include "sts/verify.h"

#include <errno.h>

#include "api/data.h"
#include "api/day.h"
#include "base/file-read.h"
#include "base/language-tag.h"
#include "document/rules.h"
#include "document/terms-file.h"
#include "read/read.h"
#include "verify/codes.h"
#include "verify/compare.h"
#include "verify/judge-library.h"
#include "verify/judge.h"
#include "verify/reader.h"

/* No verdict depends on a clinic's file. */
static const StsLoadOptions NO_CLINIC = {.without_clinic = true};

/* Words that are printed are those that the library was read with, unless options name others. */
static StsTermsSet *
load_terms(const StsVerifyOptions *options, const StsLibrary *library, GError **error)
{
  const char *named = options ? options->styles_folder : NULL;

  if (library && library->words && !named)
    return sts_terms_set_ref(library->words);
  g_auto(GStrv) folders = sts_data_list_styles(named, NULL, error);
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  return folders ? sts_terms_load_from((const char *const *)folders, NULL, faults, error) : NULL;
}

/* Returns the ids of the sections that the file, which may be NULL, has; NULL: all, as in the place of a book. Free
 * with g_free(). */
static const char **
list_ids(const StsReading *file)
{
  if (!file || file->book)
    return NULL;
  const char **ids = g_new0(const char *, file->sections->len + 1);
  for (guint i = 0; i < file->sections->len; i++)
    ids[i] = sts_read_section(file, i)->id;
  return ids;
}

/* The language in which the file says that its library was read; NULL: its own, or none. */
static const char *
language_of(const StsReading *file)
{
  return file->in_language && sts_language_is_valid(file->in_language) ? file->in_language : NULL;
}

/* Reads of the same library those sections (NULL: all). */
static StsLibrary *
read_again(const StsLibrary *library, const char *const *ids, const StsLoadOptions *options, StsDiagnostics *faults,
           GError **error)
{
  return sts_read_with(sts_library_get_path(library), ids, options, sts_terms_set_ref(library->words), faults, error);
}

/* ---- verifying ---- */

/* The library in one language. */
typedef struct {
  const char *language; /* NULL: its own */
  const StsLibrary *library;
  StsLibrary *own;       /* the same, where it was read here */
  StsEditions *editions; /* of that */
} View;

struct StsVerifier {
  StsTermsSet *terms;
  GPtrArray *views;  /* of View; the first is the library that was given. Empty: none is at hand */
  StsReader *reader; /* lent; NULL: files are read here */
  StsDate as_of;     /* not set: no review is overdue */
  bool has_all;      /* the whole library was read, with all its translations */
};

static void
free_view(gpointer data)
{
  View *view = data;

  sts_editions_free(view->editions);
  sts_library_free(view->own);
  g_free(view);
}

/* Judges by this library from now on. Takes `own`. */
static void
set_library(const StsVerifier *verifier, View *view, const StsLibrary *library, StsLibrary *own,
            const StsDiagnostics *faults)
{
  sts_editions_free(view->editions);
  sts_library_free(view->own);
  view->own = own;
  view->library = library;
  view->language = library->original ? library->language : NULL;
  view->editions = sts_editions_new(library, faults, verifier->terms);
}

static View *
add_view(StsVerifier *verifier, const StsLibrary *library, StsLibrary *own, const StsDiagnostics *faults)
{
  View *view = g_new0(View, 1);

  set_library(verifier, view, library, own, faults);
  g_ptr_array_add(verifier->views, view);
  return view;
}

StsVerifier *
sts_verifier_new(const StsLibrary *library, const StsDiagnostics *faults, const StsVerifyOptions *options,
                 GError **error)
{
  g_autoptr(StsVerifier) verifier = g_new0(StsVerifier, 1);
  bool expires = !options || !options->allow_expired;

  verifier->views = g_ptr_array_new_with_free_func(free_view);
  if (!sts_day_read(options ? options->as_of : NULL, &verifier->as_of, error))
    return NULL;
  if (library && expires && !sts_day_require(library, verifier->as_of, error))
    return NULL;
  if (!expires)
    verifier->as_of = (StsDate){0, 0, 0};
  verifier->terms = load_terms(options, library, error);
  if (!verifier->terms)
    return NULL;
  verifier->reader = options ? options->reader : NULL;
  if (library)
    add_view(verifier, library, NULL, faults);
  return g_steal_pointer(&verifier);
}

/* Reads more of the library: what the file has, or all of it. */
static bool
read_more(const StsVerifier *verifier, View *view, const StsReading *file, GError **error)
{
  const StsLoadOptions options = {.language = view->language, .missing = STS_MISSING_ORIGINAL};
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  g_autofree const char **ids = list_ids(file);
  StsLibrary *library = read_again(view->library, (const char *const *)ids, &options, faults, error);

  if (!library)
    return false;
  set_library(verifier, view, library, library, faults);
  return sts_rules_require_readable(faults, error);
}

/* Lends the library in that language, which is one: it becomes a part of the names of files. NULL: its own. Returns
 * NULL with `error`. */
static View *
find_view(StsVerifier *verifier, const char *language, GError **error)
{
  static const char *const NONE[] = {NULL};
  const View *first = verifier->views->pdata[0];
  const StsLoadOptions options = {.language = language, .missing = STS_MISSING_ORIGINAL};
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();

  for (guint i = 0; i < verifier->views->len; i++) {
    View *view = verifier->views->pdata[i];
    if (language && view->language ? g_ascii_strcasecmp(view->language, language) == 0 : language == view->language)
      return view;
  }
  StsLibrary *library = read_again(first->library, NONE, &options, faults, error);
  return library ? add_view(verifier, library, library, faults) : NULL;
}

/* Reads the sections of the first file, and where another has more, the whole library. */
static bool
read_enough(StsVerifier *verifier, View *view, const StsReading *reading, GError **error)
{
  bool known = !reading->book;

  if (!view->library->partial || !sts_reading_is_of_library(reading, view->library))
    return true;
  for (guint i = 0; i < reading->sections->len && known; i++)
    known = sts_library_lookup(view->library, sts_read_section(reading, i)->id);
  if (known)
    return true;
  return read_more(verifier, view, view->library->sections->len == 0 ? reading : NULL, error);
}

StsVerifier *
sts_verifier_new_for_path(const char *path, const StsVerifyOptions *options, GError **error)
{
  static const char *const NONE[] = {NULL};
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  g_autoptr(StsLibrary) library = sts_library_load_with(path, NONE, &NO_CLINIC, faults, error);

  if (!library || !sts_rules_require_readable(faults, error))
    return NULL;
  StsVerifier *verifier = sts_verifier_new(library, faults, options, error);
  if (verifier)
    ((View *)verifier->views->pdata[0])->own = g_steal_pointer(&library);
  return verifier;
}

void
sts_verifier_free(StsVerifier *verifier)
{
  if (!verifier)
    return;
  g_ptr_array_unref(verifier->views);
  sts_terms_set_free(verifier->terms);
  g_free(verifier);
}

StsVerification *
sts_verifier_verify(StsVerifier *verifier, const char *path, GError **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(StsReading) reading = sts_reader_read(verifier->reader, path, &fault);

  if (reading && verifier->views->len == 0)
    return sts_judge(reading, NULL);
  if (reading) {
    View *view = find_view(verifier, language_of(reading), error);
    return view && read_enough(verifier, view, reading, error)
               ? sts_judge_with_library(reading, view->editions, verifier->as_of)
               : NULL;
  }
  if (fault->domain == STS_VERIFY_ERROR)
    return sts_judge_unreadable(fault->message);
  g_propagate_error(error, g_steal_pointer(&fault));
  return NULL;
}

/* Reads the whole library, in its own language and in all that it is translated to. */
static bool
read_all(StsVerifier *verifier, GError **error)
{
  static const StsLoadOptions ALL = {.list_languages = true};
  View *first = verifier->views->pdata[0];
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  StsLibrary *library = read_again(first->library, NULL, &ALL, faults, error);

  if (!library)
    return false;
  set_library(verifier, first, library, library, faults);
  g_autofree const char **languages = sts_library_list_languages(library);
  for (const char **language = languages; *language; language++) {
    View *view = find_view(verifier, *language, error);
    if (!view || (view->library->partial && !read_more(verifier, view, NULL, error)))
      return false;
  }
  return sts_rules_require_readable(faults, error);
}

StsCodeAnswer *
sts_verifier_find_code(StsVerifier *verifier, const char *code, GError **error)
{
  g_autoptr(GPtrArray) editions = g_ptr_array_new();

  verifier->has_all = verifier->has_all || (verifier->views->len > 0 && read_all(verifier, error));
  if (verifier->views->len > 0 && !verifier->has_all)
    return NULL;
  for (guint i = 0; i < verifier->views->len; i++)
    g_ptr_array_add(editions, ((const View *)verifier->views->pdata[i])->editions);
  return sts_codes_find(editions, code, verifier->as_of);
}

/* ---- comparing ---- */

/* One of the two that are compared: a file, or a library. */
typedef struct {
  const char *path;
  StsFileKind kind;
  StsReader *reader; /* lent; may be NULL */
  StsReading *file;
  StsLibrary *library;
  StsDiagnostics *faults; /* of loading the library */
  StsEditions *editions;
  StsEdition *edition;
  GHashTable *refused; /* id -> sentence */
} Side;

static void
clear_side(Side *side)
{
  sts_reading_free(side->file);
  sts_edition_free(side->edition);
  sts_editions_free(side->editions);
  sts_library_free(side->library);
  g_clear_pointer(&side->faults, sts_diagnostics_free);
  g_clear_pointer(&side->refused, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Side, clear_side)

static bool
open_file(Side *side, GError **error)
{
  g_autoptr(GError) fault = NULL;

  side->file = sts_reader_read(side->reader, side->path, &fault);
  if (side->file)
    return true;
  if (fault->domain == STS_VERIFY_ERROR)
    g_prefix_error(&fault, "“%s” cannot be compared: ", side->path);
  g_propagate_error(error, g_steal_pointer(&fault));
  return false;
}

static StsLibrary *
load_side(const char *path, const StsReading *other, StsDiagnostics *faults, GError **error)
{
  const StsLoadOptions options = {
      .without_clinic = true, .language = other ? language_of(other) : NULL, .missing = STS_MISSING_ORIGINAL};
  g_autofree const char **ids = list_ids(other);

  return sts_library_load_with(path, (const char *const *)ids, &options, faults, error);
}

static bool
open_library(Side *side, const Side *other, GError **error)
{
  g_autoptr(GError) fault = NULL;
  side->library = load_side(side->path, other->file, side->faults, &fault);
  if (!side->library && side->kind == STS_FILE_KIND_FOLDER &&
      g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN, fault->message);
    return false;
  }
  if (!side->library) {
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
  }
  if (!sts_rules_require_readable(side->faults, error))
    return false;
  if (!side->library->broken)
    return true;
  g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED,
              "the library “%s” cannot be read; sts-export --check -C %s shows why", side->path, side->path);
  return false;
}

static bool
is_library(const Side *side)
{
  return side->kind == STS_FILE_KIND_FOLDER || g_str_has_suffix(side->path, ".md");
}

/* Whether it can be told what the path is, if only that nothing is there. */
static bool
look_at(Side *side, GError **error)
{
  int number = sts_file_look(side->path, &side->kind);

  if (number != 0)
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(number), "cannot read “%s”: %s", side->path,
                g_strerror(number));
  return number == 0;
}

/* Files first, which tell what is to be read of a library. */
static bool
open_sides(Side *before, Side *after, GError **error)
{
  return look_at(before, error) && look_at(after, error) && (is_library(before) || open_file(before, error)) &&
         (is_library(after) || open_file(after, error)) && (before->file || open_library(before, after, error)) &&
         (after->file || open_library(after, before, error));
}

/* What it says; a library as if the same sections as in the other, where that is a file, were exported from it. */
static const StsReading *
read_side(Side *side, const Side *other, const StsTermsSet *terms)
{
  if (side->file)
    return side->file;
  side->editions = sts_editions_new(side->library, side->faults, terms);
  side->edition = sts_editions_read(side->editions, other->file);
  side->refused = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < side->edition->sections->len; i++) {
    const StsSection *section = side->edition->sections->pdata[i];
    size_t errors = side->edition->errors[i];
    if (errors > 0)
      g_hash_table_insert(
          side->refused, (gpointer)section->id,
          g_strdup_printf("the library “%s” cannot export it: it has %zu %s; sts-export --check shows where",
                          side->path, errors, errors == 1 ? "error" : "errors"));
  }
  return side->edition->reading;
}

StsComparison *
sts_compare_paths(const char *old_path, const char *new_path, const StsVerifyOptions *options, GError **error)
{
  StsReader *reader = options ? options->reader : NULL;
  g_auto(Side) before = {.path = old_path, .reader = reader, .faults = sts_diagnostics_new()},
               after = {.path = new_path, .reader = reader, .faults = sts_diagnostics_new()};

  if (!open_sides(&before, &after, error))
    return NULL;
  g_autoptr(StsTermsSet) terms = load_terms(options, before.library ? before.library : after.library, error);
  if (!terms)
    return NULL;
  const StsReading *old_reading = read_side(&before, &after, terms), *new_reading = read_side(&after, &before, terms);
  if (!old_reading || !new_reading) {
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN, "“%s” has none of the sections of “%s”",
                old_reading ? new_path : old_path, old_reading ? old_path : new_path);
    return NULL;
  }
  return sts_compare(old_reading, new_reading, before.refused, after.refused);
}
