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

/* What sites call the kinds, and the boxes: a name that joins one of each is a callout ("usa-alert--warning",
 * "nhsuk-warning-callout", "box-important"). */
static const struct {
  const char *name, *kind;
} KINDS[] = {
    {"danger", "WARNING"},  {"emergency", "WARNING"}, {"urgent", "WARNING"},      {"warning", "WARNING"},
    {"caution", "CAUTION"}, {"attention", "CAUTION"}, {"important", "IMPORTANT"}, {"tip", "TIP"},
    {"hint", "TIP"},        {"note", "NOTE"},         {"info", "NOTE"},           {"information", "NOTE"},
};
static const char *const BOXES[] = {"callout", "alert", "admonition", "notice", "box", "card", "panel", NULL};

/* Lends the kind that a name says: whole words of it, whatever joins them. */
static const char *
kind_of_name(const char *name)
{
  g_auto(GStrv) words = g_strsplit_set(name, "-_", -1);
  bool box = false;

  for (char **word = words; *word; word++)
    box |= g_strv_contains(BOXES, *word);
  for (size_t i = 0; box && i < G_N_ELEMENTS(KINDS); i++)
    if (g_strv_contains((const char *const *)words, KINDS[i].name))
      return KINDS[i].kind;
  return NULL;
}

static const char *
kind_of_names(const GumboNode *node)
{
  const char *names = sts_html_attribute(node, "class"), *kind = NULL;
  g_autofree char *lower = names ? g_ascii_strdown(names, -1) : NULL;
  g_auto(GStrv) list = lower ? g_strsplit_set(lower, " \t\n\f\r", -1) : NULL;

  for (char **name = list; name && *name && !kind; name++)
    kind = kind_of_name(*name);
  return kind;
}

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
  const char *named = kind_of_names(node);
  if (named)
    return named;
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
