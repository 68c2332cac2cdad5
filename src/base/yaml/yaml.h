/* YAML as plain values with places: what front matter, library.yaml, styles and words are read from. The only room that
 * knows libfyaml. */
#ifndef STS_BASE_YAML_YAML_H
#define STS_BASE_YAML_YAML_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/nearest.h"

/* The names of the rules by which faults are reported. They are the caller's: this room knows none. The last three are
 * for sts_yaml_check_keys(), sts_yaml_text() and sts_yaml_prose(); who calls none of them leaves them out. */
typedef struct {
  const char *syntax;  /* what is no YAML, a key given twice, an alias, a depth over 16 */
  const char *control; /* an escape that stands for a control character */
  const char *key;     /* a key that is not known */
  const char *type;    /* a value of the wrong kind */
  const char *quotes;  /* a text to print that YAML cuts or changes, for want of quotation marks */
} StsYamlRules;

typedef enum { STS_YAML_NULL, STS_YAML_SCALAR, STS_YAML_LIST, STS_YAML_MAP } StsYamlKind;

/* Where a piece of a text begins, in the text and in the source, that does not follow what is before it there. */
typedef struct {
  size_t offset; /* in bytes */
  StsPosition position;
} StsYamlPlace;

typedef struct StsYaml StsYaml;
struct StsYaml {
  StsYamlKind kind;
  const char *key;            /* in a map; else NULL */
  StsPosition key_position;   /* of the key, or of the value in a list */
  StsPosition position;       /* of the value; of its text where it is written with | or > */
  const char *text;           /* SCALAR; else NULL */
  bool quoted;                /* SCALAR in quotation marks: its text begins after that at `position` */
  bool plain;                 /* SCALAR neither in these nor written with | or > */
  const char *lost;           /* what stands beside a SCALAR or NULL and YAML does not count in: a comment after plain
                                 text ("#12"), a tag ("!") or an anchor ("&") before it; in double quotation marks, an
                                 escape that becomes white space ("\t"). NULL if nothing */
  StsPosition lost_position;  /* of that */
  const StsYamlPlace *places; /* SCALAR whose text is not its source byte by byte: the pieces of
                                 it, by offset; else NULL */
  size_t place_count;
  bool flow;                 /* LIST in brackets, where commas part the items */
  StsYaml *first, *next;     /* the first child; the next sibling */
  const StsYamlRules *rules; /* those it was parsed by */
};

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
