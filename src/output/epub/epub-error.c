/* The domain of errors of EPUB files. */
#include "output/epub/epub-error.h"

GQuark
sts_epub_error_quark(void)
{
  return g_quark_from_static_string("sts-epub-error");
}
