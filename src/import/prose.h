/* What a text looks like. All texts are one line with single spaces. For the files of this room only. */
#ifndef STS_IMPORT_PROSE_H
#define STS_IMPORT_PROSE_H

#include "document/node.h"

/* The text of the inlines below, without the numbers of links and notes. Free with g_free(). */
char *sts_import_inline_text(const StsNode *node);
size_t sts_prose_count_words(const char *text);
/* Whether the text breaks off: no mark ends it, and nothing else that texts end with. */
bool sts_prose_ends_open(const char *text);
/* Whether it ends in a comma or in a word that no sentence ends with, such as "the". */
bool sts_prose_ends_dangling(const char *text);
/* Whether it has opened a bracket that it does not close. */
bool sts_prose_leaves_bracket(const char *text);
/* Whether it begins with a word in lower case that names no thing so written. */
bool sts_prose_begins_low(const char *text);
/* Whether it names the volume of a journal or the pages of a book: "2017;24", "2014: 1753". */
bool sts_prose_has_volume(const char *text);
bool sts_prose_is_reference(const char *text);
/* The offset at which a second reference begins; 0 if there is only one. */
size_t sts_prose_find_second_reference(const char *text);
bool sts_prose_begins_with_author(const char *text);
bool sts_prose_is_disclaimer(const char *text);
/* The last word; lends from the text. */
const char *sts_prose_last_word(const char *text);
/* The first few words, for messages; free with g_free(). */
char *sts_prose_beginning(const char *text);
/* The last few words. */
char *sts_prose_ending(const char *text);
/* Whether a word is an address, a telephone number or the like. */
bool sts_prose_is_address(const char *word);

#endif
