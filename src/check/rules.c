/* The table of all rules: their names, severities and reasons. The manual's page is made from it. */
#include "check/check.h"

#define NOTE STS_SEVERITY_NOTE
#define WARNING STS_SEVERITY_WARNING
#define ERROR STS_SEVERITY_ERROR

/* Rules that the library may not change: without what they guard, a file would break a promise, or could not be written at all. */
#define FIXED true
#define OPEN false

static const StsRule RULES[] = {
    /* Provenance: src/check/provenance.c */
    {"missing-last-revised", "provenance", ERROR, FIXED,
     "A reader must be able to see how old a text is. Give the date, or waive it with the reason; the waiver is printed."},
    {"missing-references", "provenance", ERROR, FIXED,
     "A reader must be able to see what a text rests on. Give the references, or waive them with the reason; the waiver is printed."},
    {"missing-disclaimer", "provenance", ERROR, FIXED,
     "Every handout says that it does not take the place of a doctor. Write a disclaimer for the library or the section, or waive it with the "
     "reason."},
    {"waiver-without-reason", "provenance", ERROR, FIXED, "A waiver is printed with its reason; without one it tells the reader nothing."},
    {"waived", "provenance", NOTE, OPEN, "Lists what a section does without, so that it can be supplied one day."},

    /* Structure: src/check/structure.c */
    {"duplicate-id", "structure", ERROR, FIXED, "An id names one section: it becomes the name of a file, and links lead to it."},
    {"title-missing", "structure", ERROR, FIXED, "The title names the section on its first page, in each footer and in the contents."},
    {"heading-skip", "structure", ERROR, OPEN,
     "Screen readers step through headings by level; a level that is left out looks like a part that is missing."},
    {"heading-empty", "structure", ERROR, OPEN, "An empty heading is announced, and says nothing."},
    {"heading-without-text", "structure", WARNING, OPEN, "A heading with nothing below it is often what is left of a text that was lost."},
    {"section-empty", "structure", ERROR, OPEN, "A section without text is not worth a page; its text may have been lost."},
    {"item-empty", "structure", NOTE, OPEN, "An empty list item is announced, and says nothing."},
    {"nesting-deep", "structure", NOTE, OPEN, "Lists within lists within lists are hard to follow, by eye and by ear."},

    /* Tables: src/check/structure.c, src/read/ */
    {"table-empty-header", "tables", WARNING, OPEN,
     "A screen reader says the head of the column before each cell; an empty one leaves the cell unexplained."},
    {"table-empty", "tables", WARNING, OPEN, "A table with a head and no rows has probably lost them."},

    /* Links: src/check/links.c, src/assemble/links.c */
    {"link-malformed", "links", ERROR, OPEN, "An address that is not one leads nowhere, on a screen and on paper."},
    {"link-escaped-twice", "links", ERROR, OPEN,
     "A backslash or %25 in an address is nearly always a trace of a conversion, and the address is dead."},
    {"link-vague", "links", NOTE, OPEN, "Screen readers offer a list of all links; “here” means nothing in it (WCAG 2.4.4)."},
    {"link-without-target", "links", WARNING, OPEN,
     "A hollow link, [text](#), without a number and without a heading of the same text leads nowhere; it is printed as plain text."},
    {"link-section-unknown", "links", ERROR, FIXED, "A link to a section that the library does not have would be dead."},
    {"link-fragment-unknown", "links", ERROR, FIXED, "A link to a heading that does not exist would be dead."},
    {"hyperlink-number-unknown", "links", ERROR, OPEN,
     "The number after a link names its entry under Hyperlinks; without one, the reader of paper finds no address."},
    {"hyperlink-number-twice", "links", ERROR, OPEN, "Two entries with one number: the reader cannot tell which is meant."},
    {"hyperlink-unused", "links", NOTE, OPEN, "An entry that no link refers to; perhaps the text with the link was lost."},
    {"hyperlink-duplicate", "links", WARNING, OPEN,
     "The same address twice makes the list longer than it need be, and one of the two may be a mistake."},
    {"hyperlink-printed-differs", "links", WARNING, OPEN,
     "Where the printed address differs from the link's own, readers of paper and of the screen end up in different places."},

    /* Figures: src/check/figures.c */
    {"image-alternative", "figures", ERROR, FIXED, "A person who cannot see the image needs its text alternative (PDF/UA-1, 7.3; WCAG 1.1.1)."},
    {"image-alternative-name", "figures", WARNING, OPEN, "The name of a file says nothing of what the image shows."},
    {"image-alternative-begins", "figures", NOTE, OPEN, "Screen readers say “image” by themselves."},
    {"caption-empty", "figures", WARNING, OPEN, "An empty caption takes room and says nothing."},
    {"caption-repeats", "figures", WARNING, OPEN, "A caption that repeats the text alternative is heard twice."},

    /* Language: src/check/language.c */
    {"language-invalid", "language", ERROR, FIXED,
     "The language decides how a text is spoken, written and hyphenated; the tag must be well-formed (BCP 47)."},
    {"language-unknown", "language", WARNING, OPEN, "A code that no language has is probably a slip of the finger."},
    {"language-unmarked", "language", WARNING, OPEN,
     "Text in other letters is in another language; unmarked, a screen reader skips or garbles it (WCAG 3.1.2)."},

    /* Currency: src/check/currency.c */
    {"review-expired", "currency", ERROR, OPEN, "The library promises regular reviews (review-every). A text past its review may be wrong by now."},
    {"review-overdue", "currency", WARNING, OPEN,
     "As review-expired, where --allow-expired was given. The handout says in print that its review is overdue."},
    {"review-unknown", "currency", NOTE, OPEN, "A section without a date cannot expire, which is no proof that it is right."},
    {"review-before-revision", "currency", NOTE, OPEN, "A review that is older than the revision did not see the text as it is now."},
    {"date-in-future", "currency", WARNING, OPEN, "A date that has not come yet is probably a slip of the finger."},

    /* Gaps and readability: src/check/gaps.c, src/check/readability.c */
    {"gap", "gaps", NOTE, OPEN, "Lists what the source of a section lost, as its editor noted it."},
    {"readability", "readability", NOTE, OPEN,
     "The AMA advises 6th grade for patients, the NIH 6th to 8th. SMOG is the steadiest formula for health text."},
    {"readability-sentence", "readability", NOTE, OPEN, "The ten hardest sentences of a section, to begin with when it is rewritten."},
    {"readability-language", "readability", NOTE, OPEN, "The formulas count English syllables; for other languages they say nothing."},

    {NULL, NULL, NOTE, OPEN, NULL},
};

const StsRule *
sts_rules(void)
{
  return RULES;
}
