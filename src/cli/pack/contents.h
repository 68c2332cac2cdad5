/* What is in a pack: for each section, in each of its languages, its files; and the files that are about all of them.
 *
 * Names of files are relative to the pack's folder, with "/" between folders. The sections are in reading order, the
 * texts of each with the original first.
 */
#ifndef STS_CLI_PACK_CONTENTS_H
#define STS_CLI_PACK_CONTENTS_H

#include "cli/work.h"

/* A kind of file that every text has. */
typedef struct {
  const char *name;            /* "large-print"; that of a format, where nothing is special about it */
  const StsFormatInfo *format; /* NULL: a picture of page 1 */
  bool large;                  /* in large print */
} StsPackForm;

typedef struct {
  char *name;              /* "surgery.es.large-print.pdf" */
  const char *media_type;  /* static */
  const StsPackForm *form; /* NULL: it is not a text's */
  GBytes *bytes;           /* of a file that is not a text's: what it shall hold */
  char *key;               /* of a text's: what it is made of (sts/inputs.h); NULL: it cannot be told */
  size_t size;             /* once it is made */
  char *digest;            /* once it is made: SHA-256, in lower-case hex */
  bool spared;             /* it stays as it was in the pack before */
} StsPackFile;

/* A section in one language. */
typedef struct {
  StsSectionInfo info; /* id, title, language, dates, codes; lent by the library */
  const StsWork *work; /* lent: the library in that language */
  char *short_code;
  GPtrArray *files; /* of StsPackFile*: one of each form, in their order */
} StsPackText;

typedef struct {
  const char *id;   /* lent */
  GPtrArray *texts; /* of StsPackText* */
} StsPackSection;

typedef struct {
  StsWork *work;       /* lent: the library in its own language */
  GArray *forms;       /* of StsPackForm, in the order in which they are listed */
  GPtrArray *sections; /* of StsPackSection* */
  GPtrArray *others;   /* of StsPackFile*: what is not one section's */
} StsPack;

/* Lists what shall be in the pack of the chosen sections in the works' languages, with nothing in `others`. Free with
 * sts_pack_free(). */
StsPack *sts_pack_new(StsWork *work);
void sts_pack_free(StsPack *pack);

/* Adds a file that is not one section's, taking the bytes. `media_type` is static. */
void sts_pack_add_file(StsPack *pack, const char *name, const char *media_type, GBytes *bytes);

/* Returns all texts (StsPackText*), or all files (StsPackFile*), lent; free with g_ptr_array_unref(). */
GPtrArray *sts_pack_list_texts(const StsPack *pack);
GPtrArray *sts_pack_list_files(const StsPack *pack);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsPack, sts_pack_free)

#endif
