/* The front matter of a text: the lines of YAML at its beginning, between a line “---” and one “---” or “...”. */
#ifndef STS_READ_LIBRARY_FRONT_MATTER_H
#define STS_READ_LIBRARY_FRONT_MATTER_H

#include "base/date.h"
#include "base/yaml/yaml.h"

/* Finds the front matter: its YAML, and where the body begins. Comments of HTML may stand before it, and are no part of
 * either. Returns false without one. */
bool sts_front_matter_find(const char *text, size_t length, size_t *yaml_start, size_t *yaml_length, size_t *body_start,
                           int *body_line);

/* Whether a text begins with front matter that never ends. */
bool sts_front_matter_is_open(const char *text, size_t length);

/* Lends the key by which lines of YAML begin, after comments and empty lines; NULL where none does. */
const char *sts_front_matter_first_key(const char *yaml, size_t length);

/* Whether a text begins with front matter in TOML, between two lines “+++”. */
bool sts_front_matter_is_toml(const char *text, size_t length, size_t *body_start, int *body_line);

/* Parses the YAML of front matter or of library.yaml, as sts_yaml_parse() does, by their rules. */
StsYaml *sts_read_yaml(StsArena *arena, const char *text, size_t length, const char *file, int first_line,
                       StsDiagnostics *diagnostics);

#endif
