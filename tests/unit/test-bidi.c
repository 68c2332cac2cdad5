/* Tests which controls of direction are refused: those that turn a number or a sentence round, and nothing else. */
/* rooms: base document read check */
#include <string.h>

#include "check/check.h"
#include "folder.h"
#include "read-library.h"
#include "read/read.h"

#define LRM "\u200E"
#define RLM "\u200F"
#define ALM "\u061C"
#define LRE "\u202A"
#define RLE "\u202B"
#define PDF "\u202C"
#define LRO "\u202D"
#define RLO "\u202E"
#define LRI "\u2066"
#define RLI "\u2067"
#define FSI "\u2068"
#define PDI "\u2069"

static const struct {
  const char *name, *language, *body, *said; /* "line:column rule" of each; the body begins on line 7 */
} CASES[] = {
    /* told */
    {"override", "en", "Take " RLO "01 mg", "7:6 bidi-control\n"},
    {"override-closed", "en", "Take " RLO "01" PDF " mg", "7:6 bidi-control\n"},
    {"override-left", "he", "\u05D0 " LRO "\u05D0\u05D1" PDF, "7:4 bidi-control\n"},
    {"override-reference", "en", "Take &#x202E;01 mg", "7:6 bidi-control\n"},
    {"override-words", "en", RLO "abc" PDF, "7:1 bidi-control\n"},
    {"override-in-code", "en", "Take `" RLO "01`", "7:7 bidi-control\n"},
    {"override-in-code-block", "en", "Text.\n\n    " RLO "01", "9:5 bidi-control\n"},
    {"override-in-heading", "en", "## A " RLO "b\n\nText.", "7:6 bidi-control\n"},
    {"override-in-table", "en", "| a | b |\n| --- | --- |\n| 1 | " RLO "2 |", "9:7 bidi-control\n"},
    {"override-in-alternative", "en", "![A " RLO "b](a.svg)", "7:1 bidi-control\n"},
    {"override-in-caption", "en", "![A b](a.svg \"c " RLO "d\")", "7:3 bidi-control\n"},
    {"override-in-link", "en", "[a " RLO "b](https://example.org/)", "7:4 bidi-control\n"},
    {"override-in-address", "en", "[a](https://example.org/&lrm;b)", "7:1 bidi-control\n"},
    {"override-in-note", "en", "Text.[^1]\n\n[^1]: A " RLO "b", "9:9 bidi-control\n"},
    {"override-in-list", "en", "- a " RLO "b", "7:5 bidi-control\n"},
    {"isolate-open", "en", "Take " LRI "10 mg", "7:6 bidi-control\n"},
    {"isolate-open-in-emphasis", "en", "Take *" FSI "10* mg", "7:7 bidi-control\n"},
    {"isolate-over-paragraphs", "en", "Take " LRI "10\n\nmg" PDI, "7:6 bidi-control\n9:3 bidi-control\n"},
    {"stray-pdi", "en", "Take 10" PDI " mg", "7:8 bidi-control\n"},
    {"stray-pdf", "en", "Take 10" PDF " mg", "7:8 bidi-control\n"},
    {"embedding-open", "en", "Take " LRE "10 mg", "7:6 bidi-control\n"},
    {"embedding-open-in-isolate", "en", "Take " LRI "a\n" LRE "b" PDI, "8:1 bidi-control\n"},
    {"crossed", "en", "Take " LRE "a\n" LRI "b" PDF "\nc" PDI PDF, "8:5 bidi-control\n"},
    {"turned-round", "en", "Take " RLI "10 mg" PDI, "7:6 bidi-control\n"},
    {"turned-round-embedding", "en", "Take " RLE "5-10 mg" PDF, "7:6 bidi-control\n"},
    {"mark-in-number", "en", "Take 1" RLM "0 mg", "7:7 bidi-control\n"},
    {"left-mark-in-number", "en", "Take 1" LRM "0 mg", "7:7 bidi-control\n"},
    {"mark-in-range", "en", "Take 5" RLM "-10 mg", "7:7 bidi-control\n"},
    {"mark-before-range", "en", "Take " ALM "5-10 mg", "7:6 bidi-control\n"},
    {"isolate-in-number", "en", "Take 1" LRI "0" PDI " mg", "7:7 bidi-control\n"},
    {"number-over-emphasis", "en", "Take *1" RLM "*0 mg", "7:8 bidi-control\n"},
    {"soft-hyphen-in-number", "en", "Take 1\u00AD000 mg", "7:7 number-parted\n"},
    {"soft-hyphen-reference", "en", "Take 1&shy;000 mg", "7:7 number-parted\n"},
    {"zero-width-space-in-number", "en", "Take 1\u200B000 mg", "7:7 number-parted\n"},

    {"arabic-digits", "ar", "\u0627\u062A\u0635\u0644 \u0661\u0662-\u0663", "7:10 digits-right-to-left\n"},
    {"arabic-digits-of-telephone", "ar", "[\u0661\u0662-\u0663](tel:123)", "7:2 digits-right-to-left\n"},
    {"arabic-digits-in-english", "ar", "[\u0661-\u0663]{lang=en}", "7:2 digits-right-to-left\n"},
    {"arabic-digits-isolated", "en", "See " LRI "\u0661-\u0663" PDI, "7:8 digits-right-to-left\n"},

    /* sound */
    {"arabic-digits-with-marks", "ar", "\u0627\u062A \u0661" LRM "-" LRM "\u0663, \u0661\u0662", ""},
    {"persian-digits-of-telephone", "fa", "[\u06F1\u06F2-\u06F3](tel:123)", ""},
    {"plain", "en", "Take 10 mg, 5-10 mg, 1/2 mg.", ""},
    {"isolate", "en", "Take " LRI "10 mg" PDI " a day.", ""},
    {"isolate-first-strong", "en", "Take " FSI "\u05D0\u05D1 10" PDI " a day.", ""},
    {"isolate-of-rtl", "en", "Say " RLI "\u05D0\u05D1 \u05D2\u05D3" PDI " twice.", ""},
    {"isolate-over-emphasis", "en", "Say " RLI "*\u05D0\u05D1* \u05D2" PDI " twice.", ""},
    {"isolate-over-lines", "en", "Say " RLI "\u05D0\u05D1\n\u05D2" PDI " twice.", ""},
    {"isolates-within", "en", "Say " LRI "a " RLI "\u05D0" PDI " b" PDI " twice.", ""},
    {"embedding", "en", "Say " RLE "\u05D0\u05D1" PDF " twice, " LRE "a" PDF ".", ""},
    {"marks", "en", "Say \u05D0\u05D1" RLM "! twice" LRM ".", ""},
    {"marks-beside-number", "en", "Take " LRM "10" LRM " mg.", ""},
    {"mark-keeps-order", "ar", "\u0627\u062A\u0635\u0644 555" LRM "-" LRM "0100", ""},
    {"isolate-keeps-order", "ar", "\u0627\u062A\u0635\u0644 " LRI "555-0100" PDI, ""},
    {"marks-in-arabic", "ar", "\u0627\u062A\u0635\u0644 (10 " LRM "mg)" RLM ".", ""},
    {"soft-hyphen", "en", "Chemo\u00ADtherapy, 10\u00ADmg, a\u200Bb, \u06A9\u200C\u06A9.", ""},
    {"word-joiner", "en", "Take 10\u2060mg, 1\u2060000.", ""},
    {"flag", "en", "\U0001F3F4\U000E0067\U000E0062\U000E007F a", ""},
};

static char *
read_and_check(const char *folder, const char *language, const char *title, const char *body)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autofree char *text =
      g_strdup_printf("---\ntitle: %s\nlast-revised: 2018-04-06\nreferences: {waived: \"none\"}\n---\n"
                      "\n%s\n",
                      title, body);
  g_autofree char *yaml = g_strdup_printf("title: A test library\nlanguage: %s\nidentifier: "
                                          "urn:uuid:7c3b2f0e-1f64-4f0b-9b0c-2b8f5d1b7a10\nstatus: draft\ndisclaimer: "
                                          "Ask.\nsections: [one]\n",
                                          language);
  g_autofree char *one = g_build_filename(folder, "one.md", NULL),
                  *library_yaml = g_build_filename(folder, "library.yaml", NULL);
  GString *said = g_string_new(NULL);

  g_assert_true(g_file_set_contents(one, text, -1, NULL) && g_file_set_contents(library_yaml, yaml, -1, NULL));
  StsLibrary *library = sts_read_library(folder, load_words(), diagnostics, &error);
  g_assert_no_error(error);
  sts_library_check(library, NULL, 0, NULL, diagnostics);
  sts_diagnostics_sort(diagnostics);
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, i);
    bool ours = strcmp(diagnostic->rule, "bidi-control") == 0 || strcmp(diagnostic->rule, "number-parted") == 0 ||
                strcmp(diagnostic->rule, "control-character") == 0 ||
                strcmp(diagnostic->rule, "digits-right-to-left") == 0;
    if (ours)
      g_string_append_printf(said, "%d:%d %s\n", diagnostic->position.line, diagnostic->position.column,
                             diagnostic->rule);
  }
  sts_library_free(library);
  return g_string_free(said, FALSE);
}

static void
test_cases(void)
{
  char *folder = g_dir_make_tmp("sts-bidi-XXXXXX", NULL);
  g_autofree char *svg = g_build_filename(folder, "a.svg", NULL);

  g_file_set_contents(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>", -1, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *said = read_and_check(folder, CASES[i].language, "T", CASES[i].body);
    g_test_message("%s", CASES[i].name);
    g_assert_cmpstr(said, ==, CASES[i].said);
  }
  folder_remove(folder);
  g_free(folder);
}

/* In what is no Markdown, and by an escape of YAML. */
static void
test_title(void)
{
  char *folder = g_dir_make_tmp("sts-bidi-XXXXXX", NULL);
  g_autofree char *raw = read_and_check(folder, "en", "Take " RLO "01", "Text."),
                  *escaped = read_and_check(folder, "en", "\"Take \\u202E01\"", "Text."),
                  *form_feed = read_and_check(folder, "en", "\"Take \\x0c1\"", "Text."),
                  *sound = read_and_check(folder, "en", "Take " LRI "10" PDI, "Text.");

  g_assert_cmpstr(raw, ==, "2:13 bidi-control\n");
  g_assert_cmpstr(escaped, ==, "2:14 bidi-control\n");
  g_assert_cmpstr(form_feed, ==, "2:8 control-character\n");
  g_assert_cmpstr(sound, ==, "");
  folder_remove(folder);
  g_free(folder);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bidi/cases", test_cases);
  g_test_add_func("/bidi/title", test_title);
  return g_test_run();
}
