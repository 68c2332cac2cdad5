/* What a page says in words, for the proof. */
#ifndef STS_IMPORT_HTML_VISIBLE_H
#define STS_IMPORT_HTML_VISIBLE_H

#include "import/html/tree.h"

/* Appends its text in the order of reading, without what is left out; the words of notes apart. */
void sts_html_read_visible(const StsHtmlTree *tree, GString *body, GString *notes);

#endif
