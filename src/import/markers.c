/* What the program's own lines look like, so that they can be told from the document's. */
#include "import/markers.h"

#include <string.h>

const char STS_IMPORT_MATTER_LINE[] = "# What follows stood at the beginning of the document.";

/* A comment of Markdown; reading refuses it. */
static const char BEGIN[] = "<!-- import: ", END[] = " -->";

char *
sts_import_format_marker(const char *text)
{
  return g_strconcat(BEGIN, text, END, NULL);
}

bool
sts_import_is_marker(const char *line, size_t length)
{
  return length >= strlen(BEGIN) + strlen(END) && strncmp(line, BEGIN, strlen(BEGIN)) == 0 &&
         strncmp(line + length - strlen(END), END, strlen(END)) == 0;
}

size_t
sts_import_count_document_words(const StsImport *import)
{
  size_t count = 0;

  for (int i = 1; i <= (int)import->lines->len; i++) {
    const StsImportLine *line = sts_import_line(import, i);
    if (!sts_import_is_marker(import->text + line->offset, line->length))
      count += sts_import_count_words_in(import->text + line->offset, line->length);
  }
  return count;
}
