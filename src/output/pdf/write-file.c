/* The PDF file's outer form: header, objects, object streams, cross-reference stream, trailer (ISO 32000-1, 7.5). */
#include "output/pdf/write-file.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "output/pdf/file-digest.h"

enum {
  OBJECTS_A_STREAM = 200,
  BYTES_A_STREAM = 96 * 1024,
  ROW_BYTES = 7, /* of the cross-reference stream: type 1, offset or stream 4, index 2 */
};

typedef struct {
  guint8 type; /* 0 free, 1 at an offset, 2 in an object stream */
  guint16 index;
  guint32 place;
} Entry;

struct StsPdfWriter {
  FILE *stream;
  guint64 offset;
  GArray *entries; /* of Entry, by object number */
  guint32 next_id;
  GChecksum *digest;
  StsPdfDigest *objects;  /* the fingerprint of all */
  GString *bodies, *head; /* the object stream being filled */
  guint32 stream_id;
  guint count;
  z_stream deflater;
  GByteArray *deflated;
  int fault; /* errno of the first failure */
};

static void
put(StsPdfWriter *writer, const void *data, size_t length)
{
  if (writer->fault)
    return;
  errno = 0;
  if (fwrite(data, 1, length, writer->stream) != length)
    writer->fault = errno ? errno : EIO;
  g_checksum_update(writer->digest, data, (gssize)length);
  writer->offset += length;
}

static void
put_text(StsPdfWriter *writer, const char *text)
{
  put(writer, text, strlen(text));
}

StsPdfWriter *
sts_pdf_writer_new(FILE *stream, guint32 first_free)
{
  StsPdfWriter *writer = g_new0(StsPdfWriter, 1);

  writer->stream = stream;
  writer->entries = g_array_new(FALSE, TRUE, sizeof(Entry));
  writer->next_id = first_free;
  writer->digest = g_checksum_new(G_CHECKSUM_SHA256);
  writer->objects = sts_pdf_digest_new();
  writer->bodies = g_string_new(NULL);
  writer->head = g_string_new(NULL);
  writer->deflated = g_byte_array_new();
  int status = deflateInit(&writer->deflater, 6);
  g_assert(status == Z_OK);
  g_array_set_size(writer->entries, first_free);
  /* Four bytes above 127 tell transfer programs that the file is binary (ISO 19005-2, 6.1.2). */
  put_text(writer, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
  return writer;
}

void
sts_pdf_writer_free(StsPdfWriter *writer)
{
  if (!writer)
    return;
  deflateEnd(&writer->deflater);
  g_byte_array_unref(writer->deflated);
  g_string_free(writer->bodies, TRUE);
  g_string_free(writer->head, TRUE);
  g_checksum_free(writer->digest);
  sts_pdf_digest_free(writer->objects);
  g_array_unref(writer->entries);
  g_free(writer);
}

guint32
sts_pdf_writer_reserve(StsPdfWriter *writer, guint32 count)
{
  guint32 first = writer->next_id;

  writer->next_id += count;
  g_array_set_size(writer->entries, writer->next_id);
  return first;
}

static void
enter(StsPdfWriter *writer, guint32 id, guint8 type, guint64 place, guint index)
{
  Entry *entry = &g_array_index(writer->entries, Entry, id);

  g_assert(id > 0 && id < writer->entries->len && entry->type == 0);
  if (place > UINT32_MAX && !writer->fault)
    writer->fault = EFBIG;
  *entry = (Entry){.type = type, .place = (guint32)place, .index = (guint16)index};
}

static void
put_stream(StsPdfWriter *writer, guint32 id, const char *entries, const void *data, size_t length)
{
  g_autofree char *head = g_strdup_printf("%u 0 obj\n<< %s /Length %zu >>\nstream\n", id, entries, length);

  enter(writer, id, 1, writer->offset, 0);
  put_text(writer, head);
  put(writer, data, length);
  put_text(writer, "\nendstream\nendobj\n");
}

static void
put_deflated(StsPdfWriter *writer, guint32 id, const char *entries, const void *data, size_t length)
{
  g_autofree char *head = g_strconcat(entries, *entries ? " " : "", "/Filter /FlateDecode", NULL);
  z_stream *z = &writer->deflater;

  deflateReset(z);
  g_byte_array_set_size(writer->deflated, (guint)deflateBound(z, length));
  z->next_in = (Bytef *)data;
  z->avail_in = (uInt)length;
  z->next_out = writer->deflated->data;
  z->avail_out = writer->deflated->len;
  int status = deflate(z, Z_FINISH);
  g_assert(status == Z_STREAM_END);
  put_stream(writer, id, head, writer->deflated->data, z->total_out);
}

void
sts_pdf_writer_add_stream(StsPdfWriter *writer, guint32 id, const char *entries, const void *data, size_t length)
{
  g_autofree char *dictionary = g_strdup_printf("<< %s >>", entries);

  sts_pdf_digest_add_packed(writer->objects, id, sts_pdf_slice(dictionary, strlen(dictionary)), data, length);
  put_stream(writer, id, entries, data, length);
}

void
sts_pdf_writer_add_deflated(StsPdfWriter *writer, guint32 id, const char *entries, const void *data, size_t length)
{
  g_autofree char *dictionary = g_strdup_printf("<< %s >>", entries);

  sts_pdf_digest_add(writer->objects, id, sts_pdf_slice(dictionary, strlen(dictionary)), data, length);
  put_deflated(writer, id, entries, data, length);
}

char *
sts_pdf_writer_fingerprint(StsPdfWriter *writer, guint32 root, guint32 info, guint32 id, const char *entries,
                           const char *data, size_t length)
{
  g_autofree char *dictionary = g_strdup_printf("<< %s >>", entries);

  sts_pdf_digest_add(writer->objects, id, sts_pdf_slice(dictionary, strlen(dictionary)), data, length);
  return sts_pdf_digest_finish(writer->objects, root, info);
}

static void
flush_objects(StsPdfWriter *writer)
{
  if (writer->count == 0)
    return;
  g_autofree char *entries = g_strdup_printf("/Type /ObjStm /N %u /First %zu", writer->count, writer->head->len);
  g_string_append_len(writer->head, writer->bodies->str, (gssize)writer->bodies->len);
  put_deflated(writer, writer->stream_id, entries, writer->head->str, writer->head->len);
  g_string_truncate(writer->head, 0);
  g_string_truncate(writer->bodies, 0);
  writer->count = 0;
}

void
sts_pdf_writer_add(StsPdfWriter *writer, guint32 id, const char *text, size_t length)
{
  if (writer->count == 0)
    writer->stream_id = sts_pdf_writer_reserve(writer, 1);
  sts_pdf_digest_add(writer->objects, id, sts_pdf_slice(text, length), NULL, 0);
  enter(writer, id, 2, writer->stream_id, writer->count);
  g_string_append_printf(writer->head, "%u %zu ", id, writer->bodies->len);
  g_string_append_len(writer->bodies, text, (gssize)length);
  g_string_append_c(writer->bodies, '\n');
  writer->count++;
  if (writer->count == OBJECTS_A_STREAM || writer->bodies->len >= BYTES_A_STREAM)
    flush_objects(writer);
}

/* The table as rows, each the difference from the row above (PNG "up"), which deflates best. */
static GByteArray *
cross_references(const StsPdfWriter *writer)
{
  GByteArray *rows = g_byte_array_sized_new(writer->entries->len * (ROW_BYTES + 1));
  guint8 above[ROW_BYTES] = {0};

  for (guint i = 0; i < writer->entries->len; i++) {
    Entry entry = g_array_index(writer->entries, Entry, i);
    if (i == 0)
      entry = (Entry){.index = 0xffff};
    guint8 row[ROW_BYTES] = {
        entry.type,          (guint8)(entry.place >> 24), (guint8)(entry.place >> 16), (guint8)(entry.place >> 8),
        (guint8)entry.place, (guint8)(entry.index >> 8),  (guint8)entry.index};
    guint8 coded[ROW_BYTES + 1] = {2};
    for (int k = 0; k < ROW_BYTES; k++)
      coded[k + 1] = (guint8)(row[k] - above[k]);
    memcpy(above, row, sizeof above);
    g_byte_array_append(rows, coded, sizeof coded);
  }
  return rows;
}

bool
sts_pdf_writer_finish(StsPdfWriter *writer, guint32 root, guint32 info, GError **error)
{
  flush_objects(writer);
  guint32 id = sts_pdf_writer_reserve(writer, 1);
  guint64 start = writer->offset;
  g_autofree char *digest = g_strndup(g_checksum_get_string(writer->digest), 32);
  g_checksum_reset(writer->digest);

  /* The table holds its own place too; add_stream() below enters the same again. */
  enter(writer, id, 1, start, 0);
  g_autoptr(GByteArray) rows = cross_references(writer);
  g_array_index(writer->entries, Entry, id).type = 0;
  g_autofree char *entries =
      g_strdup_printf("/Type /XRef /Size %u /W [ 1 4 2 ] /Root %u 0 R /Info %u 0 R /ID [ <%s> <%s> ] "
                      "/DecodeParms << /Predictor 12 /Columns %d >>",
                      writer->entries->len, root, info, digest, digest, ROW_BYTES);
  put_deflated(writer, id, entries, rows->data, rows->len);
  g_autofree char *tail = g_strdup_printf("startxref\n%" G_GUINT64_FORMAT "\n%%%%EOF\n", start);
  put_text(writer, tail);

  errno = 0;
  if (fflush(writer->stream) != 0 && !writer->fault)
    writer->fault = errno ? errno : EIO;
  if (!writer->fault)
    return true;
  g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(writer->fault), "cannot write the PDF: %s",
              g_strerror(writer->fault));
  return false;
}
