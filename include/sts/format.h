/* The formats that sections can be exported in, and read back from.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     int
 *     main(void)
 *     {
 *       for (size_t i = 0; i < sts_format_count(); i++) {
 *         const StsFormatInfo *format = sts_format_get(i);
 *         printf("%s: %s, *%s, %s\n", format->name, format->label, format->suffix, format->media_type);
 *       }
 *       return 0;
 *     }
 */
#ifndef STS_FORMAT_H
#define STS_FORMAT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

G_BEGIN_DECLS

/* What there is to know of a format. */
typedef struct {
  const char *name;        /* by which a call names it: "pdf" */
  const char *suffix;      /* of the names of its files: ".pdf" */
  const char *label;       /* as people call it: "PDF" */
  const char *article;     /* before the label: "a", "an" */
  const char *description; /* in a few words, with the standards that it keeps: "a PDF (PDF/UA-1, PDF/A-2a)" */
  const char *media_type;  /* "application/pdf" */
  /* Which options of an export mean anything to it. */
  bool can_linearize, can_omit_fonts, can_omit_pages;
  bool has_pages; /* its files are pages, as they are printed */
  bool is_piece;  /* its files are put into pages of others, and are no sheets by themselves */
} StsFormatInfo;

/* The formats, in the order in which people are told of them. All is static. */
size_t sts_format_count(void);
const StsFormatInfo *sts_format_get(size_t index);

/* Returns NULL where there is no format of that name. */
const StsFormatInfo *sts_format_lookup(const char *name);

/* Finds in which format this program, of whatever version, wrote the file: an altered one, too, as long as it says who
 * made it. Returns NULL where another did, or it is no file, or too large; with `error` (G_FILE_ERROR) where it cannot
 * be read. */
const StsFormatInfo *sts_format_find_own(const char *path, GError **error);

G_END_DECLS

#endif
