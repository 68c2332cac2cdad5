/* Slots of a clinic where none may stand: what names a section or a part of it, leads elsewhere, or is a source, is the
 * same in every sheet. */
#include "check/families.h"
#include "document/rules.h"

#include <string.h>

static void
tell(const StsCheck *check, StsPosition position, const char *where)
{
  sts_check_report(check, position, STS_RULE_SLOT_PLACE,
                   "a clinic's slot cannot stand in %s; write the words themselves, or say it in the text", where);
}

/* Text in which no slot is looked for, so that it would be printed with its braces. */
static void
check_text(const StsCheck *check, const char *text, const StsNode *line, StsPosition position, const char *where)
{
  const char *at = text ? sts_clinic_find_slot(text, text) : NULL;

  if (at)
    tell(check, line ? sts_node_text_place(line, (size_t)(at - text)) : position, where);
}

static void
check_line(const StsCheck *check, const StsNode *line, const char *where)
{
  if (line)
    check_text(check, line->text.text, line, line->position, where);
}

static void
check_lines(const StsCheck *check, const GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    check_line(check, g_array_index(lines, StsPrintedLine, i).text, "what the front matter prints");
}

/* What is around a slot and lets none be there; NULL: it may stand. */
static const char *
find_refusal(const StsNode *slot)
{
  for (const StsNode *node = slot->parent; node; node = node->parent)
    if (node->kind == STS_NODE_HEADING)
      return "a heading";
    else if (node->kind == STS_NODE_LINK)
      return "the text of a link";
    else if (node->kind == STS_NODE_SUPERSCRIPT || node->kind == STS_NODE_SUBSCRIPT)
      return "a superscript or a subscript";
    else if (node->kind == STS_NODE_CELL && node->cell.header)
      return "the head of a table";
  return NULL;
}

/* The text of the block around a slot, by offsets: where the slot's words begin and end. */
typedef struct {
  GString *text;
  gsize start, end;
} Surroundings;

static Surroundings
look_around(const StsNode *slot)
{
  Surroundings around = {.text = g_string_new(NULL)};
  const StsNode *block = slot;

  while (block->parent && !sts_node_holds_inlines(block->kind))
    block = block->parent;
  for (const StsNode *node = block->first_child; node; node = sts_node_next(block, node, false)) {
    bool within = false;
    for (const StsNode *up = node; up && up != block && !within; up = up->parent)
      within = up == slot;
    if (node == slot)
      around.start = around.text->len;
    if (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE)
      g_string_append(around.text, node->text.text);
    else if (node->kind == STS_NODE_LINE_BREAK)
      g_string_append_c(around.text, '\n');
    if (within)
      around.end = around.text->len;
  }
  return around;
}

/* Whether it makes one word or number with its neighbor. Chinese and others write no spaces, and particles stand
 * against names in Arabic and Korean. */
static bool
joins(gunichar c)
{
  GUnicodeScript script = g_unichar_get_script(c);

  return g_unichar_isdigit(c) ||
         (g_unichar_isalpha(c) && (script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_GREEK ||
                                   script == G_UNICODE_SCRIPT_CYRILLIC));
}

/* Whether a number with a unit lies, in part, within the slot. */
static bool
holds_dose(const Surroundings *around)
{
  static const char DOSE[] =
      "[0-9][ "
      "\\x{A0}\\x{202F}\n-]?(?:mg|mcg|[\\x{B5}\\x{3BC}]g|g|kg|mL|ml|L|mEq|mmol|units?|unidad(?:es)?|tablets?|tabletas?|"
      "pastillas?|comprimidos?|c[a\\x{E1}]psulas?|capsules?|pills?|drops?|gotas?|puffs?|teaspoons?|tablespoons?|"
      "cucharad(?:it)?as?)(?![\\p{L}\\p{N}])";
  g_autoptr(GRegex) regex = g_regex_new(DOSE, 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  bool found = false;
  int begin, end;

  g_assert(regex);
  for (g_regex_match(regex, around->text->str, 0, &match); g_match_info_matches(match) && !found;
       g_match_info_next(match, NULL))
    if (g_match_info_fetch_pos(match, 0, &begin, &end))
      found = (gsize)begin < around->end && (gsize)end > around->start;
  return found;
}

/* A clinic's value takes the place of the words, so that a number or a word that goes on there becomes another. */
static void
check_neighbors(const StsCheck *check, const StsNode *slot)
{
  Surroundings around = look_around(slot);
  const char *text = around.text->str, *start = text + around.start;
  bool before = start > text && joins(g_utf8_get_char(g_utf8_prev_char(start)));
  bool after = joins(g_utf8_get_char(text + around.end));

  if (before || after)
    sts_check_report(check, slot->position, STS_RULE_SLOT_PLACE,
                     "a letter or a digit stands right %s this slot of a clinic, and would become one word or number "
                     "with what the clinic fills in; put a space between",
                     before ? "before" : "behind");
  else if (holds_dose(&around))
    sts_check_report(check, slot->position, STS_RULE_SLOT_DOSE,
                     "a clinic's slot cannot stand in a dose, which would be another one in each clinic; write the "
                     "number and its unit themselves");
  g_string_free(around.text, TRUE);
}

static void
check_tree(const StsCheck *check, const StsNode *root, bool references)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    const StsNode *image = sts_node_shown_image(node);
    if (node->kind == STS_NODE_SPAN && node->span.slot) {
      const char *refusal = references ? "a reference" : find_refusal(node);
      if (refusal)
        tell(check, node->position, refusal);
      else
        check_neighbors(check, node);
    } else if (image) {
      check_text(check, image->image.alternative, NULL, image->position, "the alternative text of a picture");
      check_text(check, image->image.title, NULL, image->position, "the title of a picture");
    } else if (node->kind == STS_NODE_LINK) {
      check_text(check, node->link.title, NULL, node->position, "the title of a link");
    } else if (node->kind == STS_NODE_CODE || node->kind == STS_NODE_CODE_BLOCK) {
      const char *code = node->kind == STS_NODE_CODE ? node->text.text : node->code.text;
      check_text(check, code, NULL, node->position, "code, which is printed as it is typed");
    }
  }
}

void
sts_check_library_slots(const StsCheck *check)
{
  check_line(check, check->library->title_line, "a title");
  check_lines(check, check->library->lines);
  check_tree(check, check->library->disclaimer, false);
}

void
sts_check_slots(const StsCheck *check, const StsSection *section)
{
  StsSectionTrees trees = {section, 0};

  check_text(check, section->id, NULL, section->id_position, "an id");
  check_line(check, section->title_line, "a title");
  check_lines(check, section->lines);
  for (guint i = 0; i < section->hyperlinks->len; i++) {
    const StsHyperlink *entry = &g_array_index(section->hyperlinks, StsHyperlink, i);
    check_text(check, entry->shown, NULL, entry->position, "the list of hyperlinks");
  }
  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    check_tree(check, root, root == section->references);
}
