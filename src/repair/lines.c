/* Signs at the beginning of lines that lack a space, or that other systems have in the place of ours. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "repair/finders.h"

static gunichar
char_at(const StsDraft *draft, size_t at)
{
  return at < draft->text->len ? g_utf8_get_char(draft->text->str + at) : 0;
}

/* ---- callouts ---- */

/* Returns what a further line of the same block begins with: the signs of quotes stay, those of items are spaces. */
static char *
continue_line(const StsDraft *draft, size_t at)
{
  size_t begin = sts_draft_line_begin(draft, at);
  char *prefix = g_strndup(draft->text->str + begin, at - begin);

  for (char *p = prefix; *p; p++)
    if (*p != '>' && *p != '\t')
      *p = ' ';
  return prefix;
}

StsMend *
sts_mend_find_callout(const StsDraft *draft, size_t at, StsPosition position)
{
  static const char *const NAMES[] = {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", NULL};
  const char *text = draft->text->str + at;

  if (!sts_text_begins(text, "[!"))
    return NULL;
  g_autofree char *name = g_ascii_strup(text + 2, (gssize)strcspn(text + 2, "]\r\n"));
  size_t length = strlen(name) + strlen("[!]"), gap = strspn(text + length, " \t");
  if (!g_strv_contains(NAMES, name) || text[length - 1] != ']' || strchr("\r\n", text[length + gap]))
    return NULL;
  g_autofree char *prefix = continue_line(draft, at);
  size_t end = sts_draft_line_end(draft, at);
  const char *feed = sts_text_begins(draft->text->str + end, "\r\n") ? "\r\n" : "\n";
  g_autofree char *next = g_strconcat(feed, prefix, NULL);
  StsMend *mend = sts_mend_new(position);
  mend->blocks = true;
  mend->added[STS_NODE_CALLOUT] = 1;
  mend->added[STS_NODE_QUOTE] = -1;
  mend->printed = length;
  g_autofree char *marker = g_strndup(text, length);
  g_autofree char *first = g_strconcat(marker, next, NULL);
  sts_mend_edit(mend, at, at + length + gap, first, STS_MEND_NOTHING);
  return mend;
}

/* ---- one line after the other ---- */

/* Mends one line at `at`; returns false where nothing is to be mended there. */
typedef bool (*LineMender)(StsMend *mend, const StsDraft *draft, size_t at, gunichar sign);

/* #Heading */
static bool
mend_heading(StsMend *mend, const StsDraft *draft, size_t at, gunichar sign)
{
  const char *text = draft->text->str + at;
  size_t length = strspn(text, "#");

  if (sign != '#' || length == 0 || length > 6 || strchr(" \t\r\n", text[length]))
    return false;
  g_autofree char *signs = g_strndup(text, length), *spaced = g_strconcat(signs, " ", NULL);
  sts_mend_edit(mend, at, at + length, spaced, "");
  mend->added[STS_NODE_HEADING]++;
  mend->printed += length;
  return true;
}

/* h2. Heading, as Textile has it. */
static bool
mend_textile_heading(StsMend *mend, const StsDraft *draft, size_t at, gunichar sign)
{
  const char *text = draft->text->str + at;

  if (sign != 'h' || text[0] != 'h' || text[1] < '1' || text[1] > '6' || !sts_text_begins(text + 2, ". "))
    return false;
  g_autofree char *signs = g_strnfill((gsize)(text[1] - '0'), '#');
  sts_mend_edit(mend, at, at + strlen("h2."), signs, "");
  mend->added[STS_NODE_HEADING]++;
  mend->printed += strlen("h2.");
  return true;
}

/* -First */
static bool
mend_bullet(StsMend *mend, const StsDraft *draft, size_t at, gunichar sign)
{
  const char *text = draft->text->str + at;
  const char spaced[] = {(char)sign, ' ', '\0'};

  if (sign > 0x7F || !strchr("-+*", (int)sign) || char_at(draft, at) != sign ||
      !g_unichar_isalpha(char_at(draft, at + 1)))
    return false;
  g_assert(*text == (char)sign);
  sts_mend_edit(mend, at, at + 1, spaced, "");
  mend->added[STS_NODE_ITEM]++;
  mend->printed++;
  return true;
}

/* A bullet that was typed. */
static bool
mend_typed_bullet(StsMend *mend, const StsDraft *draft, size_t at, gunichar sign)
{
  static const char BULLETS[] = "\u2022\u2023\u2043\u2219\u25E6\u25AA\u25AB\u25CF\u25CB\u25A0\u27A2\u27A4\u00B7";
  const char *text = draft->text->str + at;

  if (sign < 0x80 || !g_utf8_strchr(BULLETS, -1, sign) || char_at(draft, at) != sign)
    return false;
  size_t length = (size_t)(g_utf8_next_char(text) - text), gap = strspn(text + length, " \t");
  if (sts_text_begins(text + length, "\u00A0"))
    gap = strlen("\u00A0");
  sts_mend_edit(mend, at, at + length + gap, "- ", "");
  mend->added[STS_NODE_ITEM]++;
  mend->printed += length + (gap && text[length] != ' ' && text[length] != '\t' ? gap : 0);
  return true;
}

/* 1.First */
static bool
mend_number(StsMend *mend, const StsDraft *draft, size_t at, gunichar sign)
{
  const char *text = draft->text->str + at;
  size_t length = strspn(text, "0123456789");

  if (sign > 0x7F || !g_ascii_isdigit((char)sign) || length == 0 || length > 2 || !strchr(".)", text[length]) ||
      !g_unichar_isalpha(char_at(draft, at + length + 1)))
    return false;
  const char spaced[] = {text[length], ' ', '\0'};
  sts_mend_edit(mend, at + length, at + length + 1, spaced, " ");
  mend->added[STS_NODE_ITEM]++;
  mend->printed++;
  return true;
}

/* Lines that only made another system do something: between two empty ones. */
static bool
mend_instruction(StsMend *mend, const StsDraft *draft, size_t at, gunichar sign)
{
  static const char *const LINES[] = {"[TOC]",     "[toc]",       "[[TOC]]",     "[[_TOC_]]",        "[[toc]]",
                                      "\\newpage", "\\pagebreak", "\\clearpage", "\\tableofcontents"};
  const char *text = draft->text->str;
  size_t end = sts_draft_line_end(draft, at), next = sts_draft_next_line(draft, at);
  size_t last = at > 0 ? sts_draft_line_begin(draft, at - 1) : 0;

  if ((sign != '[' && sign != '\\') || sts_draft_line_begin(draft, at) != at ||
      sts_draft_line_end(draft, next) != next || (at > 0 && sts_draft_line_end(draft, last) != last))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++)
    if (strlen(LINES[i]) == end - at && sts_text_begins(text + at, LINES[i])) {
      sts_mend_edit(mend, at, next + (next > end ? sts_draft_next_line(draft, next) - next : 0), "", "");
      mend->printed = end - at;
      return true;
    }
  return false;
}

/* Mends the line at `at`, and those of the same kind that follow it in its block and begin alike: what was told once
 * was told of all of them. Items with numbers may have empty lines between them, and must go on counting. */
static bool
mend_lines(StsMend *mend, LineMender mender, const StsDraft *draft, size_t at)
{
  const char *text = draft->text->str;
  size_t begin = sts_draft_line_begin(draft, at), indent = at - begin;
  gunichar sign = char_at(draft, at);
  int number = atoi(text + at);
  bool after_gap = false;

  if (!mender(mend, draft, at, sign))
    return false;
  for (size_t line = sts_draft_next_line(draft, at); line < draft->text->len; line = sts_draft_next_line(draft, line)) {
    bool empty = sts_draft_line_end(draft, line) == line;
    bool alike = line + indent < draft->text->len && memcmp(text + line, text + begin, indent) == 0;
    if (empty ? mender != mend_number : after_gap && (!alike || atoi(text + line + indent) != number + 1))
      break;
    if (!empty && alike && mender(mend, draft, line + indent, sign)) {
      if (mender == mend_number && atoi(text + line + indent) != ++number)
        return false;
    } else if (after_gap && !empty) {
      break;
    }
    after_gap = empty;
  }
  return true;
}

StsMend *
sts_mend_find_lines(const StsDraft *draft, size_t at, StsPosition position)
{
  static const LineMender MENDERS[] = {mend_heading,      mend_textile_heading, mend_bullet,
                                       mend_typed_bullet, mend_number,          mend_instruction};

  for (size_t i = 0; i < G_N_ELEMENTS(MENDERS); i++) {
    g_autoptr(StsMend) mend = sts_mend_new(position);
    mend->blocks = true;
    if (mend_lines(mend, MENDERS[i], draft, at))
      return g_steal_pointer(&mend);
  }
  return NULL;
}
