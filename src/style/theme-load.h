/* Loads a theme from the styles folder. */
#ifndef STS_STYLE_THEME_LOAD_H
#define STS_STYLE_THEME_LOAD_H

#include "base/diagnostic.h"
#include "style/theme.h"

/* Loads `styles/<name>.yaml` from `styles_folder`, resolving its `extends:`; every wrong key or type is a diagnostic
 * with its place. Returns NULL with `error` if the file does not exist (the message names those that do) or has faults.
 * Free with sts_theme_free(). */
StsTheme *sts_theme_load(const char *styles_folder, const char *name, StsDiagnostics *diagnostics, GError **error);

#endif
