/* The folders that an option left out stands for. */
#ifndef STS_API_DATA_H
#define STS_API_DATA_H

#include <glib.h>

/* Returns `named`, or, where that is NULL, the folder of that name among the installed data. Returns NULL with `error`
 * (G_FILE_ERROR) if there is none. Free with g_free(). */
char *sts_data_choose_folder(const char *named, const char *name, GError **error);

#endif
