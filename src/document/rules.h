/* The rules by which content is judged: each has one name, one severity and one reason, all in one table.
 *
 * Invariants: a rule is named by its enumerator everywhere; its name stands in rules.c alone. The names are promises:
 * library.yaml changes rules by them, and people look them up in the manual, whose page is made from the table.
 */
#ifndef STS_DOCUMENT_RULES_H
#define STS_DOCUMENT_RULES_H

#include "base/diagnostic.h"

/* In the order of the manual's page, family by family. */
typedef enum {
  /* Provenance */
  STS_RULE_MISSING_LAST_REVISED,
  STS_RULE_MISSING_REFERENCES,
  STS_RULE_MISSING_DISCLAIMER,
  STS_RULE_WAIVER_WITHOUT_REASON,
  STS_RULE_WAIVED,

  /* Structure */
  STS_RULE_DUPLICATE_ID,
  STS_RULE_TITLE_MISSING,
  STS_RULE_HEADING_SKIP,
  STS_RULE_HEADING_EMPTY,
  STS_RULE_HEADING_WITHOUT_TEXT,
  STS_RULE_SECTION_EMPTY,
  STS_RULE_ITEM_EMPTY,
  STS_RULE_LIST_NUMBER,
  STS_RULE_DEFINITION_WITHOUT_TERM,
  STS_RULE_NESTING_DEEP,

  /* Tables */
  STS_RULE_TABLE_COLUMNS,
  STS_RULE_TABLE_EMPTY_HEADER,
  STS_RULE_TABLE_EMPTY,

  /* Links */
  STS_RULE_LINK_MALFORMED,
  STS_RULE_LINK_DOUBTFUL,
  STS_RULE_LINK_ESCAPED_TWICE,
  STS_RULE_LINK_VAGUE,
  STS_RULE_LINK_WITHOUT_TARGET,
  STS_RULE_LINK_SECTION_UNKNOWN,
  STS_RULE_LINK_FRAGMENT_UNKNOWN,
  STS_RULE_HYPERLINK_NUMBER_UNKNOWN,
  STS_RULE_HYPERLINK_NUMBER_TWICE,
  STS_RULE_HYPERLINK_UNUSED,
  STS_RULE_HYPERLINK_DUPLICATE,
  STS_RULE_HYPERLINK_PRINTED_DIFFERS,

  /* Figures */
  STS_RULE_IMAGE_MISSING,
  STS_RULE_IMAGE_OUTSIDE,
  STS_RULE_IMAGE_BROKEN,
  STS_RULE_IMAGE_TYPE,
  STS_RULE_IMAGE_ORIENTATION,
  STS_RULE_IMAGE_ALTERNATIVE,
  STS_RULE_IMAGE_ALTERNATIVE_LONG,
  STS_RULE_IMAGE_ALTERNATIVE_NAME,
  STS_RULE_IMAGE_ALTERNATIVE_BEGINS,
  STS_RULE_CAPTION_EMPTY,
  STS_RULE_CAPTION_REPEATS,

  /* Language */
  STS_RULE_LANGUAGE_INVALID,
  STS_RULE_LANGUAGE_UNKNOWN,
  STS_RULE_LETTER_LOST,
  STS_RULE_LANGUAGE_UNMARKED,

  /* Currency */
  STS_RULE_REVIEW_EXPIRED,
  STS_RULE_REVIEW_OVERDUE,
  STS_RULE_REVIEW_UNKNOWN,
  STS_RULE_REVIEW_BEFORE_REVISION,
  STS_RULE_DATE_IN_FUTURE,

  /* Gaps and readability */
  STS_RULE_GAP,
  STS_RULE_READABILITY,
  STS_RULE_READABILITY_BUDGET,
  STS_RULE_READABILITY_SENTENCE,
  STS_RULE_READABILITY_LANGUAGE,

  /* Terms */
  STS_RULE_TERM_AVOIDED,

  /* Reading */
  STS_RULE_FILE_UNREADABLE,
  STS_RULE_SECTION_UNREADABLE,
  STS_RULE_SECTION_OUTSIDE,
  STS_RULE_INVALID_UTF8,
  STS_RULE_CONTROL_CHARACTER,
  STS_RULE_FRONT_MATTER_YAML,
  STS_RULE_FRONT_MATTER_KEY,
  STS_RULE_FRONT_MATTER_TYPE,
  STS_RULE_DATE_INVALID,
  STS_RULE_LAST_REVISED_CONFLICT,
  STS_RULE_PART_TWICE,
  STS_RULE_PART_HEADING,
  STS_RULE_HYPERLINKS_LIST,
  STS_RULE_HYPERLINK_NUMBER,
  STS_RULE_RAW_HTML,
  STS_RULE_NESTING_DEPTH,
  STS_RULE_CALLOUT_KIND,
  STS_RULE_SPAN_LANGUAGE,
  STS_RULE_NOTE_UNDEFINED,
  STS_RULE_NOTE_UNUSED,
  STS_RULE_NOTE_DUPLICATE,

  /* Import */
  STS_RULE_IMPORT_UNRESOLVED,
  STS_RULE_IMPORT_BORDER,
  STS_RULE_IMPORT_BORDER_UNSURE,
  STS_RULE_IMPORT_DOCUMENT_TITLE,
  STS_RULE_IMPORT_TITLE_LOST,
  STS_RULE_IMPORT_UNPLACED,
  STS_RULE_IMPORT_CUT_WORD,
  STS_RULE_IMPORT_CUT_SENTENCE,
  STS_RULE_IMPORT_HEADING_FRAGMENT,
  STS_RULE_IMPORT_HEADING_WITHOUT_TEXT,
  STS_RULE_IMPORT_HEADING_JUMP,
  STS_RULE_IMPORT_HEADING_LEVEL,
  STS_RULE_IMPORT_NO_DATE,
  STS_RULE_IMPORT_NO_REFERENCES,
  STS_RULE_IMPORT_NO_DISCLAIMER,
  STS_RULE_IMPORT_REFERENCES_RUN_TOGETHER,
  STS_RULE_IMPORT_REFERENCE_CUT,
  STS_RULE_IMPORT_DUPLICATE,
  STS_RULE_IMPORT_LINK_WITHOUT_TARGET,
  STS_RULE_IMPORT_LINK_TO_SECTION,
  STS_RULE_IMPORT_LINK_LOCAL,
  STS_RULE_IMPORT_NOTE_ELSEWHERE,
  STS_RULE_IMPORT_LINK_DEFINITION,
  STS_RULE_IMPORT_CALLOUT_WITHOUT_ENTRY,
  STS_RULE_IMPORT_ENTRY_WITHOUT_CALLOUT,
  STS_RULE_IMPORT_ADDRESS_ESCAPED,
  STS_RULE_IMPORT_IMAGE,
  STS_RULE_IMPORT_FRONT_MATTER,
  STS_RULE_IMPORT_MORE,

  /* Fonts, styles, words */
  STS_RULE_MISSING_GLYPH,
  STS_RULE_THEME_YAML,
  STS_RULE_THEME_KEY,
  STS_RULE_THEME_TYPE,
  STS_RULE_THEME_VALUE,
  STS_RULE_THEME_MISSING,
  STS_RULE_THEME_EXTENDS,
  STS_RULE_THEME_CONTRAST,
  STS_RULE_THEME_GRID,
  STS_RULE_TERMS_YAML,
  STS_RULE_TERMS_KEY,
  STS_RULE_TERMS_TYPE,
  STS_RULE_TERMS_MISSING,
  STS_RULE_TERMS_NAME,
  STS_RULE_TERMS_LANGUAGE,

  /* Rules */
  STS_RULE_RULE_UNKNOWN,
  STS_RULE_RULE_FIXED,

  STS_RULE_COUNT
} StsRule;

typedef struct {
  const char *name;     /* "heading-skip" */
  const char *family;   /* "structure" */
  StsSeverity severity; /* by default */
  bool fixed;           /* the library may not change it */
  const char *reason;   /* one or two sentences: why, and what to do */
} StsRuleFacts;

/* Lends the row of the table. */
const StsRuleFacts *sts_rule_facts(StsRule rule);
/* Lends the name: a static string. */
const char *sts_rule_name(StsRule rule);
/* Sets the rule that has the name; returns false if none has. */
bool sts_rule_find(const char *name, StsRule *rule);

/* Whether the library may not switch the rule off: it is fixed, or about provenance. */
bool sts_rule_is_kept(StsRule rule);

/* Add a diagnostic by a rule: sts_error(diagnostics, position, STS_RULE_RAW_HTML, "format", ...). */
#define sts_error(diagnostics, position, rule, ...)                                                                    \
  sts_diagnostics_add((diagnostics), STS_SEVERITY_ERROR, (position), sts_rule_name(rule), __VA_ARGS__)
#define sts_warning(diagnostics, position, rule, ...)                                                                  \
  sts_diagnostics_add((diagnostics), STS_SEVERITY_WARNING, (position), sts_rule_name(rule), __VA_ARGS__)

#endif
