/* A reading: what an exported file, or the library in its place, says. All that judging and comparing know.
 *
 * Invariants
 * - Plain data, in an arena of its own; nothing in it refers to the file, the library or a publication.
 * - A line is one line of sts_node_plain_text(): white space normalised, what nobody sees left out, in Unicode NFC,
 * never empty.
 * - Lines stand in reading order. Each belongs to one section and one part of it, or to the front: everything outside
 * of all sections, which in a book is cover and contents, and otherwise nothing.
 * - What the file says of itself (`stored`, `promised`, dates) is kept apart from what was found in it (`fingerprint`,
 * `found`, `lines`).
 * - A file whose metadata name no section has no reading.
 */
#ifndef STS_DOCUMENT_READING_H
#define STS_DOCUMENT_READING_H

#include "document/publication.h"

/* The part that is none of StsPartKind: title and text. */
enum { STS_PART_KINDS = STS_PART_CLINIC + 1, STS_PART_TEXT = STS_PART_KINDS };
/* In place of a section's index. */
enum { STS_SECTION_FRONT = -1 };

typedef struct {
  const char *text;
  guint8 part;            /* StsPartKind, or STS_PART_TEXT */
  bool words;             /* of a library's reading: the program's words may be in it */
  const char *shown;      /* of a file's: as it stands there, with what a clinic filled; NULL: as `text` */
  guint slot, slot_count; /* the first of the slots in it, from 1, and how many they are */
} StsReadLine;

typedef struct {
  const char *element;      /* id of its element in the file; NULL in a library's reading */
  const char *id, *title;   /* never NULL */
  const char *language;     /* may be NULL: not said */
  const char *last_revised; /* "2018-04-06", or the words that none is given; NULL: not said */
  bool original_newer;      /* the text says that its original is */
  StsDate review_due;       /* set where the text says that its review is overdue */
  const char *content;      /* fingerprint of the content that it was made from; NULL: not said, or a record of
                               version 1 */
  const char
      *content_older; /* of a library's reading: that content as a record before version 4 has it; NULL: the same */
  const char *stored; /* fingerprint of what was printed, in the metadata; NULL: none */
  const char *fingerprint; /* of `lines` but those of its review record */
  const char *pictures; /* fingerprint of its pictures when it was exported; NULL: it has none, or an older sts-export
                           wrote the file */
  const char *slots;    /* those that a clinic filled, line by line (document/publication.h); NULL: none */
  const char *places;   /* of a library's reading: the same of all that there are, filled or not; NULL: none */
  const char *review_stored; /* fingerprint of what was printed of its review record; NULL: nothing was */
  const char *review;        /* of those lines; NULL: there are none */
  const char *passages;      /* those that it shows, with their fingerprints (document/provenance.h); NULL: none */
  guint promised, found;     /* sets of 1 << StsPartKind */
  guint pictures_met;        /* how many it shows */
  bool present;              /* its element was met */
  guint met;                 /* set of 1 << StsPartKind: elements of those parts that have their place */
  guint next_slot;           /* after the last slot that was met */
  bool ended;                /* its short code was met, which is its last line */
  GArray *lines;             /* of StsReadLine */
} StsReadSection;

/* A place in a section's text that the file says a clinic filled. */
typedef struct {
  const char *words;     /* what counts as its text */
  const char *value;     /* what must be printed there; NULL: the file names no such value of a clinic */
  guint section, number; /* from 1 */
  size_t from;           /* where the words begin in their line, in bytes */
  const char *shown;     /* what the file shows there; NULL: it was not met */
  bool met;
} StsReadSlot;

typedef struct StsReading {
  StsArena *arena;
  const char *format;                      /* "PDF"; NULL: it is a library's */
  const char *title, *identifier, *status; /* "" where not said */
  const char *language;                    /* of the whole, or the first of them; NULL: not said */
  const char *publisher, *creator;         /* as Dublin Core has them; NULL: not said */
  const char *in_language;                 /* in which the library was read; NULL: its own */
  const char *words_language;              /* NULL: of each section */
  const char *words;                       /* fingerprint of the words printed; NULL: not said */
  bool book;
  guint record_version;          /* of the file's record; one of version 1 has no fingerprints of content */
  const char *front_content;     /* fingerprint of what cover and contents were made from; NULL: none */
  const char *front_stored;      /* of their text, in the metadata; NULL: none */
  const char *front_fingerprint; /* of `front` */
  const char *front_brief;       /* as pages print it that leave out the second level; NULL: not known */
  const char *front_older;       /* as earlier versions printed it; NULL: not known */
  GArray *front;                 /* of StsReadLine */
  const char *clinic_record;     /* what the clinic says of itself, line by line; NULL: no clinic is named */
  const char *clinic_stored;     /* fingerprint of its parts' text, in the metadata; NULL: none */
  GArray *clinic;                /* of StsReadLine: what the clinic's parts say, which are of no section and no front */
  const char *strings_stored, *strings; /* fingerprints of all strings in a PDF's pages, lines or not; NULL: none */
  const char *file_stored, *file;       /* fingerprints of all that the file holds; NULL: none */
  GArray *sections;                     /* of StsReadSection */
  GPtrArray *faults;    /* of const char*: sentences about what no export writes, such as text outside of all tags; the
                           first few */
  GHashTable *elements; /* id -> place, for sts_reading_find() */
  GHashTable *slots;    /* id -> StsReadSlot, for sts_reading_find_slot() */
  GPtrArray *met_slots; /* of StsReadSlot: those that were met in the line to come */
  guint properties;     /* set of 1 << StsRecordProperty: those that its record has */
  guint front_met;      /* as StsReadSection.met, of the cover */
  guint next_section;   /* after the furthest one that was met */
} StsReading;

#define STS_VERIFY_ERROR sts_verify_error_quark()
GQuark sts_verify_error_quark(void);

/* Why a file that is there has no reading. */
typedef enum {
  STS_VERIFY_ERROR_FOREIGN, /* sts-export did not write it */
  STS_VERIFY_ERROR_DAMAGED,
  STS_VERIFY_ERROR_ENCRYPTED,
  STS_VERIFY_ERROR_TOO_LARGE, /* it is, or unpacks to, more than is ever read */
} StsVerifyError;

void sts_reading_free(StsReading *reading);

static inline StsReadSection *
sts_read_section(const StsReading *reading, guint index)
{
  return &g_array_index(reading->sections, StsReadSection, index);
}

/* Returns the clinic that the record names, of the reading's arena; NULL: it names none, or what it says is no
 * clinic's, which `fault` (may be NULL) says then as sts_clinic_of_record() does. */
const StsClinic *sts_reading_clinic(const StsReading *reading, const char **fault);

/* Whether both say from which content they were made, and it is the same: then whatever differs between them is the
 * program's, unless somebody altered one. */
bool sts_reading_content_is_same(const StsReading *a, const StsReadSection *of_a, const StsReading *b,
                                 const StsReadSection *of_b);

/* Whether the two show other pictures, as far as both say: a file that says nothing may be from an older sts-export. */
bool sts_reading_pictures_differ(const StsReading *a, const StsReadSection *of_a, const StsReading *b,
                                 const StsReadSection *of_b);

/* Whether the line is of a review record. */
bool sts_read_line_is_review(const StsReadLine *line);

/* "text", or sts_part_kind_name(). */
const char *sts_read_part_name(guint part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsReading, sts_reading_free)

#endif
