/* What the source of a section lost: the list "gaps" of its front matter, and where its text has what is printed of
 * them. */
#ifndef STS_READ_LIBRARY_SECTION_GAPS_H
#define STS_READ_LIBRARY_SECTION_GAPS_H

#include "base/yaml/yaml.h"
#include "read/reader.h"

/* Takes from the reader's scope the places where the text, which is read, names gaps. */
void sts_read_gap_places(StsReader *reader);

/* Fills section->gaps. What is printed goes to its place in the body, or to the body's beginning. */
void sts_read_gaps(StsReader *reader, StsSection *section, const StsYaml *value);

/* Reports the places that name no gap of the section, unless nobody knows its gaps, and frees them. */
void sts_read_gap_places_end(StsReader *reader, const StsSection *section);

#endif
