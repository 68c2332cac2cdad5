/* Reads what a page shows, as a browser would, for the proof. It knows nothing of Markdown. */
#include "import/html/visible.h"

#include "base/text.h"
#include "import/html/elements.h"

typedef struct {
  const StsHtmlTree *tree;
  GString *body, *notes, *out;
  const GumboNode *note;
} Reader;

static void
add_image(Reader *reader, const GumboNode *node)
{
  const char *alternative = sts_html_attribute(node, "alt");

  g_autofree char *line = alternative ? sts_text_normalize_space(alternative) : NULL;

  if (line)
    g_string_append(reader->out, line);
}

/* Whether to go on into the element. */
static bool
enter(Reader *reader, const GumboNode *node)
{
  if (sts_html_use(reader->tree, node) != STS_HTML_SHOWN || g_hash_table_contains(reader->tree->references, node))
    return false;
  if (sts_html_is_block(node))
    g_string_append_c(reader->out, '\n');
  if (!reader->note && g_hash_table_contains(reader->tree->notes, node)) {
    reader->note = node;
    reader->out = reader->notes;
  }
  switch (node->v.element.tag) {
  case GUMBO_TAG_BR:
    g_string_append_c(reader->out, '\n');
    break;
  case GUMBO_TAG_IMG:
    add_image(reader, node);
    break;
  case GUMBO_TAG_Q:
    g_string_append(reader->out, "“");
    break;
  case GUMBO_TAG_RT:
    g_string_append(reader->out, " (");
    break;
  case GUMBO_TAG_PRE:
    sts_html_append_text(reader->out, node, G_MAXSIZE);
    g_string_append_c(reader->out, '\n');
    return false;
  default:
    break;
  }
  return true;
}

static void
leave(Reader *reader, const GumboNode *node)
{
  if (sts_html_is(node, GUMBO_TAG_Q))
    g_string_append(reader->out, "”");
  else if (sts_html_is(node, GUMBO_TAG_RT))
    g_string_append(reader->out, ")");
  if (sts_html_is_block(node))
    g_string_append_c(reader->out, '\n');
  if (node == reader->note) {
    reader->note = NULL;
    reader->out = reader->body;
  }
}

void
sts_html_read_visible(const StsHtmlTree *tree, GString *body, GString *notes)
{
  Reader reader = {.tree = tree, .body = body, .notes = notes, .out = body};
  StsHtmlWalk walk;

  sts_html_walk_begin(&walk, tree->root);
  for (StsHtmlEvent event; (event = sts_html_walk_next(&walk)) != STS_HTML_DONE;) {
    if (event == STS_HTML_EXIT)
      leave(&reader, walk.node);
    else if (sts_html_is_text(walk.node))
      g_string_append(reader.out, walk.node->v.text.text);
    else if (sts_html_is_element(walk.node) && !enter(&reader, walk.node))
      sts_html_walk_skip(&walk);
  }
}
