/* Where the program finds its data and the library. */
#ifndef STS_CLI_PLACES_H
#define STS_CLI_PLACES_H

#include <glib.h>

/* Returns the folder that holds styles/, fonts/ and content/: ../share/sts-export beside an installed program, else the
 * source tree it was built from. Returns NULL with `error` (G_FILE_ERROR) if there is neither. Free with g_free(). */
char *sts_places_find_data(GError **error);

/* Returns the library to read: `named` if not NULL; else "." or "content" if library.yaml is there; else the one in the
 * data folder. Free with g_free(). */
char *sts_places_find_content(const char *named, const char *data);

#endif
