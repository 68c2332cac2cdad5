/* Reads entries with libzip. What an entry says of its size and what comes out of it are both held to the limit. */
#include "output/epub/read-archive.h"

#include <string.h>
#include <zip.h>

#include "output/epub/archive-layout.h"

enum { ENTRIES_MAX = 300000, CHUNK = 1 << 16 };

/* What is read, beside the size of the file: our text unpacks to 3 or 4 times its size, lists of contents to 15, and a
 * second goes by over some 20 MB of it. */
static const size_t UNPACKED_LEAST = (size_t)16 << 20, UNPACKED_TIMES = 16;

struct StsReadArchive {
  zip_t *zip;
  size_t unpacked, unpacked_max;
  GHashTable *digests; /* name -> SHA-256, of what was unpacked so far */
};

/* Two entries of one name would let two readers see two texts. */
static void
check_names(const StsReadArchive *archive, StsReading *reading)
{
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  zip_int64_t count = zip_get_num_entries(archive->zip, 0);

  for (zip_int64_t i = 0; i < count; i++) {
    const char *name = zip_get_name(archive->zip, (zip_uint64_t)i, 0);
    if (name && !g_hash_table_add(names, (gpointer)name)) {
      g_autofree char *valid = g_utf8_make_valid(name, -1);
      sts_reading_add_fault(reading, "it holds the file “%s” twice", valid);
    }
  }
}

/* What the archive holds beside the files: comments, extra fields, bytes after its end. */
static void
check_extras(const StsReadArchive *archive, const char *bytes, size_t size, StsReading *reading)
{
  enum { END_RECORD = 22 };
  zip_uint32_t length = 0;

  if (size < END_RECORD || memcmp(bytes + size - END_RECORD, "PK\5\6", 4) != 0)
    sts_reading_add_fault(reading, "there is a comment or something else after the end of its archive");
  else if (!sts_archive_is_plain(bytes, size))
    sts_reading_add_fault(reading, "its archive has another content when it is read from the front");
  for (zip_uint64_t i = 0; i < (zip_uint64_t)zip_get_num_entries(archive->zip, 0); i++) {
    zip_stat_t stat;
    const char *name = zip_get_name(archive->zip, i, 0);
    g_autofree char *valid = g_utf8_make_valid(name ? name : "", -1);
    zip_stat_init(&stat);
    if (zip_stat_index(archive->zip, i, 0, &stat) < 0 ||
        (stat.valid & ZIP_STAT_COMP_METHOD && stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE))
      sts_reading_add_fault(reading, "the file “%s” in it is packed in a way that sts-export does not use", valid);
    zip_file_get_comment(archive->zip, i, &length, ZIP_FL_ENC_RAW);
    if (length > 0 || zip_file_extra_fields_count(archive->zip, i, ZIP_FL_CENTRAL) > 0)
      sts_reading_add_fault(reading, "the file “%s” in it has a comment or extra fields", valid);
  }
}

static bool
check_archive(const StsReadArchive *archive, StsReading *reading, GError **error)
{
  zip_int64_t count = zip_get_num_entries(archive->zip, 0);

  if (count > ENTRIES_MAX) {
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
                "it holds %" G_GINT64_FORMAT " files, which is more than are read", (gint64)count);
    return false;
  }
  if (zip_name_locate(archive->zip, "META-INF/encryption.xml", 0) >= 0) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_ENCRYPTED,
                        "it is encrypted, or its fonts are, which sts-export never does");
    return false;
  }
  check_names(archive, reading);
  return true;
}

StsReadArchive *
sts_read_archive_open(const char *bytes, size_t size, StsReading *reading, GError **error)
{
  g_autoptr(StsReadArchive) archive = g_new0(StsReadArchive, 1);
  zip_error_t reason;

  zip_error_init(&reason);
  zip_source_t *source = zip_source_buffer_create(bytes, size, 0, &reason);
  if (source)
    archive->zip = zip_open_from_source(source, ZIP_RDONLY, &reason);
  if (!archive->zip) {
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED, "it is damaged or cut short (%s)",
                zip_error_strerror(&reason));
    if (source)
      zip_source_free(source);
    zip_error_fini(&reason);
    return NULL;
  }
  zip_error_fini(&reason);
  archive->unpacked_max = MIN(UNPACKED_LEAST + size * UNPACKED_TIMES, STS_READ_UNPACKED_MAX);
  archive->digests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  check_extras(archive, bytes, size, reading);
  return check_archive(archive, reading, error) ? g_steal_pointer(&archive) : NULL;
}

void
sts_read_archive_free(StsReadArchive *archive)
{
  if (!archive)
    return;
  if (archive->zip)
    zip_discard(archive->zip);
  g_clear_pointer(&archive->digests, g_hash_table_unref);
  g_free(archive);
}

bool
sts_read_archive_has(const StsReadArchive *archive, const char *name)
{
  return zip_name_locate(archive->zip, name, 0) >= 0;
}

static bool
find_entry(StsReadArchive *archive, const char *name, zip_stat_t *stat, GError **error)
{
  zip_stat_init(stat);
  if (zip_stat(archive->zip, name, 0, stat) < 0 || !(stat->valid & ZIP_STAT_SIZE) || !(stat->valid & ZIP_STAT_INDEX)) {
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED, "it is damaged: the file “%s” in it is missing",
                name);
    return false;
  }
  if (stat->valid & ZIP_STAT_ENCRYPTION_METHOD && stat->encryption_method != ZIP_EM_NONE) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_ENCRYPTED,
                        "it is encrypted, which sts-export never does");
    return false;
  }
  if (stat->size <= STS_READ_STREAM_MAX && archive->unpacked + stat->size <= archive->unpacked_max)
    return true;
  g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
              "the file “%s” in it unpacks to more than %zu MB, or all to more than %zu MB, which is more than "
              "sts-export will read of a file of this size",
              name, STS_READ_STREAM_MAX >> 20, archive->unpacked_max >> 20);
  return false;
}

GString *
sts_read_archive_get(StsReadArchive *archive, const char *name, GError **error)
{
  zip_stat_t stat;

  if (!find_entry(archive, name, &stat, error))
    return NULL;
  zip_file_t *file = zip_fopen_index(archive->zip, stat.index, 0);
  g_autofree char *chunk = g_malloc(CHUNK);
  GString *data = g_string_new(NULL);
  zip_int64_t count = -1;
  while (file && data->len <= stat.size && (count = zip_fread(file, chunk, CHUNK)) > 0)
    g_string_append_len(data, chunk, (gssize)count);
  if (file)
    zip_fclose(file);
  archive->unpacked += data->len;
  if (count == 0 && data->len == stat.size) {
    g_hash_table_insert(archive->digests, g_strdup(name),
                        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)data->str, data->len));
    return data;
  }
  g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED,
              "it is damaged: the file “%s” in it cannot be unpacked as it says", name);
  g_string_free(data, TRUE);
  return NULL;
}

bool
sts_read_archive_each(StsReadArchive *archive, StsReadArchiveVisit visit, gpointer data, GError **error)
{
  zip_int64_t count = zip_get_num_entries(archive->zip, 0);

  for (zip_int64_t i = 0; i < count; i++) {
    const char *name = zip_get_name(archive->zip, (zip_uint64_t)i, 0);
    if (!name)
      continue;
    GString *content =
        g_hash_table_contains(archive->digests, name) ? NULL : sts_read_archive_get(archive, name, error);
    if (!content && !g_hash_table_contains(archive->digests, name))
      return false;
    visit(data, name, g_hash_table_lookup(archive->digests, name), content);
    if (content)
      g_string_free(content, TRUE);
  }
  return true;
}
