/* The command line: from arguments to an exit status. */
#ifndef STS_CLI_CLI_H
#define STS_CLI_CLI_H

/* Does what the arguments ask; prints results to standard output, faults to standard error. Returns an StsExit. */
int sts_cli_run(int argc, char **argv);

#endif
