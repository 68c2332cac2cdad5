/* Runs every rule family over a library, and gives each fault its severity. */
#include "check/check.h"

#include <stdlib.h>

#include "base/nearest.h"
#include "base/text.h"
#include "check/families.h"
#include "check/foreign.h"
#include "check/links.h"
#include "check/safety.h"
#include "check/terms.h"
#include "document/rules.h"

/* Lends the name of a rule that the library may change and that is most like this one. */
static const char *
nearest_rule(const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();

  for (StsRule rule = 0; rule < STS_RULE_COUNT; rule++)
    if (!sts_rule_facts(rule)->fixed)
      g_ptr_array_add(names, (gpointer)sts_rule_name(rule));
  g_ptr_array_add(names, NULL);
  return sts_text_nearest(name, (const char *const *)names->pdata);
}

static void
check_changed_rule(const StsCheck *check, const char *name, const StsRuleChange *change)
{
  StsRule rule;
  const StsRuleInfo *facts = sts_rule_find(name, &rule) ? sts_rule_facts(rule) : NULL;
  const char *nearest = facts ? NULL : nearest_rule(name);

  if (facts && facts->fixed && (change->off || change->severity != facts->severity))
    sts_check_report(check, change->position, STS_RULE_RULE_FIXED,
                     "“%s” is always %s %s and cannot be changed; take it out of “rules”", name,
                     facts->severity == STS_SEVERITY_ERROR ? "an" : "a", sts_severity_name(facts->severity));
  else if (facts && !facts->fixed && change->off && sts_rule_is_kept(rule))
    sts_check_report(check, change->position, STS_RULE_RULE_FIXED,
                     "“%s” is about provenance and cannot be switched off; it is at least a note", name);
  else if (!facts && nearest)
    sts_check_report(check, change->position, STS_RULE_RULE_UNKNOWN,
                     "“rules” names “%s”, which is no rule; did you mean “%s”?", name, nearest);
  else if (!facts)
    sts_check_report(check, change->position, STS_RULE_RULE_UNKNOWN, "“rules” names “%s”, which is no rule", name);
}

/* Changes of severity in library.yaml that have no effect. */
static void
check_changed_rules(const StsCheck *check)
{
  guint count;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array(check->library->rules, &count);

  /* A hash table has no order that could be relied on. */
  qsort(names, count, sizeof *names, sts_text_compare);
  for (guint i = 0; i < count; i++)
    check_changed_rule(check, names[i], g_hash_table_lookup(check->library->rules, names[i]));
}

static void
check_library(const StsCheck *check)
{
  if (!sts_check_library_lengths(check))
    return;
  sts_check_library_structure(check);
  sts_check_library_language(check);
  sts_check_library_terms(check);
  sts_check_library_figures(check);
  sts_check_library_safety(check);
  sts_check_library_foreign(check);
  sts_check_library_bidi(check);
  sts_check_library_slots(check);
  sts_check_library_readability(check);
}

static void
check_section(const StsCheck *check, const StsSection *section)
{
  sts_check_provenance(check, section);
  if (!sts_check_lengths(check, section))
    return;
  sts_check_structure(check, section);
  sts_check_links(check, section);
  sts_check_figures(check, section);
  sts_check_language(check, section);
  sts_check_safety(check, section);
  sts_check_foreign(check, section);
  sts_check_numbers(check, section);
  sts_check_bidi(check, section);
  sts_check_currency(check, section);
  sts_check_slots(check, section);
  sts_check_clinic_code(check, section);
  sts_check_gaps(check, section);
  sts_check_readability(check, section);
  sts_check_translation(check, section);
  if (sts_check_is_wanted(check, STS_RULE_TERM_AVOIDED))
    sts_check_terms(check, section);
}

void
sts_library_check(const StsLibrary *library, const StsSection *const *sections, size_t count,
                  const StsCheckOptions *options, StsDiagnostics *diagnostics)
{
  g_autoptr(GHashTable) known = sts_check_index_known(diagnostics);
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) unfilled = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(StsCheckTargets) targets = sts_check_targets_new(library);
  g_autoptr(StsCheckTerms) terms = sts_check_terms_new(library);
  g_autoptr(StsCheckForeign) foreign = sts_check_foreign_new();
  StsCheck check = {
      .library = library,
      .diagnostics = diagnostics,
      .as_of = options ? options->as_of : (StsDate){0, 0, 0},
      .allow_expired = options && options->allow_expired,
      .allow_unreviewed_words = options && options->allow_unreviewed_words,
      .least = options ? options->least : STS_SEVERITY_NOTE,
      .known = known,
      .told = told,
      .unfilled = unfilled,
      .targets = targets,
      .terms = terms,
      .foreign = foreign,
  };

  g_autoptr(StsSafety) safety = sts_check_wants_safety(&check) ? sts_safety_new(sts_check_report_safety, &check) : NULL;

  check.safety = safety;
  check_changed_rules(&check);
  check_library(&check);
  if (!sections)
    sts_check_library_abbreviations(&check);
  for (size_t i = 0; i < count; i++)
    check_section(&check, sections[i]);
  for (guint i = 0; !sections && i < library->sections->len; i++)
    check_section(&check, library->sections->pdata[i]);
  for (guint i = 0; !sections && i < library->doubles->len; i++)
    check_section(&check, library->doubles->pdata[i]);
}
