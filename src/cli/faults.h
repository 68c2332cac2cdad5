/* How faults are printed: each once, with its first places, and a table of them by rule.
 *
 * On a terminal they have colors, and below each stands the line of the source with a caret; elsewhere they are lines
 * that programs read. JSON and SARIF do not pass through here: they hold every fault with its place.
 */
#ifndef STS_CLI_FAULTS_H
#define STS_CLI_FAULTS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/diagnostic.h"

/* Prints the diagnostics that are at least that severe, in their order. Those that say the same of several places are
 * one: it stands at the first, with their number and the next places. No control character of a text or a source gets
 * out. */
void sts_faults_print(FILE *stream, const StsDiagnostics *diagnostics, StsSeverity least);

/* Whether the system kept something from being read: then the errors are printed to stderr. */
bool sts_faults_are_systems(const StsDiagnostics *diagnostics);

/* Prints how often each rule was broken and how badly, the worst first; nothing where there is no diagnostic. */
void sts_faults_print_table(FILE *stream, const StsDiagnostics *diagnostics);

#endif
