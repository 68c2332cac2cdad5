/* Where words may be divided, by the dictionaries of hyphenation that are installed. */
#ifndef STS_LAYOUT_TEXT_HYPHENATION_H
#define STS_LAYOUT_TEXT_HYPHENATION_H

#include <stdbool.h>
#include <stddef.h>

typedef struct StsHyphenation StsHyphenation;

/* Returns the dictionaries, each loaded when first wanted; free with sts_hyphenation_free(). */
StsHyphenation *sts_hyphenation_new(void);
void sts_hyphenation_free(StsHyphenation *hyphenation);
/* Returns the paths of all dictionaries that are installed, in their order; ended by NULL. Free with g_strfreev(). */
char **sts_hyphenation_list(void);
/* Chooses the language; returns false where it has no dictionary. */
bool sts_hyphenation_choose(StsHyphenation *hyphenation, const char *language);
/* Sets may_break[i] where the word may be divided before byte i. `length` is that of the word; false if nothing may. */
bool sts_hyphenation_word(StsHyphenation *hyphenation, const char *word, size_t length, char *may_break);

#endif
