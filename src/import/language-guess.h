/* Which language a text is in, guessed from its script and its commonest words. For the files of this room only. */
#ifndef STS_IMPORT_LANGUAGE_GUESS_H
#define STS_IMPORT_LANGUAGE_GUESS_H

#include "import/document.h"

/* The languages that are known, by their words. */
typedef struct StsLanguages StsLanguages;

StsLanguages *sts_languages_new(void);
void sts_languages_free(StsLanguages *languages);
/* Returns the tag of the language; NULL where the text is too short, or in none of those that are known, or in several.
 */
const char *sts_languages_guess(const StsLanguages *languages, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLanguages, sts_languages_free)

#endif
