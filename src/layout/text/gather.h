/* Gathers the inlines of a block into one text. */
#ifndef STS_LAYOUT_TEXT_GATHER_H
#define STS_LAYOUT_TEXT_GATHER_H

#include "layout/text/inline.h"
#include "layout/text/setter.h"

/* Appends the inlines below `block`. */
void sts_inline_gather(StsInline *in, StsSetter *setter, const StsNode *block);

#endif
