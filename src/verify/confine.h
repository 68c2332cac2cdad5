/* What a process that reads foreign files must do without.
 *
 * Invariants
 * - Nothing here is undone: the process is one that ends when the files are read.
 * - What the kernel has not, or a sanitizer cannot bear, is left out.
 */
#ifndef STS_VERIFY_CONFINE_H
#define STS_VERIFY_CONFINE_H

#include <glib.h>
#include <sys/resource.h>

/* The exit status of a process that got no more memory. */
enum { STS_CONFINE_NO_MEMORY = 86 };

typedef struct {
  rlim_t memory; /* bytes that the process took before it read anything */
} StsConfined;

/* For a process that was just forked by `parent`, which it will not outlive. Leaves it one descriptor, which becomes 3,
 * and no terminal; and takes away what reading does without: handlers of signals, all files but one at a time, growing
 * files, new processes, new rights, core files, and with Landlock all of the file system. */
StsConfined sts_confine(int keep, int parent);

/* Gives the process what a file of that many bytes may take, in memory and in time from now on. */
void sts_confine_begin_file(const StsConfined *confined, size_t size);
void sts_confine_end_file(void);

/* Ends the process. */
void sts_confine_end(int status) G_GNUC_NORETURN;

/* Returns why a process ended while it read a file of that many bytes, as a sentence about the file; free with
 * g_free(). `status` is that of waitpid(). */
char *sts_confine_explain(int status, const struct rusage *usage, size_t size);

#endif
