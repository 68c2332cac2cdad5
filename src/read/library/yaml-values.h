/* Values of YAML that section files and library.yaml have alike. Those that are missing or faulty give NULL. */
#ifndef STS_READ_LIBRARY_YAML_VALUES_H
#define STS_READ_LIBRARY_YAML_VALUES_H

#include "base/yaml/yaml.h"
#include "read/reader.h"

/* Whether the value is there and of the kind. Of one that is there and is not, `sentence` is told. */
bool sts_read_is_kind(StsReader *reader, const StsYaml *value, StsYamlKind kind, const char *sentence);

/* Whether a key that need not be there has no value; what YAML took it for is told. */
bool sts_read_is_left_out(StsReader *reader, const StsYaml *value);

/* A text as one line. */
const char *sts_read_yaml_line(StsReader *reader, const StsYaml *value);

/* Returns a TEXT node of that line which knows where its bytes stand; NULL: the line is empty, or NULL. */
const StsNode *sts_read_yaml_place(StsReader *reader, const StsYaml *value, const char *line);

/* The same of a value that is printed as it stands: what looks like a note is told. `*placed` becomes a TEXT node that
 * knows where its bytes stand; NULL where the line is empty. */
const char *sts_read_yaml_title(StsReader *reader, const StsYaml *value, const StsNode **placed);

/* The same, and the line is one of `lines` (of StsPrintedLine), in that language. */
const char *sts_read_yaml_printed(StsReader *reader, const StsYaml *value, const StsNode **placed, GArray *lines,
                                  const char *language);

/* A language tag; NULL with a diagnostic unless well-formed. */
const char *sts_read_language(StsReader *reader, const StsYaml *value);

/* Whether the value is there and a date; of what is there and is none, it is told with an example. */
bool sts_read_date(StsReader *reader, const StsYaml *value, const char *example, StsDate *date);

/* Parses Markdown that stands in YAML into a new SECTION node, or to the end of one that may hold blocks. */
StsNode *sts_read_yaml_markdown(StsReader *reader, const StsYaml *value, const char *text);
void sts_read_yaml_blocks(StsReader *reader, StsNode *parent, const StsYaml *value, const char *text);

#endif
