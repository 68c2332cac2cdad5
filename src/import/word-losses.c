/* Finds what pandoc leaves out of a text of Word or LibreOffice: text boxes, heads of tables, headers and footers. The
 * paragraphs of the document are read from its XML, and looked for in the page. */
#include "import/word-losses.h"

#include <string.h>
#include <zip.h>

#include "base/file-read.h"
#include "base/text.h"
#include "base/xml/xml-read.h"

enum { PART_BYTES_MAX = 64 * 1024 * 1024, PARTS_MAX = 200, DEPTH_MAX = 64 };

static const char BODY[] = "the text", BOX[] = "a text box", EDGE[] = "a header or footer";

typedef struct {
  const char *where;
  char *text;
} Paragraph;

typedef struct {
  GArray *paragraphs; /* Paragraph */
  const char *where;  /* the part that is read */
  GPtrArray *open;    /* GString* of each paragraph that is open, one within another */
  int depth, boxes, box_from[DEPTH_MAX];
  int skip_from;    /* the depth of an element that says nothing here; 0: none is open */
  GPtrArray *names; /* of the elements that are open; lent from `atoms` */
  GHashTable *atoms;
} Reader;

static void
clear_paragraph(gpointer data)
{
  g_free(((Paragraph *)data)->text);
}

/* ---- the document ---- */

static void
append_space(Reader *reader)
{
  if (reader->open->len > 0)
    g_string_append_c(g_ptr_array_index(reader->open, reader->open->len - 1), ' ');
}

static void
note_name(Reader *reader, const char *name)
{
  char *atom = g_hash_table_lookup(reader->atoms, name);

  if (!atom) {
    atom = g_strdup(name);
    g_hash_table_add(reader->atoms, atom);
  }
  g_ptr_array_add(reader->names, atom);
}

static bool
is_paragraph(const char *name)
{
  return strcmp(name, "p") == 0 || strcmp(name, "h") == 0;
}

static void
start(gpointer data, const char *uri, const char *name, const StsXmlElement *element, GError **error)
{
  /* What is no text that is valid: what stands twice, deletions, comments, numbers of notes. */
  static const char *const SKIPPED[] = {"Fallback",        "del",           "moveFrom",       "annotation",
                                        "tracked-changes", "note-citation", "sequence-decls", NULL};
  static const char *const BOXES[] = {"txbxContent", "text-box", NULL};
  static const char *const SPACES[] = {"tab", "br", "cr", "s", "line-break", "noBreakHyphen", "softHyphen", NULL};
  Reader *reader = data;

  (void)uri;
  (void)element;
  (void)error;
  note_name(reader, name);
  reader->depth++;
  if (reader->skip_from > 0)
    return;
  if (g_strv_contains(SKIPPED, name)) {
    reader->skip_from = reader->depth;
    return;
  }
  if (g_strv_contains(BOXES, name) && reader->boxes < DEPTH_MAX)
    reader->box_from[reader->boxes++] = reader->depth;
  if (is_paragraph(name))
    g_ptr_array_add(reader->open, g_string_new(NULL));
  else if (g_strv_contains(SPACES, name))
    append_space(reader);
}

static void
add_paragraph(Reader *reader, GString *text)
{
  Paragraph paragraph = {reader->boxes > 0 ? BOX : reader->where, sts_text_normalize_space(text->str)};

  g_array_append_val(reader->paragraphs, paragraph);
  g_string_free(text, TRUE);
}

static void
end(gpointer data, GError **error)
{
  Reader *reader = data;
  const char *name = g_ptr_array_index(reader->names, reader->names->len - 1);

  (void)error;
  g_ptr_array_set_size(reader->names, (int)reader->names->len - 1);
  if (reader->skip_from == 0 && is_paragraph(name) && reader->open->len > 0)
    add_paragraph(reader, g_ptr_array_steal_index(reader->open, reader->open->len - 1));
  if (reader->skip_from == reader->depth)
    reader->skip_from = 0;
  if (reader->boxes > 0 && reader->box_from[reader->boxes - 1] == reader->depth)
    reader->boxes--;
  reader->depth--;
}

/* What a paragraph holds besides its text: fields, and where a drawing stands. */
static void
add_text(gpointer data, const char *text, size_t length, GError **error)
{
  static const char *const OTHERS[] = {"instrText", "title",     "desc",  "posOffset",
                                       "pctWidth",  "pctHeight", "align", NULL};
  Reader *reader = data;
  const char *name = reader->names->len > 0 ? g_ptr_array_index(reader->names, reader->names->len - 1) : "";

  (void)error;
  if (reader->skip_from == 0 && reader->open->len > 0 && !g_strv_contains(OTHERS, name))
    g_string_append_len(g_ptr_array_index(reader->open, reader->open->len - 1), text, (gssize)length);
}

static void
read_xml(GArray *paragraphs, const char *where, const char *text, size_t length)
{
  static const StsXmlHandler HANDLER = {start, end, add_text, NULL};
  g_autoptr(GPtrArray) open = g_ptr_array_new(), names = g_ptr_array_new();
  g_autoptr(GHashTable) atoms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = {.paragraphs = paragraphs, .where = where, .open = open, .names = names, .atoms = atoms};

  /* What cannot be read, pandoc has judged. */
  sts_xml_parse(text, length, &HANDLER, &reader, NULL);
  for (guint i = 0; i < open->len; i++)
    g_string_free(g_ptr_array_index(open, i), TRUE);
}

/* What a file of the archive holds; NULL: nothing to read. */
static const char *
kind_of_part(const char *name)
{
  static const char *const TEXTS[] = {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml",
                                      NULL};

  if (g_strv_contains(TEXTS, name))
    return BODY;
  bool edge = g_str_has_prefix(name, "word/header") || g_str_has_prefix(name, "word/footer");
  return (edge && g_str_has_suffix(name, ".xml")) || strcmp(name, "styles.xml") == 0 ? EDGE : NULL;
}

static void
read_part(GArray *paragraphs, zip_t *zip, zip_uint64_t index, const zip_stat_t *status)
{
  const char *kind = status->name ? kind_of_part(status->name) : NULL;
  zip_file_t *file = kind && status->size > 0 && status->size <= PART_BYTES_MAX ? zip_fopen_index(zip, index, 0) : NULL;

  if (!file)
    return;
  g_autofree char *text = g_malloc(status->size);
  if (zip_fread(file, text, status->size) == (zip_int64_t)status->size)
    read_xml(paragraphs, kind, text, status->size);
  zip_fclose(file);
}

/* Opened from memory, an archive that libzip refuses is no sound one: it is not the disk that refuses it. */
static zip_t *
open_archive(const char *bytes, size_t size)
{
  zip_source_t *source = zip_source_buffer_create(bytes, size, 0, NULL);
  zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;

  if (source && !zip)
    zip_source_free(source);
  return zip;
}

static GArray *
read_document(const char *bytes, size_t size)
{
  GArray *paragraphs = g_array_new(FALSE, FALSE, sizeof(Paragraph));
  zip_t *zip = open_archive(bytes, size);
  zip_int64_t count = zip ? zip_get_num_entries(zip, 0) : 0;

  g_array_set_clear_func(paragraphs, clear_paragraph);
  for (zip_int64_t i = 0, parts = 0; i < count && parts < PARTS_MAX; i++) {
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat_index(zip, (zip_uint64_t)i, 0, &status) != 0 || !status.name || !kind_of_part(status.name))
      continue;
    parts++;
    read_part(paragraphs, zip, (zip_uint64_t)i, &status);
  }
  if (zip)
    zip_discard(zip);
  return paragraphs;
}

/* ---- the page ---- */

/* Blocks of the page, as lines without markup. pandoc writes letters as they are, and a mark of a note as a link. */
static char *
read_page(const char *page)
{
  static const char *const BLOCKS[] = {"p",  "li", "td", "th", "h1", "h2", "h3",      "h4",    "h5",  "h6",      "div",
                                       "dt", "dd", "br", "tr", "ul", "ol", "caption", "table", "pre", "section", NULL};
  GString *out = g_string_new(NULL);
  const char *body = strstr(page, "<body");

  for (const char *p = body ? body : page; *p;) {
    if (*p == '&') {
      const char *end = strchr(p, ';');
      g_string_append_c(out, ' ');
      p = end ? end + 1 : p + 1;
      continue;
    }
    if (*p != '<') {
      g_string_append_c(out, *p == '\n' ? ' ' : *p);
      p++;
      continue;
    }
    const char *end = strchr(p, '>'), *name = p + 1 + (p[1] == '/');
    if (!end)
      break;
    g_autofree char *tag = g_strndup(name, strcspn(name, " />\n"));
    if (g_strv_contains(BLOCKS, tag))
      g_string_append_c(out, '\n');
    bool mark = strcmp(tag, "a") == 0 && g_strstr_len(p, end - p, "footnote-ref");
    const char *close = mark ? strstr(end, "</a>") : NULL;
    p = close ? close + strlen("</a>") : end + 1;
  }
  return g_string_free(out, FALSE);
}

/* ---- comparing ---- */

/* Adds the step to the count of each run of letters and digits; `missing` counts those that were not there to be taken.
 */
static void
count_words(GHashTable *words, const char *text, int step, guint *missing)
{
  g_autoptr(GString) word = g_string_new(NULL);

  for (const char *p = text;; p = g_utf8_next_char(p)) {
    gunichar c = *p ? g_utf8_get_char(p) : 0;
    if (c && (g_unichar_isalnum(c) || g_unichar_ismark(c))) {
      g_string_append_unichar(word, c);
      continue;
    }
    if (word->len > 0) {
      int count = GPOINTER_TO_INT(g_hash_table_lookup(words, word->str)) + step;
      if (count >= 0)
        g_hash_table_insert(words, g_strdup(word->str), GINT_TO_POINTER(count));
      else
        (*missing)++;
      g_string_truncate(word, 0);
    }
    if (!c)
      return;
  }
}

static char *
letters_of(const char *text)
{
  GString *out = g_string_new(NULL);

  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (g_unichar_isalnum(g_utf8_get_char(p)))
      g_string_append_unichar(out, g_utf8_get_char(p));
  return g_string_free(out, FALSE);
}

static bool
take(GHashTable *counts, const char *key)
{
  int count = GPOINTER_TO_INT(g_hash_table_lookup(counts, key));

  if (count > 0)
    g_hash_table_insert(counts, g_strdup(key), GINT_TO_POINTER(count - 1));
  return count > 0;
}

/* Takes out the paragraphs that the page has as they are; the words of its other blocks remain. */
static GHashTable *
match_paragraphs(const GArray *paragraphs, const char *page, guint8 *found)
{
  GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) wanted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                        matched = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) blocks = g_strsplit(page, "\n", -1);
  guint unused = 0;

  for (guint i = 0; i < paragraphs->len; i++) {
    char *key = letters_of(g_array_index(paragraphs, Paragraph, i).text);
    int count = GPOINTER_TO_INT(g_hash_table_lookup(wanted, key));
    g_hash_table_insert(wanted, key, GINT_TO_POINTER(count + 1));
  }
  for (char **block = blocks; *block; block++) {
    g_autofree char *key = letters_of(*block);
    if (!*key)
      continue;
    if (take(wanted, key))
      g_hash_table_insert(matched, g_strdup(key),
                          GINT_TO_POINTER(GPOINTER_TO_INT(g_hash_table_lookup(matched, key)) + 1));
    else
      count_words(words, *block, 1, &unused);
  }
  for (guint i = 0; i < paragraphs->len; i++) {
    g_autofree char *key = letters_of(g_array_index(paragraphs, Paragraph, i).text);
    found[i] = !*key || take(matched, key);
  }
  return words;
}

static void
clear_loss(gpointer data)
{
  g_free(((StsWordLoss *)data)->text);
}

/* The text first: what stands in a box or at an edge as well must not take its words. */
static int
compare_places(gconstpointer a, gconstpointer b)
{
  const Paragraph *left = a, *right = b;

  return (left->where != BODY) - (right->where != BODY);
}

/* The number of a page is no text. */
static bool
has_letters(const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (g_unichar_isalpha(g_utf8_get_char(p)))
      return true;
  return false;
}

GArray *
sts_word_find_losses(const char *path, const char *page, GError **error)
{
  g_autofree char *bytes = NULL;
  size_t size;

  if (!sts_file_load(path, STS_FILE_TEXT_MAX, &bytes, &size, error))
    return NULL;
  g_autoptr(GArray) paragraphs = read_document(bytes, size);
  g_autofree char *text = read_page(page);
  GArray *losses = g_array_new(FALSE, FALSE, sizeof(StsWordLoss));

  g_array_set_clear_func(losses, clear_loss);
  g_array_sort(paragraphs, compare_places);
  g_autofree guint8 *found = g_new0(guint8, paragraphs->len + 1);
  g_autoptr(GHashTable) words = match_paragraphs(paragraphs, text, found);
  for (guint i = 0; i < paragraphs->len; i++) {
    const Paragraph *paragraph = &g_array_index(paragraphs, Paragraph, i);
    guint missing = 0;
    if (!found[i])
      count_words(words, paragraph->text, -1, &missing);
    if (missing == 0 || (paragraph->where == EDGE && !has_letters(paragraph->text)))
      continue;
    StsWordLoss loss = {paragraph->where, g_strdup(paragraph->text), paragraph->where == EDGE};
    g_array_append_val(losses, loss);
  }
  return losses;
}
