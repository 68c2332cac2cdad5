/* Why a font has no glyphs: the libraries that open a font's file go on without it where they cannot, and say no
 * reason.
 *
 * A file may be lost, or the limit of open files be reached, after the fonts were opened: what is set then is another
 * handout. Errors name the file, and say why it cannot be read, as far as that can still be told.
 */
#ifndef STS_STYLE_FONT_FAULTS_H
#define STS_STYLE_FONT_FAULTS_H

#include <pango/pango.h>
#include <stdbool.h>

/* Sets the error of a font's file that was not read. */
void sts_font_fault_set(const char *path, GError **error);
/* The same of the file that the font is of. */
void sts_font_fault_set_font(PangoFont *font, GError **error);

/* Whether the font's file could be read when it was used. Returns false with `error`. */
bool sts_font_fault_check(PangoFont *font, GError **error);
/* Whether all files of the map's fonts can be read now: for after the work of those who do not say which they used.
 * Returns false with `error`. */
bool sts_font_fault_check_all(PangoFontMap *map, GError **error);

#endif
