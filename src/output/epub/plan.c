/* Decides what an EPUB consists of before anything is written. */
#include "output/epub/plan.h"

#include <string.h>

#include "base/text.h"
#include "document/plain-text.h"
#include "document/provenance.h"
#include "output/epub/names.h"
#include "output/xhtml/font-choice.h"

/* ---- names ---- */

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
      ids[i] = g_strdup_printf("%spage-%s", plan->material->id_prefix, plan->writing->breaks[i].label);
    else
      ids[i] = g_strdup_printf("%spage-n%" G_GSIZE_FORMAT, plan->material->id_prefix, i + 1);
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

/* ---- the plan ---- */

/* The same text on other paper, or in another style, has other pages. */
static const char *
identify_pages(const StsEpubPlan *plan)
{
  const StsTheme *theme = plan->theme;
  g_autofree char *source = g_strdup_printf("%s#pdf-%s-%s%s", plan->publication->identifier, theme->name, theme->paper,
                                            theme->duplex ? "-duplex" : "");
  return sts_arena_strdup(plan->arena, source);
}

static void
name_pictures(StsXhtmlMaterial *material)
{
  static const char *const endings[] = {[STS_IMAGE_PNG] = "png", [STS_IMAGE_JPEG] = "jpg", [STS_IMAGE_SVG] = "svg"};
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < material->pictures->len; i++) {
    StsXhtmlPicture *picture = &g_array_index(material->pictures, StsXhtmlPicture, i);
    const StsImage *image = picture->image;
    picture->address = sts_epub_name_file(material->arena, names, "images", image->name != NULL ? image->name : "image",
                                          endings[image->format]);
  }
}

/* Chooses them, if the book is to have any, and names their files and their licences'. */
static void
add_fonts(StsEpubPlan *plan)
{
  StsXhtmlMaterial *material = plan->material;
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (!plan->writing->without_fonts && plan->writing->fonts != NULL)
    sts_xhtml_choose_fonts(material, plan->writing->fonts);
  for (guint i = 0; i < material->fonts->len; i++) {
    StsXhtmlFont *font = &g_array_index(material->fonts, StsXhtmlFont, i);
    font->address = sts_epub_name_file(plan->arena, names, "fonts", font->file->name, font->ending);
  }
  for (guint i = 0; i < material->licences->len; i++) {
    const char *path = material->licences->pdata[i];
    StsEpubLicence licence = {.path = path, .name = sts_epub_name_file(plan->arena, names, "fonts", path, "txt")};
    g_array_append_val(plan->licences, licence);
  }
}

StsEpubPlan *
sts_epub_plan_new(const StsWriting *writing)
{
  const StsPublication *publication = writing->publication;
  StsEpubPlan *plan = g_new0(StsEpubPlan, 1);
  plan->material = sts_xhtml_material_new(publication, writing->theme);
  plan->publication = publication;
  plan->theme = writing->theme;
  plan->writing = writing;
  plan->terms = plan->material->terms;
  plan->arena = plan->material->arena;
  plan->documents = g_array_new(FALSE, TRUE, sizeof(StsEpubDocument));
  plan->licences = g_array_new(FALSE, TRUE, sizeof(StsEpubLicence));
  plan->entries = g_array_new(FALSE, TRUE, sizeof(StsEpubEntry));
  plan->document_of = g_hash_table_new(g_direct_hash, g_direct_equal);
  add_documents(plan);
  take_codes(plan);
  name_pictures(plan->material);
  add_fonts(plan);
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
  g_array_unref(plan->licences);
  g_array_unref(plan->entries);
  g_hash_table_unref(plan->document_of);
  g_strfreev(plan->break_ids);
  sts_xhtml_material_free(plan->material);
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
