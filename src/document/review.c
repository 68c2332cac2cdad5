/* The names of the keys of a review record, and what feedback leads to. */
#include "document/review.h"

#include <string.h>

#include "base/address.h"
#include "document/clinic.h"

static const struct {
  const char *name, *term, *placeholder;
} KEYS[STS_REVIEW_KEYS] = {
    [STS_REVIEW_REVIEWED_BY] = {"reviewed-by", "reviewed-by-line", "name"},
    [STS_REVIEW_APPROVED_BY] = {"approved-by", "approved-by-line", "name"},
    [STS_REVIEW_EDITION] = {"edition", "edition-line", "edition"},
    [STS_REVIEW_FEEDBACK] = {"feedback", "feedback-line", "feedback"},
    [STS_REVIEW_OWNER] = {"owner", NULL, NULL},
};

const char *
sts_review_key_name(StsReviewKey key)
{
  return KEYS[key].name;
}

const char *
sts_review_key_term(StsReviewKey key, const char **placeholder)
{
  *placeholder = KEYS[key].placeholder;
  return KEYS[key].term;
}

/* Whether the text, up to `end`, has letters, digits and these signs. */
static bool
holds_only(const char *text, const char *end, const char *signs)
{
  for (; text < end; text++)
    if (!g_ascii_isalnum(*text) && !strchr(signs, *text))
      return false;
  return true;
}

/* A name, one @, and a host with a full stop in it. */
static bool
is_mailbox(const char *text)
{
  const char *at = strchr(text, '@'), *end = text + strlen(text);

  return at && at > text && at[1] != '.' && strchr(at, '.') && end[-1] != '.' &&
         holds_only(text, at, ".!#$%&'*+/=?^_`{|}~-") && holds_only(at + 1, end, ".-");
}

char *
sts_review_feedback_address(const char *feedback)
{
  if (sts_address_is_external(feedback) && !strpbrk(feedback, " \t"))
    return g_strdup(feedback);
  if (is_mailbox(feedback))
    return g_strconcat("mailto:", feedback, NULL);
  return sts_clinic_fault(STS_CLINIC_PHONE, feedback) ? NULL : sts_clinic_telephone(feedback);
}
