/* Frames around blocks: bars and shades. */
#ifndef STS_LAYOUT_BLOCKS_FRAME_H
#define STS_LAYOUT_BLOCKS_FRAME_H

#include "layout/blocks/area.h"

/* Opens a frame around the area: the rows from now on are in it. `bar` is the width of its bar, 0: none. Returns it,
 * until the next is opened. */
StsFrame *sts_frame_open(StsFlow *flow, StsBlockArea *area, double bar, bool shaded, StsColor color);
/* Moves the start side of what is in the frame in by the indent. */
void sts_frame_indent(StsFlow *flow, StsBlockArea *area, double indent);
void sts_frame_close(StsFlow *flow, const StsBlockArea *area);

#endif
