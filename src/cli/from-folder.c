/* --from: a library.yaml around Markdown files that are there already, which are not touched. */
#include <string.h>

#include "base/atomic-file.h"
#include "base/file-read.h"
#include "base/language-tag.h"
#include "base/leftovers.h"
#include "base/text.h"
#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/interrupt.h"
#include "cli/report.h"

/* Folders in folders that are looked into; no library needs as many. */
enum { DEPTH_MAX = 8 };

/* What only its owner can say stands there as a comment: nothing is made up. */
static const char LIBRARY[] =
    "# Made by sts-export --from. docs/content-format.md says all that may stand here.\n"
    "\n"
    "# The name of the folder; write the title that a book of all sections is to have.\n"
    "title: %s\n"
    "# The language of the text.\n"
    "language: %s\n"
    "# Made for this library, and for no other: keep it.\n"
    "identifier: urn:uuid:%s\n"
    "# sample, draft or approved. Until it says approved, each sheet says that it is a draft.\n"
    "status: draft\n"
    "# What stands on each sheet whose text has no disclaimer of its own. Take the number signs away, and write "
    "yours.\n"
    "# disclaimer: |\n"
    "#   ...\n"
    "# The sections in reading order, by the names of their files.\n"
    "sections:\n";

typedef struct {
  const char *root;
  GPtrArray *sections; /* names of files below the root, without .md */
  GPtrArray *left_out; /* sentences */
  GPtrArray *folders;  /* those that are still to be looked into, "" or with a slash at the end */
} Finds;

static void
clear_finds(Finds *finds)
{
  g_ptr_array_unref(finds->sections);
  g_ptr_array_unref(finds->left_out);
  g_ptr_array_unref(finds->folders);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Finds, clear_finds)

static bool
is_translation(const char *path)
{
  g_autofree char *original = NULL, *tag = NULL;
  StsFileKind kind;

  return sts_language_of_file(path, &original, &tag) && sts_file_look(original, &kind) == 0 &&
         kind == STS_FILE_KIND_FILE;
}

static void
add_file(Finds *finds, const char *path, const char *name)
{
  g_autofree char *base = g_path_get_basename(name);

  if (!g_utf8_validate(name, -1, NULL) || strpbrk(name, "\\\n\t"))
    g_ptr_array_add(finds->left_out, g_strdup_printf("%s: rename it, to letters, digits and hyphens", name));
  else if (g_ascii_strcasecmp(base, "README.md") == 0)
    g_ptr_array_add(finds->left_out,
                    g_strdup_printf("%s: it is seldom for patients; if it is, add it to “sections”", name));
  else if (!is_translation(path))
    g_ptr_array_add(finds->sections, g_strndup(name, strlen(name) - strlen(".md")));
}

static int
depth_of(const char *folder)
{
  int depth = 0;

  for (; *folder; folder++)
    depth += *folder == '/';
  return depth;
}

/* Links to folders are not followed: they may lead in a circle. */
static void
add_entry(Finds *finds, const char *folder, const char *entry)
{
  g_autofree char *name = g_strconcat(folder, entry, NULL), *path = g_build_filename(finds->root, name, NULL);
  StsFileKind kind;

  if (*entry == '.' || sts_file_look(path, &kind) != 0)
    return;
  if (kind == STS_FILE_KIND_FILE && g_str_has_suffix(entry, ".md"))
    add_file(finds, path, name);
  /* Passages, which sections show. */
  if (kind == STS_FILE_KIND_FOLDER && strcmp(name, "shared") != 0 && depth_of(name) < DEPTH_MAX &&
      !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
    g_ptr_array_add(finds->folders, g_strconcat(name, "/", NULL));
}

static bool
find_files(Finds *finds, GError **error)
{
  g_ptr_array_add(finds->folders, g_strdup(""));
  for (guint i = 0; i < finds->folders->len; i++) {
    const char *folder = finds->folders->pdata[i];
    g_autofree char *path = g_build_filename(finds->root, folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, error);
    if (!dir)
      return false;
    for (const char *entry; (entry = g_dir_read_name(dir));)
      add_entry(finds, folder, entry);
  }
  g_ptr_array_sort(finds->sections, sts_text_compare);
  g_ptr_array_sort(finds->left_out, sts_text_compare);
  return true;
}

/* The name of the folder, as a title; free with g_free(). */
static char *
title_of(const char *folder)
{
  g_autofree char *whole = g_canonicalize_filename(folder, NULL), *base = g_path_get_basename(whole);
  g_autofree char *plain = sts_text_make_printable(base);

  g_strdelimit(plain, "-_", ' ');
  g_autofree char *first = g_utf8_substring(plain, 0, 1), *capital = g_utf8_strup(first, -1);
  return g_strconcat(capital, plain + strlen(first), NULL);
}

/* In quotation marks where it is not made of letters, digits and hyphens alone. */
static void
append_name(GString *text, const char *name)
{
  bool plain = true;

  for (const char *p = name; *p; p++)
    plain = plain && (g_ascii_isalnum(*p) || (p > name && (*p == '-' || *p == '/')));
  g_string_append(text, "  - ");
  if (plain && g_ascii_isalpha(*name))
    g_string_append(text, name);
  else
    sts_text_append_json(text, name);
  g_string_append_c(text, '\n');
}

static bool
write_library(const StsOptions *options, const Finds *finds, const char *path, GError **error)
{
  g_autofree char *title = title_of(options->from), *uuid = g_uuid_string_random();
  g_autoptr(GString) quoted = g_string_new(NULL), text = g_string_new(NULL);
  g_autoptr(StsAtomicFile) file = sts_atomic_file_new(path, sts_interrupt_files(), error);

  sts_text_append_json(quoted, title);
  g_string_append_printf(text, LIBRARY, quoted->str, options->language ? options->language : "en", uuid);
  for (guint i = 0; i < finds->sections->len; i++)
    append_name(text, finds->sections->pdata[i]);
  return file && sts_atomic_file_write(file, text->str, text->len, error) && sts_atomic_file_commit(file, error);
}

int
sts_action_from_folder(const StsOptions *options)
{
  g_autofree char *path = g_build_filename(options->from, "library.yaml", NULL);
  g_autoptr(GError) error = NULL;
  g_auto(Finds) finds = {options->from, g_ptr_array_new_with_free_func(g_free), g_ptr_array_new_with_free_func(g_free),
                         g_ptr_array_new_with_free_func(g_free)};
  StsFileKind kind;

  if (sts_file_look(options->from, &kind) == 0 && kind != STS_FILE_KIND_FOLDER) {
    sts_report_message("there is no folder “%s”; --from names one that has Markdown files", options->from);
    return STS_EXIT_CALL;
  }
  if (sts_file_look(path, &kind) != 0 || kind != STS_FILE_KIND_NONE) {
    sts_report_message("“%s” is there already; what the library lacks says: sts-export --check -C %s", path,
                       options->from);
    return STS_EXIT_CALL;
  }
  if (!find_files(&finds, &error)) {
    sts_report_message("%s", error->message);
    return STS_EXIT_SYSTEM;
  }
  if (finds.sections->len == 0) {
    sts_report_message("there is no Markdown file (.md) in “%s” to make a section of", options->from);
    return STS_EXIT_CALL;
  }
  sts_leftovers_clean(options->from);
  if (!write_library(options, &finds, path, &error)) {
    sts_report_message("%s", error->message);
    return STS_EXIT_SYSTEM;
  }
  for (guint i = 0; i < finds.left_out->len; i++)
    sts_report_message("left out %s", (const char *)finds.left_out->pdata[i]);
  if (!options->language)
    sts_report_message("the language of the texts is taken to be English; if it is another, say so in “%s”", path);
  if (!options->quiet)
    sts_report_line("wrote %s", path);
  return sts_report_flush() ? STS_EXIT_DONE : STS_EXIT_SYSTEM;
}
