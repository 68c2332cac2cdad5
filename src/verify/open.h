/* Opens an exported file, of whatever format. */
#ifndef STS_VERIFY_OPEN_H
#define STS_VERIFY_OPEN_H

#include "document/reading.h"

/* Reads a file back. Returns NULL with `error`: STS_VERIFY_ERROR where it can be had but not read, G_FILE_ERROR where
 * it cannot be had. Time and memory are bounded whatever the file holds. Free with sts_reading_free(). */
StsReading *sts_reading_open(const char *path, GError **error);

/* The two steps of that: opens what must be a file, for close(), or returns -1; and reads it. */
int sts_reading_open_file(const char *path, GError **error);
StsReading *sts_reading_open_descriptor(int descriptor, const char *path, GError **error);

/* The same of bytes at hand; `error` is always STS_VERIFY_ERROR. */
StsReading *sts_reading_open_bytes(const char *bytes, size_t size, GError **error);

#endif
