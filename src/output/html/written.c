/* The table of what is written into a web page. */
#include "output/html/written.h"

#include "output/html/record.h"

static const StsXmlNamespace NAMES[] = {{"", "http://www.w3.org/1999/xhtml"}, {NULL, NULL}};

static const StsXmlRow ROWS[] = {
    {"html", "xmlns=http://www.w3.org/1999/xhtml;lang=*;xml:lang=*;dir=ltr|rtl"},
    {"head", ""},
    {"title", ""},
    {"meta", "charset=utf-8;http-equiv=Content-Security-Policy;"
             "name=viewport|color-scheme|author|dcterms.identifier|dcterms.modified|dcterms.publisher|dcterms.source|"
             "sts:*;content=*"},
    {"script", "type=application/ld+json"},
    {"style", ""},
    {"body", ""},
    {"main", ""},
    {"article",
     "class=" STS_HTML_CLASS
     ";lang=*;xml:lang=*;dir=ltr|rtl;data-sts-record=*;data-sts-title=*;data-sts-identifier=*;data-sts-publisher=*;"
     "data-sts-creator=*;data-sts-status=*;data-sts-book=*;data-sts-in-language=*;data-sts-words-fingerprint=*;"
     "data-sts-front-content-fingerprint=*;data-sts-front-printed-fingerprint=*;data-sts-clinic=*;"
     "data-sts-clinic-fingerprint=*;data-sts-file-fingerprint=*"},
    {"section", STS_XHTML_SECTION_FORM
     ";data-sts-element=*;data-sts-id=*;data-sts-title=*;data-sts-language=*;data-sts-last-revised=*;"
     "data-sts-review-due=*;data-sts-parts=*;data-sts-references=*;data-sts-disclaimer=*;"
     "data-sts-content-fingerprint=*;data-sts-printed-fingerprint=*;data-sts-pictures-fingerprint=*;data-sts-slots=*;"
     "data-sts-original-newer=*;data-sts-codes=*;data-sts-review-fingerprint=*;data-sts-passages=*"},
    {"h6", STS_XHTML_NODE_FORM ";aria-level=7|8"},
    {"img", STS_XHTML_NODE_FORM ";src=@picture;alt=*;title=*;width=@number;height=@number"},
    {"source", "media=(max-width: 480px);srcset=@picture"},
    {NULL, NULL},
};

static const StsXmlForms FORMS = {NAMES, ROWS, sts_xhtml_body_forms};
static const char *const OTHERS[] = {"<!DOCTYPE html>", NULL};

StsWrittenCheck
sts_html_written_check(StsReading *reading)
{
  return (StsWrittenCheck){.reading = reading, .forms = &FORMS, .others = OTHERS};
}
