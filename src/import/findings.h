/* What the import says, in the report and in the library. For the files of this room only. */
#ifndef STS_IMPORT_FINDINGS_H
#define STS_IMPORT_FINDINGS_H

#include "import/document.h"

void sts_import_report(StsImport *import, StsSeverity severity, StsPosition position, StsRule rule, const char *format,
                       ...) G_GNUC_PRINTF(5, 6);
#define sts_import_error(import, position, rule, ...)                                                                  \
  sts_import_report((import), STS_SEVERITY_ERROR, (position), (rule), __VA_ARGS__)
#define sts_import_warning(import, position, rule, ...)                                                                \
  sts_import_report((import), STS_SEVERITY_WARNING, (position), (rule), __VA_ARGS__)
#define sts_import_note(import, position, rule, ...)                                                                   \
  sts_import_report((import), STS_SEVERITY_NOTE, (position), (rule), __VA_ARGS__)

/* Puts a comment before the line that reading refuses until it is deleted, for what was reported last. The text says
 * what is wrong and what to do. */
void sts_import_mark(StsImport *import, StsImportPart *part, int line, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* Notes in the front matter what the source lost. */
void sts_import_note_gap(StsImport *import, StsImportPart *part, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The place where a block begins, and where its last line ends. */
StsPosition sts_import_block_start(const StsImport *import, const StsImportBlock *block);
StsPosition sts_import_block_end(const StsImport *import, const StsImportBlock *block);
/* The line in which the text below a node of a block ends. */
int sts_import_last_text_line(const StsImport *import, const StsImportBlock *block, const StsNode *node);
StsPosition sts_import_line_end(const StsImport *import, int line);
/* Sorts the findings and binds each to its section; again where others have come. */
void sts_import_settle_findings(StsImport *import);

#endif
