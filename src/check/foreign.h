/* The constructs of other systems, ready to be looked for. For the files of this room only. */
#ifndef STS_CHECK_FOREIGN_H
#define STS_CHECK_FOREIGN_H

#include <glib.h>

typedef struct StsCheckForeign StsCheckForeign;

/* Free with sts_check_foreign_free(). */
StsCheckForeign *sts_check_foreign_new(void);
void sts_check_foreign_free(StsCheckForeign *foreign);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsCheckForeign, sts_check_foreign_free)

#endif
