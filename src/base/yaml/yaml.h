/* YAML as plain values with places: what front matter, library.yaml, styles and words are read from. The only room that
 * knows libfyaml. */
#ifndef STS_BASE_YAML_YAML_H
#define STS_BASE_YAML_YAML_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/nearest.h"
#include "base/yaml/yaml-value.h"

/* Parses `length` bytes of valid UTF-8, the first being in line `first_line` of `file`, whose root must be a map.
 * Faults are diagnostics by the `rules`, which are copied; then, or when there is no map, NULL is returned. Owned by
 * the arena. */
StsYaml *sts_yaml_parse(StsArena *arena, const char *text, size_t length, const char *file, int first_line,
                        const StsYamlRules *rules, StsDiagnostics *diagnostics);

/* Loads a file, and parses it so. Returns false with `error` (G_FILE_ERROR) when it cannot be read; where it is no
 * text, empty, or has faults, these are diagnostics, and *root is NULL. */
bool sts_yaml_load(StsArena *arena, const char *path, const StsYamlRules *rules, const StsYaml **root,
                   StsDiagnostics *diagnostics, GError **error);

/* Where the text of a scalar begins: after its quotation mark, where it has one. */
StsPosition sts_yaml_text_position(const StsYaml *value);

/* Where a byte of the text of a scalar that has places stands. */
StsPosition sts_yaml_place(const StsYaml *value, size_t offset);

/* Lends the value of a key of a map; NULL if it has none. */
const StsYaml *sts_yaml_lookup(const StsYaml *map, const char *key);

/* Adds a diagnostic for every key of the map that is not in the NULL-terminated list. */
void sts_yaml_check_keys(const StsYaml *map, const char *const *keys, const StsSynonym *synonyms, const char *what,
                         StsDiagnostics *diagnostics);

/* Lends the scalar's text; NULL with a diagnostic if the value is no scalar or is empty. A NULL value gives NULL. */
const char *sts_yaml_text(const StsYaml *value, StsDiagnostics *diagnostics);

/* The same for a text that is printed, with a diagnostic that says how to write it where YAML would not give it as it
 * stands there, or programs other than this one would take it for a yes or no. */
const char *sts_yaml_prose(const StsYaml *value, StsDiagnostics *diagnostics);

/* Adds a diagnostic where, in a list of texts that are printed, a comma may be one of a text: between two that stand in
 * brackets without quotation marks. The value may be NULL, or no list. */
void sts_yaml_check_commas(const StsYaml *value, StsDiagnostics *diagnostics);

/* Whether it is a word such as yes, off or true, not in quotation marks. */
bool sts_yaml_is_switch(const StsYaml *value);

#endif
