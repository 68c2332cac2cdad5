/* HTML that stands by itself: comments, which may, with the markers of an import among them, and all else, which may
 * not. */
#include "read/markdown/markdown-html.h"

#include <cmark.h>
#include <string.h>

#include "base/text.h"
#include "document/rules.h"
#include "read/markdown/markdown-marks.h"

/* Whether there is nothing but comments. */
static bool
is_comments(const char *html)
{
  for (;;) {
    html += strspn(html, " \t\n");
    if (*html == '\0')
      return true;
    const char *end = sts_text_begins(html, "<!--") ? strstr(html + 4, "-->") : NULL;
    if (!end)
      return false;
    html = end + 3;
  }
}

void
sts_markdown_report_marker(const StsMarkdownSource *source, const char *comment, StsPosition position)
{
  static const char BEGIN[] = "<!--", WORD[] = "import:";
  const char *text = comment + strlen(BEGIN) + strspn(comment + strlen(BEGIN), " \t\n"), *end = strstr(text, "-->");

  if (!sts_text_begins(text, WORD))
    return;
  text += strlen(WORD);
  g_autofree char *said = end && end > text ? g_strndup(text, (size_t)(end - text)) : g_strdup("");
  g_autofree char *shown = sts_markdown_shown(said, true);
  g_autofree char *line = sts_text_normalize_space(shown);
  sts_error(source->diagnostics, position, STS_RULE_IMPORT_UNRESOLVED,
            "the import left this for an editor to resolve: %s", line);
}

/* Reports the markers of an import among the comments of a block. */
static void
report_markers(const StsMarkdownSource *source, const char *html, StsPosition place)
{
  for (const char *p = html; *p; p++) {
    if (sts_text_begins(p, "<!--"))
      sts_markdown_report_marker(source, p, place);
    place.line += *p == '\n';
    place.column = *p == '\n' ? 1 : place.column + 1;
  }
}

/* Returns what follows the tag that begins here: a ">" in a quoted value does not end it. */
static const char *
skip_tag(const char *tag)
{
  char quote = '\0';

  for (; *tag && (quote || *tag != '>'); tag++)
    if (*tag == quote)
      quote = '\0';
    else if (!quote && (*tag == '"' || *tag == '\''))
      quote = *tag;
  return *tag ? tag + 1 : tag;
}

static bool
is_void(const char *name)
{
  static const char *const NAMES[] = {"area", "br",   "col",   "embed",  "hr",    "img", "input",
                                      "link", "meta", "param", "source", "track", "wbr", NULL};

  return g_strv_contains(NAMES, name);
}

/* Notes that an element begins, or ends; returns whether one of that name was there to end. */
static bool
count_tag(GHashTable *open, const char *name, bool ends)
{
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(open, name));

  if (!ends && !is_void(name))
    g_hash_table_insert(open, g_strdup(name), GUINT_TO_POINTER(count + 1));
  else if (ends && count > 0)
    g_hash_table_insert(open, g_strdup(name), GUINT_TO_POINTER(count - 1));
  return ends && count > 0;
}

bool
sts_markdown_ends_refused_html(const StsMarkdownSource *source, const char *html)
{
  static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
  bool told = true;

  while (*html) {
    bool ends = sts_text_begins(html, "</");
    const char *name = html + (ends ? 2 : 1);
    size_t length = *html == '<' ? strspn(name, LETTERS) : 0;
    if (length == 0) {
      const char *comment_end = sts_text_begins(html, "<!--") ? strstr(html, "-->") : html;
      told = told && g_ascii_isspace(*html);
      html = comment_end ? comment_end + 1 : html + strlen(html);
      continue;
    }
    g_autofree char *lower = g_ascii_strdown(name, (gssize)length);
    html = skip_tag(html);
    bool empty = html[-1] == '>' && html[-2] == '/';
    told = !empty && count_tag(source->open_html, lower, ends) && told;
  }
  return told;
}

void
sts_markdown_check_html(const StsMarkdownSource *source, cmark_node *node, StsPosition position)
{
  const char *html = cmark_node_get_literal(node);

  if ((source->flags & STS_MARKDOWN_INLINE_HTML) && is_comments(html)) {
    report_markers(source, html, position);
    return;
  }
  g_autofree char *shown = sts_markdown_shown(html, true);
  g_autofree char *line = g_strndup(shown, strcspn(shown, "\n"));
  if ((source->flags & STS_MARKDOWN_INLINE_HTML) && sts_text_begins(html, "<!--")) {
    sts_error(source->diagnostics, position, STS_RULE_RAW_HTML,
              strstr(html, "-->")
                  ? "what follows a comment that begins a line would be lost; begin it on a line of its own"
                  : "this comment is not closed, so all that follows would be lost; write “-->” where it ends");
    return;
  }
  if (sts_markdown_ends_refused_html(source, html))
    return;
  sts_error(
      source->diagnostics, position, STS_RULE_RAW_HTML,
      "HTML cannot be printed: “%s”; write it as Markdown (only <sup>, <sub>, <i>, <br> and comments may stand within "
      "text)",
      g_strstrip(line));
}
