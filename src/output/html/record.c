/* Names of the record's properties as attributes have them: without capitals, which HTML does not keep. */
#include "output/html/record.h"

#include <string.h>

char *
sts_html_attribute_of(const char *property)
{
  GString *name = g_string_new(STS_HTML_ATTRIBUTE);

  for (const char *c = property; *c; c++) {
    if (g_ascii_isupper(*c))
      g_string_append_c(name, '-');
    g_string_append_c(name, g_ascii_tolower(*c));
  }
  return g_string_free(name, FALSE);
}

char *
sts_html_property_of(const char *attribute)
{
  if (!g_str_has_prefix(attribute, STS_HTML_ATTRIBUTE))
    return NULL;
  GString *name = g_string_new(NULL);
  for (const char *c = attribute + strlen(STS_HTML_ATTRIBUTE); *c; c++)
    if (*c == '-' && g_ascii_islower(c[1]))
      g_string_append_c(name, g_ascii_toupper(*++c));
    else
      g_string_append_c(name, *c);
  return g_string_free(name, FALSE);
}
