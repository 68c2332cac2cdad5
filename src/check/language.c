/* Language: every language tag is one, and text in another script says which language it is in. */
#include <string.h>

#include "base/language-tag.h"
#include "check/families.h"
#include "document/rules.h"

/* The two-letter codes of ISO 639-1. Three-letter codes are many and change; they are taken as they are. */
static const char CODES[] =
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo "
    "es et eu fa ff fi fj fo fr fy ga "
    "gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu iw ja ji jv ka kg ki kj kk kl km kn ko kr "
    "ks ku "
    "kv kw ky la lb lg li ln lo lt lu "
    "lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw "
    "sa sc "
    "sd se sg si sk sl sm sn so sq sr "
    "ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

/* A letter or two of another script is a symbol (α, µ); a word is language. */
enum { RUN_MIN = 3 };

static bool
is_known(const char *tag)
{
  size_t length = strcspn(tag, "-");
  g_autofree char *code = g_ascii_strdown(tag, (gssize)length);
  g_autofree char *padded = g_strdup_printf(" %s ", code);

  return length != 2 || strstr(CODES, padded);
}

/* Returns whether the tag may be used further. */
static bool
check_tag(const StsCheck *check, const char *tag, StsPosition position)
{
  if (!sts_language_is_valid(tag)) {
    g_autofree char *fault = sts_language_describe_invalid(tag);
    sts_check_report(check, position, STS_RULE_LANGUAGE_INVALID, "%s", fault);
    return false;
  }
  if (!is_known(tag))
    sts_check_report(check, position, STS_RULE_LANGUAGE_UNKNOWN,
                     "“%s” is not the code of any language; a screen reader would have to guess", tag);
  return true;
}

/* A tag that is no language's is told, and no words are missed for it. */
static void
check_words(const StsCheck *check, const char *tag, StsPosition position)
{
  const StsTermsSet *words = check->library->words;

  if (!check_tag(check, tag, position) || !is_known(tag) || !words)
    return;
  if (sts_terms_set_has(words, tag)) {
    const StsTerms *terms = sts_terms_set_lookup(words, tag);
    g_autofree char *told = sts_terms_are_reviewed(terms) ? NULL : sts_terms_describe_unreviewed(terms);
    if (told)
      sts_check_report(check, position, STS_RULE_WORDS_UNREVIEWED, "%s", told);
    return;
  }
  sts_check_report(check, position, STS_RULE_WORDS_MISSING,
                   "there are no words in the language “%s”, so the headings and labels that the program prints "
                   "(“References”, “Last Revised”, “Warning”) are in English; add “%.*s.yaml” to the folder of words, "
                   "styles/terms",
                   tag, (int)strcspn(tag, "-"), tag);
}

void
sts_check_library_language(const StsCheck *check)
{
  if (check->library->language)
    check_words(check, check->library->language, check->library->language_position);
}

/* ---- text in another script ---- */

typedef struct {
  const char *language;
  GUnicodeScript scripts[3];
} Writing;

/* Languages that are not written in Latin letters; all others are taken to be. */
static const Writing WRITINGS[] = {
    {"ar", {G_UNICODE_SCRIPT_ARABIC}},
    {"fa", {G_UNICODE_SCRIPT_ARABIC}},
    {"ur", {G_UNICODE_SCRIPT_ARABIC}},
    {"ps", {G_UNICODE_SCRIPT_ARABIC}},
    {"he", {G_UNICODE_SCRIPT_HEBREW}},
    {"yi", {G_UNICODE_SCRIPT_HEBREW}},
    {"hi", {G_UNICODE_SCRIPT_DEVANAGARI}},
    {"mr", {G_UNICODE_SCRIPT_DEVANAGARI}},
    {"ne", {G_UNICODE_SCRIPT_DEVANAGARI}},
    {"th", {G_UNICODE_SCRIPT_THAI}},
    {"ru", {G_UNICODE_SCRIPT_CYRILLIC}},
    {"uk", {G_UNICODE_SCRIPT_CYRILLIC}},
    {"be", {G_UNICODE_SCRIPT_CYRILLIC}},
    {"bg", {G_UNICODE_SCRIPT_CYRILLIC}},
    {"mk", {G_UNICODE_SCRIPT_CYRILLIC}},
    {"sr", {G_UNICODE_SCRIPT_CYRILLIC}},
    {"kk", {G_UNICODE_SCRIPT_CYRILLIC}},
    {"el", {G_UNICODE_SCRIPT_GREEK}},
    {"hy", {G_UNICODE_SCRIPT_ARMENIAN}},
    {"ka", {G_UNICODE_SCRIPT_GEORGIAN}},
    {"am", {G_UNICODE_SCRIPT_ETHIOPIC}},
    {"bn", {G_UNICODE_SCRIPT_BENGALI}},
    {"pa", {G_UNICODE_SCRIPT_GURMUKHI}},
    {"gu", {G_UNICODE_SCRIPT_GUJARATI}},
    {"ta", {G_UNICODE_SCRIPT_TAMIL}},
    {"te", {G_UNICODE_SCRIPT_TELUGU}},
    {"kn", {G_UNICODE_SCRIPT_KANNADA}},
    {"ml", {G_UNICODE_SCRIPT_MALAYALAM}},
    {"km", {G_UNICODE_SCRIPT_KHMER}},
    {"lo", {G_UNICODE_SCRIPT_LAO}},
    {"my", {G_UNICODE_SCRIPT_MYANMAR}},
    {"zh", {G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_BOPOMOFO}},
    {"ja", {G_UNICODE_SCRIPT_HAN, G_UNICODE_SCRIPT_HIRAGANA, G_UNICODE_SCRIPT_KATAKANA}},
    {"ko", {G_UNICODE_SCRIPT_HANGUL, G_UNICODE_SCRIPT_HAN}},
};

/* Whether letters of the script may stand in text of the language. Latin letters may everywhere: names of drugs are
 * written in them. */
static bool
belongs(GUnicodeScript script, const char *language)
{
  size_t length = strcspn(language, "-");

  if (script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED ||
      script == G_UNICODE_SCRIPT_UNKNOWN)
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS(WRITINGS); i++) {
    if (strlen(WRITINGS[i].language) != length || g_ascii_strncasecmp(WRITINGS[i].language, language, length) != 0)
      continue;
    for (size_t j = 0; j < G_N_ELEMENTS(WRITINGS[i].scripts); j++)
      if (WRITINGS[i].scripts[j] == script && WRITINGS[i].scripts[j] != G_UNICODE_SCRIPT_COMMON)
        return true;
    return false;
  }
  /* A script subtag, or a language that is not in the table: only letters of a table's language are surely foreign in
   * one with Latin letters. */
  return language[length] == '-' && strlen(language + length + 1) >= 4 && g_ascii_isalpha(language[length + 1]) &&
         strcspn(language + length + 1, "-") == 4;
}

/* Returns the first run of letters that do not belong to the language, or NULL; free with g_free(). */
static char *
find_foreign(const char *text, const char *language)
{
  const char *start = NULL;
  int letters = 0;

  for (const char *p = text;; p = g_utf8_next_char(p)) {
    /* Nothing of ASCII is foreign, and nearly all text is ASCII. */
    if (letters == 0)
      while ((guchar)*p < 0x80 && *p)
        p++;
    gunichar character = g_utf8_get_char(p);
    if (*p && g_unichar_isalpha(character) && !belongs(g_unichar_get_script(character), language)) {
      if (letters++ == 0)
        start = p;
      continue;
    }
    if (letters >= RUN_MIN)
      return g_strndup(start, (size_t)(p - start));
    if (*p == '\0')
      return NULL;
    if (!g_unichar_ismark(character))
      letters = 0;
  }
}

/* Says it once a text: where one letter was lost, more were. */
static void
check_lost_letters(const StsCheck *check, const StsNode *text)
{
  const char *lost = strstr(text->text.text, "\xEF\xBF\xBD");

  if (lost)
    sts_check_report(check, sts_node_text_place(text, (size_t)(lost - text->text.text)), STS_RULE_LETTER_LOST,
                     "“\xEF\xBF\xBD” stands where a letter was lost when the text was copied or converted; look it up "
                     "in the source, and write it");
}

static void
check_text(const StsCheck *check, const StsNode *text, const char *language)
{
  g_autofree char *run = find_foreign(text->text.text, language);

  check_lost_letters(check, text);
  if (run)
    sts_check_report(check, text->position, STS_RULE_LANGUAGE_UNMARKED,
                     "“%s” is not written in the letters of the language “%s”; say which language it is: "
                     "[%s]{lang=...}, so that a screen reader can speak it",
                     run, language, run);
}

void
sts_check_language(const StsCheck *check, const StsSection *section)
{
  const char *language = section->language ? section->language : check->library->language;
  StsSectionTrees trees = {section, 0};
  const StsNode *root;
  StsNodeIter iter;

  if (section->language && g_strcmp0(section->language, check->library->language) != 0)
    check_words(check, section->language, section->language_position);
  while ((root = sts_section_trees_next(&trees))) {
    sts_node_iter_init(&iter, root);
    for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
      if (event != STS_EVENT_ENTER)
        continue;
      if (iter.node->lang && iter.node != root)
        check_tag(check, iter.node->lang, iter.node->position);
      if (iter.node->kind == STS_NODE_TEXT && language)
        check_text(check, iter.node, sts_node_language(iter.node, language));
    }
  }
}
