/* The keys of the review record, in front matter and in library.yaml alike. */
#ifndef STS_READ_LIBRARY_REVIEW_KEYS_H
#define STS_READ_LIBRARY_REVIEW_KEYS_H

#include "base/yaml/yaml.h"
#include "read/reader.h"

/* The names of the keys, for tables of keys. */
#define STS_REVIEW_KEY_NAMES "reviewed-by", "approved-by", "next-review", "owner", "feedback", "edition"

/* Fills the record. `language` is that of the texts; what is printed is put among `lines` (of StsPrintedLine). */
void sts_read_review(StsReader *reader, const StsYaml *root, StsReviewRecord *record, const char *language,
                     GArray *lines);

#endif
