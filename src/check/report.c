/* Reports what the families of rules find, each fault once and with its severity. */
#include "check/report.h"

#include <stdarg.h>

static char *
key_of(const char *rule, StsPosition position)
{
  return g_strdup_printf("%s\n%s\n%d", rule, position.file ? position.file : "", position.line);
}

/* Sets the severity of the rule; returns false if it is switched off. */
static bool
judge(const StsCheck *check, StsRule rule, StsSeverity *severity)
{
  const StsRuleInfo *facts = sts_rule_facts(rule);

  *severity = facts->severity;
  /* What is approved goes out: nobody will fill it in. */
  if (rule == STS_RULE_PLACEHOLDER && check->library->status == STS_STATUS_APPROVED)
    *severity = STS_SEVERITY_ERROR;
  if (rule == STS_RULE_WORDS_UNREVIEWED && check->library->status == STS_STATUS_APPROVED)
    *severity = check->allow_unreviewed_words ? STS_SEVERITY_WARNING : STS_SEVERITY_ERROR;
  if (facts->fixed || sts_library_judge(check->library, rule, severity))
    return true;
  *severity = STS_SEVERITY_NOTE;
  return sts_rule_is_kept(rule);
}

/* A fault of a passage is found in each section that shows it, and is one. */
static bool
is_told(const StsCheck *check, const char *key, const char *text)
{
  return !g_hash_table_add(check->told, g_strconcat(key, "\n", text, NULL));
}

void
sts_check_report(const StsCheck *check, StsPosition position, StsRule rule, const char *format, ...)
{
  const char *name = sts_rule_name(rule);
  g_autofree char *key = key_of(name, position);
  g_autofree char *text = NULL;
  StsSeverity severity;
  va_list arguments;

  if (g_hash_table_contains(check->known, key) || !judge(check, rule, &severity))
    return;
  if (rule == STS_RULE_PLACEHOLDER)
    g_hash_table_add(check->unfilled, sts_position_format(position));
  va_start(arguments, format);
  text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  const StsPassage *passage = sts_library_find_passage(check->library, position.file);
  if (passage && is_told(check, key, text))
    return;
  g_autofree char *shown = passage ? sts_passage_describe_shown(check->library, passage) : NULL;
  sts_diagnostics_add(check->diagnostics, severity, position, name, "%s%s", text, shown ? shown : "");
}

bool
sts_check_is_unfilled(const StsCheck *check, StsPosition position)
{
  g_autofree char *place = sts_position_format(position);

  return g_hash_table_contains(check->unfilled, place);
}

bool
sts_check_is_wanted(const StsCheck *check, StsRule rule)
{
  StsSeverity severity;

  return judge(check, rule, &severity) && severity >= check->least;
}

StsPosition
sts_section_start(const StsSection *section)
{
  return (StsPosition){section->file, 1, 1};
}

GHashTable *
sts_check_index_known(const StsDiagnostics *diagnostics)
{
  GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, i);
    g_hash_table_add(known, key_of(diagnostic->rule, diagnostic->position));
  }
  return known;
}
