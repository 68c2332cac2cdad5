/* Terms: one thing has one name. Finds the words that library.yaml wants to avoid.
 *
 * A word is found whatever the case of its letters, only as a whole, and exactly as it is listed: another form of it,
 * such as the plural, is another entry. White space in it matches any. Where the avoided word is part of the preferred
 * one ("team" in "care team"), it is no fault. References are left as they are, being quoted, and so are code,
 * addresses and runs in another language.
 */
#include "check/terms.h"

#include <string.h>

#include "base/language-tag.h"
#include "check/families.h"
#include "check/prose.h"
#include "document/rules.h"

/* What no word matches stands for what is not text. */
#define GAP "\xEF\xBF\xBC"

/* The choices of a library, ready to be looked for. */
typedef struct {
  const StsTermChoice *choice;
  char *avoid, *use; /* in folded case */
} Term;

struct StsCheckTerms {
  GArray *terms;      /* of Term */
  GHashTable *firsts; /* the first word of what is avoided -> GPtrArray of const Term* */
};

/* A text in folded case, and where it comes from. */
typedef struct {
  GString *text;
  GArray *offsets; /* of size_t: of each byte, in the text as it was */
} Folded;

static bool
is_word(gunichar character)
{
  return g_unichar_isalnum(character) || g_unichar_ismark(character);
}

/* The end of the letters and digits that begin at `p`. */
static const char *
word_end(const char *p)
{
  while (*p && is_word(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  return p;
}

static const char *
first_word(const char *text)
{
  while (*text && !is_word(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return text;
}

static void
clear_term(gpointer data)
{
  g_free(((Term *)data)->avoid);
  g_free(((Term *)data)->use);
}

static void
index_term(StsCheckTerms *terms, const Term *term)
{
  const char *first = first_word(term->avoid);
  g_autofree char *word = g_strndup(first, (gsize)(word_end(first) - first));
  GPtrArray *list = g_hash_table_lookup(terms->firsts, word);

  if (!list) {
    list = g_ptr_array_new();
    g_hash_table_insert(terms->firsts, g_steal_pointer(&word), list);
  }
  g_ptr_array_add(list, (gpointer)term);
}

static void
unref_list(gpointer list)
{
  g_ptr_array_unref(list);
}

StsCheckTerms *
sts_check_terms_new(const StsLibrary *library)
{
  StsCheckTerms *terms = g_new0(StsCheckTerms, 1);

  terms->terms = g_array_new(FALSE, FALSE, sizeof(Term));
  terms->firsts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_list);
  g_array_set_clear_func(terms->terms, clear_term);
  for (guint i = 0; i < library->terms->len; i++) {
    const StsTermChoice *choice = &g_array_index(library->terms, StsTermChoice, i);
    Term term = {choice, g_utf8_casefold(choice->avoid, -1), g_utf8_casefold(choice->use, -1)};
    g_array_append_val(terms->terms, term);
  }
  for (guint i = 0; i < terms->terms->len; i++)
    index_term(terms, &g_array_index(terms->terms, Term, i));
  return terms;
}

void
sts_check_terms_free(StsCheckTerms *terms)
{
  if (!terms)
    return;
  g_hash_table_unref(terms->firsts);
  g_array_unref(terms->terms);
  g_free(terms);
}

/* ---- finding ---- */

static void
fold(Folded *folded, const char *text)
{
  g_string_truncate(folded->text, 0);
  g_array_set_size(folded->offsets, 0);
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    size_t offset = (size_t)(p - text);
    if ((unsigned char)*p < 0x80) {
      g_string_append_c(folded->text, g_ascii_tolower(*p));
      g_array_append_val(folded->offsets, offset);
      continue;
    }
    g_autofree char *part = g_utf8_casefold(p, g_utf8_next_char(p) - p);
    g_string_append(folded->text, part);
    for (size_t i = strlen(part); i > 0; i--)
      g_array_append_val(folded->offsets, offset);
  }
}

/* Returns the end of `term` where it stands at `text`, as a whole; NULL if it does not. */
static const char *
match(const char *text, const char *term)
{
  while (*term) {
    if (*term == ' ') {
      const char *p = text;
      while (*p && g_unichar_isspace(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
      if (p == text)
        return NULL;
      text = p;
      term++;
    } else if (*text++ != *term++) {
      return NULL;
    }
  }
  gunichar last = g_utf8_get_char(g_utf8_prev_char(term));
  return is_word(last) && is_word(g_utf8_get_char(text)) ? NULL : text;
}

/* Whether what stands from `start` to `end` is part of the word that is preferred to it. */
static bool
is_in_preferred(const char *text, const char *start, const char *end, const char *use)
{
  size_t length = strlen(use);
  const char *p = (size_t)(start - text) > length ? start - length : text;

  for (; p <= start; p++) {
    bool begins = p == text || !is_word(g_utf8_get_char(g_utf8_prev_char(p)));
    const char *found = ((unsigned char)*p & 0xC0) != 0x80 && begins ? match(p, use) : NULL;
    if (found && found >= end)
      return true;
  }
  return false;
}

typedef struct {
  const StsCheck *check;
  StsProse prose;
  Folded folded;
  StsPosition fallback; /* where what has no place of its own is reported */
} Finder;

/* Reports the longest of the avoided words that begin with this one; returns its end, or NULL. */
static const char *
find_at(Finder *finder, const GPtrArray *list, const char *word)
{
  const char *text = finder->folded.text->str, *end = NULL, *start = NULL;
  const Term *longest = NULL;

  for (guint i = 0; i < list->len; i++) {
    const Term *term = g_ptr_array_index(list, i);
    size_t before = (size_t)(first_word(term->avoid) - term->avoid);
    if ((size_t)(word - text) < before)
      continue;
    const char *found = match(word - before, term->avoid);
    if (found && (!end || found > end) && !is_in_preferred(text, word - before, found, term->use)) {
      longest = term;
      start = word - before;
      end = found;
    }
  }
  if (!longest)
    return NULL;
  StsPosition place =
      sts_prose_place(&finder->prose, g_array_index(finder->folded.offsets, size_t, (guint)(start - text)));
  sts_check_report(finder->check, place.line > 0 ? place : finder->fallback, STS_RULE_TERM_AVOIDED,
                   "write “%s” in place of “%s”, as “terms” in %s says", longest->choice->use, longest->choice->avoid,
                   finder->check->library->file);
  return end;
}

static void
find_in_prose(Finder *finder)
{
  fold(&finder->folded, finder->prose.text->str);
  for (const char *p = first_word(finder->folded.text->str); *p;) {
    const char *end = word_end(p);
    g_autofree char *word = g_strndup(p, (gsize)(end - p));
    const GPtrArray *list = g_hash_table_lookup(finder->check->terms->firsts, word);
    const char *found = list ? find_at(finder, list, p) : NULL;
    p = first_word(found && found > p ? found : end);
  }
  sts_prose_reset(&finder->prose);
}

static void
find_in_text(Finder *finder, const char *text, StsPosition position)
{
  StsPosition fallback = finder->fallback;

  sts_prose_reset(&finder->prose);
  g_string_append(finder->prose.text, text);
  finder->fallback = position;
  find_in_prose(finder);
  finder->fallback = fallback;
}

/* A title, which is one line of plain text, each byte of it placed. */
static void
find_in_title(Finder *finder, const StsNode *title)
{
  sts_prose_reset(&finder->prose);
  sts_prose_append(&finder->prose, title->text.text, title);
  find_in_prose(finder);
}

/* ---- trees ---- */

/* Returns true if the node's children are to be passed over. */
static bool
take(Finder *finder, const StsNode *node)
{
  if (node->lang && !sts_language_is_same(node->lang, finder->check->library->language)) {
    sts_prose_append(&finder->prose, GAP, node);
    return true;
  }
  switch (node->kind) {
  case STS_NODE_TEXT:
    sts_prose_append(&finder->prose, node->text.text, node);
    break;
  case STS_NODE_LINE_BREAK:
    sts_prose_append(&finder->prose, " ", node);
    break;
  case STS_NODE_CODE:
  case STS_NODE_IMAGE:
    sts_prose_append(&finder->prose, GAP, node);
    break;
  default:
    break;
  }
  return false;
}

/* The alternatives of images are text that is heard. They lie within other text, so they come after it. */
static void
find_in_images(Finder *finder, const StsNode *root)
{
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    const StsNode *image = sts_node_shown_image(iter.node);
    if (event == STS_EVENT_ENTER && image && image->image.alternative)
      find_in_text(finder, image->image.alternative, image->position);
  }
}

static void
find_in_tree(Finder *finder, const StsNode *root)
{
  StsNodeIter iter;

  if (!root)
    return;
  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (event == STS_EVENT_EXIT && sts_node_holds_inlines(iter.node->kind))
      find_in_prose(finder);
    else if (event == STS_EVENT_ENTER && take(finder, iter.node))
      sts_node_iter_skip(&iter);
  }
  find_in_images(finder, root);
}

static void
begin(Finder *finder, const StsCheck *check, StsPosition fallback)
{
  *finder = (Finder){
      .check = check, .folded = {g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(size_t))}, .fallback = fallback};
  sts_prose_init(&finder->prose);
}

static void
end(Finder *finder)
{
  sts_prose_clear(&finder->prose);
  g_string_free(finder->folded.text, TRUE);
  g_array_unref(finder->folded.offsets);
}

void
sts_check_library_terms(const StsCheck *check)
{
  Finder finder;

  if (check->library->terms->len == 0)
    return;
  begin(&finder, check, check->library->disclaimer_position);
  /* The title of a single document is that of its section. */
  if (check->library->title_line && !sts_library_is_document(check->library))
    find_in_title(&finder, check->library->title_line);
  find_in_tree(&finder, check->library->disclaimer);
  end(&finder);
}

void
sts_check_terms(const StsCheck *check, const StsSection *section)
{
  const char *language = section->language ? section->language : check->library->language;
  Finder finder;

  if (check->library->terms->len == 0 || !sts_language_is_same(language, check->library->language))
    return;
  begin(&finder, check, sts_section_start(section));
  if (section->title_heading)
    find_in_tree(&finder, section->title_heading);
  else if (section->title_line)
    find_in_title(&finder, section->title_line);
  find_in_tree(&finder, section->body);
  find_in_tree(&finder, section->disclaimer);
  for (guint i = 0; i < section->notes->len; i++)
    find_in_tree(&finder, section->notes->pdata[i]);
  end(&finder);
}
