/* One walk over a tree that is written as XHTML: what blocks, tables and inlines share. */
#ifndef STS_OUTPUT_XHTML_WRITER_H
#define STS_OUTPUT_XHTML_WRITER_H

#include "base/xml/xml-write.h"
#include "output/xhtml/options.h"

/* One walk over a tree. */
typedef struct {
  StsXmlWriter *xml;
  const StsXhtmlOptions *options;
  const StsNode *root;
  size_t next_break;    /* index of the first break whose place has not been reached */
  size_t reached_break; /* those from here to next_break wait for a place where they may stand */
  const StsNode *label; /* ITEM or NOTE whose label is to be written in the paragraph that follows */
  bool in_body;         /* a table's <tbody> is open */
  bool stacked;         /* the table may be shown as a list */
  char *caption;        /* id that was made for the caption being written; NULL: none */
  unsigned made_ids;
} StsXhtmlWriter;

static inline bool
sts_xhtml_is_plain(const StsXhtmlWriter *writer)
{
  return writer->options->plain;
}

/* Opens an element with id, language and direction of the node. */
void sts_xhtml_open(StsXhtmlWriter *writer, const char *name, const StsNode *node);
/* Returns the id that a node with one has in what is written; free with g_free(). */
char *sts_xhtml_id(const StsXhtmlWriter *writer, const StsNode *node);
/* Appends ` id=""` of a node, if it has one. */
void sts_xhtml_append_id(StsXhtmlWriter *writer, const StsNode *node);
/* Appends ` epub:type="" role=""`; either may be NULL. Nothing when plain. */
void sts_xhtml_role(StsXhtmlWriter *writer, const char *type, const char *role);
/* Appends ` href=""` of a node of the publication. */
void sts_xhtml_href(StsXhtmlWriter *writer, const StsNode *target);
/* Lends the terms for the node's language. */
const StsTerms *sts_xhtml_terms(const StsXhtmlWriter *writer, const StsNode *node);
/* Returns an id that nothing in the tree has; free with g_free(). */
char *sts_xhtml_new_id(StsXhtmlWriter *writer, const char *stem);

/* Notes the breaks that stand at `node`, which is not a leaf with text: they wait for the nearest place where they may
 * stand. */
void sts_xhtml_reach(StsXhtmlWriter *writer, const StsNode *node);
/* Appends the breaks that wait. */
void sts_xhtml_flush_breaks(StsXhtmlWriter *writer, bool block);
/* Appends text that may hold breaks of `node`, escaped. */
void sts_xhtml_text(StsXhtmlWriter *writer, const StsNode *node, const char *text);

#endif
