/* The table of what is written into an EPUB, and how a document is held to it. */
#include "output/epub/written.h"

#include "base/xml/xml-forms.h"
#include "document/provenance.h"

static const StsXmlNamespace XHTML_NAMES[] = {
    {"", "http://www.w3.org/1999/xhtml"}, {"epub", "http://www.idpf.org/2007/ops"}, {NULL, NULL}};

static const StsXmlRow XHTML[] = {
    {"html", "xmlns=http://www.w3.org/1999/xhtml;xmlns:epub=http://www.idpf.org/2007/ops;lang=*;xml:lang=*;"
             "dir=ltr|rtl"},
    {"head", ""},
    {"title", ""},
    {"link", "rel=stylesheet;type=text/css;href=style.css|newer.css|../style.css|../newer.css"},
    {"body", "class=cover-page"},
    {NULL, NULL},
};

static const StsXmlNamespace PACKAGE_NAMES[] = {
    {"", "http://www.idpf.org/2007/opf"}, {"dc", "http://purl.org/dc/elements/1.1/"}, {NULL, NULL}};

static const StsXmlRow PACKAGE[] = {
    {"package",
     "xmlns=http://www.idpf.org/2007/opf;version=3.0;unique-identifier=identifier;xml:lang=*;"
     "prefix=sts: " STS_RECORD_URI "|sts: " STS_RECORD_URI_3 "|sts: " STS_RECORD_URI_2 "|sts: " STS_RECORD_URI_1},
    {"metadata", "xmlns:dc=http://purl.org/dc/elements/1.1/"},
    {"dc:identifier", "id=identifier"},
    {"dc:title", ""},
    {"dc:language", ""},
    {"dc:creator", ""},
    {"dc:publisher", ""},
    {"dc:source", "id=page-source"},
    {"meta", "refines=#*;id=conformance;name=cover;content=cover-image;"
             "property=dcterms:modified|dcterms:conformsTo|source-of|a11y:certifiedBy|schema:accessMode|"
             "schema:accessModeSufficient|schema:accessibilityFeature|schema:accessibilityHazard|"
             "schema:accessibilitySummary|sts:*"},
    {"manifest", ""},
    {"item", "id=*;href=@file;properties=nav|cover-image;media-type=application/xhtml+xml|application/x-dtbncx+xml|"
             "text/css|text/plain|image/png|image/jpeg|image/svg+xml|font/ttf|font/otf"},
    {"spine", "toc=ncx;page-progression-direction=rtl"},
    {"itemref", "idref=*"},
    {"guide", ""},
    {"reference", "type=cover;title=*;href=@file"},
    {NULL, NULL},
};

static const StsXmlNamespace NCX_NAMES[] = {{"", "http://www.daisy.org/z3986/2005/ncx/"}, {NULL, NULL}};

static const StsXmlRow NCX[] = {
    {"ncx", "xmlns=http://www.daisy.org/z3986/2005/ncx/;version=2005-1;xml:lang=*"},
    {"head", ""},
    {"meta", "name=dtb:uid|dtb:depth|dtb:totalPageCount|dtb:maxPageNumber;content=*"},
    {"docTitle", ""},
    {"navMap", ""},
    {"navPoint", "id=*"},
    {"navLabel", ""},
    {"text", ""},
    {"content", "src=@file"},
    {"pageList", ""},
    {"pageTarget", "id=*;type=normal|front;value=@number"},
    {NULL, NULL},
};

static const StsXmlNamespace CONTAINER_NAMES[] = {{"", "urn:oasis:names:tc:opendocument:xmlns:container"},
                                                  {NULL, NULL}};

static const StsXmlRow CONTAINER[] = {
    {"container", "version=1.0;xmlns=urn:oasis:names:tc:opendocument:xmlns:container"},
    {"rootfiles", ""},
    {"rootfile", "full-path=EPUB/package.opf;media-type=application/oebps-package+xml"},
    {NULL, NULL},
};

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
static const char *const XML_OTHERS[] = {DECLARATION, NULL};
static const char *const XHTML_OTHERS[] = {DECLARATION, "<!DOCTYPE html>", NULL};

static const StsXmlForms KINDS[] = {
    [STS_WRITTEN_CONTAINER] = {CONTAINER_NAMES, CONTAINER, NULL},
    [STS_WRITTEN_PACKAGE] = {PACKAGE_NAMES, PACKAGE, NULL},
    [STS_WRITTEN_NCX] = {NCX_NAMES, NCX, NULL},
    [STS_WRITTEN_XHTML] = {XHTML_NAMES, XHTML, sts_xhtml_body_forms},
};

StsWrittenCheck
sts_epub_written_check(StsReading *reading, StsWrittenKind kind, const char *name)
{
  return (StsWrittenCheck){reading, name, &KINDS[kind], kind == STS_WRITTEN_XHTML ? XHTML_OTHERS : XML_OTHERS};
}

static void
check_element(gpointer data, const char *uri, const char *name, const StsXmlElement *element,
              G_GNUC_UNUSED GError **error)
{
  sts_written_check_element(data, uri, name, element);
}

static void
check_other(gpointer data, const char *markup, size_t length, G_GNUC_UNUSED GError **error)
{
  sts_written_check_other(data, markup, length);
}

void
sts_epub_check_written(StsReading *reading, StsWrittenKind kind, const char *name, const GString *document)
{
  static const StsXmlHandler HANDLER = {.start = check_element, .other = check_other};
  StsWrittenCheck check = sts_epub_written_check(reading, kind, name);

  if (!sts_xml_parse(document->str, document->len, &HANDLER, &check, NULL))
    sts_reading_add_fault(reading, "the file “%s” in it is not well-formed", name);
}
