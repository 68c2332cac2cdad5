/* Tells of translations whose stamps a repair of their original leaves behind. */
#include "repair/stale.h"

#include "document/rules.h"
#include "read/read.h"

static void
tell(const StsLibrary *library, const StsSection *original, const char *language, StsDiagnostics *left)
{
  const StsLoadOptions options = {.language = language, .missing = STS_MISSING_LEFT_OUT};
  const char *const ids[] = {original->id, NULL};
  g_autoptr(StsDiagnostics) untold = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsLibrary) other =
      sts_read_with(sts_library_get_path(library), ids, &options, sts_terms_set_ref(library->words), untold, &error);
  const StsSection *section = other ? sts_library_lookup(other, original->id) : NULL;

  if (!section || !section->tag || !section->translation_of.content || section->original_newer)
    return;
  sts_diagnostics_add(
      left, STS_SEVERITY_NOTE, section->translation_of.position, sts_rule_name(STS_RULE_REPAIR_LEFT),
      "“%s”, from which this translation was made, reads otherwise once it is repaired; see whether the "
      "translation needs the same repair, then stamp it again: sts-export --stamp-translation %s",
      original->file, section->file);
}

void
sts_repair_tell_stale(const StsLibrary *library, const StsSection *original, StsDiagnostics *left)
{
  for (const char *const *language = original->languages; language && *language; language++)
    tell(library, original, *language, left);
}
