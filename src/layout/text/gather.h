/* Gathers the inlines of a block into one text. */
#ifndef STS_LAYOUT_TEXT_GATHER_H
#define STS_LAYOUT_TEXT_GATHER_H

#include "layout/text/inline.h"
#include "layout/text/setter.h"

/* Appends the inlines below `block`. */
void sts_inline_gather(StsInline *in, StsSetter *setter, const StsNode *block);
/* Appends the note's links to its marks after the first, each with a space after it. */
void sts_inline_append_ways_back(StsInline *in, const StsNode *note);

#endif
