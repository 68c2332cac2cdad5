/* From libfyaml's document to plain values with places. */
#include "read/yaml.h"

#include <libfyaml.h>
#include <string.h>

#include "support/text.h"

enum { DEPTH_MAX = 16 };

typedef struct {
  StsArena *arena;
  const char *file;
  int first_line;
  const char *rule;
  StsDiagnostics *diagnostics;
  bool failed;
} Converter;

static StsPosition
token_place(const Converter *converter, struct fy_node *node, StsPosition fallback)
{
  struct fy_token *token = node ? fy_node_get_scalar_token(node) : NULL;
  const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;

  if (!mark)
    return fallback;
  return (StsPosition){converter->file, mark->line + converter->first_line, mark->column + 1};
}

static StsYaml *convert(Converter *converter, struct fy_node *node, StsPosition fallback, int depth);

static void
convert_map(Converter *converter, struct fy_node *node, StsYaml *value, int depth)
{
  struct fy_node_pair *pair;
  void *iter = NULL;
  StsYaml **end = &value->first;

  while ((pair = fy_node_mapping_iterate(node, &iter))) {
    struct fy_node *key = fy_node_pair_key(pair);
    StsPosition place = token_place(converter, key, value->position);
    size_t length = 0;
    const char *text = key && fy_node_is_scalar(key) ? fy_node_get_scalar(key, &length) : NULL;
    if (!text) {
      sts_error(converter->diagnostics, place, converter->rule, "a key must be a word");
      converter->failed = true;
      continue;
    }
    StsYaml *child = convert(converter, fy_node_pair_value(pair), place, depth + 1);
    if (!child)
      return;
    child->key = sts_arena_strndup(converter->arena, text, length);
    child->key_position = place;
    if (value->first == NULL || end == &value->first)
      value->position = place;
    if (sts_yaml_lookup(value, child->key)) {
      sts_error(converter->diagnostics, place, converter->rule, "the key “%s” stands here a second time; keep one", child->key);
      converter->failed = true;
    }
    *end = child;
    end = &child->next;
  }
}

static void
convert_list(Converter *converter, struct fy_node *node, StsYaml *value, int depth)
{
  struct fy_node *item;
  void *iter = NULL;
  StsYaml **end = &value->first;

  while ((item = fy_node_sequence_iterate(node, &iter))) {
    StsYaml *child = convert(converter, item, value->position, depth + 1);
    if (!child)
      return;
    child->key_position = child->position;
    *end = child;
    end = &child->next;
  }
}

/* Recursion is bounded by DEPTH_MAX. */
static StsYaml *
convert(Converter *converter, struct fy_node *node, StsPosition fallback, int depth)
{
  StsYaml *value = STS_ARENA_NEW(converter->arena, StsYaml);

  value->position = token_place(converter, node, fallback);
  if (depth > DEPTH_MAX || (node && fy_node_is_alias(node))) {
    sts_error(converter->diagnostics, value->position, converter->rule, depth > DEPTH_MAX ? "this is nested too deep" : "aliases are not understood here; write the value out");
    converter->failed = true;
    return NULL;
  }
  if (!node)
    return value;
  if (fy_node_is_mapping(node)) {
    value->kind = STS_YAML_MAP;
    convert_map(converter, node, value, depth);
  } else if (fy_node_is_sequence(node)) {
    value->kind = STS_YAML_LIST;
    convert_list(converter, node, value, depth);
  } else {
    enum fy_node_style style = fy_node_get_style(node);
    size_t length = 0;
    const char *text = fy_node_get_scalar(node, &length);
    if (text && (length > 0 || style != FYNS_PLAIN)) {
      value->kind = STS_YAML_SCALAR;
      value->text = sts_arena_strndup(converter->arena, text, length);
      value->block = style == FYNS_LITERAL || style == FYNS_FOLDED;
    }
  }
  return value;
}

static void
report_faults(struct fy_diag *diag, const Converter *converter)
{
  size_t before = sts_diagnostics_size(converter->diagnostics);
  struct fy_diag_error *fault;
  void *iter = NULL;

  while ((fault = fy_diag_errors_iterate(diag, &iter)))
    sts_error(converter->diagnostics, ((StsPosition){converter->file, MAX(fault->line, 1) - 1 + converter->first_line, MAX(fault->column, 1)}), converter->rule,
              "this is not YAML: %s", fault->msg);
  if (sts_diagnostics_size(converter->diagnostics) == before)
    sts_error(converter->diagnostics, ((StsPosition){converter->file, converter->first_line, 1}), converter->rule, "this is not YAML");
}

StsYaml *
sts_yaml_parse(StsArena *arena, const char *text, size_t length, const char *file, int first_line, const char *rule, StsDiagnostics *diagnostics)
{
  Converter converter = {.arena = arena, .file = file, .first_line = first_line, .rule = rule, .diagnostics = diagnostics};
  StsPosition start = {file, first_line, 1};
  struct fy_diag_cfg diag_cfg = {.level = FYET_ERROR, .module_mask = ~0u};
  struct fy_diag *diag = fy_diag_create(&diag_cfg);
  struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG, .diag = diag};
  StsYaml *root = NULL;

  fy_diag_set_collect_errors(diag, true);
  struct fy_document *document = fy_document_build_from_string(&cfg, text, length);
  if (!document)
    report_faults(diag, &converter);
  else if (!fy_document_root(document) || !fy_node_is_mapping(fy_document_root(document)))
    sts_error(diagnostics, start, rule, "there must be a list of “key: value” lines here");
  else
    root = convert(&converter, fy_document_root(document), start, 0);
  if (document)
    fy_document_destroy(document);
  fy_diag_unref(diag);
  return converter.failed ? NULL : root;
}

const StsYaml *
sts_yaml_lookup(const StsYaml *map, const char *key)
{
  if (!map || map->kind != STS_YAML_MAP)
    return NULL;
  for (const StsYaml *child = map->first; child; child = child->next)
    if (child->key && strcmp(child->key, key) == 0)
      return child;
  return NULL;
}

void
sts_yaml_check_keys(const StsYaml *map, const char *const *keys, const char *what, StsDiagnostics *diagnostics)
{
  for (const StsYaml *child = map->first; child; child = child->next) {
    if (g_strv_contains(keys, child->key))
      continue;
    const char *nearest = sts_text_nearest(child->key, keys);
    if (nearest)
      sts_error(diagnostics, child->key_position, "front-matter-key", "%s has no key “%s”; did you mean “%s”?", what, child->key, nearest);
    else
      sts_error(diagnostics, child->key_position, "front-matter-key", "%s has no key “%s”", what, child->key);
  }
}

const char *
sts_yaml_text(const StsYaml *value, StsDiagnostics *diagnostics)
{
  if (!value)
    return NULL;
  if (value->kind == STS_YAML_SCALAR && value->text[strspn(value->text, " \t\r\n")])
    return value->text;
  sts_error(diagnostics, value->position, "front-matter-type", "“%s” must be text, not %s", value->key ? value->key : "an entry",
            value->kind == STS_YAML_LIST ? "a list" : value->kind == STS_YAML_MAP ? "a group of keys" : "empty");
  return NULL;
}
