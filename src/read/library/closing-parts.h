/* The parts that close a section's body. */
#ifndef STS_READ_LIBRARY_CLOSING_PARTS_H
#define STS_READ_LIBRARY_CLOSING_PARTS_H

#include "read/reader.h"

/* Takes References, Hyperlinks, Disclaimer and the date out of the body. */
void sts_read_closing_parts(StsReader *reader, StsSection *section);

#endif
