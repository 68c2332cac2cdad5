/* What a call asks for that cannot be.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     // ./example content surgary
 *     int
 *     main(int argc, char **argv)
 *     {
 *       g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *       g_autoptr(GError) error = NULL;
 *       g_autoptr(StsLibrary) library = argc == 3 ? sts_library_load(argv[1], diagnostics, &error) : NULL;
 *
 *       if (!library)
 *         return 1;
 *       const char *ids[] = {argv[2], NULL};
 *       if (!sts_library_check_sections(library, ids, NULL, diagnostics, &error) &&
 *           g_error_matches(error, STS_ERROR, STS_ERROR_UNKNOWN_SECTION)) {
 *         const char *nearest = sts_library_suggest_section(library, argv[2]);
 *         printf("%s; did you mean %s?\n", error->message, nearest ? nearest : "another");
 *       }
 *       return 0;
 *     }
 */
#ifndef STS_ERROR_H
#define STS_ERROR_H

#include <glib.h>

G_BEGIN_DECLS

/* The domain of such errors. Failures of the system have domains of GLib, such as G_FILE_ERROR. */
#define STS_ERROR sts_error_quark()
GQuark sts_error_quark(void);

typedef enum {
  STS_ERROR_UNKNOWN_SECTION, /* the library has no section of that id */
  STS_ERROR_UNKNOWN_FORMAT,
  STS_ERROR_BAD_OPTION, /* a value that the option cannot have, or one that must not be left out */
  STS_ERROR_CANCELLED,  /* the caller wanted no more of it */
} StsError;

G_END_DECLS

#endif
