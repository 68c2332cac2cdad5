/* The words by which the parts that close a section are known. */
#include "read/library/closing-names.h"

#include <string.h>

#include "base/text.h"
#include "document/plain-text.h"

/* What headings of closing parts are called, in lower case, in the languages that the program has words for. */
static const struct {
  const char *name;
  StsClosingPart part;
} NAMES[] = {
    {"references", STS_CLOSING_REFERENCES},
    {"reference", STS_CLOSING_REFERENCES},
    {"referencias", STS_CLOSING_REFERENCES},
    {"bibliografía", STS_CLOSING_REFERENCES},
    {"hyperlinks", STS_CLOSING_HYPERLINKS},
    {"hipervínculos", STS_CLOSING_HYPERLINKS},
    {"enlaces", STS_CLOSING_HYPERLINKS},
    {"disclaimer", STS_CLOSING_DISCLAIMER},
    {"descargo de responsabilidad", STS_CLOSING_DISCLAIMER},
    {"aviso", STS_CLOSING_DISCLAIMER},
};

static const char *const DATE_WORDS[] = {"last revised", "última revisión", "ultima revision"};

StsClosingPart
sts_closing_part(const StsNode *heading)
{
  g_autofree char *text = sts_node_inline_text(heading);
  g_autofree char *lower = sts_text_lower(text);
  size_t length = strlen(lower);

  if (length > 0 && lower[length - 1] == ':')
    lower[length - 1] = '\0';
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
    if (strcmp(lower, NAMES[i].name) == 0)
      return NAMES[i].part;
  return STS_CLOSING_NONE;
}

/* What follows the word, given in lower case, at the beginning of the text; NULL if it does not stand there. */
static const char *
skip_word(const char *text, const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char(word), text = g_utf8_next_char(text))
    if (*text == '\0' || g_unichar_tolower(g_utf8_get_char(text)) != g_utf8_get_char(word))
      return NULL;
  return text;
}

char *
sts_closing_date_text(const StsNode *paragraph)
{
  if (paragraph->kind != STS_NODE_PARAGRAPH)
    return NULL;
  g_autofree char *text = sts_node_inline_text(paragraph);

  for (size_t i = 0; i < G_N_ELEMENTS(DATE_WORDS); i++) {
    const char *rest = skip_word(text, DATE_WORDS[i]);
    if (!rest)
      continue;
    while (*rest == ' ')
      rest++;
    if (*rest == ':')
      return g_strstrip(g_strdup(rest + 1));
  }
  return NULL;
}
