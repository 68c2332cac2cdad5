/* The command line: from arguments to an exit status. */
#ifndef STS_CLI_CLI_H
#define STS_CLI_CLI_H

/* What the process tells the one who called it. */
typedef enum {
  STS_EXIT_DONE = 0,
  STS_EXIT_CONTENT = 1, /* the content is at fault; diagnostics say where */
  STS_EXIT_CALL = 2,    /* the call is wrong */
  STS_EXIT_SYSTEM = 3,  /* disk, permission, a library */
} StsExit;

/* Does what the arguments ask; prints results to standard output, faults to standard error. Returns an StsExit. */
int sts_cli_run(int argc, char **argv);

#endif
