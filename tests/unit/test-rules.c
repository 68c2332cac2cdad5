/* Tests the table of all rules: it is whole, and the pages of the manual say what it says. */
/* rooms: base document */
#include <string.h>

#include "doc-page.h"
#include "document/rules.h"

static void
test_rules(void)
{
  for (StsRule rule = 0; rule < STS_RULE_COUNT; rule++) {
    const StsRuleInfo *facts = sts_rule_facts(rule);
    StsRule found;
    g_test_message("rule %d: %s", (int)rule, facts->name);
    g_assert_nonnull(facts->name);
    g_assert_cmpstr(sts_rule_name(rule), ==, facts->name);
    g_assert_cmpuint(strlen(facts->family), >, 0);
    g_assert_cmpuint(strlen(facts->reason), >, 20);
    g_assert_true(g_str_has_suffix(facts->reason, "."));
    /* Two of one name, and the second would not be found. */
    g_assert_true(sts_rule_find(facts->name, &found));
    g_assert_cmpint(found, ==, rule);
  }
  g_assert_cmpint(STS_RULE_COUNT, >, 100);
  g_assert_false(sts_rule_find("heading-skipped", &(StsRule){0}));
}

/* What the import reports has the severity that the manual's page says: an error is what the check refuses. */
static void
test_import_severities(void)
{
  g_autofree char *folder = g_build_filename(g_getenv("STS_SOURCE_DIR"), "src", "import", NULL);
  g_autoptr(GRegex) regex =
      g_regex_new("sts_import_(error|warning|note)\\s*\\([^;\"]*STS_RULE_(IMPORT_[A-Z_]+)", 0, 0, NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  int count = 0;

  g_assert_nonnull(dir);
  for (const char *file; (file = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, file, NULL), *text = NULL;
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_str_has_suffix(file, ".c"))
      continue;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL), count++) {
      g_autofree char *severity = g_match_info_fetch(match, 1), *word = g_match_info_fetch(match, 2);
      g_autofree char *name = g_ascii_strdown(word, -1);
      StsRule rule;
      g_assert_true(sts_rule_find(g_strdelimit(name, "_", '-'), &rule));
      g_assert_cmpstr(sts_rule_facts(rule)->family, ==, "import");
      g_assert_cmpstr(severity, ==, sts_severity_name(sts_rule_facts(rule)->severity));
    }
  }
  g_assert_cmpint(count, >, 20);
}

/* ---- the pages made from the table ---- */

static void
append_family(GString *page, const char *heading, const StsRuleInfo *rule)
{
  g_string_append_printf(page, "%s%c%s\n", heading, g_ascii_toupper(rule->family[0]), rule->family + 1);
}

/* Returns docs/rules.md. */
static char *
write_markdown(void)
{
  GString *page = g_string_new("# The rules of the check\n\n"
                               "Written from the table in `src/document/rules.c`; `STS_UPDATE=1` in the environment of "
                               "its test writes this page anew.\n\n"
                               "`library.yaml` can change a rule, unless it is marked *fixed*: `rules: {heading-skip: "
                               "warning, link-vague: off}`. Each can be an error, "
                               "a warning, a note,\nor off; those of provenance are a note at least.\n");
  const char *family = "";

  for (StsRule at = 0; at < STS_RULE_COUNT; at++) {
    const StsRuleInfo *rule = sts_rule_facts(at);
    if (strcmp(family, rule->family) != 0) {
      append_family(page, "\n## ", rule);
      g_string_append_c(page, '\n');
    }
    family = rule->family;
    g_string_append_printf(page, "- `%s` (%s%s): %s\n", rule->name, sts_severity_name(rule->severity),
                           rule->fixed ? ", *fixed*" : "", rule->reason);
  }
  return g_string_free(page, FALSE);
}

/* A line of text that begins with a period or an apostrophe would be a request; troff itself reads ASCII. */
static void
append_roff(GString *page, const char *text)
{
  if (*text == '.' || *text == '\'')
    g_string_append(page, "\\&");
  for (; *text; text = g_utf8_next_char(text)) {
    gunichar character = g_utf8_get_char(text);
    if (character == '\\')
      g_string_append(page, "\\e");
    else if (character == '-')
      g_string_append(page, "\\-");
    else if (character < 0x80)
      g_string_append_c(page, (char)character);
    else
      g_string_append_printf(page, "\\[u%04X]", character);
  }
}

/* Returns docs/sts-export-rules.7. */
static char *
write_manual(void)
{
  GString *page =
      g_string_new(".\\\" Written by a test from the table in src/document/rules.c; see docs/rules.md.\n"
                   ".TH STS-EXPORT-RULES 7 \"\" \"sts-export " STS_VERSION "\" \"Rules\"\n"
                   ".SH NAME\nsts-export-rules \\- what sts-export checks, and why\n"
                   ".SH DESCRIPTION\n"
                   "A diagnostic of\n.BR sts\\-export (1)\nends with the name of its rule.\n"
                   ".I library.yaml\ncan change a rule, unless it is called fixed here:\n"
                   ".PP\n.RS\n.nf\nrules: {heading\\-skip: warning, link\\-vague: off}\n.fi\n.RE\n.PP\n"
                   "Each can be an error, a warning, a note, or off; those of provenance are a note at least.\n"
                   "A section with an error is not exported.\n");
  const char *family = "";

  for (StsRule at = 0; at < STS_RULE_COUNT; at++) {
    const StsRuleInfo *rule = sts_rule_facts(at);
    if (strcmp(family, rule->family) != 0)
      append_family(page, ".SH ", rule);
    family = rule->family;
    g_string_append(page, ".TP\n.BR ");
    append_roff(page, rule->name);
    g_string_append_printf(page, " \" (%s%s)\"\n", sts_severity_name(rule->severity), rule->fixed ? ", fixed" : "");
    append_roff(page, rule->reason);
    g_string_append_c(page, '\n');
  }
  g_string_append(page, ".SH SEE ALSO\n.BR sts\\-export (1)\n");
  return g_string_free(page, FALSE);
}

static void
test_pages(void)
{
  g_autofree char *markdown = write_markdown();
  g_autofree char *manual = write_manual();

  doc_page_compare("rules.md", markdown);
  doc_page_compare("sts-export-rules.7", manual);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rules/table", test_rules);
  g_test_add_func("/rules/import", test_import_severities);
  g_test_add_func("/rules/pages", test_pages);
  return g_test_run();
}
