/* Reads files in a process of its own, as sts/verify.h says. */
#ifndef STS_VERIFY_READER_H
#define STS_VERIFY_READER_H

#include "document/reading.h"
#include "sts/verify.h"

/* As sts_reading_open(), which it is where `reader` is NULL. A file that the process met its limits over, or broke down
 * over, has STS_VERIFY_ERROR with the reason. */
StsReading *sts_reader_read(StsReader *reader, const char *path, GError **error);

#endif
