/* An answer to a record system that asks for sheets about a code: an Atom feed (RFC 4287) of the shape that HL7's
 * Infobutton (Context-Aware Knowledge Retrieval, knowledge response) and MedlinePlus Connect have, and the same as JSON
 * as MedlinePlus Connect writes it: an element is an object, its text "_value", its attributes members; elements that
 * may be several are lists.
 *
 * Invariant: the same feed gives the same bytes; no clock has part in it.
 */
#ifndef STS_OUTPUT_ANSWERS_FEED_H
#define STS_OUTPUT_ANSWERS_FEED_H

#include <glib.h>
#include <stdbool.h>

#include "document/code-systems.h"

/* All texts are lent. */
typedef struct {
  const char *address; /* absolute, or relative to the feed's file */
  const char *media_type, *title;
  bool related; /* another link of the entry is of this media type, and may alone be "alternate" (4.1.2) */
} StsFeedLink;

typedef struct {
  const char *id, *title;
  const char *language; /* BCP 47 */
  const char *updated;  /* "2018-04-06T00:00:00Z" */
  const char *summary;  /* NULL: none */
  const StsFeedLink *links;
  size_t link_count; /* at least one */
} StsFeedEntry;

typedef struct {
  const char *id, *title, *author, *language, *updated;
  const char *base;                   /* the address of the pack; NULL: nobody knows it */
  const StsCodeSystem *system;        /* of the code; NULL: the feed is for codes that are not known */
  const char *code;                   /* of that system */
  const StsFeedEntry *const *entries; /* NULL-terminated */
} StsFeed;

/* Return the document; free with g_free(). */
char *sts_feed_write_atom(const StsFeed *feed);
char *sts_feed_write_json(const StsFeed *feed);

#endif
