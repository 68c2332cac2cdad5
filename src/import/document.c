/* Takes the document apart: lines, front matter, blocks and what each block is for. */
#include "import/document.h"

#include <string.h>

#include "base/language-tag.h"
#include "base/text.h"
#include "base/yaml/yaml.h"
#include "document/rules.h"
#include "import/endings.h"
#include "import/prose.h"
#include "import/words.h"
#include "read/library/closing-names.h"
#include "read/library/front-matter.h"
#include "read/markdown/markdown.h"

/* A heading that begins low and has so many words, or ends in a full stop and has so many, is no heading. */
enum { LOW_TITLE_WORDS = 4, LOOSE_TITLE_WORDS = 20 };

/* A carriage return alone ends no line of front matter, so what is added never ends so. */
static const char *
newline_of(const StsImport *import)
{
  return import->lines->len > 0 && sts_import_line(import, 1)->ending == 2 ? "\r\n" : "\n";
}

/* ---- front matter ---- */

static const char *
matter_text(const StsYaml *root, const char *key)
{
  const StsYaml *value = sts_yaml_lookup(root, key);

  return value && value->kind == STS_YAML_SCALAR && value->text && *value->text ? value->text : NULL;
}

/* Takes what the library needs to know; what the keys mean is for the reader of the library to judge. */
static void
read_matter(StsImport *import, size_t start, size_t length)
{
  g_autoptr(StsDiagnostics) ignored = sts_diagnostics_new();
  g_autofree char *blank = g_strndup(import->text + start, length);

  if (blank[strspn(blank, " \t\r\n")] == '\0')
    return;
  const StsYaml *root = sts_read_yaml(import->arena, import->text + start, length, import->path, 2, ignored);
  if (!root)
    return;
  const char *title = matter_text(root, "title"), *language = matter_text(root, "language"),
             *id = matter_text(root, "id");
  g_autofree char *line = title ? sts_text_normalize_space(title) : NULL;
  import->matter_title = line && *line ? sts_arena_strdup(import->arena, line) : NULL;
  import->matter_language = language && sts_language_is_valid(language) ? language : NULL;
  import->matter_id = id;
  import->matter_gaps = sts_yaml_lookup(root, "gaps") != NULL;
  import->matter_date = sts_yaml_lookup(root, "last-revised") != NULL;
  import->matter_references = sts_yaml_lookup(root, "references") != NULL;
  import->matter_disclaimer = sts_yaml_lookup(root, "disclaimer") != NULL;
}

/* The line that holds a byte of the text. */
static int
line_of(const StsImport *import, size_t offset)
{
  int line = 1;

  while (line < (int)import->lines->len && sts_import_line(import, line + 1)->offset <= offset)
    line++;
  return line;
}

/* A line that ends in a carriage return alone is one to Markdown, but not to the reader of front matter. */
static bool
has_lone_return(const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'))
      return true;
  return false;
}

/* Returns where the body begins. */
static size_t
find_matter(StsImport *import)
{
  size_t start, length, body;
  int unused;

  import->body_line = 1;
  if (!sts_front_matter_find(import->text, import->length, &start, &length, &body, &unused) || length == 0)
    return 0;
  /* Two rules at the beginning are no front matter: that begins with a key. */
  if (!sts_front_matter_first_key(import->text + start, length) || has_lone_return(import->text + start, body - start))
    return 0;
  import->matter_first = line_of(import, start);
  import->matter_last = line_of(import, start + length - 1);
  import->preface_lines = import->matter_first - 2;
  import->body_line = body < import->length ? line_of(import, body) : (int)import->lines->len + 1;
  read_matter(import, start, length);
  return body;
}

/* ---- blocks ---- */

/* Whether a link leads to a heading of the document, or did before it lost its target. */
static bool
leads_within(const StsNode *link)
{
  if (link->kind != STS_NODE_LINK || link->link.number > 0)
    return false;
  return link->link.kind == STS_LINK_HOLLOW ||
         (link->link.kind == STS_LINK_SECTION && link->link.destination[0] == '#');
}

/* A list of nothing but such links is a table of contents. */
static bool
is_contents(const StsNode *node)
{
  if (node->kind != STS_NODE_LIST || !node->first_child)
    return false;
  for (const StsNode *item = node->first_child; item; item = item->next) {
    const StsNode *paragraph = item->first_child,
                  *link = paragraph && paragraph->kind == STS_NODE_PARAGRAPH ? paragraph->first_child : NULL;
    if (!link || paragraph->next || link->next || !leads_within(link))
      return false;
  }
  return true;
}

/* Whether a heading ends in a word after which something must come. */
static bool
breaks_off(const char *text)
{
  return g_str_has_suffix(text, ",") || g_str_has_suffix(text, ";") ||
         sts_import_words_hold(STS_WORDS_NEVER_LAST_IN_HEADING, sts_prose_last_word(text)) ||
         sts_prose_title_breaks_off(text);
}

/* `## [Text](#)<sup>4</sup>.` is what follows a sentence, and so is a heading of several words that begins low. */
static bool
is_fragment(const StsImport *import, const StsImportBlock *block)
{
  const char *text = block->text;
  const StsNode *link = block->node->first_child;
  bool link_first = link && link->kind == STS_NODE_LINK && link->link.kind == STS_LINK_HOLLOW;

  if (!*text || (link && link->kind == STS_NODE_CODE))
    return false;
  if ((strchr(",;.)", text[0]) && strchr(" ", text[1])) || breaks_off(text))
    return true;
  if (sts_prose_begins_low(text) && block->words >= LOW_TITLE_WORDS && !import->low_headings)
    return true;
  return g_str_has_suffix(text, ".") && (link_first || block->words >= LOOSE_TITLE_WORDS);
}

/* Whether the document writes its headings in small letters. */
static bool
has_low_headings(const StsImport *import)
{
  guint low = 0, all = 0;

  for (guint i = 0; i < import->blocks->len; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (block->node->kind != STS_NODE_HEADING)
      continue;
    all++;
    low += sts_prose_begins_low(block->text);
  }
  return low * 2 > all;
}

static StsBlockRole
role_of_heading(const StsImport *import, StsImportBlock *block)
{
  StsClosingPart part = sts_closing_part(import->terms, block->node);

  if (part != STS_CLOSING_NONE) {
    block->part = part;
    return STS_ROLE_CLOSING;
  }
  return is_fragment(import, block) ? STS_ROLE_FRAGMENT : STS_ROLE_HEADING;
}

static bool
is_date(const StsImport *import, const StsNode *node)
{
  g_autofree char *text = sts_closing_date_text(import->terms, node);

  return text != NULL;
}

static StsBlockRole
role_below(StsClosingPart part, const StsImportBlock *block)
{
  switch (part) {
  case STS_CLOSING_REFERENCES:
    return STS_ROLE_REFERENCE;
  case STS_CLOSING_HYPERLINKS:
    return STS_ROLE_HYPERLINKS;
  case STS_CLOSING_DISCLAIMER:
    return STS_ROLE_DISCLAIMER;
  case STS_CLOSING_NONE:
    break;
  }
  if (is_contents(block->node))
    return STS_ROLE_CONTENTS;
  return block->node->kind == STS_NODE_PARAGRAPH && sts_prose_is_reference(block->text) ? STS_ROLE_LOOSE_REFERENCE
                                                                                        : STS_ROLE_TEXT;
}

static void
give_roles(StsImport *import)
{
  StsClosingPart part = STS_CLOSING_NONE;

  import->low_headings = has_low_headings(import);
  for (guint i = 0; i < import->blocks->len; i++) {
    StsImportBlock *block = sts_import_block(import, i);
    const StsImportBlock *before = i > 0 ? block - 1 : NULL;
    if (block->node->kind == STS_NODE_RULE) {
      block->role = STS_ROLE_RULE;
    } else if (block->node->kind == STS_NODE_HEADING) {
      block->role = role_of_heading(import, block);
      part = block->role == STS_ROLE_CLOSING ? (StsClosingPart)block->part : STS_CLOSING_NONE;
    } else if (is_date(import, block->node)) {
      block->role = STS_ROLE_DATE;
      part = STS_CLOSING_NONE;
    } else {
      block->role = role_below(part, block);
      block->own_contents =
          block->role == STS_ROLE_CONTENTS && before && (before->role == STS_ROLE_HEADING || before->own_contents);
    }
  }
}

static void
add_blocks(StsImport *import)
{
  int line_count = (int)import->lines->len;

  for (const StsNode *node = import->root->first_child; node; node = node->next) {
    g_autofree char *text = sts_import_inline_text(node);
    StsImportBlock block = {.node = node,
                            .first = CLAMP(node->position.line, 1, line_count),
                            .text = sts_arena_strdup(import->arena, text)};
    int next = node->next ? CLAMP(node->next->position.line, block.first + 1, line_count + 1) : line_count + 1;
    block.last = next - 1;
    while (block.last > block.first && sts_import_line(import, block.last)->blank)
      block.last--;
    for (int line = block.first - 1; line >= import->body_line && sts_import_line(import, line)->blank; line--)
      block.gap++;
    block.words = sts_prose_count_words(block.text);
    g_array_append_val(import->blocks, block);
  }
}

void
sts_import_leave_out(StsImport *import, int line)
{
  import->fates[line - 1] = STS_LINE_LEFT_OUT;
  g_array_append_val(import->dropped, line);
}

bool
sts_import_take_apart(StsImport *import, StsDiagnostics *diagnostics)
{
  g_autoptr(StsDiagnostics) ignored = sts_diagnostics_new();
  StsPosition start = {import->path, 1, 1};

  import->lines = sts_import_split_lines(import->text, import->length);
  import->fates = g_new0(guint8, import->lines->len + 1);
  import->written_lines = g_new0(int, import->lines->len + 1);
  import->newline = newline_of(import);
  size_t body = find_matter(import);
  if (sts_import_count_words_in(import->text + body, import->length - body) == 0) {
    sts_error(diagnostics, start, STS_RULE_SECTION_EMPTY, "the document has no text; there is nothing to import");
    return false;
  }
  import->root = sts_node_new(import->arena, STS_NODE_SECTION, start);
  /* What is wrong with the Markdown is told by the check of the library. */
  sts_markdown_parse(import->arena, import->root, import->text + body, import->length - body, import->path,
                     import->body_line, STS_MARKDOWN_ALL, import->notes, ignored);
  add_blocks(import);
  give_roles(import);
  return true;
}
