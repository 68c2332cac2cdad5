/* What a call asks for that cannot be. */
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
