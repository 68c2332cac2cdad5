/* What happens when the user or the system ends the process: no unfinished file stays. */
#ifndef STS_CLI_INTERRUPT_H
#define STS_CLI_INTERRUPT_H

/* Handles SIGINT, SIGTERM and SIGHUP: stops the threads that write, removes what is unfinished, and lets the signal end
 * the process. */
void sts_interrupt_install(void);

/* A thread that writes files calls these when it begins and when it ends, so that it can be stopped. */
void sts_interrupt_enter(void);
void sts_interrupt_leave(void);

#endif
