/* The cover and the contents of a book. */
#include "assemble/book.h"

#include <string.h>

#include "assemble/ids.h"
#include "document/plain-text.h"

/* A guide has no date of its own: the newest of its sections', and said so. Returns the line. */
static StsNode *
add_date_line(StsAssembly *assembly, StsNode *cover, const StsTerms *terms, const char *words_lang)
{
  StsDate newest = {0, 0, 0};

  for (guint i = 0; i < assembly->sections->len; i++) {
    const StsAssembledSection *section = assembly->sections->pdata[i];
    if (sts_date_compare(section->source->last_revised, newest) > 0)
      newest = section->source->last_revised;
  }
  if (!sts_date_is_set(newest))
    return sts_assembly_add_paragraph(assembly, cover, sts_terms_get(terms, "last-revised-waived"), words_lang,
                                      cover->position);
  StsNode *line = sts_assembly_add_paragraph(assembly, cover, "", words_lang, cover->position);
  sts_assembly_append_term(assembly, terms, line, "cover-date", "date",
                           sts_assembly_new_date(assembly, terms, newest, cover->position), NULL, cover->position);
  return line;
}

/* The language of what the library says in its own alone; NULL: the book's. */
static const char *
other_language(const StsAssembly *assembly, const char *language)
{
  const StsLibrary *library = assembly->library;

  return language && strcmp(language, library->language) != 0 ? sts_arena_strdup(assembly->arena, language) : NULL;
}

StsNode *
sts_assembly_add_cover(StsAssembly *assembly, const StsTerms *terms, const char *words_lang)
{
  const StsLibrary *library = assembly->library;
  StsPosition position = {
      .file = sts_arena_intern(assembly->arena, library->file), .line = library->title_position.line, .column = 1};
  StsNode *cover = sts_node_new(assembly->arena, STS_NODE_COVER, position);
  g_autofree char *key = g_strconcat("status-", sts_status_name(library->status),
                                     library->status == STS_STATUS_APPROVED ? "" : "-book", NULL);
  const char *status = sts_terms_get(terms, key);

  sts_assembly_give_id(assembly, cover, STS_COVER_ID);
  const StsNode *title = sts_assembly_add_heading(assembly, cover, 1, library->title,
                                                  other_language(assembly, library->title_language), position);
  sts_assembly_place(assembly, title->first_child, 0, library->title_line);
  if (library->publisher && *library->publisher) {
    const StsNode *publisher = sts_assembly_add_paragraph(
        assembly, cover, library->publisher, other_language(assembly, library->publisher_language), position);
    sts_assembly_place(assembly, publisher->first_child, 0, library->publisher_line);
  }
  StsNode *dated = add_date_line(assembly, cover, terms, words_lang);
  if (*status)
    sts_assembly_add_notice(assembly, cover, status, words_lang, position);
  sts_node_prepend((StsNode *)assembly->publication->root, cover);
  return dated;
}

/* Lends the TEXT that a heading is made of; NULL: it is made of more. */
static const StsNode *
only_text(const StsNode *heading)
{
  const StsNode *text = heading->first_child;

  return text && text->kind == STS_NODE_TEXT && !text->next ? text : NULL;
}

/* `line` knows where the text stands; it may be NULL. */
static StsNode *
new_entry(StsAssembly *assembly, const StsNode *target, const char *text, const StsNode *line, const char *lang)
{
  StsNode *entry = sts_node_new(assembly->arena, STS_NODE_CONTENTS_ENTRY, target->position);
  StsNode *paragraph = sts_node_new(assembly->arena, STS_NODE_PARAGRAPH, target->position);
  StsNode *link = sts_node_new(assembly->arena, STS_NODE_LINK, target->position);

  entry->contents_entry.target = target;
  entry->lang = lang;
  link->link.kind = STS_LINK_INTERNAL;
  link->link.target = target;
  StsNode *name = sts_node_new_text(assembly->arena, text, target->position);
  sts_assembly_place(assembly, name, 0, line);
  sts_node_append(assembly->arena, link, name);
  sts_node_append(assembly->arena, paragraph, link);
  sts_node_append(assembly->arena, entry, paragraph);
  return entry;
}

/* The headings of the second level in the body; the closing block is the same everywhere and would only be noise. */
static void
add_heading_entries(StsAssembly *assembly, StsNode *entry, const StsNode *section)
{
  for (const StsNode *child = section->first_child; child; child = child->next) {
    if (child->kind != STS_NODE_HEADING || child->heading.level != 2)
      continue;
    g_autofree char *text = sts_node_title_text(child);
    if (*text)
      sts_node_append(assembly->arena, entry, new_entry(assembly, child, text, only_text(child), child->lang));
  }
}

void
sts_assembly_add_contents(StsAssembly *assembly, StsNode *after, const StsTerms *terms, const char *words_lang)
{
  StsNode *contents = sts_node_new(assembly->arena, STS_NODE_CONTENTS, after->position);
  StsNode *heading =
      sts_assembly_add_heading(assembly, contents, 1, sts_terms_get(terms, "contents"), words_lang, after->position);

  sts_assembly_give_id(assembly, contents, "contents");
  sts_assembly_give_id(assembly, heading, "contents-title");
  for (guint i = 0; i < assembly->sections->len; i++) {
    const StsAssembledSection *section = assembly->sections->pdata[i];
    const StsNode *title =
        section->source->title_heading ? only_text(section->source->title_heading) : section->source->title_line;
    StsNode *entry = new_entry(assembly, section->node, section->node->section.title, title, section->node->lang);
    add_heading_entries(assembly, entry, section->node);
    sts_node_append(assembly->arena, contents, entry);
  }
  sts_node_insert_after(after, contents);
}
