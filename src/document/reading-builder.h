/* How a reading is made: metadata first, then the lines in reading order. For those who read files. */
#ifndef STS_DOCUMENT_READING_BUILDER_H
#define STS_DOCUMENT_READING_BUILDER_H

#include "document/reading.h"

/* Where lines go: the section's index or STS_SECTION_FRONT, and the part. */
typedef struct {
  gint32 section;
  guint8 part;
} StsReadPlace;

#define STS_PLACE_FRONT ((StsReadPlace){STS_SECTION_FRONT, STS_PART_TEXT})

/* Returns a reading without sections, of a library until sts_reading_open() knows better. */
StsReading *sts_reading_new(void);

/* Whether the namespace is that of the record, of one version throughout: whichever is met first. */
bool sts_reading_knows_record(StsReading *reading, const char *uri);
/* Whether the name is one of Dublin Core's that a reading takes. */
bool sts_reading_knows_core(const char *name);
/* Takes a property of the publication, of the record or of Dublin Core; unknown names are ignored. */
void sts_reading_set(StsReading *reading, const char *name, const char *value);
/* Adds an empty section; returns its index. */
guint sts_reading_add_section(StsReading *reading);
/* Takes a property of a section; unknown names are ignored. */
void sts_reading_set_section(StsReading *reading, guint section, const char *name, const char *value);
/* Ends the metadata. Returns false with STS_VERIFY_ERROR_FOREIGN unless they name sections. */
bool sts_reading_settle(StsReading *reading, GError **error);

/* Finds the place that an element's id stands for. */
bool sts_reading_find(const StsReading *reading, const char *id, StsReadPlace *place);
/* Whether the part must be in the element that the writer makes of it, in that of its section or of the cover, in its
 * place among the lines: its text is in no fingerprint of the medical text, so that anywhere else it could pass for it.
 */
bool sts_reading_is_bound(const StsReadPlace *place);
/* Notes that an element begins which stands for the place: adds a fault where a section was met before, or after one
 * that stands behind it in the metadata, and where a part that is bound is not where it must be. `as_written`: it is
 * the element that the writer makes of such a part, directly in that of its section or of the cover. */
void sts_reading_meet(StsReading *reading, const StsReadPlace *place, bool as_written);
/* Notes a picture there. */
void sts_reading_meet_picture(StsReading *reading, StsReadPlace place);
/* Finds the slot that an element's id stands for; NULL: none. */
StsReadSlot *sts_reading_find_slot(const StsReading *reading, const char *id);
/* Appends what counts as its text to the line so far. What the file shows there goes to sts_reading_end_slot(). */
void sts_reading_begin_slot(StsReadSlot *slot, GString *line);
/* Notes what the file shows in the slot: adds a fault unless it is the clinic's value. */
void sts_reading_end_slot(StsReading *reading, StsReadSlot *slot, const char *shown);
/* Adds a line, normalised, unless it is blank. */
void sts_reading_add_line(StsReading *reading, StsReadPlace place, const char *text);
/* Adds a fault; only the first few are kept. */
void sts_reading_add_fault(StsReading *reading, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* What stood in place of markers before: how many notes had one in the section, and the number of the last item of the
 * list; 0: none. */
typedef struct {
  int notes, number;
} StsReadMarkers;
/* Adds a fault unless the text is a marker that the list may have next, where it may have one (`placed`): else it would
 * be words that no fingerprint covers. `words`: a task's box may be said in words. */
void sts_reading_check_marker(StsReading *reading, const GString *text, bool placed, bool words,
                              StsReadMarkers *before);
/* Adds a fault unless the text is the short code of the place's section, met for the first time, and `as_written`:
 * else it would be words that no fingerprint covers. No line of the section may follow. */
void sts_reading_check_code(StsReading *reading, StsReadPlace place, const char *text, size_t length, bool as_written);
/* Computes fingerprints; nothing may be added after. */
void sts_reading_finish(StsReading *reading);

/* What is ever read, in bytes. */
#define STS_READ_FILE_MAX ((size_t)512 << 20)     /* a file */
#define STS_READ_STREAM_MAX ((size_t)64 << 20)    /* a stream or entry, unpacked */
#define STS_READ_UNPACKED_MAX ((size_t)512 << 20) /* all that a file unpacks to */

#endif
