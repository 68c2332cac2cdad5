/* What a text looks like: whether it breaks off, goes on from somewhere, or reads as a reference or a disclaimer. */
#include "import/prose.h"

#include <string.h>

#include "base/text.h"
#include "import/lines.h"
#include "import/words.h"
#include "read/markdown/link-number.h"

/* ---- the text of a block ---- */

static void
append_leaf(GString *out, const StsNode *node)
{
  switch (node->kind) {
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
    g_string_append(out, node->text.text);
    break;
  case STS_NODE_LINE_BREAK:
    g_string_append_c(out, ' ');
    break;
  default:
    break;
  }
}

/* The number of a link or a note, or several of them: "1, 3-5". */
static bool
is_number(const StsNode *node)
{
  const StsNode *text = node->first_child;

  if (node->kind != STS_NODE_SUPERSCRIPT)
    return false;
  if (sts_link_superscript_number(node) > 0)
    return true;
  if (!text || text->next || text->kind != STS_NODE_TEXT || !g_ascii_isdigit(text->text.text[0]))
    return false;
  return text->text.text[strspn(text->text.text, "0123456789,- ")] == '\0';
}

char *
sts_import_inline_text(const StsNode *node)
{
  g_autoptr(GString) out = g_string_new(NULL);

  for (const StsNode *at = node->first_child; at;) {
    bool number = is_number(at);
    if (at->kind == STS_NODE_ITEM || sts_node_holds_inlines(at->kind))
      g_string_append_c(out, ' ');
    append_leaf(out, at);
    at = sts_node_next(node, at, number);
  }
  return sts_text_normalize_space(out->str);
}

size_t
sts_prose_count_words(const char *text)
{
  return sts_import_count_words_in(text, strlen(text));
}

/* ---- words ---- */

const char *
sts_prose_last_word(const char *text)
{
  const char *space = strrchr(text, ' ');

  return space ? space + 1 : text;
}

static char *
first_word(const char *text)
{
  return g_strndup(text, strcspn(text, " "));
}

bool
sts_prose_is_address(const char *word)
{
  size_t digits = 0;

  for (const char *p = word; *p; p++)
    digits += g_ascii_isdigit(*p) != 0;
  if (digits > 0 || strstr(word, "://") || strchr(word, '@') || strchr(word, '/') || sts_text_begins(word, "www."))
    return true;
  /* A point inside a word, as in cancer.org. */
  const char *dot = strchr(word, '.');
  return dot && dot > word && g_ascii_isalpha(dot[1]);
}

static const gunichar OPENERS[] = {'(', '[', '{'}, CLOSERS[] = {')', ']', '}'};

bool
sts_prose_leaves_bracket(const char *text)
{
  int depth[G_N_ELEMENTS(OPENERS)] = {0};

  for (const char *p = text; *p; p = g_utf8_next_char(p))
    for (size_t i = 0; i < G_N_ELEMENTS(OPENERS); i++) {
      gunichar c = g_utf8_get_char(p);
      depth[i] += c == OPENERS[i];
      /* A bracket closed that was not opened, as in "a)", is no help to one that comes later. */
      depth[i] -= c == CLOSERS[i] && depth[i] > 0;
    }
  return depth[0] > 0 || depth[1] > 0 || depth[2] > 0;
}

static gunichar
last_character(const char *text)
{
  size_t length = strlen(text);

  return length > 0 ? g_utf8_get_char(g_utf8_prev_char(text + length)) : 0;
}

bool
sts_prose_ends_open(const char *text)
{
  gunichar last = last_character(text);

  if (last == ',' || last == '-' || last == 0x2013 || last == 0x2014)
    return true;
  /* A script without capitals may have no full stop either. */
  if (last == 0 || !(g_unichar_islower(last) || g_unichar_isupper(last)))
    return false;
  return !sts_prose_is_address(sts_prose_last_word(text));
}

bool
sts_prose_ends_dangling(const char *text)
{
  g_autofree char *lower = g_utf8_strdown(sts_prose_last_word(text), -1);

  return g_str_has_suffix(text, ",") || sts_import_words_hold(STS_WORDS_NEVER_LAST_IN_SENTENCE, lower);
}

/* Whether a word is written in small letters only, and is no name that is so written ("pH", "e-mail", "nab-paclitaxel",
 * "cancer.org"). */
static bool
is_low_word(const char *word)
{
  size_t letters = 0;

  for (const char *p = word; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    bool last = *g_utf8_next_char(p) == '\0';
    if (g_unichar_islower(c))
      letters++;
    else if (c == '-' && letters > 3)
      continue;
    else if (!(c == '\'' || c == 0x2019 || (last && g_unichar_ispunct(c) && c != ')')))
      return false;
  }
  return letters > 0;
}

bool
sts_prose_begins_low(const char *text)
{
  g_autofree char *word = first_word(text);
  const char *second = text + strlen(word);

  if (!is_low_word(word))
    return false;
  second += *second == ' ';
  /* "von Willebrand": a name. */
  return !(strlen(word) <= 3 && *second && g_unichar_isupper(g_utf8_get_char(second)));
}

static char *
join_words(char **words, guint from, guint to)
{
  g_autoptr(GString) out = g_string_new(NULL);

  for (guint i = from; i < to; i++)
    g_string_append_printf(out, "%s%s", i > from ? " " : "", words[i]);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

enum { SHOWN_WORDS = 6, SHOWN_BYTES = 120 };

/* At most so many bytes, cut where a character begins. */
static char *
cut_bytes(const char *text, bool end)
{
  size_t length = strlen(text);

  if (length <= SHOWN_BYTES)
    return g_strdup(text);
  if (end)
    return g_strdup(g_utf8_find_next_char(text + length - SHOWN_BYTES, NULL));
  return g_strndup(text, (size_t)(g_utf8_find_prev_char(text, text + SHOWN_BYTES) - text));
}

char *
sts_prose_beginning(const char *text)
{
  g_auto(GStrv) words = g_strsplit(text, " ", SHOWN_WORDS + 1);
  guint count = g_strv_length(words);
  g_autofree char *joined = join_words(words, 0, MIN(count, SHOWN_WORDS));
  g_autofree char *cut = cut_bytes(joined, false);

  return count > SHOWN_WORDS || strlen(cut) < strlen(joined) ? g_strconcat(cut, " …", NULL) : g_steal_pointer(&cut);
}

char *
sts_prose_ending(const char *text)
{
  const char *from = text + strlen(text);
  guint words = 0;

  while (from > text && words < SHOWN_WORDS)
    words += *--from == ' ';
  if (*from == ' ')
    from++;
  g_autofree char *cut = cut_bytes(from, true);
  return from > text || strlen(cut) < strlen(from) ? g_strconcat("… ", cut, NULL) : g_steal_pointer(&cut);
}

/* ---- references ---- */

static bool
is_year(const char *p)
{
  return (sts_text_begins(p, "19") || sts_text_begins(p, "20")) && g_ascii_isdigit(p[2]) && g_ascii_isdigit(p[3]) &&
         !g_ascii_isdigit(p[4]);
}

/* "2017;24" and "; 2014: 1753" */
bool
sts_prose_has_volume(const char *text)
{
  for (const char *p = text; *p; p++)
    if (is_year(p) && (p == text || !g_ascii_isdigit(p[-1])) && (p[4] == ';' || p[4] == ':') &&
        g_ascii_isdigit(p[5 + (p[5] == ' ')]))
      return true;
  return false;
}

/* "425-433": two numbers of pages after a colon. */
static bool
has_pages(const char *text)
{
  for (const char *p = text; (p = strchr(p, ':')); p++) {
    const char *q = p + 1 + (p[1] == ' ');
    size_t digits = strspn(q, "0123456789");
    if (digits > 0 && digits < 7 && (q[digits] == '-' || sts_text_begins(q + digits, "–")) &&
        (digits += q[digits] == '-' ? 1 : 3, g_ascii_isdigit(q[digits])))
      return true;
  }
  return false;
}

static bool
has_year(const char *text)
{
  for (const char *p = text; *p; p++)
    if (is_year(p) && (p == text || !g_ascii_isalnum(p[-1])))
      return true;
  return false;
}

/* Skips a surname, which may be of several words ("van der Graaf"), and the blank after it; NULL if there is none. */
static const char *
skip_surname(const char *p)
{
  for (int words = 0; words < 4; words++) {
    const char *end = p;
    bool capital = false;
    while (*end && *end != ' ' && *end != ',') {
      capital |= g_unichar_isupper(g_utf8_get_char(end)) != 0;
      end = g_utf8_next_char(end);
    }
    if (end - p < 2 || *end == '\0')
      return NULL;
    if (capital)
      return *end == ' ' ? end + 1 : NULL;
    p = end + 1;
  }
  return NULL;
}

bool
sts_prose_begins_with_author(const char *text)
{
  const char *initials = skip_surname(text);

  if (!initials)
    return false;
  size_t count = 0;
  while (g_ascii_isupper(initials[count]))
    count++;
  return count >= 1 && count <= 3 && (initials[count] == ',' || initials[count] == '.') && strlen(text) > 12;
}

static int
count_traits(const char *text)
{
  int traits = sts_prose_has_volume(text) + has_pages(text) + sts_prose_begins_with_author(text);

  traits += strstr(text, ", et al") != NULL;
  traits += strstr(text, ". In: ") != NULL;
  traits += strstr(text, " eds. ") != NULL || strstr(text, " ed. ") != NULL;
  traits += strstr(text, "doi:") != NULL || strstr(text, "doi.org/") != NULL || strstr(text, "PMID") != NULL;
  if ((strstr(text, "Accessed ") || strstr(text, "Available at")) && has_year(text))
    traits += 2;
  return traits;
}

bool
sts_prose_is_reference(const char *text)
{
  return count_traits(text) >= 2;
}

/* Whether an entry may begin here: not one of the things that follow the pages of the same entry. */
static bool
may_begin_entry(const char *text)
{
  if (!g_unichar_isupper(g_utf8_get_char(text)))
    return false;
  for (const char *const *word = sts_import_words_get(STS_WORDS_WITHIN_REFERENCE); *word; word++)
    if (sts_text_begins(text, *word))
      return false;
  return true;
}

/* What is looked at before and after a full stop: an entry is hardly longer, and a text of any length stays cheap. */
enum { ENTRY_BYTES = 500 };

/* Whether an entry ends before the ". " at `dot`: with pages, or with the day on which an address was opened. */
static bool
ends_entry(const char *text, const char *dot)
{
  const char *p = dot, *from = dot - text > ENTRY_BYTES ? dot - ENTRY_BYTES : text;

  while (p > from && g_ascii_isdigit(p[-1]))
    p--;
  if (p == dot || p == from)
    return false;
  g_autofree char *said = g_strndup(from, (size_t)(dot - from));
  if (dot - p == 4 && is_year(p) && strstr(said, "Accessed "))
    return true;
  return strchr(":-", p[-1]) && sts_prose_has_volume(said);
}

/* Whether what follows is an entry of its own. */
static bool
begins_entry(const char *text)
{
  if (!may_begin_entry(text))
    return false;
  g_autofree char *said = g_strndup(text, ENTRY_BYTES);
  return sts_prose_count_words(said) >= 4 && (has_year(said) || sts_prose_begins_with_author(said));
}

size_t
sts_prose_find_second_reference(const char *text)
{
  for (const char *p = text; (p = strstr(p, ". ")); p++)
    if (ends_entry(text, p) && begins_entry(p + 2))
      return (size_t)(p + 2 - text);
  return 0;
}

/* ---- disclaimers ---- */

static bool
holds_one_of(const char *text, StsImportWords list)
{
  for (const char *const *words = sts_import_words_get(list); *words; words++)
    if (strstr(text, *words))
      return true;
  return false;
}

bool
sts_prose_is_disclaimer(const char *text)
{
  g_autofree char *lower = g_utf8_strdown(text, -1);

  return holds_one_of(lower, STS_WORDS_DISCLAIMING) && holds_one_of(lower, STS_WORDS_WHO_ADVISES);
}
