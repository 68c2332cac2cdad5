/* How earlier versions printed what is printed otherwise today. */
#ifndef STS_VERIFY_OLDER_PRINT_H
#define STS_VERIFY_OLDER_PRINT_H

#include "document/publication.h"
#include "document/reading.h"

/* Makes the publication say what it would have said when `like`, a file with a record of version 1, was exported: such
 * a file is judged by what it prints. Notes were numbered after the links then, and no mark stood in brackets; the
 * heading over the addresses was another, and is taken from the file where it is one by which that part is known. */
void sts_publication_print_as_before(const StsPublication *publication, const StsReading *like);

#endif
