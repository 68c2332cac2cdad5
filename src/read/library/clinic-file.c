/* Reads clinic.yaml: flat keys, whose values are text as it is typed, each checked at its place. */
#include "read/library/clinic-file.h"

#include <string.h>

#include "base/text.h"
#include "document/rules.h"
#include "read/images/images.h"
#include "read/library/front-matter.h"
#include "read/library/yaml-values.h"
#include "read/text-file.h"

/* A logo is small; a photo of the house is none. */
enum { LOGO_BYTES_MAX = 2 * 1024 * 1024 };

/* Whether the value is printed as it is typed. */
static bool
is_printed(StsClinicKey key)
{
  return key <= STS_CLINIC_WEB || key == STS_CLINIC_LOGO_ALT || key == STS_CLINIC_QR;
}

/* Returns the text line by line: in each, single spaces alone; what is empty is none. Free with g_free(). */
static char *
split_lines(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GString) kept = g_string_new(NULL);

  for (char **line = lines; *line; line++) {
    g_autofree char *normal = sts_text_normalize_space(*line);
    if (*normal)
      g_string_append_printf(kept, "%s%s", kept->len > 0 ? "\n" : "", normal);
  }
  return g_string_free(g_steal_pointer(&kept), FALSE);
}

static void
report_value(StsReader *reader, const StsYaml *value, const char *text, const char *fault)
{
  enum { SHOWN = 60 };
  g_autofree char *line = sts_text_normalize_space(text);
  int shown = sts_text_cut(line, SHOWN);

  sts_error(reader->diagnostics, value->position, STS_RULE_CLINIC_VALUE, "“%s”: “%.*s%s” %s", value->key, shown, line,
            line[shown] ? "…" : "", fault);
}

/* Lends the first character that nobody sees and no script needs, which a search for the words would not pass over;
 * NULL: none. */
static const char *
find_invisible(const char *text)
{
  static const char *const INVISIBLE[] = {"\u00ad", "\u200b", "\u2060", "\ufeff"};
  const char *found = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS(INVISIBLE) && !found; i++)
    found = strstr(text, INVISIBLE[i]);
  return found;
}

static void
read_value(StsReader *reader, StsClinic *clinic, StsClinicKey key, const StsYaml *value)
{
  const char *text =
      is_printed(key) ? sts_yaml_prose(value, reader->diagnostics) : sts_yaml_text(value, reader->diagnostics);

  if (!text)
    return;
  g_autofree char *lines = split_lines(text);
  const char *fault = *lines ? sts_clinic_fault(key, lines) : "says nothing";
  const char *invisible = is_printed(key) ? find_invisible(lines) : NULL;
  g_autofree char *unseen = invisible ? g_strdup_printf("has a character that cannot be seen, U+%04X; take it out",
                                                        g_utf8_get_char(invisible))
                                      : NULL;
  clinic->positions[key] = sts_yaml_text_position(value);
  if (fault || unseen) {
    report_value(reader, value, lines, fault ? fault : unseen);
    return;
  }
  clinic->values[key] = sts_arena_strdup(reader->arena, lines);
  if (is_printed(key))
    clinic->lines[key] = sts_read_yaml_place(reader, value, g_strdelimit(lines, "\n", ' '));
}

static void
report_logo(StsReader *reader, const StsClinic *clinic, const char *sentence)
{
  sts_error(reader->diagnostics, clinic->positions[STS_CLINIC_LOGO], STS_RULE_CLINIC_VALUE, "“logo”: %s", sentence);
}

/* Loads the logo as any other picture, within bounds of its own. */
static void
load_logo(StsReader *reader, StsClinic *clinic)
{
  StsNode *image = sts_node_new(reader->arena, STS_NODE_IMAGE, clinic->positions[STS_CLINIC_LOGO]);

  image->image.source = clinic->values[STS_CLINIC_LOGO];
  image->image.alternative = clinic->values[STS_CLINIC_LOGO_ALT];
  sts_read_images(reader, NULL, image);
  clinic->logo = image->image.image;
  if (clinic->logo && g_bytes_get_size(clinic->logo->bytes) > LOGO_BYTES_MAX)
    report_logo(reader, clinic, "the picture has more than 2 MB, which is no logo; save a smaller one");
}

static void
read_logo(StsReader *reader, StsClinic *clinic)
{
  bool named = clinic->values[STS_CLINIC_LOGO], described = clinic->values[STS_CLINIC_LOGO_ALT];

  if (named && described)
    load_logo(reader, clinic);
  else if (named)
    report_logo(reader, clinic,
                "say what it shows, for those who hear the sheet; add a line such as “logo-alt: Logo of the clinic”");
  else if (described)
    sts_error(reader->diagnostics, clinic->positions[STS_CLINIC_LOGO_ALT], STS_RULE_CLINIC_VALUE,
              "“logo-alt”: there is no logo that it describes; name one under “logo”, or take the line out");
}

static void
read_keys(StsReader *reader, StsClinic *clinic, const StsYaml *root)
{
  for (const StsYaml *value = root->first; value; value = value->next) {
    StsClinicKey key;
    /* A key of YAML without a value says nothing, and is not passed over. */
    if (value->kind == STS_YAML_NULL)
      sts_error(reader->diagnostics, value->key_position, STS_RULE_CLINIC_VALUE,
                "“%s” has no value; write one, or take the line out", value->key);
    else if (sts_clinic_key_find(value->key, &key))
      read_value(reader, clinic, key, value);
  }
}

const StsClinic *
sts_read_clinic_file(StsReader *reader, const char *path)
{
  size_t length, before = sts_diagnostics_count(reader->diagnostics, STS_SEVERITY_ERROR);
  g_autofree char *text = sts_read_text_file(path, path, &length, reader->diagnostics);

  if (!text)
    return NULL;
  if (sts_text_is_blank(text)) {
    sts_error(reader->diagnostics, ((StsPosition){path, 1, 1}), STS_RULE_CLINIC_VALUE,
              "the file is empty; it must give the name of the clinic, such as “name: North Valley Cancer Clinic”");
    return NULL;
  }
  const StsYaml *root = sts_read_yaml(reader->arena, text, length, path, 1, reader->diagnostics);
  if (!root)
    return NULL;
  StsClinic *clinic = STS_ARENA_NEW(reader->arena, StsClinic);
  clinic->file = path;
  sts_yaml_check_keys(root, sts_clinic_key_names(), sts_clinic_synonyms(), "a clinic's file", reader->diagnostics);
  read_keys(reader, clinic, root);
  read_logo(reader, clinic);
  if (!sts_yaml_lookup(root, "name"))
    sts_error(reader->diagnostics, ((StsPosition){path, 1, 1}), STS_RULE_CLINIC_VALUE,
              "“name” is missing; add a line such as “name: North Valley Cancer Clinic”");
  if (clinic->values[STS_CLINIC_QUESTIONS])
    clinic->questions = (int)g_ascii_strtoll(clinic->values[STS_CLINIC_QUESTIONS], NULL, 10);
  return sts_diagnostics_count(reader->diagnostics, STS_SEVERITY_ERROR) == before ? clinic : NULL;
}
