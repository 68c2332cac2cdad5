/* The tables of src/check/safety/: what must not be printed for patients, row by row. For the files of this room only.
 *
 * A table is a text of records, parted by empty lines; a record has lines "key: value":
 *   rule      the rule
 *   language  the language it holds for, such as en; without it, all
 *   not-in    languages in which it does not hold, parted by spaces
 *   in        where it looks: text, references, lines (whole paragraphs and headings)
 *   find      a regular expression; {NAME} stands for what "define NAME: ..." says in the same file. It sees "\n" where
 *             the source begins a line or breaks one, U+0004 for code and images, U+0005 beside superscripts and marks
 *   needs     literals, parted by spaces, one of which must be there: a quick look; "*" for none. "␣" is a space
 *   needs-too
 *             others, one of which must be there as well
 *   wrong, why, write
 *             what is wrong with it, why that matters, and what to write; in "write", \1 is what (...) found
 *   source    who says so; told in the message. "seen" is a source that is not told
 *   example, sound
 *             texts in which it finds something, and nothing; the tests read them. "⏎" is the end of a line
 * The keys of a record without "find" hold for the rest of the file.
 */
#ifndef STS_CHECK_SAFETY_ROWS_H
#define STS_CHECK_SAFETY_ROWS_H

#include <glib.h>
#include <stdbool.h>

#include "document/rules.h"

typedef enum {
  STS_SAFETY_TEXT = 1 << 0,       /* what is no reference */
  STS_SAFETY_REFERENCES = 1 << 1, /* the entries of the list of references */
  STS_SAFETY_LINES = 1 << 2,      /* paragraphs and headings by themselves: not in lists or tables */
} StsSafetyPlaces;

typedef struct {
  StsRule rule;
  StsSafetyPlaces in;
  const char *language, *not_in; /* NULL: all, none */
  const char *find, *wrong, *why, *write, *source;
  char **needs, **needs_too; /* the latter may be NULL */
  GRegex *regex;             /* NULL until it was needed */
  size_t file;
} StsSafetyRow;

typedef struct {
  GPtrArray *texts; /* the files, cut into the strings that rows lend */
  GArray *rows;     /* of StsSafetyRow */
  GArray *defines;  /* names and what they stand for, by file */
} StsSafetyRows;

StsSafetyRows *sts_safety_rows_new(void);
void sts_safety_rows_free(StsSafetyRows *rows);

/* Lends the row's expression, compiled. */
const GRegex *sts_safety_row_regex(const StsSafetyRows *rows, StsSafetyRow *row);
/* Whether the row holds for the language, which may be NULL. */
bool sts_safety_row_is_for(const StsSafetyRow *row, const char *language);
/* Lends what "define NAME: ..." says in the first file that has it. */
const char *sts_safety_rows_lookup(const StsSafetyRows *rows, const char *name);

#endif
