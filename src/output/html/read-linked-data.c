/* Holds the JSON-LD of a page, of which our writer puts each value on a line of its own, to the record. */
#include "output/html/read-linked-data.h"

#include <string.h>

#include "base/text.h"
#include "document/provenance.h"
#include "output/html/linked-data.h"

typedef struct {
  const StsReading *reading;
  guint section;    /* index + 1 of the one whose values are read; 0: those of the whole */
  bool in_citation; /* lines are references of it */
} Walk;

/* Whether the text, as JSON in a page has it, is the value. */
static bool
is_value(const char *json, const char *value)
{
  g_autoptr(GString) expected = g_string_new(NULL);

  if (!value)
    return false;
  sts_html_append_string(expected, value);
  return strcmp(json, expected->str) == 0;
}

static bool
is_reference(const Walk *walk, const char *json)
{
  const GArray *lines = sts_read_section(walk->reading, walk->section - 1)->lines;

  for (guint i = 0; i < lines->len; i++) {
    const StsReadLine *line = &g_array_index(lines, StsReadLine, i);
    if (line->part == STS_PART_REFERENCES && is_value(json, line->text))
      return true;
  }
  return false;
}

/* "YYYY-MM-DD", with its quotes, not before the last revision where that is known. */
static bool
is_review(const char *json, const char *last_revised)
{
  g_autofree char *text = strlen(json) == 12 ? g_strndup(json + 1, 10) : NULL;
  StsDate date, revised;

  return text && sts_date_parse_iso(text, &date) &&
         (!last_revised || !sts_date_parse_iso(last_revised, &revised) || sts_date_compare(date, revised) >= 0);
}

/* Whether the value may stand there under that name. */
static bool
is_true(const Walk *walk, const char *name, const char *json)
{
  const StsReading *reading = walk->reading;
  const StsReadSection *section = walk->section > 0 ? sts_read_section(reading, walk->section - 1) : NULL;

  if (strcmp(name, "name") == 0)
    return is_value(json, section ? section->title : reading->title) || is_value(json, reading->publisher);
  if (strcmp(name, "inLanguage") == 0)
    return is_value(json, section && section->language ? section->language : reading->language);
  if (strcmp(name, "dateModified") == 0)
    return section && is_value(json, section->last_revised);
  if (strcmp(name, "lastReviewed") == 0)
    return section && is_review(json, section->last_revised);
  if (strcmp(name, "identifier") == 0)
    return is_value(json, reading->identifier);
  if (strcmp(name, "creativeWorkStatus") == 0)
    return is_value(json, reading->status);
  if (strcmp(name, "@context") == 0)
    return is_value(json, "https://schema.org");
  return sts_html_linked_data_knows(name);
}

/* Returns the name in a line such as `"name": "value"`; NULL where there is none. Sets `value` to what follows. */
static char *
split_line(char *line, const char **value)
{
  size_t length = strlen(line);

  if (length > 0 && line[length - 1] == ',')
    line[length - 1] = '\0';
  /* No name holds a quote, and one in a value has a stroke before it. */
  size_t name = *line == '"' ? strspn(line + 1, "@" G_CSET_A_2_Z G_CSET_a_2_z) : 0;
  bool named = name > 0 && g_str_has_prefix(line + 1 + name, "\": ");
  *value = named ? line + 1 + name + strlen("\": ") : line;
  return named ? g_strndup(line + 1, name) : NULL;
}

static bool
check_line(Walk *walk, char *line)
{
  const char *value;
  g_autofree char *name = split_line(line, &value);

  if (name && strcmp(name, "@type") == 0 && strcmp(value, "\"MedicalWebPage\"") == 0)
    return ++walk->section <= walk->reading->sections->len;
  if (name && strcmp(name, "citation") == 0) {
    walk->in_citation = walk->section > 0;
    return walk->in_citation && strcmp(value, "[") == 0;
  }
  if (name)
    return *value == '"' ? is_true(walk, name, value) : sts_html_linked_data_knows(name);
  walk->in_citation = walk->in_citation && *value == '"';
  return walk->in_citation ? is_reference(walk, value) : value[strspn(value, "{}[]")] == '\0';
}

void
sts_html_check_linked_data(StsReading *reading, const char *data)
{
  g_auto(GStrv) lines = g_strsplit(data, "\n", -1);
  Walk walk = {.reading = reading};

  for (char **line = lines; *line; line++) {
    char *text = g_strstrip(*line);
    if (check_line(&walk, text))
      continue;
    sts_reading_add_fault(reading, "what it says to search engines, “%.*s”, is not what its record says",
                          sts_text_cut(text, 80), text);
    return;
  }
}
