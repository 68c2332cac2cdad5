/* The sections that library.yaml lists. */
#ifndef STS_READ_LIBRARY_LISTED_SECTIONS_H
#define STS_READ_LIBRARY_LISTED_SECTIONS_H

#include "base/yaml/yaml.h"
#include "read/library/translations.h"

/* Returns the list with those files among `ids` (NULL-terminated; may be NULL) behind it that lie in the library's
 * folder and are named by it in no way: each as it would be named there. Those in the
 * folder of passages are read as such. Owned by the reader's arena. */
const StsYaml *sts_read_add_files(StsReader *reader, const StsYaml *list, const char *const *ids);

/* Reads all that the list under “sections” names, in its order, into the library, and into that in another language,
 * where one is read (else NULL). */
void sts_read_listed_sections(StsReader *reader, const StsYaml *list, StsTranslating *translating);

/* Reads of these no more than the sections asked for (NULL-terminated ids, or names of files), in the list's order, and
 * of those that they link to the id, the title and the headings, so that the library is `partial`. A section is looked
 * for in the file that has its id for a name; other files are looked into only where it is not there, and for their
 * dates where one of the sections has none. Returns false where the whole library must be read, since one of the ids,
 * or of the targets of links, is not found. */
bool sts_read_asked_sections(StsReader *reader, const StsYaml *list, const char *const *ids,
                             StsTranslating *translating);

#endif
