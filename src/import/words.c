/* Lends the lists of words. */
#include "import/words.h"

#include <glib.h>

#define WORDS(list, ...) [STS_WORDS_##list] = (const char *const[]){__VA_ARGS__, NULL},

static const char *const *const LISTS[STS_WORDS_COUNT] = {
#include "import-words.inc"
};

const char *const *
sts_import_words_get(StsImportWords list)
{
  return LISTS[list];
}

bool
sts_import_words_hold(StsImportWords list, const char *word)
{
  return g_strv_contains(LISTS[list], word);
}
