/* Limits of a process, and what they say when it has met them. */
#include "verify/confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__has_feature)
#define STS_HAS_FEATURE(name) __has_feature(name)
#else
#define STS_HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || STS_HAS_FEATURE(address_sanitizer) ||             \
    STS_HAS_FEATURE(thread_sanitizer) || STS_HAS_FEATURE(memory_sanitizer)
/* They reserve terabytes, take ten times the time, and read files to say what is wrong. */
enum { SANITIZED = true };
#else
enum { SANITIZED = false };
#endif

enum {
  MB = 1 << 20,
  MEMORY_MB = 512,       /* at least */
  MEMORY_MOST_MB = 2048, /* for a file of any size */
  MEMORY_TIMES = 64,     /* its size: a book of 2,600 pages takes 56 times */
  SECONDS = 20,          /* of the processor, at least */
  SECONDS_PER_MB = 10,   /* and more; the same book takes 0.3 */
  STRETCH = 3,           /* the clock may run so many times as long: other programs want the processor as well */
  STACK_MB = 8,
};

/* ---- limits ---- */

/* For good, or until it is set anew. */
static void
limit(int resource, rlim_t most, bool for_good)
{
  struct rlimit now;

  if (getrlimit((__rlimit_resource_t)resource, &now) != 0)
    return;
  now.rlim_cur = MIN(most, now.rlim_max);
  if (for_good)
    now.rlim_max = now.rlim_cur;
  setrlimit((__rlimit_resource_t)resource, &now);
}

/* No file system at all: what is to be read is open. */
static void
close_file_system(void)
{
#ifdef SYS_landlock_create_ruleset
  int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  struct landlock_ruleset_attr all = {.handled_access_fs = LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1};

  if (version < 1)
    return;
  int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
  if (rules < 0)
    return;
  syscall(SYS_landlock_restrict_self, rules, 0);
  close(rules);
#endif
}

static void
close_descriptors(int keep)
{
  int null = open("/dev/null", O_RDWR | O_CLOEXEC);

  for (int standard = 0; standard <= (SANITIZED ? STDOUT_FILENO : STDERR_FILENO) && null >= 0; standard++)
    dup2(null, standard);
  if (keep != STDERR_FILENO + 1)
    dup2(keep, STDERR_FILENO + 1);
  closefrom(STDERR_FILENO + 2);
}

/* In bytes; 0: nobody says. */
static rlim_t
measure_memory(void)
{
  g_autofree char *text = NULL;
  unsigned long pages = 0;

  if (g_file_get_contents("/proc/self/statm", &text, NULL, NULL))
    pages = strtoul(text, NULL, 10);
  return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void
die_with(int parent)
{
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent)
    _exit(EXIT_FAILURE);
}

/* The parent's handlers are none of the child's; sanitizers have their own. */
static void
forget_handlers(void)
{
  struct sigaction action;
  sigset_t none;

  for (int number = 1; number <= SIGRTMAX && !SANITIZED; number++)
    if (sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN)
      signal(number, SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* GLib ends the process with a message of its own. */
static void
take_message(G_GNUC_UNUSED const char *domain, GLogLevelFlags level, const char *message, G_GNUC_UNUSED gpointer data)
{
  if ((level & G_LOG_FLAG_FATAL) && strstr(message, "failed to allocate"))
    sts_confine_end(STS_CONFINE_NO_MEMORY);
}

StsConfined
sts_confine(int keep, int parent)
{
  StsConfined confined = {.memory = measure_memory()};

  forget_handlers();
  die_with(parent);
  close_descriptors(keep);
  g_log_set_default_handler(take_message, NULL);
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit(RLIMIT_CORE, 0, true);
  limit(RLIMIT_STACK, (rlim_t)STACK_MB * MB, true);
  limit(RLIMIT_NPROC, 0, true);
#ifndef STS_COVERAGE
  if (!SANITIZED) {
    limit(RLIMIT_FSIZE, 0, true);
    limit(RLIMIT_NOFILE, STDERR_FILENO + 3, true);
    close_file_system();
  }
#endif
  return confined;
}

/* ---- a file ---- */

static rlim_t
memory_mb(size_t size)
{
  return (rlim_t)CLAMP(size / MB * MEMORY_TIMES, MEMORY_MB, MEMORY_MOST_MB) + size / MB;
}

static rlim_t
seconds(size_t size)
{
  return SECONDS + (rlim_t)(size / MB) * SECONDS_PER_MB;
}

void
sts_confine_begin_file(const StsConfined *confined, size_t size)
{
  struct rusage usage;

  if (SANITIZED)
    return;
  getrusage(RUSAGE_SELF, &usage);
  limit(RLIMIT_CPU, (rlim_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + 1 + seconds(size), false);
  limit(RLIMIT_AS, confined->memory + memory_mb(size) * MB, false);
  alarm((unsigned)(seconds(size) * STRETCH));
}

void
sts_confine_end_file(void)
{
  alarm(0);
}

void
sts_confine_end(int status)
{
#ifdef STS_COVERAGE
  exit(status); /* which writes the counters */
#else
  _exit(status);
#endif
}

/* What a limit is that was set, or that somebody has set lower. */
static unsigned long
at_most(int resource, rlim_t wanted, rlim_t unit)
{
  struct rlimit now;

  if (getrlimit((__rlimit_resource_t)resource, &now) == 0 && now.rlim_max != RLIM_INFINITY)
    return (unsigned long)MIN(wanted, now.rlim_max / unit);
  return (unsigned long)wanted;
}

char *
sts_confine_explain(int status, const struct rusage *usage, size_t size)
{
  unsigned long memory = at_most(RLIMIT_AS, memory_mb(size), MB), time = at_most(RLIMIT_CPU, seconds(size), 1);
  int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

  if ((WIFEXITED(status) && WEXITSTATUS(status) == STS_CONFINE_NO_MEMORY) ||
      ((number == SIGABRT || number == SIGTRAP) && (unsigned long)usage->ru_maxrss / 1024 > memory / 2))
    return g_strdup_printf("it takes more than %lu MB of memory to read", memory);
  if (number == SIGXCPU || (number == SIGKILL && (unsigned long)usage->ru_utime.tv_sec + 1 >= time))
    return g_strdup_printf("it takes more than %lu s to read", time);
  if (number == SIGALRM)
    return g_strdup_printf("it takes more than %lu s to read", (unsigned long)seconds(size) * STRETCH);
  if (number)
    return g_strdup_printf("what reads it broke down over it (%s)", g_strsignal(number));
  return g_strdup_printf("what reads it broke down over it (exit status %d)", WEXITSTATUS(status));
}
