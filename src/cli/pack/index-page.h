/* index.html, by which people find what is in a pack: it needs no script, and nothing from elsewhere. */
#ifndef STS_CLI_PACK_INDEX_PAGE_H
#define STS_CLI_PACK_INDEX_PAGE_H

#include "cli/pack/contents.h"

#define STS_PACK_PAGE_NAME "index.html"

/* Returns the page, in the library's language, of a pack whose sheets are made; free with g_free(). */
char *sts_pack_page_write(const StsPack *pack);

#endif
