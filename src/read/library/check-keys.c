/* The keys of library.yaml that direct the check, `rules`, `terms` and `readability`, and `abbreviations`. */
#include "read/library/check-keys.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "document/rules.h"
#include "read/library/yaml-values.h"

/* ---- rules ---- */

static bool
parse_severity(const char *text, StsRuleChange *change)
{
  static const StsSeverity SEVERITIES[] = {STS_SEVERITY_NOTE, STS_SEVERITY_WARNING, STS_SEVERITY_ERROR};

  for (size_t i = 0; i < G_N_ELEMENTS(SEVERITIES); i++)
    if (strcmp(text, sts_severity_name(SEVERITIES[i])) == 0) {
      change->severity = SEVERITIES[i];
      return true;
    }
  change->off = strcmp(text, "off") == 0;
  return change->off;
}

static void
read_rules(StsReader *reader, const StsYaml *value)
{
  if (!sts_read_is_kind(reader, value, STS_YAML_MAP,
                        "“rules” must be a list of “rule: error”, “rule: warning”, “rule: note” or “rule: off”"))
    return;
  for (const StsYaml *rule = value->first; rule; rule = rule->next) {
    const char *text = sts_yaml_text(rule, reader->diagnostics);
    StsRuleChange change = {.position = rule->key_position};
    if (!text)
      continue;
    if (parse_severity(text, &change)) {
      StsRuleChange *kept = STS_ARENA_NEW(reader->arena, StsRuleChange);
      *kept = change;
      g_hash_table_insert(reader->library->rules, (gpointer)rule->key, kept);
    } else {
      sts_error(reader->diagnostics, rule->position, STS_RULE_FRONT_MATTER_TYPE,
                "the severity of “%s” must be error, warning, note or off, not “%s”", rule->key, text);
    }
  }
}

/* ---- abbreviations ---- */

/* A key or its value as one line; NULL where it has no letter, which is told. */
static const char *
read_line(StsReader *reader, const char *text, StsPosition position)
{
  g_autofree char *line = sts_text_normalize_space(text);

  if (sts_text_is_blank(line)) {
    sts_error(reader->diagnostics, position, STS_RULE_FRONT_MATTER_TYPE,
              "an abbreviation and what it stands for must not be empty");
    return NULL;
  }
  return sts_arena_strdup(reader->arena, line);
}

static void
read_abbreviations(StsReader *reader, const StsYaml *value)
{
  if (!sts_read_is_kind(reader, value, STS_YAML_MAP,
                        "“abbreviations” must say what each stands for, such as {CRS: cytokine release syndrome}"))
    return;
  for (const StsYaml *one = value->first; one; one = one->next) {
    const char *text = sts_yaml_prose(one, reader->diagnostics);
    const char *expansion = text ? read_line(reader, text, one->position) : NULL;
    const char *key = read_line(reader, one->key, one->key_position);
    StsAbbreviation abbreviation = {key, expansion, one->key_position};
    if (key && expansion && strcmp(key, expansion) == 0)
      sts_error(reader->diagnostics, one->position, STS_RULE_FRONT_MATTER_TYPE,
                "“%s” is to stand for itself; write the words that it is short for", key);
    else if (key && expansion)
      g_array_append_val(reader->library->abbreviations, abbreviation);
  }
}

/* ---- terms ---- */

static char *
fold(const char *text)
{
  g_autofree char *line = sts_text_normalize_space(text);

  return g_utf8_casefold(line, -1);
}

/* Every word that is preferred or avoided so far, in folded case: it cannot be both, nor be avoided for two others. */
typedef struct {
  StsReader *reader;
  GHashTable *uses, *avoided; /* folded -> const char* as written; folded -> the word preferred to it */
} Terms;

static bool
has_letter(const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (g_unichar_isalnum(g_utf8_get_char(p)))
      return true;
  return false;
}

static void
read_avoided(Terms *terms, const char *use, const StsYaml *item)
{
  StsDiagnostics *diagnostics = terms->reader->diagnostics;
  const char *text = sts_yaml_prose(item, diagnostics);

  if (!text)
    return;
  g_autofree char *line = sts_text_normalize_space(text);
  g_autofree char *folded = fold(text);
  const char *other = g_hash_table_lookup(terms->avoided, folded);
  if (!has_letter(line)) {
    sts_error(diagnostics, item->position, STS_RULE_FRONT_MATTER_TYPE,
              "“%s” under “terms” has neither letter nor digit, so no text could be found by it", line);
  } else if (g_hash_table_contains(terms->uses, folded)) {
    sts_error(diagnostics, item->position, STS_RULE_FRONT_MATTER_TYPE,
              "“terms” both prefers “%s” and avoids it; take one of the two out", line);
  } else if (other) {
    sts_error(diagnostics, item->position, STS_RULE_FRONT_MATTER_TYPE,
              "“terms” avoids “%s” twice, for “%s” and for “%s”; keep one", line, other, use);
  } else {
    StsTermChoice choice = {sts_arena_strdup(terms->reader->arena, line), use, item->position};
    g_array_append_val(terms->reader->library->terms, choice);
    g_hash_table_insert(terms->avoided, g_steal_pointer(&folded), (gpointer)use);
  }
}

static void
read_terms(StsReader *reader, const StsYaml *value)
{
  if (!sts_read_is_kind(reader, value, STS_YAML_MAP,
                        "“terms” must name the words to use and those to avoid, such as {tumor: [tumour, neoplasm]}"))
    return;
  g_autoptr(GHashTable) uses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) avoided = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Terms terms = {reader, uses, avoided};
  for (const StsYaml *term = value->first; term; term = term->next)
    g_hash_table_add(uses, fold(term->key));
  for (const StsYaml *term = value->first; term; term = term->next) {
    g_autofree char *line = sts_text_normalize_space(term->key);
    const char *use = sts_arena_strdup(reader->arena, line);
    if (!has_letter(use)) {
      sts_error(reader->diagnostics, term->key_position, STS_RULE_FRONT_MATTER_TYPE,
                "“terms” needs a word to use before each colon, such as {tumor: [tumour, neoplasm]}");
      continue;
    }
    if (term->kind == STS_YAML_LIST && term->first)
      for (const StsYaml *item = term->first; item; item = item->next)
        read_avoided(&terms, use, item);
    else if (term->kind == STS_YAML_SCALAR)
      read_avoided(&terms, use, term);
    else
      sts_error(reader->diagnostics, term->position, STS_RULE_FRONT_MATTER_TYPE,
                "“%s” under “terms” must list the words to avoid, such as {tumor: [tumour, neoplasm]}", use);
  }
}

/* ---- readability ---- */

/* The highest of what formulas give: grades of a school, and how easy a text is. */
enum { GRADE_MAX = 30, EASE_MAX = 100 };

/* A grade, or how easy a text is, as a formula gives it. */
static double
read_grade(StsReader *reader, const StsYaml *value, int most)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);
  char *end;

  if (!text)
    return 0;
  double grade = g_ascii_strtod(text, &end);
  if (strspn(text, "0123456789.") == strlen(text) && end > text && *end == '\0' && isfinite(grade) && grade >= 1 &&
      grade <= most)
    return grade;
  sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
            "“%s” must be a %s from 1 to %d, such as %s, not “%s”", value->key, most == GRADE_MAX ? "grade" : "number",
            most, most == GRADE_MAX ? "8 or 8.5" : "60 or 55.5", text);
  return 0;
}

static bool
is_one_word(const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isalpha(c) && !g_unichar_ismark(c) && c != '-' && c != '\'' && c != 0x2019)
      return false;
  }
  return g_unichar_isalpha(g_utf8_get_char(text));
}

static void
read_allowed(StsReader *reader, const StsYaml *value)
{
  if (!sts_read_is_kind(reader, value, STS_YAML_LIST,
                        "“allow” must list the words that do not count as long, such as [doxorubicin, ifosfamide]"))
    return;
  for (const StsYaml *item = value->first; item; item = item->next) {
    const char *text = sts_yaml_text(item, reader->diagnostics);
    if (!text)
      continue;
    g_autofree char *folded = fold(text);
    if (is_one_word(folded))
      g_hash_table_add(reader->library->budget.allow, (gpointer)sts_arena_strdup(reader->arena, folded));
    else
      sts_error(reader->diagnostics, item->position, STS_RULE_FRONT_MATTER_TYPE,
                "“%s” is not one word; list each word by itself, without digits", text);
  }
}

static void
read_readability(StsReader *reader, const StsYaml *value)
{
  static const char *const KEYS[] = {"smog", "flesch-kincaid", "fernandez-huerta", "inflesz", "allow", NULL};

  if (!sts_read_is_kind(reader, value, STS_YAML_MAP,
                        "“readability” must give the highest grades, such as {smog: 9, flesch-kincaid: 8}"))
    return;
  sts_yaml_check_keys(value, KEYS, NULL, "“readability”", reader->diagnostics);
  reader->library->budget.smog = read_grade(reader, sts_yaml_lookup(value, "smog"), GRADE_MAX);
  reader->library->budget.flesch_kincaid = read_grade(reader, sts_yaml_lookup(value, "flesch-kincaid"), GRADE_MAX);
  reader->library->budget.fernandez_huerta = read_grade(reader, sts_yaml_lookup(value, "fernandez-huerta"), EASE_MAX);
  reader->library->budget.inflesz = read_grade(reader, sts_yaml_lookup(value, "inflesz"), EASE_MAX);
  read_allowed(reader, sts_yaml_lookup(value, "allow"));
}

void
sts_read_check_keys(StsReader *reader, const StsYaml *root)
{
  read_rules(reader, sts_yaml_lookup(root, "rules"));
  read_abbreviations(reader, sts_yaml_lookup(root, "abbreviations"));
  read_terms(reader, sts_yaml_lookup(root, "terms"));
  read_readability(reader, sts_yaml_lookup(root, "readability"));
}
