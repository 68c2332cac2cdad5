/* Images: those that lie in the document's own folder go with it; the others are told. */
#include "import/detectors.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file-read.h"
#include "import/findings.h"

static const char *
fault_of_name(const char *source)
{
  if (!*source)
    return "it names no file";
  if (strstr(source, "://") || g_str_has_prefix(source, "data:") || g_str_has_prefix(source, "//"))
    return "it lies on the network, and nothing is fetched from there; put the file into the library's folder";
  if (g_path_is_absolute(source))
    return "its name is an absolute path; put the file into the library's folder";
  return NULL;
}

/* Whether the name stays in its folder and is plain: no "..", no empty parts, and no folder that could be the file of a
 * section. */
static bool
is_plain(const char *name)
{
  g_auto(GStrv) parts = g_strsplit(name, "/", -1);

  for (char **part = parts; *part; part++)
    if (!**part || strcmp(*part, "..") == 0 || strcmp(*part, ".") == 0 || g_str_has_suffix(*part, ".md") ||
        g_str_has_suffix(*part, ".yaml"))
      return false;
  return !strchr(name, '\\') && g_utf8_validate(name, -1, NULL);
}

static bool
is_picture(const char *name)
{
  static const char *const ENDINGS[] = {".svg", ".png", ".jpg", ".jpeg"};
  g_autofree char *lower = g_ascii_strdown(name, -1);

  for (size_t i = 0; i < G_N_ELEMENTS(ENDINGS); i++)
    if (g_str_has_suffix(lower, ENDINGS[i]))
      return true;
  return false;
}

static bool
lies_inside(const char *folder, const char *path)
{
  char *real_folder = realpath(folder, NULL), *real = realpath(path, NULL);
  size_t length = real_folder ? strlen(real_folder) : 0;
  bool inside = real_folder && real &&
                (strcmp(real_folder, "/") == 0 || (strncmp(real, real_folder, length) == 0 && real[length] == '/'));

  free(real_folder);
  free(real);
  return inside;
}

static const char *
fault_of_file(const StsImport *import, const char *name, const char *path)
{
  g_autofree char *folder = g_path_get_dirname(import->path);
  struct stat status;
  int number = 0;

  if (!is_plain(name))
    return "it does not lie in the document's folder; put the file into the library's folder";
  if (!is_picture(name))
    return "its name is not that of an SVG, PNG or JPEG file";
  if (stat(path, &status) != 0)
    number = errno;
  if (sts_file_is_missing(number))
    return "there is no such file; put it into the library's folder";
  /* Copying it will tell what the system says. */
  if (number != 0)
    return NULL;
  if (!lies_inside(folder, path))
    return "it does not lie in the document's folder; put the file into the library's folder";
  if (!S_ISREG(status.st_mode) || status.st_size > STS_IMAGE_BYTES_MAX)
    return "it is not a file, or it is larger than 32 MB";
  return NULL;
}

/* Whether the picture is part of the page itself. */
static bool
take_picture(StsImport *import, GHashTable *known, const char *name)
{
  for (guint i = 0; import->page && i < import->page->pictures->len; i++) {
    const StsHtmlPicture *picture = &g_array_index(import->page->pictures, StsHtmlPicture, i);
    if (strcmp(picture->name, name) != 0)
      continue;
    g_hash_table_add(known, g_strdup(name));
    g_ptr_array_add(import->images, picture->name);
    g_ptr_array_add(import->image_paths, NULL);
    return true;
  }
  return false;
}

static void
take_file(StsImport *import, GHashTable *known, const char *name, const char *path)
{
  g_hash_table_add(known, g_strdup(name));
  g_ptr_array_add(import->images, (gpointer)sts_arena_strdup(import->arena, name));
  g_ptr_array_add(import->image_paths, (gpointer)sts_arena_strdup(import->arena, path));
}

/* The same picture with larger letters, where it lies beside the other. */
static void
take_larger(StsImport *import, GHashTable *known, const char *folder, const char *name, StsPosition position)
{
  g_autofree char *larger = sts_image_larger_name(name);
  g_autofree char *path = larger ? g_build_filename(folder, larger, NULL) : NULL;

  if (!path || g_hash_table_contains(known, larger) ||
      !(g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK)))
    return;
  const char *fault = fault_of_file(import, larger, path);
  if (fault)
    sts_import_error(import, position, STS_RULE_IMPORT_IMAGE, "the image “%s” was not copied: %s", larger, fault);
  else
    take_file(import, known, larger, path);
}

static void
take_image(StsImport *import, GHashTable *known, const StsNode *node, StsPosition position)
{
  const char *source = node->image.source ? node->image.source : "";
  g_autofree char *unescaped = g_uri_unescape_string(source, NULL);
  const char *name = unescaped ? unescaped : source;

  while (g_str_has_prefix(name, "./"))
    name += 2;
  if (g_hash_table_contains(known, name) || take_picture(import, known, name))
    return;
  g_autofree char *folder = g_path_get_dirname(import->path);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  const char *fault = fault_of_name(source);
  if (!fault)
    fault = fault_of_file(import, name, path);
  if (fault) {
    sts_import_error(import, position, STS_RULE_IMPORT_IMAGE, "the image “%s” was not copied: %s", source, fault);
    return;
  }
  take_file(import, known, name, path);
  take_larger(import, known, folder, name, position);
}

static void
find_in(StsImport *import, GHashTable *known, const StsNode *root)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    const StsNode *image = sts_node_shown_image(node);
    if (image)
      take_image(import, known, image, node->position);
  }
}

void
sts_import_find_images(StsImport *import)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  find_in(import, known, import->root);
  for (guint i = 0; i < import->notes->len; i++)
    find_in(import, known, g_ptr_array_index(import->notes, i));
  g_ptr_array_add(import->images, NULL);
}
