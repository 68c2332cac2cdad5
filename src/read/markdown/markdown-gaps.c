/* Reads comments that say where what an editor tells of a gap in the source is printed. */
#include "read/markdown/markdown-gaps.h"

#include <string.h>

#include "base/text.h"
#include "document/rules.h"
#include "read/markdown/markdown-marks.h"

/* Returns the gap that the comment names, which may be "" ; NULL: it is another comment. Free with g_free(). */
static char *
named_gap(const char *comment)
{
  static const char WORD[] = "gap:";
  g_autofree char *text = sts_markdown_comment_text(comment);

  return text && sts_text_begins(text, WORD) ? g_strdup(text + strlen(WORD) + strspn(text + strlen(WORD), " ")) : NULL;
}

static void
place_gap(StsMarkdownSource *source, const char *id, StsPosition position, StsNode *parent)
{
  if (!source->gaps) {
    sts_error(source->diagnostics, position, STS_RULE_GAP_UNKNOWN,
              "the gap “%s” cannot be printed here, only in the text of a section", id);
    return;
  }
  StsMarkdownGap gap = {sts_arena_strdup(source->arena, id), sts_node_new(source->arena, STS_NODE_CALLOUT, position)};
  gap.node->callout.kind = STS_CALLOUT_EDITOR;
  sts_node_append(source->arena, parent, gap.node);
  g_array_append_val(source->gaps, gap);
}

void
sts_markdown_place_gaps(StsMarkdownSource *source, const char *comments, StsPosition position, StsNode *parent)
{
  for (const char *p = comments; *p; p++) {
    g_autofree char *id = sts_text_begins(p, "<!--") ? named_gap(p) : NULL;
    if (id)
      place_gap(source, id, position, parent);
    position.line += *p == '\n';
    position.column = *p == '\n' ? 1 : position.column + 1;
  }
}

void
sts_markdown_refuse_gap(const StsMarkdownSource *source, const char *comment, StsPosition position)
{
  g_autofree char *id = named_gap(comment);

  if (id)
    sts_error(source->diagnostics, position, STS_RULE_GAP_UNKNOWN,
              "the comment that names the gap “%s” must stand on a line of its own, where no line of text, heading or "
              "table goes on",
              id);
}
