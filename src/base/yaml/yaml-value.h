/* What YAML becomes when it is read: values with their places. */
#ifndef STS_BASE_YAML_YAML_VALUE_H
#define STS_BASE_YAML_YAML_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostic.h"

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

#endif
