/* Loads a theme from the styles folder. */
#ifndef STS_STYLE_THEME_LOAD_H
#define STS_STYLE_THEME_LOAD_H

#include "base/diagnostic.h"
#include "style/theme.h"

/* Returns the path of the style: itself, if it is one, or the first <name>.yaml in the NULL-terminated folders, which
 * stand in order of preference. Returns NULL with `error` (G_FILE_ERROR_NOENT) where there is none; the message names
 * those that there are. Free with g_free(). */
char *sts_theme_find(const char *const *folders, const char *style, GError **error);

/* Loads that file and the styles that it extends; every wrong key or type is a diagnostic with its place. What a style
 * extends is looked for from its own folder on, so that one in a library may extend the program's of the same name, and
 * what it does to that name changes no style of the program's. A path's folder comes before all others. `library`,
 * unless it is NULL, is the library's folder: a style that is found in it by name, and is a link out of it, is a fault.
 * Returns NULL with `error` as sts_theme_find() does, or if a file has faults. Free with sts_theme_free(). */
StsTheme *sts_theme_load_from(const char *const *folders, const char *library, const char *style,
                              StsDiagnostics *diagnostics, GError **error);
/* The same of one folder. */
StsTheme *sts_theme_load(const char *styles_folder, const char *name, StsDiagnostics *diagnostics, GError **error);

#endif
