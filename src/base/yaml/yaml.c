/* From libfyaml's document to plain values with places. */
#include "base/yaml/yaml.h"

#include <libfyaml.h>
#include <string.h>

#include "base/text.h"
#include "base/yaml/yaml-text.h"

/* Far more than any library or section needs; bounds the time and the memory that what is neither can take. */
enum { DEPTH_MAX = 16, SIZE_MAX_KB = 1024 };

typedef struct {
  StsArena *arena;
  StsYamlText text;
  const StsYamlRules *rules;
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
  return sts_yaml_text_token_place(&converter->text, mark->input_pos);
}

/* The token of a text written with | or > begins with its first line; its text comes after the indentation of the first
 * line that has one. */
static StsPosition
block_place(const Converter *converter, struct fy_node *node, const char *value, StsPosition fallback)
{
  struct fy_token *token = fy_node_get_scalar_token(node);
  const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;

  if (!mark || mark->input_pos >= converter->text.length)
    return fallback;
  StsPosition place = sts_yaml_text_place(&converter->text, mark->input_pos);
  size_t at = mark->input_pos, end = converter->text.length, spaces = 0;
  for (; at + spaces < end && converter->text.text[at + spaces] == ' '; spaces++)
    ;
  while (at + spaces < end && converter->text.text[at + spaces] == '\n')
    for (at += spaces + 1, spaces = 0; at + spaces < end && converter->text.text[at + spaces] == ' '; spaces++)
      ;
  /* Spaces beyond the indentation belong to the text. */
  size_t kept = strspn(value + strspn(value, "\n"), " ");
  place.column += (int)(spaces - MIN(kept, spaces));
  return place;
}

/* Escapes in quotation marks ("\x01") may stand for what a text cannot hold. */
static const char *
take_text(Converter *converter, const char *text, size_t length, StsPosition place)
{
  size_t offset;
  bool is_control;

  if (sts_text_find_invalid(text, length, &offset, &is_control)) {
    sts_diagnostics_add(converter->diagnostics, STS_SEVERITY_ERROR, place, converter->rules->control,
                        "an escape in this text stands for a control character, which cannot be printed; delete it");
    converter->failed = true;
    return "";
  }
  return sts_arena_strndup(converter->arena, text, length);
}

static StsYaml *convert(Converter *converter, struct fy_node *node, StsPosition fallback, int depth);

static void
convert_map(Converter *converter, struct fy_node *node, StsYaml *value, int depth)
{
  struct fy_node_pair *pair;
  void *iter = NULL;
  StsYaml **end = &value->first;
  g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);

  while ((pair = fy_node_mapping_iterate(node, &iter))) {
    struct fy_node *key = fy_node_pair_key(pair);
    StsPosition place = token_place(converter, key, value->position);
    size_t length = 0;
    const char *text = key && fy_node_is_scalar(key) ? fy_node_get_scalar(key, &length) : NULL;
    if (!text) {
      sts_diagnostics_add(converter->diagnostics, STS_SEVERITY_ERROR, place, converter->rules->syntax,
                          "a key must be a word");
      converter->failed = true;
      continue;
    }
    StsYaml *child = convert(converter, fy_node_pair_value(pair), place, depth + 1);
    if (!child)
      return;
    child->key = take_text(converter, text, length, place);
    child->key_position = place;
    /* Versions of libfyaml differ in where nothing stands. */
    if (child->kind == STS_YAML_NULL)
      child->position = place;
    if (value->first == NULL || end == &value->first)
      value->position = place;
    if (!g_hash_table_add(keys, (gpointer)child->key)) {
      sts_diagnostics_add(converter->diagnostics, STS_SEVERITY_ERROR, place, converter->rules->syntax,
                          "the key “%s” stands here a second time; keep one", child->key);
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

/* Nothing, or a word that YAML has for it; in quotation marks these are text. */
static bool
is_null(const char *text, size_t length, enum fy_node_style style)
{
  static const char *const WORDS[] = {"", "~", "null", "Null", "NULL"};

  for (size_t i = 0; style == FYNS_PLAIN && i < G_N_ELEMENTS(WORDS); i++)
    if (strlen(WORDS[i]) == length && strncmp(WORDS[i], text, length) == 0)
      return true;
  return false;
}

/* Recursion is bounded by DEPTH_MAX. */
static StsYaml *
convert(Converter *converter, struct fy_node *node, StsPosition fallback, int depth)
{
  StsYaml *value = STS_ARENA_NEW(converter->arena, StsYaml);

  value->position = token_place(converter, node, fallback);
  value->rules = converter->rules;
  if (depth > DEPTH_MAX || (node && fy_node_is_alias(node))) {
    sts_diagnostics_add(converter->diagnostics, STS_SEVERITY_ERROR, value->position, converter->rules->syntax,
                        depth > DEPTH_MAX ? "this is nested too deep"
                                          : "aliases are not understood here; write the value out");
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
    if (text && !is_null(text, length, style)) {
      value->kind = STS_YAML_SCALAR;
      value->text = take_text(converter, text, length, value->position);
      if (style == FYNS_LITERAL || style == FYNS_FOLDED)
        value->position = block_place(converter, node, value->text, value->position);
      value->quoted = style == FYNS_SINGLE_QUOTED || style == FYNS_DOUBLE_QUOTED;
    }
  }
  return value;
}

/* What libfyaml collects of its own faults it never frees (0.7.12). */
static void
report_line(struct fy_diag *diag, void *user, const char *line, size_t length)
{
  const Converter *converter = user;
  g_autofree char *message = NULL;
  StsPosition position;

  (void)diag;
  if (sts_yaml_text_take_fault(&converter->text, line, length, &position, &message))
    sts_diagnostics_add(converter->diagnostics, STS_SEVERITY_ERROR, position, converter->rules->syntax,
                        "this is not YAML: %s", message);
}

StsYaml *
sts_yaml_parse(StsArena *arena, const char *text, size_t length, const char *file, int first_line,
               const StsYamlRules *rules, StsDiagnostics *diagnostics)
{
  StsYamlRules *kept = STS_ARENA_NEW(arena, StsYamlRules);
  Converter converter = {.arena = arena, .rules = kept, .diagnostics = diagnostics};
  StsPosition start = {file, first_line, 1};

  *kept = *rules;

  if (length > SIZE_MAX_KB * 1024) {
    sts_diagnostics_add(
        diagnostics, STS_SEVERITY_ERROR, start, rules->syntax,
        "there are %zu KB of “key: value” lines here, and %d KB are the most that is read; is this the right file?",
        length / 1024, SIZE_MAX_KB);
    return NULL;
  }
  sts_yaml_text_init(&converter.text, file, first_line, text, length);
  struct fy_diag_cfg diag_cfg = {
      .output_fn = report_line, .user = &converter, .level = FYET_ERROR, .module_mask = ~0u, .show_position = true};
  struct fy_diag *diag = fy_diag_create(&diag_cfg);
  /* Keys that are given twice are found here: libfyaml compares each with all others. */
  struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_ALLOW_DUPLICATE_KEYS, .diag = diag};
  size_t before = sts_diagnostics_size(diagnostics);
  StsYaml *root = NULL;

  struct fy_document *document = fy_document_build_from_string(&cfg, text, length);
  if (!document) {
    if (sts_diagnostics_size(diagnostics) == before)
      sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, start, rules->syntax, "this is not YAML");
  } else if (!fy_document_root(document) || !fy_node_is_mapping(fy_document_root(document)))
    sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, start, rules->syntax,
                        "there must be a list of “key: value” lines here");
  else if (!sts_yaml_text_report_rest(&converter.text, rules->syntax, diagnostics))
    root = convert(&converter, fy_document_root(document), start, 0);
  if (document)
    fy_document_destroy(document);
  fy_diag_unref(diag);
  sts_yaml_text_clear(&converter.text);
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
      sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, child->key_position, child->rules->key,
                          "%s has no key “%s”; did you mean “%s”?", what, child->key, nearest);
    else
      sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, child->key_position, child->rules->key, "%s has no key “%s”",
                          what, child->key);
  }
}

const char *
sts_yaml_text(const StsYaml *value, StsDiagnostics *diagnostics)
{
  if (!value)
    return NULL;
  if (value->kind == STS_YAML_SCALAR && !sts_text_is_blank(value->text))
    return value->text;
  const char *found = value->kind == STS_YAML_LIST  ? "a list"
                      : value->kind == STS_YAML_MAP ? "a group of keys"
                                                    : "empty";
  if (value->key)
    sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, value->position, value->rules->type,
                        "“%s” must be text, not %s", value->key, found);
  else
    sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, value->position, value->rules->type,
                        "each entry of a list must be text, and this one is %s", found);
  return NULL;
}
