/* What the program says: messages, diagnostics, counts. */
#ifndef STS_CLI_REPORT_H
#define STS_CLI_REPORT_H

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/diagnostic.h"
#include "sts/library.h"

/* Prints "sts-export: <text>" on standard error. */
void sts_report_message(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* What would be printed: of a call that is made again and again, not all is to be said each time. */
typedef struct {
  GPtrArray *messages, *lines; /* of char* */
  StsDiagnostics *faults;
} StsKept;

StsKept *sts_kept_new(void);
void sts_kept_free(StsKept *kept);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsKept, sts_kept_free)

/* Has messages, lines, and faults on standard error kept there (lent), and not printed; NULL: printed again. */
void sts_report_keep(StsKept *kept);

/* Keeps those that are at least that severe; false: they are to be printed. */
bool sts_report_keep_faults(const StsDiagnostics *diagnostics, StsSeverity least);

/* Prints a line of text on standard output. A line feed or a control character in it, as in the name of a file, orders
 * nothing. */
void sts_report_line(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Prints text that has lines. */
void sts_report_lines(const char *text);

/* Returns the diagnostics as a JSON array of {file, line, column, severity, rule, text}; free with json_node_unref().
 */
JsonNode *sts_report_to_json(const StsDiagnostics *diagnostics);

/* Returns the text of a JSON document, indented, with a newline, and with escapes for all that a terminal might take
 * for an order; free with g_free(). */
char *sts_report_json_text(JsonNode *root);

/* Add a member to the object that is being built; a NULL text is null, and what is not UTF-8 is made so; a number below
 * 1 is null. */
void sts_report_add_text(JsonBuilder *builder, const char *name, const char *text);
void sts_report_add_number(JsonBuilder *builder, const char *name, int number);
void sts_report_add_bool(JsonBuilder *builder, const char *name, bool value);
/* Adds an array of texts, which NULL ends; NULL is an empty one. */
void sts_report_add_texts(JsonBuilder *builder, const char *name, const char *const *texts);
/* Adds the array "codes" of the section. */
void sts_report_add_codes(JsonBuilder *builder, const StsSectionInfo *section);

/* Adds file, line, column, severity, rule and text. */
void sts_report_add_diagnostic(JsonBuilder *builder, const StsDiagnostic *diagnostic);

/* Prints a JSON document on standard output, indented, with a newline. */
void sts_report_print_json(JsonNode *root);

/* Returns "2 errors, 1 warning, no notes"; free with g_free(). */
char *sts_report_counts(const StsDiagnostics *diagnostics);

/* Returns "1 section", "3 sections"; free with g_free(). */
char *sts_report_count(size_t count, const char *singular, const char *plural);

/* Flushes standard output. Returns false, having said so, if what was printed did not arrive. */
bool sts_report_flush(void);

#endif
