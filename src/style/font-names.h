/* A quick look into a font file for the families it says it belongs to: fontconfig reads a whole font, its map of characters too, before it tells.
 *
 * Only to leave files unread that surely are of other families. What they are of is for fontconfig to say.
 */
#ifndef STS_STYLE_FONT_NAMES_H
#define STS_STYLE_FONT_NAMES_H

#include <stdbool.h>

/* Whether fontconfig may find the family in the file; true as well for a file that this does not understand, such as a collection, and for a family
 * whose name is not ASCII. Case and spaces do not count, as with fontconfig, unless `exactly`. */
bool sts_font_names_may_have(const char *path, const char *family, bool exactly);

#endif
