/* Finds addresses among words, and the places where a line may break within them. */
#include "base/address-break.h"

#include <ctype.h>
#include <glib.h>
#include <string.h>

enum { ADDRESS_PART_MIN = 3 };

bool
sts_address_is_written(const char *word, size_t length, bool inside_link)
{
  size_t slashes = 0, points = 0, others = 0;

  if (g_strstr_len(word, (gssize)length, "://") || strncmp(word, "www.", 4) == 0)
    return true;
  for (size_t i = 1; i + 1 < length; i++) {
    slashes += word[i] == '/';
    points += word[i] == '.' && isalnum((unsigned char)word[i + 1]);
    others += word[i] == '@' || word[i] == '-';
  }
  return (points >= 1 && (inside_link || slashes + others >= 1)) || (slashes >= 1 && inside_link) ||
         (slashes >= 2 && length >= STS_ADDRESS_LENGTH_MIN);
}

/* A mark of an address that stays with what follows it (Chicago Manual of Style, 7.46). */
static bool
begins_piece(char c)
{
  return c && strchr(".-?&=_#:,;+%@~", c);
}

bool
sts_address_may_break(const char *word, size_t i, size_t length)
{
  if (i < ADDRESS_PART_MIN || length - i < ADDRESS_PART_MIN)
    return false;
  if (word[i - 1] == '/')
    return word[i] != '/';
  bool after_www = i >= 3 && strncmp(word + i - 3, "www", 3) == 0;
  return begins_piece(word[i]) && word[i] != ':' && !begins_piece(word[i - 1]) && !after_www;
}

bool
sts_address_keeps_next(char sign)
{
  return sign == '-' || sign == '?' || sign == '!' || sign == '|' || sign == '}';
}
