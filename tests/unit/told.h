/* What tests ask of diagnostics. */
#ifndef STS_TESTS_TOLD_H
#define STS_TESTS_TOLD_H

#include "base/diagnostic.h"

/* Whether one of them has the rule, and its printed form both the place and the words. If none has, all are printed. */
bool told(const StsDiagnostics *diagnostics, const char *rule, const char *place, const char *words);

#endif
