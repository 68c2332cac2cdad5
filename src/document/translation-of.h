/* What a translation says of its original, under `translation-of`: the fingerprint of its content, and a short one of
 * each line of that content, so that it can be told what has changed since though nobody kept the older text. */
#ifndef STS_DOCUMENT_TRANSLATION_OF_H
#define STS_DOCUMENT_TRANSLATION_OF_H

#include "document/library.h"

/* Hexadecimal digits of a line's fingerprint: one change in some 16 million is not seen in its line, though it is in
 * the fingerprint of the whole. */
enum { STS_LINE_DIGITS = 6 };

/* Returns the lines of YAML that a translation of the section, as it is in the library, holds; free with g_free(). */
char *sts_translation_stamp(const StsLibrary *library, const StsSection *original);

/* Whether the original of the section has another content than its stamp says. */
bool sts_translation_is_stale(const StsLibrary *library, const StsSection *section);

/* Returns what has changed in the original since: "line 12 is new or changed (“…”)", with the name of the file where
 * that is one of a passage; free with g_free(). */
char *sts_translation_describe_changes(const StsLibrary *library, const StsSection *section);

#endif
