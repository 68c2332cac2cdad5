/* The sections that a caller chooses: an id that is wrong is an error, never the end of the caller's process. */
#ifndef STS_API_CHOSEN_H
#define STS_API_CHOSEN_H

#include "document/library.h"

/* Returns the sections (of const StsSection*, lent) of the NULL-terminated ids. Returns NULL with `error`
 * (STS_ERROR_UNKNOWN_SECTION) where the library lacks one. Free with g_ptr_array_unref(). */
GPtrArray *sts_chosen_sections(const StsLibrary *library, const char *const *ids, GError **error);

#endif
