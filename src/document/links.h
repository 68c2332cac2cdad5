/* Where links within a library lead. Worked out here once: the check tells those that lead nowhere, and assembly gives
 * the others their target.
 *
 * A link between sections names the other by its file or its id, and may name a heading or a closing part there:
 * "surgery.md#at-home", "../risks/index.md", "surgery", "#references". A file is looked for in the folder of the file
 * in which the link stands, then in the library's; only where there is neither is it an id. A link without a
 * destination leads to the heading of its own section that has its text.
 */
#ifndef STS_DOCUMENT_LINKS_H
#define STS_DOCUMENT_LINKS_H

#include "document/library.h"

typedef struct {
  char *files[2];            /* the names in the library that it may mean, the likelier first; "": it is the link's own
                                section; NULL: it would lie outside */
  char *name;                /* the section's file or id, as written */
  char *fragment;            /* the heading's id; "": the link leads to the section */
  const StsSection *section; /* NULL: the library has none of that name, or `own` is NULL */
} StsLinkTarget;

/* Takes the destination of a SECTION link apart, without escapes (RFC 3986, 2.1), and finds the section; `own` is the
 * one in which the link stands, which may be NULL. The disclaimer of library.yaml stands in the library's folder, in
 * whatever section it is printed. Clear with sts_link_target_clear(). */
void sts_link_target_init(StsLinkTarget *target, const StsNode *link, const StsLibrary *library, const StsSection *own);
void sts_link_target_clear(StsLinkTarget *target);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StsLinkTarget, sts_link_target_clear)

/* Returns the sentence, without its full stop, that says that the library has no such section, or the section no such
 * heading; free with g_free(). */
char *sts_link_target_describe_fault(const StsLinkTarget *target, const char *destination);

/* Returns the name in the library of the file that a path means, seen from the folder of the file `from` (a name in the
 * library; NULL: of the library itself), in composed form; NULL if it leads out of the library. Free with g_free(). */
char *sts_link_file_name(const char *from, const char *path);

/* The headings of a text, by what links name them with. Lends the nodes; free with sts_link_headings_free(). */
typedef struct {
  GHashTable *by_id;   /* id as it was read -> HEADING, the first */
  GHashTable *by_text; /* folded text -> HEADING, the first */
} StsLinkHeadings;

/* `root` may be NULL: there are none. */
StsLinkHeadings *sts_link_headings_new(const StsNode *root);
void sts_link_headings_free(StsLinkHeadings *headings);

/* Lends the heading that a fragment names, whatever the case of its letters, or that has the text of a link; NULL if
 * there is none. */
const StsNode *sts_link_headings_find(const StsLinkHeadings *headings, const char *fragment);
const StsNode *sts_link_headings_find_text(const StsLinkHeadings *headings, const char *text);

/* What a fragment leads to. */
typedef enum {
  STS_LINK_PLACE_NONE,
  STS_LINK_PLACE_SECTION, /* also by the title's fragment */
  STS_LINK_PLACE_HEADING,
  STS_LINK_PLACE_PART, /* a closing part, which the section may or may not have */
} StsLinkPlaceKind;

typedef struct {
  StsLinkPlaceKind kind;
  const StsNode *heading;
  StsPartKind part;
} StsLinkPlace;

/* Lends the target's section as who wrote the link, in a text of `own`, knew it: the original, where that is one which
 * stands in for a translation; else the target's. */
const StsSection *sts_link_target_as_written(const StsLinkTarget *target, const StsSection *own);

/* Finds what the fragment of the target, which has a section with these headings, leads to. */
StsLinkPlace sts_link_find_place(const StsLinkTarget *target, const StsLinkHeadings *headings,
                                 const StsLibrary *library);

/* Whether a link to an address gets an entry under Hyperlinks: not where its text, in a reference or of a telephone,
 * says the address already. */
bool sts_link_is_listed(const StsNode *link, bool in_references);

/* Whether the section, as printed, has the closing part. */
bool sts_link_section_has_part(const StsLibrary *library, const StsSection *section, StsPartKind part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLinkHeadings, sts_link_headings_free)

#endif
