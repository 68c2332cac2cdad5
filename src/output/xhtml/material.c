/* Looks through a publication for what its XHTML is shown with. */
#include "output/xhtml/material.h"

#include <string.h>

/* ---- ids ---- */

static bool
meets_made_id(const StsNode *node, const char *prefix)
{
  if (node->id == NULL || !g_str_has_prefix(node->id, prefix))
    return false;
  const char *rest = node->id + strlen(prefix);
  return g_str_has_prefix(rest, "page-") || g_str_has_prefix(rest, "label-") || g_str_has_prefix(rest, "caption-");
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

/* ---- what is in it ---- */

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
add_image(StsXhtmlMaterial *material, GHashTable *by_bytes, const StsImage *image)
{
  static const char *const types[] = {
      [STS_IMAGE_PNG] = "image/png", [STS_IMAGE_JPEG] = "image/jpeg", [STS_IMAGE_SVG] = "image/svg+xml"};
  if (g_hash_table_contains(material->picture_of, image))
    return;
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(by_bytes, image->shown));
  if (index == 0) {
    StsXhtmlPicture picture = {.image = image, .media_type = types[image->format]};
    g_array_append_val(material->pictures, picture);
    index = material->pictures->len;
    g_hash_table_insert(by_bytes, image->shown, GUINT_TO_POINTER(index));
    material->has_animation = material->has_animation || is_animated(image);
  }
  g_hash_table_insert(material->picture_of, (gpointer)image, GUINT_TO_POINTER(index));
}

static bool
is_bold(const StsXhtmlMaterial *material, const StsNode *node)
{
  return node->kind == STS_NODE_STRONG || node->kind == STS_NODE_HEADING || node->kind == STS_NODE_TERM ||
         (node->kind == STS_NODE_CELL && node->cell.header) ||
         (node->kind == STS_NODE_EMPHASIS && !node->emphasis.name && material->theme->emphasis_is_bold);
}

static bool
is_italic(const StsXhtmlMaterial *material, const StsNode *node)
{
  if (node->kind != STS_NODE_EMPHASIS)
    return false;
  return node->emphasis.name ? material->theme->names_italic : !material->theme->emphasis_is_bold;
}

static void
survey(StsXhtmlMaterial *material)
{
  g_autoptr(GHashTable) by_bytes = g_hash_table_new(g_bytes_hash, g_bytes_equal);
  int bold = 0, italic = 0;
  StsNodeIter iter;
  sts_node_iter_init(&iter, material->publication->root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    const StsNode *node = iter.node;
    const int step = event == STS_EVENT_ENTER ? 1 : -1;
    if (is_bold(material, node))
      bold += step;
    else if (is_italic(material, node))
      italic += step;
    material->has_italic = material->has_italic || italic > 0;
    material->has_bold_italic = material->has_bold_italic || (italic > 0 && bold > 0);
    if (event != STS_EVENT_ENTER)
      continue;
    const StsNode *image = sts_node_shown_image(node);
    if (image != NULL && !(node->kind == STS_NODE_FIGURE && node->figure.paper)) {
      material->has_images = true;
      for (const StsImage *shown = image->image.image; shown != NULL;
           shown = node->kind == STS_NODE_FIGURE ? shown->large : NULL)
        add_image(material, by_bytes, shown);
    }
    material->has_reviewers =
        material->has_reviewers || (node->kind == STS_NODE_PART && node->part.kind == STS_PART_REVIEWERS);
    material->has_tasks = material->has_tasks || (node->kind == STS_NODE_ITEM && node->item.task != STS_TASK_NONE);
    if (node->kind == STS_NODE_TABLE)
      material->has_table_step[sts_xhtml_table_step(node)] = true;
    material->has_code = material->has_code || node->kind == STS_NODE_CODE || node->kind == STS_NODE_CODE_BLOCK;
  }
}

/* ---- the material ---- */

static void
clear_font(gpointer data)
{
  StsXhtmlFont *font = data;
  g_clear_pointer(&font->bytes, g_bytes_unref);
}

StsXhtmlMaterial *
sts_xhtml_material_new(const StsPublication *publication, const StsTheme *theme)
{
  StsXhtmlMaterial *material = g_new0(StsXhtmlMaterial, 1);
  material->publication = publication;
  material->theme = theme;
  material->terms = sts_publication_terms(publication, publication->root);
  material->arena = sts_arena_new();
  material->pictures = g_array_new(FALSE, TRUE, sizeof(StsXhtmlPicture));
  material->fonts = g_array_new(FALSE, TRUE, sizeof(StsXhtmlFont));
  g_array_set_clear_func(material->fonts, clear_font);
  material->licences = g_ptr_array_new();
  material->picture_of = g_hash_table_new(g_direct_hash, g_direct_equal);
  material->id_prefix = choose_id_prefix(material->arena, publication->root);
  survey(material);
  return material;
}

void
sts_xhtml_material_free(StsXhtmlMaterial *material)
{
  if (material == NULL)
    return;
  g_array_unref(material->pictures);
  g_array_unref(material->fonts);
  g_ptr_array_unref(material->licences);
  g_hash_table_unref(material->picture_of);
  g_clear_error(&material->unread);
  sts_arena_free(material->arena);
  g_free(material);
}
