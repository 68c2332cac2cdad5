/* What the process tells the one who called it. */
#ifndef STS_CLI_EXIT_STATUS_H
#define STS_CLI_EXIT_STATUS_H

typedef enum {
  STS_EXIT_DONE = 0,
  STS_EXIT_CONTENT = 1, /* the content is at fault; diagnostics say where */
  STS_EXIT_CALL = 2,    /* the call is wrong */
  STS_EXIT_SYSTEM = 3,  /* disk, permission, a library */
} StsExit;

#endif
