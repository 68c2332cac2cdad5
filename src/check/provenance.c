/* Provenance: no section leaves without its date, its references and its disclaimer, or a waiver that says why. */
#include "base/text.h"
#include "check/families.h"
#include "document/rules.h"

/* One of the three parts that every section must have. */
typedef struct {
  const char *key;     /* in the front matter */
  StsRule rule;        /* when absent */
  const char *missing; /* what to tell the editor */
} Part;

static const Part LAST_REVISED = {
    "last-revised",
    STS_RULE_MISSING_LAST_REVISED,
    "the section does not say when it was last revised, and a date is never taken from elsewhere; end the file with a "
    "line such as “Last Revised: "
    "April 6, 2018”, or write in "
    "the front matter “last-revised: 2018-04-06”, or waive it with the reason: “last-revised: {waived: \"the source "
    "gives no date\"}”",
};

static const Part REFERENCES = {
    "references",
    STS_RULE_MISSING_REFERENCES,
    "the section has no references, and they are never taken from another section; at the end, add a heading "
    "“References” with one entry per paragraph, or waive them with the reason in the front matter: “references: "
    "{waived: \"the source lists none\"}”",
};

static const Part DISCLAIMER = {
    "disclaimer",
    STS_RULE_MISSING_DISCLAIMER,
    "the section has no disclaimer, and the library has none that could stand in; write “disclaimer: |” with its text "
    "in library.yaml or in the "
    "front matter, or waive it with "
    "the reason: “disclaimer: {waived: \"the source has none\"}”",
};

/* Of a translation, in whose place the library's own disclaimer would be in another language. */
static const Part DISCLAIMER_OF_TRANSLATION = {
    "disclaimer",
    STS_RULE_MISSING_DISCLAIMER,
    "the section has no disclaimer in its language, and none is taken from another; write “disclaimer: |” with its "
    "text "
    "in the file that says what the library prints in that language, such as library.es.yaml, or in the front matter, "
    "or waive it with the reason: “disclaimer: {waived: \"the source has none\"}”",
};

static bool
holds_text(const StsNode *root)
{
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;)
    if (event == STS_EVENT_ENTER && (iter.node->kind == STS_NODE_TEXT || iter.node->kind == STS_NODE_CODE) &&
        !sts_text_is_blank(iter.node->text.text))
      return true;
  return false;
}

static void
check_part(const StsCheck *check, const StsSection *section, const Part *part, StsProvenance state,
           const StsWaiver *waiver)
{
  StsPosition position = waiver->position.line > 0 ? waiver->position : sts_section_start(section);

  switch (state) {
  case STS_PROVENANCE_ABSENT:
    /* Front matter that could not be read is an error by itself; it may hold the part. */
    if (!section->broken)
      sts_check_report(check, position, part->rule, "%s", part->missing);
    break;
  case STS_PROVENANCE_WAIVED:
    if (sts_text_is_blank(waiver->text))
      sts_check_report(
          check, position, STS_RULE_WAIVER_WITHOUT_REASON,
          waiver->lost
              ? "“%s” is lost without a reason, which readers would see; write “%s: {lost: \"what happened\"}”"
              : "“%s” is waived without a reason, which readers would see; write “%s: {waived: \"the reason\"}”",
          part->key, part->key);
    else
      sts_check_report(check, position, STS_RULE_WAIVED,
                       waiver->lost ? "“%s” is lost in the source, and the section says so in print: %s"
                                    : "“%s” is waived, and the section says so in print: %s",
                       part->key, waiver->text);
    break;
  case STS_PROVENANCE_FAULTY: /* read has said what is wrong with it */
  case STS_PROVENANCE_GIVEN:
    break;
  }
}

/* What is given must say something: an empty list or text would be printed as a bare heading. */
static StsProvenance
given_or_absent(StsProvenance state, bool there)
{
  return state == STS_PROVENANCE_GIVEN && !there ? STS_PROVENANCE_ABSENT : state;
}

static StsProvenance
judge_date(const StsSection *section)
{
  return given_or_absent(section->last_revised_state, sts_date_is_set(section->last_revised));
}

static StsProvenance
judge_references(const StsSection *section)
{
  return given_or_absent(section->references_state, section->references && holds_text(section->references));
}

static StsProvenance
judge_disclaimer(const StsLibrary *library, const StsSection *section)
{
  const char *language;
  const StsNode *disclaimer = sts_section_disclaimer(library, section, &language);

  return given_or_absent(section->disclaimer_state, disclaimer && holds_text(disclaimer));
}

void
sts_check_provenance(const StsCheck *check, const StsSection *section)
{
  if (section->is_passage)
    return;
  check_part(check, section, &LAST_REVISED, judge_date(section), &section->last_revised_waiver);
  check_part(check, section, &REFERENCES, judge_references(section), &section->references_waiver);
  check_part(check, section, check->library->original ? &DISCLAIMER_OF_TRANSLATION : &DISCLAIMER,
             judge_disclaimer(check->library, section), &section->disclaimer_waiver);
}

static bool
is_settled(StsProvenance state, const StsWaiver *waiver)
{
  return state == STS_PROVENANCE_GIVEN || (state == STS_PROVENANCE_WAIVED && !sts_text_is_blank(waiver->text));
}

bool
sts_section_has_provenance(const StsLibrary *library, const StsSection *section)
{
  return section->is_passage || (is_settled(judge_date(section), &section->last_revised_waiver) &&
                                 is_settled(judge_references(section), &section->references_waiver) &&
                                 is_settled(judge_disclaimer(library, section), &section->disclaimer_waiver));
}
