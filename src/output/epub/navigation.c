/* Writes the navigation document and the NCX from one list of entries. */
#include "output/epub/navigation.h"

#include "base/text.h"
#include "output/epub/document.h"

static const char nav_name[] = "nav.xhtml";

static const StsEpubEntry *
entry_at(const StsEpubPlan *plan, guint index)
{
  return &g_array_index(plan->entries, StsEpubEntry, index);
}

/* ---- the navigation document ---- */

static void
append_link(GString *out, const char *type, const char *href, const char *text)
{
  g_string_append(out, "<li><a");
  if (type != NULL)
    g_string_append_printf(out, " epub:type=\"%s\"", type);
  g_string_append(out, " href=\"");
  sts_text_append_xml(out, href, true);
  g_string_append(out, "\">");
  sts_text_append_xml(out, text, false);
  g_string_append(out, "</a></li>\n");
}

static void
append_entry_link(GString *out, const StsEpubPlan *plan, const StsEpubEntry *entry)
{
  g_autofree char *href = sts_epub_plan_href(plan, nav_name, entry->target);
  g_string_append(out, "<a href=\"");
  sts_text_append_xml(out, href, true);
  g_string_append_c(out, '"');
  if (entry->lang != NULL)
    sts_xhtml_append_language(out, entry->lang, plan->publication->language, false);
  g_string_append_c(out, '>');
  sts_text_append_xml(out, entry->title, false);
  g_string_append(out, "</a>");
}

/* Opens a nav with a heading; `hidden` keeps it from the page, not from the reader's menus. */
static void
open_nav(GString *out, const char *type, const char *role, const char *id, int level, const char *title, bool hidden)
{
  g_string_append_printf(out,
                         "<nav epub:type=\"%s\"%s%s%s id=\"%s\" aria-labelledby=\"%s-title\"%s>\n<h%d id=\"%s-title\">",
                         type, role != NULL ? " role=\"" : "", role != NULL ? role : "", role != NULL ? "\"" : "", id,
                         id, hidden ? " hidden=\"hidden\"" : "", level, id);
  sts_text_append_xml(out, title, false);
  g_string_append_printf(out, "</h%d>\n", level);
}

static void
append_toc(GString *out, const StsEpubPlan *plan)
{
  open_nav(out, "toc", "doc-toc", "nav-toc", 1, sts_terms_get(plan->terms, "table-of-contents"), false);
  int depth = 0;
  for (guint i = 0; i < plan->entries->len; i++) {
    const StsEpubEntry *entry = entry_at(plan, i);
    if (entry->depth > depth) {
      g_string_append(out, "\n<ol>\n");
      depth++;
    } else {
      g_string_append(out, "</li>\n");
      for (; depth > entry->depth; depth--)
        g_string_append(out, "</ol>\n</li>\n");
    }
    g_string_append(out, "<li>");
    append_entry_link(out, plan, entry);
  }
  for (; depth > 0; depth--)
    g_string_append(out, "</li>\n</ol>\n");
  g_string_append(out, "</nav>\n");
}

static void
append_landmarks(GString *out, const StsEpubPlan *plan, bool has_cover_page)
{
  open_nav(out, "landmarks", NULL, "nav-landmarks", 2, sts_terms_get(plan->terms, "landmarks"), true);
  g_string_append(out, "<ol>\n");
  if (has_cover_page)
    append_link(out, "cover", "cover.xhtml", sts_terms_get(plan->terms, "cover"));
  if (plan->contents != NULL) {
    g_autofree char *href = g_strconcat("#", plan->contents->id != NULL ? plan->contents->id : "toc", NULL);
    append_link(out, "toc", href, sts_terms_get(plan->terms, "table-of-contents"));
  }
  append_link(out, "bodymatter", sts_epub_first_section(plan)->name, sts_terms_get(plan->terms, "start-of-content"));
  g_string_append(out, "</ol>\n</nav>\n");
}

/* Returns the href of a page break as seen from the package's folder; free with g_free(). */
static char *
break_href(const StsEpubPlan *plan, size_t index)
{
  const StsEpubDocument *document = sts_epub_plan_find(plan, plan->writing->breaks[index].node);
  return g_strconcat(document->name, "#", plan->break_ids[index], NULL);
}

static void
append_page_list(GString *out, const StsEpubPlan *plan)
{
  open_nav(out, "page-list", "doc-pagelist", "nav-pages", 2, sts_terms_get(plan->terms, "list-of-pages"), true);
  g_string_append(out, "<ol>\n");
  for (size_t i = 0; i < plan->writing->break_count; i++) {
    g_autofree char *href = break_href(plan, i);
    append_link(out, NULL, href, plan->writing->breaks[i].label);
  }
  g_string_append(out, "</ol>\n</nav>\n");
}

void
sts_epub_append_navigation(GString *out, const StsEpubPlan *plan, bool has_cover_page)
{
  sts_epub_open_document(out, plan, nav_name, sts_terms_get(plan->terms, "table-of-contents"),
                         plan->publication->language, NULL);
  if (plan->contents != NULL)
    sts_epub_append_body(out, plan, sts_epub_plan_find(plan, plan->contents));
  else
    append_toc(out, plan);
  append_landmarks(out, plan, has_cover_page);
  if (plan->writing->break_count > 0)
    append_page_list(out, plan);
  sts_epub_close_document(out);
}

/* ---- the NCX ---- */

static void
append_ncx_label(GString *out, const char *text, const char *src)
{
  g_string_append(out, "<navLabel><text>");
  sts_text_append_xml(out, text, false);
  g_string_append(out, "</text></navLabel><content src=\"");
  sts_text_append_xml(out, src, true);
  g_string_append(out, "\"/>");
}

static void
append_ncx_points(GString *out, const StsEpubPlan *plan)
{
  g_string_append(out, "<navMap>\n");
  int depth = 0;
  for (guint i = 0; i < plan->entries->len; i++) {
    const StsEpubEntry *entry = entry_at(plan, i);
    for (; depth >= entry->depth; depth--)
      g_string_append(out, "</navPoint>\n");
    g_autofree char *href = sts_epub_plan_href(plan, "toc.ncx", entry->target);
    g_string_append_printf(out, "<navPoint id=\"point-%u\">", i + 1);
    append_ncx_label(out, entry->title, href);
    g_string_append_c(out, '\n');
    depth = entry->depth;
  }
  for (; depth > 0; depth--)
    g_string_append(out, "</navPoint>\n");
  g_string_append(out, "</navMap>\n");
}

static int
deepest(const StsEpubPlan *plan)
{
  int depth = 1;
  for (guint i = 0; i < plan->entries->len; i++)
    depth = MAX(depth, entry_at(plan, i)->depth);
  return depth;
}

/* The page's number where its label is one, else 0. */
static int
page_number(const char *label)
{
  char *end = NULL;
  const gint64 value = g_ascii_strtoll(label, &end, 10);
  return end != label && *end == '\0' && value > 0 && value < G_MAXINT ? (int)value : 0;
}

static void
append_ncx_pages(GString *out, const StsEpubPlan *plan)
{
  if (plan->writing->break_count == 0)
    return;
  g_string_append(out, "<pageList><navLabel><text>");
  sts_text_append_xml(out, sts_terms_get(plan->terms, "list-of-pages"), false);
  g_string_append(out, "</text></navLabel>\n");
  for (size_t i = 0; i < plan->writing->break_count; i++) {
    const char *label = plan->writing->breaks[i].label;
    g_autofree char *href = break_href(plan, i);
    const int number = page_number(label);
    g_string_append_printf(out, "<pageTarget id=\"page-target-%" G_GSIZE_FORMAT "\" type=\"%s\"", i + 1,
                           number > 0 ? "normal" : "front");
    if (number > 0)
      g_string_append_printf(out, " value=\"%d\"", number);
    g_string_append_c(out, '>');
    append_ncx_label(out, label, href);
    g_string_append(out, "</pageTarget>\n");
  }
  g_string_append(out, "</pageList>\n");
}

static int
greatest_page(const StsEpubPlan *plan)
{
  int greatest = 0;
  for (size_t i = 0; i < plan->writing->break_count; i++)
    greatest = MAX(greatest, page_number(plan->writing->breaks[i].label));
  return greatest;
}

void
sts_epub_append_ncx(GString *out, const StsEpubPlan *plan)
{
  const StsPublication *publication = plan->publication;
  g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx "
                       "xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"");
  sts_text_append_xml(out, publication->language, true);
  g_string_append(out, "\">\n<head>\n<meta name=\"dtb:uid\" content=\"");
  sts_text_append_xml(out, publication->identifier, true);
  g_string_append_printf(
      out,
      "\"/>\n<meta name=\"dtb:depth\" content=\"%d\"/>\n<meta name=\"dtb:totalPageCount\" content=\"%" G_GSIZE_FORMAT
      "\"/>\n",
      deepest(plan), plan->writing->break_count);
  g_string_append_printf(out, "<meta name=\"dtb:maxPageNumber\" content=\"%d\"/>\n</head>\n<docTitle><text>",
                         greatest_page(plan));
  sts_text_append_xml(out, publication->title, false);
  g_string_append(out, "</text></docTitle>\n");
  append_ncx_points(out, plan);
  append_ncx_pages(out, plan);
  g_string_append(out, "</ncx>\n");
}
