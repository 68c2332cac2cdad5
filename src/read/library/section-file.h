/* The file of a section. */
#ifndef STS_READ_LIBRARY_SECTION_FILE_H
#define STS_READ_LIBRARY_SECTION_FILE_H

#include "read/reader.h"

/* Reads the text of a section whose file and name are set, and of a passage its language, too. `default_id` is used
 * where the front matter names none. Returns where its text shows passages (of StsMarkdownPassage); NULL: nowhere. Free
 * with g_array_unref(). Then comes sts_read_section_end(). */
GArray *sts_read_section_text(StsReader *reader, StsSection *section, const char *default_id, const char *text,
                              size_t length);

/* What needs the whole text, with the passages in it: takes closing parts and the title out of it, gives headings their
 * ids, and loads pictures. */
void sts_read_section_end(StsReader *reader, StsSection *section);

#endif
