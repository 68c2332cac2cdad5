/* Where links within a library lead. Worked out here once: the check tells those that lead nowhere, and assembly gives
 * the others their target.
 *
 * A link between sections names the other by its file or its id, and may name a heading there: "surgery.md#at-home",
 * "surgery", "#at-home". A link without a destination leads to the heading of its own section that has its text.
 */
#ifndef STS_DOCUMENT_LINKS_H
#define STS_DOCUMENT_LINKS_H

#include "document/library.h"

typedef struct {
  char *name;                /* the section's file or id; "": it is the link's own section */
  char *fragment;            /* the heading's id; "": the link leads to the section */
  const StsSection *section; /* NULL: the library has none of that name, or `own` is NULL */
} StsLinkTarget;

/* Takes the destination of a SECTION link apart, without escapes (RFC 3986, 2.1), and finds the section; `own` is the
 * one in which the link stands, which may be NULL. Clear with sts_link_target_clear(). */
void sts_link_target_init(StsLinkTarget *target, const char *destination, const StsLibrary *library,
                          const StsSection *own);
void sts_link_target_clear(StsLinkTarget *target);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StsLinkTarget, sts_link_target_clear)

/* Returns the sentence, without its full stop, that says that the library has no such section, or the section no such
 * heading; free with g_free(). */
char *sts_link_target_describe_fault(const StsLinkTarget *target, const char *destination);

/* The headings of a text, by what links name them with. Lends the nodes; free with sts_link_headings_free(). */
typedef struct {
  GHashTable *by_id;   /* id as it was read -> HEADING, the first */
  GHashTable *by_text; /* folded text -> HEADING, the first */
} StsLinkHeadings;

/* `root` may be NULL: there are none. */
StsLinkHeadings *sts_link_headings_new(const StsNode *root);
void sts_link_headings_free(StsLinkHeadings *headings);

/* Lends the heading that a fragment names, or that has the text of a link; NULL if there is none. */
const StsNode *sts_link_headings_find(const StsLinkHeadings *headings, const char *fragment);
const StsNode *sts_link_headings_find_text(const StsLinkHeadings *headings, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLinkHeadings, sts_link_headings_free)

#endif
