/* The library as it is written. For the files of this room only. */
#ifndef STS_IMPORT_WRITE_H
#define STS_IMPORT_WRITE_H

#include "import/document.h"

/* Returns the file of a section; sets where its lines stand in it. Free with g_string_free(). */
GString *sts_import_render(StsImport *import, guint index);

#endif
