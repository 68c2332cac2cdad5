/* rooms: base document read */
/* Tests of reading libraries: the source document's own form, front matter, every fault with its place, and images. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "document/plain-text.h"
#include "document/rules.h"
#include "folder.h"
#include "read-library.h"
#include "read/read.h"

/* ---- libraries written for a test ---- */

static const char LIBRARY[] = "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [a]\n";

typedef struct {
  char *folder;
  StsLibrary *library;
  StsDiagnostics *diagnostics;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer unused)
{
  g_autoptr(GError) error = NULL;

  (void)unused;
  fixture->folder = g_dir_make_tmp("sts-read-XXXXXX", &error);
  g_assert_no_error(error);
  fixture->diagnostics = sts_diagnostics_new();
}

static void
tear_down(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  sts_library_free(fixture->library);
  sts_diagnostics_free(fixture->diagnostics);
  folder_remove(fixture->folder);
  g_free(fixture->folder);
}

static void
write_bytes(const Fixture *fixture, const char *name, const void *bytes, size_t size)
{
  g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname(path);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint(g_mkdir_with_parents(parent, 0755), ==, 0);
  g_file_set_contents(path, bytes, (gssize)size, &error);
  g_assert_no_error(error);
}

static void
write_text(const Fixture *fixture, const char *name, const char *text)
{
  write_bytes(fixture, name, text, strlen(text));
}

static void
load(Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  sts_library_free(fixture->library);
  fixture->library = sts_read_library(fixture->folder, load_words(), fixture->diagnostics, &error);
  g_assert_no_error(error);
  g_assert_nonnull(fixture->library);
}

/* What was found, as "file:line:column rule" lines; the file without its folder. */
static char *
list_faults(const Fixture *fixture)
{
  GString *out = g_string_new(NULL);

  sts_diagnostics_sort(fixture->diagnostics);
  for (size_t i = 0; i < sts_diagnostics_size(fixture->diagnostics); i++) {
    const StsDiagnostic *one = sts_diagnostics_get(fixture->diagnostics, i);
    g_autofree char *base = g_path_get_basename(one->position.file);
    g_string_append_printf(out, "%s:%d:%d %s\n", base, one->position.line, one->position.column, one->rule);
  }
  return g_string_free(out, FALSE);
}

static void
assert_faults(const Fixture *fixture, const char *expected)
{
  g_autofree char *faults = list_faults(fixture);

  g_assert_cmpstr(faults, ==, expected);
}

static const StsSection *
first_section(const Fixture *fixture)
{
  g_assert_cmpuint(fixture->library->sections->len, >, 0);
  return fixture->library->sections->pdata[0];
}

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
             "Two.\n---\n\n# The title\n\nText.\n");
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
     "panel.\n  - x\ndisclaimer: {waived: none #2\n  }\ngaps: [one, two #3\n  ]\ncodes: {a: [C49.9 #4\n  ]}\n---\nx\n",
     "a.md:4:5 front-matter-quotes\na.md:7:22 front-matter-quotes\na.md:9:27 front-matter-quotes\na.md:11:17 "
     "front-matter-quotes\na.md:13:19 front-matter-quotes\n"},
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
     "  - > # x\n    C #3\n  - |\n    # D\n    E #4\n  - E\\#5\ngaps:\n  # x\n  - one\ncodes: {a: [b#c, \"d #6\"]} # "
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
     "---\ntitle: No\nreferences: [\"No\", Yes and no, ON, 2018, 1.10]\ndisclaimer: true\ncodes: {a: [0123, "
     "2E65]}\n---\nx\n",
     "a.md:2:8 front-matter-quotes\na.md:3:32 front-matter-quotes\na.md:4:13 front-matter-quotes\n"},
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
     "---\ntitle: \"null\"\nreferences: ['~', nullify, null and void]\ndisclaimer: |\n  null\ngaps: ~\n---\nx\n", ""},
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
  write_text(fixture, "a.md", "---\nlast-revised: 2018-04-06\n---\n# A\n\n[b](b#x), [b](sub/b.md), [e](e)\n");
  write_text(fixture, "sub/b.md", "# B\n\n## X\n\n<table>\n\n![](none.png)\n\n[](nowhere)\n");
  write_text(fixture, "c.md", "\xff");
  write_text(fixture, "d.md", "---\nid: e\nlast-revised: 2019-04-06\n---\n# D\n\n[c](c)\n");
  load_asked(fixture, "a");
  assert_faults(fixture, "");
  g_assert_true(fixture->library->partial);
  g_assert_cmpuint(fixture->library->sections->len, ==, 1);
  g_assert_cmpstr(first_section(fixture)->id, ==, "a");
  const StsSection *target = sts_library_find_target(fixture->library, "b");
  g_assert_cmpstr(target->title, ==, "B");
  g_assert_cmpstr(target->body->first_child->id, ==, "x");
  g_assert_true(sts_library_find_target(fixture->library, "sub/b.md") == target);
  g_assert_cmpstr(sts_library_find_target(fixture->library, "e")->title, ==, "D");
  g_assert_null(sts_library_find_target(fixture->library, "c"));
  g_assert_null(sts_library_lookup(fixture->library, "b"));

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

/* ---- images ---- */

static void
append_32(GByteArray *out, guint32 value)
{
  const guint8 bytes[] = {(guint8)(value >> 24), (guint8)(value >> 16), (guint8)(value >> 8), (guint8)value};

  g_byte_array_append(out, bytes, sizeof bytes);
}

static void
append_chunk(GByteArray *out, const char *type, const guint8 *data, guint32 size)
{
  append_32(out, size);
  guint begin = out->len;
  g_byte_array_append(out, (const guint8 *)type, 4);
  g_byte_array_append(out, data, size);
  append_32(out, (guint32)crc32(crc32(0, NULL, 0), out->data + begin, out->len - begin));
}

/* A grey PNG whose header claims `height` lines of 2 pixels and which holds `lines`, the first written by that filter.
 */
static GByteArray *
make_png(guint8 height, guint lines, guint8 type, guint8 filter)
{
  static const guint8 SIGNATURE[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  const guint8 header[] = {0, 0, 0, 2, 0, 0, 0, height, 8, type, 0, 0, 0},
               density[] = {0, 0, 0x1D, 0x87, 0, 0, 0x1D, 0x87, 1};
  g_autofree guint8 *pixels = g_malloc0(3u * lines);
  uLongf size = compressBound(3u * lines);
  g_autofree guint8 *packed = g_malloc(size);
  GByteArray *out = g_byte_array_new();

  pixels[0] = filter;
  g_assert_cmpint(compress(packed, &size, pixels, 3u * lines), ==, Z_OK);
  g_byte_array_append(out, SIGNATURE, sizeof SIGNATURE);
  append_chunk(out, "IHDR", header, sizeof header);
  append_chunk(out, "pHYs", density, sizeof density);
  append_chunk(out, "IDAT", packed, (guint32)size);
  append_chunk(out, "IEND", (const guint8 *)"", 0);
  return out;
}

/* Loads a section that shows the file; returns the rule of the fault, or NULL. */
static const char *
load_image(Fixture *fixture, const char *name, const void *bytes, size_t size)
{
  g_autofree char *section = g_strdup_printf("# A\n\n![x](<%s>)\n", name);

  g_clear_pointer(&fixture->diagnostics, sts_diagnostics_free);
  fixture->diagnostics = sts_diagnostics_new();
  write_text(fixture, "library.yaml", LIBRARY);
  write_text(fixture, "a.md", section);
  if (bytes)
    write_bytes(fixture, name, bytes, size);
  load(fixture);
  if (sts_diagnostics_size(fixture->diagnostics) == 0)
    return NULL;
  const StsDiagnostic *one = sts_diagnostics_get(fixture->diagnostics, 0);
  g_assert_cmpuint(sts_diagnostics_size(fixture->diagnostics), ==, 1);
  g_assert_cmpint(one->position.line, ==, 3);
  g_assert_cmpint(one->position.column, ==, 1);
  return one->rule;
}

static const StsImage *
loaded_image(const Fixture *fixture)
{
  const StsNode *figure = first_section(fixture)->body->first_child;

  g_assert_cmpint(figure->kind, ==, STS_NODE_FIGURE);
  return figure->figure.image->image.image;
}

static void
test_png(Fixture *fixture, gconstpointer unused)
{
  enum { BILLION = 1000 * 1000 * 1000 };
  g_autoptr(GByteArray) png = make_png(3, 3, 0, 0), few = make_png(3, 2, 0, 0), type = make_png(3, 3, 5, 0),
                        palette = make_png(3, 3, 3, 0), tall = make_png(3, 3, 0, 0), filter = make_png(3, 3, 0, 9),
                        endless = make_png(3, BILLION / 3 / 8, 0, 0);

  (void)unused;
  g_assert_cmpstr(load_image(fixture, "x y.png", png->data, png->len), ==, NULL);
  const StsImage *image = loaded_image(fixture);
  g_assert_cmpint(image->format, ==, STS_IMAGE_PNG);
  g_assert_cmpint(image->width, ==, 2);
  g_assert_cmpint(image->height, ==, 3);
  g_assert_cmpfloat_with_epsilon(image->dpi, 192, 0.5);
  g_assert_cmpstr(image->name, ==, "x y.png");
  g_assert_cmpstr(load_image(fixture, "x.jpg", png->data, png->len), ==, "image-type");
  g_assert_cmpstr(load_image(fixture, "x.png", few->data, few->len), ==, "image-broken");
  g_assert_cmpstr(load_image(fixture, "x.png", type->data, type->len), ==, "image-broken");
  g_assert_cmpstr(load_image(fixture, "x.png", palette->data, palette->len), ==, "image-broken");
  g_assert_cmpstr(load_image(fixture, "x.png", filter->data, filter->len), ==, "image-broken");
  g_assert_cmpstr(load_image(fixture, "x.png", endless->data, endless->len), ==, "image-broken");
  /* A wrong checksum, and every way to cut the file off. */
  tall->data[19] ^= 1;
  g_assert_cmpstr(load_image(fixture, "x.png", tall->data, tall->len), ==, "image-broken");
  for (guint length = 8; length < png->len; length++)
    g_assert_cmpstr(load_image(fixture, "x.png", png->data, length), ==, "image-broken");
  g_assert_cmpstr(load_image(fixture, "x.png", "no image", 8), ==, "image-broken");
}

static void
test_jpeg(Fixture *fixture, gconstpointer unused)
{
  static const guint8 JPEG[] = {0xFF, 0xD8, 0xFF, 0xE0, 0,    16,   'J',  'F',  'I',  'F', 0,    1,    1,    1,    0,
                                150,  0,    150,  0,    0,    0xFF, 0xC0, 0,    20,   8,   0,    3,    0,    2,    4,
                                1,    0x11, 0,    2,    0x11, 0,    3,    0x11, 0,    4,   0x11, 0,    0xFF, 0xDA, 0,
                                8,    1,    1,    0,    0,    63,   0,    0x12, 0xFF, 0,   0x34, 0xFF, 0xD9};
  guint8 changed[sizeof JPEG];

  (void)unused;
  g_assert_cmpstr(load_image(fixture, "x.jpeg", JPEG, sizeof JPEG), ==, NULL);
  const StsImage *image = loaded_image(fixture);
  g_assert_cmpint(image->format, ==, STS_IMAGE_JPEG);
  g_assert_cmpint(image->width, ==, 2);
  g_assert_cmpint(image->height, ==, 3);
  g_assert_true(image->cmyk);
  g_assert_cmpfloat(image->dpi, ==, 150);
  for (size_t length = 3; length < sizeof JPEG; length++)
    g_assert_cmpstr(load_image(fixture, "x.jpg", JPEG, length), ==, "image-broken");
  memcpy(changed, JPEG, sizeof JPEG);
  changed[21] = 0xC9; /* arithmetic coding */
  g_assert_cmpstr(load_image(fixture, "x.jpg", changed, sizeof changed), ==, "image-broken");
  memcpy(changed, JPEG, sizeof JPEG);
  changed[22] = 0xFF; /* the frame's header is said to be longer than it is */
  g_assert_cmpstr(load_image(fixture, "x.jpg", changed, sizeof changed), ==, "image-broken");
  memcpy(changed, JPEG, sizeof JPEG);
  changed[47] = 9; /* the scan is of a color that the frame has not */
  g_assert_cmpstr(load_image(fixture, "x.jpg", changed, sizeof changed), ==, "image-broken");
}

/* What no reader of PDF knows is told with what it is, so that an editor knows how to save it. */
static void
test_jpeg_kinds(Fixture *fixture, gconstpointer unused)
{
  static const struct {
    size_t place;
    guint8 value;
    const char *words;
  } KINDS[] = {
      {24, 12, "more than 8 bits a colour"},
      {21, 0xC3, "of a kind of JPEG that readers do not know"}, /* lossless */
      {21, 0xE5, "holds no picture"},
      {28, 0, "its width or height is 0"},
      {27, 0xFF, "more than 65,500 pixels wide or high"},
  };
  const guint8 jpeg[] = {0xFF, 0xD8, 0xFF, 0xE0, 0,    16, 'J', 'F', 'I', 'F',  0,    1,    1,    1,    0,    150, 0,
                         150,  0,    0,    0xFF, 0xC0, 0,  11,  8,   0,   3,    0,    0xFF, 1,    1,    0x11, 0,   0xFF,
                         0xDA, 0,    8,    1,    1,    0,  0,   63,  0,   0x12, 0xFF, 0,    0x34, 0xFF, 0xD9};
  guint8 changed[sizeof jpeg];

  (void)unused;
  g_assert_cmpstr(load_image(fixture, "x.jpg", jpeg, sizeof jpeg), ==, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
    memcpy(changed, jpeg, sizeof jpeg);
    changed[KINDS[i].place] = KINDS[i].value;
    g_assert_cmpstr(load_image(fixture, "x.jpg", changed, sizeof changed), ==, "image-broken");
    const char *text = sts_diagnostics_get(fixture->diagnostics, 0)->text;
    g_test_message("%s", text);
    g_assert_nonnull(strstr(text, KINDS[i].words));
  }
}

/* A small grey JPEG whose first segment, of Exif if it begins so, holds the TIFF file. */
static GByteArray *
make_exif(const guint8 *tiff, guint size, const char *beginning)
{
  static const guint8 REST[] = {0xFF, 0xC0, 0, 11, 8, 0, 3, 0, 2,  1, 1,    0x11, 0,
                                0xFF, 0xDA, 0, 8,  1, 1, 0, 0, 63, 0, 0x12, 0xFF, 0xD9};
  GByteArray *out = g_byte_array_new();
  guint length = 2 + 6 + size;
  const guint8 head[] = {0xFF, 0xD8, 0xFF, 0xE1, (guint8)(length >> 8), (guint8)length};

  g_byte_array_append(out, head, sizeof head);
  g_byte_array_append(out, (const guint8 *)beginning, 6);
  if (size > 0)
    g_byte_array_append(out, tiff, size);
  return g_byte_array_append(out, REST, sizeof REST);
}

static const char *
load_exif(Fixture *fixture, const guint8 *tiff, guint size, const char *beginning)
{
  g_autoptr(GByteArray) jpeg = make_exif(tiff, size, beginning);

  return load_image(fixture, "x.jpg", jpeg->data, jpeg->len);
}

/* A photo of a phone: browsers turn it, a PDF does not. */
static void
test_jpeg_orientation(Fixture *fixture, gconstpointer unused)
{
  static const guint8 BIG[] = {'M', 'M', 0, '*', 0,    0, 0, 8, 0, 2, 1, 0, 0, 3, 0, 0, 0, 1, 0,
                               9,   0,   0, 1,   0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
  static const guint8 LITTLE[] = {'I', 'I', '*', 0, 10, 0, 0, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0};
  enum { BIG_VALUE = 31, LITTLE_VALUE = 20 };
  guint8 big[sizeof BIG], little[sizeof LITTLE];

  (void)unused;
  memcpy(big, BIG, sizeof BIG);
  memcpy(little, LITTLE, sizeof LITTLE);
  for (guint8 value = 0; value < 11; value++) {
    const char *rule = value >= 2 && value <= 8 ? "image-orientation" : NULL;
    big[BIG_VALUE] = little[LITTLE_VALUE] = value;
    g_assert_cmpstr(load_exif(fixture, big, sizeof big, "Exif\0"), ==, rule);
    g_assert_cmpstr(load_exif(fixture, little, sizeof little, "Exif\0"), ==, rule);
  }
  g_assert_cmpstr(load_exif(fixture, BIG, sizeof BIG, "XMPXMP"), ==, NULL);
  /* Cut off anywhere before the value, it says nothing. */
  for (guint size = 0; size < sizeof LITTLE; size++)
    g_assert_cmpstr(load_exif(fixture, LITTLE, size, "Exif\0"), ==, NULL);
  memcpy(little, LITTLE, sizeof LITTLE);
  for (int i = 4; i < 8; i++)
    little[i] = 0xFF;
  g_assert_cmpstr(load_exif(fixture, little, sizeof little, "Exif\0"), ==, NULL);
}

static const struct {
  const char *svg, *rule;
  int width, height;
} DRAWINGS[] = {
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30.5 20\"><defs><g id=\"g\"/></defs><use href=\"#g\" "
     "fill=\"url(#g)\"/></svg>",
     NULL, 31, 20},
    {"<?xml version=\"1.0\" encoding=\"UTF-8\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1in\" "
     "height=\"2.54cm\"><title>a url in "
     "words</title></svg>",
     NULL, 96, 96},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"><image href=\"data:image/png;base64,AAAA\"/></svg>",
     NULL, 2, 1},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><image href=\"x.png\"/></svg>", "image-broken", 0,
     0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><image "
     "xlink:href=\"http://example.org/x.png\"/></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><image href=\"data:image/svg+xml,x\"/></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g fill=\"URL( 'http://example.org')\"/></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g style=\"fill: "
     "u\\72l(http://example.org)\"/></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><style>@import 'x.css';</style></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 "
     "1\"><style><![CDATA[g{fill:url(x.svg#a)}]]></style></svg>",
     "image-broken", 0, 0},
    /* Nothing stands between the parts of a sheet for a browser. */
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><style>@im<!-- -->port 'x.css';</style></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><style><g/>@import 'x.css';</style></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><style>g{fill:red}<!-- --></style></svg>", NULL, 1,
     1},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\" xml:base=\"http://example.org\"/>", "image-broken",
     0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><a><set attributeName=\"xlink:href\" "
     "to=\"http://example.org\"/></a></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><script>x</script></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\" onload=\"x\"/>", "image-broken", 0, 0},
    {"<?xml-stylesheet href=\"x.css\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>", "image-broken",
     0, 0},
    {"<?xml version=\"1.0\" encoding=\"latin1\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>",
     "image-broken", 0, 0},
    {"<!DOCTYPE svg [<!ENTITY x \"y\">]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>",
     "image-broken", 0, 0},
    {"<html><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/></html>", "image-broken", 0, 0},
    {"<s:svg xmlns:s=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"><s:g id=\"a\"/><s:g "
     "id=\"\u00e9-1.2\"/></s:svg>",
     NULL, 2, 1},
    {"<svg viewBox=\"0 0 1 1\"/>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><!-- \xE6 --></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><text><![CDATA[\xE6]]></text></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g id=\"a\"/><g id=\"a\"/></svg>", "image-broken",
     0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g id=\"1\"/></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g id=\"a b\"/></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><x:g/></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g x:y=\"z\"/></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g xmlns:x=\"urn:x\"/><x:g/></svg>", "image-broken",
     0, 0},
    {"\uFEFF<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>", NULL, 1, 1},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g y=\"z\" y=\"z\"/></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"></svg><svg xmlns=\"http://www.w3.org/2000/svg\" "
     "viewBox=\"0 0 1 1\"></svg>",
     "image-broken", 0, 0},
};

static void
test_svg(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  for (size_t i = 0; i < G_N_ELEMENTS(DRAWINGS); i++) {
    g_test_message("%s", DRAWINGS[i].svg);
    g_assert_cmpstr(load_image(fixture, "x.svg", DRAWINGS[i].svg, strlen(DRAWINGS[i].svg)), ==, DRAWINGS[i].rule);
    if (DRAWINGS[i].rule)
      continue;
    g_assert_cmpint(loaded_image(fixture)->width, ==, DRAWINGS[i].width);
    g_assert_cmpint(loaded_image(fixture)->height, ==, DRAWINGS[i].height);
  }
}

/* A drawing of so many levels, each of which shows the one below it twice; the lowest leads back to the highest. */
static char *
make_levels(int levels)
{
  GString *out = g_string_new("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                              "viewBox=\"0 0 1 1\"><defs><g id=\"a0\">");

  g_string_append_printf(out, "<rect/><rect/><use xlink:href=\"#a%d\"/></g>", levels);
  for (int i = 1; i <= levels; i++)
    g_string_append_printf(out, "<g id=\"a%d\"><use href=\"#a%d\"/><g><use xlink:href=\" #a%d\"/></g></g>", i, i - 1,
                           i - 1);
  g_string_append_printf(
      out, "<g id=\"b\"><use href=\"#b\"/></g></defs><use href=\"#a%d\"/><use href=\"#none\"/></svg>", levels);
  return g_string_free(out, FALSE);
}

static void
test_svg_uses(Fixture *fixture, gconstpointer unused)
{
  g_autoptr(GString) many =
      g_string_new("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g id=\"dot\"><rect/></g>");

  (void)unused;
  for (int levels = 0; levels <= 200; levels += 10) {
    g_autofree char *svg = make_levels(levels);
    g_test_message("%d levels", levels);
    g_assert_cmpstr(load_image(fixture, "x.svg", svg, strlen(svg)), ==, levels < 20 ? NULL : "image-broken");
  }
  /* A map may well show one sign ten thousand times. */
  for (int i = 0; i < 10000; i++)
    g_string_append(many, "<use href=\"#dot\"/>");
  g_string_append(many, "</svg>");
  g_assert_cmpstr(load_image(fixture, "x.svg", many->str, many->len), ==, NULL);
}

/* A title that stands in the text is no part of the body. */
static void
test_image_in_title(Fixture *fixture, gconstpointer unused)
{
  static const char SVG[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";

  (void)unused;
  write_text(fixture, "library.yaml", LIBRARY);
  write_text(fixture, "a.md", "# A ![drop](drop.svg)\n\nText.\n");
  load(fixture);
  assert_faults(fixture, "a.md:1:5 image-missing\n");
  write_text(fixture, "drop.svg", SVG);
  load(fixture);
  g_assert_nonnull(first_section(fixture)->title_heading->last_child->image.image);
}

static void
test_image_places(Fixture *fixture, gconstpointer unused)
{
  g_autofree char *link = g_build_filename(fixture->folder, "link.svg", NULL);

  (void)unused;
  g_assert_cmpint(symlink("/etc/passwd", link), ==, 0);
  g_assert_cmpstr(load_image(fixture, "link.svg", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "missing.svg", NULL, 0), ==, "image-missing");
  g_assert_cmpstr(load_image(fixture, "../x.svg", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "/etc/passwd", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "%2e%2e/x.svg", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "http://example.org/x.svg", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "data:image/png;base64,AAAA", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "", NULL, 0), ==, "image-missing");
  /* A way that comes back into the library is no way out of it. */
  static const char SVG[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect/></svg>";
  g_assert_cmpstr(load_image(fixture, "figures/x.svg", SVG, strlen(SVG)), ==, NULL);
  g_assert_cmpstr(load_image(fixture, "figures/../figures/x.svg", NULL, 0), ==, NULL);
  g_assert_cmpstr(loaded_image(fixture)->name, ==, "figures/x.svg");
  g_assert_cmpstr(load_image(fixture, "figures", NULL, 0), ==, "image-broken");
}

/* Makes a file of zeros that takes no room. */
static void
write_hole(const Fixture *fixture, const char *name, off_t size)
{
  g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

  write_text(fixture, name, "");
  g_assert_cmpint(truncate(path, size), ==, 0);
}

static void
test_large(Fixture *fixture, gconstpointer unused)
{
  enum { MEGABYTE = 1024 * 1024 };

  (void)unused;
  write_hole(fixture, "large.png", 32 * MEGABYTE + 1);
  g_assert_cmpstr(load_image(fixture, "large.png", NULL, 0), ==, "image-broken");
  g_assert_nonnull(strstr(sts_diagnostics_get(fixture->diagnostics, 0)->text, "larger than 32 MB"));
  g_clear_pointer(&fixture->diagnostics, sts_diagnostics_free);
  fixture->diagnostics = sts_diagnostics_new();
  write_hole(fixture, "a.md", 64 * MEGABYTE + 1);
  load(fixture);
  assert_faults(fixture, "a.md:1:1 file-unreadable\n");
  g_assert_nonnull(strstr(sts_diagnostics_get(fixture->diagnostics, 0)->text, "larger than 64 MB"));
  g_assert_cmpuint(fixture->library->sections->len, ==, 0);
}

/* A folder whose name begins with that of the library's is another. */
static void
test_image_in_neighbour(Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = g_strconcat(fixture->folder, "-2", NULL);
  g_autofree char *image = g_build_filename(other, "x.svg", NULL);
  g_autofree char *link = g_build_filename(fixture->folder, "link.svg", NULL);

  (void)unused;
  g_assert_cmpint(g_mkdir(other, 0755), ==, 0);
  g_assert_true(g_file_set_contents(image, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", -1, NULL));
  g_assert_cmpint(symlink(image, link), ==, 0);
  g_assert_cmpstr(load_image(fixture, "link.svg", NULL, 0), ==, "image-outside");
  folder_remove(other);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/read/source", test_source);
  g_test_add_func("/read/content", test_content);
#define ADD(path, function) g_test_add(path, Fixture, NULL, set_up, function, tear_down)
  ADD("/read/front-matter", test_front_matter);
  ADD("/read/faults", test_faults);
  ADD("/read/references", test_numbered_references);
  ADD("/read/line-ends", test_line_ends);
  ADD("/read/no-library", test_no_library);
  ADD("/read/asked", test_asked);
  ADD("/read/single-document", test_single_document);
  ADD("/read/hyperlinks", test_hyperlinks);
  ADD("/read/large", test_large);
  ADD("/read/images/in-neighbour", test_image_in_neighbour);
  ADD("/read/images/png", test_png);
  ADD("/read/images/jpeg", test_jpeg);
  ADD("/read/images/jpeg-kinds", test_jpeg_kinds);
  ADD("/read/images/jpeg-orientation", test_jpeg_orientation);
  ADD("/read/images/svg", test_svg);
  ADD("/read/images/svg-uses", test_svg_uses);
  ADD("/read/images/places", test_image_places);
  ADD("/read/images/in-title", test_image_in_title);
  return g_test_run();
}
