/* Markdown to tree. The only folder that knows cmark. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_H
#define STS_READ_MARKDOWN_MARKDOWN_H

#include "document/node.h"
#include "read/markdown/markdown-flags.h"
#include "read/markdown/markdown-gaps.h"
#include "read/markdown/markdown-moved.h"
#include "read/markdown/markdown-passages.h"

/* The notes of a section: of its text and of what its front matter prints, each of which may refer to those of the
 * others that are read before it. And where its text names gaps. */
typedef struct StsMarkdownScope StsMarkdownScope;

/* Notes that are found are added to `notes` (of StsNode*, NOTE). */
StsMarkdownScope *sts_markdown_scope_new(GPtrArray *notes);
/* Returns where gaps were named (of StsMarkdownGap), by their place in the source; free with g_array_unref(). In what
 * is read with this scope from now on there is no place for any, and each is refused. */
GArray *sts_markdown_scope_steal_gaps(StsMarkdownScope *scope);
/* Returns where passages are shown (of StsMarkdownPassage), so that what is read with this scope from now on has no
 * place for any; NULL: nowhere. Free with g_array_unref(). */
GArray *sts_markdown_scope_steal_passages(StsMarkdownScope *scope);
/* Reports the notes that nothing refers to, and frees the scope. */
void sts_markdown_scope_finish(StsMarkdownScope *scope, StsDiagnostics *diagnostics);

/* Appends the blocks of `text` (valid UTF-8, `length` bytes, no control characters) to `parent`. Positions are those of
 * the file: `file` (interned by the caller, must outlive the tree), the first line of `text` being line `first_line`.
 * Notes found are added to `notes` (of StsNode*, NOTE; may be NULL without the flag) and are not in the tree. Links are
 * EXTERNAL, SECTION or HOLLOW; a number in <sup> right after a HOLLOW link, or as the last thing inside it, becomes
 * link.number and leaves the text. A number after an external link stays where it is: only who knows the document's own
 * list of hyperlinks can tell what it means. Images are not loaded. */
void sts_markdown_parse(StsArena *arena, StsNode *parent, const char *text, size_t length, const char *file,
                        int first_line, StsMarkdownFlags flags, GPtrArray *notes, StsDiagnostics *diagnostics);

/* As sts_markdown_parse(), of text whose every line begins in column `start.column` of `start.file`, the first in
 * `start.line`. `scope`: NULL where there is no place for notes, and each is refused. */
void sts_markdown_parse_at(StsArena *arena, StsNode *parent, const char *text, size_t length, StsPosition start,
                           StsMarkdownFlags flags, StsMarkdownScope *scope, StsDiagnostics *diagnostics);

/* As that, of text that is in its file otherwise than it is read, as with escapes; all places are moved. */
void sts_markdown_parse_moved(StsArena *arena, StsNode *parent, const char *text, size_t length, const char *file,
                              const StsMarkdownMove *move, StsMarkdownFlags flags, StsMarkdownScope *scope,
                              StsDiagnostics *diagnostics);

/* Parses one line of inline Markdown into `parent` (a node that holds inlines). */
void sts_markdown_parse_inlines(StsArena *arena, StsNode *parent, const char *text, StsPosition position,
                                StsMarkdownFlags flags, StsDiagnostics *diagnostics);

#endif
