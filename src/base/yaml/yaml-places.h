/* Where in its source each byte of a scalar's value stands, which escapes and folded lines move. */
#ifndef STS_BASE_YAML_YAML_PLACES_H
#define STS_BASE_YAML_YAML_PLACES_H

#include <glib.h>
#include <stdbool.h>

typedef enum { STS_YAML_IS_PLAIN, STS_YAML_IS_SINGLE, STS_YAML_IS_DOUBLE, STS_YAML_IS_BLOCK } StsYamlStyle;

/* What is in the value from `offset` on stands in the source from `source` on, byte by byte. */
typedef struct {
  size_t offset, source;
} StsYamlPiece;

/* Returns where the pieces of `value` (of StsYamlPiece) begin in the source[at..end), which is the scalar without its
 * quotation marks, or, of a text written with | or >, whole lines of which `indent` bytes of each are indentation. NULL
 * where the two do not agree. Free with g_array_unref(). */
GArray *sts_yaml_pieces(const char *source, size_t at, size_t end, StsYamlStyle style, size_t indent,
                        const char *value);

#endif
