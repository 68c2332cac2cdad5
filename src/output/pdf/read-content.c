/* Reads content streams: marked content, fonts, text, and the forms that are drawn. */
#include "output/pdf/read-content.h"

#include <stdlib.h>
#include <string.h>

#include "document/plain-text.h"
#include "output/pdf/read-font.h"
#include "output/pdf/written.h"

/* Marked content and forms nest a level or two in our files. */
enum {
  NESTING_MAX = 64,
  FORM_NESTING_MAX = 16,
  FORMS_MAX = 100000,
  SEQUENCES_MAX = 4000000,
  STATES_MAX = 1024,
  SHOWN_OF_STRAY = 60
};

/* A marked-content sequence that has begun. */
typedef struct {
  gint64 mcid; /* -1: none */
  bool artifact;
  char *actual; /* stands for the text in it; may be NULL */
  size_t start; /* of its text in `pending` */
  bool written; /* the page itself shows text in it */
} Open;

/* A content stream that is being read: the page's, or below it a form's. */
typedef struct {
  GString *data;
  StsPdfSlice rest;
  StsPdfValue resources; /* its own */
  const StsPdfFont *font;
  GPtrArray *saved; /* fonts, of q */
  guint first_open; /* sequences that were open when it began */
} Stream;

typedef struct {
  StsPdfFile *file;
  StsReading *reading;
  StsPdfContent *content;
  GHashTable *fonts;  /* object number -> StsPdfFont */
  GArray *streams;    /* of Stream */
  GArray *open;       /* of Open */
  GString *pending;   /* text of the open sequences */
  GString *stray;     /* text outside of all tags, the first of it */
  GString *codes;     /* of a string that is being shown */
  GChecksum *strings; /* of the pages, and digests of their pictures */
  size_t operators;   /* so far */
  size_t forms;       /* drawn so far */
  size_t too_deep;    /* sequences that have begun and are not in `open` */
  gint32 page;
} Reader;

static void
clear_open(gpointer data)
{
  g_free(((Open *)data)->actual);
}

static void
clear_stream(gpointer data)
{
  Stream *stream = data;

  g_string_free(stream->data, TRUE);
  sts_pdf_value_clear(&stream->resources);
  g_ptr_array_unref(stream->saved);
}

static Stream *
top_stream(const Reader *reader)
{
  return &g_array_index(reader->streams, Stream, reader->streams->len - 1);
}

/* ---- marked content ---- */

/* Notes where text is shown now: the innermost sequence with an MCID takes it; an artifact and what is outside of all
 * do not.
 */
static bool
is_inside_tag(const Reader *reader, bool *artifact)
{
  *artifact = false;
  for (guint i = reader->open->len; i > 0; i--) {
    Open *open = &g_array_index(reader->open, Open, i - 1);
    if (open->artifact) {
      *artifact = true;
      return false;
    }
    if (open->mcid >= 0) {
      open->written = open->written || reader->streams->len == 1;
      return true;
    }
  }
  return false;
}

/* The entry of that name in one of the tables of the resources. */
static StsPdfValue
find_resource(Reader *reader, const char *table_name, StsPdfSlice name)
{
  StsPdfSlice resources = top_stream(reader)->resources.text;
  g_autofree char *key = g_strndup(name.at, (size_t)(name.end - name.at));

  sts_pdf_file_spend(reader->file, (size_t)(resources.end - resources.at));
  g_auto(StsPdfValue) table = sts_pdf_file_get_key(reader->file, resources, table_name);
  StsPdfValue found = {.text = sts_pdf_get_key(table.text, key)};
  sts_pdf_value_keep(&found);
  return found;
}

/* The properties, in place or by their name in the resources. */
static StsPdfValue
find_properties(Reader *reader, StsPdfSlice value)
{
  if (!sts_pdf_is_set(value) || *value.at != '/')
    return (StsPdfValue){value, NULL};
  g_auto(StsPdfValue) entry = find_resource(reader, "/Properties", value);
  StsPdfValue found = sts_pdf_file_resolve(reader->file, entry.text);
  sts_pdf_value_keep(&found);
  return found;
}

/* What stands in place of text, for one who listens. */
static void
check_properties(Reader *reader, StsPdfSlice value)
{
  StsPdfSlice rest = {value.at + 2, value.end}, item;
  StsPdfToken key = {.text = value};
  bool known = sts_pdf_is_dictionary(value) || reader->streams->len > 1;

  while (known && sts_pdf_is_dictionary(value) && sts_pdf_next_token(&rest, &key) && key.kind == STS_PDF_NAME &&
         sts_pdf_next_value(&rest, &item))
    known = sts_pdf_is_written_property(key.text);
  if (!known)
    sts_reading_add_fault(reader->reading, "page %d has marked content with properties that sts-export does not write",
                          reader->page + 1);
}

static void
begin_sequence(Reader *reader, StsPdfSlice operands)
{
  StsPdfSlice tag, value = {NULL, NULL};
  Open open = {.mcid = -1, .start = reader->pending->len};

  if (reader->open->len >= NESTING_MAX) {
    reader->too_deep++;
    return;
  }
  if (!sts_pdf_next_value(&operands, &tag))
    tag = (StsPdfSlice){NULL, NULL};
  else if (!sts_pdf_next_value(&operands, &value))
    value = (StsPdfSlice){NULL, NULL};
  check_properties(reader, value);
  g_auto(StsPdfValue) properties = find_properties(reader, value);
  open.artifact = sts_pdf_is(tag, "/Artifact");
  open.actual = sts_pdf_get_text(sts_pdf_get_key(properties.text, "/ActualText"));
  /* MCIDs of forms are not the page's. */
  if (reader->streams->len > 1 || !sts_pdf_get_integer(sts_pdf_get_key(properties.text, "/MCID"), &open.mcid))
    open.mcid = -1;
  g_array_append_val(reader->open, open);
}

static void
end_sequence(Reader *reader)
{
  if (reader->too_deep > 0) {
    reader->too_deep--;
    return;
  }
  if (reader->open->len <= top_stream(reader)->first_open)
    return;
  Open *open = &g_array_index(reader->open, Open, reader->open->len - 1);
  if (open->actual) {
    g_string_truncate(reader->pending, open->start);
    g_string_append(reader->pending, open->actual);
  }
  size_t length = reader->pending->len - open->start;
  if (open->mcid >= 0 && open->mcid <= G_MAXINT32) {
    StsReadSequence sequence = {reader->page, (gint32)open->mcid, reader->content->text->len, length,
                                false,        open->written};
    g_array_append_val(reader->content->sequences, sequence);
    g_string_append_len(reader->content->text, reader->pending->str + open->start, (gssize)length);
    g_string_truncate(reader->pending, open->start);
  } else if (open->artifact) {
    g_string_truncate(reader->pending, open->start);
  }
  g_array_set_size(reader->open, reader->open->len - 1);
}

/* ---- text ---- */

/* Returns the bytes of a string, until the next is asked for. */
static GString *
decode_string(Reader *reader, StsPdfSlice string)
{
  g_string_truncate(reader->codes, 0);
  sts_pdf_decode_string(reader->codes, string);
  return reader->codes;
}

static void
show_string(Reader *reader, StsPdfSlice string)
{
  GString *codes = decode_string(reader, string);
  bool artifact;

  if (is_inside_tag(reader, &artifact))
    sts_pdf_font_append_text(top_stream(reader)->font, reader->pending, codes->str, codes->len);
  else if (!artifact && reader->stray->len < SHOWN_OF_STRAY)
    sts_pdf_font_append_text(top_stream(reader)->font, reader->stray, codes->str, codes->len);
}

/* Shows every string among the operands: one, or those of an array. */
static void
show_strings(Reader *reader, StsPdfSlice operands)
{
  StsPdfToken token;

  while (sts_pdf_next_token(&operands, &token))
    if (token.kind == STS_PDF_STRING)
      show_string(reader, token.text);
}

static bool
choose_font(Reader *reader, StsPdfSlice operands, GError **error)
{
  StsPdfSlice name;
  int id, generation;
  Stream *stream = top_stream(reader);

  stream->font = NULL;
  if (!sts_pdf_next_value(&operands, &name))
    return true;
  g_auto(StsPdfValue) reference = find_resource(reader, "/Font", name);
  if (!sts_pdf_get_reference(reference.text, &id, &generation))
    return true;
  StsPdfFont *font = g_hash_table_lookup(reader->fonts, GINT_TO_POINTER(id));
  if (!font) {
    g_auto(StsPdfValue) dictionary = sts_pdf_file_resolve(reader->file, reference.text);
    font = sts_pdf_font_new(reader->file, dictionary.text, error);
    if (!font)
      return false;
    g_hash_table_insert(reader->fonts, GINT_TO_POINTER(id), font);
  }
  stream->font = font;
  return true;
}

/* ---- streams ---- */

/* Begins to read a stream; takes data and resources. */
static void
push_stream(Reader *reader, GString *data, StsPdfValue resources)
{
  Stream stream = {
      .data = data,
      .rest = sts_pdf_slice(data->str, data->len),
      .resources = resources,
      .saved = g_ptr_array_new(),
      .first_open = reader->open->len,
  };

  g_array_append_val(reader->streams, stream);
}

static void
pop_stream(Reader *reader)
{
  reader->too_deep = 0;
  while (reader->open->len > top_stream(reader)->first_open)
    end_sequence(reader);
  g_array_set_size(reader->streams, reader->streams->len - 1);
}

/* A form is read like a stretch of the page. */
static bool
draw_object(Reader *reader, StsPdfSlice operands, GError **error)
{
  StsPdfSlice name;

  if (!sts_pdf_next_value(&operands, &name) || reader->streams->len >= FORM_NESTING_MAX)
    return true;
  g_auto(StsPdfValue) reference = find_resource(reader, "/XObject", name);
  g_auto(StsPdfValue) dictionary = sts_pdf_file_resolve(reader->file, reference.text);
  if (!sts_pdf_is(sts_pdf_get_key(dictionary.text, "/Subtype"), "/Form"))
    return true;
  if (++reader->forms > FORMS_MAX) {
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
                "it draws more than %d forms, which is more than sts-export will read", FORMS_MAX);
    return false;
  }
  GString *data = g_string_new(NULL);
  if (!sts_pdf_file_append_stream(reader->file, reference.text, data, error)) {
    g_string_free(data, TRUE);
    return false;
  }
  /* A form that a page draws is a picture; what it draws itself is a part of it. */
  if (reader->streams->len == 1) {
    g_autofree char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)data->str, data->len);
    g_checksum_update(reader->strings, (const guchar *)digest, -1);
  }
  StsPdfValue resources = sts_pdf_file_get_key(reader->file, dictionary.text, "/Resources");
  sts_pdf_value_keep(&resources);
  push_stream(reader, data, resources);
  return true;
}

/* The data of a picture in the stream are no operators. */
static void
skip_inline_image(StsPdfSlice *rest)
{
  for (const char *at = rest->at; (at = memmem(at, (size_t)(rest->end - at), "EI", 2)); at += 2)
    if (g_ascii_isspace(at[-1]) && (at + 2 >= rest->end || g_ascii_isspace(at[2]))) {
      rest->at = at + 2;
      return;
    }
  rest->at = rest->end;
}

/* How much was read is seen at once; every few thousand operators is often enough to see that a file asks for the same
 * again and again. */
static bool
check_effort(Reader *reader, GError **error)
{
  if (reader->content->sequences->len > SEQUENCES_MAX ||
      reader->content->text->len + reader->pending->len > STS_READ_STREAM_MAX) {
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
                "its pages say more than %zu MB, which is more than sts-export will read", STS_READ_STREAM_MAX >> 20);
    return false;
  }
  return ++reader->operators % 4096 != 0 || sts_pdf_file_check(reader->file, error);
}

static bool
take_operator(Reader *reader, StsPdfSlice name, StsPdfSlice operands, GError **error)
{
  Stream *stream = top_stream(reader);

  /* What forms draw is a picture, and has a fingerprint. */
  if (reader->streams->len == 1 && !sts_pdf_is_written_operator(name)) {
    g_autofree char *text = g_strndup(name.at, (size_t)MIN(name.end - name.at, 20));
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    sts_reading_add_fault(reader->reading, "page %d is drawn with “%s”, which sts-export does not write",
                          reader->page + 1, valid);
  }
  if (sts_pdf_is(name, "Tj") || sts_pdf_is(name, "TJ") || sts_pdf_is(name, "'") || sts_pdf_is(name, "\"")) {
    show_strings(reader, operands);
  } else if (sts_pdf_is(name, "BDC") || sts_pdf_is(name, "BMC")) {
    begin_sequence(reader, operands);
  } else if (sts_pdf_is(name, "EMC")) {
    end_sequence(reader);
  } else if (sts_pdf_is(name, "Tf")) {
    return choose_font(reader, operands, error);
  } else if (sts_pdf_is(name, "Do")) {
    return draw_object(reader, operands, error);
  } else if (sts_pdf_is(name, "q") && stream->saved->len < STATES_MAX) {
    g_ptr_array_add(stream->saved, (gpointer)stream->font);
  } else if (sts_pdf_is(name, "Q") && stream->saved->len > 0) {
    stream->font = g_ptr_array_steal_index(stream->saved, stream->saved->len - 1);
  } else if (sts_pdf_is(name, "ID")) {
    skip_inline_image(&stream->rest);
  }
  return true;
}

static void
hash_string(Reader *reader, StsPdfSlice string)
{
  const GString *bytes = decode_string(reader, string);

  g_checksum_update(reader->strings, (const guchar *)bytes->str, (gssize)bytes->len);
}

/* Reads the streams that are begun, the forms they draw among them. */
static bool
read_streams(Reader *reader, GError **error)
{
  while (reader->streams->len > 0) {
    Stream *stream = top_stream(reader);
    const char *operands = stream->rest.at;
    StsPdfToken token = {.kind = STS_PDF_NUMBER};

    while (token.kind != STS_PDF_KEYWORD && sts_pdf_next_token(&stream->rest, &token))
      if (token.kind == STS_PDF_STRING && reader->streams->len == 1)
        hash_string(reader, token.text);
    if (token.kind != STS_PDF_KEYWORD)
      pop_stream(reader);
    else if (!check_effort(reader, error) ||
             !take_operator(reader, token.text, (StsPdfSlice){operands, token.text.at}, error))
      return false;
  }
  return true;
}

/* ---- pages ---- */

static bool
append_contents(Reader *reader, StsPdfSlice page, GString *data, GError **error)
{
  StsPdfSlice part, value = sts_pdf_get_key(page, "/Contents");
  g_auto(StsPdfValue) contents = sts_pdf_file_resolve(reader->file, value);

  if (!sts_pdf_is_array(contents.text))
    return sts_pdf_file_append_stream(reader->file, value, data, error);
  for (StsPdfSlice items = sts_pdf_get_items(contents.text); sts_pdf_next_value(&items, &part);
       g_string_append_c(data, '\n'))
    if (!sts_pdf_file_append_stream(reader->file, part, data, error))
      return false;
  return true;
}

/* The page's own entry or that of what is above it. */
static StsPdfValue
find_resources(Reader *reader, StsPdfSlice page)
{
  g_auto(StsPdfValue) node = {.text = page};

  for (int level = 0; level < NESTING_MAX; level++) {
    StsPdfValue found = sts_pdf_file_get_key(reader->file, node.text, "/Resources");
    sts_pdf_value_keep(&found);
    if (*found.owner)
      return found;
    sts_pdf_value_clear(&found);
    StsPdfValue above = sts_pdf_file_get_key(reader->file, node.text, "/Parent");
    sts_pdf_value_keep(&above);
    sts_pdf_value_clear(&node);
    node = above;
  }
  return (StsPdfValue){.owner = NULL};
}

/* Anything but a link may show words that were not exported. */
static void
check_annotations(Reader *reader, StsPdfSlice page)
{
  g_auto(StsPdfValue) annotations = sts_pdf_file_get_key(reader->file, page, "/Annots");
  StsPdfSlice item;

  for (StsPdfSlice items = sts_pdf_get_items(annotations.text); sts_pdf_next_value(&items, &item);) {
    g_auto(StsPdfValue) annotation = sts_pdf_file_resolve(reader->file, item);
    StsPdfSlice kind = sts_pdf_get_key(annotation.text, "/Subtype");
    if (sts_pdf_is(kind, "/Link") || sts_pdf_is(kind, "/Popup"))
      continue;
    g_autofree char *name =
        sts_pdf_is_set(kind) ? g_strndup(kind.at + 1, (size_t)(kind.end - kind.at - 1)) : g_strdup("unknown");
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    sts_reading_add_fault(reader->reading, "page %d has an annotation (%s) that sts-export did not write",
                          reader->page + 1, valid);
  }
}

static bool
read_page(Reader *reader, int id, GError **error)
{
  g_autofree char *text = sts_pdf_file_get_object(reader->file, id, 0);
  StsPdfSlice page = sts_pdf_slice(text, strlen(text));
  GString *data = g_string_new(NULL);

  if (!append_contents(reader, page, data, error)) {
    g_string_free(data, TRUE);
    return false;
  }
  g_string_truncate(reader->pending, 0);
  g_string_truncate(reader->stray, 0);
  push_stream(reader, data, find_resources(reader, page));
  if (!read_streams(reader, error))
    return false;
  check_annotations(reader, page);
  g_autofree char *stray = sts_plain_text_line(reader->stray->str);
  if (*stray)
    sts_reading_add_fault(reader->reading, "page %d shows text outside of all tags: “%s”", reader->page + 1, stray);
  return true;
}

static int
compare_sequences(const void *a, const void *b)
{
  const StsReadSequence *one = a, *other = b;

  if (one->page != other->page)
    return one->page < other->page ? -1 : 1;
  return (one->mcid > other->mcid) - (one->mcid < other->mcid);
}

static void
sort_sequences(Reader *reader)
{
  GArray *sequences = reader->content->sequences;

  g_array_sort(sequences, compare_sequences);
  for (guint i = 1; i < sequences->len; i++)
    if (compare_sequences(&g_array_index(sequences, StsReadSequence, i - 1),
                          &g_array_index(sequences, StsReadSequence, i)) == 0)
      sts_reading_add_fault(reader->reading, "page %d marks two stretches of text as one",
                            g_array_index(sequences, StsReadSequence, i).page + 1);
}

static void
free_font(gpointer font)
{
  sts_pdf_font_free(font);
}

StsPdfContent *
sts_pdf_content_read(StsPdfFile *file, StsReading *reading, GError **error)
{
  g_autoptr(StsPdfContent) content = g_new0(StsPdfContent, 1);
  g_autoptr(GHashTable) fonts = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_font);
  g_autoptr(GArray) streams = g_array_new(FALSE, FALSE, sizeof(Stream));
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Open));
  g_autoptr(GString) pending = g_string_new(NULL);
  g_autoptr(GString) stray = g_string_new(NULL);
  g_autoptr(GString) codes = g_string_new(NULL);
  g_autoptr(GChecksum) strings = g_checksum_new(G_CHECKSUM_SHA256);
  Reader reader = {.file = file,
                   .reading = reading,
                   .content = content,
                   .fonts = fonts,
                   .streams = streams,
                   .open = open,
                   .pending = pending,
                   .stray = stray,
                   .codes = codes,
                   .strings = strings};

  content->sequences = g_array_new(FALSE, FALSE, sizeof(StsReadSequence));
  content->text = g_string_new(NULL);
  g_array_set_clear_func(streams, clear_stream);
  g_array_set_clear_func(open, clear_open);
  for (; (guint)reader.page < file->pages->len; reader.page++)
    if (!read_page(&reader, g_array_index(file->pages, int, reader.page), error))
      return NULL;
  sort_sequences(&reader);
  reading->strings = sts_arena_strdup(reading->arena, g_checksum_get_string(strings));
  return sts_pdf_file_check(file, error) ? g_steal_pointer(&content) : NULL;
}

void
sts_pdf_content_free(StsPdfContent *content)
{
  if (!content)
    return;
  g_array_unref(content->sequences);
  g_string_free(content->text, TRUE);
  g_free(content);
}

StsReadSequence *
sts_pdf_content_find(const StsPdfContent *content, gint32 page, gint64 mcid)
{
  if (page < 0 || mcid < 0 || mcid > G_MAXINT32 || content->sequences->len == 0)
    return NULL;
  StsReadSequence wanted = {.page = page, .mcid = (gint32)mcid};
  return bsearch(&wanted, content->sequences->data, content->sequences->len, sizeof wanted, compare_sequences);
}
