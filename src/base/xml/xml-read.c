/* Resolves the prefixes that GMarkup leaves in names. */
#include "base/xml/xml-read.h"

#include <string.h>

/* More prefixes at a time than any of our files has. */
enum { BINDINGS_MAX = 256 };

typedef struct {
  char *prefix, *uri;
  guint depth;
} Binding;

typedef struct {
  const StsXmlHandler *handler;
  gpointer data;
  GArray *bindings; /* of Binding */
  guint depth;
} Parse;

struct StsXmlElement {
  const Parse *parse;
  const char **names, **values;
};

static void
clear_binding(gpointer data)
{
  Binding *binding = data;

  g_free(binding->prefix);
  g_free(binding->uri);
}

static const char *
resolve(const Parse *parse, const char *prefix, size_t length)
{
  for (guint i = parse->bindings->len; i > 0; i--) {
    const Binding *binding = &g_array_index(parse->bindings, Binding, i - 1);
    if (strlen(binding->prefix) == length && memcmp(binding->prefix, prefix, length) == 0)
      return binding->uri;
  }
  return "";
}

/* Splits a name; the default namespace is not for attributes. */
static const char *
split(const Parse *parse, const char *name, bool attribute, const char **uri)
{
  const char *colon = strchr(name, ':');

  if (!colon) {
    *uri = attribute ? "" : resolve(parse, "", 0);
    return name;
  }
  *uri = resolve(parse, name, (size_t)(colon - name));
  return colon + 1;
}

static bool
bind(Parse *parse, const char **names, const char **values, GError **error)
{
  for (; *names; names++, values++) {
    if (strcmp(*names, "xmlns") != 0 && !g_str_has_prefix(*names, "xmlns:"))
      continue;
    if (parse->bindings->len >= BINDINGS_MAX) {
      g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "too many namespaces");
      return false;
    }
    Binding binding = {g_strdup((*names)[5] ? *names + 6 : ""), g_strdup(*values), parse->depth};
    g_array_append_val(parse->bindings, binding);
  }
  return true;
}

static void
start_element(GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data,
              GError **error)
{
  Parse *parse = data;
  StsXmlElement element = {parse, names, values};
  const char *uri;

  (void)context;
  if (++parse->depth > STS_XML_DEPTH_MAX) {
    g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "elements are nested too deep");
    return;
  }
  if (!bind(parse, names, values, error))
    return;
  const char *local = split(parse, name, false, &uri);
  if (parse->handler->start)
    parse->handler->start(parse->data, uri, local, &element);
}

static void
end_element(GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Parse *parse = data;

  (void)context;
  (void)name;
  (void)error;
  if (parse->handler->end)
    parse->handler->end(parse->data);
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
  (void)error;
  if (parse->handler->text)
    parse->handler->text(parse->data, text, length);
}

bool
sts_xml_parse(const char *text, size_t length, const StsXmlHandler *handler, gpointer data, GError **error)
{
  static const char MARK[] = "\xef\xbb\xbf";
  const GMarkupParser parser = {.start_element = start_element, .end_element = end_element, .text = take_text};
  Parse parse = {.handler = handler, .data = data, .bindings = g_array_new(FALSE, FALSE, sizeof(Binding))};

  g_array_set_clear_func(parse.bindings, clear_binding);
  if (length >= 3 && memcmp(text, MARK, 3) == 0) {
    text += 3;
    length -= 3;
  }
  GMarkupParseContext *context = g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &parse, NULL);
  bool good = g_markup_parse_context_parse(context, text, (gssize)length, error) &&
              g_markup_parse_context_end_parse(context, error);
  g_markup_parse_context_free(context);
  g_array_unref(parse.bindings);
  return good;
}

const char *
sts_xml_get_attribute(const StsXmlElement *element, const char *uri, const char *name)
{
  for (guint i = 0; element->names[i]; i++) {
    const char *found;
    const char *local = split(element->parse, element->names[i], true, &found);
    if (strcmp(local, name) == 0 && strcmp(found, uri) == 0)
      return element->values[i];
  }
  return NULL;
}

void
sts_xml_each_attribute(const StsXmlElement *element, const char *uri,
                       void (*take)(gpointer data, const char *name, const char *value), gpointer data)
{
  for (guint i = 0; element->names[i]; i++) {
    const char *found;
    const char *local = split(element->parse, element->names[i], true, &found);
    if (strcmp(found, uri) == 0)
      take(data, local, element->values[i]);
  }
}
