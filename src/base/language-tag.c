/* What language tags say by themselves. */
#include "base/language-tag.h"

#include <string.h>

static bool
is_subtag_of(const char *const *list, const char *subtag, size_t length)
{
  for (; *list; list++)
    if (g_ascii_tolower(*subtag) == **list && strlen(*list) == length &&
        g_ascii_strncasecmp(subtag, *list, length) == 0)
      return true;
  return false;
}

bool
sts_language_is_rtl(const char *tag)
{
  static const char *const LANGUAGES[] = {"ar",  "arc", "ckb", "dv",  "fa", "he", "iw", "ji", "ks",
                                          "nqo", "ps",  "sd",  "syr", "ug", "ur", "yi", NULL};
  static const char *const SCRIPTS[] = {"adlm", "arab", "aran", "hebr", "mand", "nkoo",
                                        "rohg", "samr", "syrc", "thaa", NULL};

  if (!tag)
    return false;
  /* Asked for each paragraph, so without a copy. A script, if there is one, decides. */
  size_t first = strcspn(tag, "-");
  for (const char *subtag = tag + first; *subtag == '-';) {
    size_t length = strcspn(++subtag, "-");
    if (length == 4 && g_ascii_isalpha(*subtag))
      return is_subtag_of(SCRIPTS, subtag, length);
    subtag += length;
  }
  return is_subtag_of(LANGUAGES, tag, first);
}

bool
sts_language_is_valid(const char *tag)
{
  size_t run = 0;
  bool first = true;

  for (const char *p = tag;; p++) {
    if (*p == '-' || *p == '\0') {
      if (run == 0 || run > 8 || (first && (run < 2 || run > 3)))
        return false;
      if (*p == '\0')
        return p - tag <= 64;
      first = false;
      run = 0;
    } else if (g_ascii_isalpha(*p) || (!first && g_ascii_isdigit(*p))) {
      run++;
    } else {
      return false;
    }
  }
}

bool
sts_language_is_same(const char *a, const char *b)
{
  size_t length = strcspn(a, "-");

  return strcspn(b, "-") == length && g_ascii_strncasecmp(a, b, length) == 0;
}

bool
sts_language_is_in(const char *tag, const char *asked)
{
  size_t length = strlen(asked);

  return g_ascii_strncasecmp(tag, asked, length) == 0 && (tag[length] == '\0' || tag[length] == '-');
}

bool
sts_language_shorten(char *tag)
{
  char *hyphen = strrchr(tag, '-');

  if (hyphen)
    *hyphen = '\0';
  return hyphen;
}

bool
sts_language_meets(const char *a, const char *b)
{
  return sts_language_is_in(a, b) || sts_language_is_in(b, a);
}

char *
sts_language_canonical(const char *tag)
{
  char *canonical = g_ascii_strdown(tag, -1);
  bool single = false;

  /* RFC 5646, section 2.1.1: two letters are a region, four a script, unless they stand first or after a singleton. */
  for (char *subtag = strchr(canonical, '-'); subtag; subtag = strchr(subtag, '-')) {
    size_t length = strcspn(++subtag, "-");
    for (size_t i = 0; !single && (length == 2 || (length == 4 && i == 0)) && i < length; i++)
      subtag[i] = g_ascii_toupper(subtag[i]);
    single = length == 1;
  }
  return canonical;
}

bool
sts_language_of_file(const char *name, char **original, char **tag)
{
  static const char SUFFIX[] = ".md";
  size_t length = strlen(name), end = length - MIN(length, strlen(SUFFIX)), start = end;

  *original = *tag = NULL;
  if (!g_str_has_suffix(name, SUFFIX))
    return false;
  while (start > 0 && name[start - 1] != '.' && name[start - 1] != '/')
    start--;
  g_autofree char *found = g_strndup(name + start, end - start);
  if (start < 2 || name[start - 1] != '.' || name[start - 2] == '/' || !sts_language_is_valid(found))
    return false;
  *original = g_strdup_printf("%.*s%s", (int)start - 1, name, SUFFIX);
  *tag = g_steal_pointer(&found);
  return true;
}

char *
sts_language_meant(const char *word)
{
  /* Of the languages that the program has words in: English names and their own, folded. */
  static const char *const NAMES[][2] = {
      {"english", "en"},    {"spanish", "es"},       {"español", "es"},       {"espanol", "es"},
      {"castellano", "es"}, {"french", "fr"},        {"français", "fr"},      {"francais", "fr"},
      {"arabic", "ar"},     {"العربية", "ar"},       {"عربي", "ar"},          {"chinese", "zh-Hans"},
      {"中文", "zh-Hans"},  {"简体中文", "zh-Hans"}, {"mandarin", "zh-Hans"}, {"vietnamese", "vi"},
      {"tiếng việt", "vi"},
  };

  if (!g_utf8_validate(word, -1, NULL))
    return NULL;
  g_autofree char *composed = g_utf8_normalize(word, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold(composed, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
    if (strcmp(folded, NAMES[i][0]) == 0)
      return g_strdup(NAMES[i][1]);
  /* As locales are written. */
  g_autofree char *tag = g_strndup(word, strcspn(word, ".@"));
  g_strdelimit(tag, "_", '-');
  for (const char *rest = strchr(tag, '-'); rest; rest = strchr(rest, '-')) {
    size_t length = strcspn(++rest, "-");
    if (length != 2 && length != 4)
      return NULL;
  }
  return strcmp(tag, word) != 0 && sts_language_is_valid(tag) ? sts_language_canonical(tag) : NULL;
}

char *
sts_language_describe_invalid(const char *word)
{
  g_autofree char *meant = sts_language_meant(word);

  if (meant)
    return g_strdup_printf("“%s” is not a language tag; write “%s”", word, meant);
  return g_strdup_printf("“%s” is not a language tag; write one such as en, es or es-MX (BCP 47)", word);
}
