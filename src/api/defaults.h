/* The defaults of a library, against what there is. */
#ifndef STS_API_DEFAULTS_H
#define STS_API_DEFAULTS_H

#include "document/library.h"

/* Tells, at its place, each style, paper, format and language of words that there is not, and drops it. The library
 * must know its folders of styles. */
void sts_check_defaults(StsLibrary *library, StsDiagnostics *diagnostics);

#endif
