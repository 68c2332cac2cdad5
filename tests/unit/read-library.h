/* For tests that read libraries and link no more rooms than they need: the words that come with the program. */
#ifndef READ_LIBRARY_H
#define READ_LIBRARY_H

#include "document/terms-file.h"

static inline StsTermsSet *
load_words(void)
{
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  g_autofree char *styles = g_build_filename(g_getenv("STS_SOURCE_DIR"), "styles", NULL);
  StsTermsSet *words = sts_terms_load(styles, faults, NULL);

  g_assert_nonnull(words);
  g_assert_cmpuint(sts_diagnostics_size(faults), ==, 0);
  return words;
}

#endif
