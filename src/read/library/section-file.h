/* The file of a section. */
#ifndef STS_READ_LIBRARY_SECTION_FILE_H
#define STS_READ_LIBRARY_SECTION_FILE_H

#include "read/reader.h"

/* Reads the text of a section whose file and name are set. `default_id` is used where the front matter names none. */
void sts_read_section_text(StsReader *reader, StsSection *section, const char *default_id, const char *text,
                           size_t length);

#endif
