/* Puts together what the foot of a page says. */
#include "document/foot-text.h"

/* `date` is NULL where there is none. */
static char *
revised_text(const StsTerms *terms, const StsPublishedSection *section, const char *date)
{
  if (!date)
    return g_strdup(sts_terms_get(terms, section->last_revised_lost ? "last-revised-lost" : "last-revised-waived"));
  return sts_terms_format(terms, "last-revised-line", "date", date, NULL);
}

void
sts_foot_text_init(StsFootText *text, const StsPublication *publication, const StsPublishedSection *section,
                   const StsTerms *terms)
{
  g_autofree char *status = g_strconcat("status-", sts_status_name(publication->status), "-foot", NULL);

  *text = (StsFootText){.title = section ? section->short_title : publication->title};
  if (section && sts_date_is_set(section->last_revised))
    text->date = sts_terms_format_date(terms, section->last_revised);
  text->revised = section ? revised_text(terms, section, text->date) : NULL;
  text->status = publication->status == STS_STATUS_APPROVED ? NULL : sts_terms_get(terms, status);
  sts_short_code(section ? section->content : NULL, text->code);
}

void
sts_foot_text_clear(StsFootText *text)
{
  g_free(text->revised);
  g_free(text->date);
}
