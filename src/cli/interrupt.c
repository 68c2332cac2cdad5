/* Ends the process cleanly when it is interrupted: threads that went on writing would make files anew that were just
 * removed. */
#include "cli/interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "cli/exit-status.h"

/* Whose unfinished files are removed. */
static StsUnfinished *own_files;
static _Atomic(StsExporter *) watched;
static _Atomic(const char *) own_folder;

/* As many writing threads as --jobs allows, and the main thread. Handlers of signals may not take locks, hence fixed
 * slots. */
enum { WRITERS_MAX = 1025, STOP_SIGNAL = SIGUSR2, PATIENCE_MS = 200 };

static _Atomic(pid_t) writers[WRITERS_MAX];
static atomic_bool ending;
static atomic_uint stopped;
static _Thread_local int own_slot = -1;

static void G_GNUC_NORETURN
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
clean(void)
{
  stop_writers();
  sts_unfinished_remove_files(own_files);
  StsExporter *exporter = atomic_load(&watched);
  if (exporter)
    sts_exporter_abandon(exporter);
  const char *folder = atomic_load(&own_folder);
  if (folder)
    rmdir(folder);
}

/* Lets the signal do what it does where nobody handles it. */
static void
die_of(int number)
{
  struct sigaction usual = {.sa_handler = SIG_DFL};
  sigset_t only;

  sigemptyset(&usual.sa_mask);
  sigaction(number, &usual, NULL);
  sigemptyset(&only);
  sigaddset(&only, number);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
}

/* ---- what the system does not grant ---- */

/* Nothing may be allocated where there is no memory. */
static void
say(const char *text)
{
  for (size_t size = strlen(text); size > 0;) {
    ssize_t written = write(STDERR_FILENO, text, size);
    if (written < 0)
      return;
    text += written;
    size -= (size_t)written;
  }
}

/* Libraries that are denied memory abort, or go on as if they had it; so does a fault of the program, which is not the
 * system's. */
static bool
lacks_memory(void)
{
  enum { PROBE = 64 << 20 };
  void *memory = mmap(NULL, PROBE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (memory == MAP_FAILED)
    return true;
  munmap(memory, PROBE);
  return false;
}

static void G_GNUC_NORETURN
give_up(const char *reason)
{
  if (atomic_exchange(&ending, true))
    stop_here(STOP_SIGNAL);
  clean();
  say(reason);
  _exit(STS_EXIT_SYSTEM);
}

static const char NO_MEMORY[] = "sts-export: the system has no more memory to give\n",
                  NO_THREAD[] = "sts-export: the system has no more threads to give\n";

/* GLib ends the process where it is denied memory, or a library a thread. */
static void
handle_log(const char *domain, GLogLevelFlags level, const char *message, gpointer unused)
{
  (void)unused;
  if (level & G_LOG_FLAG_RECURSION || (level & G_LOG_LEVEL_ERROR && strstr(message, "failed to allocate")))
    give_up(NO_MEMORY);
  if (level & G_LOG_LEVEL_ERROR && strstr(message, "creating thread"))
    give_up(NO_THREAD);
  g_log_default_handler(domain, level, message, NULL);
}

/* Of a font's file that cannot be opened, the library tells as an error, with the file's name: what Pango says of it is
 * not passed on. */
static GLogWriterOutput
write_log(GLogLevelFlags level, const GLogField *fields, gsize count, gpointer unused)
{
  bool of_pango = false, of_font = false;

  for (gsize i = 0; i < count; i++) {
    const char *value = fields[i].length < 0 ? fields[i].value : "";
    of_pango = of_pango || (strcmp(fields[i].key, "GLIB_DOMAIN") == 0 && strcmp(value, "Pango") == 0);
    of_font = of_font || (strcmp(fields[i].key, "MESSAGE") == 0 &&
                          (strstr(value, "cairo scaled font") || strstr(value, "font status is: ") ||
                           strstr(value, "font_face status is: ") || strstr(value, "font_face is NULL")));
  }
  return of_pango && of_font ? G_LOG_WRITER_HANDLED : g_log_writer_default(level, fields, count, unused);
}

/* ---- signals ---- */

static void
end(int number)
{
  /* Another thread is at it already, and its signal will end this one. */
  if (atomic_exchange(&ending, true))
    stop_here(number);
  clean();
  if ((number == SIGABRT || number == SIGSEGV) && lacks_memory()) {
    say(NO_MEMORY);
    _exit(STS_EXIT_SYSTEM);
  }
  die_of(number);
}

/* The same signal from outside is as any other. */
static void
stop_or_end(int number)
{
  if (atomic_load(&ending))
    stop_here(number);
  end(number);
}

static bool
is_handled(int number)
{
  /* These end no process, or nothing can be done about them; the last two fail calls instead. */
  static const int OTHERS[] = {SIGKILL, SIGSTOP,  SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT,
                               SIGCHLD, SIGWINCH, SIGURG,  SIGPIPE, SIGXFSZ};
  struct sigaction present;

  for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++)
    if (OTHERS[i] == number)
      return false;
  /* What the caller lets us ignore stays so, and a sanitizer keeps what it handles. */
  return sigaction(number, NULL, &present) == 0 && present.sa_handler == SIG_DFL;
}

void
sts_interrupt_install(void)
{
  struct sigaction action = {.sa_handler = end, .sa_flags = (int)SA_ONSTACK};
  struct sigaction stop = {.sa_handler = stop_or_end};

  own_files = sts_unfinished_new();
  sigfillset(&action.sa_mask);
  sigfillset(&stop.sa_mask);
  for (int number = 1; number <= SIGRTMAX; number++)
    if (is_handled(number))
      sigaction(number, &action, NULL);
  sigaction(STOP_SIGNAL, &stop, NULL);
  g_log_set_default_handler(handle_log, NULL);
  g_log_set_writer_func(write_log, NULL, NULL);
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
sts_interrupt_own_folder(const char *folder)
{
  atomic_store(&own_folder, folder);
}

/* ---- what must not be interrupted ---- */

static sigset_t before_hold;

void
sts_interrupt_hold(void)
{
  /* A crash cannot wait, nor can what threads tell each other. */
  static const int OTHERS[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS, SIGCHLD, STOP_SIGNAL};
  sigset_t held;

  sigfillset(&held);
  for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++)
    sigdelset(&held, OTHERS[i]);
  pthread_sigmask(SIG_BLOCK, &held, &before_hold);
}

void
sts_interrupt_release(void)
{
  pthread_sigmask(SIG_SETMASK, &before_hold, NULL);
}

bool
sts_interrupt_is_wanted(void)
{
  static const int ENDS[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGXCPU};
  sigset_t waiting;

  if (sigpending(&waiting) != 0)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(ENDS); i++)
    if (sigismember(&waiting, ENDS[i]) == 1)
      return true;
  return false;
}

/* ---- threads ---- */

/* A thread that has used up its stack can handle no signal on it. */
static void
lend_stack(void)
{
  enum { SIZE = 1 << 16 };
  static _Thread_local char memory[SIZE];
  stack_t stack = {.ss_sp = memory, .ss_size = SIZE};

  sigaltstack(&stack, NULL);
}

void
sts_interrupt_enter(void)
{
  lend_stack();
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
  stack_t none = {.ss_flags = SS_DISABLE};

  sigaltstack(&none, NULL);
  if (own_slot >= 0)
    atomic_store(&writers[own_slot], 0);
  own_slot = -1;
}
