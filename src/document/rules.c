/* The table of all rules: their names, severities and reasons. The manual's page is made from it. */
#include "document/rules.h"

#include <string.h>

#define NOTE STS_SEVERITY_NOTE
#define WARNING STS_SEVERITY_WARNING
#define ERROR STS_SEVERITY_ERROR

/* Rules that the library may not change: without what they guard, a file would break a promise, or could not be written
 * at all. */
#define FIXED true
#define OPEN false

#define RULE(identifier, ...) [STS_RULE_##identifier] = {__VA_ARGS__, .of_system = false}
#define RULE_OF_SYSTEM(identifier, ...) [STS_RULE_##identifier] = {__VA_ARGS__, .of_system = true}

static const StsRuleInfo RULES[STS_RULE_COUNT] = {
    /* Provenance: src/check/provenance.c */
    RULE(MISSING_LAST_REVISED, "missing-last-revised", "provenance", ERROR, FIXED,
         "A reader must be able to see how old a text is. Give the date, or waive it with the reason; the waiver is "
         "printed."),
    RULE(MISSING_REFERENCES, "missing-references", "provenance", ERROR, FIXED,
         "A reader must be able to see what a text rests on. Give the references, or waive them with the reason; the "
         "waiver is printed."),
    RULE(MISSING_DISCLAIMER, "missing-disclaimer", "provenance", ERROR, FIXED,
         "Every handout says that it does not take the place of a doctor. Write a disclaimer for the library or the "
         "section, or waive it with the "
         "reason."),
    RULE(WAIVER_WITHOUT_REASON, "waiver-without-reason", "provenance", ERROR, FIXED,
         "A waiver is printed with its reason; without one it tells the reader nothing."),
    RULE(WAIVED, "waived", "provenance", NOTE, OPEN,
         "Lists what a section does without, so that it can be supplied one day."),

    /* Structure: src/check/structure.c, src/check/lengths.c, src/read/ */
    RULE(DUPLICATE_ID, "duplicate-id", "structure", ERROR, FIXED,
         "An id names one section: it becomes the name of a file, and links lead to it."),
    RULE(TITLE_MISSING, "title-missing", "structure", ERROR, FIXED,
         "The title names the section on its first page, in each footer and in the contents."),
    RULE(HEADING_SKIP, "heading-skip", "structure", ERROR, OPEN,
         "Screen readers step through headings by level; a level that is left out looks like a part that is missing."),
    RULE(HEADING_EMPTY, "heading-empty", "structure", ERROR, OPEN, "An empty heading is announced, and says nothing."),
    RULE(HEADING_WITHOUT_TEXT, "heading-without-text", "structure", WARNING, OPEN,
         "A heading with nothing below it is often what is left of a text that was lost."),
    RULE(SECTION_EMPTY, "section-empty", "structure", ERROR, FIXED,
         "A section without text is not worth a page; its text may have been lost."),
    RULE(ITEM_EMPTY, "item-empty", "structure", NOTE, OPEN, "An empty list item is announced, and says nothing."),
    RULE(LIST_NUMBER, "list-number", "structure", WARNING, OPEN,
         "A numbered list counts on from its first number; an item written with another was perhaps moved, or the one "
         "before it lost."),
    RULE(DEFINITION_WITHOUT_TERM, "definition-without-term", "structure", ERROR, FIXED,
         "A definition that does not say of what it is explains nothing, and no EPUB may hold it."),
    RULE(NESTING_DEEP, "nesting-deep", "structure", NOTE, OPEN,
         "Lists within lists within lists are hard to follow, by eye and by ear."),

    RULE(TEXT_LONG, "text-long", "structure", ERROR, FIXED,
         "A paragraph, a heading, a cell or a title of more than 100,000 characters is a book that has lost its "
         "paragraphs. Emphasis, a link or a note's mark counts as ten."),

    /* Tables: src/check/structure.c, src/read/ */
    RULE(TABLE_COLUMNS, "table-columns", "tables", ERROR, FIXED,
         "A row with more cells than the table has columns would lose them."),
    RULE(TABLE_EMPTY_HEADER, "table-empty-header", "tables", WARNING, OPEN,
         "A screen reader says the head of the column before each cell; an empty one leaves the cell unexplained."),
    RULE(TABLE_EMPTY, "table-empty", "tables", ERROR, FIXED,
         "A table with a head and no rows has lost them, and is no table to a screen reader (ISO 14289-1, 7.2)."),
    RULE(TABLE_WIDE, "table-wide", "tables", ERROR, FIXED,
         "More than 1,000 columns have no room on a page, and nobody can follow them; nor five million cells that "
         "rows lack."),

    /* Links: src/check/links.c, src/assemble/links.c */
    RULE(LINK_MALFORMED, "link-malformed", "links", ERROR, FIXED,
         "An address that is not one leads nowhere, on a screen and on paper, and no EPUB may hold it."),
    RULE(LINK_DOUBTFUL, "link-doubtful", "links", ERROR, OPEN,
         "The name of a machine in a network of one's own, a name or a password within an address, or what is no mail "
         "address or telephone number: it leads no patient anywhere."),
    RULE(LINK_ESCAPED_TWICE, "link-escaped-twice", "links", ERROR, OPEN,
         "A backslash or %25 in an address is nearly always a trace of a conversion, and the address is dead."),
    RULE(LINK_VAGUE, "link-vague", "links", NOTE, OPEN,
         "Screen readers offer a list of all links; “here” means nothing in it (WCAG 2.4.4)."),
    RULE(
        TITLE_UNPRINTED, "title-unprinted", "links", WARNING, OPEN,
        "What stands in quotation marks after the address of a link, or of an image that is no figure, is not printed: "
        "only a mouse that rests on it shows it, and not in every output."),
    RULE(LINK_DEFINITION, "link-definition", "links", WARNING, FIXED,
         "An address in a line of its own, [label]: https://…, is no text: where no link has its label, or another "
         "address has it already, it is not printed, and whatever else the line says is not either."),
    RULE(LINK_WITHOUT_TARGET, "link-without-target", "links", WARNING, OPEN,
         "A hollow link, [text](#), without a number and without a heading of the same text leads nowhere; it is "
         "printed "
         "as plain text."),
    RULE(LINK_SECTION_UNKNOWN, "link-section-unknown", "links", ERROR, FIXED,
         "A link to a section that the library does not have would be dead."),
    RULE(LINK_FRAGMENT_UNKNOWN, "link-fragment-unknown", "links", ERROR, FIXED,
         "A link to a heading that does not exist would be dead."),
    RULE(
        HYPERLINK_NUMBER_UNKNOWN, "hyperlink-number-unknown", "links", ERROR, OPEN,
        "The number after a link names its entry under Hyperlinks; without one, the reader of paper finds no address."),
    RULE(HYPERLINK_NUMBER_TWICE, "hyperlink-number-twice", "links", ERROR, FIXED,
         "Two entries with one number: the reader cannot tell which is meant."),
    RULE(HYPERLINK_UNUSED, "hyperlink-unused", "links", NOTE, OPEN,
         "An entry that no link refers to; perhaps the text with the link was lost."),
    RULE(HYPERLINK_DUPLICATE, "hyperlink-duplicate", "links", WARNING, OPEN,
         "The same address twice makes the list longer than it need be, and one of the two may be a mistake."),
    RULE(
        HYPERLINK_PRINTED_DIFFERS, "hyperlink-printed-differs", "links", WARNING, OPEN,
        "Where the printed address differs from the link's own, readers of paper and of the screen end up in different "
        "places."),

    /* Figures: src/check/figures.c, src/read/ */
    RULE(IMAGE_MISSING, "image-missing", "figures", ERROR, FIXED, "The file of the image is not there."),
    RULE(IMAGE_OUTSIDE, "image-outside", "figures", ERROR, FIXED,
         "A library is its folder; images lie in it, and refer to nothing outside themselves."),
    RULE(IMAGE_BROKEN, "image-broken", "figures", ERROR, FIXED,
         "An image that is damaged, too large, or not SVG, PNG or JPEG cannot be printed; nor an SVG that could run, "
         "lead "
         "elsewhere, or hold what draws it."),
    RULE(IMAGE_TYPE, "image-type", "figures", WARNING, OPEN,
         "A file whose name says another type than it has misleads people and programs."),
    RULE(IMAGE_ORIENTATION, "image-orientation", "figures", ERROR, FIXED,
         "A photo that is stored on its side, with a note for the viewer to turn it, stands upright on a screen and "
         "lies "
         "on its side in print. Save it upright."),
    RULE(IMAGE_LARGE_SMALL, "image-large-small", "figures", WARNING, FIXED,
         "A picture that stands beside another to have larger letters (stages.large.svg) has small ones: under 12 "
         "pixels on "
         "a phone, or under the least size of large print, which then says beneath it in words what it shows."),
    RULE(IMAGE_ALTERNATIVE, "image-alternative", "figures", ERROR, FIXED,
         "A person who cannot see the image needs its text alternative (PDF/UA-1, 7.3; WCAG 1.1.1)."),
    RULE(IMAGE_ALTERNATIVE_LONG, "image-alternative-long", "figures", ERROR, FIXED,
         "A PDF cannot hold it, and nobody can listen to it: it cannot be stopped and gone through like text (PDF/A-2, "
         "6.1.13)."),
    RULE(IMAGE_ALTERNATIVE_NAME, "image-alternative-name", "figures", WARNING, OPEN,
         "The name of a file says nothing of what the image shows."),
    RULE(IMAGE_ALTERNATIVE_BEGINS, "image-alternative-begins", "figures", NOTE, OPEN,
         "Screen readers say “image” by themselves."),
    RULE(CAPTION_EMPTY, "caption-empty", "figures", WARNING, OPEN, "An empty caption takes room and says nothing."),
    RULE(CAPTION_REPEATS, "caption-repeats", "figures", WARNING, OPEN,
         "A caption that repeats the text alternative is heard twice."),

    /* Language: src/check/language.c */
    RULE(LANGUAGE_INVALID, "language-invalid", "language", ERROR, FIXED,
         "The language decides how a text is spoken, written and hyphenated; the tag must be well-formed (BCP 47)."),
    RULE(LANGUAGE_UNKNOWN, "language-unknown", "language", WARNING, OPEN,
         "A code that no language has is probably a slip of the finger."),
    RULE(LETTER_LOST, "letter-lost", "language", WARNING, OPEN,
         "U+FFFD stands where a program could not read a letter. In a dose, or in the name of a drug, one letter can "
         "matter; restore it from the source."),
    RULE(LANGUAGE_UNMARKED, "language-unmarked", "language", WARNING, OPEN,
         "Text in other letters is in another language; unmarked, a screen reader skips or garbles it (WCAG 3.1.2)."),
    RULE(WORDS_MISSING, "words-missing", "language", WARNING, OPEN,
         "The program has no words in the language of the text: “Warning”, “References”, “Last Revised” and the date "
         "are "
         "printed in English, which the reader may not know. Add a file of words for it (styles/terms/)."),
    RULE(WORDS_UNREVIEWED, "words-unreviewed", "language", NOTE, FIXED,
         "Nobody whose language it is has read the words that the program prints around the text; their file says so "
         "(reviewed: false). A wrong word there can mislead like one in the text. An error where the status of the "
         "library is approved, and a warning with --allow-unreviewed-words, or where a clinic's sheet then leaves out "
         "that there is one in another language."),

    /* Translations: src/read/library/translations.c, src/check/translations.c */
    RULE(TRANSLATION_MISSING, "translation-missing", "translations", ERROR, FIXED,
         "With --language, all that is printed is in that language. Write the text in the file that is named, or have "
         "the original printed in its place with --or-original: then it says so."),
    RULE(TRANSLATION_ORIGINAL, "translation-original", "translations", NOTE, FIXED,
         "Lists what --or-original prints in the original language."),
    RULE(TRANSLATION_LINK, "translation-link", "translations", NOTE, OPEN,
         "Where a section has no text in the language of the link, the link leads to the original, which its reader "
         "may not understand."),
    RULE(TRANSLATION_KEY, "translation-key", "translations", ERROR, FIXED,
         "A translation is the same section as its original and in the language that the name of its file says; "
         "nothing else may say what it is."),
    RULE(TRANSLATION_TWICE, "translation-twice", "translations", ERROR, FIXED,
         "Of two texts of a section in one language, nobody can tell which is printed."),
    RULE(TRANSLATION_ORPHAN, "translation-orphan", "translations", WARNING, OPEN,
         "A translation is read with its original: without one, nobody reads it. Perhaps the original was renamed."),
    RULE(TRANSLATION_NAME, "translation-name", "translations", WARNING, OPEN,
         "A file beside a section, whose name begins as the section's, may be meant as its translation; what stands "
         "before “.md” must then be a language tag, as in surgery.es.md."),
    RULE(
        TRANSLATION_STALE, "translation-stale", "translations", WARNING, OPEN,
        "The original has changed since the translation was stamped: its readers may be told what no longer holds. The "
        "translation says so in print. Bring it up to date, then stamp it with --stamp-translation."),
    RULE(TRANSLATION_UNSTAMPED, "translation-unstamped", "translations", NOTE, OPEN,
         "A translation that does not say from which text it was made is never told that the original has changed; "
         "stamp "
         "it with --stamp-translation once it says the same."),

    RULE(TRANSLATION_FAULTY, "translation-faulty", "translations", WARNING, FIXED,
         "A sheet with a clinic's code says in which other languages there is one. Where the text in one of them has "
         "errors, no sheet of it can be exported, so that the address would lead to none: mend the text."),

    /* Foreign markup: src/check/foreign.c */
    RULE(FOREIGN_MARKUP, "foreign-markup", "foreign markup", WARNING, OPEN,
         "Attributes, templates, admonitions, drawn tables and other markup that other systems know would be printed "
         "with its signs. Where a sign is meant as it stands, put a backslash before it."),
    RULE(FOREIGN_MARKUP_DOSE, "foreign-markup-dose", "foreign markup", ERROR, FIXED,
         "Text that was struck out is printed as valid, a superscript or a formula with its signs, the last row of a "
         "drawn table as a heading: each can change a dose. Where a sign is meant as it stands, put a backslash "
         "before it."),
    RULE(REPAIR_LEFT, "repair-left", "foreign markup", NOTE, FIXED,
         "--check --fix proves that the words stay the same, by reading what it has repaired. Where they would not, or "
         "where a file cannot be read, it leaves the place as it is. Where it gives a section another id, it names the "
         "links that may have meant it; where it changes how an original reads, the translations that were stamped."),

    /* Patient safety: src/check/safety.c, src/check/safety/ */
    RULE(PLACEHOLDER, "placeholder", "patient safety", WARNING, OPEN,
         "Text that was to be filled in, such as “[INSERT PHONE]” or “TBD”, reaches a patient in the place of what "
         "matters. In an approved library it is an error."),
    RULE(
        DOSE_NOTATION, "dose-notation", "patient safety", WARNING, OPEN,
        "Doses written so have been misread, ten times too high among others: “1.0 mg”, “.5 mg”, “10 U”, “QD”. So says "
        "the “Do Not Use” list of the Joint Commission, and the ISMP's; for text in English and Spanish."),
    RULE(OCR_CONFUSION, "ocr-confusion", "patient safety", WARNING, OPEN,
         "A scanner takes letters for digits, and digits for letters: “5O mg”, “l0 mg”, “5 rng”. Look at the source."),
    RULE(HYPHEN_AT_LINE_END, "hyphen-at-line-end", "patient safety", WARNING, OPEN,
         "A word that was parted at the end of a line is printed in two parts: “ibupro- fen”."),
    RULE(RUNNING_HEAD, "running-head", "patient safety", WARNING, OPEN,
         "What stood at the top or the foot of a page, such as “Page 3 of 12”, interrupts the text into which it was "
         "copied."),
    RULE(REFERENCE_EMPTY, "reference-empty", "patient safety", WARNING, OPEN,
         "An entry that names no work, such as “add reference” or a number, only looks like a reference."),
    RULE(ALLOWED, "allowed", "patient safety", NOTE, OPEN,
         "Lists what a comment, <!-- allow RULE: REASON -->, allows in one place, with the reason."),
    RULE(ALLOW_WITHOUT_REASON, "allow-without-reason", "patient safety", WARNING, OPEN,
         "A comment that allows something says why, for whoever reviews the text next: <!-- allow dose-notation: the "
         "label of the drug says so -->. Without a reason it allows nothing."),
    RULE(ALLOW_UNUSED, "allow-unused", "patient safety", WARNING, OPEN,
         "A comment that allows what is not there, or what no comment can allow, would one day hide a fault that is "
         "new."),

    /* Numbers: src/check/numbers.c, src/check/foreign.c */
    RULE(EMPHASIS_IN_NUMBER, "emphasis-in-number", "numbers", WARNING, OPEN,
         "Asterisks and underscores between digits can be read as emphasis; then they vanish, and the digits run "
         "together."),
    RULE(MARK_AFTER_NUMBER, "mark-after-number", "numbers", WARNING, OPEN,
         "A note's mark beside a number looks like a part of it: stage 2 with note b is read as stage 2b. It is "
         "printed in "
         "brackets there, which nobody overlooks and nobody likes."),
    RULE(DIGITS_RIGHT_TO_LEFT, "digits-right-to-left", "numbers", WARNING, OPEN,
         "In Arabic or Hebrew text, digits that a hyphen joins are shown in the other order (UAX #9): who calls "
         "555-0100 "
         "reads 0100-555."),

    RULE(NUMBER_PARTED, "number-parted", "numbers", ERROR, OPEN,
         "A soft hyphen, or a space without width, between two digits lets a line end there: “1-” and “000 mg”."),
    RULE(BIDI_CONTROL, "bidi-control", "numbers", ERROR, FIXED,
         "Controls of direction, which nobody sees in a source, can show “10 mg” where “01 mg” is written (UAX #9). "
         "Those that override an order, that nothing ends, or that turn a number round are refused; isolates that are "
         "closed, and marks beside text from right to left, are not."),

    /* Currency: src/check/currency.c */
    RULE(REVIEW_EXPIRED, "review-expired", "currency", ERROR, OPEN,
         "The library promises regular reviews (review-every), or the section names the day of its next (next-review). "
         "A text "
         "past its review may be wrong by now."),
    RULE(REVIEW_OVERDUE, "review-overdue", "currency", WARNING, OPEN,
         "As review-expired, where --allow-expired was given. The handout says in print that its review is overdue."),
    RULE(REVIEW_UNKNOWN, "review-unknown", "currency", NOTE, OPEN,
         "A section without a date cannot expire, which is no proof that it is right."),
    RULE(REVIEW_BEFORE_REVISION, "review-before-revision", "currency", NOTE, OPEN,
         "A review that is older than the revision did not see the text as it is now."),
    RULE(NEXT_REVIEW_PAST, "next-review-past", "currency", ERROR, OPEN,
         "A next review that is not after the last one was left from an earlier edition. Give the day of the next."),
    RULE(NEXT_REVIEW_LATE, "next-review-late", "currency", WARNING, OPEN,
         "The library promises regular reviews (review-every), and the section announces its next one for later. The "
         "earlier day counts."),
    RULE(APPROVAL_MISSING, "approval-missing", "currency", WARNING, OPEN,
         "A text that is handed out as approved should say who approved it (approved-by)."),
    RULE(DATE_IN_FUTURE, "date-in-future", "currency", WARNING, OPEN,
         "A date that has not come yet is probably a slip of the finger."),

    /* Gaps and readability: src/check/gaps.c, src/read/library/section-gaps.c, src/check/readability.c */
    RULE(GAP, "gap", "gaps", NOTE, OPEN,
         "Lists what the source of a section lost, as its editor noted it, until it is said what the reader is told of "
         "it."),
    RULE(GAP_SETTLED, "gap-settled", "gaps", NOTE, OPEN,
         "Lists the gaps that the reader is told of, and those that the reader is not told of, for a reason."),
    RULE(GAP_UNKNOWN, "gap-unknown", "gaps", ERROR, FIXED,
         "A comment names a gap that the front matter does not print, or stands where none can be printed: the reader "
         "would not be told."),
    RULE(GAP_TWICE, "gap-twice", "gaps", ERROR, FIXED, "A gap is told once, and two gaps need two names."),
    RULE(
        READABILITY, "readability", "readability", NOTE, OPEN,
        "The AMA advises 6th grade for patients, the NIH 6th to 8th. SMOG is the steadiest formula for health text. In "
        "Spanish, the INFLESZ scale was tried on texts for patients: from 55 on a text is called normal, from 65 on "
        "fairly easy."),
    RULE(READABILITY_BUDGET, "readability-budget", "readability", WARNING, OPEN,
         "The section is harder to read than the library allows (readability in library.yaml). Begin with its hardest "
         "sentences."),
    RULE(READABILITY_SENTENCE, "readability-sentence", "readability", NOTE, OPEN,
         "The ten hardest sentences of a section, to begin with when it is rewritten."),
    RULE(READABILITY_LANGUAGE, "readability-language", "readability", NOTE, OPEN,
         "The formulas count English and Spanish syllables; for other languages they say nothing."),

    /* Terms: src/check/terms.c */
    RULE(
        TERM_AVOIDED, "term-avoided", "terms", WARNING, OPEN,
        "One thing has one name, or a patient wonders whether there are two. The words to use and to avoid stand under "
        "terms in library.yaml."),
    RULE(ABBREVIATION_UNUSED, "abbreviation-unused", "terms", WARNING, OPEN,
         "An abbreviation that no section uses helps nobody: it is written otherwise there, or its text is gone."),

    /* Reading: src/read/. What cannot be read as it is written cannot be printed as it was meant. */
    RULE(FILE_UNREADABLE, "file-unreadable", "reading", ERROR, FIXED,
         "A file that cannot be read leaves a hole in the library."),
    RULE_OF_SYSTEM(
        SYSTEM_FAULT, "system-fault", "reading", ERROR, FIXED,
        "A disk, a permission or a limit of the system keeps a file from being read, or it is not whole. The content "
        "may be sound; the exit status is 3."),
    RULE(SECTION_UNREADABLE, "section-unreadable", "reading", ERROR, FIXED,
         "library.yaml names a section whose file is not there."),
    RULE(SECTION_UNLISTED, "section-unlisted", "reading", NOTE, OPEN,
         "A file was named that library.yaml does not list: it is in no book of the library, and --all leaves it out."),
    RULE(SECTION_OUTSIDE, "section-outside", "reading", ERROR, FIXED,
         "A library is its folder; what lies outside it is not the library's to print."),
    RULE(INVALID_UTF8, "invalid-utf8", "reading", ERROR, FIXED,
         "Bytes that are not UTF-8 would be printed as other letters than were meant."),
    RULE(CONTROL_CHARACTER, "control-character", "reading", ERROR, FIXED,
         "Control characters, separators of lines, tag characters and what is no character cannot be printed; those of "
         "control are not allowed in XML. A flag may have its tags."),
    RULE(FRONT_MATTER_YAML, "front-matter-yaml", "reading", ERROR, FIXED,
         "Front matter that is not YAML cannot be understood."),
    RULE(FRONT_MATTER_KEY, "front-matter-key", "reading", ERROR, FIXED,
         "A key that is misspelled would be passed over in silence; one that is missing cannot be guessed."),
    RULE(FRONT_MATTER_TYPE, "front-matter-type", "reading", ERROR, FIXED, "A value of the wrong kind cannot be used."),
    RULE(FRONT_MATTER_QUOTES, "front-matter-quotes", "reading", ERROR, FIXED,
         "Of a text without quotation marks YAML takes away what follows “ #”, and a first word that begins with ! or "
         "&: “Report #12 of the panel” is printed as “Report”. Within double ones a backslash may be a white space."),
    RULE(CODE_SYSTEM, "code-system", "reading", ERROR, FIXED,
         "Record systems ask by codes of the systems that they know; a name for one that nobody knows finds nothing."),
    RULE(CODE_FORM, "code-form", "reading", ERROR, FIXED,
         "A code with a slip in it finds nothing, or the sheet on another disease. Its form and its check digit are "
         "looked at; whether it is in use, only the system's own list tells."),
    RULE(CLINIC_VALUE, "clinic-value", "reading", ERROR, FIXED,
         "What a clinic's file says is printed as it is typed. A telephone number that is none, or a color that nobody "
         "can read, must not reach a patient."),
    RULE(CLINIC_CODE_DENSE, "clinic-code-dense", "reading", WARNING, FIXED,
         "A code 25 mm a side with squares under 0.33 mm cannot be read by every camera. Make the address shorter."),
    RULE(
        DEFAULT_UNKNOWN, "default-unknown", "reading", ERROR, FIXED,
        "A style, paper, format or language under “defaults” that there is not: what a call leaves out would not be as "
        "the library wants it."),
    RULE(FONTS_FOLDER, "fonts-folder", "reading", ERROR, FIXED,
         "A folder under “fonts” is not there, or lies outside of the library, which no call may read. Folders "
         "elsewhere "
         "are named with --fonts."),
    RULE(SLOT_UNKNOWN, "slot-unknown", "reading", ERROR, FIXED,
         "A slot that nothing fills would be printed with its braces, or worse, be passed over."),
    RULE(SLOT_PLACE, "slot-place", "reading", ERROR, FIXED,
         "A title, a heading, a table's head, a link, a reference and an alternative text are the same in every sheet; "
         "a clinic fills slots in the text alone, where they are words of their own."),
    RULE(
        SLOT_DOSE, "slot-dose", "reading", ERROR, OPEN,
        "A clinic's value takes the place of the words of its slot: a number with a unit would be another dose in each "
        "clinic. Write the number and its unit themselves."),
    RULE(SLOT_EMPTY, "slot-empty", "reading", ERROR, FIXED,
         "A slot without words of its own needs a clinic that fills it, or the sentence around it has a hole."),
    RULE(DATE_INVALID, "date-invalid", "reading", ERROR, FIXED,
         "A date that does not exist, or can be read in two ways, is not printed."),
    RULE(LAST_REVISED_CONFLICT, "last-revised-conflict", "reading", ERROR, FIXED,
         "Two dates of last revision contradict each other, and the program does not choose."),
    RULE(PART_TWICE, "part-twice", "reading", ERROR, FIXED,
         "Two lists of references or hyperlinks in one section; it is not clear which one holds."),
    RULE(PART_HEADING, "part-heading", "reading", ERROR, FIXED,
         "References, hyperlinks and a disclaimer hold no headings; what stands below one there would be taken for a "
         "part "
         "of the text."),
    RULE(HYPERLINKS_LIST, "hyperlinks-list", "reading", ERROR, FIXED,
         "The entries under Hyperlinks must be a numbered list, so that the numbers in the text find them."),
    RULE(HYPERLINK_NUMBER, "hyperlink-number", "reading", ERROR, FIXED,
         "An entry under Hyperlinks needs its number and its address."),
    RULE(RAW_HTML, "raw-html", "reading", ERROR, FIXED, "Raw HTML cannot be printed, and is never dropped in silence."),
    RULE(NESTING_DEPTH, "nesting-depth", "reading", ERROR, FIXED,
         "Nesting this deep is never meant, and has no room on a page."),
    RULE(CALLOUT_KIND, "callout-kind", "reading", ERROR, FIXED,
         "There are five kinds of callouts: NOTE, TIP, IMPORTANT, WARNING, CAUTION."),
    RULE(SPAN_LANGUAGE, "span-language", "reading", ERROR, FIXED,
         "The language in [text]{lang=...} must be a language tag."),
    RULE(NOTE_UNDEFINED, "note-undefined", "reading", ERROR, FIXED, "A note mark without its note leads nowhere."),
    RULE(NOTE_UNUSED, "note-unused", "reading", ERROR, FIXED, "A note that no mark refers to would not be printed."),
    RULE(NOTE_DUPLICATE, "note-duplicate", "reading", ERROR, FIXED,
         "Two notes with one label; it is not clear which one the mark means."),

    /* Passages: src/read/library/passages.c, src/check/foreign.c */
    RULE(PASSAGE_UNKNOWN, "passage-unknown", "passages", ERROR, FIXED,
         "A passage that is not there would be missing from every sheet that is to show it."),
    RULE(PASSAGE_OUTSIDE, "passage-outside", "passages", ERROR, FIXED,
         "Passages lie in the library's folder “shared”, and no path leads out of it."),
    RULE(
        PASSAGE_PLACE, "passage-place", "passages", ERROR, FIXED,
        "A passage takes the place of a paragraph of the text. Within a line, a table, a note or the references it has "
        "none, and nor have its headings below the sixth level."),
    RULE(PASSAGE_CYCLE, "passage-cycle", "passages", ERROR, FIXED, "A passage that shows itself would have no end."),
    RULE(PASSAGE_DEEP, "passage-deep", "passages", ERROR, FIXED,
         "Passages within passages, more than eight deep, are never meant; nor is a section of which they make more "
         "than 200,000 pieces of text, or one nested more than 128 levels deep."),
    RULE(PASSAGE_PART, "passage-part", "passages", ERROR, FIXED,
         "A disclaimer, a waiver, and a list of numbered addresses belong to a section: in a passage, nobody would "
         "print them."),
    RULE(PASSAGE_LANGUAGE, "passage-language", "passages", WARNING, OPEN,
         "The passage is in another language than the section that shows it, for want of a translation; it is marked "
         "as such, and a reader may not understand it."),
    RULE(PASSAGE_UNUSED, "passage-unused", "passages", WARNING, OPEN,
         "No section shows the passage, so that nobody reads it; perhaps a section should, or lost it."),

    /* Import: src/import/, of the document that was split; and src/read/, of the library that came of it. */
    RULE(IMPORT_UNRESOLVED, "import-unresolved", "import", ERROR, FIXED,
         "The import left a comment that begins with “import:” where it found something that is damaged or that it "
         "could "
         "not place. Resolve it, and delete the comment."),
    RULE(IMPORT_BORDER, "import-border", "import", NOTE, FIXED,
         "Says where a section was found to begin, and how sure that is; the report says why."),
    RULE(IMPORT_BORDER_UNSURE, "import-border-unsure", "import", ERROR, FIXED,
         "A heading within a section is of the level on which titles of sections stand. If it is one, the references "
         "and "
         "the date below it are not those of the section before."),
    RULE(IMPORT_DOCUMENT_TITLE, "import-document-title", "import", ERROR, FIXED,
         "A heading right above that of the first section, or the front matter, names the whole document; that title "
         "is no "
         "section's."),
    RULE(IMPORT_CONTENTS, "import-contents", "import", NOTE, FIXED,
         "A list of the document's contents is left out, since a book gets one of the pages that it has; what the list "
         "names shows where sections begin."),
    RULE(IMPORT_TITLE_LOST, "import-title-lost", "import", ERROR, FIXED,
         "A section begins where no heading stands. Its title is not made up: an editor has to write it."),
    RULE(
        IMPORT_UNPLACED, "import-unplaced", "import", ERROR, FIXED,
        "Text that belongs to nothing that can be seen: it stands before the first title, or begins in the middle of a "
        "sentence, as where a page was lost."),
    RULE(IMPORT_CUT_WORD, "import-cut-word", "import", ERROR, FIXED,
         "The text breaks off in the middle of a word. What is lost is not guessed."),
    RULE(IMPORT_CUT_SENTENCE, "import-cut-sentence", "import", ERROR, FIXED,
         "The text breaks off in the middle of a sentence, or announces what does not follow. Half a sentence in a "
         "handout "
         "can say the opposite of the whole."),
    RULE(IMPORT_HEADING_FRAGMENT, "import-heading-fragment", "import", ERROR, FIXED,
         "A part of a sentence that is marked as a heading; the rest of the sentence may be lost."),
    RULE(IMPORT_HEADING_WITHOUT_TEXT, "import-heading-without-text", "import", WARNING, FIXED,
         "A heading with nothing below it is often what is left of a text that was lost."),
    RULE(IMPORT_HEADING_JUMP, "import-heading-jump", "import", ERROR, FIXED,
         "A level of headings is left out. Levels are not changed by the import."),
    RULE(IMPORT_HEADING_LEVEL, "import-heading-level", "import", WARNING, FIXED,
         "Headings that a list of contents puts side by side have different levels, so that one of them may be wrong."),
    RULE(IMPORT_NO_DATE, "import-no-date", "import", ERROR, FIXED,
         "The section has no line “Last Revised: …”. A date is never taken from elsewhere."),
    RULE(IMPORT_NO_REFERENCES, "import-no-references", "import", ERROR, FIXED,
         "The section has no references, or has lost the heading above them."),
    RULE(IMPORT_NO_DISCLAIMER, "import-no-disclaimer", "import", ERROR, FIXED,
         "The section has no disclaimer, or none that a heading marks as one. None is made up."),
    RULE(IMPORT_REFERENCES_RUN_TOGETHER, "import-references-run-together", "import", WARNING, FIXED,
         "Several references in one paragraph are printed as one entry."),
    RULE(IMPORT_REFERENCE_CUT, "import-reference-cut", "import", WARNING, FIXED,
         "A reference that is cut in two, or has lost its beginning or its end, cannot be looked up."),
    RULE(IMPORT_DUPLICATE, "import-duplicate", "import", WARNING, FIXED,
         "The same words twice in one place, as where two pages overlap."),
    RULE(IMPORT_LINK_WITHOUT_TARGET, "import-link-without-target", "import", WARNING, FIXED,
         "A link that has neither an address nor a number leads nowhere; one in a list of contents may show what part "
         "is "
         "lost."),
    RULE(IMPORT_LINK_TO_SECTION, "import-link-to-section", "import", NOTE, FIXED,
         "A link that leads nowhere has the title of a section for its text; it may be meant to lead there."),
    RULE(IMPORT_LINK_LOCAL, "import-link-local", "import", ERROR, FIXED,
         "A link to a heading that is in another file once the document is split, or that it never had, or to a file "
         "that "
         "does not come with it."),
    RULE(IMPORT_NOTE_MOVED, "import-note-moved", "import", NOTE, FIXED,
         "A note goes with the mark that refers to it, and into each section that has such a mark, since sections do "
         "not see each other's notes."),
    RULE(IMPORT_NOTE_ELSEWHERE, "import-note-elsewhere", "import", ERROR, FIXED,
         "A mark has no note in its section, and several others have one of that name."),
    RULE(IMPORT_LINK_DEFINITION, "import-link-definition", "import", ERROR, FIXED,
         "A link whose address stands in a line of another section is no link any more once the two are parted."),
    RULE(IMPORT_CALLOUT_WITHOUT_ENTRY, "import-callout-without-entry", "import", ERROR, FIXED,
         "The number after a link names an entry under Hyperlinks that the section does not have."),
    RULE(IMPORT_ENTRY_WITHOUT_CALLOUT, "import-entry-without-callout", "import", WARNING, FIXED,
         "An entry under Hyperlinks that no link has the number of: the text with the link may be lost."),
    RULE(IMPORT_ADDRESS_ESCAPED, "import-address-escaped", "import", WARNING, FIXED,
         "A backslash or %25 in an address is nearly always a trace of a conversion; nobody can type it."),
    RULE(IMPORT_IMAGE, "import-image", "import", ERROR, FIXED,
         "An image that does not lie in the document's own folder is not copied."),
    RULE(IMPORT_FRONT_MATTER, "import-front-matter", "import", NOTE, FIXED,
         "The document's own front matter goes with its first section, as it stands; the check tells which keys belong "
         "elsewhere."),
    RULE(IMPORT_MARKUP, "import-markup", "import", WARNING, FIXED,
         "What a web page or a text of Word shows in a way that has no counterpart here. Its words are kept."),
    RULE(IMPORT_LEFT_OUT, "import-left-out", "import", WARNING, FIXED,
         "What a document has besides text: navigation, films, forms, what it hides, the ends of pages. It is named "
         "with "
         "its words."),
    RULE(IMPORT_STRUCK_OUT, "import-struck-out", "import", ERROR, FIXED,
         "Text that is struck out must not be printed as valid text. What is valid is not guessed."),
    RULE(IMPORT_HINT, "import-hint", "import", NOTE, FIXED,
         "Title, dates, authors and language that a document gives, or seems to have. None is taken for a part of a "
         "section."),
    RULE(IMPORT_CHANGES, "import-changes", "import", ERROR, FIXED,
         "Changes of a text of Word that wait to be accepted: which words are valid is for its authors to decide."),
    RULE(IMPORT_MORE, "import-more", "import", NOTE, FIXED, "Of findings of one kind, 500 are listed."),

    /* Fonts, styles, words: src/layout/, src/style/ */
    RULE(LAST_PAGE_SHORT, "last-page-short", "fonts", NOTE, FIXED,
         "A last page that is nearly empty is easily lost. Told with an export (-v) where neither smaller spaces nor "
         "other ends of pages help: cut a few lines, or take another paper."),
    RULE(MISSING_GLYPH, "missing-glyph", "fonts", ERROR, FIXED,
         "No font has the character; it would be printed as an empty box. Name a folder with a font that has it "
         "(--fonts)."),
    RULE(FOOT_LONG, "foot-long", "fonts", WARNING, FIXED,
         "The foot of each page takes more than two lines in this style, which is room that the text would have. Give "
         "the section a shorter title for it (short-title)."),
    RULE(MASTHEAD_TALL, "masthead-tall", "fonts", WARNING, FIXED,
         "A clinic's masthead takes more than three lines in this style, which is room that the text would have. Make "
         "the name of the clinic shorter, or the first line of its address."),
    RULE(FONT_COLORED, "font-colored", "fonts", WARNING, FIXED,
         "A font whose characters are colored pictures is not used: they would be printed over the text, or not at "
         "all. Take it out of the "
         "folder, or name one of outlines."),
    RULE(STYLE_OUTSIDE, "style-outside", "style", ERROR, FIXED,
         "A library is its folder; no link in it leads to styles or words outside. A file elsewhere is named by the "
         "call: --style ./mine.yaml."),
    RULE(THEME_YAML, "theme-yaml", "style", ERROR, FIXED, "A style that is not YAML cannot be understood."),
    RULE(THEME_KEY, "theme-key", "style", ERROR, FIXED, "A key that is misspelled would be passed over in silence."),
    RULE(THEME_TYPE, "theme-type", "style", ERROR, FIXED, "A value of the wrong kind cannot be used."),
    RULE(THEME_VALUE, "theme-value", "style", ERROR, FIXED,
         "A size outside sensible limits, or one that does not fit the others, spoils every page."),
    RULE(THEME_MISSING, "theme-missing", "style", ERROR, FIXED,
         "A style, with those it extends, gives every value; the program has no look of its own."),
    RULE(THEME_EXTENDS, "theme-extends", "style", ERROR, FIXED,
         "The style that is extended must exist, and not lead back in a circle."),
    RULE(THEME_CONTRAST, "theme-contrast", "style", ERROR, FIXED,
         "Text needs a contrast of 4.5 to 1 against its ground (WCAG 1.4.3)."),
    RULE(THEME_GRID, "theme-grid", "style", ERROR, FIXED,
         "Leadings and spaces are multiples of the grid, so that pages keep their rhythm."),
    RULE(TERMS_YAML, "terms-yaml", "style", ERROR, FIXED, "A list of words that is not YAML cannot be understood."),
    RULE(TERMS_KEY, "terms-key", "style", ERROR, FIXED,
         "A word that the program never prints is a slip of the finger."),
    RULE(TERMS_TYPE, "terms-type", "style", ERROR, FIXED, "Each word is text on one line."),
    RULE(TERMS_MISSING, "terms-missing", "style", ERROR, FIXED,
         "A language has all words or none: half a translation would mix two languages on a page."),
    RULE(TERMS_NAME, "terms-name", "style", ERROR, FIXED,
         "A {name} that a translation drops or misspells would lose a date or a title in print."),
    RULE(TERMS_LANGUAGE, "terms-language", "style", WARNING, FIXED, "The name of a file of words is its language tag."),

    /* Rules: src/check/check.c */
    RULE(RULE_UNKNOWN, "rule-unknown", "rules", WARNING, OPEN,
         "library.yaml changes the severity of a rule that does not exist; the change has no effect."),
    RULE(RULE_FIXED, "rule-fixed", "rules", WARNING, OPEN,
         "library.yaml changes a rule that cannot be changed so: without it, a promise to the reader would break. The "
         "change has no effect."),
};

size_t
sts_rule_count(void)
{
  return STS_RULE_COUNT;
}

const StsRuleInfo *
sts_rule_get(size_t index)
{
  g_assert(index < STS_RULE_COUNT);
  return &RULES[index];
}

const StsRuleInfo *
sts_rule_facts(StsRule rule)
{
  g_assert(rule < STS_RULE_COUNT);
  return &RULES[rule];
}

const char *
sts_rule_name(StsRule rule)
{
  return sts_rule_facts(rule)->name;
}

bool
sts_rule_find(const char *name, StsRule *rule)
{
  for (StsRule at = 0; at < STS_RULE_COUNT; at++)
    if (strcmp(RULES[at].name, name) == 0) {
      *rule = at;
      return true;
    }
  return false;
}

bool
sts_rule_is_kept(StsRule rule)
{
  return RULES[rule].fixed || strcmp(RULES[rule].family, "provenance") == 0;
}

bool
sts_rules_require_readable(const StsDiagnostics *faults, GError **error)
{
  for (size_t i = 0; i < sts_diagnostics_size(faults); i++) {
    const StsDiagnostic *fault = sts_diagnostics_get(faults, i);
    if (strcmp(fault->rule, RULES[STS_RULE_SYSTEM_FAULT].name) != 0)
      continue;
    g_autofree char *place = sts_position_format(fault->position);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", place, fault->text);
    return false;
  }
  return true;
}
