/* Writes maps for nginx. $arg_NAME knows no name with a full stop, so values are taken from $args, which nginx does not
 * decode: a full stop may be there as %2E, and so on. */
#include "output/answers/nginx.h"

#include <stdbool.h>
#include <string.h>

#include "document/code-systems.h"

#define STOP "(?:\\.|%2e)"
#define HYPHEN "(?:-|%2d)"
#define SPACES "(?:\\+|%20)*"

/* A parameter, and the variable that its value goes to, as it stands in the request. */
static const struct {
  const char *name, *variable;
} PARAMETERS[] = {
    {"mainSearchCriteria.v.c", "sts_code_given"},
    {"mainSearchCriteria.v.cs", "sts_system_given"},
    {"informationRecipient.languageCode.c", "sts_language_given"},
    {"knowledgeResponseType", "sts_form_given"},
};

/* Appends a pattern for the text, in which full stops and hyphens may be encoded. */
static void
append_pattern(GString *out, const char *text)
{
  for (; *text; text++) {
    if (*text == '.')
      g_string_append(out, STOP);
    else if (*text == '-')
      g_string_append(out, HYPHEN);
    else
      g_string_append_c(out, *text);
  }
}

static void
append_parameters(GString *out)
{
  for (size_t i = 0; i < G_N_ELEMENTS(PARAMETERS); i++) {
    const char *variable = PARAMETERS[i].variable;
    g_string_append_printf(out, "map $args $%s {\n  default \"\";\n  \"~*(?:^|&)", variable);
    append_pattern(out, PARAMETERS[i].name);
    g_string_append_printf(out, "=(?<%s_value>[^&]*)\" $%s_value;\n}\n", variable, variable);
  }
}

/* A full stop or a hyphen stands in a code once at most. */
static void
append_code(GString *out)
{
  g_string_append(out, "map $sts_code_given $sts_code {\n  default \"\";\n"
                       "  \"~*^" SPACES "(?<sts_code_a>[a-z0-9]+)" SPACES "$\" $sts_code_a;\n"
                       "  \"~*^" SPACES "(?<sts_code_b>[a-z0-9]+)" STOP "(?<sts_code_c>[a-z0-9]+)" SPACES
                       "$\" $sts_code_b.$sts_code_c;\n"
                       "  \"~*^" SPACES "(?<sts_code_d>[a-z0-9]+)" HYPHEN "(?<sts_code_e>[a-z0-9]+)" SPACES
                       "$\" $sts_code_d-$sts_code_e;\n}\n");
}

/* A system may be written as a URN, too. */
static void
append_systems(GString *out)
{
  const StsCodeSystem *system;

  g_string_append(out, "map $sts_system_given $sts_system {\n  default \"\";\n");
  for (size_t i = 0; (system = sts_code_system_get(i)); i++) {
    g_string_append(out, "  \"~*^" SPACES "(?:urn(?::|%3a)oid(?::|%3a))?");
    append_pattern(out, system->oid);
    g_string_append(out, SPACES "$\" ");
    g_string_append_printf(out, "%s;\n", system->key);
  }
  g_string_append(out, "}\n");
}

/* nginx compares keys that are no patterns whatever their case. */
static void
append_codes(GString *out, const GPtrArray *codes)
{
  g_string_append(out, "map \"$sts_system:$sts_code\" $sts_about {\n  default none;\n");
  for (guint i = 0; i < codes->len; i++) {
    const char *code = codes->pdata[i], *colon = strchr(code, ':');
    g_autofree char *key = g_strndup(code, (size_t)(colon - code));
    g_string_append_printf(out, "  \"%s\" %s/%s;\n", code, sts_code_system_find(key)->oid, colon + 1);
  }
  g_string_append(out, "}\n");
}

static bool
has_primary(const GPtrArray *languages, guint before, const char *tag, size_t length)
{
  for (guint i = 0; i < languages->len; i++) {
    const char *other = languages->pdata[i];
    size_t primary = strcspn(other, "-");
    if (primary == length && strncmp(other, tag, length) == 0 && (i < before || !other[primary]))
      return true;
  }
  return false;
}

static void
append_language(GString *out, const char *tag, int length, const char *rest, const char *means)
{
  g_autofree char *text = g_strndup(tag, (size_t)length);

  g_string_append(out, "  \"~*^" SPACES);
  for (const char *at = text; *at; at++)
    if (*at == '-')
      g_string_append(out, "(?:[-_]|%2d)");
    else
      g_string_append_c(out, *at);
  g_string_append_printf(out, "%s\" %s;\n", rest, means);
}

/* es-MX is answered in es; sorted, longer tags come last, and are asked first. Who asks for a language without a
 * country gets that of any. */
static void
append_languages(GString *out, const GPtrArray *languages, const char *language)
{
  g_string_append_printf(out, "map $sts_language_given $sts_language {\n  default %s;\n", language);
  for (guint i = languages->len; i-- > 0;) {
    const char *tag = languages->pdata[i];
    append_language(out, tag, (int)strlen(tag), "(?:[-_]|%2d|\\+|%20|$)", tag);
  }
  for (guint i = 0; i < languages->len; i++) {
    const char *tag = languages->pdata[i];
    size_t primary = strcspn(tag, "-");
    if (tag[primary] && !has_primary(languages, i, tag, primary))
      append_language(out, tag, (int)primary, SPACES "$", tag);
  }
  g_string_append(out, "}\n");
}

char *
sts_answers_write_nginx(const GPtrArray *codes, const GPtrArray *languages, const char *language)
{
  GString *out =
      g_string_new("# Which of the answers in this folder a request gets, for nginx to include in \"http\";\n"
                   "# the location that uses it: docs/record-systems.md. Made anew with the pack.\n");

  append_parameters(out);
  append_code(out);
  append_systems(out);
  append_languages(out, languages, language);
  g_string_append(out, "map $sts_form_given $sts_form {\n  default atom;\n"
                       "  \"~*^" SPACES "application(?:/|%2f)json\" json;\n}\n");
  append_codes(out, codes);
  return g_string_free(out, FALSE);
}
