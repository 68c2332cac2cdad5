/* Reads comments that allow in a block what a rule tells, and binds each to its block. */
#include "read/markdown/markdown-allow.h"

#include <string.h>

#include "base/text.h"
#include "document/rules.h"
#include "read/markdown/markdown-marks.h"

/* An allowance for the block that comes after another. */
typedef struct {
  StsAllowance *allowance;
  StsNode *parent, *before;
} Waiting;

/* Returns what the comment allows; NULL: it is another comment. */
static StsAllowance *
read_comment(StsMarkdownSource *source, const char *comment, StsPosition position)
{
  static const char WORD[] = "allow ";
  g_autofree char *text = sts_markdown_comment_text(comment);
  StsRule rule;

  if (!text || !sts_text_begins(text, WORD))
    return NULL;
  const char *name = text + strlen(WORD);
  size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz-");
  const char *rest = name + length + strspn(name + length, " ");
  g_autofree char *word = g_strndup(name, length);
  /* "allow more room here" is no more than a comment. */
  if (length == 0 || (*rest != ':' && !sts_rule_find(word, &rule)))
    return NULL;
  const char *reason = *rest == ':' ? rest + 1 + strspn(rest + 1, " ") : "";
  StsAllowance *allowance = sts_arena_alloc(source->arena, sizeof *allowance);
  *allowance = (StsAllowance){.rule = sts_arena_strdup(source->arena, word),
                              .reason = *reason ? sts_arena_strdup(source->arena, reason) : NULL,
                              .position = position};
  return allowance;
}

static void
give(StsNode *block, StsAllowance *allowance)
{
  allowance->next = block->allowances;
  block->allowances = allowance;
}

void
sts_markdown_allow_in(StsMarkdownSource *source, const char *comment, StsPosition position, StsNode *block)
{
  StsAllowance *allowance = read_comment(source, comment, position);

  if (allowance)
    give(block, allowance);
}

void
sts_markdown_allow_next(StsMarkdownSource *source, const char *comments, StsPosition position, StsNode *parent)
{
  for (const char *p = comments; *p; p++) {
    Waiting waiting = {NULL, parent, parent->last_child};
    waiting.allowance = sts_text_begins(p, "<!--") ? read_comment(source, p, position) : NULL;
    if (waiting.allowance && !source->waiting)
      source->waiting = g_array_new(FALSE, FALSE, sizeof(Waiting));
    if (waiting.allowance)
      g_array_append_val(source->waiting, waiting);
    position.line += *p == '\n';
    position.column = *p == '\n' ? 1 : position.column + 1;
  }
}

void
sts_markdown_settle_allowances(StsMarkdownSource *source)
{
  for (guint i = 0; source->waiting && i < source->waiting->len; i++) {
    const Waiting *waiting = &g_array_index(source->waiting, Waiting, i);
    StsNode *before = waiting->before, *next = before ? before->next : waiting->parent->first_child;
    give(next ? next : before ? before : waiting->parent, waiting->allowance);
  }
  g_clear_pointer(&source->waiting, g_array_unref);
}
