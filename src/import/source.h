/* Where in the document a place of its Markdown is: the same where the document is Markdown; else where its text comes
 * from. For the files of this room only. */
#ifndef STS_IMPORT_SOURCE_H
#define STS_IMPORT_SOURCE_H

#include "import/document.h"

/* Takes over what a page says, so that it is imported as Markdown; `paragraphs`: the page was made from a document that
 * has no lines, and its places are numbers of paragraphs. */
void sts_import_take_page(StsImport *import, StsHtmlPage *page, bool paragraphs);

/* The line of the document, to be told. */
int sts_import_source_line(const StsImport *import, int line);
/* Gives the findings, which are sorted, and the lines left out their places in the document. */
void sts_import_place_in_source(StsImport *import);

#endif
