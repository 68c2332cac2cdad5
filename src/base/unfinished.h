/* The names of files in the making, so that whoever is interrupted can remove them.
 *
 * Any number of threads may add names and drop them; a handler of signals may remove the files at any moment.
 */
#ifndef STS_BASE_UNFINISHED_H
#define STS_BASE_UNFINISHED_H

#include <glib.h>

typedef struct StsUnfinished StsUnfinished;

/* Free with sts_unfinished_free(), when no file is in the making any longer and no handler can run. */
StsUnfinished *sts_unfinished_new(void);
void sts_unfinished_free(StsUnfinished *unfinished);

/* Takes note of the name, which is lent until it is dropped. Returns its place, or -1 where there is none left, after
 * some 65,000 files. */
int sts_unfinished_add(StsUnfinished *unfinished, char *name);
void sts_unfinished_drop(StsUnfinished *unfinished, int place);

/* Removes the files that have these names; async-signal-safe. NULL is allowed. Threads that go on writing may make them
 * anew: stop these first. */
void sts_unfinished_remove_files(StsUnfinished *unfinished);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsUnfinished, sts_unfinished_free)

#endif
