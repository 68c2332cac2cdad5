/* Findings, markers and gaps: what the import says, in the report and in the library. */
#include "import/findings.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "import/source.h"

/* Nobody reads more of one kind; and a document made of faults must not make a report a hundred times its size. */
enum { FINDINGS_MAX = 500 };

static void
add_finding(StsImport *import, StsSeverity severity, StsPosition position, StsRule rule, const char *text)
{
  StsImportOwnFinding *own = g_new0(StsImportOwnFinding, 1);
  StsImportFinding *finding = &own->shown;

  own->place = position;
  finding->diagnostic = (StsDiagnostic){severity, position, sts_rule_name(rule), sts_arena_strdup(import->arena, text)};
  g_ptr_array_add(import->findings, finding);
  import->last_finding = finding;
}

void
sts_import_report(StsImport *import, StsSeverity severity, StsPosition position, StsRule rule, const char *format, ...)
{
  guint count = import->counts[rule];
  va_list arguments;

  import->counts[rule]++;
  import->last_finding = NULL;
  if (count >= FINDINGS_MAX)
    return;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  add_finding(import, severity, position, rule, text);
}

/* "--" and ">" must not end the comment early. */
static char *
defuse(char *text)
{
  for (char *p = text; *p; p++)
    if (*p == '>' || *p == '<' || (*p == '-' && p[1] == '-') || *p == '\n')
      *p = ' ';
  return text;
}

void
sts_import_mark(StsImport *import, StsImportPart *part, int line, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = defuse(g_strdup_vprintf(format, arguments));
  va_end(arguments);
  StsImportMarker marker = {line, sts_arena_strdup(import->arena, text)};
  g_array_append_val(part->markers, marker);
  if (import->last_finding)
    import->last_finding->marked = true;
}

void
sts_import_note_gap(StsImport *import, StsImportPart *part, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (part->gaps->len < FINDINGS_MAX)
    g_ptr_array_add(part->gaps, (gpointer)sts_arena_strdup(import->arena, text));
}

StsPosition
sts_import_block_start(const StsImport *import, const StsImportBlock *block)
{
  return (StsPosition){import->path, block->first, MAX(block->node->position.column, 1)};
}

int
sts_import_last_text_line(const StsImport *import, const StsImportBlock *block, const StsNode *node)
{
  int line = node == block->node ? block->first : CLAMP(node->position.line, block->first, block->last);

  for (const StsNode *at = node->first_child; at; at = sts_node_next(node, at, false)) {
    int last = at->position.line;
    if (at->kind == STS_NODE_TEXT && *at->text.text)
      last = sts_node_text_place(at, strlen(at->text.text) - 1).line;
    if (last > line && last <= block->last && !sts_import_line(import, last)->blank)
      line = last;
  }
  return line;
}

StsPosition
sts_import_line_end(const StsImport *import, int number)
{
  const StsImportLine *line = sts_import_line(import, number);
  size_t length = line->length;

  while (length > 1 && strchr(" \t", import->text[line->offset + length - 1]))
    length--;
  return (StsPosition){import->path, number, (int)MAX(length, 1)};
}

StsPosition
sts_import_block_end(const StsImport *import, const StsImportBlock *block)
{
  /* What lies behind the text, such as notes, is no node below the block. */
  return sts_import_line_end(import, block->node->first_child ? sts_import_last_text_line(import, block, block->node)
                                                              : block->last);
}

/* ---- at the end ---- */

static int
compare_findings(gconstpointer a, gconstpointer b)
{
  const StsImportOwnFinding *left = *(const StsImportOwnFinding *const *)a,
                            *right = *(const StsImportOwnFinding *const *)b;
  const StsPosition *l = &left->place, *r = &right->place;

  if (l->line != r->line)
    return l->line - r->line;
  return l->column - r->column;
}

static int
compare_markers(gconstpointer a, gconstpointer b)
{
  return ((const StsImportMarker *)a)->line - ((const StsImportMarker *)b)->line;
}

static void
report_rest(StsImport *import)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);

  for (StsRule rule = 0; rule < STS_RULE_COUNT; rule++)
    if (import->counts[rule] > FINDINGS_MAX)
      g_ptr_array_add(lines, g_strdup_printf("%u more findings of the kind “%s” are not listed",
                                             import->counts[rule] - FINDINGS_MAX, sts_rule_name(rule)));
  for (StsRule rule = 0; rule < STS_RULE_COUNT; rule++)
    import->counts[rule] = MIN(import->counts[rule], FINDINGS_MAX);
  g_ptr_array_sort(lines, sts_text_compare);
  for (guint i = 0; i < lines->len; i++)
    add_finding(import, STS_SEVERITY_NOTE, (StsPosition){import->path, MAX((int)import->lines->len, 1), 1},
                STS_RULE_IMPORT_MORE, g_ptr_array_index(lines, i));
}

/* The section whose file has the line; NULL: none. */
static const StsImportPart *
part_with_line(const StsImport *import, guint at, int line)
{
  const StsImportPart *part = g_ptr_array_index(import->parts, at);

  if (line >= 1 && line <= (int)import->lines->len && sts_import_fate(import, line) == STS_LINE_MOVED) {
    for (guint i = 0; i < import->parts->len; i++) {
      part = g_ptr_array_index(import->parts, i);
      for (guint k = 0; k < part->notes->len; k++) {
        const StsImportRun *run = &g_array_index(part->notes, StsImportRun, k);
        if (line >= run->first && line <= run->last)
          return part;
      }
    }
    return NULL;
  }
  return line >= part->shown.first_line && line <= part->shown.last_line &&
                 sts_import_fate(import, line) == STS_LINE_KEPT
             ? part
             : NULL;
}

void
sts_import_settle_findings(StsImport *import)
{
  guint at = 0;

  report_rest(import);
  g_ptr_array_sort(import->findings, compare_findings);
  for (guint i = 0; i < import->parts->len; i++) {
    StsImportPart *part = g_ptr_array_index(import->parts, i);
    g_array_sort(part->markers, compare_markers);
  }
  for (guint i = 0; i < import->findings->len; i++) {
    StsImportFinding *finding = g_ptr_array_index(import->findings, i);
    int line = ((const StsImportOwnFinding *)finding)->place.line;
    while (at + 1 < import->parts->len &&
           line >= ((const StsImportPart *)g_ptr_array_index(import->parts, at + 1))->shown.first_line)
      at++;
    const StsImportPart *part = part_with_line(import, at, line);
    finding->file = part ? part->shown.file : NULL;
  }
  sts_import_place_in_source(import);
}
