/* Structure: titles, headings, lists and tables that a reader, and a screen reader, can find their way by. */
#include "base/text.h"
#include "check/families.h"
#include "document/plain-text.h"
#include "document/rules.h"

/* Lists inside lists beyond this depth lose most readers. */
enum { LIST_DEPTH_MAX = 4 };

/* Of what would not be empty with a passage that is not there, that one is told. */
static void
tell_empty(const StsCheck *check, const StsSection *section, StsPosition position, StsRule rule, const char *text)
{
  if (!section->lacks_passage)
    sts_check_report(check, position, rule, "%s", text);
}

/* ---- headings ---- */

static const char NOTHING_BELOW[] = "there is nothing below this heading; was its text lost?";

typedef struct {
  const StsCheck *check;
  const StsSection *section;
  int last_level;         /* of the heading before; 0: none yet */
  const StsNode *heading; /* the last heading, while nothing has followed it */
} Headings;

/* A title that stands in the text may be a second-level heading, as in the source document; then the first heading
 * below it is a third-level one. */
static int
deepest_allowed(const Headings *headings)
{
  if (headings->last_level > 0)
    return headings->last_level + 1;
  return headings->section->title_heading ? 3 : 2;
}

static void
check_heading(Headings *headings, const StsNode *heading)
{
  g_autofree char *text = sts_node_title_text(heading);
  int level = heading->heading.level, allowed = deepest_allowed(headings);

  if (sts_text_is_blank(text))
    sts_check_report(headings->check, heading->position, STS_RULE_HEADING_EMPTY,
                     "the heading has no text; write some, or remove its “#”");
  if (level > allowed && headings->last_level == 0)
    sts_check_report(headings->check, heading->position, STS_RULE_HEADING_SKIP,
                     "the first heading, “%s”, has level %d; begin at level 2 (“##”), right below the title", text,
                     level);
  else if (level > allowed)
    sts_check_report(headings->check, heading->position, STS_RULE_HEADING_SKIP,
                     "the heading “%s” has level %d, but the one before it has level %d; go down one level at a time",
                     text, level, headings->last_level);
  if (headings->heading && level <= headings->last_level)
    tell_empty(headings->check, headings->section, headings->heading->position, STS_RULE_HEADING_WITHOUT_TEXT,
               NOTHING_BELOW);
  headings->last_level = level;
  headings->heading = heading;
}

/* ---- lists and tables ---- */

static void
check_item(const StsCheck *check, const StsSection *section, const StsNode *item)
{
  if (sts_node_says_nothing(item))
    tell_empty(check, section, item->position, STS_RULE_ITEM_EMPTY,
               "the list item is empty; write its text, or remove it");
}

/* Markdown heeds the first number alone; a reader who is sent to number 7 must not find it as number 5. */
static void
check_numbers(const StsCheck *check, const StsNode *list)
{
  int number = list->list.start;

  if (list->list.kind != STS_LIST_ORDERED || sts_list_is_left_to_count(list))
    return;
  for (const StsNode *item = list->first_child; item; item = item->next, number++)
    if (item->item.written != 0 && item->item.written != number) {
      sts_check_report(
          check, item->position, STS_RULE_LIST_NUMBER,
          "this item is written as %d, but is printed as %d, since the list counts on from %d; was an item lost?",
          item->item.written, number, list->list.start);
      return;
    }
}

static void
check_table(const StsCheck *check, const StsNode *table)
{
  int rows = 0;

  for (const StsNode *row = table->first_child; row; row = row->next) {
    if (row->kind != STS_NODE_ROW)
      continue;
    rows += !row->row.header;
    /* The corner over a column of row names is often left free, which does no harm. */
    for (const StsNode *cell = row->row.header && row->first_child ? row->first_child->next : NULL; cell;
         cell = cell->next) {
      g_autofree char *text = sts_node_inline_text(cell);
      if (sts_text_is_blank(text))
        sts_check_report(
            check, cell->position.line > 0 ? cell->position : table->position, STS_RULE_TABLE_EMPTY_HEADER,
            "the head of column %d is empty; name what the column holds; a screen reader says it before each cell",
            cell->cell.column + 1);
    }
  }
  if (rows == 0)
    sts_check_report(check, table->position, STS_RULE_TABLE_EMPTY,
                     "the table has a head but no rows; write them, or remove the table");
}

static int
list_depth(const StsNode *list)
{
  int depth = 0;

  for (const StsNode *node = list; node; node = node->parent)
    depth += node->kind == STS_NODE_LIST;
  return depth;
}

static void
check_node(const StsCheck *check, const StsSection *section, const StsNode *node)
{
  if (node->kind == STS_NODE_ITEM)
    check_item(check, section, node);
  else if (node->kind == STS_NODE_TABLE)
    check_table(check, node);
  else if (node->kind == STS_NODE_LIST)
    check_numbers(check, node);
  if (node->kind == STS_NODE_LIST && list_depth(node) == LIST_DEPTH_MAX + 1)
    sts_check_report(check, node->position, STS_RULE_NESTING_DEEP,
                     "this list is nested %d deep; few readers can follow more than %d levels", LIST_DEPTH_MAX + 1,
                     LIST_DEPTH_MAX);
}

static void
check_body(const StsCheck *check, const StsSection *section)
{
  Headings headings = {check, section, 0, NULL};
  StsNodeIter iter;

  sts_node_iter_init(&iter, section->body);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (event != STS_EVENT_ENTER || iter.node == section->body)
      continue;
    if (iter.node->kind == STS_NODE_HEADING) {
      check_heading(&headings, iter.node);
      sts_node_iter_skip(&iter);
    } else {
      headings.heading = NULL;
      check_node(check, section, iter.node);
    }
  }
  if (headings.heading)
    tell_empty(check, section, headings.heading->position, STS_RULE_HEADING_WITHOUT_TEXT, NOTHING_BELOW);
}

/* Notes, references and disclaimers: their lists and tables; what must not be empty there has rules of its own. */
static void
check_beside_body(const StsCheck *check, const StsNode *tree)
{
  StsNodeIter iter;

  sts_node_iter_init(&iter, tree);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;)
    if (event == STS_EVENT_ENTER && iter.node->kind == STS_NODE_TABLE)
      check_table(check, iter.node);
    else if (event == STS_EVENT_ENTER && iter.node->kind == STS_NODE_LIST)
      check_numbers(check, iter.node);
}

void
sts_check_library_structure(const StsCheck *check)
{
  const StsLibrary *library = check->library;

  /* Of a single document's title, its section says what there is to say. */
  if (sts_text_is_blank(library->title) && !library->title_faulty && !library->broken &&
      !sts_library_is_document(library))
    sts_check_report(check, library->title_position, STS_RULE_TITLE_MISSING,
                     "the library has no title; write “title:” in library.yaml");
  if (library->disclaimer)
    check_beside_body(check, library->disclaimer);
}

void
sts_check_structure(const StsCheck *check, const StsSection *section)
{
  StsSectionTrees trees = {section, 0};

  if (sts_text_is_blank(section->title) && !section->title_faulty && !section->broken)
    sts_check_report(check, section->title_position.line > 0 ? section->title_position : sts_section_start(section),
                     STS_RULE_TITLE_MISSING,
                     "the section has no title; write “title:” in the front matter, or begin the text with a heading");
  if (!section->body)
    return;
  if (sts_node_says_nothing(section->body) && !section->broken)
    tell_empty(check, section, sts_section_start(section), STS_RULE_SECTION_EMPTY, "the section has no text");
  check_body(check, section);
  for (const StsNode *tree; (tree = sts_section_trees_next(&trees));)
    if (tree != section->body)
      check_beside_body(check, tree);
}
