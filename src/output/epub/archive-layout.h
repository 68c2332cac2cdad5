/* How an archive lies in its bytes (APPNOTE.TXT 6.3.3, 4.3). */
#ifndef STS_OUTPUT_EPUB_ARCHIVE_LAYOUT_H
#define STS_OUTPUT_EPUB_ARCHIVE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

/* Whether those who read the archive from its front find the same as those who begin with its directory: the entries
 * lie one after the other from the first byte on, each with the name, packing and size that the directory tells, and
 * nothing is between them, before or after. */
bool sts_archive_is_plain(const char *bytes, size_t size);

#endif
