/* Unique ids, and heading levels that do not skip. */
#include "assemble/ids.h"

#include "base/names.h"
#include "document/plain-text.h"

/* Returns the slug made an XML NCName: begun with a letter, and without the few letters that XML's names do not know.
 */
static GString *
make_name(const char *slug)
{
  GString *name = g_string_new(slug);

  if (sts_text_is_xml_name(slug))
    return name;
  g_string_assign(name, "s-");
  for (const char *p = slug; *p; p = g_utf8_next_char(p)) {
    char letter[] = "s\0\0\0\0\0\0";
    g_unichar_to_utf8(g_utf8_get_char(p), letter + 1);
    if (sts_text_is_xml_name(letter))
      g_string_append(name, letter + 1);
  }
  return name;
}

void
sts_assembly_give_id(StsAssembly *assembly, StsNode *node, const char *wish)
{
  g_autofree char *slug = sts_text_slug(wish);
  g_autoptr(GString) id = make_name(slug);
  g_autofree char *name = sts_text_take_name(assembly->ids, id->str);

  node->id = sts_arena_strdup(assembly->arena, name);
}

/* The source's levels are kept in their order, but each begins one below what it stands in. */
typedef struct {
  int written[7], given[7];
  int depth;
} Levels;

static int
settle_level(Levels *levels, int written)
{
  while (levels->depth > 0 && levels->written[levels->depth - 1] >= written)
    levels->depth--;
  int given = levels->depth > 0 ? levels->given[levels->depth - 1] + 1 : 2;

  given = MIN(given, 6);
  levels->written[levels->depth] = written;
  levels->given[levels->depth++] = given;
  return given;
}

static void
name_heading(StsAssembly *assembly, StsAssembledSection *section, StsNode *heading)
{
  g_autofree char *text = heading->id ? NULL : sts_node_anchor_text(heading);
  g_autofree char *wish = g_strconcat(section->source->id, "-", heading->id ? heading->id : text, NULL);

  sts_assembly_give_id(assembly, heading, wish);
}

void
sts_assembly_settle_headings(StsAssembly *assembly, StsAssembledSection *section)
{
  Levels levels = {.depth = 0};

  for (StsNode *node = section->node->first_child; node;
       node = sts_node_next(section->node, node, sts_node_is_inline(node->kind)))
    if (node->kind == STS_NODE_HEADING && node->heading.level > 0 && node->parent->kind != STS_NODE_PART &&
        node != section->node->first_child) {
      node->heading.level = settle_level(&levels, node->heading.level);
      name_heading(assembly, section, node);
    }
}
