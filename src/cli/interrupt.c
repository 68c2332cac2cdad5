/* Ends the process cleanly when it is interrupted: threads that went on writing would make files anew that were just
 * removed. */
#include "cli/interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* Whose unfinished files are removed. */
static StsUnfinished *own_files;
static _Atomic(StsExporter *) watched;

/* As many writing threads as --jobs allows, and the main thread. Handlers of signals may not take locks, hence fixed
 * slots. */
enum { WRITERS_MAX = 1025, STOP_SIGNAL = SIGUSR2, PATIENCE_MS = 200 };

static _Atomic(pid_t) writers[WRITERS_MAX];
static atomic_bool ending;
static atomic_uint stopped;
static _Thread_local int own_slot = -1;

static void
stop_here(int number)
{
  (void)number;
  atomic_fetch_add(&stopped, 1);
  for (;;)
    pause();
}

/* Stops all writers but the calling thread, and waits until they stand. */
static void
stop_writers(void)
{
  const struct timespec moment = {.tv_nsec = 1000000};
  unsigned asked = 0;
  pid_t self = gettid();

  for (int i = 0; i < WRITERS_MAX; i++) {
    pid_t writer = atomic_load(&writers[i]);
    if (writer && writer != self && tgkill(getpid(), writer, STOP_SIGNAL) == 0)
      asked++;
  }
  for (int waited = 0; atomic_load(&stopped) < asked && waited < PATIENCE_MS; waited++)
    nanosleep(&moment, NULL);
}

static void
end(int number)
{
  /* A second signal, in another thread, has nothing to add. */
  if (!atomic_exchange(&ending, true)) {
    stop_writers();
    sts_unfinished_remove_files(own_files);
    StsExporter *exporter = atomic_load(&watched);
    if (exporter)
      sts_exporter_abandon(exporter);
  }
  /* The handler was installed for one shot: now the signal does what it does by default. */
  raise(number);
}

void
sts_interrupt_install(void)
{
  struct sigaction action = {.sa_handler = end, .sa_flags = (int)SA_RESETHAND | SA_NODEFER};
  struct sigaction stop = {.sa_handler = stop_here};

  own_files = sts_unfinished_new();
  sigemptyset(&action.sa_mask);
  sigfillset(&stop.sa_mask);
  sigaction(STOP_SIGNAL, &stop, NULL);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  /* The main thread puts files under their names. */
  sts_interrupt_enter();
}

StsUnfinished *
sts_interrupt_files(void)
{
  return own_files;
}

void
sts_interrupt_watch(StsExporter *exporter)
{
  atomic_store(&watched, exporter);
}

void
sts_interrupt_enter(void)
{
  for (int i = 0; i < WRITERS_MAX && own_slot < 0; i++) {
    pid_t none = 0;
    if (atomic_compare_exchange_strong(&writers[i], &none, gettid()))
      own_slot = i;
  }
  if (atomic_load(&ending))
    stop_here(STOP_SIGNAL);
}

void
sts_interrupt_leave(void)
{
  if (own_slot >= 0)
    atomic_store(&writers[own_slot], 0);
  own_slot = -1;
}
