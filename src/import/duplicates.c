/* Text that stands twice: a run of words again right after itself, as where two pages overlap, or a whole paragraph
 * again in the same section. */
#include "import/detectors.h"

#include <string.h>

#include "import/findings.h"
#include "import/prose.h"
#include "import/source.h"

/* So many words in a row are no turn of phrase; and they are looked for only so many words after they were said. A
 * leaflet may well say the same of two drugs, but not in one breath. A page that overlaps may begin with the rest of a
 * sentence. */
enum { RUN_WORDS = 12, NEAR_WORDS = 300, NEAR_BLOCKS = 2, OVERLAP_WORDS = 4, PARAGRAPH_WORDS = 12 };

typedef struct {
  guint64 hash;
  const StsNode *node; /* the TEXT it begins in */
  guint offset;        /* in it */
  guint block;
} Word;

/* ---- words ---- */

/* FNV-1a. */
static guint64
hash_bytes(guint64 hash, const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (guint8)text[i]) * G_GUINT64_CONSTANT(1099511628211);
  return hash;
}

static const guint64 HASH_START = G_GUINT64_CONSTANT(14695981039346656037);

static bool
is_word_character(gunichar c)
{
  return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static void
collect_words(GArray *words, const StsNode *text, guint block)
{
  const char *start = text->text.text;

  for (const char *p = start; *p;) {
    const char *end = p;
    while (*end && is_word_character(g_utf8_get_char(end)))
      end = g_utf8_next_char(end);
    if (end == p) {
      p = g_utf8_next_char(p);
      continue;
    }
    g_autofree char *word = g_strndup(p, (size_t)(end - p));
    g_autofree char *folded = g_utf8_casefold(word, -1);
    Word entry = {hash_bytes(HASH_START, folded, strlen(folded)), text, (guint)(p - start), block};
    g_array_append_val(words, entry);
    p = end;
  }
}

static const Word *
word_at(const GArray *words, guint index)
{
  return &g_array_index(words, Word, index);
}

static guint64
hash_run(const GArray *words, guint at)
{
  guint64 hash = HASH_START;

  for (guint i = at; i < at + RUN_WORDS; i++)
    hash = hash_bytes(hash, (const char *)&word_at(words, i)->hash, sizeof(guint64));
  return hash;
}

/* How many words are the same from `first` and from `second` on, the first run ending before the second begins. */
static guint
length_of_run(const GArray *words, guint first, guint second)
{
  guint length = 0;

  while (second + length < words->len && first + length < second &&
         word_at(words, first + length)->hash == word_at(words, second + length)->hash)
    length++;
  return length;
}

/* ---- runs ---- */

/* Two pages that overlap repeat the end of one paragraph at the beginning of the next, or a run right after itself.
 * What is said twice elsewhere may be meant. */
static bool
is_overlap(const GArray *words, guint first, guint second, guint length)
{
  guint block = word_at(words, first)->block, next = word_at(words, second)->block;

  if (first + length == second)
    return true;
  bool ends = word_at(words, first + length)->block != block;
  bool begins = second < OVERLAP_WORDS || word_at(words, second - OVERLAP_WORDS)->block != next;
  return ends && begins && next - block <= NEAR_BLOCKS;
}

static void
report_run(StsImport *import, const GArray *words, guint first, guint second, guint length)
{
  const Word *from = word_at(words, first), *again = word_at(words, second);
  g_autofree char *text = g_strchomp(g_strdup(again->node->text.text + again->offset));
  g_autofree char *beginning = sts_prose_beginning(text);

  sts_import_warning(import, sts_node_text_place(again->node, again->offset), STS_RULE_IMPORT_DUPLICATE,
                     "%u words, from “%s” on, are repeated here from line %d; delete the repetition", length, beginning,
                     sts_import_source_line(import, sts_node_text_place(from->node, from->offset).line));
}

static void
find_runs(StsImport *import, const GArray *words, GHashTable *told)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL); /* hash -> where the run began last */

  for (guint at = 0; at + RUN_WORDS <= words->len;) {
    gpointer key = (gpointer)(guintptr)hash_run(words, at), earlier;
    guint length = 0, first = 0;
    if (g_hash_table_lookup_extended(seen, key, NULL, &earlier)) {
      first = GPOINTER_TO_UINT(earlier);
      length = at - first <= NEAR_WORDS ? length_of_run(words, first, at) : 0;
    }
    g_hash_table_insert(seen, key, GUINT_TO_POINTER(at));
    if (length >= RUN_WORDS && is_overlap(words, first, at, length)) {
      report_run(import, words, first, at, length);
      g_hash_table_add(told, GUINT_TO_POINTER(word_at(words, at)->block));
      at += length;
    } else {
      at++;
    }
  }
}

/* ---- paragraphs ---- */

/* Of each paragraph, the one before it that says the same, counted from 1; 0: none. */
static GArray *
match_paragraphs(const GPtrArray *paragraphs)
{
  GArray *matches = g_array_sized_new(FALSE, FALSE, sizeof(guint), paragraphs->len);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < paragraphs->len; i++) {
    const StsImportBlock *block = g_ptr_array_index(paragraphs, i);
    guint match = GPOINTER_TO_UINT(g_hash_table_lookup(seen, block->text));
    g_array_append_val(matches, match);
    g_hash_table_insert(seen, (gpointer)block->text, GUINT_TO_POINTER(i + 1));
  }
  return matches;
}

/* How many paragraphs from `index` on are the same, in their order, as those from its match on. */
static guint
count_matching(const GArray *matches, guint index)
{
  guint match = g_array_index(matches, guint, index), count = 1;

  while (index + count < matches->len && match + count <= index &&
         g_array_index(matches, guint, index + count) == match + count)
    count++;
  return count;
}

/* One paragraph may well be said again further down; two in a row, or one right after itself, were copied twice. */
static void
find_paragraphs(StsImport *import, const GPtrArray *paragraphs, GHashTable *told)
{
  g_autoptr(GArray) matches = match_paragraphs(paragraphs);

  for (guint i = 0, count = 1; i < paragraphs->len; i += count) {
    const StsImportBlock *block = g_ptr_array_index(paragraphs, i);
    guint match = g_array_index(matches, guint, i);
    count = match > 0 ? count_matching(matches, i) : 1;
    bool known = g_hash_table_contains(told, GUINT_TO_POINTER((guint)(block - sts_import_block(import, 0))));
    if (match == 0 || known || block->words < PARAGRAPH_WORDS || (count == 1 && i + 1 - match > NEAR_BLOCKS))
      continue;
    const StsImportBlock *before = g_ptr_array_index(paragraphs, match - 1);
    if (count == 1)
      sts_import_warning(import, sts_import_block_start(import, block), STS_RULE_IMPORT_DUPLICATE,
                         "this paragraph is the same as the one in line %d; delete one of them",
                         sts_import_source_line(import, before->first));
    else
      sts_import_warning(import, sts_import_block_start(import, block), STS_RULE_IMPORT_DUPLICATE,
                         "%u paragraphs from here on are the same as those from line %d on; delete the repetition",
                         count, sts_import_source_line(import, before->first));
  }
}

void
sts_import_find_duplicates(StsImport *import, StsImportPart *part)
{
  g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(Word));
  g_autoptr(GPtrArray) paragraphs = g_ptr_array_new();
  g_autoptr(GHashTable) told = g_hash_table_new(NULL, NULL);

  for (guint i = part->begin; i < part->end; i++) {
    StsImportBlock *block = sts_import_block(import, i);
    if (block->role != STS_ROLE_TEXT || block->node->kind != STS_NODE_PARAGRAPH)
      continue;
    g_ptr_array_add(paragraphs, block);
    for (const StsNode *node = block->node; node; node = sts_node_next(block->node, node, false))
      if (node->kind == STS_NODE_TEXT)
        collect_words(words, node, i);
  }
  find_runs(import, words, told);
  find_paragraphs(import, paragraphs, told);
}
