/* What happens when the user or the system ends the process: no unfinished file stays. */
#ifndef STS_CLI_INTERRUPT_H
#define STS_CLI_INTERRUPT_H

#include <stdbool.h>

#include "base/unfinished.h"
#include "sts/export.h"

/* Handles every signal that ends a process and can be handled: stops the threads that write, removes what is
 * unfinished, and lets the signal end the process. Where the system denies GLib memory or a thread, which it would
 * abort for, says so and ends the process with STS_EXIT_SYSTEM. */
void sts_interrupt_install(void);

/* Lends where the program's own unfinished files are to be noted. */
StsUnfinished *sts_interrupt_files(void);
/* Has the exporter's unfinished files removed as well; NULL: no longer. One at a time. */
void sts_interrupt_watch(StsExporter *exporter);

/* Has a folder that this call made (lent) removed as well, where it is empty; NULL: no longer. */
void sts_interrupt_own_folder(const char *folder);

/* Have the signals that end a process wait, in this thread and in those that it starts from then on; and again do what
 * they do. Not one in the other. */
void sts_interrupt_hold(void);
void sts_interrupt_release(void);
/* Whether one waits: what was begun is better left. */
bool sts_interrupt_is_wanted(void);

/* A thread that writes files calls these when it begins and when it ends, so that it can be stopped. */
void sts_interrupt_enter(void);
void sts_interrupt_leave(void);

#endif
