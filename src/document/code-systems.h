/* The systems of medical codes by which record systems ask for patient education, and the form of their codes. */
#ifndef STS_DOCUMENT_CODE_SYSTEMS_H
#define STS_DOCUMENT_CODE_SYSTEMS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  const char *key;     /* in front matter */
  const char *name;    /* as it is published */
  const char *oid;     /* by which record systems name it (HL7) */
  const char *type;    /* what its codes stand for, as schema.org calls it */
  const char *example; /* one of its codes */
  bool (*is_code)(const char *text);
} StsCodeSystem;

/* Lends the systems, `index` from 0; NULL: there are no more. */
const StsCodeSystem *sts_code_system_get(size_t index);
/* Lends the system with this key; NULL: there is none. */
const StsCodeSystem *sts_code_system_find(const char *key);
/* Lends the system that a key, which is none, may be meant for; NULL: none is like it. */
const StsCodeSystem *sts_code_system_meant(const char *key);
/* Returns the code of the system that the text may be meant for, which is none itself: in capital letters, with the
 * full stop or hyphen that it lacks. NULL: none is like it. Free with g_free(). */
char *sts_code_system_mend(const StsCodeSystem *system, const char *text);

#endif
