/* Addresses of links: whether they are well-formed, and whether two of them mean the same. */
#ifndef STS_CHECK_ADDRESS_FAULTS_H
#define STS_CHECK_ADDRESS_FAULTS_H

#include <glib.h>
#include <stdbool.h>

/* Returns what is wrong with an external address (RFC 3986; mailto: RFC 6068; tel: RFC 3966), as the end of a sentence
 * that begins with the address; NULL if nothing is. Sets `*possible` to whether it can be an address all the same, if
 * one that leads no reader anywhere; else no file can hold it. */
const char *sts_address_fault(const char *address, bool *possible);

/* Whether the address was escaped twice: a backslash of Markdown or a percent sign that is itself escaped. */
bool sts_address_is_escaped_twice(const char *address);

/* Whether a text looks like an address, so that a reader will take it for one. */
bool sts_address_is_like(const char *text);

/* Whether a printed address and its target are the same but for the scheme, "www.", the case of the host and a slash at
 * the end. */
bool sts_address_agrees(const char *printed, const char *target);

#endif
