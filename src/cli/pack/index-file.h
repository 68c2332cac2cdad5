/* index.json, by which programs find what is in a pack, and the next call what it need not write again: its form is
 * docs/pack.schema.json. */
#ifndef STS_CLI_PACK_INDEX_FILE_H
#define STS_CLI_PACK_INDEX_FILE_H

#include "cli/pack/contents.h"

#define STS_PACK_INDEX_NAME "index.json"

/* What an index says of a file. */
typedef struct {
  char *key;    /* NULL: none */
  char *digest; /* SHA-256, in lower-case hex; "" where it says none */
} StsPackPast;

/* Reads the index of the pack in the folder. Returns what it says of its files (name -> StsPackPast*); NULL without
 * `error` where there is none of ours, with it where it cannot be read. Free with g_hash_table_unref(). */
GHashTable *sts_pack_index_read(const char *folder, GError **error);

/* Returns the index of the pack, whose files are made; free with g_free(). */
char *sts_pack_index_write(const StsPack *pack);

#endif
