/* Looks elements up in a table of those that are written. */
#include "base/xml/xml-forms.h"

#include <string.h>

#include "base/address.h"

/* Lends the prefix of a namespace; NULL: the table has none for it. */
static const char *
find_prefix(const StsXmlForms *forms, const char *uri)
{
  if (strcmp(uri, STS_XML_URI) == 0)
    return "xml";
  if (strcmp(uri, STS_XML_XMLNS_URI) == 0)
    return "xmlns";
  for (const StsXmlNamespace *row = forms->namespaces; row->prefix; row++)
    if (strcmp(row->uri, uri) == 0)
      return row->prefix;
  return NULL;
}

/* Returns the name as the tables have it, NULL where its namespace is in none; free with g_free(). */
static char *
qualify(const StsXmlForms *forms, const char *uri, const char *name, bool attribute)
{
  const char *prefix = attribute && *uri == '\0' ? "" : find_prefix(forms, uri);

  if (!prefix)
    return NULL;
  if (*prefix == '\0' || strcmp(name, prefix) == 0)
    return g_strdup(name);
  return g_strconcat(prefix, ":", name, NULL);
}

static const StsXmlRow *
find_form(const StsXmlForms *forms, const char *name)
{
  for (const StsXmlRow *rows = forms->forms; rows; rows = rows == forms->forms ? forms->more : NULL)
    for (const StsXmlRow *form = rows; form->name; form++)
      if (strcmp(form->name, name) == 0)
        return form;
  return NULL;
}

/* Returns the length of the scheme before an address' colon; 0: it is within the book. */
static size_t
scheme_length(const char *address)
{
  size_t length = strcspn(address, ":/?#");

  return address[length] == ':' ? length + 1 : g_str_has_prefix(address, "//") ? 2 : 0;
}

static bool
is_link(const char *address)
{
  return scheme_length(address) == 0 || sts_address_has_scheme(address);
}

static bool
is_number(const char *value)
{
  return *value != '\0' && value[strspn(value, "0123456789")] == '\0';
}

/* RFC 2397. */
static bool
is_picture(const char *value)
{
  static const char *const BEFORE[] = {"data:image/png;base64,", "data:image/jpeg;base64,",
                                       "data:image/svg+xml;base64,"};
  static const char DIGITS[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+/=";

  for (size_t i = 0; i < G_N_ELEMENTS(BEFORE); i++)
    if (g_str_has_prefix(value, BEFORE[i])) {
      const char *data = value + strlen(BEFORE[i]);
      return *data != '\0' && data[strspn(data, DIGITS)] == '\0';
    }
  return false;
}

/* Whether the value is what one alternative, `length` bytes long, stands for. */
static bool
is_alternative(const char *form, size_t length, const char *value)
{
  if (length > 0 && form[length - 1] == '*')
    return strncmp(value, form, length - 1) == 0;
  if (length == 5 && strncmp(form, "@link", length) == 0)
    return is_link(value);
  if (length == 5 && strncmp(form, "@file", length) == 0)
    return scheme_length(value) == 0;
  if (length == 8 && strncmp(form, "@picture", length) == 0)
    return is_picture(value);
  if (length == 7 && strncmp(form, "@number", length) == 0)
    return is_number(value);
  return strlen(value) == length && strncmp(value, form, length) == 0;
}

/* Whether the value is one of those that stand in `forms` up to `end`. */
static bool
is_value(const char *forms, const char *end, const char *value)
{
  for (const char *bar; forms <= end; forms = bar + 1) {
    bar = memchr(forms, '|', (size_t)(end - forms));
    bar = bar ? bar : end;
    if (is_alternative(forms, (size_t)(bar - forms), value))
      return true;
  }
  return false;
}

/* Returns what is wrong with an attribute, or NULL; free with g_free(). */
static char *
judge_attribute(const StsXmlRow *form, const char *name, const StsXmlAttribute *attribute)
{
  size_t length = strlen(name);

  for (const char *row = form->attributes; *row; row += *row == ';') {
    const char *end = row + strcspn(row, ";");
    if (strncmp(row, name, length) == 0 && row[length] == '=')
      return is_value(row + length + 1, end, attribute->value)
                 ? NULL
                 : g_strdup_printf("the value “%s” of the attribute “%s” of <%s>", attribute->value, name, form->name);
    row = end;
  }
  return g_strdup_printf("the attribute “%s” of <%s>", name, form->name);
}

char *
sts_xml_forms_find_foreign(const StsXmlForms *forms, const char *uri, const char *name, const StsXmlElement *element)
{
  g_autofree char *known = qualify(forms, uri, name, false);
  const StsXmlRow *form = known ? find_form(forms, known) : NULL;
  StsXmlAttribute attribute;

  if (!form)
    return g_strdup_printf("the element <%s>", name);
  for (guint i = 0; sts_xml_nth_attribute(element, i, &attribute); i++) {
    g_autofree char *own = qualify(forms, attribute.uri, attribute.name, true);
    char *fault = judge_attribute(form, own ? own : attribute.name, &attribute);
    if (fault || !own)
      return fault ? fault : g_strdup_printf("the attribute “%s” of another namespace", attribute.name);
  }
  return NULL;
}
