/* The table of formats: a row each, which is all that the rooms above know of one.
 *
 * A new format is a folder here with its writer and reader, and a row in output.c.
 */
#ifndef STS_OUTPUT_OUTPUT_H
#define STS_OUTPUT_OUTPUT_H

#include <stdio.h>
#include <sys/types.h>

#include "document/reading.h"
#include "output/writing.h"
#include "sts/format.h"

/* What must have been laid out before a format can be written. */
typedef enum {
  STS_PAGES_NONE,
  STS_PAGES_BREAKS, /* where pages begin, unless nobody wants to know */
  STS_PAGES_DRAWN,  /* the pages with all that stands on them */
} StsPagesNeed;

typedef struct {
  StsFormatInfo info;
  StsPagesNeed pages;
  bool all_fonts; /* it looks through all fonts, not only those that text such as most needs */

  /* Writes the file from its beginning; the stream can be sought in. The caller closes it. Returns false with `error`
   * on any failure but one that is a diagnostic. */
  bool (*write)(const StsWriting *writing, FILE *stream, GError **error);

  /* Returns where in the bytes the mark stands that files of the format bear near their beginning, or -1. */
  ssize_t (*recognise)(const char *bytes, size_t size);

  /* Whether a file of the format has a provenance record, of whatever version, and so is one that we wrote. */
  bool (*is_own)(const char *bytes, size_t size);

  /* Reads a file back. Returns NULL with STS_VERIFY_ERROR; time and memory are bounded, whatever the bytes are. */
  StsReading *(*read)(const char *bytes, size_t size, GError **error);
} StsFormat;

/* Lends the format of that name, or NULL. */
const StsFormat *sts_output_lookup(const char *name);

/* Lends the format that the bytes seem to be of, by the mark that comes first; NULL: none. */
const StsFormat *sts_output_recognise(const char *bytes, size_t size);

#endif
