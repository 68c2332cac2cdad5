/* The lines and the words of a text. For the files of this room only. */
#ifndef STS_IMPORT_LINES_H
#define STS_IMPORT_LINES_H

#include <glib.h>
#include <stdbool.h>

/* A line of the document. Lines count from 1, as in places. */
typedef struct {
  size_t offset;
  size_t length; /* without its end */
  size_t ending; /* bytes of its end: 0 for a last line without one */
  bool blank;
} StsImportLine;

/* Gives each line of a text, whatever its line ends are. */
GArray *sts_import_split_lines(const char *text, size_t length);

/* How many words (runs without white space that hold a letter or digit) there are; where some are Chinese or Japanese,
 * by the breaks between words that Pango finds. */
size_t sts_import_count_words_in(const char *text, size_t length);

#endif
