/* The table of what is written into an EPUB, and how a document is held to it. */
#include "output/epub/written.h"

#include <string.h>

#include "base/svg/svg.h"
#include "base/xml/xml-forms.h"
#include "document/provenance.h"

#define NODE "id=*;lang=*;xml:lang=*;dir=ltr|rtl"
#define ALIGNED "class=left|center|right"

static const StsXmlNamespace XHTML_NAMES[] = {
    {"", "http://www.w3.org/1999/xhtml"}, {"epub", "http://www.idpf.org/2007/ops"}, {NULL, NULL}};

static const StsXmlForm XHTML[] = {
    {"html", "xmlns=http://www.w3.org/1999/xhtml;xmlns:epub=http://www.idpf.org/2007/ops;lang=*;xml:lang=*;"
             "dir=ltr|rtl"},
    {"head", ""},
    {"title", ""},
    {"link", "rel=stylesheet;type=text/css;href=style.css|newer.css|../style.css|../newer.css"},
    {"body", "class=cover-page"},
    {"section", NODE
     ";class=cover|clinic|closing notes|closing hyperlinks|closing references|closing disclaimer|callout note|callout "
     "tip|callout important|callout warning|callout caution;"
     "epub:type=chapter|cover|titlepage|endnotes|bibliography|notice;"
     "role=doc-chapter|doc-endnotes|doc-bibliography|doc-notice|note;aria-label=*;aria-labelledby=*"},
    {"aside", NODE ";class=callout editors-note;role=note;aria-labelledby=*"},
    {"nav", NODE ";epub:type=toc|landmarks|page-list;role=doc-toc|doc-pagelist;aria-label=*;aria-labelledby=*;"
                 "hidden=hidden"},
    {"div",
     NODE ";class=byline|byline reviewers|closing review|masthead|closing source|closing last-revised|table|callout "
          "note|callout tip|callout "
          "important|callout "
          "warning|callout caution|callout editors-note;epub:type=notice|pagebreak;role=doc-notice|note|doc-pagebreak;"
          "aria-label=*;aria-labelledby=*"},
    {"span", NODE ";class=clinic|label|whole|address;epub:type=pagebreak;role=doc-pagebreak|img;aria-label=*"},
    {"h1", NODE},
    {"h2", NODE},
    {"h3", NODE},
    {"h4", NODE},
    {"h5", NODE},
    {"h6", NODE},
    {"p", NODE ";class=callout-label|caption|status|short-code"},
    {"a", NODE ";class=label|label again;href=@link;title=*;epub:type=backlink|noteref|cover|toc|bodymatter;"
               "role=doc-backlink|doc-noteref;aria-label=*"},
    {"em", NODE},
    {"i", NODE},
    {"strong", NODE},
    {"sup", NODE ";class=opens|closes|opens closes"},
    {"sub", NODE},
    {"code", NODE ";class=language-*"},
    {"time", NODE ";datetime=*"},
    {"abbr", NODE ";title=*"},
    {"br", ""},
    {"wbr", "aria-hidden=true"},
    {"img", NODE ";src=@file;alt=*;title=*;width=@number;height=@number;role=doc-cover"},
    {"picture", ""},
    {"source", "media=(max-width: 480px);srcset=@file"},
    {"ul", NODE ";class=task|plain|labelled;role=list"},
    {"ol", NODE ";class=labelled|parenthesis;role=list;start=@number"},
    {"li", NODE ";class=bullet;epub:type=endnote"},
    {"dl", NODE},
    {"dt", NODE},
    {"dd", NODE},
    {"blockquote", NODE},
    {"pre", NODE},
    {"hr", NODE},
    {"figure", NODE},
    {"figcaption", NODE},
    {"table", NODE ";class=stack-*;role=table;aria-labelledby=*"},
    {"caption", NODE}, /* earlier versions */
    {"thead", "role=rowgroup"},
    {"tbody", "role=rowgroup"},
    {"tr", NODE ";role=row"},
    {"th", NODE ";scope=col|row;role=columnheader|rowheader;data-label=*;" ALIGNED},
    {"td", NODE ";role=cell;data-label=*;" ALIGNED},
    {NULL, NULL},
};

static const StsXmlNamespace PACKAGE_NAMES[] = {
    {"", "http://www.idpf.org/2007/opf"}, {"dc", "http://purl.org/dc/elements/1.1/"}, {NULL, NULL}};

static const StsXmlForm PACKAGE[] = {
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

static const StsXmlForm NCX[] = {
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

static const StsXmlForm CONTAINER[] = {
    {"container", "version=1.0;xmlns=urn:oasis:names:tc:opendocument:xmlns:container"},
    {"rootfiles", ""},
    {"rootfile", "full-path=EPUB/package.opf;media-type=application/oebps-package+xml"},
    {NULL, NULL},
};

static const StsXmlForms KINDS[] = {
    [STS_WRITTEN_CONTAINER] = {CONTAINER_NAMES, CONTAINER},
    [STS_WRITTEN_PACKAGE] = {PACKAGE_NAMES, PACKAGE},
    [STS_WRITTEN_NCX] = {NCX_NAMES, NCX},
    [STS_WRITTEN_XHTML] = {XHTML_NAMES, XHTML},
};

void
sts_written_check_element(const StsWrittenCheck *check, const char *uri, const char *name, const StsXmlElement *element)
{
  g_autofree char *fault = sts_xml_forms_find_foreign(&KINDS[check->kind], uri, name, element);

  if (fault)
    sts_reading_add_fault(check->reading, "the file “%s” in it has, on line %d, %s, which sts-export does not write",
                          check->name, sts_xml_get_line(element), fault);
}

void
sts_written_check_other(const StsWrittenCheck *check, const char *markup, size_t length)
{
  static const char DECLARATION[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", TYPE[] = "<!DOCTYPE html>";
  g_autofree char *text = g_strndup(markup, length);

  if (strcmp(text, DECLARATION) != 0 && !(check->kind == STS_WRITTEN_XHTML && strcmp(text, TYPE) == 0))
    sts_reading_add_fault(check->reading, "the file “%s” in it has “%.40s”, which sts-export does not write",
                          check->name, text);
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
  StsWrittenCheck check = {reading, name, kind};

  if (!sts_xml_parse(document->str, document->len, &HANDLER, &check, NULL))
    sts_reading_add_fault(reading, "the file “%s” in it is not well-formed", name);
}

void
sts_epub_check_drawing(StsReading *reading, const char *name, const GString *drawing, bool older)
{
  g_autoptr(StsSvg) svg = sts_svg_read(drawing->str, drawing->len, NULL);
  gsize size = 0;

  if (svg->faults->len > 0) {
    const StsSvgFault *fault = svg->faults->pdata[0];
    sts_reading_add_fault(reading, "the picture “%s” in it is none that sts-export writes: on line %d, %s", name,
                          MAX(fault->line, 1), fault->text);
    return;
  }
  const char *written = g_bytes_get_data(svg->written, &size);
  if (!older && (size != drawing->len || memcmp(written, drawing->str, size) != 0))
    sts_reading_add_fault(reading, "the picture “%s” in it holds what sts-export does not write", name);
}
