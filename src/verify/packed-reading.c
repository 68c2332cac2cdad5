/* Packs a reading member by member: numbers of four bytes, texts with their lengths before them. */
#include "verify/packed-reading.h"

#include <string.h>

#include "document/reading-builder.h"

/* The members that are texts. */
static const size_t TEXTS[] = {
    offsetof(StsReading, format),         offsetof(StsReading, title),          offsetof(StsReading, identifier),
    offsetof(StsReading, language),       offsetof(StsReading, publisher),      offsetof(StsReading, creator),
    offsetof(StsReading, status),         offsetof(StsReading, words_language), offsetof(StsReading, words),
    offsetof(StsReading, front_content),  offsetof(StsReading, front_stored),   offsetof(StsReading, front_fingerprint),
    offsetof(StsReading, strings_stored), offsetof(StsReading, strings),        offsetof(StsReading, file_stored),
    offsetof(StsReading, file),           offsetof(StsReading, clinic_record),  offsetof(StsReading, clinic_stored),
    offsetof(StsReading, in_language),
};

static const size_t SECTION_TEXTS[] = {
    offsetof(StsReadSection, element),       offsetof(StsReadSection, id),
    offsetof(StsReadSection, title),         offsetof(StsReadSection, language),
    offsetof(StsReadSection, last_revised),  offsetof(StsReadSection, content),
    offsetof(StsReadSection, stored),        offsetof(StsReadSection, fingerprint),
    offsetof(StsReadSection, pictures),      offsetof(StsReadSection, slots),
    offsetof(StsReadSection, review_stored), offsetof(StsReadSection, review),
    offsetof(StsReadSection, passages),
};

/* In place of a length. */
static const guint32 NO_TEXT = G_MAXUINT32;

/* ---- packing ---- */

static void
put_number(GString *out, guint32 number)
{
  g_string_append_len(out, (const char *)&number, sizeof number);
}

static void
put_text(GString *out, const char *text)
{
  put_number(out, text ? (guint32)strlen(text) : NO_TEXT);
  g_string_append(out, text ? text : "");
}

static void
put_texts(GString *out, gconstpointer of, const size_t *members, size_t count)
{
  for (size_t i = 0; i < count; i++)
    put_text(out, *(const char *const *)((const char *)of + members[i]));
}

static void
put_lines(GString *out, const GArray *lines)
{
  put_number(out, lines->len);
  for (guint i = 0; i < lines->len; i++) {
    const StsReadLine *line = &g_array_index(lines, StsReadLine, i);
    put_number(out, line->part);
    put_text(out, line->text);
    put_text(out, line->shown);
    put_number(out, line->slot);
    put_number(out, line->slot_count);
  }
}

static void
put_section(GString *out, const StsReadSection *section)
{
  put_texts(out, section, SECTION_TEXTS, G_N_ELEMENTS(SECTION_TEXTS));
  put_number(out, (guint32)section->review_due.year);
  put_number(out, (guint32)section->review_due.month);
  put_number(out, (guint32)section->review_due.day);
  put_number(out, section->promised);
  put_number(out, section->found);
  put_number(out, section->pictures_met);
  put_number(out, section->present);
  put_number(out, section->ended);
  put_number(out, section->original_newer);
  put_lines(out, section->lines);
}

void
sts_reading_pack(GString *out, const StsReading *reading)
{
  put_texts(out, reading, TEXTS, G_N_ELEMENTS(TEXTS));
  put_number(out, reading->book);
  put_number(out, reading->record_version);
  put_lines(out, reading->front);
  put_lines(out, reading->clinic);
  put_number(out, reading->faults->len);
  for (guint i = 0; i < reading->faults->len; i++)
    put_text(out, reading->faults->pdata[i]);
  put_number(out, reading->sections->len);
  for (guint i = 0; i < reading->sections->len; i++)
    put_section(out, sts_read_section(reading, i));
}

/* ---- taking apart ---- */

typedef struct {
  const char *at, *end;
  StsReading *reading;
  bool broken; /* then all that is taken is nothing */
} Rest;

static guint32
take_number(Rest *rest)
{
  guint32 number = 0;

  rest->broken = rest->broken || rest->end - rest->at < (ptrdiff_t)sizeof number;
  if (rest->broken)
    return 0;
  memcpy(&number, rest->at, sizeof number);
  rest->at += sizeof number;
  return number;
}

static const char *
take_text(Rest *rest)
{
  guint32 length = take_number(rest);

  if (length == NO_TEXT)
    return NULL;
  rest->broken =
      rest->broken || (size_t)(rest->end - rest->at) < length || !g_utf8_validate_len(rest->at, length, NULL);
  if (rest->broken)
    return "";
  rest->at += length;
  return sts_arena_strndup(rest->reading->arena, rest->at - length, length);
}

/* One that is never NULL. */
static const char *
take_some_text(Rest *rest)
{
  const char *text = take_text(rest);

  rest->broken = rest->broken || !text;
  return text ? text : "";
}

static void
take_texts(Rest *rest, gpointer into, const size_t *members, size_t count)
{
  for (size_t i = 0; i < count; i++)
    *(const char **)((char *)into + members[i]) = take_text(rest);
}

static void
take_lines(Rest *rest, GArray *lines)
{
  for (guint32 count = take_number(rest); count > 0 && !rest->broken; count--) {
    guint32 part = take_number(rest);
    StsReadLine line = {.text = take_some_text(rest), .part = (guint8)MIN(part, STS_PART_TEXT)};
    line.shown = take_text(rest);
    line.slot = take_number(rest);
    line.slot_count = take_number(rest);
    g_array_append_val(lines, line);
  }
}

static void
take_section(Rest *rest)
{
  StsReadSection *section = sts_read_section(rest->reading, sts_reading_add_section(rest->reading));

  take_texts(rest, section, SECTION_TEXTS, G_N_ELEMENTS(SECTION_TEXTS));
  rest->broken = rest->broken || !section->id || !section->title || !section->fingerprint;
  guint32 year = take_number(rest), month = take_number(rest), day = take_number(rest);
  rest->broken = rest->broken || (year && !sts_date_set(&section->review_due, (int)year, (int)month, (int)day));
  section->promised = take_number(rest);
  section->found = take_number(rest);
  section->pictures_met = take_number(rest);
  section->present = take_number(rest);
  section->ended = take_number(rest);
  section->original_newer = take_number(rest);
  take_lines(rest, section->lines);
}

StsReading *
sts_reading_unpack(const char *bytes, size_t size)
{
  g_autoptr(StsReading) reading = sts_reading_new();
  Rest rest = {bytes, bytes + size, reading, false};

  take_texts(&rest, reading, TEXTS, G_N_ELEMENTS(TEXTS));
  rest.broken = rest.broken || !reading->format || !reading->title || !reading->identifier || !reading->status ||
                !reading->front_fingerprint;
  reading->book = take_number(&rest);
  reading->record_version = take_number(&rest);
  take_lines(&rest, reading->front);
  take_lines(&rest, reading->clinic);
  for (guint32 count = take_number(&rest); count > 0 && !rest.broken; count--)
    g_ptr_array_add(reading->faults, (gpointer)take_some_text(&rest));
  for (guint32 count = take_number(&rest); count > 0 && !rest.broken; count--)
    take_section(&rest);
  return rest.broken || rest.at < rest.end ? NULL : g_steal_pointer(&reading);
}
