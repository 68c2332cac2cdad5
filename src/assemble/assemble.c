/* Builds the publication: sections, closing blocks, cover and contents, links, ids, fingerprints. */
#include "assemble/assemble.h"

#include <string.h>

#include "assemble/abbreviations.h"
#include "assemble/book.h"
#include "assemble/clinic.h"
#include "assemble/closing.h"
#include "assemble/ids.h"
#include "assemble/links.h"
#include "assemble/review.h"
#include "assemble/table-heads.h"
#include "base/names.h"
#include "document/plain-text.h"
#include "document/provenance.h"

static const StsTerms *
choose_terms(const StsAssembly *assembly, const char *language)
{
  return sts_terms_set_lookup(assembly->publication->terms, assembly->language ? assembly->language : language);
}

static void
free_assembled(gpointer data)
{
  StsAssembledSection *section = data;

  sts_link_headings_free(section->headings);
  g_free(section);
}

static void
add_title(StsAssembly *assembly, StsAssembledSection *section)
{
  const StsSection *source = section->source;
  StsPosition position = source->title_position;
  g_autofree char *wish = g_strconcat(source->id, "-title", NULL);
  StsNode *heading;

  position.file = section->node->position.file;
  if (source->title_heading) {
    heading = sts_node_clone(assembly->arena, source->title_heading, true, NULL);
    heading->heading.level = 1;
    sts_node_append(assembly->arena, section->node, heading);
  } else {
    heading = sts_assembly_add_heading(assembly, section->node, 1,
                                       source->title && *source->title ? source->title : source->id, NULL, position);
    sts_assembly_place(assembly, heading->first_child, 0, source->title_line);
  }
  sts_assembly_give_id(assembly, heading, wish);
}

/* Numbers ordered items, names callouts, and finds the heads of tables. */
static void
finish_blocks(StsAssembly *assembly, StsAssembledSection *section)
{
  const StsTermsSet *set = assembly->publication->terms;

  for (StsNode *node = section->node->first_child; node;
       node = sts_node_next(section->node, node, sts_node_holds_inlines(node->kind))) {
    if (node->kind == STS_NODE_CALLOUT) {
      /* A callout's label is in the language of its text, whatever --language says: it is read in one breath with it.
       */
      const char *language = sts_node_language(node, section->source->language);
      const StsTerms *terms = sts_terms_set_lookup(set, language);
      node->callout.label =
          sts_arena_strdup(assembly->arena, sts_terms_get(terms, sts_callout_kind_name(node->callout.kind)));
      node->callout.label_lang = sts_arena_strdup(assembly->arena, sts_terms_language_beside(terms, language));
    } else if (node->kind == STS_NODE_LIST && node->list.kind == STS_LIST_ORDERED) {
      int number = node->list.start;
      for (StsNode *item = node->first_child; item; item = item->next)
        item->item.number = number++;
    } else if (node->kind == STS_NODE_TABLE) {
      sts_assembly_find_heads(node);
    }
  }
}

/* First pass: the section's own text, so that other sections can link to its headings. */
static StsAssembledSection *
begin_section(StsAssembly *assembly, const StsSection *source)
{
  StsPublication *publication = assembly->publication;
  StsArena *arena = assembly->arena;
  StsAssembledSection *section = g_new0(StsAssembledSection, 1);
  StsPosition position = {.file = sts_arena_intern(arena, source->file), .line = 1, .column = 1};

  section->source = source;
  section->terms = choose_terms(assembly, source->language);
  section->words_lang = sts_arena_strdup(arena, sts_terms_language_beside(section->terms, source->language));
  section->node = sts_node_new(arena, STS_NODE_SECTION, position);
  section->node->section.id = sts_arena_strdup(arena, source->id);
  section->node->section.title = sts_arena_strdup(arena, source->title && *source->title ? source->title : source->id);
  if (source->last_revised_state == STS_PROVENANCE_GIVEN)
    section->node->section.last_revised = source->last_revised;
  if (g_strcmp0(source->language, publication->language) != 0)
    section->node->lang = sts_arena_strdup(arena, source->language);
  sts_assembly_give_id(assembly, section->node, source->id);
  sts_node_append(arena, (StsNode *)publication->root, section->node);

  add_title(assembly, section);
  sts_assembly_add_reviewers(assembly, section);
  sts_assembly_add_byline(assembly, section);
  StsNode *body = sts_node_clone(arena, source->body, true, NULL);
  section->headings = sts_link_headings_new(body);
  sts_node_move_children(section->node, body);
  sts_assembly_settle_headings(assembly, section);
  g_hash_table_insert(assembly->by_source, (gpointer)source, section);
  return section;
}

/* Second pass: the closing block, so that other sections can link to its parts. */
static void
close_section(StsAssembly *assembly, StsAssembledSection *section)
{
  StsNode *body_end = section->node->last_child;
  StsNode *notes = sts_assembly_add_notes(assembly, section);

  sts_assembly_add_references(assembly, section);
  sts_assembly_add_disclaimer(assembly, section);
  sts_assembly_add_source(assembly, section);
  sts_assembly_add_review(assembly, section);
  sts_assembly_add_last_revised(assembly, section);
  if (notes)
    sts_assembly_number_notes(assembly, section, notes);
  sts_assembly_insert_hyperlinks(assembly, section, notes ? notes : body_end);
}

/* Third pass: links. */
static void
finish_section(StsAssembly *assembly, StsAssembledSection *section)
{
  g_autoptr(GPtrArray) entries = sts_assembly_resolve_links(assembly, section);
  sts_assembly_part_numbers(section);
  sts_assembly_fill_hyperlinks(assembly, section, entries);
  finish_blocks(assembly, section);
  sts_assembly_mark_abbreviations(assembly, section);
  sts_assembly_fill_slots(assembly, section);
}

/* Returns the SHA-256 of a picture's file, found once for all sections that show it. */
static const char *
fingerprint_image(GHashTable *known, const StsImage *image)
{
  char *fingerprint = g_hash_table_lookup(known, image);

  if (!fingerprint) {
    fingerprint = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, image->bytes);
    g_hash_table_insert(known, (gpointer)image, fingerprint);
  }
  return fingerprint;
}

/* Of a picture, text says only what its author wrote beside it; so its bytes have a fingerprint of their own. */
static const char *
fingerprint_pictures(StsAssembly *assembly, GHashTable *known, const StsNode *section)
{
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  bool any = false;

  for (const StsNode *node = section; node; node = sts_node_next(section, node, false)) {
    const StsNode *shown = sts_node_shown_image(node);
    for (const StsImage *image = shown ? shown->image.image : NULL; image; image = image->large) {
      g_checksum_update(checksum, (const guchar *)fingerprint_image(known, image), -1);
      any = true;
    }
  }
  return any ? sts_arena_strdup(assembly->arena, g_checksum_get_string(checksum)) : NULL;
}

static const char *
join_codes(StsArena *arena, const GPtrArray *codes)
{
  g_autoptr(GString) joined = g_string_new(NULL);

  for (guint i = 0; i < codes->len; i++)
    g_string_append_printf(joined, "%s%s", i > 0 ? "; " : "", (const char *)codes->pdata[i]);
  return codes->len > 0 ? sts_arena_strdup(arena, joined->str) : NULL;
}

static void
publish_section(StsAssembly *assembly, StsAssembledSection *section, GHashTable *known_images)
{
  const StsSection *source = section->source;
  StsArena *arena = assembly->arena;
  g_autofree char *older = NULL, *content = sts_content_fingerprint(assembly->library, source, &older);
  g_autofree char *printed = sts_assembly_fingerprint(section->node, false);
  g_autofree char *review = sts_assembly_fingerprint(section->node, true);
  g_autofree char *passages = source->passages ? sts_passages_fingerprint(assembly->library, source) : NULL;

  StsPublishedSection published = {
      .id = section->node->section.id,
      .title = section->node->section.title,
      .short_title = source->short_title ? sts_arena_strdup(arena, source->short_title) : section->node->section.title,
      .language = sts_arena_strdup(arena, source->language),
      .last_revised = section->node->section.last_revised,
      .last_reviewed = source->last_reviewed,
      .last_revised_lost = source->last_revised_waiver.lost,
      .references = source->references_state,
      .disclaimer = source->disclaimer_state,
      .review_due = sts_section_overdue(assembly->library, source, assembly->as_of),
      .original_newer = sts_assembly_original_is_newer(assembly, source),
      .content = sts_arena_strdup(arena, content),
      .content_older = sts_arena_strdup(arena, older),
      .printed = sts_arena_strdup(arena, printed),
      .review = sts_arena_strdup(arena, review),
      .pictures = fingerprint_pictures(assembly, known_images, section->node),
      .slots = section->slots,
      .places = section->places,
      .codes = join_codes(arena, source->codes),
      .passages = sts_arena_strdup(arena, passages),
      .node = section->node,
  };
  g_array_append_val(assembly->publication->sections, published);
}

/* The same choice keeps its identifier. */
char *
sts_publication_derive_identifier(const char *library_identifier, const char *const *ids, size_t count, bool book)
{
  g_autoptr(GString) choice = g_string_new(library_identifier);

  /* No id is empty, so no choice of sections ends up with what is added here. */
  g_string_append(choice, book ? "\n\nbook" : "");
  for (size_t i = 0; i < count; i++)
    g_string_append_printf(choice, "\n%s", ids[i]);
  return sts_text_derive_identifier(choice->str);
}

static bool
is_whole(const StsLibrary *library, const StsSection *const *sections, size_t count)
{
  if (library->partial || count != library->sections->len)
    return false;
  for (size_t i = 0; i < count; i++)
    if (sections[i] != library->sections->pdata[i])
      return false;
  return true;
}

static char *
identify(const StsAssembly *assembly, const StsSection *const *sections, size_t count)
{
  const StsLibrary *library = assembly->library;
  g_autofree const char **ids = g_new(const char *, count);

  if (assembly->publication->book && is_whole(library, sections, count))
    return g_strdup(library->identifier);
  for (size_t i = 0; i < count; i++)
    ids[i] = sections[i]->id;
  return sts_publication_derive_identifier(library->identifier, ids, count, assembly->publication->book);
}

static StsDate
newest_date(const StsSection *const *sections, size_t count)
{
  StsDate newest = {0, 0, 0};

  for (size_t i = 0; i < count; i++) {
    StsDate date = sts_section_newest_date(sections[i]);
    if (sts_date_compare(date, newest) > 0)
      newest = date;
  }
  return newest;
}

/* The time that outputs carry: never the clock's, nor of a section that is not among them.
 * https://reproducible-builds.org/specs/source-date-epoch/ */
static int64_t
modification_time(const StsSection *const *sections, size_t count)
{
  /* Years 1980 to 2107 are what a ZIP archive can hold. */
  const int64_t first = 315532800, last = 4354819199;
  int64_t epoch = 0;
  bool given = false;

  /* Whoever exports was told what is wrong with it. */
  if (sts_date_source_epoch(&given, &epoch, NULL) && given)
    return CLAMP(epoch, first, last);
  StsDate newest = newest_date(sections, count);
  return sts_date_is_set(newest) ? CLAMP(sts_date_to_epoch(newest), first, last) : first;
}

static void
list_sources(StsPublication *publication, const StsSection *const *sections, size_t count)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (size_t i = 0; i < count; i++) {
    char *text = sections[i]->source ? sts_source_text(sections[i]->source) : NULL;
    if (text && g_hash_table_add(seen, text))
      g_ptr_array_add(publication->sources, (gpointer)sts_arena_strdup(publication->arena, text));
  }
}

static void
describe_publication(StsAssembly *assembly, const StsSection *const *sections, size_t count)
{
  const StsLibrary *library = assembly->library;
  StsPublication *publication = assembly->publication;
  StsArena *arena = assembly->arena;
  bool single = count == 1 && !assembly->publication->book;
  g_autofree char *identifier = identify(assembly, sections, count);
  const char *title = single && sections[0]->title && *sections[0]->title ? sections[0]->title : library->title;

  publication->title = sts_arena_strdup(arena, title);
  publication->language = sts_arena_strdup(arena, single ? sections[0]->language : library->language);
  publication->identifier = sts_arena_strdup(arena, identifier);
  publication->publisher = sts_arena_strdup(arena, library->publisher);
  publication->certifier = sts_arena_strdup(arena, library->certifier);
  publication->in_language = library->original ? sts_arena_strdup(arena, library->language) : NULL;
  publication->words_language = sts_arena_strdup(arena, assembly->language);
  list_sources(publication, sections, count);
  publication->status = library->status;
  publication->modified = modification_time(sections, count);
  publication->root =
      sts_node_new(arena, STS_NODE_PUBLICATION,
                   (StsPosition){.file = sts_arena_intern(arena, library->file), .line = 1, .column = 1});
}

static void
fingerprint_front(StsAssembly *assembly, const StsNode *date)
{
  const StsNode *cover = assembly->publication->root->first_child;
  g_autofree char *cover_text = sts_node_plain_text(cover);
  g_autofree char *contents_text = sts_node_plain_text(cover->next);
  g_autofree char *text = g_strconcat(cover_text, contents_text, NULL);
  g_autofree char *fingerprint = sts_plain_text_fingerprint(text);
  g_autoptr(GString) undated = g_string_new(NULL), brief = g_string_new(cover_text);

  for (const StsNode *child = cover->first_child; child; child = child->next) {
    g_autofree char *line = child == date ? NULL : sts_node_plain_text(child);
    g_string_append(undated, line ? line : "");
  }
  g_string_append(undated, contents_text);
  for (const StsNode *child = cover->next->first_child; child; child = child->next) {
    g_autofree char *line = sts_node_plain_text(child->kind == STS_NODE_CONTENTS_ENTRY ? child->first_child : child);
    g_string_append(brief, line);
  }
  g_autofree char *of_brief = sts_plain_text_fingerprint(brief->str);
  g_autofree char *older = sts_plain_text_fingerprint(undated->str);
  assembly->publication->front_printed = sts_arena_strdup(assembly->arena, fingerprint);
  assembly->publication->front_brief = sts_arena_strdup(assembly->arena, of_brief);
  assembly->publication->front_older = sts_arena_strdup(assembly->arena, older);
}

static void
add_book_parts(StsAssembly *assembly)
{
  StsPublication *publication = assembly->publication;
  const StsTerms *terms = choose_terms(assembly, publication->language);
  const char *words_lang = sts_arena_strdup(assembly->arena, sts_terms_language_beside(terms, publication->language));

  const StsNode *date = sts_assembly_add_cover(assembly, terms, words_lang);
  sts_assembly_add_contents(assembly, publication->root->first_child, terms, words_lang);
  fingerprint_front(assembly, date);
}

StsPublication *
sts_publication_assemble(const StsLibrary *library, const StsSection *const *sections, size_t count,
                         const StsTermsSet *terms, const StsAssembleOptions *options, StsDiagnostics *diagnostics)
{
  StsPublication *publication = sts_publication_new();
  g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) by_source = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) known_images = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
  g_autoptr(GPtrArray) assembled = g_ptr_array_new_with_free_func(free_assembled);
  StsAssembly assembly = {
      .library = library,
      .publication = publication,
      .arena = publication->arena,
      .language = options->language,
      .clinic = options->clinic,
      .newer = options->newer,
      .reviewed_words = options->reviewed_words,
      .as_of = options->as_of,
      .diagnostics = diagnostics,
      .ids = ids,
      .by_source = by_source,
      .sections = assembled,
  };

  publication->terms = terms;
  publication->book = options->book;
  describe_publication(&assembly, sections, count);
  for (size_t i = 0; i < count; i++)
    g_ptr_array_add(assembled, begin_section(&assembly, sections[i]));
  for (guint i = 0; i < assembled->len; i++)
    close_section(&assembly, assembled->pdata[i]);
  for (guint i = 0; i < assembled->len; i++)
    finish_section(&assembly, assembled->pdata[i]);
  if (options->book)
    add_book_parts(&assembly);
  for (guint i = 0; i < assembled->len; i++)
    publish_section(&assembly, assembled->pdata[i], known_images);
  if (options->book) {
    g_autofree char *content = sts_front_content_fingerprint(publication);
    publication->front_content = sts_arena_strdup(publication->arena, content);
  }
  sts_assembly_add_clinic(&assembly);
  sts_publication_find_terms(publication);
#ifndef NDEBUG
  sts_node_check(publication->root);
#endif
  return publication;
}
