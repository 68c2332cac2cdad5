/* Decides where each file goes, and refuses places that would lose something. */
#include "cli/outputs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file-read.h"
#include "base/leftovers.h"
#include "base/names.h"
#include "cli/exit-status.h"
#include "cli/guard.h"
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

char *
sts_outputs_stem(const StsWork *work, const char *folder, const StsProduct *product)
{
  bool translated = sts_library_is_translated(work->library);
  const char *dot = translated ? "." : "", *language = translated ? sts_library_get_language(work->library) : "";
  g_autofree char *name = g_strconcat(product->name, dot, language, NULL);

  return folder ? g_build_filename(folder, name, NULL) : g_steal_pointer(&name);
}

static void
plan_in_folder(const StsWork *work, const char *folder, GPtrArray *products)
{
  const StsOptions *options = work->options;

  for (guint i = 0; i < products->len; i++) {
    StsProduct *product = g_ptr_array_index(products, i);
    g_autofree char *stem = sts_outputs_stem(work, folder, product);
    for (guint k = 0; k < options->formats->len; k++) {
      const StsFormatInfo *format = options->formats->pdata[k];
      sts_product_add_file(product, format, g_strconcat(stem, format->suffix, NULL));
    }
  }
}

/* Whether the name is one of a file of any kind that the program writes or reads. */
static bool
has_suffix_of_file(const char *path)
{
  static const char *const SOURCES[] = {".md", ".yaml", ".yml", ".json"};
  g_autofree char *lower = g_ascii_strdown(path, -1);

  for (size_t i = 0; i < sts_format_count(); i++)
    if (g_str_has_suffix(lower, sts_format_get(i)->suffix))
      return true;
  for (size_t i = 0; i < G_N_ELEMENTS(SOURCES); i++)
    if (g_str_has_suffix(lower, SOURCES[i]))
      return true;
  return false;
}

/* Whether the name says that the file is something else than the format. */
static bool
tells_otherwise(const char *path, const StsFormatInfo *format)
{
  g_autofree char *lower = g_ascii_strdown(path, -1);

  return !g_str_has_suffix(lower, format->suffix) && has_suffix_of_file(path);
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
                  "--output - would print the file on the terminal; send it to a file or a program");
  sts_product_add_file(products->pdata[0], options->formats->pdata[0], NULL);
  return true;
}

/* ---- what is there already ---- */

/* Where the files of a call go, in the making of their list. */
typedef struct {
  const StsWork *work;
  bool named;        /* --output names the file itself */
  StsGuard *guard;   /* what the call reads; NULL: nobody had to know yet */
  GHashTable *taken; /* the real name of a file that is replaced -> the name by which it is */
  int *status;
} Places;

static void
clear_places(Places *places)
{
  sts_guard_free(places->guard);
  g_hash_table_unref(places->taken);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Places, clear_places)

/* Where sections are named, the others were not read before. */
static StsGuard *
list_sources(const StsWork *work)
{
  StsGuard *guard = sts_guard_new();
  g_autoptr(StsDiagnostics) untold = sts_diagnostics_new();
  g_autoptr(StsLibrary) whole = work->partial ? sts_library_load(work->content, untold, NULL) : NULL;
  g_auto(GStrv) files = sts_library_list_files(whole ? whole : work->library);
  g_auto(GStrv) translated = sts_library_list_files(work->library);
  g_autofree char *styles = g_build_filename(work->data, "styles", NULL), *user = sts_data_find_user_styles();
  g_autofree char *own = g_build_filename(work->content, "styles", NULL);
  g_auto(GStrv) fonts = sts_work_list_font_folders(work);

  for (char **file = files; *file; file++)
    sts_guard_add(guard, *file);
  for (char **file = translated; *file; file++)
    sts_guard_add(guard, *file);
  for (char **folder = fonts; *folder; folder++)
    sts_guard_add(guard, *folder);
  for (const char *const *folder = sts_library_get_font_folders(work->library); *folder; folder++)
    sts_guard_add(guard, *folder);
  sts_guard_add(guard, styles);
  sts_guard_add(guard, own);
  if (user)
    sts_guard_add(guard, user);
  if (sts_text_is_style_path(work->options->style))
    sts_guard_add(guard, work->options->style);
  return guard;
}

/* A file that the call reads would be lost, and with it what there is to export. */
static bool
check_source(Places *places, const char *path)
{
  if (!places->guard)
    places->guard = list_sources(places->work);
  const char *source = sts_guard_find(places->guard, path);
  return !source || refuse(places->status, STS_EXIT_CALL,
                           "“%s” would overwrite “%s”, which this call reads; choose another name", path, source);
}

/* Two names of a folder may be links to one file, of which only the last would be kept. */
static bool
check_taken(Places *places, const char *path)
{
  char *real = realpath(path, NULL);
  g_autofree char *target = g_strdup(real);
  const char *other = target ? g_hash_table_lookup(places->taken, target) : NULL;

  free(real);
  if (other)
    return refuse(places->status, STS_EXIT_CALL, "“%s” and “%s” are the same file; delete one of these links", other,
                  path);
  if (target)
    g_hash_table_insert(places->taken, g_steal_pointer(&target), g_strdup(path));
  return true;
}

/* Whoever names a folder cannot be expected to know all that is in it. */
static bool
refuse_foreign(Places *places, const char *path, const GError *error)
{
  if (error)
    return refuse(places->status, STS_EXIT_SYSTEM, "it cannot be seen whether “%s” may be replaced: %s", path,
                  error->message);
  return refuse(places->status, STS_EXIT_CALL,
                "“%s” exists, and sts-export did not write it; move it away, or choose another folder with --output",
                path);
}

static bool
check_place(Places *places, const char *path)
{
  g_autoptr(GError) error = NULL;
  struct stat status;

  int number = stat(path, &status) == 0 ? 0 : errno;
  if (number != 0 && !sts_file_is_missing(number))
    return refuse(places->status, STS_EXIT_SYSTEM, "cannot write “%s”: %s", path, g_strerror(number));
  if (number != 0 || !S_ISREG(status.st_mode))
    return true;
  if (!check_taken(places, path))
    return false;
  if (status.st_size > 0 && sts_format_find_own(path, &error))
    return true;
  if (!check_source(places, path))
    return false;
  return places->named || status.st_size == 0 || refuse_foreign(places, path, error);
}

static bool
check_places(const StsWork *work, const GPtrArray *products, bool named, int *status)
{
  g_auto(Places) places = {
      .work = work,
      .named = named,
      .taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
      .status = status,
  };

  g_autoptr(GHashTable) cleaned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) files = sts_products_list_files(products);

  for (guint i = 0; i < files->len; i++)
    if (!check_place(&places, ((const StsProductFile *)files->pdata[i])->path))
      return false;
  for (guint i = 0; i < files->len; i++)
    sts_leftovers_clean_beside(cleaned, ((const StsProductFile *)files->pdata[i])->path);
  return true;
}

/* Only one is made: where the one above is missing, too, the name is more likely to be a slip. */
static bool
set_new_folder(const char *output, char **folder, int *status)
{
  g_autofree char *whole = g_canonicalize_filename(output, NULL), *above = g_path_get_dirname(whole);
  StsFileKind kind;
  if (sts_file_look(whole, &kind) == 0 && kind != STS_FILE_KIND_NONE)
    return refuse(status, STS_EXIT_SYSTEM, "there is no folder “%s”: it is a file", output);
  int number = sts_file_look(above, &kind);
  if (number != 0)
    return refuse(status, STS_EXIT_SYSTEM, "cannot write to “%s”: %s", output, g_strerror(number));
  if (kind != STS_FILE_KIND_FOLDER)
    return refuse(status, STS_EXIT_SYSTEM, "“%s” cannot be made: there is no folder “%s”", output, above);
  *folder = g_steal_pointer(&whole);
  return true;
}

static bool
plan_names(const StsWork *work, GPtrArray *products, char **folder, int *status)
{
  const StsOptions *options = work->options;
  const char *output = options->output;
  size_t files = (size_t)products->len * options->formats->len;

  StsFileKind kind = STS_FILE_KIND_FOLDER;
  int number = output ? sts_file_look(output, &kind) : 0;
  if (number != 0)
    return refuse(status, STS_EXIT_SYSTEM, "cannot write to “%s”: %s", output, g_strerror(number));
  if (kind == STS_FILE_KIND_FOLDER) {
    plan_in_folder(work, output, products);
    return check_places(work, products, false, status);
  }
  if (kind == STS_FILE_KIND_OTHER)
    return refuse(status, STS_EXIT_CALL,
                  "--output names “%s”, which is a device or a pipe, not a file; name a file, or - for standard output",
                  output);
  if (g_str_has_suffix(output, "/") || (files > 1 && kind == STS_FILE_KIND_NONE && !has_suffix_of_file(output))) {
    plan_in_folder(work, output, products);
    return set_new_folder(output, folder, status);
  }
  if (files > 1)
    return refuse(status, STS_EXIT_CALL, "--output names the file “%s”, but %zu files are to be written; name a folder",
                  output, files);
  return plan_file(options, output, products, status) && check_places(work, products, true, status);
}

/* It is named like no other file, since whoever slips would lose one. */
static bool
check_depfile(const StsWork *work, const GPtrArray *products, int *status)
{
  const char *path = work->options->depfile;
  g_autoptr(GPtrArray) files = sts_products_list_files(products);
  g_autofree char *whole = g_canonicalize_filename(path, NULL);
  g_autoptr(StsGuard) guard = sts_file_is_missing(sts_file_find(path)) ? NULL : list_sources(work);
  const char *source = guard ? sts_guard_find(guard, path) : NULL;

  if (has_suffix_of_file(path))
    return refuse(status, STS_EXIT_CALL,
                  "--depfile names “%s”, but the file will hold rules for Make and Ninja; give it a name such as "
                  "sheets.d",
                  path);
  for (guint i = 0; i < files->len; i++) {
    g_autofree char *other = g_canonicalize_filename(((const StsProductFile *)files->pdata[i])->path, NULL);
    if (strcmp(whole, other) == 0)
      return refuse(status, STS_EXIT_CALL, "--depfile and --output name the same file, “%s”; choose another name",
                    path);
  }
  return !source || refuse(status, STS_EXIT_CALL,
                           "“%s” would overwrite “%s”, which this call reads; choose another name", path, source);
}

bool
sts_outputs_plan(const StsWork *work, GPtrArray *products, char **folder, int *status)
{
  if (g_strcmp0(work->options->output, "-") == 0)
    return plan_standard_output(work->options, products, status);
  return plan_names(work, products, folder, status) &&
         (!work->options->depfile || check_depfile(work, products, status));
}
