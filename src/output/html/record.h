/* How a page holds its provenance record: what is of the publication in <meta> elements of its head, what is of a
 * section in attributes of that section's element. A piece of a page holds what is of the publication in attributes of
 * its own element. The fingerprint of the file is that of all its bytes but itself. */
#ifndef STS_OUTPUT_HTML_RECORD_H
#define STS_OUTPUT_HTML_RECORD_H

#include <glib.h>

/* Begins the names of both. The record's namespace, and so its version, is the value of that named "record". */
#define STS_HTML_META "sts:"
#define STS_HTML_ATTRIBUTE "data-sts-"
#define STS_HTML_RECORD "record"

/* The class of the element that is a piece of a page, and what such a file begins with. */
#define STS_HTML_CLASS "sts-export"
#define STS_HTML_FRAGMENT "<article class=\"" STS_HTML_CLASS "\""
/* Begins every id in it. */
#define STS_HTML_ID "sts-"

/* What stands right before the fingerprint of the file, in a page and in a piece of one. */
#define STS_HTML_BEFORE_FINGERPRINT "\"sts:fileFingerprint\" content=\""
#define STS_HTML_BEFORE_FINGERPRINT_OF_FRAGMENT " data-sts-file-fingerprint=\""
enum { STS_HTML_FINGERPRINT_LENGTH = 64 };

/* Returns "data-sts-last-revised" for "lastRevised"; free with g_free(). */
char *sts_html_attribute_of(const char *property);
/* Returns "lastRevised" for "data-sts-last-revised", NULL for an attribute that is none of the record's; free with
 * g_free(). */
char *sts_html_property_of(const char *attribute);

#endif
