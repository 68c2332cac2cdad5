/* Runs pandoc. */
#include "import/pandoc.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file-read.h"
#include "base/leftovers.h"
#include "base/text.h"
#include "document/image.h"

/* Each lets pass a text of some thousand pages. */
enum { SECONDS_MAX = 60, PAGE_BYTES_MAX = 64 * 1024 * 1024 };

static const char *
format_of(const char *path)
{
  g_autofree char *lower = g_ascii_strdown(path, -1);

  return g_str_has_suffix(lower, ".docx") ? "docx" : g_str_has_suffix(lower, ".odt") ? "odt" : NULL;
}

bool
sts_pandoc_is_needed(const char *path)
{
  return format_of(path) != NULL;
}

/* In the child, before pandoc is there. Memory is bounded by pandoc itself: its runtime reserves more addresses than it
 * uses. */
static void
set_limits(gpointer unused)
{
  (void)unused;
  setrlimit(RLIMIT_CPU, &(struct rlimit){SECONDS_MAX, SECONDS_MAX + 5});
  setrlimit(RLIMIT_FSIZE, &(struct rlimit){PAGE_BYTES_MAX, PAGE_BYTES_MAX});
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

/* Returns what it says; NULL with a diagnostic or an error. */
static char *
run(const char *program, const char *path, const char *folder, StsDiagnostics *diagnostics, GError **error)
{
  g_autofree char *input = g_canonicalize_filename(path, NULL), *output = g_build_filename(folder, "page.html", NULL);
  g_autofree char *media = g_strconcat("--extract-media=", folder, NULL), *messages = NULL;
  const char *arguments[] = {program,        "+RTS",
                             "-M512m",       "-RTS",
                             "--sandbox",    "--quiet",
                             "--standalone", "--track-changes=all",
                             "--from",       format_of(path),
                             "--to",         "html5",
                             media,          "--output",
                             output,         "--",
                             input,          NULL};
  int status;

  if (!g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, set_limits, NULL, NULL, &messages,
                    &status, error))
    return NULL;
  g_autofree char *printable = sts_text_make_printable(messages ? messages : "");
  char *said = sts_text_normalize_space(printable);
  if (g_spawn_check_wait_status(status, NULL))
    return said;
  sts_error(diagnostics, ((StsPosition){path, 0, 0}), STS_RULE_FILE_UNREADABLE, "pandoc cannot read the document: %s",
            *said ? said : "it needs more time or memory than is sensible, or is no such document");
  g_free(said);
  return NULL;
}

/* ---- pictures ---- */

/* What is no file, or larger than any picture may be, is left out. */
static bool
add_picture(GArray *pictures, const char *folder, char *name, GError **error)
{
  g_autofree char *path = g_build_filename(folder, name, NULL), *owned = name;
  g_autoptr(GError) fault = NULL;
  char *bytes;
  gsize size;

  if (g_file_test(path, G_FILE_TEST_IS_SYMLINK))
    return true;
  if (sts_file_load(path, STS_IMAGE_BYTES_MAX, &bytes, &size, &fault)) {
    StsHtmlPicture picture = {g_steal_pointer(&owned), g_bytes_new_take(bytes, size)};
    g_array_append_val(pictures, picture);
    return true;
  }
  if (g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_INVAL))
    return true;
  g_propagate_error(error, g_steal_pointer(&fault));
  return false;
}

static bool
add_pictures(GArray *pictures, const char *folder, const char *prefix, GError **error)
{
  g_autofree char *below = g_build_filename(folder, prefix, NULL);
  g_autoptr(GError) fault = NULL;
  g_autoptr(GDir) dir = g_dir_open(below, 0, &fault);
  bool added = true;

  for (const char *name; added && dir && (name = g_dir_read_name(dir));)
    added = add_picture(pictures, folder, g_build_filename(prefix, name, NULL), error);
  if (dir || g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return added;
  g_propagate_error(error, g_steal_pointer(&fault));
  return false;
}

/* The page shows them where they lie in the folder; in the library they have the rest of that name. */
static char *
shorten_names(const char *page, const char *folder)
{
  g_autofree char *long_name = g_strdup_printf("src=\"%s/", folder);
  g_auto(GStrv) parts = g_strsplit(page, long_name, -1);

  return g_strjoinv("src=\"", parts);
}

static StsPandoc *
read_folder(const char *folder, const char *path, char *messages, StsDiagnostics *diagnostics, GError **error)
{
  g_autofree char *name = g_build_filename(folder, "page.html", NULL), *text = NULL;
  g_autoptr(StsPandoc) pandoc = g_new0(StsPandoc, 1);
  g_autoptr(GError) fault = NULL;
  gsize length;

  pandoc->messages = messages;
  pandoc->loses_heads = strcmp(format_of(path), "odt") == 0;
  pandoc->pictures = sts_html_pictures_new();
  if (!sts_file_load(name, PAGE_BYTES_MAX, &text, &length, &fault)) {
    if (!g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
      g_propagate_error(error, g_steal_pointer(&fault));
      return NULL;
    }
    sts_error(diagnostics, ((StsPosition){path, 0, 0}), STS_RULE_FILE_UNREADABLE, "pandoc made nothing of it");
    return NULL;
  }
  pandoc->page = shorten_names(text, folder);
  pandoc->length = strlen(pandoc->page);
  if (add_pictures(pandoc->pictures, folder, "media", error) &&
      add_pictures(pandoc->pictures, folder, "media/media", error) &&
      add_pictures(pandoc->pictures, folder, "Pictures", error))
    return g_steal_pointer(&pandoc);
  return NULL;
}

StsPandoc *
sts_pandoc_read(const char *path, StsDiagnostics *diagnostics, GError **error)
{
  g_autofree char *program = g_find_program_in_path("pandoc");

  if (!program) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSYS,
                "cannot import “%s”: this needs pandoc, which is not installed (package pandoc)", path);
    return NULL;
  }
  g_autofree char *folder = sts_leftovers_new_name(g_get_tmp_dir(), "sts-word");
  if (mkdir(folder, 0700) != 0) {
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), "cannot make the folder “%s”: %s", folder,
                g_strerror(errno));
    return NULL;
  }
  char *messages = run(program, path, folder, diagnostics, error);
  StsPandoc *pandoc = messages ? read_folder(folder, path, messages, diagnostics, error) : NULL;
  sts_leftovers_remove_folder(folder);
  return pandoc;
}

void
sts_pandoc_free(StsPandoc *pandoc)
{
  if (!pandoc)
    return;
  g_free(pandoc->page);
  g_free(pandoc->messages);
  if (pandoc->pictures)
    g_array_unref(pandoc->pictures);
  g_free(pandoc);
}
