/* The images that a section shows. */
#ifndef STS_READ_IMAGES_IMAGES_H
#define STS_READ_IMAGES_IMAGES_H

#include "read/reader.h"

/* Loads every image below the node, which the file `name` of the library shows. */
void sts_read_images(StsReader *reader, const char *name, StsNode *root);

#endif
