/* The keys of library.yaml. */
#ifndef STS_READ_LIBRARY_LIBRARY_FILE_H
#define STS_READ_LIBRARY_LIBRARY_FILE_H

#include "base/yaml/yaml.h"
#include "read/reader.h"

/* Fills the library from the keys, but for its sections; returns the list of their names, or NULL. In the front matter
 * of a single document, where these keys may stand as well, no sections are expected. */
const StsYaml *sts_read_library_keys(StsReader *reader, const StsYaml *root, bool sections_expected);

/* Fills a library in another language than its own from the keys of the file with that name. */
void sts_read_translated_keys(StsReader *reader, const StsYaml *root, const char *name);

#endif
