/* Confines the process with Landlock, by the system's calls: the C library has none for them. */
#include "cli/confine.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file-read.h"
#include "base/names.h"
#include "cli/draw-pages.h"
#include "cli/report.h"
#include "sts/data.h"

/* Of later kernels than the header may be: what is cut short (version 3), and all that there is in version 1. */
#define ACCESS_TRUNCATE (1ULL << 14)
#define ACCESS_ALL_1 (LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1)
/* What gets another name in another folder (version 2): a pack keeps files of the one before. */
#define ACCESS_REFER (1ULL << 13)
#define ACCESS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define ACCESS_CHANGE                                                                                                  \
  (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE |                      \
   LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | ACCESS_TRUNCATE)
#define ACCESS_OF_FILE (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_TRUNCATE)

typedef struct {
  int descriptor;
  guint64 handled; /* what is forbidden unless a rule allows it */
  bool incomplete; /* the system failed while a rule was made */
} Rules;

static void
allow(Rules *rules, const char *path, guint64 access)
{
  int descriptor = open(path, O_PATH | O_CLOEXEC);
  struct stat status;

  if (descriptor < 0) {
    rules->incomplete |= !sts_file_is_missing(errno) && errno != EACCES;
    return;
  }
  if (fstat(descriptor, &status) != 0) {
    rules->incomplete = true;
  } else {
    struct landlock_path_beneath_attr rule = {
        .allowed_access = access & rules->handled & (S_ISDIR(status.st_mode) ? ~0ULL : ACCESS_OF_FILE),
        .parent_fd = descriptor,
    };
    rules->incomplete |= syscall(SYS_landlock_add_rule, rules->descriptor, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0;
  }
  close(descriptor);
}

/* Where the path, or what it links to, lies. */
static void
allow_folder_of(Rules *rules, const char *path, guint64 access)
{
  char *real = realpath(path, NULL);
  g_autofree char *folder = g_path_get_dirname(real ? real : path);

  free(real);
  allow(rules, folder, access);
}

/* A folder with what links in it lead to. */
static void
allow_with_links(Rules *rules, const char *folder, guint64 access)
{
  DIR *entries = opendir(folder);

  allow(rules, folder, access);
  for (const struct dirent *entry; entries && (entry = readdir(entries));) {
    g_autofree char *path = entry->d_type == DT_LNK ? g_build_filename(folder, entry->d_name, NULL) : NULL;
    if (path)
      allow_folder_of(rules, path, access);
  }
  if (entries)
    closedir(entries);
}

/* Libraries load others, and read what the system says of fonts, locales and itself. */
static void
allow_system(Rules *rules)
{
  static const char *const FOLDERS[] = {"/usr", "/lib", "/lib64", "/etc", "/proc",
                                        "/sys", "/opt", "/nix",   "/gnu", "/var/cache/fontconfig"};
  static const char *const NAMED[] = {"FONTCONFIG_FILE", "FONTCONFIG_PATH", "LOCPATH"};

  for (size_t i = 0; i < G_N_ELEMENTS(FOLDERS); i++)
    allow(rules, FOLDERS[i], ACCESS_READ);
  for (size_t i = 0; i < G_N_ELEMENTS(NAMED); i++)
    if (g_getenv(NAMED[i]))
      allow(rules, g_getenv(NAMED[i]), ACCESS_READ);
  g_autofree char *cache = g_build_filename(g_get_user_cache_dir(), "fontconfig", NULL);
  allow(rules, cache, ACCESS_READ);
  g_auto(GStrv) libraries = g_strsplit(g_getenv("LD_LIBRARY_PATH") ? g_getenv("LD_LIBRARY_PATH") : "", ":", -1);
  for (char **folder = libraries; *folder; folder++)
    allow(rules, *folder, ACCESS_READ);
  allow_folder_of(rules, "/proc/self/exe", ACCESS_READ);
  allow(rules, "/dev", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE);
}

static void
allow_library(Rules *rules, const char *content, guint64 access)
{
  struct stat status;

  if (stat(content, &status) != 0) {
    rules->incomplete = true;
    return;
  }
  if (S_ISDIR(status.st_mode)) {
    allow_with_links(rules, content, access);
    return;
  }
  g_autofree char *folder = g_path_get_dirname(content);
  allow(rules, folder, access);
  allow_folder_of(rules, content, access);
}

static void
allow_output(Rules *rules, const StsOptions *options)
{
  const char *folder = options->new_dir ? options->new_dir : ".";
  const char *output = options->output ? options->output : folder;
  bool makes_folder = options->action == STS_ACTION_IMPORT || options->action == STS_ACTION_NEW_LIBRARY;

  if (strcmp(output, "-") == 0)
    return;
  StsFileKind kind;
  if (sts_file_look(output, &kind) != 0)
    rules->incomplete = true;
  if (!makes_folder && kind == STS_FILE_KIND_FOLDER) {
    allow_with_links(rules, output, ACCESS_READ | ACCESS_CHANGE);
    return;
  }
  g_autofree char *whole = g_canonicalize_filename(output, NULL);
  allow_folder_of(rules, whole, ACCESS_READ | ACCESS_CHANGE);
}

/* A pack is made beside the one that is there. */
static void
allow_pack(Rules *rules, const char *pack)
{
  char *real = realpath(pack, NULL);
  g_autofree char *whole = g_canonicalize_filename(real ? real : pack, NULL), *parent = g_path_get_dirname(whole);

  free(real);
  allow(rules, parent, ACCESS_READ | ACCESS_CHANGE | ACCESS_REFER);
}

/* Styles, and the words in their folder terms/. Most users have none. */
static void
allow_styles(Rules *rules, const char *folder)
{
  if (!folder || sts_file_is_missing(sts_file_find(folder)))
    return;
  g_autofree char *terms = g_build_filename(folder, "terms", NULL);
  allow_with_links(rules, folder, ACCESS_READ);
  allow_with_links(rules, terms, ACCESS_READ);
}

/* What a call reads and writes again and again may be another folder by then, of the same name. */
static void
allow_later(Rules *rules, const StsOptions *options, const char *content)
{
  g_autofree char *library = g_canonicalize_filename(content, NULL);
  g_autofree char *output = g_canonicalize_filename(options->output ? options->output : ".", NULL);

  allow_folder_of(rules, library, ACCESS_READ);
  allow_folder_of(rules, output, ACCESS_READ | ACCESS_CHANGE);
}

/* The program that draws pages, which has what is allowed here, and its libraries. */
static void
allow_drawing(Rules *rules)
{
  g_autofree char *program = sts_draw_pages_find_program(NULL);

  if (!program)
    return;
  g_autofree char *folder = g_path_get_dirname(program), *libraries = g_build_filename(folder, "..", "lib", NULL);
  allow_folder_of(rules, program, ACCESS_READ);
  allow(rules, libraries, ACCESS_READ);
}

static void
allow_call(Rules *rules, const StsOptions *options, const char *content, const char *data)
{
  g_autofree char *styles = g_build_filename(data, "styles", NULL), *fonts = g_build_filename(data, "fonts", NULL);
  g_autofree char *user = sts_data_find_user_styles();

  allow_system(rules);
  allow(rules, data, ACCESS_READ);
  allow_with_links(rules, styles, ACCESS_READ);
  allow_styles(rules, user);
  if (options->style && sts_text_is_style_path(options->style)) {
    g_autofree char *folder = g_path_get_dirname(options->style);
    allow(rules, folder, ACCESS_READ);
    allow_folder_of(rules, options->style, ACCESS_READ);
  }
  allow_with_links(rules, fonts, ACCESS_READ);
  bool changed = options->write || options->action == STS_ACTION_STAMP || options->action == STS_ACTION_NEW_SECTION;
  allow_library(rules, content, ACCESS_READ | (changed ? ACCESS_CHANGE : 0));
  for (char **folder = options->fonts; folder && *folder; folder++)
    allow_with_links(rules, *folder, ACCESS_READ);
  if (options->action == STS_ACTION_EXPORT || options->action == STS_ACTION_PREVIEW ||
      options->action == STS_ACTION_IMPORT || options->action == STS_ACTION_NEW_LIBRARY)
    allow_output(rules, options);
  if (options->action == STS_ACTION_PREVIEW || options->action == STS_ACTION_PACK)
    allow_drawing(rules);
  if (options->pack)
    allow_pack(rules, options->pack);
  if (options->clinic)
    allow_folder_of(rules, options->clinic, ACCESS_READ);
  if (options->watch)
    allow_later(rules, options, content);
  if (options->depfile)
    allow_folder_of(rules, options->depfile, ACCESS_READ | ACCESS_CHANGE);
  if (options->report)
    allow_folder_of(rules, options->report, ACCESS_READ | ACCESS_CHANGE);
}

static bool
needs_more(const StsOptions *options)
{
#ifdef STS_COVERAGE
  return true; /* counters are written where the program was built */
#else
  g_autofree char *lower = g_ascii_strdown(options->import ? options->import : "", -1);

  return g_str_has_suffix(lower, ".docx") || g_str_has_suffix(lower, ".odt");
#endif
}

void
sts_confine_call(const StsOptions *options, const char *content, const char *data)
{
  static bool done;

  /* What confines a call holds for all that it reads again. */
  if (done || needs_more(options))
    return;
  done = true;
  int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  struct landlock_ruleset_attr attributes = {
      .handled_access_fs = (ACCESS_ALL_1 | (version >= 2 ? ACCESS_REFER : 0) | (version >= 3 ? ACCESS_TRUNCATE : 0)) &
                           ~LANDLOCK_ACCESS_FS_EXECUTE};
  Rules rules = {version < 1 ? -1 : (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0),
                 attributes.handled_access_fs, false};
  bool confined = false;

  if (rules.descriptor >= 0) {
    allow_call(&rules, options, content, data);
    /* A call that lacks a rule would be told of permissions, where something else is wrong. */
    confined = !rules.incomplete && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
               syscall(SYS_landlock_restrict_self, rules.descriptor, 0) == 0;
    close(rules.descriptor);
  }
  if (!confined && options->verbose)
    sts_report_message("this kernel cannot confine the call to its files (Landlock); it goes on without");
}
