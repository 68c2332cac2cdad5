/* The table of formats. */
#include "output/output.h"

#include <string.h>

#include "base/file-read.h"
#include "document/reading-builder.h"
#include "output/epub/epub.h"
#include "output/html/html.h"
#include "output/pdf/pdf.h"

static const StsFormat FORMATS[] = {
    {
        .info = {.name = "pdf",
                 .suffix = ".pdf",
                 .label = "PDF",
                 .article = "a",
                 .description = "a PDF (PDF/UA-1, PDF/A-2a)",
                 .media_type = "application/pdf",
                 .can_linearize = true,
                 .has_pages = true},
        .pages = STS_PAGES_DRAWN,
        .write = sts_pdf_write,
        .recognise = sts_pdf_recognise,
        .is_own = sts_pdf_is_own,
        .read = sts_pdf_read,
    },
    {
        .info = {.name = "epub",
                 .suffix = ".epub",
                 .label = "EPUB",
                 .article = "an",
                 .description = "an EPUB 3.3",
                 .media_type = "application/epub+zip",
                 .can_omit_fonts = true,
                 .can_omit_pages = true},
        .pages = STS_PAGES_BREAKS,
        .all_fonts = true,
        .write = sts_epub_write,
        .recognise = sts_epub_recognise,
        .is_own = sts_epub_is_own,
        .read = sts_epub_read,
    },
    {
        .info = {.name = "html",
                 .suffix = ".html",
                 .label = "HTML",
                 .article = "an",
                 .description = "one web page",
                 .media_type = "text/html",
                 .can_omit_fonts = true,
                 .can_omit_pages = true},
        .pages = STS_PAGES_NONE,
        .all_fonts = true,
        .write = sts_html_write,
        .recognise = sts_html_recognise,
        .is_own = sts_html_is_own,
        .read = sts_html_read,
    },
    {
        .info = {.name = "html-fragment",
                 .suffix = ".fragment.html",
                 .label = "HTML fragment",
                 .is_piece = true,
                 .article = "an",
                 .description = "a piece of a web page, to embed in another",
                 .media_type = "text/html",
                 .can_omit_fonts = true,
                 .can_omit_pages = true},
        .pages = STS_PAGES_NONE,
        .write = sts_html_write_fragment,
        .recognise = sts_html_recognise_fragment,
        .is_own = sts_html_is_own,
        .read = sts_html_read,
    },
};

size_t
sts_format_count(void)
{
  return G_N_ELEMENTS(FORMATS);
}

const StsFormatInfo *
sts_format_get(size_t index)
{
  g_assert(index < G_N_ELEMENTS(FORMATS));
  return &FORMATS[index].info;
}

const StsFormatInfo *
sts_format_lookup(const char *name)
{
  const StsFormat *format = sts_output_lookup(name);

  return format ? &format->info : NULL;
}

const StsFormatInfo *
sts_format_find_own(const char *path, GError **error)
{
  g_autoptr(GError) fault = NULL;
  g_autofree char *bytes = NULL;
  size_t size;

  if (!sts_file_load(path, STS_READ_FILE_MAX, &bytes, &size, &fault)) {
    if (!g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_INVAL))
      g_propagate_error(error, g_steal_pointer(&fault));
    return NULL;
  }
  const StsFormat *format = sts_output_recognise(bytes, size);
  return format && format->is_own(bytes, size) ? &format->info : NULL;
}

const StsFormat *
sts_output_lookup(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++)
    if (strcmp(FORMATS[i].info.name, name) == 0)
      return &FORMATS[i];
  return NULL;
}

const StsFormat *
sts_output_recognise(const char *bytes, size_t size)
{
  const StsFormat *found = NULL;
  ssize_t first = -1;

  for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
    ssize_t place = FORMATS[i].recognise(bytes, size);
    if (place >= 0 && (!found || place < first)) {
      found = &FORMATS[i];
      first = place;
    }
  }
  return found;
}
