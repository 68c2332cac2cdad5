/* The sections that library.yaml lists. */
#ifndef STS_READ_LIBRARY_LISTED_SECTIONS_H
#define STS_READ_LIBRARY_LISTED_SECTIONS_H

#include "base/yaml/yaml.h"
#include "read/reader.h"

/* Reads all that the list under “sections” names, in its order, into the library. */
void sts_read_listed_sections(StsReader *reader, const StsYaml *list);

/* Reads of these no more than the sections asked for (NULL-terminated ids), in the list's order, and of those that they
 * link to the id, the title and the headings, so that the library is `partial`. A section is looked for in the file
 * that has its id for a name; other files are looked into only where it is not there, and for their dates where one of
 * the sections has none. Returns false where the whole library must be read, since one of the ids, or of the targets of
 * links, is not found. */
bool sts_read_asked_sections(StsReader *reader, const StsYaml *list, const char *const *ids);

#endif
