/* JSON as it is written, value by value, each on a line of its own, two spaces deeper than what it stands in.
 *
 * Invariants: objects and lists close in the reverse of the order in which they opened. Names are written as they are;
 * values are UTF-8, and escaped.
 */
#ifndef STS_BASE_JSON_WRITE_H
#define STS_BASE_JSON_WRITE_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  GString *out; /* lent */
  /* Writes a value with its quotes, for one that must escape more than JSON does; NULL: sts_text_append_json(). */
  void (*append_string)(GString *out, const char *value);
  int depth;
  bool begun; /* something stands before in the object or list */
} StsJsonWriter;

/* Opens an object ('{') or a list ('['). `name` is NULL in a list, and for the whole. */
void sts_json_open(StsJsonWriter *json, const char *name, char bracket);
/* Closes it, with its other bracket. */
void sts_json_close(StsJsonWriter *json, char bracket);
/* Nothing is written of a value that is NULL. */
void sts_json_string(StsJsonWriter *json, const char *name, const char *value);

#endif
