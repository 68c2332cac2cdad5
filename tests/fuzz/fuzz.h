/* What targets share: those that read files write the input to two, and whatever is said must be fit for a terminal. */
#ifndef STS_FUZZ_H
#define STS_FUZZ_H

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "base/diagnostic.h"
#include "base/text.h"

/* Quicker than GLib, which makes a new file and renames it; or, if it is not to, leaves the end of a longer one. */
static inline bool
sts_fuzz_write(const char *path, const char *text, size_t size)
{
  FILE *file = fopen(path, "wbe");
  bool written = file && fwrite(text, 1, size, file) == size;

  return file && fclose(file) == 0 && written;
}

/* Parts the bytes at the first line of five hyphens; there may be none. */
static inline void
sts_fuzz_part(const guint8 *data, size_t size, const char **first, size_t *first_size, const char **second,
              size_t *second_size)
{
  static const char PARTING[] = "-----\n";
  const char *text = size > 0 ? (const char *)data : "", *parting = g_strstr_len(text, (gssize)size, PARTING);
  size_t from = parting ? (size_t)(parting - text) + strlen(PARTING) : size;

  *first = text;
  *first_size = parting ? (size_t)(parting - text) : size;
  *second = text + from;
  *second_size = size - from;
}

/* Writes the parts to two files of the folder. */
static inline bool
sts_fuzz_write_parts(const char *folder, const char *first, const char *second, const guint8 *data, size_t size)
{
  g_autofree char *one_path = g_build_filename(folder, first, NULL), *two_path = g_build_filename(folder, second, NULL);
  const char *one, *two;
  size_t one_size, two_size;

  sts_fuzz_part(data, size, &one, &one_size, &two, &two_size);
  return sts_fuzz_write(one_path, one, one_size) && sts_fuzz_write(two_path, two, two_size);
}

static inline void
sts_fuzz_check_said(const StsDiagnostics *diagnostics)
{
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    g_autofree char *said = sts_diagnostic_format(sts_diagnostics_get(diagnostics, i));
    g_assert(g_utf8_validate(said, -1, NULL));
    for (const char *p = said; *p; p = g_utf8_next_char(p))
      g_assert(!sts_text_is_order(g_utf8_get_char(p)));
  }
}

#endif
