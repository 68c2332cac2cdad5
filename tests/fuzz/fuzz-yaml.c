/* Any bytes as a section's file: finding the front matter and reading its YAML must end well, whatever stands there. */
#include <string.h>

#include "base/text.h"
#include "base/yaml/yaml.h"
#include "read/library/front-matter.h"
#include "read/library/library-file.h"
#include "read/library/section-keys.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  size_t offset, start, length, body;
  bool is_control;
  int line;

  /* The caller refuses what is not UTF-8 before it looks for YAML. */
  if (sts_text_find_invalid((const char *)data, size, &offset, &is_control))
    return 0;
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsLibrary) library = sts_library_new("fuzz", NULL);
  g_autoptr(GHashTable) images = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  StsReader reader = {.library = library,
                      .arena = library->arena,
                      .diagnostics = diagnostics,
                      .folder = "fuzz",
                      .real_folder = "fuzz",
                      .folder_name = "the library's folder",
                      .images = images};

  sts_front_matter_is_open(text, size);
  if (sts_front_matter_find(text, size, &start, &length, &body, &line)) {
    g_assert(start + length <= body && body <= size && line >= 3);
    StsSection *section = sts_section_new(library);
    const StsYaml *root = sts_read_yaml(library->arena, text + start, length, "input.md", 2, diagnostics);
    section->file = "input.md";
    if (root)
      sts_read_section_keys(&reader, section, root);
  }
  const StsYaml *root = sts_read_yaml(library->arena, text, size, "library.yaml", 1, diagnostics);
  if (root)
    sts_read_library_keys(&reader, root, true);
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    g_autofree char *shown = sts_diagnostic_format(sts_diagnostics_get(diagnostics, i));
    g_assert(g_utf8_validate(shown, -1, NULL));
  }
  return 0;
}
