/* Opens a file whatever it is: reads its bytes, within bounds, and looks what they are. */
#include "verify/open.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "document/reading-builder.h"
#include "output/output.h"

enum { CHUNK = 1 << 16 };

static bool
fail(const char *path, int code, GError **error)
{
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code), "cannot read “%s”: %s", path, g_strerror(code));
  return false;
}

/* Reads all that there is, followed by a NUL. */
static bool
read_all(int descriptor, const char *path, GString *bytes, GError **error)
{
  g_autofree char *chunk = g_malloc(CHUNK);

  for (;;) {
    ssize_t count = read(descriptor, chunk, CHUNK);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return fail(path, errno, error);
    if (count == 0)
      return true;
    g_string_append_len(bytes, chunk, count);
    if (bytes->len > STS_READ_FILE_MAX) {
      g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
                  "it is larger than %zu MB, which is more than sts-export will read", STS_READ_FILE_MAX >> 20);
      return false;
    }
  }
}

/* Anything else than a file may never end, or never begin: one waits for a pipe's writer. */
static bool
is_file(int descriptor, const char *path, GError **error)
{
  struct stat facts;

  if (fstat(descriptor, &facts) < 0)
    return fail(path, errno, error);
  if (S_ISREG(facts.st_mode))
    return true;
  if (S_ISDIR(facts.st_mode))
    return fail(path, EISDIR, error);
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "cannot read “%s”: it is not a file", path);
  return false;
}

/* Says that the bytes are of none of the formats. */
static void
set_foreign(size_t size, GError **error)
{
  g_autoptr(GString) text = g_string_new(size == 0 ? "it is empty" : "it is neither");

  for (size_t i = 0; i < sts_format_count() && size > 0; i++) {
    const StsFormatInfo *format = sts_format_get(i);
    g_string_append_printf(text, "%s %s %s", i > 0 ? " nor" : "", format->article, format->label);
  }
  g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN, text->str);
}

static StsReading *
read_bytes(const char *bytes, size_t size, GError **error)
{
  const StsFormat *format = sts_output_recognise(bytes, size);
  StsReading *reading = format ? format->read(bytes, size, error) : NULL;

  if (!format)
    set_foreign(size, error);
  if (reading)
    reading->format = format->info.label;
  return reading;
}

/* Reasons quote what stands in the file. */
StsReading *
sts_reading_open_bytes(const char *bytes, size_t size, GError **error)
{
  g_autoptr(GError) fault = NULL;
  StsReading *reading = read_bytes(bytes, size, &fault);

  if (!reading) {
    g_autofree char *message = sts_text_make_printable(fault->message);
    g_set_error_literal(error, fault->domain, fault->code, message);
  }
  return reading;
}

int
sts_reading_open_file(const char *path, GError **error)
{
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (descriptor < 0) {
    fail(path, errno, error);
    return -1;
  }
  if (is_file(descriptor, path, error))
    return descriptor;
  close(descriptor);
  return -1;
}

StsReading *
sts_reading_open_descriptor(int descriptor, const char *path, GError **error)
{
  g_autoptr(GString) bytes = g_string_new(NULL);
  struct stat facts;

  if (!read_all(descriptor, path, bytes, error))
    return NULL;
  if (fstat(descriptor, &facts) == 0 && (guint64)facts.st_size > bytes->len) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO,
                "cannot read “%s”: it is not whole; another program may be writing it", path);
    return NULL;
  }
  return sts_reading_open_bytes(bytes->str, bytes->len, error);
}

StsReading *
sts_reading_open(const char *path, GError **error)
{
  int descriptor = sts_reading_open_file(path, error);

  if (descriptor < 0)
    return NULL;
  StsReading *reading = sts_reading_open_descriptor(descriptor, path, error);
  close(descriptor);
  return reading;
}
