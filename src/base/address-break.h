/* Addresses within a text, as words that are too long for a line. */
#ifndef STS_BASE_ADDRESS_BREAK_H
#define STS_BASE_ADDRESS_BREAK_H

#include <stdbool.h>
#include <stddef.h>

/* A shorter address is not broken. */
enum { STS_ADDRESS_LENGTH_MIN = 16 };

/* Whether the word, of `length` bytes, is written as an address is; what a link shows needs fewer signs of it. */
bool sts_address_is_written(const char *word, size_t length, bool inside_link);

/* Whether a line may break before the byte `i` of an address: after a slash, before any other mark, since a hyphen or a
 * full stop at the end of a line would be taken for one of the sentence (Chicago Manual of Style, 7.46). Not so near to
 * an end that a scrap stands alone. */
bool sts_address_may_break(const char *word, size_t i, size_t length);

/* Whether a line would be broken after the sign in any other text (Unicode Standard Annex 14: HY, EX, BA), and must not
 * be within an address. */
bool sts_address_keeps_next(char sign);

#endif
