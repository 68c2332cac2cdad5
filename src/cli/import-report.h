/* The report of an import, for people and for programs. */
#ifndef STS_CLI_IMPORT_REPORT_H
#define STS_CLI_IMPORT_REPORT_H

#include <json-glib/json-glib.h>

#include "sts/import.h"

/* Prints sections, findings and proof on standard output. The import has been written to `folder`. */
void sts_import_report_print(const StsImport *import, const char *document, const char *folder);

/* Prints the findings that are at least that severe, a line each. */
void sts_import_report_print_findings(const StsImport *import, StsSeverity least);

/* Returns sections, findings and proof as a JSON object; free with json_node_unref(). */
JsonNode *sts_import_report_to_json(const StsImport *import, const char *document, const char *folder);

#endif
