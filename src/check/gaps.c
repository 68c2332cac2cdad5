/* Gaps: what the source of a section lost, as its editor noted it, and what became of it. */
#include "check/families.h"
#include "document/rules.h"

static void
check_gap(const StsCheck *check, StsPosition position, const StsGap *gap)
{
  switch (gap->state) {
  case STS_GAP_OPEN:
    sts_check_report(check, position, STS_RULE_GAP, "gap in the source: %s", gap->text);
    break;
  case STS_GAP_PRINTED:
    sts_check_report(check, position, STS_RULE_GAP_SETTLED, "gap in the source, of which the reader is told: %s",
                     gap->text);
    break;
  case STS_GAP_SILENT:
    sts_check_report(check, position, STS_RULE_GAP_SETTLED,
                     "gap in the source, of which the reader is not told (%s): %s", gap->reason ? gap->reason : "",
                     gap->text);
    break;
  }
}

void
sts_check_gaps(const StsCheck *check, const StsSection *section)
{
  for (guint i = 0; section->gaps && i < section->gaps->len; i++) {
    const StsGap *gap = &g_array_index(section->gaps, StsGap, i);
    check_gap(check, gap->position.line > 0 ? gap->position : sts_section_start(section), gap);
  }
}
