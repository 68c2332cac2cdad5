/* Any bytes as what pandoc made of a text of Word and, after a line of five hyphens, as that text's own XML: what is
 * imported must be fit to be written, and what pandoc lost be told in words that can be shown. */
#include <glib/gstdio.h>
#include <zip.h>

#include "fuzz.h"
#include "import/document.h"
#include "import/import.h"
#include "import/word-losses.h"
#include "import/write.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

/* An archive with the XML as it is, since a changed byte of what is packed would mostly be refused by libzip. */
static bool
write_document(const char *path, const char *text, size_t size)
{
  zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  zip_source_t *source = zip ? zip_source_buffer(zip, text, size, 0) : NULL;
  zip_int64_t index = source ? zip_file_add(zip, "word/document.xml", source, ZIP_FL_OVERWRITE) : -1;

  if (!zip)
    return false;
  if (index >= 0 && zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0) == 0 && zip_close(zip) == 0)
    return true;
  zip_discard(zip);
  return false;
}

static void
check(StsImport *import)
{
  for (size_t i = 0; i < sts_import_count_findings(import); i++)
    g_assert(g_utf8_validate(sts_import_get_finding(import, i)->diagnostic.text, -1, NULL));
  for (guint i = 0; i < import->parts->len; i++) {
    GString *text = sts_import_render(import, i);
    g_assert(g_utf8_validate(text->str, (gssize)text->len, NULL));
    g_string_free(text, TRUE);
  }
}

static StsPandoc *
new_made(const char *page, size_t length)
{
  StsPandoc *made = g_new0(StsPandoc, 1);

  made->page = g_strndup(page, length);
  made->length = strlen(made->page);
  made->messages = g_strdup("");
  made->pictures = sts_html_pictures_new();
  return made;
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  static char *path;
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  const char *page, *document;
  size_t page_size, document_size;

  if (!path) {
    g_autofree char *folder = g_dir_make_tmp("sts-fuzz-XXXXXX", NULL);
    path = g_build_filename(folder, "input.docx", NULL);
  }
  sts_fuzz_part(data, size, &page, &page_size, &document, &document_size);
  if (!write_document(path, document, document_size))
    return 0;
  g_autoptr(StsPandoc) made = new_made(page, page_size);
  g_autoptr(StsImport) import = sts_import_read_made(path, NULL, NULL, made, diagnostics);
  sts_fuzz_check_said(diagnostics);
  if (import)
    check(import);
  return 0;
}
