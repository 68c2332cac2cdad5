/* What can be repaired at a place where `--check` has told a fault. For the files of this room only.
 *
 * Invariants: whether something is markup was decided by who told it, on the tree that was read; a finder only looks
 * what stands there. It returns NULL where that has not exactly one counterpart in this format. Whether the words stay
 * the same is not its business (repair/proof.h).
 */
#ifndef STS_REPAIR_FINDERS_H
#define STS_REPAIR_FINDERS_H

#include "document/library.h"
#include "repair/draft.h"

/* At `at` of the draft, which is `position`; free with sts_mend_free(). */
typedef StsMend *(*StsMendFinder)(const StsDraft *draft, size_t at, StsPosition position);

/* <b>, <strong>, <i>, <em>, <a href>, <span lang>, <hr>, and <br> that is not written so. */
StsMend *sts_mend_find_html(const StsDraft *draft, size_t at, StsPosition position);
/* > [!NOTE] and text behind it. */
StsMend *sts_mend_find_callout(const StsDraft *draft, size_t at, StsPosition position);
/* #Heading, 1.First, -First, a typed bullet, h2. Heading, [TOC]. */
StsMend *sts_mend_find_lines(const StsDraft *draft, size_t at, StsPosition position);
/* ^9^, ** strong **, '''strong'''. */
StsMend *sts_mend_find_signs(const StsDraft *draft, size_t at, StsPosition position);
/* {: lang="es"}, and attributes that only say how something looks, or what a heading is called anyway. */
StsMend *sts_mend_find_attributes(const StsDraft *draft, size_t at, StsPosition position);

/* Adds mends of links that name a section or a heading in other letters than it has: `section` is the text of the
 * draft, which stands in `own` of the library. `anew` has the sections that are being repaired, as they are now (const
 * StsSection* -> const StsSection*). */
void sts_mend_find_links(const StsDraft *draft, const StsSection *section, const StsLibrary *library,
                         const StsSection *own, GHashTable *anew, GPtrArray *mends);

#endif
