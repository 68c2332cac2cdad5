/* Any bytes as the printed words of English and, after a line of five hyphens, of another language: loading must end
 * well, and every word that is loaded must be fit to be printed. */
#include <glib/gstdio.h>

#include "document/terms-file.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
use(const StsTerms *terms)
{
  for (const char *const *key = sts_terms_keys(); *key; key++) {
    const char *word = sts_terms_get(terms, *key);
    g_autofree char *formatted = sts_terms_format(terms, *key, "date", "x", "number", "1", NULL);
    g_assert(g_utf8_validate(word, -1, NULL) && g_utf8_validate(formatted, -1, NULL));
  }
  for (int month = 1; month <= 12; month++) {
    g_autofree char *date = sts_terms_format_date(terms, (StsDate){2018, month, 6});
    g_assert(*date && g_utf8_validate(date, -1, NULL));
  }
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  static char *folder, *terms;
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  if (!folder) {
    folder = g_dir_make_tmp("sts-fuzz-XXXXXX", NULL);
    terms = g_build_filename(folder, "terms", NULL);
    g_mkdir(terms, 0700);
  }
  if (!sts_fuzz_write_parts(terms, "en.yaml", "es.yaml", data, size))
    return 0;
  StsTermsSet *set = sts_terms_load(folder, diagnostics, &error);
  g_assert(set ? !error : error && g_utf8_validate(error->message, -1, NULL));
  sts_fuzz_check_said(diagnostics);
  for (guint i = 0; i < sts_terms_set_size(set); i++)
    use(sts_terms_set_get(set, i));
  if (set)
    sts_terms_set_free(set);
  return 0;
}
