/* How a reading is filled, from its metadata to its last line. */
#include "document/reading-builder.h"

#include <string.h>

#include "base/text.h"
#include "document/plain-text.h"
#include "document/provenance.h"

enum { FAULTS_MAX = 12 };

/* Returns a copy that the arena keeps: valid UTF-8 without control characters. */
static const char *
keep(StsReading *reading, const char *text)
{
  g_autofree char *clean = sts_text_make_plain(text);

  return sts_arena_strdup(reading->arena, clean);
}

/* Lines, of which each is plain text. */
static const char *
keep_lines(StsReading *reading, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

  for (char **line = lines; *line; line++) {
    char *plain = sts_text_make_plain(*line);
    g_free(*line);
    *line = plain;
  }
  g_autofree char *joined = g_strjoinv("\n", lines);
  return sts_arena_strdup(reading->arena, joined);
}

StsReading *
sts_reading_new(void)
{
  StsReading *reading = g_new0(StsReading, 1);

  reading->arena = sts_arena_new();
  reading->title = reading->identifier = reading->status = "";
  reading->front = g_array_new(FALSE, FALSE, sizeof(StsReadLine));
  reading->clinic = g_array_new(FALSE, FALSE, sizeof(StsReadLine));
  reading->sections = g_array_new(FALSE, TRUE, sizeof(StsReadSection));
  reading->faults = g_ptr_array_new();
  reading->elements = g_hash_table_new(g_str_hash, g_str_equal);
  reading->slots = g_hash_table_new(g_str_hash, g_str_equal);
  reading->met_slots = g_ptr_array_new();
  return reading;
}

bool
sts_reading_knows_record(StsReading *reading, const char *uri)
{
  static const char *const URIS[] = {STS_RECORD_URI_1, STS_RECORD_URI_2, STS_RECORD_URI_3, STS_RECORD_URI};
  guint version = 0;

  for (guint i = 0; i < G_N_ELEMENTS(URIS); i++)
    if (strcmp(uri, URIS[i]) == 0)
      version = i + 1;

  if (version != 0 && reading->record_version == 0)
    reading->record_version = version;
  return version != 0 && version == reading->record_version;
}

bool
sts_reading_knows_core(const char *name)
{
  static const char *const NAMES[] = {"title", "identifier", "language", "publisher", "creator", NULL};

  return g_strv_contains(NAMES, name);
}

static void
set_core(StsReading *reading, const char *name, const char *kept)
{
  if (strcmp(name, "title") == 0)
    reading->title = kept;
  else if (strcmp(name, "identifier") == 0)
    reading->identifier = kept;
  else if (strcmp(name, "language") == 0)
    reading->language = reading->language ? reading->language : kept;
  else {
    const char **member = *name == 'p' ? &reading->publisher : &reading->creator;
    g_autofree char *both = *member ? g_strconcat(*member, "; ", kept, NULL) : NULL;
    *member = both ? sts_arena_strdup(reading->arena, both) : kept;
  }
}

static bool
find_property(StsReading *reading, const char *name, StsRecordProperty *property)
{
  G_STATIC_ASSERT(STS_RECORD_PROPERTIES <= 32);

  if (!sts_record_find(name, property))
    return false;
  reading->properties |= 1u << *property;
  return true;
}

/* Of an earlier version less is known, and so less is asked of its files. */
static void
check_version(StsReading *reading)
{
  for (guint i = 0; i < STS_RECORD_PROPERTIES; i++)
    if (reading->record_version > 0 && reading->properties & 1u << i &&
        !sts_record_may_have(reading->record_version, (StsRecordProperty)i)) {
      sts_reading_add_fault(reading, "its metadata are said to be of version %u, which has no “%s”",
                            reading->record_version, sts_record_name((StsRecordProperty)i));
      return;
    }
}

void
sts_reading_set(StsReading *reading, const char *name, const char *value)
{
  const char *kept = keep(reading, value);
  StsRecordProperty property;

  if (sts_reading_knows_core(name))
    set_core(reading, name, kept);
  else if (!find_property(reading, name, &property))
    return;
  else if (property == STS_RECORD_STATUS)
    reading->status = kept;
  else if (property == STS_RECORD_BOOK)
    reading->book = g_ascii_strcasecmp(value, "true") == 0;
  else if (property == STS_RECORD_IN_LANGUAGE)
    reading->in_language = kept;
  else if (property == STS_RECORD_WORDS_LANGUAGE)
    reading->words_language = kept;
  else if (property == STS_RECORD_WORDS)
    reading->words = kept;
  else if (property == STS_RECORD_FRONT_CONTENT)
    reading->front_content = kept;
  else if (property == STS_RECORD_FRONT_PRINTED)
    reading->front_stored = kept;
  else if (property == STS_RECORD_CLINIC)
    reading->clinic_record = keep_lines(reading, value);
  else if (property == STS_RECORD_CLINIC_PRINTED)
    reading->clinic_stored = kept;
  else if (property == STS_RECORD_STRINGS)
    reading->strings_stored = kept;
  else if (property == STS_RECORD_FILE)
    reading->file_stored = kept;
}

guint
sts_reading_add_section(StsReading *reading)
{
  StsReadSection section = {
      .id = "", .title = "", .promised = STS_REQUIRED_PARTS, .lines = g_array_new(FALSE, FALSE, sizeof(StsReadLine))};

  g_array_append_val(reading->sections, section);
  return reading->sections->len - 1;
}

static guint
parse_parts(const char *value)
{
  g_auto(GStrv) names = g_strsplit(value, " ", 2 * STS_PART_KINDS);
  guint parts = 0;

  for (char **name = names; *name; name++)
    for (guint kind = 0; kind < STS_PART_KINDS; kind++)
      if (strcmp(*name, sts_part_kind_name((StsPartKind)kind)) == 0)
        parts |= 1u << kind;
  return parts;
}

void
sts_reading_set_section(StsReading *reading, guint index, const char *name, const char *value)
{
  StsReadSection *section = sts_read_section(reading, index);
  const char *kept = keep(reading, value);
  StsRecordProperty property;

  if (!find_property(reading, name, &property))
    return;
  switch (property) {
  case STS_RECORD_ELEMENT:
    section->element = kept;
    break;
  case STS_RECORD_ID:
    section->id = kept;
    break;
  case STS_RECORD_TITLE:
    section->title = kept;
    break;
  case STS_RECORD_LANGUAGE:
    section->language = kept;
    break;
  case STS_RECORD_LAST_REVISED:
    section->last_revised = kept;
    break;
  case STS_RECORD_ORIGINAL_NEWER:
    section->original_newer = true;
    break;
  case STS_RECORD_REVIEW_DUE:
    sts_date_parse_iso(value, &section->review_due);
    break;
  case STS_RECORD_PARTS:
    section->promised |= parse_parts(value);
    break;
  case STS_RECORD_CONTENT:
    section->content = kept;
    break;
  case STS_RECORD_PRINTED:
    section->stored = kept;
    break;
  case STS_RECORD_PICTURES:
    section->pictures = kept;
    break;
  case STS_RECORD_SLOTS:
    section->slots = keep_lines(reading, value);
    break;
  case STS_RECORD_REVIEW:
    section->review_stored = kept;
    break;
  case STS_RECORD_PASSAGES:
    section->passages = kept;
    break;
  default:
    break;
  }
}

/* Places in the table of elements: section, the front being before the first, and part in one number, from 1. */
static void
index_element(StsReading *reading, const char *id, gint32 section, guint part)
{
  guint place = (guint)(section - STS_SECTION_FRONT) * (STS_PART_KINDS + 1) + part + 1;

  g_hash_table_insert(reading->elements, (gpointer)id, GUINT_TO_POINTER(place));
}

static void
index_part(StsReading *reading, const char *holder, gint32 section, guint kind)
{
  g_autofree char *id = g_strconcat(holder, ".", sts_part_kind_name((StsPartKind)kind), NULL);

  index_element(reading, sts_arena_strdup(reading->arena, id), section, kind);
}

static void
index_section(StsReading *reading, guint index)
{
  const StsReadSection *section = sts_read_section(reading, index);

  index_element(reading, section->element, (gint32)index, STS_PART_TEXT);
  for (guint kind = 0; kind < STS_PART_KINDS; kind++)
    index_part(reading, section->element, (gint32)index, kind);
}

/* A value of a clinic as it stands in a sentence. */
static const char *
in_one_line(StsReading *reading, const char *value)
{
  g_autoptr(GString) line = g_string_new(NULL);

  for (const char *text = value, *end; text && *text; text = *end ? end + 1 : end) {
    end = text + strcspn(text, "\n");
    g_string_append_len(line, text, end - text);
    g_string_append(line, *end ? sts_clinic_line_end(value, (size_t)(end - value)) : "");
  }
  return value ? sts_arena_strdup(reading->arena, line->str) : NULL;
}

/* A line "phone: the number your clinic gave you" names a slot. A clinic that does not say what it should gives it no
 * value, and so nothing that can stand there. */
static void
index_slots(StsReading *reading, guint index, const StsClinic *clinic)
{
  const StsReadSection *section = sts_read_section(reading, index);
  g_auto(GStrv) lines = g_strsplit(section->slots ? section->slots : "", "\n", -1);

  for (guint i = 0; lines[i]; i++) {
    const char *colon = strstr(lines[i], ": ");
    g_autofree char *name = g_strndup(lines[i], colon ? (size_t)(colon - lines[i]) : strcspn(lines[i], ":"));
    g_autofree char *id = g_strdup_printf("%s" STS_SLOT_ID "%u", section->element, i + 1);
    StsReadSlot *slot = STS_ARENA_NEW(reading->arena, StsReadSlot);
    StsClinicKey key;
    bool known = clinic && sts_clinic_key_find(name, &key) && key <= STS_CLINIC_WEB;
    g_autoptr(GString) words = g_string_new(NULL);
    sts_plain_text_append_slot(words, name, colon ? colon + strlen(": ") : "");
    *slot = (StsReadSlot){.words = sts_arena_strdup(reading->arena, words->str),
                          .number = i + 1,
                          .value = known ? in_one_line(reading, clinic->values[key]) : NULL,
                          .section = index};
    g_hash_table_insert(reading->slots, (gpointer)sts_arena_strdup(reading->arena, id), slot);
  }
}

bool
sts_reading_settle(StsReading *reading, GError **error)
{
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  const StsClinic *clinic = sts_reading_clinic(reading, NULL);

  if (reading->sections->len == 0) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN,
                        "it names no sections: sts-export did not write it, or another program took its metadata out");
    return false;
  }
  for (guint i = 0; i < reading->sections->len; i++) {
    const StsReadSection *section = sts_read_section(reading, i);
    if (!*section->id || !section->element || !*section->element || !g_hash_table_add(ids, (gpointer)section->id)) {
      g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN,
                          "its metadata do not say which sections stand where: an older sts-export wrote it, or "
                          "another program changed them; export it again");
      return false;
    }
    index_section(reading, i);
    if (section->slots)
      index_slots(reading, i, clinic);
  }
  check_version(reading);
  for (guint kind = STS_PART_SECTION_KINDS; reading->book && kind < STS_PART_KINDS; kind++)
    index_part(reading, STS_COVER_ID, STS_SECTION_FRONT, kind);
  return true;
}

void
sts_reading_meet_picture(StsReading *reading, StsReadPlace place)
{
  bool clinics = place.part >= STS_PART_SECTION_KINDS && place.part < STS_PART_KINDS;

  if (place.section != STS_SECTION_FRONT && !clinics)
    sts_read_section(reading, (guint)place.section)->pictures_met++;
}

bool
sts_reading_find(const StsReading *reading, const char *id, StsReadPlace *place)
{
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(reading->elements, id));

  if (number == 0)
    return false;
  place->section = (gint32)((number - 1) / (STS_PART_KINDS + 1)) + STS_SECTION_FRONT;
  place->part = (guint8)((number - 1) % (STS_PART_KINDS + 1));
  return true;
}

StsReadSlot *
sts_reading_find_slot(const StsReading *reading, const char *id)
{
  return g_hash_table_lookup(reading->slots, id);
}

void
sts_reading_begin_slot(StsReadSlot *slot, GString *line)
{
  slot->from = line->len;
  g_string_append(line, slot->words);
}

void
sts_reading_end_slot(StsReading *reading, StsReadSlot *slot, const char *shown)
{
  g_autofree char *line = sts_plain_text_line(shown), *value = slot->value ? sts_plain_text_line(slot->value) : NULL;
  const char *id = sts_read_section(reading, slot->section)->id;

  if (slot->met)
    sts_reading_add_fault(reading, "a slot of the section “%s” stands in it twice", id);
  else if (!value)
    sts_reading_add_fault(reading, "the section “%s” says “%s” as if it were a clinic's, but no clinic says that", id,
                          line);
  else if (strcmp(line, value) != 0)
    sts_reading_add_fault(reading, "the section “%s” says “%s” as if it were the clinic's, which says “%s”", id, line,
                          value);
  else if (slot->number < sts_read_section(reading, slot->section)->next_slot)
    sts_reading_add_fault(reading, "a slot of the section “%s” stands after one that it should precede", id);
  slot->met = true;
  slot->shown = keep(reading, line);
  g_ptr_array_add(reading->met_slots, slot);
  sts_read_section(reading, slot->section)->next_slot = slot->number + 1;
}

/* Lends the section of the place; NULL: it is of the front. */
static StsReadSection *
section_at(const StsReading *reading, const StsReadPlace *place)
{
  return place->section == STS_SECTION_FRONT ? NULL : sts_read_section(reading, (guint)place->section);
}

bool
sts_reading_is_bound(const StsReadPlace *place)
{
  return place->part < STS_PART_KINDS &&
         (place->part >= STS_PART_SECTION_KINDS || sts_part_is_of_review((StsPartKind)place->part));
}

static void
add_misplaced(StsReading *reading, const StsReadPlace *place)
{
  const StsReadSection *section = section_at(reading, place);

  if (section)
    sts_reading_add_fault(reading, "the section “%s” has a part, “%s”, that is not where sts-export puts it",
                          section->id, sts_read_part_name(place->part));
  else
    sts_reading_add_fault(reading, "the cover has a part, “%s”, that is not where sts-export puts it",
                          sts_read_part_name(place->part));
}

/* Whether the part may begin after the lines that stand before it. */
static bool
may_begin(const StsReading *reading, const StsReadPlace *place)
{
  enum {
    BEFORE_CLOSING = 1u << STS_PART_REVIEWERS | 1u << STS_PART_BYLINE | 1u << STS_PART_MASTHEAD | 1u << STS_PART_CLINIC
  };
  const StsReadSection *section = section_at(reading, place);
  const GArray *lines = section ? section->lines : reading->front;
  guint last = reading->sections->len - 1;

  switch (place->part) {
  case STS_PART_MASTHEAD:
    return (reading->book ? !section : place->section == 0) && lines->len == 0;
  case STS_PART_CLINIC:
    return (reading->book ? !section : (guint)place->section == last) && lines->len > 0 &&
           (!section || !(section->found & ~BEFORE_CLOSING));
  case STS_PART_REVIEWERS:
    return lines->len == 1 && g_array_index(lines, StsReadLine, 0).part == STS_PART_TEXT;
  default:
    return !(section->found & 1u << STS_PART_LAST_REVISED);
  }
}

static void
meet_part(StsReading *reading, const StsReadPlace *place, bool as_written)
{
  StsReadSection *section = section_at(reading, place);
  guint bit = 1u << place->part, *met = section ? &section->met : &reading->front_met;

  if (*met & bit || !as_written || !may_begin(reading, place))
    add_misplaced(reading, place);
  *met |= bit;
}

/* Whether a line of the part may follow those of the section. */
static bool
may_follow(const StsReadSection *section, guint part)
{
  guint before =
      section->lines->len > 0 ? g_array_index(section->lines, StsReadLine, section->lines->len - 1).part : part;

  if (section->ended)
    return false;
  if (section->met & 1u << STS_PART_CLINIC && (part == STS_PART_TEXT || sts_part_is_of_title((StsPartKind)part)))
    return false;
  if (section->met & 1u << STS_PART_REVIEWERS && before == STS_PART_REVIEWERS)
    return part == STS_PART_REVIEWERS || part == STS_PART_BYLINE;
  if (section->met & 1u << STS_PART_REVIEW && before == STS_PART_REVIEW)
    return part == STS_PART_REVIEW || part == STS_PART_LAST_REVISED;
  return true;
}

void
sts_reading_meet(StsReading *reading, const StsReadPlace *place, bool as_written)
{
  if (sts_reading_is_bound(place))
    meet_part(reading, place, as_written);
  if (place->part != STS_PART_TEXT)
    return;
  StsReadSection *section = sts_read_section(reading, (guint)place->section);
  if (section->present)
    sts_reading_add_fault(reading, "the section “%s” stands in it twice", section->id);
  else if ((guint)place->section < reading->next_section)
    sts_reading_add_fault(reading, "the section “%s” stands after one that it should precede", section->id);
  reading->next_section = MAX(reading->next_section, (guint)place->section + 1);
  section->present = true;
}

/* Puts into the entry how the line stands in the file, whose text has words in place of what slots show. */
static void
note_slots(StsReading *reading, StsReadLine *entry, const char *text)
{
  GPtrArray *slots = reading->met_slots;
  if (slots->len == 0)
    return;
  g_autoptr(GString) shown = g_string_new(NULL);
  size_t done = 0, length = strlen(text);

  for (guint i = 0; i < slots->len; i++) {
    const StsReadSlot *slot = slots->pdata[i];
    if (slot->from < done || slot->from > length || !g_str_has_prefix(text + slot->from, slot->words))
      continue;
    g_string_append_len(shown, text + done, (gssize)(slot->from - done));
    g_string_append(shown, slot->shown);
    done = slot->from + strlen(slot->words);
    entry->slot = entry->slot_count == 0 ? slot->number : entry->slot;
    entry->slot_count++;
  }
  g_autofree char *line = sts_plain_text_line(g_string_append(shown, text + done)->str);
  entry->shown = entry->slot_count > 0 ? keep(reading, line) : NULL;
  g_ptr_array_set_size(slots, 0);
}

void
sts_reading_add_line(StsReading *reading, StsReadPlace place, const char *text)
{
  g_autofree char *line = sts_plain_text_line(text);

  if (!*line)
    return;
  StsReadLine entry = {.text = keep(reading, line), .part = place.part};
  note_slots(reading, &entry, text);
  StsReadSection *section = section_at(reading, &place);
  if (section && !may_follow(section, place.part))
    sts_reading_add_fault(reading, "the section “%s” says “%s” where sts-export puts no text of its kind", section->id,
                          entry.text);
  if (section && place.part < STS_PART_KINDS)
    section->found |= 1u << place.part;
  bool clinics = place.part >= STS_PART_SECTION_KINDS && place.part < STS_PART_KINDS;
  g_array_append_val(clinics ? reading->clinic : section ? section->lines : reading->front, entry);
}

void
sts_reading_add_fault(StsReading *reading, const char *format, ...)
{
  va_list arguments;

  if (reading->faults->len >= FAULTS_MAX)
    return;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  /* What is wrong in many places alike leaves room for other faults. */
  if (!g_ptr_array_find_with_equal_func(reading->faults, text, g_str_equal, NULL))
    g_ptr_array_add(reading->faults, (gpointer)keep(reading, text));
}

/* Takes a number with what may follow it, where it is the next of its list. */
static bool
take_number(const char *marker, int *number)
{
  char *end;
  gint64 next = g_ascii_isdigit(*marker) ? g_ascii_strtoll(marker, &end, 10) : -1;

  if (next < 0 || next > G_MAXINT || (strcmp(end, ".") != 0 && strcmp(end, ")") != 0) ||
      (*number > 0 && next != *number + 1))
    return false;
  *number = (int)next;
  return true;
}

/* A few words that say no amount. */
static bool
is_said_in_words(const char *marker)
{
  enum { LONGEST = 40 };

  for (const char *p = marker; *p; p = g_utf8_next_char(p))
    if (!g_unichar_isalpha(g_utf8_get_char(p)) && !g_unichar_ismark(g_utf8_get_char(p)) && *p != ' ')
      return false;
  return *marker && g_utf8_strlen(marker, -1) <= LONGEST;
}

void
sts_reading_check_marker(StsReading *reading, const GString *text, bool placed, bool words, StsReadMarkers *before)
{
  static const char *const SIGNS[] = {"•", "–", "▪", "☐", "☑", STS_WAY_BACK, NULL};
  g_autofree char *valid = g_utf8_make_valid(text->str, (gssize)text->len), *marker = sts_plain_text_line(valid);
  g_autofree char *note = g_strconcat(sts_note_mark(before->notes + 1).text, ".", NULL);
  bool is_note = strcmp(marker, note) == 0;

  if (placed && is_note)
    before->notes++;
  else if (!placed || !(g_strv_contains(SIGNS, marker) || take_number(marker, &before->number) ||
                        (words && is_said_in_words(marker))))
    sts_reading_add_fault(reading, "it says “%s” in place of a list marker", marker);
}

void
sts_reading_check_code(StsReading *reading, StsReadPlace place, const char *text, size_t length, bool as_written)
{
  g_autofree char *found = g_utf8_make_valid(text, (gssize)length);
  char code[STS_SHORT_CODE_SIZE] = "";
  StsReadSection *section = section_at(reading, &place);

  if (section)
    sts_short_code(section->content, code);
  if (*code == '\0' || strcmp(found, code) != 0)
    sts_reading_add_fault(reading, "it says “%s” in place of a section's short code", found);
  else if (section->ended || !as_written || place.part != STS_PART_TEXT)
    sts_reading_add_fault(reading, "the short code of the section “%s” is not where sts-export puts it", section->id);
  if (section)
    section->ended = true;
}

/* Returns the fingerprint of those lines that are of a review record, NULL where none is; or of all others. */
static const char *
fingerprint_lines(StsReading *reading, const GArray *lines, bool of_review)
{
  g_autoptr(GString) text = g_string_new(NULL);

  for (guint i = 0; i < lines->len; i++) {
    const StsReadLine *line = &g_array_index(lines, StsReadLine, i);
    if (sts_read_line_is_review(line) == of_review)
      g_string_append_c(g_string_append(text, line->text), '\n');
  }
  if (of_review && text->len == 0)
    return NULL;
  g_autofree char *fingerprint = sts_plain_text_fingerprint(text->str);
  return sts_arena_strdup(reading->arena, fingerprint);
}

/* What stands as the clinic's must be what the record says of it: nobody else's words are hidden as a clinic's. */
static void
check_clinic(StsReading *reading)
{
  const char *fault;

  if (!reading->clinic_record) {
    if (reading->clinic->len > 0)
      sts_reading_add_fault(reading, "it shows a clinic's part, but its metadata names no clinic: “%s”",
                            g_array_index(reading->clinic, StsReadLine, 0).text);
    return;
  }
  sts_reading_clinic(reading, &fault);
  if (fault)
    sts_reading_add_fault(reading, "what its metadata say of the clinic is none of a clinic: %s", fault);
  else if (g_strcmp0(reading->clinic_stored, fingerprint_lines(reading, reading->clinic, false)) != 0)
    sts_reading_add_fault(reading, "the clinic's part was changed after the export");
}

static void
check_slots(StsReading *reading)
{
  GHashTableIter iter;
  gpointer value;
  guint unmet = 0;

  g_hash_table_iter_init(&iter, reading->slots);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    const StsReadSlot *slot = value;
    unmet += !slot->met && sts_read_section(reading, slot->section)->present;
  }
  if (unmet > 0)
    sts_reading_add_fault(reading, "of what the clinic filled in its text, %u %s not there", unmet,
                          unmet == 1 ? "place is" : "places are");
}

void
sts_reading_finish(StsReading *reading)
{
  check_slots(reading);
  check_clinic(reading);
  reading->front_fingerprint = fingerprint_lines(reading, reading->front, false);
  for (guint i = 0; i < reading->sections->len; i++) {
    StsReadSection *section = sts_read_section(reading, i);
    section->fingerprint = fingerprint_lines(reading, section->lines, false);
    section->review = fingerprint_lines(reading, section->lines, true);
  }
}
