/* Finds abbreviations as words of their own. */
#include "document/abbreviations.h"

#include <string.h>

#include "base/language-tag.h"

static bool
is_word_character(gunichar c)
{
  return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* Whether a word ends between the two characters, or none goes on there. */
static bool
parts(gunichar left, gunichar right)
{
  return !is_word_character(left) || !is_word_character(right);
}

const char *
sts_abbreviation_find(const StsAbbreviation *abbreviation, const char *text)
{
  const char *word = abbreviation->text;
  size_t length = strlen(word);
  gunichar first = g_utf8_get_char(word), last = g_utf8_get_char(g_utf8_prev_char(word + length));

  for (const char *at = text; (at = strstr(at, word)); at += length) {
    gunichar before = at > text ? g_utf8_get_char(g_utf8_prev_char(at)) : ' ';
    gunichar after = at[length] != '\0' ? g_utf8_get_char(at + length) : ' ';
    if (parts(before, first) && parts(last, after))
      return at;
  }
  return NULL;
}

bool
sts_abbreviation_may_stand(const StsLibrary *library, const StsNode *node, const char *language)
{
  const char *own = sts_node_language(node, language);

  return node->kind == STS_NODE_TEXT && own && library->language && sts_language_is_same(own, library->language);
}
