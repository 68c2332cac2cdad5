/* Text that breaks off or begins in the middle of a sentence, as where a page was lost; and headings that are none, or
 * stand alone, or jump. */
#include "import/detectors.h"

#include <string.h>

#include "import/endings.h"
#include "import/findings.h"
#include "import/prose.h"
#include "import/source.h"

/* A paragraph of so many words is a sentence, and ends like one; a shorter one only with another sign that it is cut.
 */
enum { SENTENCE_WORDS = 8, SHORT_WORDS = 4, LOST_LINES = 3, CUT_WORD_BYTES = 4 };

/* ---- paragraphs ---- */

/* Whether the block is running text: not a line in bold, an address of several lines, or the like. */
static bool
is_prose(const StsImportBlock *block)
{
  const StsNode *first = block->node->first_child;

  if (block->role != STS_ROLE_TEXT || block->node->kind != STS_NODE_PARAGRAPH || !first)
    return false;
  if (!first->next &&
      (first->kind == STS_NODE_STRONG || first->kind == STS_NODE_EMPHASIS || first->kind == STS_NODE_LINK))
    return false;
  for (const StsNode *node = first; node; node = node->next)
    if (node->kind == STS_NODE_LINE_BREAK)
      return false;
  return true;
}

/* Whether it continues what a paragraph before it began: a list, a table, a quotation. */
static bool
continues(const StsImportBlock *block)
{
  switch (block->node->kind) {
  case STS_NODE_LIST:
  case STS_NODE_TABLE:
  case STS_NODE_QUOTE:
  case STS_NODE_CALLOUT:
  case STS_NODE_FIGURE:
  case STS_NODE_CODE_BLOCK:
  case STS_NODE_DEFINITION_LIST:
    return true;
  default:
    return false;
  }
}

/* A name in code, or of something that is linked, may be in small letters. */
static bool
begins_low(const StsImportBlock *block)
{
  const StsNode *first = block->node->first_child;

  if (first->kind == STS_NODE_CODE || (first->kind == STS_NODE_LINK && first->link.kind != STS_LINK_HOLLOW))
    return false;
  return sts_prose_begins_low(block->text);
}

static bool
ends_open(const StsImportBlock *block)
{
  return block->node->last_child->kind != STS_NODE_CODE && sts_prose_ends_open(block->text);
}

static bool
is_broken_off(const StsImportBlock *block, const StsImportBlock *next)
{
  if (!is_prose(block) || block->words < SHORT_WORDS || !ends_open(block))
    return false;
  if (next && continues(next))
    return false;
  if (block->words >= SENTENCE_WORDS)
    return true;
  bool last =
      !next || (next->role != STS_ROLE_TEXT && next->role != STS_ROLE_HEADING && next->role != STS_ROLE_FRAGMENT);
  return last || next->gap >= LOST_LINES || (is_prose(next) && begins_low(next)) ||
         sts_prose_leaves_bracket(block->text) || sts_prose_ends_dangling(block->text) ||
         sts_prose_breaks_off(block->text);
}

/* ---- words that the document has ---- */

static gboolean
is_letter(gunichar c)
{
  return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

/* The folded letters of the last word. */
static char *
bare_word(const char *text)
{
  const char *begin = sts_prose_last_word(text);

  while (*begin && !is_letter(g_utf8_get_char(begin)))
    begin = g_utf8_next_char(begin);
  const char *end = begin;
  while (*end && is_letter(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  g_autofree char *word = g_strndup(begin, (size_t)(end - begin));
  return g_utf8_casefold(word, -1);
}

static void
count_words_of(GHashTable *words, const char *text)
{
  for (const char *p = text; *p;) {
    const char *end = p;
    while (*end && is_letter(g_utf8_get_char(end)))
      end = g_utf8_next_char(end);
    if (end > p) {
      g_autofree char *word = g_strndup(p, (size_t)(end - p));
      char *folded = g_utf8_casefold(word, -1);
      guint count = GPOINTER_TO_UINT(g_hash_table_lookup(words, folded));
      g_hash_table_replace(words, folded, GUINT_TO_POINTER(count + 1));
    }
    p = *end ? g_utf8_next_char(end) : end;
  }
}

/* How often each word stands in the document. Counted when a cut asks for it. */
static GHashTable *
all_words(StsImport *import)
{
  if (!import->vocabulary) {
    import->vocabulary = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < import->blocks->len; i++)
      count_words_of(import->vocabulary, sts_import_block(import, i)->text);
  }
  return import->vocabulary;
}

/* A hyphen at the end; or a short word that stands nowhere else in the document, and is a name or stands within a
 * bracket. Words in small letters are too often rare and whole. */
static bool
ends_in_word(StsImport *import, const char *text)
{
  g_autofree char *word = bare_word(text);

  if (g_str_has_suffix(text, "-"))
    return true;
  if (!sts_prose_leaves_bracket(text) && !g_unichar_isupper(g_utf8_get_char(sts_prose_last_word(text))))
    return false;
  return *word && strlen(word) <= CUT_WORD_BYTES && GPOINTER_TO_UINT(g_hash_table_lookup(all_words(import), word)) < 2;
}

/* ---- what is said about it ---- */

static void
report_joint(StsImport *import, StsImportPart *part, const StsImportBlock *block, const StsImportBlock *next)
{
  g_autofree char *ending = sts_prose_ending(block->text), *beginning = sts_prose_beginning(next->text);

  sts_import_error(import, sts_import_block_end(import, block), STS_RULE_IMPORT_CUT_SENTENCE,
                   "the sentence breaks off after “%s” and seems to go on in line %d, with “%s”: join the two "
                   "paragraphs, unless something between them is lost",
                   ending, sts_import_source_line(import, next->first), beginning);
  sts_import_mark(import, part, next->first,
                  "The next paragraph seems to continue the sentence before it. Join the two, unless something between "
                  "them is lost. Then delete this line.");
}

static void
report_cut(StsImport *import, StsImportPart *part, const StsImportBlock *block)
{
  g_autofree char *ending = sts_prose_ending(block->text);
  StsPosition place = sts_import_block_end(import, block);
  bool in_word = ends_in_word(import, block->text);

  if (in_word)
    sts_import_error(import, place, STS_RULE_IMPORT_CUT_WORD,
                     "the text breaks off after “%s”, apparently in the middle of a word; restore what was lost, or "
                     "delete the sentence",
                     ending);
  else
    sts_import_error(
        import, place, STS_RULE_IMPORT_CUT_SENTENCE,
        "the text breaks off after “%s”, in the middle of a sentence; restore what was lost, or delete the sentence",
        ending);
  sts_import_note_gap(import, part, "Line %d of the source breaks off in the middle of a %s.",
                      sts_import_source_line(import, place.line), in_word ? "word" : "sentence");
  sts_import_mark(import, part, block->first,
                  "The end of the next paragraph is lost: it breaks off in the middle of a %s. Restore it, or delete "
                  "the sentence. Then delete this line.",
                  in_word ? "word" : "sentence");
}

static void
report_lost_beginning(StsImport *import, StsImportPart *part, const StsImportBlock *block)
{
  g_autofree char *beginning = sts_prose_beginning(block->text);

  sts_import_error(import, sts_import_block_start(import, block), STS_RULE_IMPORT_UNPLACED,
                   "“%s” is the rest of a sentence whose beginning was lost; restore it, or delete what is left",
                   beginning);
  sts_import_note_gap(import, part, "The beginning of the sentence in line %d of the source is lost.",
                      sts_import_source_line(import, block->first));
  sts_import_mark(import, part, block->first,
                  "The next paragraph begins in the middle of a sentence whose beginning was lost. Restore it, or "
                  "delete what is left. Then delete this line.");
}

static void
report_lost_list(StsImport *import, StsImportPart *part, const StsImportBlock *block)
{
  g_autofree char *ending = sts_prose_ending(block->text);
  StsPosition place = sts_import_block_end(import, block);

  sts_import_error(import, place, STS_RULE_IMPORT_CUT_SENTENCE,
                   "“%s” announces something that does not follow; restore what was lost, or delete the sentence",
                   ending);
  sts_import_note_gap(import, part, "What line %d of the source announces is lost.",
                      sts_import_source_line(import, place.line));
  sts_import_mark(import, part, block->first,
                  "What the next paragraph announces at its end is lost. Restore it, or delete the sentence. Then "
                  "delete this line.");
}

static bool
announces_nothing(const StsImportBlock *block, const StsImportBlock *next)
{
  if (!is_prose(block) || !g_str_has_suffix(block->text, ":") || (next && continues(next)))
    return false;
  /* Headings may be what is announced, and so may the next paragraph. */
  bool last =
      !next || (next->role != STS_ROLE_TEXT && next->role != STS_ROLE_HEADING && next->role != STS_ROLE_FRAGMENT);
  return last || next->gap >= LOST_LINES || (next->role != STS_ROLE_TEXT && next->role != STS_ROLE_HEADING);
}

static bool
lost_its_beginning(const StsImportBlock *before, const StsImportBlock *block)
{
  if (!is_prose(block) || block->words < SHORT_WORDS || !begins_low(block))
    return false;
  /* After a list a sentence may go on, but not after one of links. */
  return !before || !continues(before) || before->role == STS_ROLE_CONTENTS || block->gap >= LOST_LINES;
}

/* ---- lists, tables, quotations ---- */

/* What is cut, in a message that stands before the block. */
static const char *
name_cut(const StsImportBlock *block)
{
  switch (block->node->kind) {
  case STS_NODE_LIST:
    return "An item of the next list";
  case STS_NODE_TABLE:
    return "A cell of the next table";
  case STS_NODE_QUOTE:
    return "The next quotation";
  case STS_NODE_CALLOUT:
    return "The next callout";
  case STS_NODE_DEFINITION_LIST:
    return "A definition of the next list";
  default:
    return NULL;
  }
}

static bool
is_phrase(const StsNode *node)
{
  if (node->kind == STS_NODE_CELL && node->cell.header)
    return false;
  if ((node->kind != STS_NODE_PARAGRAPH && node->kind != STS_NODE_CELL) || !node->last_child ||
      node->last_child->kind == STS_NODE_CODE)
    return false;
  /* A list below it, or whatever stands there, may go on with it. */
  return node->kind == STS_NODE_CELL || !node->next || node->next->kind == STS_NODE_PARAGRAPH;
}

static bool
is_cut_phrase(const StsImportBlock *block, const StsNode *node, const StsImportBlock *next, const char *text)
{
  bool last = !sts_node_next(block->node, node, true);

  if (block->node->kind == STS_NODE_CALLOUT && last && sts_prose_lacks_stop(text))
    return true;
  if (!sts_prose_breaks_off(text))
    return false;
  /* Items are joined by "and", and the last one to what follows the list. */
  return node->kind == STS_NODE_CELL || !sts_prose_ends_in_join(text) ||
         (last && !(next && is_prose(next) && begins_low(next)));
}

static void
report_cut_phrase(StsImport *import, StsImportPart *part, const StsImportBlock *block, const StsNode *node,
                  const char *text)
{
  g_autofree char *ending = sts_prose_ending(text);
  int line = sts_import_last_text_line(import, block, node);
  StsPosition place = node->kind == STS_NODE_CELL ? (StsPosition){import->path, line, MAX(node->position.column, 1)}
                                                  : sts_import_line_end(import, line);

  sts_import_error(
      import, place, STS_RULE_IMPORT_CUT_SENTENCE,
      "the text breaks off after “%s”, in the middle of a sentence; restore what was lost, or delete the sentence",
      ending);
  sts_import_note_gap(import, part, "Line %d of the source breaks off in the middle of a sentence.",
                      sts_import_source_line(import, line));
  sts_import_mark(import, part, block->first,
                  "%s breaks off after “%s”, in the middle of a sentence. Restore what was lost, or delete the "
                  "sentence. Then delete this line.",
                  name_cut(block), ending);
}

static void
find_cut_phrases(StsImport *import, StsImportPart *part, const StsImportBlock *block, const StsImportBlock *next)
{
  if (block->role != STS_ROLE_TEXT || !name_cut(block))
    return;
  for (const StsNode *node = block->node->first_child; node; node = sts_node_next(block->node, node, false)) {
    if (!is_phrase(node))
      continue;
    g_autofree char *text = sts_import_inline_text(node);
    if (is_cut_phrase(block, node, next, text))
      report_cut_phrase(import, part, block, node, text);
  }
}

/* ---- all of them ---- */

void
sts_import_find_cuts(StsImport *import, StsImportPart *part)
{
  for (guint i = part->begin; i < part->end; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    const StsImportBlock *before = i > part->begin ? block - 1 : NULL, *next = i + 1 < part->end ? block + 1 : NULL;
    /* Text before the first title is told as such. */
    if (part->heading != G_MAXUINT && i < part->heading)
      continue;
    if (is_broken_off(block, next) && next && is_prose(next) && begins_low(next))
      report_joint(import, part, block, next);
    else if (is_broken_off(block, next))
      report_cut(import, part, block);
    else if (announces_nothing(block, next))
      report_lost_list(import, part, block);
    if (lost_its_beginning(before, block) && !(before && is_broken_off(before, block)))
      report_lost_beginning(import, part, block);
    find_cut_phrases(import, part, block, next);
  }
}

/* ---- headings ---- */

static void
report_fragment(StsImport *import, StsImportPart *part, const StsImportBlock *block)
{
  sts_import_error(import, sts_import_block_start(import, block), STS_RULE_IMPORT_HEADING_FRAGMENT,
                   "“%s” is marked as a heading, but reads like part of a sentence; make it text, with what was lost "
                   "before it, or delete it",
                   block->text);
  sts_import_note_gap(import, part,
                      "The text around line %d of the source is lost: what is left there is part of a sentence.",
                      sts_import_source_line(import, block->first));
  sts_import_mark(import, part, block->first,
                  "The next line is marked as a heading, but reads like part of a sentence. Make it text, with what "
                  "was lost, or delete it. Then delete this line.");
}

/* It may be the title of a section, whose references and date the section would take for its own. */
static void
report_title_level(StsImport *import, StsImportPart *part, const StsImportBlock *block)
{
  sts_import_error(
      import, sts_import_block_start(import, block), STS_RULE_IMPORT_BORDER_UNSURE,
      "the heading “%s” has the level of section titles, but nothing else shows that a section begins here; if one "
      "does, give it a file of its own, with its references and date, and the section before it its own",
      block->text);
  sts_import_mark(import, part, block->first,
                  "The next heading may be the title of a section: it has the level of such titles. If it is, give it "
                  "a file of its own, with its references and date, and look for those of the section before it; if "
                  "not, lower its level. Then delete this line.");
}

/* The same rule that the check of the library has; `last` is 0 for the first heading below the title. */
static void
check_jump(StsImport *import, const StsImportBlock *block, int last)
{
  int level = block->node->heading.level, allowed = last > 0 ? last + 1 : 3;

  if (level > allowed)
    sts_import_error(import, sts_import_block_start(import, block), STS_RULE_IMPORT_HEADING_JUMP,
                     "the heading “%s” has level %d, but the one before it has level %d; a level seems to be missing",
                     block->text, level, last > 0 ? last : 2);
}

/* Whether lines follow the heading that are no block of ours, such as HTML. */
static bool
has_hidden_lines(const StsImport *import, const StsImportBlock *heading)
{
  const StsImportLine *first = sts_import_line(import, heading->first), *last = sts_import_line(import, heading->last);
  const char *text = import->text + first->offset, *under = import->text + last->offset;

  if (text[strspn(text, " ")] == '#')
    return heading->last > heading->first;
  /* A heading that is underlined ends with that line. */
  return strspn(under, " =-") < last->length;
}

/* Nothing but rules, or what closes the section, comes before the next heading of that level or the end. */
static bool
stands_alone(const StsImport *import, const StsImportPart *part, guint index)
{
  const StsImportBlock *heading = sts_import_block(import, index);

  if (has_hidden_lines(import, heading))
    return false;
  for (guint i = index + 1; i < part->end; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (block->role == STS_ROLE_RULE)
      continue;
    if (block->node->kind == STS_NODE_HEADING && block->role != STS_ROLE_FRAGMENT)
      return block->node->heading.level <= heading->node->heading.level;
    return block->role != STS_ROLE_TEXT && block->role != STS_ROLE_CONTENTS && block->role != STS_ROLE_FRAGMENT;
  }
  return true;
}

void
sts_import_find_headings(StsImport *import, StsImportPart *part)
{
  int last = 0;

  for (guint i = part->begin; i < part->end; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (block->role == STS_ROLE_FRAGMENT)
      report_fragment(import, part, block);
    if (block->role != STS_ROLE_HEADING || i == import->document_title)
      continue;
    if (block->title_level)
      report_title_level(import, part, block);
    if (i != part->heading) {
      check_jump(import, block, last);
      last = block->node->heading.level;
    }
    if (!stands_alone(import, part, i))
      continue;
    sts_import_warning(import, sts_import_block_start(import, block), STS_RULE_IMPORT_HEADING_WITHOUT_TEXT,
                       "there is nothing below the heading “%s”; its text may be lost", block->text);
    sts_import_note_gap(import, part, "The text below the heading in line %d of the source is lost.",
                        sts_import_source_line(import, block->first));
  }
}
