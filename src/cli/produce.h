/* Turns chosen sections into finished temporary files, several publications at once. */
#ifndef STS_CLI_PRODUCE_H
#define STS_CLI_PRODUCE_H

#include "base/atomic-file.h"
#include "cli/work.h"

/* One file of a product. */
typedef struct {
  const StsFormatInfo *format;
  char *path;          /* where it shall be; NULL: it goes to standard output */
  StsAtomicFile *file; /* of a staged product: complete, and not yet under its name */
  GBytes *bytes;       /* of what goes to standard output */
  bool spared;         /* result: what was there has the same bytes, and stays as it is */
} StsProductFile;

/* One publication and the files to be made of it. */
typedef struct {
  const StsLibrary *library; /* lent: that of the sections */
  StsExporter *exporter;     /* lent; NULL: that of the work */
  const char *folder;        /* lent: the one that messages name; NULL: that of the files */
  char *name;                /* the section's id, or the book's file name; for messages */
  char **ids;                /* of the sections */
  bool book;
  GArray *files; /* of StsProductFile. With none, the publication is laid out and its faults are found */
  bool recalled; /* its files are there, would be the same, and are not made */
  bool staged;   /* leave the finished files under temporary names, since files of other products must be finished too
                    before any appears */

  int percent; /* of the work that is done; atomic */

  /* Results. */
  StsDiagnostics *diagnostics;
  GError *error; /* a library or the system failed */
} StsProduct;

/* Returns a product of `count` sections of the library; free with sts_product_free(). */
StsProduct *sts_product_new(const StsLibrary *library, const char *name, const char *const *ids, size_t count,
                            bool book);
void sts_product_free(StsProduct *product);

/* Adds a file, taking the path. */
void sts_product_add_file(StsProduct *product, const StsFormatInfo *format, char *path);

/* Returns all files of the products (StsProductFile*), lent; free with g_ptr_array_unref(). */
GPtrArray *sts_products_list_files(const GPtrArray *products);

static inline StsProductFile *
sts_product_file(const StsProduct *product, guint index)
{
  return &g_array_index(product->files, StsProductFile, index);
}

/* Works on all products (of StsProduct*), options->jobs at a time, and returns when all are done. Styles must have been
 * loaded. */
void sts_produce(StsWork *work, GPtrArray *products);

#endif
