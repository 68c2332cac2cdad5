/* Joins the fingerprints of an archive's entries to one. */
#include "output/epub/file-digest.h"

#include <stdlib.h>

#include "base/text.h"

void
sts_epub_append_digest(GString *digests, const char *digest, const char *name)
{
  g_string_append_printf(digests, "%s %s\n", digest, name);
}

char *
sts_epub_digest_file(const char *digests, const GString *package)
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_auto(GStrv) lines = g_strsplit(digests, "\n", -1);
  guint count = g_strv_length(lines);

  qsort(lines, count, sizeof *lines, sts_text_compare);
  for (guint i = 0; i < count; i++) {
    g_checksum_update(sum, (const guchar *)lines[i], -1);
    g_checksum_update(sum, (const guchar *)"\n", 1);
  }
  g_checksum_update(sum, (const guchar *)package->str, (gssize)package->len);
  return g_strdup(g_checksum_get_string(sum));
}
