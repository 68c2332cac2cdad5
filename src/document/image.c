/* The names of image files that belong together. */
#include "document/image.h"

#include <string.h>

char *
sts_image_larger_name(const char *name)
{
  const char *dot = strrchr(name, '.');

  return dot && !strchr(dot, '/') ? g_strdup_printf("%.*s.large%s", (int)(dot - name), name, dot) : NULL;
}
