/* Checking a library by every rule, and the rules.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     // ./example content
 *     int
 *     main(int argc, char **argv)
 *     {
 *       const StsCheckSettings settings = {.as_of = "2024-08-02"};
 *       g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *       g_autoptr(GError) error = NULL;
 *       g_autoptr(StsLibrary) library = argc == 2 ? sts_library_load(argv[1], diagnostics, &error) : NULL;
 *
 *       if (!library || !sts_library_check_sections(library, NULL, &settings, diagnostics, &error))
 *         return 1;
 *       for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
 *         g_autofree char *line = sts_diagnostic_format(sts_diagnostics_get(diagnostics, i));
 *         puts(line);
 *       }
 *       return sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) > 0;
 *     }
 *
 * Invariants: checking changes nothing; the same library may be checked by several threads at once, each with
 * diagnostics of its own. A section may be exported when no error stands.
 */
#ifndef STS_CHECK_H
#define STS_CHECK_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include <sts/diagnostic.h>
#include <sts/error.h>
#include <sts/library.h>

G_BEGIN_DECLS

/* How to check. Set all to zero first: members may be added. */
typedef struct {
  const char *as_of;  /* the day, such as "2024-08-02", on which it is judged whether reviews are overdue. NULL: none;
                         allowed only where nothing expires */
  bool allow_expired; /* a section whose review is overdue is a warning, not an error; it will say so in print */
  StsSeverity least;  /* what is less severe is not looked for, where looking takes time */
  bool allow_unreviewed_words; /* printed words that nobody whose language it is has read are a warning where the
                                  library is approved, not an error */
} StsCheckSettings;

/* Checks the library and the sections (NULL-terminated ids; NULL: all) by every rule. `settings` may be NULL. Returns
 * false with `error`, having checked nothing: STS_ERROR_UNKNOWN_SECTION, or STS_ERROR_BAD_OPTION where `as_of` is no
 * date, or is left out though the library wants reviews (sts_library_has_reviews()): without a day, what has
 * expired would pass. Faults of the content are no failure. */
bool sts_library_check_sections(const StsLibrary *library, const char *const *ids, const StsCheckSettings *settings,
                                StsDiagnostics *diagnostics, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns those of the diagnostics that concern the sections (NULL-terminated ids): all but those in the files of other
 * sections. A fault in a section that nobody asked for need not keep another from the patient. Free with
 * sts_diagnostics_free(). */
StsDiagnostics *sts_library_select_diagnostics(const StsLibrary *library, const char *const *ids,
                                               const StsDiagnostics *diagnostics);

/* How many of the diagnostics have that severity and are of the section with this id: in its file, or in that of a
 * passage that it shows. A section with an error is not to be exported. 0 where the library has no such section. */
size_t sts_library_count_faults(const StsLibrary *library, const char *id, const StsDiagnostics *diagnostics,
                                StsSeverity severity);

/* One rule. All is static. */
typedef struct {
  const char *name;     /* as in diagnostics and library.yaml: "heading-skip" */
  const char *family;   /* "structure" */
  StsSeverity severity; /* by default */
  bool fixed;           /* library.yaml may not change it */
  const char *reason;   /* one or two sentences: why, and what to do */
  bool of_system;       /* what is at fault is the system, not the content */
} StsRuleInfo;

/* The rules, family by family. `index` must be less than the count. */
size_t sts_rule_count(void);
const StsRuleInfo *sts_rule_get(size_t index);

G_END_DECLS

#endif
