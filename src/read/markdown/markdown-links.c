/* Links: what kind they are, and what is wrong with their address. */
#include "read/markdown/markdown-links.h"

#include <string.h>

#include "base/address.h"
#include "document/rules.h"

/* The length of "scheme:" (RFC 3986, 3.1) at the beginning; 0 if there is none. One letter is a drive, not a scheme. */
static size_t
scheme_length(const char *address)
{
  size_t i = 0;

  if (!g_ascii_isalpha(*address))
    return 0;
  while (g_ascii_isalnum(address[i]) || strchr("+.-", address[i]))
    if (address[i++] == '\0')
      return 0;
  return address[i] == ':' && i > 1 ? i + 1 : 0;
}

/* What is wrong with an external address, as the end of a sentence; NULL if nothing is. */
static const char *
external_fault(const char *address)
{
  const char *rest = strchr(address, ':') + 1;
  bool web = g_ascii_strncasecmp(address, "http", 4) == 0;

  for (const char *p = address; *p; p++) {
    if (g_ascii_isspace(*p))
      return "has white space in it; write it as %20 or take it out";
    if (strchr("<>\"\\^`{|}", *p))
      return "has a character that an address cannot have; write it percent-encoded or take it out";
    if (*p == '%' && !(g_ascii_isxdigit(p[1]) && g_ascii_isxdigit(p[2])))
      return "has a % without two hexadecimal digits after it";
  }
  if (!web)
    return NULL;
  rest += strspn(rest, "/");
  size_t host = strcspn(rest, "/?#");
  if (host == 0 || rest[0] == '.' || rest[0] == ':')
    return "has no host name";
  return NULL;
}

static void
report(StsMarkdownSource *source, const StsNode *link, const char *fault)
{
  sts_error(source->diagnostics, link->position, STS_RULE_LINK_MALFORMED, "the address “%s” %s", link->link.destination,
            fault);
}

void
sts_markdown_classify_link(StsMarkdownSource *source, StsNode *link, const char *destination)
{
  link->link.destination = sts_arena_strdup(source->arena, destination);
  if (*destination == '\0' || strcmp(destination, "#") == 0) {
    link->link.kind = STS_LINK_HOLLOW;
    return;
  }
  if (sts_address_is_external(destination)) {
    const char *fault = external_fault(destination);
    link->link.kind = STS_LINK_EXTERNAL;
    if (fault)
      report(source, link, fault);
    return;
  }
  link->link.kind = STS_LINK_SECTION;
  if (g_ascii_strncasecmp(destination, "www.", 4) == 0)
    report(source, link, "lacks its scheme; write http:// or https:// before it");
  else if (strncmp(destination, "//", 2) == 0)
    report(source, link, "lacks its scheme; write http: or https: before it");
  else if (scheme_length(destination))
    report(source, link, "is none that a handout can hold; use http, https, mailto or tel");
}
