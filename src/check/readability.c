/* Readability of sections and of disclaimers, and their hardest sentences: SMOG and Flesch-Kincaid grades of English,
 * Fernández Huerta and INFLESZ of Spanish.
 *
 * Prose is the text of paragraphs, those in lists, quotations and callouts included. Headings, tables, captions, code,
 * and runs in another language are left out. A sentence ends where Unicode (UAX #29, as Pango implements it) ends it,
 * but not after an abbreviation such as "Dr."; the end of a paragraph or list item ends one too. A word is a run of
 * letters, with apostrophes and hyphens inside; numbers are not words.
 *
 * Words that the library allows, such as the names of drugs, count as words of two syllables at most: the longest that
 * SMOG takes for easy. Fewer would make a text the easier, the more drugs it names. A possessive ('s) and the other
 * part of a compound ("trabectedin-based") leave a word allowed.
 */
#include "check/readability.h"

#include <math.h>
#include <pango/pango.h>
#include <string.h>

#include "base/text.h"
#include "check/families.h"
#include "check/prose.h"
#include "check/syllables.h"
#include "document/rules.h"

enum {
  HARDEST_MAX = 10,    /* sentences reported for a section */
  SENTENCES_SURE = 30, /* SMOG was made for samples of 30 sentences */
  QUOTED_MAX = 60,     /* characters of a sentence that a message quotes */
};

/* The end of middle school, by Flesch-Kincaid; and where what the INFLESZ scale calls normal begins. */
#define GRADE_HARD 9.0
#define EASE_HARD 55.0

#define OF_DISCLAIMER " of the disclaimer"

/* What a language has of its own. */
typedef struct {
  const char *code;
  int (*syllables)(const char *word, size_t length);
  const char *const *abbreviations; /* after which no sentence ends */
  /* The formula by which single sentences are judged, what it is called there, and the number from which on, or of an
   * ease below which, they are worth a note. */
  double (*formula)(const StsReadability *counts);
  const char *name;
  double hard;
  bool is_ease; /* the formulas say how easy a text is, not how hard */
} Tongue;

typedef struct {
  StsReadability counts;
  double grade;    /* as it is printed */
  double hardness; /* the higher, the harder: of an ease, what it is below 0 */
  char *beginning;
  StsPosition position;
} Sentence;

typedef void (*SentenceFunc)(const StsProse *prose, size_t start, size_t end, gpointer data);

double
sts_readability_smog(const StsReadability *counts)
{
  return counts->sentences > 0 ? 3.1291 + 1.0430 * sqrt(counts->polysyllables * 30.0 / counts->sentences) : 0;
}

double
sts_readability_flesch_kincaid(const StsReadability *counts)
{
  if (counts->sentences == 0 || counts->words == 0)
    return 0;
  return 0.39 * counts->words / counts->sentences + 11.8 * counts->syllables / counts->words - 15.59;
}

double
sts_readability_fernandez_huerta(const StsReadability *counts)
{
  if (counts->sentences == 0 || counts->words == 0)
    return 0;
  return 206.84 - 60.0 * counts->syllables / counts->words - 1.02 * counts->words / counts->sentences;
}

double
sts_readability_inflesz(const StsReadability *counts)
{
  if (counts->sentences == 0 || counts->words == 0)
    return 0;
  return 206.835 - 62.3 * counts->syllables / counts->words - (double)counts->words / counts->sentences;
}

/* ---- languages ---- */

static const char *const ENGLISH_ABBREVIATIONS[] = {"Dr.",  "Mr.", "Mrs.", "Ms.",  "St.",     "vs.",  "e.g.", "i.e.",
                                                    "etc.", "al.", "No.",  "Vol.", "approx.", "Fig.", "p.",   NULL};
static const char *const SPANISH_ABBREVIATIONS[] = {"Dr.",  "Dra.", "Sr.",  "Sra.",   "Srta.", "Ud.",  "Uds.",
                                                    "etc.", "al.",  "núm.", "aprox.", "pág.",  "vol.", "fig.",
                                                    "p.",   "ej.",  "máx.", "mín.",   "dept.", NULL};

static const Tongue TONGUES[] = {
    {"en", sts_english_syllables, ENGLISH_ABBREVIATIONS, sts_readability_flesch_kincaid, "grade", GRADE_HARD, false},
    {"es", sts_spanish_syllables, SPANISH_ABBREVIATIONS, sts_readability_inflesz, "INFLESZ", EASE_HARD, true}};

static bool
is_in(const char *language, const Tongue *tongue)
{
  return language && g_ascii_strncasecmp(language, tongue->code, 2) == 0 && (language[2] == '\0' || language[2] == '-');
}

/* NULL: there are no formulas for the language. */
static const Tongue *
find_tongue(const char *language)
{
  for (size_t i = 0; i < G_N_ELEMENTS(TONGUES); i++)
    if (is_in(language, &TONGUES[i]))
      return &TONGUES[i];
  return NULL;
}

/* ---- words ---- */

static bool
is_apostrophe(gunichar character)
{
  return character == '\'' || character == 0x2019;
}

/* Returns the end of the word that begins at `start`. */
static const char *
word_end(const char *start, const char *limit)
{
  const char *p = start;

  while (p < limit) {
    gunichar character = g_utf8_get_char(p);
    const char *next = g_utf8_next_char(p);
    bool joins =
        (is_apostrophe(character) || character == '-') && next < limit && g_unichar_isalpha(g_utf8_get_char(next));
    if (!g_unichar_isalpha(character) && !g_unichar_ismark(character) && !joins)
      break;
    p = next;
  }
  return p;
}

enum { ALLOWED_SYLLABLES = 2 };

static bool
is_allowed(GHashTable *allow, const char *word, size_t length)
{
  g_autofree char *folded = g_utf8_casefold(word, (gssize)length);

  if (g_str_has_suffix(folded, "'s") || g_str_has_suffix(folded, "\xE2\x80\x99s"))
    *strrchr(folded, folded[strlen(folded) - 2] == '\'' ? '\'' : '\xE2') = '\0';
  return g_hash_table_contains(allow, folded);
}

/* The parts of a compound with hyphens are allowed one by one. */
static int
count_syllables(const Tongue *tongue, GHashTable *allow, const char *word, size_t length)
{
  int syllables = tongue->syllables(word, length), total = 0;

  if (!allow || g_hash_table_size(allow) == 0 || syllables <= ALLOWED_SYLLABLES)
    return syllables;
  if (is_allowed(allow, word, length))
    return ALLOWED_SYLLABLES;
  for (size_t start = 0; start < length;) {
    const char *hyphen = memchr(word + start, '-', length - start);
    size_t size = hyphen ? (size_t)(hyphen - word) - start : length - start;
    int part = tongue->syllables(word + start, size);
    total += part > ALLOWED_SYLLABLES && is_allowed(allow, word + start, size) ? ALLOWED_SYLLABLES : part;
    start += size + 1;
  }
  return total;
}

static StsReadability
count_words(const Tongue *tongue, const char *text, size_t length, GHashTable *allow)
{
  const char *limit = text + length;
  StsReadability counts = {0};

  for (const char *p = text; p < limit;) {
    if (!g_unichar_isalpha(g_utf8_get_char(p))) {
      p = g_utf8_next_char(p);
      continue;
    }
    const char *end = word_end(p, limit);
    int syllables = count_syllables(tongue, allow, p, (size_t)(end - p));
    counts.words++;
    counts.syllables += MAX(1, syllables);
    counts.polysyllables += syllables >= 3;
    p = end;
  }
  counts.sentences = counts.words > 0;
  return counts;
}

/* ---- sentences ---- */

static bool
ends_in_abbreviation(const Tongue *tongue, const char *text, size_t length)
{
  while (length > 0 && g_ascii_isspace(text[length - 1]))
    length--;
  for (const char *const *abbreviation = tongue->abbreviations; *abbreviation; abbreviation++) {
    size_t size = strlen(*abbreviation);
    if (length >= size && strncmp(text + length - size, *abbreviation, size) == 0 &&
        (length == size || !g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(text + length - size)))))
      return true;
  }
  return false;
}

/* Returns the text with as many characters, without points where no sentence ends: before a letter or a digit (UAX #29,
 * SB6 to SB8), and in words that are none, such as addresses. From each of them Pango looks for what follows, in time
 * that grows with the square of their number. Free with g_string_free(). */
static GString *
without_inner_points(const char *text)
{
  enum { WORD_MAX = 200 };
  GString *out = g_string_new(NULL);

  while (*text) {
    size_t space = strspn(text, " "), word = strcspn(text + space, " ");
    glong characters = g_utf8_strlen(text + space, (gssize)word);
    g_string_append_len(out, text, (gssize)space);
    text += space;
    for (glong i = 0; i < characters && characters > WORD_MAX; i++)
      g_string_append_c(out, 'x');
    for (size_t i = 0; i < word && characters <= WORD_MAX; i++)
      g_string_append_c(out, text[i] == '.' && g_ascii_isalnum(text[i + 1]) ? 'x' : text[i]);
    text += word;
  }
  return out;
}

static void
split_sentences(const StsProse *prose, const Tongue *tongue, SentenceFunc func, gpointer data)
{
  const char *text = prose->text->str;
  size_t start = 0, offset = 0;
  glong characters = g_utf8_strlen(text, (gssize)prose->text->len);
  g_autofree PangoLogAttr *attributes = g_new0(PangoLogAttr, characters + 1);
  g_autoptr(GString) words = without_inner_points(text);

  pango_get_log_attrs(words->str, (int)words->len, -1, pango_language_from_string(tongue->code), attributes,
                      (int)characters + 1);
  for (glong i = 1; i <= characters; i++) {
    offset = (size_t)(g_utf8_next_char(text + offset) - text);
    if (i < characters &&
        (!attributes[i].is_sentence_boundary || ends_in_abbreviation(tongue, text + start, offset - start)))
      continue;
    func(prose, start, offset, data);
    start = offset;
  }
}

/* ---- paragraphs ---- */

static void
finish_paragraph(StsProse *prose, const Tongue *tongue, SentenceFunc func, gpointer data)
{
  if (prose->text->len > 0 && prose->text->len < G_MAXINT)
    split_sentences(prose, tongue, func, data);
  sts_prose_reset(prose);
}

/* Calls `func` for every sentence of the prose in the language below `root`. */
static void
for_each_sentence(const StsNode *root, const Tongue *tongue, SentenceFunc func, gpointer data)
{
  StsProse prose;
  StsNodeIter iter;

  sts_prose_init(&prose);
  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    const StsNode *node = iter.node;
    if (event == STS_EVENT_EXIT) {
      if (node->kind == STS_NODE_PARAGRAPH)
        finish_paragraph(&prose, tongue, func, data);
      continue;
    }
    if (node != root && node->lang && !is_in(node->lang, tongue))
      sts_node_iter_skip(&iter);
    else if (sts_node_holds_inlines(node->kind) && node->kind != STS_NODE_PARAGRAPH)
      sts_node_iter_skip(&iter);
    else if (node->kind == STS_NODE_SUPERSCRIPT || node->kind == STS_NODE_SUBSCRIPT)
      sts_node_iter_skip(&iter);
    else if (node->kind == STS_NODE_TEXT)
      sts_prose_append(&prose, node->text.text, node);
    else if (node->kind == STS_NODE_LINE_BREAK)
      sts_prose_append(&prose, " ", node);
  }
  sts_prose_clear(&prose);
}

static void
add_counts(StsReadability *to, const StsReadability *from)
{
  to->sentences += from->sentences;
  to->words += from->words;
  to->syllables += from->syllables;
  to->polysyllables += from->polysyllables;
}

typedef struct {
  StsReadability counts;
  const Tongue *tongue;
  GHashTable *allow;
} Counter;

static void
count_sentence(const StsProse *prose, size_t start, size_t end, gpointer data)
{
  Counter *counter = data;
  StsReadability counts = count_words(counter->tongue, prose->text->str + start, end - start, counter->allow);

  add_counts(&counter->counts, &counts);
}

StsReadability
sts_readability_count(const StsNode *root, const char *language, GHashTable *allow)
{
  Counter counter = {.tongue = find_tongue(language), .allow = allow};

  g_assert(counter.tongue);
  for_each_sentence(root, counter.tongue, count_sentence, &counter);
  return counter.counts;
}

/* ---- the hardest sentences ---- */

static void
free_sentence(gpointer data)
{
  Sentence *sentence = data;

  g_free(sentence->beginning);
}

static char *
quote(const char *text, size_t length)
{
  g_autofree char *copy = g_strndup(text, length);
  g_autofree char *normal = sts_text_normalize_space(copy);

  if (g_utf8_strlen(normal, -1) <= QUOTED_MAX)
    return g_steal_pointer(&normal);
  g_autofree char *cut = g_utf8_substring(normal, 0, QUOTED_MAX);
  char *space = strrchr(cut, ' ');
  if (space)
    *space = '\0';
  return g_strconcat(cut, " …", NULL);
}

typedef struct {
  GArray *sentences;
  const Tongue *tongue;
  GHashTable *allow;
} Collector;

static void
collect_sentence(const StsProse *prose, size_t start, size_t end, gpointer data)
{
  const Collector *collector = data;
  const Tongue *tongue = collector->tongue;
  StsReadability counts = count_words(tongue, prose->text->str + start, end - start, collector->allow);
  double grade = tongue->formula(&counts);

  /* A few long words that stand alone in a list item are no sentence that could be made shorter. */
  if (counts.words < 8 || (tongue->is_ease ? grade >= tongue->hard : grade < tongue->hard))
    return;
  Sentence sentence = {.counts = counts,
                       .grade = grade,
                       .hardness = tongue->is_ease ? -grade : grade,
                       .position = sts_prose_place(prose, start)};
  sentence.beginning = quote(prose->text->str + start, end - start);
  g_array_append_val(collector->sentences, sentence);
}

static int
compare_hardness(const void *a, const void *b)
{
  const Sentence *x = a, *y = b;

  if (x->hardness != y->hardness)
    return x->hardness > y->hardness ? -1 : 1;
  return x->position.line != y->position.line ? x->position.line - y->position.line
                                              : x->position.column - y->position.column;
}

/* Below the first grade, and harder than very hard, the formulas say nothing. */
static double
rounded(double grade)
{
  return round(MAX(grade, 0) * 10) / 10;
}

static char *
format_grade(double grade)
{
  GString *text = g_string_new(NULL);

  sts_text_append_number(text, rounded(grade), 1);
  return g_string_free(text, FALSE);
}

static void
report_hardest(const StsCheck *check, const Tongue *tongue, const StsNode *root, StsPosition start)
{
  g_autoptr(GArray) sentences = g_array_new(FALSE, FALSE, sizeof(Sentence));

  Collector collector = {sentences, tongue, check->library->budget.allow};

  g_array_set_clear_func(sentences, free_sentence);
  for_each_sentence(root, tongue, collect_sentence, &collector);
  g_array_sort(sentences, compare_hardness);
  for (guint i = 0; i < MIN(sentences->len, HARDEST_MAX); i++) {
    const Sentence *sentence = &g_array_index(sentences, Sentence, i);
    g_autofree char *grade = format_grade(sentence->grade);
    sts_check_report(check, sentence->position.line > 0 ? sentence->position : start, STS_RULE_READABILITY_SENTENCE,
                     "hard to read (%d words, %s %s): “%s”", sentence->counts.words, tongue->name, grade,
                     sentence->beginning);
  }
}

static void
report_over_budget(const StsCheck *check, StsPosition position, const char *of, const char *formula, double grade,
                   double budget, const char *unsure)
{
  g_autofree char *grade_text = format_grade(grade), *budget_text = format_grade(budget);

  /* Compared as printed, so that no grade of 9 is over a budget of 9. */
  if (budget > 0 && rounded(grade) > budget)
    sts_check_report(check, position, STS_RULE_READABILITY_BUDGET,
                     "the reading grade%s is %s by %s%s, but the library allows %s; shorten the hardest sentences, and "
                     "replace long words",
                     of, grade_text, formula, unsure, budget_text);
}

/* `of`: what has the grades, after a space; "" for a section. */
static void
report_grades(const StsCheck *check, StsPosition position, const char *of, const StsReadability *counts)
{
  const StsReadingBudget *budget = &check->library->budget;
  double smog_value = sts_readability_smog(counts), kincaid_value = sts_readability_flesch_kincaid(counts);
  g_autofree char *smog = format_grade(smog_value), *kincaid = format_grade(kincaid_value);
  const char *unsure = counts->sentences < SENTENCES_SURE ? " (unsure: fewer than 30 sentences)" : "";

  sts_check_report(check, position, STS_RULE_READABILITY,
                   "reading grade%s: SMOG %s%s, Flesch-Kincaid %s (%d %s, %d %s, %d of three or more syllables)", of,
                   smog, unsure, kincaid, counts->sentences, counts->sentences == 1 ? "sentence" : "sentences",
                   counts->words, counts->words == 1 ? "word" : "words", counts->polysyllables);
  report_over_budget(check, position, of, "SMOG", smog_value, budget->smog, unsure);
  report_over_budget(check, position, of, "Flesch-Kincaid", kincaid_value, budget->flesch_kincaid, "");
}

/* The names that the INFLESZ scale gives the numbers from each of these on. */
static const char *
name_of_ease(double inflesz)
{
  static const struct {
    double from;
    const char *name;
  } NAMES[] = {{80, "very easy"}, {65, "fairly easy"}, {EASE_HARD, "normal"}, {40, "somewhat hard"}};

  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
    if (rounded(inflesz) >= NAMES[i].from)
      return NAMES[i].name;
  return "very hard";
}

static void
report_under_budget(const StsCheck *check, StsPosition position, const char *of, const char *formula, double ease,
                    double least)
{
  g_autofree char *ease_text = format_grade(ease), *least_text = format_grade(least);

  if (least > 0 && rounded(ease) < least)
    sts_check_report(check, position, STS_RULE_READABILITY_BUDGET,
                     "the reading ease%s is %s by %s, but the library asks for %s or more; shorten the hardest "
                     "sentences, and replace long words",
                     of, ease_text, formula, least_text);
}

static void
report_ease(const StsCheck *check, StsPosition position, const char *of, const StsReadability *counts)
{
  const StsReadingBudget *budget = &check->library->budget;
  double inflesz_value = sts_readability_inflesz(counts), huerta_value = sts_readability_fernandez_huerta(counts);
  g_autofree char *inflesz = format_grade(inflesz_value), *huerta = format_grade(huerta_value);

  sts_check_report(check, position, STS_RULE_READABILITY,
                   "reading ease%s: INFLESZ %s (%s), Fernández Huerta %s (%d %s, %d %s, %d syllables; the higher, the "
                   "easier)",
                   of, inflesz, name_of_ease(inflesz_value), huerta, counts->sentences,
                   counts->sentences == 1 ? "sentence" : "sentences", counts->words,
                   counts->words == 1 ? "word" : "words", counts->syllables);
  report_under_budget(check, position, of, "INFLESZ", inflesz_value, budget->inflesz);
  report_under_budget(check, position, of, "Fernández Huerta", huerta_value, budget->fernandez_huerta);
}

/* Whether there is a reader for the grades, which take their time. */
static bool
is_measured(const StsCheck *check)
{
  const StsReadingBudget *budget = &check->library->budget;
  bool limited = budget->smog > 0 || budget->flesch_kincaid > 0 || budget->inflesz > 0 || budget->fernandez_huerta > 0;

  return sts_check_is_wanted(check, STS_RULE_READABILITY) ||
         (limited && sts_check_is_wanted(check, STS_RULE_READABILITY_BUDGET));
}

/* Measures prose in the language, if there is any. */
static void
measure(const StsCheck *check, const Tongue *tongue, const StsNode *root, StsPosition position, StsPosition start,
        const char *of)
{
  StsReadability counts = sts_readability_count(root, tongue->code, check->library->budget.allow);

  if (counts.words == 0)
    return;
  if (is_measured(check) && tongue->is_ease)
    report_ease(check, position, of, &counts);
  else if (is_measured(check))
    report_grades(check, position, of, &counts);
  if (sts_check_is_wanted(check, STS_RULE_READABILITY_SENTENCE))
    report_hardest(check, tongue, root, start);
}

static bool
is_wanted(const StsCheck *check)
{
  return is_measured(check) || sts_check_is_wanted(check, STS_RULE_READABILITY_SENTENCE);
}

void
sts_check_readability(const StsCheck *check, const StsSection *section)
{
  const char *language = section->language ? section->language : check->library->language;
  const Tongue *tongue = find_tongue(language);
  StsPosition start = sts_section_start(section);

  if (!section->body || !is_wanted(check))
    return;
  if (!tongue) {
    sts_check_report(check, section->language_position, STS_RULE_READABILITY_LANGUAGE,
                     "the reading grade was not measured: the formulas are for English and Spanish, and this section "
                     "is in “%s”",
                     language ? language : "");
    return;
  }
  measure(check, tongue, section->body, section->title_position.line > 0 ? section->title_position : start, start, "");
  if (section->disclaimer)
    measure(check, tongue, section->disclaimer, section->disclaimer_waiver.position, start, OF_DISCLAIMER);
}

void
sts_check_library_readability(const StsCheck *check)
{
  const StsLibrary *library = check->library;
  const Tongue *tongue = find_tongue(library->language);
  StsPosition position = library->disclaimer_position;

  if (library->disclaimer && tongue && is_wanted(check))
    measure(check, tongue, library->disclaimer, position, position, OF_DISCLAIMER);
}
