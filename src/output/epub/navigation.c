/* Writes the navigation document and the NCX from one list of entries. */
#include "output/epub/navigation.h"

#include "output/epub/xhtml-document.h"
#include "output/xhtml/pieces.h"

static const char nav_name[] = "nav.xhtml";

static const StsEpubEntry *
entry_at(const StsEpubPlan *plan, guint index)
{
  return &g_array_index(plan->entries, StsEpubEntry, index);
}

/* ---- the navigation document ---- */

static void
append_link(StsXmlWriter *xml, const char *type, const char *href, const char *text)
{
  sts_xml_open(xml, "li");
  sts_xml_open(xml, "a");
  if (type != NULL)
    sts_xml_attribute(xml, "epub:type", type);
  sts_xml_attribute(xml, "href", href);
  sts_xml_text(xml, text);
  sts_xml_close(xml);
  sts_xml_close_line(xml);
}

static void
append_entry_link(StsXmlWriter *xml, const StsEpubPlan *plan, const StsEpubEntry *entry)
{
  g_autofree char *href = sts_epub_plan_href(plan, nav_name, entry->target);
  sts_xml_open(xml, "a");
  sts_xml_attribute(xml, "href", href);
  if (entry->lang != NULL)
    sts_xhtml_append_language(xml, entry->lang, plan->publication->language, false);
  sts_xml_text(xml, entry->title);
  sts_xml_close(xml);
}

/* Opens a nav with a heading; `hidden` keeps it from the page, not from the reader's menus. */
static void
open_nav(StsXmlWriter *xml, const char *type, const char *role, const char *id, const char *heading, const char *title,
         bool hidden)
{
  sts_xml_open(xml, "nav");
  sts_xml_attribute(xml, "epub:type", type);
  if (role != NULL)
    sts_xml_attribute(xml, "role", role);
  sts_xml_attribute(xml, "id", id);
  sts_xml_attribute_format(xml, "aria-labelledby", "%s-title", id);
  if (hidden)
    sts_xml_attribute(xml, "hidden", "hidden");
  sts_xml_line(xml);
  sts_xml_open(xml, heading);
  sts_xml_attribute_format(xml, "id", "%s-title", id);
  sts_xml_text(xml, title);
  sts_xml_close_line(xml);
}

static void
append_toc(StsXmlWriter *xml, const StsEpubPlan *plan)
{
  open_nav(xml, "toc", "doc-toc", "nav-toc", "h1", sts_terms_get(plan->terms, "table-of-contents"), false);
  int depth = 0;
  for (guint i = 0; i < plan->entries->len; i++) {
    const StsEpubEntry *entry = entry_at(plan, i);
    if (entry->depth > depth) {
      sts_xml_line(xml);
      sts_xml_open_line(xml, "ol");
      depth++;
    } else {
      sts_xml_close_line(xml);
      for (; depth > entry->depth; depth--) {
        sts_xml_close_line(xml);
        sts_xml_close_line(xml);
      }
    }
    sts_xml_open(xml, "li");
    append_entry_link(xml, plan, entry);
  }
  for (; depth > 0; depth--) {
    sts_xml_close_line(xml);
    sts_xml_close_line(xml);
  }
  sts_xml_close_line(xml);
}

static void
append_landmarks(StsXmlWriter *xml, const StsEpubPlan *plan, bool has_cover_page)
{
  open_nav(xml, "landmarks", NULL, "nav-landmarks", "h2", sts_terms_get(plan->terms, "landmarks"), true);
  sts_xml_open_line(xml, "ol");
  if (has_cover_page)
    append_link(xml, "cover", "cover.xhtml", sts_terms_get(plan->terms, "cover"));
  if (plan->contents != NULL) {
    /* Readers look landmarks up among the names of files. */
    g_autofree char *href = g_strconcat(nav_name, "#", plan->contents->id != NULL ? plan->contents->id : "toc", NULL);
    append_link(xml, "toc", href, sts_terms_get(plan->terms, "table-of-contents"));
  }
  append_link(xml, "bodymatter", sts_epub_first_section(plan)->name, sts_terms_get(plan->terms, "start-of-content"));
  sts_xml_close_line(xml);
  sts_xml_close_line(xml);
}

/* Returns the href of a page break as seen from the package's folder; free with g_free(). */
static char *
break_href(const StsEpubPlan *plan, size_t index)
{
  const StsEpubDocument *document = sts_epub_plan_find(plan, plan->writing->breaks[index].node);
  return g_strconcat(document->name, "#", plan->break_ids[index], NULL);
}

static void
append_page_list(StsXmlWriter *xml, const StsEpubPlan *plan)
{
  open_nav(xml, "page-list", "doc-pagelist", "nav-pages", "h2", sts_terms_get(plan->terms, "list-of-pages"), true);
  sts_xml_open_line(xml, "ol");
  for (size_t i = 0; i < plan->writing->break_count; i++) {
    g_autofree char *href = break_href(plan, i);
    append_link(xml, NULL, href, plan->writing->breaks[i].label);
  }
  sts_xml_close_line(xml);
  sts_xml_close_line(xml);
}

void
sts_epub_append_navigation(GString *out, const StsEpubPlan *plan, bool has_cover_page)
{
  StsXmlWriter xml = sts_epub_open_document(out, plan, nav_name, sts_terms_get(plan->terms, "table-of-contents"),
                                            plan->publication->language, NULL);
  if (plan->contents != NULL)
    sts_epub_append_body(&xml, plan, sts_epub_plan_find(plan, plan->contents));
  else
    append_toc(&xml, plan);
  append_landmarks(&xml, plan, has_cover_page);
  if (plan->writing->break_count > 0)
    append_page_list(&xml, plan);
  sts_epub_close_document(&xml);
}

/* ---- the NCX ---- */

static void
append_ncx_label(StsXmlWriter *xml, const char *text)
{
  sts_xml_open(xml, "navLabel");
  sts_xml_element(xml, "text", text);
  sts_xml_close(xml);
}

static void
append_ncx_content(StsXmlWriter *xml, const char *src)
{
  sts_xml_open(xml, "content");
  sts_xml_attribute(xml, "src", src);
  sts_xml_close_empty(xml);
}

static void
append_ncx_points(StsXmlWriter *xml, const StsEpubPlan *plan)
{
  sts_xml_open_line(xml, "navMap");
  int depth = 0;
  for (guint i = 0; i < plan->entries->len; i++) {
    const StsEpubEntry *entry = entry_at(plan, i);
    for (; depth >= entry->depth; depth--)
      sts_xml_close_line(xml);
    g_autofree char *href = sts_epub_plan_href(plan, "toc.ncx", entry->target);
    sts_xml_open(xml, "navPoint");
    sts_xml_attribute_format(xml, "id", "point-%u", i + 1);
    append_ncx_label(xml, entry->title);
    append_ncx_content(xml, href);
    sts_xml_line(xml);
    depth = entry->depth;
  }
  for (; depth > 0; depth--)
    sts_xml_close_line(xml);
  sts_xml_close_line(xml);
}

static int
deepest(const StsEpubPlan *plan)
{
  int depth = 1;
  for (guint i = 0; i < plan->entries->len; i++)
    depth = MAX(depth, entry_at(plan, i)->depth);
  return depth;
}

static void
append_ncx_pages(StsXmlWriter *xml, const StsEpubPlan *plan)
{
  if (plan->writing->break_count == 0)
    return;
  sts_xml_open(xml, "pageList");
  append_ncx_label(xml, sts_terms_get(plan->terms, "list-of-pages"));
  sts_xml_line(xml);
  for (size_t i = 0; i < plan->writing->break_count; i++) {
    const char *label = plan->writing->breaks[i].label;
    g_autofree char *href = break_href(plan, i);
    const int number = sts_page_label_number(label);
    sts_xml_open(xml, "pageTarget");
    sts_xml_attribute_format(xml, "id", "page-target-%" G_GSIZE_FORMAT, i + 1);
    sts_xml_attribute(xml, "type", number > 0 ? "normal" : "front");
    if (number > 0)
      sts_xml_attribute_format(xml, "value", "%d", number);
    append_ncx_label(xml, label);
    append_ncx_content(xml, href);
    sts_xml_close_line(xml);
  }
  sts_xml_close_line(xml);
}

static int
greatest_page(const StsEpubPlan *plan)
{
  int greatest = 0;
  for (size_t i = 0; i < plan->writing->break_count; i++)
    greatest = MAX(greatest, sts_page_label_number(plan->writing->breaks[i].label));
  return greatest;
}

static void
append_ncx_count(StsXmlWriter *xml, const char *name, size_t count)
{
  char digits[24];
  g_snprintf(digits, sizeof digits, "%" G_GSIZE_FORMAT, count);
  sts_xhtml_append_meta(xml, name, digits);
}

void
sts_epub_append_ncx(GString *out, const StsEpubPlan *plan)
{
  const StsPublication *publication = plan->publication;
  StsXmlWriter xml = sts_xml_begin(out, STS_XML_TIGHT);
  sts_xml_declare(&xml);
  sts_xml_open(&xml, "ncx");
  sts_xml_attribute(&xml, "xmlns", "http://www.daisy.org/z3986/2005/ncx/");
  sts_xml_attribute(&xml, "version", "2005-1");
  sts_xml_attribute(&xml, "xml:lang", publication->language);
  sts_xml_line(&xml);
  sts_xml_open_line(&xml, "head");
  sts_xhtml_append_meta(&xml, "dtb:uid", publication->identifier);
  append_ncx_count(&xml, "dtb:depth", (size_t)deepest(plan));
  append_ncx_count(&xml, "dtb:totalPageCount", plan->writing->break_count);
  append_ncx_count(&xml, "dtb:maxPageNumber", (size_t)greatest_page(plan));
  sts_xml_close_line(&xml);
  sts_xml_open(&xml, "docTitle");
  sts_xml_element(&xml, "text", publication->title);
  sts_xml_close_line(&xml);
  append_ncx_points(&xml, plan);
  append_ncx_pages(&xml, plan);
  sts_xml_close_line(&xml);
  sts_xml_finish(&xml);
}
