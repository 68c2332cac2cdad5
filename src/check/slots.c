/* Slots of a clinic where none may stand: what names a section or a part of it, leads elsewhere, or is a source, is the
 * same in every sheet. */
#include "check/families.h"
#include "document/rules.h"

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
    else if (node->kind == STS_NODE_CELL && node->cell.header)
      return "the head of a table";
  return NULL;
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
