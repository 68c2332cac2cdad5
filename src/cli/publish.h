/* From the chosen sections to finished publications: what all actions that write them have in common. */
#ifndef STS_CLI_PUBLISH_H
#define STS_CLI_PUBLISH_H

#include "cli/produce.h"

/* Returns the publications of the call (of StsProduct*), without files: a book, or one of each section. Free with
 * g_ptr_array_unref(). */
GPtrArray *sts_publish_list(const StsWork *work);

/* Whether any section was chosen; otherwise says so, sets *status (StsExit) and returns false. */
bool sts_publish_has_sections(const StsWork *work, int *status);

/* Whether an error was found, so that nothing will be written. */
bool sts_publish_is_faulty(const StsWork *work);

/* Makes all files, or none where there is an error, and prints what was found. With `staged` they wait under temporary
 * names, or none. Returns an StsExit: DONE, or why nothing was written, which has been said. */
int sts_publish(StsWork *work, GPtrArray *products, bool staged);

/* Makes the folder of --output (NULL: none is to be made). Returns whether it is there now; sets *made where this call
 * has made it. On failure says why and sets *status. */
bool sts_publish_make_folder(const char *folder, bool *made, int *status);

/* When all is done, with that status: a folder that this call made stays only where something came of it. */
void sts_publish_settle_folder(const char *folder, bool made, int status);

#endif
