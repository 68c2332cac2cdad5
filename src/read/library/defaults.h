/* The keys of library.yaml for what a call leaves out: `defaults`, and `fonts`. */
#ifndef STS_READ_LIBRARY_DEFAULTS_H
#define STS_READ_LIBRARY_DEFAULTS_H

#include "base/yaml/yaml.h"
#include "read/reader.h"

/* Reads both. Whether there is a style, a paper, a format or words of such a name is not known here. */
void sts_read_defaults(StsReader *reader, const StsYaml *root);

#endif
