/* The files of a pack by which record systems find its sheets (sts/answers.h). */
#ifndef STS_CLI_PACK_ANSWERS_H
#define STS_CLI_PACK_ANSWERS_H

#include "cli/pack/contents.h"

/* Adds them. `address` is where the pack will be in the web, or NULL; `page_type` the media type of sheets that a
 * browser shows, which are offered first. */
bool sts_pack_add_answers(StsPack *pack, const char *address, const char *page_type, GError **error);

#endif
