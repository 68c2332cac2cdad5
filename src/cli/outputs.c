/* Decides where each file goes, and refuses places that would lose something. */
#include "cli/outputs.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/names.h"
#include "cli/exit-status.h"
#include "cli/report.h"

/* Longer names than this are a burden in any list of files. */
enum { BOOK_NAME_MAX = 80 };

/* The title as a name; a long one ends with a whole word. */
static char *
name_of_title(const char *title)
{
  char *name = sts_text_slug(title);

  if (strlen(name) > BOOK_NAME_MAX) {
    *g_utf8_find_prev_char(name, name + BOOK_NAME_MAX + 1) = '\0';
    char *hyphen = strrchr(name, '-');
    if (hyphen)
      *hyphen = '\0';
  }
  return name;
}

char *
sts_outputs_book_name(const StsWork *work)
{
  const char *title = sts_library_get_title(work->library);

  if (!work->partial)
    return name_of_title(*title ? title : "book");
  GString *name = g_string_new(work->ids[0]);
  for (size_t i = 1; i < work->count; i++) {
    if (name->len + 1 + strlen(work->ids[i]) > BOOK_NAME_MAX) {
      g_string_append_printf(name, "-and-%zu-more", work->count - i);
      break;
    }
    g_string_append_printf(name, "-%s", work->ids[i]);
  }
  if (work->count == 1)
    g_string_append(name, "-book");
  return g_string_free(name, FALSE);
}

static bool G_GNUC_PRINTF(3, 4) refuse(int *status, int value, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  sts_report_message("%s", text);
  *status = value;
  return false;
}

static void
plan_in_folder(const StsOptions *options, const char *folder, GPtrArray *products)
{
  for (guint i = 0; i < products->len; i++) {
    StsProduct *product = g_ptr_array_index(products, i);
    g_autofree char *path = folder ? g_build_filename(folder, product->name, NULL) : g_strdup(product->name);
    for (guint k = 0; k < options->formats->len; k++) {
      const StsFormatInfo *format = options->formats->pdata[k];
      sts_product_add_file(product, format, g_strconcat(path, format->suffix, NULL));
    }
  }
}

/* Whether the name says that the file is something else than the format. */
static bool
tells_otherwise(const char *path, const StsFormatInfo *format)
{
  static const char *const SOURCES[] = {".md", ".yaml", ".yml", ".json"};
  g_autofree char *lower = g_ascii_strdown(path, -1);

  if (g_str_has_suffix(lower, format->suffix))
    return false;
  for (size_t i = 0; i < sts_format_count(); i++)
    if (g_str_has_suffix(lower, sts_format_get(i)->suffix))
      return true;
  for (size_t i = 0; i < G_N_ELEMENTS(SOURCES); i++)
    if (g_str_has_suffix(lower, SOURCES[i]))
      return true;
  return false;
}

static bool
plan_file(const StsOptions *options, const char *path, GPtrArray *products, int *status)
{
  const StsFormatInfo *format = options->formats->pdata[0];

  /* A slip such as "-o surgery.md" or "--epub -o surgery.pdf" would lose a text or mislabel a file. */
  if (tells_otherwise(path, format))
    return refuse(status, STS_EXIT_CALL,
                  "--output names “%s”, but the file will be %s %s; give it a name that ends in %s", path,
                  format->article, format->label, format->suffix);
  sts_product_add_file(products->pdata[0], format, g_strdup(path));
  return true;
}

static bool
plan_standard_output(const StsOptions *options, GPtrArray *products, int *status)
{
  if (isatty(STDOUT_FILENO))
    return refuse(status, STS_EXIT_CALL,
                  "--output - would print a binary file on the terminal; send it to a file or a program");
  sts_product_add_file(products->pdata[0], options->formats->pdata[0], NULL);
  return true;
}

/* Returns what tells the file from all others, whatever it is called, or NULL where there is none; free with g_free().
 */
static char *
identify(const char *path)
{
  struct stat status;

  if (!path || stat(path, &status) != 0)
    return NULL;
  return g_strdup_printf("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64)status.st_dev, (guint64)status.st_ino);
}

/* Whether the file is what exports write, and therefore nothing that a library is made of. */
static bool
is_export(const char *path)
{
  static const char *const BEGINNINGS[] = {"%PDF-1.", "PK\x03\x04"};
  char bytes[8] = "";
  FILE *file = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? fopen(path, "rb") : NULL;

  if (!file)
    return false;
  bool whole = fread(bytes, 1, sizeof bytes - 1, file) == sizeof bytes - 1;
  fclose(file);
  for (size_t i = 0; whole && i < G_N_ELEMENTS(BEGINNINGS); i++)
    if (g_str_has_prefix(bytes, BEGINNINGS[i]))
      return true;
  return false;
}

/* What the library consists of: identity -> name. Where sections are named, the others were not read before. */
static GHashTable *
list_sources(const StsWork *work)
{
  GHashTable *sources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(StsDiagnostics) untold = sts_diagnostics_new();
  g_autoptr(StsLibrary) whole = work->partial ? sts_library_load(work->content, untold, NULL) : NULL;
  g_autofree char **files = sts_library_list_files(whole ? whole : work->library);

  for (char **file = files; *file; file++) {
    char *identity = identify(*file);
    if (identity)
      g_hash_table_insert(sources, identity, *file);
    else
      g_free(*file);
  }
  return sources;
}

/* `*sources` is listed when the first file is there that could be one. */
static bool
check_source(const StsWork *work, const char *path, GHashTable **sources, int *status)
{
  g_autofree char *identity = identify(path);

  if (!identity || is_export(path))
    return true;
  if (!*sources)
    *sources = list_sources(work);
  const char *source = g_hash_table_lookup(*sources, identity);
  return !source || refuse(status, STS_EXIT_CALL,
                           "“%s” would overwrite “%s”, a file of the library; choose another name", path, source);
}

/* A link, or a name such as that of a picture, may lead to what the library is made of: then nothing would be left to
 * export from. */
static bool
check_sources(const StsWork *work, const GPtrArray *products, int *status)
{
  g_autoptr(GHashTable) sources = NULL;

  for (guint i = 0; i < products->len; i++) {
    const StsProduct *product = g_ptr_array_index(products, i);
    for (guint k = 0; k < product->files->len; k++)
      if (!check_source(work, sts_product_file(product, k)->path, &sources, status))
        return false;
  }
  return true;
}

static bool
plan_names(const StsWork *work, GPtrArray *products, int *status)
{
  const StsOptions *options = work->options;
  const char *output = options->output;
  size_t files = (size_t)products->len * options->formats->len;

  if (!output || g_file_test(output, G_FILE_TEST_IS_DIR)) {
    plan_in_folder(options, output, products);
    return true;
  }
  bool exists = g_file_test(output, G_FILE_TEST_EXISTS);
  if (exists && !g_file_test(output, G_FILE_TEST_IS_REGULAR))
    return refuse(status, STS_EXIT_CALL,
                  "--output names “%s”, which is a device or a pipe, not a file; name a file, or - for standard output",
                  output);
  if (g_str_has_suffix(output, "/"))
    return refuse(status, STS_EXIT_SYSTEM, "there is no folder “%s”; create it first", output);
  if (files > 1 && exists)
    return refuse(status, STS_EXIT_CALL, "--output names the file “%s”, but %zu files are to be written; name a folder",
                  output, files);
  if (files > 1)
    return refuse(status, STS_EXIT_SYSTEM,
                  "the folder “%s” does not exist; create it first: %zu files are to be written", output, files);
  return plan_file(options, output, products, status);
}

bool
sts_outputs_plan(const StsWork *work, GPtrArray *products, int *status)
{
  if (g_strcmp0(work->options->output, "-") == 0)
    return plan_standard_output(work->options, products, status);
  return plan_names(work, products, status) && check_sources(work, products, status);
}
