/* Addresses of the web, of mail and of telephones. */
#ifndef STS_BASE_ADDRESS_H
#define STS_BASE_ADDRESS_H

#include <glib.h>
#include <stdbool.h>

/* Whether `address` begins with the scheme of a web, mail or telephone address, whatever follows it. */
bool sts_address_has_scheme(const char *address);

/* Lends what follows the scheme of a web, mail or telephone address (http, https, mailto, tel): what a reader of paper
 * types. The address itself where it has none of these. */
const char *sts_address_skip_scheme(const char *address);

/* Whether the text of a mail or telephone link says its address already, so that paper needs it no second time: the
 * mailbox, whatever else the address holds; the digits of the telephone, as people write them, perhaps without the
 * country's code. */
bool sts_address_is_printed(const char *address, const char *text);

/* Whether `address` is an absolute address of these schemes, with something after the scheme. */
bool sts_address_is_external(const char *address);

/* Whether the names of files can follow `address`, which may end in a slash: a web address with a host, without query
 * or fragment, in printable characters of ASCII. */
bool sts_address_is_folder(const char *address);

/* Finds the host of a web address (http, https), as a place and a length in bytes; an IPv6 host has its brackets. False
 * where there is none. */
bool sts_address_find_host(const char *address, size_t *start, size_t *length);

/* Returns a copy in which the host of a web address has its ASCII form ("xn--..."), as programs that look it up want
 * it; one that has no such form is left as it is. Free with g_free(). */
char *sts_address_to_ascii_host(const char *address);

/* Returns the address with its host in ASCII and everything else but ASCII percent-encoded (RFC 3987, 3.1): a URI is
 * 7-bit, in a PDF (ISO 32000-1, 12.6.4.7) as in a code, whose readers may guess another encoding. Free with g_free().
 */
char *sts_address_to_uri(const char *address);

#endif
