/* Any bytes as the body of a section: the reader must give a tree that keeps its invariants, whatever it thinks of the
 * text. */
#include <string.h>

#include "base/text.h"
#include "document/node.h"
#include "document/plain-text.h"
#include "read/markdown/markdown.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  size_t offset;
  bool is_control;

  /* The caller refuses what is not UTF-8 before it parses. */
  if (sts_text_find_invalid((const char *)data, size, &offset, &is_control))
    return 0;
  g_autoptr(StsArena) arena = sts_arena_new();
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  g_autofree char *text = g_strndup((const char *)data, size);
  StsPosition position = {"input.md", 1, 1};
  StsNode *root = sts_node_new(arena, STS_NODE_SECTION, position);

  sts_markdown_parse(arena, root, text, size, position.file, 1, STS_MARKDOWN_ALL, notes, diagnostics);
  sts_node_check(root);
  g_autofree char *plain = sts_node_plain_text(root);
  g_autofree char *dump = sts_node_dump(root, true);
  g_assert(g_utf8_validate(plain, -1, NULL));
  g_assert(g_utf8_validate(dump, -1, NULL));
  return 0;
}
