/* The sections and the keys of a library in another language than its own.
 *
 * Invariants: originals stay in their own library; what is read here goes to a library in the language, which owns that
 * one. Of the originals of translations nothing is told, and no picture is read. */
#ifndef STS_READ_LIBRARY_TRANSLATIONS_H
#define STS_READ_LIBRARY_TRANSLATIONS_H

#include "read/reader.h"

typedef struct StsTranslating StsTranslating;

/* Begins with what library.yaml says in the language, from library.es.yaml, where there is one. The keys of the library
 * of `original`, which is lent with all that it has, must have been read. Free with sts_translating_free(). */
StsTranslating *sts_translating_new(const StsReader *original, const char *language, StsMissingTranslation missing);
void sts_translating_free(StsTranslating *translating);

/* The reader of the library in the language, which owns the original. */
StsReader *sts_translating_reader(StsTranslating *translating);

/* Whether there is a translation of the section in the file of that name. */
bool sts_translating_has(StsTranslating *translating, const char *name);

/* Puts the section into the library in the language: its translation, or else itself, where it is in that language or
 * shall stand in; or says that there is none. */
void sts_translating_add(StsTranslating *translating, StsSection *original);

/* Makes known to links, by every name by which the original is known, what each leads to in the language. To be called
 * when all sections were added. */
void sts_translating_add_targets(StsTranslating *translating);

/* Finds the languages of the translations of all sections of the library, by one look into each of their folders, and
 * tells what lies there and is the translation of nothing. */
void sts_read_find_languages(StsReader *reader);

/* Takes those passages out of the names (char*) that a translation of a section shows. */
void sts_read_take_out_translated(const StsReader *reader, GPtrArray *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsTranslating, sts_translating_free)

#endif
