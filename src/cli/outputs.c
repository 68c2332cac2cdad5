/* Decides where each file goes, and refuses places that would lose something. */
#include "cli/outputs.h"

#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/report.h"
#include "support/text.h"

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
sts_outputs_book_name(const StsLibrary *library, const StsSection *const *sections, size_t count)
{
  if (!sections)
    return name_of_title(library->title ? library->title : "book");
  GString *name = g_string_new(sections[0]->id);
  for (size_t i = 1; i < count; i++) {
    if (name->len + 1 + strlen(sections[i]->id) > BOOK_NAME_MAX) {
      g_string_append_printf(name, "-and-%zu-more", count - i);
      break;
    }
    g_string_append_printf(name, "-%s", sections[i]->id);
  }
  if (count == 1)
    g_string_append(name, "-book");
  return g_string_free(name, FALSE);
}

static bool G_GNUC_PRINTF(3, 4)
refuse(int *status, int value, const char *format, ...)
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
    if (options->pdf)
      product->pdf = g_strconcat(path, ".pdf", NULL);
    if (options->epub)
      product->epub = g_strconcat(path, ".epub", NULL);
  }
}

/* A slip such as "-o surgery.md" or "--epub -o surgery.pdf" would lose a text or mislabel a file. */
static bool
check_file_name(const StsOptions *options, const char *path, int *status)
{
  const char *wanted = options->pdf ? ".pdf" : ".epub";
  static const char *const telling[] = {".pdf", ".epub", ".md", ".yaml", ".yml", ".json"};
  g_autofree char *lower = g_ascii_strdown(path, -1);

  for (size_t i = 0; i < G_N_ELEMENTS(telling); i++)
    if (g_str_has_suffix(lower, telling[i]) && strcmp(telling[i], wanted) != 0)
      return refuse(status, STS_EXIT_CALL, "--output names “%s”, but the file will be %s; give it a name that ends in %s", path,
                    options->pdf ? "a PDF" : "an EPUB", wanted);
  return true;
}

static bool
plan_file(const StsOptions *options, const char *path, GPtrArray *products, int *status)
{
  StsProduct *product = g_ptr_array_index(products, 0);

  if (!check_file_name(options, path, status))
    return false;
  *(options->pdf ? &product->pdf : &product->epub) = g_strdup(path);
  return true;
}

static bool
plan_standard_output(const StsOptions *options, GPtrArray *products, int *status)
{
  if (isatty(STDOUT_FILENO))
    return refuse(status, STS_EXIT_CALL, "--output - would print a binary file on the terminal; send it to a file or a program");
  plan_in_folder(options, g_get_tmp_dir(), products);
  return true;
}

bool
sts_outputs_plan(const StsWork *work, GPtrArray *products, int *status)
{
  const StsOptions *options = work->options;
  const char *output = options->output;
  size_t files = products->len * ((size_t)options->pdf + (size_t)options->epub);

  if (output && strcmp(output, "-") == 0)
    return plan_standard_output(options, products, status);
  if (!output || g_file_test(output, G_FILE_TEST_IS_DIR)) {
    plan_in_folder(options, output, products);
    return true;
  }
  bool exists = g_file_test(output, G_FILE_TEST_EXISTS);
  if (exists && !g_file_test(output, G_FILE_TEST_IS_REGULAR))
    return refuse(status, STS_EXIT_CALL, "--output names “%s”, which is no file, but a device or a pipe; name a file, or - for standard output", output);
  if (g_str_has_suffix(output, "/"))
    return refuse(status, STS_EXIT_SYSTEM, "there is no folder “%s”; make it first", output);
  if (files > 1 && exists)
    return refuse(status, STS_EXIT_CALL, "--output names the file “%s”, but %zu files are to be written; name a folder", output, files);
  if (files > 1)
    return refuse(status, STS_EXIT_SYSTEM, "the folder “%s” does not exist; make it first, since %zu files are to be written", output, files);
  return plan_file(options, output, products, status);
}
