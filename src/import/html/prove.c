/* Reads the Markdown again as the library will, and compares its words with those of the page. */
#include "import/html/prove.h"

#include <string.h>

#include "base/text.h"
#include "document/plain-text.h"
#include "import/html/escape.h"
#include "import/html/visible.h"
#include "read/markdown/markdown.h"

/* Lends the next word, and goes on behind it; NULL at the end. */
static const char *
next_word(const char **at, size_t *length)
{
  const char *p = *at;

  while (*p && g_unichar_isspace(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  const char *word = p;
  while (*p && !g_unichar_isspace(g_utf8_get_char(p)))
    p = g_utf8_next_char(p);
  *length = (size_t)(p - word);
  *at = p;
  return *length > 0 ? word : NULL;
}

/* Where the texts differ, in both; false: they do not. */
static bool
find_difference(const char *page, const char *markdown, size_t *words, char **wanted, char **found)
{
  for (;;) {
    size_t left_length, right_length;
    const char *left = next_word(&page, &left_length), *right = next_word(&markdown, &right_length);
    if (!left && !right)
      return false;
    if (!left || !right || left_length != right_length || memcmp(left, right, left_length) != 0) {
      *wanted = left ? g_strndup(left, MIN(left_length, 100)) : g_strdup("");
      *found = right ? g_strndup(right, MIN(right_length, 100)) : g_strdup("");
      return true;
    }
    (*words)++;
  }
}

/* As printed text has it: without what nobody sees, without the signs around what is struck out, and without marks
 * of notes that the page leaves empty. */
static char *
visible(const char *text)
{
  GString *out = g_string_sized_new(strlen(text));

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    size_t mark = sts_text_begins(p, "[^") ? 2 + strspn(p + 2, "0123456789") : 0;
    if (c == '~' && p[1] == '~')
      p++;
    else if (mark > 2 && p[mark] == ']')
      p += mark;
    else if (!sts_html_is_control(c) && !sts_plain_text_is_unseen(c))
      g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

static bool
compare(const char *page_text, const char *markdown, StsHtmlPage *page, const char *path, StsDiagnostics *diagnostics)
{
  g_autofree char *left = visible(page_text), *right = visible(markdown), *wanted = NULL, *found = NULL;

  if (!find_difference(left, right, &page->words, &wanted, &found))
    return true;
  g_autofree char *shown = sts_text_make_printable(wanted), *read = sts_text_make_printable(found);
  sts_error(diagnostics, ((StsPosition){path, 1, 1}), STS_RULE_FILE_UNREADABLE,
            "the Markdown made from the page says “%s” where the page says “%s” (its word %zu); this is a fault of the "
            "program, and nothing was kept",
            read, shown, page->words + 1);
  return false;
}

bool
sts_html_prove(const StsHtmlTree *tree, StsHtmlPage *page, StsDiagnostics *diagnostics)
{
  g_autoptr(StsArena) arena = sts_arena_new();
  g_autoptr(StsDiagnostics) ignored = sts_diagnostics_new();
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  g_autoptr(GString) body = g_string_new(NULL), apart = g_string_new(NULL), read_notes = g_string_new(NULL);
  StsNode *root = sts_node_new(arena, STS_NODE_SECTION, (StsPosition){tree->path, 1, 1});

  sts_markdown_parse(arena, root, page->text->str, page->text->len, tree->path, 1, STS_MARKDOWN_ALL, notes, ignored);
  g_autofree char *read = sts_node_written_text(root);
  for (guint i = 0; i < notes->len; i++) {
    g_autofree char *text = sts_node_written_text(notes->pdata[i]);
    g_string_append(read_notes, text);
  }
  sts_html_read_visible(tree, body, apart);
  return compare(body->str, read, page, tree->path, diagnostics) &&
         compare(apart->str, read_notes->str, page, tree->path, diagnostics);
}
