/* The key "source". */
#include "read/library/source-keys.h"

#include <string.h>

#include "base/address.h"
#include "base/text.h"
#include "document/rules.h"
#include "read/library/yaml-values.h"

static const char *
read_year(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);

  if (!text || (strlen(text) == 4 && strspn(text, "0123456789") == 4))
    return text;
  sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
            "“%s” is not a year; write one such as 2018", text);
  return NULL;
}

static const char *
read_address(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);

  if (!text || (sts_address_is_external(text) && !strpbrk(text, " \t\n")))
    return text;
  sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
            "“%s” is not the address of a web page; write one such as https://www.example.org/guide", text);
  return NULL;
}

static bool
read_kind(StsReader *reader, const StsYaml *map, const StsYaml *value)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);

  if (text && (strcmp(text, "adapted") == 0 || strcmp(text, "verbatim") == 0))
    return strcmp(text, "verbatim") == 0;
  if (!value)
    sts_error(reader->diagnostics, map->position, STS_RULE_FRONT_MATTER_KEY,
              "say whether the words are those of the source, “kind: verbatim”, or were changed, “kind: adapted”");
  else if (text)
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
              "“kind” must be adapted or verbatim, not “%s”", text);
  return false;
}

const StsSource *
sts_read_source(StsReader *reader, const StsYaml *value, const char *language, GArray *lines)
{
  static const char *const KEYS[] = {"title", "publisher", "year", "address", "kind", "language", NULL};
  static const StsSynonym SYNONYMS[] = {
      {"name", "title"}, {"url", "address"}, {"link", "address"},  {"author", "publisher"},
      {"date", "year"},  {"type", "kind"},   {"lang", "language"}, {NULL, NULL},
  };

  if (sts_read_is_left_out(reader, value) ||
      !sts_read_is_kind(reader, value, STS_YAML_MAP,
                        "“source” must name what the text was made from, with the keys title, publisher, year, address "
                        "and kind"))
    return NULL;
  sts_yaml_check_keys(value, KEYS, SYNONYMS, "“source”", reader->diagnostics);
  StsSource *source = STS_ARENA_NEW(reader->arena, StsSource);
  const StsYaml *title = sts_yaml_lookup(value, "title");
  const char *own = sts_read_language(reader, sts_yaml_lookup(value, "language"));
  language = own ? own : language;
  *source = (StsSource){
      .year = read_year(reader, sts_yaml_lookup(value, "year")),
      .address = read_address(reader, sts_yaml_lookup(value, "address")),
      .language = language,
      .verbatim = read_kind(reader, value, sts_yaml_lookup(value, "kind")),
      .position = value->key_position,
  };
  source->title = sts_read_yaml_printed(reader, title, &source->title_line, lines, language);
  source->publisher =
      sts_read_yaml_printed(reader, sts_yaml_lookup(value, "publisher"), &source->publisher_line, lines, language);
  if (!title)
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_KEY,
              "“title” is missing; name the source as it names itself");
  return source->title ? source : NULL;
}
