/* Where the program finds the library of a call. */
#ifndef STS_CLI_PLACES_H
#define STS_CLI_PLACES_H

#include <glib.h>
#include <stdbool.h>

/* Returns the library to read: `named` if not NULL; else "." or "content" if library.yaml is there; else the sample in
 * the data folder, with *sample set. Free with g_free(). */
char *sts_places_find_content(const char *named, const char *data, bool *sample);

/* Says that the library is the sample since none was named. */
void sts_places_tell_sample(void);

/* Whether a section was named by the Markdown file that it is in: ids have no full stop. */
bool sts_places_is_file(const char *name);

/* Whether the file that was named is a translation: its name says its language, and its original lies beside it.
 * `*original` becomes the name of that, `*tag` the language; free both with g_free(). */
bool sts_places_is_translation(const char *name, char **original, char **tag);

/* Returns the library that such a file is in: the nearest folder at or above it that has library.yaml, or else the file
 * itself, which is a library of one section. Free with g_free(). */
char *sts_places_find_library_of(const char *file);

/* Returns the name of the file within the folder; NULL where it lies outside. Free with g_free(). */
char *sts_places_name_in(const char *folder, const char *file);

#endif
