/* What is wrong with text that is no YAML, in words that people understand who write texts. For this room alone. */
#ifndef STS_BASE_YAML_YAML_FAULTS_H
#define STS_BASE_YAML_YAML_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

/* Lends what to say of what libfyaml says of a place in the text, and moves *offset to where the fault is, if it is not
 * there. NULL: nothing better is known. */
const char *sts_yaml_explain_fault(const char *message, const char *text, size_t length, size_t *offset);

#endif
