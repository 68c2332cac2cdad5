/* Reads attributes of nodes, and goes through them. */
#include "import/html/nodes.h"

#include <string.h>

const char *
sts_html_attribute(const GumboNode *node, const char *name)
{
  if (!sts_html_is_element(node))
    return NULL;
  const GumboAttribute *attribute = gumbo_get_attribute(&node->v.element.attributes, name);
  return attribute ? attribute->value : NULL;
}

static bool
has_word(const char *words, const char *name)
{
  size_t length = strlen(name);

  for (const char *p = words; p && *p;) {
    p += strspn(p, " \t\n\f\r");
    size_t word = strcspn(p, " \t\n\f\r");
    if (word == length && g_ascii_strncasecmp(p, name, length) == 0)
      return true;
    p += word;
  }
  return false;
}

bool
sts_html_has_class(const GumboNode *node, const char *name)
{
  return has_word(sts_html_attribute(node, "class"), name);
}

bool
sts_html_has_role(const GumboNode *node, const char *name)
{
  return has_word(sts_html_attribute(node, "role"), name);
}

bool
sts_html_has_style(const GumboNode *node, const char *declaration)
{
  const char *style = sts_html_attribute(node, "style");
  size_t length = strlen(declaration);

  if (!style || !*style)
    return false;
  g_autofree char *plain = g_ascii_strdown(style, -1);
  char *to = plain;
  for (const char *from = plain; *from; from++)
    if (!g_ascii_isspace(*from))
      *to++ = *from;
  *to = '\0';
  for (const char *p = plain; (p = strstr(p, declaration)); p++)
    if ((p == plain || p[-1] == ';') && (p[length] == ';' || p[length] == '\0' || p[length] == '!'))
      return true;
  return false;
}

const char *
sts_html_name(const GumboNode *node)
{
  GumboTag tag = node->v.element.tag;

  return tag < GUMBO_TAG_UNKNOWN ? gumbo_normalized_tagname(tag) : "an element";
}

bool
sts_html_is_block(const GumboNode *node)
{
  if (!sts_html_is_element(node) || node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return false;
  switch (node->v.element.tag) {
  case GUMBO_TAG_HTML:
  case GUMBO_TAG_BODY:
  case GUMBO_TAG_ARTICLE:
  case GUMBO_TAG_SECTION:
  case GUMBO_TAG_NAV:
  case GUMBO_TAG_ASIDE:
  case GUMBO_TAG_H1:
  case GUMBO_TAG_H2:
  case GUMBO_TAG_H3:
  case GUMBO_TAG_H4:
  case GUMBO_TAG_H5:
  case GUMBO_TAG_H6:
  case GUMBO_TAG_HGROUP:
  case GUMBO_TAG_HEADER:
  case GUMBO_TAG_FOOTER:
  case GUMBO_TAG_ADDRESS:
  case GUMBO_TAG_P:
  case GUMBO_TAG_HR:
  case GUMBO_TAG_PRE:
  case GUMBO_TAG_BLOCKQUOTE:
  case GUMBO_TAG_OL:
  case GUMBO_TAG_UL:
  case GUMBO_TAG_LI:
  case GUMBO_TAG_DL:
  case GUMBO_TAG_DT:
  case GUMBO_TAG_DD:
  case GUMBO_TAG_FIGURE:
  case GUMBO_TAG_FIGCAPTION:
  case GUMBO_TAG_MAIN:
  case GUMBO_TAG_DIV:
  case GUMBO_TAG_TABLE:
  case GUMBO_TAG_CAPTION:
  case GUMBO_TAG_TBODY:
  case GUMBO_TAG_THEAD:
  case GUMBO_TAG_TFOOT:
  case GUMBO_TAG_TR:
  case GUMBO_TAG_TD:
  case GUMBO_TAG_TH:
  case GUMBO_TAG_FORM:
  case GUMBO_TAG_FIELDSET:
  case GUMBO_TAG_LEGEND:
  case GUMBO_TAG_DETAILS:
  case GUMBO_TAG_SUMMARY:
  case GUMBO_TAG_CENTER:
  case GUMBO_TAG_DIR:
  case GUMBO_TAG_MENU:
    return true;
  default:
    return false;
  }
}

/* ---- going through it ---- */

typedef struct {
  const GumboNode *node;
  unsigned next;
} Step;

void
sts_html_walk_begin(StsHtmlWalk *walk, const GumboNode *root)
{
  Step step = {root, 0};

  *walk = (StsHtmlWalk){.steps = g_array_new(FALSE, FALSE, sizeof(Step))};
  g_array_append_val(walk->steps, step);
}

StsHtmlEvent
sts_html_walk_next(StsHtmlWalk *walk)
{
  if (!walk->node) {
    walk->node = g_array_index(walk->steps, Step, 0).node;
    return STS_HTML_ENTER;
  }
  if (walk->skip) {
    g_array_set_size(walk->steps, walk->steps->len - 1);
    walk->skip = false;
  }
  if (walk->steps->len == 0) {
    g_array_unref(walk->steps);
    walk->steps = NULL;
    return STS_HTML_DONE;
  }
  Step *step = &g_array_index(walk->steps, Step, walk->steps->len - 1);
  const GumboVector *children = &step->node->v.element.children;
  if (step->next < children->length) {
    walk->node = children->data[step->next++];
    if (sts_html_is_element(walk->node)) {
      Step inner = {walk->node, 0};
      g_array_append_val(walk->steps, inner);
    }
    return STS_HTML_ENTER;
  }
  walk->node = step->node;
  g_array_set_size(walk->steps, walk->steps->len - 1);
  return STS_HTML_EXIT;
}

void
sts_html_walk_skip(StsHtmlWalk *walk)
{
  walk->skip = true;
}

bool
sts_html_holds_table(const GumboNode *node)
{
  const GumboNode *table = NULL;
  guint captions = 0, others = 0;

  if (!sts_html_is(node, GUMBO_TAG_FIGURE))
    return false;
  for (unsigned i = 0; i < node->v.element.children.length; i++) {
    const GumboNode *child = node->v.element.children.data[i];
    captions += sts_html_is(child, GUMBO_TAG_FIGCAPTION);
    if (sts_html_is(child, GUMBO_TAG_TABLE) && !table)
      table = child;
    else
      others += !sts_html_is(child, GUMBO_TAG_FIGCAPTION) && child->type != GUMBO_NODE_WHITESPACE;
  }
  if (!table || captions != 1 || others > 0 || sts_html_attribute(table, "role") ||
      sts_html_attribute(table, "hidden") || sts_html_attribute(table, "style"))
    return false;
  for (unsigned i = 0; i < table->v.element.children.length; i++)
    if (sts_html_is(table->v.element.children.data[i], GUMBO_TAG_CAPTION))
      return false;
  return true;
}

bool
sts_html_is_row_head(const GumboNode *node)
{
  const GumboNode *row = node->parent;
  bool first = true;

  if (!sts_html_is(node, GUMBO_TAG_TH) || !sts_html_is(row, GUMBO_TAG_TR) || sts_html_is(row->parent, GUMBO_TAG_THEAD))
    return false;
  for (unsigned i = 0; i < row->v.element.children.length; i++) {
    const GumboNode *cell = row->v.element.children.data[i];
    if (sts_html_is(cell, GUMBO_TAG_TD))
      return !first;
    if (sts_html_is(cell, GUMBO_TAG_TH) && first && cell != node)
      return false;
    first = first && cell != node;
  }
  return false;
}

void
sts_html_append_text(GString *out, const GumboNode *node, size_t most)
{
  StsHtmlWalk walk;

  sts_html_walk_begin(&walk, node);
  for (StsHtmlEvent event; (event = sts_html_walk_next(&walk)) != STS_HTML_DONE;) {
    if (event == STS_HTML_ENTER && sts_html_is_text(walk.node) && out->len < most)
      g_string_append(out, walk.node->v.text.text);
    else if (event == STS_HTML_ENTER && sts_html_is(walk.node, GUMBO_TAG_BR))
      g_string_append_c(out, '\n');
    else if (walk.node != node && sts_html_is_element(walk.node) && sts_html_is_block(walk.node))
      g_string_append_c(out, ' ');
  }
}
