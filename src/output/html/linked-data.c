/* Writes a MedicalWebPage for each section (schema.org, health-lifesci). */
#include "output/html/linked-data.h"

#include <string.h>

#include "base/text.h"
#include "document/plain-text.h"
#include "document/provenance.h"

/* What the codes of a system stand for. One of another system, or of SNOMED CT, may be of anything. */
static const struct {
  const char *key, *name, *type;
} SYSTEMS[] = {
    {"icd-10-cm", "ICD-10-CM", "MedicalCondition"},
    {"snomed-ct", "SNOMED CT", "MedicalEntity"},
    {"loinc", "LOINC", "MedicalTest"},
    {"rxnorm", "RxNorm", "Drug"},
};

static const char *const NAMES[] = {
    "@context",  "@type",        "name",     "inLanguage", "dateModified",       "lastReviewed", "about",   "code",
    "codeValue", "codingSystem", "citation", "identifier", "creativeWorkStatus", "publisher",    "hasPart", NULL};

/* An object that is being written. */
typedef struct {
  GString *out;
  int depth;
  bool begun; /* something stands before in the object or list */
} Json;

static void
begin_line(Json *json)
{
  g_string_append(json->out, json->begun ? ",\n" : "\n");
  for (int i = 0; i < json->depth; i++)
    g_string_append(json->out, "  ");
  json->begun = true;
}

static void
open_value(Json *json, const char *name, char bracket)
{
  begin_line(json);
  if (name)
    g_string_append_printf(json->out, "\"%s\": ", name);
  g_string_append_c(json->out, bracket);
  json->depth++;
  json->begun = false;
}

static void
close_value(Json *json, char bracket)
{
  json->depth--;
  json->begun = false;
  begin_line(json);
  g_string_append_c(json->out, bracket);
}

/* `name` is NULL in a list; nothing is written of a value that is. */
static void
add_string(Json *json, const char *name, const char *value)
{
  if (!value)
    return;
  begin_line(json);
  if (name)
    g_string_append_printf(json->out, "\"%s\": ", name);
  sts_html_append_string(json->out, value);
}

static void
add_date(Json *json, const char *name, StsDate date)
{
  g_autofree char *iso = sts_date_is_set(date) ? sts_date_format_iso(date) : NULL;

  add_string(json, name, iso);
}

static void
add_publisher(Json *json, const StsPublication *publication)
{
  if (!publication->publisher)
    return;
  open_value(json, "publisher", '{');
  add_string(json, "@type", "Organization");
  add_string(json, "name", publication->publisher);
  close_value(json, '}');
}

static const StsNode *
find_part(const StsNode *section, StsPartKind kind)
{
  for (const StsNode *node = section->first_child; node; node = node->next)
    if (node->kind == STS_NODE_PART && node->part.kind == kind)
      return node;
  return NULL;
}

/* Each line of the references but headings and notes, as a reader hears it. */
static void
add_citations(Json *json, const StsPublishedSection *section)
{
  const StsNode *part = find_part(section->node, STS_PART_REFERENCES);

  if (!part || section->references != STS_PROVENANCE_GIVEN)
    return;
  open_value(json, "citation", '[');
  for (const StsNode *node = part->first_child; node; node = node->next) {
    if (node->kind == STS_NODE_HEADING || node->kind == STS_NODE_CALLOUT)
      continue;
    g_autofree char *text = sts_node_plain_text(node);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
      if (**line)
        add_string(json, NULL, *line);
  }
  close_value(json, ']');
}

/* "icd-10-cm:C49.9". */
static void
add_code(Json *json, const char *code)
{
  const char *colon = strchr(code, ':');
  g_autofree char *system = g_strndup(code, colon ? (size_t)(colon - code) : 0);
  const char *type = "MedicalEntity", *name = system;

  for (size_t i = 0; i < G_N_ELEMENTS(SYSTEMS); i++)
    if (strcmp(system, SYSTEMS[i].key) == 0) {
      type = SYSTEMS[i].type;
      name = SYSTEMS[i].name;
    }
  open_value(json, NULL, '{');
  add_string(json, "@type", type);
  open_value(json, "code", '{');
  add_string(json, "@type", "MedicalCode");
  add_string(json, "codeValue", colon ? colon + 1 : code);
  add_string(json, "codingSystem", name);
  close_value(json, '}');
  close_value(json, '}');
}

static void
add_codes(Json *json, const StsPublishedSection *section)
{
  g_auto(GStrv) codes = g_strsplit(section->codes ? section->codes : "", "; ", -1);

  if (!section->codes)
    return;
  open_value(json, "about", '[');
  for (char **code = codes; *code; code++)
    add_code(json, *code);
  close_value(json, ']');
}

/* A revision is a review, too. */
static StsDate
last_reviewed(const StsPublishedSection *section)
{
  return sts_date_is_set(section->last_reviewed) && sts_date_compare(section->last_reviewed, section->last_revised) > 0
             ? section->last_reviewed
             : section->last_revised;
}

static void
add_section(Json *json, const StsPublishedSection *section)
{
  add_string(json, "@type", "MedicalWebPage");
  add_string(json, "name", section->title);
  add_string(json, "inLanguage", section->language);
  add_date(json, "dateModified", section->last_revised);
  add_date(json, "lastReviewed", last_reviewed(section));
  add_codes(json, section);
  add_citations(json, section);
}

static void
add_sections(Json *json, const StsPublication *publication)
{
  open_value(json, "hasPart", '[');
  for (guint i = 0; i < publication->sections->len; i++) {
    open_value(json, NULL, '{');
    add_section(json, &g_array_index(publication->sections, StsPublishedSection, i));
    close_value(json, '}');
  }
  close_value(json, ']');
}

void
sts_html_append_string(GString *out, const char *text)
{
  g_autoptr(GString) json = g_string_new(NULL);

  sts_text_append_json(json, text);
  g_string_replace(json, "<", "\\u003c", 0);
  g_string_replace(json, ">", "\\u003e", 0);
  g_string_replace(json, "&", "\\u0026", 0);
  g_string_append(out, json->str);
}

bool
sts_html_linked_data_knows(const char *name)
{
  return g_strv_contains(NAMES, name);
}

void
sts_html_append_linked_data(GString *out, const StsPublication *publication)
{
  Json json = {.out = out, .depth = 1};
  bool several = publication->book || publication->sections->len > 1;

  g_string_append_c(out, '{');
  add_string(&json, "@context", "https://schema.org");
  if (several) {
    add_string(&json, "@type", "WebPage");
    add_string(&json, "name", publication->title);
    add_string(&json, "inLanguage", publication->language);
  } else {
    add_section(&json, &g_array_index(publication->sections, StsPublishedSection, 0));
  }
  add_string(&json, "identifier", publication->identifier);
  add_string(&json, "creativeWorkStatus", sts_status_name(publication->status));
  add_publisher(&json, publication);
  if (several)
    add_sections(&json, publication);
  g_string_append(out, "\n}");
}
