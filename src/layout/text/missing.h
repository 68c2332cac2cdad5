/* Notes characters that no font has, in the layout, which can tell them when it is kept. */
#ifndef STS_LAYOUT_TEXT_MISSING_H
#define STS_LAYOUT_TEXT_MISSING_H

#include "layout/text/setter.h"

/* Notes that no font has the character, which is in the text of the node. */
void sts_missing_note(StsSetter *setter, gunichar character, const StsNode *node);
/* Notes those in the text of pictures. */
void sts_missing_note_images(StsSetter *setter);

#endif
