/* The names of what is unfinished, and how a later run knows what one that was killed has left under them.
 *
 * A name says which process it is of, and a process that has something unfinished holds a lock on it (flock(2)), which
 * ends with the process: what has such a name, is of a process that is gone, and is locked by nobody is a leftover.
 */
#ifndef STS_BASE_LEFTOVERS_H
#define STS_BASE_LEFTOVERS_H

#include <glib.h>

/* Returns a new name in the folder for what is to be called `base`, in the form .BASE.sts-PROCESS-NUMBER; free with
 * g_free(). Where something has it already, ask again. */
char *sts_leftovers_new_name(const char *folder, const char *base);

/* Locks what has such a name, as long as the descriptor is open. */
void sts_leftovers_claim(int descriptor);

/* Removes the folder with all that is in it; links are not followed. What cannot be removed stays. */
void sts_leftovers_remove_folder(const char *folder);

/* Removes the leftovers in the folder that are the user's own, and nothing else. A folder that cannot be read has none.
 */
void sts_leftovers_clean(const char *folder);

/* Does so in the folder of the file, or of that which a link leads to. `cleaned`, a set of strings that frees them,
 * knows what was cleaned before. */
void sts_leftovers_clean_beside(GHashTable *cleaned, const char *path);

#endif
