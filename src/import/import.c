/* Imports a document: reads the file, lets each part of the room decide, and answers what was decided. */
#include "import/import.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file-read.h"
#include "base/search.h"
#include "base/text.h"
#include "import/borders.h"
#include "import/contents.h"
#include "import/detectors.h"
#include "import/findings.h"
#include "import/markers.h"
#include "import/pandoc.h"
#include "import/source.h"
#include "import/titles.h"
#include "import/word-losses.h"
#include "read/text-file.h"

/* Some 4,000 pages. What is larger is no document that a person would split. */
static const goffset SIZE_MAX_BYTES = 8 * 1024 * 1024;

/* ---- the file ---- */

/* A folder, a pipe or a missing file is a slip in the call. */
static bool
check_file(const char *path, GError **error)
{
  struct stat status;

  if (stat(path, &status) != 0) {
    int number = errno;
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(number), "cannot import “%s”: %s", path,
                g_strerror(number));
    return false;
  }
  if (S_ISDIR(status.st_mode)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR, "cannot import “%s”: it is a folder; name the document", path);
    return false;
  }
  if (!S_ISREG(status.st_mode)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "cannot import “%s”: it is not a file", path);
    return false;
  }
  return true;
}

static bool
is_too_large(const char *path, goffset size, StsDiagnostics *diagnostics)
{
  if (size <= SIZE_MAX_BYTES)
    return false;
  sts_error(diagnostics, ((StsPosition){path, 1, 1}), STS_RULE_FILE_UNREADABLE,
            "the document is larger than 8 MB; divide it first, and import its parts");
  return true;
}

static StsImport *
new_import(const char *path, StsTermsSet *terms, const StsImportSettings *settings)
{
  StsImport *import = g_new0(StsImport, 1);

  import->arena = sts_arena_new();
  import->path = sts_arena_intern(import->arena, path);
  import->terms = terms;
  import->split_level = settings ? settings->split_level : 0;
  import->notes = g_ptr_array_new();
  import->blocks = g_array_new(FALSE, FALSE, sizeof(StsImportBlock));
  import->parts = g_ptr_array_new_with_free_func((GDestroyNotify)sts_import_part_free);
  import->findings = g_ptr_array_new();
  import->dropped = g_array_new(FALSE, FALSE, sizeof(int));
  import->shown_dropped = g_array_new(FALSE, FALSE, sizeof(int));
  import->images = g_ptr_array_new();
  import->image_paths = g_ptr_array_new();
  return import;
}

/* ---- what is decided ---- */

static int
line_at(const StsImport *import, size_t offset)
{
  return (int)sts_search_offset(import->lines, offsetof(StsImportLine, offset), offset) + 1;
}

/* Reports what the page told. */
static void
report_page(StsImport *import)
{
  if (!import->page)
    return;
  for (guint i = 0; i < import->page->told->len; i++) {
    const StsHtmlTold *told = &g_array_index(import->page->told, StsHtmlTold, i);
    int line = line_at(import, told->offset);
    sts_import_report(import, told->severity, (StsPosition){import->path, line, 1}, told->rule, "%s", told->text);
    StsImportOwnFinding *own = (StsImportOwnFinding *)import->last_finding;
    if (own && !import->counts_paragraphs)
      own->source = told->position;
    /* What is said of the whole document is said of no paragraph. */
    if (own && import->counts_paragraphs && told->offset == 0) {
      own->settled = true;
      own->shown.diagnostic.position = (StsPosition){import->path, 1, 0};
    }
  }
}

enum { PARTS_MAX = 5000 };

/* Decides everything that is to be decided about a text. */
static bool
decide(StsImport *import, StsDiagnostics *diagnostics)
{
  if (!sts_import_take_apart(import, diagnostics))
    return false;
  sts_import_find_contents(import);
  sts_import_find_borders(import);
  if (import->parts->len > PARTS_MAX) {
    sts_error(diagnostics, ((StsPosition){import->path, 1, 1}), STS_RULE_FILE_UNREADABLE,
              "the document seems to have %u sections, more than a library can sensibly have (%d); divide it first, "
              "and import its parts",
              import->parts->len, PARTS_MAX);
    return false;
  }
  sts_import_name_parts(import);
  sts_import_move_notes(import);
  sts_import_find_languages(import);
  for (guint i = 0; i < import->parts->len; i++) {
    StsImportPart *part = g_ptr_array_index(import->parts, i);
    sts_import_find_cuts(import, part);
    sts_import_find_headings(import, part);
    sts_import_find_dates(import, part);
    sts_import_find_closings(import, part);
    sts_import_find_duplicates(import, part);
  }
  sts_import_find_shared_closings(import);
  sts_import_find_links(import);
  sts_import_find_images(import);
  report_page(import);
  sts_import_settle_findings(import);
  import->words = sts_import_count_document_words(import);
  return true;
}

/* ---- pages ---- */

/* "lines 3, 40, 77 and 9 more". */
static char *
list_lines(const GArray *lines)
{
  enum { SHOWN = 8 };
  GString *out = g_string_new(lines->len == 1 ? "line" : "lines");
  guint shown = lines->len > SHOWN ? SHOWN - 1 : lines->len;

  for (guint i = 0; i < shown; i++)
    g_string_append_printf(out, "%s%d",
                           i == 0               ? " "
                           : i + 1 < lines->len ? ", "
                                                : " and ",
                           g_array_index(lines, int, i));
  if (shown < lines->len)
    g_string_append_printf(out, " and %u more", lines->len - shown);
  return g_string_free(out, FALSE);
}

/* A form feed, by which text from a PDF or a printer begins a page, is no text: it goes where a line begins or ends,
 * and elsewhere leaves a space. */
static void
take_out_feeds(StsImport *import, StsPosition *first, GArray *lines)
{
  char *text = import->text, *to = text;
  const char *end = text + import->length;
  int line = 1, column = 1;

  for (const char *from = text; from < end; from++) {
    bool begins = to == text || to[-1] == '\n' || to[-1] == '\r';
    bool ends = from + 1 == end || from[1] == '\n' || from[1] == '\r';
    if (*from == '\f') {
      if (lines->len == 0)
        *first = (StsPosition){import->path, line, column};
      if (lines->len == 0 || g_array_index(lines, int, lines->len - 1) != line)
        g_array_append_val(lines, line);
      if (!begins && !ends)
        *to++ = ' ';
    } else {
      *to++ = *from;
    }
    column = *from == '\n' ? 1 : column + 1;
    line += *from == '\n';
  }
  *to = '\0';
  import->length = (size_t)(to - text);
}

static void
mark_pages(StsImport *import)
{
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(int));
  StsPosition first = {0};

  if (!memchr(import->text, '\f', import->length))
    return;
  take_out_feeds(import, &first, lines);
  g_autofree char *shown = list_lines(lines);
  sts_import_warning(
      import, first, STS_RULE_IMPORT_LEFT_OUT,
      "form feeds show that pages began in %s; they are left out: see that the text goes on across them, "
      "and that no line at the head or foot of a page stands within it",
      shown);
}

StsImport *
sts_import_read_text(const char *path, StsTermsSet *terms, const StsImportSettings *settings, const char *text,
                     size_t length, StsDiagnostics *diagnostics)
{
  g_autoptr(StsImport) import = new_import(path, terms, settings);

  if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
    text += 3;
    length -= 3;
  }
  import->text = g_strndup(text, length);
  import->length = length;
  mark_pages(import);
  return decide(import, diagnostics) ? g_steal_pointer(&import) : NULL;
}

/* By its name, or by how it begins, whatever it is called. */
static bool
is_page(const char *path, const char *text, size_t length)
{
  static const char *const ENDINGS[] = {".html", ".htm", ".xhtml", ".xht"};
  g_autofree char *lower = g_ascii_strdown(path, -1);

  for (size_t i = 0; i < G_N_ELEMENTS(ENDINGS); i++)
    if (g_str_has_suffix(lower, ENDINGS[i]))
      return true;
  return sts_html_is_page(text, length);
}

/* Says something of the whole document. */
static void
add_told(StsHtmlPage *page, StsSeverity severity, char *text)
{
  StsHtmlTold told = {0, severity, STS_RULE_IMPORT_LEFT_OUT, {0}, text};

  g_array_prepend_val(page->told, told);
}

/* What pandoc has left out, with its words. */
static bool
tell_losses(StsHtmlPage *page, const char *path, const char *made, StsDiagnostics *diagnostics)
{
  enum { MOST = 300 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) losses = sts_word_find_losses(path, made, &error);

  if (!losses) {
    sts_error(diagnostics, ((StsPosition){path, 0, 0}), STS_RULE_SYSTEM_FAULT, "%s", error->message);
    return false;
  }
  for (guint i = losses->len; i-- > 0;) {
    const StsWordLoss *loss = &g_array_index(losses, StsWordLoss, i);
    g_autofree char *shown = sts_text_make_printable(loss->text);
    int cut = sts_text_cut(shown, MOST);
    add_told(page, loss->is_edge ? STS_SEVERITY_WARNING : STS_SEVERITY_ERROR,
             g_strdup_printf("pandoc leaves out what stands in %s: “%.*s%s”", loss->where, cut, shown,
                             shown[cut] ? " …" : ""));
  }
  return true;
}

static StsImport *
read_page(const char *path, StsTermsSet *terms, const StsImportSettings *settings, const char *text, size_t length,
          StsPandoc *pandoc, StsDiagnostics *diagnostics)
{
  g_autoptr(StsImport) import = new_import(path, terms, settings);
  size_t decoded;

  g_autofree char *page_text = sts_html_decode(import->path, text, length, &decoded, diagnostics);
  StsHtmlPage *page = page_text ? sts_html_convert(import->path, page_text, decoded, diagnostics) : NULL;
  if (!page)
    return NULL;
  sts_import_take_page(import, page, pandoc != NULL);
  if (pandoc) {
    g_array_unref(page->pictures);
    page->pictures = g_steal_pointer(&pandoc->pictures);
    if (*pandoc->messages)
      add_told(page, STS_SEVERITY_WARNING, g_strconcat("pandoc says: ", pandoc->messages, NULL));
    if (!tell_losses(page, path, pandoc->page, diagnostics))
      return NULL;
    if (pandoc->loses_heads && strstr(page->text->str, "\n| --- "))
      add_told(page, STS_SEVERITY_ERROR,
               g_strdup("pandoc leaves out the heads and captions of tables in texts of LibreOffice, and others with "
                        "them; save the document as .docx, and import that"));
  }
  return decide(import, diagnostics) ? g_steal_pointer(&import) : NULL;
}

StsImport *
sts_import_read_page(const char *path, StsTermsSet *terms, const StsImportSettings *settings, const char *text,
                     size_t length, StsDiagnostics *diagnostics)
{
  return read_page(path, terms, settings, text, length, NULL, diagnostics);
}

StsImport *
sts_import_read_made(const char *path, StsTermsSet *terms, const StsImportSettings *settings, StsPandoc *pandoc,
                     StsDiagnostics *diagnostics)
{
  g_autoptr(StsTermsSet) owned = terms;
  g_autofree char *changes = sts_html_find_changes(path, pandoc->page, pandoc->length, diagnostics);

  if (changes) {
    sts_error(diagnostics, ((StsPosition){path, 0, 0}), STS_RULE_IMPORT_CHANGES,
              "the document has changes that nobody has accepted or refused: %s; decide each in Word, and import it "
              "again",
              changes);
    return NULL;
  }
  return read_page(path, g_steal_pointer(&owned), settings, pandoc->page, pandoc->length, pandoc, diagnostics);
}

/* A text of Word or LibreOffice. Takes the terms. */
static StsImport *
read_word(const char *path, StsTermsSet *terms, const StsImportSettings *settings, StsDiagnostics *diagnostics,
          GError **error)
{
  g_autoptr(StsTermsSet) owned = terms;
  g_autoptr(StsPandoc) pandoc = sts_pandoc_read(path, diagnostics, error);

  return pandoc ? sts_import_read_made(path, g_steal_pointer(&owned), settings, pandoc, diagnostics) : NULL;
}

StsImport *
sts_import_read_file(const char *path, StsTermsSet *terms, const StsImportSettings *settings,
                     StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(StsTermsSet) owned = terms;
  g_autofree char *text = NULL;
  gsize length;
  struct stat status;

  if (!check_file(path, error))
    return NULL;
  if (stat(path, &status) == 0 && is_too_large(path, status.st_size, diagnostics))
    return NULL;
  if (sts_pandoc_is_needed(path))
    return read_word(path, g_steal_pointer(&owned), settings, diagnostics, error);
  if (!sts_file_load(path, SIZE_MAX_BYTES, &text, &length, error))
    return NULL;
  if (is_page(path, text, length))
    return sts_import_read_page(path, g_steal_pointer(&owned), settings, text, length, diagnostics);
  /* A form feed is no fault of a document, as it is of a library. */
  g_autofree char *checked = g_memdup2(text, length + 1);
  for (gsize i = 0; i < length; i++)
    checked[i] = checked[i] == '\f' ? ' ' : checked[i];
  if (!sts_read_is_text(path, checked, length, diagnostics))
    return NULL;
  return sts_import_read_text(path, g_steal_pointer(&owned), settings, text, length, diagnostics);
}

void
sts_import_free(StsImport *import)
{
  if (!import)
    return;
  for (guint i = 0; i < import->findings->len; i++)
    g_free(g_ptr_array_index(import->findings, i));
  sts_terms_set_free(import->terms);
  g_ptr_array_unref(import->parts);
  g_ptr_array_unref(import->findings);
  g_ptr_array_unref(import->notes);
  g_ptr_array_unref(import->images);
  g_ptr_array_unref(import->image_paths);
  g_array_unref(import->blocks);
  g_array_unref(import->dropped);
  g_array_unref(import->shown_dropped);
  sts_html_page_free(import->page);
  if (import->vocabulary)
    g_hash_table_unref(import->vocabulary);
  if (import->lines)
    g_array_unref(import->lines);
  g_free(import->fates);
  g_free(import->written_lines);
  g_free(import->text);
  sts_arena_free(import->arena);
  g_free(import);
}

/* ---- what was decided ---- */

size_t
sts_import_count_sections(const StsImport *import)
{
  return import->parts->len;
}

StsImportSection
sts_import_get_section(const StsImport *import, size_t index)
{
  StsImportSection section = ((const StsImportPart *)g_ptr_array_index(import->parts, index))->shown;

  section.first_line = sts_import_source_line(import, section.first_line);
  section.last_line = sts_import_source_line(import, section.last_line);
  return section;
}

size_t
sts_import_count_findings(const StsImport *import)
{
  return import->findings->len;
}

const StsImportFinding *
sts_import_get_finding(const StsImport *import, size_t index)
{
  return g_ptr_array_index(import->findings, index);
}

size_t
sts_import_count_severity(const StsImport *import, StsSeverity severity)
{
  size_t count = 0;

  for (guint i = 0; i < import->findings->len; i++)
    count += sts_import_get_finding(import, i)->diagnostic.severity == severity;
  return count;
}

const char *
sts_import_get_title(const StsImport *import)
{
  return import->title;
}

const char *
sts_import_get_title_origin(const StsImport *import)
{
  return import->title_origin;
}

const char *
sts_import_get_language(const StsImport *import)
{
  return import->language;
}

const char *
sts_import_get_language_origin(const StsImport *import)
{
  return import->language_origin;
}

const int *
sts_import_get_dropped_lines(const StsImport *import, size_t *count)
{
  const GArray *lines = import->page ? import->shown_dropped : import->dropped;

  if (count)
    *count = lines->len;
  return (const int *)lines->data;
}

const char *const *
sts_import_get_images(const StsImport *import)
{
  static const char *const NONE[] = {NULL};

  return import->images->len > 0 ? (const char *const *)import->images->pdata : NONE;
}

bool
sts_import_counts_paragraphs(const StsImport *import)
{
  return import->counts_paragraphs;
}

size_t
sts_import_count_words(const StsImport *import)
{
  return import->words;
}

size_t
sts_import_count_written_words(const StsImport *import)
{
  return import->written_words;
}

size_t
sts_import_count_left_out_words(const StsImport *import)
{
  return import->left_out_words;
}

size_t
sts_import_count_copied_words(const StsImport *import)
{
  return import->copied_words;
}

size_t
sts_import_count_moved_notes(const StsImport *import)
{
  return import->moved_notes;
}
