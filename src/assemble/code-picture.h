#ifndef STS_ASSEMBLE_CODE_PICTURE_H
#define STS_ASSEMBLE_CODE_PICTURE_H

#include "base/arena.h"
#include "document/image.h"

/* Returns the picture of a code (ISO/IEC 18004, level M) that leads to the address, with its quiet zone: a drawing,
 * a pixel a module, of one filled path. NULL where the address is longer than any code holds. The arena's. */
const StsImage *sts_code_picture_new(StsArena *arena, const char *address);

#endif
