/* The key "source": what the text of a library, or of a section, was made from. */
#ifndef STS_READ_LIBRARY_SOURCE_KEYS_H
#define STS_READ_LIBRARY_SOURCE_KEYS_H

#include "base/yaml/yaml.h"
#include "read/reader.h"

/* Returns the source, in the reader's arena; NULL where the value is missing or faulty, which is told. Its words are in
 * `language` (may be NULL) unless it says otherwise. */
const StsSource *sts_read_source(StsReader *reader, const StsYaml *value, const char *language, GArray *lines);

#endif
