/* Checking a library by every rule. */
#ifndef STS_CHECK_H
#define STS_CHECK_H

#include <glib.h>
#include <stdbool.h>

#include <sts/library.h>

G_BEGIN_DECLS

/* How to check. */
typedef struct {
  const char *as_of; /* ISO date for what expires; NULL: no currency check */
  bool allow_expired;
} StsCheckSettings;

/* Checks the sections (NULL-terminated ids; NULL: all) by every rule. `settings` may be NULL. Ids must exist. */
void sts_library_check_sections(const StsLibrary *library, const char *const *ids, const StsCheckSettings *settings,
                                StsDiagnostics *diagnostics);

G_END_DECLS

#endif
