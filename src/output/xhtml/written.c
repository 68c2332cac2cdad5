/* The table of what is written as XHTML, and how a document is held to one. */
#include "output/xhtml/written.h"

#include <string.h>

#include "base/svg/svg.h"

#define ALIGNED "class=left|center|right"

const StsXmlRow sts_xhtml_body_forms[] = {
    {"section", STS_XHTML_SECTION_FORM},
    {"aside", STS_XHTML_NODE_FORM ";class=callout editors-note;role=note;aria-labelledby=*"},
    {"nav",
     STS_XHTML_NODE_FORM ";epub:type=toc|landmarks|page-list;role=doc-toc|doc-pagelist;aria-label=*;aria-labelledby=*;"
                         "hidden=hidden"},
    {"div", STS_XHTML_NODE_FORM
     ";class=byline|byline reviewers|closing review|masthead|closing source|closing last-revised|table|callout "
     "note|callout tip|callout "
     "important|callout "
     "warning|callout caution|callout editors-note;epub:type=notice|pagebreak;role=doc-notice|note|doc-pagebreak;"
     "aria-label=*;aria-labelledby=*"},
    {"span",
     STS_XHTML_NODE_FORM ";class=clinic|label|whole|address;epub:type=pagebreak;role=doc-pagebreak|img;aria-label=*"},
    {"h1", STS_XHTML_NODE_FORM},
    {"h2", STS_XHTML_NODE_FORM},
    {"h3", STS_XHTML_NODE_FORM},
    {"h4", STS_XHTML_NODE_FORM},
    {"h5", STS_XHTML_NODE_FORM},
    {"h6", STS_XHTML_NODE_FORM},
    {"p", STS_XHTML_NODE_FORM ";class=callout-label|caption|status|short-code"},
    {"a",
     STS_XHTML_NODE_FORM ";class=label|label again;href=@link;title=*;epub:type=backlink|noteref|cover|toc|bodymatter;"
                         "role=doc-backlink|doc-noteref;aria-label=*"},
    {"em", STS_XHTML_NODE_FORM},
    {"i", STS_XHTML_NODE_FORM},
    {"strong", STS_XHTML_NODE_FORM},
    {"sup", STS_XHTML_NODE_FORM ";class=opens|closes|opens closes"},
    {"sub", STS_XHTML_NODE_FORM},
    {"code", STS_XHTML_NODE_FORM ";class=language-*"},
    {"time", STS_XHTML_NODE_FORM ";datetime=*"},
    {"abbr", STS_XHTML_NODE_FORM ";title=*"},
    {"br", ""},
    {"wbr", "aria-hidden=true"},
    {"img", STS_XHTML_NODE_FORM ";src=@file;alt=*;title=*;width=@number;height=@number;role=doc-cover"},
    {"picture", ""},
    {"source", "media=(max-width: 480px);srcset=@file"},
    {"ul", STS_XHTML_NODE_FORM ";class=task|plain|labelled;role=list"},
    {"ol", STS_XHTML_NODE_FORM ";class=labelled|parenthesis;role=list;start=@number"},
    {"li", STS_XHTML_NODE_FORM ";class=bullet;epub:type=endnote"},
    {"dl", STS_XHTML_NODE_FORM},
    {"dt", STS_XHTML_NODE_FORM},
    {"dd", STS_XHTML_NODE_FORM},
    {"blockquote", STS_XHTML_NODE_FORM},
    {"pre", STS_XHTML_NODE_FORM},
    {"hr", STS_XHTML_NODE_FORM},
    {"figure", STS_XHTML_NODE_FORM},
    {"figcaption", STS_XHTML_NODE_FORM},
    {"table", STS_XHTML_NODE_FORM ";class=stack-*;role=table;aria-labelledby=*"},
    {"caption", STS_XHTML_NODE_FORM}, /* earlier versions */
    {"thead", "role=rowgroup"},
    {"tbody", "role=rowgroup"},
    {"tr", STS_XHTML_NODE_FORM ";role=row"},
    {"th", STS_XHTML_NODE_FORM ";scope=col|row;role=columnheader|rowheader;data-label=*;" ALIGNED},
    {"td", STS_XHTML_NODE_FORM ";role=cell;data-label=*;" ALIGNED},
    {NULL, NULL},
};

/* Returns the name of the document, which begins a sentence; free with g_free(). */
static char *
name_document(const StsWrittenCheck *check)
{
  return check->name ? g_strdup_printf("the file “%s” in it", check->name) : g_strdup("it");
}

void
sts_written_check_element(const StsWrittenCheck *check, const char *uri, const char *name, const StsXmlElement *element)
{
  g_autofree char *fault = check->forms ? sts_xml_forms_find_foreign(check->forms, uri, name, element) : NULL;

  if (!fault)
    return;
  g_autofree char *document = name_document(check);
  sts_reading_add_fault(check->reading, "%s has, on line %d, %s, which sts-export does not write", document,
                        sts_xml_get_line(element), fault);
}

void
sts_written_check_other(const StsWrittenCheck *check, const char *markup, size_t length)
{
  g_autofree char *text = g_strndup(markup, length);

  if (!check->forms || g_strv_contains(check->others, text))
    return;
  g_autofree char *document = name_document(check);
  sts_reading_add_fault(check->reading, "%s has “%.40s”, which sts-export does not write", document, text);
}

void
sts_written_check_drawing(StsReading *reading, const char *name, const char *drawing, size_t length, bool older)
{
  g_autoptr(StsSvg) svg = sts_svg_read(drawing, length, NULL);
  gsize size = 0;

  if (svg->faults->len > 0) {
    const StsSvgFault *fault = svg->faults->pdata[0];
    sts_reading_add_fault(reading, "the picture “%s” in it is none that sts-export writes: on line %d, %s", name,
                          MAX(fault->line, 1), fault->text);
    return;
  }
  const char *written = g_bytes_get_data(svg->written, &size);
  if (!older && (size != length || memcmp(written, drawing, size) != 0))
    sts_reading_add_fault(reading, "the picture “%s” in it holds what sts-export does not write", name);
}
