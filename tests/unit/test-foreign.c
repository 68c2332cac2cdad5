/* Tests that markup of other systems is told where it stands, and that sound text that looks like it is not. */
/* rooms: base document read check */
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "folder.h"
#include "read-library.h"
#include "read/read.h"

static const char HEAD[] =
    "---\ntitle: One\nlanguage: en\nidentifier: urn:uuid:7c3b2f0e-1f64-4f0b-9b0c-2b8f5d1b7a10\nstatus: draft\n"
    "last-revised: 2018-04-06\nreferences: {waived: \"test\"}\ndisclaimer: Ask your doctor.\n---\n\nText.\n";

/* A block of text, and what is to be told of it: "line:column rule", in order, "m" being foreign-markup, "d"
 * foreign-markup-dose, "n" emphasis-in-number. */
typedef struct {
  const char *text, *expected;
} Case;

static const Case FAULTY[] = {
    /* struck out, changed */
    {"Take ~~two~~ three pills.", "1:6 d"},
    {"Take ~~5 mg~~, ~~10 mg~~ 15 mg.", "1:6 d 1:16 d"},
    {"Do ~~not\ntake~~ it.", "1:4 d"},
    {"Take ~~**5** mg~~.", "1:6 d"},
    {"| A | B |\n|---|---|\n| ~~5 mg~~ | 10 mg |", "3:3 d"},
    {"> [!WARNING]\n> Take ~~5~~ 10 mg.", "2:8 d"},
    {"1. Take ~~5~~ 10 mg.", "1:9 d"},
    {"### A ~~small~~ dose\n\nText.", "1:7 d"},
    {"- [ ] Take ~~two~~ three.", "1:12 d"},
    {"- [x] A \\*b\\* ~~two~~ c", "1:15 d"},
    {"| A |\n|---|\n| b |\n\nTable: Take ~~two~~ c", "5:13 d"},
    {"Take ~two~ three.", "1:6 d"},
    {"Take two.[^my note] Take[^a  b c].", "1:10 m 1:25 m"},
    {"Take ~two pills~ three.", "1:6 d"},
    {"A ratio of 10^3^/10^6^.", "1:14 d 1:20 d"},
    {"Take [s]two[/s] three.", "1:6 d"},
    {"Take {--5 mg--}{++10 mg++}.", "1:6 d 1:16 d"},
    {"Take {~~5~>10~~} mg.", "1:6 d"},
    {"A \\* and &eacute;&#x2264; and ~~two~~ \\~~ ~~three~~.", "1:31 d 1:43 d"},
    {"Two lines,\n> then ~~two~~.", "2:8 d"},
    /* superscripts and subscripts */
    {"H~2~O and CO~2~.", "1:2 d 1:13 d"},
    {"The c~max~ of it.", "1:6 d"},
    {"4.5 x 10^9^/L and 10^-3^.", "1:9 d 1:21 d"},
    {"m^2^", "1:2 d"},
    {"The 5^th^ day.", "1:6 d"},
    {"A name^TM^.", "1:7 m"},
    {"4.5 x 10^9/L", "1:9 m"},
    {"10^3/10^6", "1:3 m 1:8 m"},
    /* formulas */
    {"It is $D = \\frac{A\\,t}{2}$.", "1:7 d"},
    {"It is $x$.", "1:7 d"},
    {"It is $x^2$ and $a_1$.", "1:7 d 1:17 d"},
    {"It is $a + b$.", "1:7 d"},
    {"$$x_1 * x_2 * 3$$", "1:1 d"},
    {"Take \\(5\\,\\mathrm{mg}\\).", "1:6 d"},
    {"Take \\(a\\) of it.", "1:6 d"},
    {"\\[ D = A / 2 \\]", "1:1 d"},
    {"\\[e=mc^2\\] and \\[\\alpha\\] and \\[x_1\\].", "1:1 d 1:16 d 1:31 d"},
    {"[TABLE]", "1:1 d"},
    /* a row of a table that became a heading */
    {"  Drug      Dose\n  -------   -------\n  One       5 mg\n\n  Two       10 mg\n  -----------------",
     "1:3 m 5:3 d"},
    {"| Two | 10 mg |\n---", "1:1 d"},
    /* emphasis in numbers */
    {"Dose 5*3*2 mg.", "1:7 n"},
    {"Dose 5**3**2 mg.", "1:7 n"},
    {"Dose 10**3** mg.", "1:8 n"},
    {"Dose *5*2 mg.", "1:6 n"},
    {"Dose 2*pi*3 mg.", "1:7 n"},
    {"Dose 2_3_4 mg.", "1:6 n"},
    /* templates */
    {"{{< notice warning >}}\nStop.\n{{< /notice >}}", "1:1 m 3:1 m"},
    {"{{% notice %}}", "1:1 m"},
    {"{% include note.html %}", "1:1 m"},
    {"{# a comment #}", "1:1 m"},
    {"{==this==} and {>>why<<}", "1:1 m 1:16 m"},
    {"import Tabs from \"x\";", "1:1 m"},
    /* attributes */
    {"### Doses {#doses}\n\nText.", "1:11 m"},
    {"### Doses {-}\n\nText.", "1:11 m"},
    {"Text.\n{: .lead}", "2:1 m"},
    {"Text.\n{:.no_toc #a}", "2:1 m"},
    {"[Small]{.smallcaps} and [under]{.underline}", "1:8 m 1:32 m"},
    {"`x`{.c} [a](https://www.example.org/){target=\"_blank\"}", "1:4 m 1:38 m"},
    {"[Text]{style='color: red' .x}", "1:7 m"},
    {"{color:red}Stop{color}", "1:1 m 1:16 m"},
    /* notes, links, citations */
    {"Most go home.^[On the same day.]", "1:14 m"},
    {"[TOC]", "1:1 m"},
    {"[[toc]]", "1:1 m"},
    {"[[_TOC_]]", "1:1 m"},
    {"See [[Other page]] and ![[scan.png]].", "1:5 m 1:24 m"},
    {"As known [@doe2010], [see @roe, p. 3] and [-@doe].", "1:10 m 1:22 m 1:43 m"},
    {"[link](http://www.example.org/a b.html)", "1:1 m"},
    {"[link] (http://www.example.org/)", "1:1 m"},
    {"See [this page][page].", "1:5 m"},
    {"[b]Stop[/b]", "1:1 m 1:8 m"},
    {"[caption id=\"a\"]A knee[/caption]", "1:1 m 1:23 m"},
    /* signs in a line */
    {"A ==mark== and ++new++.", "1:3 m 1:16 m"},
    {"Stop :warning: now.", "1:6 m"},
    {"5&nbps;mg", "1:2 m"},
    {"5&amp;nbsp;mg", "1:2 m"},
    {"5&nbsp mg, &lt5 mg", "1:2 m 1:12 m"},
    {"A %%hidden%% text.", "1:3 m"},
    {"** Stop** now. **Stop ** now.", "1:1 m 1:16 m"},
    {"'''Stop''' now.", "1:1 m"},
    {"\\newpage", "1:1 m"},
    {"\\textbf{Stop}", "1:1 m"},
    /* blocks */
    {":::caution Call 911\n\nIf you cannot breathe.\n\n:::", "1:1 m 5:1 m"},
    {"::: {.warning}\nStop.\n:::", "1:1 m"},
    {"!!! warning \"Call 911\"\n    If you cannot breathe.", "1:1 m"},
    {"??? note\n    Text.", "1:1 m"},
    {".. warning::\n   Stop.", "1:1 m"},
    {"=== \"Tab\"", "1:1 m"},
    {"== A heading ==", "1:1 m"},
    {"+------+------+\n| Week | Do   |\n+======+======+\n| 1    | Walk |\n+------+------+", "1:1 m"},
    {"| Drug | Dose |\n| Aspirin | 5 |", "1:1 m"},
    {"Name | Dose\nOne | 2", "1:1 m"},
    {"| Roses\n| Violets", "1:1 m"},
    {"Drug      Dose\n-------   -------\nOne       5 mg\nTwo       10 mg\n\nText.", "1:1 m"},
    {"Table: Pain killers\n\n| A | B |\n|---|---|\n| 1 | 2 |", "1:1 m"},
    {"| A | B |\n|---|---|\n| 1 | 2 |\n\nTable: One\n\nTable: Two", "7:1 m"},
    {"1.First\n\n2.Second\n\n3.Third", "1:1 m"},
    {"a. First\n\nb. Second", "1:1 m"},
    {"A ![knee ~~5~~](x.png) here.", "1:10 d"},
    {": Pain killers", "1:1 m"},
    {"\xE2\x80\xA2 one\n\xE2\x80\xA2 two", "1:1 m"},
    {"Take:\n\xE2\x80\xA2 one\n\xE2\x80\xA2 two", "2:1 m"},
    {"\xC2\xB7 one\n\xC2\xB7 two", "1:1 m"},
    {"- Ice\n  a.  10 minutes\n  b.  four times", "2:3 m"},
    {"a) one\nb) two", "1:1 m"},
    {"i. one\nii. two", "1:1 m"},
    {"1.First\n2.Second", "1:1 m"},
    {"-one\n-two", "1:1 m"},
    {"+one\n+two", "1:1 m"},
    {"#Heading without space", "1:1 m"},
    {"##Heading", "1:1 m"},
    {"#Overview", "1:1 m"},
    {"h2. Heading", "1:1 m"},
    /* signs that do no work where they stand */
    {"Text.\n\n{width=50%}", "3:1 m"},
    {"Take **5 mg **now.", "1:6 m"},
    {"Say **\"stop\"**now.", "1:5 m"},
    {"**\u6CE8\u610F\uFF1A**\u8BF7", "1:1 m"},
    {"%% a comment %%", "1:1 m"},
    {"\u2013 one\n\u2013 two", "1:1 m"},
    {"o one\no two", "1:1 m"},
    {"(1) one\n(2) two", "1:1 m"},
    {"[!NOTE]\nText.", "1:1 m"},
    {"*[HTML]: Hyper Text", "1:1 m"},
    {"75 mg/m^2 or cm^3", "1:8 m 1:16 m"},
};

/* Text that looks like it, or that says by a backslash that it is meant. */
static const char *const SOUND[] = {
    "Escaped: \\*\\*a\\*\\*b, {lang}, a \u2013 b\nc \u2013 d, (1) one, p** < 0.01.",
    "See (1) one\n(2) two, o one, and **both** of **them**.",
    /* Told as placeholders. */
    "See [one]({{ site.url }}/a/).",
    "Dear ${name}, <%= name %>, and {{name}}.",
    /* As pandoc escapes brackets. */
    "He \\[sic\\] took \\[x\\] and/or \\[A/B\\], \\[1-2\\], \\[n = 30\\], \\[\\*\\] \\[cited 2018\\].",
    "A \\[^my note] of [a ^b c] and `[^a b]`.",
    "- [ ] A \\~~dose\\~~ of \\$5 and \\$6.",
    "| A |\n|---|\n| b |\n\nTable: \\~~A\\~~ of \\$5 and \\$6",
    "It costs $5 to $10, or $5-$10, $5/$10, A$5 and US$7.",
    "Pay $5 or $10 (or 10$).",
    "A rating of $$ - $$$.",
    "A line with ~ 5 mg, ~5 to ~10 mg, ~5-~10 mg, a ~ b ~ c.",
    "Take 5~10 mg, 2~3 times.",
    "\xE6\x97\xA9~\xE6\x99\x9A 5~10 mg",
    "~/notes/ and ~/files/",
    "Not ~~ 5 to ~~6.",
    "Escaped: \\~~not struck~~, H\\~2\\~O, 10\\^9\\^, \\$x^2\\$, \\[\\[page\\]\\], \\{#id}, \\==a==.",
    "Escaped: &#126;~not struck~~ and &#36;x^2$.",
    "Code: `~~old~~`, `$x^2$`, `{{ x }}`, `5*3*2`, `[[a]]`.",
    "    ~~old~~ $x$ {{ x }}",
    "```\n::: note\n~~old~~\n!!! note\n```",
    "A brace { and } and {a} and {see below} and {x = 1} and {n=30} and {}.",
    "The set {1, 2} and f{x}.",
    "C# and C++ and D++ and Na++/Ca++ and #1 and # 2.",
    "#1 cause of death",
    "#FluShot #Health",
    "#MeToo",
    "Write to nurse [at] example.org, see [1] and [2], [1][2], [a] and [sic].",
    "Dots ... and -- dashes --- and ::, :: and 10:30:45, 1:2:3, a:b:c.",
    "\xC2\xBFQu\xC3\xA9 es? \xC2\xA1No!",
    "1.5 mg is right, 2.5 too.\n1.5 mg again\n2.5 mg again",
    "3.M\xC3\xA4rz",
    "The date is 1.\nThe other is 2.",
    "Stop!!! Call now!!!",
    "!!! Call 911",
    "??? What is that",
    "What is 5 * 3 * 2, or 5 \\* 3?",
    "A dose of **5** mg, *10* mg, x**2**, (**3**) and **3**.",
    "5 mg **only**2",
    "**5**<sup>2</sup>",
    "AT&T; R&D; Q&As; a & b; &c.",
    "5 < 6 & 7 > 6; <5 mg or >10 mg and < 3",
    "100% of 50%, 10%% and 20%%",
    "x == y, a === b, 1 = 1",
    "Monday | Tuesday | Wednesday",
    "| x | < 5 is the absolute value",
    "A. Smith\nC. Jones",
    "a. m. and p. m.",
    "I. Introduction",
    "- one\n- two",
    "* one\n* two",
    "1. one\n2. two",
    "-40 degrees\n-20 degrees",
    "+1 555 0100\n+1 555 0101",
    "-Anna",
    "\xE2\x80\x94 Hello\n\xE2\x80\x94 Hi",
    "A \xE2\x80\xA2 B \xE2\x80\xA2 C",
    "| A | B |\n|---|---|\n| \xE2\x80\xA2 one<br>\xE2\x80\xA2 two | #tag |",
    "A heading with dashes\n---",
    "One\n===",
    "### Step 1:   Rest   now\n\nText.",
    "Name:      ______    Date:      ______",
    "See https://www.example.org/~a/~b?x=$y$&z=~~q~~#:a: and www.example.org/a==b==.",
    "<https://www.example.org/~~a~~/{x}>",
    "doi:10.1002/(SICI)1097-0142(19980101)82:1<5::AID-CNCR2>3.0.CO;2-T",
    "Twice as many; 2^nd.",
    "A smile ^_^ and :-) and ;) and :) :D :(",
    "A footnote mark** here. ** See there.",
    "Don't say ''no'', say 'yes'.",
    "C:\\temp\\new and \\n and a\\b",
    "Read [surgery] (see page 5).",
    "[x]{lang=es} and [texto]{lang=es}",
    "The note[^1] stands.",
    "A tax of \xC2\xA3"
    "5 and \xE2\x82\xAC"
    "5.",
    "Table: a thing to eat at",
    "Ratio 1 : 2, and time: 5",
    "- [ ] Ask\n- [x] Bring",
    "Term\n: Its meaning",
    "import the file from the \"x\"",
    "Notice: see image: below",
    "Vitamin B_12, file_name_here, 2_a",
    "An e-mail to @CDC or a@example.org [at noon].",
    "(a) first, (b) second",
    "He said \\(quietly\\) that it \\[was\\] so.",
    "O~ and ~O",
    "5'10\" tall, 20/20",
    "Ratio one  to   two\n\n---\n\nText.",
    "doi:10.1007/978_3_16 and 5_a and a_5",
    "A [list of drugs], a [center for all], [i know], [b], [caption below] and [quote]",
    "A. First of all\n\nC. Last of all",
    "1. One\n\n2. Two",
};

static void
append_found(GString *found, const StsDiagnostic *diagnostic, int first)
{
  static const char *const NAMES[][2] = {
      {"foreign-markup", "m"}, {"foreign-markup-dose", "d"}, {"emphasis-in-number", "n"}};

  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
    if (strcmp(diagnostic->rule, NAMES[i][0]) == 0)
      g_string_append_printf(found, "%s%d:%d %s", found->len ? " " : "", diagnostic->position.line - first + 1,
                             diagnostic->position.column, NAMES[i][1]);
}

/* Returns for each text what is told of it, all of them being in one section. */
static GPtrArray *
check_texts(const char *const *texts, size_t count)
{
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) document = g_string_new(HEAD);
  g_autofree int *lines = g_new(int, count + 1);
  g_autofree char *folder = g_dir_make_tmp("sts-foreign-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "one.md", NULL);
  g_autoptr(GError) error = NULL;
  StsDiagnostics *diagnostics = sts_diagnostics_new();
  size_t at = 0;
  int line = 1;

  for (size_t i = 0; i <= count; i++) {
    for (; at < document->len; at++)
      line += document->str[at] == '\n';
    lines[i] = line + 3;
    /* A comment ends a list, and whatever else is open. */
    if (i < count)
      g_string_append_printf(document, "\n<!-- -->\n\n%s\n", texts[i]);
  }
  g_string_append(document, "\n[^1]: A note.\n");
  g_assert_true(g_file_set_contents(path, document->str, -1, NULL));
  StsLibrary *library = sts_read_library(path, load_words(), diagnostics, &error);
  g_assert_no_error(error);
  const StsSection *section = g_ptr_array_index(library->sections, 0);
  sts_library_check(library, &section, 1, NULL, diagnostics);
  sts_diagnostics_sort(diagnostics);
  for (size_t i = 0; i < count; i++) {
    GString *told = g_string_new(NULL);
    for (size_t k = 0; k < sts_diagnostics_size(diagnostics); k++) {
      const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, k);
      if (diagnostic->position.line >= lines[i] && diagnostic->position.line < lines[i + 1])
        append_found(told, diagnostic, lines[i]);
    }
    g_ptr_array_add(found, g_string_free(told, FALSE));
  }
  sts_library_free(library);
  sts_diagnostics_free(diagnostics);
  folder_remove(folder);
  return found;
}

static void
test_faulty(void)
{
  const char *texts[G_N_ELEMENTS(FAULTY)];
  bool failed = false;

  for (size_t i = 0; i < G_N_ELEMENTS(FAULTY); i++)
    texts[i] = FAULTY[i].text;
  g_autoptr(GPtrArray) found = check_texts(texts, G_N_ELEMENTS(FAULTY));
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTY); i++)
    if (strcmp(found->pdata[i], FAULTY[i].expected) != 0) {
      g_test_message("“%s”: expected “%s”, found “%s”", texts[i], FAULTY[i].expected, (char *)found->pdata[i]);
      failed = true;
    }
  g_assert_false(failed);
}

static void
test_sound(void)
{
  g_autoptr(GPtrArray) found = check_texts(SOUND, G_N_ELEMENTS(SOUND));
  bool failed = false;

  for (size_t i = 0; i < G_N_ELEMENTS(SOUND); i++)
    if (*(char *)found->pdata[i]) {
      g_test_message("“%s”: found “%s”", SOUND[i], (char *)found->pdata[i]);
      failed = true;
    }
  g_assert_false(failed);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/foreign/faulty", test_faulty);
  g_test_add_func("/foreign/sound", test_sound);
  return g_test_run();
}
