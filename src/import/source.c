/* Tells where in the document a place of its Markdown is. */
#include "import/source.h"

#include <stddef.h>
#include <string.h>

#include "base/search.h"
#include "base/text.h"

void
sts_import_take_page(StsImport *import, StsHtmlPage *page, bool paragraphs)
{
  import->page = page;
  import->counts_paragraphs = paragraphs;
  import->text = g_strndup(page->text->str, page->text->len);
  import->length = page->text->len;
  if (page->language)
    import->matter_language = page->language;
}

/* ---- from the Markdown to the page ---- */

/* The paragraph, list or table of a document without lines, from 1. */
static guint
paragraph_at(const StsImport *import, int line)
{
  guint low = 0, high = import->blocks->len;

  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    if (sts_import_block(import, middle)->first <= line)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static StsPosition
source_of(const StsImport *import, StsPosition place)
{
  const GArray *places = import->page->places;

  if (import->counts_paragraphs)
    return (StsPosition){import->path, (int)paragraph_at(import, place.line) + 1, 0};
  if (places->len == 0 || place.line < 1 || place.line > (int)import->lines->len)
    return (StsPosition){import->path, 1, 1};
  size_t offset = sts_import_line(import, place.line)->offset + (size_t)MAX(place.column, 1) - 1;
  size_t end = sts_import_line(import, place.line)->offset + sts_import_line(import, place.line)->length;
  guint low = sts_search_offset(places, offsetof(StsHtmlPlace, offset), offset);
  /* What stands before the first word of a line, such as "- ", belongs to it. */
  size_t start = sts_import_line(import, place.line)->offset;
  if (low + 1 < places->len && g_array_index(places, StsHtmlPlace, low).offset < start &&
      g_array_index(places, StsHtmlPlace, low + 1).offset <= end)
    low++;
  return g_array_index(places, StsHtmlPlace, low).position;
}

int
sts_import_source_line(const StsImport *import, int line)
{
  return import->page ? source_of(import, (StsPosition){import->path, line, 1}).line : line;
}

static void
say_paragraph(StsImport *import, StsImportOwnFinding *finding)
{
  enum { BYTES = 60 };
  const char *text = sts_import_block(import, paragraph_at(import, finding->place.line))->text;

  if (!*text || strstr(finding->shown.diagnostic.text, text))
    return;
  int cut = sts_text_cut(text, BYTES);
  g_autofree char *said = g_strdup_printf("%s (in the paragraph “%.*s%s”)", finding->shown.diagnostic.text, cut, text,
                                          text[cut] ? "…" : "");
  finding->shown.diagnostic.text = sts_arena_strdup(import->arena, said);
}

void
sts_import_place_in_source(StsImport *import)
{
  for (guint i = 0; i < import->findings->len; i++) {
    StsImportOwnFinding *finding = g_ptr_array_index(import->findings, i);
    if (!import->page || finding->settled)
      continue;
    finding->settled = true;
    finding->shown.diagnostic.position = finding->source.line > 0 ? finding->source : source_of(import, finding->place);
    if (import->counts_paragraphs)
      say_paragraph(import, finding);
  }
  g_array_set_size(import->shown_dropped, 0);
  for (guint i = 0; import->page && i < import->dropped->len; i++) {
    int line = sts_import_source_line(import, g_array_index(import->dropped, int, i));
    const GArray *shown = import->shown_dropped;
    if (shown->len == 0 || g_array_index(shown, int, shown->len - 1) != line)
      g_array_append_val(import->shown_dropped, line);
  }
}
