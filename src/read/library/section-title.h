/* The title of a section, and the ids of its headings. */
#ifndef STS_READ_LIBRARY_SECTION_TITLE_H
#define STS_READ_LIBRARY_SECTION_TITLE_H

#include "read/reader.h"

/* Takes the title out of the body where the front matter gave none, or the same one, and gives the headings ids. */
void sts_read_title(StsReader *reader, StsSection *section);

#endif
