/* The numbers that the source document writes after its links, in superscript. */
#ifndef STS_READ_MARKDOWN_LINK_NUMBER_H
#define STS_READ_MARKDOWN_LINK_NUMBER_H

#include "document/node.h"

/* The number that a SUPERSCRIPT holds and nothing else; 0 if it does not. NULL holds none. */
int sts_link_superscript_number(const StsNode *node);

/* Moves the number in <sup> right after the link, or at its end, from the text to the link; 0 where there is none. Its
 * siblings and children must be complete. */
void sts_link_take_number(StsNode *link);

#endif
