/* Which other languages a clinic's sheet may say that it is in. */
#ifndef STS_API_FORMS_H
#define STS_API_FORMS_H

#include "document/library.h"

/* Finds the languages in which each of the library's sections can be read, where the clinic's code has an address for
 * each, and reads them at `path`: those of which nothing could be exported are noted with the section. Tells nothing.
 */
void sts_forms_find(StsLibrary *library, const char *path);

#endif
