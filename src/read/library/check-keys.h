/* The keys of library.yaml that direct the check. */
#ifndef STS_READ_LIBRARY_CHECK_KEYS_H
#define STS_READ_LIBRARY_CHECK_KEYS_H

#include "base/yaml/yaml.h"
#include "read/reader.h"

/* Reads `rules`, `terms` and `readability`. */
void sts_read_check_keys(StsReader *reader, const StsYaml *root);

#endif
