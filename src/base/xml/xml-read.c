/* Resolves the prefixes that GMarkup leaves in names. */
#include "base/xml/xml-read.h"

#include <stdarg.h>
#include <string.h>

/* More prefixes at a time, and more attributes of an element, than any file of sense has. */
enum { BINDINGS_MAX = 256, ATTRIBUTES_MAX = 256 };

typedef struct {
  char *prefix, *uri;
  guint depth;
} Binding;

typedef struct {
  const StsXmlHandler *handler;
  gpointer data;
  GArray *bindings; /* of Binding */
  guint depth;
  bool has_root;
  GMarkupParseContext *context;
  const char *text; /* the whole document */
  size_t length;
} Parse;

struct StsXmlElement {
  const Parse *parse;
  const char *name; /* with its prefix */
  const char **names, **values;
};

static bool G_GNUC_PRINTF(2, 3) fail(GError **error, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_propagate_error(error, g_error_new_valist(G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, format, arguments));
  va_end(arguments);
  return false;
}

static void
clear_binding(gpointer data)
{
  Binding *binding = data;

  g_free(binding->prefix);
  g_free(binding->uri);
}

static bool
is_text(const char *text, size_t length, const char *wanted)
{
  return strlen(wanted) == length && memcmp(text, wanted, length) == 0;
}

/* The namespace of a prefix; NULL where it is not declared. */
static const char *
resolve(const Parse *parse, const char *prefix, size_t length)
{
  if (is_text(prefix, length, "xml"))
    return STS_XML_URI;
  if (is_text(prefix, length, "xmlns"))
    return STS_XML_XMLNS_URI;
  for (guint i = parse->bindings->len; i > 0; i--) {
    const Binding *binding = &g_array_index(parse->bindings, Binding, i - 1);
    if (is_text(prefix, length, binding->prefix))
      return binding->uri;
  }
  return length == 0 ? "" : NULL;
}

/* Splits a name; the default namespace is not for attributes. */
static const char *
split(const Parse *parse, const char *name, bool attribute, const char **uri)
{
  const char *colon = strchr(name, ':');

  if (attribute && strcmp(name, "xmlns") == 0) {
    *uri = STS_XML_XMLNS_URI;
    return name;
  }
  if (!colon) {
    *uri = attribute ? "" : resolve(parse, "", 0);
    return name;
  }
  *uri = strchr(colon + 1, ':') ? NULL : resolve(parse, name, (size_t)(colon - name));
  return colon + 1;
}

static bool
bind(Parse *parse, const char **names, const char **values, GError **error)
{
  for (; *names; names++, values++) {
    if (strcmp(*names, "xmlns") != 0 && !g_str_has_prefix(*names, "xmlns:"))
      continue;
    if (parse->bindings->len >= BINDINGS_MAX)
      return fail(error, "too many namespaces");
    Binding binding = {g_strdup((*names)[5] ? *names + 6 : ""), g_strdup(*values), parse->depth};
    g_array_append_val(parse->bindings, binding);
  }
  return true;
}

static bool
is_given_twice(const char **names, guint index)
{
  for (guint i = 0; i < index; i++)
    if (strcmp(names[i], names[index]) == 0)
      return true;
  return false;
}

static bool
check_attribute(const Parse *parse, const char **names, guint index, GError **error)
{
  const char *uri;

  split(parse, names[index], true, &uri);
  if (!uri)
    return fail(error, "it does not declare the namespace of “%s”", names[index]);
  if (is_given_twice(names, index))
    return fail(error, "it gives the attribute “%s” twice in one element", names[index]);
  return true;
}

static bool
check_names(const Parse *parse, const char *element, const char **names, GError **error)
{
  const char *uri;

  split(parse, element, false, &uri);
  if (!uri)
    return fail(error, "it does not declare the namespace of “%s”", element);
  for (guint i = 0; names[i]; i++)
    if (i >= ATTRIBUTES_MAX)
      return fail(error, "it gives the element “%s” too many attributes", element);
    else if (!check_attribute(parse, names, i, error))
      return false;
  return true;
}

static void
start_element(GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data,
              GError **error)
{
  Parse *parse = data;
  StsXmlElement element = {parse, name, names, values};
  const char *uri;

  (void)context;
  if (parse->depth == 0 && parse->has_root) {
    fail(error, "it has a second element beside its first");
    return;
  }
  parse->has_root = true;
  if (++parse->depth > STS_XML_DEPTH_MAX) {
    fail(error, "elements are nested too deep");
    return;
  }
  if (!bind(parse, names, values, error) || !check_names(parse, name, names, error))
    return;
  const char *local = split(parse, name, false, &uri);
  if (parse->handler->start)
    parse->handler->start(parse->data, uri, local, &element, error);
}

static void
end_element(GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Parse *parse = data;

  (void)context;
  (void)name;
  if (parse->handler->end)
    parse->handler->end(parse->data, error);
  guint kept = parse->bindings->len;
  while (kept > 0 && g_array_index(parse->bindings, Binding, kept - 1).depth == parse->depth)
    kept--;
  g_array_set_size(parse->bindings, kept);
  parse->depth--;
}

static void
take_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Parse *parse = data;

  (void)context;
  for (gsize i = 0; parse->depth == 0 && i < length; i++)
    if (!strchr(" \t\r\n", text[i])) {
      fail(error, "it has text outside of its element");
      return;
    }
  if (parse->handler->text)
    parse->handler->text(parse->data, text, length, error);
}

static void
take_other(GMarkupParseContext *context, const char *markup, gsize length, gpointer data, GError **error)
{
  Parse *parse = data;

  (void)context;
  if (parse->handler->other)
    parse->handler->other(parse->data, markup, length, error);
}

bool
sts_xml_parse(const char *text, size_t length, const StsXmlHandler *handler, gpointer data, GError **error)
{
  static const char BYTE_ORDER_MARK[] = "\xef\xbb\xbf";
  const GMarkupParser parser = {
      .start_element = start_element, .end_element = end_element, .text = take_text, .passthrough = take_other};
  Parse parse = {.handler = handler, .data = data};

  /* GLib would tell of it, and read on. */
  if (!g_utf8_validate_len(text, length, NULL))
    return fail(error, "it is not valid UTF-8");
  parse.bindings = g_array_new(FALSE, FALSE, sizeof(Binding));
  g_array_set_clear_func(parse.bindings, clear_binding);
  if (length >= 3 && memcmp(text, BYTE_ORDER_MARK, 3) == 0) {
    text += 3;
    length -= 3;
  }
  GMarkupParseContext *context = g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &parse, NULL);
  parse.context = context;
  parse.text = text;
  parse.length = length;
  bool good = g_markup_parse_context_parse(context, text, (gssize)length, error) &&
              g_markup_parse_context_end_parse(context, error) && (parse.has_root || fail(error, "it has no element"));
  g_markup_parse_context_free(context);
  g_array_unref(parse.bindings);
  return good;
}

const char *
sts_xml_get_attribute(const StsXmlElement *element, const char *uri, const char *name)
{
  StsXmlAttribute attribute;

  for (guint i = 0; sts_xml_nth_attribute(element, i, &attribute); i++)
    if (g_strcmp0(attribute.name, name) == 0 && strcmp(attribute.uri, uri) == 0)
      return attribute.value;
  return NULL;
}

int
sts_xml_get_line(const StsXmlElement *element)
{
  int line = 0, character = 0;

  /* GLib has looked at what follows the tag: a line end there it counts already. */
  g_markup_parse_context_get_position(element->parse->context, &line, &character);
  return character == 1 && line > 1 ? line - 1 : line;
}

/* The bytes before the line, from 1. */
static size_t
find_line(const Parse *parse, int line)
{
  const char *p = parse->text, *end = parse->text + parse->length;

  for (; line > 1 && p; line--) {
    p = memchr(p, '\n', (size_t)(end - p));
    p = p ? p + 1 : NULL;
  }
  return p ? (size_t)(p - parse->text) : parse->length;
}

/* Whether the element's start tag begins here. */
static bool
begins_tag(const StsXmlElement *element, const char *at)
{
  size_t left = (size_t)(element->parse->text + element->parse->length - at), length = strlen(element->name);

  return *at == '<' && left > length + 1 && memcmp(at + 1, element->name, length) == 0 &&
         strchr("/> \t\r\n", at[length + 1]);
}

void
sts_xml_get_place(const StsXmlElement *element, int *line, int *column)
{
  const Parse *parse = element->parse;
  int character;

  g_markup_parse_context_get_position(parse->context, line, &character);
  /* GLib counts bytes, stands behind the tag, and counts a line end to the line that it begins. */
  size_t at = MIN(find_line(parse, *line) + (size_t)MAX(character - 2, 0), parse->length);
  while (at > 0 && !begins_tag(element, parse->text + at - 1))
    at--;
  at -= at > 0;
  *line = 1;
  *column = 1;
  for (size_t i = 0; i < at; i++) {
    *column = parse->text[i] == '\n' ? 1 : *column + 1;
    *line += parse->text[i] == '\n';
  }
}

bool
sts_xml_nth_attribute(const StsXmlElement *element, guint index, StsXmlAttribute *attribute)
{
  if (!element->names[index])
    return false;
  attribute->name = split(element->parse, element->names[index], true, &attribute->uri);
  attribute->value = element->values[index];
  return true;
}
