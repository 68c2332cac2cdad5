/* Reads what a call leaves out from library.yaml: the defaults of options, and folders of fonts. */
#include "read/library/defaults.h"

#include <string.h>

#include "base/address.h"
#include "base/file-read.h"
#include "base/names.h"
#include "document/rules.h"
#include "read/library/yaml-values.h"
#include "read/text-file.h"

static const StsSynonym SYNONYMS[] = {
    {"theme", "style"},    {"size", "paper"},     {"page-size", "paper"}, {"two-sided", "duplex"},
    {"format", "formats"}, {"output", "formats"}, {"lang", "language"},   {NULL, NULL},
};

static void
add(StsReader *reader, const StsYaml *value, const char *key, const char *text)
{
  const StsDefault chosen = {key, text, value->position};

  if (text)
    g_array_append_val(reader->library->defaults, chosen);
}

/* Returns where the name leads from the library's folder; NULL, and says so, where that is outside of it. */
static const char *
find_inside(StsReader *reader, const StsYaml *value, const char *text, StsRule rule)
{
  g_autofree char *path = sts_read_find_path(reader->folder, text);

  if (!g_path_is_absolute(text) && sts_file_lies_inside(reader->real_folder, path))
    return sts_arena_intern(reader->arena, path);
  sts_error(reader->diagnostics, value->position, rule,
            "“%s” lies outside the library's folder; put it there, or name it with --%s", text,
            rule == STS_RULE_FONTS_FOLDER ? "fonts" : "style");
  return NULL;
}

static void
read_style(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);

  if (text && sts_text_is_style_path(text))
    text = find_inside(reader, value, text, STS_RULE_DEFAULT_UNKNOWN);
  add(reader, value, "style", text);
}

static void
read_paper(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);
  g_autofree char *lower = text ? g_ascii_strdown(text, -1) : NULL;

  add(reader, value, "paper", lower ? sts_arena_strdup(reader->arena, lower) : NULL);
}

static void
read_duplex(StsReader *reader, const StsYaml *value)
{
  const char *text = value->quoted ? NULL : value->text;

  if (g_strcmp0(text, "true") == 0 || g_strcmp0(text, "false") == 0)
    add(reader, value, "duplex", text);
  else
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE, "“duplex” must be true or false");
}

static void
read_format(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);
  const GArray *before = reader->library->defaults;

  for (guint i = 0; text && i < before->len; i++) {
    const StsDefault *other = &g_array_index(before, StsDefault, i);
    if (strcmp(other->key, "formats") == 0 && strcmp(other->text, text) == 0) {
      sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE, "“formats” names “%s” twice", text);
      return;
    }
  }
  add(reader, value, "formats", text);
}

static void
read_formats(StsReader *reader, const StsYaml *value)
{
  if (value->kind == STS_YAML_SCALAR) {
    read_format(reader, value);
    return;
  }
  if (value->kind != STS_YAML_LIST || !value->first) {
    sts_error(reader->diagnostics, value->key_position, STS_RULE_FRONT_MATTER_TYPE,
              "“formats” must list what a call makes that does not say it, such as [pdf, epub]");
    return;
  }
  for (const StsYaml *item = value->first; item; item = item->next)
    read_format(reader, item);
}

/* It may stand beside `defaults` as well. */
static void
read_clinic(StsReader *reader, const StsYaml *value)
{
  StsLibrary *library = reader->library;
  const char *text = sts_yaml_text(value, reader->diagnostics);

  if (!text)
    return;
  if (library->clinic_file) {
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
              "the clinic's file is named twice, here and by “clinic” in line %d; keep one",
              library->clinic_position.line);
    return;
  }
  library->clinic_file = text;
  library->clinic_position = value->position;
}

static void
read_language(StsReader *reader, const StsYaml *value)
{
  add(reader, value, "language", sts_read_language(reader, value));
}

static void
read_address(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);

  if (text && !sts_address_is_folder(text))
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE,
              "“address” must be where packs are in the web, such as https://example.org/handouts/, not “%s”", text);
  else
    add(reader, value, "address", text);
}

static const struct {
  const char *key;
  void (*read)(StsReader *reader, const StsYaml *value);
} DEFAULTS[] = {
    {"style", read_style},   {"paper", read_paper},       {"duplex", read_duplex},   {"formats", read_formats},
    {"clinic", read_clinic}, {"language", read_language}, {"address", read_address},
};

static void
read_defaults(StsReader *reader, const StsYaml *map)
{
  const char *keys[G_N_ELEMENTS(DEFAULTS) + 1] = {NULL};

  for (size_t i = 0; i < G_N_ELEMENTS(DEFAULTS); i++)
    keys[i] = DEFAULTS[i].key;
  if (!sts_read_is_kind(reader, map, STS_YAML_MAP,
                        "“defaults” must say what options are that a call does not give, such as {paper: a4}"))
    return;
  sts_yaml_check_keys(map, keys, SYNONYMS, "“defaults”", reader->diagnostics);
  for (size_t i = 0; i < G_N_ELEMENTS(DEFAULTS); i++) {
    const StsYaml *value = sts_yaml_lookup(map, DEFAULTS[i].key);
    if (value)
      DEFAULTS[i].read(reader, value);
  }
}

static void
read_fonts_folder(StsReader *reader, const StsYaml *item)
{
  const char *text = sts_yaml_text(item, reader->diagnostics);
  const char *path = text ? find_inside(reader, item, text, STS_RULE_FONTS_FOLDER) : NULL;
  StsFileKind kind;
  int number = path ? sts_file_look(path, &kind) : 0;

  if (!path)
    return;
  if (number != 0)
    sts_error(reader->diagnostics, item->position, STS_RULE_SYSTEM_FAULT, "the folder “%s” cannot be read: %s", path,
              g_strerror(number));
  else if (kind != STS_FILE_KIND_FOLDER)
    sts_error(reader->diagnostics, item->position, STS_RULE_FONTS_FOLDER, "there is no folder “%s” in the library",
              text);
  else
    g_ptr_array_insert(reader->library->fonts, (gint)reader->library->fonts->len - 1, (gpointer)path);
}

void
sts_read_defaults(StsReader *reader, const StsYaml *root)
{
  const StsYaml *fonts = sts_yaml_lookup(root, "fonts");

  read_defaults(reader, sts_yaml_lookup(root, "defaults"));
  if (!sts_read_is_kind(reader, fonts, STS_YAML_LIST,
                        "“fonts” must list folders of fonts in the library, such as [fonts]"))
    return;
  for (const StsYaml *item = fonts->first; item; item = item->next)
    read_fonts_folder(reader, item);
}
