/* Writes what files are made of, for Make and Ninja. */
#include "cli/depfile.h"

#include <string.h>

#include "cli/interrupt.h"

char *
sts_depfile_escape(const char *name)
{
  g_autoptr(GString) text = g_string_new(NULL);
  size_t backslashes = 0;

  if (strpbrk(name, "\n\r"))
    return NULL;
  for (const char *p = name; *p; p++) {
    bool blank = *p == ' ' || *p == '\t';
    for (size_t i = 0; i < backslashes && blank; i++)
      g_string_append_c(text, '\\');
    if (blank || *p == '#' || *p == ':')
      g_string_append_c(text, '\\');
    else if (*p == '$')
      g_string_append_c(text, '$');
    g_string_append_c(text, *p);
    backslashes = *p == '\\' ? backslashes + 1 : 0;
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Appends the name and what follows it. */
static bool
append_name(GString *text, const char *name, const char *end, GError **error)
{
  g_autofree char *escaped = sts_depfile_escape(name);

  if (!escaped) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "--depfile cannot name “%s”: the name has a line break, which neither Make nor Ninja can read", name);
    return false;
  }
  g_string_append_printf(text, "%s%s", escaped, end);
  return true;
}

static bool
append_rule(GString *text, const char *target, char **inputs, GError **error)
{
  if (!append_name(text, target, ":", error))
    return false;
  for (char **input = inputs; *input; input++) {
    g_string_append(text, " \\\n  ");
    if (!append_name(text, *input, "", error))
      return false;
  }
  g_string_append_c(text, '\n');
  return true;
}

/* Adds to `seen` and appends an empty rule for each that was not there yet. */
static bool
append_empty_rules(GString *text, GHashTable *seen, char **inputs, GError **error)
{
  for (char **input = inputs; *input; input++)
    if (g_hash_table_add(seen, g_strdup(*input)) && !append_name(text, *input, ":\n", error))
      return false;
  return true;
}

static char *
list_rules(const StsWork *work, const GPtrArray *products, GError **error)
{
  g_autoptr(StsInputs) inputs = sts_inputs_new(work->exporter, work->library);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) rules = g_string_new(NULL), empty = g_string_new(NULL);

  for (guint i = 0; i < products->len; i++) {
    const StsProduct *product = products->pdata[i];
    g_auto(GStrv) files = sts_inputs_list(inputs, (const char *const *)product->ids, error);
    for (guint k = 0; files && k < product->files->len; k++)
      if (!append_rule(rules, sts_product_file(product, k)->path, files, error))
        return NULL;
    if (!files || !append_empty_rules(empty, seen, files, error))
      return NULL;
  }
  g_string_append(rules, empty->str);
  return g_string_free(g_steal_pointer(&rules), FALSE);
}

StsAtomicFile *
sts_depfile_make(const StsWork *work, const GPtrArray *products, GError **error)
{
  g_autofree char *rules = list_rules(work, products, error);
  g_autoptr(StsAtomicFile) file =
      rules ? sts_atomic_file_new(work->options->depfile, sts_interrupt_files(), error) : NULL;

  return file && sts_atomic_file_write(file, rules, strlen(rules), error) ? g_steal_pointer(&file) : NULL;
}
