/* Knows callouts by their role or class, as EPUB, Bootstrap, Docusaurus, Sphinx, MkDocs and GitHub write them. */
#include "import/html/callouts.h"

static const struct {
  const char *name, *kind;
} ROLES[] = {{"doc-tip", "TIP"}, {"doc-notice", "IMPORTANT"}, {"note", "NOTE"}, {"alert", "WARNING"}};

/* What says the kind comes before what only says that it is one. */
static const struct {
  const char *name, *kind;
} CLASSES[] = {
    {"alert-danger", "WARNING"},
    {"alert-warning", "WARNING"},
    {"alert-info", "NOTE"},
    {"alert-primary", "NOTE"},
    {"alert-secondary", "NOTE"},
    {"alert-success", "TIP"},
    {"markdown-alert-note", "NOTE"},
    {"markdown-alert-tip", "TIP"},
    {"markdown-alert-important", "IMPORTANT"},
    {"markdown-alert-warning", "WARNING"},
    {"markdown-alert-caution", "CAUTION"},
    {"callout-note", "NOTE"},
    {"callout-tip", "TIP"},
    {"callout-important", "IMPORTANT"},
    {"callout-warning", "WARNING"},
    {"callout-caution", "CAUTION"},
    {"danger", "WARNING"},
    {"warning", "WARNING"},
    {"caution", "CAUTION"},
    {"attention", "CAUTION"},
    {"important", "IMPORTANT"},
    {"tip", "TIP"},
    {"hint", "TIP"},
    {"note", "NOTE"},
    {"admonition", "NOTE"},
    {"callout", "NOTE"},
    {"alert", "WARNING"},
};

static bool
can_be_one(const GumboNode *node)
{
  return sts_html_is(node, GUMBO_TAG_DIV) || sts_html_is(node, GUMBO_TAG_ASIDE) || sts_html_is(node, GUMBO_TAG_P) ||
         sts_html_is(node, GUMBO_TAG_SECTION) || sts_html_is(node, GUMBO_TAG_BLOCKQUOTE);
}

const char *
sts_html_callout_kind(const GumboNode *node)
{
  if (!can_be_one(node))
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(CLASSES); i++)
    if (sts_html_has_class(node, CLASSES[i].name))
      return CLASSES[i].kind;
  for (size_t i = 0; i < G_N_ELEMENTS(ROLES); i++)
    if (sts_html_has_role(node, ROLES[i].name))
      return ROLES[i].kind;
  return NULL;
}

bool
sts_html_callout_is_within(const GumboNode *node)
{
  for (const GumboNode *above = node->parent; above && above->type == GUMBO_NODE_ELEMENT; above = above->parent)
    if (sts_html_callout_kind(above))
      return true;
  return false;
}
