/* What a call takes from itself before it reads anything: files that it has no business with, as the kernel's Landlock
 * keeps them from it. Whatever a picture or a font makes a library do, it reads no other file and writes no other
 * folder.
 */
#ifndef STS_CLI_CONFINE_H
#define STS_CLI_CONFINE_H

#include "cli/options.h"

/* From now on the process may read the library, the folders of styles and fonts, and what the system's libraries need;
 * and write the folder of its output. Call before the first thread, which would not be held to it. `content` is the
 * library, `data` the folder with styles/ and fonts/. A kernel without Landlock changes nothing, and --verbose says so.
 * An import that needs pandoc, which is another program, goes on as it is. */
void sts_confine_call(const StsOptions *options, const char *content, const char *data);

#endif
