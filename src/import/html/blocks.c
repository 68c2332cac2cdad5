/* Writes blocks of Markdown within lists, quotations and notes. */
#include "import/html/blocks.h"

#include <string.h>

typedef struct {
  char *marker, *indent, *line;
  bool begun, close_to; /* whether no empty line comes before it */
  bool item;            /* of the innermost list */
} Container;

typedef struct {
  guint level; /* how many containers it stands in */
  char mark;   /* '-', '*', '.' or ')' */
  int number;
  bool tight, written; /* whether an item is */
} List;

struct StsHtmlBlocks {
  GString *out;
  GArray *containers, *lists;
  char last_list[STS_HTML_CONTAINERS_MAX + 1]; /* the mark of the list that ended last at a level; 0: none did */
};

static void
clear_container(gpointer data)
{
  g_free(((Container *)data)->marker);
  g_free(((Container *)data)->indent);
  g_free(((Container *)data)->line);
}

StsHtmlBlocks *
sts_html_blocks_new(void)
{
  StsHtmlBlocks *blocks = g_new0(StsHtmlBlocks, 1);

  blocks->out = g_string_new(NULL);
  blocks->containers = g_array_new(FALSE, FALSE, sizeof(Container));
  g_array_set_clear_func(blocks->containers, clear_container);
  blocks->lists = g_array_new(FALSE, FALSE, sizeof(List));
  return blocks;
}

void
sts_html_blocks_free(StsHtmlBlocks *blocks)
{
  if (!blocks)
    return;
  g_string_free(blocks->out, TRUE);
  g_array_unref(blocks->containers);
  g_array_unref(blocks->lists);
  g_free(blocks);
}

GString *
sts_html_blocks_text(StsHtmlBlocks *blocks)
{
  return blocks->out;
}

/* ---- containers ---- */

static Container *
get_container(StsHtmlBlocks *blocks, guint index)
{
  return &g_array_index(blocks->containers, Container, index);
}

static void
push(StsHtmlBlocks *blocks, char *marker, char *indent, char *line, bool close_to)
{
  Container container = {marker, indent, line, false, close_to, false};

  g_array_append_val(blocks->containers, container);
  blocks->last_list[blocks->containers->len] = '\0';
}

bool
sts_html_blocks_open(StsHtmlBlocks *blocks, const char *marker, const char *indent, const char *line, bool close_to)
{
  if (blocks->containers->len >= STS_HTML_CONTAINERS_MAX)
    return false;
  push(blocks, g_strdup(marker), g_strdup(indent), g_strdup(line), close_to);
  return true;
}

void
sts_html_blocks_close(StsHtmlBlocks *blocks)
{
  g_array_set_size(blocks->containers, blocks->containers->len - 1);
}

bool
sts_html_blocks_open_list(StsHtmlBlocks *blocks, char mark, int start, bool tight)
{
  guint level = blocks->containers->len;
  List list = {level, mark, start, tight, false};

  if (level >= STS_HTML_CONTAINERS_MAX)
    return false;
  /* One right below another would go on with it. */
  if (blocks->last_list[level] == mark)
    list.mark = mark == '-' ? '*' : ')';
  g_array_append_val(blocks->lists, list);
  return true;
}

void
sts_html_blocks_close_list(StsHtmlBlocks *blocks)
{
  const List *list = &g_array_index(blocks->lists, List, blocks->lists->len - 1);

  if (list->written)
    blocks->last_list[list->level] = list->mark;
  g_array_set_size(blocks->lists, blocks->lists->len - 1);
}

char
sts_html_blocks_open_item(StsHtmlBlocks *blocks)
{
  List *list = blocks->lists->len > 0 ? &g_array_index(blocks->lists, List, blocks->lists->len - 1) : NULL;

  if (!list || list->level != blocks->containers->len)
    return '\0';
  bool ordered = list->mark == '.' || list->mark == ')', close_to = list->tight;
  if (!list->written) {
    const List *outer = blocks->lists->len > 1 ? list - 1 : NULL;
    /* A list that does not begin with 1 would go on with the paragraph above it. */
    close_to = outer && outer->tight && list->level == outer->level + 1 && get_container(blocks, outer->level)->item &&
               (!ordered || list->number == 1);
  }
  char *marker = ordered ? g_strdup_printf("%d%c ", list->number, list->mark) : g_strdup_printf("%c ", list->mark);
  if (list->number < 999999999)
    list->number++;
  push(blocks, marker, g_strnfill(strlen(marker), ' '), NULL, close_to);
  get_container(blocks, blocks->containers->len - 1)->item = true;
  return list->mark;
}

/* ---- lines ---- */

static void
append_prefix(StsHtmlBlocks *blocks, guint count, bool trim)
{
  size_t from = blocks->out->len;

  for (guint i = 0; i < count; i++)
    g_string_append(blocks->out, get_container(blocks, i)->indent);
  while (trim && blocks->out->len > from && blocks->out->str[blocks->out->len - 1] == ' ')
    g_string_truncate(blocks->out, blocks->out->len - 1);
}

size_t
sts_html_blocks_next_line(StsHtmlBlocks *blocks)
{
  g_string_append_c(blocks->out, '\n');
  append_prefix(blocks, blocks->containers->len, false);
  return blocks->out->len;
}

/* The list whose items stand at that level has one. */
static void
mark_written(StsHtmlBlocks *blocks, guint level)
{
  for (guint i = blocks->lists->len; i-- > 0;) {
    List *list = &g_array_index(blocks->lists, List, i);
    if (list->level == level) {
      list->written = true;
      return;
    }
  }
}

/* What cannot stand in a container stands without it. */
static void
dissolve(Container *container)
{
  *container->marker = *container->indent = '\0';
  container->close_to = false;
}

size_t
sts_html_blocks_begin(StsHtmlBlocks *blocks, bool paragraph)
{
  guint begun = 0, count = blocks->containers->len;
  List *list = blocks->lists->len > 0 ? &g_array_index(blocks->lists, List, blocks->lists->len - 1) : NULL;

  /* What stands between two items ends the list. */
  if (list && list->level == count)
    list->written = false;
  while (begun < count && get_container(blocks, begun)->begun)
    begun++;
  for (guint i = begun; i < count; i++)
    if (*get_container(blocks, i)->marker == ':' && !(i + 1 < count ? get_container(blocks, i + 1)->item : paragraph))
      dissolve(get_container(blocks, i));
  if (blocks->out->len > 0) {
    g_string_append_c(blocks->out, '\n');
    if (begun == count || !get_container(blocks, begun)->close_to) {
      append_prefix(blocks, begun, true);
      g_string_append_c(blocks->out, '\n');
    }
  }
  append_prefix(blocks, begun, false);
  for (guint i = begun; i < count; i++) {
    Container *container = get_container(blocks, i);
    g_string_append(blocks->out, container->marker);
    container->begun = true;
    if (container->item)
      mark_written(blocks, i);
    if (container->line) {
      g_string_append_printf(blocks->out, "%s\n", container->line);
      append_prefix(blocks, i + 1, false);
    }
  }
  blocks->last_list[count] = '\0';
  return blocks->out->len;
}
