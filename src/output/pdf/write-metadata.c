/* XMP metadata with its schemas described as PDF/A asks, the information dictionary, and the output intent. */
#include "output/pdf/write-metadata.h"

#include <lcms2.h>
#include <string.h>

#include "base/pdf/pdf-write.h"
#include "base/xml/xml-write.h"
#include "document/provenance.h"

/* A list, or the choice of a language, with one item. */
static void
append_listed(StsXmlWriter *xml, const char *name, const char *container, const char *language, const char *text)
{
  sts_xml_open(xml, name);
  sts_xml_open(xml, container);
  sts_xml_open(xml, "rdf:li");
  if (language)
    sts_xml_attribute(xml, "xml:lang", language);
  sts_xml_text(xml, text);
  sts_xml_close(xml);
  sts_xml_close(xml);
  sts_xml_close_line(xml);
}

static void
open_description(StsXmlWriter *xml)
{
  sts_xml_open(xml, "rdf:Description");
  sts_xml_attribute(xml, "rdf:about", "");
}

/* Opens an item of a list that has properties of its own. */
static void
open_resource(StsXmlWriter *xml)
{
  sts_xml_open(xml, "rdf:li");
  sts_xml_attribute(xml, "rdf:parseType", "Resource");
}

/* The property is one text, however many there are. */
static void
append_sources(StsXmlWriter *xml, const GPtrArray *sources)
{
  g_autoptr(GString) all = g_string_new(NULL);

  for (guint i = 0; i < sources->len; i++)
    g_string_append_printf(all, "%s%s", i > 0 ? "; " : "", (const char *)sources->pdata[i]);
  if (all->len > 0)
    sts_xml_element(xml, "dc:source", all->str);
}

static void
append_description(StsXmlWriter *xml, const StsPublication *publication, const char *producer)
{
  g_autofree char *date = sts_date_format_epoch(publication->modified);

  open_description(xml);
  sts_xml_attribute(xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  sts_xml_attribute(xml, "xmlns:xmp", "http://ns.adobe.com/xap/1.0/");
  sts_xml_attribute(xml, "xmlns:pdf", "http://ns.adobe.com/pdf/1.3/");
  sts_xml_attribute(xml, "xmlns:pdfaid", "http://www.aiim.org/pdfa/ns/id/");
  sts_xml_attribute(xml, "xmlns:pdfuaid", "http://www.aiim.org/pdfua/ns/id/");
  sts_xml_line(xml);
  append_listed(xml, "dc:title", "rdf:Alt", "x-default", publication->title);
  if (publication->publisher && *publication->publisher) {
    append_listed(xml, "dc:creator", "rdf:Seq", NULL, publication->publisher);
    append_listed(xml, "dc:publisher", "rdf:Bag", NULL, publication->publisher);
  }
  append_listed(xml, "dc:language", "rdf:Bag", NULL, publication->language);
  sts_xml_element(xml, "dc:format", "application/pdf");
  sts_xml_line(xml);
  if (publication->identifier)
    sts_xml_element(xml, "dc:identifier", publication->identifier);
  append_sources(xml, publication->sources);
  sts_xml_element(xml, "xmp:CreateDate", date);
  sts_xml_element(xml, "xmp:ModifyDate", date);
  sts_xml_element(xml, "xmp:MetadataDate", date);
  sts_xml_element(xml, "xmp:CreatorTool", "sts-export " STS_VERSION);
  sts_xml_element(xml, "pdf:Producer", producer);
  sts_xml_line(xml);
  sts_xml_element(xml, "pdfaid:part", "2");
  sts_xml_element(xml, "pdfaid:conformance", "A");
  sts_xml_element(xml, "pdfuaid:part", "1");
  sts_xml_line(xml);
  sts_xml_close_line(xml);
}

/* Appends a property of the record; nothing where it has no value. Takes the value. */
static void
append_recorded(StsXmlWriter *xml, StsRecordProperty property, char *value)
{
  g_autofree char *owned = value;
  g_autofree char *name = g_strconcat("sts:", sts_record_name(property), NULL);

  if (owned)
    sts_xml_element(xml, name, owned);
}

static void
append_section(StsXmlWriter *xml, const StsPublishedSection *section)
{
  open_resource(xml);
  for (guint i = STS_RECORD_SECTION_FIRST; i < STS_RECORD_PROPERTIES; i++)
    append_recorded(xml, i, sts_record_of_section(section, i));
  sts_xml_close_line(xml);
}

static void
append_provenance(StsXmlWriter *xml, const StsLayout *layout, const char *strings, const char *file)
{
  const StsPublication *publication = layout->publication;
  bool brief = layout->brief_contents;

  open_description(xml);
  sts_xml_attribute(xml, "xmlns:sts", STS_RECORD_URI);
  sts_xml_line(xml);
  for (guint i = 0; i < STS_RECORD_SECTION_FIRST; i++)
    append_recorded(xml, i,
                    i == STS_RECORD_STRINGS                  ? g_strdup(strings)
                    : i == STS_RECORD_FILE                   ? g_strdup(file)
                    : i == STS_RECORD_FRONT_PRINTED && brief ? g_strdup(publication->front_brief)
                                                             : sts_record_of_publication(publication, i));
  sts_xml_line(xml);
  sts_xml_open(xml, "sts:sections");
  sts_xml_open_line(xml, "rdf:Seq");
  for (guint i = 0; i < publication->sections->len; i++)
    append_section(xml, &g_array_index(publication->sections, StsPublishedSection, i));
  sts_xml_close(xml);
  sts_xml_close_line(xml);
  sts_xml_close_line(xml);
}

/* ---- schemas ---- */

static void
append_property(StsXmlWriter *xml, const char *name, const char *type, const char *description)
{
  open_resource(xml);
  sts_xml_element(xml, "pdfaProperty:name", name);
  sts_xml_element(xml, "pdfaProperty:valueType", type);
  sts_xml_element(xml, "pdfaProperty:category", "internal");
  sts_xml_element(xml, "pdfaProperty:description", description);
  sts_xml_close(xml);
}

static void
append_field(StsXmlWriter *xml, const char *name, const char *description)
{
  open_resource(xml);
  sts_xml_element(xml, "pdfaField:name", name);
  sts_xml_element(xml, "pdfaField:valueType", "Text");
  sts_xml_element(xml, "pdfaField:description", description);
  sts_xml_close(xml);
}

/* Opens a schema, and its list of properties. */
static void
open_schema(StsXmlWriter *xml, const char *name, const char *uri, const char *prefix)
{
  open_resource(xml);
  sts_xml_element(xml, "pdfaSchema:schema", name);
  sts_xml_element(xml, "pdfaSchema:namespaceURI", uri);
  sts_xml_element(xml, "pdfaSchema:prefix", prefix);
  sts_xml_open(xml, "pdfaSchema:property");
  sts_xml_open(xml, "rdf:Seq");
}

static void
append_identification_schema(StsXmlWriter *xml)
{
  open_schema(xml, "PDF/UA identification schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid");
  append_property(xml, "part", "Integer", "Part of ISO 14289 the file conforms to");
  sts_xml_close(xml);
  sts_xml_close(xml);
  sts_xml_close_line(xml);
}

static void
append_type_of_sections(StsXmlWriter *xml, const StsPublication *publication)
{
  open_resource(xml);
  sts_xml_element(xml, "pdfaType:type", "Section");
  sts_xml_element(xml, "pdfaType:namespaceURI", STS_RECORD_URI);
  sts_xml_element(xml, "pdfaType:prefix", "sts");
  sts_xml_element(xml, "pdfaType:description", "Where a section comes from and how to tell whether it is current");
  sts_xml_open(xml, "pdfaType:field");
  sts_xml_open(xml, "rdf:Seq");
  for (guint i = STS_RECORD_SECTION_FIRST; i < STS_RECORD_PROPERTIES; i++)
    if (sts_record_is_used(publication, i))
      append_field(xml, sts_record_name(i), sts_record_description(i));
  sts_xml_close(xml);
  sts_xml_close(xml);
  sts_xml_close(xml);
}

static void
append_provenance_schema(StsXmlWriter *xml, const StsPublication *publication)
{
  open_schema(xml, "Provenance of patient-education sections", STS_RECORD_URI, "sts");
  for (guint i = 0; i < STS_RECORD_SECTION_FIRST; i++)
    if (sts_record_is_used(publication, i))
      append_property(xml, sts_record_name(i), sts_record_type(i), sts_record_description(i));
  append_property(xml, "sections", "seq Section", "The sections in this file, in reading order");
  sts_xml_close(xml);
  sts_xml_close(xml);
  sts_xml_open(xml, "pdfaSchema:valueType");
  sts_xml_open(xml, "rdf:Seq");
  append_type_of_sections(xml, publication);
  sts_xml_close(xml);
  sts_xml_close(xml);
  sts_xml_close_line(xml);
}

/* PDF/A wants a description of every schema that it does not know itself (ISO 19005-2, 6.6.2.3). */
static void
append_schemas(StsXmlWriter *xml, const StsPublication *publication)
{
  open_description(xml);
  sts_xml_attribute(xml, "xmlns:pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/");
  sts_xml_attribute(xml, "xmlns:pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#");
  sts_xml_attribute(xml, "xmlns:pdfaProperty", "http://www.aiim.org/pdfa/ns/property#");
  sts_xml_attribute(xml, "xmlns:pdfaType", "http://www.aiim.org/pdfa/ns/type#");
  sts_xml_attribute(xml, "xmlns:pdfaField", "http://www.aiim.org/pdfa/ns/field#");
  sts_xml_line(xml);
  sts_xml_open(xml, "pdfaExtension:schemas");
  sts_xml_open_line(xml, "rdf:Bag");
  append_identification_schema(xml);
  append_provenance_schema(xml, publication);
  sts_xml_close(xml);
  sts_xml_close(xml);
  sts_xml_close_line(xml);
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

static const char PRODUCER[] = "libsts " STS_VERSION;

static void
make_xmp(GString *out, const StsLayout *layout, const char *strings, const char *file)
{
  g_string_assign(out, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
  StsXmlWriter xml = sts_xml_begin(out, STS_XML_TIGHT);

  sts_xml_open(&xml, "x:xmpmeta");
  sts_xml_attribute(&xml, "xmlns:x", "adobe:ns:meta/");
  sts_xml_open(&xml, "rdf:RDF");
  sts_xml_attribute(&xml, "xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
  sts_xml_line(&xml);
  append_description(&xml, layout->publication, PRODUCER);
  append_provenance(&xml, layout, strings, file);
  append_schemas(&xml, layout->publication);
  sts_xml_close(&xml);
  sts_xml_close_line(&xml);
  sts_xml_finish(&xml);
  g_string_append(out, "<?xpacket end=\"r\"?>");
}

StsMetadataIds
sts_pdf_write_info(const StsPublication *publication, StsPdfWriter *writer)
{
  StsMetadataIds ids = {.xmp = sts_pdf_writer_reserve(writer, 1)};

  ids.info = write_info(publication, PRODUCER, writer);
  return ids;
}

/* Not deflated: programs that know nothing of PDF find it by its packet marks. */
void
sts_pdf_write_xmp(const StsLayout *layout, const char *strings, guint32 root, StsMetadataIds ids, StsPdfWriter *writer)
{
  static const char ENTRIES[] = "/Type /Metadata /Subtype /XML";
  g_autoptr(GString) out = g_string_new(NULL);

  make_xmp(out, layout, strings, "");
  g_autofree char *file = sts_pdf_writer_fingerprint(writer, root, ids.info, ids.xmp, ENTRIES, out->str, out->len);
  make_xmp(out, layout, strings, file);
  sts_pdf_writer_add_stream(writer, ids.xmp, ENTRIES, out->str, out->len);
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
