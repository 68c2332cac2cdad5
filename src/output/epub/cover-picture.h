/* The cover's picture. */
#ifndef STS_OUTPUT_EPUB_COVER_PICTURE_H
#define STS_OUTPUT_EPUB_COVER_PICTURE_H

#include "output/epub/plan.h"

enum { STS_COVER_WIDTH = 800, STS_COVER_HEIGHT = 1280 };

/* Returns the cover as PNG, drawn with the theme's fonts: the same bytes every time. Returns NULL with `error` if cairo
 * fails, or the file of a font could not be opened; free with g_bytes_unref(). */
GBytes *sts_epub_draw_cover(const StsEpubPlan *plan, StsFonts *fonts, GError **error);

/* Returns the cover as SVG with the reader's own fonts, for want of any; free with g_bytes_unref(). */
GBytes *sts_epub_write_cover_svg(const StsEpubPlan *plan);

#endif
