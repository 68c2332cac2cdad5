/* Copying a tree: nodes, the strings they hold, and the references between nodes. */
#include "document/node.h"

typedef struct {
  StsArena *arena;
  bool strings;
  GHashTable *nodes;  /* original -> copy */
  GHashTable *images; /* original StsImage -> copy */
} Copier;

static const char *
copy_string(const Copier *copier, const char *text)
{
  return copier->strings ? sts_arena_strdup(copier->arena, text) : text;
}

static void
unref_bytes(gpointer bytes)
{
  g_bytes_unref(bytes);
}

static const StsImage *
copy_image(Copier *copier, const StsImage *image)
{
  if (!image || !copier->strings)
    return image;
  StsImage *copy = g_hash_table_lookup(copier->images, image);
  if (!copy) {
    copy = STS_ARENA_NEW(copier->arena, StsImage);
    *copy = *image;
    copy->path = sts_arena_strdup(copier->arena, image->path);
    copy->name = sts_arena_strdup(copier->arena, image->name);
    copy->bytes = g_bytes_ref(image->bytes);
    sts_arena_on_free(copier->arena, unref_bytes, copy->bytes);
    copy->shown = g_bytes_ref(image->shown);
    sts_arena_on_free(copier->arena, unref_bytes, copy->shown);
    copy->characters = copy_string(copier, image->characters);
    copy->lines = copy_string(copier, image->lines);
    copy->large = copy_image(copier, image->large);
    g_hash_table_insert(copier->images, (gpointer)image, copy);
  }
  return copy;
}

static StsNode *copy_node(Copier *copier, const StsNode *node);

static void
copy_payload(Copier *copier, StsNode *copy)
{
  switch (copy->kind) {
  case STS_NODE_SECTION:
    copy->section.id = copy_string(copier, copy->section.id);
    copy->section.title = copy_string(copier, copy->section.title);
    break;
  case STS_NODE_CALLOUT:
    copy->callout.label = copy_string(copier, copy->callout.label);
    copy->callout.label_lang = copy_string(copier, copy->callout.label_lang);
    break;
  case STS_NODE_TABLE:
    if (copier->strings && copy->table.columns > 0) {
      StsAlign *align = sts_arena_alloc(copier->arena, sizeof *align * (size_t)copy->table.columns);
      for (int i = 0; i < copy->table.columns; i++)
        align[i] = copy->table.align[i];
      copy->table.align = align;
    }
    break;
  case STS_NODE_FIGURE:
    if (copy->figure.image) {
      copy->figure.image = copy_node(copier, copy->figure.image);
      copy->figure.image->parent = copy;
    }
    break;
  case STS_NODE_NOTE:
    copy->note.label = copy_string(copier, copy->note.label);
    copy->note.further = copy->note.last_further = NULL; /* assembly makes them */
    break;
  case STS_NODE_NOTE_REFERENCE:
    copy->note_reference.label = copy_string(copier, copy->note_reference.label);
    break;
  case STS_NODE_SPAN:
    copy->span.expansion = copy_string(copier, copy->span.expansion);
    copy->span.slot = copy_string(copier, copy->span.slot);
    copy->span.words = copy_string(copier, copy->span.words);
    break;
  case STS_NODE_CODE_BLOCK:
    copy->code.info = copy_string(copier, copy->code.info);
    copy->code.text = copy_string(copier, copy->code.text);
    break;
  case STS_NODE_LINK:
    copy->link.destination = copy_string(copier, copy->link.destination);
    copy->link.title = copy_string(copier, copy->link.title);
    break;
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
    copy->text.text = copy_string(copier, copy->text.text);
    if (copier->strings) {
      copy->text.places = NULL;
      copy->text.place_count = 0;
    }
    break;
  case STS_NODE_IMAGE:
    copy->image.source = copy_string(copier, copy->image.source);
    copy->image.alternative = copy_string(copier, copy->image.alternative);
    copy->image.title = copy_string(copier, copy->image.title);
    copy->image.image = copy_image(copier, copy->image.image);
    break;
  case STS_NODE_DATE:
    copy->date.text = copy_string(copier, copy->date.text);
    break;
  case STS_NODE_PUBLICATION:
  case STS_NODE_COVER:
  case STS_NODE_CONTENTS:
  case STS_NODE_CONTENTS_ENTRY:
  case STS_NODE_PART:
  case STS_NODE_LIST:
  case STS_NODE_ITEM:
  case STS_NODE_QUOTE:
  case STS_NODE_ROW:
  case STS_NODE_DEFINITION_LIST:
  case STS_NODE_DEFINITION:
  case STS_NODE_HEADING:
  case STS_NODE_PARAGRAPH:
  case STS_NODE_CELL:
  case STS_NODE_CAPTION:
  case STS_NODE_TERM:
  case STS_NODE_RULE:
  case STS_NODE_EMPHASIS:
  case STS_NODE_STRONG:
  case STS_NODE_SUPERSCRIPT:
  case STS_NODE_SUBSCRIPT:
  case STS_NODE_LINE_BREAK:
  case STS_NODE_LINK_NUMBER:
    break;
  }
}

static StsNode *
copy_node(Copier *copier, const StsNode *node)
{
  StsNode *copy = STS_ARENA_NEW(copier->arena, StsNode);

  *copy = *node;
  copy->parent = copy->first_child = copy->last_child = copy->next = NULL;
  copy->id = copy_string(copier, node->id);
  copy->lang = copy_string(copier, node->lang);
  if (copier->strings)
    copy->position.file = sts_arena_intern(copier->arena, node->position.file);
  copy_payload(copier, copy);
  g_hash_table_insert(copier->nodes, (gpointer)node, copy);
  return copy;
}

static const StsNode *
mapped(const Copier *copier, const StsNode *node)
{
  const StsNode *copy = node ? g_hash_table_lookup(copier->nodes, node) : NULL;

  return copy ? copy : node;
}

static void
map_references(const Copier *copier, StsNode *copy)
{
  if (copy->kind == STS_NODE_CONTENTS_ENTRY)
    copy->contents_entry.target = mapped(copier, copy->contents_entry.target);
  else if (copy->kind == STS_NODE_ITEM)
    copy->item.back = mapped(copier, copy->item.back);
  else if (copy->kind == STS_NODE_NOTE)
    copy->note.back = mapped(copier, copy->note.back);
  else if (copy->kind == STS_NODE_NOTE_REFERENCE)
    copy->note_reference.note = mapped(copier, copy->note_reference.note);
  else if (copy->kind == STS_NODE_LINK)
    copy->link.target = mapped(copier, copy->link.target);
  else if (copy->kind == STS_NODE_LINK_NUMBER)
    copy->link_number.item = mapped(copier, copy->link_number.item);
}

StsNode *
sts_node_clone(StsArena *arena, const StsNode *root, bool copy_strings, GHashTable *map)
{
  g_autoptr(GHashTable) own = map ? g_hash_table_ref(map) : g_hash_table_new(g_direct_hash, g_direct_equal);
  g_autoptr(GHashTable) images = g_hash_table_new(g_direct_hash, g_direct_equal);
  Copier copier = {.arena = arena, .strings = copy_strings, .nodes = own, .images = images};
  StsNode *copy_root = NULL, *parent = NULL;
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (event == STS_EVENT_EXIT) {
      g_assert(parent);
      parent = parent->parent;
      continue;
    }
    StsNode *copy = copy_node(&copier, iter.node);
    if (!copy_root) {
      copy_root = copy;
    } else {
      g_assert(parent);
      copy->parent = parent;
      if (parent->last_child)
        parent->last_child->next = copy;
      else
        parent->first_child = copy;
      parent->last_child = copy;
    }
    if (sts_node_is_container(copy->kind))
      parent = copy;
  }
  for (StsNode *node = copy_root; node; node = sts_node_next(copy_root, node, false))
    map_references(&copier, node);
  return copy_root;
}
