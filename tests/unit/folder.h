/* The folders that tests write in. Knows GLib alone. */
#ifndef STS_TESTS_FOLDER_H
#define STS_TESTS_FOLDER_H

#include <glib.h>

/* Removes the folder with all that is in it; what links lead to stays. One that is not there is none. */
void folder_remove(const char *folder);

/* Writes a file, and the folders that it is in; `size` as g_file_set_contents() has it. */
void folder_write(const char *folder, const char *name, const char *text, gssize size);

/* How many entries it has, hidden ones among them. */
guint folder_count(const char *folder);

#endif
