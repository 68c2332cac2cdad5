/* The tree's invariants as assertions, and the tree as text for goldens. */
#include <string.h>

#include "base/text.h"
#include "document/node.h"

static void
check_text(const char *text, bool line_feeds)
{
  size_t offset;
  bool control;

  g_assert(text && *text);
  g_assert(!sts_text_find_invalid(text, strlen(text), &offset, &control));
  g_assert(line_feeds || !strpbrk(text, "\n\r"));
}

void
sts_node_check(const StsNode *root)
{
  int depth = 0;
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    const StsNode *node = iter.node;
    if (event == STS_EVENT_EXIT) {
      depth--;
      continue;
    }
    g_assert((node->first_child == NULL) == (node->last_child == NULL));
    if (node != root) {
      g_assert(node->parent && sts_node_can_contain(node->parent->kind, node->kind));
      g_assert(node->next || node->parent->last_child == node);
    }
    if (node->kind == STS_NODE_TEXT)
      check_text(node->text.text, false);
    if (node->kind == STS_NODE_HEADING)
      g_assert(node->heading.level >= 1 && node->heading.level <= 6);
    if (node->kind == STS_NODE_FIGURE)
      g_assert(node->figure.image && node->figure.image->kind == STS_NODE_IMAGE && node->figure.image->parent == node);
    if (sts_node_is_container(node->kind))
      g_assert(++depth <= STS_NODE_DEPTH_MAX + 16);
  }
}

static void
append_quoted(GString *out, const char *name, const char *text)
{
  if (!text)
    return;
  g_string_append_printf(out, " %s=", name);
  sts_text_append_json(out, text);
}

static void
append_date(GString *out, StsDate date)
{
  if (sts_date_is_set(date)) {
    g_autofree char *iso = sts_date_format_iso(date);
    g_string_append_printf(out, " date=%s", iso);
  }
}

static void
append_image(GString *out, const StsNode *image)
{
  append_quoted(out, "source", image->image.source);
  append_quoted(out, "alternative", image->image.alternative);
  append_quoted(out, "title", image->image.title);
  if (image->image.image)
    g_string_append_printf(out, " pixels=%dx%d", image->image.image->width, image->image.image->height);
}

static void
append_link(GString *out, const StsNode *node)
{
  static const char *const KINDS[] = {"external", "internal", "section", "hollow"};

  g_string_append_printf(out, " %s", KINDS[node->link.kind]);
  append_quoted(out, "destination", node->link.destination);
  append_quoted(out, "title", node->link.title);
  if (node->link.target)
    append_quoted(out, "target", node->link.target->id);
  if (node->link.number)
    g_string_append_printf(out, " number=%d", node->link.number);
}

static void
append_table(GString *out, const StsNode *node)
{
  static const char LETTERS[] = "-lcr";

  g_string_append_printf(out, " columns=%d align=", node->table.columns);
  for (int i = 0; i < node->table.columns; i++)
    g_string_append_c(out, LETTERS[node->table.align[i]]);
}

static void
append_payload(GString *out, const StsNode *node)
{
  static const char *const LISTS[] = {"bullet", "ordered", "task", "plain", "numbered"};
  static const char *const TASKS[] = {"", " open", " done"};
  static const char *const SCOPES[] = {"", " scope=column", " scope=row"};
  static const char LETTERS[] = "-lcr";

  switch (node->kind) {
  case STS_NODE_SECTION:
    append_quoted(out, "section", node->section.id);
    append_quoted(out, "title", node->section.title);
    append_date(out, node->section.last_revised);
    break;
  case STS_NODE_PART:
    g_string_append_printf(out, " %s", sts_part_kind_name(node->part.kind));
    break;
  case STS_NODE_CONTENTS_ENTRY:
    append_quoted(out, "target", node->contents_entry.target ? node->contents_entry.target->id : NULL);
    break;
  case STS_NODE_HEADING:
    g_string_append_printf(out, " level=%d", node->heading.level);
    break;
  case STS_NODE_LIST:
    g_string_append_printf(out, " %s%s", LISTS[node->list.kind], node->list.tight ? " tight" : "");
    if (node->list.kind == STS_LIST_ORDERED)
      g_string_append_printf(out, " start=%d%c", node->list.start, node->list.delimiter ? node->list.delimiter : '.');
    break;
  case STS_NODE_ITEM:
    g_string_append(out, TASKS[node->item.task]);
    if (node->item.number)
      g_string_append_printf(out, " number=%d", node->item.number);
    break;
  case STS_NODE_EMPHASIS:
    g_string_append(out, node->emphasis.name ? " name" : "");
    break;
  case STS_NODE_CALLOUT:
    g_string_append_printf(out, " %s", sts_callout_kind_name(node->callout.kind));
    append_quoted(out, "label", node->callout.label);
    append_quoted(out, "label-lang", node->callout.label_lang);
    break;
  case STS_NODE_TABLE:
    append_table(out, node);
    break;
  case STS_NODE_ROW:
    g_string_append(out, node->row.header ? " header" : "");
    break;
  case STS_NODE_CELL:
    g_string_append_printf(out, "%s%s column=%d align=%c", node->cell.header ? " header" : "", SCOPES[node->cell.scope],
                           node->cell.column, LETTERS[node->cell.align]);
    break;
  case STS_NODE_FIGURE:
    append_image(out, node->figure.image);
    break;
  case STS_NODE_NOTE:
    append_quoted(out, "label", node->note.label);
    if (node->note.number)
      g_string_append_printf(out, " number=%d", node->note.number);
    break;
  case STS_NODE_NOTE_REFERENCE:
    append_quoted(out, "label", node->note_reference.label);
    if (node->note_reference.number)
      g_string_append_printf(out, " number=%d", node->note_reference.number);
    break;
  case STS_NODE_SPAN:
    append_quoted(out, "expansion", node->span.expansion);
    append_quoted(out, "slot", node->span.slot);
    append_quoted(out, "words", node->span.words);
    break;
  case STS_NODE_CODE_BLOCK:
    append_quoted(out, "info", node->code.info);
    append_quoted(out, "text", node->code.text);
    break;
  case STS_NODE_LINK:
    append_link(out, node);
    break;
  case STS_NODE_LINK_NUMBER:
    g_string_append_printf(out, " number=%d", node->link_number.number);
    break;
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
    g_string_append_c(out, ' ');
    sts_text_append_json(out, node->text.text);
    break;
  case STS_NODE_IMAGE:
    append_image(out, node);
    break;
  case STS_NODE_DATE:
    append_date(out, node->date.date);
    append_quoted(out, "text", node->date.text);
    break;
  case STS_NODE_PUBLICATION:
  case STS_NODE_COVER:
  case STS_NODE_CONTENTS:
  case STS_NODE_QUOTE:
  case STS_NODE_DEFINITION_LIST:
  case STS_NODE_DEFINITION:
  case STS_NODE_PARAGRAPH:
  case STS_NODE_CAPTION:
  case STS_NODE_TERM:
  case STS_NODE_RULE:
  case STS_NODE_STRONG:
  case STS_NODE_SUPERSCRIPT:
  case STS_NODE_SUBSCRIPT:
  case STS_NODE_LINE_BREAK:
    break;
  }
}

char *
sts_node_dump(const StsNode *root, bool positions)
{
  GString *out = g_string_new(NULL);
  int depth = 0;
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    const StsNode *node = iter.node;
    if (event == STS_EVENT_EXIT) {
      depth--;
      continue;
    }
    g_string_append_printf(out, "%*s%s", 2 * depth, "", sts_node_kind_name(node->kind));
    if (positions)
      g_string_append_printf(out, " %d:%d", node->position.line, node->position.column);
    append_quoted(out, "id", node->id);
    append_quoted(out, "lang", node->lang);
    append_payload(out, node);
    g_string_append_c(out, '\n');
    if (sts_node_is_container(node->kind))
      depth++;
  }
  return g_string_free(out, FALSE);
}
