/* Cuts lines out of source files, and finds the column of a place in them. */
#include "cli/excerpt.h"

#include <string.h>

#include "base/file-read.h"
#include "base/text.h"
#include "cli/terminal.h"

/* No file is longer that is read (src/read/text-file.c). So many bytes of a line are looked at, on both sides of the
 * place. */
enum { SIZE_MOST = 64 * 1024 * 1024, AROUND = 2048, TAB = 4 };

static const char ELLIPSIS[] = "…";

struct StsExcerpts {
  char *file; /* the one read last; NULL: none */
  char *bytes;
  gsize length; /* 0: it is no text, or cannot be read */
  int line;     /* the one found last, from 1, and where it begins */
  gsize start;
};

StsExcerpts *
sts_excerpts_new(void)
{
  return g_new0(StsExcerpts, 1);
}

void
sts_excerpts_free(StsExcerpts *excerpts)
{
  if (!excerpts)
    return;
  g_free(excerpts->file);
  g_free(excerpts->bytes);
  g_free(excerpts);
}

/* ---- files and their lines ---- */

static void
open_file(StsExcerpts *excerpts, const char *file)
{
  if (g_strcmp0(excerpts->file, file) == 0)
    return;
  g_free(excerpts->file);
  g_clear_pointer(&excerpts->bytes, g_free);
  excerpts->file = g_strdup(file);
  excerpts->length = 0;
  excerpts->line = 1;
  excerpts->start = 0;
  if (!sts_file_load(file, SIZE_MOST, &excerpts->bytes, &excerpts->length, NULL))
    return;
  if (memchr(excerpts->bytes, '\0', excerpts->length))
    excerpts->length = 0;
  /* No place counts a byte order mark. */
  if (excerpts->length >= 3 && memcmp(excerpts->bytes, "\xEF\xBB\xBF", 3) == 0)
    excerpts->start = 3;
}

static gsize
find_end(const StsExcerpts *excerpts, gsize start)
{
  while (start < excerpts->length && excerpts->bytes[start] != '\n' && excerpts->bytes[start] != '\r')
    start++;
  return start;
}

/* Lines end as reading ends them: also with a carriage return alone. */
static bool
find_line(StsExcerpts *excerpts, int line)
{
  if (line < excerpts->line)
    return false;
  while (excerpts->line < line) {
    gsize end = find_end(excerpts, excerpts->start);
    if (end >= excerpts->length)
      return false;
    bool both = excerpts->bytes[end] == '\r' && end + 1 < excerpts->length && excerpts->bytes[end + 1] == '\n';
    excerpts->start = end + (both ? 2 : 1);
    excerpts->line++;
  }
  return excerpts->start < excerpts->length;
}

/* ---- columns ---- */

/* A character as it is shown. */
typedef struct {
  gunichar character;
  int at, width; /* columns */
} Cell;

static bool
goes_leftwards(gunichar c)
{
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFF) ||
         (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

/* Takes the character there; returns how many bytes it has. */
static gsize
take_character(const char *text, gsize length, gunichar *character)
{
  *character = g_utf8_get_char_validated(text, (gssize)length);
  if (*character == (gunichar)-1 || *character == (gunichar)-2) {
    *character = 0xFFFD;
    return 1;
  }
  gsize bytes = (gsize)(g_utf8_next_char(text) - text);
  if (*character != '\t' && sts_text_is_order(*character))
    *character = 0xFFFD;
  return bytes;
}

/* Returns the cells of the bytes, and the column of one of them in *caret; -1 where it is not among them. */
static GArray *
lay_cells(const char *text, gsize length, gsize place, int *caret)
{
  GArray *cells = g_array_new(FALSE, FALSE, sizeof(Cell));
  int column = 0;

  *caret = -1;
  for (gsize at = 0; at < length;) {
    Cell cell = {.at = column};
    gsize bytes = take_character(text + at, length - at, &cell.character);
    cell.width = cell.character == '\t' ? TAB - column % TAB : sts_terminal_character_width(cell.character);
    if (place >= at && place < at + bytes)
      *caret = column;
    g_array_append_val(cells, cell);
    column += cell.width;
    at += bytes;
  }
  if (place == length)
    *caret = column;
  return cells;
}

/* Writes the cells that lie between two columns wholly. */
static char *
write_cells(const GArray *cells, int from, int to, bool cut_before, bool cut_after)
{
  GString *text = g_string_new(cut_before ? ELLIPSIS : NULL);
  int column = from;

  for (guint i = 0; i < cells->len; i++) {
    Cell cell = g_array_index(cells, Cell, i);
    if (cell.at < from || cell.at + cell.width > to || (cell.at == from && cell.width == 0 && i > 0))
      continue;
    /* Where half of a wide character fell away, or a tab was. */
    for (; column < (cell.character == '\t' ? cell.at + cell.width : cell.at); column++)
      g_string_append_c(text, ' ');
    if (cell.character != '\t')
      g_string_append_unichar(text, cell.character);
    column = cell.at + cell.width;
  }
  if (cut_after)
    g_string_append(text, ELLIPSIS);
  return g_string_free(text, FALSE);
}

static bool
has_leftward(const GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    if (goes_leftwards(g_array_index(cells, Cell, i).character))
      return true;
  return false;
}

/* Moves to where a character begins. */
static gsize
begin_of_character(const char *bytes, gsize at, gsize least)
{
  while (at > least && ((guchar)bytes[at] & 0xC0) == 0x80)
    at--;
  return at;
}

StsExcerpt
sts_excerpts_take(StsExcerpts *excerpts, StsPosition position, int width)
{
  StsExcerpt excerpt = {NULL, -1};

  if (!position.file || position.line < 1 || width < 8)
    return excerpt;
  open_file(excerpts, position.file);
  if (position.line < excerpts->line) {
    g_autofree char *file = g_steal_pointer(&excerpts->file);
    open_file(excerpts, file);
  }
  if (!find_line(excerpts, position.line))
    return excerpt;

  gsize start = excerpts->start, end = find_end(excerpts, start);
  gsize place = start + (gsize)MAX(position.column, 1) - 1;
  bool known = position.column > 0 && place <= end;
  gsize middle = known ? place : start;
  gsize from = begin_of_character(excerpts->bytes, MAX(middle, start + AROUND) - AROUND, start);
  gsize to = end - middle > AROUND ? begin_of_character(excerpts->bytes, middle + AROUND, middle) : end;
  int caret;
  g_autoptr(GArray) cells = lay_cells(excerpts->bytes + from, to - from, middle - from, &caret);
  int columns = cells->len > 0
                    ? g_array_index(cells, Cell, cells->len - 1).at + g_array_index(cells, Cell, cells->len - 1).width
                    : 0;
  bool whole = from == start && to == end && columns < width;
  /* A cut is marked in one column on each side. The place comes to stand in the middle, if there is text behind it. */
  int first = whole ? 0 : CLAMP(caret - width / 2, 0, MAX(columns + 3 - width, 0));
  int last = whole ? columns : first + width - 2 - 1;
  bool before = first > 0 || from > start, after = last < columns || to < end;
  excerpt.text = write_cells(cells, first, last, before, after);
  if (known && !has_leftward(cells))
    excerpt.caret = caret - first + (before ? 1 : 0);
  return excerpt;
}
