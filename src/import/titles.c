/* Names: of each section, by its title, and of the library. Reports where sections begin, and titles that are lost. */
#include "import/titles.h"

#include <string.h>

#include "base/names.h"
#include "import/findings.h"
#include "import/prose.h"
#include "read/library/front-matter.h"

enum { ID_BYTES = 60 };

/* ---- the lines of a part ---- */

static GHashTable *
collect_rules(const StsImport *import)
{
  GHashTable *rules = g_hash_table_new(NULL, NULL);

  for (guint i = 0; i < import->blocks->len; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    /* What follows a rule without a blank line between is a block of its own, so a rule is one line, whatever comes
     * after it without being a block.
     */
    if (block->role == STS_ROLE_RULE)
      g_hash_table_add(rules, GINT_TO_POINTER(block->first));
  }
  return rules;
}

/* Whether the line says nothing in the section. */
static bool
is_empty(const StsImport *import, int line)
{
  return sts_import_line(import, line)->blank || sts_import_fate(import, line) != STS_LINE_KEPT;
}

/* Where two sections meet, empty lines and rules belong to neither. */
static void
set_lines(StsImport *import)
{
  g_autoptr(GHashTable) rules = collect_rules(import);
  int last_line = (int)import->lines->len;

  for (guint i = 0; i < import->parts->len; i++) {
    StsImportPart *part = g_ptr_array_index(import->parts, i);
    const StsImportPart *next = i + 1 < import->parts->len ? g_ptr_array_index(import->parts, i + 1) : NULL;
    int first = i > 0 ? sts_import_block(import, part->begin)->first : import->body_line;
    int last = next ? sts_import_block(import, next->begin)->first - 1 : last_line;
    while (first < last && is_empty(import, first))
      first++;
    while (last > first && (is_empty(import, last) || (next && g_hash_table_contains(rules, GINT_TO_POINTER(last))))) {
      if (!is_empty(import, last))
        sts_import_leave_out(import, last);
      last--;
    }
    part->shown.first_line = first;
    part->shown.last_line = last;
  }
}

static int
compare_lines(gconstpointer a, gconstpointer b)
{
  return *(const int *)a - *(const int *)b;
}

/* ---- ids ---- */

/* Cut between words, and never within a character. */
static void
shorten(char *slug)
{
  if (strlen(slug) <= ID_BYTES)
    return;
  char *end = g_utf8_find_prev_char(slug, slug + ID_BYTES + 1);
  *end = '\0';
  char *hyphen = strrchr(slug, '-');
  if (hyphen && hyphen > slug + ID_BYTES / 2)
    *hyphen = '\0';
}

static char *
wanted_id(const StsImport *import, const StsImportPart *part, guint number)
{
  if (number == 1 && import->matter_id && sts_text_is_xml_name(import->matter_id) &&
      strlen(import->matter_id) <= ID_BYTES)
    return g_strdup(import->matter_id);
  if (!part->shown.title)
    return g_strdup_printf("section-%u", number);
  char *slug = sts_text_slug(part->shown.title);
  shorten(slug);
  return slug;
}

static void
give_id(StsImport *import, StsImportPart *part, guint number, GHashTable *taken)
{
  g_autofree char *wanted = wanted_id(import, part, number);
  g_autofree char *id = sts_text_take_name(taken, wanted);
  g_autofree char *file = g_strconcat(id, ".md", NULL);

  part->shown.id = sts_arena_strdup(import->arena, id);
  part->shown.file = sts_arena_strdup(import->arena, file);
}

/* ---- titles ---- */

/* A line in bold at the beginning may be a title that lost its marks. */
static const StsImportBlock *
find_bold_line(const StsImport *import, const StsImportPart *part)
{
  const StsImportBlock *block = part->begin < part->end ? sts_import_block(import, part->begin) : NULL;
  const StsNode *strong = block && block->node->kind == STS_NODE_PARAGRAPH ? block->node->first_child : NULL;

  return strong && strong->kind == STS_NODE_STRONG && !strong->next && block->words <= 12 ? block : NULL;
}

static void
report_lost_title(StsImport *import, StsImportPart *part)
{
  const StsImportBlock *bold = find_bold_line(import, part);
  StsPosition place = {import->path, part->shown.first_line, 1};

  if (import->parts->len > 0 && g_ptr_array_index(import->parts, 0) == part && import->matter_title)
    return;
  if (bold) {
    sts_import_error(import, place, STS_RULE_IMPORT_TITLE_LOST,
                     "a section begins here without a heading; “%s” may be its title: make it a heading if it is",
                     bold->text);
  } else {
    sts_import_error(import, place, STS_RULE_IMPORT_TITLE_LOST,
                     "a section begins here whose title is lost; write it, as a heading here or in the front matter");
    sts_import_note_gap(import, part, "The title of the section is lost.");
  }
  sts_import_mark(
      import, part, place.line, "%s",
      bold ? "This section has no heading. If the next line is its title, make it one. Then delete this line."
           : "The title of this section is lost. Write it as a heading here, or in the front matter (title: ...). Then "
             "delete this line.");
}

static void
report_document_title(StsImport *import, StsImportPart *part)
{
  const StsImportBlock *block = sts_import_block(import, import->document_title);
  StsPosition place = sts_import_block_start(import, block);

  sts_import_error(import, place, STS_RULE_IMPORT_DOCUMENT_TITLE,
                   "“%s” seems to be the title of the whole document; it is the title of the library now and not part "
                   "of a section: delete the line there",
                   block->text);
  sts_import_mark(import, part, block->first,
                  "The next line seems to be the title of the whole document, which library.yaml has now. Delete both "
                  "lines; or, if it is text of this section, move it below the title and delete this line.");
}

/* Whether the document's front matter gives the first section another title than its heading does. Where a lower
 * heading is the only one of its kind, the front matter has the title of the section, and that heading is one within.
 */
static bool
has_two_titles(const StsImport *import)
{
  const StsImportPart *part = g_ptr_array_index(import->parts, 0);
  const StsImportBlock *heading = part->heading == G_MAXUINT ? NULL : sts_import_block(import, part->heading);

  if (!import->matter_title || !heading || !*heading->text ||
      (import->parts->len == 1 && heading->node->heading.level > 1))
    return false;
  g_autofree char *one = g_utf8_casefold(import->matter_title, -1), *other = g_utf8_casefold(heading->text, -1);
  return strcmp(one, other) != 0;
}

static void
report_matter_title(StsImport *import, StsImportPart *part)
{
  const StsImportBlock *heading = sts_import_block(import, part->heading);

  sts_import_error(import, sts_import_block_start(import, heading), STS_RULE_IMPORT_DOCUMENT_TITLE,
                   "the section's heading is “%s”, but the document's front matter, which goes with this section, has "
                   "the title “%s”; if that is the title "
                   "of the whole document, which library.yaml has now, delete it there",
                   heading->text, import->matter_title);
  sts_import_mark(import, part, heading->first,
                  "The title in the front matter seems to be that of the whole document, which library.yaml has now. "
                  "Delete it there, so that the next "
                  "heading is the title of this section. Then delete this line.");
}

/* Text before the first title belongs to nothing that can be seen. */
static void
report_prelude(StsImport *import, StsImportPart *part)
{
  const StsImportBlock *title = sts_import_block(import, part->heading);

  for (guint i = part->begin; i < part->heading; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (i == import->document_title || block->role == STS_ROLE_RULE)
      continue;
    g_autofree char *beginning = sts_prose_beginning(block->text);
    g_autofree char *what = *beginning ? g_strdup_printf("“%s”", beginning) : g_strdup("something without words");
    sts_import_error(
        import, sts_import_block_start(import, block), STS_RULE_IMPORT_UNPLACED,
        "%s comes before the first title and belongs to no visible section; move it below the title “%s”, or delete it",
        what, title->text);
    sts_import_mark(import, part, block->first,
                    "This comes before the first title and belongs to no visible section. Move it below the title, or "
                    "delete it. Then delete this line.");
  }
}

static void
report_border(StsImport *import, const StsImportPart *part)
{
  int line = part->heading == G_MAXUINT ? part->shown.first_line : sts_import_block(import, part->heading)->first;

  sts_import_note(import, ((StsPosition){import->path, line, 1}), STS_RULE_IMPORT_BORDER,
                  "the section “%s” begins here (confidence %s)", part->shown.id,
                  sts_confidence_name(part->shown.confidence));
}

/* The first level that several headings have; 0: none. */
static int
find_several(const StsImport *import)
{
  int counts[7] = {0};

  for (guint i = 0; i < import->blocks->len; i++)
    if (sts_import_block(import, i)->role == STS_ROLE_HEADING)
      counts[sts_import_block(import, i)->node->heading.level]++;
  for (int level = 1; level <= 6; level++)
    if (counts[level] > 1)
      return level;
  return 0;
}

/* "“Surgery”, “Radiation” and 3 more". */
static char *
list_headings(const StsImport *import, int level)
{
  enum { SHOWN = 4 };
  g_autoptr(GPtrArray) titles = g_ptr_array_new();
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < import->blocks->len; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (block->role == STS_ROLE_HEADING && block->node->heading.level == level)
      g_ptr_array_add(titles, (gpointer)block->text);
  }
  for (guint i = 0; i < MIN(titles->len, SHOWN); i++)
    g_string_append_printf(out, "%s“%s”",
                           i == 0                                         ? ""
                           : i + 1 == titles->len && titles->len <= SHOWN ? " and "
                                                                          : ", ",
                           (const char *)titles->pdata[i]);
  if (titles->len > SHOWN)
    g_string_append_printf(out, " and %u more", titles->len - SHOWN);
  return g_string_free(out, FALSE);
}

/* Where the levels of headings alone decide, or do not, an editor may choose otherwise. */
static void
report_choices(StsImport *import)
{
  int several = find_several(import);
  StsPosition place = {import->path, ((const StsImportPart *)g_ptr_array_index(import->parts, 0))->shown.first_line, 1};

  if (import->split_level > 0 && import->parts->len == 1)
    sts_import_note(import, place, STS_RULE_IMPORT_BORDER,
                    "no second heading is of level %d or above, so that the document is one section",
                    import->split_level);
  else if (import->split_level == 0 && import->chapters_level > 0 && import->parts->len > 1)
    sts_import_note(import, place, STS_RULE_IMPORT_BORDER,
                    "the document was split at its headings of level %d; --split-level 1 makes one section of it",
                    import->chapters_level);
  else if (import->split_level == 0 && import->parts->len == 1 && several > 0) {
    g_autofree char *titles = list_headings(import, several);
    sts_import_note(import, place, STS_RULE_IMPORT_BORDER,
                    "the document is one section; --split-level %d makes a section of each heading of level %d: %s",
                    several, several, titles);
  }
}

static void
name_library(StsImport *import)
{
  if (import->matter_title) {
    import->title = import->matter_title;
    import->title_origin = "the title in the document's front matter";
    return;
  }
  if (import->document_title != G_MAXUINT) {
    import->title = sts_import_block(import, import->document_title)->text;
    import->title_origin = "a guess: the heading above the first section's";
    return;
  }
  for (guint i = 0; i < import->parts->len && !import->title; i++) {
    const StsImportPart *part = g_ptr_array_index(import->parts, i);
    import->title = part->shown.title;
    import->title_origin =
        i == 0 ? "a guess: the title of the first section" : "a guess: the first title that the document has";
  }
  if (!import->title && import->page && import->page->title) {
    import->title = import->page->title;
    import->title_origin = "a guess: what the document calls itself";
  }
}

void
sts_import_name_parts(StsImport *import)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  set_lines(import);
  g_array_sort(import->dropped, compare_lines);
  for (guint i = 0; i < import->parts->len; i++) {
    StsImportPart *part = g_ptr_array_index(import->parts, i);
    const StsImportBlock *heading = part->heading == G_MAXUINT ? NULL : sts_import_block(import, part->heading);
    part->shown.title = heading && *heading->text ? heading->text : NULL;
    if (i == 0 && import->matter_title && (!part->shown.title || (import->parts->len == 1 && !has_two_titles(import))))
      part->shown.title = import->matter_title;
    g_ptr_array_add(part->reasons, NULL);
    part->shown.reasons = (const char *const *)part->reasons->pdata;
    give_id(import, part, i + 1, taken);
    report_border(import, part);
    if (i == 0 && import->document_title != G_MAXUINT)
      report_document_title(import, part);
    if (i == 0 && has_two_titles(import))
      report_matter_title(import, part);
    if (!part->shown.title || part->heading == G_MAXUINT)
      report_lost_title(import, part);
    if (part->heading != G_MAXUINT)
      report_prelude(import, part);
  }
  report_choices(import);
  name_library(import);
  if (import->matter_first > 0)
    sts_import_note(import, ((StsPosition){import->path, 1, 1}), STS_RULE_IMPORT_FRONT_MATTER,
                    "the document has front matter of its own; it goes with the first section, “%s”, and what belongs "
                    "to the library must be moved to "
                    "library.yaml",
                    ((const StsImportPart *)g_ptr_array_index(import->parts, 0))->shown.id);
  size_t unused;
  int line;
  if (sts_front_matter_is_toml(import->text, import->length, &unused, &line))
    sts_import_note(
        import, ((StsPosition){import->path, 1, 1}), STS_RULE_IMPORT_FRONT_MATTER,
        "the document has front matter in TOML (“+++”), which stays in the text as it is; write what it says "
        "as YAML");
}
