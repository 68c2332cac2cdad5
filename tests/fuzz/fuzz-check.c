/* Any bytes as the body of a section, its first line being a word to avoid and one to allow: every rule must end well,
 * and each fault lie within the text. */
#include <string.h>

#include "base/text.h"
#include "check/check.h"
#include "read/markdown/markdown.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static bool
has_word(const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (g_unichar_isalnum(g_utf8_get_char(p)))
      return true;
  return false;
}

static StsSection *
new_section(StsLibrary *library, const char *text, StsDiagnostics *diagnostics)
{
  StsSection *section = sts_section_new(library);

  section->id = section->title = "input";
  section->name = section->file = "input.md";
  section->language = library->language;
  section->language_position = section->title_position = (StsPosition){"input.md", 1, 1};
  section->body = sts_node_new(library->arena, STS_NODE_SECTION, section->title_position);
  sts_markdown_parse(library->arena, section->body, text, strlen(text), section->file, 1, STS_MARKDOWN_ALL,
                     section->notes, diagnostics);
  return section;
}

static void
read_first_line(StsLibrary *library, const char *text)
{
  g_autofree char *line = g_strndup(text, strcspn(text, "\n"));
  g_autofree char *word = sts_text_normalize_space(line);
  g_autofree char *folded = g_utf8_casefold(word, -1);
  StsTermChoice choice = {sts_arena_strdup(library->arena, word), "the word to use", {"library.yaml", 1, 1}};

  library->budget.smog = library->budget.flesch_kincaid = 1;
  g_hash_table_add(library->budget.allow, (gpointer)sts_arena_strdup(library->arena, folded));
  if (has_word(word))
    g_array_append_val(library->terms, choice);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  const StsCheckOptions options = {.as_of = {2026, 1, 1}};
  size_t offset;
  bool is_control;
  int lines = 1;

  if (sts_text_find_invalid((const char *)data, size, &offset, &is_control))
    return 0;
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsLibrary) library = sts_library_new("fuzz", NULL);
  library->file = "library.yaml";
  library->title = "A library";
  library->language = "en";
  StsSection *section = new_section(library, text, diagnostics);
  g_ptr_array_add(library->sections, section);
  read_first_line(library, text);

  for (const char *p = text; *p; p++)
    lines += *p == '\n' || *p == '\r';
  sts_library_check(library, NULL, 0, &options, diagnostics);
  sts_diagnostics_sort(diagnostics);
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, i);
    g_assert(diagnostic->position.line >= 0 && diagnostic->position.line <= lines && diagnostic->position.column >= 0);
  }
  return 0;
}
