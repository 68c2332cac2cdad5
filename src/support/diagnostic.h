/* Diagnostics are public; rooms include them by this name. */
#ifndef STS_SUPPORT_DIAGNOSTIC_H
#define STS_SUPPORT_DIAGNOSTIC_H

#include "sts/diagnostic.h"

#endif
