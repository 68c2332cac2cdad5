/* The nodes that all files of this room make. */
#include "assemble/assembly.h"

#include <string.h>

StsNode *
sts_assembly_new_part(StsAssembly *assembly, const StsNode *holder, StsPartKind kind, StsPosition position)
{
  StsNode *part = sts_node_new(assembly->arena, STS_NODE_PART, position);
  /* No slug holds a full stop, so nothing else can have this id. */
  g_autofree char *id = g_strconcat(holder->id, ".", sts_part_kind_name(kind), NULL);

  part->part.kind = kind;
  part->id = sts_arena_strdup(assembly->arena, id);
  return part;
}

StsNode *
sts_assembly_add_paragraph(StsAssembly *assembly, StsNode *parent, const char *text, const char *lang,
                           StsPosition position)
{
  StsNode *paragraph = sts_node_new(assembly->arena, STS_NODE_PARAGRAPH, position);

  paragraph->lang = lang;
  sts_assembly_append_text(assembly, paragraph, text, position);
  sts_node_append(assembly->arena, parent, paragraph);
  return paragraph;
}

StsNode *
sts_assembly_add_notice(StsAssembly *assembly, StsNode *parent, const char *text, const char *lang,
                        StsPosition position)
{
  StsNode *paragraph = sts_node_new(assembly->arena, STS_NODE_PARAGRAPH, position);
  StsNode *strong = sts_node_new(assembly->arena, STS_NODE_STRONG, position);

  paragraph->lang = lang;
  paragraph->paragraph.notice = true;
  sts_assembly_append_text(assembly, strong, text, position);
  sts_node_append(assembly->arena, paragraph, strong);
  sts_node_append(assembly->arena, parent, paragraph);
  return strong;
}

StsNode *
sts_assembly_new_date(StsAssembly *assembly, const StsTerms *terms, StsDate date, StsPosition position)
{
  g_autofree char *printed = sts_terms_format_date(terms, date);
  StsNode *node = sts_node_new(assembly->arena, STS_NODE_DATE, position);

  node->date.date = date;
  node->date.text = sts_arena_strdup(assembly->arena, printed);
  return node;
}

StsNode *
sts_assembly_new_link(StsAssembly *assembly, const char *address, StsPosition position)
{
  StsNode *link = sts_node_new(assembly->arena, STS_NODE_LINK, position);

  link->link.kind = STS_LINK_EXTERNAL;
  link->link.destination = sts_arena_strdup(assembly->arena, address);
  return link;
}

StsNode *
sts_assembly_add_heading(StsAssembly *assembly, StsNode *parent, int level, const char *text, const char *lang,
                         StsPosition position)
{
  StsNode *heading = sts_node_new(assembly->arena, STS_NODE_HEADING, position);

  heading->lang = lang;
  heading->heading.level = level;
  sts_node_append(assembly->arena, heading, sts_node_new_text(assembly->arena, text, position));
  sts_node_append(assembly->arena, parent, heading);
  return heading;
}

void
sts_assembly_append_text(StsAssembly *assembly, StsNode *parent, const char *text, StsPosition position)
{
  if (*text)
    sts_node_append(assembly->arena, parent, sts_node_new_text(assembly->arena, text, position));
}

void
sts_assembly_place(StsAssembly *assembly, StsNode *text, size_t offset, const StsNode *line)
{
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(StsTextPlace));
  StsTextPlace first = {.offset = offset};

  if (!line)
    return;
  first.position = line->position;
  if (text->text.place_count > 0)
    g_array_append_vals(places, text->text.places, (guint)text->text.place_count);
  g_array_append_val(places, first);
  for (size_t i = 0; i < line->text.place_count; i++) {
    StsTextPlace place = line->text.places[i];
    place.offset += offset;
    g_array_append_val(places, place);
  }
  sts_node_set_text_places(assembly->arena, text, (const StsTextPlace *)(void *)places->data, places->len);
}

void
sts_assembly_append_words(StsAssembly *assembly, const StsTerms *terms, StsNode *parent, const char *term,
                          const char *name, StsNode *value, const char *value_lang, StsPosition position)
{
  g_autofree char *braced = g_strconcat("{", name, "}", NULL);
  const char *place = strstr(term, braced);
  g_autofree char *before = place ? g_strndup(term, (size_t)(place - term)) : g_strconcat(term, " ", NULL);
  StsNode *holder = parent;

  sts_assembly_append_text(assembly, parent, before, position);
  if (value_lang && value && sts_terms_language_beside(terms, value_lang)) {
    holder = sts_node_new(assembly->arena, STS_NODE_SPAN, position);
    holder->lang = sts_arena_strdup(assembly->arena, value_lang);
    sts_node_append(assembly->arena, parent, holder);
  }
  if (value)
    sts_node_append(assembly->arena, holder, value);
  if (place)
    sts_assembly_append_text(assembly, parent, place + strlen(braced), position);
}

void
sts_assembly_append_term(StsAssembly *assembly, const StsTerms *terms, StsNode *parent, const char *key,
                         const char *name, StsNode *value, const char *value_lang, StsPosition position)
{
  sts_assembly_append_words(assembly, terms, parent, sts_terms_get(terms, key), name, value, value_lang, position);
}
