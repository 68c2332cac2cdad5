/* That a repair left the words as they were. */
#include "repair/proof.h"

#include <string.h>

#include "base/text.h"
#include "document/rules.h"
#include "repair/mend.h"

/* ---- what a tree says ---- */

static void
add_word(GString *words, const char *text)
{
  g_string_append_c(words, ' ');
  if (text)
    g_string_append(words, text);
  g_string_append_c(words, ' ');
}

static void
add_image(GString *words, const StsNode *image)
{
  add_word(words, image->image.source);
  add_word(words, image->image.alternative);
  add_word(words, image->image.title);
}

/* The number that an item of a list is printed with: a repair may make it of a number in the text. */
static void
add_number(GString *words, const StsNode *item)
{
  int number = item->parent->list.start;

  for (const StsNode *before = item->parent->first_child; before != item; before = before->next)
    number++;
  g_string_append_printf(words, " %d ", number);
}

static void
add_node(StsSaid *said, GString *words, const StsNode *node)
{
  said->kinds[node->kind]++;
  if (!sts_node_is_inline(node->kind))
    g_string_append_c(words, ' ');
  switch (node->kind) {
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
    g_string_append(words, node->text.text);
    break;
  case STS_NODE_CODE_BLOCK:
    add_word(words, node->code.text);
    break;
  case STS_NODE_LINE_BREAK:
    g_string_append_c(words, ' ');
    break;
  case STS_NODE_IMAGE:
    add_image(words, node);
    break;
  case STS_NODE_FIGURE:
    add_image(words, node->figure.image);
    break;
  case STS_NODE_NOTE_REFERENCE:
    g_string_append_printf(words, "[^%s]", node->note_reference.label);
    break;
  case STS_NODE_LINK:
    g_ptr_array_add(said->destinations, g_strdup(node->link.destination));
    g_string_append(words, node->link.title ? node->link.title : "");
    if (node->link.number > 0)
      g_string_append_printf(words, "%d", node->link.number);
    break;
  case STS_NODE_ITEM:
    if (node->parent && node->parent->kind == STS_NODE_LIST && node->parent->list.kind == STS_LIST_ORDERED)
      add_number(words, node);
    break;
  default: /* those that hold others, or come with assembly */
    break;
  }
}

/* Faults that signs of ours cause where they do not do their work, or where they do another's. */
static const StsRule RULES[STS_SAID_RULES] = {
    STS_RULE_RAW_HTML,          STS_RULE_FOREIGN_MARKUP,    STS_RULE_FOREIGN_MARKUP_DOSE, STS_RULE_EMPHASIS_IN_NUMBER,
    STS_RULE_MARK_AFTER_NUMBER, STS_RULE_LINK_MALFORMED,    STS_RULE_LINK_DOUBTFUL,       STS_RULE_SPAN_LANGUAGE,
    STS_RULE_LIST_NUMBER,       STS_RULE_FRONT_MATTER_YAML, STS_RULE_FRONT_MATTER_QUOTES, STS_RULE_FRONT_MATTER_KEY,
    STS_RULE_FRONT_MATTER_TYPE,
};

static void
count_faults(StsSaid *said, const StsDiagnostics *diagnostics)
{
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++)
    for (size_t k = 0; k < STS_SAID_RULES; k++)
      said->faults[k] += strcmp(sts_diagnostics_get(diagnostics, i)->rule, sts_rule_name(RULES[k])) == 0;
}

static bool
has_more_faults(const StsSaid *after, const StsSaid *before)
{
  for (size_t i = 0; i < STS_SAID_RULES; i++)
    if (after->faults[i] > before->faults[i])
      return true;
  return false;
}

static char *
take_words(GString *words)
{
  g_string_replace(words, STS_MEND_NOTHING, "", 0);
  g_autofree char *text = g_string_free(words, FALSE);

  return sts_text_normalize_space(text);
}

StsSaid *
sts_said_new(const StsSection *section, const StsDiagnostics *diagnostics)
{
  StsSaid *said = g_new0(StsSaid, 1);
  GString *words = g_string_new(section->title);
  StsSectionTrees trees = {section, 0};
  g_autofree char *date = sts_date_is_set(section->last_revised) ? sts_date_format_iso(section->last_revised) : NULL;

  said->destinations = g_ptr_array_new_with_free_func(g_free);
  said->broken = section->broken;
  count_faults(said, diagnostics);
  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
      add_node(said, words, node);
  for (guint i = 0; i < section->hyperlinks->len; i++) {
    const StsHyperlink *entry = &g_array_index(section->hyperlinks, StsHyperlink, i);
    g_string_append_printf(words, " %d ", entry->number);
    add_word(words, entry->shown);
    add_word(words, entry->address);
  }
  add_word(words, date);
  said->words = take_words(words);
  return said;
}

void
sts_said_free(StsSaid *said)
{
  if (!said)
    return;
  g_free(said->words);
  g_ptr_array_unref(said->destinations);
  g_free(said);
}

/* ---- the proof ---- */

/* Whether the second is the first without so many bytes, white space aside. */
static bool
is_less(const char *whole, const char *part, size_t bytes)
{
  size_t left = 0;

  for (; *whole; whole++) {
    while (*part == ' ')
      part++;
    if (*whole == ' ')
      continue;
    if (*whole == *part)
      part++;
    else
      left++;
  }
  return *part == '\0' && left == bytes;
}

static bool
kinds_agree(const int *before, const int *neutral, const int *after, const GPtrArray *mends)
{
  int added[STS_NODE_KINDS] = {0};
  bool blocks = false;

  for (guint i = 0; i < mends->len; i++) {
    const StsMend *mend = mends->pdata[i];
    blocks = blocks || mend->blocks;
    for (int kind = 0; kind < STS_NODE_KINDS; kind++)
      added[kind] += mend->added[kind];
  }
  for (int kind = 0; kind < STS_NODE_KINDS; kind++) {
    /* Texts join; blocks that are parted make more paragraphs and lists. */
    if (kind == STS_NODE_TEXT || (blocks && (kind == STS_NODE_PARAGRAPH || kind == STS_NODE_LIST)))
      continue;
    if (after[kind] != neutral[kind] + added[kind] || (!blocks && neutral[kind] != before[kind]))
      return false;
  }
  return true;
}

/* Whether the links lead where they led, but for the case of letters, and those of the mends with them. */
static bool
destinations_agree(const StsSaid *before, const StsSaid *neutral, const StsSaid *after, const GPtrArray *mends)
{
  g_autoptr(GPtrArray) added = g_ptr_array_new();
  guint seen = 0;

  for (guint i = 0; i < mends->len; i++)
    if (((const StsMend *)mends->pdata[i])->destination)
      g_ptr_array_add(added, ((const StsMend *)mends->pdata[i])->destination);
  for (guint i = 0; i < after->destinations->len; i++) {
    const char *destination = after->destinations->pdata[i];
    guint index;
    if (seen < neutral->destinations->len && strcmp(neutral->destinations->pdata[seen], destination) == 0)
      seen++;
    else if (g_ptr_array_find_with_equal_func(added, destination, g_str_equal, &index))
      g_ptr_array_remove_index(added, index);
    else
      return false;
  }
  if (added->len > 0 || seen != neutral->destinations->len || seen != before->destinations->len)
    return false;
  for (guint i = 0; i < seen; i++) {
    g_autofree char *old = g_utf8_casefold(before->destinations->pdata[i], -1);
    g_autofree char *new = g_utf8_casefold(neutral->destinations->pdata[i], -1);
    if (strcmp(old, new) != 0)
      return false;
  }
  return true;
}

bool
sts_said_prove(const StsSaid *before, const StsSaid *neutral, const StsSaid *after, const GPtrArray *mends)
{
  size_t printed = 0;

  for (guint i = 0; i < mends->len; i++)
    printed += ((const StsMend *)mends->pdata[i])->printed;
  return after->broken == before->broken && !has_more_faults(after, before) &&
         strcmp(neutral->words, after->words) == 0 && is_less(before->words, neutral->words, printed) &&
         kinds_agree(before->kinds, neutral->kinds, after->kinds, mends) &&
         destinations_agree(before, neutral, after, mends);
}
