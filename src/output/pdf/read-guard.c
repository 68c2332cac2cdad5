/* Goes through the bytes of the file, whatever its tables say: every object that could ever be read has the word "obj"
 * before it, and is one value, with "stream" after it where it is one. */
#include "output/pdf/read-guard.h"

#include <string.h>
#include <zlib.h>

#include "base/pdf/pdf-read.h"
#include "document/reading-builder.h"
#include "output/pdf/inflate.h"

enum { CHUNK = 1 << 16 };

/* What was unpacked so far. Pictures are apart: a book may have many, and nobody unpacks more than one at a time. */
typedef struct {
  size_t pictures, others;
} Spent;

/* Inflates and throws away; counts what came in and went out. Returns false when that is too much. */
static bool
measure(const char *at, const char *end, size_t *spent, size_t limit, size_t stream_limit)
{
  g_autofree guchar *chunk = g_malloc(CHUNK);
  z_stream stream = {.next_in = (guchar *)(gpointer)at, .avail_in = (uInt)(end - at)};
  size_t start = *spent;
  int status = Z_OK;

  if (inflateInit(&stream) != Z_OK)
    return true;
  while (status == Z_OK && *spent <= limit && *spent - start <= stream_limit) {
    uInt before = stream.avail_in;
    stream.next_out = chunk;
    stream.avail_out = CHUNK;
    status = inflate(&stream, Z_NO_FLUSH);
    *spent += (CHUNK - stream.avail_out) + (before - stream.avail_in);
  }
  inflateEnd(&stream);
  return *spent <= limit && *spent - start <= stream_limit;
}

static bool
measure_stream(Spent *spent, bool picture, const char *at, const char *end, GError **error)
{
  static const size_t PICTURE_MAX = (size_t)512 << 20, PICTURES_MAX = (size_t)8192 << 20;

  if (picture ? measure(at, end, &spent->pictures, PICTURES_MAX, PICTURE_MAX)
              : measure(at, end, &spent->others, STS_READ_UNPACKED_MAX, STS_READ_UNPACKED_MAX))
    return true;
  g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
              "it unpacks to more than %zu MB, which is more than sts-export will read",
              (picture ? PICTURE_MAX : STS_READ_UNPACKED_MAX) >> 20);
  return false;
}

/* Filters that libqpdf leaves alone or that unpack once. */
static bool
is_known_filter(StsPdfSlice name)
{
  static const char *const KNOWN[] = {"/FlateDecode", "/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"};

  for (size_t i = 0; i < G_N_ELEMENTS(KNOWN); i++)
    if (sts_pdf_is(name, KNOWN[i]))
      return true;
  return false;
}

/* One known name, in an array or not. */
static bool
is_plain_filter(StsPdfSlice value)
{
  StsPdfSlice rest = sts_pdf_get_items(value), name, more;

  if (!sts_pdf_is_array(value))
    return is_known_filter(value);
  return sts_pdf_next_value(&rest, &name) && is_known_filter(name) && !sts_pdf_next_value(&rest, &more);
}

/* Whether a stream's dictionary hides what it is: in a key that stands twice, in a name with a number sign, which may
 * stand for any letter, or in another object. */
static bool
hides_itself(StsPdfSlice dictionary)
{
  StsPdfSlice rest = sts_pdf_entries(dictionary), value;
  g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  StsPdfToken key;

  while (sts_pdf_next_token(&rest, &key) && key.kind == STS_PDF_NAME && sts_pdf_next_value(&rest, &value)) {
    bool type = sts_pdf_is(key.text, "/Type");
    if (memchr(key.text.at, '#', (size_t)(key.text.end - key.text.at)) ||
        !g_hash_table_add(keys, g_strndup(key.text.at, (size_t)(key.text.end - key.text.at))))
      return true;
    if (type && (*value.at != '/' || memchr(value.at, '#', (size_t)(value.end - value.at))))
      return true;
    if (sts_pdf_is(key.text, "/Filter") && !is_plain_filter(value))
      return true;
  }
  return key.kind != STS_PDF_CLOSE;
}

/* ---- what libqpdf would follow without end ---- */

typedef struct {
  Spent spent;
  size_t effort;          /* bytes looked through so far */
  GHashTable *measured;   /* objects whose length another object tells */
  GHashTable *measures;   /* those that tell the length of another */
  GHashTable *packed;     /* objects in object streams, as the tables say */
  GHashTable *containers; /* object streams, as the tables say */
} Guard;

static void
clear_guard(Guard *guard)
{
  g_hash_table_unref(guard->measured);
  g_hash_table_unref(guard->measures);
  g_hash_table_unref(guard->packed);
  g_hash_table_unref(guard->containers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Guard, clear_guard)

static bool
meet(GHashTable *one, GHashTable *other)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init(&iter, one);
  while (g_hash_table_iter_next(&iter, &id, NULL))
    if (g_hash_table_contains(other, id))
      return true;
  return false;
}

/* The number before "0 obj"; 0: none. */
static guint32
id_before(const char *bytes, const char *at)
{
  guint64 id = 0, scale = 1;

  for (int numbers = 0; numbers < 2; numbers++) {
    while (at > bytes && g_ascii_isspace(at[-1]))
      at--;
    for (id = 0, scale = 1; at > bytes && g_ascii_isdigit(at[-1]) && scale < 10000000000; scale *= 10)
      id += (guint64)(*--at - '0') * scale;
  }
  return id <= G_MAXINT32 ? (guint32)id : 0;
}

/* ---- cross-reference streams (ISO 32000-1, 7.5.8) ---- */

/* The integers of an array; returns how many, at most `most`. */
static guint
read_integers(StsPdfSlice array, gint64 *numbers, guint most)
{
  StsPdfSlice rest = sts_pdf_get_items(array), item;
  guint count = 0;

  while (count < most && sts_pdf_next_value(&rest, &item) && sts_pdf_get_integer(item, &numbers[count]))
    count++;
  return count;
}

static guint64
read_field(const guint8 *at, gint64 width)
{
  guint64 value = 0;

  for (gint64 i = 0; i < width; i++)
    value = value << 8 | at[i];
  return value;
}

/* Undoes the PNG predictors that tables are packed with, none, left and up, each row by the one above it. Returns the
 * length of the rows without their first bytes; 0 where another is used. */
static size_t
undo_predictor(GString *data, size_t row)
{
  size_t rows = data->len / (row + 1);
  guint8 *out = (guint8 *)data->str, *above = NULL;

  for (size_t i = 0; i < rows; i++) {
    guint8 *in = (guint8 *)data->str + i * (row + 1), kind = *in++;
    if (kind > 2)
      return 0;
    for (size_t k = 0; k < row; k++)
      out[k] = (guint8)(in[k] + (kind == 2 && above ? above[k] : kind == 1 && k > 0 ? out[k - 1] : 0));
    above = out;
    out += row;
  }
  return rows * row;
}

enum { TABLE_MAX = 64 << 20, PACKED_MAX = 8000000, RANGES_MAX = 4096 };

/* The form of a table: three widths, and the ranges of its object numbers. */
typedef struct {
  gint64 widths[3], ranges[2 * RANGES_MAX];
  guint range_count;
  size_t row;
  bool predicted;
} TableForm;

/* Returns false where it is not one that a program writes as it is read here. */
static bool
read_form(TableForm *form, StsPdfSlice dictionary)
{
  StsPdfSlice index = sts_pdf_get_key(dictionary, "/Index"), parameters = sts_pdf_get_key(dictionary, "/DecodeParms");
  gint64 predictor, columns = 0;

  if (read_integers(sts_pdf_get_key(dictionary, "/W"), form->widths, 3) < 3)
    return false;
  for (int i = 0; i < 3; i++)
    if (form->widths[i] < 0 || form->widths[i] > 8)
      return false;
  form->row = (size_t)(form->widths[0] + form->widths[1] + form->widths[2]);
  form->range_count = read_integers(index, form->ranges, 2 * RANGES_MAX) / 2;
  if (!sts_pdf_is_set(index)) {
    form->range_count = 1;
    if (!sts_pdf_get_integer(sts_pdf_get_key(dictionary, "/Size"), &form->ranges[1]))
      return false;
  }
  form->predicted = sts_pdf_is_set(parameters);
  if (form->predicted &&
      (!sts_pdf_get_integer(sts_pdf_get_key(parameters, "/Predictor"), &predictor) || predictor < 10 ||
       !sts_pdf_get_integer(sts_pdf_get_key(parameters, "/Columns"), &columns) || columns != (gint64)form->row))
    return false;
  return form->row > 0 && form->range_count > 0 && form->range_count < RANGES_MAX;
}

static void
note_row(Guard *guard, gint64 id, const guint8 *row, const gint64 widths[3])
{
  guint64 type = widths[0] > 0 ? read_field(row, widths[0]) : 1, place = read_field(row + widths[0], widths[1]);

  if (type != 2 || place > G_MAXINT32 || id < 0 || id > G_MAXINT32)
    return;
  g_hash_table_add(guard->packed, GUINT_TO_POINTER((guint)id));
  g_hash_table_add(guard->containers, GUINT_TO_POINTER((guint)place));
}

/* Notes which objects stand in which object streams. Returns false where nobody can tell. */
static bool
note_table(Guard *guard, StsPdfSlice dictionary, const char *at, const char *end)
{
  g_autofree TableForm *form = g_new0(TableForm, 1);

  if (!read_form(form, dictionary))
    return false;
  g_autoptr(GString) data = NULL;
  if (sts_pdf_is_set(sts_pdf_get_key(dictionary, "/Filter")))
    data = sts_pdf_inflate(at, (size_t)(end - at), TABLE_MAX);
  else
    data = g_string_new_len(at, MIN(end - at, TABLE_MAX));
  if (data->len >= TABLE_MAX)
    return false;
  size_t length = form->predicted ? undo_predictor(data, form->row) : data->len, done = 0;
  for (guint i = 0; i < form->range_count; i++)
    for (gint64 k = 0; k < form->ranges[2 * i + 1] && done + form->row <= length; k++, done += form->row)
      note_row(guard, form->ranges[2 * i] + k, (const guint8 *)data->str + done, form->widths);
  return done > 0 && g_hash_table_size(guard->packed) + g_hash_table_size(guard->containers) <= PACKED_MAX;
}

/* ---- the file ---- */

static bool
fail(GError **error)
{
  g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN,
                      "it is packed in a way that sts-export does not use; another program wrote it");
  return false;
}

static bool
guard_stream(Guard *guard, guint32 id, StsPdfSlice dictionary, const char *at, const char *end, GError **error)
{
  StsPdfSlice length = sts_pdf_get_key(dictionary, "/Length");
  bool picture = sts_pdf_is(sts_pdf_get_key(dictionary, "/Subtype"), "/Image");
  int target, generation;

  if (hides_itself(dictionary))
    return fail(error);
  if (sts_pdf_get_reference(length, &target, &generation)) {
    g_hash_table_add(guard->measured, GUINT_TO_POINTER(id));
    g_hash_table_add(guard->measures, GUINT_TO_POINTER((guint)target));
  }
  while (at < end && (*at == ' ' || *at == '\r' || *at == '\n' || *at == '\t'))
    at++;
  if (sts_pdf_is(sts_pdf_get_key(dictionary, "/Type"), "/XRef") && !note_table(guard, dictionary, at, end))
    return fail(error);
  return measure_stream(&guard->spent, picture, at, end, error);
}

/* Looks at the object that begins after the word. */
static bool
guard_object(Guard *guard, guint32 id, const char *at, const char *end, GError **error)
{
  StsPdfSlice rest = {at, end}, value;
  StsPdfToken token;

  if (!sts_pdf_next_token(&rest, &token))
    return true;
  guard->effort += (size_t)(rest.at - at);
  if (token.kind != STS_PDF_OPEN || *token.text.at != '<')
    return true;
  rest.at = at;
  if (!sts_pdf_next_value(&rest, &value))
    return true;
  guard->effort += (size_t)(rest.at - at);
  if (!sts_pdf_next_token(&rest, &token) || token.kind != STS_PDF_KEYWORD || !g_str_has_prefix(token.text.at, "stream"))
    return true;
  return guard_stream(guard, id, value, token.text.at + strlen("stream"), end, error);
}

bool
sts_pdf_guard(const char *bytes, size_t size, GError **error)
{
  const char *end = bytes + size;
  const size_t effort_max = 8 * size + (1 << 20);
  g_auto(Guard) guard = {.measured = g_hash_table_new(g_direct_hash, g_direct_equal),
                         .measures = g_hash_table_new(g_direct_hash, g_direct_equal),
                         .packed = g_hash_table_new(g_direct_hash, g_direct_equal),
                         .containers = g_hash_table_new(g_direct_hash, g_direct_equal)};

  for (const char *at = bytes; (at = memmem(at, (size_t)(end - at), "obj", 3)); at += 3) {
    if (at > bytes && g_ascii_isalpha(at[-1]))
      continue;
    if (!guard_object(&guard, id_before(bytes, at), at + 3, end, error))
      return false;
    if (guard.effort > effort_max)
      return fail(error);
  }
  /* A length that is told by a stream whose own length another tells, and an object stream within an object stream:
   * libqpdf would recurse. */
  if (meet(guard.measured, guard.measures) || meet(guard.packed, guard.containers))
    return fail(error);
  return true;
}
