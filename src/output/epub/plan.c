/* Decides what an EPUB consists of before anything is written. */
#include "output/epub/plan.h"

#include <string.h>

#include "base/text.h"
#include "document/plain-text.h"
#include "document/provenance.h"
#include "output/epub/names.h"

/* ---- names ---- */

static const char *
name_image(StsEpubPlan *plan, GHashTable *names, const StsImage *image)
{
  static const char *const endings[] = {[STS_IMAGE_PNG] = "png", [STS_IMAGE_JPEG] = "jpg", [STS_IMAGE_SVG] = "svg"};
  return sts_epub_name_file(plan->arena, names, "images", image->name != NULL ? image->name : "image",
                            endings[image->format]);
}

/* ---- ids ---- */

static bool
meets_made_id(const StsNode *node, const char *prefix)
{
  if (node->id == NULL || !g_str_has_prefix(node->id, prefix))
    return false;
  const char *rest = node->id + strlen(prefix);
  return g_str_has_prefix(rest, "page-") || g_str_has_prefix(rest, "label-");
}

/* The ids that are made here must not meet those of the tree. */
static const char *
choose_id_prefix(StsArena *arena, const StsNode *root)
{
  g_autoptr(GString) prefix = g_string_new("");
  for (const StsNode *node = root; node != NULL;) {
    if (meets_made_id(node, prefix->str)) {
      g_string_append_c(prefix, '_');
      node = root;
    } else {
      node = sts_node_next(root, node, false);
    }
  }
  return sts_arena_strdup(arena, prefix->str);
}

static bool
is_plain_label(const char *label)
{
  for (const char *c = label; *c != '\0'; c++)
    if (!g_ascii_isalnum(*c))
      return false;
  return *label != '\0';
}

/* "page-3" where labels are simple and differ, otherwise by count. */
static char **
name_breaks(const StsEpubPlan *plan)
{
  const size_t count = plan->writing->break_count;
  char **ids = g_new0(char *, count + 1);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  bool plain = true;
  for (size_t i = 0; i < count && plain; i++)
    plain = is_plain_label(plan->writing->breaks[i].label) &&
            g_hash_table_add(seen, (gpointer)plan->writing->breaks[i].label);
  for (size_t i = 0; i < count; i++) {
    if (plain)
      ids[i] = g_strdup_printf("%spage-%s", plan->id_prefix, plan->writing->breaks[i].label);
    else
      ids[i] = g_strdup_printf("%spage-n%" G_GSIZE_FORMAT, plan->id_prefix, i + 1);
  }
  return ids;
}

/* ---- documents ---- */

static const char *
heading_title(StsArena *arena, const StsNode *node)
{
  const StsNode *first = node->first_child;
  while (first != NULL && first->kind != STS_NODE_HEADING)
    first = first->next;
  if (first == NULL)
    return NULL;
  g_autofree char *title = sts_node_title_text(first);
  return *title != '\0' ? sts_arena_strdup(arena, title) : NULL;
}

static void
add_document(StsEpubPlan *plan, const StsNode *root, StsEpubDocumentKind kind, char *name, const char *item,
             const char *title)
{
  StsEpubDocument document = {
      .kind = kind,
      .root = root,
      .name = sts_arena_strdup(plan->arena, name),
      .item = sts_arena_strdup(plan->arena, item),
      .title = title != NULL ? title : plan->publication->title,
      .language = sts_node_language(root, plan->publication->language),
  };
  g_array_append_val(plan->documents, document);
  g_hash_table_insert(plan->document_of, (gpointer)root, GUINT_TO_POINTER(plan->documents->len));
}

static void
add_documents(StsEpubPlan *plan)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  unsigned sections = 0;
  for (const StsNode *node = plan->publication->root->first_child; node != NULL; node = node->next) {
    if (node->kind == STS_NODE_COVER) {
      add_document(plan, node, STS_EPUB_TITLE_PAGE, "title.xhtml", "title", heading_title(plan->arena, node));
    } else if (node->kind == STS_NODE_CONTENTS) {
      plan->contents = node;
      add_document(plan, node, STS_EPUB_CONTENTS, "nav.xhtml", "nav", heading_title(plan->arena, node));
    } else if (node->kind == STS_NODE_SECTION) {
      g_autofree char *name = sts_epub_name_section(names, node->section.id, ++sections);
      g_autofree char *item = g_strdup_printf("section-%u", sections);
      add_document(plan, node, STS_EPUB_SECTION, name, item, node->section.title);
    }
  }
}

static const StsNode *
top_of(const StsEpubPlan *plan, const StsNode *node)
{
  while (node->parent != NULL && node->parent != plan->publication->root)
    node = node->parent;
  return node;
}

const StsEpubDocument *
sts_epub_plan_find(const StsEpubPlan *plan, const StsNode *node)
{
  const guint index = GPOINTER_TO_UINT(g_hash_table_lookup(plan->document_of, top_of(plan, node)));
  g_assert(index > 0);
  return sts_epub_document(plan, index - 1);
}

const StsEpubDocument *
sts_epub_first_section(const StsEpubPlan *plan)
{
  guint i = 0;
  while (i + 1 < plan->documents->len && sts_epub_document(plan, i)->kind != STS_EPUB_SECTION)
    i++;
  return sts_epub_document(plan, i);
}

static void
take_codes(StsEpubPlan *plan)
{
  const GArray *sections = plan->publication->sections;
  for (guint i = 0; i < sections->len; i++) {
    const StsPublishedSection *section = &g_array_index(sections, StsPublishedSection, i);
    char code[STS_SHORT_CODE_SIZE];
    sts_short_code(section->content, code);
    if (*code != '\0')
      ((StsEpubDocument *)sts_epub_plan_find(plan, section->node))->code = sts_arena_strdup(plan->arena, code);
  }
}

/* Breaks are in reading order, so those of a document are neighbours. */
static void
share_breaks(StsEpubPlan *plan)
{
  for (size_t i = 0; i < plan->writing->break_count; i++) {
    StsEpubDocument *document = (StsEpubDocument *)sts_epub_plan_find(plan, plan->writing->breaks[i].node);
    if (document->break_count == 0)
      document->first_break = i;
    g_assert(document->first_break + document->break_count == i);
    document->break_count++;
  }
}

/* ---- contents ---- */

static void
add_entry(StsEpubPlan *plan, int depth, const StsNode *target, const char *title, const char *lang)
{
  StsEpubEntry entry = {.depth = depth, .target = target, .title = sts_arena_strdup(plan->arena, title), .lang = lang};
  g_array_append_val(plan->entries, entry);
}

static void
add_entries_of_contents(StsEpubPlan *plan)
{
  int depth = 0;
  StsNodeIter iter;
  sts_node_iter_init(&iter, plan->contents);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (iter.node->kind != STS_NODE_CONTENTS_ENTRY)
      continue;
    depth += event == STS_EVENT_ENTER ? 1 : -1;
    if (event != STS_EVENT_ENTER || iter.node->first_child == NULL)
      continue;
    g_autofree char *title = sts_node_inline_text(iter.node->first_child);
    const char *lang = sts_node_language(iter.node, NULL);
    add_entry(plan, depth, iter.node->contents_entry.target, title, lang);
  }
}

/* Without a contents list in the tree: the sections and the headings that stand directly in them. */
static void
add_entries_of_headings(StsEpubPlan *plan)
{
  for (guint i = 0; i < plan->documents->len; i++) {
    const StsEpubDocument *document = sts_epub_document(plan, i);
    if (document->kind != STS_EPUB_SECTION)
      continue;
    const char *lang = sts_node_language(document->root, NULL);
    add_entry(plan, 1, document->root, document->title, lang);
    int last = 1;
    for (const StsNode *node = document->root->first_child; node != NULL; node = node->next) {
      if (node->kind != STS_NODE_HEADING || node->heading.level < 2 || node->id == NULL)
        continue;
      g_autofree char *title = sts_node_title_text(node);
      if (*title == '\0')
        continue;
      last = MIN(node->heading.level, last + 1);
      add_entry(plan, last, node, title, node->lang != NULL ? node->lang : lang);
    }
  }
}

/* ---- what is in the book ---- */

static bool
is_animated(const StsImage *image)
{
  if (image->format == STS_IMAGE_JPEG)
    return false;
  gsize size;
  const char *data = g_bytes_get_data(image->shown, &size);
  static const char *const signs[] = {"<animate", "<set", "@keyframes"};
  /* Pixels are no text: a zero does not end them. */
  if (image->format == STS_IMAGE_PNG)
    return memmem(data, size, "acTL", 4) != NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
    if (g_strstr_len(data, (gssize)size, signs[i]) != NULL)
      return true;
  return false;
}

static void
add_image(StsEpubPlan *plan, GHashTable *by_bytes, GHashTable *names, const StsImage *image)
{
  static const char *const types[] = {
      [STS_IMAGE_PNG] = "image/png", [STS_IMAGE_JPEG] = "image/jpeg", [STS_IMAGE_SVG] = "image/svg+xml"};
  if (g_hash_table_contains(plan->name_of_image, image))
    return;
  const char *name = g_hash_table_lookup(by_bytes, image->shown);
  if (name == NULL) {
    StsEpubImage entry = {.image = image, .name = name_image(plan, names, image), .media_type = types[image->format]};
    g_array_append_val(plan->images, entry);
    g_hash_table_insert(by_bytes, image->shown, (gpointer)entry.name);
    name = entry.name;
    plan->has_animation = plan->has_animation || is_animated(image);
  }
  g_hash_table_insert(plan->name_of_image, (gpointer)image, (gpointer)name);
}

static bool
is_bold(const StsEpubPlan *plan, const StsNode *node)
{
  return node->kind == STS_NODE_STRONG || node->kind == STS_NODE_HEADING || node->kind == STS_NODE_TERM ||
         (node->kind == STS_NODE_CELL && node->cell.header) ||
         (node->kind == STS_NODE_EMPHASIS && !node->emphasis.name && plan->theme->emphasis_is_bold);
}

static bool
is_italic(const StsEpubPlan *plan, const StsNode *node)
{
  if (node->kind != STS_NODE_EMPHASIS)
    return false;
  return node->emphasis.name ? plan->theme->names_italic : !plan->theme->emphasis_is_bold;
}

static void
survey(StsEpubPlan *plan)
{
  g_autoptr(GHashTable) by_bytes = g_hash_table_new(g_bytes_hash, g_bytes_equal);
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  int bold = 0, italic = 0;
  StsNodeIter iter;
  sts_node_iter_init(&iter, plan->publication->root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    const StsNode *node = iter.node;
    const int step = event == STS_EVENT_ENTER ? 1 : -1;
    if (is_bold(plan, node))
      bold += step;
    else if (is_italic(plan, node))
      italic += step;
    plan->has_italic = plan->has_italic || italic > 0;
    plan->has_bold_italic = plan->has_bold_italic || (italic > 0 && bold > 0);
    if (event != STS_EVENT_ENTER)
      continue;
    const StsNode *image = sts_node_shown_image(node);
    if (image != NULL && !(node->kind == STS_NODE_FIGURE && node->figure.paper)) {
      plan->has_images = true;
      for (const StsImage *shown = image->image.image; shown != NULL;
           shown = node->kind == STS_NODE_FIGURE ? shown->large : NULL)
        add_image(plan, by_bytes, names, shown);
    }
    plan->has_reviewers = plan->has_reviewers || (node->kind == STS_NODE_PART && node->part.kind == STS_PART_REVIEWERS);
    plan->has_tasks = plan->has_tasks || (node->kind == STS_NODE_ITEM && node->item.task != STS_TASK_NONE);
    if (node->kind == STS_NODE_TABLE)
      plan->has_table_step[sts_xhtml_table_step(node)] = true;
    plan->has_code = plan->has_code || node->kind == STS_NODE_CODE || node->kind == STS_NODE_CODE_BLOCK;
  }
}

/* ---- the plan ---- */

static void
clear_font(gpointer data)
{
  StsEpubFont *font = data;
  g_clear_pointer(&font->bytes, g_bytes_unref);
}

/* The same text on other paper, or in another style, has other pages. */
static const char *
identify_pages(const StsEpubPlan *plan)
{
  const StsTheme *theme = plan->theme;
  g_autofree char *source = g_strdup_printf("%s#pdf-%s-%s%s", plan->publication->identifier, theme->name, theme->paper,
                                            theme->duplex ? "-duplex" : "");
  return sts_arena_strdup(plan->arena, source);
}

StsEpubPlan *
sts_epub_plan_new(const StsWriting *writing)
{
  const StsPublication *publication = writing->publication;
  StsEpubPlan *plan = g_new0(StsEpubPlan, 1);
  plan->publication = publication;
  plan->theme = writing->theme;
  plan->writing = writing;
  plan->terms = sts_publication_terms(publication, publication->root);
  plan->arena = sts_arena_new();
  plan->documents = g_array_new(FALSE, TRUE, sizeof(StsEpubDocument));
  plan->images = g_array_new(FALSE, TRUE, sizeof(StsEpubImage));
  plan->fonts = g_array_new(FALSE, TRUE, sizeof(StsEpubFont));
  g_array_set_clear_func(plan->fonts, clear_font);
  plan->licences = g_array_new(FALSE, TRUE, sizeof(StsEpubLicence));
  plan->entries = g_array_new(FALSE, TRUE, sizeof(StsEpubEntry));
  plan->document_of = g_hash_table_new(g_direct_hash, g_direct_equal);
  plan->name_of_image = g_hash_table_new(g_direct_hash, g_direct_equal);
  add_documents(plan);
  take_codes(plan);
  survey(plan);
  plan->id_prefix = choose_id_prefix(plan->arena, publication->root);
  plan->break_ids = name_breaks(plan);
  plan->page_source = identify_pages(plan);
  share_breaks(plan);
  if (plan->contents != NULL)
    add_entries_of_contents(plan);
  else
    add_entries_of_headings(plan);
  return plan;
}

void
sts_epub_plan_free(StsEpubPlan *plan)
{
  if (plan == NULL)
    return;
  g_array_unref(plan->documents);
  g_array_unref(plan->images);
  g_array_unref(plan->fonts);
  g_array_unref(plan->licences);
  g_array_unref(plan->entries);
  g_hash_table_unref(plan->document_of);
  g_hash_table_unref(plan->name_of_image);
  g_strfreev(plan->break_ids);
  g_clear_error(&plan->unread);
  sts_arena_free(plan->arena);
  g_free(plan);
}

/* ---- addresses ---- */

char *
sts_epub_relative(const char *from, const char *to)
{
  const char *slash = strchr(from, '/');
  if (slash == NULL)
    return g_strdup(to);
  const size_t folder = (size_t)(slash - from) + 1;
  return strncmp(from, to, folder) == 0 ? g_strdup(to + folder) : g_strconcat("../", to, NULL);
}

char *
sts_epub_plan_href(const StsEpubPlan *plan, const char *from, const StsNode *target)
{
  const StsEpubDocument *document = sts_epub_plan_find(plan, target);
  g_autofree char *file = strcmp(from, document->name) == 0 ? g_strdup("") : sts_epub_relative(from, document->name);
  if (target->id != NULL)
    return g_strconcat(file, "#", target->id, NULL);
  return *file != '\0' ? g_steal_pointer(&file) : sts_epub_relative(from, document->name);
}
