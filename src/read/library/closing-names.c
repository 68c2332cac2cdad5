/* The parts that close a section, known by the words of their headings and of the line with the date. */
#include "read/library/closing-names.h"

#include <string.h>

#include "document/plain-text.h"

StsClosingPart
sts_closing_part(const StsTermsSet *words, const StsNode *heading)
{
  g_autofree char *text = sts_node_inline_text(heading);

  return sts_words_closing_part(words, text);
}

char *
sts_closing_date_text(const StsTermsSet *words, const StsNode *paragraph)
{
  if (paragraph->kind != STS_NODE_PARAGRAPH)
    return NULL;
  g_autofree char *text = sts_node_inline_text(paragraph);
  const char *rest = sts_words_skip_date_label(words, text);

  return rest ? g_strstrip(g_strdup(rest)) : NULL;
}
