/* Where the program finds the library of a call. */
#ifndef STS_CLI_PLACES_H
#define STS_CLI_PLACES_H

#include <glib.h>

/* Returns the library to read: `named` if not NULL; else "." or "content" if library.yaml is there; else the one in the
 * data folder. Free with g_free(). */
char *sts_places_find_content(const char *named, const char *data);

#endif
