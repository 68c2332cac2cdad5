/* What must not be printed for patients: text that a template left, doses that are misread, what a scanner or a page's
 * end did to words. It looks at trees as they were read, in a library or a document that is imported, and changes
 * nothing. What it looks for stands in the tables of src/check/safety/.
 */
#ifndef STS_CHECK_SAFETY_H
#define STS_CHECK_SAFETY_H

#include "document/node.h"
#include "document/rules.h"

typedef struct StsSafety StsSafety;

/* Hears of each finding; the text is lent. */
typedef void (*StsSafetyReport)(gpointer data, StsRule rule, StsPosition position, const char *text);

StsSafety *sts_safety_new(StsSafetyReport report, gpointer data);
void sts_safety_free(StsSafety *safety);

/* Looks at a tree, in which blocks without a language are in `language` (NULL: it is not known). `references`: each
 * paragraph is an entry of the list of references, which quotes what others wrote. */
void sts_safety_read(StsSafety *safety, const StsNode *root, const char *language, bool references);
/* Looks at a TEXT node of a line without markup, such as a title; NULL for none. */
void sts_safety_read_line(StsSafety *safety, const StsNode *line, const char *language);
/* Ends a section or a document, and tells what only all of it shows. */
void sts_safety_finish(StsSafety *safety);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsSafety, sts_safety_free)

#endif
