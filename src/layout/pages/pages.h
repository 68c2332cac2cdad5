/* The pages of a whole publication. */
#ifndef STS_LAYOUT_PAGES_PAGES_H
#define STS_LAYOUT_PAGES_PAGES_H

#include "layout/text/setter.h"

/* Lays out the chapters of the publication and puts the pages together, in the setter's layout. Returns false, with
 * some left out, when setter->watch stops the work. */
bool sts_pages_make(StsSetter *setter);

#endif
