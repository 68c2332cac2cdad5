/* The proof that no word was lost, added or moved: what was written is read again, and compared with the document line
 * by line. */
#include "import/proof.h"

#include <string.h>

#include "import/markers.h"

/* Goes through the lines of the document that a section must hold. */
typedef struct {
  const StsImport *import;
  int line;       /* the last one that was compared */
  guint dropped;  /* how many of the dropped lines lie behind */
  size_t markers; /* lines that look like markers, which a document may have from an import before */
} Cursor;

/* Lends the next line that says something, or NULL at the end. */
static const StsImportLine *
next_line(Cursor *cursor)
{
  const StsImport *import = cursor->import;

  while (++cursor->line <= (int)import->lines->len) {
    const StsImportLine *line = sts_import_line(import, cursor->line);
    bool fence = import->matter_first > 0 && (cursor->line < import->matter_first ||
                                              (cursor->line > import->matter_last && cursor->line < import->body_line));
    if (cursor->dropped < import->dropped->len &&
        g_array_index(import->dropped, int, cursor->dropped) == cursor->line) {
      cursor->dropped++;
      continue;
    }
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

struct StsImportProof {
  StsImport *import;
  Cursor cursor;
  size_t words, markers;
};

StsImportProof *
sts_import_proof_new(StsImport *import)
{
  StsImportProof *proof = g_new0(StsImportProof, 1);

  proof->import = import;
  proof->cursor.import = import;
  return proof;
}

void
sts_import_proof_free(StsImportProof *proof)
{
  g_free(proof);
}

static bool
compare_line(StsImportProof *proof, const char *text, size_t length)
{
  const StsImportLine *wanted = next_line(&proof->cursor);

  if (!wanted || wanted->length != length || memcmp(proof->import->text + wanted->offset, text, length) != 0)
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
find_own_lines(const char *text, const GArray *lines, guint *matter_end)
{
  guint first = G_MAXUINT;

  for (guint i = 1; i < lines->len; i++) {
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
  guint matter_end = G_MAXUINT;

  for (guint i = find_own_lines(text, lines, &matter_end); i < lines->len; i++) {
    const StsImportLine *line = &g_array_index(lines, StsImportLine, i);
    if (line->blank || i == matter_end)
      continue;
    if (sts_import_is_marker(text + line->offset, line->length))
      proof->markers++;
    else if (!compare_line(proof, text + line->offset, line->length))
      return refuse(error, name, i + 1);
  }
  return true;
}

bool
sts_import_proof_finish(StsImportProof *proof, GError **error)
{
  StsImport *import = proof->import;
  size_t marked = 0;

  for (guint i = 0; i < import->parts->len; i++)
    marked += ((const StsImportPart *)g_ptr_array_index(import->parts, i))->markers->len;
  if (next_line(&proof->cursor) || proof->markers != proof->cursor.markers + marked) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                "the library, as it was written, ends before line %d of the document; this is a fault of the program, "
                "and nothing was kept",
                proof->cursor.line);
    return false;
  }
  import->written_words = proof->words;
  if (proof->words == import->words)
    return true;
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
              "the document has %zu words and the library %zu; this is a fault of the program, and nothing was kept",
              import->words, proof->words);
  return false;
}
