/* Names of the files that a call writes. */
#ifndef STS_CLI_OUTPUTS_H
#define STS_CLI_OUTPUTS_H

#include "cli/produce.h"

/* Adds to each product (of StsProduct*) its files, as the formats and --output say. Sets *folder to the one that must
 * be made for them, or leaves it; free with g_free(). On failure says why, sets *status (StsExit) and returns false. */
bool sts_outputs_plan(const StsWork *work, GPtrArray *products, char **folder, int *status);

/* Returns the path, without suffix, of the files of a product in that folder (NULL: the current one): its name, and the
 * language of what is no original. Free with g_free(). */
char *sts_outputs_stem(const StsWork *work, const char *folder, const StsProduct *product);

/* Returns the name, without extension, of the library's book, or of one of the sections that were named; free with
 * g_free(). */
char *sts_outputs_book_name(const StsWork *work);

#endif
