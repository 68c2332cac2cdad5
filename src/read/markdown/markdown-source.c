/* Text on its way to cmark: where its lines come from, and what must be parsed on its own. */
#include "read/markdown/markdown-source.h"
#include "base/search.h"

#include <stddef.h>
#include <string.h>

void
sts_markdown_source_begin(StsMarkdownSource *source, StsArena *arena, const char *file, StsMarkdownFlags flags,
                          StsDiagnostics *diagnostics)
{
  *source = (StsMarkdownSource){
      .arena = arena,
      .file = file,
      .flags = flags,
      .diagnostics = diagnostics,
      .fragments = g_array_new(FALSE, FALSE, sizeof(StsMarkdownFragment)),
      .text = g_string_new(NULL),
      .lines = g_array_new(FALSE, FALSE, sizeof(StsMarkdownLine)),
      .open_html = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
  };
}

void
sts_markdown_source_end(StsMarkdownSource *source)
{
  for (guint i = 0; i < source->fragments->len; i++)
    g_free(g_array_index(source->fragments, StsMarkdownFragment, i).text);
  g_array_unref(source->fragments);
  g_array_unref(source->lines);
  g_hash_table_unref(source->open_html);
  g_string_free(source->text, TRUE);
}

StsPosition
sts_markdown_place(const StsMarkdownSource *source, int line, int column)
{
  StsPosition position = {source->file, 0, 0};

  if (line < 1 || source->lines->len == 0)
    return position;
  const StsMarkdownLine *entry =
      &g_array_index(source->lines, StsMarkdownLine, MIN((guint)line, source->lines->len) - 1);
  position.line = entry->line;
  position.column = column > 0 ? column + entry->delta : 0;
  return position;
}

StsPosition
sts_markdown_offset_place(const StsMarkdownSource *source, size_t offset)
{
  guint low = sts_search_offset(source->lines, offsetof(StsMarkdownLine, offset), offset);
  size_t begin = source->lines->len > 0 ? g_array_index(source->lines, StsMarkdownLine, low).offset : offset;
  return sts_markdown_place(source, (int)low + 1, (int)(offset - begin) + 1);
}

char *
sts_markdown_source_line(const StsMarkdownSource *source, int line)
{
  guint index = (guint)line - 1;
  size_t begin = g_array_index(source->lines, StsMarkdownLine, index).offset;
  size_t end = index + 1 < source->lines->len ? g_array_index(source->lines, StsMarkdownLine, index + 1).offset - 1
                                              : source->text->len;

  while (end > begin && source->text->str[end - 1] == '\n')
    end--;
  return g_strndup(source->text->str + begin, end - begin);
}

char
sts_markdown_source_byte(const StsMarkdownSource *source, int line, int column)
{
  if (line < 1 || column < 1 || (guint)line > source->lines->len)
    return '\0';
  size_t at = g_array_index(source->lines, StsMarkdownLine, line - 1).offset + (size_t)column - 1;
  return at < source->text->len ? source->text->str[at] : '\0';
}

void
sts_markdown_add_fragment(StsMarkdownSource *source, StsNode *parent, char *text, StsPosition position)
{
  StsMarkdownFragment fragment = {.parent = parent, .text = text, .position = position};

  g_array_append_val(source->fragments, fragment);
}
