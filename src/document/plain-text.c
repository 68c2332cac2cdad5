/* The text of a tree, line by line, and its fingerprint. */
#include "document/plain-text.h"

#include <string.h>

#include "base/text.h"
#include "document/script.h"

StsMark
sts_note_mark(int number)
{
  StsMark mark = {""};
  size_t length = 0;

  for (; number > 0; number = (number - 1) / 26)
    mark.text[length++] = (char)('a' + (number - 1) % 26);
  g_strreverse(mark.text);
  return mark;
}

StsMark
sts_node_mark(const StsNode *node)
{
  StsMark mark = {""};

  if (node->kind == STS_NODE_NOTE || node->kind == STS_NODE_NOTE_REFERENCE)
    return sts_note_mark(node->kind == STS_NODE_NOTE ? node->note.number : node->note_reference.number);
  int number = node->kind == STS_NODE_ITEM ? node->item.number : node->link_number.number;
  if (number > 0)
    g_snprintf(mark.text, sizeof mark.text, "%d", number);
  return mark;
}

static bool
is_mark(const StsNode *node)
{
  return node->kind == STS_NODE_LINK_NUMBER || node->kind == STS_NODE_NOTE_REFERENCE;
}

StsNumberForm
sts_node_number_form(const StsNode *mark)
{
  return mark->kind == STS_NODE_NOTE_REFERENCE ? mark->note_reference.form : mark->link_number.form;
}

bool
sts_node_number_goes_on(const StsNode *mark)
{
  const StsNode *block = mark->parent;

  while (block->parent && sts_node_is_inline(block->kind))
    block = block->parent;
  const StsNode *next = sts_node_next(block, mark, true);
  while (next && !is_mark(next) && next->first_child)
    next = next->first_child;
  return next && is_mark(next) && sts_node_number_form(next) == STS_NUMBER_LISTED;
}

void
sts_node_append_number(GString *out, const StsNode *node)
{
  StsMark mark = sts_node_mark(node);
  StsNumberForm form = sts_node_number_form(node);

  if (!*mark.text)
    return;
  if (form == STS_NUMBER_APART) {
    bool spaced = out->len > 0 && out->str[out->len - 1] == ' ';
    g_string_append_printf(out, "%s[%s]", spaced ? "" : " ", mark.text);
  } else {
    g_string_append_printf(out, "%s%s", form == STS_NUMBER_LISTED ? "," : "", mark.text);
  }
}

void
sts_plain_text_append_slot(GString *out, const char *key, const char *words)
{
  if (*words)
    g_string_append(out, words);
  else
    g_string_append_printf(out, "{clinic.%s}", key);
}

/* Appends what the inline just entered says by itself; `written`: as its letters are in the source, raised or not. A
 * slot counts as what its author wrote: what is in it is the clinic's, and is passed over. */
static void
append_leaf(GString *out, StsNodeIter *iter, bool written)
{
  const StsNode *node = iter->node;

  if (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE)
    sts_script_append(out, written ? STS_SCRIPT_NONE : sts_node_script(node), node->text.text);
  else if (node->kind == STS_NODE_IMAGE && node->image.alternative)
    g_string_append(out, node->image.alternative);
  else if (node->kind == STS_NODE_LINE_BREAK)
    g_string_append_c(out, ' ');
  else if (is_mark(node))
    sts_node_append_number(out, node);
  else if (node->kind == STS_NODE_DATE)
    g_string_append(out, node->date.text);
  else if (node->kind == STS_NODE_SPAN && node->span.words) {
    sts_plain_text_append_slot(out, node->span.slot, node->span.words);
    sts_node_iter_skip(iter);
  }
}

bool
sts_plain_text_is_unseen(gunichar c)
{
  return c == 0x00ad || c == 0x061c || c == 0x17b4 || c == 0x17b5 || (c >= 0x180b && c <= 0x180f) ||
         (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

/* Whether the text is a line as it stands: nothing unseen is in it, and no white space but single spaces between words.
 * Nearly all text is. */
static bool
is_line(const char *text)
{
  char before = ' ';

  for (const char *p = text; *p; p = (guchar)*p < 0x80 ? p + 1 : g_utf8_next_char(p)) {
    guchar c = (guchar)*p;
    if (c < 0x80 ? g_ascii_isspace(*p) && (*p != ' ' || before == ' ') : sts_plain_text_is_unseen(g_utf8_get_char(p)))
      return false;
    before = *p;
  }
  return before != ' ';
}

/* Returns a copy without what is unseen, white space normalised. */
static char *
make_line(const char *text)
{
  g_autoptr(GString) seen = g_string_sized_new(strlen(text));

  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (!sts_plain_text_is_unseen(g_utf8_get_char(p)))
      g_string_append_len(seen, p, g_utf8_next_char(p) - p);
  return sts_text_normalize_space(seen->str);
}

static bool
is_rtl_letter(gunichar c)
{
  switch (g_unichar_get_script(c)) {
  case G_UNICODE_SCRIPT_ARABIC:
  case G_UNICODE_SCRIPT_HEBREW:
  case G_UNICODE_SCRIPT_SYRIAC:
  case G_UNICODE_SCRIPT_THAANA:
  case G_UNICODE_SCRIPT_NKO:
  case G_UNICODE_SCRIPT_ADLAM:
    return g_unichar_isalpha(c);
  default:
    return false;
  }
}

static bool
has_rtl_letter(const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (is_rtl_letter(g_utf8_get_char(p)))
      return true;
  return false;
}

/* 0: there is none. */
static gunichar
first_letter(const char *text)
{
  while (*text && !g_unichar_isalpha(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return g_utf8_get_char(text);
}

bool
sts_plain_text_begins_rtl(const char *text)
{
  return is_rtl_letter(first_letter(text));
}

bool
sts_node_is_program_line(const StsNode *node)
{
  const StsNode *parent = node->parent;

  if (!node->lang || !parent)
    return false;
  if (parent->kind == STS_NODE_COVER || parent->kind == STS_NODE_CONTENTS)
    return node->kind == STS_NODE_HEADING || node->kind == STS_NODE_PARAGRAPH;
  return parent->kind == STS_NODE_PART && (node->kind == STS_NODE_HEADING || parent->part.kind != STS_PART_DISCLAIMER);
}

bool
sts_node_is_latin_reference(const StsNode *node)
{
  const StsNode *part = node->kind == STS_NODE_PARAGRAPH ? sts_node_ancestor(node, STS_NODE_PART) : NULL;

  bool alone = part && (part->part.kind == STS_PART_NOTES || sts_node_is_clinics(part));
  if (!part || (part->part.kind != STS_PART_REFERENCES && !alone))
    return false;
  g_autofree char *text = sts_node_inline_text(node);
  if (alone && has_rtl_letter(text))
    return false;
  gunichar first = first_letter(text);
  return first && !is_rtl_letter(first);
}

/* Whether it holds what a clinic says: a value in one of its parts, or in a slot. */
static bool
is_clinics_value(const StsNode *node)
{
  return node->kind == STS_NODE_SPAN && node->span.slot &&
         (node->span.words || sts_node_is_clinics(sts_node_ancestor(node, STS_NODE_PART)));
}

bool
sts_node_is_left_to_right(const StsNode *node)
{
  if (is_mark(node))
    return true;
  bool telephone = node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_EXTERNAL &&
                   g_ascii_strncasecmp(node->link.destination, "tel:", 4) == 0;
  if (!telephone && !is_clinics_value(node))
    return false;
  for (const StsNode *inner = node->first_child; inner; inner = sts_node_next(node, inner, false))
    if (inner->kind == STS_NODE_TEXT && has_rtl_letter(inner->text.text))
      return false;
  return true;
}

void
sts_plain_text_append_line(GString *out, const char *text)
{
  if (!text || !*text)
    return;
  if (is_line(text))
    g_string_append(out, text);
  else {
    g_autofree char *line = make_line(text);
    if (!*line)
      return;
    g_string_append(out, line);
  }
  g_string_append_c(out, '\n');
}

/* Ends the line in `line`, if anything is on it. */
static void
flush_line(GString *out, GString *line)
{
  sts_plain_text_append_line(out, line->str);
  g_string_truncate(line, 0);
}

static void
append_code(GString *out, const char *code)
{
  g_auto(GStrv) lines = g_strsplit(code, "\n", -1);

  for (char **line = lines; *line; line++)
    sts_plain_text_append_line(out, *line);
}

/* Lends what a block says that holds no inlines to say it; NULL for all others. */
static const char *
own_text(const StsNode *node)
{
  if (node->kind == STS_NODE_CALLOUT)
    return node->callout.label;
  if (node->kind == STS_NODE_FIGURE && !node->figure.paper)
    return node->figure.image->image.alternative;
  return node->kind == STS_NODE_CODE_BLOCK ? node->code.text : NULL;
}

static char *
plain_text(const StsNode *root, bool written)
{
  GString *out = g_string_new(NULL);
  g_autoptr(GString) line = g_string_new(NULL);
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    const StsNode *node = iter.node;
    if (event == STS_EVENT_EXIT) {
      if (sts_node_holds_inlines(node->kind))
        flush_line(out, line);
      continue;
    }
    if (sts_node_is_inline(node->kind))
      append_leaf(line, &iter, written);
    else if (node->kind == STS_NODE_CODE_BLOCK)
      append_code(out, own_text(node));
    else
      sts_plain_text_append_line(out, own_text(node));
  }
  flush_line(out, line);
  return g_string_free(out, FALSE);
}

char *
sts_node_plain_text(const StsNode *root)
{
  return plain_text(root, false);
}

char *
sts_node_written_text(const StsNode *root)
{
  return plain_text(root, true);
}

bool
sts_node_says_nothing(const StsNode *root)
{
  g_autoptr(GString) said = g_string_new(NULL);
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (event == STS_EVENT_EXIT)
      continue;
    append_leaf(said, &iter, true);
    if (!sts_text_is_blank(said->str) || !sts_text_is_blank(own_text(iter.node)))
      return false;
    g_string_truncate(said, 0);
  }
  return true;
}

static char *
inline_text(const StsNode *root, bool numbers, bool written)
{
  g_autoptr(GString) line = g_string_new(NULL);
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (event == STS_EVENT_ENTER && (numbers || !is_mark(iter.node)))
      append_leaf(line, &iter, written);
  }
  return sts_text_normalize_space(line->str);
}

char *
sts_node_inline_text(const StsNode *node)
{
  return inline_text(node, true, false);
}

char *
sts_node_title_text(const StsNode *heading)
{
  return inline_text(heading, false, false);
}

char *
sts_node_anchor_text(const StsNode *heading)
{
  return inline_text(heading, true, true);
}

/* Nothing below U+0300 is composed anew, nor what an editor types most beyond it: dashes, quotation marks, bullets and
 * the ellipsis (U+2002 to U+203E). */
static bool
is_composed(const char *text, size_t length)
{
  const guchar *at = (const guchar *)text, *end = at + length;

  while (at < end) {
    if (*at < 0xcc)
      at++;
    else if (end - at >= 3 && at[0] == 0xe2 && at[1] == 0x80 && at[2] >= 0x82 && at[2] <= 0xbe)
      at += 3;
    else
      return false;
  }
  return true;
}

/* Composition never crosses a line feed, and most lines are their own composition: each line is normalised alone. */
static void
update_with_line(GChecksum *checksum, const char *line, size_t length)
{
  g_autofree char *normal = is_composed(line, length) ? NULL : g_utf8_normalize(line, (gssize)length, G_NORMALIZE_NFC);
  if (normal)
    g_checksum_update(checksum, (const guchar *)normal, -1);
  else
    g_checksum_update(checksum, (const guchar *)line, (gssize)length);
}

char *
sts_plain_text_line(const char *text)
{
  g_autofree char *line = is_line(text) ? g_strdup(text) : make_line(text);

  if (is_composed(line, strlen(line)))
    return g_steal_pointer(&line);
  return g_utf8_normalize(line, -1, G_NORMALIZE_NFC);
}

char *
sts_plain_text_fingerprint(const char *lines)
{
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);

  for (const char *line = lines, *end; *line; line = end) {
    const char *feed = strchr(line, '\n');
    end = feed ? feed + 1 : line + strlen(line);
    update_with_line(checksum, line, (size_t)(end - line));
  }
  return g_strdup(g_checksum_get_string(checksum));
}
