/* What must not be printed for patients, as the check of the library will find it: told, and never repaired. */
#include "check/safety.h"
#include "import/detectors.h"
#include "import/findings.h"

static void
hear(gpointer import, StsRule rule, StsPosition position, const char *text)
{
  sts_import_report(import, sts_rule_facts(rule)->severity, position, rule, "%s", text);
}

static void
read_part(StsSafety *safety, const StsImport *import, const StsImportPart *part)
{
  for (guint i = part->begin; i < part->end; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    sts_safety_read(safety, block->node, part->language,
                    block->role == STS_ROLE_REFERENCE || block->role == STS_ROLE_LOOSE_REFERENCE);
  }
}

void
sts_import_find_misprints(StsImport *import)
{
  g_autoptr(StsSafety) safety = sts_safety_new(hear, import);

  for (guint i = 0; i < import->parts->len; i++)
    read_part(safety, import, g_ptr_array_index(import->parts, i));
  for (guint i = 0; i < import->notes->len; i++)
    sts_safety_read(safety, g_ptr_array_index(import->notes, i), import->language, false);
  sts_safety_finish(safety);
}
