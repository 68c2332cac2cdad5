/* Libraries written for a test of reading, and what was found in them. */
#ifndef READ_FIXTURE_H
#define READ_FIXTURE_H

#include <string.h>

#include "folder.h"
#include "read-library.h"
#include "read/read.h"

static const char LIBRARY[] = "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [a]\n";

typedef struct {
  char *folder;
  StsLibrary *library;
  StsDiagnostics *diagnostics;
} Fixture;

static inline void
set_up(Fixture *fixture, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  (void)unused;
  fixture->folder = g_dir_make_tmp("sts-read-XXXXXX", &error);
  g_assert_no_error(error);
  fixture->diagnostics = sts_diagnostics_new();
}

static inline void
tear_down(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  sts_library_free(fixture->library);
  sts_diagnostics_free(fixture->diagnostics);
  folder_remove(fixture->folder);
  g_free(fixture->folder);
}

static inline void
write_bytes(const Fixture *fixture, const char *name, const void *bytes, size_t size)
{
  folder_write(fixture->folder, name, bytes, (gssize)size);
}

static inline void
write_text(const Fixture *fixture, const char *name, const char *text)
{
  write_bytes(fixture, name, text, strlen(text));
}

static inline void
load(Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  sts_library_free(fixture->library);
  fixture->library = sts_read_library(fixture->folder, load_words(), fixture->diagnostics, &error);
  g_assert_no_error(error);
  g_assert_nonnull(fixture->library);
}

/* What was found, as "file:line:column rule" lines; the file without its folder. */
static inline char *
list_faults(const Fixture *fixture)
{
  GString *out = g_string_new(NULL);

  sts_diagnostics_sort(fixture->diagnostics);
  for (size_t i = 0; i < sts_diagnostics_size(fixture->diagnostics); i++) {
    const StsDiagnostic *one = sts_diagnostics_get(fixture->diagnostics, i);
    g_autofree char *base = g_path_get_basename(one->position.file);
    g_string_append_printf(out, "%s:%d:%d %s\n", base, one->position.line, one->position.column, one->rule);
  }
  return g_string_free(out, FALSE);
}

static inline void
assert_faults(const Fixture *fixture, const char *expected)
{
  g_autofree char *faults = list_faults(fixture);

  g_assert_cmpstr(faults, ==, expected);
}

static inline const StsSection *
first_section(const Fixture *fixture)
{
  g_assert_cmpuint(fixture->library->sections->len, >, 0);
  return fixture->library->sections->pdata[0];
}

#endif
