/* Names of files in an EPUB: safe ASCII, which every file system and reader takes, and unlike one another by more than
 * the case of letters (EPUB 3.3, 4.2.3).
 *
 * `names` is the set of those that are taken; it owns its strings and begins empty.
 */
#ifndef STS_OUTPUT_EPUB_NAMES_H
#define STS_OUTPUT_EPUB_NAMES_H

#include "base/arena.h"

/* Returns "text/ID.xhtml", or "text/section-NUMBER.xhtml" where the id, which may be NULL, is not safe or is taken.
 * Free with g_free(). */
char *sts_epub_name_section(GHashTable *names, const char *id, unsigned number);

/* Makes a name for a file in a folder of the book, after that of the file at `path`. */
const char *sts_epub_name_file(StsArena *arena, GHashTable *names, const char *folder, const char *path,
                               const char *ending);

#endif
