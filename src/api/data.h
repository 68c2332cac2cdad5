/* The folders that an option left out stands for. */
#ifndef STS_API_DATA_H
#define STS_API_DATA_H

#include <glib.h>

/* Returns `named`, or, where that is NULL, the folder of that name among the installed data. Returns NULL with `error`
 * (G_FILE_ERROR) if there is none. Free with g_free(). */
char *sts_data_choose_folder(const char *named, const char *name, GError **error);

/* Returns the folders of styles and words in order of preference, NULL-terminated: `named` alone, or, where that is
 * NULL, styles/ of the library (its folder; NULL: none), the user's and the installed one; the first two only where
 * they are there. Returns NULL with `error` if there is no installed one. Free with g_strfreev(). */
char **sts_data_list_styles(const char *named, const char *library, GError **error);

#endif
