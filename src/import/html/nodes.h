/* The nodes of a page, and how to go through them. Only the files of src/import/html/ see gumbo.h. */
#ifndef STS_IMPORT_HTML_NODES_H
#define STS_IMPORT_HTML_NODES_H

#include <glib.h>
#include <gumbo.h>
#include <stdbool.h>

static inline bool
sts_html_is_element(const GumboNode *node)
{
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

static inline bool
sts_html_is_text(const GumboNode *node)
{
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE;
}

/* Whether it is this element of HTML. */
static inline bool
sts_html_is(const GumboNode *node, GumboTag tag)
{
  return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag &&
         node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
}

static inline bool
sts_html_is_heading(const GumboNode *node)
{
  return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML &&
         node->v.element.tag >= GUMBO_TAG_H1 && node->v.element.tag <= GUMBO_TAG_H6;
}

/* Lends the value; NULL: the element has no such attribute. */
const char *sts_html_attribute(const GumboNode *node, const char *name);
bool sts_html_has_class(const GumboNode *node, const char *name);
bool sts_html_has_role(const GumboNode *node, const char *name);
/* Whether the style attribute has the declaration, as "display:none" (without spaces, in small letters). */
bool sts_html_has_style(const GumboNode *node, const char *declaration);
/* "iframe"; lends from the library or, for an element that HTML does not know, "an element". */
const char *sts_html_name(const GumboNode *node);

/* Whether it is a figure of nothing but a table, which has no caption of its own, and one caption: that is the table's.
 */
bool sts_html_holds_table(const GumboNode *node);

/* Whether it is the cell that names a row: the first of it, with others that are no heads. */
bool sts_html_is_row_head(const GumboNode *node);

/* Whether the element stands in lines of its own. */
bool sts_html_is_block(const GumboNode *node);

/* ---- going through the tree, without recursion ---- */

typedef enum { STS_HTML_DONE, STS_HTML_ENTER, STS_HTML_EXIT } StsHtmlEvent;

typedef struct {
  GArray *steps;
  const GumboNode *node;
  bool skip;
} StsHtmlWalk;

void sts_html_walk_begin(StsHtmlWalk *walk, const GumboNode *root);
/* Gives each element twice, all else once. The walk is over, and cleared, at DONE. */
StsHtmlEvent sts_html_walk_next(StsHtmlWalk *walk);
/* After an ENTER of an element: neither what is in it nor its EXIT comes. */
void sts_html_walk_skip(StsHtmlWalk *walk);

/* Appends the text below a node as it is written, up to some `most` bytes. */
void sts_html_append_text(GString *out, const GumboNode *node, size_t most);

#endif
