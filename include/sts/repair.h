/* Mechanical repairs of markup, never of words: what checking tells and has exactly one counterpart in our format.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     // ./example content
 *     int
 *     main(int argc, char **argv)
 *     {
 *       g_autoptr(StsDiagnostics) found = sts_diagnostics_new();
 *       g_autoptr(StsDiagnostics) left = sts_diagnostics_new();
 *       g_autoptr(GError) error = NULL;
 *       g_autoptr(StsLibrary) library = argc == 2 ? sts_library_load(argv[1], found, &error) : NULL;
 *       g_autoptr(StsRepair) repair = library ? sts_library_repair(library, NULL, left, &error) : NULL;
 *
 *       for (size_t i = 0; repair && i < sts_repair_count_files(repair); i++)
 *         fputs(sts_repair_get_file(repair, i).diff, stdout);
 *       return repair ? 0 : 1;
 *     }
 *
 * Invariants: nothing is written; who has the repair decides. The words of each file, as they are printed, are those
 * that it had: this is proved, by reading it again, or the repair is not made. Repairing what was repaired changes
 * nothing.
 */
#ifndef STS_REPAIR_H
#define STS_REPAIR_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include <sts/diagnostic.h>
#include <sts/error.h>
#include <sts/library.h>

G_BEGIN_DECLS

typedef struct StsRepair StsRepair;

/* Repairs the sections (NULL-terminated ids; NULL: all) in memory: elements of HTML for emphasis, links and languages;
 * spaces that a heading or an item lacks; a callout's text on the line of its name; the case of letters in links; signs
 * of other systems; and where all are repaired, ids that an earlier section has. `left` receives a note (rule
 * "repair-left") where the words would not have stayed the same, for each section that cannot be read well enough,
 * for each link that may have meant a section which has another id now, and, of a library that was read with
 * `list_languages`, for each translation that was made from a text which reads otherwise now. Returns NULL with
 * `error`: STS_ERROR_UNKNOWN_SECTION, or G_FILE_ERROR where a file cannot be read again. Free with sts_repair_free().
 */
StsRepair *sts_library_repair(const StsLibrary *library, const char *const *ids, StsDiagnostics *left, GError **error);
void sts_repair_free(StsRepair *repair);

/* Writes into translations (NULL-terminated ids) of a library that was read in their language, in memory, from which
 * text they were made: the key `translation-of` of their front matter, and no other byte. Returns NULL with `error`:
 * STS_ERROR where one is no translation, or cannot be stamped; G_FILE_ERROR where a file cannot be read again. Free
 * with sts_repair_free(). Whether the originals are sound is for the caller to ask. */
StsRepair *sts_library_stamp(const StsLibrary *library, const char *const *ids, GError **error);

/* A file that repairs change. All is lent by the repair. Members may be added. */
typedef struct {
  const char *file;
  size_t count;               /* of the repairs */
  const char *before, *after; /* all bytes; ended by a zero that does not count */
  size_t before_size, after_size;
  const char *diff; /* unified, with the file's name twice in its head */
} StsRepairedFile;

/* The files that repairs change, in reading order, those of sections whose id was an earlier one's last. `index` must
 * be less than the count. */
size_t sts_repair_count_files(const StsRepair *repair);
StsRepairedFile sts_repair_get_file(const StsRepair *repair, size_t index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsRepair, sts_repair_free)

G_END_DECLS

#endif
