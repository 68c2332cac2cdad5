/* What links may lead to, for one check of a library. For the files of this room only. */
#ifndef STS_CHECK_LINKS_H
#define STS_CHECK_LINKS_H

#include "document/library.h"

/* Filled as it is asked for. */
typedef struct StsCheckTargets StsCheckTargets;

StsCheckTargets *sts_check_targets_new(const StsLibrary *library);
void sts_check_targets_free(StsCheckTargets *targets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsCheckTargets, sts_check_targets_free)

#endif
