/* The reading of a publication: what an export made today would say. */
#include "verify/publication.h"

#include <string.h>

#include "document/plain-text.h"
#include "document/provenance.h"
#include "document/reading-builder.h"

/* Adds the lines of a child of a section or of what is before all sections. */
static void
add_lines(StsReading *reading, gint32 section, const StsNode *node)
{
  StsReadPlace place = {section, node->kind == STS_NODE_PART ? (guint8)node->part.kind : STS_PART_TEXT};
  g_autofree char *text = sts_node_plain_text(node);

  for (char *line = text; *line;) {
    char *end = strchr(line, '\n');
    if (end)
      *end = '\0';
    sts_reading_add_line(reading, place, line);
    line = end ? end + 1 : line + strlen(line);
  }
}

/* Returns a set of the labels of the callouts below the node, as lines; free with g_hash_table_unref(). */
static GHashTable *
list_labels(const StsNode *root)
{
  GHashTable *labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    if (node->kind == STS_NODE_CALLOUT)
      g_hash_table_add(labels, sts_plain_text_line(node->callout.label));
  return labels;
}

/* Of the lines from `first` on, which are of the child, those in which words of the program's may be. */
static void
mark_words(StsReadSection *section, guint first, const StsPublishedSection *published, const StsNode *child)
{
  guint part = child->kind == STS_NODE_PART ? child->part.kind : STS_PART_TEXT;
  bool source =
      part == STS_PART_TEXT || part == STS_PART_NOTES || part == STS_PART_HYPERLINKS ||
      (part == STS_PART_REFERENCES && published->references == STS_PROVENANCE_GIVEN && !published->passages) ||
      (part == STS_PART_DISCLAIMER && published->disclaimer == STS_PROVENANCE_GIVEN);
  g_autoptr(GHashTable) labels = list_labels(child);

  for (guint i = first; i < section->lines->len; i++) {
    StsReadLine *line = &g_array_index(section->lines, StsReadLine, i);
    line->words = !source || (part != STS_PART_TEXT && i == first) || g_hash_table_contains(labels, line->text);
  }
}

static void
read_section(StsReading *reading, const StsPublishedSection *published)
{
  guint index = sts_reading_add_section(reading);
  StsReadSection *section = sts_read_section(reading, index);
  g_autofree char *date = sts_record_of_section(published, STS_RECORD_LAST_REVISED);

  section->id = sts_arena_strdup(reading->arena, published->id);
  section->title = sts_arena_strdup(reading->arena, published->title);
  section->language = sts_arena_strdup(reading->arena, published->language);
  section->last_revised = sts_arena_strdup(reading->arena, date);
  section->review_due = published->review_due;
  section->original_newer = published->original_newer;
  section->content = sts_arena_strdup(reading->arena, published->content);
  section->content_older = sts_arena_strdup(reading->arena, published->content_older);
  section->stored = sts_arena_strdup(reading->arena, published->printed);
  section->slots = sts_arena_strdup(reading->arena, published->slots);
  section->places = sts_arena_strdup(reading->arena, published->places);
  section->review_stored = sts_arena_strdup(reading->arena, published->review);
  section->passages = sts_arena_strdup(reading->arena, published->passages);
  section->pictures = sts_arena_strdup(reading->arena, published->pictures);
  section->present = true;
  for (const StsNode *child = published->node->first_child; child; child = child->next) {
    if (child->kind == STS_NODE_PART)
      section->promised |= 1u << child->part.kind;
    guint first = section->lines->len;
    add_lines(reading, (gint32)index, child);
    mark_words(section, first, published, child);
    StsReadPlace place = {(gint32)index, child->kind == STS_NODE_PART ? (guint8)child->part.kind : STS_PART_TEXT};
    for (const StsNode *node = child; node; node = sts_node_next(child, node, false))
      if (sts_node_shown_image(node))
        sts_reading_meet_picture(reading, place);
  }
}

StsReading *
sts_reading_from_publication(const StsPublication *publication)
{
  StsReading *reading = sts_reading_new();

  sts_reading_set(reading, "title", publication->title);
  sts_reading_set(reading, "identifier", publication->identifier);
  sts_reading_set(reading, "language", publication->language);
  if (publication->publisher && *publication->publisher) {
    sts_reading_set(reading, "publisher", publication->publisher);
    sts_reading_set(reading, "creator", publication->publisher);
  }
  sts_reading_set(reading, "status", sts_status_name(publication->status));
  reading->book = publication->book;
  reading->in_language = sts_arena_strdup(reading->arena, publication->in_language);
  reading->words_language = sts_arena_strdup(reading->arena, publication->words_language);
  reading->record_version = STS_RECORD_VERSION;
  g_autofree char *words = sts_record_of_publication(publication, STS_RECORD_WORDS);
  reading->words = sts_arena_strdup(reading->arena, words);
  reading->front_content = sts_arena_strdup(reading->arena, publication->front_content);
  reading->front_brief = sts_arena_strdup(reading->arena, publication->front_brief);
  reading->front_older = sts_arena_strdup(reading->arena, publication->front_older);
  reading->front_stored = sts_arena_strdup(reading->arena, publication->front_printed);
  reading->clinic_record = sts_arena_strdup(reading->arena, publication->clinic);
  reading->clinic_stored = sts_arena_strdup(reading->arena, publication->clinic_printed);
  for (const StsNode *child = publication->root->first_child; child && child->kind != STS_NODE_SECTION;
       child = child->next)
    for (const StsNode *block = child->first_child; block; block = block->next)
      add_lines(reading, STS_SECTION_FRONT, block);
  for (guint i = 0; i < publication->sections->len; i++)
    read_section(reading, &g_array_index(publication->sections, StsPublishedSection, i));
  sts_reading_finish(reading);
  return reading;
}
