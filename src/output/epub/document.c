/* Wraps what xhtml.c writes into whole files. */
#include "output/epub/document.h"

#include "base/text.h"

void
sts_epub_open_document(GString *out, const StsEpubPlan *plan, const char *name, const char *title, const char *language,
                       const char *class)
{
  g_autofree char *style = sts_epub_relative(name, "style.css");
  g_autofree char *newer = sts_epub_relative(name, "newer.css");
  g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html "
                       "xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
  sts_xhtml_append_language(out, language != NULL ? language : plan->publication->language, NULL, true);
  g_string_append(out, ">\n<head>\n<title>");
  sts_text_append_xml(out, title, false);
  g_string_append_printf(out,
                         "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"%s\" />\n<link "
                         "rel=\"stylesheet\" type=\"text/css\" href=\"%s\" />\n</head>\n",
                         style, newer);
  if (class != NULL)
    g_string_append_printf(out, "<body class=\"%s\">\n", class);
  else
    g_string_append(out, "<body>\n");
}

void
sts_epub_close_document(GString *out)
{
  g_string_append(out, "</body>\n</html>\n");
}

/* Where links and pictures of one document are looked up. */
typedef struct {
  const StsEpubPlan *plan;
  const StsEpubDocument *document;
} Scope;

static char *
href_of(const StsNode *target, gpointer data)
{
  const Scope *scope = data;
  return sts_epub_plan_href(scope->plan, scope->document->name, target);
}

static char *
image_href_of(const StsImage *image, gpointer data)
{
  const Scope *scope = data;
  const char *name = g_hash_table_lookup(scope->plan->name_of_image, image);
  return sts_epub_relative(scope->document->name, name);
}

void
sts_epub_append_body(GString *out, const StsEpubPlan *plan, const StsEpubDocument *document)
{
  Scope scope = {plan, document};
  StsXhtmlOptions options = {
      .breaks = plan->writing->breaks != NULL ? plan->writing->breaks + document->first_break : NULL,
      .break_count = document->break_count,
      .break_ids = (const char *const *)plan->break_ids + document->first_break,
      .href = href_of,
      .image_href = image_href_of,
      .data = &scope,
      .terms = plan->publication->terms,
      .language = document->language,
      .id_prefix = plan->id_prefix,
  };
  /* A navigation document holds nothing but its lists: the pages of the printed contents begin before them. */
  if (document->kind == STS_EPUB_CONTENTS) {
    for (size_t i = 0; i < document->break_count; i++)
      sts_xhtml_append_page_break(out, options.break_ids[i], options.breaks[i].label, true);
    options.break_count = 0;
  }
  sts_xhtml_append(out, document->root, &options);
}

void
sts_epub_append_document(GString *out, const StsEpubPlan *plan, const StsEpubDocument *document)
{
  sts_epub_open_document(out, plan, document->name, document->title, document->language, NULL);
  sts_epub_append_body(out, plan, document);
  sts_epub_close_document(out);
}

void
sts_epub_append_cover_page(GString *out, const StsEpubPlan *plan, const char *image_name)
{
  const char *title = sts_terms_get(plan->terms, "cover");
  g_autofree char *alternative = g_strdup_printf("%s: %s", title, plan->publication->title);
  sts_epub_open_document(out, plan, "cover.xhtml", title, plan->terms->language, "cover-page");
  g_string_append(out, "<section epub:type=\"cover\"");
  g_string_append(out, " aria-label=\"");
  sts_text_append_xml(out, title, true);
  g_string_append_printf(out, "\">\n<img src=\"%s\" role=\"doc-cover\" alt=\"", image_name);
  sts_text_append_xml(out, alternative, true);
  g_string_append(out, "\" />\n</section>\n");
  sts_epub_close_document(out);
}
