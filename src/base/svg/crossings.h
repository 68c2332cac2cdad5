/* What it costs to draw a line that crosses itself, or runs to and fro: cairo looks at each crossing, and goes through
 * all that lies beside a point. */
#ifndef STS_BASE_SVG_CROSSINGS_H
#define STS_BASE_SVG_CROSSINGS_H

#include <stdbool.h>

/* Returns what a path costs, or a list of points, in plain shapes of ten microseconds; rather too much than too little.
 * An outline costs little, however many points it has. Curves are taken as the lines through their control points. */
double sts_svg_weigh_line(const char *path, bool points);

#endif
