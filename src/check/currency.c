/* Currency: when a section's next review is due, for libraries that set `review-every` and sections that set
 * `next-review`; and who approved it. */
#include "check/families.h"
#include "document/rules.h"

static StsPosition
date_position(const StsSection *section)
{
  return section->last_revised_waiver.position.line > 0 ? section->last_revised_waiver.position
                                                        : sts_section_start(section);
}

/* Where the section says when its next review is; a section is refused by the faults that stand in its file. */
static StsPosition
next_position(const StsSection *section)
{
  return sts_date_is_set(section->review.next) ? section->review.next_position : date_position(section);
}

static void
check_expiry(const StsCheck *check, const StsSection *section, StsDate date)
{
  StsDate due = sts_section_own_review_due(check->library, section),
          next = sts_section_next_review(check->library, section);
  bool announced = sts_date_is_set(next) && sts_date_compare(next, due) == 0;
  StsPosition position = announced ? next_position(section) : date_position(section);
  g_autofree char *since = sts_date_is_set(date) ? sts_date_format_iso(date) : g_strdup("none");
  g_autofree char *due_text = sts_date_format_iso(due);

  if (sts_date_compare(check->as_of, due) <= 0)
    return;
  if (check->allow_expired)
    sts_check_report(check, position, STS_RULE_REVIEW_OVERDUE,
                     "a review was due by %s (last date: %s); the section will say so in print", due_text, since);
  else
    sts_check_report(check, position, STS_RULE_REVIEW_EXPIRED,
                     "a review was due by %s (last date: %s); review the section and put “last-reviewed:” with the "
                     "date%s in its front matter, or export it with --allow-expired, and it will say so in print",
                     due_text, since, announced ? ", and “next-review:” with that of the next one," : "");
}

/* Whether the day of the next review goes with the other dates. */
static void
check_next(const StsCheck *check, const StsSection *section, StsDate date)
{
  StsDate next = sts_section_next_review(check->library, section);

  if (!sts_date_is_set(next) || !sts_date_is_set(date))
    return;
  g_autofree char *text = sts_date_format_iso(next), *last = sts_date_format_iso(date);
  if (sts_date_compare(next, date) <= 0) {
    sts_check_report(check, next_position(section), STS_RULE_NEXT_REVIEW_PAST,
                     "the next review, %s, is not after the section's last date, %s", text, last);
    return;
  }
  if (check->library->review_every_months <= 0)
    return;
  StsDate due = sts_date_add_months(date, check->library->review_every_months);
  g_autofree char *due_text = sts_date_format_iso(due);
  if (sts_date_compare(next, due) > 0)
    sts_check_report(check, next_position(section), STS_RULE_NEXT_REVIEW_LATE,
                     "the next review, %s, is later than the library's “review-every” allows: one is due by %s", text,
                     due_text);
}

static void
check_approval(const StsCheck *check, const StsSection *section)
{
  if (check->library->status != STS_STATUS_APPROVED ||
      sts_section_review_line(check->library, section, STS_REVIEW_APPROVED_BY).text)
    return;
  if (section->tag)
    sts_check_report(check, sts_section_start(section), STS_RULE_APPROVAL_MISSING,
                     "the library is approved, and nothing says who approved this translation; put “approved-by:” in "
                     "its front matter or in library.%s.yaml: what library.yaml says is of the originals",
                     section->tag);
  else
    sts_check_report(check, sts_section_start(section), STS_RULE_APPROVAL_MISSING,
                     "the library is approved, and nothing says who approved this section; put “approved-by:” in its "
                     "front matter or in library.yaml");
}

static void
check_dates(const StsCheck *check, const StsSection *section, StsDate date)
{
  if (sts_date_is_set(section->last_reviewed) && sts_date_is_set(section->last_revised) &&
      sts_date_compare(section->last_reviewed, section->last_revised) < 0)
    sts_check_report(check, date_position(section), STS_RULE_REVIEW_BEFORE_REVISION,
                     "the %s was revised after it was last reviewed; is that right?",
                     section->is_passage ? "passage" : "section");
  if (sts_date_is_set(check->as_of) && sts_date_compare(date, check->as_of) > 0) {
    g_autofree char *text = sts_date_format_iso(date);
    sts_check_report(check, date_position(section), STS_RULE_DATE_IN_FUTURE, "the date %s is in the future", text);
  }
}

/* A passage with dates of its own is no newer for standing in a section that was reviewed since. */
static void
check_passage(const StsCheck *check, const StsSection *text)
{
  StsDate date = sts_section_newest_date(text);

  if (!sts_date_is_set(date))
    return;
  check_dates(check, text, date);
  if (sts_date_is_set(check->as_of) && sts_date_is_set(sts_section_own_review_due(check->library, text)))
    check_expiry(check, text, date);
}

void
sts_check_currency(const StsCheck *check, const StsSection *section)
{
  StsDate date = sts_section_newest_date(section);
  const StsShownPassage *shown;

  for (guint i = 0; (shown = sts_section_passage(section, i)); i++)
    check_passage(check, shown->passage->text);
  if (section->is_passage) {
    check_passage(check, section);
    return;
  }
  check_approval(check, section);
  check_dates(check, section, date);
  check_next(check, section, date);
  if (!sts_date_is_set(check->as_of))
    return;
  if (sts_date_is_set(sts_section_own_review_due(check->library, section)))
    check_expiry(check, section, date);
  else if (check->library->review_every_months > 0)
    sts_check_report(check, date_position(section), STS_RULE_REVIEW_UNKNOWN,
                     "the library wants regular reviews, but this section has no date to count from");
}
