/* What becomes of a theme when all its files are read. For the files of this room only. */
#ifndef STS_STYLE_THEME_CHECK_H
#define STS_STYLE_THEME_CHECK_H

#include "style/theme-read.h"

/* Copies what each kind of text leaves out from `body` and resolves named colors. */
void sts_theme_complete(StsThemeReading *reading);

/* Reports what is missing and what does not go together. `file` is the style's own. `sound`: no file of it has a fault
 * so far; otherwise only colors and the grid are looked at, and nothing is told as missing. */
void sts_theme_check(const StsThemeReading *reading, const char *file, bool sound);

#endif
