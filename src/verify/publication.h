/* What an export of a publication would say. */
#ifndef STS_VERIFY_PUBLICATION_H
#define STS_VERIFY_PUBLICATION_H

#include "document/reading.h"

/* Returns the reading of a publication; free with sts_reading_free(). */
StsReading *sts_reading_from_publication(const StsPublication *publication);

#endif
