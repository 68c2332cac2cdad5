/* The plainest YAML, read without the library: a file of words is some ninety lines of it, and each call of the program
 * reads all of them. For the files of this room only. */
#ifndef STS_BASE_YAML_YAML_FLAT_H
#define STS_BASE_YAML_YAML_FLAT_H

#include "base/arena.h"
#include "base/yaml/yaml-value.h"

/* Returns what parsing by the library gives of a text whose every line is blank, a comment, or `key: "text"` with a key
 * of small letters, digits and hyphens and a text without a backslash; true and false may stand without quotation
 * marks. NULL, and nothing is told, where anything else stands there, or a key stands there twice. `rules` are lent for
 * the arena's time. */
StsYaml *sts_yaml_parse_flat(StsArena *arena, const char *text, size_t length, const char *file, int first_line,
                             const StsYamlRules *rules);

#endif
