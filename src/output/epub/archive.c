/* Writes the ZIP container with libzip, the same bytes every time. */
#include "output/epub/archive.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

#include "base/file-read.h"
#include "output/epub/epub-error.h"
#include "output/epub/file-digest.h"

/* Fonts of all Chinese characters have some 20 MB. */
enum { FILE_BYTES_MAX = 512 << 20 };

struct StsArchive {
  zip_t *zip;
  zip_uint16_t dos_time, dos_date;
  GPtrArray *entries; /* of Entry */
  struct Entry *made; /* whose text is in memory */
  GString *digests;   /* a line for each entry whose content is known: its SHA-256 and its name */
};

typedef struct Entry {
  StsArchive *archive;
  StsArchiveProducer producer;
  gpointer data;
  char *name;
  GString *text; /* NULL unless archive->made */
  size_t size;   /* once known */
  size_t offset;
  bool sized;
} Entry;

static void
free_entry(gpointer data)
{
  Entry *entry = data;
  if (entry->text != NULL)
    g_string_free(entry->text, TRUE);
  g_free(entry->name);
  g_free(entry);
}

static void
set_error(GError **error, zip_t *zip, const char *what)
{
  g_set_error(error, STS_EPUB_ERROR, STS_EPUB_ERROR_ARCHIVE, "cannot write %s into the EPUB: %s", what,
              zip_strerror(zip));
}

static void
add_digest(StsArchive *archive, const char *name, const void *data, size_t length)
{
  g_autofree char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, data, length);
  sts_epub_append_digest(archive->digests, digest, name);
}

/* ---- text that is made when its turn comes ---- */

static void
forget(Entry *entry)
{
  if (entry->text == NULL)
    return;
  g_string_free(entry->text, TRUE);
  entry->text = NULL;
  entry->archive->made = NULL;
}

static void
make(Entry *entry)
{
  if (entry->text != NULL)
    return;
  if (entry->archive->made != NULL)
    forget(entry->archive->made);
  entry->text = g_string_new(NULL);
  entry->producer(entry->text, entry->data);
  if (!entry->sized)
    add_digest(entry->archive, entry->name, entry->text->str, entry->text->len);
  entry->size = entry->text->len;
  entry->sized = true;
  entry->archive->made = entry;
}

/* libzip asks for the size before it opens a source; without one it would write a ZIP64 header, which e-readers do not
 * take. */
static zip_int64_t
stat_entry(Entry *entry, void *data)
{
  zip_stat_t *stat = data;
  if (!entry->sized)
    make(entry);
  zip_stat_init(stat);
  stat->size = entry->size;
  stat->valid |= ZIP_STAT_SIZE;
  return sizeof *stat;
}

static zip_int64_t
read_entry(Entry *entry, void *data, zip_uint64_t length)
{
  const size_t count = MIN(length, entry->text->len - entry->offset);
  memcpy(data, entry->text->str + entry->offset, count);
  entry->offset += count;
  return (zip_int64_t)count;
}

static zip_int64_t
serve_entry(void *user_data, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
  static const zip_int64_t supported =
      ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_OPEN) | ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_READ) |
      ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_CLOSE) | ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_STAT) |
      ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_ERROR) | ZIP_SOURCE_MAKE_COMMAND_BITMASK(ZIP_SOURCE_FREE);
  Entry *entry = user_data;
  if (command == ZIP_SOURCE_OPEN) {
    make(entry);
    entry->offset = 0;
    return 0;
  }
  if (command == ZIP_SOURCE_READ)
    return read_entry(entry, data, length);
  if (command == ZIP_SOURCE_CLOSE) {
    forget(entry);
    return 0;
  }
  if (command == ZIP_SOURCE_STAT)
    return stat_entry(entry, data);
  if (command == ZIP_SOURCE_ERROR) {
    memset(data, 0, 2 * sizeof(int));
    return 2 * sizeof(int);
  }
  if (command == ZIP_SOURCE_SUPPORTS)
    return supported;
  return command == ZIP_SOURCE_FREE ? 0 : -1;
}

/* ---- the archive ---- */

/* The time in the ZIP's own form (two seconds' steps, from 1980), without a time zone. */
static void
set_time(StsArchive *archive, int64_t seconds)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(MAX(seconds, G_GINT64_CONSTANT(315532800)));
  archive->dos_date = (zip_uint16_t)((MIN(g_date_time_get_year(time), 2107) - 1980) << 9 |
                                     g_date_time_get_month(time) << 5 | g_date_time_get_day_of_month(time));
  archive->dos_time = (zip_uint16_t)(g_date_time_get_hour(time) << 11 | g_date_time_get_minute(time) << 5 |
                                     g_date_time_get_second(time) / 2);
}

/* libzip's own choice, 9, takes a third longer than 4 for a sixtieth less of text, which fonts and pictures outweigh.
 */
enum { DEFLATE_LEVEL = 4 };

/* Takes ownership of the source. */
static bool
add_source(StsArchive *archive, const char *name, zip_source_t *source, bool stored, GError **error)
{
  if (source == NULL) {
    set_error(error, archive->zip, name);
    return false;
  }
  const zip_int64_t index = zip_file_add(archive->zip, name, source, ZIP_FL_ENC_GUESS);
  if (index < 0) {
    set_error(error, archive->zip, name);
    zip_source_free(source);
    return false;
  }
  const zip_uint64_t entry = (zip_uint64_t)index;
  if (zip_set_file_compression(archive->zip, entry, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, DEFLATE_LEVEL) < 0 ||
      zip_file_set_dostime(archive->zip, entry, archive->dos_time, archive->dos_date, 0) < 0 ||
      zip_file_set_external_attributes(archive->zip, entry, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)0100644 << 16) < 0) {
    set_error(error, archive->zip, name);
    return false;
  }
  return true;
}

/* ---- the stream that is written ---- */

/* libzip by itself writes a second file beside a named one, and leaves it there when the process is interrupted. This
 * is where it writes instead. */
typedef struct {
  FILE *stream;
  zip_error_t error;
} Sink;

static zip_int64_t
fail_sink(Sink *sink, int zip_code)
{
  zip_error_set(&sink->error, zip_code, errno);
  return -1;
}

static zip_int64_t
serve_sink(void *user_data, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
  Sink *sink = user_data;

  switch (command) {
  case ZIP_SOURCE_SUPPORTS:
    return zip_source_make_command_bitmap(
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
        ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE,
        ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_REMOVE, -1);
  case ZIP_SOURCE_STAT:
    /* The archive is new: nothing is there to be read. */
    zip_stat_init(data);
    ((zip_stat_t *)data)->size = 0;
    ((zip_stat_t *)data)->valid = ZIP_STAT_SIZE;
    return sizeof(zip_stat_t);
  case ZIP_SOURCE_WRITE:
    return fwrite(data, 1, length, sink->stream) == length ? (zip_int64_t)length : fail_sink(sink, ZIP_ER_WRITE);
  case ZIP_SOURCE_SEEK_WRITE: {
    const zip_source_args_seek_t *to = data;
    return length == sizeof *to && fseeko(sink->stream, (off_t)to->offset, to->whence) == 0
               ? 0
               : fail_sink(sink, ZIP_ER_SEEK);
  }
  case ZIP_SOURCE_TELL_WRITE:
    return (zip_int64_t)ftello(sink->stream);
  case ZIP_SOURCE_COMMIT_WRITE:
    return fflush(sink->stream) == 0 ? 0 : fail_sink(sink, ZIP_ER_WRITE);
  case ZIP_SOURCE_ERROR:
    return zip_error_to_data(&sink->error, data, length);
  case ZIP_SOURCE_FREE:
    zip_error_fini(&sink->error);
    g_free(sink);
    return 0;
  default:
    return 0;
  }
}

static zip_t *
open_archive(FILE *stream, zip_error_t *reason)
{
  Sink *sink = g_new0(Sink, 1);

  sink->stream = stream;
  zip_error_init(&sink->error);
  zip_source_t *source = zip_source_function_create(serve_sink, sink, reason);
  if (source == NULL) {
    serve_sink(sink, NULL, 0, ZIP_SOURCE_FREE);
    return NULL;
  }
  zip_t *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, reason);
  if (zip == NULL)
    zip_source_free(source);
  return zip;
}

StsArchive *
sts_archive_new(FILE *stream, const char *mimetype, int64_t time, GError **error)
{
  zip_error_t reason;
  zip_error_init(&reason);
  zip_t *zip = open_archive(stream, &reason);
  if (zip == NULL)
    g_set_error(error, STS_EPUB_ERROR, STS_EPUB_ERROR_ARCHIVE, "cannot write the EPUB: %s",
                zip_error_strerror(&reason));
  zip_error_fini(&reason);
  if (zip == NULL)
    return NULL;
  g_autoptr(StsArchive) archive = g_new0(StsArchive, 1);
  archive->zip = zip;
  archive->digests = g_string_new(NULL);
  archive->entries = g_ptr_array_new_with_free_func(free_entry);
  set_time(archive, time);
  g_autoptr(GBytes) bytes = g_bytes_new(mimetype, strlen(mimetype));
  if (!sts_archive_add_bytes(archive, "mimetype", bytes, true, error))
    return NULL;
  return g_steal_pointer(&archive);
}

bool
sts_archive_add(StsArchive *archive, const char *name, StsArchiveProducer producer, gpointer data, GError **error)
{
  Entry *entry = g_new0(Entry, 1);
  entry->archive = archive;
  entry->producer = producer;
  entry->name = g_strdup(name);
  entry->data = data;
  g_ptr_array_add(archive->entries, entry);
  return add_source(archive, name, zip_source_function(archive->zip, serve_entry, entry), false, error);
}

bool
sts_archive_add_bytes(StsArchive *archive, const char *name, GBytes *bytes, bool stored, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data(bytes, &size);
  add_digest(archive, name, data, size);
  void *copy = size > 0 ? g_memdup2(data, size) : NULL;
  zip_source_t *source = zip_source_buffer(archive->zip, copy, size, 1);
  if (source == NULL)
    g_free(copy);
  return add_source(archive, name, source, stored, error);
}

bool
sts_archive_add_file(StsArchive *archive, const char *name, const char *path, GError **error)
{
  char *data = NULL;
  size_t size = 0;

  if (!sts_file_load(path, FILE_BYTES_MAX, &data, &size, error))
    return false;
  g_autoptr(GBytes) bytes = g_bytes_new_take(data, size);
  return sts_archive_add_bytes(archive, name, bytes, false, error);
}

const char *
sts_archive_get_digests(const StsArchive *archive)
{
  return archive->digests->str;
}

static void
tell_progress(zip_t *zip, double done, void *watch)
{
  (void)zip;
  sts_watch_tell(watch, done);
}

static int
ask_for_stop(zip_t *zip, void *watch)
{
  (void)zip;
  return sts_watch_is_stopped(watch);
}

bool
sts_archive_close(StsArchive *archive, StsWatch *watch, GError **error)
{
  static const double PRECISION = 0.002;

  zip_register_progress_callback_with_state(archive->zip, PRECISION, tell_progress, NULL, watch);
  zip_register_cancel_callback_with_state(archive->zip, ask_for_stop, NULL, watch);
  if (zip_close(archive->zip) < 0) {
    if (sts_watch_is_stopped(watch))
      sts_watch_set_error(error);
    else
      g_set_error(error, STS_EPUB_ERROR, STS_EPUB_ERROR_ARCHIVE, "cannot write the EPUB: %s",
                  zip_strerror(archive->zip));
    return false;
  }
  archive->zip = NULL;
  return true;
}

void
sts_archive_free(StsArchive *archive)
{
  if (archive == NULL)
    return;
  if (archive->zip != NULL)
    zip_discard(archive->zip);
  g_ptr_array_unref(archive->entries);
  g_string_free(archive->digests, TRUE);
  g_free(archive);
}
