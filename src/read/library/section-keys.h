/* The keys of a section. */
#ifndef STS_READ_LIBRARY_SECTION_KEYS_H
#define STS_READ_LIBRARY_SECTION_KEYS_H

#include "base/yaml/yaml.h"
#include "read/reader.h"

/* Fills the section from its front matter. */
void sts_read_section_keys(StsReader *reader, StsSection *section, const StsYaml *root);

#endif
