/* Decides the language of the document and of each section: what the document says comes first; a guess is called one,
 * in the report and in the file. */
#include <string.h>

#include "import/detectors.h"
#include "import/findings.h"
#include "import/language-guess.h"

/* References are in the language of what they name. */
static char *
text_of(const StsImport *import, guint begin, guint end)
{
  GString *text = g_string_new(NULL);

  for (guint i = begin; i < end; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (block->role == STS_ROLE_REFERENCE || block->role == STS_ROLE_LOOSE_REFERENCE ||
        block->role == STS_ROLE_HYPERLINKS)
      continue;
    g_string_append(text, block->text);
    g_string_append_c(text, '\n');
  }
  return g_string_free(text, FALSE);
}

/* Whether the tags name one language, whatever the region: "es-MX" and "es". */
static bool
are_same(const char *one, const char *other)
{
  size_t length = strcspn(one, "-");

  return length == strcspn(other, "-") && g_ascii_strncasecmp(one, other, length) == 0;
}

static StsPosition
start_of(const StsImport *import, const StsImportPart *part)
{
  return (StsPosition){import->path, part->shown.first_line, 1};
}

static void
decide_document(StsImport *import, const StsLanguages *languages)
{
  g_autofree char *text = text_of(import, 0, import->blocks->len);
  const char *guess = sts_languages_guess(languages, text);
  StsPosition start = start_of(import, g_ptr_array_index(import->parts, 0));

  if (import->matter_language) {
    import->language = import->matter_language;
    import->language_origin = "as the document says";
    return;
  }
  import->language = guess ? sts_arena_strdup(import->arena, guess) : "en";
  import->language_origin = guess ? "a guess from its words" : "assumed; nothing shows which it is";
  if (guess)
    sts_import_note(import, start, STS_RULE_IMPORT_HINT,
                    "the document does not say what language it is in; by its words it is “%s”, and library.yaml has "
                    "that as a guess",
                    guess);
}

/* A section in another language than the document says itself to be in is told; one in another than was guessed gets a
 * guess of its own. */
static void
decide_part(StsImport *import, const StsLanguages *languages, StsImportPart *part)
{
  g_autofree char *text = text_of(import, part->begin, part->end);
  const char *guess = sts_languages_guess(languages, text);

  part->language = import->language;
  if (!guess || are_same(guess, import->language))
    return;
  if (import->matter_language) {
    sts_import_note(
        import, start_of(import, part), STS_RULE_IMPORT_HINT,
        "the document says that its language is “%s”, but by the words of the section “%s” it is “%s”; if so, "
        "write “language: %s” in its front matter",
        import->matter_language, part->shown.id, guess, guess);
    return;
  }
  part->language = sts_arena_strdup(import->arena, guess);
  part->own_language = true;
  sts_import_note(import, start_of(import, part), STS_RULE_IMPORT_HINT,
                  "by its words the section “%s” is in the language “%s”, and its front matter has that as a guess",
                  part->shown.id, guess);
}

void
sts_import_find_languages(StsImport *import)
{
  g_autoptr(StsLanguages) languages = sts_languages_new();

  decide_document(import, languages);
  for (guint i = 0; i < import->parts->len; i++)
    decide_part(import, languages, g_ptr_array_index(import->parts, i));
}
