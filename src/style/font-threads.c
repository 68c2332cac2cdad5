/* Looks through the threads of this process by their names, as Linux lists them. */
#include "style/font-threads.h"

#include <glib.h>
#include <stdbool.h>

static bool
is_at_work(void)
{
  g_autoptr(GDir) tasks = g_dir_open("/proc/self/task", 0, NULL);
  bool found = false;

  for (const char *task; tasks && !found && (task = g_dir_read_name(tasks));) {
    g_autofree char *path = g_build_filename("/proc/self/task", task, "comm", NULL);
    g_autofree char *name = NULL;
    found = g_file_get_contents(path, &name, NULL, NULL) && g_str_has_prefix(name, "[pango]");
  }
  return found;
}

void
sts_font_threads_wait(void)
{
  enum { STEP = G_USEC_PER_SEC / 5000, STEPS = 5 * 5000 };

  for (int i = 0; i < STEPS && is_at_work(); i++)
    g_usleep(STEP);
}
