/* A quick look into a font file for the families it says it belongs to: fontconfig reads a whole font, its map of
 * characters too, before it tells.
 *
 * Only to leave files unread that surely are of other families. What they are of is for fontconfig to say.
 */
#ifndef STS_STYLE_FONT_NAMES_H
#define STS_STYLE_FONT_NAMES_H

#include <glib.h>
#include <stdbool.h>

typedef struct StsFontNames StsFontNames;

/* Opens the file. Returns NULL with G_IO_ERROR_NOT_REGULAR_FILE for a folder, a pipe or a device, and with another
 * error that names the file where it cannot be read, or is cut off. Free with sts_font_names_free(). */
StsFontNames *sts_font_names_open(const char *path, GError **error);
void sts_font_names_free(StsFontNames *names);

/* Whether fontconfig may find the family in the file; true as well for a file that this does not understand, such as a
 * collection, and for a family whose name is not ASCII. Case and spaces do not count, as with fontconfig, unless
 * `exactly`. */
bool sts_font_names_may_have(const StsFontNames *names, const char *family, bool exactly);

/* Whether the font's characters are colored pictures (OpenType, "CBDT", "sbix", "COLR", "SVG "): drawn in black they
 * are pictures all the same, empty, or of a fixed size. False for a file that this does not understand. */
bool sts_font_names_are_colored(const StsFontNames *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsFontNames, sts_font_names_free)

#endif
