/* The words that the program prints, in one language. Loaded by style/terms.c from styles/terms/, const afterwards. */
#ifndef STS_DOCUMENT_TERMS_H
#define STS_DOCUMENT_TERMS_H

#include <glib.h>
#include <stdbool.h>

#include "base/date.h"

typedef struct StsTerms {
  const char *language; /* the tag of the file that was used, e.g. "es" */
  GHashTable *words;    /* key -> text */
} StsTerms;

/* The part of a section that a heading begins. */
typedef enum {
  STS_CLOSING_NONE,
  STS_CLOSING_REFERENCES,
  STS_CLOSING_HYPERLINKS,
  STS_CLOSING_DISCLAIMER
} StsClosingPart;

/* Every language that could be loaded; lookup picks by BCP 47 fallback ("es-MX" -> "es" -> the default, English). */
typedef struct StsTermsSet StsTermsSet;

StsTermsSet *sts_terms_set_new(void);
/* Another owner of the set, which is const by then: each must free it. */
StsTermsSet *sts_terms_set_ref(StsTermsSet *set);
void sts_terms_set_free(StsTermsSet *set);
/* Takes ownership of the words (a table with owned keys and values), which take the place of those that the language
 * has so far. By what these call the closing parts, they stay known. */
void sts_terms_set_add(StsTermsSet *set, const char *language, GHashTable *words);
/* Notes a file that words were taken from; and lends the names of all, NULL-terminated, in the order in which they were
 * noted. */
void sts_terms_set_note_file(StsTermsSet *set, const char *path);
const char *const *sts_terms_set_files(const StsTermsSet *set);
/* How many languages there are (none where `set` is NULL), and the terms of each, English first. */
guint sts_terms_set_size(const StsTermsSet *set);
const StsTerms *sts_terms_set_get(const StsTermsSet *set, guint index);
/* The part that a heading of this text, in lower case, begins; NONE for any other. */
StsClosingPart sts_terms_set_closing_part(const StsTermsSet *set, const char *lower);
/* Whether there are words for the language tag, or for one that it begins with ("es" for "es-MX"). */
bool sts_terms_set_has(const StsTermsSet *set, const char *language);
/* Lends the terms for a language tag (NULL: English). Never NULL once English was added. */
const StsTerms *sts_terms_set_lookup(const StsTermsSet *set, const char *language);

/* Whether the key's words are never printed: what a text may say in place of the word that is (`references-also`), or
 * what the file says of itself (`reviewed`). */
bool sts_terms_key_is_read_only(const char *key);

/* Whether somebody whose language it is has read the words, as their file says (`reviewed`). */
bool sts_terms_are_reviewed(const StsTerms *terms);
/* Returns what an editor is told where they are not; free with g_free(). */
char *sts_terms_describe_unreviewed(const StsTerms *terms);

/* Returns the SHA-256 of the program's version, which has printed words of its own, and of all words that are printed
 * in the languages (of const StsTerms*), in lower-case hex; free with g_free(). */
char *sts_terms_fingerprint(const GPtrArray *languages);

/* Whether that is the fingerprint of some of the set's languages, whichever. */
bool sts_terms_set_has_words(const StsTermsSet *set, const char *fingerprint);

/* The tag that the words need in text of that language, which may be NULL; NULL where they are in it. */
const char *sts_terms_language_beside(const StsTerms *terms, const char *language);

/* Lends the word for a key; every key in sts_terms_keys() is there (loading checks it). */
const char *sts_terms_get(const StsTerms *terms, const char *key);
/* Lends the name of the month, from 1. */
const char *sts_terms_get_month(const StsTerms *terms, int month);
/* Returns the word with each {name} replaced; arguments are name, value pairs, ended by NULL. Free with g_free(). */
char *sts_terms_format(const StsTerms *terms, const char *key, ...) G_GNUC_NULL_TERMINATED;
/* Returns the date as the language writes it; free with g_free(). */
char *sts_terms_format_date(const StsTerms *terms, StsDate date);
/* Lends the NULL-terminated list of all keys that a terms file must have. */
const char *const *sts_terms_keys(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsTermsSet, sts_terms_set_free)

#endif
