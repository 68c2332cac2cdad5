/* The public view of a library. */
#include "sts/library.h"

#include <string.h>

#include "api/chosen.h"
#include "base/text.h"
#include "document/library.h"
#include "document/provenance.h"

size_t
sts_library_count_sections(const StsLibrary *library)
{
  return library->sections->len;
}

/* What the editor says among them is none. */
static size_t
count_references(const StsSection *section)
{
  size_t count = 0;

  if (section->references)
    for (const StsNode *item = section->references->first_child; item; item = item->next) {
      const StsNode *block = item->first_child;
      count += !block || block->kind != STS_NODE_CALLOUT || block->callout.kind != STS_CALLOUT_EDITOR;
    }
  return count;
}

static void
set_date(char text[16], StsDate date)
{
  g_autofree char *iso = sts_date_is_set(date) ? sts_date_format_iso(date) : g_strdup("");

  g_strlcpy(text, iso, 16);
}

static const char *
waiver_text(StsProvenance state, const StsWaiver *waiver)
{
  return state == STS_PROVENANCE_WAIVED ? waiver->text : NULL;
}

static StsSectionInfo
describe(const StsLibrary *library, const StsSection *section)
{
  StsSectionInfo info = {
      .id = section->id,
      .title = section->title,
      .file = section->file,
      .language = section->language,
      .last_revised_state = section->last_revised_state,
      .last_revised_waiver = waiver_text(section->last_revised_state, &section->last_revised_waiver),
      .last_revised_position = section->last_revised_waiver.position,
      .last_revised_lost = section->last_revised_waiver.lost,
      .references_state = section->references_state,
      .reference_count = count_references(section),
      .references_waiver = waiver_text(section->references_state, &section->references_waiver),
      .references_position = section->references_waiver.position,
      .disclaimer_state = section->disclaimer_state,
      .own_disclaimer = section->disclaimer,
      .disclaimer_waiver = waiver_text(section->disclaimer_state, &section->disclaimer_waiver),
      .disclaimer_position = section->disclaimer_waiver.position,
      .code_count = section->codes->len,
      .codes = (const char *const *)section->codes->pdata,
      .gap_count = section->gaps->len,
      .gaps = (const StsGap *)(void *)section->gaps->data,
      .passage_count = section->passages ? section->passages->len : 0,
      .reviewed_by = sts_section_review_line(library, section, STS_REVIEW_REVIEWED_BY).text,
      .approved_by = sts_section_review_line(library, section, STS_REVIEW_APPROVED_BY).text,
      .owner = sts_section_review_line(library, section, STS_REVIEW_OWNER).text,
      .feedback = sts_section_review_line(library, section, STS_REVIEW_FEEDBACK).text,
      .edition = sts_section_review_line(library, section, STS_REVIEW_EDITION).text,
      .languages = section->languages,
      .translation = section->tag,
      .original_newer = section->original_newer,
      .untranslated = section->untranslated,
  };

  set_date(info.last_revised, section->last_revised);
  set_date(info.last_reviewed, section->last_reviewed);
  set_date(info.review_due, sts_section_review_due(library, section));
  set_date(info.next_review, sts_section_next_review(library, section));
  return info;
}

char *
sts_library_get_short_code(const StsLibrary *library, const char *id)
{
  const StsSection *section = sts_library_lookup(library, id);
  char code[STS_SHORT_CODE_SIZE] = "";

  if (section)
    sts_section_short_code(library, section, code);
  return *code ? g_strdup(code) : NULL;
}

StsSectionInfo
sts_library_get_section(const StsLibrary *library, size_t index)
{
  g_assert(index < library->sections->len);
  return describe(library, library->sections->pdata[index]);
}

StsSectionPresence
sts_library_find_section(const StsLibrary *library, const char *id, StsSectionInfo *info)
{
  const StsSection *section = sts_library_lookup(library, id);

  if (section && info)
    *info = describe(library, section);
  if (section)
    return STS_SECTION_FOUND;
  return library->broken || g_hash_table_contains(library->unread, id) ? STS_SECTION_UNREADABLE : STS_SECTION_UNKNOWN;
}

const char *
sts_library_get_title(const StsLibrary *library)
{
  return library->title ? library->title : "";
}

const char *
sts_library_get_file(const StsLibrary *library)
{
  return library->file;
}

const char *
sts_library_get_language(const StsLibrary *library)
{
  return library->language;
}

bool
sts_library_is_translated(const StsLibrary *library)
{
  return library->original;
}

const char **
sts_library_list_languages(const StsLibrary *library)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  GPtrArray *tags = g_ptr_array_new();

  for (guint i = 0; i < library->sections->len; i++) {
    const StsSection *section = library->sections->pdata[i];
    for (const char *const *tag = section->languages; tag && *tag; tag++)
      if (g_hash_table_add(seen, (gpointer)*tag))
        g_ptr_array_add(tags, (gpointer)*tag);
  }
  g_ptr_array_sort(tags, sts_text_compare);
  g_ptr_array_add(tags, NULL);
  return (const char **)g_ptr_array_free(tags, FALSE);
}

StsStatus
sts_library_get_status(const StsLibrary *library)
{
  return library->status;
}

int
sts_library_get_review_months(const StsLibrary *library)
{
  return library->review_every_months;
}

const char *
sts_library_get_default(const StsLibrary *library, const char *option, size_t index)
{
  for (guint i = 0; i < library->defaults->len; i++) {
    const StsDefault *value = &g_array_index(library->defaults, StsDefault, i);
    if (strcmp(value->key, option) == 0 && index-- == 0)
      return value->text;
  }
  return NULL;
}

const char *const *
sts_library_get_font_folders(const StsLibrary *library)
{
  return (const char *const *)library->fonts->pdata;
}

const char *
sts_library_get_passage(const StsLibrary *library, const char *id, size_t index)
{
  const StsSection *section = sts_library_lookup(library, id);
  const StsShownPassage *shown = section ? sts_section_passage(section, (guint)index) : NULL;

  return shown ? shown->passage->text->file : NULL;
}

char *
sts_library_dump_tree(const StsLibrary *library, const char *id, GError **error)
{
  const char *const ids[] = {id, NULL};
  g_autoptr(GPtrArray) sections = sts_chosen_sections(library, ids, error);
  g_autoptr(GString) dump = g_string_new(NULL);

  if (!sections)
    return NULL;
  StsSectionTrees trees = {.section = sections->pdata[0]};
  for (const StsNode *root; (root = sts_section_trees_next(&trees));) {
    g_autofree char *text = sts_node_dump(root, true);
    g_string_append(dump, text);
  }
  return g_string_free(g_steal_pointer(&dump), FALSE);
}

const char *
sts_library_get_word(const StsLibrary *library, const char *language, const char *key)
{
  return sts_terms_get(sts_terms_set_lookup(library->words, language), key);
}

const char *
sts_library_get_words_language(const StsLibrary *library, const char *language)
{
  return sts_terms_set_lookup(library->words, language)->language;
}

char *
sts_library_format_date(const StsLibrary *library, const char *language, const char *date)
{
  StsDate parsed;

  return sts_date_parse_iso(date, &parsed)
             ? sts_terms_format_date(sts_terms_set_lookup(library->words, language), parsed)
             : NULL;
}
