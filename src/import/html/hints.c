/* Finds title, language, dates and authors of a page. They are told: an editor decides what they are worth. */
#include "import/html/hints.h"

#include <string.h>

#include "base/language-tag.h"
#include "base/text.h"

static void
tell(const StsHtmlTree *tree, StsHtmlPage *page, const GumboNode *node, char *text)
{
  StsHtmlTold told = {0, STS_SEVERITY_NOTE, STS_RULE_IMPORT_HINT, sts_html_place(tree, sts_html_offset(tree, node)),
                      text};

  g_array_append_val(page->told, told);
}

static void
take_title(const StsHtmlTree *tree, StsHtmlPage *page, const GumboNode *node)
{
  g_autoptr(GString) text = g_string_new(NULL);

  if (page->title || node->parent->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return;
  sts_html_append_text(text, node, 1000);
  g_autofree char *printable = sts_text_make_plain(text->str);
  g_autofree char *line = sts_text_normalize_space(printable);
  if (!*line)
    return;
  page->title = g_strdup(line);
  tell(tree, page, node, g_strdup_printf("the document calls itself “%s”", line));
}

static void
take_meta(const StsHtmlTree *tree, StsHtmlPage *page, const GumboNode *node)
{
  static const char *const DATES[] = {"dcterms.modified",
                                      "dc.date.modified",
                                      "article:modified_time",
                                      "og:updated_time",
                                      "last-modified",
                                      "dcterms.date",
                                      "dc.date",
                                      "date",
                                      "revised",
                                      "article:published_time",
                                      "dcterms.issued",
                                      "datemodified",
                                      NULL};
  static const char *const PEOPLE[] = {"author",       "dcterms.creator",   "dc.creator",
                                       "publisher",    "dcterms.publisher", "dc.publisher",
                                       "og:site_name", "article:author",    NULL};
  const char *name = sts_html_attribute(node, "name"), *content = sts_html_attribute(node, "content");

  if (!name)
    name = sts_html_attribute(node, "property");
  if (!name)
    name = sts_html_attribute(node, "itemprop");
  if (!name)
    name = sts_html_attribute(node, "http-equiv");
  if (!name || !content || !*content)
    return;
  g_autofree char *lower = g_ascii_strdown(name, -1), *shown = sts_text_make_printable(content);
  if (g_strv_contains(DATES, lower))
    tell(tree, page, node,
         g_strdup_printf("the document gives the date “%s” (%s); if the text was last revised then, write it as "
                         "last-revised",
                         shown, lower));
  else if (g_strv_contains(PEOPLE, lower))
    tell(tree, page, node, g_strdup_printf("the document names “%s” (%s)", shown, lower));
}

static void
take_time(const StsHtmlTree *tree, StsHtmlPage *page, const GumboNode *node)
{
  const char *date = sts_html_attribute(node, "datetime");

  if (!date || !g_ascii_isdigit(*date))
    return;
  g_autofree char *shown = sts_text_make_printable(date);
  tell(tree, page, node,
       g_strdup_printf("a date of the text is marked as “%s”; if the text was last revised then, write it as "
                       "last-revised",
                       shown));
}

static void
take_language(StsHtmlPage *page, const GumboNode *node)
{
  const char *language = sts_html_attribute(node, "lang");

  if (!language || !*language)
    language = sts_html_attribute(node, "xml:lang");
  if (!page->language && language && sts_language_is_valid(language))
    page->language = g_strdup(language);
}

void
sts_html_find_hints(const StsHtmlTree *tree, StsHtmlPage *page)
{
  StsHtmlWalk walk;

  sts_html_walk_begin(&walk, tree->root);
  for (StsHtmlEvent event; (event = sts_html_walk_next(&walk)) != STS_HTML_DONE;) {
    if (event != STS_HTML_ENTER)
      continue;
    if (sts_html_is(walk.node, GUMBO_TAG_TITLE))
      take_title(tree, page, walk.node);
    else if (sts_html_is(walk.node, GUMBO_TAG_META))
      take_meta(tree, page, walk.node);
    else if (sts_html_is_element(walk.node) && gumbo_get_attribute(&walk.node->v.element.attributes, "datetime"))
      take_time(tree, page, walk.node);
    else if (sts_html_is(walk.node, GUMBO_TAG_HTML) || sts_html_is(walk.node, GUMBO_TAG_BODY))
      take_language(page, walk.node);
  }
}
