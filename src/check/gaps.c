/* Gaps: what the source of a section lost, as its editor noted it. */
#include "check/families.h"
#include "document/rules.h"

void
sts_check_gaps(const StsCheck *check, const StsSection *section)
{
  for (guint i = 0; section->gaps && i < section->gaps->len; i++) {
    const StsPlacedText *gap = &g_array_index(section->gaps, StsPlacedText, i);
    sts_check_report(check, gap->position.line > 0 ? gap->position : sts_section_start(section), STS_RULE_GAP,
                     "gap in the source: %s", gap->text);
  }
}
