/* Links: what kind they are, what is wrong with their address, and the numbers that the source document writes after
 * them. */
#include <string.h>

#include "base/text.h"
#include "document/plain-text.h"
#include "read/markdown/markdown-internal.h"

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
  sts_error(source->diagnostics, link->position, "link-malformed", "the address “%s” %s", link->link.destination,
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

int
sts_markdown_superscript_number(const StsNode *node)
{
  const StsNode *text = node && node->kind == STS_NODE_SUPERSCRIPT ? node->first_child : NULL;
  int number = 0;

  if (!text || text->next || text->kind != STS_NODE_TEXT || strlen(text->text.text) > 4)
    return 0;
  for (const char *p = text->text.text; *p; p++) {
    if (!g_ascii_isdigit(*p))
      return 0;
    number = number * 10 + (*p - '0');
  }
  return number;
}

/* Takes out the child after `before` (NULL: the first one). */
static void
remove_after(StsNode *parent, StsNode *before)
{
  StsNode *gone = before ? before->next : parent->first_child;

  if (before)
    before->next = gone->next;
  else
    parent->first_child = gone->next;
  if (parent->last_child == gone)
    parent->last_child = before;
  gone->parent = gone->next = NULL;
}

void
sts_markdown_take_link_number(StsNode *link)
{
  StsNode *before = NULL;
  int number = sts_markdown_superscript_number(link->next);

  if (number) {
    remove_after(link->parent, link);
  } else if (link->last_child && link->last_child != link->first_child &&
             (number = sts_markdown_superscript_number(link->last_child))) {
    for (StsNode *child = link->first_child; child != link->last_child; child = child->next)
      before = child;
    remove_after(link, before);
  }
  link->link.number = number;
}
