/* rooms: base document read */
/* Tests of reading libraries: the source document's own form, front matter, and every fault with its place. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "document/plain-text.h"
#include "document/rules.h"
#include "read-fixture.h"

/* ---- the source document's own form ---- */

static void
test_source(void)
{
  g_autofree char *folder = g_build_filename(g_getenv("STS_SOURCE_DIR"), "tests", "fixtures", "source-radiation", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsLibrary) library = sts_read_library(folder, load_words(), diagnostics, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 0);
  g_assert_cmpuint(library->sections->len, ==, 1);
  const StsSection *section = sts_library_lookup(library, "radiation");
  g_assert_nonnull(section);
  g_assert_cmpstr(section->title, ==, "Radiation Therapy for Soft Tissue Sarcomas");
  g_assert_nonnull(section->title_heading);
  g_assert_cmpint(section->last_revised_state, ==, STS_PROVENANCE_GIVEN);
  g_autofree char *date = sts_date_format_iso(section->last_revised);
  g_assert_cmpstr(date, ==, "2018-04-06");
  g_assert_cmpint(section->disclaimer_state, ==, STS_PROVENANCE_GIVEN);
  g_assert_cmpuint(section->hyperlinks->len, ==, 3);
  const StsHyperlink *third = &g_array_index(section->hyperlinks, StsHyperlink, 2);
  g_assert_cmpint(third->number, ==, 3);
  g_assert_cmpstr(third->address, ==, "http://www.cancer.org/cancer/managing-cancer/side-effects.html");
  g_assert_cmpstr(third->shown, ==, "www.cancer.org/cancer/managing-cancer/side-effects.html");

  /* Six paragraphs: the last entry is broken over an empty line in the source, and stays so. */
  int entries = 0, numbers = 0;
  g_assert_cmpint(section->references_state, ==, STS_PROVENANCE_GIVEN);
  for (const StsNode *item = section->references->first_child; item; item = item->next)
    entries++;
  g_assert_cmpint(entries, ==, 6);
  g_autofree char *last = sts_node_plain_text(section->references->last_child);
  g_assert_cmpstr(last, ==, "Pa: Lippincott Williams & Wilkins; 2011:1533-1577.\n");

  for (const StsNode *node = section->body; node; node = sts_node_next(section->body, node, false))
    if (node->kind == STS_NODE_LINK && node->link.number)
      g_assert_cmpint(node->link.number, ==, ++numbers);
  g_assert_cmpint(numbers, ==, 3);
  g_autofree char *text = sts_node_plain_text(section->body);
  g_assert_null(strstr(text, "Hyperlinks"));
  g_assert_null(strstr(text, "Last Revised"));
  g_assert_null(strstr(text, "Lehane"));
  g_assert_nonnull(strstr(text, "This is called palliative treatment.\n"));
  sts_node_check(section->body);
}

static void
test_content(void)
{
  g_autofree char *folder = g_build_filename(g_getenv("STS_SOURCE_DIR"), "content", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsLibrary) library = sts_read_library(folder, load_words(), diagnostics, &error);

  g_assert_no_error(error);
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    g_autofree char *text = sts_diagnostic_format(sts_diagnostics_get(diagnostics, i));
    g_test_message("%s", text);
  }
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 0);
  g_assert_cmpuint(library->sections->len, ==, 8);
}

/* ---- front matter ---- */

static void
test_front_matter(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  write_text(fixture, "library.yaml",
             "title: T\nlanguage: en\nidentifier: urn:x:y\npublisher: P\ncertifier: C\nstatus: approved\nreview-every: "
             "18 months\n"
             "rules: {heading-skip: note}\nsections: [part/a, b]\n");
  write_text(fixture, "part/a.md",
             "---\nid: first\ntitle: The  title\nlast-revised: 2018-04-06\nlast-reviewed: 2020-01-31\nlanguage: es\n"
             "references:\n  - Doe J. *One*.\n  - {waived: x}\ngaps: [one, two]\ncodes: {icd-10-cm: [C49.9, "
             "C49.0]}\ndisclaimer: |\n  One.\n\n  "
             "Two.\n---\n\n# The\xc2\xa0title\n\nText.\n");
  write_text(fixture, "b.md",
             "---\nlast-revised: {waived: \"no date.\"}\nreferences: {waived: none listed}\ndisclaimer: {waived: not "
             "needed}\n---\n# B *b*\n\n## "
             "X\n\n## x\n\n## X-2\n");
  load(fixture);
  assert_faults(fixture, "a.md:9:6 front-matter-type\n");
  const StsLibrary *library = fixture->library;
  g_assert_cmpstr(library->publisher, ==, "P");
  g_assert_cmpstr(library->certifier, ==, "C");
  g_assert_cmpint(library->status, ==, STS_STATUS_APPROVED);
  g_assert_cmpint(library->review_every_months, ==, 18);
  StsSeverity severity = STS_SEVERITY_ERROR;
  g_assert_true(sts_library_judge(library, STS_RULE_HEADING_SKIP, &severity));
  g_assert_cmpint(severity, ==, STS_SEVERITY_NOTE);

  const StsSection *a = sts_library_lookup(library, "first");
  g_assert_nonnull(a);
  g_assert_cmpstr(a->title, ==, "The title");
  g_assert_cmpstr(a->name, ==, "part/a.md");
  g_assert_cmpstr(a->language, ==, "es");
  g_assert_cmpuint(a->gaps->len, ==, 2);
  g_assert_cmpuint(a->codes->len, ==, 2);
  g_assert_cmpstr(a->codes->pdata[0], ==, "icd-10-cm:C49.9");
  g_assert_cmpint(a->last_reviewed.year, ==, 2020);
  g_autofree char *disclaimer = sts_node_plain_text(a->disclaimer);
  g_assert_cmpstr(disclaimer, ==, "One.\nTwo.\n");
  g_autofree char *body = sts_node_plain_text(a->body);
  g_assert_cmpstr(body, ==, "Text.\n");

  const StsSection *b = sts_library_lookup(library, "b");
  g_assert_cmpint(b->last_revised_state, ==, STS_PROVENANCE_WAIVED);
  g_assert_cmpstr(b->last_revised_waiver.text, ==, "no date");
  g_assert_cmpint(b->references_state, ==, STS_PROVENANCE_WAIVED);
  g_assert_cmpint(b->disclaimer_state, ==, STS_PROVENANCE_WAIVED);
  g_assert_cmpstr(b->title, ==, "B b");
  g_assert_cmpstr(b->body->first_child->id, ==, "x");
  g_assert_cmpstr(b->body->first_child->next->id, ==, "x-2");
  g_assert_cmpstr(b->body->last_child->id, ==, "x-2-2");
}

static const struct {
  const char *name, *library, *section, *faults;
} FAULTS[] = {
    {"sound", LIBRARY, "# A\n\nText.\n", ""},
    {"byte-order-mark", LIBRARY, "\xEF\xBB\xBF# A\n\nText.\n", ""},
    {"library-empty", "", "# A\n", "library.yaml:1:1 front-matter-yaml\n"},
    {"library-not-yaml", "title: [\n", "# A\n", NULL},
    {"library-key", "titel: T\ntitle: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\n", "# A\n\nx\n",
     "library.yaml:1:1 front-matter-key\n"},
    {"library-type", "title: T\nlanguage: en\nidentifier: urn:x:y\nstatus: [draft]\nsections: [a]\n", "# A\n\nx\n",
     "library.yaml:4:1 front-matter-type\n"},
    {"library-title", "title: [T]\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\n", "# A\n\nx\n",
     "library.yaml:1:1 front-matter-type\n"},
    {"library-disclaimer", "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer:\nsections: [a]\n", "# A\n\nx\n",
     "library.yaml:4:1 front-matter-type\n"},
    {"library-disclaimer-image",
     "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: \"![A logo](no.svg)\"\nsections: [a]\n", "# A\n\nx\n",
     "library.yaml:4:14 image-missing\n"},
    {"section-twice-by-another-name", "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a, ./a.md]\n",
     "# A\n\nx\n", "library.yaml:4:15 duplicate-id\n"},
    {"library-status", "title: T\nlanguage: en\nidentifier: urn:x:y\nstatus: final\nsections: [a]\n", "# A\n\nx\n",
     "library.yaml:4:9 front-matter-type\n"},
    {"library-language", "title: T\nlanguage: e_n\nidentifier: urn:x:y\nsections: [a]\n", "# A\n\nx\n", NULL},
    {"library-review", "title: T\nlanguage: en\nidentifier: urn:x:y\nreview-every: 3\nsections: [a]\n", "# A\n\nx\n",
     "library.yaml:4:15 front-matter-type\n"},
    {"library-rule", "title: T\nlanguage: en\nidentifier: urn:x:y\nrules: {raw-html: fatal}\nsections: [a]\n",
     "# A\n\nx\n", "library.yaml:4:19 front-matter-type\n"},
    {"library-terms",
     "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\nterms:\n  tumor: []\n  care team: [Tumor, \"?\", "
     "staff]\n  nurse: Staff\n  x: {y: z}\n  \"!\": y\n",
     "# A\n\nx\n",
     "library.yaml:6:3 front-matter-type\nlibrary.yaml:7:15 front-matter-type\nlibrary.yaml:7:22 "
     "front-matter-type\nlibrary.yaml:8:10 front-matter-type\n"
     "library.yaml:9:7 front-matter-type\nlibrary.yaml:10:3 front-matter-type\n"},
    {"library-terms-list", "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\nterms: [tumor]\n", "# A\n\nx\n",
     "library.yaml:5:1 front-matter-type\n"},
    {"library-readability",
     "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\nreadability:\n  smog: high\n  flesch-kincaid: 0x8\n  "
     "smogs: 8\n  allow: [two words, 5-FU, "
     "mesna, \"\"]\n",
     "# A\n\nx\n",
     "library.yaml:6:9 front-matter-type\nlibrary.yaml:7:19 front-matter-type\nlibrary.yaml:8:3 "
     "front-matter-key\nlibrary.yaml:9:11 "
     "front-matter-type\nlibrary.yaml:9:22 front-matter-type\nlibrary.yaml:9:35 front-matter-type\n"},
    {"library-readability-of-spanish",
     "title: T\nlanguage: es\nidentifier: urn:x:y\nsections: [a]\nreadability:\n  inflesz: 55.5\n  fernandez-huerta: "
     "101\n",
     "# A\n\nx\n", "library.yaml:7:21 front-matter-type\n"},
    {"library-readability-text", "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\nreadability: 8\n",
     "# A\n\nx\n", "library.yaml:5:14 front-matter-type\n"},
    {"columns-are-bytes",
     "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\nterms: {Größe: [ä, \"é\", \"é\"], ä: b}\n",
     "# A\n\nx\n", "library.yaml:5:19 front-matter-type\nlibrary.yaml:5:29 front-matter-type\n"},
    {"columns-of-yaml-faults", "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\n\"Größe\" : Ä: b\n",
     "# A\n\nx\n", "library.yaml:5:15 front-matter-yaml\n"},
    {"text-in-yaml", "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: |\n\n  A\n\n  B <u>\nsections: [a]\n",
     "---\ntitle: A\nreferences:\n  - C <u>\n  - \"D <u>\"\n  - >\n    E <u>\ndisclaimer: |2\n    <u>\n\n  F "
     "<u>\n---\nx\n",
     "library.yaml:8:5 raw-html\na.md:4:7 raw-html\na.md:5:8 raw-html\na.md:7:7 raw-html\na.md:9:5 raw-html\na.md:11:5 "
     "raw-html\n"},
    {"library-alias", "title: &t T\nlanguage: en\nidentifier: urn:x:y\npublisher: *t\nsections: [a]\n", "# A\n\nx\n",
     "library.yaml:4:13 front-matter-yaml\n"},
    {"yaml-comment-in-library",
     "title: A #1\nlanguage: en # x\nidentifier: urn:x:y # x\npublisher: Größe \t#2\ncertifier: C #\nstatus: draft # "
     "x\nreview-every: 3 years # x\ndisclaimer: >\n  D #3\nterms: {tumor: [lump # x\n  ]}\nsections:\n  - a # x\n",
     "# A\n\nx\n",
     "library.yaml:1:10 front-matter-quotes\nlibrary.yaml:4:21 front-matter-quotes\nlibrary.yaml:5:14 "
     "front-matter-quotes\nlibrary.yaml:10:22 front-matter-quotes\n"},
    {"yaml-comment-in-disclaimer",
     "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\n  E # x\nsections: [a]\n", "# A\n\nx\n",
     "library.yaml:5:5 front-matter-quotes\n"},
    {"yaml-comment", LIBRARY,
     "---\nid: a # x\ntitle: A\n  B #1\nlast-revised: 2018-04-06 # x\nreferences:\n  - Miller A. Report #12 of the "
     "panel.\n  - x\ndisclaimer: {waived: none #2\n  }\ngaps: [one, two #3\n  ]\ncodes: {icd-10-cm: [C49.9 #4\n  "
     "]}\n---\nx\n",
     "a.md:4:5 front-matter-quotes\na.md:7:22 front-matter-quotes\na.md:9:27 front-matter-quotes\na.md:11:17 "
     "front-matter-quotes\na.md:13:27 front-matter-quotes\n"},
    {"yaml-comment-alone", LIBRARY, "---\ntitle: #1 in the clinic\ngaps: #2\ncodes: # x\n---\nx\n",
     "a.md:2:8 front-matter-quotes\na.md:3:7 front-matter-quotes\na.md:4:8 front-matter-quotes\n"},
    {"yaml-comment-for-an-item", LIBRARY,
     "---\ntitle: A\nreferences: # x\n  # y\n  - # one\n  - \"two\" # - z\n  - #3\n  -\n  - {a: \"b\"}\n  - # c - "
     "d\ngaps:\n  - |\n    e\n  - # f\n  - g\n---\nx\n",
     "a.md:5:5 front-matter-quotes\na.md:7:5 front-matter-quotes\na.md:8:3 front-matter-type\na.md:9:6 "
     "front-matter-type\na.md:10:5 front-matter-quotes\na.md:14:5 front-matter-quotes\n"},
    {"yaml-comment-windows", LIBRARY, "---\r\ntitle: A #1\r\n---\r\nx\r\n", "a.md:2:10 front-matter-quotes\n"},
    {"yaml-no-comment", LIBRARY,
     "---\n# x\ntitle: C# minor\nreferences: # x\n  - \"A #1\" # x\n  - 'B #2' # x\n  # x\n  - http://a.org/b#c or d#\n"
     "  - > # x\n    C #3\n  - |\n    # D\n    E #4\n  - E\\#5\ngaps:\n  # x\n  - one\ncodes: {icd-10-cm: [\"C49.9\"]} "
     "# "
     "x\n"
     "---\nx\n",
     ""},
    {"yaml-marks", LIBRARY,
     "---\ntitle: !important Wash your hands\nreferences:\n  - &c Doe\n  - &d !e \"Roe\"\n  - ! 'Poe'\n  - !x |\n    "
     "Coe\n"
     "disclaimer: !<x> D\ngaps: !lost\n---\nx\n",
     "a.md:2:8 front-matter-quotes\na.md:4:5 front-matter-quotes\na.md:5:5 front-matter-quotes\na.md:6:5 "
     "front-matter-quotes\na.md:7:5 front-matter-quotes\na.md:9:13 front-matter-quotes\n"},
    {"yaml-no-marks", LIBRARY,
     "---\ntitle: Wash! R&D & more\nreferences: [a !b &c, \"!d\", '&e', \"*f*\"]\ndisclaimer: |\n  !g\n---\nx\n", ""},
    {"yaml-escapes", LIBRARY,
     "---\ntitle: \"5\\_mg\"\nreferences: [\"a\\\\tb \\\"c\\\" \\u00b5\\n\", 'd\\te', \"f \\textbf\"]\n---\nx\n",
     "a.md:2:10 front-matter-quotes\na.md:3:49 front-matter-quotes\n"},
    {"yaml-switches", LIBRARY,
     "---\ntitle: No\nreferences: [\"No\", Yes and no, ON, 2018, 1.10]\ndisclaimer: true\ncodes: {rxnorm: [1123, "
     "161]}\n---\nx\n",
     "a.md:2:8 front-matter-quotes\na.md:3:32 front-matter-quotes\na.md:3:32 front-matter-quotes\na.md:4:13 "
     "front-matter-quotes\n"},
    {"yaml-commas", LIBRARY,
     "---\ntitle: T\nreferences: [Miller A, Smith B. Study]\ngaps: [\"a\", b, \"c\", d, e]\ncodes: {icd-10-cm: [C49.9, "
     "C49]}\n---\nx\n",
     "a.md:3:24 front-matter-quotes\n"},
    {"yaml-no-commas", LIBRARY, "---\ntitle: T, U\nreferences: [Miller A. Study]\ngaps:\n  - a, b\n  - c\n---\nx\n",
     ""},
    {"yaml-quoted-commas", LIBRARY,
     "---\ntitle: T\nreferences: [\"Miller A, Smith B\", 'C, D']\ngaps: [\"a\", b, \"c\"]\n---\nx\n", ""},
    {"yaml-escape", LIBRARY, "---\ntitle: \"A\\x01\"\n---\nx\n", "a.md:2:8 control-character\n"},
    {"section-missing", "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a, b]\n", "# A\n\nx\n",
     "library.yaml:4:15 section-unreadable\n"},
    {"section-outside", "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a, ../b]\n", "# A\n\nx\n",
     "library.yaml:4:15 section-outside\n"},
    {"section-twice", "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a, a]\n", "# A\n\nx\n",
     "library.yaml:4:15 duplicate-id\n"},
    {"section-empty", LIBRARY, "", "a.md:1:1 section-empty\na.md:1:1 title-missing\n"},
    {"invalid-utf8", LIBRARY, "# A\n\nx \xFFy\n", "a.md:3:3 invalid-utf8\n"},
    {"control-character", LIBRARY, "# A\n\nx\x01\n\x7F", "a.md:3:2 control-character\na.md:4:1 control-character\n"},
    {"front-matter-open", LIBRARY, "---\ntitle: A\n\nText.\n", NULL},
    {"front-matter-key", LIBRARY, "---\ntitle: A\nlast-revise: 2018-04-06\n---\nx\n", "a.md:3:1 front-matter-key\n"},
    {"front-matter-type", LIBRARY, "---\ntitle: A\nreferences: none\ngaps: x\ncodes: [x]\n---\nx\n",
     "a.md:3:13 front-matter-type\na.md:4:7 front-matter-type\na.md:5:1 front-matter-type\n"},
    {"source-keys", LIBRARY,
     "---\ntitle: A\nsource:\n  title: B #1\n  publisher: C[^1]\n  year: 18\n  adress: x\n  address: www.example.org\n "
     " kind: "
     "copied\n---\nx\n",
     "a.md:4:12 front-matter-quotes\na.md:5:15 note-undefined\na.md:6:9 front-matter-type\na.md:7:3 "
     "front-matter-key\na.md:8:12 "
     "front-matter-type\na.md:9:9 front-matter-type\n"},
    {"source-lacks", LIBRARY, "---\ntitle: A\nsource: {publisher: C}\n---\nx\n",
     "a.md:3:10 front-matter-key\na.md:3:10 front-matter-key\n"},
    {"source-in-library", "title: T\nlanguage: en\nidentifier: urn:x:y\nsource: The guide\nsections: [a]\n",
     "# A\n\nx\n", "library.yaml:4:9 front-matter-type\n"},
    {"lost-and-waived", LIBRARY,
     "---\ntitle: A\nreferences: {waived: a, lost: b}\nlast-revised: {lost: c #3\n  }\n---\nx\n",
     "a.md:3:25 front-matter-key\na.md:4:24 front-matter-quotes\n"},
    {"gap-unknown", LIBRARY,
     "---\ntitle: A\ngaps:\n  - {id: quiet, lost: a, silent: b}\n  - lost: c\n    print: |\n      d\n\n      <!-- gap: "
     "told "
     "-->\n  - {id: told, lost: e, print: f}\ndisclaimer: |\n  D\n\n  <!-- gap: told -->\n---\nx\n\n<!-- gap: quiet "
     "-->\n\n<!-- gap: unknown -->\n\n- y\n\n  <!-- other --> <!--gap:-->\n\nz <!-- gap: told -->\n\n## H <!-- gap: "
     "told "
     "-->\n",
     "a.md:9:7 gap-unknown\na.md:14:3 gap-unknown\na.md:18:1 gap-unknown\na.md:20:1 gap-unknown\na.md:24:18 "
     "gap-unknown\na.md:26:3 gap-unknown\na.md:28:6 gap-unknown\n"},
    {"gap-in-library",
     "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: |\n  <!-- gap: a -->\n\n  D\nsections: [a]\n",
     "---\ntitle: A\ngaps: [{id: a, lost: b, print: c}]\n---\nx\n", "library.yaml:5:3 gap-unknown\n"},
    {"gap-twice", LIBRARY,
     "---\ntitle: A\ngaps:\n  - {id: a, lost: b, print: c}\n  - {id: b, lost: b, silent: c}\n  - {id: b, lost: b, "
     "print: "
     "c}\n---\n<!-- gap: a -->\n\nx\n\n> <!-- gap: a -->\n",
     "a.md:6:10 gap-twice\na.md:12:3 gap-twice\n"},
    {"gap-keys", LIBRARY,
     "---\ntitle: A\ngaps:\n  - {lost: a}\n  - {lost: a, print: b, silent: c}\n  - {print: a}\n  - {lost: a, prints: "
     "b}\n"
     "  - {id: a b, lost: a, print: b}\n  - {lost: \"\", silent: \"\"}\n  - The list: lost\n  - lost: a\n    print: "
     "\"# "
     "b\"\n  - lost: a\n    print: \"<!-- b -->\"\n---\nx\n",
     "a.md:4:6 front-matter-key\na.md:5:6 front-matter-key\na.md:6:6 front-matter-key\na.md:7:6 "
     "front-matter-key\na.md:7:15 "
     "front-matter-key\na.md:8:10 front-matter-type\na.md:9:12 front-matter-type\na.md:9:24 "
     "front-matter-type\na.md:10:5 "
     "front-matter-type\na.md:12:13 front-matter-type\na.md:14:12 front-matter-type\n"},
    {"gap-quotes", LIBRARY,
     "---\ntitle: A\ngaps:\n  - lost: Report #12\n    silent: a #3\n  - lost: a\n    print: Ask. #4\n---\nx\n",
     "a.md:4:18 front-matter-quotes\na.md:5:15 front-matter-quotes\na.md:7:17 front-matter-quotes\n"},
    {"gap-is-a-comment", LIBRARY,
     "# A\n\nx <!-- a gap: here --> y <!-- gaps: x -->\n\n<!-- gap -->\n\n`<!-- gap: x -->`\n\n    <!-- gap: x -->\n",
     ""},
    {"front-matter-list", LIBRARY, "---\n- title\n---\n# A\n\nx\n", "a.md:2:1 front-matter-yaml\n"},
    {"front-matter-twice", LIBRARY, "---\ntitle: A\ntitle: B\n---\nx\n", NULL},
    {"date", LIBRARY, "---\ntitle: A\nlast-revised: 2018-02-30\n---\nx\n", "a.md:3:15 date-invalid\n"},
    {"date-in-text", LIBRARY, "# A\n\nx\n\nLast Revised: April 31, 2018\n", "a.md:5:1 date-invalid\n"},
    {"date-waived-and-given", LIBRARY,
     "---\ntitle: A\nlast-revised: {waived: x}\n---\nx\n\nLast Revised: April 3, 2018\n",
     "a.md:7:1 last-revised-conflict\n"},
    {"date-later-in-text", LIBRARY, "---\ntitle: A\nlast-revised: 2018-04-06\n---\nx\n\nLast Revised: April 7, 2018\n",
     "a.md:7:1 last-revised-conflict\n"},
    {"date-earlier-in-text", LIBRARY,
     "---\ntitle: A\nlast-revised: 2018-04-06\n---\nx\n\nLast Revised: April 5, 2018\n",
     "a.md:7:1 last-revised-conflict\n"},
    {"date-later-in-its-second-line", LIBRARY, "# A\n\nx\n\nLast Revised: May 1, 2018\n\nLast Revised: May 2, 2018\n",
     "a.md:7:1 last-revised-conflict\n"},
    {"date-earlier-in-its-second-line", LIBRARY, "# A\n\nx\n\nLast Revised: May 2, 2018\n\nLast Revised: May 1, 2018\n",
     "a.md:7:1 last-revised-conflict\n"},
    {"date-twice-the-same", LIBRARY, "# A\n\nx\n\nLast Revised: May 2, 2018\n\nLast Revised: 2018-05-02\n", ""},
    {"references-waived-and-given", LIBRARY, "---\ntitle: A\nreferences: {waived: x}\n---\nx\n\n## References\n\ny\n",
     "a.md:7:1 part-twice\n"},
    {"references-twice", LIBRARY, "# A\n\nx\n\n## References\n\ny\n\n## References\n\nz\n", "a.md:9:1 part-twice\n"},
    {"hyperlinks-twice", LIBRARY, "# A\n\nx\n\n## Hyperlinks\n\n1. http://a.org\n\n## hyperlinks:\n\n2. http://b.org\n",
     "a.md:9:1 part-twice\n"},
    {"references-heading", LIBRARY, "# A\n\nx\n\n## References\n\ny\n\n### B\n\nz\n\n#### C\n\nz\n\n## D\n\nx\n",
     "a.md:9:1 part-heading\na.md:13:1 part-heading\n"},
    {"disclaimer-heading", LIBRARY, "# A\n\nx\n\n# Disclaimer\n\ny\n\n## B\n\nz\n\n## References\n\nz\n",
     "a.md:9:1 part-heading\n"},
    {"hyperlinks-heading", LIBRARY,
     "# A\n\nx\n\n## Hyperlinks\n\n### B\n\n1. http://a.org\n\nLast Revised: April 3, 2018\n\n### C\n\nx\n",
     "a.md:7:1 part-heading\n"},
    {"front-matter-null", LIBRARY,
     "---\ntitle: null\nlast-revised: Null\nreferences: [~, null]\ndisclaimer: ~\nlanguage: NULL\n---\nx\n",
     "a.md:2:1 front-matter-type\na.md:3:1 front-matter-type\na.md:4:14 front-matter-type\na.md:4:17 "
     "front-matter-type\na.md:5:1 front-matter-type\na.md:6:1 front-matter-type\n"},
    {"front-matter-null-quoted", LIBRARY,
     "---\ntitle: \"null\"\nreferences: ['~', nullify, 'null and void']\ndisclaimer: |\n  null\ngaps: ~\n---\nx\n", ""},
    {"library-null", "title: ~\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: null\nsections: [a]\n", "# A\n\nx\n",
     "library.yaml:1:1 front-matter-type\nlibrary.yaml:4:1 front-matter-type\n"},
    {"front-matter-end", LIBRARY, "---\ntitle: A\ndisclaimer: |\n  D\n  ...\n... \nx <u>\n", "a.md:7:3 raw-html\n"},
    {"front-matter-comments", LIBRARY, "---\n# x\n\n# y\ntitle: A # z\n---\nx\n", "a.md:5:10 front-matter-quotes\n"},
    {"front-matter-comments-open", LIBRARY, "---\n# x\n\ntitle: A\n\nText.\n", "a.md:1:1 front-matter-yaml\n"},
    {"front-matter-none", LIBRARY, "---\n\nWarning: x\n\n# A\n\nx\n", "a.md:1:1 title-missing\n"},
    {"front-matter-toml", LIBRARY, "+++\ntitle = \"A\"\n+++\nx <u>\n",
     "a.md:1:1 front-matter-yaml\na.md:4:3 raw-html\n"},
    {"front-matter-pluses", LIBRARY, "# A\n\n+++\nx = \"y\"\n+++\n", ""},
    {"ignore-keys",
     "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [a]\nignore-keys: [layout, titel]\n",
     "---\nlayout: !x y # z\ntitle: A\ntitel: [B]\ntags: []\n---\nx\n", "a.md:5:1 front-matter-key\n"},
    {"ignore-keys-of-this-program",
     "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [a]\nignore-keys: [layout, title, "
     "status]\n",
     "# A\n\nx\n", "library.yaml:6:23 front-matter-type\nlibrary.yaml:6:30 front-matter-type\n"},
    {"ignore-keys-text",
     "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [a]\nignore-keys: layout\n", "# A\n\nx\n",
     "library.yaml:6:14 front-matter-type\n"},
    {"span-language-quoted", LIBRARY,
     "# A\n\n[a]{lang=es} [b]{lang=\"es\"} [c]{lang='es'} [d]{lang='es\"} [e]{lang='}\n",
     "a.md:3:44 span-language\na.md:3:59 span-language\n"},
    {"front-matter-second", LIBRARY, "---\n# x\n--- # x\ntitle: A\n--- # x\n\ndisclaimer: D\n---\nx\n",
     "a.md:7:1 front-matter-yaml\n"},
    {"front-matter-marks", LIBRARY,
     "---\n# x\n--- # x\ntitle: A\ndisclaimer: |\n  ...\n  --- x\n... # x\n# y\n---\nx\n", ""},
    {"library-second",
     "%YAML 1.2\n---\ntitle: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\n--- {disclaimer: D}\n", "# A\n\nx\n",
     "library.yaml:7:1 front-matter-yaml\n"},
    {"library-end", "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\n---\r\n...\n", "# A\n\nx\n", ""},
    {"control-character", LIBRARY, "# A\n\nx\302\205y\302\206\n",
     "a.md:3:2 control-character\na.md:3:5 control-character\n"},
    {"utf-16", LIBRARY, "\377\376#\n", "a.md:1:1 invalid-utf8\n"},
    {"title-missing", LIBRARY, "Text first.\n\n# A\n", "a.md:1:1 title-missing\n"},
    {"hyperlinks-paragraph", LIBRARY, "# A\n\n# Hyperlinks\n\nwww.example.org\n", "a.md:5:1 hyperlinks-list\n"},
    {"hyperlinks-word", LIBRARY, "# A\n\n# Hyperlinks\n\n1. example\n", "a.md:5:1 link-malformed\n"},
    {"hyperlinks-other", LIBRARY,
     "# A\n\n[x](http://example.com)<sup>1</sup>\n\n# Hyperlinks\n\n1. http://example.org\n",
     "a.md:3:1 hyperlink-number\n"},
};

static void
test_faults(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    g_test_message("%s", FAULTS[i].name);
    g_clear_pointer(&fixture->diagnostics, sts_diagnostics_free);
    fixture->diagnostics = sts_diagnostics_new();
    write_text(fixture, "library.yaml", FAULTS[i].library);
    write_text(fixture, "a.md", FAULTS[i].section);
    load(fixture);
    if (FAULTS[i].faults)
      assert_faults(fixture, FAULTS[i].faults);
    else
      g_assert_cmpuint(sts_diagnostics_count(fixture->diagnostics, STS_SEVERITY_ERROR), >, 0);
    for (guint k = 0; k < fixture->library->sections->len; k++) {
      const StsSection *section = fixture->library->sections->pdata[k];
      sts_node_check(section->body);
    }
  }
}

/* The text may cite an entry by its number. */
static void
test_numbered_references(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  write_text(fixture, "library.yaml", LIBRARY);
  write_text(fixture, "a.md", "# A\n\nx<sup>4</sup>\n\n## References\n\n3. Doe\n4. Roe\n");
  load(fixture);
  assert_faults(fixture, "");
  const StsNode *references = first_section(fixture)->references;
  g_assert_cmpint(references->list.kind, ==, STS_LIST_ORDERED);
  g_assert_cmpint(references->list.start, ==, 3);

  write_text(fixture, "a.md", "# A\n\nx<sup>2</sup>\n\n## References\n\n1. Doe\n2. Roe\n\nPoe\n\n- Coe\n");
  load(fixture);
  assert_faults(fixture, "");
  references = first_section(fixture)->references;
  sts_node_check(references);
  g_assert_cmpint(references->list.kind, ==, STS_LIST_PLAIN);
  const StsNode *numbered = references->first_child->first_child;
  g_assert_cmpint(numbered->kind, ==, STS_NODE_LIST);
  g_assert_cmpint(numbered->list.kind, ==, STS_LIST_ORDERED);
  g_autofree char *text = sts_node_plain_text(references);
  g_assert_cmpstr(text, ==, "Doe\nRoe\nPoe\nCoe\n");
}

/* A file from an old Macintosh has the same places. */
static void
test_line_ends(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  write_text(fixture, "library.yaml", "title: T\rlanguage: en\ridentifier: urn:x:y\rdisclaimer: D\rsections: [a]\r");
  write_text(fixture, "a.md", "---\rid: b\rtitle: A\r---\r\r- x\r- <u>\r");
  load(fixture);
  assert_faults(fixture, "a.md:7:3 raw-html\n");
  g_assert_nonnull(sts_library_lookup(fixture->library, "b"));
}

static void
test_no_library(Fixture *fixture, gconstpointer unused)
{
  g_autofree char *missing = g_build_filename(fixture->folder, "missing", NULL);
  g_autoptr(GError) first = NULL, second = NULL;

  (void)unused;
  g_assert_null(sts_read_library(missing, load_words(), fixture->diagnostics, &first));
  g_assert_error(first, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_null(sts_read_library(fixture->folder, load_words(), fixture->diagnostics, &second));
  g_assert_error(second, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
load_asked(Fixture *fixture, const char *id)
{
  const char *const ids[] = {id, NULL};
  g_autoptr(GError) error = NULL;

  sts_library_free(fixture->library);
  g_clear_pointer(&fixture->diagnostics, sts_diagnostics_free);
  fixture->diagnostics = sts_diagnostics_new();
  fixture->library = sts_read_sections(fixture->folder, ids, load_words(), fixture->diagnostics, &error);
  g_assert_no_error(error);
}

/* Of all that it lists, the library has the section that is asked for, and of what this links to what links need. */
static void
test_asked(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  write_text(fixture, "library.yaml",
             "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [a, sub/b, c, d, none]\n");
  write_text(fixture, "a.md", "---\nlast-revised: 2018-04-06\n---\n# A\n\n[b](sub-b#x), [b](sub/b.md), [e](e)\n");
  write_text(fixture, "sub/b.md", "# B\n\n## X\n\n<table>\n\n![](none.png)\n\n[](nowhere)\n");
  write_text(fixture, "c.md", "\xff");
  write_text(fixture, "d.md", "---\nid: e\nlast-revised: 2019-04-06\n---\n# D\n\n[c](c)\n");
  load_asked(fixture, "a");
  assert_faults(fixture, "");
  g_assert_true(fixture->library->partial);
  g_assert_cmpuint(fixture->library->sections->len, ==, 1);
  g_assert_cmpstr(first_section(fixture)->id, ==, "a");
  const StsSection *target = sts_library_find_target(fixture->library, "sub-b");
  g_assert_cmpstr(target->title, ==, "B");
  g_assert_cmpstr(target->body->first_child->id, ==, "x");
  g_assert_true(sts_library_find_target(fixture->library, "sub/b.md") == target);
  g_assert_cmpstr(sts_library_find_target(fixture->library, "e")->title, ==, "D");
  g_assert_null(sts_library_find_target(fixture->library, "c"));
  g_assert_null(sts_library_lookup(fixture->library, "sub-b"));

  /* What it links to cannot be read, and it does not say where that is: so all is read. */
  load_asked(fixture, "e");
  g_assert_false(fixture->library->partial);
  g_assert_cmpuint(fixture->library->sections->len, ==, 3);
  assert_faults(fixture, "b.md:5:1 raw-html\nb.md:7:1 image-missing\nb.md:9:1 link-malformed\nc.md:1:1 invalid-utf8\n"
                         "library.yaml:5:28 section-unreadable\n");
}

static void
test_single_document(Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename(fixture->folder, "alone.md", NULL);
  g_autoptr(GError) error = NULL;

  (void)unused;
  write_text(fixture, "alone.md",
             "---\nidentifier: urn:x:y\nstatus: draft\ndisclaimer: D\n---\n# Alone\n\nx\n\nLast Revised: 2018-04-06\n");
  fixture->library = sts_read_library(path, load_words(), fixture->diagnostics, &error);
  g_assert_no_error(error);
  assert_faults(fixture, "");
  g_assert_cmpstr(first_section(fixture)->id, ==, "alone");
  g_assert_cmpstr(fixture->library->identifier, ==, "urn:x:y");
  g_assert_cmpstr(fixture->library->title, ==, "Alone");
  g_assert_cmpint(fixture->library->status, ==, STS_STATUS_DRAFT);
}

static void
test_hyperlinks(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  write_text(fixture, "library.yaml", LIBRARY);
  write_text(fixture, "a.md",
             "# A\n\n[x](#)<sup>2</sup> [y](http://example.org)<sup>3</sup> "
             "[z](http://example.com)<sup>9</sup>\n\n###### Hyperlinks\n\n"
             "2. www.example.org/two\n3. <http://example.org>\n4. [shown](http://example.com/four)\n");
  load(fixture);
  assert_faults(fixture, "");
  const StsSection *section = first_section(fixture);
  g_assert_cmpuint(section->hyperlinks->len, ==, 3);
  g_assert_cmpstr(g_array_index(section->hyperlinks, StsHyperlink, 0).address, ==, "http://www.example.org/two");
  g_assert_cmpint(g_array_index(section->hyperlinks, StsHyperlink, 2).number, ==, 4);
  g_autofree char *tree = sts_node_dump(section->body, false);
  g_assert_cmpstr(
      tree, ==,
      "section\n  paragraph\n    link hollow destination=\"#\" number=2\n      text \"x\"\n    text \" \"\n"
      "    link external destination=\"http://example.org\" number=3\n      text \"y\"\n    text \" \"\n"
      "    link external destination=\"http://example.com\"\n      text \"z\"\n    superscript\n      text \"9\"\n");
}

/* A Mac names files in decomposed form, keyboards type the composed one: names are the same in both, in the list, in
 * links, in images and for who asks. */
static void
test_unicode_forms(Fixture *fixture, gconstpointer unused)
{
  static const char SVG[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
  (void)unused;
  write_text(fixture, "library.yaml",
             "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [m\xC3\xBC/n\xC3\xBC, "
             "mu\xCC\x88/ru\xCC\x88, lu\xCC\x88]\n");
  write_text(
      fixture, "mu\xCC\x88/nu\xCC\x88.md",
      "# A\n\n[b](ru\xCC\x88.md), [b](r\xC3\xBC.md), [c](../l%C3%BC.md), [c](hu\xCC\x88)\n\n![D](zu\xCC\x88.svg) "
      "![D](z\xC3\xBC.svg) ![D](../e\xCC\x81.svg)\n");
  write_text(fixture, "mu\xCC\x88/r\xC3\xBC.md", "# B\n\nText.\n");
  write_text(fixture, "l\xC3\xBC.md", "---\nid: hu\xCC\x88\n---\n# C\n\nText.\n");
  write_text(fixture, "mu\xCC\x88/zu\xCC\x88.svg", SVG);
  write_text(fixture, "\xC3\xA9.svg", SVG);
  load(fixture);
  assert_faults(fixture, "");
  g_assert_cmpuint(fixture->library->sections->len, ==, 3);
  g_assert_cmpstr(first_section(fixture)->id, ==, "m\xC3\xBC-n\xC3\xBC");
  g_assert_cmpstr(sts_library_lookup(fixture->library, "hu\xCC\x88")->title, ==, "C");
  g_assert_true(sts_library_lookup(fixture->library, "h\xC3\xBC") ==
                sts_library_lookup(fixture->library, "hu\xCC\x88"));

  load_asked(fixture, "mu\xCC\x88-nu\xCC\x88");
  assert_faults(fixture, "");
  g_assert_cmpuint(fixture->library->sections->len, ==, 1);
  load_asked(fixture, "m\xC3\xBC-n\xC3\xBC");
  g_assert_true(fixture->library->partial);
}

/* Returns the labels of the notes that the trees of the section refer to, in their order; free with g_free(). */
static char *
note_references(const StsSection *section)
{
  GString *out = g_string_new(NULL);
  StsSectionTrees trees = {section, 0};

  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
      if (node->kind == STS_NODE_NOTE_REFERENCE)
        g_string_append_printf(out, "%s ", node->note_reference.label);
  return g_string_free(out, FALSE);
}

/* Notes stand wherever text does, and are defined wherever there are blocks. */
static void
test_notes(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  write_text(fixture, "library.yaml", LIBRARY);
  write_text(
      fixture, "a.md",
      "---\nlast-revised: 2018-04-06\nreferences:\n  - \"A.[^r]\"\n  - \"B \\\\[^r] `[^r]`\"\n"
      "disclaimer: |\n  Ask.[^d]\n\n  [^d]: See[^2].\n---\n# A[^t]\n\nText.\n\n## Head[^h]\n\n| B[^c] |\n| --- |\n| "
      "c[^cc] |\n\nTable: D[^k]\n\nE[^e]\n: F[^f]\n\n> [!NOTE]\n> G[^g]\n\n- [ ] I[^i]\n\n"
      "[^r]: r\n[^t]: t\n[^h]: h\n[^c]: c\n[^cc]: cc\n[^k]: k\n[^e]: e\n[^f]: f\n[^g]: g\n[^i]: i\n[^2]: 2\n");
  load(fixture);
  assert_faults(fixture, "");
  g_autofree char *labels = note_references(first_section(fixture));
  g_assert_cmpstr(labels, ==, "t h k c cc e f g i r d 2 ");
  g_autofree char *text = sts_node_plain_text(first_section(fixture)->references);
  g_assert_nonnull(strstr(text, "B [^r] [^r]\n"));
}

/* No note is printed as it is written without a word. */
static void
test_notes_without_place(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  write_text(
      fixture, "library.yaml",
      "title: \"T [^1]\"\npublisher: P[^1]\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: |\n  D[^1].\n\n  [^1]: "
      "E.\nsections: [a, b]\n");
  write_text(fixture, "a.md",
             "---\ntitle: A[^1]\nlast-revised: {waived: \"lost[^1]\"}\nreferences:\n  - \"A.[^2] B.\"\ngaps:\n  - The "
             "mark [^1] "
             "is lost.\n---\n\n![An arm[^1]](none.png) and[^1].\n\n[^1]: One.\n");
  write_text(fixture, "b.md", "---\ntitle: A [^] b [x^2] [^a b]\n---\n\nText.\n");
  load(fixture);
  assert_faults(fixture, "library.yaml:1:11 note-undefined\nlibrary.yaml:2:13 note-undefined\n"
                         "library.yaml:6:4 note-undefined\nlibrary.yaml:8:3 note-undefined\na.md:2:9 note-undefined\n"
                         "a.md:3:29 note-undefined\na.md:5:8 note-undefined\na.md:10:1 image-missing\n"
                         "a.md:10:3 note-undefined\n");
}

/* What is printed of a gap stands where the text names it, else before the text. */
static void
test_gaps(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  write_text(fixture, "library.yaml", "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\n");
  write_text(fixture, "a.md",
             "---\nreferences: [R]\ngaps:\n  - plain\n  - {lost: 1, print: First.}\n  - {id: in-list, lost: 2, print: "
             "\"Ask *all*.[^n]\"}\n  - {id: c, lost: 3, print: Second.}\n  - id: end\n    lost: 4\n    print: |\n      "
             "Third.\n\n      "
             "- a\n  - {lost: 5, silent: why}\n---\n# A\n\nx\n<!-- gap: end -->\ny\n\n- one\n\n  <!-- gap: in-list "
             "-->\n- two\n\n[^n]: N.\n");
  load(fixture);
  assert_faults(fixture, "");
  const StsSection *section = first_section(fixture);
  g_assert_cmpstr(section->title, ==, "A");
  g_autofree char *text = sts_node_plain_text(section->body);
  g_assert_cmpstr(text, ==, "First.\nSecond.\nx\nThird.\na\ny\none\nAsk all.\ntwo\n");
  static const StsGapState states[] = {STS_GAP_OPEN,    STS_GAP_PRINTED, STS_GAP_PRINTED,
                                       STS_GAP_PRINTED, STS_GAP_PRINTED, STS_GAP_SILENT};
  static const int lines[] = {4, 5, 6, 7, 8, 14};
  static const char *const lost[] = {"plain", "1", "2", "3", "4", "5"};
  g_assert_cmpuint(section->gaps->len, ==, G_N_ELEMENTS(states));
  for (guint i = 0; i < section->gaps->len; i++) {
    const StsGap *gap = &g_array_index(section->gaps, StsGap, i);
    g_assert_cmpint(gap->state, ==, states[i]);
    g_assert_cmpstr(gap->text, ==, lost[i]);
    g_assert_cmpstr(gap->reason, ==, gap->state == STS_GAP_SILENT ? "why" : NULL);
    g_assert_cmpint(gap->position.line, ==, lines[i]);
  }
  /* Each is the editor's, and nothing else is. */
  guint count = 0;
  for (const StsNode *node = section->body; node; node = sts_node_next(section->body, node, false))
    if (node->kind == STS_NODE_CALLOUT) {
      g_assert_cmpint(node->callout.kind, ==, STS_CALLOUT_EDITOR);
      g_assert_cmpstr(sts_node_kind_name(node->first_child->kind), ==, "paragraph");
      count++;
    }
  g_assert_cmpuint(count, ==, 4);
  sts_node_check(section->body);
}

/* A gap may be told among the references. */
static void
test_gap_in_references(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  write_text(fixture, "library.yaml", "title: T\nlanguage: en\nidentifier: urn:x:y\nsections: [a]\n");
  write_text(fixture, "a.md",
             "---\ngaps: [{id: r, lost: x, print: More are lost.}]\n---\n# A\n\nx\n\n## "
             "References\n\nDoe\n\nRoe\n\n<!-- gap: r "
             "-->\n");
  load(fixture);
  assert_faults(fixture, "");
  g_autofree char *text = sts_node_plain_text(first_section(fixture)->references);
  g_assert_cmpstr(text, ==, "Doe\nRoe\nMore are lost.\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/read/source", test_source);
  g_test_add_func("/read/content", test_content);
#define ADD(path, function) g_test_add(path, Fixture, NULL, set_up, function, tear_down)
  ADD("/read/front-matter", test_front_matter);
  ADD("/read/notes", test_notes);
  ADD("/read/notes-without-place", test_notes_without_place);
  ADD("/read/gaps", test_gaps);
  ADD("/read/gap-in-references", test_gap_in_references);
  ADD("/read/faults", test_faults);
  ADD("/read/references", test_numbered_references);
  ADD("/read/line-ends", test_line_ends);
  ADD("/read/no-library", test_no_library);
  ADD("/read/asked", test_asked);
  ADD("/read/unicode-forms", test_unicode_forms);
  ADD("/read/single-document", test_single_document);
  ADD("/read/hyperlinks", test_hyperlinks);
  return g_test_run();
}
