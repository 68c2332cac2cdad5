/* Currency: when a section's next review was due, for libraries that set `review-every`. */
#include "check/families.h"
#include "document/rules.h"

static StsPosition
date_position(const StsSection *section)
{
  return section->last_revised_waiver.position.line > 0 ? section->last_revised_waiver.position
                                                        : sts_section_start(section);
}

static void
check_expiry(const StsCheck *check, const StsSection *section, StsDate date)
{
  StsDate due = sts_section_review_due(check->library, section);
  g_autofree char *since = sts_date_format_iso(date);
  g_autofree char *due_text = sts_date_format_iso(due);

  if (sts_date_compare(check->as_of, due) <= 0)
    return;
  if (check->allow_expired)
    sts_check_report(check, date_position(section), STS_RULE_REVIEW_OVERDUE,
                     "a review was due by %s (last date: %s); the section will say so in print", due_text, since);
  else
    sts_check_report(check, date_position(section), STS_RULE_REVIEW_EXPIRED,
                     "a review was due by %s (last date: %s); review the section and put “last-reviewed:” with the "
                     "date in its front matter, or export it with --allow-expired, and it will say so in print",
                     due_text, since);
}

void
sts_check_currency(const StsCheck *check, const StsSection *section)
{
  StsDate date = sts_section_newest_date(section), as_of = check->as_of;

  if (sts_date_is_set(section->last_reviewed) && sts_date_is_set(section->last_revised) &&
      sts_date_compare(section->last_reviewed, section->last_revised) < 0)
    sts_check_report(check, date_position(section), STS_RULE_REVIEW_BEFORE_REVISION,
                     "the section was revised after it was last reviewed; is that right?");
  if (sts_date_is_set(as_of) && sts_date_compare(date, as_of) > 0) {
    g_autofree char *text = sts_date_format_iso(date);
    sts_check_report(check, date_position(section), STS_RULE_DATE_IN_FUTURE, "the date %s is in the future", text);
  }
  if (check->library->review_every_months <= 0 || !sts_date_is_set(as_of))
    return;
  if (sts_date_is_set(date))
    check_expiry(check, section, date);
  else
    sts_check_report(check, date_position(section), STS_RULE_REVIEW_UNKNOWN,
                     "the library wants regular reviews, but this section has no date to count from");
}
