/* From the sections of a pack to the feeds of its codes. */
#include "sts/answers.h"

#include <string.h>

#include "api/chosen.h"
#include "assemble/assemble.h"
#include "base/address.h"
#include "base/names.h"
#include "base/text.h"
#include "document/code-systems.h"
#include "document/library.h"
#include "document/plain-text.h"
#include "output/answers/feed.h"
#include "output/answers/nginx.h"

/* Answers stand in FOLDER/system/code; WAY_BACK leads from there to the folder of the sheets. */
#define FOLDER "answers"
#define WAY_BACK "../../../"
/* Stands for the codes that no sheet has. */
#define NONE "none"

/* A section in all its languages. */
typedef struct {
  const char *id;
  GPtrArray *entries; /* of StsFeedEntry*, in the arena; the original first */
} Topic;

struct StsAnswers {
  const StsLibrary *library;
  char *address;         /* ends in a slash; NULL: nobody knows it */
  StsArena *arena;       /* of the entries */
  GPtrArray *topics;     /* of Topic*: owned */
  GHashTable *by_id;     /* id -> Topic* */
  GHashTable *codes;     /* "icd-10-cm:C49.9" -> GPtrArray of Topic*, in their order */
  GHashTable *languages; /* tag -> const StsLibrary*: in that language, or the library itself */
};

static void
free_topic(gpointer data)
{
  Topic *topic = data;

  g_ptr_array_unref(topic->entries);
  g_free(topic);
}

StsAnswers *
sts_answers_new(const StsLibrary *library, const char *address, GError **error)
{
  if (address && !sts_address_is_folder(address)) {
    g_set_error(
        error, STS_ERROR, STS_ERROR_BAD_OPTION,
        "“%s” is no address that begins with https:// or http://, at which record systems could find the sheets",
        address);
    return NULL;
  }
  StsAnswers *answers = g_new(StsAnswers, 1);
  *answers = (StsAnswers){
      .library = library,
      .address = address ? g_strconcat(address, g_str_has_suffix(address, "/") ? "" : "/", NULL) : NULL,
      .arena = sts_arena_new(),
      .topics = g_ptr_array_new_with_free_func(free_topic),
      .by_id = g_hash_table_new(g_str_hash, g_str_equal),
      .codes = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref),
      .languages = g_hash_table_new(g_str_hash, g_str_equal),
  };
  g_hash_table_insert(answers->languages, (gpointer)library->language, (gpointer)library);
  return answers;
}

void
sts_answers_free(StsAnswers *answers)
{
  if (!answers)
    return;
  g_hash_table_unref(answers->languages);
  g_hash_table_unref(answers->codes);
  g_hash_table_unref(answers->by_id);
  g_ptr_array_unref(answers->topics);
  sts_arena_free(answers->arena);
  g_free(answers->address);
  g_free(answers);
}

/* ---- sheets ---- */

/* Whether the paragraph says all it says in letters: no picture, no raised numbers, nothing that a note qualifies or a
 * clinic fills in. */
static bool
is_plain(const StsNode *paragraph)
{
  for (const StsNode *node = paragraph; node; node = sts_node_next(paragraph, node, false))
    switch (node->kind) {
    case STS_NODE_PARAGRAPH:
    case STS_NODE_EMPHASIS:
    case STS_NODE_STRONG:
    case STS_NODE_LINK:
    case STS_NODE_LINK_NUMBER:
    case STS_NODE_TEXT:
    case STS_NODE_LINE_BREAK:
      break;
    case STS_NODE_SPAN:
      if (node->span.slot)
        return false;
      break;
    default:
      return false;
    }
  return true;
}

/* What the section begins with, where that is a paragraph that is whole by itself; else NULL. Free with g_free(). */
static char *
summarize(const StsSection *section)
{
  const StsNode *first = section->body->first_child;

  if (!first || first->kind != STS_NODE_PARAGRAPH || !is_plain(first) ||
      (first->next && first->next->kind != STS_NODE_PARAGRAPH && first->next->kind != STS_NODE_HEADING))
    return NULL;
  char *text = sts_node_title_text(first);
  if (g_str_has_suffix(text, ":") || g_str_has_suffix(text, "："))
    g_clear_pointer(&text, g_free);
  return text;
}

/* A text without a date is as old as can be. */
static char *
format_updated(StsDate date)
{
  const StsDate unknown = {1980, 1, 1};

  return sts_date_format_epoch(sts_date_to_epoch(sts_date_is_set(date) ? date : unknown));
}

static const StsFeedLink *
copy_links(const StsAnswers *answers, const StsSection *section, const StsAnswerLink *links, size_t count)
{
  StsFeedLink *copies = sts_arena_alloc(answers->arena, count * sizeof *copies);

  for (size_t i = 0; i < count; i++) {
    g_autofree char *path = g_uri_escape_string(links[i].path, "/", FALSE);
    g_autofree char *address = g_strconcat(answers->address ? answers->address : WAY_BACK, path, NULL);
    copies[i] = (StsFeedLink){
        .address = sts_arena_strdup(answers->arena, address),
        .media_type = sts_arena_strdup(answers->arena, links[i].media_type),
        .title = sts_arena_strdup(answers->arena, links[i].title ? links[i].title : section->title),
    };
    for (size_t k = 0; k < i; k++)
      copies[i].related |= strcmp(copies[k].media_type, copies[i].media_type) == 0;
  }
  return copies;
}

static StsFeedEntry *
make_entry(const StsAnswers *answers, const StsLibrary *library, const StsSection *section, const StsAnswerLink *links,
           size_t count)
{
  StsFeedEntry *entry = sts_arena_alloc(answers->arena, sizeof *entry);
  g_autofree char *id = sts_publication_derive_identifier(library->identifier, &section->id, 1, false);
  g_autofree char *updated = format_updated(sts_section_newest_date(section));
  g_autofree char *summary = summarize(section);

  *entry = (StsFeedEntry){
      .id = sts_arena_strdup(answers->arena, id),
      .title = section->title,
      .language = section->language,
      .updated = sts_arena_strdup(answers->arena, updated),
      .summary = sts_arena_strdup(answers->arena, summary),
      .links = copy_links(answers, section, links, count),
      .link_count = count,
  };
  return entry;
}

static Topic *
find_topic(const StsAnswers *answers, const char *id)
{
  Topic *topic = g_hash_table_lookup(answers->by_id, id);

  if (topic)
    return topic;
  topic = g_new(Topic, 1);
  *topic = (Topic){id, g_ptr_array_new()};
  g_ptr_array_add(answers->topics, topic);
  g_hash_table_insert(answers->by_id, (gpointer)id, topic);
  return topic;
}

static void
add_codes(const StsAnswers *answers, Topic *topic, const GPtrArray *codes)
{
  for (guint i = 0; i < codes->len; i++) {
    GPtrArray *topics = g_hash_table_lookup(answers->codes, codes->pdata[i]);
    if (!topics) {
      topics = g_ptr_array_new();
      g_hash_table_insert(answers->codes, codes->pdata[i], topics);
    }
    if (!g_ptr_array_find(topics, topic, NULL))
      g_ptr_array_add(topics, topic);
  }
}

bool
sts_answers_add(StsAnswers *answers, const StsLibrary *library, const char *id, const StsAnswerLink *links,
                size_t count, GError **error)
{
  const char *const ids[] = {id, NULL};
  g_autoptr(GPtrArray) chosen = sts_chosen_sections(library, ids, error);

  if (!chosen)
    return false;
  const StsSection *section = chosen->pdata[0];
  Topic *topic = find_topic(answers, section->id);
  g_ptr_array_add(topic->entries, make_entry(answers, library, section, links, count));
  add_codes(answers, topic, section->codes);
  if (!g_hash_table_contains(answers->languages, section->language))
    g_hash_table_insert(answers->languages, (gpointer)section->language,
                        (gpointer)(strcmp(library->language, section->language) == 0 ? library : answers->library));
  return true;
}

/* ---- feeds ---- */

/* Whether who asks for `asked` is served by `tag`: it is the same, or the beginning of it ("es" of "es-MX"). */
static bool
serves(const char *tag, const char *asked)
{
  size_t length = strlen(tag);

  return g_ascii_strncasecmp(tag, asked, length) == 0 && (!asked[length] || asked[length] == '-');
}

/* The entry in the language, or the one nearest to it, or the original. */
static const StsFeedEntry *
choose_entry(const Topic *topic, const char *language)
{
  const StsFeedEntry *best = NULL;

  for (guint i = 0; i < topic->entries->len; i++) {
    const StsFeedEntry *entry = topic->entries->pdata[i];
    if (serves(entry->language, language) && (!best || strlen(entry->language) > strlen(best->language)))
      best = entry;
  }
  return best ? best : topic->entries->pdata[0];
}

typedef struct {
  StsAnswersTake *take;
  gpointer data;
} Taker;

static void
hand_out(const Taker *taker, const char *folder, const char *language, const char *suffix, const char *media_type,
         char *text)
{
  g_autofree char *name = g_strconcat(FOLDER "/", folder, "/", language, suffix, NULL);

  taker->take(name, media_type, g_bytes_new_take(text, strlen(text)), taker->data);
}

/* `code` is NULL for codes that no sheet has. */
static void
write_feed(const StsAnswers *answers, const char *code, const char *language, const GPtrArray *topics,
           const Taker *taker)
{
  const StsLibrary *library = g_hash_table_lookup(answers->languages, language);
  g_autoptr(GPtrArray) entries = g_ptr_array_new();
  g_autofree char *about =
      g_strconcat(answers->library->identifier, "\n" FOLDER "\n", code ? code : NONE, "\n", language, NULL);
  g_autofree char *id = sts_text_derive_identifier(about);
  const char *newest = NULL, *colon = code ? strchr(code, ':') : NULL;
  g_autofree char *key = colon ? g_strndup(code, (size_t)(colon - code)) : NULL;
  const StsCodeSystem *system = key ? sts_code_system_find(key) : NULL;
  g_autofree char *folder = system ? g_strdup_printf("%s/%s", system->oid, colon + 1) : g_strdup(NONE);

  for (guint i = 0; i < topics->len; i++) {
    const StsFeedEntry *entry = choose_entry(topics->pdata[i], language);
    newest = !newest || strcmp(entry->updated, newest) > 0 ? entry->updated : newest;
    if (code)
      g_ptr_array_add(entries, (gpointer)entry);
  }
  g_ptr_array_add(entries, NULL);
  g_autofree char *never = format_updated((StsDate){0, 0, 0});
  const StsFeed feed = {
      .id = id,
      .title = library->title ? library->title : "",
      .author = library->publisher ? library->publisher
                : library->title   ? library->title
                                   : "",
      .language = language,
      .updated = newest ? newest : never,
      .base = answers->address,
      .system = system,
      .code = colon ? colon + 1 : NULL,
      .entries = (const StsFeedEntry *const *)entries->pdata,
  };
  hand_out(taker, folder, language, ".atom", "application/atom+xml", sts_feed_write_atom(&feed));
  hand_out(taker, folder, language, ".json", "application/json", sts_feed_write_json(&feed));
}

static GPtrArray *
sorted_keys(GHashTable *table)
{
  GPtrArray *keys = g_ptr_array_new();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init(&iter, table);
  while (g_hash_table_iter_next(&iter, &key, NULL))
    g_ptr_array_add(keys, key);
  g_ptr_array_sort(keys, sts_text_compare);
  return keys;
}

void
sts_answers_write(const StsAnswers *answers, StsAnswersTake *take, gpointer data)
{
  const Taker taker = {take, data};
  g_autoptr(GPtrArray) codes = sorted_keys(answers->codes), languages = sorted_keys(answers->languages);

  for (guint i = 0; i < codes->len; i++)
    for (guint k = 0; k < languages->len; k++)
      write_feed(answers, codes->pdata[i], languages->pdata[k], g_hash_table_lookup(answers->codes, codes->pdata[i]),
                 &taker);
  for (guint k = 0; k < languages->len; k++)
    write_feed(answers, NULL, languages->pdata[k], answers->topics, &taker);
  char *maps = sts_answers_write_nginx(codes, languages, answers->library->language);
  take(FOLDER "/nginx.conf", "text/plain", g_bytes_new_take(maps, strlen(maps)), data);
}
