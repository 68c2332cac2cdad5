/* What closes a section: its date, its references, its disclaimer; and what is wrong with the references it has. */
#include "import/detectors.h"

#include <string.h>

#include "import/findings.h"
#include "import/prose.h"
#include "import/source.h"

/* What a section has. Blocks; G_MAXUINT: none. */
typedef struct {
  guint date, references, loose, last_loose, disclaimer, like_disclaimer;
} Closings;

static StsPosition
part_start(const StsImport *import, const StsImportPart *part)
{
  return (StsPosition){
      import->path,
      part->heading == G_MAXUINT ? part->shown.first_line : sts_import_block(import, part->heading)->first, 1};
}

static Closings
find_parts(const StsImport *import, const StsImportPart *part)
{
  Closings found = {G_MAXUINT, G_MAXUINT, G_MAXUINT, G_MAXUINT, G_MAXUINT, G_MAXUINT};

  for (guint i = part->begin; i < part->end; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (block->role == STS_ROLE_DATE)
      found.date = i;
    if (block->role == STS_ROLE_REFERENCE && found.references == G_MAXUINT)
      found.references = i;
    if (block->role == STS_ROLE_DISCLAIMER)
      found.disclaimer = i;
    if (block->role == STS_ROLE_LOOSE_REFERENCE) {
      found.loose = found.loose == G_MAXUINT ? i : found.loose;
      found.last_loose = i;
    }
    if ((block->role == STS_ROLE_TEXT || block->role == STS_ROLE_REFERENCE) &&
        block->node->kind == STS_NODE_PARAGRAPH && sts_prose_is_disclaimer(block->text))
      found.like_disclaimer = i;
  }
  return found;
}

static void
report_loose_references(StsImport *import, StsImportPart *part, const Closings *found)
{
  const StsImportBlock *first = sts_import_block(import, found->loose),
                       *last = sts_import_block(import, found->last_loose);

  sts_import_error(import, sts_import_block_start(import, first), STS_RULE_IMPORT_NO_REFERENCES,
                   "the section has no heading “References”, but lines %d to %d read like a list of references whose "
                   "heading was lost; write “## References” before it, if it is",
                   sts_import_source_line(import, first->first), sts_import_source_line(import, last->last));
  sts_import_note_gap(import, part, "The heading of the references, in line %d of the source, is lost.",
                      sts_import_source_line(import, first->first));
  sts_import_mark(import, part, first->first,
                  "What follows reads like a list of references whose heading was lost. If it is, put the line “## "
                  "References” here. Then delete this line.");
}

/* Whether the document's front matter, which goes with the first section, has a key. */
static bool
has_in_matter(const StsImport *import, const StsImportPart *part, bool has_key)
{
  return has_key && g_ptr_array_index(import->parts, 0) == part;
}

/* Of several sections, the first must not take for its own what may be said of the whole document. */
static void
report_in_matter(StsImport *import, StsImportPart *part, StsRule rule, const char *key, const char *what)
{
  StsPosition start = part_start(import, part);

  if (import->parts->len == 1)
    return;
  sts_import_error(import, start, rule,
                   "the section “%s” has %s only in the document's front matter, which goes with it; if “%s” there is "
                   "meant for the whole document, "
                   "delete it, and waive it for this section with the reason",
                   part->shown.id, what, key);
  sts_import_mark(import, part, start.line,
                  "This section has %s only in the front matter, where the whole document's stood. If “%s” is not "
                  "meant for this section, delete it "
                  "there. Then delete this line.",
                  what, key);
}

static void
report_no_date(StsImport *import, StsImportPart *part)
{
  if (has_in_matter(import, part, import->matter_date))
    report_in_matter(import, part, STS_RULE_IMPORT_NO_DATE, "last-revised", "its date");
  else if (part->dated > 0)
    sts_import_error(import, part_start(import, part), STS_RULE_IMPORT_NO_DATE,
                     "the section “%s” does not say when it was last revised, unless line %d does; write the date as "
                     "“Last Revised: …” if it does, or waive it with the reason",
                     part->shown.id, sts_import_source_line(import, part->dated));
  else
    sts_import_error(import, part_start(import, part), STS_RULE_IMPORT_NO_DATE,
                     "the section “%s” does not say when it was last revised; add the date if you know it, or waive it "
                     "with the reason",
                     part->shown.id);
}

static void
report_no_references(StsImport *import, StsImportPart *part)
{
  if (has_in_matter(import, part, import->matter_references))
    report_in_matter(import, part, STS_RULE_IMPORT_NO_REFERENCES, "references", "its references");
  else
    sts_import_error(import, part_start(import, part), STS_RULE_IMPORT_NO_REFERENCES,
                     "the section “%s” has no references; add them, or waive them with the reason", part->shown.id);
}

static void
report_no_disclaimer(StsImport *import, const StsImportPart *part, const Closings *found)
{
  if (has_in_matter(import, part, import->matter_disclaimer))
    return;
  if (found->like_disclaimer != G_MAXUINT)
    sts_import_error(import, part_start(import, part), STS_RULE_IMPORT_NO_DISCLAIMER,
                     "the section “%s” has no disclaimer that is marked as one, but line %d reads like one; write “## "
                     "Disclaimer” before it, if it is",
                     part->shown.id,
                     sts_import_source_line(import, sts_import_block(import, found->like_disclaimer)->first));
  else
    sts_import_error(import, part_start(import, part), STS_RULE_IMPORT_NO_DISCLAIMER,
                     "the section “%s” has no disclaimer; write one for all sections in library.yaml, or one here, or "
                     "waive it with the reason",
                     part->shown.id);
}

static void
report_missing(StsImport *import, StsImportPart *part, const Closings *found)
{
  if (found->date == G_MAXUINT)
    report_no_date(import, part);
  if (found->loose != G_MAXUINT)
    report_loose_references(import, part, found);
  else if (found->references == G_MAXUINT)
    report_no_references(import, part);
  if (found->disclaimer == G_MAXUINT)
    report_no_disclaimer(import, part, found);
}

/* ---- references ---- */

typedef struct {
  StsImport *import;
  StsImportPart *part;
  bool headless; /* the heading of the list is lost */
  bool first;    /* no entry was seen yet */
  bool open;     /* the entry before breaks off */
  StsPosition open_place;
  char *open_ending;
} Entries;

static bool
ends_like_entry(const char *text)
{
  size_t length = strlen(text);

  return length == 0 || strchr(".)>?!]\"", text[length - 1]) || g_str_has_suffix(text, "”") ||
         sts_prose_is_address(sts_prose_last_word(text));
}

static void
report_open(Entries *entries, const char *beginning, int line)
{
  if (!entries->open)
    return;
  if (beginning)
    sts_import_warning(
        entries->import, entries->open_place, STS_RULE_IMPORT_REFERENCE_CUT,
        "the reference breaks off after “%s” and seems to go on in line %d, with “%s”: join the two paragraphs",
        entries->open_ending, sts_import_source_line(entries->import, line), beginning);
  else
    sts_import_warning(entries->import, entries->open_place, STS_RULE_IMPORT_REFERENCE_CUT,
                       "the reference breaks off after “%s”; its end may be lost", entries->open_ending);
  entries->open = false;
}

/* Where the heading is lost, what stood right below may be lost, too: an entry from a journal or a book that names no
 * author. */
static void
check_beginning(Entries *entries, const char *text, size_t second, StsPosition start)
{
  g_autofree char *entry = second > 0 ? g_strndup(text, second) : g_strdup(text);
  g_autofree char *beginning = sts_prose_beginning(entry);
  bool author = sts_prose_begins_with_author(entry);
  bool headless = entries->first && entries->headless && sts_prose_has_volume(entry);

  if (!author && (headless || (sts_prose_begins_low(entry) && !entries->open)))
    sts_import_warning(entries->import, start, STS_RULE_IMPORT_REFERENCE_CUT,
                       "the reference “%s” names no author; its beginning may be lost", beginning);
}

static void
check_entry(Entries *entries, const char *text, StsPosition start, StsPosition end)
{
  g_autofree char *beginning = sts_prose_beginning(text);
  size_t second = sts_prose_find_second_reference(text);

  check_beginning(entries, text, second, start);
  report_open(entries, sts_prose_begins_with_author(text) ? NULL : beginning, start.line);
  if (second > 0) {
    g_autofree char *next = sts_prose_beginning(text + second);
    sts_import_warning(
        entries->import, start, STS_RULE_IMPORT_REFERENCES_RUN_TOGETHER,
        "one paragraph holds several references, the second from “%s” on; give each a paragraph of its own", next);
  }
  entries->first = false;
  entries->open = !ends_like_entry(text);
  if (!entries->open)
    return;
  entries->open_place = end;
  g_free(entries->open_ending);
  entries->open_ending = sts_prose_ending(text);
}

static void
check_entries_of(Entries *entries, const StsImportBlock *block)
{
  StsPosition end = sts_import_block_end(entries->import, block);

  if (block->node->kind != STS_NODE_LIST) {
    if (block->dated == 0)
      check_entry(entries, block->text, sts_import_block_start(entries->import, block), end);
    return;
  }
  for (const StsNode *item = block->node->first_child; item; item = item->next) {
    g_autofree char *text = sts_import_inline_text(item);
    if (item->position.line != block->dated)
      check_entry(entries, text, item->position, item->next ? item->position : end);
  }
}

static void
find_reference_faults(StsImport *import, StsImportPart *part, bool headless)
{
  Entries entries = {.import = import, .part = part, .headless = headless, .first = true};

  for (guint i = part->begin; i < part->end; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (block->role == STS_ROLE_REFERENCE || block->role == STS_ROLE_LOOSE_REFERENCE)
      check_entries_of(&entries, block);
  }
  report_open(&entries, NULL, 0);
  g_free(entries.open_ending);
}

void
sts_import_find_closings(StsImport *import, StsImportPart *part)
{
  Closings found = find_parts(import, part);

  report_missing(import, part, &found);
  find_reference_faults(import, part, found.loose != G_MAXUINT);
}

/* ---- what may be said of all sections ---- */

/* Whether the headings decided where sections begin, and not what closes them. */
static bool
was_split_by_headings(const StsImport *import)
{
  bool named = import->split_level > 0;

  for (guint i = 0; !named && i < import->blocks->len; i++)
    named = sts_import_block(import, i)->named_by > 0;
  return named && import->parts->len > 1;
}

static bool
is_reference_heading(const StsImportBlock *block)
{
  return block->role == STS_ROLE_CLOSING && block->part == STS_CLOSING_REFERENCES;
}

static bool
is_date(const StsImportBlock *block)
{
  return block->role == STS_ROLE_DATE;
}

/* The only block of its kind in the document, if it stands in the last section; NULL otherwise. */
static const StsImportBlock *
find_only(const StsImport *import, bool (*is_kind)(const StsImportBlock *block))
{
  const StsImportPart *last = g_ptr_array_index(import->parts, import->parts->len - 1);
  const StsImportBlock *found = NULL;

  for (guint i = 0; i < import->blocks->len; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (!is_kind(block))
      continue;
    if (found || i < last->begin)
      return NULL;
    found = block;
  }
  return found;
}

static void
report_shared(StsImport *import, const StsImportBlock *block, const char *what)
{
  StsImportPart *last = g_ptr_array_index(import->parts, import->parts->len - 1);

  sts_import_error(import, sts_import_block_start(import, block), STS_RULE_IMPORT_BORDER_UNSURE,
                   "%s at the end may be said of the whole document, and went with its last section, “%s”; if so, say "
                   "of each section what is its own",
                   what, last->shown.id);
  sts_import_mark(import, last, block->first,
                  "What follows may be said of the whole document, and not of this section. If so, say of each section "
                  "what is its own. Then delete this line.");
}

/* References or a date that close the document are not those of the section that happens to be the last. */
void
sts_import_find_shared_closings(StsImport *import)
{
  if (!was_split_by_headings(import))
    return;
  const StsImportPart *last = g_ptr_array_index(import->parts, import->parts->len - 1);
  const StsImportBlock *references = find_only(import, is_reference_heading), *date = find_only(import, is_date);
  const StsNode *title = last->heading == G_MAXUINT ? NULL : sts_import_block(import, last->heading)->node;
  if (references && (!title || references->node->heading.level <= title->heading.level))
    report_shared(import, references, "the references");
  else if (date && !references)
    report_shared(import, date, "the date");
}
