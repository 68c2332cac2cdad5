/* Tells faults that concern the chosen sections from those of the others. */
#include "sts/check.h"

#include "document/library.h"

/* Sets *all to whether the library has all of the sections. */
static GHashTable *
collect_files(const StsLibrary *library, const char *const *ids, bool *all)
{
  GHashTable *files = g_hash_table_new(g_str_hash, g_str_equal);

  *all = true;
  g_hash_table_add(files, (gpointer)library->file);
  for (; *ids; ids++) {
    const StsSection *section = sts_library_lookup(library, *ids);
    *all &= section != NULL;
    if (section && section->file)
      g_hash_table_add(files, (gpointer)section->file);
    const StsShownPassage *shown;
    for (guint i = 0; section && (shown = sts_section_passage(section, i)); i++)
      g_hash_table_add(files, (gpointer)shown->passage->text->file);
  }
  return files;
}

size_t
sts_library_count_faults(const StsLibrary *library, const char *id, const StsDiagnostics *diagnostics,
                         StsSeverity severity)
{
  const StsSection *section = sts_library_lookup(library, id);

  return section ? sts_section_count_faults(section, diagnostics, severity) : 0;
}

StsDiagnostics *
sts_library_select_diagnostics(const StsLibrary *library, const char *const *ids, const StsDiagnostics *diagnostics)
{
  bool all;
  g_autoptr(GHashTable) files = collect_files(library, ids, &all);
  StsDiagnostics *selected = sts_diagnostics_new();

  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, i);
    const char *file = diagnostic->position.file;
    /* That another of the sections it lists is not there must not keep this one from the patient. */
    if (all && sts_library_rule_is_of_section(diagnostic->rule))
      continue;
    /* Sections alone are Markdown; those that could not be read are in no list. */
    if (!file || g_hash_table_contains(files, file) || !g_str_has_suffix(file, ".md"))
      sts_diagnostics_add(selected, diagnostic->severity, diagnostic->position, diagnostic->rule, "%s",
                          diagnostic->text);
  }
  return selected;
}
