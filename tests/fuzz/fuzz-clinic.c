/* Any bytes as a clinic's file and, after a line of five hyphens, as a section with slots: reading and checking must
 * end well, no message may hold what a terminal takes for an order, and what is read goes into a record and comes back.
 * The bytes are also taken for a record. */
#include <glib/gstdio.h>

#include "check/check.h"
#include "document/clinic.h"
#include "fuzz.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static const char LIBRARY[] = "title: A library\nlanguage: en\nidentifier: urn:x:y\nstatus: draft\ndisclaimer: |\n"
                              "  Ask {clinic.name: your clinic}.\nsections: [one]\n";

static void
check_there_and_back(const StsClinic *clinic)
{
  g_autoptr(StsArena) arena = sts_arena_new();
  g_autofree char *record = sts_clinic_record(clinic);
  const char *fault;
  const StsClinic *back = sts_clinic_of_record(arena, record, &fault);

  g_assert_null(fault);
  g_autofree char *again = sts_clinic_record(back);
  g_assert_cmpstr(again, ==, record);
}

/* A telephone's address has nothing in it that an address may not have. */
static void
check_values(const StsClinic *clinic)
{
  for (guint i = 0; i < STS_CLINIC_KEYS; i++) {
    StsClinicKey key = (StsClinicKey)i;
    const char *value = clinic->values[i];
    if (!value)
      continue;
    g_assert_null(sts_clinic_fault(key, value));
    if (sts_clinic_key_is_telephone(key)) {
      static const char SIGNS[] = "+*%;=0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:";
      g_autofree char *address = sts_clinic_telephone(value);
      g_assert_true(g_str_has_prefix(address, "tel:"));
      g_assert_cmpuint(strspn(address, SIGNS), ==, strlen(address));
    }
    for (const char *feed = value; (feed = strchr(feed, '\n')); feed++)
      g_assert_nonnull(sts_clinic_line_end(value, (size_t)(feed - value)));
  }
}

static void
read_record(const guint8 *data, size_t size)
{
  g_autoptr(StsArena) arena = sts_arena_new();
  g_autofree char *record = g_utf8_make_valid(size > 0 ? (const char *)data : "", (gssize)size);
  const char *fault;
  const StsClinic *clinic = sts_clinic_of_record(arena, record, &fault);

  g_assert(!clinic == !!fault);
  if (clinic)
    check_there_and_back(clinic);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  static char *folder;
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  if (!folder) {
    folder = g_dir_make_tmp("sts-fuzz-XXXXXX", NULL);
    g_autofree char *yaml = g_build_filename(folder, "library.yaml", NULL);
    g_assert_true(sts_fuzz_write(yaml, LIBRARY, strlen(LIBRARY)));
  }
  read_record(data, size);
  if (!sts_fuzz_write_parts(folder, "clinic.yaml", "one.md", data, size))
    return 0;
  StsLibrary *library = sts_read_library(folder, NULL, diagnostics, &error);
  g_autofree char *path = g_build_filename(folder, "clinic.yaml", NULL);
  if (library) {
    sts_read_clinic(library, path, diagnostics);
    sts_library_check(library, NULL, 0, NULL, diagnostics);
    if (library->clinic) {
      check_values(library->clinic);
      check_there_and_back(library->clinic);
    }
    sts_library_free(library);
  }
  sts_fuzz_check_said(diagnostics);
  return 0;
}
