/* Names the files of an EPUB. */
#include "output/epub/names.h"

#include <stdbool.h>
#include <string.h>

/* A file name that every file system and reader takes: ASCII letters, digits, '-' and '_'. */
static bool
is_safe_name(const char *name)
{
  if (!g_ascii_isalpha(*name) || strlen(name) > 100)
    return false;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum(*name) && *name != '-' && *name != '_')
      return false;
  return true;
}

static bool
take_name(GHashTable *names, const char *name)
{
  return g_hash_table_add(names, g_ascii_strdown(name, -1));
}

char *
sts_epub_name_section(GHashTable *names, const char *id, unsigned number)
{
  if (id != NULL && is_safe_name(id) && take_name(names, id))
    return g_strdup_printf("text/%s.xhtml", id);
  for (;; number++) {
    g_autofree char *name = g_strdup_printf("section-%u", number);
    if (take_name(names, name))
      return g_strdup_printf("text/%s.xhtml", name);
  }
}

const char *
sts_epub_name_file(StsArena *arena, GHashTable *names, const char *folder, const char *path, const char *ending)
{
  g_autofree char *base = g_path_get_basename(path);
  char *dot = strrchr(base, '.');
  if (dot != NULL && dot != base)
    *dot = '\0';
  for (char *c = base; *c != '\0'; c++)
    if (!g_ascii_isalnum(*c) && *c != '_')
      *c = '-';
  if (!is_safe_name(base)) {
    g_free(base);
    base = g_strdup("file");
  }
  g_autofree char *name = g_strdup_printf("%s/%s.%s", folder, base, ending);
  for (unsigned again = 2; !take_name(names, name); again++) {
    g_free(name);
    name = g_strdup_printf("%s/%s-%u.%s", folder, base, again, ending);
  }
  return sts_arena_strdup(arena, name);
}
