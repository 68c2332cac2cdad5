/* A table of a page, and how it is written with bars. */
#ifndef STS_IMPORT_HTML_TABLE_H
#define STS_IMPORT_HTML_TABLE_H

#include "import/html/blocks.h"
#include "import/html/tree.h"

/* What a cell, a caption or a term says. */
typedef struct {
  GString *line;
  GArray *origins; /* StsHtmlOrigin */
} StsHtmlLine;

void sts_html_line_free(StsHtmlLine *line);

typedef struct StsHtmlTable StsHtmlTable;

StsHtmlTable *sts_html_table_new(void);
void sts_html_table_free(StsHtmlTable *table);
void sts_html_table_add_row(StsHtmlTable *table, const GumboNode *row);
/* Takes the line. */
void sts_html_table_add_cell(StsHtmlTable *table, const GumboNode *cell, StsHtmlLine *line);

/* What of it has no counterpart. */
typedef struct {
  const GumboNode *node;
  const char *text;
} StsHtmlTableFault;

/* A line of text that was written, and where. */
typedef void StsHtmlTablePlace(gpointer data, size_t offset, const StsHtmlLine *line);

/* Writes it; returns its faults, of StsHtmlTableFault, free with g_array_unref(). */
GArray *sts_html_table_write(const StsHtmlTable *table, StsHtmlBlocks *blocks, StsHtmlTablePlace *place, gpointer data);

#endif
