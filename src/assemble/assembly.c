/* The nodes that all files of this room make. */
#include "assemble/assembly.h"

StsNode *
sts_assembly_add_paragraph(StsAssembly *assembly, StsNode *parent, const char *text, const char *lang,
                           StsPosition position)
{
  StsNode *paragraph = sts_node_new(assembly->arena, STS_NODE_PARAGRAPH, position);

  paragraph->lang = lang;
  sts_node_append(assembly->arena, paragraph, sts_node_new_text(assembly->arena, text, position));
  sts_node_append(assembly->arena, parent, paragraph);
  return paragraph;
}

StsNode *
sts_assembly_add_heading(StsAssembly *assembly, StsNode *parent, int level, const char *text, const char *lang,
                         StsPosition position)
{
  StsNode *heading = sts_node_new(assembly->arena, STS_NODE_HEADING, position);

  heading->lang = lang;
  heading->heading.level = level;
  sts_node_append(assembly->arena, heading, sts_node_new_text(assembly->arena, text, position));
  sts_node_append(assembly->arena, parent, heading);
  return heading;
}
