/* What must not be printed for patients, in a library: reports what safety.h finds. */
#include "check/families.h"
#include "check/safety.h"

void
sts_check_report_safety(gpointer check, StsRule rule, StsPosition position, const char *text)
{
  sts_check_report(check, position, rule, "%s", text);
}

/* What one rule tells, no other tells again, so all are looked for or none; and what a placeholder is told for is no
 * foreign markup. */
bool
sts_check_wants_safety(const StsCheck *check)
{
  bool wanted = sts_check_is_wanted(check, STS_RULE_FOREIGN_MARKUP);

  for (StsRule rule = STS_RULE_PLACEHOLDER; rule <= STS_RULE_ALLOW_UNUSED && !wanted; rule++)
    wanted = sts_check_is_wanted(check, rule);
  return wanted;
}

static void
read_lines(StsSafety *safety, const GArray *lines, const char *language)
{
  for (guint i = 0; i < lines->len; i++) {
    const StsPrintedLine *line = &g_array_index(lines, StsPrintedLine, i);
    sts_safety_read_line(safety, line->text, line->language ? line->language : language);
  }
}

void
sts_check_library_safety(const StsCheck *check)
{
  const StsLibrary *library = check->library;

  if (!check->safety)
    return;
  if (!sts_library_is_document(library))
    sts_safety_read_line(check->safety, library->title_line, library->language);
  read_lines(check->safety, library->lines, library->language);
  for (guint key = 0; library->clinic && key < STS_CLINIC_KEYS; key++)
    sts_safety_read_line(check->safety, library->clinic->lines[key], library->language);
  if (library->disclaimer)
    sts_safety_read(check->safety, library->disclaimer, library->language, false);
  sts_safety_finish(check->safety);
}

void
sts_check_safety(const StsCheck *check, const StsSection *section)
{
  const char *language = section->language ? section->language : check->library->language;
  StsSectionTrees trees = {section, 0};

  if (!check->safety)
    return;
  if (!section->title_heading)
    sts_safety_read_line(check->safety, section->title_line, language);
  read_lines(check->safety, section->lines, language);
  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    sts_safety_read(check->safety, root, language, sts_section_is_references(section, root));
  sts_safety_finish(check->safety);
}
