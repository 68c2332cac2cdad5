/* Judges the addresses of links, without asking the network. */
#include "check/address-faults.h"

#include <string.h>

#include "base/address.h"

/* Lends the part after "scheme:"; NULL if `address` has another scheme. */
static const char *
after_scheme(const char *address, const char *scheme)
{
  size_t length = strlen(scheme);

  return g_ascii_strncasecmp(address, scheme, length) == 0 && address[length] == ':' ? address + length + 1 : NULL;
}

static const char *
fault_of_characters(const char *address)
{
  for (const char *p = address; *p; p++) {
    if (g_ascii_isspace(*p))
      return "contains a space; write %20 instead, or remove it";
    if (strchr("<>\"{}|^`", *p))
      return "contains a character that is not allowed in an address";
    if (*p == '%' && !(g_ascii_isxdigit(p[1]) && g_ascii_isxdigit(p[2])))
      return "has a percent sign without two hexadecimal digits after it; write %25 for the sign itself";
  }
  return NULL;
}

static bool
is_host_label(const char *label, size_t length)
{
  if (length == 0 || length > 63 || label[0] == '-' || label[length - 1] == '-')
    return false;
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isalnum(label[i]) && label[i] != '-' && label[i] != '_' && (guchar)label[i] < 0x80)
      return false;
  return true;
}

/* The number of names between dots; 0 if this is none of a host. Numbers of an address count as several. */
static int
count_host_labels(const char *host, size_t length)
{
  int labels = 0;

  if (length > 2 && host[0] == '[')
    return host[length - 1] == ']' && memchr(host, ':', length) ? 2 : 0;
  if (length > 0 && host[length - 1] == '.')
    length--;
  for (;;) {
    const char *dot = memchr(host, '.', length);
    size_t label = dot ? (size_t)(dot - host) : length;
    if (!is_host_label(host, label))
      return 0;
    labels++;
    if (!dot)
      return labels;
    length -= label + 1;
    host = dot + 1;
  }
}

/* A name with a dot in it, or numbers of an address; a public handout never leads to a machine of one's own. */
static bool
is_host(const char *host, size_t length)
{
  return count_host_labels(host, length) >= 2;
}

static const char *
fault_of_web(const char *rest, bool *possible)
{
  if (strncmp(rest, "//", 2) != 0)
    return "lacks the two slashes after its scheme";
  const char *authority = rest + 2;
  size_t length = strcspn(authority, "/?#");
  const char *at = memchr(authority, '@', length);
  if (at) {
    *possible = true;
    return "contains a user name or a password";
  }
  const char *colon = g_strrstr_len(authority, (gssize)length, ":");
  if (colon && authority[0] != '[') {
    size_t digits = (size_t)(authority + length - colon - 1);
    if (digits == 0 || digits > 5 || strspn(colon + 1, "0123456789") < digits)
      return "has something other than a number after the colon";
    length = (size_t)(colon - authority);
  }
  if (length == 0)
    return "names no host";
  int labels = count_host_labels(authority, length);
  *possible = labels == 1;
  return labels >= 2 ? NULL : "does not name a host such as www.example.org";
}

static const char *
fault_of_mail(const char *rest)
{
  size_t length = strcspn(rest, "?");
  const char *at = memchr(rest, '@', length);

  if (!at || at == rest || !is_host(at + 1, (size_t)(rest + length - at - 1)))
    return "is not a mail address such as mailto:name@example.org";
  return NULL;
}

static const char *
fault_of_telephone(const char *rest)
{
  size_t length = strcspn(rest, ";");
  int digits = 0;

  for (size_t i = 0; i < length; i++) {
    digits += g_ascii_isdigit(rest[i]) != 0;
    if (!g_ascii_isdigit(rest[i]) && !strchr("+-.()*#", rest[i]))
      return "has something other than digits and - . ( ) in its number";
  }
  return digits >= 3 ? NULL : "has too few digits for a telephone number";
}

const char *
sts_address_fault(const char *address, bool *possible)
{
  const char *fault = fault_of_characters(address);
  const char *rest;

  *possible = false;
  if (fault)
    return fault;
  if ((rest = after_scheme(address, "http")) || (rest = after_scheme(address, "https")))
    return fault_of_web(rest, possible);
  *possible = true;
  if ((rest = after_scheme(address, "mailto")))
    return fault_of_mail(rest);
  if ((rest = after_scheme(address, "tel")))
    return fault_of_telephone(rest);
  *possible = false;
  return "has a scheme other than http, https, mailto or tel";
}

bool
sts_address_is_escaped_twice(const char *address)
{
  if (strchr(address, '\\'))
    return true;
  for (const char *p = strstr(address, "%25"); p; p = strstr(p + 3, "%25"))
    if (g_ascii_isxdigit(p[3]) && g_ascii_isxdigit(p[4]))
      return true;
  return false;
}

/* Lends the address without its scheme and "www.". */
static const char *
bare(const char *address)
{
  address = sts_address_skip_scheme(address);
  return g_ascii_strncasecmp(address, "www.", 4) == 0 ? address + 4 : address;
}

bool
sts_address_is_like(const char *text)
{
  const char *name = bare(text);
  size_t length = strcspn(name, "/?#");

  if (*text == '\0' || strpbrk(text, " \t") || strstr(text, "\u00a0"))
    return false;
  if (name != text)
    return true;
  /* "cancer.gov/types" and "cancer.gov", but not "e.g." or "2.5". */
  return is_host(name, length) && g_ascii_isalpha(name[length - 1]) && (name[length] == '/' || length > 6);
}

static size_t
without_slash(const char *address)
{
  size_t length = strlen(address);

  return length > 0 && address[length - 1] == '/' ? length - 1 : length;
}

bool
sts_address_agrees(const char *printed, const char *target)
{
  const char *a = bare(printed), *b = bare(target);
  size_t length = without_slash(a), host = strcspn(a, "/?#");

  if (length != without_slash(b))
    return false;
  host = MIN(host, length);
  return g_ascii_strncasecmp(a, b, host) == 0 && strncmp(a + host, b + host, length - host) == 0;
}
