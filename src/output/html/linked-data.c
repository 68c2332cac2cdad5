/* Writes a MedicalWebPage for each section (schema.org, health-lifesci). */
#include "output/html/linked-data.h"

#include <string.h>

#include "base/json-write.h"
#include "base/text.h"
#include "document/code-systems.h"
#include "document/plain-text.h"
#include "document/provenance.h"

static const char *const NAMES[] = {
    "@context",  "@type",        "name",     "inLanguage", "dateModified",       "lastReviewed", "about",   "code",
    "codeValue", "codingSystem", "citation", "identifier", "creativeWorkStatus", "publisher",    "hasPart", NULL};

static void
add_date(StsJsonWriter *json, const char *name, StsDate date)
{
  g_autofree char *iso = sts_date_is_set(date) ? sts_date_format_iso(date) : NULL;

  sts_json_string(json, name, iso);
}

static void
add_publisher(StsJsonWriter *json, const StsPublication *publication)
{
  if (!publication->publisher)
    return;
  sts_json_open(json, "publisher", '{');
  sts_json_string(json, "@type", "Organization");
  sts_json_string(json, "name", publication->publisher);
  sts_json_close(json, '}');
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
add_citations(StsJsonWriter *json, const StsPublishedSection *section)
{
  const StsNode *part = find_part(section->node, STS_PART_REFERENCES);

  if (!part || section->references != STS_PROVENANCE_GIVEN)
    return;
  sts_json_open(json, "citation", '[');
  for (const StsNode *node = part->first_child, *next; node; node = next) {
    bool line = sts_node_holds_inlines(node->kind);
    next = sts_node_next(part, node, line || node->kind == STS_NODE_CALLOUT);
    g_autofree char *text = line && node->kind != STS_NODE_HEADING ? sts_node_plain_text(node) : g_strdup("");
    text[strcspn(text, "\n")] = '\0';
    sts_json_string(json, NULL, *text ? text : NULL);
  }
  sts_json_close(json, ']');
}

/* "icd-10-cm:C49.9". */
static void
add_code(StsJsonWriter *json, const char *code)
{
  const char *colon = strchr(code, ':');
  g_autofree char *system = g_strndup(code, colon ? (size_t)(colon - code) : 0);
  const StsCodeSystem *known = sts_code_system_find(system);

  sts_json_open(json, NULL, '{');
  sts_json_string(json, "@type", known ? known->type : "MedicalEntity");
  sts_json_open(json, "code", '{');
  sts_json_string(json, "@type", "MedicalCode");
  sts_json_string(json, "codeValue", colon ? colon + 1 : code);
  sts_json_string(json, "codingSystem", known ? known->name : system);
  sts_json_close(json, '}');
  sts_json_close(json, '}');
}

static void
add_codes(StsJsonWriter *json, const StsPublishedSection *section)
{
  g_auto(GStrv) codes = g_strsplit(section->codes ? section->codes : "", "; ", -1);

  if (!section->codes)
    return;
  sts_json_open(json, "about", '[');
  for (char **code = codes; *code; code++)
    add_code(json, *code);
  sts_json_close(json, ']');
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
add_section(StsJsonWriter *json, const StsPublishedSection *section)
{
  sts_json_string(json, "@type", "MedicalWebPage");
  sts_json_string(json, "name", section->title);
  sts_json_string(json, "inLanguage", section->language);
  add_date(json, "dateModified", section->last_revised);
  add_date(json, "lastReviewed", last_reviewed(section));
  add_codes(json, section);
  add_citations(json, section);
}

static void
add_sections(StsJsonWriter *json, const StsPublication *publication)
{
  sts_json_open(json, "hasPart", '[');
  for (guint i = 0; i < publication->sections->len; i++) {
    sts_json_open(json, NULL, '{');
    add_section(json, &g_array_index(publication->sections, StsPublishedSection, i));
    sts_json_close(json, '}');
  }
  sts_json_close(json, ']');
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
  StsJsonWriter json = {.out = out, .append_string = sts_html_append_string};
  bool several = publication->book || publication->sections->len > 1;

  sts_json_open(&json, NULL, '{');
  sts_json_string(&json, "@context", "https://schema.org");
  if (several) {
    sts_json_string(&json, "@type", "WebPage");
    sts_json_string(&json, "name", publication->title);
    sts_json_string(&json, "inLanguage", publication->language);
  } else {
    add_section(&json, &g_array_index(publication->sections, StsPublishedSection, 0));
  }
  sts_json_string(&json, "identifier", publication->identifier);
  sts_json_string(&json, "creativeWorkStatus", sts_status_name(publication->status));
  add_publisher(&json, publication);
  if (several)
    add_sections(&json, publication);
  sts_json_close(&json, '}');
}
