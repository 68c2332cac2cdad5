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
  sts_error(
      source->diagnostics, position, STS_RULE_RAW_HTML,
      "HTML cannot be printed: “%s”; write it as Markdown (only <sup>, <sub>, <br> and comments may stand within text)",
      g_strstrip(line));
}
