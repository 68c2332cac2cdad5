/* Prints the text of a library as one book, a paragraph a line, for bench-bare to lay out.
 *
 * Usage: bench-text STYLES LIBRARY [SECTION]
 *
 * The first line names the fonts: for each kind of text in the style "handout", the leading in points and Pango's
 * description, with tabs between. Each other line is the letter of a kind
 * ('A' + StsTextKind) and a text. In it, bytes below 32 begin and end stretches: 1 and 2 bold, 3 and 4 superscript, 5
 * and 6 code. A line of the kind STS_TEXT_FOOTER is the foot of the pages that follow. Markers of lists are printed,
 * since they are on the page; the words of pictures are not.
 */
#include <stdio.h>

#include "assemble/assemble.h"
#include "document/terms-file.h"
#include "read/read.h"
#include "style/theme-load.h"

static void
print_fonts(const StsTheme *theme)
{
  for (int i = 0; i < STS_TEXT_KINDS; i++) {
    const StsTextStyle *style = &theme->text[i];
    printf("%s%g\t%s %s%gpx", i > 0 ? "\t" : "", style->leading, style->family, style->bold ? "bold " : "",
           style->size);
  }
  putchar('\n');
}

static StsTextKind
kind_of(const StsNode *block)
{
  const StsNode *part = sts_node_ancestor(block, STS_NODE_PART);
  bool closing = part && part->part.kind != STS_PART_BYLINE;

  if (sts_node_ancestor(block, STS_NODE_CONTENTS_ENTRY))
    return STS_TEXT_CONTENTS;
  if (block->kind == STS_NODE_HEADING && closing)
    return STS_TEXT_CLOSING_HEADING;
  if (block->kind == STS_NODE_HEADING && sts_node_ancestor(block, STS_NODE_COVER))
    return STS_TEXT_COVER_TITLE;
  if (block->kind == STS_NODE_HEADING)
    return (StsTextKind)(STS_TEXT_TITLE + CLAMP(block->heading.level, 1, 6) - 1);
  if (block->kind == STS_NODE_CELL)
    return block->cell.header ? STS_TEXT_TABLE_HEADER : STS_TEXT_TABLE;
  if (block->kind == STS_NODE_CAPTION)
    return STS_TEXT_CAPTION;
  if (block->kind == STS_NODE_TERM)
    return STS_TEXT_CALLOUT_LABEL;
  return closing ? STS_TEXT_CLOSING : part ? STS_TEXT_BYLINE : STS_TEXT_BODY;
}

/* The byte that begins the node's stretch; 0: none. That after it ends it. */
static char
stretch_of(const StsNode *node)
{
  if (node->kind == STS_NODE_STRONG || node->kind == STS_NODE_EMPHASIS)
    return 1;
  if (node->kind == STS_NODE_SUPERSCRIPT || node->kind == STS_NODE_LINK_NUMBER || node->kind == STS_NODE_NOTE_REFERENCE)
    return 3;
  return node->kind == STS_NODE_CODE ? 5 : 0;
}

static void
print_leaf(const StsNode *node)
{
  if (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE)
    fputs(node->text.text, stdout);
  else if (node->kind == STS_NODE_NOTE_REFERENCE)
    printf("%d", node->note_reference.number);
  else if (node->kind == STS_NODE_LINK_NUMBER)
    printf("%d", node->link_number.number);
  else if (node->kind == STS_NODE_DATE)
    fputs(node->date.text, stdout);
  else if (node->kind == STS_NODE_LINE_BREAK)
    putchar(' ');
}

static void
print_marker(const StsNode *block)
{
  const StsNode *item = block->parent;
  int number = 1;

  if (!item || item->first_child != block || (item->kind != STS_NODE_ITEM && item->kind != STS_NODE_NOTE))
    return;
  for (const StsNode *before = item->parent->first_child; before && before != item; before = before->next)
    number++;
  if (item->kind == STS_NODE_ITEM && item->parent->list.kind == STS_LIST_BULLET)
    fputs("\xe2\x80\xa2 ", stdout);
  else if (item->kind == STS_NODE_NOTE || item->parent->list.kind == STS_LIST_ORDERED ||
           item->parent->list.kind == STS_LIST_NUMBERED)
    printf("%d. ", number);
}

static void
print_node(const StsNode *node, StsNodeEvent event)
{
  char stretch = stretch_of(node);

  if (event == STS_EVENT_EXIT) {
    if (sts_node_holds_inlines(node->kind))
      putchar('\n');
    else if (stretch)
      putchar(stretch + 1);
    return;
  }
  if (node->kind == STS_NODE_SECTION && node->first_child && node->first_child->first_child &&
      node->first_child->first_child->kind == STS_NODE_TEXT)
    printf("%c%s\n", 'A' + STS_TEXT_FOOTER, node->first_child->first_child->text.text);
  if (node->kind == STS_NODE_CALLOUT && node->callout.label)
    printf("%c%s\n", 'A' + STS_TEXT_CALLOUT_LABEL, node->callout.label);
  if (sts_node_holds_inlines(node->kind)) {
    putchar('A' + (int)kind_of(node));
    print_marker(node);
  } else if (stretch)
    putchar(stretch);
  if (!sts_node_is_container(node->kind)) {
    print_leaf(node);
    if (stretch)
      putchar(stretch + 1);
  }
}

int
main(int argc, char **argv)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsTermsSet) terms = argc >= 3 ? sts_terms_load(argv[1], diagnostics, NULL) : NULL;
  g_autoptr(StsTheme) theme = argc >= 3 ? sts_theme_load(argv[1], "handout", diagnostics, NULL) : NULL;
  g_autoptr(StsLibrary) library =
      argc >= 3 ? sts_read_library(argv[2], sts_terms_load(argv[1], diagnostics, NULL), diagnostics, NULL) : NULL;
  StsAssembleOptions options = {.book = argc == 3};
  StsNodeIter iter;

  if (!terms || !theme || !library || sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) > 0) {
    fprintf(stderr, "usage: bench-text STYLES LIBRARY [SECTION]\n");
    return 2;
  }
  const StsSection *section = argc > 3 ? sts_library_lookup(library, argv[3]) : NULL;
  const StsSection *const *sections = section ? &section : (const StsSection *const *)library->sections->pdata;
  g_autoptr(StsPublication) publication =
      sts_publication_assemble(library, sections, section ? 1 : library->sections->len, terms, &options, diagnostics);
  print_fonts(theme);
  sts_node_iter_init(&iter, publication->root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;)
    print_node(iter.node, event);
  return 0;
}
