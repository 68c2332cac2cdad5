/* What the process tells the one who called it. */
#ifndef STS_CLI_EXIT_STATUS_H
#define STS_CLI_EXIT_STATUS_H

#include "sts/diagnostic.h"
#include "sts/error.h"

typedef enum {
  STS_EXIT_DONE = 0,
  STS_EXIT_CONTENT = 1, /* the content is at fault; diagnostics say where */
  STS_EXIT_CALL = 2,    /* the call is wrong */
  STS_EXIT_SYSTEM = 3,  /* disk, permission, a library */
} StsExit;

/* What an error of the library means: asking for what cannot be is the call's fault. */
static inline StsExit
sts_exit_for(const GError *error)
{
  return error->domain == STS_ERROR ? STS_EXIT_CALL : STS_EXIT_SYSTEM;
}

/* What faults mean: errors of the content, or of the system where it kept a file from being read. */
StsExit sts_exit_for_faults(const StsDiagnostics *diagnostics);

#endif
