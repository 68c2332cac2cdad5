/* Runs pdftoppm, and marks what comes of it. */
#include "cli/draw-pages.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { PAGE_MAX = 99999 };

/* How a PNG begins: its signature and its head, which has 13 bytes (PNG, third edition, sections 5.2 and 11.2.1). */
static const char SIGNATURE[] = "\x89PNG\r\n\x1a\n";
enum { BEGINNING = 8 + 4 + 4 + 13 + 4 };

/* The type and the data of the note, a keyword and a text (section 11.3.3.3). */
static const char NOTE[] = "tEXtSoftware\0sts-export";
enum { NOTE_SIZE = sizeof NOTE - 1 };

/* ---- the range ---- */

static bool
parse_page(const char *text, const char **end, int *page)
{
  if (!g_ascii_isdigit(*text))
    return false;
  guint64 number = g_ascii_strtoull(text, (char **)end, 10);
  *page = (int)MIN(number, PAGE_MAX + 1);
  return *page >= 1 && *page <= PAGE_MAX;
}

bool
sts_page_range_parse(const char *text, StsPageRange *range)
{
  const char *end;

  if (!parse_page(text, &end, &range->first))
    return false;
  range->last = range->first;
  if (*end == '\0')
    return true;
  range->last = 0;
  if (strcmp(end, "-") == 0)
    return true;
  return *end == '-' && parse_page(end + 1, &end, &range->last) && *end == '\0' && range->last >= range->first;
}

/* ---- drawing ---- */

char *
sts_draw_pages_find_program(GError **error)
{
  char *program = g_find_program_in_path("pdftoppm");

  if (!program)
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSYS,
                "pdftoppm, which draws pages, is not installed (package poppler-utils)");
  return program;
}

static void
clear_page(gpointer data)
{
  g_free(((StsDrawnPage *)data)->path);
}

static int
compare_pages(gconstpointer a, gconstpointer b)
{
  return ((const StsDrawnPage *)a)->page - ((const StsDrawnPage *)b)->page;
}

/* Its files are called page-1.png, or page-01.png where there are more than nine pages. */
static GArray *
list_pages(const char *folder, GError **error)
{
  g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(StsDrawnPage));
  g_autoptr(GDir) dir = g_dir_open(folder, 0, error);

  g_array_set_clear_func(pages, clear_page);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    int number = g_str_has_prefix(name, "page-") ? atoi(name + strlen("page-")) : 0;
    StsDrawnPage page = {number, g_build_filename(folder, name, NULL)};
    g_array_append_val(pages, page);
  }
  g_array_sort(pages, compare_pages);
  return dir ? g_steal_pointer(&pages) : NULL;
}

/* How many pages there are, where pdftoppm refuses a range for having none of them; 0: it says something else. */
static int
find_count(const char *messages)
{
  static const char BEFORE[] = "the first page (", BETWEEN[] = ") can not be after the last page (";
  const char *at = strstr(messages, BEFORE), *between = at ? strstr(at, BETWEEN) : NULL;

  return between ? atoi(between + strlen(BETWEEN)) : 0;
}

static void
refuse_range(GError **error, StsPageRange range, int count)
{
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "there is no page %d; the last one is page %d",
              MAX(range.first, range.last), count);
}

static void
report(GError **error, const char *messages)
{
  g_autofree char *printable = sts_text_make_printable(messages);
  g_autofree char *said = sts_text_normalize_space(printable);

  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "pdftoppm cannot draw the pages: %s",
              *said ? said : "it does not say why");
}

GArray *
sts_draw_pages(const char *program, const char *pdf, const char *folder, StsPageRange range, int dpi, GError **error)
{
  g_autofree char *resolution = g_strdup_printf("%d", dpi), *first = g_strdup_printf("%d", range.first);
  g_autofree char *last = g_strdup_printf("%d", range.last > 0 ? range.last : PAGE_MAX), *messages = NULL;
  g_autofree char *root = g_build_filename(folder, "page", NULL), *libraries = NULL;
  const char *arguments[] = {program, "-png", "-r", resolution, "-f", first, "-l", last, pdf, root, NULL};
  int status;

  if (g_getenv("LD_LIBRARY_PATH"))
    libraries = g_strconcat("LD_LIBRARY_PATH=", g_getenv("LD_LIBRARY_PATH"), NULL);
  const char *environment[] = {"LC_ALL=C", libraries, NULL};
  if (!g_spawn_sync(NULL, (char **)arguments, (char **)environment, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                    &messages, &status, error))
    return NULL;
  int count = find_count(messages);
  if (count > 0) {
    refuse_range(error, range, count);
    return NULL;
  }
  g_autoptr(GArray) pages = g_spawn_check_wait_status(status, NULL) ? list_pages(folder, error) : NULL;
  if (!pages || pages->len == 0) {
    if (error && !*error)
      report(error, messages);
    return NULL;
  }
  int last_drawn = g_array_index(pages, StsDrawnPage, pages->len - 1).page;
  if (last_drawn < range.last) {
    refuse_range(error, range, last_drawn);
    return NULL;
  }
  return g_steal_pointer(&pages);
}

/* ---- the note ---- */

/* PNG, section 5.5 and annex D. */
static uint32_t
checksum(const char *bytes, size_t size)
{
  uint32_t sum = UINT32_MAX;

  for (size_t i = 0; i < size; i++) {
    sum ^= (unsigned char)bytes[i];
    for (int bit = 0; bit < 8; bit++)
      sum = sum & 1 ? sum >> 1 ^ UINT32_C(0xEDB88320) : sum >> 1;
  }
  return ~sum;
}

static void
append_number(GByteArray *bytes, uint32_t number)
{
  guint32 ordered = GUINT32_TO_BE(number);

  g_byte_array_append(bytes, (const guint8 *)&ordered, sizeof ordered);
}

GBytes *
sts_drawn_page_sign(const char *bytes, size_t size)
{
  if (size < BEGINNING || memcmp(bytes, SIGNATURE, strlen(SIGNATURE)) != 0)
    return NULL;
  GByteArray *whole = g_byte_array_new();
  g_byte_array_append(whole, (const guint8 *)bytes, BEGINNING);
  append_number(whole, NOTE_SIZE - 4);
  g_byte_array_append(whole, (const guint8 *)NOTE, NOTE_SIZE);
  append_number(whole, checksum(NOTE, NOTE_SIZE));
  g_byte_array_append(whole, (const guint8 *)bytes + BEGINNING, (guint)(size - BEGINNING));
  return g_byte_array_free_to_bytes(whole);
}

bool
sts_drawn_page_is_own(const char *path)
{
  char bytes[BEGINNING + 4 + NOTE_SIZE];
  FILE *file = fopen(path, "rbe");
  bool whole = file && fread(bytes, sizeof bytes, 1, file) == 1;

  if (file)
    fclose(file);
  return whole && memcmp(bytes, SIGNATURE, strlen(SIGNATURE)) == 0 &&
         memcmp(bytes + BEGINNING + 4, NOTE, NOTE_SIZE) == 0;
}
