/* What stands in lines of its own. */
#ifndef STS_IMPORT_HTML_STRUCTURE_H
#define STS_IMPORT_HTML_STRUCTURE_H

#include "import/html/writer.h"

/* Begins a block. */
StsHtmlEnd sts_html_enter_block(StsHtmlConverter *converter, const GumboNode *node);
void sts_html_end_table(StsHtmlConverter *converter);
/* Write blocks that have no inner ones. */
void sts_html_write_code(StsHtmlConverter *converter, const GumboNode *node);
void sts_html_write_rule(StsHtmlConverter *converter, const GumboNode *node);
/* Tells of a block that stands where only a line can. */
void sts_html_tell_in_line(StsHtmlConverter *converter, const GumboNode *node);

#endif
