/* What a call can do. Each prints its result and returns an StsExit. */
#ifndef STS_CLI_ACTIONS_H
#define STS_CLI_ACTIONS_H

#include "cli/work.h"

/* Writes the files; all of them, or, when any part of the content is at fault, none. */
int sts_action_export(StsWork *work);

/* Draws the pages of the chosen sections. */
int sts_action_preview(StsWork *work);

/* Writes a folder that has every chosen section in every language and form. */
int sts_action_pack(StsWork *work);

/* Prints every fault of the chosen sections, those that only laying out can find among them. */
int sts_action_check(StsWork *work);

/* --check --fix: prints what can be repaired as a diff, or, with --write, makes it so in the files; then the library
 * has to be read anew. */
int sts_action_fix(StsWork *work);

/* Writes into the chosen sections, which are translations, from which text they were made. */
int sts_action_stamp(StsWork *work);

/* Prints a table of the chosen sections. */
int sts_action_list(StsWork *work);

/* Prints the chosen sections as they were read, or their pages. */
int sts_action_dump(StsWork *work);

/* Makes a library to start from. */
int sts_action_new_library(const StsOptions *options);

/* Adds a section to the library, for somebody to write. */
int sts_action_new_section(const StsOptions *options);

/* Writes library.yaml for a folder of Markdown files. */
int sts_action_from_folder(const StsOptions *options);

/* Splits a document into a library, and prints the report. */
int sts_action_import(const StsOptions *options);

/* Says of each exported file whether it is whole, unaltered and current. */
int sts_action_verify(const StsOptions *options);

/* Says what has changed between two exported files or libraries. */
int sts_action_compare(const StsOptions *options);

#endif
