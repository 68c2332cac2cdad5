/* Two processes with a socket between them, of whose messages the first byte tells the kind: the caller, which asks,
 * and a worker, which reads. Where the worker dies, the caller forks another. */
#include "verify/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "verify/confine.h"
#include "verify/open.h"
#include "verify/packed-reading.h"

/* The worker's end of the socket, as sts_confine() leaves it. */
enum { SOCKET = STDERR_FILENO + 1, MESSAGE_MAX = 32 << 10 };

/* Kinds of messages; a request has none, but a descriptor. */
enum {
  PIECE = 'p',   /* of an answer */
  READING = 'r', /* the answer is a reading; nothing follows */
  FAULT = 'v',   /* ... the message of STS_VERIFY_ERROR, after its code */
  FAILURE = 'f', /* ... the message of G_FILE_ERROR, after its code */
};

struct StsReader {
  pid_t worker; /* 0: it has died */
  int socket;
  char *asked;  /* what it reads now; NULL: nothing */
  int file;     /* of that */
  char **ahead; /* what the caller will ask for */
  guint next;   /* of these */
};

static bool
send_message(int to, char kind, const char *text, size_t length)
{
  struct iovec parts[] = {{&kind, 1}, {(void *)(gpointer)text, length}};
  struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
  ssize_t sent;

  do
    sent = sendmsg(to, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent > 0;
}

/* ---- the worker ---- */

/* Returns the descriptor of the next file, or -1 where there is none any more. */
static int
take_request(char *path, size_t size)
{
  struct iovec part = {path, size - 1};
  union {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control;
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.bytes};
  ssize_t length;
  int descriptor;

  do
    length = recvmsg(SOCKET, &message, MSG_CMSG_CLOEXEC);
  while (length < 0 && errno == EINTR);
  const struct cmsghdr *head = CMSG_FIRSTHDR(&message);
  if (length <= 0 || !head || head->cmsg_type != SCM_RIGHTS)
    return -1;
  path[length] = '\0';
  memcpy(&descriptor, CMSG_DATA(head), sizeof descriptor);
  return descriptor;
}

/* In pieces, the last of which is empty and tells what the others were. */
static bool
send_answer(char kind, const GString *answer)
{
  for (size_t done = 0; done < answer->len; done += MESSAGE_MAX)
    if (!send_message(SOCKET, PIECE, answer->str + done, MIN(answer->len - done, MESSAGE_MAX)))
      return false;
  return send_message(SOCKET, kind, "", 0);
}

static bool
answer_request(const char *path, int descriptor)
{
  g_autoptr(GString) answer = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(StsReading) reading = sts_reading_open_descriptor(descriptor, path, &error);
  char kind = READING;

  if (reading) {
    sts_reading_pack(answer, reading);
  } else {
    kind = error->domain == STS_VERIFY_ERROR ? FAULT : FAILURE;
    g_string_append_printf(answer, "%d %s", error->code, error->message);
  }
  return send_answer(kind, answer);
}

G_NORETURN static void
work(int socket, pid_t parent)
{
  StsConfined confined = sts_confine(socket, parent);
  g_autofree char *path = g_malloc(MESSAGE_MAX);
  bool good = true;

  for (int file; good && (file = take_request(path, MESSAGE_MAX)) >= 0; close(file)) {
    struct stat facts;
    sts_confine_begin_file(&confined, fstat(file, &facts) == 0 ? (size_t)facts.st_size : 0);
    good = answer_request(path, file);
    sts_confine_end_file();
  }
  sts_confine_end(0);
}

/* ---- the caller ---- */

/* Where the caller has no standard streams, their numbers must not become the socket's. */
static int
raise_descriptor(int descriptor)
{
  int raised = descriptor <= STDERR_FILENO ? fcntl(descriptor, F_DUPFD_CLOEXEC, SOCKET) : descriptor;

  if (raised != descriptor)
    close(descriptor);
  return raised;
}

static bool
make_socket(int ends[2])
{
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return false;
  ends[0] = raise_descriptor(ends[0]);
  ends[1] = raise_descriptor(ends[1]);
  return ends[0] >= 0 && ends[1] >= 0;
}

static bool
start_worker(StsReader *reader, GError **error)
{
  int ends[2] = {-1, -1}, code = 0;
  pid_t self = getpid(), worker = make_socket(ends) ? fork() : -1;

  if (worker == 0)
    work(ends[1], self);
  code = errno;
  if (ends[1] >= 0)
    close(ends[1]);
  if (worker > 0) {
    reader->worker = worker;
    reader->socket = ends[0];
    return true;
  }
  if (ends[0] >= 0)
    close(ends[0]);
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code), "no process can be had that reads files: %s",
              g_strerror(code));
  return false;
}

/* Returns the worker's status as wait4() does. */
static int
end_worker(StsReader *reader, struct rusage *usage)
{
  int status = 0;

  close(reader->socket);
  while (wait4(reader->worker, &status, 0, usage) < 0 && errno == EINTR)
    ;
  reader->worker = 0;
  return status;
}

/* After a fork a process with threads may do next to nothing. */
static bool
has_threads(void)
{
  g_autoptr(GDir) threads = g_dir_open("/proc/self/task", 0, NULL);
  guint count = 0;

  while (threads && g_dir_read_name(threads))
    count++;
  return count > 1;
}

static bool
ensure_worker(StsReader *reader, GError **error)
{
  if (reader->worker)
    return true;
  if (!has_threads())
    return start_worker(reader, error);
  g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                      "the process that reads files has died, and none can be forked beside threads");
  return false;
}

static void
send_request(const StsReader *reader, const char *path, int file)
{
  struct iovec part = {(void *)(gpointer)path, MIN(strlen(path), MESSAGE_MAX - 1)};
  union {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof(int))];
  } control = {.head = {.cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
  struct msghdr message = {
      .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.bytes};
  ssize_t sent;

  memcpy(CMSG_DATA(&control.head), &file, sizeof file);
  do
    sent = sendmsg(reader->socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
}

/* Takes what the worker says; returns the kind of the answer, or 0 where it has died. */
static char
take_answer(const StsReader *reader, GString *answer)
{
  g_autofree char *message = g_malloc(MESSAGE_MAX + 1);

  for (;;) {
    ssize_t length = recv(reader->socket, message, MESSAGE_MAX + 1, 0);
    if (length < 0 && errno == EINTR)
      continue;
    if (length <= 0)
      return 0;
    g_string_append_len(answer, message + 1, length - 1);
    if (*message != PIECE)
      return *message;
  }
}

static void
set_error(char kind, const GString *answer, GError **error)
{
  char *message;
  int code = (int)g_ascii_strtoll(answer->str, &message, 10);

  g_set_error_literal(error, kind == FAULT ? STS_VERIFY_ERROR : G_FILE_ERROR, code, *message ? message + 1 : message);
}

/* What the worker died of, over that file. */
static void
set_death(StsReader *reader, size_t size, GError **error)
{
  struct rusage usage;
  int status = end_worker(reader, &usage);
  g_autofree char *reason = sts_confine_explain(status, &usage, size);

  g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE, reason);
}

/* Lets the worker read a file. */
static bool
ask(StsReader *reader, const char *path, GError **error)
{
  int file = sts_reading_open_file(path, error);

  if (file < 0)
    return false;
  if (!ensure_worker(reader, error)) {
    close(file);
    return false;
  }
  send_request(reader, path, file);
  reader->asked = g_strdup(path);
  reader->file = file;
  return true;
}

/* What the worker makes of what it was asked for. */
static StsReading *
fetch(StsReader *reader, GError **error)
{
  g_autoptr(GString) answer = g_string_new(NULL);
  struct stat facts;
  char kind = take_answer(reader, answer);
  StsReading *reading = kind == READING ? sts_reading_unpack(answer->str, answer->len) : NULL;

  if (kind == FAULT || kind == FAILURE)
    set_error(kind, answer, error);
  else if (!reading)
    set_death(reader, fstat(reader->file, &facts) == 0 ? (size_t)facts.st_size : 0, error);
  close(reader->file);
  g_clear_pointer(&reader->asked, g_free);
  return reading;
}

/* While the caller judges, the worker reads on. A fault shows when the file is asked for in its turn. */
static void
ask_ahead(StsReader *reader)
{
  if (reader->ahead && reader->ahead[reader->next])
    ask(reader, reader->ahead[reader->next++], NULL);
}

StsReader *
sts_reader_start(const char *const *ahead, GError **error)
{
  StsReader *reader = g_new0(StsReader, 1);

  if (!start_worker(reader, error)) {
    g_free(reader);
    return NULL;
  }
  reader->ahead = g_strdupv((char **)(gpointer)ahead);
  ask_ahead(reader);
  return reader;
}

void
sts_reader_free(StsReader *reader)
{
  struct rusage usage;

  if (!reader)
    return;
  if (reader->asked) {
    kill(reader->worker, SIGKILL);
    close(reader->file);
  }
  if (reader->worker)
    end_worker(reader, &usage);
  g_free(reader->asked);
  g_strfreev(reader->ahead);
  g_free(reader);
}

StsReading *
sts_reader_read(StsReader *reader, const char *path, GError **error)
{
  if (!reader)
    return sts_reading_open(path, error);
  if (reader->asked && strcmp(reader->asked, path) != 0)
    sts_reading_free(fetch(reader, NULL));
  StsReading *reading = reader->asked || ask(reader, path, error) ? fetch(reader, error) : NULL;
  ask_ahead(reader);
  return reading;
}
