/* YAML files of the styles folder: loading, places and scalars. For the files of this room only. */
#ifndef STS_STYLE_STYLE_YAML_H
#define STS_STYLE_STYLE_YAML_H

#include <libfyaml.h>

#include "base/yaml/yaml-text.h"
#include "document/rules.h"

/* A loaded file; its nodes live as long as it does. */
typedef struct {
  char *path; /* as the user would name it */
  char *text;
  size_t length;
  StsYamlText lines;
  struct fy_document *document; /* NULL where a diagnostic was given */
} StsStyleYaml;

/* Loads the file. Returns NULL with `error` (G_FILE_ERROR) when it cannot be read; bytes that are not text and faults
 * of YAML become diagnostics with the rule `rule`, and the document is NULL. Free with sts_style_yaml_free(). */
StsStyleYaml *sts_style_yaml_load(const char *path, StsRule rule, StsDiagnostics *diagnostics, GError **error);
void sts_style_yaml_free(StsStyleYaml *yaml);

/* The place of the first line, for what is missing in the file. */
StsPosition sts_style_yaml_start(const StsStyleYaml *yaml);
/* The place of a scalar; `fallback` for other nodes, which libfyaml gives no token. */
StsPosition sts_style_yaml_place(const StsStyleYaml *yaml, struct fy_node *node, StsPosition fallback);

/* Returns the text of a scalar, NULL for any other node, an alias, or a null written as nothing; free with g_free(). */
char *sts_style_yaml_scalar(struct fy_node *node);
/* Whether the node is a scalar without quotes, as numbers and true or false are. */
bool sts_style_yaml_is_plain(struct fy_node *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsStyleYaml, sts_style_yaml_free)

#endif
