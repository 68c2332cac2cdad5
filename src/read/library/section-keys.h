/* The keys of a section. */
#ifndef STS_READ_LIBRARY_SECTION_KEYS_H
#define STS_READ_LIBRARY_SECTION_KEYS_H

#include "base/yaml/yaml.h"
#include "read/reader.h"

/* Takes the list under `ignore-keys`, which may be NULL, into the library: keys that other programs read. None of them
 * may be a section's own. */
void sts_read_ignored_keys(StsReader *reader, const StsYaml *value);

/* Fills the section from its front matter. */
void sts_read_section_keys(StsReader *reader, StsSection *section, const StsYaml *root);

#endif
