/* The byline under a section's title and the block that closes it: notes, hyperlinks, references, disclaimer, date. */
#include "assemble/closing.h"

#include <string.h>

#include "assemble/ids.h"
#include "assemble/links.h"
#include "base/address.h"
#include "document/plain-text.h"

static StsPosition
section_position(const StsAssembledSection *section)
{
  return (StsPosition){.file = section->node->position.file, .line = 1, .column = 1};
}

StsNode *
sts_assembly_add_part(StsAssembly *assembly, StsAssembledSection *section, StsPartKind kind, StsPosition position)
{
  StsNode *part = sts_assembly_new_part(assembly, section->node, kind, position);

  section->parts[kind] = part;
  sts_node_append(assembly->arena, section->node, part);
  return part;
}

static StsNode *
add_titled_part(StsAssembly *assembly, StsAssembledSection *section, StsPartKind kind, const char *key)
{
  StsPosition position = section_position(section);
  StsNode *part = sts_assembly_add_part(assembly, section, kind, position);
  StsNode *heading =
      sts_assembly_add_heading(assembly, part, 2, sts_terms_get(section->terms, key), section->words_lang, position);
  g_autofree char *wish = g_strconcat(section->source->id, "-", key, NULL);

  sts_assembly_give_id(assembly, heading, wish);
  return part;
}

/* "Last Revised: " and the date as a node of its own. */
static void
append_date_line(StsAssembly *assembly, const StsAssembledSection *section, StsNode *paragraph, const char *words,
                 StsDate revised)
{
  StsNode *date = sts_assembly_new_date(assembly, section->terms, revised, paragraph->position);

  sts_assembly_append_words(assembly, section->terms, paragraph, words, "date", date, NULL, paragraph->position);
}

static StsNode *
add_date_paragraph(StsAssembly *assembly, StsAssembledSection *section, StsNode *part)
{
  StsNode *paragraph = sts_assembly_add_paragraph(assembly, part, "", section->words_lang, part->position);

  if (section->source->last_revised_state == STS_PROVENANCE_GIVEN)
    append_date_line(assembly, section, paragraph, sts_terms_get(section->terms, "last-revised-line"),
                     section->source->last_revised);
  else
    sts_assembly_append_text(assembly, paragraph,
                             sts_terms_get(section->terms, section->source->last_revised_waiver.lost
                                                               ? "last-revised-lost"
                                                               : "last-revised-waived"),
                             part->position);
  return paragraph;
}

/* An expired section says so in its text: a mark behind the text would not reach a screen reader. */
static void
add_expiry(StsAssembly *assembly, StsAssembledSection *section, StsNode *part)
{
  StsDate due = sts_section_overdue(assembly->library, section->source, assembly->as_of);

  if (!sts_date_is_set(due))
    return;
  StsNode *notice = sts_assembly_add_notice(assembly, part, "", section->words_lang, part->position);
  sts_assembly_append_term(assembly, section->terms, notice, "review-due", "date",
                           sts_assembly_new_date(assembly, section->terms, due, part->position), NULL, part->position);
}

bool
sts_assembly_original_is_newer(const StsAssembly *assembly, const StsSection *source)
{
  return assembly->newer ? g_hash_table_contains(assembly->newer, source->id) : source->original_newer;
}

/* Says something of a language by the name that its readers have for it. */
static void
add_language_notice(StsAssembly *assembly, StsAssembledSection *section, StsNode *part, const char *key,
                    const char *language)
{
  const StsTermsSet *set = assembly->publication->terms;
  const char *name =
      sts_terms_set_has(set, language) ? sts_terms_get(sts_terms_set_lookup(set, language), "language-name") : language;
  StsNode *strong = sts_assembly_add_notice(assembly, part, "", section->words_lang, part->position);

  sts_assembly_append_term(assembly, section->terms, strong, key, "language",
                           sts_node_new_text(assembly->arena, name, part->position), language, part->position);
}

/* Says in the section's language that there is no text of it in that of the library, or that the original has changed.
 */
static void
add_translation(StsAssembly *assembly, StsAssembledSection *section, StsNode *part)
{
  const StsSection *source = section->source;

  if (source->untranslated)
    add_language_notice(assembly, section, part, "untranslated", assembly->library->language);
  if (source->original && sts_assembly_original_is_newer(assembly, source))
    add_language_notice(assembly, section, part, "original-newer", source->original->language);
}

void
sts_assembly_add_byline(StsAssembly *assembly, StsAssembledSection *section)
{
  StsNode *part = sts_assembly_add_part(assembly, section, STS_PART_BYLINE, section_position(section));
  g_autofree char *key = g_strconcat("status-", sts_status_name(assembly->library->status), NULL);
  const char *status = sts_terms_get(section->terms, key);

  add_date_paragraph(assembly, section, part);
  add_translation(assembly, section, part);
  if (*status)
    sts_assembly_add_notice(assembly, part, status, section->words_lang, part->position);
  add_expiry(assembly, section, part);
}

/* Returns the reason as a TEXT node; NULL: there is none. */
static StsNode *
new_reason(StsAssembly *assembly, const StsWaiver *waiver)
{
  if (!waiver->text || !*waiver->text)
    return NULL;
  StsNode *reason = sts_node_new_text(assembly->arena, waiver->text, waiver->position);
  sts_assembly_place(assembly, reason, 0, waiver->line);
  return reason;
}

/* "Not given in the source (reason)." The reason is the editor's, in the section's language. */
static void
add_waiver(StsAssembly *assembly, StsAssembledSection *section, StsNode *part, const StsWaiver *waiver)
{
  StsNode *paragraph = sts_assembly_add_paragraph(assembly, part, "", section->words_lang, waiver->position);

  sts_assembly_append_term(assembly, section->terms, paragraph, waiver->lost ? "lost" : "waived", "reason",
                           new_reason(assembly, waiver), section->source->language, waiver->position);
}

/* In a list of works, what is set apart is the name of a journal or a book, by the custom of all styles of citation. */
static void
mark_names(StsNode *part)
{
  for (StsNode *node = part->first_child; node; node = sts_node_next(part, node, node->kind == STS_NODE_CALLOUT))
    if (node->kind == STS_NODE_EMPHASIS)
      node->emphasis.name = true;
}

/* The language of nodes with words of the passage, where it is not the section's. */
static const char *
passage_lang(const StsAssembly *assembly, const StsShownPassage *shown)
{
  return sts_arena_strdup(assembly->arena, shown->lang);
}

/* References of a passage stand by themselves, below its title. */
static void
add_passage_references(StsAssembly *assembly, StsAssembledSection *section, StsNode *part, const StsShownPassage *shown)
{
  const StsSection *text = shown->passage->text;
  StsNode *heading =
      sts_assembly_add_heading(assembly, part, 3, text->title, passage_lang(assembly, shown), text->title_position);
  g_autofree char *wish = g_strconcat(section->source->id, "-references-", text->id, NULL);

  sts_assembly_place(assembly, heading->first_child, 0, text->title_line);
  sts_assembly_give_id(assembly, heading, wish);
  sts_node_append(assembly->arena, part, sts_node_clone(assembly->arena, shown->references, true, NULL));
}

void
sts_assembly_add_references(StsAssembly *assembly, StsAssembledSection *section)
{
  StsNode *part = add_titled_part(assembly, section, STS_PART_REFERENCES, "references");
  const StsShownPassage *shown;

  if (section->source->references_state == STS_PROVENANCE_GIVEN) {
    sts_node_append(assembly->arena, part, sts_node_clone(assembly->arena, section->source->references, true, NULL));
  } else {
    add_waiver(assembly, section, part, &section->source->references_waiver);
  }
  for (guint i = 0; (shown = sts_section_passage(section->source, i)); i++)
    if (shown->references)
      add_passage_references(assembly, section, part, shown);
  mark_names(part);
}

/* A heading inside a closing part stands below the part's own. */
static void
lower_headings(StsNode *part)
{
  for (StsNode *node = part->first_child->next; node;
       node = sts_node_next(part, node, sts_node_holds_inlines(node->kind)))
    if (node->kind == STS_NODE_HEADING)
      node->heading.level = 3;
}

void
sts_assembly_add_disclaimer(StsAssembly *assembly, StsAssembledSection *section)
{
  const char *language;
  StsNode *part = add_titled_part(assembly, section, STS_PART_DISCLAIMER, "disclaimer");
  const StsNode *blocks = sts_section_disclaimer(assembly->library, section->source, &language);

  if (section->source->disclaimer_state == STS_PROVENANCE_WAIVED || !blocks) {
    add_waiver(assembly, section, part, &section->source->disclaimer_waiver);
    return;
  }
  StsNode *copy = sts_node_clone(assembly->arena, blocks, true, NULL);
  /* The library's text is in the library's language. */
  if (language && strcmp(language, section->source->language) != 0)
    for (StsNode *child = copy->first_child; child; child = child->next)
      if (!child->lang)
        child->lang = sts_arena_strdup(assembly->arena, language);
  sts_node_move_children(part, copy);
  lower_headings(part);
}

/* "Adapted from: Title. Publisher, Year. " and the address, which is a link. */
void
sts_assembly_add_source(StsAssembly *assembly, StsAssembledSection *section)
{
  const StsSource *source = section->source->source;

  if (!source)
    return;
  StsNode *part = sts_assembly_add_part(assembly, section, STS_PART_SOURCE, source->position);
  StsNode *paragraph = sts_assembly_add_paragraph(assembly, part, "", section->words_lang, source->position);
  g_autofree char *text = sts_source_name(source);
  /* In a name from the other direction, a space at its end would be shown before it. */
  bool space_after = source->address && source->language && sts_terms_language_beside(section->terms, source->language);
  if (space_after)
    g_strchomp(text);
  const char *publisher = source->publisher ? strstr(text + strlen(source->title), source->publisher) : NULL;
  StsNode *name = sts_node_new_text(assembly->arena, text, source->position);
  sts_assembly_place(assembly, name, 0, source->title_line);
  if (publisher)
    sts_assembly_place(assembly, name, (size_t)(publisher - text), source->publisher_line);
  sts_assembly_append_term(assembly, section->terms, paragraph, source->verbatim ? "source-verbatim" : "source-adapted",
                           "source", name, source->language, source->position);
  if (space_after)
    sts_assembly_append_text(assembly, paragraph, " ", source->position);
  if (!source->address)
    return;
  StsNode *link = sts_assembly_new_link(assembly, source->address, source->position);
  sts_assembly_append_text(assembly, link, sts_address_skip_scheme(source->address), source->position);
  sts_node_append(assembly->arena, paragraph, link);
}

/* "When to call: Last Revised: April 6, 2018" */
static void
add_passage_date(StsAssembly *assembly, const StsAssembledSection *section, StsNode *part, const StsShownPassage *shown)
{
  static const char TITLE[] = "{title}";
  const StsSection *text = shown->passage->text;
  const char *term = sts_terms_get(section->terms, "passage-last-revised"), *place = strstr(term, TITLE);
  size_t begin = place ? (size_t)(place - term) + strlen(TITLE) : 0;
  g_autofree char *first = g_strndup(term, begin);
  StsNode *paragraph = sts_assembly_add_paragraph(assembly, part, "", section->words_lang, text->title_position);
  StsNode *title = sts_node_new_text(assembly->arena, text->title, text->title_position);

  sts_assembly_place(assembly, title, 0, text->title_line);
  sts_assembly_append_words(assembly, section->terms, paragraph, first, "title", title, text->language,
                            text->title_position);
  append_date_line(assembly, section, paragraph, term + begin, text->last_revised);
}

static void
append_reason(StsAssembly *assembly, const StsAssembledSection *section, StsNode *paragraph)
{
  const StsWaiver *waiver = &section->source->last_revised_waiver;

  sts_assembly_append_term(assembly, section->terms, paragraph, "waiver-reason", "reason", new_reason(assembly, waiver),
                           section->source->language, waiver->position);
}

void
sts_assembly_add_last_revised(StsAssembly *assembly, StsAssembledSection *section)
{
  const StsSection *source = section->source;
  StsNode *part = sts_assembly_add_part(assembly, section, STS_PART_LAST_REVISED, section_position(section));
  StsNode *paragraph = add_date_paragraph(assembly, section, part);
  const StsShownPassage *shown;

  if (source->last_revised_state != STS_PROVENANCE_GIVEN && source->last_revised_waiver.text)
    append_reason(assembly, section, paragraph);
  for (guint i = 0; (shown = sts_section_passage(source, i)); i++)
    if (shown->passage->text->last_revised_state == STS_PROVENANCE_GIVEN)
      add_passage_date(assembly, section, part, shown);
}

/* The notes of the section by their label. */
static GHashTable *
notes_by_label(const StsSection *source)
{
  GHashTable *notes = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < source->notes->len; i++) {
    StsNode *note = source->notes->pdata[i];
    if (note->note.label && !g_hash_table_contains(notes, note->note.label))
      g_hash_table_insert(notes, (gpointer)note->note.label, note);
  }
  return notes;
}

static StsNode *
append_note(StsAssembly *assembly, StsAssembledSection *section, StsNode *part, const StsNode *original, int number)
{
  StsNode *note = sts_node_clone(assembly->arena, original, true, NULL);
  g_autofree char *wish = g_strdup_printf("%s-note-%d", section->source->id, number);

  note->note.number = number;
  sts_assembly_give_id(assembly, note, wish);
  sts_node_append(assembly->arena, part, note);
  return note;
}

/* A mark after the first has a link of its own from the note. */
static void
add_way_back(StsAssembly *assembly, StsNode *note, const StsNode *mark)
{
  StsNode *link = sts_node_new(assembly->arena, STS_NODE_LINK, note->position);

  link->parent = note;
  link->link.kind = STS_LINK_INTERNAL;
  link->link.target = mark;
  if (note->note.last_further)
    note->note.last_further->next = link;
  else
    note->note.further = link;
  note->note.last_further = link;
}

/* Gives the references below `root` the numbers of their notes, which are appended to `part` where they are met first.
 * Those in the notes that a walk over `part` appends are met by the same walk. */
static void
number_references(StsAssembly *assembly, StsAssembledSection *section, StsNode *part, StsNode *root, GHashTable *notes,
                  GHashTable *copies)
{
  for (StsNode *node = root->first_child; node; node = sts_node_next(root, node, false)) {
    if (node->kind != STS_NODE_NOTE_REFERENCE || node->note_reference.note)
      continue;
    const StsNode *original = g_hash_table_lookup(notes, node->note_reference.label);
    if (!original)
      continue;
    StsNode *note = g_hash_table_lookup(copies, original);
    if (!note) {
      note = append_note(assembly, section, part, original, (int)g_hash_table_size(copies) + 1);
      g_hash_table_insert(copies, (gpointer)original, note);
    }
    if (!note->note.back)
      note->note.back = node;
    else
      add_way_back(assembly, note, node);
    node->note_reference.note = note;
    node->note_reference.number = note->note.number;
    g_autofree char *wish = g_strdup_printf("%s-note-reference-%d", section->source->id, note->note.number);
    sts_assembly_give_id(assembly, node, wish);
  }
}

StsNode *
sts_assembly_add_notes(StsAssembly *assembly, StsAssembledSection *section)
{
  return section->source->notes->len > 0 ? add_titled_part(assembly, section, STS_PART_NOTES, "notes") : NULL;
}

void
sts_assembly_number_notes(StsAssembly *assembly, StsAssembledSection *section, StsNode *part)
{
  g_autoptr(GHashTable) notes = notes_by_label(section->source);
  g_autoptr(GHashTable) copies = g_hash_table_new(g_direct_hash, g_direct_equal);
  const GPtrArray *originals = section->source->notes;

  number_references(assembly, section, part, section->node, notes, copies);
  /* A note that nothing refers to, or only another such note, is text all the same. */
  for (guint i = 0; i < originals->len; i++)
    if (!g_hash_table_contains(copies, originals->pdata[i])) {
      StsNode *note = append_note(assembly, section, part, originals->pdata[i], (int)g_hash_table_size(copies) + 1);
      g_hash_table_insert(copies, originals->pdata[i], note);
    }
  /* Those just appended, and those that only the parts after the notes refer to, may refer to notes themselves. */
  number_references(assembly, section, part, part, notes, copies);
  lower_headings(part);
}

static bool
is_digit(gunichar c)
{
  GUnicodeType type = g_unichar_type(c);

  return type == G_UNICODE_DECIMAL_NUMBER || type == G_UNICODE_OTHER_NUMBER;
}

/* Lends what an inline leaf prints that is not a number of ours; NULL for all others. */
static const char *
leaf_text(const StsNode *node)
{
  if (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE)
    return node->text.text;
  return node->kind == STS_NODE_DATE ? node->date.text : NULL;
}

/* What stands beside a mark. */
typedef enum { BESIDE_NOTHING, BESIDE_WORD, BESIDE_DIGIT } Beside;

static Beside
kind_of(gunichar c)
{
  if (is_digit(c))
    return BESIDE_DIGIT;
  return g_unichar_isalpha(c) || g_unichar_ismark(c) ? BESIDE_WORD : BESIDE_NOTHING;
}

/* What stands at the end of the text, which follows `before`; spaces behind a word part no letter from it ("hepatitis
 * [^1]"). */
static Beside
end_of(const char *text, Beside before)
{
  const char *end = text + strlen(text);
  bool spaced = false;

  while (end > text) {
    const char *last = g_utf8_prev_char(end);
    gunichar c = g_utf8_get_char(last);
    if (!g_unichar_isspace(c) && !sts_plain_text_is_unseen(c)) {
      before = kind_of(c);
      break;
    }
    spaced = spaced || g_unichar_isspace(c);
    end = last;
  }
  return spaced && before != BESIDE_NOTHING ? BESIDE_WORD : before;
}

static Beside
start_of(const char *text)
{
  while (*text && sts_plain_text_is_unseen(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return *text ? kind_of(g_utf8_get_char(text)) : BESIDE_NOTHING;
}

/* A letter is taken for a part of a word or of a number, a digit only for a part of a number. */
static bool
must_stand_apart(const StsNode *mark, Beside beside)
{
  return beside == BESIDE_DIGIT || (beside == BESIDE_WORD && mark->kind == STS_NODE_NOTE_REFERENCE);
}

static StsNumberForm *
form_of(StsNode *mark)
{
  return mark->kind == STS_NODE_NOTE_REFERENCE ? &mark->note_reference.form : &mark->link_number.form;
}

static bool
is_mark(const StsNode *node)
{
  return node->kind == STS_NODE_LINK_NUMBER ||
         (node->kind == STS_NODE_NOTE_REFERENCE && node->note_reference.number > 0);
}

void
sts_assembly_part_numbers(StsAssembledSection *section)
{
  Beside before = BESIDE_NOTHING;
  StsNode *last = NULL; /* the mark that stands right before */

  for (StsNode *node = section->node->first_child; node; node = sts_node_next(section->node, node, false)) {
    const char *text = leaf_text(node);
    if (is_mark(node)) {
      if (must_stand_apart(node, before) || (last && *form_of(last) == STS_NUMBER_APART))
        *form_of(node) = STS_NUMBER_APART;
      else
        *form_of(node) = last ? STS_NUMBER_LISTED : STS_NUMBER_PLAIN;
      before = BESIDE_NOTHING;
      last = node;
    } else if (text && *text) {
      if (last && must_stand_apart(last, start_of(text)))
        *form_of(last) = STS_NUMBER_APART;
      before = end_of(text, before);
      last = NULL;
    } else if (!sts_node_is_inline(node->kind) || !sts_node_is_container(node->kind)) {
      before = BESIDE_NOTHING;
      last = NULL;
    }
  }
}

void
sts_assembly_insert_hyperlinks(StsAssembly *assembly, StsAssembledSection *section, StsNode *before)
{
  if (!sts_link_section_has_part(assembly->library, section->source, STS_PART_HYPERLINKS))
    return;
  StsNode *part = add_titled_part(assembly, section, STS_PART_HYPERLINKS, "hyperlinks");

  sts_node_unlink(part);
  sts_node_insert_after(before, part);
}

void
sts_assembly_fill_hyperlinks(StsAssembly *assembly, const StsAssembledSection *section, GPtrArray *entries)
{
  StsNode *part = section->parts[STS_PART_HYPERLINKS];

  g_assert((part != NULL) == (entries->len > 0));
  if (!part)
    return;
  StsNode *list = sts_node_new(assembly->arena, STS_NODE_LIST, part->position);

  list->list.kind = STS_LIST_NUMBERED;
  list->list.tight = true;
  sts_node_append(assembly->arena, part, list);
  for (guint i = 0; i < entries->len; i++) {
    StsLinkEntry *entry = entries->pdata[i];
    StsNode *paragraph = sts_node_new(assembly->arena, STS_NODE_PARAGRAPH, entry->position);
    StsNode *link = sts_assembly_new_link(assembly, entry->address, entry->position);
    sts_assembly_append_text(assembly, link, entry->shown, entry->position);
    sts_node_append(assembly->arena, paragraph, link);
    sts_node_append(assembly->arena, entry->item, paragraph);
    entry->item->item.back = entry->back;
    sts_node_append(assembly->arena, list, entry->item);
  }
}
