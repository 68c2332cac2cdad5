/* Diagnostics are public; rooms include them by this name. */
#ifndef STS_BASE_DIAGNOSTIC_H
#define STS_BASE_DIAGNOSTIC_H

#include "sts/diagnostic.h"

#endif
