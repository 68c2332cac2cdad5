/* Finds the paragraphs that show a passage. */
#include "read/markdown/markdown-passages.h"

#include <string.h>

#include "base/text.h"
#include "document/rules.h"

static const char OPEN[] = "![[", CLOSE[] = "]]";

/* A full stop is in no name, but in the ways to write a file's: "../x", "./x", "x.md". All else with one, such as
 * "scan.png", is markup of another system. */
static bool
is_name(const char *name)
{
  if (!*name)
    return false;
  for (const char *p = name; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isalnum(c) && !g_unichar_ismark(c) && !strchr("-_/.", (int)MIN(c, 0x7f)))
      return false;
  }
  g_autofree char *bare =
      g_str_has_suffix(name, ".md") ? g_strndup(name, strlen(name) - strlen(".md")) : g_strdup(name);
  g_auto(GStrv) parts = g_strsplit(bare, "/", -1);
  for (char **part = parts; *part; part++)
    if (strchr(*part, '.') && strcmp(*part, ".") != 0 && strcmp(*part, "..") != 0)
      return false;
  return true;
}

/* Returns the name that is meant by what other systems would know: with spaces, "|another text" or "#a-heading"; NULL:
 * none. Free with g_free(). */
static char *
find_meant(const char *name)
{
  g_autofree char *bare = g_strndup(name, strcspn(name, "|#"));
  char *meant = sts_text_normalize_space(bare);

  g_strdelimit(meant, " ", '-');
  if (is_name(meant))
    return meant;
  g_free(meant);
  return NULL;
}

bool
sts_markdown_place_passage(StsMarkdownSource *source, const char *line, StsPosition position, StsNode *parent)
{
  g_autofree char *text = g_strchomp(g_strdup(line));
  size_t length = strlen(text);
  if (!g_str_has_prefix(text, OPEN) || !g_str_has_suffix(text, CLOSE) || length <= strlen(OPEN) + strlen(CLOSE))
    return false;
  g_autofree char *name = g_strndup(text + strlen(OPEN), length - strlen(OPEN) - strlen(CLOSE));
  if (!is_name(name)) {
    g_autofree char *meant = find_meant(name);
    if (meant)
      sts_error(source->diagnostics, position, STS_RULE_PASSAGE_UNKNOWN,
                "“%s” shows no passage, whose name has no spaces, and no other text or heading behind it; write "
                "![[%s]]",
                text, meant);
    return false;
  }
  StsMarkdownPassage passage = {sts_arena_strdup(source->arena, name),
                                sts_node_new(source->arena, STS_NODE_PARAGRAPH, position)};
  sts_node_append(source->arena, passage.node, sts_node_new_text(source->arena, text, position));
  sts_node_append(source->arena, parent, passage.node);
  g_array_append_val(source->passages, passage);
  return true;
}
