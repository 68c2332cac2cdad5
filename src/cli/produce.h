/* Turns chosen sections into finished temporary files, several publications at once. */
#ifndef STS_CLI_PRODUCE_H
#define STS_CLI_PRODUCE_H

#include "base/atomic-file.h"
#include "cli/work.h"

/* One publication and the files to be made of it. */
typedef struct {
  char *name;                        /* the section's id, or the book's file name; for messages */
  const StsSection *const *sections; /* lent */
  size_t count;
  bool book;
  char *pdf, *epub; /* where the files shall be; NULL: not wanted. With neither, the publication is laid out and its
                       faults are found */

  bool staged; /* leave the finished files under temporary names, since files of other products must be finished too
                  before any appears */

  /* Results. Of a staged product the files are complete and not yet under their names. */
  StsDiagnostics *diagnostics;
  GError *error; /* a library or the system failed */
  StsAtomicFile *pdf_file, *epub_file;
} StsProduct;

StsProduct *sts_product_new(const char *name, const StsSection *const *sections, size_t count, bool book);
void sts_product_free(StsProduct *product);

/* Works on all products (of StsProduct*), options->jobs at a time, and returns when all are done. Styles must have been
 * loaded. */
void sts_produce(StsWork *work, GPtrArray *products);

#endif
