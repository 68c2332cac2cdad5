/* Looks through an SVG: it may show nothing that is not in it. */
#include "read/images/image-svg.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "read/images/image-uses.h"

enum { DEPTH_MAX = 256 };

typedef struct {
  StsImageFacts *facts;
  char *buffer;
  size_t buffer_size;
  int depth;
  int text_depth, silent_depth; /* of the “text” that is read, and of what is not drawn within it; 0: none */
  bool in_style, had_root;
  GString *text;              /* the characters of its text, each once; NULL: none so far */
  GHashTable *in_text;        /* the same, as a set; owned */
  GHashTable *ids, *prefixes; /* names that were given so far; owned */
  StsImageUses *uses;
  double view_width, view_height;
} SvgReader;

static const char *
local_name(const char *name)
{
  const char *colon = strrchr(name, ':');

  return colon ? colon + 1 : name;
}

static void G_GNUC_PRINTF(3, 4) refuse(SvgReader *reader, GError **error, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_vsnprintf(reader->buffer, reader->buffer_size, format, arguments);
  va_end(arguments);
  g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, reader->buffer);
}

/* Whether nothing in a style, or in an attribute that may hold a paint or a clip, leads out of the file. CSS names
 * functions in any case. */
static bool
style_is_safe(const char *style)
{
  static const char *const FORBIDDEN[] = {"@import", "@font-face", "expression(", "image-set(", "image("};
  g_autofree char *lower = g_ascii_strdown(style, -1);

  for (size_t i = 0; i < G_N_ELEMENTS(FORBIDDEN); i++)
    if (strstr(lower, FORBIDDEN[i]))
      return false;
  for (const char *url = lower; (url = strstr(url, "url("));) {
    url += strlen("url(");
    while (g_ascii_isspace(*url) || *url == '"' || *url == '\'')
      url++;
    if (*url != '#')
      return false;
  }
  return true;
}

/* A backslash could hide any of that. */
static bool
sheet_is_safe(const char *sheet)
{
  return !strchr(sheet, '\\') && style_is_safe(sheet);
}

static bool
reference_is_safe(const char *element, const char *value)
{
  while (g_ascii_isspace(*value))
    value++;
  if (*value == '#' || *value == '\0')
    return true;
  return strcmp(element, "image") == 0 &&
         (g_str_has_prefix(value, "data:image/png;base64,") || g_str_has_prefix(value, "data:image/jpeg;base64,"));
}

/* Whether the attribute leads nowhere outside the file. */
static bool
attribute_is_safe(const char *element, const char *attribute, const char *value)
{
  if (strcmp(attribute, "href") == 0 || strcmp(attribute, "src") == 0)
    return reference_is_safe(element, value);
  if (strcmp(attribute, "base") == 0)
    return false;
  /* An animation may set any attribute. */
  if (strcmp(attribute, "attributeName") == 0 &&
      (strcmp(local_name(value), "href") == 0 || strcmp(local_name(value), "src") == 0))
    return false;
  return strcmp(attribute, "style") == 0 ? sheet_is_safe(value) : style_is_safe(value);
}

/* A length in CSS pixels; 0 when it has no absolute size. */
static double
parse_length(const char *text)
{
  static const struct {
    const char *unit;
    double pixels;
  } UNITS[] = {{"", 1}, {"px", 1}, {"pt", 96.0 / 72}, {"pc", 16}, {"in", 96}, {"cm", 96 / 2.54}, {"mm", 96 / 25.4}};
  char *end;
  double value = g_ascii_strtod(text, &end);

  if (end == text || !isfinite(value) || value <= 0 || value > 100000)
    return 0;
  g_autofree char *unit = g_strstrip(g_strdup(end));
  for (size_t i = 0; i < G_N_ELEMENTS(UNITS); i++)
    if (strcmp(unit, UNITS[i].unit) == 0)
      return value * UNITS[i].pixels;
  return 0;
}

static void
parse_view_box(SvgReader *reader, const char *text)
{
  double numbers[4] = {0};
  const char *p = text;

  for (int i = 0; i < 4; i++) {
    char *end;
    while (g_ascii_isspace(*p) || *p == ',')
      p++;
    numbers[i] = g_ascii_strtod(p, &end);
    if (end == p || !isfinite(numbers[i]))
      return;
    p = end;
  }
  if (numbers[2] > 0 && numbers[3] > 0 && numbers[2] < 100000 && numbers[3] < 100000) {
    reader->view_width = numbers[2];
    reader->view_height = numbers[3];
  }
}

static void
read_size(SvgReader *reader, const char **names, const char **values)
{
  double width = 0, height = 0;

  for (size_t i = 0; names[i]; i++) {
    if (strcmp(names[i], "width") == 0)
      width = parse_length(values[i]);
    else if (strcmp(names[i], "height") == 0)
      height = parse_length(values[i]);
    else if (strcmp(names[i], "viewBox") == 0)
      parse_view_box(reader, values[i]);
  }
  double ratio = reader->view_width > 0 ? reader->view_height / reader->view_width : 0;
  if (width <= 0 && height > 0 && ratio > 0)
    width = height / ratio;
  if (width <= 0)
    width = reader->view_width;
  if (height <= 0)
    height = ratio > 0 ? width * ratio : 0;
  reader->facts->width = (int)ceil(width);
  reader->facts->height = (int)ceil(height);
}

/* GLib reads markup, not XML: what a browser would refuse to show must be found here. */

static bool
is_xml_name(const char *text)
{
  if (!g_unichar_isalpha(g_utf8_get_char(text)) && *text != '_')
    return false;
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar character = g_utf8_get_char(text);
    if (!g_unichar_isalnum(character) && !g_unichar_ismark(character) && !strchr("_-.", (int)MIN(character, 0x7F)))
      return false;
  }
  return true;
}

static void
declare_prefixes(SvgReader *reader, const char **names)
{
  for (size_t i = 0; names[i]; i++)
    if (g_str_has_prefix(names[i], "xmlns:"))
      g_hash_table_add(reader->prefixes, g_strdup(names[i] + strlen("xmlns:")));
}

static bool
is_declared(const SvgReader *reader, const char *name)
{
  const char *colon = strchr(name, ':');
  g_autofree char *prefix = colon ? g_strndup(name, (size_t)(colon - name)) : NULL;

  return !prefix || strcmp(prefix, "xml") == 0 || strcmp(prefix, "xmlns") == 0 ||
         g_hash_table_contains(reader->prefixes, prefix);
}

static bool
is_given_twice(const char **names, size_t index)
{
  for (size_t i = 0; i < index; i++)
    if (strcmp(names[i], names[index]) == 0)
      return true;
  return false;
}

static bool
check_xml(SvgReader *reader, const char *name, const char **names, const char **values, GError **error)
{
  declare_prefixes(reader, names);
  if (!is_declared(reader, name)) {
    refuse(reader, error, "it does not declare the namespace of “%s”", name);
    return false;
  }
  for (size_t i = 0; names[i]; i++) {
    const char *fault = NULL;
    if (!is_declared(reader, names[i]))
      fault = "it does not declare the namespace of “%s”";
    else if (is_given_twice(names, i))
      fault = "it gives the attribute “%s” twice in one element";
    if (fault) {
      refuse(reader, error, fault, names[i]);
      return false;
    }
    if (strcmp(names[i], "id") != 0 && strcmp(names[i], "xml:id") != 0)
      continue;
    if (!is_xml_name(values[i]))
      fault = "its id “%s” must begin with a letter, and hold nothing but letters, digits, “-”, “_” and “.”";
    else if (!g_hash_table_add(reader->ids, g_strdup(values[i])))
      fault = "it has two elements with the id “%s”; give one of them another";
    if (fault) {
      refuse(reader, error, fault, values[i]);
      return false;
    }
  }
  return true;
}

static bool
is_svg_namespace(const char *name, const char **names, const char **values)
{
  const char *colon = strchr(name, ':');
  g_autofree char *declaration = colon ? g_strdup_printf("xmlns:%.*s", (int)(colon - name), name) : g_strdup("xmlns");

  for (size_t i = 0; names[i]; i++)
    if (strcmp(names[i], declaration) == 0)
      return strcmp(values[i], "http://www.w3.org/2000/svg") == 0;
  return false;
}

static bool
check_root(SvgReader *reader, const char *name, const char **names, const char **values, GError **error)
{
  if (strcmp(local_name(name), "svg") != 0)
    refuse(reader, error, "its root is “%s”, not “svg”", local_name(name));
  else if (reader->had_root)
    refuse(reader, error, "%s", "it has two roots");
  else if (!is_svg_namespace(name, names, values))
    refuse(reader, error, "%s", "its root is not in the namespace of SVG; add xmlns=\"http://www.w3.org/2000/svg\"");
  else
    reader->had_root = true;
  return *error == NULL;
}

static void
begin_use(SvgReader *reader, const char *element, const char **names, const char **values)
{
  const char *id = NULL, *used = NULL;

  for (size_t i = 0; names[i]; i++) {
    if (strcmp(names[i], "id") == 0 || strcmp(names[i], "xml:id") == 0)
      id = values[i];
    else if (strcmp(element, "use") == 0 && strcmp(local_name(names[i]), "href") == 0)
      used = strchr(values[i], '#');
  }
  sts_image_uses_begin(reader->uses, id, used ? used + 1 : NULL);
}

/* ---- text that is drawn ---- */

static void
enter_text(SvgReader *reader, const char *element)
{
  if (reader->text_depth == 0 && strcmp(element, "text") == 0)
    reader->text_depth = reader->depth;
  else if (reader->text_depth > 0 && reader->silent_depth == 0 &&
           (strcmp(element, "title") == 0 || strcmp(element, "desc") == 0 || strcmp(element, "metadata") == 0))
    reader->silent_depth = reader->depth;
}

static void
leave_text(SvgReader *reader)
{
  if (reader->depth == reader->silent_depth)
    reader->silent_depth = 0;
  if (reader->depth == reader->text_depth)
    reader->text_depth = 0;
}

static void
collect_text(SvgReader *reader, const char *text)
{
  if (reader->text_depth == 0 || reader->silent_depth > 0)
    return;
  if (!reader->text)
    reader->text = g_string_new(NULL);
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar character = g_utf8_get_char(text);
    if (!g_unichar_isspace(character) && g_hash_table_add(reader->in_text, GUINT_TO_POINTER(character)))
      g_string_append_unichar(reader->text, character);
  }
}

static void
start_element(GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data,
              GError **error)
{
  SvgReader *reader = data;
  const char *element = local_name(name);

  (void)context;
  if (reader->depth == 0 && !check_root(reader, name, names, values, error))
    return;
  if (!check_xml(reader, name, names, values, error))
    return;
  if (reader->depth == 0)
    read_size(reader, names, values);
  if (++reader->depth > DEPTH_MAX) {
    refuse(reader, error, "%s", "its elements are nested too deep");
    return;
  }
  if (strcmp(element, "script") == 0 || strcmp(element, "foreignObject") == 0 || strcmp(element, "iframe") == 0) {
    refuse(reader, error, "it holds the element “%s”, which is not allowed", element);
    return;
  }
  reader->in_style = strcmp(element, "style") == 0;
  enter_text(reader, element);
  begin_use(reader, element, names, values);
  for (size_t i = 0; names[i]; i++) {
    const char *attribute = local_name(names[i]);
    if (g_str_has_prefix(attribute, "on")) {
      refuse(reader, error, "it holds the script “%s”", attribute);
      return;
    }
    if (!attribute_is_safe(element, attribute, values[i])) {
      refuse(reader, error, "it refers to “%s”, which is outside the file; draw it in instead", values[i]);
      return;
    }
  }
}

static void
end_element(GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  SvgReader *reader = data;

  (void)context;
  (void)name;
  (void)error;
  leave_text(reader);
  sts_image_uses_end(reader->uses);
  reader->depth--;
  reader->in_style = false;
}

static void
read_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  SvgReader *reader = data;
  g_autofree char *copy = g_strndup(text, length);

  (void)context;
  if (reader->in_style && !sheet_is_safe(copy))
    refuse(reader, error, "%s", "its style sheet refers to something outside the file");
  else if (!reader->in_style)
    collect_text(reader, copy);
}

/* Whether an XML declaration names an encoding other than the one that was read. */
static bool
names_other_encoding(const char *declaration)
{
  g_autofree char *lower = g_ascii_strdown(declaration, -1);
  const char *encoding = strstr(lower, "encoding");

  if (!encoding)
    return false;
  encoding += strlen("encoding");
  encoding += strspn(encoding, " \t\r\n=\"'");
  return !g_str_has_prefix(encoding, "utf-8") && !g_str_has_prefix(encoding, "us-ascii");
}

/* Comments, processing instructions, document types. */
static void
read_passthrough(GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  SvgReader *reader = data;
  g_autofree char *copy = g_strndup(text, length);

  (void)context;
  if (g_ascii_strncasecmp(copy, "<!DOCTYPE", 9) == 0)
    refuse(reader, error, "%s", "it has a document type declaration (<!DOCTYPE); delete it");
  else if (g_ascii_strncasecmp(copy, "<?xml ", 6) == 0 && names_other_encoding(copy))
    refuse(reader, error, "%s", "its encoding is not UTF-8; save it as UTF-8");
  else if (g_ascii_strncasecmp(copy, "<?xml-stylesheet", 16) == 0)
    refuse(reader, error, "%s", "it refers to a style sheet outside the file");
  else if (reader->in_style && g_str_has_prefix(copy, "<![CDATA[") && !sheet_is_safe(copy))
    refuse(reader, error, "%s", "its style sheet refers to something outside the file");
  else if (!reader->in_style && g_str_has_prefix(copy, "<![CDATA[") && g_str_has_suffix(copy, "]]>")) {
    copy[strlen(copy) - strlen("]]>")] = '\0';
    collect_text(reader, copy + strlen("<![CDATA["));
  }
}

const char *
sts_image_check_svg(const char *text, size_t length, StsImageFacts *facts, char *buffer, size_t buffer_size)
{
  static const GMarkupParser PARSER = {
      .start_element = start_element, .end_element = end_element, .text = read_text, .passthrough = read_passthrough};

  /* Of bytes within a comment or CDATA that are not UTF-8, GLib tells, and goes on. */
  if (!g_utf8_validate(text, (gssize)length, NULL))
    return "it is not in UTF-8; save it as UTF-8";
  SvgReader reader = {
      .facts = facts,
      .buffer = buffer,
      .buffer_size = buffer_size,
      .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      .prefixes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      .in_text = g_hash_table_new(NULL, NULL),
      .uses = sts_image_uses_new(),
  };
  GMarkupParseContext *context = g_markup_parse_context_new(&PARSER, 0, &reader, NULL);
  g_autoptr(GError) error = NULL;
  bool sound = g_markup_parse_context_parse(context, text, (gssize)length, &error) && !error &&
               g_markup_parse_context_end_parse(context, &error) && !error;

  g_markup_parse_context_free(context);
  g_hash_table_unref(reader.ids);
  g_hash_table_unref(reader.prefixes);
  g_hash_table_unref(reader.in_text);
  bool endless = sound && sts_image_uses_are_too_many(reader.uses);
  sts_image_uses_free(reader.uses);
  g_autofree char *characters = reader.text ? g_string_free(reader.text, FALSE) : NULL;
  if (!sound) {
    g_strlcpy(buffer, error->message, buffer_size);
    return buffer;
  }
  if (endless)
    return "its “use” elements show one another so often that more than 500,000 parts would have to be drawn; draw it "
           "with fewer";
  if (facts->width <= 0 || facts->height <= 0)
    return "it does not say how large it is; give its root a viewBox";
  facts->characters = g_steal_pointer(&characters);
  return NULL;
}
