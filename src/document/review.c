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

const char *
sts_review_feedback_fault(const char *feedback)
{
  static const char *const NONE[] = {"javascript:", "data:", "vbscript:", "file:"};
  const char *rest = sts_address_skip_scheme(feedback);
  size_t start, length;

  if (strpbrk(feedback, " \t"))
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(NONE); i++)
    if (g_ascii_strncasecmp(feedback, NONE[i], strlen(NONE[i])) == 0)
      return "is no address that a reader can write to";
  if (g_ascii_strncasecmp(feedback, "http", strlen("http")) == 0 && sts_address_has_scheme(feedback))
    return sts_address_find_host(feedback, &start, &length)
               ? NULL
               : "is not the address of a web page, such as https://www.example.org/feedback";
  if (g_ascii_strncasecmp(feedback, "tel:", strlen("tel:")) == 0)
    return sts_clinic_fault(STS_CLINIC_PHONE, rest);
  if (g_ascii_strncasecmp(feedback, "mailto:", strlen("mailto:")) != 0)
    return NULL;
  g_autofree char *mailbox = g_strndup(rest, strcspn(rest, "?"));
  return is_mailbox(mailbox) ? NULL : "is not a mail address, such as desk@example.org";
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
