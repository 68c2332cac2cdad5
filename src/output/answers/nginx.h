/* What lets nginx find the answer to a request: lists of the codes and languages of a pack, by which it chooses a file.
 *
 * Invariant: nothing of a request becomes part of a path; what no list holds chooses the answer for unknown codes, and
 * the language of the library.
 */
#ifndef STS_OUTPUT_ANSWERS_NGINX_H
#define STS_OUTPUT_ANSWERS_NGINX_H

#include <glib.h>

/* Returns a file for nginx to include in `http`, which sets $sts_about (a folder of answers), $sts_language and
 * $sts_form. The codes (char*, such as "icd-10-cm:C49.9") are of systems that are known, and sorted; so are the
 * languages (BCP 47), one of which is `language`, the library's. Free with g_free(). */
char *sts_answers_write_nginx(const GPtrArray *codes, const GPtrArray *languages, const char *language);

#endif
