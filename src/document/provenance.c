/* The table of the record's properties, and the fingerprint of a section's content. */
#include "document/provenance.h"

#include <string.h>

#include "document/links.h"
#include "document/plain-text.h"
#include "document/script.h"

/* ---- the properties ---- */

static const struct {
  const char *name;
  const char *old_name; /* in version 1; NULL: the same, or not there */
  const char *description;
  bool later; /* since version 4 began; files that have none do not describe it */
} PROPERTIES[STS_RECORD_PROPERTIES] = {
    [STS_RECORD_STATUS] = {"status", NULL, "The status of the library: sample, draft or approved", false},
    [STS_RECORD_BOOK] = {"book", NULL, "Whether the file is a book with cover and contents", false},
    [STS_RECORD_WORDS_LANGUAGE] = {"wordsLanguage", NULL, "The language asked for the words that the program prints",
                                   false},
    [STS_RECORD_IN_LANGUAGE] = {"inLanguage", NULL,
                                "The language in which the library was read, where it is not its own", true},
    [STS_RECORD_WORDS] =
        {"wordsFingerprint", NULL,
         "SHA-256 of the program's version and of its words in the languages of the file, in lower-case hexadecimal",
         false},
    [STS_RECORD_FRONT_CONTENT] = {"frontContentFingerprint", NULL,
                                  "SHA-256 of what cover and contents are made from, in lower-case hexadecimal", false},
    [STS_RECORD_FRONT_PRINTED] = {"frontPrintedFingerprint", "frontFingerprint",
                                  "SHA-256 of the text of cover and contents, in lower-case hexadecimal", false},
    [STS_RECORD_CLINIC] = {"clinic", NULL,
                           "What the clinic that handed the file out says of itself: a line of text for each value",
                           true},
    [STS_RECORD_CLINIC_PRINTED] = {"clinicFingerprint", NULL,
                                   "SHA-256 of the text of the clinic's parts, in lower-case hexadecimal", true},
    [STS_RECORD_STRINGS] = {"stringsFingerprint", NULL,
                            "SHA-256 of all strings in the contents of the pages, and in place of each form that is "
                            "drawn of its content's SHA-256; in lower-case hexadecimal",
                            false},
    [STS_RECORD_FILE] = {"fileFingerprint", NULL,
                         "SHA-256 of all that the file holds but itself, in lower-case hexadecimal", false},
    [STS_RECORD_ELEMENT] = {"element", NULL, "The ID of the section's element; its parts' begin with it", false},
    [STS_RECORD_ID] = {"id", NULL, "The section's name in its library", false},
    [STS_RECORD_TITLE] = {"title", NULL, "The section's title", false},
    [STS_RECORD_LANGUAGE] = {"language", NULL, "The section's language", false},
    [STS_RECORD_LAST_REVISED] = {"lastRevised", NULL, "The date of the last revision, or that the source gives none",
                                 false},
    [STS_RECORD_REVIEW_DUE] = {"reviewDue", NULL,
                               "The day by which its review was due, where the text says that it is overdue", false},
    [STS_RECORD_PARTS] = {"parts", NULL, "The parts of its provenance that the file holds", false},
    [STS_RECORD_REFERENCES] = {"references", NULL, "Whether its references are given or waived", false},
    [STS_RECORD_DISCLAIMER] = {"disclaimer", NULL, "Whether its disclaimer is given or waived", false},
    [STS_RECORD_CONTENT] = {"contentFingerprint", NULL,
                            "SHA-256 of the section's content as it stands in the library, in lower-case hexadecimal",
                            false},
    [STS_RECORD_PRINTED] = {"printedFingerprint", "fingerprint",
                            "SHA-256 of the section's text as it is printed, in lower-case hexadecimal", false},
    [STS_RECORD_PICTURES] = {"picturesFingerprint", NULL,
                             "SHA-256 of the SHA-256 of each picture file that the section shows, in their order; in "
                             "lower-case hexadecimal",
                             false},
    [STS_RECORD_ORIGINAL_NEWER] = {"originalNewer", NULL, "Whether the text says that its original is newer", true},
    [STS_RECORD_CODES] = {"codes", NULL,
                          "What the section is about in systems of codes, such as icd-10-cm:C49.9; parted by "
                          "semicolons",
                          true},
    [STS_RECORD_SLOTS] = {"slots", NULL,
                          "The slots in its text that the clinic filled, in their order: a line of text for each, with "
                          "the clinic's value that it names and the words in its place",
                          true},
    [STS_RECORD_REVIEW] = {"reviewFingerprint", NULL,
                           "SHA-256 of what is printed of who reviewed the section, and until when, in lower-case "
                           "hexadecimal",
                           true},
    [STS_RECORD_PASSAGES] =
        {"passages", NULL,
         "The passages that the section shares with others, each with the SHA-256 of its content as "
         "it stands in the library, in lower-case hexadecimal",
         true},
};

const char *
sts_record_name(StsRecordProperty property)
{
  return PROPERTIES[property].name;
}

const char *
sts_record_description(StsRecordProperty property)
{
  return PROPERTIES[property].description;
}

const char *
sts_record_type(StsRecordProperty property)
{
  return property == STS_RECORD_BOOK ? "Boolean" : "Text";
}

bool
sts_record_find(const char *name, StsRecordProperty *property)
{
  for (guint i = 0; i < STS_RECORD_PROPERTIES; i++)
    if (strcmp(name, PROPERTIES[i].name) == 0 || g_strcmp0(name, PROPERTIES[i].old_name) == 0) {
      *property = (StsRecordProperty)i;
      return true;
    }
  return false;
}

bool
sts_record_may_have(guint version, StsRecordProperty property)
{
  return version >= 4 || !(PROPERTIES[property].later || (property == STS_RECORD_FILE && version < 3));
}

char *
sts_record_of_publication(const StsPublication *publication, StsRecordProperty property)
{
  switch (property) {
  case STS_RECORD_STATUS:
    return g_strdup(sts_status_name(publication->status));
  case STS_RECORD_BOOK:
    return g_strdup(publication->book ? "True" : "False");
  case STS_RECORD_IN_LANGUAGE:
    return g_strdup(publication->in_language);
  case STS_RECORD_WORDS:
    return sts_terms_fingerprint(publication->terms_used);
  case STS_RECORD_FRONT_CONTENT:
    return g_strdup(publication->front_content);
  case STS_RECORD_FRONT_PRINTED:
    return g_strdup(publication->front_printed);
  case STS_RECORD_CLINIC:
    return g_strdup(publication->clinic);
  case STS_RECORD_CLINIC_PRINTED:
    return g_strdup(publication->clinic_printed);
  default:
    return NULL;
  }
}

char *
sts_record_of_section(const StsPublishedSection *section, StsRecordProperty property)
{
  switch (property) {
  case STS_RECORD_ELEMENT:
    return g_strdup(section->node->id);
  case STS_RECORD_ID:
    return g_strdup(section->id);
  case STS_RECORD_TITLE:
    return g_strdup(section->title);
  case STS_RECORD_LANGUAGE:
    return g_strdup(section->language);
  case STS_RECORD_LAST_REVISED:
    return sts_date_is_set(section->last_revised) ? sts_date_format_iso(section->last_revised)
                                                  : g_strdup(STS_RECORD_NO_DATE);
  case STS_RECORD_REVIEW_DUE:
    return sts_date_is_set(section->review_due) ? sts_date_format_iso(section->review_due) : NULL;
  case STS_RECORD_PARTS:
    return sts_published_section_parts(section);
  case STS_RECORD_REFERENCES:
    return g_strdup(sts_provenance_name(section->references));
  case STS_RECORD_DISCLAIMER:
    return g_strdup(sts_provenance_name(section->disclaimer));
  case STS_RECORD_CONTENT:
    return g_strdup(section->content);
  case STS_RECORD_PRINTED:
    return g_strdup(section->printed);
  case STS_RECORD_PICTURES:
    return g_strdup(section->pictures);
  case STS_RECORD_ORIGINAL_NEWER:
    return section->original_newer ? g_strdup("True") : NULL;
  case STS_RECORD_SLOTS:
    return g_strdup(section->slots);
  case STS_RECORD_CODES:
    return g_strdup(section->codes);
  case STS_RECORD_REVIEW:
    return g_strdup(section->review);
  case STS_RECORD_PASSAGES:
    return g_strdup(section->passages);
  default:
    return NULL;
  }
}

bool
sts_record_is_used(const StsPublication *publication, StsRecordProperty property)
{
  if (!PROPERTIES[property].later)
    return true;
  g_autofree char *of_publication = sts_record_of_publication(publication, property);
  bool used = of_publication;
  for (guint i = 0; i < publication->sections->len && !used; i++) {
    g_autofree char *value =
        sts_record_of_section(&g_array_index(publication->sections, StsPublishedSection, i), property);
    used = value;
  }
  return used;
}

/* ---- the content ----
 *
 * Lines of plain text, and lines that begin with a character that no text holds (U+001E) and say what text cannot:
 * which part begins, where a link leads, which note is meant. */

#define MARK "\x1e"

typedef struct {
  const StsLibrary *library;
  const StsSection *section;
  GString *out, *line;
  GHashTable *labels;  /* label of a note -> its place among the notes as they are first referred to, from 1 */
  GPtrArray *referred; /* those labels, in that order */
  bool older;          /* superscripts and subscripts as text beside them, as before version 4 */
  bool differs;        /* that made a difference */
  GArray *places;      /* of StsPosition: where each line is in the source; NULL: nobody asks */
  gsize noted;         /* how many bytes of `out` have theirs */
} Content;

/* Gives the lines since the last call their place. */
static void
note_places(Content *content, StsPosition position)
{
  for (; content->places && content->noted < content->out->len; content->noted++)
    if (content->out->str[content->noted] == '\n')
      g_array_append_val(content->places, position);
}

static void
add_line(Content *content, const char *text)
{
  sts_plain_text_append_line(content->out, text);
}

static void
flush(Content *content)
{
  add_line(content, content->line->str);
  g_string_truncate(content->line, 0);
}

static void
begin_part(Content *content, const char *name)
{
  g_string_append_printf(content->out, MARK "%s\n", name);
}

static guint
place_of_note(Content *content, const char *label)
{
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(content->labels, label));

  if (place == 0) {
    g_ptr_array_add(content->referred, (gpointer)label);
    place = content->referred->len;
    g_hash_table_insert(content->labels, (gpointer)label, GUINT_TO_POINTER(place));
  }
  return place;
}

/* The address of a link that has none but a number under the section's own Hyperlinks; NULL where it has no entry. */
static const char *
listed_address(const StsSection *section, int number)
{
  for (guint i = 0; i < section->hyperlinks->len; i++) {
    const StsHyperlink *entry = &g_array_index(section->hyperlinks, StsHyperlink, i);
    if (entry->number == number)
      return entry->address;
  }
  return NULL;
}

/* A link to another section is printed with that section's title where the section is not in the same file; the name of
 * its file does not matter. Returns what the link stands for; free with g_free(). */
static char *
leads_to_section(const Content *content, const StsNode *link)
{
  const char *destination = link->link.destination;
  g_auto(StsLinkTarget) target;

  sts_link_target_init(&target, link, content->library, content->section);
  /* The text of an original is the same in every language that it stands in for. */
  const StsSection *section = *destination == '#' ? NULL : sts_link_target_as_written(&target, content->section);
  return section ? g_strconcat(section->id, destination + strcspn(destination, "#"), " ",
                               section->title ? section->title : "", NULL)
                 : g_strdup(destination);
}

static char *
leads_to(const Content *content, const StsNode *link)
{
  if (link->link.kind == STS_LINK_HOLLOW)
    return g_strdup(listed_address(content->section, link->link.number));
  return link->link.kind == STS_LINK_SECTION ? leads_to_section(content, link) : g_strdup(link->link.destination);
}

static void
add_text(Content *content, const StsNode *node)
{
  StsScript script = sts_node_script(node);
  gsize start = content->line->len;

  sts_script_append(content->line, content->older ? STS_SCRIPT_NONE : script, node->text.text);
  content->differs =
      content->differs || (script != STS_SCRIPT_NONE && strcmp(content->line->str + start, node->text.text) != 0);
}

static void
enter(Content *content, const StsNode *node)
{
  switch (node->kind) {
  case STS_NODE_CALLOUT:
    begin_part(content, sts_callout_kind_name(node->callout.kind));
    break;
  case STS_NODE_LIST:
    if (node->list.kind == STS_LIST_ORDERED && node->list.start != 1)
      g_string_append_printf(content->out, MARK "from %d\n", node->list.start);
    break;
  case STS_NODE_ITEM:
    if (node->item.task != STS_TASK_NONE)
      begin_part(content, node->item.task == STS_TASK_DONE ? "done" : "to do");
    break;
  case STS_NODE_FIGURE:
    add_line(content, node->figure.image->image.alternative);
    break;
  case STS_NODE_CODE_BLOCK:
    add_line(content, node->code.text);
    break;
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
    add_text(content, node);
    break;
  case STS_NODE_IMAGE:
    g_string_append(content->line, node->image.alternative ? node->image.alternative : "");
    break;
  case STS_NODE_LINE_BREAK:
    g_string_append_c(content->line, ' ');
    break;
  case STS_NODE_SPAN:
    if (node->span.slot)
      g_string_append_printf(content->line, MARK "clinic.%s" MARK, node->span.slot);
    break;
  case STS_NODE_NOTE_REFERENCE:
    g_string_append_printf(content->line, MARK "%u" MARK, place_of_note(content, node->note_reference.label));
    break;
  default:
    break;
  }
}

static void
leave(Content *content, const StsNode *node)
{
  if (node->kind == STS_NODE_LINK) {
    g_autofree char *address = leads_to(content, node);
    g_string_append_printf(content->line, MARK "%s" MARK, address ? address : "");
  } else if (node->kind == STS_NODE_CALLOUT) {
    begin_part(content, "end");
  } else if (sts_node_holds_inlines(node->kind)) {
    flush(content);
  }
}

static void
add_tree(Content *content, const StsNode *root)
{
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (event == STS_EVENT_ENTER)
      enter(content, iter.node);
    else
      leave(content, iter.node);
    note_places(content, iter.node->position);
  }
  flush(content);
}

static void
add_waiver(Content *content, const StsWaiver *waiver)
{
  if (waiver->lost)
    begin_part(content, "lost");
  if (waiver->text)
    add_line(content, waiver->text);
}

/* A part of the provenance: given as a tree, or waived with a reason. */
static void
add_part(Content *content, StsPartKind part, const StsNode *tree, const StsWaiver *waiver)
{
  begin_part(content, sts_part_kind_name(part));
  if (tree)
    add_tree(content, tree);
  else
    add_waiver(content, waiver);
}

static void
add_source(Content *content)
{
  const StsSource *source = content->section->source;

  if (!source)
    return;
  g_autofree char *text = sts_source_text(source);
  begin_part(content, sts_part_kind_name(STS_PART_SOURCE));
  begin_part(content, source->verbatim ? "verbatim" : "adapted");
  add_line(content, text);
}

static const StsNode *
find_note(const StsSection *section, const char *label)
{
  for (guint i = 0; i < section->notes->len; i++) {
    const StsNode *note = section->notes->pdata[i];
    if (g_strcmp0(note->note.label, label) == 0)
      return note;
  }
  return NULL;
}

/* In the order in which they are referred to, then those that nothing refers to: their labels do not matter. */
static void
add_notes(Content *content)
{
  const StsSection *section = content->section;

  begin_part(content, sts_part_kind_name(STS_PART_NOTES));
  for (guint i = 0; i < content->referred->len; i++) {
    const StsNode *note = find_note(section, content->referred->pdata[i]);
    g_string_append_printf(content->out, MARK "%u\n", i + 1);
    if (note)
      add_tree(content, note);
  }
  for (guint i = 0; i < section->notes->len; i++) {
    const StsNode *note = section->notes->pdata[i];
    if (!note->note.label || !g_hash_table_contains(content->labels, note->note.label))
      add_tree(content, note);
  }
}

static void
add_hyperlinks(Content *content)
{
  const GArray *entries = content->section->hyperlinks;

  begin_part(content, sts_part_kind_name(STS_PART_HYPERLINKS));
  for (guint i = 0; i < entries->len; i++) {
    add_line(content, g_array_index(entries, StsHyperlink, i).address);
    add_line(content, g_array_index(entries, StsHyperlink, i).shown);
  }
}

static void
add_date(Content *content, const StsSection *section)
{
  begin_part(content, sts_part_kind_name(STS_PART_LAST_REVISED));
  if (section->last_revised_state == STS_PROVENANCE_GIVEN) {
    g_autofree char *date = sts_date_format_iso(section->last_revised);
    add_line(content, date);
  } else {
    add_waiver(content, &section->last_revised_waiver);
  }
}

/* What is printed of a passage besides its text, which stands in that of the section. */
static void
add_passage(Content *content, const StsPassage *passage)
{
  if (!sts_passage_has_provenance(passage))
    return;
  begin_part(content, "passage");
  add_line(content, passage->text->title);
  if (passage->text->references)
    add_tree(content, passage->text->references);
  if (passage->text->last_revised_state == STS_PROVENANCE_GIVEN)
    add_date(content, passage->text);
}

/* Returns the lines of the content. Sets whether versions of the record before 4 have others. */
static char *
content_text(const StsLibrary *library, const StsSection *section, bool older, bool *differs, GArray *places)
{
  g_autoptr(GString) out = g_string_new(NULL), line = g_string_new(NULL);
  g_autoptr(GHashTable) labels = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) referred = g_ptr_array_new();
  Content content = {.library = library,
                     .section = section,
                     .out = out,
                     .line = line,
                     .labels = labels,
                     .referred = referred,
                     .older = older,
                     .places = places};
  const char *language;
  bool waived = section->disclaimer_state == STS_PROVENANCE_WAIVED;
  const StsShownPassage *shown;

  if (section->title_heading)
    add_tree(&content, section->title_heading);
  else if (!section->is_passage)
    add_line(&content, section->title ? section->title : section->id);
  note_places(&content, section->title_position);
  begin_part(&content, "text");
  add_tree(&content, section->body);
  add_part(&content, STS_PART_REFERENCES, section->references, &section->references_waiver);
  if (!section->is_passage)
    add_part(&content, STS_PART_DISCLAIMER,
             waived ? section->disclaimer : sts_section_disclaimer(library, section, &language),
             &section->disclaimer_waiver);
  for (guint i = 0; (shown = sts_section_passage(section, i)); i++)
    add_passage(&content, shown->passage);
  add_notes(&content);
  add_hyperlinks(&content);
  add_source(&content);
  add_date(&content, section);
  note_places(&content, (StsPosition){0});
  *differs = content.differs;
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static char *
content_fingerprint(const StsLibrary *library, const StsSection *section, bool older, bool *differs)
{
  g_autofree char *text = content_text(library, section, older, differs, NULL);

  return sts_plain_text_fingerprint(text);
}

char *
sts_passages_fingerprint(const StsLibrary *library, const StsSection *section)
{
  g_autoptr(GString) out = g_string_new(NULL);
  const StsShownPassage *shown;

  for (guint i = 0; (shown = sts_section_passage(section, i)); i++) {
    g_autofree char *fingerprint = sts_content_fingerprint(library, shown->passage->text, NULL);
    g_string_append_printf(out, "%s%s=%s", i > 0 ? " " : "", shown->passage->name, fingerprint);
  }
  return out->len > 0 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

char *
sts_content_text(const StsLibrary *library, const StsSection *section, GArray *places)
{
  bool differs;

  return content_text(library, section, false, &differs, places);
}

char *
sts_content_fingerprint(const StsLibrary *library, const StsSection *section, char **older)
{
  bool differs;
  char *fingerprint = content_fingerprint(library, section, false, &differs);

  if (older)
    *older = differs ? content_fingerprint(library, section, true, &differs) : NULL;
  return fingerprint;
}

void
sts_short_code(const char *content, char code[static STS_SHORT_CODE_SIZE])
{
  g_strlcpy(code, content ? content : "", STS_SHORT_CODE_SIZE);
}

void
sts_section_short_code(const StsLibrary *library, const StsSection *section, char code[static STS_SHORT_CODE_SIZE])
{
  bool readable = !section->broken && section->body;
  g_autofree char *content = readable ? sts_content_fingerprint(library, section, NULL) : NULL;

  sts_short_code(content, code);
}

char *
sts_front_content_fingerprint(const StsPublication *publication)
{
  g_autoptr(GString) out = g_string_new(NULL);

  g_string_append_printf(out, "%s\n%s\n%s\n", publication->title, publication->publisher ? publication->publisher : "",
                         sts_status_name(publication->status));
  for (guint i = 0; i < publication->sections->len; i++)
    g_string_append_printf(out, "%s\n", g_array_index(publication->sections, StsPublishedSection, i).id);
  return sts_plain_text_fingerprint(out->str);
}
