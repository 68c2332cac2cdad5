/* Knows a page by how it begins, and its encoding by what it says. */
#include <string.h>

#include "base/text.h"
#include "import/html/html.h"

bool
sts_html_is_page(const char *bytes, size_t length)
{
  static const char *const BEGINNINGS[] = {"<!doctype html", "<html"};
  const char *p = bytes, *end = bytes + length;

  if (length >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
    p += 3;
  for (;;) {
    while (p < end && g_ascii_isspace(*p))
      p++;
    const char *close = NULL;
    if (end - p > 4 && memcmp(p, "<!--", 4) == 0)
      close = g_strstr_len(p, end - p, "-->");
    else if (end - p > 5 && memcmp(p, "<?xml", 5) == 0)
      close = g_strstr_len(p, end - p, "?>");
    if (!close)
      break;
    p = close + (*close == '-' ? 3 : 2);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(BEGINNINGS); i++) {
    size_t size = strlen(BEGINNINGS[i]);
    if ((size_t)(end - p) > size && g_ascii_strncasecmp(p, BEGINNINGS[i], size) == 0 && strchr(" \t\r\n>", p[size]))
      return true;
  }
  return false;
}

/* The encoding that the page names in its first bytes; free with g_free(). NULL: none. */
static char *
find_charset(const char *bytes, size_t length)
{
  enum { LOOKED_AT = 4096 };
  g_autofree char *head = g_ascii_strdown(bytes, (gssize)MIN(length, LOOKED_AT));

  for (const char *p = head; (p = strstr(p, "charset")); p++) {
    const char *value = p + strlen("charset");
    value += strspn(value, " \t\r\n");
    if (*value++ != '=')
      continue;
    value += strspn(value, " \t\r\n\"'");
    size_t size = strcspn(value, " \t\r\n\"';/>");
    if (size > 0 && size < 40)
      return g_strndup(value, size);
  }
  return NULL;
}

/* As browsers read it. */
static const char *
real_charset(const char *charset)
{
  static const char *const WESTERN[] = {"iso-8859-1", "latin1", "us-ascii", "ascii", "cp1252", "windows-1252", NULL};

  return g_strv_contains(WESTERN, charset) ? "WINDOWS-1252" : charset;
}

static char *
convert(const char *path, const char *bytes, size_t length, const char *charset, size_t *decoded,
        StsDiagnostics *diagnostics)
{
  g_autoptr(GError) error = NULL;
  gsize read = 0, written = 0;
  char *text = g_convert(bytes, (gssize)length, "UTF-8", charset, &read, &written, &error);

  if (text) {
    *decoded = written;
    return text;
  }
  g_autofree char *shown = sts_text_make_printable(charset);
  sts_error(diagnostics, ((StsPosition){path, 1, 1}), STS_RULE_INVALID_UTF8,
            "the page says that its encoding is %s, which cannot be read; save it as UTF-8", shown);
  return NULL;
}

char *
sts_html_decode(const char *path, const char *bytes, size_t length, size_t *decoded, StsDiagnostics *diagnostics)
{
  if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
    bytes += 3;
    length -= 3;
  }
  if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
    return convert(path, bytes, length, "UTF-16", decoded, diagnostics);
  /* What reads as UTF-8 is nothing else, whatever the page says. U+0000 is no reason to doubt it. */
  const char *at = bytes;
  while (!g_utf8_validate_len(at, length - (size_t)(at - bytes), &at) && *at == '\0' && at < bytes + length)
    at++;
  if (at == bytes + length) {
    *decoded = length;
    return g_memdup2(bytes, length + 1);
  }
  g_autofree char *charset = find_charset(bytes, length);
  if (charset && strcmp(charset, "utf-8") != 0 && strcmp(charset, "utf8") != 0)
    return convert(path, bytes, length, real_charset(charset), decoded, diagnostics);
  sts_error(diagnostics, ((StsPosition){path, 1, 1}), STS_RULE_INVALID_UTF8,
            "the page is not UTF-8, and does not say what it is; save it as UTF-8");
  return NULL;
}
