/* The proof that no word was lost, added or moved: what was written is read again, and compared with the document line
 * by line. */
#include "import/proof.h"

#include <string.h>

#include "import/markers.h"

/* Goes through the lines of the document that stay where they are. */
typedef struct {
  const StsImport *import;
  int line;       /* the last one that was compared */
  size_t markers; /* lines that look like markers, which a document may have from an import before */
} Cursor;

/* Lends the next line that says something, or NULL at the end, or where it comes after `limit`. */
static const StsImportLine *
next_line(Cursor *cursor, int limit)
{
  const StsImport *import = cursor->import;

  while (cursor->line < limit) {
    const StsImportLine *line = sts_import_line(import, ++cursor->line);
    bool fence = import->matter_first > 0 && (cursor->line == import->matter_first - 1 ||
                                              (cursor->line > import->matter_last && cursor->line < import->body_line));
    if (sts_import_fate(import, cursor->line) != STS_LINE_KEPT)
      continue;
    if (sts_import_is_marker(import->text + line->offset, line->length)) {
      cursor->markers++;
      continue;
    }
    if (!line->blank && !fence)
      return line;
  }
  return NULL;
}

static bool
refuse(GError **error, const char *file, size_t number)
{
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
              "line %zu of “%s”, as it was written, is not what the document has there; this is a fault of the "
              "program, and nothing was kept",
              number, file);
  return false;
}

/* Goes through the lines of the notes that came to a section from elsewhere. */
typedef struct {
  const GArray *runs; /* StsImportRun; NULL before the first section */
  guint run;
  int line; /* the last one that was compared */
} NoteCursor;

static const StsImportRun *
current_run(const NoteCursor *cursor)
{
  return cursor->runs && cursor->run < cursor->runs->len ? &g_array_index(cursor->runs, StsImportRun, cursor->run)
                                                         : NULL;
}

/* The number of the next line that says something; 0 at the end. */
static int
next_note_line(const StsImport *import, NoteCursor *cursor)
{
  for (const StsImportRun *run; (run = current_run(cursor)); cursor->run++, cursor->line = 0) {
    cursor->line = MAX(cursor->line, run->first - 1);
    while (++cursor->line <= run->last)
      if (!sts_import_line(import, cursor->line)->blank)
        return cursor->line;
  }
  return 0;
}

struct StsImportProof {
  StsImport *import;
  Cursor cursor;
  NoteCursor notes;
  guint part;    /* how many sections were compared */
  guint8 *found; /* of each line: whether it was found among the notes of a section */
  size_t words, markers, copied;
};

StsImportProof *
sts_import_proof_new(StsImport *import)
{
  StsImportProof *proof = g_new0(StsImportProof, 1);

  proof->import = import;
  proof->cursor.import = import;
  proof->found = g_new0(guint8, import->lines->len + 1);
  return proof;
}

void
sts_import_proof_free(StsImportProof *proof)
{
  if (proof)
    g_free(proof->found);
  g_free(proof);
}

static bool
is_same(const StsImport *import, const StsImportLine *wanted, const char *text, size_t length)
{
  return wanted->length == length && memcmp(import->text + wanted->offset, text, length) == 0;
}

/* Behind its own lines, a section has the notes that came to it. */
static bool
compare_note(StsImportProof *proof, const char *text, size_t length)
{
  int line = next_note_line(proof->import, &proof->notes);

  if (line == 0 || !is_same(proof->import, sts_import_line(proof->import, line), text, length))
    return false;
  bool first = !proof->found[line - 1] && sts_import_fate(proof->import, line) == STS_LINE_MOVED;
  *(first ? &proof->words : &proof->copied) += sts_import_count_words_in(text, length);
  proof->found[line - 1] = true;
  return true;
}

static bool
compare_line(StsImportProof *proof, int last, const char *text, size_t length)
{
  const StsImportLine *wanted = next_line(&proof->cursor, last);

  if (!wanted)
    return compare_note(proof, text, length);
  if (!is_same(proof->import, wanted, text, length))
    return false;
  proof->words += sts_import_count_words_in(text, length);
  return true;
}

static bool
is_line(const char *text, const StsImportLine *line, const char *wanted)
{
  return line->length == strlen(wanted) && strncmp(text + line->offset, wanted, line->length) == 0;
}

/* The first line of the text that is the document's: after the front matter, which is the program's but for what
 * follows the line that says otherwise. */
static guint
find_own_lines(const char *text, const GArray *lines, guint from, guint *matter_end)
{
  guint first = G_MAXUINT;

  for (guint i = from + 1; i < lines->len; i++) {
    const StsImportLine *line = &g_array_index(lines, StsImportLine, i);
    if (first == G_MAXUINT && is_line(text, line, STS_IMPORT_MATTER_LINE))
      first = i + 1;
    if (is_line(text, line, "---")) {
      *matter_end = i;
      return MIN(first, i + 1);
    }
  }
  return lines->len;
}

bool
sts_import_proof_add(StsImportProof *proof, const char *name, const char *text, size_t length, GError **error)
{
  g_autoptr(GArray) lines = sts_import_split_lines(text, length);
  guint matter_end = G_MAXUINT, preface = proof->part == 0 ? (guint)proof->import->preface_lines : 0;
  const StsImportPart *part = g_ptr_array_index(proof->import->parts, proof->part);
  guint own = find_own_lines(text, lines, preface, &matter_end);

  proof->part++;
  proof->notes = (NoteCursor){.runs = part->notes};
  for (guint i = preface > 0 ? 0 : own; i < lines->len; i = i + 1 == preface ? own : i + 1) {
    const StsImportLine *line = &g_array_index(lines, StsImportLine, i);
    if (line->blank || i == matter_end)
      continue;
    if (sts_import_is_marker(text + line->offset, line->length))
      proof->markers++;
    else if (!compare_line(proof, part->shown.last_line, text + line->offset, line->length))
      return refuse(error, name, i + 1);
  }
  if (!next_line(&proof->cursor, part->shown.last_line) && next_note_line(proof->import, &proof->notes) == 0)
    return true;
  return refuse(error, name, lines->len + 1);
}

/* The first line that went with a mark and is in no section; 0: none. */
static int
find_lost_note(const StsImportProof *proof)
{
  for (int line = 1; line <= (int)proof->import->lines->len; line++)
    if (sts_import_fate(proof->import, line) == STS_LINE_MOVED && !sts_import_line(proof->import, line)->blank &&
        !proof->found[line - 1])
      return line;
  return 0;
}

static size_t
count_left_out(const StsImport *import)
{
  size_t count = 0;

  for (guint i = 0; i < import->dropped->len; i++) {
    const StsImportLine *line = sts_import_line(import, g_array_index(import->dropped, int, i));
    count += sts_import_count_words_in(import->text + line->offset, line->length);
  }
  return count;
}

bool
sts_import_proof_finish(StsImportProof *proof, GError **error)
{
  StsImport *import = proof->import;
  size_t marked = 0;

  for (guint i = 0; i < import->parts->len; i++)
    marked += ((const StsImportPart *)g_ptr_array_index(import->parts, i))->markers->len;
  int lost = find_lost_note(proof);
  if (lost > 0 || next_line(&proof->cursor, (int)import->lines->len) ||
      proof->markers != proof->cursor.markers + marked) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                "the library, as it was written, lacks line %d of the document; this is a fault of the program, and "
                "nothing was kept",
                lost > 0 ? lost : proof->cursor.line);
    return false;
  }
  import->left_out_words = count_left_out(import);
  import->copied_words = proof->copied;
  import->written_words = proof->words + proof->copied;
  if (proof->words + import->left_out_words == import->words)
    return true;
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
              "of the %zu words of the document, the library has %zu, and %zu were left out; this is a fault of the "
              "program, and nothing was kept",
              import->words, proof->words, import->left_out_words);
  return false;
}
