/* The list of sections in the text of library.yaml, to which a name is added where nothing else may change. */
#ifndef STS_CLI_SECTION_LIST_H
#define STS_CLI_SECTION_LIST_H

#include <glib.h>

typedef enum {
  STS_SECTION_ADDED,
  STS_SECTION_LISTED,   /* it stands there already */
  STS_SECTION_UNPLACED, /* the list, or what is in the place of one, is of a form in which nothing is added */
} StsSectionPlace;

/* Adds the name of a section after the last of the list, in the form that the others have; where there is no list, one
 * is made. The text is valid UTF-8 of `length` bytes. ADDED: `*changed` is the text with that and otherwise the same
 * bytes, and was read again to prove it; free with g_free(). */
StsSectionPlace sts_section_list_add(const char *text, size_t length, const char *name, char **changed);

#endif
