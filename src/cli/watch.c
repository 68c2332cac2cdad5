/* Makes a call again whenever something that it reads has changed. */
#include "cli/watch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file-read.h"
#include "base/names.h"
#include "cli/draw-pages.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/folders.h"
#include "cli/interrupt.h"
#include "cli/report.h"

/* In microseconds: how long what fails waits for a further change, and how long a file that was changed waits to be
 * closed by whoever writes it. */
enum { QUIET = 200 * 1000, SETTLING = 20 * 1000 };

typedef struct {
  int argc;
  char **argv;
  int (*act)(StsWork *work, StsOptions *options);
  char *library; /* as it is named */
  char *output;  /* the folder that --output named in the first call; NULL: it named none */
  StsFolders *folders;
  GHashTable *inputs; /* a set of absolute paths: what the last call that came out well was made of */

  bool changed;        /* something has since the last call */
  GHashTable *paths;   /* a set of absolute paths: what has changed since the last call that came out well */
  GHashTable *writing; /* a set of paths: what of that is still being written, as far as can be told */
  bool looks_changed;  /* something else than texts and pictures, on which the exporter may depend */
  gint64 last_change;

  StsExporter *exporter; /* of the last call: opening fonts takes longer than a handout; NULL: none */
  char *day;             /* on which that judges currency; NULL: on none */
  GHashTable *made;      /* ids of a publication, parted by line feeds -> Made*: those that came out well */
  StsInputs *now;        /* of the present call; NULL until something is recalled or noted */
  const StsWork *work;
  GHashTable *fresh; /* name of an input -> whether it is among `paths`, in the present call */
  StsKept *failure;  /* of the last call, where it failed and that was not told yet; else NULL */
  GHashTable *told;  /* the faults that were told last, as lines without their places -> the first place and rule */
  bool quiet;
} Watching;

/* What a publication was made of, and what was told of it. */
typedef struct {
  char **inputs;
  StsDiagnostics *diagnostics;
} Made;

/* ---- what has changed ---- */

static bool
ends_with(const char *path, const char *const *suffixes)
{
  g_autofree char *lower = g_ascii_strdown(path, -1);

  for (; *suffixes; suffixes++)
    if (g_str_has_suffix(lower, *suffixes))
      return true;
  return false;
}

/* Whether it is a picture that --preview has drawn into the library's folder. */
static bool
is_drawn(const char *path)
{
  return g_str_has_suffix(path, ".png") && sts_drawn_page_is_own(path);
}

/* What is not read yet may be read next time: a translation, a style, a picture that was missing. */
static void
take_change(const char *path, StsFolderEvent change, gpointer data)
{
  static const char *const CONTENT[] = {".md", ".svg", ".png", ".jpg", ".jpeg", NULL};
  static const char *const LOOKS[] = {".yaml", ".yml", ".ttf", ".otf", ".ttc", ".otc", NULL};
  Watching *watching = data;
  const char *slash = strrchr(path, '/');
  bool content = ends_with(path, CONTENT), looks = ends_with(path, LOOKS);
  bool hidden = slash && slash[1] == '.', known = content || looks || change == STS_FOLDER_ITSELF;

  /* Editors put hidden files beside those that they edit. */
  if ((hidden || !known || is_drawn(path)) && !g_hash_table_contains(watching->inputs, path))
    return;
  if (change == STS_FOLDER_CHANGING)
    g_hash_table_add(watching->writing, g_strdup(path));
  else
    g_hash_table_remove(watching->writing, path);
  g_hash_table_add(watching->paths, g_strdup(path));
  watching->changed = true;
  watching->looks_changed |= !content;
  watching->last_change = g_get_monotonic_time();
}

/* Returns whether that is watched from now on. */
static bool
add_folder_of(Watching *watching, const char *path)
{
  g_autofree char *folder = g_path_get_dirname(path);

  return sts_folders_add(watching->folders, folder, false);
}

/* A library in one document lies in a folder with much else. */
static void
add_library(Watching *watching)
{
  StsFileKind kind;

  if (sts_file_look(watching->library, &kind) == 0 && kind == STS_FILE_KIND_FOLDER)
    sts_folders_add(watching->folders, watching->library, true);
  else
    add_folder_of(watching, watching->library);
}

/* `path` is absolute. What was written while the call went on may not have been read. */
static void
add_file(Watching *watching, const char *path, gint64 began)
{
  struct stat status;

  g_hash_table_add(watching->inputs, g_strdup(path));
  if (add_folder_of(watching, path) && stat(path, &status) == 0 &&
      (gint64)status.st_ctim.tv_sec * G_USEC_PER_SEC + status.st_ctim.tv_nsec / 1000 >= began)
    watching->changed = watching->looks_changed = true;
}

/* What links lead to changes where it lies. */
static void
add_input(Watching *watching, const char *path, gint64 began)
{
  char *real = realpath(path, NULL);
  g_autofree char *whole = g_canonicalize_filename(path, NULL);

  add_file(watching, whole, began);
  if (real && strcmp(real, whole) != 0)
    add_file(watching, real, began);
  free(real);
}

static void
add_styles(Watching *watching, const StsWork *work)
{
  g_autofree char *user = sts_data_find_user_styles(), *installed = g_build_filename(work->data, "styles", NULL);

  if (user)
    sts_folders_add(watching->folders, user, true);
  sts_folders_add(watching->folders, installed, true);
}

/* Where a call fails, what the one before was made of still counts. */
static void
note_inputs(Watching *watching, const StsWork *work, gint64 began)
{
  g_autoptr(StsInputs) inputs = sts_inputs_new(watching->exporter, work->library);
  g_auto(GStrv) files = sts_inputs_list(inputs, work->ids, NULL);

  g_hash_table_remove_all(watching->inputs);
  for (char **file = files; file && *file; file++)
    add_input(watching, *file, began);
  add_styles(watching, work);
}

/* ---- what was made before ---- */

static void
free_made(gpointer data)
{
  Made *made = data;

  g_strfreev(made->inputs);
  sts_diagnostics_free(made->diagnostics);
  g_free(made);
}

static char **
list_inputs(Watching *watching, const char *const *ids)
{
  if (!watching->now)
    watching->now = sts_inputs_new(watching->work->exporter, watching->work->library);
  return sts_inputs_list(watching->now, ids, NULL);
}

static bool
has_changed(const Watching *watching, const char *input)
{
  gpointer known;

  if (g_hash_table_lookup_extended(watching->fresh, input, NULL, &known))
    return GPOINTER_TO_INT(known);
  g_autofree char *whole = g_canonicalize_filename(input, NULL);
  char *real = realpath(input, NULL);
  bool changed = !real || g_hash_table_contains(watching->paths, whole) || g_hash_table_contains(watching->paths, real);
  free(real);
  g_hash_table_insert(watching->fresh, g_strdup(input), GINT_TO_POINTER(changed));
  return changed;
}

static bool
recall(gpointer data, const char *const *ids, StsDiagnostics *diagnostics)
{
  Watching *watching = data;
  g_autofree char *name = g_strjoinv("\n", (char **)ids);
  const Made *made = g_hash_table_lookup(watching->made, name);
  g_auto(GStrv) inputs = made ? list_inputs(watching, ids) : NULL;

  if (!inputs || !g_strv_equal((const char *const *)inputs, (const char *const *)made->inputs))
    return false;
  for (char **input = inputs; *input; input++)
    if (has_changed(watching, *input))
      return false;
  sts_diagnostics_append(diagnostics, made->diagnostics);
  return true;
}

static void
note(gpointer data, const char *const *ids, const StsDiagnostics *diagnostics)
{
  Watching *watching = data;
  Made *made = g_new(Made, 1);

  *made = (Made){list_inputs(watching, ids), sts_diagnostics_new()};
  sts_diagnostics_append(made->diagnostics, diagnostics);
  g_hash_table_insert(watching->made, g_strjoinv("\n", (char **)ids), made);
}

/* What nobody has read so far may stand for something: a translation, a picture with larger letters. */
static bool
knows_all_changes(const Watching *watching)
{
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init(&iter, watching->paths);
  while (g_hash_table_iter_next(&iter, &path, NULL))
    if (!g_hash_table_contains(watching->inputs, path))
      return false;
  return true;
}

/* Where style, words or fonts may have changed, everything has. */
static void
begin_memory(Watching *watching, const StsWork *work)
{
  if (!work->exporter || !knows_all_changes(watching))
    g_hash_table_remove_all(watching->made);
  watching->work = work;
}

static void
end_memory(Watching *watching, bool good)
{
  watching->work = NULL;
  g_clear_pointer(&watching->now, sts_inputs_free);
  g_hash_table_remove_all(watching->fresh);
  if (good)
    g_hash_table_remove_all(watching->paths);
}

/* ---- a call ---- */

static void
drop_exporter(Watching *watching)
{
  sts_interrupt_watch(NULL);
  g_clear_pointer(&watching->exporter, sts_exporter_free);
}

/* Lends the exporter of the call before to this one, where it would be the same. */
static void
lend_exporter(Watching *watching, StsWork *work)
{
  if (watching->looks_changed || g_strcmp0(watching->day, work->day) != 0)
    drop_exporter(watching);
  work->exporter = g_steal_pointer(&watching->exporter);
}

static void
take_exporter_back(Watching *watching, StsWork *work, bool good)
{
  if (!good)
    return;
  watching->exporter = g_steal_pointer(&work->exporter);
  watching->looks_changed = false;
  g_free(watching->day);
  watching->day = g_strdup(work->day);
}

static int
call(Watching *watching)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StsOptions) options = sts_options_parse(watching->argc, watching->argv, &error);
  gint64 began = g_get_real_time();
  int status = STS_EXIT_DONE;

  if (!options) {
    sts_report_message("%s", error->message);
    return STS_EXIT_CALL;
  }
  if (watching->output) {
    g_free(options->output);
    options->output = g_strdup(watching->output);
  }
  g_autoptr(StsWork) work = sts_work_open(options, &status);
  if (!work)
    return status;
  lend_exporter(watching, work);
  bool lent = work->exporter;
  const StsMemory memory = {recall, note, watching};
  begin_memory(watching, work);
  work->memory = options->force && !options->depfile ? NULL : &memory;
  status = watching->act(work, options);
  end_memory(watching, status == STS_EXIT_DONE);
  take_exporter_back(watching, work, lent || status == STS_EXIT_DONE);
  if (status == STS_EXIT_DONE)
    note_inputs(watching, work, began);
  return status;
}

/* ---- what is told ---- */

/* Texts move up and down; a fault that moves is the same. */
static char *
name_fault(const StsDiagnostic *fault)
{
  return g_strdup_printf("%s: %s: %s [%s]", fault->position.file ? fault->position.file : "",
                         sts_severity_name(fault->severity), fault->text, fault->rule);
}

static void
tell_faults(Watching *watching, const StsDiagnostics *faults)
{
  g_autoptr(GHashTable) now = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(StsDiagnostics) fresh = sts_diagnostics_new();
  GHashTableIter iter;
  gpointer name, place;

  for (size_t i = 0; i < sts_diagnostics_size(faults); i++) {
    const StsDiagnostic *fault = sts_diagnostics_get(faults, i);
    g_autofree char *key = name_fault(fault);
    if (!g_hash_table_contains(watching->told, key))
      sts_diagnostics_add(fresh, fault->severity, fault->position, fault->rule, "%s", fault->text);
    g_autofree char *at = sts_position_format(fault->position);
    if (!g_hash_table_contains(now, key))
      g_hash_table_insert(now, g_steal_pointer(&key), g_strdup_printf("%s [%s]", at, fault->rule));
  }
  g_hash_table_iter_init(&iter, watching->told);
  while (!watching->quiet && g_hash_table_iter_next(&iter, &name, &place))
    if (!g_hash_table_contains(now, name))
      sts_report_message("mended: %s", (const char *)place);
  sts_faults_print(stderr, fresh, STS_SEVERITY_NOTE);
  g_hash_table_unref(watching->told);
  watching->told = g_steal_pointer(&now);
}

/* Returns false where nobody reads it. */
static bool
tell(Watching *watching, const StsKept *kept)
{
  tell_faults(watching, kept->faults);
  for (guint i = 0; i < kept->messages->len; i++)
    sts_report_message("%s", (const char *)kept->messages->pdata[i]);
  for (guint i = 0; i < kept->lines->len; i++)
    sts_report_line("%s", (const char *)kept->lines->pdata[i]);
  return sts_report_flush();
}

/* Makes the call, and tells what came of it, but for a failure, which waits. Returns false where nobody reads what is
 * told. */
static bool
call_again(Watching *watching)
{
  g_autoptr(StsKept) kept = sts_kept_new();

  g_clear_pointer(&watching->failure, sts_kept_free);
  watching->changed = false;
  g_hash_table_remove_all(watching->writing);
  /* What lies in a new folder is read now, or seen to change. */
  add_library(watching);
  sts_report_keep(kept);
  int status = call(watching);
  sts_report_keep(NULL);
  if (status == STS_EXIT_DONE)
    return tell(watching, kept);
  watching->failure = g_steal_pointer(&kept);
  return !ferror(stdout);
}

/* ---- the wait ---- */

static bool
is_gone(const Watching *watching)
{
  StsFileKind kind;

  return sts_file_look(watching->library, &kind) == 0 && kind == STS_FILE_KIND_NONE;
}

/* Until when there is something to wait for; -1: for ever. */
static gint64
time_left(const Watching *watching)
{
  gint64 since = g_get_monotonic_time() - watching->last_change;

  if (watching->changed)
    return g_hash_table_size(watching->writing) == 0 ? 0 : MAX(SETTLING - since, 0);
  return watching->failure ? MAX(QUIET - since, 0) : -1;
}

static bool
tell_failure(Watching *watching)
{
  g_autoptr(StsKept) failure = g_steal_pointer(&watching->failure);

  return tell(watching, failure);
}

static int
watch(Watching *watching)
{
  for (;;) {
    gint64 left = time_left(watching);
    if (left != 0) {
      sts_folders_wait(watching->folders, left);
    } else if (watching->changed) {
      if (!call_again(watching))
        return STS_EXIT_SYSTEM;
    } else {
      if (is_gone(watching)) {
        sts_report_message("“%s” is gone, so there is nothing to watch; what was written stays", watching->library);
        return STS_EXIT_SYSTEM;
      }
      if (!tell_failure(watching))
        return STS_EXIT_SYSTEM;
    }
  }
}

static void
clear_watching(Watching *watching)
{
  drop_exporter(watching);
  g_clear_pointer(&watching->failure, sts_kept_free);
  sts_folders_free(watching->folders);
  g_hash_table_unref(watching->inputs);
  g_hash_table_unref(watching->writing);
  g_hash_table_unref(watching->paths);
  g_hash_table_unref(watching->made);
  g_hash_table_unref(watching->fresh);
  g_hash_table_unref(watching->told);
  g_free(watching->library);
  g_free(watching->output);
  g_free(watching->day);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Watching, clear_watching)

/* Where the folder goes while the call goes on, its name is to be no file's. */
static char *
find_output_folder(const StsOptions *options)
{
  StsFileKind kind;

  if (!options->output || sts_file_look(options->output, &kind) != 0 || kind != STS_FILE_KIND_FOLDER)
    return NULL;
  return g_str_has_suffix(options->output, "/") ? g_strdup(options->output) : g_strconcat(options->output, "/", NULL);
}

/* What the first call says of itself, it says at once; where it is wrong, all others would be. */
static int
call_first(Watching *watching)
{
  g_autoptr(StsKept) kept = sts_kept_new();

  watching->last_change = g_get_monotonic_time();
  sts_report_keep(kept);
  int status = call(watching);
  sts_report_keep(NULL);
  if (!tell(watching, kept))
    return STS_EXIT_SYSTEM;
  return status == STS_EXIT_CONTENT ? STS_EXIT_DONE : status;
}

int
sts_watch_run(int argc, char **argv, const StsOptions *options, int (*act)(StsWork *work, StsOptions *options))
{
  g_auto(Watching) watching = {.argc = argc,
                               .argv = argv,
                               .act = act,
                               .library = sts_work_find_library(options),
                               .inputs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                               .paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                               .made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_made),
                               .fresh = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                               .writing = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                               .told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                               .quiet = options->quiet};

  /* Files are the system's own; nothing is to be asked of a desktop. */
  g_setenv("GIO_USE_VFS", "local", TRUE);
  watching.folders = sts_folders_new(take_change, &watching);
  if (watching.library)
    add_library(&watching);
  watching.output = find_output_folder(options);
  if (options->clinic)
    add_folder_of(&watching, options->clinic);
  if (options->style && sts_text_is_style_path(options->style))
    add_folder_of(&watching, options->style);
  int status = call_first(&watching);
  if (status != STS_EXIT_DONE)
    return status;
  if (!options->quiet)
    sts_report_message("watching “%s”; Ctrl+C ends it", watching.library);
  return watch(&watching);
}
