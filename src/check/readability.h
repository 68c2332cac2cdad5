/* How hard prose is to read. For the files of this room only. */
#ifndef STS_CHECK_READABILITY_H
#define STS_CHECK_READABILITY_H

#include "document/node.h"

/* Counts of a section's prose and the grades that follow. */
typedef struct {
  int sentences, words, syllables, polysyllables; /* polysyllables: words of three syllables or more */
} StsReadability;

double sts_readability_smog(const StsReadability *counts);
double sts_readability_flesch_kincaid(const StsReadability *counts);

/* How easy Spanish prose is, from 0 (very hard) to 100; it may lie outside.
 *
 * Fernández Huerta J. Medidas sencillas de lecturabilidad. Consigna 1959;214:29-32: 206.84 - 60 P - 1.02 F, with P the
 * syllables of a word and F the words of a sentence (many repeat it with the sentences of a hundred words, which it
 * does not mean). */
double sts_readability_fernandez_huerta(const StsReadability *counts);
/* Szigriszt Pazos F. Sistemas predictivos de legibilidad del mensaje escrito. Madrid: Universidad Complutense; 1993:
 * 206.835 - 62.3 S/P - P/F, with S syllables, P words and F sentences. Its numbers have the names of the INFLESZ scale:
 * Barrio-Cantalejo IM et al. Validación de la Escala INFLESZ para evaluar la legibilidad de los textos dirigidos a
 * pacientes. An Sist Sanit Navar 2008;31(2):135-152. */
double sts_readability_inflesz(const StsReadability *counts);

/* Counts the prose of a language, "en" or "es", below `root` (paragraphs; not headings, tables, captions, code, nor
 * runs in other languages). Words of `allow`, a set in folded case that may be NULL, count as two syllables at most. */
StsReadability sts_readability_count(const StsNode *root, const char *language, GHashTable *allow);

#endif
