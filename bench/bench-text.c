/* Prints the text of a library as one book, a paragraph a line: what bench-bare lays out.
 *
 * Usage: bench-text STYLES LIBRARY [SECTION]
 */
#include <stdio.h>

#include "assemble/assemble.h"
#include "document/plain-text.h"
#include "read/read.h"
#include "style/terms.h"

int
main(int argc, char **argv)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsTermsSet) terms = argc >= 3 ? sts_terms_load(argv[1], diagnostics, NULL) : NULL;
  g_autoptr(StsLibrary) library = argc >= 3 ? sts_library_load(argv[2], diagnostics, NULL) : NULL;
  StsAssembleOptions options = {.book = argc == 3};

  if (!terms || !library || sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) > 0) {
    fprintf(stderr, "usage: bench-text STYLES LIBRARY [SECTION]\n");
    return 2;
  }
  const StsSection *section = argc > 3 ? sts_library_lookup(library, argv[3]) : NULL;
  const StsSection *const *sections = section ? &section : (const StsSection *const *)library->sections->pdata;
  g_autoptr(StsPublication) publication =
    sts_publication_assemble(library, sections, section ? 1 : library->sections->len, terms, &options, diagnostics);
  g_autofree char *text = sts_node_plain_text(publication->root);
  fputs(text, stdout);
  return 0;
}
