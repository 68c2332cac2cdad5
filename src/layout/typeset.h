/* From tree and theme to pages.
 *
 * The way: text/ makes lines of the inlines of a block; blocks/ puts lines, figures and the rows of tables into a flow;
 * pages/ cuts a flow into pages and puts these together with their feet. Each knows what comes before it alone, and
 * only the last knows where a page lies.
 */
#ifndef STS_LAYOUT_TYPESET_H
#define STS_LAYOUT_TYPESET_H

#include "base/watch.h"
#include "layout/layout.h"
#include "style/fonts.h"

/* Lays the publication out. What it found wrong, sts_layout_report() tells. Returns NULL only when `watch`, which may
 * be NULL, stops the work; free with sts_layout_free(). `publication`, `theme`, `fonts` are lent and must outlive the
 * layout. */
StsLayout *sts_layout_new(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts, StsWatch *watch);
/* The same without anything to draw: pages have labels and breaks, but no fragments and links. For who only needs to
 * know where pages begin; takes far less memory. */
StsLayout *sts_layout_new_breaks(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts,
                                 StsWatch *watch);
/* The same as sts_layout_new(), every text set by Pango: what tests measure plain text (text/plain.h) by. */
StsLayout *sts_layout_new_by_pango(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts);

#endif
