/* Numbers: nothing stands beside one that could be read as a part of it, and its parts keep their order. */
#include <string.h>

#include "base/language-tag.h"
#include "check/families.h"
#include "document/plain-text.h"
#include "document/rules.h"

/* The byte of the last digit that the text ends with; -1: it ends otherwise. */
static gssize
last_digit(const char *text)
{
  const char *end = text + strlen(text);

  while (end > text && sts_plain_text_is_unseen(g_utf8_get_char(g_utf8_prev_char(end))))
    end = g_utf8_prev_char(end);
  const char *last = end > text ? g_utf8_prev_char(end) : end;
  return end > text && g_unichar_isdigit(g_utf8_get_char(last)) ? last - text : -1;
}

/* `before` is the leaf that stands right before the note's mark, or NULL. */
static void
check_mark(const StsCheck *check, const StsNode *mark, const StsNode *before)
{
  if (before && last_digit(before->text.text) >= 0)
    sts_check_report(
        check, mark->position, STS_RULE_MARK_AFTER_NUMBER,
        "the mark of the note “%s” stands right after a number, and is printed apart from it, in brackets; "
        "put it after a word",
        mark->note_reference.label);
}

static bool
is_hyphen(gunichar c)
{
  return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2013;
}

/* Finds digits that hyphens join, such as 555-0100. Returns where they begin, and sets *end; NULL: there are none. */
static const char *
find_joined_digits(const char *text, const char **end)
{
  const char *start = NULL;
  bool joined = false;

  for (const char *p = text;; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    bool digit = *p && g_unichar_isdigit(c);
    bool joins = start && *p && is_hyphen(c) && g_unichar_isdigit(g_utf8_get_char(g_utf8_next_char(p)));
    joined = joined || joins;
    if (digit && !start)
      start = p;
    if (digit || joins)
      continue;
    if (start && joined) {
      *end = p;
      return start;
    }
    start = NULL;
    joined = false;
    if (!*p)
      return NULL;
  }
}

/* Whether a mark, an embedding or an isolate from left to right stands right before. */
static bool
is_set_left_to_right(const char *text, const char *at)
{
  gunichar c = at > text ? g_utf8_get_char(g_utf8_prev_char(at)) : 0;

  return c == 0x200E || c == 0x202A || c == 0x2066;
}

static bool
is_in_left_to_right(const StsNode *text)
{
  for (const StsNode *node = text; node; node = node->parent)
    if (sts_node_is_left_to_right(node))
      return true;
  return false;
}

/* The digits of Arabic, unlike those of Persian, are parted by a hyphen in whatever direction they stand (UAX #9, N1).
 */
static bool
has_arabic_digit(const char *digits)
{
  for (const char *p = digits; *p; p = g_utf8_next_char(p))
    if (g_utf8_get_char(p) >= 0x660 && g_utf8_get_char(p) <= 0x669)
      return true;
  return false;
}

static void
check_direction(const StsCheck *check, const StsNode *text, bool right_to_left)
{
  bool isolated = !right_to_left || is_in_left_to_right(text);

  for (const char *p = text->text.text, *end; (p = find_joined_digits(p, &end)); p = end) {
    g_autofree char *digits = g_strndup(p, (size_t)(end - p));
    StsPosition place = sts_node_text_place(text, (size_t)(p - text->text.text));
    if (has_arabic_digit(digits))
      sts_check_report(check, place, STS_RULE_DIGITS_RIGHT_TO_LEFT,
                       "the parts of “%s” are shown in the other order, as hyphens part digits of Arabic everywhere; "
                       "write it with the digits 0 to 9, or the mark U+200E on both sides of each hyphen",
                       digits);
    else if (!isolated && !is_set_left_to_right(text->text.text, p))
      sts_check_report(check, place, STS_RULE_DIGITS_RIGHT_TO_LEFT,
                       "in text from right to left, the parts of “%s” are shown in the other order; write a telephone "
                       "number as [%s](tel:...), and anything else as [%s]{lang=en}",
                       digits, digits, digits);
  }
}

static void
check_tree(const StsCheck *check, const StsNode *root, const char *language)
{
  const StsNode *before = NULL; /* the TEXT right before */
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  while (sts_node_iter_next(&iter) != STS_EVENT_DONE) {
    const StsNode *node = iter.node;
    if (sts_node_is_container(node->kind)) {
      before = sts_node_is_inline(node->kind) ? before : NULL;
      continue;
    }
    if (node->kind == STS_NODE_NOTE_REFERENCE)
      check_mark(check, node, before);
    if (node->kind == STS_NODE_TEXT) {
      bool right_to_left = sts_language_is_rtl(sts_node_language(node, language));
      if (right_to_left || !g_str_is_ascii(node->text.text))
        check_direction(check, node, right_to_left);
    }
    before = node->kind == STS_NODE_TEXT ? node : NULL;
  }
}

void
sts_check_numbers(const StsCheck *check, const StsSection *section)
{
  StsSectionTrees trees = {section, 0};
  const StsNode *root;

  while ((root = sts_section_trees_next(&trees)))
    check_tree(check, root, section->language ? section->language : check->library->language);
}
