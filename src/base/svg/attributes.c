/* Reads the attributes of SVG. */
#include <math.h>
#include <string.h>

#include "base/svg/crossings.h"
#include "base/svg/reader.h"

#define XLINK_URI "http://www.w3.org/1999/xlink"

/* More of a value than librsvg reads. */
enum { VALUE_BYTES_MAX = 9 * 1000 * 1000 };
/* So many pixels take 130 MB when they are unpacked. */
static const guint64 PIXELS_MAX = 16 * 1000 * 1000;

void
sts_svg_said_clear(StsSvgSaid *said)
{
  g_free(said->id);
  g_free(said->classes);
  g_free(said->href);
  sts_svg_look_free(said->look);
}

/* ---- pictures within the picture ---- */

/* Writes the picture anew; returns what is wrong with it, or NULL. */
static const char *
read_picture(StsSvgReader *reader, const char *value, GString *out, StsSvgSaid *said)
{
  static const char PNG[] = "data:image/png;base64,", JPEG[] = "data:image/jpeg;base64,",
                    JPG[] = "data:image/jpg;base64,";
  bool jpeg = !g_str_has_prefix(value, PNG);
  const char *data = value + strlen(jpeg && g_str_has_prefix(value, JPEG) ? JPEG : PNG);
  gsize size;
  guint64 pixels = 0;

  if (jpeg && !g_str_has_prefix(value, JPEG) && !g_str_has_prefix(value, JPG))
    return "it is neither PNG nor JPEG, as base64; convert it";
  /* With white space in it, as editors break lines. */
  if (data[strspn(data, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n")] != '\0')
    return "it is damaged";
  g_autofree guint8 *bytes = g_base64_decode(data, &size);
  if (jpeg ? size < 3 || memcmp(bytes, "\xFF\xD8\xFF", 3) != 0 : size < 8 || memcmp(bytes, "\x89PNG\r\n\x1A\n", 8) != 0)
    return jpeg ? "it says that it is a JPEG, and is none" : "it says that it is a PNG, and is none";
  const char *fault = reader->check_picture ? reader->check_picture(jpeg, bytes, size, &pixels) : NULL;
  reader->pixels += pixels;
  if (fault)
    return fault;
  if (reader->pixels > PIXELS_MAX)
    return "all pictures together have more than 16 million pixels; scale them down";
  /* Each time that it is shown, it is stored again. */
  said->weight += (double)pixels / 200;
  g_autofree char *encoded = g_base64_encode(bytes, size);
  g_string_printf(out, "%s%s", jpeg ? JPEG : PNG, encoded);
  return NULL;
}

static void
read_href(StsSvgReader *reader, const StsSvgElement *row, const char *name, const char *text, StsSvgSaid *said)
{
  g_autofree char *value = g_strstrip(g_strdup(text));

  if (*value == '\0' || said->href || (strcmp(row->name, "a") == 0 && *value == '#'))
    return;
  if (*value == '#' && strcmp(row->name, "image") != 0) {
    said->href = sts_svg_name_id(value + 1);
    g_autofree char *wanted = g_strconcat("#", said->href, NULL);
    sts_xml_attribute(&reader->xml, name, wanted);
    g_hash_table_add(reader->wanted, g_steal_pointer(&wanted));
    return;
  }
  if (strcmp(row->name, "image") != 0 || !g_str_has_prefix(value, "data:")) {
    sts_svg_add_fault(reader, "it refers to “%.80s”, which is outside the file; %s", value,
                      strcmp(row->name, "a") == 0 ? "a picture has no links: delete it" : "draw it in instead");
    return;
  }
  g_autoptr(GString) out = g_string_new(NULL);
  const char *fault = read_picture(reader, value, out, said);
  if (fault)
    sts_svg_add_fault(reader, "a picture in it cannot be used: %s", fault);
  else
    sts_xml_attribute(&reader->xml, name, out->str);
}

/* ---- values ---- */

static void
remember_references(StsSvgReader *reader, const StsSvgLook *look)
{
  for (guint i = 0; i < look->references->len; i++)
    g_hash_table_add(reader->wanted, g_strconcat("#", g_array_index(look->references, StsSvgReference, i).id, NULL));
}

/* A length as pixels; 0 when it is none. */
static double
pixels_of(const char *text)
{
  char *end;
  double value = g_ascii_strtod(text, &end);

  return end != text && *end != '%' && isfinite(value) && value > 0 ? value : 0;
}

static void
take_size(StsSvgSaid *said, const char *name, const char *value)
{
  if (strcmp(name, "width") == 0)
    said->width = pixels_of(value);
  else if (strcmp(name, "height") == 0)
    said->height = pixels_of(value);
  else if (strcmp(name, "viewBox") == 0) {
    g_auto(GStrv) numbers = g_strsplit_set(value, ", \t\r\n", -1);
    const char *last[2] = {"", ""};
    for (char **p = numbers; *p; p++)
      if (**p != '\0') {
        last[0] = last[1];
        last[1] = *p;
      }
    said->view_width = pixels_of(last[0]);
    said->view_height = pixels_of(last[1]);
  }
}

static void
read_known(StsSvgReader *reader, const StsSvgValueKind *kind, bool property, const char *name, const char *text,
           StsSvgSaid *said)
{
  g_auto(StsSvgValue) value = sts_svg_value_new();

  if (strlen(text) > VALUE_BYTES_MAX) {
    sts_svg_add_fault(reader, "“%s” has more than 9 million characters; save the picture as PNG", name);
    return;
  }
  sts_svg_read_value(&value, kind->kind, text);
  if (value.fault) {
    sts_svg_add_fault(reader, "in “%s”, %s", name, value.fault);
    return;
  }
  sts_xml_attribute(&reader->xml, name, value.written->str);
  said->numbers += value.numbers;
  said->sum += value.sum;
  if (kind->kind == STS_SVG_NUMBERS && value.numbers > 100)
    said->weight += sts_svg_weigh_line(text, strcmp(name, "points") == 0);
  take_size(said, name, text);
  if (property)
    sts_svg_look_add(said->look, kind, &value);
  else if (kind->kind == STS_SVG_TRANSFORM)
    said->look->scale *= value.scale;
}

/* ---- attributes of all elements ---- */

/* Writes an attribute that may be taken out again. */
static void
write_span(StsSvgReader *reader, const char *wanted, const char *name, const char *value)
{
  StsSvgSpan span = {.begin = reader->out->len, .wanted = g_strdup(wanted)};

  sts_xml_attribute(&reader->xml, name, value);
  span.end = reader->out->len;
  g_array_append_val(reader->spans, span);
}

static void
read_id(StsSvgReader *reader, const char *value, StsSvgSaid *said)
{
  if (*value == '\0' || said->id)
    return;
  said->id = sts_svg_name_id(value);
  g_autofree char *wanted = g_strconcat("#", said->id, NULL);
  if (!g_hash_table_add(reader->ids, g_strdup(said->id)) && reader->twice->len < 8) {
    StsSvgFault *fault = g_new0(StsSvgFault, 1);
    sts_xml_get_place(reader->element, &fault->line, &fault->column);
    fault->text = g_strdup(wanted);
    g_ptr_array_add(reader->twice, fault);
  }
  write_span(reader, wanted, "id", said->id);
}

static void
read_style(StsSvgReader *reader, const char *text, StsSvgSaid *said)
{
  char *fault = NULL;
  g_autofree char *style = sts_svg_read_style(text, said->look, &fault);

  if (fault)
    sts_svg_add_fault(reader, "%s", fault);
  else if (*style != '\0')
    sts_xml_attribute(&reader->xml, "style", style);
  g_free(fault);
}

/* Attributes that the table does not have; most print nothing, and are dropped. */
static void
read_other(StsSvgReader *reader, const char *name, const char *value, StsSvgSaid *said)
{
  if (strcmp(name, "id") == 0)
    read_id(reader, value, said);
  else if (strcmp(name, "style") == 0)
    read_style(reader, value, said);
  else if (strcmp(name, "class") == 0) {
    sts_xml_attribute(&reader->xml, "class", value);
    g_free(said->classes);
    said->classes = g_strdup(value);
  } else if (g_ascii_strncasecmp(name, "on", 2) == 0)
    sts_svg_add_fault(reader, "it holds the script “%s”; delete it", name);
  else if (strcmp(name, "systemLanguage") == 0)
    sts_svg_add_fault(reader, "by “systemLanguage” it shows other things to other people; delete it");
  else if (g_str_has_prefix(name, "data-") && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0')
    write_span(reader, name, name, value);
}

static bool
is_tag(const char *text)
{
  while (g_ascii_isalnum(*text) || *text == '-')
    text++;
  return *text == '\0';
}

static void
read_xml_attribute(StsSvgReader *reader, const char *name, const char *value, StsSvgSaid *said)
{
  if (strcmp(name, "id") == 0)
    read_id(reader, value, said);
  else if (strcmp(name, "space") == 0 && strcmp(value, "preserve") == 0)
    sts_xml_attribute(&reader->xml, "xml:space", "preserve");
  else if (strcmp(name, "lang") == 0 && is_tag(value))
    sts_xml_attribute(&reader->xml, "xml:lang", value);
  else if (strcmp(name, "base") == 0)
    sts_svg_add_fault(reader, "by “xml:base” it refers to “%.80s”, which is outside the file; delete it", value);
}

static void
read_attribute(StsSvgReader *reader, const StsSvgElement *row, const StsXmlAttribute *attribute, StsSvgSaid *said)
{
  bool of_xlink = strcmp(attribute->uri, XLINK_URI) == 0;

  if (strcmp(attribute->uri, STS_XML_URI) == 0) {
    read_xml_attribute(reader, attribute->name, attribute->value, said);
    return;
  }
  if (*attribute->uri != '\0' && !(of_xlink && strcmp(attribute->name, "href") == 0))
    return;
  const StsSvgValueKind *own = sts_svg_find_attribute(row, attribute->name),
                        *property = own ? NULL : sts_svg_find_property(attribute->name);
  if (own && own->kind == STS_SVG_HREF)
    read_href(reader, row, of_xlink ? "xlink:href" : "href", attribute->value, said);
  else if (of_xlink)
    return;
  else if (own || property)
    read_known(reader, own ? own : property, property != NULL, attribute->name, attribute->value, said);
  else
    read_other(reader, attribute->name, attribute->value, said);
}

/* SVG 1.1, by which EPUBs are checked, asks for these; without them, the element shows nothing, as with these. */
static void
write_required(StsSvgReader *reader, const StsSvgElement *row, const StsXmlElement *element)
{
  static const struct {
    const char *element, *name, *value;
  } REQUIRED[] = {
      {"circle", "r", "0"},   {"path", "d", ""},       {"polygon", "points", ""}, {"polyline", "points", ""},
      {"rect", "width", "0"}, {"rect", "height", "0"}, {"stop", "offset", "0"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(REQUIRED); i++)
    if (strcmp(row->name, REQUIRED[i].element) == 0 && !sts_xml_get_attribute(element, "", REQUIRED[i].name))
      sts_xml_attribute(&reader->xml, REQUIRED[i].name, REQUIRED[i].value);
}

void
sts_svg_read_attributes(StsSvgReader *reader, const StsSvgElement *row, const StsXmlElement *element, StsSvgSaid *said)
{
  StsXmlAttribute attribute;

  said->look = sts_svg_look_new();
  for (guint i = 0; sts_xml_nth_attribute(element, i, &attribute); i++)
    read_attribute(reader, row, &attribute, said);
  write_required(reader, row, element);
  sts_svg_sheets_apply(reader->sheets, row->name, said->id, said->classes, said->look);
  remember_references(reader, said->look);
}
