/* Which options belong to which action. */
#ifndef STS_CLI_OPTION_TABLE_H
#define STS_CLI_OPTION_TABLE_H

#include <glib.h>
#include <stdbool.h>

/* What a call is to do. */
typedef enum {
  STS_ACTION_EXPORT,
  STS_ACTION_PACK,
  STS_ACTION_LIST,
  STS_ACTION_CHECK,
  STS_ACTION_VERIFY,
  STS_ACTION_COMPARE,
  STS_ACTION_IMPORT,
  STS_ACTION_DUMP,
  STS_ACTION_STAMP,
  STS_ACTION_NEW_LIBRARY,
  STS_ACTION_NEW_SECTION,
  STS_ACTION_FROM_FOLDER,
  STS_ACTION_PREVIEW,
  STS_ACTION_VERSION,
  STS_ACTION_HELP,
} StsAction;

#define STS_CALL_ERROR sts_call_error_quark()
GQuark sts_call_error_quark(void);

/* Sets the error to that sentence, and returns false. */
bool sts_call_refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Finds what the call is to do, from the options that were given. `entries` are as GOption has filled them in. Returns
 * false with `error` (STS_CALL_ERROR) where it is to do two things, or has an option that does not belong to what it
 * does. */
bool sts_option_table_choose(const GOptionEntry *entries, StsAction *action, GError **error);

/* Whether one of the formats (of const StsFormatInfo*) heeds the option, or there is none yet; otherwise sets the
 * error.
 */
bool sts_option_table_check_heeded(const char *option, const GPtrArray *formats, GError **error);

#endif
