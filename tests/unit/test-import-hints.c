/* Tests what an import guesses and says so: lines that may give the date of the last revision, and the language. */
/* rooms: base document read check import */
#include <string.h>

#include "import/import.h"
#include "read-library.h"

static StsImport *
import_text(const char *text)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  StsImport *import = sts_import_read_text("none/input.md", load_words(), NULL, text, strlen(text), diagnostics);

  g_assert_nonnull(import);
  return import;
}

/* The findings of a rule, as "line text" each, one a line. */
static char *
list_texts(const StsImport *import, const char *rule)
{
  GString *out = g_string_new(NULL);

  for (size_t i = 0; i < sts_import_count_findings(import); i++) {
    const StsDiagnostic *diagnostic = &sts_import_get_finding(import, i)->diagnostic;
    if (strcmp(diagnostic->rule, rule) == 0)
      g_string_append_printf(out, "%d %s\n", diagnostic->position.line, diagnostic->text);
  }
  return g_string_free(out, FALSE);
}

static void
expect_text(const char *document, const char *said, const char *wanted, int line)
{
  g_autofree char *start = g_strdup_printf("%d ", line);
  bool found = false;

  for (const char *at = said; *at && !found; at = strchr(at, '\n') + 1) {
    g_autofree char *one = g_strndup(at, strcspn(at, "\n"));
    found = g_str_has_prefix(one, start) && strstr(one, wanted);
  }
  if (!found)
    g_error("“%s”: no line %d with “%s” in: %s", document, line, wanted, said);
}

/* ---- dates ---- */

static const struct {
  const char *line;
  const char *date; /* NULL: it gives no day, or one that can be read in two ways */
  bool review;      /* it may as well be that of a review */
} DATES[] = {
    {"Last updated: May 6, 2024", "2024-05-06", false},
    {"**Last updated:** Monday, May 6, 2024", "2024-05-06", false},
    {"*Page last reviewed: 6 May 2024.*", "2024-05-06", true},
    {"LAST UPDATED: 6 MAY 2024", "2024-05-06", false},
    {"Updated on 2024-05-06", "2024-05-06", false},
    {"Reviewed: May 6, 2024", "2024-05-06", true},
    {"Page last modified: May 2024", NULL, false},
    {"Last modified 05/06/2024", NULL, false},
    {"Last reviewed by a medical professional of the clinic on 03/09/24.", NULL, true},
    {"- Date reviewed: 6 May 2024", "2024-05-06", true},
    {"Última actualización: 6 de mayo de 2024", "2024-05-06", false},
    {"Última actualización: 6 de mayo del 2024", NULL, false},
    {"Revisado el 6 de mayo de 2024", "2024-05-06", true},
    {"Dernière mise à jour : 6 mai 2024", NULL, false},
    {"Stand: Mai 2024", NULL, false},
    {"Последнее обновление: 06.05.2024", NULL, false},
    {"آخر تحديث: ٦ مايو ٢٠٢٤", NULL, false},
    {"最后更新：2024年5月6日", NULL, false},
    {"마지막 업데이트: 2024-05-06", "2024-05-06", false},
    {"By Dr. Doe  \nLast updated: May 6, 2024", "2024-05-06", false},
    {"Last updated: May 6, 2024\\\nNext review due: May 6, 2027", "2024-05-06", false},
};

static const char *const NO_DATES[] = {
    "Updated 2020 recommendations include rest.",
    "Reviewed 3 patients.",
    "Last updated this year.",
    "Updated: 3 of 4 trials.",
    "Next review due: May 6, 2027",
    "Revised: take 1,500 mg.",
    "The page was last updated: May 6, 2024.",
    "Some text\nLast updated: May 6, 2024",
    "Last update of what is known about the flu, with all that has been learned in the years from 2004 to 2020.",
    "Last Revised: May 6, 2024",
};

static void
expect_date(const char *text, const char *line, const char *date, bool review, bool reference)
{
  g_autoptr(StsImport) import = import_text(text);
  g_autofree char *hints = list_texts(import, "import-hint"), *missing = list_texts(import, "import-no-date");
  g_autofree char *label = g_strdup_printf("“Last Revised: %s”", date ? date : "YYYY-MM-DD");
  const char *hard = strchr(line, '\n');
  int number = 5 + (reference ? 4 : 0) + (hard && !strstr(line, "\\\n"));
  g_autofree char *where = g_strdup_printf("unless line %d does", number);

  expect_text(text, hints, label, number);
  g_assert_true(review == (strstr(hints, "last-reviewed") != NULL));
  g_assert_true(reference == (strstr(hints, "printed as one of the references") != NULL));
  expect_text(text, missing, where, 1);
  /* Said once, and never taken for the date. */
  g_assert_true(strchr(hints, '\n')[1] == '\0');
}

static void
test_dates(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(DATES); i++) {
    g_autofree char *text = g_strdup_printf("# Flu\n\nText.\n\n%s\n", DATES[i].line);
    g_autofree char *below =
        g_strdup_printf("# Flu\n\nText.\n\n## References\n\nDoe J. A study. 2017.\n\n%s\n", DATES[i].line);
    expect_date(text, DATES[i].line, DATES[i].date, DATES[i].review, false);
    expect_date(below, DATES[i].line, DATES[i].date, DATES[i].review, true);
  }
}

static void
test_no_dates(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(NO_DATES); i++) {
    g_autofree char *text = g_strdup_printf("# Flu\n\nText.\n\n%s\n", NO_DATES[i]);
    g_autoptr(StsImport) import = import_text(text);
    g_autofree char *hints = list_texts(import, "import-hint");
    if (*hints)
      g_error("“%s”: %s", NO_DATES[i], hints);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/import-hints/dates", test_dates);
  g_test_add_func("/import-hints/no-dates", test_no_dates);
  return g_test_run();
}
