/* The keys of library.yaml, and those that the front matter of a single document may have besides its own. */
#include "read/library/library-file.h"

#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "document/rules.h"
#include "read/images/images.h"
#include "read/library/check-keys.h"
#include "read/library/defaults.h"
#include "read/library/review-keys.h"
#include "read/library/section-keys.h"
#include "read/library/source-keys.h"
#include "read/library/yaml-values.h"
#include "read/markdown/markdown-slots.h"

static const char *const KEYS[] = {
    "title",         "language", "identifier", "publisher",   "certifier",          "status",   "disclaimer",
    "review-every",  "rules",    "terms",      "readability", "ignore-keys",        "sections", "source",
    "abbreviations", "clinic",   "defaults",   "fonts",       STS_REVIEW_KEY_NAMES, NULL};

/* What prints, and may be said in another language. */
static const char *const TRANSLATED_KEYS[] = {"title",  "publisher",  "certifier",          "status",
                                              "source", "disclaimer", STS_REVIEW_KEY_NAMES, NULL};

/* What else its keys may be called; what other programs keep there and has no counterpart. */
static const StsSynonym SYNONYMS[] = {
    {"name", "title"},
    {"lang", "language"},
    {"locale", "language"},
    {"id", "identifier"},
    {"isbn", "identifier"},
    {"urn", "identifier"},
    {"uuid", "identifier"},
    {"organisation", "publisher"},
    {"organization", "publisher"},
    {"state", "status"},
    {"legal", "disclaimer"},
    {"notice", "disclaimer"},
    {"review", "review-every"},
    {"review-interval", "review-every"},
    {"severity", "rules"},
    {"severities", "rules"},
    {"glossary", "terms"},
    {"abbr", "abbreviations"},
    {"acronyms", "abbreviations"},
    {"vocabulary", "terms"},
    {"words", "terms"},
    {"chapters", "sections"},
    {"contents", "sections"},
    {"files", "sections"},
    {"order", "sections"},
    {"pages", "sections"},
    {"toc", "sections"},
    {"settings", "defaults"},
    {"options", "defaults"},
    {"font", "fonts"},
    {"author", NULL},
    {"date", NULL},
    {"description", NULL},
    {"tags", NULL},
    {"theme", NULL},
    {"version", "edition"},
    {"reviewer", "reviewed-by"},
    {"approver", "approved-by"},
    {"contact", "feedback"},
    {NULL, NULL},
};

static void
read_status(StsReader *reader, const StsYaml *value)
{
  static const StsStatus STATES[] = {STS_STATUS_SAMPLE, STS_STATUS_DRAFT, STS_STATUS_APPROVED};
  const char *text = sts_yaml_text(value, reader->diagnostics);

  if (!text)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(STATES); i++)
    if (strcmp(text, sts_status_name(STATES[i])) == 0) {
      reader->library->status = STATES[i];
      return;
    }
  sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
            "“status” must be sample, draft or approved, not “%s”", text);
}

/* "3 years", "18 months". */
static void
read_review_every(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);
  StsTimeSpan span;

  if (!text)
    return;
  g_autofree char *plain = g_strstrip(g_strdup(text));
  if (!sts_time_span_parse(plain, &span) || span.months < 1)
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
              "“review-every” must be a time such as “3 years” or “18 months”, not “%s”", text);
  else
    reader->library->review_every_months = span.months;
}

/* An identifier that reading systems take: a URN or another URI without spaces. */
static void
read_identifier(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);

  if (!text)
    return;
  const char *colon = strchr(text, ':');
  if (!colon || colon == text || !colon[1] || strpbrk(text, " \t\n"))
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
              "“identifier” must be a URI such as urn:uuid:…, not “%s”", text);
  else
    reader->library->identifier = text;
}

static void
read_disclaimer(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_prose(value, reader->diagnostics);

  reader->library->disclaimer_faulty = value && !text;
  if (!text)
    return;
  reader->library->disclaimer_position = value->key_position;
  reader->library->disclaimer = sts_read_yaml_markdown(reader, value, text);
  sts_read_images(reader, NULL, reader->library->disclaimer);
  sts_markdown_find_slots(reader->arena, reader->library->disclaimer, NULL, reader->diagnostics);
}

static void
require(StsReader *reader, const StsYaml *root, const char *key, const char *example)
{
  if (!sts_yaml_lookup(root, key))
    sts_error(reader->diagnostics, ((StsPosition){reader->library->file, 1, 1}), STS_RULE_FRONT_MATTER_KEY,
              "“%s” is missing; add a line such as “%s: %s”", key, key, example);
}

static const StsYaml *
read_sections(StsReader *reader, const StsYaml *root)
{
  const StsYaml *sections = sts_yaml_lookup(root, "sections");

  if (sections && sections->kind == STS_YAML_LIST && sections->first)
    return sections;
  StsPosition position = sections ? sections->position : (StsPosition){reader->library->file, 1, 1};
  sts_error(reader->diagnostics, position, sections ? STS_RULE_FRONT_MATTER_TYPE : STS_RULE_FRONT_MATTER_KEY,
            "“sections” must list the sections in reading order, such as “sections: [surgery, radiation]”");
  return NULL;
}

/* What prints. A translation of the library's keys may leave out any of these, and says the others in its language. */
static void
read_names(StsReader *reader, const StsYaml *root)
{
  StsLibrary *library = reader->library;
  const StsYaml *title = sts_yaml_lookup(root, "title"), *publisher = sts_yaml_lookup(root, "publisher");
  const StsYaml *certifier = sts_yaml_lookup(root, "certifier");

  if (title) {
    library->title = sts_read_yaml_title(reader, title, &library->title_line);
    library->title_faulty = !library->title;
    library->title_position = sts_yaml_text_position(title);
    library->title_language = NULL;
  }
  if (publisher) {
    library->publisher = sts_read_yaml_printed(reader, publisher, &library->publisher_line, library->lines, NULL);
    library->publisher_language = NULL;
  }
  if (certifier)
    library->certifier = sts_read_yaml_line(reader, certifier);
  read_status(reader, sts_yaml_lookup(root, "status"));
}

/* The same of what prints in each section that has none of its own; the language of the library must be known. */
static void
read_stand_ins(StsReader *reader, const StsYaml *root)
{
  StsLibrary *library = reader->library;
  const StsYaml *source = sts_yaml_lookup(root, "source");

  if (source)
    library->source = sts_read_source(reader, source, library->language, library->lines);
  sts_read_review(reader, root, &library->review, library->language, library->lines);
  read_disclaimer(reader, sts_yaml_lookup(root, "disclaimer"));
}

const StsYaml *
sts_read_library_keys(StsReader *reader, const StsYaml *root, bool sections_expected)
{
  StsLibrary *library = reader->library;
  const StsYaml *language = sts_yaml_lookup(root, "language"), *clinic = sts_yaml_lookup(root, "clinic");

  if (sections_expected)
    sts_yaml_check_keys(root, KEYS, SYNONYMS, "library.yaml", reader->diagnostics);
  read_names(reader, root);
  library->language = sts_read_language(reader, language);
  if (language)
    library->language_position = language->position;
  read_identifier(reader, sts_yaml_lookup(root, "identifier"));
  read_review_every(reader, sts_yaml_lookup(root, "review-every"));
  library->clinic_file = sts_yaml_text(clinic, reader->diagnostics);
  if (library->clinic_file)
    library->clinic_position = clinic->position;
  sts_read_check_keys(reader, root);
  sts_read_ignored_keys(reader, sts_yaml_lookup(root, "ignore-keys"));
  if (sections_expected) {
    read_stand_ins(reader, root);
    sts_read_defaults(reader, root);
    require(reader, root, "language", "en");
    require(reader, root, "identifier", "urn:uuid:00000000-0000-4000-8000-000000000000");
  }
  return sections_expected ? read_sections(reader, root) : NULL;
}

void
sts_read_translated_keys(StsReader *reader, const StsYaml *root, const char *name)
{
  sts_yaml_check_keys(root, TRANSLATED_KEYS, NULL, name, reader->diagnostics);
  read_names(reader, root);
  read_stand_ins(reader, root);
}
