/* The provenance record: what a file says of the sections in it, as metadata, and how it is known whether they are
 * whole, unaltered and current. One table of properties for the writers of all formats and for those who read files
 * back.
 *
 * Two fingerprints of a section, each the SHA-256 of lines of text in Unicode NFC, in lower-case hex:
 * - of its *content*: title, text, notes, links, references, disclaimer and date as they stand in the library, before
 *   assembly, a slot as its key and its words. It holds no word, number or furniture of the program's, and so is the
 *   same in every format, book, style and language of words. It decides whether a file is current or outdated.
 * - of what is *printed*: all that is read back from a file. It decides whether a file was altered.
 * What the review record prints (document/review.h) is in neither, and has a fingerprint of its own: a sheet from
 * before the text had a reviewer, or with another one, is current, and one whose reviewer somebody changed is altered.
 * Pictures have a fingerprint of their own (of their files). So have the words that the program printed, in the file's
 * languages, whatever others it has words in: where content and words are those of today, what is printed must be, too,
 * or somebody changed both text and fingerprint.
 *
 * All else that a file holds, from its navigation to its fonts, has one fingerprint more, which its format's writer
 * makes and its reader makes again. It proves nothing against one who can compute it anew: what a file may hold at all
 * stands in the tables of the formats.
 *
 * The record's version is in its namespace. Files with a record of version 1, which has the printed fingerprint alone,
 * are judged by that; those with one of version 2 have no fingerprint of all else. Before version 4, superscripts and
 * subscripts stood in both fingerprints as the letters that they are written with (document/script.h).
 */
#ifndef STS_DOCUMENT_PROVENANCE_H
#define STS_DOCUMENT_PROVENANCE_H

#include "document/publication.h"

/* The namespaces of the record, in XMP and as the meaning of the prefix in EPUB, and what is common to them. */
#define STS_RECORD_URI_STEM "urn:sts-export:provenance:"
#define STS_RECORD_URI STS_RECORD_URI_STEM "4#"
#define STS_RECORD_URI_3 STS_RECORD_URI_STEM "3#"
#define STS_RECORD_URI_2 STS_RECORD_URI_STEM "2#"
#define STS_RECORD_URI_1 STS_RECORD_URI_STEM "1#"

/* Stands in the record in place of a date that was waived. */
#define STS_RECORD_NO_DATE "not given in the source"

/* What every section must have, whatever its record says (promise 1): a set of 1 << StsPartKind. */
#define STS_REQUIRED_PARTS                                                                                             \
  (1u << STS_PART_BYLINE | 1u << STS_PART_REFERENCES | 1u << STS_PART_DISCLAIMER | 1u << STS_PART_LAST_REVISED)

/* The properties, in the order in which they are written. */
typedef enum {
  /* of the publication */
  STS_RECORD_STATUS,
  STS_RECORD_BOOK,
  STS_RECORD_WORDS_LANGUAGE, /* written by earlier versions alone */
  STS_RECORD_IN_LANGUAGE,
  STS_RECORD_WORDS,
  STS_RECORD_FRONT_CONTENT,
  STS_RECORD_FRONT_PRINTED,
  STS_RECORD_CLINIC, /* where a clinic is named; and so the next */
  STS_RECORD_CLINIC_PRINTED,
  STS_RECORD_STRINGS, /* of a PDF, whose writer knows it */
  STS_RECORD_FILE,    /* whose writer knows it */
  /* of a section */
  STS_RECORD_ELEMENT,
  STS_RECORD_ID,
  STS_RECORD_TITLE,
  STS_RECORD_LANGUAGE,
  STS_RECORD_LAST_REVISED,
  STS_RECORD_REVIEW_DUE,
  STS_RECORD_PARTS,
  STS_RECORD_REFERENCES,
  STS_RECORD_DISCLAIMER,
  STS_RECORD_CONTENT,
  STS_RECORD_PRINTED,
  STS_RECORD_PICTURES,
  STS_RECORD_SLOTS,          /* where a clinic filled any */
  STS_RECORD_ORIGINAL_NEWER, /* where it is */
  STS_RECORD_CODES,          /* where it has any */
  STS_RECORD_REVIEW,
  STS_RECORD_PASSAGES, /* where it shows any */
} StsRecordProperty;

enum { STS_RECORD_SECTION_FIRST = STS_RECORD_ELEMENT, STS_RECORD_PROPERTIES = STS_RECORD_PASSAGES + 1 };

/* The property's name without a prefix. */
const char *sts_record_name(StsRecordProperty property);
/* What it means, in English, and its type in XMP ("Text", "Boolean"): for the description that PDF/A asks for. */
const char *sts_record_description(StsRecordProperty property);
const char *sts_record_type(StsRecordProperty property);
/* Finds the property of that name, in a record of any version. Returns false if there is none. */
bool sts_record_find(const char *name, StsRecordProperty *property);

/* Returns the property's value for the publication, or for one of its sections; NULL where it has none. Free with
 * g_free(). STS_RECORD_STRINGS and STS_RECORD_FILE never have one here. */
char *sts_record_of_publication(const StsPublication *publication, StsRecordProperty property);
char *sts_record_of_section(const StsPublishedSection *section, StsRecordProperty property);

/* Whether files describe the property: all that there are since version 4 began, and of those that came later each that
 * has a value in the publication, so that nothing changes in files which do without. */
bool sts_record_is_used(const StsPublication *publication, StsRecordProperty property);

/* Whether records of that version may have the property. */
bool sts_record_may_have(guint version, StsRecordProperty property);

/* The version of the record that is written. */
enum { STS_RECORD_VERSION = 4 };

/* Returns the fingerprint of the section's content; sets `older` (may be NULL) to the one that a record before version
 * 4 has, NULL where it is the same. Free both with g_free(). The section must have been read without error. */
char *sts_content_fingerprint(const StsLibrary *library, const StsSection *section, char **older);

/* Returns the passages that the section shows, each with the fingerprint of its content, which is in that of the
 * section, too: "when-to-call=12ab... fever=34cd...". NULL: it shows none. Free with g_free(). */
char *sts_passages_fingerprint(const StsLibrary *library, const StsSection *section);

/* The short code of a section, by which a sheet of paper is known: the first digits of the fingerprint of its content.
 * It stands in the feet of pages and where an EPUB's section ends, outside of what any fingerprint of text covers. */
enum { STS_SHORT_CODE_LENGTH = 8, STS_SHORT_CODE_SIZE };
/* Writes it, or "" where there is no fingerprint (NULL). */
void sts_short_code(const char *content, char code[static STS_SHORT_CODE_SIZE]);

/* The same of a section of a library; "" where it could not be read. */
void sts_section_short_code(const StsLibrary *library, const StsSection *section,
                            char code[static STS_SHORT_CODE_SIZE]);

/* Returns the lines that this fingerprint is made from; free with g_free(). `places` (of StsPosition; may be NULL)
 * becomes the line of the source of each, 0 where it is not known. */
char *sts_content_text(const StsLibrary *library, const StsSection *section, GArray *places);

/* Returns the fingerprint of what cover and contents are made from: the library's title, publisher and status, and
 * which sections there are in which order; free with g_free(). */
char *sts_front_content_fingerprint(const StsPublication *publication);

#endif
