/* Brings objects into one form, and walks what they refer to. */
#include "output/pdf/file-digest.h"

#include <stdlib.h>
#include <string.h>

#include "output/pdf/inflate.h"

enum { DEPTH_MAX = 64, DIGEST_BYTES = 32 };

typedef struct {
  guint8 digest[DIGEST_BYTES];
  guint32 first_reference, reference_count; /* in `references` */
} Object;

typedef struct {
  StsPdfSlice key, value;
} Entry;

struct StsPdfDigest {
  GArray *objects;    /* of Object */
  GHashTable *places; /* object number -> place in objects + 1 */
  GArray *references; /* of guint32: object numbers */
  GChecksum *sum;
  GString *text;
  GArray *entries; /* of Entry: of the dictionaries that are being written */
  GString *bytes;  /* of a string */
};

StsPdfDigest *
sts_pdf_digest_new(void)
{
  StsPdfDigest *digest = g_new0(StsPdfDigest, 1);

  digest->objects = g_array_new(FALSE, FALSE, sizeof(Object));
  digest->places = g_hash_table_new(g_direct_hash, g_direct_equal);
  digest->references = g_array_new(FALSE, FALSE, sizeof(guint32));
  digest->sum = g_checksum_new(G_CHECKSUM_SHA256);
  digest->text = g_string_new(NULL);
  digest->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  digest->bytes = g_string_new(NULL);
  return digest;
}

void
sts_pdf_digest_free(StsPdfDigest *digest)
{
  if (!digest)
    return;
  g_array_unref(digest->objects);
  g_hash_table_unref(digest->places);
  g_array_unref(digest->references);
  g_checksum_free(digest->sum);
  g_string_free(digest->text, TRUE);
  g_array_unref(digest->entries);
  g_string_free(digest->bytes, TRUE);
  g_free(digest);
}

/* ---- one form ---- */

static int
compare_entries(const void *a, const void *b)
{
  StsPdfSlice one = ((const Entry *)a)->key, other = ((const Entry *)b)->key;
  size_t one_length = (size_t)(one.end - one.at), other_length = (size_t)(other.end - other.at);
  int order = memcmp(one.at, other.at, MIN(one_length, other_length));

  return order ? order : (one_length > other_length) - (one_length < other_length);
}

/* How a stream is packed is no part of what it says, nor how long it is then. */
static bool
is_packing(StsPdfSlice key, bool packed)
{
  return sts_pdf_is(key, "/Length") || (!packed && (sts_pdf_is(key, "/Filter") || sts_pdf_is(key, "/DecodeParms")));
}

static void append_value(StsPdfDigest *digest, StsPdfSlice value, int depth);

/* Sorts a dictionary's entries. Those of a stream are without its packing, unless that stays. */
static void
append_dictionary(StsPdfDigest *digest, StsPdfSlice dictionary, bool stream, int depth)
{
  StsPdfSlice rest = sts_pdf_entries(dictionary);
  GArray *entries = digest->entries;
  guint first = entries->len;
  bool packed = stream && !sts_pdf_digest_unpacks(dictionary);
  StsPdfToken name;
  Entry entry;

  while (sts_pdf_next_token(&rest, &name) && name.kind == STS_PDF_NAME && sts_pdf_next_value(&rest, &entry.value)) {
    entry.key = name.text;
    if (!(stream && is_packing(entry.key, packed)) && !sts_pdf_is(entry.value, "null"))
      g_array_append_val(entries, entry);
  }
  if (entries->len > first + 1)
    qsort(&g_array_index(entries, Entry, first), entries->len - first, sizeof(Entry), compare_entries);
  g_string_append_c(digest->text, '{');
  for (guint i = first, end = entries->len; i < end; i++) {
    entry = g_array_index(entries, Entry, i);
    g_string_append_len(digest->text, entry.key.at, entry.key.end - entry.key.at);
    append_value(digest, entry.value, depth + 1);
  }
  g_array_set_size(entries, first);
  g_string_append_c(digest->text, '}');
}

static void
append_string(StsPdfDigest *digest, StsPdfSlice value)
{
  GString *bytes = digest->bytes;

  g_string_truncate(bytes, 0);
  sts_pdf_decode_string(bytes, value);
  g_string_append_printf(digest->text, "(%zu:", bytes->len);
  g_string_append_len(digest->text, bytes->str, (gssize)bytes->len);
}

/* Nesting is bounded: what is deeper than any file of ours stands as it is. */
static void
append_value(StsPdfDigest *digest, StsPdfSlice value, int depth)
{
  StsPdfSlice item;
  int id, generation;

  if (!sts_pdf_is_set(value))
    return;
  if (depth > DEPTH_MAX) {
    g_string_append_len(digest->text, value.at, value.end - value.at);
  } else if (sts_pdf_is_dictionary(value)) {
    append_dictionary(digest, value, false, depth);
  } else if (sts_pdf_is_array(value)) {
    g_string_append_c(digest->text, '[');
    for (StsPdfSlice items = sts_pdf_get_items(value); sts_pdf_next_value(&items, &item);)
      append_value(digest, item, depth + 1);
    g_string_append_c(digest->text, ']');
  } else if (*value.at == '(' || *value.at == '<') {
    append_string(digest, value);
  } else if (value.end[-1] == 'R' && sts_pdf_get_reference(value, &id, &generation)) {
    guint32 number = (guint32)id;
    g_array_append_val(digest->references, number);
    g_string_append(digest->text, " R");
  } else {
    g_string_append_c(digest->text, ' ');
    g_string_append_len(digest->text, value.at, value.end - value.at);
  }
}

/* ---- objects ---- */

bool
sts_pdf_digest_unpacks(StsPdfSlice dictionary)
{
  StsPdfSlice filter = sts_pdf_get_key(dictionary, "/Filter");

  return !sts_pdf_is(sts_pdf_get_key(dictionary, "/Subtype"), "/Image") &&
         !sts_pdf_is_set(sts_pdf_get_key(dictionary, "/DecodeParms")) &&
         (!sts_pdf_is_set(filter) || sts_pdf_is(filter, "/FlateDecode"));
}

void
sts_pdf_digest_add(StsPdfDigest *digest, guint32 id, StsPdfSlice text, const void *data, size_t length)
{
  Object object = {.first_reference = digest->references->len};
  gsize size = DIGEST_BYTES;

  if (g_hash_table_contains(digest->places, GUINT_TO_POINTER(id)))
    return;
  g_string_truncate(digest->text, 0);
  if (data && sts_pdf_is_dictionary(text))
    append_dictionary(digest, text, true, 0);
  else
    append_value(digest, text, 0);
  object.reference_count = digest->references->len - object.first_reference;
  g_checksum_reset(digest->sum);
  g_checksum_update(digest->sum, (const guchar *)digest->text->str, (gssize)digest->text->len);
  if (data) {
    g_checksum_update(digest->sum, (const guchar *)"stream", 6);
    g_checksum_update(digest->sum, data, (gssize)length);
  }
  g_checksum_get_digest(digest->sum, object.digest, &size);
  g_array_append_val(digest->objects, object);
  g_hash_table_insert(digest->places, GUINT_TO_POINTER(id), GUINT_TO_POINTER(digest->objects->len));
}

void
sts_pdf_digest_add_packed(StsPdfDigest *digest, guint32 id, StsPdfSlice text, const void *data, size_t length)
{
  if (!sts_pdf_digest_unpacks(text) || !sts_pdf_is_set(sts_pdf_get_key(text, "/Filter"))) {
    sts_pdf_digest_add(digest, id, text, data, length);
    return;
  }
  g_autoptr(GString) unpacked = sts_pdf_inflate(data, length, G_MAXSIZE);
  sts_pdf_digest_add(digest, id, text, unpacked->str, unpacked->len);
}

/* ---- the walk ---- */

/* Gives the object a number as it is first met, and notes it for its turn. */
static guint32
meet(GHashTable *numbers, GArray *queue, guint32 id)
{
  guint32 number = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, GUINT_TO_POINTER(id)));

  if (number == 0) {
    g_array_append_val(queue, id);
    number = queue->len;
    g_hash_table_insert(numbers, GUINT_TO_POINTER(id), GUINT_TO_POINTER(number));
  }
  return number;
}

char *
sts_pdf_digest_finish(const StsPdfDigest *digest, guint32 root, guint32 info)
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autoptr(GHashTable) numbers = g_hash_table_new(g_direct_hash, g_direct_equal);
  g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint32));

  meet(numbers, queue, root);
  meet(numbers, queue, info);
  for (guint i = 0; i < queue->len; i++) {
    guint place =
        GPOINTER_TO_UINT(g_hash_table_lookup(digest->places, GUINT_TO_POINTER(g_array_index(queue, guint32, i))));
    if (place == 0) {
      g_checksum_update(sum, (const guchar *)"null", 4);
      continue;
    }
    const Object *object = &g_array_index(digest->objects, Object, place - 1);
    g_checksum_update(sum, object->digest, DIGEST_BYTES);
    for (guint k = 0; k < object->reference_count; k++) {
      guint32 number =
          GUINT32_TO_BE(meet(numbers, queue, g_array_index(digest->references, guint32, object->first_reference + k)));
      g_checksum_update(sum, (const guchar *)&number, sizeof number);
    }
  }
  return g_strdup(g_checksum_get_string(sum));
}

void
sts_pdf_digest_strip(GString *bare, const char *xmp, size_t length)
{
  static const char BEFORE[] = "<sts:fileFingerprint>";
  const char *place = memmem(xmp, length, BEFORE, strlen(BEFORE));
  const char *begin = place ? place + strlen(BEFORE) : xmp + length, *end = xmp + length;
  const char *close = place ? memchr(begin, '<', (size_t)(end - begin)) : NULL;

  g_string_append_len(bare, xmp, begin - xmp);
  if (close)
    g_string_append_len(bare, close, end - close);
}
