/* The clinic that hands a sheet out: what its file says, and what its values must be.
 *
 * Invariants
 * - A value is literal text, printed as it is typed, in lines parted by line feeds; never empty. It has passed
 *   sts_clinic_fault().
 * - There is no key for anything about a patient, and there shall be none: a file with a patient's data would have to
 * be kept, sent and deleted as such.
 */
#ifndef STS_DOCUMENT_CLINIC_H
#define STS_DOCUMENT_CLINIC_H

#include "base/nearest.h"
#include "document/color.h"
#include "document/image.h"
#include "document/node.h"

/* Those that a slot in medical text may name come first. */
typedef enum {
  STS_CLINIC_NAME,
  STS_CLINIC_ADDRESS,
  STS_CLINIC_PHONE,
  STS_CLINIC_AFTER_HOURS,
  STS_CLINIC_EMERGENCY,
  STS_CLINIC_HOURS,
  STS_CLINIC_WEB,
  STS_CLINIC_LOGO,
  STS_CLINIC_LOGO_ALT,
  STS_CLINIC_ACCENT,
  STS_CLINIC_QUESTIONS,
  STS_CLINIC_QR,
  STS_CLINIC_LANGUAGE, /* of the values; not given: the library's own */
} StsClinicKey;

enum { STS_CLINIC_SLOT_KEYS = STS_CLINIC_WEB + 1, STS_CLINIC_KEYS = STS_CLINIC_LANGUAGE + 1 };

/* The most lines to write on. */
enum { STS_CLINIC_QUESTIONS_MAX = 12 };

typedef struct StsClinic {
  const char *file;                    /* as the user would name it; NULL: read from a record */
  const char *values[STS_CLINIC_KEYS]; /* NULL: not given */
  const StsNode
      *lines[STS_CLINIC_KEYS]; /* TEXT that knows where each byte of the value stands, with spaces for line
                                  feeds; NULL: not given, or not printed as it stands, or read from a record */
  StsPosition positions[STS_CLINIC_KEYS];
  const StsImage *logo;         /* NULL: none, or read from a record, which has its alternative text alone */
  int questions;                /* lines to write on */
  const char *const *languages; /* NULL-terminated: in which the sheet says that there are others of its kind, as a
                                   record says; NULL: none, or not read from a record */
} StsClinic;

/* "after-hours". */
const char *sts_clinic_key_name(StsClinicKey key);
/* Finds the key; false if there is none of that name. */
bool sts_clinic_key_find(const char *name, StsClinicKey *key);
/* Lends the NULL-terminated list of the names of all keys; the first STS_CLINIC_SLOT_KEYS are those of slots. */
const char *const *sts_clinic_key_names(void);

/* What else they may be called. */
const StsSynonym *sts_clinic_synonyms(void);

/* What stands, in a sentence, for the line feed that the value has at `end`: the comma of the script in which the line
 * is written, whatever the language of the sentence, unless the line ends with one. */
const char *sts_clinic_line_end(const char *value, size_t end);

/* Whether it is a telephone number: its value is a link where it is printed. */
bool sts_clinic_key_is_telephone(StsClinicKey key);

/* Returns what is wrong with the value, as the end of a sentence that begins with it ("has too few digits ..."); NULL
 * where nothing is. */
const char *sts_clinic_fault(StsClinicKey key, const char *value);

/* Returns the address (RFC 3966, "tel:+15550100199;ext=5") of a telephone number that has no fault; free with g_free().
 */
char *sts_clinic_telephone(const char *value);

/* Lends where, from `from` on, a slot begins in the text ("{clinic.phone: ...}"), or what is meant for one ("{ Clinic:
 * phone}"); NULL: nowhere. */
const char *sts_clinic_find_slot(const char *text, const char *from);

/* Returns what a file's record says of the clinic: a line for each value that is printed or decides what is ("phone:
 * 555-010-0100"); free with g_free(). */
char *sts_clinic_record(const StsClinic *clinic);
/* Reads that: returns the clinic, of the arena. Of what no record says, such as a telephone number that is none,
 * returns NULL and sets `fault` to a sentence about it, which is NULL otherwise. */
StsClinic *sts_clinic_of_record(StsArena *arena, const char *record, const char **fault);

/* What the alternative text of a clinic's code begins with, in all languages; the address as it is printed follows. */
#define STS_CLINIC_CODE "QR: "

/* The bytes that the largest code of level M holds (ISO/IEC 18004, table 7). */
enum { STS_CLINIC_CODE_BYTES_MAX = 2331 };

/* Returns what is wrong where an address, of the sheet that is said ("the section “surgery”"), has more;
 * free with g_free(). */
char *sts_clinic_describe_long_code(const char *sheet, const char *address);

/* Returns the address that the clinic's code leads to, of `qr` with {id} and {language} filled in; free with g_free().
 */
char *sts_clinic_code_address(const StsClinic *clinic, const char *id, const char *language);

/* Whether that is another address for each language: those of a sheet in other languages are known. */
bool sts_clinic_code_has_language(const StsClinic *clinic);

/* Finds the color that the clinic chose for what is its own, if the node (may be NULL) is a PART of the clinic's or a
 * child of one; false where there is none. */
bool sts_clinic_find_accent(const StsNode *node, StsColor *color);

#endif
