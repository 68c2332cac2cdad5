/* Tells which characters no font has, by the places where they stand. */
#include "document/rules.h"
#include "layout/layout.h"

/* Names the characters, so many at most, each with its code. */
static char *
name_characters(const char *characters)
{
  enum { NAMED_MAX = 8 };
  g_autoptr(GString) out = g_string_new(NULL);
  int count = 0;

  for (const char *p = characters; *p; p = g_utf8_next_char(p), count++)
    if (count < NAMED_MAX)
      g_string_append_printf(out, "%sU+%04X “%.*s”", count > 0 ? ", " : "", g_utf8_get_char(p),
                             (int)(g_utf8_next_char(p) - p), p);
  if (count > NAMED_MAX)
    g_string_append_printf(out, " and %d more", count - NAMED_MAX);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static int
compare_positions(gconstpointer a, gconstpointer b)
{
  const StsNode *one = *(const StsNode *const *)a, *other = *(const StsNode *const *)b;
  int files = g_strcmp0(one->position.file, other->position.file);

  if (files != 0)
    return files;
  if (one->position.line != other->position.line)
    return one->position.line < other->position.line ? -1 : 1;
  return (one->position.column > other->position.column) - (one->position.column < other->position.column);
}

void
sts_layout_report(const StsLayout *layout, StsDiagnostics *diagnostics)
{
  g_autoptr(GPtrArray) nodes = g_ptr_array_new();
  GHashTableIter iter;
  gpointer node, characters;

  g_hash_table_iter_init(&iter, layout->missing);
  while (g_hash_table_iter_next(&iter, &node, &characters))
    if (node)
      g_ptr_array_add(nodes, node);
  g_ptr_array_sort(nodes, compare_positions);
  for (guint i = 0; i < nodes->len; i++) {
    const StsNode *lacking = nodes->pdata[i];
    const GString *found = g_hash_table_lookup(layout->missing, lacking);
    g_autofree char *names = name_characters(found->str);
    if (lacking->kind == STS_NODE_IMAGE)
      sts_error(
          diagnostics, lacking->position, STS_RULE_MISSING_GLYPH,
          "in the text of the image “%s”, no font has %s; add a font folder that does, or turn the text into outlines",
          lacking->image.source, names);
    else
      sts_error(diagnostics, lacking->position, STS_RULE_MISSING_GLYPH,
                "no font has %s; add a font folder that does, or write it otherwise", names);
  }
}
