/* Looks through an SVG: it may show nothing that is not in it. */
#include "read/images/image-svg.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/xml/xml-read.h"
#include "read/images/image-uses.h"

static const char SVG[] = "http://www.w3.org/2000/svg";

enum { DEPTH_MAX = 256 };

typedef struct {
  StsImageFacts *facts;
  int depth;
  int text_depth, silent_depth; /* of the “text” that is read, and of what is not drawn within it; 0: none */
  bool had_root;
  GString *sheet;      /* what the style sheet says so far; NULL: outside of one; owned */
  GString *text;       /* the characters of its text, each once; NULL: none so far */
  GHashTable *in_text; /* the same, as a set; owned */
  GHashTable *ids;     /* names that were given so far; owned */
  StsImageUses *uses;
  double view_width, view_height;
} SvgReader;

static const char *
local_name(const char *name)
{
  const char *colon = strrchr(name, ':');

  return colon ? colon + 1 : name;
}

/* Returns false. */
static bool G_GNUC_PRINTF(2, 3) refuse(GError **error, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_propagate_error(error, g_error_new_valist(G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, format, arguments));
  va_end(arguments);
  return false;
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
read_size(SvgReader *reader, const StsXmlElement *root)
{
  const char *width_text = sts_xml_get_attribute(root, "", "width"),
             *height_text = sts_xml_get_attribute(root, "", "height"),
             *view_box = sts_xml_get_attribute(root, "", "viewBox");
  double width = width_text ? parse_length(width_text) : 0, height = height_text ? parse_length(height_text) : 0;

  if (view_box)
    parse_view_box(reader, view_box);
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

static bool
check_root(SvgReader *reader, const char *uri, const char *element, GError **error)
{
  if (strcmp(element, "svg") != 0)
    return refuse(error, "its root is “%s”, not “svg”", element);
  if (reader->had_root)
    return refuse(error, "it has two roots");
  if (strcmp(uri, SVG) != 0)
    return refuse(error, "its root is not in the namespace of SVG; add xmlns=\"%s\"", SVG);
  reader->had_root = true;
  return true;
}

static bool
check_id(SvgReader *reader, const char *id, GError **error)
{
  if (!is_xml_name(id))
    return refuse(error, "its id “%s” must begin with a letter, and hold nothing but letters, digits, “-”, “_” and “.”",
                  id);
  if (!g_hash_table_add(reader->ids, g_strdup(id)))
    return refuse(error, "it has two elements with the id “%s”; give one of them another", id);
  return true;
}

static bool
is_id(const StsXmlAttribute *attribute)
{
  return strcmp(attribute->name, "id") == 0 && (*attribute->uri == '\0' || strcmp(attribute->uri, STS_XML_URI) == 0);
}

static bool
check_attribute(SvgReader *reader, const char *element, const StsXmlAttribute *attribute, GError **error)
{
  if (is_id(attribute) && !check_id(reader, attribute->value, error))
    return false;
  if (g_str_has_prefix(attribute->name, "on"))
    return refuse(error, "it holds the script “%s”", attribute->name);
  if (!attribute_is_safe(element, attribute->name, attribute->value))
    return refuse(error, "it refers to “%s”, which is outside the file; draw it in instead", attribute->value);
  return true;
}

static bool
check_attributes(SvgReader *reader, const char *name, const StsXmlElement *element, GError **error)
{
  StsXmlAttribute attribute;

  for (guint i = 0; sts_xml_nth_attribute(element, i, &attribute); i++)
    if (!check_attribute(reader, name, &attribute, error))
      return false;
  return true;
}

static void
begin_use(SvgReader *reader, const char *name, const StsXmlElement *element)
{
  const char *id = NULL, *used = NULL;
  StsXmlAttribute attribute;

  for (guint i = 0; sts_xml_nth_attribute(element, i, &attribute); i++) {
    if (is_id(&attribute))
      id = attribute.value;
    else if (strcmp(name, "use") == 0 && strcmp(attribute.name, "href") == 0)
      used = strchr(attribute.value, '#');
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
start_element(gpointer data, const char *uri, const char *name, const StsXmlElement *element, GError **error)
{
  SvgReader *reader = data;

  if (reader->depth == 0) {
    if (!check_root(reader, uri, name, error))
      return;
    read_size(reader, element);
  }
  if (++reader->depth > DEPTH_MAX) {
    refuse(error, "its elements are nested too deep");
    return;
  }
  if (reader->sheet || strcmp(name, "script") == 0 || strcmp(name, "foreignObject") == 0 ||
      strcmp(name, "iframe") == 0) {
    refuse(error,
           reader->sheet ? "its style sheet holds the element “%s”, which is not allowed"
                         : "it holds the element “%s”, which is not allowed",
           name);
    return;
  }
  if (strcmp(name, "style") == 0)
    reader->sheet = g_string_new(NULL);
  enter_text(reader, name);
  begin_use(reader, name, element);
  check_attributes(reader, name, element, error);
}

/* A sheet is looked through as a whole: a comment within it may divide a word. */
static void
end_element(gpointer data, GError **error)
{
  SvgReader *reader = data;

  if (reader->sheet && !sheet_is_safe(reader->sheet->str))
    refuse(error, "its style sheet refers to something outside the file");
  if (reader->sheet)
    g_string_free(g_steal_pointer(&reader->sheet), TRUE);
  leave_text(reader);
  sts_image_uses_end(reader->uses);
  reader->depth--;
}

static void
read_text(gpointer data, const char *text, size_t length, G_GNUC_UNUSED GError **error)
{
  SvgReader *reader = data;
  g_autofree char *copy = reader->sheet ? NULL : g_strndup(text, length);

  if (reader->sheet)
    g_string_append_len(reader->sheet, text, (gssize)length);
  else
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
read_other(G_GNUC_UNUSED gpointer data, const char *markup, size_t length, GError **error)
{
  g_autofree char *copy = g_strndup(markup, length);

  if (g_ascii_strncasecmp(copy, "<!DOCTYPE", 9) == 0)
    refuse(error, "it has a document type declaration (<!DOCTYPE); delete it");
  else if (g_ascii_strncasecmp(copy, "<?xml ", 6) == 0 && names_other_encoding(copy))
    refuse(error, "its encoding is not UTF-8; save it as UTF-8");
  else if (g_ascii_strncasecmp(copy, "<?xml-stylesheet", 16) == 0)
    refuse(error, "it refers to a style sheet outside the file");
}

const char *
sts_image_check_svg(const char *text, size_t length, StsImageFacts *facts, char *buffer, size_t buffer_size)
{
  static const StsXmlHandler HANDLER = {
      .start = start_element, .end = end_element, .text = read_text, .other = read_other};

  /* Of bytes within a comment or CDATA that are not UTF-8, GLib tells, and goes on. */
  if (!g_utf8_validate(text, (gssize)length, NULL))
    return "it is not in UTF-8; save it as UTF-8";
  SvgReader reader = {
      .facts = facts,
      .ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      .in_text = g_hash_table_new(NULL, NULL),
      .uses = sts_image_uses_new(),
  };
  g_autoptr(GError) error = NULL;
  bool sound = sts_xml_parse(text, length, &HANDLER, &reader, &error);

  if (reader.sheet)
    g_string_free(reader.sheet, TRUE);
  g_hash_table_unref(reader.ids);
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
