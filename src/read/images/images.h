/* The images that a section shows. */
#ifndef STS_READ_IMAGES_IMAGES_H
#define STS_READ_IMAGES_IMAGES_H

#include "read/reader.h"

/* Loads every image below the node, a tree of the section, but for those of passages in it, which have theirs. NULL: of
 * library.yaml. */
void sts_read_images(StsReader *reader, const StsSection *section, StsNode *root);

#endif
