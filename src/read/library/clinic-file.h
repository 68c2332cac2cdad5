/* The file of a clinic: who hands a library's sheets out. */
#ifndef STS_READ_LIBRARY_CLINIC_FILE_H
#define STS_READ_LIBRARY_CLINIC_FILE_H

#include "read/reader.h"

/* Reads the file at the path, whose folder is the reader's. Returns NULL where it has any fault, which is told. */
const StsClinic *sts_read_clinic_file(StsReader *reader, const char *path);

#endif
