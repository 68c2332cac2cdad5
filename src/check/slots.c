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

/* The block around the slots that are looked at, one after the other. */
typedef struct {
  const StsNode *block; /* NULL: none yet */
  GString *text;        /* of all that is in it */
  GHashTable *starts;   /* const StsNode* of a slot -> where its words begin in the text */
  GArray *doses;        /* of Dose: those in the text */
  guint next;           /* of the doses, the first that no slot before stands behind */
} Surroundings;

typedef struct {
  gsize begin, end;
} Dose;

static void
clear_surroundings(Surroundings *around)
{
  if (!around->block)
    return;
  g_string_free(around->text, TRUE);
  g_hash_table_unref(around->starts);
  g_array_unref(around->doses);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Surroundings, clear_surroundings)

static void
append_text(GString *text, const StsNode *node)
{
  if (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE)
    g_string_append(text, node->text.text);
  else if (node->kind == STS_NODE_LINE_BREAK)
    g_string_append_c(text, '\n');
}

/* Returns the numbers with a unit in the text, in their order; free with g_array_unref(). */
static GArray *
find_doses(const char *text)
{
  static const char DOSE[] =
      "[0-9][ "
      "\\x{A0}\\x{202F}\n-]?(?:mg|mcg|[\\x{B5}\\x{3BC}]g|g|kg|mL|ml|L|mEq|mmol|units?|unidad(?:es)?|tablets?|tabletas?|"
      "pastillas?|comprimidos?|c[a\\x{E1}]psulas?|capsules?|pills?|drops?|gotas?|puffs?|teaspoons?|tablespoons?|"
      "cucharad(?:it)?as?)(?![\\p{L}\\p{N}])";
  GArray *doses = g_array_new(FALSE, FALSE, sizeof(Dose));
  g_autoptr(GRegex) regex = g_regex_new(DOSE, 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  int begin, end;

  g_assert(regex);
  for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL))
    if (g_match_info_fetch_pos(match, 0, &begin, &end)) {
      Dose dose = {(gsize)begin, (gsize)end};
      g_array_append_val(doses, dose);
    }
  return doses;
}

static void
look_around(Surroundings *around, const StsNode *slot)
{
  const StsNode *block = slot;

  while (block->parent && !sts_node_holds_inlines(block->kind))
    block = block->parent;
  if (block == around->block)
    return;
  clear_surroundings(around);
  *around = (Surroundings){
      .block = block, .text = g_string_new(NULL), .starts = g_hash_table_new(g_direct_hash, g_direct_equal)};
  for (const StsNode *node = block->first_child; node; node = sts_node_next(block, node, false)) {
    if (node->kind == STS_NODE_SPAN && node->span.slot)
      g_hash_table_insert(around->starts, (gpointer)node, GSIZE_TO_POINTER(around->text->len));
    append_text(around->text, node);
  }
  around->doses = find_doses(around->text->str);
}

static gsize
words_length(const StsNode *slot)
{
  g_autoptr(GString) words = g_string_new(NULL);

  for (const StsNode *node = slot->first_child; node; node = sts_node_next(slot, node, false))
    append_text(words, node);
  return words->len;
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

/* Whether a number with a unit lies, in part, within the slot, which is behind those that were asked for before. */
static bool
holds_dose(Surroundings *around, gsize start, gsize end)
{
  const GArray *doses = around->doses;

  while (around->next < doses->len && g_array_index(doses, Dose, around->next).end <= start)
    around->next++;
  return around->next < doses->len && g_array_index(doses, Dose, around->next).begin < end;
}

/* A clinic's value takes the place of the words, so that a number or a word that goes on there becomes another. */
static void
check_neighbors(const StsCheck *check, Surroundings *around, const StsNode *slot)
{
  look_around(around, slot);
  gsize start = GPOINTER_TO_SIZE(g_hash_table_lookup(around->starts, slot)), end = start + words_length(slot);
  const char *text = around->text->str;
  bool before = start > 0 && joins(g_utf8_get_char(g_utf8_prev_char(text + start)));
  bool after = joins(g_utf8_get_char(text + end));

  if (before || after)
    sts_check_report(check, slot->position, STS_RULE_SLOT_PLACE,
                     "a letter or a digit stands right %s this slot of a clinic, and would become one word or number "
                     "with what the clinic fills in; put a space between",
                     before ? "before" : "behind");
  else if (holds_dose(around, start, end))
    sts_check_report(check, slot->position, STS_RULE_SLOT_DOSE,
                     "a clinic's slot cannot stand in a dose, which would be another one in each clinic; write the "
                     "number and its unit themselves");
}

static void
check_tree(const StsCheck *check, const StsNode *root, bool references)
{
  g_auto(Surroundings) around = {.block = NULL};

  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    const StsNode *image = sts_node_shown_image(node);
    if (node->kind == STS_NODE_SPAN && node->span.slot) {
      const char *refusal = references ? "a reference" : find_refusal(node);
      if (refusal)
        tell(check, node->position, refusal);
      else
        check_neighbors(check, &around, node);
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
