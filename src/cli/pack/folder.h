/* The folder of a pack: what is in it from before, and the one beside it in which the new pack is made, until it takes
 * the other's place as a whole.
 *
 * What is of no pack of ours is never removed or replaced. What a crash leaves beside the pack, a later call knows
 * (base/leftovers.h).
 */
#ifndef STS_CLI_PACK_FOLDER_H
#define STS_CLI_PACK_FOLDER_H

#include "cli/pack/contents.h"

typedef struct StsPackFolder StsPackFolder;

/* Looks at the folder that --pack names. Returns NULL, having said why, with *status (StsExit) where no pack can take
 * its place: it is no folder, or holds what no pack of ours has. Free with sts_pack_folder_free(), which removes what
 * was not put in place. */
StsPackFolder *sts_pack_folder_open(const char *path, int *status);
void sts_pack_folder_free(StsPackFolder *folder);

/* Makes the folder beside it, which is the user's alone until it is put in place. */
bool sts_pack_folder_begin(StsPackFolder *folder, GError **error);

/* Returns the name of a file of the new pack, in the folder beside it; free with g_free(). Where the call is
 * interrupted, what has the name is removed. */
char *sts_pack_folder_new_path(StsPackFolder *folder, const char *name);

/* Returns the path of a file that the new pack has; free with g_free(). */
char *sts_pack_folder_find(const StsPackFolder *folder, const char *name);

/* Whether the pack has the file, whole, and made of what the file's key says. */
bool sts_pack_folder_has(const StsPackFolder *folder, const StsPackFile *file);

/* Has that file be one of the new pack, as it is. */
bool sts_pack_folder_keep(const StsPackFolder *folder, StsPackFile *file, GError **error);

/* Notes size and digest of a file that was made; where the pack had the same bytes and `spare` is set, that file takes
 * its place. */
bool sts_pack_folder_take(const StsPackFolder *folder, StsPackFile *file, bool spare, GError **error);

/* Writes a file that holds these bytes, and takes it. */
bool sts_pack_folder_write(StsPackFolder *folder, StsPackFile *file, bool spare, GError **error);

/* Returns the names of what the pack had and the files (of StsPackFile*) have not, sorted; free with
 * g_ptr_array_unref(). */
GPtrArray *sts_pack_folder_list_gone(const StsPackFolder *folder, const GPtrArray *files);

/* Removes what was made of the new pack. */
void sts_pack_folder_abandon(StsPackFolder *folder);

/* Puts the new pack in the place of the old one. */
bool sts_pack_folder_commit(StsPackFolder *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsPackFolder, sts_pack_folder_free)

#endif
