/* Reads who reviewed a text, who approved it, and when it is to be reviewed again. */
#include "read/library/review-keys.h"

#include "document/rules.h"
#include "read/library/yaml-values.h"

static void
read_line(StsReader *reader, const StsYaml *value, StsReviewKey key, StsReviewRecord *record, const char *language,
          GArray *lines)
{
  const char *placeholder;
  const StsNode *line = NULL;

  if (sts_read_is_left_out(reader, value))
    return;
  const char *text = sts_review_key_term(key, &placeholder)
                         ? sts_read_yaml_printed(reader, value, &line, lines, language)
                         : sts_read_yaml_line(reader, value);
  const char *fault = text && key == STS_REVIEW_FEEDBACK ? sts_review_feedback_fault(text) : NULL;
  if (fault)
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE, "“feedback”: “%s” %s", text, fault);
  else if (text)
    record->lines[key] = (StsReviewLine){text, line, language};
}

static void
read_next(StsReader *reader, const StsYaml *value, StsReviewRecord *record)
{
  if (!sts_read_is_left_out(reader, value) && sts_read_date(reader, value, "2027-04-06", &record->next))
    record->next_position = value->key_position;
}

void
sts_read_review(StsReader *reader, const StsYaml *root, StsReviewRecord *record, const char *language, GArray *lines)
{
  for (int key = 0; key < STS_REVIEW_KEYS; key++)
    read_line(reader, sts_yaml_lookup(root, sts_review_key_name((StsReviewKey)key)), (StsReviewKey)key, record,
              language, lines);
  read_next(reader, sts_yaml_lookup(root, "next-review"), record);
}
