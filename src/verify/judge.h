/* The verdict on a reading. Plain data in, plain data out: nothing here reads a file or a library. */
#ifndef STS_VERIFY_JUDGE_H
#define STS_VERIFY_JUDGE_H

#include "document/reading.h"
#include "sts/verify.h"

/* What the library says of one section today. */
typedef struct {
  bool known;          /* it has the section */
  bool unread;         /* it lists the section, but its file could not be read */
  size_t errors;       /* that keep it from being exported */
  bool original_newer; /* the original of this translation is */
  StsDate review_due;  /* set where its review is overdue on the day of judgement */
} StsLibraryAnswer;

/* What the library would print in the file's place. */
typedef struct {
  const char *title;      /* of the library */
  const char *unreadable; /* the name of a library that could not be read, of which nothing else is known then;
                             otherwise NULL */
  bool same;              /* the file was made from this library */
  const StsReading
      *today; /* of the sections that can be assembled; NULL where it is not the same library, or has none of them */
  GHashTable *answers; /* id -> const StsLibraryAnswer*, for every section that the library has or lists */
} StsLibraryView;

/* Judges a file; `view` is NULL where no library is at hand. Free with sts_verification_free(). */
StsVerification *sts_judge(const StsReading *reading, const StsLibraryView *view);

/* The verdict on a file that has no reading. */
StsVerification *sts_judge_unreadable(const char *reason);

#endif
