/* A call that is made again whenever something that it reads has changed (--watch). */
#ifndef STS_CLI_WATCH_H
#define STS_CLI_WATCH_H

#include "cli/work.h"

/* Makes the call of the arguments once, then again and again: what comes out well is told at once, what fails after 200
 * ms without a further change, since a file may be half saved. Of faults, those are told that are new, and those that
 * are gone. `act` does what the options say (StsExit). Returns an StsExit, where the first call is wrong, the library
 * is gone, or nobody reads standard output; otherwise it goes on until the process is interrupted. */
int sts_watch_run(int argc, char **argv, const StsOptions *options, int (*act)(StsWork *work, StsOptions *options));

#endif
