/* Puts changed texts in the place of the files that they were made from. */
#ifndef STS_CLI_REWRITE_H
#define STS_CLI_REWRITE_H

#include "sts/repair.h"

/* Writes all files, or none: also where one was changed meanwhile. Returns false with `error`. */
bool sts_rewrite_files(const StsRepair *repair, GError **error);

#endif
