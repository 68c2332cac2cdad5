/* Texts of several characters that one glyph stands for, as cairo and the reader are told of them. */
#ifndef STS_OUTPUT_PDF_LIGATURES_H
#define STS_OUTPUT_PDF_LIGATURES_H

#include <glib.h>
#include <stdbool.h>

/* Texts of several characters that one glyph stands for. cairo is given a private-use character (U+F0000 and up) in
 * their place, so that it neither guesses the text nor wraps each use in an ActualText; sts_ligatures_restore() puts
 * the true text into what cairo wrote. */
typedef struct {
  GPtrArray *texts;
  GHashTable *index;
} StsLigatures;

StsLigatures *sts_ligatures_new(void);
void sts_ligatures_free(StsLigatures *ligatures);
gunichar sts_ligatures_key(StsLigatures *ligatures, const char *text, size_t length);
/* Appends `length` bytes of cairo's output, hexadecimal keys replaced by the UTF-16 of their texts. Returns whether
 * there was one. */
bool sts_ligatures_restore(const StsLigatures *ligatures, GString *out, const char *data, size_t length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLigatures, sts_ligatures_free)

#endif
