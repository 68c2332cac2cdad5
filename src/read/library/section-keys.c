/* The front matter of a section: its keys and their types. */
#include "read/library/section-keys.h"

#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "document/code-systems.h"
#include "document/rules.h"
#include "document/translation-of.h"
#include "read/library/review-keys.h"
#include "read/library/section-gaps.h"
#include "read/library/source-keys.h"
#include "read/library/yaml-values.h"

static const char *const KEYS[] = {
    "id",    "title", "last-revised", "last-reviewed", "references",     "disclaimer",         "language",
    "codes", "gaps",  "source",       "short-title",   "translation-of", STS_REVIEW_KEY_NAMES, NULL};

/* In a single document, which is a library of its own. */
static const char *const DOCUMENT_KEYS[] = {
    "id",       "title",         "last-revised", "last-reviewed", "references",     "disclaimer",
    "language", "codes",         "gaps",         "identifier",    "publisher",      "certifier",
    "status",   "review-every",  "rules",        "terms",         "readability",    "ignore-keys",
    "source",   "abbreviations", "short-title",  "clinic",        "translation-of", STS_REVIEW_KEY_NAMES,
    NULL};

/* Of a passage: what else a section has holds for it, too. */
static const char *const PASSAGE_KEYS[] = {"title", "last-revised", "last-reviewed", "references", "language", NULL};

/* Keys of other programs, and what may be meant by them here: a date that a program sets on each change of a file is
 * none of a revision. NULL: nothing, and no other key is suggested for it. */
static const StsSynonym FOREIGN[] = {
    {"date", "last-revised"},
    {"lastmod", "last-revised"},
    {"updated", "last-revised"},
    {"modified", "last-revised"},
    {"revised", "last-revised"},
    {"last-modified", "last-revised"},
    {"last-modified-at", "last-revised"},
    {"last-updated", "last-revised"},
    {"last-update", "last-revised"},
    {"date-modified", "last-revised"},
    {"reviewed", "last-reviewed"},
    {"last-review", "last-reviewed"},
    {"review-date", "last-reviewed"},
    {"name", "title"},
    {"heading", "title"},
    {"bibliography", "references"},
    {"citations", "references"},
    {"sources", "references"},
    {"origin", "source"},
    {"based-on", "source"},
    {"legal", "disclaimer"},
    {"notice", "disclaimer"},
    {"icd", "codes"},
    {"icd-10", "codes"},
    {"icd-10-cm", "codes"},
    {"missing", "gaps"},
    {"lang", "language"},
    {"locale", "language"},
    {"aliases", NULL},
    {"author", NULL},
    {"authors", NULL},
    {"categories", NULL},
    {"category", NULL},
    {"comments", NULL},
    {"cover", NULL},
    {"description", NULL},
    {"draft", NULL},
    {"excerpt", NULL},
    {"image", NULL},
    {"keywords", NULL},
    {"layout", NULL},
    {"menu", NULL},
    {"nav", NULL},
    {"permalink", NULL},
    {"published", NULL},
    {"series", NULL},
    {"slug", NULL},
    {"subtitle", NULL},
    {"summary", NULL},
    {"tag", NULL},
    {"tags", NULL},
    {"theme", NULL},
    {"toc", NULL},
    {"type", NULL},
    {"url", NULL},
    {"version", "edition"},
    {"reviewer", "reviewed-by"},
    {"reviewers", "reviewed-by"},
    {"approver", "approved-by"},
    {"approved", "approved-by"},
    {"review-due", "next-review"},
    {"review-by", "next-review"},
    {"contact", "feedback"},
    {"weight", NULL},
    {NULL, NULL},
};

static void
refuse_section_key(StsReader *reader, const StsYaml *child)
{
  sts_error(reader->diagnostics, child->key_position, STS_RULE_FRONT_MATTER_KEY,
            strcmp(child->key, "id") == 0 ? "a passage has no key “%s”, for its name is that of its file; take it out"
                                          : "a passage has no key “%s”: that of the section which shows it holds for "
                                            "it, too; take it out",
            child->key);
}

static void
check_keys(StsReader *reader, const StsYaml *root, bool document, bool passage)
{
  const char *const *keys = document ? DOCUMENT_KEYS : passage ? PASSAGE_KEYS : KEYS;
  const char *where = document ? "" : " in library.yaml";

  for (const StsYaml *child = root->first; child; child = child->next) {
    if (g_strv_contains(keys, child->key) || g_hash_table_contains(reader->library->ignored_keys, child->key))
      continue;
    if (passage && g_strv_contains(KEYS, child->key)) {
      refuse_section_key(reader, child);
      continue;
    }
    const char *meant = sts_text_meant(child->key, FOREIGN, keys);
    if (meant)
      sts_error(reader->diagnostics, child->key_position, STS_RULE_FRONT_MATTER_KEY,
                "the front matter has no key “%s”; did you mean “%s”? If it is for another program, name it under "
                "“ignore-keys”%s",
                child->key, meant, where);
    else
      sts_error(reader->diagnostics, child->key_position, STS_RULE_FRONT_MATTER_KEY,
                "the front matter has no key “%s”; take it out, or if it is for another program, name it under "
                "“ignore-keys”%s",
                child->key, where);
  }
}

void
sts_read_ignored_keys(StsReader *reader, const StsYaml *value)
{
  if (!value || value->kind == STS_YAML_NULL)
    return;
  if (value->kind != STS_YAML_LIST) {
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
              "“ignore-keys” must list keys that other programs read, such as [permalink, layout]");
    return;
  }
  for (const StsYaml *item = value->first; item; item = item->next) {
    const char *key = sts_yaml_text(item, reader->diagnostics);
    if (key && g_strv_contains(DOCUMENT_KEYS, key))
      sts_error(reader->diagnostics, item->position, STS_RULE_FRONT_MATTER_TYPE,
                "“%s” cannot be ignored, as this program reads it; take it out of “ignore-keys”", key);
    else if (key)
      g_hash_table_add(reader->library->ignored_keys, (gpointer)key);
  }
}

/* "waived: true" says that, and not why. */
static bool
is_reason(const StsYaml *value)
{
  return value && value->kind == STS_YAML_SCALAR && !sts_text_is_blank(value->text) && !sts_yaml_is_switch(value);
}

/* Whether the value is {waived: reason} or {lost: reason}; one without a reason is taken as that, and check refuses it.
 */
static bool
read_waiver(StsReader *reader, StsSection *section, const StsYaml *value, StsWaiver *waiver)
{
  static const char *const WAIVER_KEYS[] = {"waived", "lost", NULL};

  if (value->kind != STS_YAML_MAP)
    return false;
  const StsYaml *waived = sts_yaml_lookup(value, "waived"), *gone = sts_yaml_lookup(value, "lost");
  sts_yaml_check_keys(value, WAIVER_KEYS, NULL, "a waiver", reader->diagnostics);
  if (waived && gone)
    sts_error(reader->diagnostics, gone->key_position, STS_RULE_FRONT_MATTER_KEY,
              "the source either never had it (“waived”) or lost it (“lost”); keep one of the two");
  waiver->lost = gone;
  waived = waived ? waived : gone;
  if (!is_reason(waived))
    return true;
  /* The reason is printed inside a sentence, which brings its own full stop. */
  g_autofree char *reason = g_strdup(sts_read_yaml_printed(reader, waived, &waiver->line, section->lines, NULL));
  size_t length = reason ? strlen(reason) : 0;
  while (length > 1 && reason[length - 1] == '.')
    reason[--length] = '\0';
  waiver->text = sts_arena_strdup(reader->arena, reason);
  return true;
}

/* The example of when a text was revised or reviewed. */
static const char PAST_DAY[] = "2018-04-06";

static void
read_last_revised(StsReader *reader, StsSection *section, const StsYaml *value)
{
  if (!value)
    return;
  section->last_revised_waiver.position = value->key_position;
  if (read_waiver(reader, section, value, &section->last_revised_waiver))
    section->last_revised_state = STS_PROVENANCE_WAIVED;
  else
    section->last_revised_state =
        sts_read_date(reader, value, PAST_DAY, &section->last_revised) ? STS_PROVENANCE_GIVEN : STS_PROVENANCE_FAULTY;
}

static void
add_reference(StsReader *reader, StsNode *list, const StsYaml *value)
{
  const char *text = sts_yaml_prose(value, reader->diagnostics);

  if (!text)
    return;
  StsNode *item = sts_node_new(reader->arena, STS_NODE_ITEM, value->position);
  StsNode *blocks = sts_read_yaml_markdown(reader, value, text);
  sts_node_move_children(item, blocks);
  sts_node_append(reader->arena, list, item);
}

static void
read_references(StsReader *reader, StsSection *section, const StsYaml *value)
{
  if (!value)
    return;
  section->references_waiver.position = value->key_position;
  if (read_waiver(reader, section, value, &section->references_waiver)) {
    section->references_state = STS_PROVENANCE_WAIVED;
    return;
  }
  if (value->kind != STS_YAML_LIST || !value->first) {
    section->references_state = STS_PROVENANCE_FAULTY;
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
              "“references” must be a list with an entry a line, or {waived: \"reason\"}");
    return;
  }
  section->references_state = STS_PROVENANCE_GIVEN;
  section->references = sts_node_new(reader->arena, STS_NODE_LIST, value->position);
  section->references->list.kind = STS_LIST_PLAIN;
  sts_yaml_check_commas(value, reader->diagnostics);
  for (const StsYaml *item = value->first; item; item = item->next)
    add_reference(reader, section->references, item);
  if (!section->references->first_child)
    section->references_state = STS_PROVENANCE_FAULTY;
}

static void
read_disclaimer(StsReader *reader, StsSection *section, const StsYaml *value)
{
  if (!value)
    return;
  section->disclaimer_waiver.position = value->key_position;
  if (read_waiver(reader, section, value, &section->disclaimer_waiver)) {
    section->disclaimer_state = STS_PROVENANCE_WAIVED;
    return;
  }
  const char *text = sts_yaml_prose(value, reader->diagnostics);
  section->disclaimer_state = text ? STS_PROVENANCE_GIVEN : STS_PROVENANCE_FAULTY;
  if (!text)
    return;
  section->disclaimer = sts_read_yaml_markdown(reader, value, text);
}

/* Returns the code that the list has here; NULL, with a diagnostic: it is none. */
static const char *
read_code(StsReader *reader, const StsCodeSystem *system, const StsYaml *item)
{
  const char *code = sts_read_yaml_line(reader, item);

  if (!code || system->is_code(code))
    return code;
  g_autofree char *meant = sts_code_system_mend(system, code);
  if (meant)
    sts_error(reader->diagnostics, item->position, STS_RULE_CODE_FORM, "“%s” is no code of %s; did you mean “%s”?",
              code, system->name, meant);
  else
    sts_error(reader->diagnostics, item->position, STS_RULE_CODE_FORM,
              "“%s” is no code of %s, such as “%s”: a character in it is wrong, missing or too many", code,
              system->name, system->example);
  return NULL;
}

static void
read_codes_of_system(StsReader *reader, StsSection *section, const StsCodeSystem *system, const StsYaml *list)
{
  if (list->kind != STS_YAML_LIST) {
    sts_error(reader->diagnostics, list->position, STS_RULE_FRONT_MATTER_TYPE,
              "“%s” must be a list of codes, such as [%s]", list->key, system->example);
    return;
  }
  for (const StsYaml *item = list->first; item; item = item->next) {
    const char *code = read_code(reader, system, item);
    g_autofree char *joined = code ? g_strconcat(system->key, ":", code, NULL) : NULL;
    if (joined)
      g_ptr_array_add(section->codes, (gpointer)sts_arena_strdup(reader->arena, joined));
  }
}

static void
refuse_code_system(StsReader *reader, const StsYaml *list)
{
  const StsCodeSystem *meant = sts_code_system_meant(list->key);

  if (meant)
    sts_error(reader->diagnostics, list->key_position, STS_RULE_CODE_SYSTEM,
              "there is no code system “%s”; did you mean “%s”?", list->key, meant->key);
  else
    sts_error(reader->diagnostics, list->key_position, STS_RULE_CODE_SYSTEM,
              "there is no code system “%s”; there are icd-10-cm, snomed-ct, loinc and rxnorm", list->key);
}

static void
read_codes(StsReader *reader, StsSection *section, const StsYaml *value)
{
  if (sts_read_is_left_out(reader, value) ||
      !sts_read_is_kind(reader, value, STS_YAML_MAP,
                        "“codes” must name a code system and its codes, such as {icd-10-cm: [C49.9]}"))
    return;
  for (const StsYaml *list = value->first; list; list = list->next) {
    const StsCodeSystem *system = sts_code_system_find(list->key);
    if (system)
      read_codes_of_system(reader, section, system, list);
    else
      refuse_code_system(reader, list);
  }
}

static void
read_id(StsReader *reader, StsSection *section, const StsYaml *value)
{
  const char *written = sts_yaml_text(value, reader->diagnostics);
  g_autofree char *text = written ? sts_text_compose(written) : NULL;

  if (!text)
    return;
  section->id_position = value->position;
  /* The id becomes a file's name. */
  if (strpbrk(text, "/\\ \t\r\n") || text[0] == '.' || text[0] == '-' || strlen(text) > 100)
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
              "“%s” cannot be an id; use letters, digits and hyphens, such as “stage-ii-iii”", text);
  else
    section->id = sts_arena_strdup(reader->arena, text);
}

/* A translation is named by its file: what else would name it is told. Takes the language of any other section. */
static void
read_own_language(StsReader *reader, StsSection *section, const StsYaml *value)
{
  const char *language = sts_read_language(reader, value);

  if (language && section->tag && g_ascii_strcasecmp(language, section->tag) != 0)
    sts_error(reader->diagnostics, value->position, STS_RULE_TRANSLATION_KEY,
              "the name of the file says that its language is “%s”, and this line says “%s”; take the line out, or "
              "rename the file",
              section->tag, language);
  if (!language || section->tag)
    return;
  section->language = language;
  section->language_position = value->position;
}

/* A translation has the id of its original. */
static void
refuse_id(StsReader *reader, const StsYaml *value)
{
  if (value)
    sts_error(reader->diagnostics, value->key_position, STS_RULE_TRANSLATION_KEY,
              "a translation is the same section as its original, whose id it has; take this line out");
}

static bool
is_fingerprint(const char *text, size_t length)
{
  return text && strlen(text) == length && strspn(text, "0123456789abcdef") == length;
}

/* Whether the text is short fingerprints of lines, parted by white space. */
static bool
are_lines(const char *text)
{
  g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);

  for (char **word = words; *word; word++)
    if (**word && !is_fingerprint(*word, STS_LINE_DIGITS))
      return false;
  return true;
}

/* A fingerprint, or {content, lines}. */
static void
read_translation_of(StsReader *reader, StsSection *section, const StsYaml *value)
{
  static const char *const STAMP_KEYS[] = {"content", "lines", NULL};
  bool map = value && value->kind == STS_YAML_MAP;
  const StsYaml *content = map ? sts_yaml_lookup(value, "content") : value;
  const StsYaml *lines = map ? sts_yaml_lookup(value, "lines") : NULL;

  if (!value)
    return;
  if (!section->tag) {
    sts_error(reader->diagnostics, value->key_position, STS_RULE_TRANSLATION_KEY,
              "“translation-of” is for a translation, in a file such as surgery.es.md; take it out");
    return;
  }
  if (map)
    sts_yaml_check_keys(value, STAMP_KEYS, NULL, "“translation-of”", reader->diagnostics);
  const char *stamp = content && content->kind == STS_YAML_SCALAR ? content->text : NULL;
  const char *stamps = lines && lines->kind == STS_YAML_SCALAR ? lines->text : NULL;
  if (!is_fingerprint(stamp, 64) || (lines && (!stamps || !are_lines(stamps)))) {
    sts_error(reader->diagnostics, value->key_position, STS_RULE_FRONT_MATTER_TYPE,
              "“translation-of” must be as sts-export --stamp-translation writes it; take it out, and stamp the "
              "translation again");
    return;
  }
  section->translation_of = (StsTranslationOf){stamp, stamps, value->key_position};
}

void
sts_read_section_keys(StsReader *reader, StsSection *section, const StsYaml *root)
{
  const StsYaml *title = sts_yaml_lookup(root, "title");
  bool document = reader->library->file == section->file;

  check_keys(reader, root, document, section->is_passage);
  if (section->tag)
    refuse_id(reader, sts_yaml_lookup(root, "id"));
  else if (!section->is_passage)
    read_id(reader, section, sts_yaml_lookup(root, "id"));
  section->title = sts_read_yaml_title(reader, title, &section->title_line);
  section->title_faulty = title && !section->title;
  if (title)
    section->title_position = sts_yaml_text_position(title);
  const StsNode *short_line = NULL;
  const char *shorter =
      sts_read_yaml_printed(reader, sts_yaml_lookup(root, "short-title"), &short_line, section->lines, NULL);
  section->short_title = sts_text_is_blank(shorter) ? NULL : shorter;
  read_own_language(reader, section, sts_yaml_lookup(root, "language"));
  read_translation_of(reader, section, sts_yaml_lookup(root, "translation-of"));
  read_last_revised(reader, section, sts_yaml_lookup(root, "last-revised"));
  sts_read_date(reader, sts_yaml_lookup(root, "last-reviewed"), PAST_DAY, &section->last_reviewed);
  read_references(reader, section, sts_yaml_lookup(root, "references"));
  if (section->is_passage)
    return;
  read_disclaimer(reader, section, sts_yaml_lookup(root, "disclaimer"));
  sts_read_gaps(reader, section, sts_yaml_lookup(root, "gaps"));
  read_codes(reader, section, sts_yaml_lookup(root, "codes"));
  sts_read_review(reader, root, &section->review, section->language, section->lines);
  section->source = sts_read_source(reader, sts_yaml_lookup(root, "source"), section->language, section->lines);
}
