/* Cuts a font down to the characters of a book. */
#ifndef STS_OUTPUT_XHTML_FONT_SUBSET_H
#define STS_OUTPUT_XHTML_FONT_SUBSET_H

#include <glib.h>
#include <hb.h>

/* Returns the font with no more glyphs than the characters need, and with its names, its copyright and its licence; the
 * same bytes for the same input.
 *
 * Returns NULL where the font must stay whole: its embedding bits forbid to subset it (OpenType, OS/2 fsType, bit 8),
 * or its licence reserves its name, so that a changed font would have to be renamed (SIL Open Font License 1.1, clause
 * 3); and for what is no font. `licence` is the text that comes with the font; may be NULL. Free with g_bytes_unref().
 */
GBytes *sts_xhtml_subset_font(hb_face_t *face, const char *licence, const hb_set_t *characters);

#endif
