/* Takes addresses apart. */
#include "base/address.h"

#include <string.h>

static const struct {
  const char *scheme, *authority; /* what follows the scheme in a whole address */
} SCHEMES[] = {{"http:", "//"}, {"https:", "//"}, {"mailto:", ""}, {"tel:", ""}};

bool
sts_address_has_scheme(const char *address)
{
  for (size_t i = 0; i < G_N_ELEMENTS(SCHEMES); i++)
    if (g_ascii_strncasecmp(address, SCHEMES[i].scheme, strlen(SCHEMES[i].scheme)) == 0)
      return true;
  return false;
}

const char *
sts_address_skip_scheme(const char *address)
{
  for (size_t i = 0; i < G_N_ELEMENTS(SCHEMES); i++) {
    size_t length = strlen(SCHEMES[i].scheme);
    if (g_ascii_strncasecmp(address, SCHEMES[i].scheme, length) == 0 &&
        g_str_has_prefix(address + length, SCHEMES[i].authority))
      return address + length + strlen(SCHEMES[i].authority);
  }
  return address;
}

static bool
is_mailbox(const char *address, const char *text)
{
  size_t length = strcspn(address, "?");

  return strlen(text) == length && g_ascii_strncasecmp(address, text, length) == 0;
}

/* The digits of a text that holds nothing but a telephone number; NULL for any other. Free with g_free(). */
static char *
telephone_digits(const char *text)
{
  g_autoptr(GString) digits = g_string_new(NULL);

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isdigit(c))
      g_string_append_printf(digits, "%d", g_unichar_digit_value(c));
    else if (!g_unichar_isspace(c) && g_unichar_type(c) != G_UNICODE_DASH_PUNCTUATION && !strchr("+().-/*#", *p))
      return NULL;
  }
  return g_strdup(digits->str);
}

static bool
is_telephone(const char *address, const char *text)
{
  enum { COUNTRY_CODE_MAX = 3 };
  g_autofree char *plain = g_uri_unescape_segment(address, address + strcspn(address, ";?"), NULL);
  g_autofree char *wanted = plain ? telephone_digits(plain) : NULL, *shown = telephone_digits(text);
  size_t missing = wanted && shown && strlen(wanted) >= strlen(shown) ? strlen(wanted) - strlen(shown) : G_MAXSIZE;

  if (!shown || !*shown || missing > COUNTRY_CODE_MAX || strcmp(wanted + missing, shown) != 0)
    return false;
  return missing == 0 || *plain == '+';
}

bool
sts_address_is_printed(const char *address, const char *text)
{
  const char *rest = sts_address_skip_scheme(address);
  size_t scheme = (size_t)(rest - address);

  /* As in <tel:911>. */
  if (g_ascii_strncasecmp(address, text, scheme) == 0)
    text += scheme;
  if (g_ascii_strncasecmp(address, "mailto:", 7) == 0)
    return is_mailbox(rest, text);
  return g_ascii_strncasecmp(address, "tel:", 4) == 0 && is_telephone(rest, text);
}

bool
sts_address_is_external(const char *address)
{
  const char *rest = sts_address_skip_scheme(address);

  return rest > address && *rest != '\0' && *rest != '/';
}

bool
sts_address_find_host(const char *address, size_t *start, size_t *length)
{
  const size_t scheme = g_ascii_strncasecmp(address, "https://", 8) == 0 ? 8 : 7;

  if (scheme == 7 && g_ascii_strncasecmp(address, "http://", 7) != 0)
    return false;
  const char *host = address + scheme, *end = host + strcspn(host, "/?#");
  for (const char *at = host; at < end; at++)
    if (*at == '@')
      host = at + 1;
  size_t inside = *host == '[' ? strspn(host + 1, "0123456789abcdefABCDEF:.") : 0;
  if (inside > 0 && host[inside + 1] == ']') {
    *length = inside + 2;
  } else if (*host == '[') {
    return false;
  } else {
    const char *port = memchr(host, ':', (size_t)(end - host));
    *length = (size_t)((port ? port : end) - host);
  }
  *start = (size_t)(host - address);
  return *length > 0;
}

bool
sts_address_is_folder(const char *address)
{
  size_t start, length;

  for (const char *at = address; *at; at++)
    if (!g_ascii_isgraph(*at) || strchr("?#\"<>\\^`{|}", *at))
      return false;
  return sts_address_find_host(address, &start, &length);
}

/* What looks like another character may stand for several, "/" among them: such a host would become another address. */
static bool
is_ascii_host(const char *host)
{
  return *host != '\0' &&
         host[strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")] == '\0';
}

char *
sts_address_to_ascii_host(const char *address)
{
  size_t start, length;

  if (!sts_address_find_host(address, &start, &length))
    return g_strdup(address);
  g_autofree char *host = g_strndup(address + start, length);
  g_autofree char *ascii = g_str_is_ascii(host) || !g_utf8_validate(host, -1, NULL) ? NULL : g_hostname_to_ascii(host);
  if (!ascii || !is_ascii_host(ascii))
    return g_strdup(address);
  return g_strdup_printf("%.*s%s%s", (int)start, address, ascii, address + start + length);
}

char *
sts_address_to_uri(const char *address)
{
  g_autofree char *ascii = sts_address_to_ascii_host(address);

  return g_uri_escape_string(ascii, "%:/?#[]@!$&'()*+,;=", FALSE);
}
