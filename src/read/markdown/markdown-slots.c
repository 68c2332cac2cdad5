/* Finds slots in the texts of a tree, after all markup has done its work. */
#include "read/markdown/markdown-slots.h"

#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "document/clinic.h"
#include "document/rules.h"

static const char BEGINNING[] = "{clinic.";

/* A text while it is taken apart, from its beginning on. */
typedef struct {
  StsArena *arena;
  const StsNode *node; /* the whole, which does not change */
  size_t done;         /* the bytes that have their node */
  StsNode *last;       /* of what it has become */
} Parting;

/* The number of the first place that does not stand before the offset. */
static size_t
find_place(const StsNode *node, size_t offset)
{
  size_t low = 0, high = node->text.place_count;

  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (node->text.places[middle].offset < offset)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Whether the character at the offset is kept from being markup. */
static bool
is_escaped(const StsNode *node, size_t offset)
{
  size_t place = find_place(node, offset);

  return place < node->text.place_count && node->text.places[place].offset == offset &&
         node->text.places[place].escaped;
}

/* Returns a TEXT of a part of the whole, with its places. */
static StsNode *
slice(Parting *parting, size_t from, size_t to)
{
  const StsNode *node = parting->node;
  g_autofree char *text = g_strndup(node->text.text + from, to - from);
  StsNode *part = sts_node_new_text(parting->arena, text, sts_node_text_place(node, from));
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(StsTextPlace));

  for (size_t i = find_place(node, from); i < node->text.place_count; i++) {
    StsTextPlace place = node->text.places[i];
    if (place.offset >= to)
      break;
    if (place.offset == from && !place.escaped)
      continue;
    place.offset -= from;
    g_array_append_val(places, place);
  }
  sts_node_set_text_places(parting->arena, part, (const StsTextPlace *)(void *)places->data, places->len);
  part->lang = node->lang;
  return part;
}

/* A slot in a text, by offsets: from its brace to behind the other one, and the words between. */
typedef struct {
  size_t start, end, words, words_end;
  const char *key;
} Slot;

/* Lends the name of the slot's key; NULL where there is none, which is told. */
static const char *
find_key(const char *name, StsPosition position, StsDiagnostics *diagnostics)
{
  const char *names[STS_CLINIC_SLOT_KEYS + 1] = {NULL};
  StsClinicKey key;

  if (sts_clinic_key_find(name, &key) && key <= STS_CLINIC_WEB)
    return sts_clinic_key_name(key);
  for (guint i = 0; i < STS_CLINIC_SLOT_KEYS; i++)
    names[i] = sts_clinic_key_name((StsClinicKey)i);
  const char *nearest = sts_text_meant(name, sts_clinic_synonyms(), names);
  if (nearest)
    sts_error(diagnostics, position, STS_RULE_SLOT_UNKNOWN,
              "a slot has no key “%s” of a clinic; did you mean “{clinic.%s: …}”?", name, nearest);
  else
    sts_error(diagnostics, position, STS_RULE_SLOT_UNKNOWN,
              "a slot has no key “%s” of a clinic; there are name, address, phone, after-hours, emergency, hours and "
              "web",
              name);
  return NULL;
}

/* Takes the slot that begins at `at` apart. Returns false where it is none, which is told. */
static bool
read_slot(const StsNode *node, const char *at, Slot *slot, StsDiagnostics *diagnostics)
{
  const char *text = node->text.text, *close = strchr(at, '}');
  StsPosition position = sts_node_text_place(node, (size_t)(at - text));

  if (!close) {
    sts_error(diagnostics, position, STS_RULE_SLOT_UNKNOWN,
              "a slot begins here that does not end in the same text; write it as “{clinic.phone: the number your "
              "clinic gave you}”, without markup between the braces");
    return false;
  }
  if (strncmp(at, BEGINNING, strlen(BEGINNING)) != 0) {
    sts_error(diagnostics, position, STS_RULE_SLOT_UNKNOWN,
              "this is no slot of a clinic; write it as “{clinic.phone: the number your clinic gave you}”");
    return false;
  }
  const char *name = at + strlen(BEGINNING), *colon = memchr(name, ':', (size_t)(close - name));
  g_autofree char *key = g_strndup(name, (size_t)((colon ? colon : close) - name));
  const char *words = colon ? colon + 1 : close, *words_end = close;
  while (words < words_end && *words == ' ')
    words++;
  while (words_end > words && words_end[-1] == ' ')
    words_end--;
  *slot = (Slot){.start = (size_t)(at - text),
                 .end = (size_t)(close + 1 - text),
                 .words = (size_t)(words - text),
                 .words_end = (size_t)(words_end - text)};
  if (memchr(words, '|', (size_t)(words_end - words)) || memchr(words, '{', (size_t)(words_end - words))) {
    sts_error(diagnostics, position, STS_RULE_SLOT_UNKNOWN,
              "a slot holds neither “|” nor “{”; write its words without them");
    return false;
  }
  slot->key = find_key(key, position, diagnostics);
  return slot->key;
}

static void
add_part(Parting *parting, StsNode *part)
{
  sts_node_insert_after(parting->last, part);
  parting->last = part;
}

/* Adds what stands before the slot, if anything, and the slot in a SPAN. */
static void
add_slot(Parting *parting, const Slot *slot)
{
  StsNode *span = sts_node_new(parting->arena, STS_NODE_SPAN, sts_node_text_place(parting->node, slot->start));

  span->span.slot = slot->key;
  if (slot->start > parting->done)
    add_part(parting, slice(parting, parting->done, slot->start));
  if (slot->words_end > slot->words)
    sts_node_append(parting->arena, span, slice(parting, slot->words, slot->words_end));
  add_part(parting, span);
  parting->done = slot->end;
}

/* Parts the text at each of its slots; returns the last node of what it has become. */
static StsNode *
find_in_text(StsArena *arena, StsNode *node, StsDiagnostics *diagnostics)
{
  Parting parting = {.arena = arena, .node = node, .last = node};
  const char *text = node->text.text, *at = text;

  while ((at = sts_clinic_find_slot(text, at))) {
    Slot slot;
    if (is_escaped(node, (size_t)(at - text)) || !read_slot(node, at, &slot, diagnostics)) {
      at++;
      continue;
    }
    add_slot(&parting, &slot);
    at = text + slot.end;
  }
  if (parting.done == 0)
    return node;
  if (text[parting.done])
    add_part(&parting, slice(&parting, parting.done, strlen(text)));
  sts_node_unlink(node);
  return parting.last;
}

void
sts_markdown_find_slots(StsArena *arena, StsNode *root, const StsSection *section, StsDiagnostics *diagnostics)
{
  for (StsNode *node = root; node; node = sts_node_next(root, node, node->kind == STS_NODE_SPAN && node->span.slot))
    if (node->kind == STS_NODE_TEXT && (!section || sts_section_owns(section, node)) && strchr(node->text.text, '{'))
      node = find_in_text(arena, node, diagnostics);
}
