/* Rules for Make and Ninja: what each file that was written is made of (--depfile). */
#ifndef STS_CLI_DEPFILE_H
#define STS_CLI_DEPFILE_H

#include "cli/produce.h"

/* Returns a name as GCC writes it in such a file (libcpp, mkdeps.cc): spaces and tabs, "#" and ":" behind a backslash,
 * backslashes before a space doubled, "$" doubled. NULL where it has a line feed, which no Makefile can say. Free with
 * g_free(). */
char *sts_depfile_escape(const char *name);

/* Returns the finished file of options->depfile, to be committed with those of the products (of StsProduct*): a rule
 * for each, and an empty one for each input, so that Make goes on where one is gone. Returns NULL with `error`. Free
 * with sts_atomic_file_free(). */
StsAtomicFile *sts_depfile_make(const StsWork *work, const GPtrArray *products, GError **error);

#endif
