/* Stands in for libFuzzer where it is not built: feeds each file of the corpus folder, whole and cut short at many
 * places, to the target. */
#include <glib.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

enum { CUTS = 64 };

static int
replay_file(const char *path)
{
  g_autofree char *bytes = NULL;
  size_t size = 0;

  if (!g_file_get_contents(path, &bytes, &size, NULL)) {
    fprintf(stderr, "cannot read %s\n", path);
    return 1;
  }
  for (size_t i = 0; i <= CUTS; i++) {
    /* A copy of exactly that size lets the sanitizers see a read past the end. */
    size_t length = size * i / CUTS;
    g_autofree guint8 *copy = g_malloc(MAX(length, 1));
    for (size_t at = 0; at < length; at++)
      copy[at] = (guint8)bytes[at];
    LLVMFuzzerTestOneInput(copy, length);
  }
  return 0;
}

int
main(int argc, char **argv)
{
  g_autoptr(GDir) folder = argc > 1 ? g_dir_open(argv[1], 0, NULL) : NULL;
  int count = 0, status = 0;

  if (!folder) {
    fprintf(stderr, "usage: %s CORPUS\n", argv[0]);
    return 2;
  }
  for (const char *name; (name = g_dir_read_name(folder));) {
    g_autofree char *path = g_build_filename(argv[1], name, NULL);
    status |= replay_file(path);
    count++;
  }
  printf("%d inputs\n", count);
  return count > 0 ? status : 1;
}
