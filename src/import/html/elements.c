/* Says what the elements of a page are for. */
#include "import/html/elements.h"

#include <string.h>

#include "base/text.h"

static bool
is_hidden(const GumboNode *node)
{
  return sts_html_attribute(node, "hidden") || sts_html_has_style(node, "display:none") ||
         sts_html_has_style(node, "visibility:hidden") || sts_html_has_style(node, "mso-hide:all");
}

static bool
is_navigation(const GumboNode *node)
{
  static const char *const ROLES[] = {"navigation", "banner", "contentinfo", "search", "doc-toc"};

  if (sts_html_is(node, GUMBO_TAG_NAV))
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS(ROLES); i++)
    if (sts_html_has_role(node, ROLES[i]))
      return true;
  return false;
}

/* A box to tick that begins an item stays; it is markup here, too. */
static bool
is_embedded(const GumboNode *node)
{
  if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return true;
  switch (node->v.element.tag) {
  case GUMBO_TAG_IFRAME:
  case GUMBO_TAG_VIDEO:
  case GUMBO_TAG_AUDIO:
  case GUMBO_TAG_CANVAS:
  case GUMBO_TAG_OBJECT:
  case GUMBO_TAG_EMBED:
  case GUMBO_TAG_APPLET:
  case GUMBO_TAG_MAP:
  case GUMBO_TAG_SELECT:
  case GUMBO_TAG_TEXTAREA:
  case GUMBO_TAG_BUTTON:
  case GUMBO_TAG_FRAMESET:
  case GUMBO_TAG_NOFRAMES:
  case GUMBO_TAG_NOSCRIPT:
  case GUMBO_TAG_METER:
  case GUMBO_TAG_PROGRESS:
    return true;
  case GUMBO_TAG_INPUT: {
    const char *type = sts_html_attribute(node, "type");
    return !(type && (g_ascii_strcasecmp(type, "checkbox") == 0 || g_ascii_strcasecmp(type, "hidden") == 0));
  }
  default:
    return false;
  }
}

static bool
is_silent(const GumboNode *node)
{
  if (node->type == GUMBO_NODE_TEMPLATE)
    return true;
  if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return false;
  switch (node->v.element.tag) {
  case GUMBO_TAG_SCRIPT:
  case GUMBO_TAG_STYLE:
  case GUMBO_TAG_TEMPLATE:
  case GUMBO_TAG_HEAD:
  case GUMBO_TAG_TITLE:
  case GUMBO_TAG_META:
  case GUMBO_TAG_LINK:
  case GUMBO_TAG_BASE:
  case GUMBO_TAG_COL:
  case GUMBO_TAG_COLGROUP:
  case GUMBO_TAG_SOURCE:
  case GUMBO_TAG_TRACK:
  case GUMBO_TAG_PARAM:
    return true;
  default:
    return false;
  }
}

/* Lends the element before or after it, with nothing but white space between. */
static const GumboNode *
beside(const GumboNode *node, int step)
{
  const GumboVector *children = &node->parent->v.element.children;
  int index = (int)node->index_within_parent;

  /* The parser does not keep it true where it mends a page. */
  if (sts_html_is(node->parent, GUMBO_TAG_FIGURE))
    index = gumbo_vector_index_of((GumboVector *)children, node);
  if (index < 0 || index >= (int)children->length || children->data[index] != node)
    return NULL;
  for (int i = index + step; i >= 0 && i < (int)children->length; i += step) {
    const GumboNode *sibling = children->data[i];
    if (sts_html_is_element(sibling))
      return sibling;
    if (sibling->type != GUMBO_NODE_WHITESPACE)
      return NULL;
  }
  return NULL;
}

static bool
says(const GumboNode *node, const char *text)
{
  g_autoptr(GString) own = g_string_new(NULL);

  sts_html_append_text(own, node, 2000);
  g_autofree char *left = sts_text_normalize_space(own->str), *right = sts_text_normalize_space(text);
  return *left && strcmp(left, right) == 0;
}

/* pandoc writes the alternative text of an image, or the caption of a table, once more as a paragraph. */
static bool
is_repeated(const GumboNode *node)
{
  const GumboNode *image;

  if (sts_html_is(node, GUMBO_TAG_FIGCAPTION)) {
    image = beside(node, -1);
    const char *alternative = image && sts_html_is(image, GUMBO_TAG_IMG) ? sts_html_attribute(image, "alt") : NULL;
    return alternative && says(node, alternative);
  }
  if (!sts_html_is(node, GUMBO_TAG_P) || !node->parent || !sts_html_is_element(node->parent))
    return false;
  const GumboNode *before = beside(node, -1), *after = beside(node, 1);
  if (before && sts_html_is(before, GUMBO_TAG_P) && before->v.element.children.length == 1) {
    image = before->v.element.children.data[0];
    const char *alternative = sts_html_is(image, GUMBO_TAG_IMG) ? sts_html_attribute(image, "alt") : NULL;
    return alternative && says(node, alternative);
  }
  if (!after || !sts_html_is(after, GUMBO_TAG_TABLE) || after->v.element.children.length == 0)
    return false;
  for (unsigned i = 0; i < after->v.element.children.length; i++) {
    const GumboNode *caption = after->v.element.children.data[i];
    if (!sts_html_is(caption, GUMBO_TAG_CAPTION))
      continue;
    g_autoptr(GString) text = g_string_new(NULL);
    sts_html_append_text(text, caption, 2000);
    return says(node, text->str);
  }
  return false;
}

/* What pandoc makes of title, author and date, which are told as hints. */
static bool
is_title_block(const GumboNode *node)
{
  const char *id = sts_html_is(node, GUMBO_TAG_HEADER) ? sts_html_attribute(node, "id") : NULL;

  return id && strcmp(id, "title-block-header") == 0;
}

StsHtmlUse
sts_html_use(const StsHtmlTree *tree, const GumboNode *node)
{
  if (!sts_html_is_element(node) || node == tree->root || sts_html_is(node, GUMBO_TAG_BODY))
    return STS_HTML_SHOWN;
  bool opened = g_hash_table_contains(tree->opened, node);
  if (is_silent(node) || is_title_block(node))
    return STS_HTML_SILENT;
  if (is_hidden(node) && !opened)
    return STS_HTML_HIDDEN;
  if (is_navigation(node))
    return STS_HTML_NAVIGATION;
  if (g_hash_table_contains(tree->furniture, node))
    return (StsHtmlUse)GPOINTER_TO_INT(g_hash_table_lookup(tree->furniture, node));
  if (is_embedded(node) && !opened)
    return STS_HTML_EMBEDDED;
  if (is_repeated(node))
    return STS_HTML_REPEATED;
  return g_hash_table_contains(tree->backlinks, node) ? STS_HTML_BACKLINK : STS_HTML_SHOWN;
}

static bool
is_blank(const char *text)
{
  return text[strspn(text, " \t\n\f\r")] == '\0';
}

const GumboNode *
sts_html_figure_image(const GumboNode *figure, const GumboNode **caption)
{
  const GumboNode *image = NULL;
  bool other = false;
  StsHtmlWalk walk;

  *caption = NULL;
  if (!sts_html_is(figure, GUMBO_TAG_FIGURE))
    return NULL;
  sts_html_walk_begin(&walk, figure);
  for (StsHtmlEvent event; (event = sts_html_walk_next(&walk)) != STS_HTML_DONE;) {
    const GumboNode *node = walk.node;
    if (event == STS_HTML_EXIT)
      continue;
    if (sts_html_is_text(node)) {
      other |= !is_blank(node->v.text.text);
    } else if (sts_html_is(node, GUMBO_TAG_FIGCAPTION)) {
      other |= *caption != NULL || node->parent != figure;
      *caption = node;
      sts_html_walk_skip(&walk);
    } else if (sts_html_is(node, GUMBO_TAG_IMG)) {
      other |= image != NULL;
      image = node;
    } else if (sts_html_is_element(node) && !sts_html_is(node, GUMBO_TAG_DIV) && !sts_html_is(node, GUMBO_TAG_P) &&
               !sts_html_is(node, GUMBO_TAG_FIGURE) && !sts_html_is(node, GUMBO_TAG_SPAN) &&
               !sts_html_is(node, GUMBO_TAG_SOURCE) && node->v.element.tag != GUMBO_TAG_UNKNOWN) {
      other = true;
    }
    if (sts_html_is_element(node) && node != figure && (is_hidden(node) || sts_html_is(node, GUMBO_TAG_FIGURE)))
      other = true;
  }
  /* A caption with a list or a table in it is no title of an image. */
  for (unsigned i = 0; *caption && i < (*caption)->v.element.children.length; i++) {
    const GumboNode *child = (*caption)->v.element.children.data[i];
    other |= sts_html_is(child, GUMBO_TAG_UL) || sts_html_is(child, GUMBO_TAG_OL) ||
             sts_html_is(child, GUMBO_TAG_TABLE) || sts_html_is(child, GUMBO_TAG_IMG);
  }
  return other ? NULL : image;
}
