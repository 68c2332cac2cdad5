/* The gaps in the source of a section, and what is printed of them. */
#include "read/library/section-gaps.h"

#include <string.h>

#include "base/text.h"
#include "document/rules.h"
#include "read/library/yaml-values.h"

typedef struct StsGapPlaces {
  GArray *places;    /* of StsMarkdownGap */
  GHashTable *first; /* id -> the first place that names it */
  GHashTable *known; /* ids of the gaps in the front matter, a set */
} StsGapPlaces;

void
sts_read_gap_places(StsReader *reader)
{
  StsGapPlaces *places = g_new0(StsGapPlaces, 1);

  places->places = sts_markdown_scope_steal_gaps(reader->scope);
  places->first = g_hash_table_new(g_str_hash, g_str_equal);
  places->known = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < places->places->len; i++) {
    StsMarkdownGap *gap = &g_array_index(places->places, StsMarkdownGap, i);
    if (!g_hash_table_contains(places->first, gap->id))
      g_hash_table_insert(places->first, (gpointer)gap->id, gap);
  }
  reader->gap_places = places;
}

void
sts_read_gap_places_end(StsReader *reader, const StsSection *section)
{
  StsGapPlaces *places = g_steal_pointer(&reader->gap_places);

  for (guint i = 0; i < places->places->len && !section->broken; i++) {
    const StsMarkdownGap *gap = &g_array_index(places->places, StsMarkdownGap, i);
    if (!g_hash_table_contains(places->known, gap->id))
      sts_error(
          reader->diagnostics, gap->node->position, STS_RULE_GAP_UNKNOWN,
          "the front matter has no gap “%s”; write under “gaps” what is printed here: {id: %s, lost: …, print: …}",
          gap->id, gap->id);
    else if (g_hash_table_lookup(places->first, gap->id) != gap)
      sts_error(reader->diagnostics, gap->node->position, STS_RULE_GAP_TWICE,
                "the gap “%s” has a place already, before this one; keep one of the two", gap->id);
  }
  g_hash_table_unref(places->first);
  g_hash_table_unref(places->known);
  g_array_unref(places->places);
  g_free(places);
}

/* The id by which the text may name the gap; NULL: it has none. */
static const char *
read_id(StsReader *reader, const StsYaml *value)
{
  const char *id = sts_yaml_text(value, reader->diagnostics);

  if (!id)
    return NULL;
  if (id[strspn(id, STS_GAP_ID_LETTERS)] != '\0') {
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
              "“%s” cannot be the id of a gap; use letters, digits and hyphens, such as “side-effects”", id);
    return NULL;
  }
  if (reader->gap_places && !g_hash_table_add(reader->gap_places->known, (gpointer)id)) {
    sts_error(reader->diagnostics, value->position, STS_RULE_GAP_TWICE,
              "another gap has the id “%s”; give each its own", id);
    return NULL;
  }
  return id;
}

/* Lends the callout that the text places for the gap, or a new one at the end of `unplaced`. */
static StsNode *
find_place(StsReader *reader, const char *id, GPtrArray *unplaced, StsPosition position)
{
  const StsMarkdownGap *place = id && reader->gap_places ? g_hash_table_lookup(reader->gap_places->first, id) : NULL;

  if (place)
    return place->node;
  StsNode *callout = sts_node_new(reader->arena, STS_NODE_CALLOUT, position);
  callout->callout.kind = STS_CALLOUT_EDITOR;
  g_ptr_array_add(unplaced, callout);
  return callout;
}

static void
read_print(StsReader *reader, StsNode *callout, const StsYaml *value)
{
  const char *text = sts_yaml_prose(value, reader->diagnostics);

  if (!text)
    return;
  sts_read_yaml_blocks(reader, callout, value, text);
  if (!callout->first_child)
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
              "nothing of this would be printed; write what the reader is told of the gap");
  for (const StsNode *node = callout->first_child; node;
       node = sts_node_next(callout, node, sts_node_holds_inlines(node->kind)))
    if (node->kind != STS_NODE_PARAGRAPH && node->kind != STS_NODE_LIST && node->kind != STS_NODE_ITEM) {
      sts_error(reader->diagnostics, node->position, STS_RULE_FRONT_MATTER_TYPE,
                "what is printed of a gap is sentences, or lists of them; a %s has no place there",
                sts_node_kind_name(node->kind));
      return;
    }
}

static void
refuse_place(StsReader *reader, const char *id)
{
  const StsMarkdownGap *place = id && reader->gap_places ? g_hash_table_lookup(reader->gap_places->first, id) : NULL;

  if (place)
    sts_error(reader->diagnostics, place->node->position, STS_RULE_GAP_UNKNOWN,
              "of the gap “%s”, nothing is printed; take this comment out, or say in the front matter what to print",
              id);
}

static const char *const KEYS[] = {"id", "lost", "print", "silent", NULL};

/* YAML makes a group of keys of a sentence with a colon, too. */
static bool
is_described(const StsYaml *item)
{
  for (const StsYaml *child = item->kind == STS_YAML_MAP ? item->first : NULL; child; child = child->next)
    if (g_strv_contains(KEYS, child->key))
      return true;
  return false;
}

static void
read_described(StsReader *reader, StsSection *section, const StsYaml *item, GPtrArray *unplaced)
{
  const StsYaml *print = sts_yaml_lookup(item, "print"), *silent = sts_yaml_lookup(item, "silent"),
                *lost = sts_yaml_lookup(item, "lost");
  StsGap gap = {.position = item->position, .state = print ? STS_GAP_PRINTED : STS_GAP_SILENT};

  sts_yaml_check_keys(item, KEYS, NULL, "a gap", reader->diagnostics);
  const char *id = read_id(reader, sts_yaml_lookup(item, "id"));
  gap.text = sts_read_yaml_line(reader, lost);
  if (!lost)
    sts_error(reader->diagnostics, item->position, STS_RULE_FRONT_MATTER_KEY,
              "say what the source lost, for who edits this text: “lost: …”");
  if (!print == !silent)
    sts_error(reader->diagnostics, item->position, STS_RULE_FRONT_MATTER_KEY,
              print ? "a gap has either “print” or “silent”; keep one of the two"
                    : "say what the reader is told of this gap, “print: …”, or why nothing, “silent: …”");
  if (print)
    read_print(reader, find_place(reader, id, unplaced, item->position), print);
  else
    refuse_place(reader, id);
  gap.reason = print ? NULL : sts_read_yaml_line(reader, silent);
  if (gap.text)
    g_array_append_val(section->gaps, gap);
}

void
sts_read_gaps(StsReader *reader, StsSection *section, const StsYaml *value)
{
  g_autoptr(GPtrArray) unplaced = g_ptr_array_new();

  if (sts_read_is_left_out(reader, value) ||
      !sts_read_is_kind(reader, value, STS_YAML_LIST,
                        "“gaps” must be a list with a gap a line, each beginning with “- ”"))
    return;
  for (const StsYaml *item = value->first; item; item = item->next) {
    if (is_described(item)) {
      read_described(reader, section, item, unplaced);
      continue;
    }
    StsGap gap = {.text = sts_read_yaml_line(reader, item), .position = item->position};
    if (gap.text)
      g_array_append_val(section->gaps, gap);
  }
  for (guint i = unplaced->len; section->body && i > 0; i--)
    sts_node_prepend(section->body, unplaced->pdata[i - 1]);
}
