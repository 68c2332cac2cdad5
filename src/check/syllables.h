/* Syllables of words. For the files of this room only. */
#ifndef STS_CHECK_SYLLABLES_H
#define STS_CHECK_SYLLABLES_H

#include <stddef.h>

/* The number of syllables of an English word, at least 1 where it has a letter. See syllables.c for the method. */
int sts_english_syllables(const char *word, size_t length);

/* The same of a Spanish word. See spanish-syllables.c for the method. */
int sts_spanish_syllables(const char *word, size_t length);

#endif
