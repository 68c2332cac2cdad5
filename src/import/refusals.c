/* What the check will find in the library: the check is asked, and what it says is told at its place in the document,
 * unless the import has said the same in words of its own. */
#include <string.h>

#include "check/check.h"
#include "import/detectors.h"
#include "import/findings.h"
#include "read/read.h"

/* How near the import's own finding must be, so that the check's says nothing new. */
typedef enum {
  NEAR_ANYWHERE, /* it need not be there: the comment or the note is the import's */
  NEAR_SECTION,
  NEAR_LINE,
} Nearness;

static const struct {
  StsRule check, own;
  Nearness nearness;
} SAME[] = {
    {STS_RULE_IMPORT_UNRESOLVED, STS_RULE_IMPORT_UNPLACED, NEAR_ANYWHERE},
    {STS_RULE_MISSING_LAST_REVISED, STS_RULE_IMPORT_NO_DATE, NEAR_SECTION},
    {STS_RULE_MISSING_REFERENCES, STS_RULE_IMPORT_NO_REFERENCES, NEAR_SECTION},
    {STS_RULE_MISSING_DISCLAIMER, STS_RULE_IMPORT_NO_DISCLAIMER, NEAR_SECTION},
    {STS_RULE_TITLE_MISSING, STS_RULE_IMPORT_TITLE_LOST, NEAR_SECTION},
    {STS_RULE_TITLE_MISSING, STS_RULE_IMPORT_UNPLACED, NEAR_SECTION},
    {STS_RULE_HEADING_SKIP, STS_RULE_IMPORT_HEADING_JUMP, NEAR_LINE},
    {STS_RULE_HEADING_WITHOUT_TEXT, STS_RULE_IMPORT_HEADING_WITHOUT_TEXT, NEAR_LINE},
    {STS_RULE_LINK_WITHOUT_TARGET, STS_RULE_IMPORT_LINK_WITHOUT_TARGET, NEAR_LINE},
    {STS_RULE_LINK_WITHOUT_TARGET, STS_RULE_IMPORT_LINK_TO_SECTION, NEAR_LINE},
    {STS_RULE_LINK_SECTION_UNKNOWN, STS_RULE_IMPORT_LINK_LOCAL, NEAR_LINE},
    {STS_RULE_LINK_FRAGMENT_UNKNOWN, STS_RULE_IMPORT_LINK_LOCAL, NEAR_LINE},
    {STS_RULE_LINK_ESCAPED_TWICE, STS_RULE_IMPORT_ADDRESS_ESCAPED, NEAR_LINE},
    {STS_RULE_HYPERLINK_NUMBER_UNKNOWN, STS_RULE_IMPORT_CALLOUT_WITHOUT_ENTRY, NEAR_LINE},
    {STS_RULE_HYPERLINK_UNUSED, STS_RULE_IMPORT_ENTRY_WITHOUT_CALLOUT, NEAR_LINE},
    {STS_RULE_HYPERLINK_PRINTED_DIFFERS, STS_RULE_IMPORT_ADDRESS_ESCAPED, NEAR_LINE},
    {STS_RULE_FOREIGN_MARKUP, STS_RULE_IMPORT_LINK_DEFINITION, NEAR_LINE},
    {STS_RULE_IMAGE_MISSING, STS_RULE_IMPORT_IMAGE, NEAR_LINE},
    {STS_RULE_IMAGE_OUTSIDE, STS_RULE_IMPORT_IMAGE, NEAR_LINE},
    {STS_RULE_NOTE_UNDEFINED, STS_RULE_IMPORT_NOTE_ELSEWHERE, NEAR_LINE},
    {STS_RULE_NOTE_UNUSED, STS_RULE_NOTE_UNUSED, NEAR_LINE},
    {STS_RULE_FOREIGN_MARKUP_DOSE, STS_RULE_IMPORT_STRUCK_OUT, NEAR_LINE},
};

/* ---- places ---- */

/* The section whose file the check names; NULL: library.yaml. */
static const StsImportPart *
find_part(const StsImport *import, const char *folder, const char *file)
{
  size_t length = strlen(folder);

  if (!file || strncmp(file, folder, length) != 0)
    return NULL;
  const char *name = file + length + strspn(file + length, "/");
  for (guint i = 0; i < import->parts->len; i++) {
    const StsImportPart *part = g_ptr_array_index(import->parts, i);
    if (strcmp(part->shown.file, name) == 0)
      return part;
  }
  return NULL;
}

/* What the program has written stands for the section, whose beginning is named then. */
static StsPosition
place_of(const StsImport *import, const StsImportPart *part, StsPosition position)
{
  guint line = (guint)MAX(position.line, 1);
  int source = part && line <= part->lines->len ? g_array_index(part->lines, int, line - 1) : 0;

  if (source > 0)
    return (StsPosition){import->path, source, position.column};
  return (StsPosition){import->path, part ? part->shown.first_line : 1, 1};
}

/* ---- what was told ---- */

/* Adds or looks for "rule line", "rule section" and the like in a set of what was told. */
static bool
tell(GHashTable *told, const char *rule, int line, const char *what)
{
  return g_hash_table_add(told, g_strdup_printf("%s %d %s", rule, line, what));
}

static bool
was_told(GHashTable *told, StsRule rule, int line, const char *what)
{
  g_autofree char *key = g_strdup_printf("%s %d %s", sts_rule_name(rule), line, what);

  return g_hash_table_contains(told, key);
}

/* What the import has said, by its lines and by its sections. */
static GHashTable *
collect_told(const StsImport *import)
{
  GHashTable *told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < import->findings->len; i++) {
    const StsImportOwnFinding *finding = g_ptr_array_index(import->findings, i);
    tell(told, finding->shown.diagnostic.rule, finding->place.line, "");
    if (finding->shown.file)
      tell(told, finding->shown.diagnostic.rule, 0, finding->shown.file);
  }
  return told;
}

static bool
is_told(GHashTable *told, const StsImportPart *part, StsPosition place, StsRule rule)
{
  for (size_t i = 0; i < G_N_ELEMENTS(SAME); i++)
    if (SAME[i].check == rule &&
        (SAME[i].nearness == NEAR_ANYWHERE ||
         (SAME[i].nearness == NEAR_LINE && was_told(told, SAME[i].own, place.line, "")) ||
         (SAME[i].nearness == NEAR_SECTION && part && was_told(told, SAME[i].own, 0, part->shown.file))))
      return true;
  return false;
}

bool
sts_import_find_refusals(StsImport *import, const char *folder, GError **error)
{
  static const StsCheckOptions OPTIONS = {.least = STS_SEVERITY_WARNING};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsLibrary) library = sts_read_library(folder, sts_terms_set_ref(import->terms), diagnostics, error);

  if (!library || !sts_rules_require_readable(diagnostics, error))
    return false;
  sts_library_check(library, NULL, 0, &OPTIONS, diagnostics);
  g_autoptr(GHashTable) told = collect_told(import);
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *found = sts_diagnostics_get(diagnostics, i);
    const StsImportPart *part = find_part(import, folder, found->position.file);
    StsPosition place = place_of(import, part, found->position);
    StsRule rule;
    if (found->severity < STS_SEVERITY_WARNING || !sts_rule_find(found->rule, &rule) ||
        is_told(told, part, place, rule))
      continue;
    /* A note may stand in several sections. */
    g_autofree char *key = g_strdup_printf("%d %s", place.column, found->text);
    if (tell(told, found->rule, place.line, key))
      sts_import_report(import, found->severity, place, rule, "%s", found->text);
  }
  sts_import_settle_findings(import);
  return true;
}
