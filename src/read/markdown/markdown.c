/* Markdown to tree: prepares the text, has it parsed and converted, and looks at the notes. */
#include "read/markdown/markdown.h"

#include <string.h>

#include "document/rules.h"
#include "read/markdown/markdown-allow.h"
#include "read/markdown/markdown-convert.h"
#include "read/markdown/markdown-marks.h"
#include "read/markdown/markdown-notes.h"

/* A copy with line feeds alone, ended by one. */
static GString *
normalize_lines(const char *text, size_t length)
{
  GString *out = g_string_sized_new(length + 1);

  for (size_t i = 0; i < length; i++) {
    if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n')
      continue;
    g_string_append_c(out, text[i] == '\r' ? '\n' : text[i]);
  }
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c(out, '\n');
  return out;
}

/* Each definition goes before the text as a quote: that keeps its blocks together, whatever they leave open. */
static void
write_definition(StsMarkdownSource *source, const StsMarkdownNote *note)
{
  for (guint i = 0; i < note->lines->len; i++) {
    StsMarkdownLine line = g_array_index(note->lines, StsMarkdownLine, i);
    const char *content = note->content->str + line.offset;
    line.offset = source->text->len;
    line.delta -= 2;
    g_array_append_val(source->lines, line);
    g_string_append(source->text, "> ");
    g_string_append_len(source->text, content, (gssize)(strchr(content, '\n') + 1 - content));
  }
  StsMarkdownLine blank = {source->text->len, note->position.line, 0};
  g_array_append_val(source->lines, blank);
  g_string_append_c(source->text, '\n');
}

static void
write_body(StsMarkdownSource *source, const GString *text, StsPosition start)
{
  int line = start.line;

  for (size_t at = 0; at < text->len; line++) {
    size_t length = (size_t)(strchr(text->str + at, '\n') + 1 - (text->str + at));
    StsMarkdownLine entry = {source->text->len, line, start.column - 1};
    g_array_append_val(source->lines, entry);
    g_string_append_len(source->text, text->str + at, (gssize)length);
    at += length;
  }
}

/* ---- notes ---- */

typedef struct {
  char *label;
  StsPosition position;
} Defined;

struct StsMarkdownScope {
  GPtrArray *notes;
  GArray *defined;    /* of Defined */
  GHashTable *labels; /* of those */
  GHashTable *uses;   /* labels that were referred to; owned */
  GArray *gaps;       /* of StsMarkdownGap; NULL once they were taken */
  GArray *passages;   /* of StsMarkdownPassage; NULL once they were taken */
};

static void
clear_defined(gpointer defined)
{
  g_free(((Defined *)defined)->label);
}

StsMarkdownScope *
sts_markdown_scope_new(GPtrArray *notes)
{
  StsMarkdownScope *scope = g_new0(StsMarkdownScope, 1);

  scope->notes = notes;
  scope->defined = g_array_new(FALSE, FALSE, sizeof(Defined));
  g_array_set_clear_func(scope->defined, clear_defined);
  scope->labels = g_hash_table_new(g_str_hash, g_str_equal);
  scope->uses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  scope->gaps = g_array_new(FALSE, FALSE, sizeof(StsMarkdownGap));
  scope->passages = g_array_new(FALSE, FALSE, sizeof(StsMarkdownPassage));
  return scope;
}

GArray *
sts_markdown_scope_steal_gaps(StsMarkdownScope *scope)
{
  return g_steal_pointer(&scope->gaps);
}

GArray *
sts_markdown_scope_steal_passages(StsMarkdownScope *scope)
{
  g_autoptr(GArray) passages = g_steal_pointer(&scope->passages);

  return passages->len > 0 ? g_steal_pointer(&passages) : NULL;
}

void
sts_markdown_scope_finish(StsMarkdownScope *scope, StsDiagnostics *diagnostics)
{
  for (guint i = 0; i < scope->defined->len; i++) {
    const Defined *note = &g_array_index(scope->defined, Defined, i);
    if (!g_hash_table_contains(scope->uses, note->label))
      sts_error(diagnostics, note->position, STS_RULE_NOTE_UNUSED,
                "nothing refers to the note “[^%s]”, so it would not be printed; refer to it or take it out",
                note->label);
  }
  g_hash_table_unref(scope->labels);
  g_hash_table_unref(scope->uses);
  g_array_unref(scope->defined);
  g_clear_pointer(&scope->gaps, g_array_unref);
  g_clear_pointer(&scope->passages, g_array_unref);
  g_free(scope);
}

/* Makes the definitions, whose columns are counted from 1 so far, known to the scope. */
static void
define_notes(StsMarkdownSource *source, StsMarkdownScope *scope, const GPtrArray *definitions, StsPosition start)
{
  source->notes = scope->notes;
  source->note_labels = scope->labels;
  source->note_uses = scope->uses;
  source->gaps = scope->gaps;
  source->passages = scope->passages;
  source->definitions = definitions;
  for (guint i = 0; i < definitions->len; i++) {
    StsMarkdownNote *note = definitions->pdata[i];
    note->position.column += start.column - 1;
    for (guint k = 0; k < note->lines->len; k++)
      g_array_index(note->lines, StsMarkdownLine, k).delta += start.column - 1;
    Defined defined = {g_strdup(note->label), note->position};
    g_array_append_val(scope->defined, defined);
    if (!g_hash_table_add(scope->labels, defined.label))
      sts_error(source->diagnostics, note->position, STS_RULE_NOTE_DUPLICATE,
                "the note “[^%s]” is defined a second time; give each note a label of its own", note->label);
    write_definition(source, note);
  }
}

/* ---- parsing ---- */

void
sts_markdown_parse(StsArena *arena, StsNode *parent, const char *text, size_t length, const char *file, int first_line,
                   StsMarkdownFlags flags, GPtrArray *notes, StsDiagnostics *diagnostics)
{
  StsMarkdownScope *scope = flags & STS_MARKDOWN_NOTES ? sts_markdown_scope_new(notes) : NULL;

  sts_markdown_parse_at(arena, parent, text, length, (StsPosition){file, first_line, 1}, flags, scope, diagnostics);
  if (scope)
    sts_markdown_scope_finish(scope, diagnostics);
}

void
sts_markdown_parse_at(StsArena *arena, StsNode *parent, const char *text, size_t length, StsPosition start,
                      StsMarkdownFlags flags, StsMarkdownScope *scope, StsDiagnostics *diagnostics)
{
  StsMarkdownSource source;
  GString *body = normalize_lines(text, length);
  g_autoptr(GPtrArray) definitions = NULL;

  sts_markdown_source_begin(&source, arena, start.file, flags, diagnostics);
  if (flags & STS_MARKDOWN_NOTES && scope) {
    definitions = sts_markdown_cut_notes(body, start.file, start.line);
    define_notes(&source, scope, definitions, start);
  }
  write_body(&source, body, start);
  g_string_free(body, TRUE);
  sts_markdown_hide(source.text, 0, flags);
  sts_markdown_convert(&source, parent);
  sts_markdown_convert_fragments(&source);
  sts_markdown_settle_allowances(&source);
  sts_markdown_source_end(&source);
}

void
sts_markdown_parse_moved(StsArena *arena, StsNode *parent, const char *text, size_t length, const char *file,
                         const StsMarkdownMove *move, StsMarkdownFlags flags, StsMarkdownScope *scope,
                         StsDiagnostics *diagnostics)
{
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  StsNode *before = parent->last_child;
  guint notes = scope && scope->notes ? scope->notes->len : 0, defined = scope ? scope->defined->len : 0;

  sts_markdown_parse_at(arena, parent, text, length, (StsPosition){file, 1, 1}, flags, scope, faults);
  for (StsNode *node = before ? before->next : parent->first_child; node; node = node->next)
    sts_markdown_move_tree(arena, node, move);
  for (; scope && scope->notes && notes < scope->notes->len; notes++)
    sts_markdown_move_tree(arena, scope->notes->pdata[notes], move);
  for (; scope && defined < scope->defined->len; defined++) {
    Defined *note = &g_array_index(scope->defined, Defined, defined);
    note->position = sts_markdown_move(move, note->position);
  }
  sts_markdown_move_faults(diagnostics, faults, move);
}

void
sts_markdown_parse_inlines(StsArena *arena, StsNode *parent, const char *text, StsPosition position,
                           StsMarkdownFlags flags, StsDiagnostics *diagnostics)
{
  StsMarkdownSource source;
  char *line = g_strdup(text);

  sts_markdown_source_begin(&source, arena, position.file, flags, diagnostics);
  g_strdelimit(line, "\r\n", ' ');
  GString *hidden = g_string_new(g_strstrip(line));
  sts_markdown_hide(hidden, 0, flags);
  g_free(line);
  if (hidden->len > 0)
    sts_markdown_add_fragment(&source, parent, g_strdup(hidden->str), position);
  g_string_free(hidden, TRUE);
  sts_markdown_convert_fragments(&source);
  sts_markdown_settle_allowances(&source);
  sts_markdown_source_end(&source);
}
