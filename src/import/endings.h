/* Whether a phrase breaks off. All texts are one line with single spaces. For the files of this room only. */
#ifndef STS_IMPORT_ENDINGS_H
#define STS_IMPORT_ENDINGS_H

#include <stdbool.h>

/* Whether a phrase of some words ends in what no phrase ends in, whether it is a sentence or not: "with a glass of",
 * "children who have". */
bool sts_prose_breaks_off(const char *text);
/* The same for a title, which is shorter: "Side effects of"; but not "What to look for". */
bool sts_prose_title_breaks_off(const char *text);
/* Whether the last word is "and" or the like, with which an item of a list may lead on to the next. */
bool sts_prose_ends_in_join(const char *text);
/* Whether the text has full stops, but none at the end of its last sentence, which is long enough to be one. */
bool sts_prose_lacks_stop(const char *text);

#endif
