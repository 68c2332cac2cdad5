/* Reads objects with libqpdf, and unpacks streams itself, since libqpdf knows no limit. */
#include "output/pdf/read-file.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "document/reading-builder.h"
#include "output/pdf/file-digest.h"
#include "output/pdf/read-guard.h"

enum { PAGES_MAX = 1000000, CHUNK = 1 << 16 };
static const size_t KEPT_MAX = (size_t)16 << 20;
static const size_t SPENT_MAX = (size_t)1 << 30;

bool
sts_pdf_file_check(StsPdfFile *file, GError **error)
{
  qpdf_error fault = NULL;

  if (file->spent > SPENT_MAX) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
                        "reading it takes more than any file of sts-export does; another program wrote it");
    return false;
  }
  if (qpdf_has_error(file->qpdf))
    fault = qpdf_get_error(file->qpdf);
  else if (qpdf_more_warnings(file->qpdf))
    fault = qpdf_next_warning(file->qpdf);
  if (!fault)
    return true;
  enum qpdf_error_code_e code = qpdf_get_error_code(file->qpdf, fault);
  if (code == qpdf_e_password) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_ENCRYPTED,
                        "it is encrypted, which sts-export never does");
    return false;
  }
  if (strstr(qpdf_get_error_message_detail(file->qpdf, fault), "bad_alloc")) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
                        "reading it takes more memory than there is");
    return false;
  }
  g_autofree char *detail = g_utf8_make_valid(qpdf_get_error_message_detail(file->qpdf, fault), -1);
  g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED, "it is damaged or cut short (%s)", detail);
  return false;
}

/* A node of the page tree that is to be looked at. */
typedef struct {
  int id, depth;
} PageNode;

static bool
add_page(StsPdfFile *file, int id, GError **error)
{
  g_array_append_val(file->pages, id);
  g_hash_table_insert(file->page_of, GINT_TO_POINTER(id), GUINT_TO_POINTER(file->pages->len));
  if (file->pages->len <= PAGES_MAX)
    return true;
  g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
              "it has more than %d pages, which is more than sts-export will read", PAGES_MAX);
  return false;
}

/* Puts the kids on the stack, the first on top. */
static void
push_kids(StsPdfFile *file, GArray *stack, StsPdfSlice node, int depth)
{
  g_auto(StsPdfValue) kids = sts_pdf_file_get_key(file, node, "/Kids");
  guint first = stack->len;
  StsPdfSlice item;

  for (StsPdfSlice items = sts_pdf_get_items(kids.text); sts_pdf_next_value(&items, &item);) {
    PageNode kid = {.depth = depth + 1};
    int generation;
    if (sts_pdf_get_reference(item, &kid.id, &generation))
      g_array_append_val(stack, kid);
  }
  for (guint low = first, high = stack->len; low + 1 < high; low++, high--) {
    PageNode other = g_array_index(stack, PageNode, low);
    g_array_index(stack, PageNode, low) = g_array_index(stack, PageNode, high - 1);
    g_array_index(stack, PageNode, high - 1) = other;
  }
}

/* Walks the page tree without libqpdf, which recurses. */
static bool
find_pages(StsPdfFile *file, GError **error)
{
  enum { PAGE_DEPTH_MAX = 64 };
  g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(PageNode));
  g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
  qpdf_oh catalog = qpdf_get_root(file->qpdf), pages = qpdf_oh_get_key(file->qpdf, catalog, "/Pages");
  PageNode node = {.id = qpdf_oh_get_object_id(file->qpdf, pages)};

  qpdf_oh_release(file->qpdf, pages);
  qpdf_oh_release(file->qpdf, catalog);
  g_array_append_val(stack, node);
  while (stack->len > 0) {
    node = g_array_index(stack, PageNode, stack->len - 1);
    g_array_set_size(stack, stack->len - 1);
    if (node.depth > PAGE_DEPTH_MAX || !g_hash_table_add(seen, GINT_TO_POINTER(node.id))) {
      g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN,
                          "its page tree is nested deeper than sts-export nests it, or leads back to itself; another "
                          "program wrote it");
      return false;
    }
    g_autofree char *text = sts_pdf_file_get_object(file, node.id, 0);
    StsPdfSlice slice = sts_pdf_slice(text, strlen(text));
    if (sts_pdf_is_set(sts_pdf_get_key(slice, "/Kids")))
      push_kids(file, stack, slice, node.depth);
    else if (!add_page(file, node.id, error))
      return false;
  }
  return sts_pdf_file_check(file, error);
}

StsPdfFile *
sts_pdf_file_open(const char *bytes, size_t size, GError **error)
{
  if (!sts_pdf_guard(bytes, size, error))
    return NULL;
  g_autoptr(StsPdfFile) file = g_new0(StsPdfFile, 1);

  file->pages = g_array_new(FALSE, FALSE, sizeof(int));
  file->page_of = g_hash_table_new(g_direct_hash, g_direct_equal);
  file->texts = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
  file->streams = g_hash_table_new(g_direct_hash, g_direct_equal);
  file->qpdf = qpdf_init();
  qpdf_silence_errors(file->qpdf);
  qpdf_set_suppress_warnings(file->qpdf, QPDF_TRUE);
  qpdf_set_attempt_recovery(file->qpdf, QPDF_FALSE);
  qpdf_read_memory(file->qpdf, "file", bytes, size, NULL);
  if (!sts_pdf_file_check(file, error))
    return NULL;
  if (qpdf_is_encrypted(file->qpdf)) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_ENCRYPTED,
                        "it is encrypted, which sts-export never does");
    return NULL;
  }
  return find_pages(file, error) ? g_steal_pointer(&file) : NULL;
}

void
sts_pdf_file_free(StsPdfFile *file)
{
  if (!file)
    return;
  if (file->qpdf)
    qpdf_cleanup(&file->qpdf);
  g_array_unref(file->pages);
  g_hash_table_unref(file->page_of);
  g_hash_table_unref(file->texts);
  g_hash_table_unref(file->streams);
  g_free(file);
}

void
sts_pdf_file_spend(StsPdfFile *file, size_t bytes)
{
  file->spent += bytes;
}

char *
sts_pdf_file_get_object(StsPdfFile *file, int id, int generation)
{
  if (file->spent > SPENT_MAX)
    return g_strdup("null");
  const char *known = generation == 0 ? g_hash_table_lookup(file->texts, GINT_TO_POINTER(id)) : NULL;
  if (known) {
    sts_pdf_file_spend(file, strlen(known) + 64);
    return g_strdup(known);
  }
  qpdf_oh object = qpdf_get_object_by_id(file->qpdf, id, generation);
  bool stream = qpdf_oh_is_stream(file->qpdf, object);
  qpdf_oh dictionary = stream ? qpdf_oh_get_dict(file->qpdf, object) : object;
  char *text = g_strdup(qpdf_oh_unparse_resolved(file->qpdf, dictionary));

  if (stream)
    qpdf_oh_release(file->qpdf, dictionary);
  qpdf_oh_release(file->qpdf, object);
  if (!text)
    text = g_strdup("null");
  if (stream && generation == 0)
    g_hash_table_add(file->streams, GINT_TO_POINTER(id));
  size_t length = strlen(text);
  sts_pdf_file_spend(file, length + 64);
  if (generation == 0 && file->kept + length < KEPT_MAX) {
    file->kept += length;
    g_hash_table_insert(file->texts, GINT_TO_POINTER(id), g_strdup(text));
  }
  return text;
}

StsPdfValue
sts_pdf_file_resolve(StsPdfFile *file, StsPdfSlice value)
{
  int id, generation;

  if (!sts_pdf_get_reference(value, &id, &generation))
    return (StsPdfValue){value, NULL};
  char *text = sts_pdf_file_get_object(file, id, generation);
  return (StsPdfValue){sts_pdf_slice(text, strlen(text)), text};
}

StsPdfValue
sts_pdf_file_get_key(StsPdfFile *file, StsPdfSlice dictionary, const char *key)
{
  return sts_pdf_file_resolve(file, sts_pdf_get_key(dictionary, key));
}

void
sts_pdf_value_keep(StsPdfValue *value)
{
  if (value->owner)
    return;
  value->owner = g_strndup(value->text.at ? value->text.at : "", (size_t)(value->text.end - value->text.at));
  value->text = sts_pdf_slice(value->owner, strlen(value->owner));
}

void
sts_pdf_value_clear(StsPdfValue *value)
{
  g_clear_pointer(&value->owner, g_free);
}

static bool
count_bytes(StsPdfFile *file, size_t length, size_t this_stream, GError **error)
{
  file->unpacked += length;
  if (this_stream <= STS_READ_STREAM_MAX && file->unpacked <= STS_READ_UNPACKED_MAX)
    return true;
  g_set_error(
      error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
      "a stream in it unpacks to more than %zu MB, or all to more than %zu MB, which is more than sts-export will read",
      STS_READ_STREAM_MAX >> 20, STS_READ_UNPACKED_MAX >> 20);
  return false;
}

static bool
append_inflated(StsPdfFile *file, const guchar *data, size_t length, GString *out, GError **error)
{
  z_stream stream = {.next_in = (guchar *)(gpointer)data, .avail_in = (uInt)length};
  g_autofree char *chunk = g_malloc(CHUNK);
  size_t before = out->len;
  bool good = true;
  int status = Z_OK;

  if (inflateInit(&stream) != Z_OK)
    g_error("zlib cannot be used");
  while (status == Z_OK && good) {
    stream.next_out = (guchar *)chunk;
    stream.avail_out = CHUNK;
    status = inflate(&stream, Z_NO_FLUSH);
    size_t made = CHUNK - stream.avail_out;
    g_string_append_len(out, chunk, (gssize)made);
    good = count_bytes(file, made, out->len - before, error);
  }
  inflateEnd(&stream);
  if (good && status != Z_STREAM_END) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED,
                        "it is damaged: a stream in it cannot be unpacked");
    return false;
  }
  return good;
}

/* Whether the dictionary says Flate and nothing else, or no filter. */
static bool
get_packing(StsPdfFile *file, StsPdfSlice dictionary, bool *flate)
{
  g_auto(StsPdfValue) value = sts_pdf_file_get_key(file, dictionary, "/Filter");
  StsPdfSlice filter = value.text, name, parameters = sts_pdf_get_key(dictionary, "/DecodeParms");

  *flate = false;
  if (!sts_pdf_is_set(filter) || sts_pdf_is(filter, "null"))
    return true;
  if (sts_pdf_is_array(filter)) {
    StsPdfSlice items = sts_pdf_get_items(filter);
    if (!sts_pdf_next_value(&items, &name))
      return true;
    StsPdfSlice second;
    if (sts_pdf_next_value(&items, &second))
      return false;
    filter = name;
  }
  *flate = sts_pdf_is(filter, "/FlateDecode");
  return *flate && (!sts_pdf_is_set(parameters) || sts_pdf_is(parameters, "null"));
}

bool
sts_pdf_file_append_stream(StsPdfFile *file, StsPdfSlice reference, GString *out, GError **error)
{
  int id, generation;
  bool flate;

  if (!sts_pdf_get_reference(reference, &id, &generation))
    return true;
  g_autofree char *text = sts_pdf_file_get_object(file, id, generation);
  if (!get_packing(file, sts_pdf_slice(text, strlen(text)), &flate)) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN,
                        "it is packed in a way that sts-export does not use; another program wrote it");
    return false;
  }
  qpdf_oh object = qpdf_get_object_by_id(file->qpdf, id, generation);
  bool stream = qpdf_oh_is_stream(file->qpdf, object);
  unsigned char *data = NULL;
  size_t length = 0;
  QPDF_BOOL filtered;
  if (stream)
    qpdf_oh_get_stream_data(file->qpdf, object, qpdf_dl_none, &filtered, &data, &length);
  qpdf_oh_release(file->qpdf, object);
  bool good = sts_pdf_file_check(file, error);
  if (good && flate && stream)
    good = append_inflated(file, data, length, out, error);
  else if (good && stream && (good = count_bytes(file, length, length, error)))
    g_string_append_len(out, (const char *)data, (gssize)length);
  free(data);
  return good;
}

bool
sts_pdf_file_append_digested(StsPdfFile *file, int id, StsPdfSlice dictionary, GString *out, bool *stream,
                             GError **error)
{
  unsigned char *data = NULL;
  size_t length = 0;
  QPDF_BOOL filtered;

  *stream = g_hash_table_contains(file->streams, GINT_TO_POINTER(id));
  if (!*stream)
    return true;
  qpdf_oh object = qpdf_get_object_by_id(file->qpdf, id, 0);
  qpdf_oh_get_stream_data(file->qpdf, object, qpdf_dl_none, &filtered, &data, &length);
  qpdf_oh_release(file->qpdf, object);
  bool good = sts_pdf_file_check(file, error);
  if (good && sts_pdf_digest_unpacks(dictionary) && sts_pdf_is_set(sts_pdf_get_key(dictionary, "/Filter")))
    good = append_inflated(file, data, length, out, error);
  else if (good)
    g_string_append_len(out, (const char *)data, (gssize)length);
  free(data);
  return good;
}

gint32
sts_pdf_file_find_page(const StsPdfFile *file, StsPdfSlice reference)
{
  int id, generation;

  if (!sts_pdf_get_reference(reference, &id, &generation))
    return -1;
  return (gint32)GPOINTER_TO_UINT(g_hash_table_lookup(file->page_of, GINT_TO_POINTER(id))) - 1;
}
