/* A reading as bytes, to be handed from one process to another of the same program.
 *
 * Invariant: what takes it apart trusts nothing in it.
 */
#ifndef STS_VERIFY_PACKED_READING_H
#define STS_VERIFY_PACKED_READING_H

#include "document/reading.h"

void sts_reading_pack(GString *out, const StsReading *reading);

/* Returns NULL where the bytes are not those of a reading. Free with sts_reading_free(). */
StsReading *sts_reading_unpack(const char *bytes, size_t size);

#endif
