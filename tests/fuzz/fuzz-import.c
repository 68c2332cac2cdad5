/* Any bytes as a document to import: the sections must hold every line of it, each finding must lie within it, and a
 * section must read as it did in the whole. */
#include <string.h>

#include "base/text.h"
#include "document/plain-text.h"
#include "import/document.h"
#include "import/import.h"
#include "import/proof.h"
#include "import/write.h"
#include "read/markdown/markdown.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
append_plain_text(GString *out, const char *text, size_t length)
{
  g_autoptr(StsArena) arena = sts_arena_new();
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  StsNode *root = sts_node_new(arena, STS_NODE_SECTION, (StsPosition){"input.md", 1, 1});

  sts_markdown_parse(arena, root, text, length, "input.md", 1, STS_MARKDOWN_ALL, notes, diagnostics);
  g_autofree char *plain = sts_node_plain_text(root);
  g_string_append(out, plain);
}

/* Where the body begins: behind the front matter that the import writes. */
static size_t
body_of(const GString *text)
{
  const char *fence = strstr(text->str, "\n---");

  if (!fence)
    fence = strstr(text->str, "\r---");
  g_assert(fence);
  return (size_t)(fence - text->str) + strlen("\n---");
}

/* Definitions of links and notes reach over the borders of sections, and HTML may be left open; all else reads the same
 * wherever the text is parted.
 */
static bool
may_differ(const StsImport *import)
{
  return import->matter_first > 0 || strstr(import->text, "]:") || strchr(import->text, '<') ||
         strstr(import->text, "[^");
}

static void
check_sections(StsImport *import)
{
  g_autoptr(StsImportProof) proof = sts_import_proof_new(import);
  g_autoptr(GString) whole = g_string_new(NULL), parted = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < import->parts->len; i++) {
    GString *text = sts_import_render(import, i);
    size_t body = body_of(text);
    g_assert_true(sts_import_proof_add(proof, "section.md", text->str, text->len, &error));
    append_plain_text(parted, text->str + body, text->len - body);
    g_string_free(text, TRUE);
  }
  g_assert_true(sts_import_proof_finish(proof, &error));
  append_plain_text(whole, import->text, import->length);
  if (!may_differ(import))
    g_assert_cmpstr(parted->str, ==, whole->str);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  size_t offset;
  bool is_control;

  /* Reading the file refuses what is not UTF-8. */
  if (sts_text_find_invalid((const char *)data, size, &offset, &is_control))
    return 0;
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsImport) import = sts_import_read_text("/nowhere/input.md", NULL, NULL, text, size, diagnostics);

  if (!import) {
    g_assert_cmpuint(sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR), >, 0);
    return 0;
  }
  int lines = (int)import->lines->len, last = 0;
  for (size_t i = 0; i < sts_import_count_findings(import); i++) {
    const StsDiagnostic *diagnostic = &sts_import_get_finding(import, i)->diagnostic;
    g_assert_true(diagnostic->position.line >= 1 && diagnostic->position.line <= lines &&
                  diagnostic->position.line >= last && diagnostic->position.column >= 1);
    g_assert_true(g_utf8_validate(diagnostic->text, -1, NULL));
    last = diagnostic->position.line;
  }
  check_sections(import);
  return 0;
}
