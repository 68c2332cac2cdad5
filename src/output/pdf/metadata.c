/* XMP metadata with its schemas described as PDF/A asks, the information dictionary, and the output intent. */
#include <lcms2.h>
#include <string.h>

#include "base/pdf/pdf-write.h"
#include "base/text.h"
#include "output/pdf/catalog.h"

static const char PROVENANCE_URI[] = "urn:sts-export:provenance:1#";

static void
append_element(GString *out, const char *name, const char *text)
{
  g_string_append_printf(out, "<%s>", name);
  sts_text_append_xml(out, text, false);
  g_string_append_printf(out, "</%s>", name);
}

static void
append_listed(GString *out, const char *name, const char *container, const char *attribute, const char *text)
{
  g_string_append_printf(out, "<%s><rdf:%s><rdf:li%s>", name, container, attribute);
  sts_text_append_xml(out, text, false);
  g_string_append_printf(out, "</rdf:li></rdf:%s></%s>\n", container, name);
}

static void
append_description(GString *out, const StsPublication *publication, const char *producer)
{
  g_autofree char *date = sts_pdf_format_xmp_date(publication->modified);

  g_string_append(out, "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                       "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
                       "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
                       "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
  append_listed(out, "dc:title", "Alt", " xml:lang=\"x-default\"", publication->title);
  if (publication->publisher && *publication->publisher) {
    append_listed(out, "dc:creator", "Seq", "", publication->publisher);
    append_listed(out, "dc:publisher", "Bag", "", publication->publisher);
  }
  append_listed(out, "dc:language", "Bag", "", publication->language);
  g_string_append(out, "<dc:format>application/pdf</dc:format>\n");
  if (publication->identifier)
    append_element(out, "dc:identifier", publication->identifier);
  append_element(out, "xmp:CreateDate", date);
  append_element(out, "xmp:ModifyDate", date);
  append_element(out, "xmp:MetadataDate", date);
  append_element(out, "xmp:CreatorTool", "sts-export " STS_VERSION);
  append_element(out, "pdf:Producer", producer);
  g_string_append(out, "\n<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</"
                       "pdfuaid:part>\n</rdf:Description>\n");
}

static void
append_provenance(GString *out, const StsPublication *publication, const char *strings)
{
  g_string_append_printf(out, "<rdf:Description rdf:about=\"\" xmlns:sts=\"%s\">\n", PROVENANCE_URI);
  append_element(out, "sts:status", sts_status_name(publication->status));
  append_element(out, "sts:book", publication->book ? "True" : "False");
  if (publication->words_language)
    append_element(out, "sts:wordsLanguage", publication->words_language);
  if (publication->front_fingerprint)
    append_element(out, "sts:frontFingerprint", publication->front_fingerprint);
  append_element(out, "sts:stringsFingerprint", strings);
  g_string_append(out, "\n<sts:sections><rdf:Seq>\n");
  for (guint i = 0; i < publication->sections->len; i++) {
    const StsPublishedSection *section = &g_array_index(publication->sections, StsPublishedSection, i);
    g_autofree char *date = sts_date_is_set(section->last_revised) ? sts_date_format_iso(section->last_revised)
                                                                   : g_strdup(STS_NO_DATE_IN_SOURCE);
    g_autofree char *parts = sts_published_section_parts(section);
    g_string_append(out, "<rdf:li rdf:parseType=\"Resource\">");
    append_element(out, "sts:element", section->node->id);
    append_element(out, "sts:id", section->id);
    append_element(out, "sts:title", section->title);
    append_element(out, "sts:language", section->language);
    append_element(out, "sts:lastRevised", date);
    if (sts_date_is_set(section->review_due)) {
      g_autofree char *due = sts_date_format_iso(section->review_due);
      append_element(out, "sts:reviewDue", due);
    }
    append_element(out, "sts:parts", parts);
    append_element(out, "sts:fingerprint", section->fingerprint);
    if (section->pictures)
      append_element(out, "sts:picturesFingerprint", section->pictures);
    g_string_append(out, "</rdf:li>\n");
  }
  g_string_append(out, "</rdf:Seq></sts:sections>\n</rdf:Description>\n");
}

static void
append_property(GString *out, const char *name, const char *type, const char *description)
{
  g_string_append(out, "<rdf:li rdf:parseType=\"Resource\">");
  append_element(out, "pdfaProperty:name", name);
  append_element(out, "pdfaProperty:valueType", type);
  append_element(out, "pdfaProperty:category", "internal");
  append_element(out, "pdfaProperty:description", description);
  g_string_append(out, "</rdf:li>");
}

static void
append_field(GString *out, const char *name, const char *description)
{
  g_string_append(out, "<rdf:li rdf:parseType=\"Resource\">");
  append_element(out, "pdfaField:name", name);
  append_element(out, "pdfaField:valueType", "Text");
  append_element(out, "pdfaField:description", description);
  g_string_append(out, "</rdf:li>");
}

static void
begin_schema(GString *out, const char *name, const char *uri, const char *prefix)
{
  g_string_append(out, "<rdf:li rdf:parseType=\"Resource\">");
  append_element(out, "pdfaSchema:schema", name);
  append_element(out, "pdfaSchema:namespaceURI", uri);
  append_element(out, "pdfaSchema:prefix", prefix);
  g_string_append(out, "<pdfaSchema:property><rdf:Seq>");
}

/* PDF/A wants a description of every schema that it does not know itself (ISO 19005-2, 6.6.2.3). */
static void
append_schemas(GString *out)
{
  g_string_append(
      out,
      "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
      "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
      "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\" "
      "xmlns:pdfaType=\"http://www.aiim.org/pdfa/ns/type#\" xmlns:pdfaField=\"http://www.aiim.org/pdfa/ns/field#\">\n"
      "<pdfaExtension:schemas><rdf:Bag>\n");
  begin_schema(out, "PDF/UA identification schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid");
  append_property(out, "part", "Integer", "Part of ISO 14289 the file conforms to");
  g_string_append(out, "</rdf:Seq></pdfaSchema:property></rdf:li>\n");
  begin_schema(out, "Provenance of patient-education sections", PROVENANCE_URI, "sts");
  append_property(out, "status", "Text", "The status of the library: sample, draft or approved");
  append_property(out, "book", "Boolean", "Whether the file is a whole library with cover and contents");
  append_property(out, "wordsLanguage", "Text", "The language asked for the words that the program prints");
  append_property(out, "frontFingerprint", "Text",
                  "SHA-256 of the text of cover and contents, in lower-case hexadecimal");
  append_property(out, "stringsFingerprint", "Text",
                  "SHA-256 of all strings in the contents of the pages, and in place of each form that is drawn of its "
                  "content's SHA-256; in lower-case hexadecimal");
  append_property(out, "sections", "seq Section", "The sections in this file, in reading order");
  g_string_append(out,
                  "</rdf:Seq></pdfaSchema:property><pdfaSchema:valueType><rdf:Seq><rdf:li rdf:parseType=\"Resource\">");
  append_element(out, "pdfaType:type", "Section");
  append_element(out, "pdfaType:namespaceURI", PROVENANCE_URI);
  append_element(out, "pdfaType:prefix", "sts");
  append_element(out, "pdfaType:description", "Where a section comes from and how to tell whether it is current");
  g_string_append(out, "<pdfaType:field><rdf:Seq>");
  append_field(out, "element", "The ID of the section's structure element; its parts' begin with it");
  append_field(out, "id", "The section's name in its library");
  append_field(out, "title", "The section's title");
  append_field(out, "language", "The section's language");
  append_field(out, "lastRevised", "The date of the last revision, or that the source gives none");
  append_field(out, "reviewDue", "The day by which its review was due, where the text says that it is overdue");
  append_field(out, "parts", "The parts of its provenance that the file holds");
  append_field(out, "fingerprint", "SHA-256 of the section's text, in lower-case hexadecimal");
  append_field(
      out, "picturesFingerprint",
      "SHA-256 of the SHA-256 of each picture file that the section shows, in their order; in lower-case hexadecimal");
  g_string_append(out, "</rdf:Seq></pdfaType:field></rdf:li></rdf:Seq></pdfaSchema:valueType></rdf:li>\n"
                       "</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n");
}

static guint32
write_info(const StsPublication *publication, const char *producer, StsPdfWriter *writer)
{
  g_autoptr(GString) out = g_string_new("<< /Title ");
  g_autofree char *date = sts_pdf_format_date(publication->modified);
  guint32 id = sts_pdf_writer_reserve(writer, 1);

  sts_pdf_append_text(out, publication->title);
  if (publication->publisher && *publication->publisher) {
    g_string_append(out, " /Author ");
    sts_pdf_append_text(out, publication->publisher);
  }
  g_string_append(out, " /Creator ");
  sts_pdf_append_text(out, "sts-export " STS_VERSION);
  g_string_append(out, " /Producer ");
  sts_pdf_append_text(out, producer);
  g_string_append_printf(out, " /CreationDate (%s) /ModDate (%s) >>", date, date);
  sts_pdf_writer_add(writer, id, out->str, out->len);
  return id;
}

StsMetadataIds
sts_pdf_write_metadata(const StsPublication *publication, const char *strings, StsPdfWriter *writer)
{
  static const char PRODUCER[] = "libsts " STS_VERSION;
  g_autoptr(GString) out = g_string_new(
      "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
  StsMetadataIds ids = {.xmp = sts_pdf_writer_reserve(writer, 1)};

  append_description(out, publication, PRODUCER);
  append_provenance(out, publication, strings);
  append_schemas(out);
  g_string_append(out, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
  /* Not deflated: programs that know nothing of PDF find it by its packet marks. */
  sts_pdf_writer_add_stream(writer, ids.xmp, "/Type /Metadata /Subtype /XML", out->str, out->len);
  ids.info = write_info(publication, PRODUCER, writer);
  return ids;
}

/* sRGB as version 4.2: its curves are formulas. A version 2 profile has tables, which poppler inverts anew on every
 * page. */
static GByteArray *
make_profile(void)
{
  static const guint8 TIME[12] = {0x07, 0xe9, 0, 1, 0, 1};
  cmsHPROFILE profile = cmsCreate_sRGBProfile();
  cmsUInt32Number length = 0;

  cmsSetProfileVersion(profile, 4.2);
  cmsSaveProfileToMem(profile, NULL, &length);
  GByteArray *data = g_byte_array_sized_new(length);
  g_byte_array_set_size(data, length);
  cmsSaveProfileToMem(profile, data->data, &length);
  cmsCloseProfile(profile);
  /* lcms writes the time of day into the header, and so would into the file. */
  memcpy(data->data + 24, TIME, sizeof TIME);
  return data;
}

guint32
sts_pdf_write_output_intent(StsPdfWriter *writer)
{
  g_autoptr(GByteArray) profile = make_profile();
  guint32 profile_id = sts_pdf_writer_reserve(writer, 1), id = sts_pdf_writer_reserve(writer, 1);
  g_autofree char *text = g_strdup_printf(
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1) "
      "/RegistryName (http://www.color.org) /DestOutputProfile %u 0 R >>",
      profile_id);

  sts_pdf_writer_add_deflated(writer, profile_id, "/N 3", profile->data, profile->len);
  sts_pdf_writer_add(writer, id, text, strlen(text));
  return id;
}
