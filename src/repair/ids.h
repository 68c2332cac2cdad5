/* Ids that two sections of a library, or two gaps of a section, have. For the files of this room only.
 *
 * Which of two sections a link by their id means, no file says. So the one that comes first keeps it, as links lead
 * there already; the later one gets an id that nothing has.
 */
#ifndef STS_REPAIR_IDS_H
#define STS_REPAIR_IDS_H

#include "document/library.h"
#include "repair/draft.h"

typedef struct StsIds StsIds;

/* The ids of a library, which must live as long, as they become one after the other. */
StsIds *sts_ids_new(const StsLibrary *library);
void sts_ids_free(StsIds *ids);

/* Lends the library as it is now: without those of its doubles that have no other id yet. */
const StsLibrary *sts_ids_get_library(const StsIds *ids);

/* Returns the first of id-2, id-3, … that nothing has: no section, no file, no link, lest a dead one come to life. No
 * later call returns it. Free with g_free(). */
char *sts_ids_find_free(StsIds *ids, const char *id);

/* Puts a double into the library, by another id; lends it. */
const StsSection *sts_ids_rename(StsIds *ids, const StsSection *section, const char *id);
/* Leaves a double as it is. */
void sts_ids_leave(StsIds *ids, const StsSection *section);

/* Adds a note for each link to a section by an id which others had, too, and have no longer. */
void sts_ids_tell_links(const StsIds *ids, StsDiagnostics *left);

/* Returns what gives the section of the draft the other id: in the place of its own, or in a line of the front matter.
 * NULL: there is no front matter, or nothing of it is understood. Free with sts_mend_free(). */
StsMend *sts_mend_find_id(const StsDraft *draft, const StsSection *section, const char *id);

/* Returns what gives a gap, whose id stands at `at` and is an earlier one's, another id: where the text has no comment
 * that names it, and may mean either. NULL: there is one, or no such id. Free with sts_mend_free(). */
StsMend *sts_mend_find_gap_id(const StsDraft *draft, size_t at, StsPosition position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsIds, sts_ids_free)

#endif
