/* Faults found in content: where, how bad, by which rule, and what to do about it.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     int
 *     main(void)
 *     {
 *       g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *       const StsPosition place = {.file = "surgery.md", .line = 7, .column = 1};
 *
 *       sts_diagnostics_add(diagnostics, STS_SEVERITY_WARNING, place, "our-rule", "“%s” is not a word of ours", "op");
 *       g_autofree char *line = sts_diagnostic_format(sts_diagnostics_get(diagnostics, 0));
 *       puts(line); // surgery.md:7:1: warning: “op” is not a word of ours [our-rule]
 *       return sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) > 0;
 *     }
 *
 * Invariants: a collector only grows; its strings are its own; reporting never stops the work, so that all faults are
 * found. The printed form is `file:line:column: error|warning|note: text [rule]`, which editors understand.
 */
#ifndef STS_DIAGNOSTIC_H
#define STS_DIAGNOSTIC_H

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* A place in a source file. `file` is a path as the user would name it (may be NULL: no file); line and column count
 * from 1, in bytes of the line; 0 means unknown. */
typedef struct {
  const char *file;
  int line;
  int column;
} StsPosition;

typedef enum {
  STS_SEVERITY_NOTE,
  STS_SEVERITY_WARNING,
  STS_SEVERITY_ERROR,
} StsSeverity;

typedef struct {
  StsSeverity severity;
  StsPosition position;
  const char *rule; /* a name such as "raw-html" */
  const char *text; /* one sentence: what is wrong and what to do */
} StsDiagnostic;

typedef struct StsDiagnostics StsDiagnostics;

/* Returns an empty collector; free it with sts_diagnostics_free(). */
StsDiagnostics *sts_diagnostics_new(void);
void sts_diagnostics_free(StsDiagnostics *diagnostics);

/* Adds a diagnostic. `rule` must be a static string; file and text are copied. */
void sts_diagnostics_add(StsDiagnostics *diagnostics, StsSeverity severity, StsPosition position, const char *rule,
                         const char *format, ...) G_GNUC_PRINTF(5, 6);

size_t sts_diagnostics_count(const StsDiagnostics *diagnostics, StsSeverity severity);
/* How many of that severity are in the file, which may be NULL: none. */
size_t sts_diagnostics_count_in_file(const StsDiagnostics *diagnostics, const char *file, StsSeverity severity);
size_t sts_diagnostics_size(const StsDiagnostics *diagnostics);
/* Lends the diagnostic at `index`, in the order of sts_diagnostics_sort() or of arrival. */
const StsDiagnostic *sts_diagnostics_get(const StsDiagnostics *diagnostics, size_t index);

/* Orders by file (in order of first appearance), line, column; otherwise stable. Removes exact duplicates. */
void sts_diagnostics_sort(StsDiagnostics *diagnostics);

/* Copies all diagnostics of `from` to the end of `to`. */
void sts_diagnostics_append(StsDiagnostics *to, const StsDiagnostics *from);

/* Returns "error", "warning" or "note". */
const char *sts_severity_name(StsSeverity severity);

/* Returns "surgery.md:7:1", as far as it is known, or ""; free with g_free(). Control characters are shown as U+FFFD.
 */
char *sts_position_format(StsPosition position);

/* Returns the printed form, without a newline; free with g_free(). Control characters in the text are shown as U+FFFD.
 */
char *sts_diagnostic_format(const StsDiagnostic *diagnostic);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsDiagnostics, sts_diagnostics_free)

G_END_DECLS

#endif
