/* Places in the text of a YAML file: what the rooms that read YAML share, without the YAML library itself. */
#ifndef STS_BASE_YAML_YAML_TEXT_H
#define STS_BASE_YAML_YAML_TEXT_H

#include "base/diagnostic.h"

/* A text, lent, whose first byte is in column 1 of `first_line` of the file. */
typedef struct {
  const char *file;
  int first_line;
  const char *text;
  size_t length;
  GArray *starts; /* of size_t: where each line begins */
} StsYamlText;

void sts_yaml_text_init(StsYamlText *yaml, const char *file, int first_line, const char *text, size_t length);
void sts_yaml_text_clear(StsYamlText *yaml);

/* The place of a byte of the text. */
StsPosition sts_yaml_text_place(const StsYamlText *yaml, size_t offset);

/* The place of a token that begins at this byte: that of its quotation mark, where it has one, which libfyaml does not
 * count in. */
StsPosition sts_yaml_text_token_place(const StsYamlText *yaml, size_t offset);

/* Reports, under the rule, what stands after the end of the first document, which a line “---” or “...” marks and
 * libfyaml reads no further than. Returns false where nothing does but comments. */
bool sts_yaml_text_report_rest(const StsYamlText *yaml, const char *rule, StsDiagnostics *diagnostics);

/* Takes a line that libfyaml prints, "<memory...>:2:1: error: duplicate key", whose column counts characters. Sets the
 * place of the fault and what it is (free with g_free()). Returns false for the lines that show the text at fault. */
bool sts_yaml_text_take_fault(const StsYamlText *yaml, const char *line, size_t length, StsPosition *position,
                              char **message);

#endif
