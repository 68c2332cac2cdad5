/* The words the program prints: which there must be, and their lookup. */
#include "document/terms.h"

#include <stdarg.h>
#include <string.h>

#include "base/language-tag.h"
#include "base/text.h"

struct StsTermsSet {
  int owners;
  GPtrArray *languages; /* of StsTerms* */
  GHashTable *closings; /* name of a heading in lower case -> StsClosingPart */
  GPtrArray *files;     /* of char*, and a NULL at the end */
};

static const char *const KEYS[] = {
    "language-name",
    "language-also",
    "reviewed",
    "contents",
    "hyperlinks",
    "references",
    "disclaimer",
    "last-revised",
    "last-revised-line",
    "passage-last-revised",
    "last-revised-waived",
    "last-revised-lost",
    "waived",
    "lost",
    "source-adapted",
    "source-verbatim",
    "reviewed-by-line",
    "approved-by-line",
    "edition-line",
    "next-review-line",
    "feedback-line",
    "notes",
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "editors-note",
    "page",
    "page-of",
    "see-section",
    "clinic-call",
    "clinic-note",
    "clinic-reach",
    "clinic-phone",
    "clinic-after-hours",
    "clinic-emergency",
    "clinic-hours",
    "clinic-address",
    "clinic-web",
    "clinic-questions",
    "clinic-code",
    "clinic-form",
    "status-sample",
    "status-draft",
    "status-approved",
    "cover-date",
    "status-sample-foot",
    "status-draft-foot",
    "cover",
    "cover-page",
    "table-of-contents",
    "back-to-text",
    "back-to-link",
    "hyperlink-number",
    "note-number",
    "task-done",
    "task-open",
    "pack-find",
    "pack-shown",
    "pack-large-print",
    "pack-picture",
    "pack-size",
    "list-of-pages",
    "landmarks",
    "start-of-content",
    "date-format",
    "month-1",
    "month-2",
    "month-3",
    "month-4",
    "month-5",
    "month-6",
    "month-7",
    "month-8",
    "month-9",
    "month-10",
    "month-11",
    "month-12",
    "link-name",
    "link-to",
    "link-external",
    "link-telephone",
    "link-email",
    "accessibility-summary-base",
    "accessibility-summary-images",
    "accessibility-summary-pages",
    "accessibility-summary-no-conformance",
    "list-of-sections",
    "review-due",
    "untranslated",
    "original-newer",
    "waiver-reason",
    "status-sample-book",
    "status-draft-book",
    "references-also",
    "hyperlinks-also",
    "disclaimer-also",
    "last-revised-also",
    "date-first-also",
    NULL,
};

/* The words by which the headings of closing parts are known. */
static const struct {
  const char *key;
  StsClosingPart part;
} CLOSINGS[] = {
    {"references", STS_CLOSING_REFERENCES}, {"references-also", STS_CLOSING_REFERENCES},
    {"hyperlinks", STS_CLOSING_HYPERLINKS}, {"hyperlinks-also", STS_CLOSING_HYPERLINKS},
    {"disclaimer", STS_CLOSING_DISCLAIMER}, {"disclaimer-also", STS_CLOSING_DISCLAIMER},
};

static void
free_terms(gpointer data)
{
  StsTerms *terms = data;

  g_hash_table_unref(terms->words);
  g_free((char *)terms->language);
  g_free(terms);
}

StsTermsSet *
sts_terms_set_new(void)
{
  StsTermsSet *set = g_new0(StsTermsSet, 1);

  set->owners = 1;
  set->languages = g_ptr_array_new_with_free_func(free_terms);
  set->closings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  set->files = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(set->files, NULL);
  return set;
}

StsTermsSet *
sts_terms_set_ref(StsTermsSet *set)
{
  g_atomic_int_inc(&set->owners);
  return set;
}

void
sts_terms_set_free(StsTermsSet *set)
{
  if (!set || !g_atomic_int_dec_and_test(&set->owners))
    return;
  g_ptr_array_unref(set->languages);
  g_hash_table_unref(set->closings);
  g_ptr_array_unref(set->files);
  g_free(set);
}

/* Takes the words of a key, parted by semicolons, for names of the part; the first language that has a name keeps it.
 */
static void
add_closings(StsTermsSet *set, const char *names, StsClosingPart part)
{
  g_auto(GStrv) all = g_strsplit(names, ";", -1);

  for (char **name = all; *name; name++) {
    char *lower = sts_text_lower(g_strstrip(*name));
    if (*lower && !g_hash_table_contains(set->closings, lower))
      g_hash_table_insert(set->closings, lower, GINT_TO_POINTER(part));
    else
      g_free(lower);
  }
}

static StsTerms *
find_language(const StsTermsSet *set, const char *tag)
{
  for (guint i = 0; i < set->languages->len; i++) {
    StsTerms *terms = set->languages->pdata[i];
    if (g_ascii_strcasecmp(terms->language, tag) == 0)
      return terms;
  }
  return NULL;
}

void
sts_terms_set_add(StsTermsSet *set, const char *language, GHashTable *words)
{
  StsTerms *terms = find_language(set, language);

  if (terms) {
    g_hash_table_unref(terms->words);
  } else {
    terms = g_new0(StsTerms, 1);
    terms->language = g_strdup(language);
    g_ptr_array_add(set->languages, terms);
  }
  terms->words = words;
  for (size_t i = 0; i < G_N_ELEMENTS(CLOSINGS); i++)
    if (g_hash_table_contains(words, CLOSINGS[i].key))
      add_closings(set, sts_terms_get(terms, CLOSINGS[i].key), CLOSINGS[i].part);
}

void
sts_terms_set_note_file(StsTermsSet *set, const char *path)
{
  g_ptr_array_insert(set->files, (gint)set->files->len - 1, g_strdup(path));
}

const char *const *
sts_terms_set_files(const StsTermsSet *set)
{
  return (const char *const *)set->files->pdata;
}

StsClosingPart
sts_terms_set_closing_part(const StsTermsSet *set, const char *lower)
{
  return set ? (StsClosingPart)GPOINTER_TO_INT(g_hash_table_lookup(set->closings, lower)) : STS_CLOSING_NONE;
}

guint
sts_terms_set_size(const StsTermsSet *set)
{
  return set ? set->languages->len : 0;
}

const StsTerms *
sts_terms_set_get(const StsTermsSet *set, guint index)
{
  return set->languages->pdata[index];
}

/* Whether the language is one of those that the file says it also stands for (`language-also`). */
static bool
stands_for(const StsTerms *terms, const char *language)
{
  const char *also = g_hash_table_lookup(terms->words, "language-also");
  g_auto(GStrv) tags = g_strsplit(also ? also : "", ";", -1);

  for (char **tag = tags; *tag; tag++)
    if (g_ascii_strcasecmp(g_strstrip(*tag), language) == 0)
      return true;
  return false;
}

/* Lookup by RFC 4647, section 3.4: drop subtags from the end until something matches. What a file also stands for is
 * matched whole: "zh" is Chinese in simplified characters, but not therefore "zh-TW". NULL: nothing matches. */
static const StsTerms *
find_nearest(const StsTermsSet *set, const char *language)
{
  g_autofree char *tag = g_strdup(language);

  for (guint i = 0; i < set->languages->len && !find_language(set, language); i++)
    if (stands_for(set->languages->pdata[i], language))
      return set->languages->pdata[i];
  const StsTerms *terms;
  do
    terms = find_language(set, tag);
  while (!terms && sts_language_shorten(tag));
  return terms;
}

bool
sts_terms_set_has(const StsTermsSet *set, const char *language)
{
  return find_nearest(set, language);
}

const StsTerms *
sts_terms_set_lookup(const StsTermsSet *set, const char *language)
{
  const StsTerms *terms = language ? find_nearest(set, language) : NULL;

  return terms ? terms : find_language(set, "en");
}

bool
sts_terms_key_is_read_only(const char *key)
{
  return g_str_has_suffix(key, "-also") || strcmp(key, "reviewed") == 0;
}

bool
sts_terms_are_reviewed(const StsTerms *terms)
{
  return g_strcmp0(g_hash_table_lookup(terms->words, "reviewed"), "false") != 0;
}

/* Whether the words stand in the index of a pack, and in no sheet. */
static bool
is_of_index(const char *key)
{
  return g_str_has_prefix(key, "pack-");
}

static void
update(GChecksum *checksum, const char *text)
{
  g_checksum_update(checksum, (const guchar *)text, (gssize)strlen(text) + 1);
}

char *
sts_terms_fingerprint(const GPtrArray *languages)
{
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);

  update(checksum, STS_VERSION);
  for (guint i = 0; i < languages->len; i++) {
    const StsTerms *terms = languages->pdata[i];
    update(checksum, terms->language);
    for (const char *const *key = sts_terms_keys(); *key; key++)
      if (!sts_terms_key_is_read_only(*key) && !is_of_index(*key))
        update(checksum, sts_terms_get(terms, *key));
  }
  return g_strdup(g_checksum_get_string(checksum));
}

bool
sts_terms_set_has_words(const StsTermsSet *set, const char *fingerprint)
{
  enum { LANGUAGES_MAX = 10 }; /* of which all choices are tried */
  const guint count = MIN(set->languages->len, LANGUAGES_MAX);
  bool found = false;

  for (guint choice = 1; choice < 1U << count && !found; choice++) {
    g_autoptr(GPtrArray) languages = g_ptr_array_new();
    for (guint i = 0; i < count; i++)
      if (choice & 1U << i)
        g_ptr_array_add(languages, set->languages->pdata[i]);
    g_autofree char *one = sts_terms_fingerprint(languages);
    found = strcmp(one, fingerprint) == 0;
  }
  return found;
}

const char *
sts_terms_language_beside(const StsTerms *terms, const char *language)
{
  size_t length = strlen(terms->language);
  bool same = language && g_ascii_strncasecmp(language, terms->language, length) == 0 &&
              (language[length] == '\0' || language[length] == '-');

  same = same || (language && stands_for(terms, language));
  return same ? NULL : terms->language;
}

const char *
sts_terms_get(const StsTerms *terms, const char *key)
{
  const char *word = g_hash_table_lookup(terms->words, key);

  g_assert(word);
  return word;
}

char *
sts_terms_describe_unreviewed(const StsTerms *terms)
{
  return g_strdup_printf(
      "nobody whose language it is has read the words in “%s” that the program prints around the text (“%s”, “%s”); "
      "have somebody read %s.yaml, and write “reviewed: true” in a file of that name in the library's styles/terms, or "
      "allow it with --allow-unreviewed-words",
      terms->language, sts_terms_get(terms, "references"), sts_terms_get(terms, "warning"), terms->language);
}

/* Replaces each {name} of `format`; a name that is not among the pairs stays as it is. */
static char *
replace_names(const char *format, const char *const *pairs)
{
  GString *out = g_string_new(NULL);

  for (const char *p = format; *p;) {
    const char *end = *p == '{' ? strchr(p, '}') : NULL;
    const char *value = NULL;
    for (const char *const *pair = pairs; end && *pair && !value; pair += 2)
      if (strlen(pair[0]) == (size_t)(end - p - 1) && strncmp(pair[0], p + 1, (size_t)(end - p - 1)) == 0)
        value = pair[1];
    if (value) {
      g_string_append(out, value);
      p = end + 1;
    } else {
      g_string_append_c(out, *p++);
    }
  }
  return g_string_free(out, FALSE);
}

char *
sts_terms_format(const StsTerms *terms, const char *key, ...)
{
  const char *pairs[2 * 8 + 2] = {NULL};
  va_list arguments;

  va_start(arguments, key);
  for (size_t i = 0;; i++) {
    g_assert(i < G_N_ELEMENTS(pairs) - 1);
    pairs[i] = va_arg(arguments, const char *);
    if (!pairs[i])
      break;
  }
  va_end(arguments);
  return replace_names(sts_terms_get(terms, key), pairs);
}

const char *
sts_terms_get_month(const StsTerms *terms, int month)
{
  char key[16];

  g_snprintf(key, sizeof key, "month-%d", month);
  return sts_terms_get(terms, key);
}

char *
sts_terms_format_date(const StsTerms *terms, StsDate date)
{
  g_autofree char *day = g_strdup_printf("%d", date.day);
  g_autofree char *year = g_strdup_printf("%d", date.year);

  return sts_terms_format(terms, "date-format", "month", sts_terms_get_month(terms, date.month), "day", day, "year",
                          year, NULL);
}

const char *const *
sts_terms_keys(void)
{
  return KEYS;
}
