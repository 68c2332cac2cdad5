/* Text files: nothing but UTF-8 comes further. */
#ifndef STS_READ_TEXT_FILE_H
#define STS_READ_TEXT_FILE_H

#include "base/diagnostic.h"

/* Reads a file of at most 64 MB and makes sure that it is text: UTF-8 without control characters (a byte order mark is
 * skipped). Faults are diagnostics. Returns NULL then; free with g_free(). */
char *sts_read_text_file(const char *path, const char *shown, size_t *length, StsDiagnostics *diagnostics);

/* Whether the bytes are UTF-8 without control characters; reports each fault, up to a number that a person reads, and
 * what is in UTF-16 or no text at all by one message. */
bool sts_read_is_text(const char *shown, const char *text, size_t length, StsDiagnostics *diagnostics);

/* Has a line feed end each line: alone, a carriage return may do so as well, as on old Macintoshes. Places stay as they
 * are. */
void sts_read_end_lines(char *text, size_t length);

/* Returns the path of the file that has the name in the folder, whatever the Unicode form in which either is written; a
 * path where nothing is if there is none. Free with g_free(). */
char *sts_read_find_path(const char *folder, const char *name);

#endif
