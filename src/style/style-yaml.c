/* Loads the YAML files of the styles folder and tells the places of their nodes. */
#include "style/style-yaml.h"

#include "base/text.h"
#include "document/rules.h"

/* Far more than any style or list of words needs; bounds the work on a file that is neither. */
enum { SIZE_MAX_BYTES = 1024 * 1024 };

static bool
is_text(const StsStyleYaml *yaml, StsRule rule, StsDiagnostics *diagnostics)
{
  size_t offset;
  bool is_control;

  if (yaml->length > SIZE_MAX_BYTES) {
    sts_error(diagnostics, sts_style_yaml_start(yaml), rule, "the file is larger than %d KB; is it the right one?",
              SIZE_MAX_BYTES / 1024);
    return false;
  }
  if (!sts_text_find_invalid(yaml->text, yaml->length, &offset, &is_control))
    return true;
  sts_error(diagnostics, sts_yaml_text_place(&yaml->lines, offset), rule, "%s",
            is_control ? "a control character stands here; take it out"
                       : "the file is not UTF-8 from here on; save it as UTF-8");
  return false;
}

typedef struct {
  const StsStyleYaml *yaml;
  StsRule rule;
  StsDiagnostics *diagnostics;
} Reporter;

/* libfyaml's own collecting of errors is not used: what it collects it never frees (0.7.12). */
static void
report_line(struct fy_diag *diag, void *user, const char *line, size_t length)
{
  const Reporter *reporter = user;
  g_autofree char *message = NULL;
  StsPosition position;

  (void)diag;
  if (sts_yaml_text_take_fault(&reporter->yaml->lines, line, length, &position, &message))
    sts_error(reporter->diagnostics, position, reporter->rule, "this is not YAML: %s", message);
}

static struct fy_document *
parse(const StsStyleYaml *yaml, StsRule rule, StsDiagnostics *diagnostics)
{
  Reporter reporter = {yaml, rule, diagnostics};
  struct fy_diag_cfg diag_cfg = {
      .output_fn = report_line, .user = &reporter, .level = FYET_ERROR, .module_mask = ~0u, .show_position = true};
  struct fy_diag *diag = fy_diag_create(&diag_cfg);
  struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET, .diag = diag};
  size_t before = sts_diagnostics_size(diagnostics);
  struct fy_document *document = fy_document_build_from_string(&cfg, yaml->text, yaml->length);

  if (document && !fy_document_root(document))
    g_clear_pointer(&document, fy_document_destroy);
  if (document && sts_yaml_text_report_rest(&yaml->lines, sts_rule_name(rule), diagnostics))
    g_clear_pointer(&document, fy_document_destroy);
  if (!document && sts_diagnostics_size(diagnostics) == before)
    sts_error(diagnostics, sts_style_yaml_start(yaml), rule, "the file is empty or not YAML");
  fy_diag_unref(diag);
  return document;
}

StsStyleYaml *
sts_style_yaml_load(const char *path, StsRule rule, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(StsStyleYaml) yaml = g_new0(StsStyleYaml, 1);

  yaml->path = g_strdup(path);
  if (!g_file_get_contents(path, &yaml->text, &yaml->length, error))
    return NULL;
  sts_yaml_text_init(&yaml->lines, yaml->path, 1, yaml->text, yaml->length);
  if (is_text(yaml, rule, diagnostics))
    yaml->document = parse(yaml, rule, diagnostics);
  return g_steal_pointer(&yaml);
}

void
sts_style_yaml_free(StsStyleYaml *yaml)
{
  if (!yaml)
    return;
  if (yaml->document)
    fy_document_destroy(yaml->document);
  sts_yaml_text_clear(&yaml->lines);
  g_free(yaml->text);
  g_free(yaml->path);
  g_free(yaml);
}

StsPosition
sts_style_yaml_start(const StsStyleYaml *yaml)
{
  return (StsPosition){yaml->path, 1, 1};
}

StsPosition
sts_style_yaml_place(const StsStyleYaml *yaml, struct fy_node *node, StsPosition fallback)
{
  struct fy_token *token = node ? fy_node_get_scalar_token(node) : NULL;
  const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;

  if (!mark || mark->input_pos > yaml->length)
    return fallback;
  return sts_yaml_text_token_place(&yaml->lines, mark->input_pos);
}

char *
sts_style_yaml_scalar(struct fy_node *node)
{
  const char *text;
  size_t length;

  if (!node || !fy_node_is_scalar(node) || fy_node_is_alias(node))
    return NULL;
  text = fy_node_get_scalar(node, &length);
  if (!text || (length == 0 && sts_style_yaml_is_plain(node)))
    return NULL;
  return g_strndup(text, length);
}

bool
sts_style_yaml_is_plain(struct fy_node *node)
{
  return fy_node_get_style(node) == FYNS_PLAIN;
}
