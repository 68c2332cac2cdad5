/* Wraps what xhtml.c writes into whole files. */
#include "output/epub/xhtml-document.h"

#include "output/epub/cover-picture.h"
#include "output/xhtml/pieces.h"
#include "output/xhtml/xhtml.h"

static void
link_style(StsXmlWriter *xml, const char *from, const char *style)
{
  g_autofree char *href = sts_epub_relative(from, style);
  sts_xml_open(xml, "link");
  sts_xml_attribute(xml, "rel", "stylesheet");
  sts_xml_attribute(xml, "type", "text/css");
  sts_xml_attribute(xml, "href", href);
  sts_xml_close_empty(xml);
  sts_xml_line(xml);
}

StsXmlWriter
sts_epub_open_document(GString *out, const StsEpubPlan *plan, const char *name, const char *title, const char *language,
                       const char *class)
{
  StsXmlWriter xml = sts_xml_begin(out, STS_XML_HTML);
  sts_xml_declare(&xml);
  g_string_append(out, "<!DOCTYPE html>\n");
  sts_xml_open(&xml, "html");
  sts_xml_attribute(&xml, "xmlns", "http://www.w3.org/1999/xhtml");
  sts_xml_attribute(&xml, "xmlns:epub", "http://www.idpf.org/2007/ops");
  sts_xhtml_append_language(&xml, language != NULL ? language : plan->publication->language, NULL, true);
  sts_xml_line(&xml);
  sts_xml_open_line(&xml, "head");
  sts_xml_element(&xml, "title", title);
  sts_xml_line(&xml);
  link_style(&xml, name, "style.css");
  link_style(&xml, name, "newer.css");
  sts_xml_close_line(&xml);
  sts_xml_open(&xml, "body");
  if (class != NULL)
    sts_xml_attribute(&xml, "class", class);
  sts_xml_line(&xml);
  return xml;
}

void
sts_epub_close_document(StsXmlWriter *xml)
{
  sts_xml_close_line(xml);
  sts_xml_close_line(xml);
  sts_xml_finish(xml);
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
  return sts_epub_relative(scope->document->name, sts_xhtml_picture_of(scope->plan->material, image)->address);
}

void
sts_epub_append_body(StsXmlWriter *xml, const StsEpubPlan *plan, const StsEpubDocument *document)
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
      .code = document->code,
      .id_prefix = plan->material->id_prefix,
      .numbers_in_brackets = plan->theme->numbers_in_brackets,
  };
  /* A navigation document holds nothing but its lists: the pages of the printed contents begin before them. */
  if (document->kind == STS_EPUB_CONTENTS) {
    for (size_t i = 0; options.breaks && i < document->break_count; i++)
      sts_xhtml_append_page_break(xml, options.break_ids[i], options.breaks[i].label, true);
    options.break_count = 0;
  }
  sts_xhtml_append(xml, document->root, &options);
}

void
sts_epub_append_document(GString *out, const StsEpubPlan *plan, const StsEpubDocument *document)
{
  StsXmlWriter xml = sts_epub_open_document(out, plan, document->name, document->title, document->language, NULL);
  sts_epub_append_body(&xml, plan, document);
  sts_epub_close_document(&xml);
}

void
sts_epub_append_cover_page(GString *out, const StsEpubPlan *plan, const char *image_name)
{
  const char *title = sts_terms_get(plan->terms, "cover");
  StsXmlWriter xml = sts_epub_open_document(out, plan, "cover.xhtml", title, plan->terms->language, "cover-page");
  sts_xml_open(&xml, "section");
  sts_xml_attribute(&xml, "epub:type", "cover");
  sts_xml_attribute(&xml, "aria-label", title);
  sts_xhtml_append_direction(&xml, plan->terms->language);
  sts_xml_line(&xml);
  sts_xml_open(&xml, "img");
  sts_xml_attribute(&xml, "src", image_name);
  sts_xml_attribute(&xml, "role", "doc-cover");
  sts_xml_attribute_format(&xml, "alt", "%s: %s", title, plan->publication->title);
  sts_xhtml_append_size(&xml, STS_COVER_WIDTH, STS_COVER_HEIGHT, 288);
  sts_xml_close_empty(&xml);
  sts_xml_line(&xml);
  sts_xml_close_line(&xml);
  sts_epub_close_document(&xml);
}
