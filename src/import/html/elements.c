/* Says what the elements of a page are for. */
#include "import/html/elements.h"

#include <string.h>

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

StsHtmlUse
sts_html_use(const StsHtmlTree *tree, const GumboNode *node)
{
  if (!sts_html_is_element(node) || node == tree->root || sts_html_is(node, GUMBO_TAG_BODY))
    return STS_HTML_SHOWN;
  if (is_silent(node))
    return STS_HTML_SILENT;
  if (is_hidden(node))
    return STS_HTML_HIDDEN;
  if (is_navigation(node))
    return STS_HTML_NAVIGATION;
  if (is_embedded(node))
    return STS_HTML_EMBEDDED;
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
