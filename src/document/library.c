/* The library's memory and lookups. */
#include "document/library.h"

#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "base/nearest.h"
#include "base/text.h"
#include "document/rules.h"

StsLibrary *
sts_library_new(const char *folder, StsTermsSet *words)
{
  StsLibrary *library = g_new0(StsLibrary, 1);

  library->arena = sts_arena_new();
  library->folder = sts_arena_strdup(library->arena, folder);
  library->words = words;
  library->status = STS_STATUS_SAMPLE;
  library->sections = g_ptr_array_new();
  library->doubles = g_ptr_array_new();
  library->lines = g_array_new(FALSE, TRUE, sizeof(StsPrintedLine));
  library->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  library->targets = g_hash_table_new(g_str_hash, g_str_equal);
  library->unread = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  library->rules = g_hash_table_new(g_str_hash, g_str_equal);
  library->ignored_keys = g_hash_table_new(g_str_hash, g_str_equal);
  library->terms = g_array_new(FALSE, TRUE, sizeof(StsTermChoice));
  library->abbreviations = g_array_new(FALSE, TRUE, sizeof(StsAbbreviation));
  library->defaults = g_array_new(FALSE, FALSE, sizeof(StsDefault));
  library->fonts = g_ptr_array_new();
  g_ptr_array_add(library->fonts, NULL);
  library->budget.allow = g_hash_table_new(g_str_hash, g_str_equal);
  return library;
}

void
sts_library_free(StsLibrary *library)
{
  if (!library)
    return;
  g_ptr_array_unref(library->sections);
  g_ptr_array_unref(library->doubles);
  g_array_unref(library->lines);
  g_hash_table_unref(library->by_id);
  g_hash_table_unref(library->targets);
  g_hash_table_unref(library->unread);
  g_clear_pointer(&library->passages, g_hash_table_unref);
  g_hash_table_unref(library->rules);
  g_hash_table_unref(library->ignored_keys);
  g_hash_table_unref(library->budget.allow);
  g_array_unref(library->terms);
  g_array_unref(library->abbreviations);
  sts_terms_set_free(library->words);
  g_array_unref(library->defaults);
  g_ptr_array_unref(library->fonts);
  g_strfreev(library->styles);
  sts_arena_free(library->arena);
  sts_library_free(library->original);
  g_free(library);
}

bool
sts_library_rule_is_of_section(const char *rule)
{
  return strcmp(rule, sts_rule_name(STS_RULE_SECTION_UNREADABLE)) == 0 ||
         strcmp(rule, sts_rule_name(STS_RULE_SECTION_OUTSIDE)) == 0;
}

const char *
sts_library_get_path(const StsLibrary *library)
{
  return g_str_has_suffix(library->file, "library.yaml") ? library->folder : library->file;
}

bool
sts_library_is_document(const StsLibrary *library)
{
  const StsSection *first = library->sections->len > 0 ? g_ptr_array_index(library->sections, 0) : NULL;

  return first && first->file == library->file;
}

const StsSection *
sts_library_lookup(const StsLibrary *library, const char *id)
{
  g_autofree char *composed = sts_text_compose(id);

  return g_hash_table_lookup(library->by_id, composed);
}

const StsSection *
sts_library_find_target(const StsLibrary *library, const char *name)
{
  return g_hash_table_lookup(library->targets, name);
}

const StsPassage *
sts_library_find_passage(const StsLibrary *library, const char *file)
{
  const StsPassage *passage = library->passages && file ? g_hash_table_lookup(library->passages, file) : NULL;

  return passage || !library->original ? passage : sts_library_find_passage(library->original, file);
}

char *
sts_passage_describe_shown(const StsLibrary *library, const StsPassage *passage)
{
  if (library->partial || library->original || passage->shown_by == 0)
    return g_strdup("");
  return passage->shown_by == 1 ? g_strdup("; one section shows this passage")
                                : g_strdup_printf("; %u sections show this passage", passage->shown_by);
}

size_t
sts_section_count_faults(const StsSection *section, const StsDiagnostics *diagnostics, StsSeverity severity)
{
  size_t count = sts_diagnostics_count_in_file(diagnostics, section->file, severity);
  const StsShownPassage *shown;

  for (guint i = 0; (shown = sts_section_passage(section, i)); i++)
    count += sts_diagnostics_count_in_file(diagnostics, shown->passage->text->file, severity);
  return count;
}

static void
add_once(GHashTable *table, const char *key, const StsSection *section)
{
  if (key && !g_hash_table_contains(table, key))
    g_hash_table_insert(table, (gpointer)key, (gpointer)section);
}

void
sts_library_add_target_name(StsLibrary *library, const char *name, const StsSection *section)
{
  add_once(library->targets, name, section);
}

bool
sts_library_is_own_file(const StsLibrary *library, const char *file)
{
  return g_strcmp0(file, library->file) == 0 || (file && g_strcmp0(file, library->translated_file) == 0);
}

const StsNode *
sts_section_disclaimer(const StsLibrary *library, const StsSection *section, const char **language)
{
  const StsLibrary *original = library->original;
  bool lacks = original && !library->disclaimer && library->missing == STS_MISSING_ORIGINAL;
  const StsLibrary *standing_in = section->untranslated || lacks ? original : library;

  *language = section->disclaimer ? NULL : standing_in->language;
  return section->disclaimer ? section->disclaimer : standing_in->disclaimer;
}

void
sts_library_add_target(StsLibrary *library, const StsSection *section)
{
  add_once(library->targets, section->name, section);
  add_once(library->targets, section->id, section);
}

void
sts_library_add_section(StsLibrary *library, StsSection *section)
{
  g_ptr_array_add(library->sections, section);
  add_once(library->by_id, section->id, section);
  sts_library_add_target(library, section);
}

void
sts_library_add_double(StsLibrary *library, StsSection *section)
{
  g_ptr_array_add(library->doubles, section);
  add_once(library->targets, section->name, section);
}

const char *
sts_library_suggest_section(const StsLibrary *library, const char *name)
{
  g_autofree const char **ids = g_new0(const char *, library->sections->len + 1);
  g_autofree char *bare =
      g_str_has_suffix(name, ".md") ? g_strndup(name, strlen(name) - strlen(".md")) : g_strdup(name);
  g_autofree char *slug = sts_text_slug(bare);

  for (guint i = 0; i < library->sections->len; i++) {
    const StsSection *section = library->sections->pdata[i];
    g_autofree char *title = section->title ? sts_text_slug(section->title) : NULL;
    if (g_strcmp0(title, slug) == 0 || strcmp(section->id, slug) == 0)
      return section->id;
    ids[i] = section->id;
  }
  return sts_text_nearest(slug, ids);
}

/* ---- files ---- */

static void
add_images(GPtrArray *files, const StsNode *root)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    const StsNode *shown = sts_node_shown_image(node);
    for (const StsImage *image = shown ? shown->image.image : NULL; image; image = image->large)
      g_ptr_array_add(files, g_strdup(image->path));
  }
}

static void
add_files(GPtrArray *files, const StsSection *section)
{
  StsSectionTrees trees = {section, 0};

  g_ptr_array_add(files, g_strdup(section->file));
  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    add_images(files, root);
}

static void
add_passages(GPtrArray *files, const StsLibrary *library)
{
  GHashTableIter iter;
  gpointer file;
  guint first = files->len;

  if (!library->passages)
    return;
  g_hash_table_iter_init(&iter, library->passages);
  while (g_hash_table_iter_next(&iter, &file, NULL))
    g_ptr_array_add(files, g_strdup(file));
  /* A hash table has no order that could be relied on. */
  qsort(files->pdata + first, files->len - first, sizeof *files->pdata, sts_text_compare);
}

char **
sts_library_list_files(const StsLibrary *library)
{
  GPtrArray *files = g_ptr_array_new();

  g_ptr_array_add(files, g_strdup(library->file));
  if (library->translated_file)
    g_ptr_array_add(files, g_strdup(library->translated_file));
  add_passages(files, library);
  add_images(files, library->disclaimer);
  if (library->clinic)
    g_ptr_array_add(files, g_strdup(library->clinic->file));
  if (library->clinic && library->clinic->logo)
    g_ptr_array_add(files, g_strdup(library->clinic->logo->path));
  for (guint i = 0; i < library->sections->len; i++)
    add_files(files, library->sections->pdata[i]);
  for (guint i = 0; i < library->doubles->len; i++)
    add_files(files, library->doubles->pdata[i]);
  for (guint i = 0; library->original && i < library->original->sections->len; i++)
    add_files(files, library->original->sections->pdata[i]);
  g_ptr_array_add(files, NULL);
  return (char **)g_ptr_array_free(files, FALSE);
}

bool
sts_library_judge(const StsLibrary *library, StsRule rule, StsSeverity *severity)
{
  const StsRuleChange *change = g_hash_table_lookup(library->rules, sts_rule_name(rule));

  if (change && !change->off)
    *severity = change->severity;
  return !change || !change->off;
}

static void
free_array(gpointer array)
{
  g_array_unref(array);
}

static void
free_pointers(gpointer array)
{
  g_ptr_array_unref(array);
}

StsSection *
sts_section_new(StsLibrary *library)
{
  StsSection *section = STS_ARENA_NEW(library->arena, StsSection);

  section->hyperlinks = g_array_new(FALSE, TRUE, sizeof(StsHyperlink));
  section->notes = g_ptr_array_new();
  section->gaps = g_array_new(FALSE, TRUE, sizeof(StsGap));
  section->codes = g_ptr_array_new();
  section->lines = g_array_new(FALSE, TRUE, sizeof(StsPrintedLine));
  sts_arena_on_free(library->arena, free_array, section->hyperlinks);
  sts_arena_on_free(library->arena, free_pointers, section->notes);
  sts_arena_on_free(library->arena, free_array, section->gaps);
  sts_arena_on_free(library->arena, free_pointers, section->codes);
  sts_arena_on_free(library->arena, free_array, section->lines);
  return section;
}

const char *
sts_provenance_name(StsProvenance state)
{
  switch (state) {
  case STS_PROVENANCE_ABSENT:
  case STS_PROVENANCE_FAULTY:
    return "absent";
  case STS_PROVENANCE_GIVEN:
    return "given";
  case STS_PROVENANCE_WAIVED:
    return "waived";
  }
  g_assert_not_reached();
}

const char *
sts_status_name(StsStatus status)
{
  switch (status) {
  case STS_STATUS_SAMPLE:
    return "sample";
  case STS_STATUS_DRAFT:
    return "draft";
  case STS_STATUS_APPROVED:
    return "approved";
  }
  g_assert_not_reached();
}

StsDate
sts_section_newest_date(const StsSection *section)
{
  bool reviewed = sts_date_compare(section->last_reviewed, section->last_revised) > 0;

  return reviewed ? section->last_reviewed : section->last_revised;
}

StsReviewLine
sts_section_review_line(const StsLibrary *library, const StsSection *section, StsReviewKey key)
{
  const StsLibrary *original = library->original;
  const StsLibrary *of = section->untranslated ? original : library;
  StsReviewLine line = section->review.lines[key].text ? section->review.lines[key] : of->review.lines[key];

  if (!line.text && key == STS_REVIEW_OWNER && section->original)
    line = section->original->review.lines[key];
  /* Whoever answers for a text said nothing of its translation, but somebody sees to it. */
  if (!line.text && original && (!section->tag || key == STS_REVIEW_OWNER))
    line = original->review.lines[key];
  return line;
}

StsDate
sts_section_next_review(const StsLibrary *library, const StsSection *section)
{
  return sts_date_is_set(section->review.next) ? section->review.next : library->review.next;
}

StsDate
sts_section_own_review_due(const StsLibrary *library, const StsSection *section)
{
  StsDate date = sts_section_newest_date(section), next = sts_section_next_review(library, section);

  if (library->review_every_months <= 0 || !sts_date_is_set(date))
    return next;
  StsDate due = sts_date_add_months(date, library->review_every_months);
  return sts_date_is_set(next) && sts_date_compare(next, due) < 0 ? next : due;
}

StsDate
sts_section_review_due(const StsLibrary *library, const StsSection *section)
{
  StsDate due = sts_section_own_review_due(library, section);
  const StsShownPassage *shown;

  for (guint i = 0; (shown = sts_section_passage(section, i)); i++) {
    const StsSection *text = shown->passage->text;
    if (!sts_date_is_set(sts_section_newest_date(text)))
      continue;
    StsDate own = sts_section_own_review_due(library, text);
    if (sts_date_is_set(own) && (!sts_date_is_set(due) || sts_date_compare(own, due) < 0))
      due = own;
  }
  return due;
}

StsDate
sts_section_overdue(const StsLibrary *library, const StsSection *section, StsDate as_of)
{
  StsDate due = sts_section_review_due(library, section);
  bool overdue = sts_date_is_set(due) && sts_date_is_set(as_of) && sts_date_compare(as_of, due) > 0;

  return overdue ? due : (StsDate){0, 0, 0};
}

bool
sts_library_has_reviews(const StsLibrary *library)
{
  if (library->review_every_months > 0 || sts_date_is_set(library->review.next))
    return true;
  for (guint i = 0; i < library->sections->len; i++)
    if (sts_date_is_set(((const StsSection *)library->sections->pdata[i])->review.next))
      return true;
  return false;
}
