/* Superscripts and subscripts in plain text, where nothing is raised: "10⁹ cells" must not become "109 cells".
 *
 * Digits and signs that exist as characters of their own stand in the plain text as these, in every format; letters and
 * all else stay as they are. A hyphen or minus is a sign beside a digit or alone, and no sign within a word or between
 * two digits. The numbers of notes and links are marks, and no part of this.
 */
#ifndef STS_DOCUMENT_SCRIPT_H
#define STS_DOCUMENT_SCRIPT_H

#include "document/node.h"

typedef enum { STS_SCRIPT_NONE, STS_SCRIPT_SUPER, STS_SCRIPT_SUB } StsScript;

/* Whether the inline stands in a SUPERSCRIPT or SUBSCRIPT. */
StsScript sts_node_script(const StsNode *node);

/* Returns the character that stands for the one at `at`, a place in `text`; the same where there is none. */
gunichar sts_script_character(StsScript script, const char *text, const char *at);

/* Appends `text` with the characters that stand for its own. */
void sts_script_append(GString *out, StsScript script, const char *text);

#endif
