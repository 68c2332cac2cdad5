/* YAML as plain values with places: what the front matter and library.yaml are read from. */
#ifndef STS_BASE_YAML_YAML_H
#define STS_BASE_YAML_YAML_H

#include "base/arena.h"
#include "base/diagnostic.h"

typedef enum { STS_YAML_NULL, STS_YAML_SCALAR, STS_YAML_LIST, STS_YAML_MAP } StsYamlKind;

typedef struct StsYaml StsYaml;
struct StsYaml {
  StsYamlKind kind;
  const char *key;          /* in a map; else NULL */
  StsPosition key_position; /* of the key, or of the value in a list */
  StsPosition position;     /* of the value; of its text where it is written with | or > */
  const char *text;         /* SCALAR */
  bool quoted;              /* SCALAR in quotation marks: its text begins after that at `position` */
  StsYaml *first, *next;    /* the first child; the next sibling */
};

/* Parses `length` bytes of valid UTF-8, the first being in line `first_line` of `file`, whose root must be a map.
 * Faults of YAML, a key given twice, aliases and a depth over 16 are diagnostics with the rule `rule`; then, or when
 * there is no map, NULL is returned. Owned by the arena. */
StsYaml *sts_yaml_parse(StsArena *arena, const char *text, size_t length, const char *file, int first_line,
                        const char *rule, StsDiagnostics *diagnostics);

/* Lends the value of a key of a map; NULL if it has none. */
const StsYaml *sts_yaml_lookup(const StsYaml *map, const char *key);

/* Adds a diagnostic for every key of the map that is not in the NULL-terminated list. */
void sts_yaml_check_keys(const StsYaml *map, const char *const *keys, const char *what, StsDiagnostics *diagnostics);

/* Lends the scalar's text; NULL with a diagnostic if the value is no scalar or is empty. A NULL value gives NULL. */
const char *sts_yaml_text(const StsYaml *value, StsDiagnostics *diagnostics);

#endif
