/* The diagnostics of a check as a log of the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS), for tools
 * of code review. */
#ifndef STS_CLI_SARIF_H
#define STS_CLI_SARIF_H

#include <json-glib/json-glib.h>

#include "base/diagnostic.h"

/* Returns the log: one run, with every rule there is and a result for each diagnostic. Files below the current folder
 * are named relative to it
 * (%SRCROOT%), others by a file: address. Columns, which in diagnostics count bytes, count characters here
 * (columnKind, 3.14.17): for this the files are read once more. Free with json_node_unref(). */
JsonNode *sts_sarif_new(const StsDiagnostics *diagnostics);

#endif
