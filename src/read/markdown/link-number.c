/* The numbers that the source document writes after its links, in superscript. */
#include "read/markdown/link-number.h"

#include <string.h>

int
sts_link_superscript_number(const StsNode *node)
{
  const StsNode *text = node && node->kind == STS_NODE_SUPERSCRIPT ? node->first_child : NULL;
  int number = 0;

  if (!text || text->next || text->kind != STS_NODE_TEXT || strlen(text->text.text) > 4)
    return 0;
  for (const char *p = text->text.text; *p; p++) {
    if (!g_ascii_isdigit(*p))
      return 0;
    number = number * 10 + (*p - '0');
  }
  return number;
}

/* Takes out the child after `before` (NULL: the first one). */
static void
remove_after(StsNode *parent, StsNode *before)
{
  StsNode *gone = before ? before->next : parent->first_child;

  if (before)
    before->next = gone->next;
  else
    parent->first_child = gone->next;
  if (parent->last_child == gone)
    parent->last_child = before;
  gone->parent = gone->next = NULL;
}

void
sts_link_take_number(StsNode *link)
{
  StsNode *before = NULL;
  int number = sts_link_superscript_number(link->next);

  if (number) {
    remove_after(link->parent, link);
  } else if (link->last_child && link->last_child != link->first_child &&
             (number = sts_link_superscript_number(link->last_child))) {
    for (StsNode *child = link->first_child; child != link->last_child; child = child->next)
      before = child;
    remove_after(link, before);
  }
  link->link.number = number;
}
