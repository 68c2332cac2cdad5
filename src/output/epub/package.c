/* Writes the package document: metadata, manifest, spine. */
#include "output/epub/package.h"

#include <string.h>

#include "base/language-tag.h"
#include "base/xml/xml-write.h"
#include "document/provenance.h"

static void
append_meta(StsXmlWriter *xml, const char *property, const char *text)
{
  sts_xml_open(xml, "meta");
  sts_xml_attribute(xml, "property", property);
  sts_xml_text(xml, text);
  sts_xml_close(xml);
}

static void
append_refinement(StsXmlWriter *xml, const char *id, const char *property, const char *text)
{
  sts_xml_open(xml, "meta");
  sts_xml_attribute_format(xml, "refines", "#%s", id);
  sts_xml_attribute(xml, "property", property);
  sts_xml_text(xml, text);
  sts_xml_close(xml);
}

static void
append_with_id(StsXmlWriter *xml, const char *name, const char *id, const char *text)
{
  sts_xml_open(xml, name);
  sts_xml_attribute(xml, "id", id);
  sts_xml_text(xml, text);
  sts_xml_close(xml);
}

/* ---- metadata ---- */

/* The languages of the sections, the publication's first. */
static void
append_languages(StsXmlWriter *xml, const StsEpubPlan *plan)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_add(seen, (gpointer)plan->publication->language);
  sts_xml_element(xml, "dc:language", plan->publication->language);
  for (guint i = 0; i < plan->documents->len; i++) {
    const char *language = sts_epub_document(plan, i)->language;
    if (g_hash_table_add(seen, (gpointer)language))
      sts_xml_element(xml, "dc:language", language);
  }
}

static void
append_summary_sentence(GString *summary, const StsTerms *terms, const char *key)
{
  if (summary->len > 0)
    g_string_append_c(summary, ' ');
  g_string_append(summary, sts_terms_get(terms, key));
}

static void
append_summary(StsXmlWriter *xml, const StsEpubPlan *plan)
{
  g_autoptr(GString) summary = g_string_new(NULL);
  append_summary_sentence(summary, plan->terms, "accessibility-summary-base");
  if (plan->material->has_images)
    append_summary_sentence(summary, plan->terms, "accessibility-summary-images");
  if (plan->writing->break_count > 0)
    append_summary_sentence(summary, plan->terms, "accessibility-summary-pages");
  if (plan->publication->certifier == NULL)
    append_summary_sentence(summary, plan->terms, "accessibility-summary-no-conformance");
  append_meta(xml, "schema:accessibilitySummary", summary->str);
}

static void
append_accessibility(StsXmlWriter *xml, const StsEpubPlan *plan, bool has_cover_page)
{
  append_meta(xml, "schema:accessMode", "textual");
  if (plan->material->has_images)
    append_meta(xml, "schema:accessMode", "visual");
  append_meta(xml, "schema:accessModeSufficient", "textual");
  if (plan->material->has_images)
    append_meta(xml, "schema:accessModeSufficient", "textual,visual");
  append_meta(xml, "schema:accessibilityFeature", "tableOfContents");
  append_meta(xml, "schema:accessibilityFeature", "structuralNavigation");
  append_meta(xml, "schema:accessibilityFeature", "readingOrder");
  append_meta(xml, "schema:accessibilityFeature", "displayTransformability");
  append_meta(xml, "schema:accessibilityFeature", "ARIA");
  if (plan->material->has_images || has_cover_page)
    append_meta(xml, "schema:accessibilityFeature", "alternativeText");
  if (plan->writing->break_count > 0) {
    append_meta(xml, "schema:accessibilityFeature", "pageBreakMarkers");
    append_meta(xml, "schema:accessibilityFeature", "pageNavigation");
  }
  append_meta(xml, "schema:accessibilityHazard", plan->material->has_animation ? "unknown" : "none");
  append_summary(xml, plan);
  if (plan->publication->certifier != NULL) {
    sts_xml_open(xml, "meta");
    sts_xml_attribute(xml, "property", "dcterms:conformsTo");
    sts_xml_attribute(xml, "id", "conformance");
    sts_xml_text(xml, "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
    sts_xml_close(xml);
    append_refinement(xml, "conformance", "a11y:certifiedBy", plan->publication->certifier);
  }
}

/* In the form that validators of every EPUB 3 know; the shorter pageBreakSource is an error to those from before
 * EPUB 3.3. */
static void
append_page_source(StsXmlWriter *xml, const StsEpubPlan *plan)
{
  if (plan->writing->break_count == 0)
    return;
  append_with_id(xml, "dc:source", "page-source", plan->page_source);
  append_refinement(xml, "page-source", "source-of", "pagination");
}

/* Takes the value, which may be NULL: then there is nothing to say. */
static void
append_recorded(StsXmlWriter *xml, const char *refined, StsRecordProperty property, char *value)
{
  g_autofree char *owned = value;
  g_autofree char *name = g_strconcat("sts:", sts_record_name(property), NULL);

  if (owned && refined)
    append_refinement(xml, refined, name, owned);
  else if (owned)
    append_meta(xml, name, owned);
}

static void
append_provenance(StsXmlWriter *xml, const StsEpubPlan *plan, const char *fingerprint)
{
  const StsPublication *publication = plan->publication;

  for (guint i = 0; i < STS_RECORD_SECTION_FIRST; i++)
    append_recorded(xml, NULL, i,
                    i == STS_RECORD_FILE ? g_strdup(fingerprint) : sts_record_of_publication(publication, i));
  for (guint i = 0; i < publication->sections->len; i++) {
    const StsPublishedSection *section = &g_array_index(publication->sections, StsPublishedSection, i);
    const char *item = sts_epub_plan_find(plan, section->node)->item;
    for (guint property = STS_RECORD_SECTION_FIRST; property < STS_RECORD_PROPERTIES; property++)
      append_recorded(xml, item, property, sts_record_of_section(section, property));
  }
}

static void
append_metadata(StsXmlWriter *xml, const StsEpubPlan *plan, const char *cover_image, bool has_cover_page,
                const char *fingerprint)
{
  const StsPublication *publication = plan->publication;
  g_autofree char *modified = sts_date_format_epoch(publication->modified);
  sts_xml_open(xml, "metadata");
  sts_xml_attribute(xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  append_with_id(xml, "dc:identifier", "identifier", publication->identifier);
  sts_xml_element(xml, "dc:title", publication->title);
  append_languages(xml, plan);
  /* Readers' shelves show an author; as in the PDF, it is who answers for the text. */
  if (publication->publisher != NULL) {
    sts_xml_element(xml, "dc:creator", publication->publisher);
    sts_xml_element(xml, "dc:publisher", publication->publisher);
  }
  for (guint i = 0; i < publication->sources->len; i++)
    sts_xml_element(xml, "dc:source", publication->sources->pdata[i]);
  append_meta(xml, "dcterms:modified", modified);
  append_page_source(xml, plan);
  append_accessibility(xml, plan, has_cover_page);
  append_provenance(xml, plan, fingerprint);
  if (cover_image != NULL) {
    sts_xml_open(xml, "meta");
    sts_xml_attribute(xml, "name", "cover");
    sts_xml_attribute(xml, "content", "cover-image");
    sts_xml_close_empty(xml);
  }
  sts_xml_close(xml);
}

/* ---- manifest and spine ---- */

static void
append_item(StsXmlWriter *xml, const char *id, const char *href, const char *type, const char *properties)
{
  sts_xml_open(xml, "item");
  sts_xml_attribute(xml, "id", id);
  sts_xml_attribute(xml, "href", href);
  sts_xml_attribute(xml, "media-type", type);
  if (properties != NULL)
    sts_xml_attribute(xml, "properties", properties);
  sts_xml_close_empty(xml);
}

static void
append_manifest(StsXmlWriter *xml, const StsEpubPlan *plan, const char *cover_image, bool has_cover_page)
{
  static const char xhtml[] = "application/xhtml+xml";
  sts_xml_open(xml, "manifest");
  append_item(xml, "nav", "nav.xhtml", xhtml, "nav");
  append_item(xml, "ncx", "toc.ncx", "application/x-dtbncx+xml", NULL);
  append_item(xml, "style", "style.css", "text/css", NULL);
  append_item(xml, "newer-style", "newer.css", "text/css", NULL);
  if (cover_image != NULL)
    append_item(xml, "cover-image", cover_image, g_str_has_suffix(cover_image, ".png") ? "image/png" : "image/svg+xml",
                "cover-image");
  if (has_cover_page)
    append_item(xml, "cover", "cover.xhtml", xhtml, NULL);
  for (guint i = 0; i < plan->documents->len; i++) {
    const StsEpubDocument *document = sts_epub_document(plan, i);
    if (document->kind != STS_EPUB_CONTENTS)
      append_item(xml, document->item, document->name, xhtml, NULL);
  }
  for (guint i = 0; i < plan->material->pictures->len; i++) {
    const StsXhtmlPicture *picture = &g_array_index(plan->material->pictures, StsXhtmlPicture, i);
    g_autofree char *id = g_strdup_printf("image-%u", i + 1);
    append_item(xml, id, picture->address, picture->media_type, NULL);
  }
  for (guint i = 0; i < plan->material->fonts->len; i++) {
    const StsXhtmlFont *font = &g_array_index(plan->material->fonts, StsXhtmlFont, i);
    g_autofree char *id = g_strdup_printf("font-%u", i + 1);
    append_item(xml, id, font->address, font->media_type, NULL);
  }
  for (guint i = 0; i < plan->licences->len; i++) {
    g_autofree char *id = g_strdup_printf("licence-%u", i + 1);
    append_item(xml, id, g_array_index(plan->licences, StsEpubLicence, i).name, "text/plain", NULL);
  }
  sts_xml_close(xml);
}

static void
append_itemref(StsXmlWriter *xml, const char *item)
{
  sts_xml_open(xml, "itemref");
  sts_xml_attribute(xml, "idref", item);
  sts_xml_close_empty(xml);
}

static void
append_spine(StsXmlWriter *xml, const StsEpubPlan *plan, bool has_cover_page)
{
  sts_xml_open(xml, "spine");
  sts_xml_attribute(xml, "toc", "ncx");
  if (sts_language_is_rtl(plan->publication->language))
    sts_xml_attribute(xml, "page-progression-direction", "rtl");
  if (has_cover_page)
    append_itemref(xml, "cover");
  for (guint i = 0; i < plan->documents->len; i++)
    append_itemref(xml, sts_epub_document(plan, i)->item);
  sts_xml_close(xml);
}

/* Of EPUB 2, and allowed in EPUB 3: by it, Kindle's converter and older readers find the page of the cover. */
static void
append_guide(StsXmlWriter *xml, const StsEpubPlan *plan)
{
  sts_xml_open(xml, "guide");
  sts_xml_open(xml, "reference");
  sts_xml_attribute(xml, "type", "cover");
  sts_xml_attribute(xml, "title", sts_terms_get(plan->terms, "cover"));
  sts_xml_attribute(xml, "href", "cover.xhtml");
  sts_xml_close_empty(xml);
  sts_xml_close(xml);
}

void
sts_epub_append_package(GString *out, const StsEpubPlan *plan, const char *cover_image, bool has_cover_page,
                        const char *fingerprint)
{
  StsXmlWriter xml = sts_xml_begin(out, STS_XML_INDENTED);
  sts_xml_declare(&xml);
  sts_xml_open(&xml, "package");
  sts_xml_attribute(&xml, "xmlns", "http://www.idpf.org/2007/opf");
  sts_xml_attribute(&xml, "version", "3.0");
  sts_xml_attribute(&xml, "unique-identifier", "identifier");
  sts_xml_attribute(&xml, "xml:lang", plan->publication->language);
  sts_xml_attribute(&xml, "prefix", "sts: " STS_RECORD_URI);
  append_metadata(&xml, plan, cover_image, has_cover_page, fingerprint);
  append_manifest(&xml, plan, cover_image, has_cover_page);
  append_spine(&xml, plan, has_cover_page);
  if (has_cover_page)
    append_guide(&xml, plan);
  sts_xml_close(&xml);
  sts_xml_finish(&xml);
}

void
sts_epub_append_container(GString *out)
{
  StsXmlWriter xml = sts_xml_begin(out, STS_XML_INDENTED);
  sts_xml_declare(&xml);
  sts_xml_open(&xml, "container");
  sts_xml_attribute(&xml, "version", "1.0");
  sts_xml_attribute(&xml, "xmlns", "urn:oasis:names:tc:opendocument:xmlns:container");
  sts_xml_open(&xml, "rootfiles");
  sts_xml_open(&xml, "rootfile");
  sts_xml_attribute(&xml, "full-path", "EPUB/package.opf");
  sts_xml_attribute(&xml, "media-type", "application/oebps-package+xml");
  sts_xml_close_empty(&xml);
  sts_xml_close(&xml);
  sts_xml_close(&xml);
  sts_xml_finish(&xml);
}
