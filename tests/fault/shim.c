/* Loaded before the C library (LD_PRELOAD): fails one call of the system, the STS_FAULT_NTH of those that
 * STS_FAULT_CALL names and that concern a file whose name begins with a part of STS_FAULT_PATHS (divided by colons;
 * none: any file); where STS_FAULT_STAYS is set, all from that one on.
 *
 * STS_FAULT_WITH is the number of the error, or "short": the call transfers one byte; "end": the file ends before it
 * should; "kill": the process is killed in place of the call. Once it has failed, a line with the file's name is
 * appended to STS_FAULT_LOG. Streams are made of calls that can fail, since the C library's own do not come by here.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SHORT = -1, END = -2 };

static atomic_long calls;

static bool
is_below(const char *path, const char *parts)
{
  for (const char *part = parts; *part;) {
    size_t length = strcspn(part, ":");
    if (strncmp(path, part, length) == 0)
      return true;
    part += length + (part[length] == ':');
  }
  return !*parts;
}

/* Opened before the program confines itself, and where it does not look for descriptors. */
static int log_descriptor = -1;

static void __attribute__((constructor)) open_log(void)
{
  const char *log = getenv("STS_FAULT_LOG");
  int descriptor = log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;

  if (descriptor < 0)
    return;
  log_descriptor = (int)syscall(SYS_fcntl, descriptor, F_DUPFD_CLOEXEC, 200);
  syscall(SYS_close, descriptor);
}

static void
tell(const char *path)
{
  if (log_descriptor < 0)
    return;
  syscall(SYS_write, log_descriptor, path, strlen(path));
  syscall(SYS_write, log_descriptor, "\n", 1);
}

/* Tries, once, what the process should not be able to do; STS_FAULT_TRY has names of files to read, or after a + to
 * make, divided by colons. */
static void
try_others(void)
{
  const char *others = getenv("STS_FAULT_TRY");
  static atomic_bool tried;
  char line[PATH_MAX], *rest = NULL;

  if (!others || log_descriptor < 0 || atomic_exchange(&tried, true))
    return;
  char *copy = strdup(others);
  for (char *name = strtok_r(copy, ":", &rest); name; name = strtok_r(NULL, ":", &rest)) {
    int flags = *name == '+' ? O_WRONLY | O_CREAT : O_RDONLY;
    long descriptor = syscall(SYS_openat, AT_FDCWD, name + (*name == '+'), flags | O_CLOEXEC, 0600);
    snprintf(line, sizeof line, "%s %d", name, descriptor < 0 ? errno : 0);
    tell(line);
    if (descriptor >= 0)
      syscall(SYS_close, descriptor);
  }
  free(copy);
}

/* Returns 0 where the call is to be made, an error, or SHORT. */
static int
fault_of(const char *call, const char *path)
{
  const char *wanted = getenv("STS_FAULT_CALL"), *nth = getenv("STS_FAULT_NTH"), *with = getenv("STS_FAULT_WITH");
  const char *parts = getenv("STS_FAULT_PATHS");
  char real[PATH_MAX];

  if (strcmp(call, "write") == 0)
    try_others();
  if (!wanted || !nth || !with || strcmp(wanted, call) != 0)
    return 0;
  if (path[0] != '/' && syscall(SYS_getcwd, real, sizeof real) > 0 && strlen(real) + strlen(path) + 2 < sizeof real) {
    strcat(real, "/");
    path = strcat(real, path);
  }
  if (!is_below(path, parts ? parts : ""))
    return 0;
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (number < atol(nth) || (number > atol(nth) && !getenv("STS_FAULT_STAYS")))
    return 0;
  tell(path);
  if (strcmp(with, "kill") == 0)
    kill(getpid(), SIGKILL);
  return strcmp(with, "short") == 0 ? SHORT : strcmp(with, "end") == 0 ? END : atoi(with);
}

static int
fault_of_descriptor(const char *call, int descriptor)
{
  char link[32], path[PATH_MAX];

  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  long length = syscall(SYS_readlink, link, path, sizeof path - 1);
  if (length < 0)
    return 0;
  path[length] = '\0';
  return fault_of(call, path);
}

static int
refuse(int number)
{
  errno = number;
  return -1;
}

/* The next of that name. */
#define REAL(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

/* A kernel without Landlock, where STS_FAULT_OLD is set. */
long
syscall(long number, ...)
{
  long given[6];
  va_list arguments;

  va_start(arguments, number);
  for (int i = 0; i < 6; i++)
    given[i] = va_arg(arguments, long);
  va_end(arguments);
  if (number == SYS_landlock_create_ruleset && getenv("STS_FAULT_OLD"))
    return refuse(ENOSYS);
  return REAL(syscall)(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}

/* ---- open ---- */

#define MODE_AFTER(flags)                                                                                              \
  mode_t mode = 0;                                                                                                     \
  if ((flags) & (O_CREAT | __O_TMPFILE)) {                                                                             \
    va_list arguments;                                                                                                 \
    va_start(arguments, flags);                                                                                        \
    mode = va_arg(arguments, mode_t);                                                                                  \
    va_end(arguments);                                                                                                 \
  }

int
open(const char *path, int flags, ...)
{
  MODE_AFTER(flags)
  int fault = fault_of("open", path);
  return fault > 0 ? refuse(fault) : REAL(open)(path, flags, mode);
}

int
open64(const char *path, int flags, ...)
{
  MODE_AFTER(flags)
  int fault = fault_of("open", path);
  return fault > 0 ? refuse(fault) : REAL(open64)(path, flags, mode);
}

int
openat(int folder, const char *path, int flags, ...)
{
  MODE_AFTER(flags)
  int fault = fault_of("open", path);
  return fault > 0 ? refuse(fault) : REAL(openat)(folder, path, flags, mode);
}

int
__open_2(const char *path, int flags)
{
  return open(path, flags);
}

int
__open64_2(const char *path, int flags)
{
  return open64(path, flags);
}

/* ---- read and write ---- */

static size_t
length_for(int fault, size_t size)
{
  return fault == END ? 0 : fault == SHORT && size > 0 ? 1 : size;
}

ssize_t
read(int descriptor, void *bytes, size_t size)
{
  int fault = fault_of_descriptor("read", descriptor);
  return fault > 0 ? refuse(fault) : REAL(read)(descriptor, bytes, length_for(fault, size));
}

ssize_t
pread(int descriptor, void *bytes, size_t size, off_t from)
{
  int fault = fault_of_descriptor("read", descriptor);
  return fault > 0 ? refuse(fault) : REAL(pread)(descriptor, bytes, length_for(fault, size), from);
}

ssize_t
write(int descriptor, const void *bytes, size_t size)
{
  int fault = fault_of_descriptor("write", descriptor);
  return fault > 0 ? refuse(fault) : REAL(write)(descriptor, bytes, length_for(fault, size));
}

int
close(int descriptor)
{
  int fault = fault_of_descriptor("close", descriptor);
  /* A descriptor is closed whatever is reported. */
  int result = REAL(close)(descriptor);
  return fault > 0 ? refuse(fault) : result;
}

/* ---- streams ---- */

static ssize_t
read_cookie(void *cookie, char *bytes, size_t size)
{
  return read((int)(intptr_t)cookie, bytes, size);
}

/* Zero is how a stream is told of an error. */
static ssize_t
write_cookie(void *cookie, const char *bytes, size_t size)
{
  size_t done = 0;

  while (done < size) {
    ssize_t written = write((int)(intptr_t)cookie, bytes + done, size - done);
    if (written < 0)
      return 0;
    done += (size_t)written;
  }
  return (ssize_t)done;
}

static int
seek_cookie(void *cookie, off64_t *offset, int whence)
{
  off64_t place = lseek64((int)(intptr_t)cookie, *offset, whence);

  *offset = place;
  return place < 0 ? -1 : 0;
}

static int
close_cookie(void *cookie)
{
  return close((int)(intptr_t)cookie);
}

FILE *
fdopen(int descriptor, const char *mode)
{
  static const cookie_io_functions_t CALLS = {read_cookie, write_cookie, seek_cookie, close_cookie};

  return fopencookie((void *)(intptr_t)descriptor, mode, CALLS);
}

static int
flags_of(const char *mode)
{
  int flags = mode[0] == 'r' ? 0 : mode[0] == 'w' ? O_CREAT | O_TRUNC : O_CREAT | O_APPEND;

  return flags |
         (strchr(mode, '+') ? O_RDWR
          : mode[0] == 'r'  ? O_RDONLY
                            : O_WRONLY) |
         (strchr(mode, 'e') ? O_CLOEXEC : 0);
}

FILE *
fopen(const char *path, const char *mode)
{
  int descriptor = open(path, flags_of(mode), 0666);

  return descriptor < 0 ? NULL : fdopen(descriptor, mode);
}

FILE *
fopen64(const char *path, const char *mode)
{
  return fopen(path, mode);
}

/* ---- what is asked about files ---- */

int
stat(const char *restrict path, struct stat *restrict facts)
{
  int fault = fault_of("stat", path);
  return fault > 0 ? refuse(fault) : REAL(stat)(path, facts);
}

int
stat64(const char *restrict path, struct stat64 *restrict facts)
{
  int fault = fault_of("stat", path);
  return fault > 0 ? refuse(fault) : REAL(stat64)(path, facts);
}

int
lstat(const char *restrict path, struct stat *restrict facts)
{
  int fault = fault_of("stat", path);
  return fault > 0 ? refuse(fault) : REAL(lstat)(path, facts);
}

int
fstat(int descriptor, struct stat *facts)
{
  int fault = fault_of_descriptor("stat", descriptor);
  return fault > 0 ? refuse(fault) : REAL(fstat)(descriptor, facts);
}

int
fstat64(int descriptor, struct stat64 *facts)
{
  int fault = fault_of_descriptor("stat", descriptor);
  return fault > 0 ? refuse(fault) : REAL(fstat64)(descriptor, facts);
}

int
statx(int folder, const char *restrict path, int flags, unsigned mask, struct statx *restrict facts)
{
  int fault = fault_of("stat", path);
  return fault > 0 ? refuse(fault) : REAL(statx)(folder, path, flags, mask, facts);
}

int
access(const char *path, int mode)
{
  int fault = fault_of("access", path);
  return fault > 0 ? refuse(fault) : REAL(access)(path, mode);
}

void *
mmap(void *at, size_t size, int protection, int flags, int descriptor, off_t from)
{
  int fault = descriptor < 0 ? fault_of("mmap", "") : fault_of_descriptor("mmap", descriptor);
  if (fault > 0) {
    errno = fault;
    return MAP_FAILED;
  }
  return REAL(mmap)(at, size, protection, flags, descriptor, from);
}

/* ---- what changes folders ---- */

int
fsync(int descriptor)
{
  int fault = fault_of_descriptor("fsync", descriptor);
  return fault > 0 ? refuse(fault) : REAL(fsync)(descriptor);
}

int
syncfs(int descriptor)
{
  int fault = fault_of_descriptor("fsync", descriptor);
  return fault > 0 ? refuse(fault) : 0; /* what others have written need not reach the disk */
}

int
fchmod(int descriptor, mode_t mode)
{
  int fault = fault_of_descriptor("chmod", descriptor);
  return fault > 0 ? refuse(fault) : REAL(fchmod)(descriptor, mode);
}

int
chmod(const char *path, mode_t mode)
{
  int fault = fault_of("chmod", path);
  return fault > 0 ? refuse(fault) : REAL(chmod)(path, mode);
}

int
rename(const char *from, const char *to)
{
  int fault = fault_of("rename", to);
  return fault > 0 ? refuse(fault) : REAL(rename)(from, to);
}

int
renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
  int fault = fault_of("rename", to);
  return fault > 0 ? refuse(fault) : REAL(renameat2)(from_folder, from, to_folder, to, flags);
}

int
linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
  int fault = fault_of("link", to);
  return fault > 0 ? refuse(fault) : REAL(linkat)(from_folder, from, to_folder, to, flags);
}

int
mkdir(const char *path, mode_t mode)
{
  int fault = fault_of("mkdir", path);
  return fault > 0 ? refuse(fault) : REAL(mkdir)(path, mode);
}
