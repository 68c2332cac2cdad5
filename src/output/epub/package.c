/* Writes the package document: metadata, manifest, spine. */
#include "output/epub/package.h"

#include <string.h>

#include "base/text.h"

static void
append_element(GString *out, const char *name, const char *attributes, const char *text)
{
  g_string_append_printf(out, "    <%s%s>", name, attributes);
  sts_text_append_xml(out, text, false);
  g_string_append_printf(out, "</%s>\n", name);
}

static void
append_meta(GString *out, const char *property, const char *text)
{
  g_autofree char *attributes = g_strdup_printf(" property=\"%s\"", property);
  append_element(out, "meta", attributes, text);
}

static void
append_refinement(GString *out, const char *id, const char *property, const char *text)
{
  g_autofree char *attributes = g_strdup_printf(" refines=\"#%s\" property=\"%s\"", id, property);
  append_element(out, "meta", attributes, text);
}

/* ---- metadata ---- */

static void
append_modified(GString *out, int64_t modified)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(modified);
  g_autofree char *text =
      g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year(time), g_date_time_get_month(time),
                      g_date_time_get_day_of_month(time), g_date_time_get_hour(time), g_date_time_get_minute(time),
                      g_date_time_get_second(time));
  append_meta(out, "dcterms:modified", text);
}

/* The languages of the sections, the publication's first. */
static void
append_languages(GString *out, const StsEpubPlan *plan)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_add(seen, (gpointer)plan->publication->language);
  append_element(out, "dc:language", "", plan->publication->language);
  for (guint i = 0; i < plan->documents->len; i++) {
    const char *language = sts_epub_document(plan, i)->language;
    if (g_hash_table_add(seen, (gpointer)language))
      append_element(out, "dc:language", "", language);
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
append_summary(GString *out, const StsEpubPlan *plan)
{
  g_autoptr(GString) summary = g_string_new(NULL);
  append_summary_sentence(summary, plan->terms, "accessibility-summary-base");
  if (plan->has_images)
    append_summary_sentence(summary, plan->terms, "accessibility-summary-images");
  if (plan->writing->break_count > 0)
    append_summary_sentence(summary, plan->terms, "accessibility-summary-pages");
  if (plan->publication->certifier == NULL)
    append_summary_sentence(summary, plan->terms, "accessibility-summary-no-conformance");
  append_meta(out, "schema:accessibilitySummary", summary->str);
}

static void
append_accessibility(GString *out, const StsEpubPlan *plan, bool has_cover_page)
{
  append_meta(out, "schema:accessMode", "textual");
  if (plan->has_images)
    append_meta(out, "schema:accessMode", "visual");
  append_meta(out, "schema:accessModeSufficient", "textual");
  if (plan->has_images)
    append_meta(out, "schema:accessModeSufficient", "textual,visual");
  append_meta(out, "schema:accessibilityFeature", "tableOfContents");
  append_meta(out, "schema:accessibilityFeature", "structuralNavigation");
  append_meta(out, "schema:accessibilityFeature", "readingOrder");
  append_meta(out, "schema:accessibilityFeature", "displayTransformability");
  append_meta(out, "schema:accessibilityFeature", "ARIA");
  if (plan->has_images || has_cover_page)
    append_meta(out, "schema:accessibilityFeature", "alternativeText");
  if (plan->writing->break_count > 0) {
    append_meta(out, "schema:accessibilityFeature", "pageBreakMarkers");
    append_meta(out, "schema:accessibilityFeature", "pageNavigation");
  }
  append_meta(out, "schema:accessibilityHazard", plan->has_animation ? "unknown" : "none");
  append_summary(out, plan);
  if (plan->publication->certifier != NULL) {
    append_element(out, "meta", " property=\"dcterms:conformsTo\" id=\"conformance\"",
                   "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
    append_refinement(out, "conformance", "a11y:certifiedBy", plan->publication->certifier);
  }
}

/* In the form that validators of every EPUB 3 know; the shorter pageBreakSource is an error to those from before
 * EPUB 3.3. */
static void
append_page_source(GString *out, const StsEpubPlan *plan)
{
  if (plan->writing->break_count == 0)
    return;
  append_element(out, "dc:source", " id=\"page-source\"", plan->page_source);
  append_refinement(out, "page-source", "source-of", "pagination");
}

static void
append_date(GString *out, const char *id, StsDate date)
{
  if (!sts_date_is_set(date)) {
    append_refinement(out, id, "sts:lastRevised", STS_NO_DATE_IN_SOURCE);
    return;
  }
  g_autofree char *text = sts_date_format_iso(date);
  append_refinement(out, id, "sts:lastRevised", text);
}

static void
append_provenance(GString *out, const StsEpubPlan *plan)
{
  const StsPublication *publication = plan->publication;
  append_meta(out, "sts:status", sts_status_name(publication->status));
  append_meta(out, "sts:book", publication->book ? "True" : "False");
  if (publication->words_language != NULL)
    append_meta(out, "sts:wordsLanguage", publication->words_language);
  if (publication->front_fingerprint != NULL)
    append_meta(out, "sts:frontFingerprint", publication->front_fingerprint);
  for (guint i = 0; i < publication->sections->len; i++) {
    const StsPublishedSection *section = &g_array_index(publication->sections, StsPublishedSection, i);
    g_autofree char *parts = sts_published_section_parts(section);
    const char *item = sts_epub_plan_find(plan, section->node)->item;
    append_refinement(out, item, "sts:element", section->node->id);
    append_refinement(out, item, "sts:id", section->id);
    append_refinement(out, item, "sts:title", section->title);
    append_refinement(out, item, "sts:language", section->language);
    append_date(out, item, section->last_revised);
    if (sts_date_is_set(section->review_due)) {
      g_autofree char *due = sts_date_format_iso(section->review_due);
      append_refinement(out, item, "sts:reviewDue", due);
    }
    append_refinement(out, item, "sts:parts", parts);
    append_refinement(out, item, "sts:references", section->references_waived ? "waived" : "given");
    append_refinement(out, item, "sts:disclaimer", section->disclaimer_waived ? "waived" : "given");
    append_refinement(out, item, "sts:fingerprint", section->fingerprint);
    if (section->pictures != NULL)
      append_refinement(out, item, "sts:picturesFingerprint", section->pictures);
  }
}

static void
append_metadata(GString *out, const StsEpubPlan *plan, const char *cover_image, bool has_cover_page)
{
  const StsPublication *publication = plan->publication;
  g_string_append(out, "  <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
  append_element(out, "dc:identifier", " id=\"identifier\"", publication->identifier);
  append_element(out, "dc:title", "", publication->title);
  append_languages(out, plan);
  /* Readers' shelves show an author; as in the PDF, it is who answers for the text. */
  if (publication->publisher != NULL) {
    append_element(out, "dc:creator", "", publication->publisher);
    append_element(out, "dc:publisher", "", publication->publisher);
  }
  append_modified(out, publication->modified);
  append_page_source(out, plan);
  append_accessibility(out, plan, has_cover_page);
  append_provenance(out, plan);
  if (cover_image != NULL)
    g_string_append(out, "    <meta name=\"cover\" content=\"cover-image\"/>\n");
  g_string_append(out, "  </metadata>\n");
}

/* ---- manifest and spine ---- */

static void
append_item(GString *out, const char *id, const char *href, const char *type, const char *properties)
{
  g_string_append_printf(out, "    <item id=\"%s\" href=\"%s\" media-type=\"%s\"", id, href, type);
  if (properties != NULL)
    g_string_append_printf(out, " properties=\"%s\"", properties);
  g_string_append(out, "/>\n");
}

static void
append_manifest(GString *out, const StsEpubPlan *plan, const char *cover_image, bool has_cover_page)
{
  static const char xhtml[] = "application/xhtml+xml";
  g_string_append(out, "  <manifest>\n");
  append_item(out, "nav", "nav.xhtml", xhtml, "nav");
  append_item(out, "ncx", "toc.ncx", "application/x-dtbncx+xml", NULL);
  append_item(out, "style", "style.css", "text/css", NULL);
  append_item(out, "newer-style", "newer.css", "text/css", NULL);
  if (cover_image != NULL)
    append_item(out, "cover-image", cover_image, g_str_has_suffix(cover_image, ".png") ? "image/png" : "image/svg+xml",
                "cover-image");
  if (has_cover_page)
    append_item(out, "cover", "cover.xhtml", xhtml, NULL);
  for (guint i = 0; i < plan->documents->len; i++) {
    const StsEpubDocument *document = sts_epub_document(plan, i);
    if (document->kind != STS_EPUB_CONTENTS)
      append_item(out, document->item, document->name, xhtml, NULL);
  }
  for (guint i = 0; i < plan->images->len; i++) {
    const StsEpubImage *image = &g_array_index(plan->images, StsEpubImage, i);
    g_autofree char *id = g_strdup_printf("image-%u", i + 1);
    append_item(out, id, image->name, image->media_type, NULL);
  }
  for (guint i = 0; i < plan->fonts->len; i++) {
    const StsEpubFont *font = &g_array_index(plan->fonts, StsEpubFont, i);
    g_autofree char *id = g_strdup_printf("font-%u", i + 1);
    append_item(out, id, font->name, font->media_type, NULL);
  }
  for (guint i = 0; i < plan->licences->len; i++) {
    g_autofree char *id = g_strdup_printf("licence-%u", i + 1);
    append_item(out, id, g_array_index(plan->licences, StsEpubLicence, i).name, "text/plain", NULL);
  }
  g_string_append(out, "  </manifest>\n");
}

static void
append_spine(GString *out, const StsEpubPlan *plan, bool has_cover_page)
{
  g_string_append_printf(out, "  <spine toc=\"ncx\"%s>\n",
                         sts_language_is_rtl(plan->publication->language) ? " page-progression-direction=\"rtl\"" : "");
  if (has_cover_page)
    g_string_append(out, "    <itemref idref=\"cover\"/>\n");
  for (guint i = 0; i < plan->documents->len; i++)
    g_string_append_printf(out, "    <itemref idref=\"%s\"/>\n", sts_epub_document(plan, i)->item);
  g_string_append(out, "  </spine>\n");
}

void
sts_epub_append_package(GString *out, const StsEpubPlan *plan, const char *cover_image, bool has_cover_page)
{
  g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" "
                       "version=\"3.0\" unique-identifier=\"identifier\" xml:lang=\"");
  sts_text_append_xml(out, plan->publication->language, true);
  g_string_append(out, "\" prefix=\"sts: " STS_EPUB_PROVENANCE "\">\n");
  append_metadata(out, plan, cover_image, has_cover_page);
  append_manifest(out, plan, cover_image, has_cover_page);
  append_spine(out, plan, has_cover_page);
  g_string_append(out, "</package>\n");
}

void
sts_epub_append_container(GString *out)
{
  g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<container version=\"1.0\" "
                       "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n  <rootfiles>\n"
                       "    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n  "
                       "</rootfiles>\n</container>\n");
}
