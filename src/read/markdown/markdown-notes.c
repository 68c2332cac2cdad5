/* Finds the definitions of notes, `[^1]: text` with indented continuation, before cmark could take them for something
 * else. */
#include "read/markdown/markdown-notes.h"

#include <cmark.h>
#include <string.h>

enum { CONTINUATION_INDENT = 4 };

static void
free_note(gpointer data)
{
  StsMarkdownNote *note = data;

  g_array_unref(note->lines);
  g_string_free(note->content, TRUE);
  g_free((char *)note->label);
  g_free(note);
}

static size_t
line_length(const char *line)
{
  const char *feed = strchr(line, '\n');

  return feed ? (size_t)(feed - line) : strlen(line);
}

static bool
is_blank(const char *line)
{
  line += strspn(line, " \t");
  return *line == '\n' || *line == '\0';
}

/* The label of a definition that begins in this line, and the offset of what follows it; NULL if there is none. */
static char *
definition_label(const char *line, size_t *content)
{
  size_t indent = strspn(line, " "), end = indent + 2;

  if (indent > 3 || line[indent] != '[' || line[indent + 1] != '^')
    return NULL;
  while ((unsigned char)line[end] > ' ' && !strchr("[]^*`<>&\\|!", line[end]))
    end++;
  if (end == indent + 2 || line[end] != ']' || line[end + 1] != ':')
    return NULL;
  *content = end + 2;
  *content += strspn(line + *content, " \t");
  return g_strndup(line + indent + 2, end - indent - 2);
}

/* How many bytes of indentation a continuation line has: up to four columns, a tab being as good; 0 if it is not
 * indented enough. */
static size_t
continuation_indent(const char *line)
{
  size_t spaces = strspn(line, " ");

  if (spaces >= CONTINUATION_INDENT)
    return CONTINUATION_INDENT;
  return line[spaces] == '\t' ? spaces + 1 : 0;
}

/* For each line of the text, from 1, the last line of the code block that begins there; 0 where none does. Free with
 * g_free(). Only cmark knows which fences are open; definitions are paragraphs to it here, and never links. */
static int *
find_code(const GString *text, int lines)
{
  int *ends = g_new0(int, (gsize)lines + 1);

  if (!strstr(text->str, "[^") || (!strstr(text->str, "```") && !strstr(text->str, "~~~")))
    return ends;
  g_autofree char *plain = g_strndup(text->str, text->len);
  for (char *mark = plain; (mark = strstr(mark, "[^"));)
    *mark = 'x';
  cmark_node *document = cmark_parse_document(plain, text->len, CMARK_OPT_DEFAULT);
  cmark_iter *iter = cmark_iter_new(document);
  while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    if (cmark_node_get_type(node) != CMARK_NODE_CODE_BLOCK)
      continue;
    int start = cmark_node_get_start_line(node), count = 0;
    for (const char *feed = cmark_node_get_literal(node); (feed = strchr(feed, '\n')); feed++)
      count++;
    /* cmark lets a block that nothing closes end one line too late. */
    if (start >= 1 && start <= lines)
      ends[start] = MIN(start + count, cmark_node_get_end_line(node));
  }
  cmark_iter_free(iter);
  cmark_node_free(document);
  return ends;
}

typedef struct {
  GString *text;
  const char *file;
  GPtrArray *notes;
  StsMarkdownNote *note; /* being read */
  bool after_blank;
  int first_line;
  int *code_ends; /* of find_code() */
  int code_end;   /* of the code block being read, counted as there */
} Cutter;

static void
take_line(Cutter *cutter, size_t at, size_t skip, size_t length, int line)
{
  StsMarkdownLine entry = {cutter->note->content->len, line, (int)skip};

  skip = MIN(skip, length);
  g_array_append_val(cutter->note->lines, entry);
  g_string_append_len(cutter->note->content, cutter->text->str + at + skip, (gssize)(length - skip));
  g_string_append_c(cutter->note->content, '\n');
  memset(cutter->text->str + at, ' ', length);
}

static void
begin_note(Cutter *cutter, char *label, size_t at, size_t content, size_t length, int line)
{
  StsMarkdownNote *note = g_new0(StsMarkdownNote, 1);

  note->label = label;
  note->position = (StsPosition){cutter->file, line, (int)strspn(cutter->text->str + at, " ") + 1};
  note->lines = g_array_new(FALSE, FALSE, sizeof(StsMarkdownLine));
  note->content = g_string_new(NULL);
  g_ptr_array_add(cutter->notes, note);
  cutter->note = note;
  cutter->after_blank = false;
  take_line(cutter, at, content, length, line);
}

/* Whether the line went into the note being read. */
static bool
continue_note(Cutter *cutter, size_t at, size_t length, int line)
{
  const char *text = cutter->text->str + at;

  if (!cutter->note)
    return false;
  size_t indent = continuation_indent(text);
  if (is_blank(text)) {
    cutter->after_blank = true;
    take_line(cutter, at, length, length, line);
    return true;
  }
  if (cutter->after_blank && indent == 0) {
    cutter->note = NULL;
    return false;
  }
  cutter->after_blank = false;
  take_line(cutter, at, indent, length, line);
  return true;
}

static void
cut_line(Cutter *cutter, size_t at, size_t length, int line)
{
  const char *text = cutter->text->str + at;
  int own = line - cutter->first_line + 1;
  size_t content = 0;

  if (own <= cutter->code_end)
    return;
  g_autofree char *label = definition_label(text, &content);
  if (label) {
    begin_note(cutter, g_steal_pointer(&label), at, content, length, line);
    return;
  }
  if (continue_note(cutter, at, length, line))
    return;
  cutter->code_end = cutter->code_ends[own];
}

GPtrArray *
sts_markdown_cut_notes(GString *text, const char *file, int first_line)
{
  Cutter cutter = {
      .text = text, .file = file, .first_line = first_line, .notes = g_ptr_array_new_with_free_func(free_note)};
  int line = first_line, lines = 0;

  for (size_t at = 0; at < text->len; at += line_length(text->str + at) + 1)
    lines++;
  cutter.code_ends = find_code(text, lines);
  for (size_t at = 0; at < text->len; line++) {
    size_t length = line_length(text->str + at);
    cut_line(&cutter, at, length, line);
    at += length + 1;
  }
  g_free(cutter.code_ends);
  return cutter.notes;
}
