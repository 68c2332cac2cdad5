/* Where the data lie that come with the library: styles and words, fonts, and a sample to try them with.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     int
 *     main(void)
 *     {
 *       g_autoptr(GError) error = NULL;
 *       g_autofree char *folder = sts_data_find_folder(&error);
 *
 *       puts(folder ? folder : error->message);
 *       return folder ? 0 : 1;
 *     }
 */
#ifndef STS_DATA_H
#define STS_DATA_H

#include <glib.h>

G_BEGIN_DECLS

/* Returns the folder of the data: styles/ holds <style>.yaml and terms/<language>.yaml, fonts/ the fonts that are
 * embedded, content/ a sample library, starter/ what a new library begins with. It is the one installed together with
 * libsts, wherever that was moved to, or with the program that libsts is linked into; else the source tree that libsts
 * was built in. Whoever wants it at build time asks pkg-config for the variable `stsdatadir` of sts.pc. Returns NULL
 * with `error` (G_FILE_ERROR_NOENT) if there is none. Free with g_free(). */
char *sts_data_find_folder(GError **error);

/* Returns the folder in which a user keeps styles for all libraries, $XDG_CONFIG_HOME/sts-export/styles, or that in
 * ~/.config, whether or not it is there; NULL where the environment names no home. Styles and words are looked for in
 * styles/ of the library, in this folder, and in that of the data, in this order. Free with g_free(). */
char *sts_data_find_user_styles(void);

G_END_DECLS

#endif
