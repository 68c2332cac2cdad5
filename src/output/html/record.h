/* How a page holds its provenance record: what is of the publication in <meta> elements of its head, what is of a
 * section in attributes of that section's element. The fingerprint of the file is that of all its bytes but itself. */
#ifndef STS_OUTPUT_HTML_RECORD_H
#define STS_OUTPUT_HTML_RECORD_H

#include <glib.h>

/* Begins the names of both. The record's namespace, and so its version, is the value of that named "record". */
#define STS_HTML_META "sts:"
#define STS_HTML_ATTRIBUTE "data-sts-"
#define STS_HTML_RECORD "record"

/* What stands right before the fingerprint of the file. */
#define STS_HTML_BEFORE_FINGERPRINT "\"sts:fileFingerprint\" content=\""
enum { STS_HTML_FINGERPRINT_LENGTH = 64 };

/* Returns "data-sts-last-revised" for "lastRevised"; free with g_free(). */
char *sts_html_attribute_of(const char *property);
/* Returns "lastRevised" for "data-sts-last-revised", NULL for an attribute that is none of the record's; free with
 * g_free(). */
char *sts_html_property_of(const char *attribute);

#endif
