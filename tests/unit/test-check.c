/* Tests the rules of the check: each fault is found where it stands, with its severity, and nothing else is. */
/* rooms: base document read check */
#include <glib/gstdio.h>
#include <string.h>

#include "check/address-faults.h"
#include "check/check.h"
#include "folder.h"
#include "read-library.h"
#include "read/read.h"

/* A library of two sections in a temporary folder; the case is the first, one.md. */
typedef struct {
  char *folder;
  StsLibrary *library;
  StsDiagnostics *diagnostics;
} Desk;

static const char LIBRARY[] =
    "title: A test library\nlanguage: en\nidentifier: urn:uuid:7c3b2f0e-1f64-4f0b-9b0c-2b8f5d1b7a10\nstatus: draft\n";
static const char SECTIONS[] = "disclaimer: Ask your doctor.\nsections: [one, two]\n";
static const char TWO[] =
    "---\ntitle: Two\nlast-revised: 2018-04-06\nreferences: {waived: \"test\"}\n---\n\n## Side effects\n\nText.\n";
/* The front matter of a section that has everything; its body begins on line 6. */
#define SPANISH "---\ntitle: Uno\nlanguage: es\nlast-revised: 2018-04-06\n---\n\n"
#define HEAD "---\ntitle: One\nlast-revised: 2018-04-06\n---\n\n"
#define TAIL "\n## References\n\nAn entry.\n"

static void
write_file(const Desk *desk, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(desk->folder, name, NULL);

  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
set_up(Desk *desk, gconstpointer data)
{
  static const char SVG[] =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><rect width=\"10\" height=\"10\"/></svg>";

  (void)data;
  desk->folder = g_dir_make_tmp("sts-check-XXXXXX", NULL);
  g_assert_nonnull(desk->folder);
  desk->diagnostics = sts_diagnostics_new();
  write_file(desk, "two.md", TWO);
  write_file(desk, "stages.svg", SVG);
}

static void
tear_down(Desk *desk, gconstpointer data)
{
  (void)data;
  folder_remove(desk->folder);
  sts_library_free(desk->library);
  sts_diagnostics_free(desk->diagnostics);
  g_free(desk->folder);
}

/* Returns the errors, a line each. */
static char *
list_errors(const StsDiagnostics *diagnostics)
{
  GString *out = g_string_new(NULL);

  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    g_autofree char *printed = sts_diagnostic_format(sts_diagnostics_get(diagnostics, i));
    if (sts_diagnostics_get(diagnostics, i)->severity == STS_SEVERITY_ERROR)
      g_string_append_printf(out, "%s\n", printed);
  }
  return g_string_free(out, FALSE);
}

/* Who asks for errors alone, as --verify does, is told the same errors. `read`: what reading had found before. */
static void
check_errors_alone(const Desk *desk, const StsSection *section, const StsCheckOptions *options, StsDiagnostics *read)
{
  StsCheckOptions errors_alone = options ? *options : (StsCheckOptions){.least = STS_SEVERITY_ERROR};
  g_autofree char *all = list_errors(desk->diagnostics);

  errors_alone.least = STS_SEVERITY_ERROR;
  sts_library_check(desk->library, &section, 1, &errors_alone, read);
  g_autofree char *alone = list_errors(read);
  g_assert_cmpstr(alone, ==, all);
}

/* Reads the library with these further lines in library.yaml and this text of one.md, and checks one.md. */
static void
check(Desk *desk, const char *library, const char *one, const StsCheckOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *yaml = g_strconcat(LIBRARY, library, NULL);
  g_autoptr(StsDiagnostics) read = sts_diagnostics_new();

  write_file(desk, "library.yaml", yaml);
  write_file(desk, "one.md", one);
  desk->library = sts_read_library(desk->folder, load_words(), desk->diagnostics, &error);
  g_assert_no_error(error);
  const StsSection *section = sts_library_lookup(desk->library, "one");
  g_assert_nonnull(section);
  sts_diagnostics_append(read, desk->diagnostics);
  sts_library_check(desk->library, &section, 1, options, desk->diagnostics);
  check_errors_alone(desk, section, options, read);
  sts_diagnostics_sort(desk->diagnostics);
}

/* Returns "line severity rule" of each diagnostic but the reading grade, which every section has. */
static char *
summary(const Desk *desk)
{
  GString *out = g_string_new(NULL);

  for (size_t i = 0; i < sts_diagnostics_size(desk->diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(desk->diagnostics, i);
    g_autofree char *printed = sts_diagnostic_format(diagnostic);
    g_test_message("%s", printed);
    if (strcmp(diagnostic->rule, "readability") != 0)
      g_string_append_printf(out, "%d %s %s\n", diagnostic->position.line, sts_severity_name(diagnostic->severity),
                             diagnostic->rule);
  }
  return g_string_free(out, FALSE);
}

typedef struct {
  const char *name, *text, *expected;
} Case;

static const Case CASES[] = {
    {"sound", HEAD "Text with a [part on effects](two.md#side-effects).\n\n## A part\n\nMore.\n" TAIL, ""},

    /* provenance */
    {"no-date", "---\ntitle: One\n---\n\nText.\n" TAIL, "1 error missing-last-revised\n"},
    {"date-faulty", "---\ntitle: One\nlast-revised: 2018-02-30\n---\n\nText.\n" TAIL, "3 error date-invalid\n"},
    {"date-faulty-in-text", "---\ntitle: One\n---\n\nText.\n" TAIL "\nLast Revised: Aprilis 6, 2018\n",
     "11 error date-invalid\n"},
    {"references-faulty", "---\ntitle: One\nlast-revised: 2018-04-06\nreferences: []\n---\n\nText.\n",
     "4 error front-matter-type\n"},
    {"reference-faulty", "---\ntitle: One\nlast-revised: 2018-04-06\nreferences: [\"\"]\n---\n\nText.\n",
     "4 error front-matter-type\n"},
    {"references-invisible", HEAD "Text.\n\n## References\n\n&nbsp;\n", "8 error missing-references\n"},
    {"references-twice", HEAD "Text.\n" TAIL "\n## References\n\nRoe J.\n", "12 error part-twice\n"},
    {"disclaimer-faulty", "---\ntitle: One\nlast-revised: 2018-04-06\ndisclaimer: \"\"\n---\n\nText.\n" TAIL,
     "4 error front-matter-type\n"},
    {"disclaimer-invisible", "---\ntitle: One\nlast-revised: 2018-04-06\ndisclaimer: \"&nbsp;\"\n---\n\nText.\n" TAIL,
     "4 error missing-disclaimer\n"},
    {"title-faulty", "---\ntitle: \"\\u200b\"\nlast-revised: 2018-04-06\n---\n\nText.\n" TAIL,
     "2 error front-matter-type\n"},
    {"waiver-true", "---\ntitle: One\nlast-revised: {waived: true}\n---\n\nText.\n" TAIL,
     "3 error waiver-without-reason\n"},
    {"waiver-invisible", "---\ntitle: One\nlast-revised: {waived: \" \"}\n---\n\nText.\n" TAIL,
     "3 error waiver-without-reason\n"},
    {"waiver-quoted", "---\ntitle: One\nlast-revised: {waived: \"no\"}\n---\n\nText.\n" TAIL, "3 note waived\n"},
    {"no-references", "---\ntitle: One\nlast-revised: 2018-04-06\n---\n\nText.\n", "1 error missing-references\n"},
    {"waivers",
     "---\ntitle: One\nlast-revised: {waived: \"no date\"}\nreferences: {waived: \"none\"}\ndisclaimer: {waived: "
     "\"none\"}\n---\n\nText.\n",
     "3 note waived\n4 note waived\n5 note waived\n"},
    {"gaps",
     "---\ntitle: One\nlast-revised: 2018-04-06\ngaps:\n  - Something.\n  - Another thing.\n---\n\nText.\n" TAIL,
     "5 note gap\n6 note gap\n"},
    {"gaps-settled",
     "---\ntitle: One\nlast-revised: 2018-04-06\ngaps:\n  - Something.\n  - {lost: a, print: Ask.}\n  - {lost: b, "
     "silent: "
     "c}\n---\n\nText.\n" TAIL,
     "5 note gap\n6 note gap-settled\n7 note gap-settled\n"},
    {"gap-is-printed-text",
     "---\ntitle: One\nlast-revised: 2018-04-06\ngaps:\n  - {id: a, lost: a, print: \"Take 1.0 mg of "
     "[this](https://e.org/nowhere) TBD.\"}\n---\n\nText.\n\n"
     "<!-- gap: a -->\n" TAIL,
     "5 note gap-settled\n5 warning dose-notation\n5 note link-vague\n5 warning placeholder\n"},

    /* What a template left open is told once. */
    {"placeholder-once", HEAD "Dear {{name}} {{< x >}}.\n" TAIL, "6 warning placeholder\n6 warning foreign-markup\n"},

    /* structure */
    {"heading-skip", HEAD "## A part\n\nText.\n\n#### Too deep\n\nText.\n" TAIL, "10 error heading-skip\n"},
    {"heading-skip-first", HEAD "Text.\n\n### Too deep\n\nText.\n" TAIL, "8 error heading-skip\n"},
    {"heading-back-up", HEAD "## A\n\n### B\n\nText.\n\n## C\n\nText.\n" TAIL, ""},
    {"heading-empty", HEAD "Text.\n\n##\n\nText.\n" TAIL, "8 error heading-empty\n"},
    {"heading-empty: a space that is no space", HEAD "Text.\n\n## \xC2\xA0\xE2\x80\x8B\n\nText.\n" TAIL,
     "8 error heading-empty\n"},
    {"heading-without-text", HEAD "## A\n\n## B\n\nText.\n\n### C\n" TAIL,
     "6 warning heading-without-text\n12 warning heading-without-text\n"},
    {"section-empty", "---\ntitle: One\nlast-revised: 2018-04-06\n---\n" TAIL, "1 error section-empty\n"},
    {"section-invisible", HEAD "&nbsp;\n\n<!-- x -->\n" TAIL, "1 error section-empty\n"},
    {"list-number", HEAD "3. One\n4. Two\n7. Three\n9. Four\n" TAIL, "8 warning list-number\n"},
    {"list-numbers", HEAD "1. One\n1. Two\n1. Three\n\n<!-- -->\n\n3. One\n4. Two\n" TAIL, ""},
    {"list-number-references", HEAD "Text.\n\n## References\n\n1. One\n2. Two\n4. Four\n", "12 warning list-number\n"},
    {"item-empty", HEAD "- One\n-\n- Three\n" TAIL, "7 note item-empty\n"},
    {"nesting", HEAD "- 1\n  - 2\n    - 3\n      - 4\n        - 5\n          - 6\n" TAIL, "10 note nesting-deep\n"},
    {"table-header", HEAD "| | B | |\n|---|---|---|\n| a | b | c |\n" TAIL, "6 warning table-empty-header\n"},
    {"table-empty", HEAD "| A | B |\n|---|---|\n\nText.\n" TAIL, "6 error table-empty\n"},

    /* links */
    {"link-host", HEAD "See [this page](https://localhost/x).\n" TAIL, "6 error link-doubtful\n"},
    {"link-percent", HEAD "See [this page](https://www.example.org/%zz).\n" TAIL, "6 error link-malformed\n"},
    {"link-scheme", HEAD "See [this page](ftp://www.example.org/x).\n" TAIL, "6 error link-malformed\n"},
    {"link-script", HEAD "See [this page](javascript:alert).\n" TAIL, "6 error link-malformed\n"},
    {"link-bare-www", HEAD "See [this page](www.example.org).\n" TAIL, "6 error link-malformed\n"},
    {"link-mail", HEAD "Write to [us](mailto:us) or [them](mailto:a@example.org).\n" TAIL, "6 error link-doubtful\n"},
    {"link-escaped-twice", HEAD "See [this page](https://www.example.org/a%2520b).\n" TAIL,
     "6 error link-escaped-twice\n"},
    {"link-vague", HEAD "Read more [here](https://www.example.org).\n" TAIL, "6 note link-vague\n"},
    {"title-link",
     HEAD "See [a page](https://www.example.org \"Words\") or [another][a].\n\n[a]: #part 'Words'\n\n"
          "## Part\n\nText.\n" TAIL,
     "6 warning title-unprinted\n6 warning title-unprinted\n"},
    {"title-none", HEAD "See [a page](https://www.example.org \"\").\n" TAIL, ""},
    {"link-definition",
     HEAD "[a], [B  x], [c][c2], [e][], [\\*g\\*].\n\n> [q]: https://q.example.org\n> and text [q].\n\n"
          "| A | [z][y] |\n|---|---|\n| b | [t] |\n\nTerm\n: [td]\n\n    [code]: x\n\n[h]: is text.\n\n"
          "[a]: https://a.example.org\n[b x]: https://b.example.org\n[c2]: https://c.example.org\n"
          "[E]: https://e.example.org\n[\\*g\\*]: https://g.example.org\n[t]: https://t.example.org\n"
          "[y]: https://y.example.org\n[td]: https://d.example.org\n[code]: https://f.example.org\n" TAIL,
     ""},
    {"link-definition-unused",
     HEAD
     "Text [a].\n\n- One\n\n  [r]: https://r.example.org\n\n[a]: https://a.example.org\n[A]: https://b.example.org\n"
     "[b]: https://a.example.org\n  \"A title\"\n[//]: # (Words)\n" TAIL,
     "10 warning link-definition\n13 warning link-definition\n14 warning link-definition\n16 warning "
     "link-definition\n"},
    {"link-empty", HEAD "Read [](https://www.example.org) more.\n" TAIL, "6 error link-malformed\n"},
    {"link-section", HEAD "See [Two](tow.md) and [Two](two.md) and [two](./two.md#side-effects).\n" TAIL,
     "6 error link-section-unknown\n"},
    {"link-fragment", HEAD "See [Two](two.md#side-effect).\n\nAnd [here below](#part).\n\n## Part\n\nText.\n" TAIL,
     "6 error link-fragment-unknown\n"},
    {"link-differs",
     HEAD "See [www.example.org/a](https://www.example.org/b) and [example.org/a](https://www.example.org/a/).\n" TAIL,
     "6 warning hyperlink-printed-differs\n"},
    {"hollow-without-target", HEAD "- [A part](#)\n- [Lost](#)\n\n## A part\n\nText.\n" TAIL,
     "7 warning link-without-target\n"},
    {"number-unknown",
     HEAD "See [this page](#)<sup>1</sup> and [that page](#)<sup>2</sup>.\n\n## Hyperlinks\n\n1. "
          "[www.example.org/a](https://www.example.org/a)\n" TAIL,
     "6 error hyperlink-number-unknown\n"},
    {"number-unused",
     HEAD "See [this page](#)<sup>2</sup>.\n\n## Hyperlinks\n\n1. [www.example.org/a](https://www.example.org/a)\n2. "
          "[www.example.org/b](https://www.example.org/b)\n" TAIL,
     "10 note hyperlink-unused\n"},
    {"number-duplicate",
     HEAD "See [this page](#)<sup>1</sup> and [that page](#)<sup>2</sup>.\n\n## Hyperlinks\n\n1. "
          "[www.example.org/a](https://www.example.org/a)\n2. "
          "[www.example.org/a](https://www.example.org/a)\n" TAIL,
     "11 warning hyperlink-duplicate\n"},
    {"number-gap",
     HEAD "See [a](#)<sup>1</sup>, [b](#)<sup>3</sup>, [c](#)<sup>2</sup>.\n\n## Hyperlinks\n\n1. "
          "https://www.example.org/a\n3. "
          "https://www.example.org/b\n" TAIL,
     "6 error hyperlink-number-unknown\n"},
    {"number-twice",
     HEAD "See [a](#)<sup>1</sup>, [b](#)<sup>2</sup>.\n\n## Hyperlinks\n\n1. https://www.example.org/a\n1. "
          "https://www.example.org/b\n2. "
          "https://www.example.org/c\n" TAIL,
     "11 error hyperlink-number-twice\n"},
    {"number-left-to-count",
     HEAD "See [a](#)<sup>1</sup>, [b](#)<sup>2</sup>.\n\n## Hyperlinks\n\n1. https://www.example.org/a\n1. "
          "https://www.example.org/b\n" TAIL,
     ""},
    {"number-differs",
     HEAD
     "See [this page](#)<sup>1</sup>.\n\n## Hyperlinks\n\n1. [www.example.org/a](https://www.example.org/b)\n" TAIL,
     "10 warning hyperlink-printed-differs\n"},

    /* figures */
    {"image-alternative", HEAD "![](stages.svg \"A caption\")\n" TAIL, "6 error image-alternative\n"},
    {"image-alternative-invisible", HEAD "Text.\n\n![&nbsp;](stages.svg)\n" TAIL, "8 error image-alternative\n"},
    {"image-inline", HEAD "A line with ![](stages.svg) in it.\n" TAIL, "6 error image-alternative\n"},
    {"image-name", HEAD "![stages.svg](stages.svg)\n\n![Stages](stages.svg)\n\n![The four stages](stages.svg)\n" TAIL,
     "6 warning image-alternative-name\n8 warning image-alternative-name\n"},
    {"image-begins", HEAD "![Image of a black square](stages.svg)\n" TAIL, "6 note image-alternative-begins\n"},
    {"title-image", HEAD "Text ![A black square](stages.svg \"Words\").\n" TAIL, "6 warning title-unprinted\n"},
    {"title-linked-image", HEAD "[![A black square](stages.svg 'Words')](https://www.example.org)\n" TAIL,
     "6 warning title-unprinted\n"},
    {"title-caption", HEAD "![A black square](stages.svg \"Words\")\n" TAIL, ""},
    {"caption-empty", HEAD "![A black square](stages.svg \"<!-- none -->\")\n" TAIL, "6 warning caption-empty\n"},
    {"image-caption", HEAD "![A black square](stages.svg \"A black square\")\n" TAIL, "6 warning caption-repeats\n"},

    /* language */
    {"language-unknown", "---\ntitle: One\nlanguage: xq\nlast-revised: 2018-04-06\n---\n\nText.\n" TAIL,
     "3 warning language-unknown\n3 note readability-language\n"},
    {"letter-lost", HEAD "Take 5 \xEF\xBF\xBDg, not 5\xEF\xBF\xBD mg.\n\nSee **\xEF\xBF\xBD**.\n" TAIL,
     "6 warning letter-lost\n8 warning letter-lost\n"},
    {"words-missing", "---\ntitle: Um\nlanguage: pt-BR\nlast-revised: 2018-04-06\n---\n\nTexto.\n" TAIL,
     "3 warning words-missing\n3 note readability-language\n"},
    {"words-of-the-language", "---\ntitle: Uno\nlanguage: ES-mx\nlast-revised: 2018-04-06\n---\n\nTexto.\n" TAIL, ""},
    {"words-of-words", HEAD "The [mot]{lang=fr}.\n" TAIL, ""},
    {"language-unmarked", HEAD "In Russian: лечение.\n\nAn [ἰατρός]{lang=el}, and α-fetoprotein in µg.\n" TAIL,
     "6 warning language-unmarked\n"},
    {"language-other", "---\ntitle: One\nlanguage: fr\nlast-revised: 2018-04-06\n---\n\nTexte.\n" TAIL,
     "3 note words-unreviewed\n3 note readability-language\n"},

    /* readability */
    {"readability",
     HEAD "Multidisciplinary rehabilitation consultations facilitate individualized postoperative recuperation "
          "opportunities.\n\nYou may go home.\n" TAIL,
     "6 note readability-sentence\n"},
    {"readability-of-spanish",
     SPANISH "La administración multidisciplinaria de medicamentos inmunosupresores requiere monitorización "
             "hematológica.\n\nPuede irse a casa hoy con su hijo, su hija o un amigo.\n" TAIL,
     "7 note readability-sentence\n"},
};

static void
test_case(Desk *desk, gconstpointer data)
{
  const Case *item = data;

  check(desk, SECTIONS, item->text, NULL);
  g_autofree char *found = summary(desk);
  g_assert_cmpstr(found, ==, item->expected);
}

/* ---- the library ---- */

static void
test_no_disclaimer(Desk *desk, gconstpointer data)
{
  (void)data;
  check(desk, "sections: [one, two]\n", HEAD "Text.\n" TAIL, NULL);
  g_autofree char *found = summary(desk);
  g_assert_cmpstr(found, ==, "1 error missing-disclaimer\n");
}

static void
check_all(Desk *desk, const char *one)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *yaml = g_strconcat(LIBRARY, SECTIONS, NULL);

  write_file(desk, "library.yaml", yaml);
  write_file(desk, "one.md", one);
  desk->library = sts_read_library(desk->folder, load_words(), desk->diagnostics, &error);
  g_assert_no_error(error);
  sts_library_check(desk->library, NULL, 0, NULL, desk->diagnostics);
  sts_diagnostics_sort(desk->diagnostics);
}

static void
test_all_sections(Desk *desk, gconstpointer data)
{
  (void)data;
  check_all(desk, HEAD "- [Lost](#)\n" TAIL);
  g_autofree char *found = summary(desk);
  g_assert_cmpstr(found, ==, "6 warning link-without-target\n4 note waived\n");
}

/* Once, whether reading or checking finds it; and what else there is to say of the second section. */
static void
test_duplicate_id(Desk *desk, gconstpointer data)
{
  (void)data;
  check_all(desk, "---\nid: two\ntitle: One\nlast-revised: 2018-04-06\n---\n\nText.\n" TAIL);
  g_autofree char *found = summary(desk);
  g_assert_cmpstr(found, ==, "1 error duplicate-id\n4 note waived\n");
}

static void
test_severities(Desk *desk, gconstpointer data)
{
  const char *one = "---\ntitle: One\n---\n\n- [Lost](#)\n\n### Deep\n\nText.\n" TAIL;

  (void)data;
  check(desk,
        "disclaimer: Ask.\nsections: [one, two]\nrules: {heading-skip: note, link-without-target: error, "
        "missing-last-revised: note, heading-skipp: "
        "note}\n",
        one, NULL);
  g_autofree char *found = summary(desk);
  g_assert_nonnull(strstr(found, "7 warning rule-fixed\n"));
  g_assert_nonnull(strstr(found, "7 warning rule-unknown\n"));
  /* Provenance stays an error whatever the library says. */
  g_assert_nonnull(strstr(found, "1 error missing-last-revised\n"));
  g_assert_nonnull(strstr(found, "5 error link-without-target\n"));
  g_assert_nonnull(strstr(found, "7 note heading-skip\n"));
}

static void
test_currency(Desk *desk, gconstpointer data)
{
  const StsCheckOptions current = {.as_of = {2021, 4, 6}}, expired = {.as_of = {2021, 4, 7}},
                        allowed = {.as_of = {2021, 4, 7}, .allow_expired = true};
  const struct {
    const char *library;
    const StsCheckOptions *options;
    const char *expected;
  } rows[] = {
      {"disclaimer: Ask.\nsections: [one, two]\n", &expired, ""},
      {"disclaimer: Ask.\nsections: [one, two]\nreview-every: 3 years\n", &current, ""},
      {"disclaimer: Ask.\nsections: [one, two]\nreview-every: 3 years\n", &expired, "3 error review-expired\n"},
      {"disclaimer: Ask.\nsections: [one, two]\nreview-every: 3 years\n", &allowed, "3 warning review-overdue\n"},
      {"disclaimer: Ask.\nsections: [one, two]\nreview-every: 3 years\n", NULL, ""},
  };

  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_clear_pointer(&desk->library, sts_library_free);
    g_clear_pointer(&desk->diagnostics, sts_diagnostics_free);
    desk->diagnostics = sts_diagnostics_new();
    check(desk, rows[i].library, HEAD "Text.\n" TAIL, rows[i].options);
    g_autofree char *found = summary(desk);
    g_assert_cmpstr(found, ==, rows[i].expected);
  }
}

static void
test_currency_dates(Desk *desk, gconstpointer data)
{
  const StsCheckOptions options = {.as_of = {2021, 4, 7}};
  const char *head = "disclaimer: Ask.\nsections: [one, two]\nreview-every: 36 months\n";

  (void)data;
  check(desk, head, "---\ntitle: One\nlast-revised: 2018-04-06\nlast-reviewed: 2020-01-01\n---\n\nText.\n" TAIL,
        &options);
  g_autofree char *reviewed = summary(desk);
  g_assert_cmpstr(reviewed, ==, "");

  /* The newer of the two dates counts, whichever that is. */
  g_clear_pointer(&desk->library, sts_library_free);
  check(desk, head, "---\ntitle: One\nlast-revised: 2019-04-06\nlast-reviewed: 2017-01-01\n---\n\nText.\n" TAIL,
        &options);
  g_autofree char *revised = summary(desk);
  g_assert_cmpstr(revised, ==, "3 note review-before-revision\n");

  g_clear_pointer(&desk->library, sts_library_free);
  g_clear_pointer(&desk->diagnostics, sts_diagnostics_free);
  desk->diagnostics = sts_diagnostics_new();
  check(desk, head, "---\ntitle: One\nlast-revised: {waived: \"none\"}\n---\n\nText.\n" TAIL, &options);
  g_autofree char *waived = summary(desk);
  g_assert_cmpstr(waived, ==, "3 note waived\n3 note review-unknown\n");
}

static void
test_future(Desk *desk, gconstpointer data)
{
  const StsCheckOptions options = {.as_of = {2021, 4, 7}};

  (void)data;
  check(desk, SECTIONS, "---\ntitle: One\nlast-revised: 2031-01-01\nlast-reviewed: 2030-01-01\n---\n\nText.\n" TAIL,
        &options);
  g_autofree char *found = summary(desk);
  g_assert_cmpstr(found, ==, "3 note review-before-revision\n3 warning date-in-future\n");
}

/* ---- what library.yaml asks for ---- */

typedef struct {
  const char *name, *library, *text, *expected;
} LibraryCase;

/* One hard sentence. */
#define HARD                                                                                                           \
  "Multidisciplinary rehabilitation consultations facilitate individualized postoperative recuperation "               \
  "opportunities.\n"

static const LibraryCase LIBRARY_CASES[] = {
    /* terms: line:column of each word, by character of the line's bytes */
    {"terms", "terms: {tumor: [tumour, neoplasm], care team: health care personnel}\n",
     HEAD "A Tumour, tumours, *neoplasm*\nand “neoplasm”. Ask the health care\npersonnel. Neoplasms, tumor.\n" TAIL,
     "6:3 warning term-avoided\n6:21 warning term-avoided\n7:8 warning term-avoided\n7:29 warning term-avoided\n"},
    {"terms-everywhere", "terms: {tumor: neoplasm}\n",
     "---\ntitle: The neoplasm\nlast-revised: 2018-04-06\n---\n\n## A neoplasm\n\n| Neoplasm | B |\n|---|---|\n| a | "
     "neo<!-- -->plasm |\n\n![A "
     "neoplasm](stages.svg \"Its neoplasm\")\n\nText[^1].\n\n[^1]: A neoplasm.\n\n## References\n\nThe neoplasm.\n",
     "2:12 warning term-avoided\n6:6 warning term-avoided\n8:3 warning term-avoided\n10:7 warning term-avoided\n12:1 "
     "warning term-avoided\n12:5 warning "
     "term-avoided\n16:9 warning term-avoided\n"},
    {"terms-before-a-table", "terms: {tumor: neoplasm}\n",
     HEAD "> See\n> é neoplasm\n> and *neoplasm* &amp;\n> | A | neoplasm |\n> |---|---|\n> | a | b |\n\n- A\n  "
          "neoplasm<br>neoplasm \\\n  neoplasm\n" TAIL,
     "7:6 warning term-avoided\n8:8 warning term-avoided\n9:9 warning term-avoided\n14:3 warning term-avoided\n14:15 "
     "warning term-avoided\n15:3 warning "
     "term-avoided\n"},
    {"terms-left", "terms: {tumor: neoplasm}\n",
     HEAD
     "Text, `neoplasm`, [neoplasm]{lang=es}, [text](https://www.example.org/neoplasm), neoplasmatic, neo plasm.\n" TAIL,
     ""},
    {"terms-other-language", "terms: {tumor: neoplasm}\n",
     "---\ntitle: Uno\nlanguage: es\nlast-revised: 2018-04-06\n---\n\nNeoplasm.\n" TAIL, ""},
    {"terms-within-preferred", "terms: {care team: team, high-dose: high dose}\n",
     HEAD "Your care team, and the team. A high-dose, a high dose.\n" TAIL,
     "6:25 warning term-avoided\n6:46 warning term-avoided\n"},
    {"terms-longest", "terms: {chemo: [chemo therapy, chemotherapy drugs], drug: drugs}\n",
     HEAD "Text on chemotherapy drugs and drugs.\n" TAIL, "6:9 warning term-avoided\n6:32 warning term-avoided\n"},
    {"terms-folded", "terms: {Straße: [ÜBERGANG, street]}\n", HEAD "Äh, übergang, İ STREET.\n" TAIL,
     "6:6 warning term-avoided\n6:20 warning term-avoided\n"},
    {"terms-severity", "terms: {tumor: neoplasm}\nrules: {term-avoided: error}\n", HEAD "Neoplasm.\n" TAIL,
     "6:1 error term-avoided\n"},
    {"foreign-severity", "rules: {foreign-markup: error}\n", HEAD "See {{name}} and {{< note >}}.\n" TAIL,
     "6:5 warning placeholder\n6:18 error foreign-markup\n"},
    {"dose-severity", "rules: {dose-notation: error}\n", HEAD "[TODO: 10 U], 10 U a day.\n" TAIL,
     "6:2 warning placeholder\n6:8 error dose-notation\n6:15 error dose-notation\n"},
    {"terms-off", "terms: {tumor: neoplasm}\nrules: {term-avoided: off}\n", HEAD "Neoplasm.\n" TAIL, ""},

    /* readability */
    {"budget-kept", "readability: {smog: 12, flesch-kincaid: 6}\n", HEAD "You may go home.\n" TAIL, ""},
    {"budget-smog", "readability: {smog: 12}\n", HEAD HARD TAIL,
     "2:8 warning readability-budget\n6:1 note readability-sentence\n"},
    {"budget-both",
     "readability: {smog: 12, flesch-kincaid: 8.5}\nrules: {readability-budget: error, readability-sentence: off}\n",
     HEAD HARD TAIL, "2:8 error readability-budget\n2:8 error readability-budget\n"},
    {"budget-of-spanish", "readability: {inflesz: 55, fernandez-huerta: 60}\n",
     SPANISH "Puede irse a casa hoy con su hijo o su hija.\n" TAIL, ""},
    {"budget-of-spanish-missed", "readability: {smog: 4, inflesz: 55, fernandez-huerta: 60}\n",
     SPANISH "La administración de medicamentos inmunosupresores requiere monitorización hematológica.\n" TAIL,
     "2:8 warning readability-budget\n2:8 warning readability-budget\n7:1 note readability-sentence\n"},
    {"budget-allow",
     "readability: {smog: 4, flesch-kincaid: 12, allow: [Multidisciplinary, rehabilitation, consultations, facilitate, "
     "individualized, "
     "postoperative, recuperation, opportunities]}\n",
     HEAD HARD TAIL, "6:1 note readability-sentence\n"},
    {"budget-other-language", "readability: {smog: 1, flesch-kincaid: 1}\n",
     "---\ntitle: Uno\nlanguage: fr\nlast-revised: 2018-04-06\n---\n\n" HARD TAIL,
     "6:1 warning readability-budget\n6:1 warning readability-budget\n3:11 note words-unreviewed\n"
     "3:11 note readability-language\n"},
    {"budget-of-disclaimer", "readability: {smog: 12, flesch-kincaid: 6}\n",
     "---\ntitle: One\nlast-revised: 2018-04-06\ndisclaimer: |\n  " HARD "\n---\n\nYou may go home.\n" TAIL,
     "4:1 warning readability-budget\n4:1 warning readability-budget\n5:3 note readability-sentence\n"},
    {"budget-of-gap", "readability: {smog: 12, flesch-kincaid: 6}\n",
     "---\ntitle: One\nlast-revised: 2018-04-06\ngaps:\n  - lost: a\n    print: |\n      " HARD
     "\n---\n\nYou may go home.\n" TAIL,
     "2:8 warning readability-budget\n2:8 warning readability-budget\n5:5 note gap-settled\n7:7 note "
     "readability-sentence\n"},
    {"sentence-place", "", HEAD "You may go home. Ask us. We\nhelp. " HARD TAIL, "7:7 note readability-sentence\n"},

    /* rules */
    {"rules-off", "rules: {link-vague: off, link-without-target: off}\n",
     HEAD "See [here](https://www.example.org) and [x](#).\n" TAIL, ""},
    {"rules-raised", "rules: {waived: error, gap: warning}\n",
     "---\ntitle: One\nlast-revised: {waived: \"none\"}\ngaps: [lost]\n---\n\nText.\n" TAIL,
     "3:1 error waived\n4:8 warning gap\n"},
    {"rules-read", "rules: {image-type: error}\n", HEAD "![A square](square.png)\n" TAIL, "6:1 error image-type\n"},
    {"rules-read-off", "rules: {image-type: off}\n", HEAD "![A square](square.png)\n" TAIL, ""},
    {"rules-address", "rules: {link-doubtful: note}\n",
     HEAD "See [a](https://ward/x).\n\nSee [b](http://exa%mple.org).\n\nSee [c](htp://foo.org).\n" TAIL,
     "6:5 note link-doubtful\n8:5 error link-malformed\n10:5 error link-malformed\n"},
    {"rules-address-off", "rules: {link-doubtful: off}\n",
     HEAD "Write to [us](mailto:us@ward), or call [us](tel:+1-800-CANCER) or [the ward](https://ward/).\n\n## "
          "Hyperlinks\n\n1. http://exa%mple.org\n" TAIL,
     "10:1 error link-malformed\n10:1 note hyperlink-unused\n"},
};

/* Returns "line:column severity rule" of each diagnostic of one.md but the reading grade. */
static char *
summary_with_columns(const Desk *desk)
{
  GString *out = g_string_new(NULL);

  for (size_t i = 0; i < sts_diagnostics_size(desk->diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(desk->diagnostics, i);
    g_autofree char *printed = sts_diagnostic_format(diagnostic);
    g_test_message("%s", printed);
    if (strcmp(diagnostic->rule, "readability") != 0)
      g_string_append_printf(out, "%d:%d %s %s\n", diagnostic->position.line, diagnostic->position.column,
                             sts_severity_name(diagnostic->severity), diagnostic->rule);
  }
  return g_string_free(out, FALSE);
}

static void
test_library_case(Desk *desk, gconstpointer data)
{
  const LibraryCase *item = data;
  g_autofree char *library = g_strconcat(item->library, SECTIONS, NULL);
  g_autofree char *svg = NULL, *path = g_build_filename(desk->folder, "stages.svg", NULL);

  g_assert_true(g_file_get_contents(path, &svg, NULL, NULL));
  write_file(desk, "square.png", svg);
  check(desk, library, item->text, NULL);
  g_autofree char *found = summary_with_columns(desk);
  g_assert_cmpstr(found, ==, item->expected);
}

/* Provenance is never kept quiet: what guards a promise stays an error, and a waiver is a note at least. */
static void
test_provenance_stays(Desk *desk, gconstpointer data)
{
  const char *one = "---\ntitle: One\nlast-revised: {waived: \"none\"}\nreferences: {waived: \"\"}\n---\n\nText.\n";

  (void)data;
  check(desk,
        "sections: [one, two]\nrules:\n  waived: off\n  missing-disclaimer: off\n  waiver-without-reason: note\n  "
        "missing-references: error\n",
        one, NULL);
  g_autofree char *found = summary(desk);
  g_assert_cmpstr(found, ==,
                  "7 warning rule-fixed\n8 warning rule-fixed\n9 warning rule-fixed\n"
                  "1 error missing-disclaimer\n3 note waived\n4 error waiver-without-reason\n");
}

/* What is no address cannot be exported, whatever the library says, and it is told so. */
static void
test_addresses_stay(Desk *desk, gconstpointer data)
{
  (void)data;
  check(desk, "sections: [one, two]\nrules: {link-malformed: off}\n",
        HEAD "See [q](http://exa%mple.org), [z](htp://foo.org).\n" TAIL, NULL);
  g_autofree char *found = summary(desk);
  g_assert_nonnull(strstr(found, "warning rule-fixed\n"));
  g_assert_nonnull(strstr(found, "6 error link-malformed\n"));
}

/* A library's own texts keep to its terms, and are told of once. */
static void
test_library_terms(Desk *desk, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  (void)data;
  write_file(desk, "library.yaml",
             "title: On the neoplasm\nlanguage: en\nidentifier: urn:x:y\nterms: {tumor: neoplasm}\ndisclaimer: |\n  "
             "Ask.\n\n  Every neoplasm differs.\nsections: [one, two]\n");
  write_file(desk, "one.md", HEAD "Text.\n" TAIL);
  desk->library = sts_read_library(desk->folder, load_words(), desk->diagnostics, &error);
  g_assert_no_error(error);
  sts_library_check(desk->library, NULL, 0, NULL, desk->diagnostics);
  sts_diagnostics_sort(desk->diagnostics);
  g_autofree char *found = summary_with_columns(desk);
  g_assert_cmpstr(found, ==, "1:15 warning term-avoided\n8:9 warning term-avoided\n4:1 note waived\n");
}

/* ---- addresses ---- */

static void
test_addresses(void)
{
  static const char *const GOOD[] = {
      "https://www.cancer.org",
      "http://www.cancer.org/a/b.html?x=1&y=2#z",
      "https://example.org:8080/",
      "https://[2001:db8::1]/",
      "https://www.example.org./",
      "https://b\u00fccher.example/",
      "https://en.wikipedia.org/wiki/Sarcoma_(disease)",
      "mailto:a.b@example.org?subject=Hi",
      "tel:+1-800-227-2345",
      "tel:911",
      "HTTPS://WWW.EXAMPLE.ORG/",
  };
  static const char *const BAD[] = {
      "https://",
      "https:/example.org",
      "https://.org",
      "https://exa mple.org",
      "https://example..org",
      "https://example.org:x/",
      "https://example.org/%2",
      "https://-example.org",
      "ftp://example.org",
      "https://example.org/a\"b",
  };
  static const char *const DOUBTFUL[] = {
      "https://example",     "https://localhost/x", "https://ward:8080/", "https://user:secret@example.org/",
      "mailto:@example.org", "mailto:a@b",          "tel:call-us",        "tel:12",
  };
  bool possible;

  for (size_t i = 0; i < G_N_ELEMENTS(GOOD); i++)
    g_assert_cmpstr(sts_address_fault(GOOD[i], &possible), ==, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(BAD); i++) {
    g_test_message("%s", BAD[i]);
    g_assert_nonnull(sts_address_fault(BAD[i], &possible));
    g_assert_false(possible);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(DOUBTFUL); i++) {
    g_test_message("%s", DOUBTFUL[i]);
    g_assert_nonnull(sts_address_fault(DOUBTFUL[i], &possible));
    g_assert_true(possible);
  }
  g_assert_true(sts_address_is_escaped_twice("https://e.org/a\\_b"));
  g_assert_true(sts_address_is_escaped_twice("https://e.org/a%2520b"));
  g_assert_false(sts_address_is_escaped_twice("https://e.org/100%25"));
  g_assert_true(sts_address_agrees("Cancer.org/x", "https://www.cancer.org/x/"));
  g_assert_false(sts_address_agrees("cancer.org/X", "https://www.cancer.org/x"));
  g_assert_false(sts_address_agrees("cancer.org", "https://www.cancer.gov"));
  g_assert_true(sts_address_is_like("cancer.gov/types"));
  g_assert_false(sts_address_is_like("e.g."));
  g_assert_false(sts_address_is_like("Palliative Care"));
  g_assert_false(sts_address_is_like("Version 1.2018"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *path = g_strdup_printf("/check/%s", CASES[i].name);
    g_test_add(path, Desk, &CASES[i], set_up, test_case, tear_down);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(LIBRARY_CASES); i++) {
    g_autofree char *path = g_strdup_printf("/library/%s", LIBRARY_CASES[i].name);
    g_test_add(path, Desk, &LIBRARY_CASES[i], set_up, test_library_case, tear_down);
  }
  g_test_add("/library/provenance-stays", Desk, NULL, set_up, test_provenance_stays, tear_down);
  g_test_add("/library/addresses-stay", Desk, NULL, set_up, test_addresses_stay, tear_down);
  g_test_add("/library/terms-of-its-own", Desk, NULL, set_up, test_library_terms, tear_down);
  g_test_add("/library/no-disclaimer", Desk, NULL, set_up, test_no_disclaimer, tear_down);
  g_test_add("/library/all-sections", Desk, NULL, set_up, test_all_sections, tear_down);
  g_test_add("/library/duplicate-id", Desk, NULL, set_up, test_duplicate_id, tear_down);
  g_test_add("/library/severities", Desk, NULL, set_up, test_severities, tear_down);
  g_test_add("/currency/expiry", Desk, NULL, set_up, test_currency, tear_down);
  g_test_add("/currency/dates", Desk, NULL, set_up, test_currency_dates, tear_down);
  g_test_add("/currency/future", Desk, NULL, set_up, test_future, tear_down);
  g_test_add_func("/addresses", test_addresses);
  return g_test_run();
}
