/* Reads SVG by the table, and writes it anew. */
#include "base/svg/svg.h"

#include <math.h>
#include <string.h>

#include "base/svg/reader.h"

static const char SVG_URI[] = "http://www.w3.org/2000/svg", XHTML_URI[] = "http://www.w3.org/1999/xhtml",
                  MATH_URI[] = "http://www.w3.org/1998/Math/MathML";

/* Bounds, measured with librsvg 2.54: a plain shape takes 10 microseconds, the rest as the table weighs it. */
enum {
  ELEMENTS_MAX = 100 * 1000,
  WEIGHT_MAX = 100 * 1000,
  DEPTH_MAX = 128,
  TEXT_MAX = 2000,         /* characters of a “text”; time grows with their square */
  SHEETS_MAX = 1000 * 1000 /* bytes of style sheets */
};
static const double SELECTIONS_MAX = 2e7;  /* selectors tried on elements */
static const double DASHES_MAX = 5e6;      /* dashes of lines that are drawn as pixels */
static const double TEXT_SIZE_MAX = 10000; /* points, on a page */
static const double PAGE_POINTS = 800;

/* No more is read after this fault. */
static void
stop(GError **error, const char *fault)
{
  g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, fault);
}

/* ---- the size ---- */

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
parse_view_box(StsSvgReader *reader, const char *text)
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
read_size(StsSvgReader *reader, const StsXmlElement *root)
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
  reader->svg->width = (int)ceil(width);
  reader->svg->height = (int)ceil(height);
  if (reader->view_width <= 0) {
    reader->view_width = width;
    reader->view_height = height;
  }
}

/* ---- elements ---- */

static StsSvgOpen *
last_open(const StsSvgReader *reader)
{
  return reader->open->len > 0 ? &g_array_index(reader->open, StsSvgOpen, reader->open->len - 1) : NULL;
}

static bool
is_inside(const StsSvgReader *reader, const char *name)
{
  for (guint i = 0; i < reader->open->len; i++)
    if (strcmp(g_array_index(reader->open, StsSvgOpen, i).row->name, name) == 0)
      return true;
  return false;
}

/* Whether the element asks for something that shows of what nobody has. */
static bool
is_for_others(const StsXmlElement *element)
{
  const char *extensions = sts_xml_get_attribute(element, "", "requiredExtensions");

  return extensions && *extensions != '\0' && strcmp(extensions, XHTML_URI) != 0 && strcmp(extensions, MATH_URI) != 0;
}

/* How the element is read; NULL: not at all, nor what it holds. */
static const StsSvgElement *
judge_element(StsSvgReader *reader, const char *uri, const char *name, const StsXmlElement *element)
{
  StsSvgOpen *parent = last_open(reader);
  const StsSvgElement *row = strcmp(uri, SVG_URI) == 0 ? sts_svg_find_element(name) : NULL;

  if (parent && parent->row->role == STS_SVG_SHEET)
    sts_svg_add_fault(reader, "its style sheet holds the element “%.80s”, which is not allowed", name);
  else if (strcmp(uri, XHTML_URI) == 0 || strcmp(uri, MATH_URI) == 0)
    sts_svg_add_fault(
        reader, "it holds the element “%.80s” of a web page, which is not allowed; draw it with shapes and “text”",
        name);
  else if (strcmp(uri, SVG_URI) != 0 || is_for_others(element) || (row && row->role == STS_SVG_DROPPED))
    return NULL;
  else if (parent && parent->row->role == STS_SVG_SWITCH && parent->chosen)
    return NULL;
  else if (!row && g_str_has_prefix(name, "fe"))
    sts_svg_add_fault(reader,
                      "it holds the filter “%.80s”, which may take very long to draw; draw it without, or save the "
                      "picture as PNG",
                      name);
  else if (!row)
    sts_svg_add_fault(reader, "it holds the element “%.80s”, which is not known here; delete it", name);
  else if (row->role == STS_SVG_REFUSED)
    sts_svg_add_fault(reader, "it holds the element “%s”: %s", name, row->rest);
  else if (row->role == STS_SVG_TEXT && is_inside(reader, "marker"))
    sts_svg_add_fault(reader, "it holds text in a “marker”; write it beside the line instead");
  else
    return strcmp(name, "a") == 0 && parent && parent->row->role == STS_SVG_TEXT ? sts_svg_find_element("tspan") : row;
  return NULL;
}

/* ---- what it costs ---- */

static bool
is_inherited(const char *property)
{
  return strcmp(property, "fill") == 0 || strcmp(property, "stroke") == 0 || g_str_has_prefix(property, "marker");
}

static bool
was_said(const StsSvgLook *look, const char *property)
{
  for (guint i = 0; i < look->said->len; i++)
    if (strcmp(look->said->pdata[i], property) == 0)
      return true;
  return false;
}

/* What the element hands down: what was handed to it and it does not say anew, and what it says. NULL: nothing. */
static StsSvgLook *
hand_down(const StsSvgLook *inherited, const StsSvgLook *own)
{
  StsSvgLook *look = NULL;

  for (int i = 0; i < 2; i++) {
    const GArray *references = i == 0 ? (inherited ? inherited->references : NULL) : own->references;
    for (guint j = 0; references && j < references->len; j++) {
      const StsSvgReference *reference = &g_array_index(references, StsSvgReference, j);
      if (!is_inherited(reference->property) || (i == 0 && was_said(own, reference->property)))
        continue;
      look = look ? look : sts_svg_look_new();
      StsSvgReference copy = {reference->property, g_strdup(reference->id)};
      g_array_append_val(look->references, copy);
    }
  }
  return look;
}

static void
refer_once(StsSvgReader *reader, const StsSvgLook *own)
{
  for (guint i = 0; i < own->references->len; i++) {
    const StsSvgReference *reference = &g_array_index(own->references, StsSvgReference, i);
    if (!is_inherited(reference->property))
      sts_svg_cost_refer(reader->cost, STS_SVG_COST_ONCE, reference->id, 1, NULL);
  }
}

/* Paints and markers, which are drawn for each shape and each vertex. */
static void
refer_painted(StsSvgReader *reader, const StsSvgElement *row, const StsSvgLook *look, double vertices, const char *used)
{
  bool shape = row->role == STS_SVG_SHAPE || row->role == STS_SVG_TEXT;

  for (guint i = 0; look && (shape || used) && i < look->references->len; i++) {
    const StsSvgReference *reference = &g_array_index(look->references, StsSvgReference, i);
    bool marker = g_str_has_prefix(reference->property, "marker");
    if (used)
      sts_svg_cost_refer(reader->cost, marker ? STS_SVG_COST_EACH_VERTEX : STS_SVG_COST_EACH_SHAPE, reference->id, 1,
                         used);
    else
      sts_svg_cost_refer(reader->cost, STS_SVG_COST_ONCE, reference->id, marker ? vertices : 1, NULL);
  }
}

/* By how much the element enlarges what it holds. */
static double
scale_of(const StsSvgReader *reader, const StsSvgElement *row, const StsSvgSaid *said)
{
  double view = MAX(MAX(reader->view_width, reader->view_height), 1), scale = said->look->scale,
         base = MAX(view, MAX(said->width, said->height));

  if (reader->open->len == 0)
    return scale;
  if (said->view_width > 0 && said->view_height > 0)
    return scale * base / MIN(said->view_width, said->view_height);
  return strcmp(row->name, "use") == 0 ? scale * base / view : scale;
}

static void
begin_cost(StsSvgReader *reader, const StsSvgElement *row, const StsSvgSaid *said, const StsSvgLook *look)
{
  bool shape = row->role == STS_SVG_SHAPE || row->role == STS_SVG_TEXT, use = strcmp(row->name, "use") == 0;
  double vertices = row->role == STS_SVG_SHAPE ? said->numbers / 2 : shape;
  StsSvgPart part = {
      .id = said->id,
      .weight = row->weight + said->weight + vertices * 0.8 + said->look->layers * 10 + said->look->filters * 150.0,
      .shapes = shape,
      .vertices = vertices,
      .length = shape ? 8 * said->sum : 0,
      .scale = scale_of(reader, row, said),
      .text = row->role == STS_SVG_TEXT,
      .hidden = row->role == STS_SVG_HIDDEN,
  };

  sts_svg_cost_begin(reader->cost, &part);
  refer_once(reader, said->look);
  refer_painted(reader, row, look, vertices, use ? said->href : NULL);
  if (said->href)
    sts_svg_cost_refer(reader->cost, use ? STS_SVG_COST_SHOWN : STS_SVG_COST_ONCE, said->href, 1, NULL);
  reader->font_size = MAX(reader->font_size, said->look->font_size);
  if (said->look->font_least > 0)
    reader->font_least =
        reader->font_least > 0 ? MIN(reader->font_least, said->look->font_least) : said->look->font_least;
  if (said->look->scale < 1)
    reader->shrink *= MAX(said->look->scale, 0);
  if (said->look->dash > 0)
    reader->dash = reader->dash > 0 ? MIN(reader->dash, said->look->dash) : said->look->dash;
  reader->had_raster |= said->look->filters > 0 || strcmp(row->name, "mask") == 0 || strcmp(row->name, "filter") == 0;
}

/* ---- events ---- */

static bool
check_root(const char *uri, const char *name, GError **error)
{
  if (strcmp(name, "svg") != 0)
    stop(error, "its root is not “svg”");
  else if (strcmp(uri, SVG_URI) != 0)
    stop(error, "its root is not in the namespace of SVG; add xmlns=\"http://www.w3.org/2000/svg\"");
  return !*error;
}

static void
write_start(StsSvgReader *reader, const StsSvgElement *row, const StsXmlElement *element)
{
  StsSvgOpen *parent = last_open(reader);
  StsSvgOpen one = {.row = row};
  g_auto(StsSvgSaid) said = {.id = NULL};

  sts_xml_open(&reader->xml, row->written ? row->written : row->name);
  if (!parent) {
    sts_xml_attribute(&reader->xml, "xmlns", SVG_URI);
    sts_xml_attribute(&reader->xml, "xmlns:xlink", "http://www.w3.org/1999/xlink");
  } else if (parent->row->role == STS_SVG_SWITCH) {
    parent->chosen = true;
  }
  if (row->role == STS_SVG_TEXT && parent && parent->row->role != STS_SVG_TEXT)
    reader->text_length = 0;
  sts_svg_read_attributes(reader, row, element, &said);
  one.look = hand_down(parent ? parent->look : NULL, said.look);
  begin_cost(reader, row, &said, one.look);
  g_array_append_val(reader->open, one);
}

static bool
holds_words(const StsSvgOpen *open)
{
  return open && (open->row->role == STS_SVG_TEXT || open->row->role == STS_SVG_WORDS);
}

static bool
is_sheet(const char *uri, const char *name)
{
  return strcmp(uri, SVG_URI) == 0 && strcmp(name, "style") == 0;
}

static void
start_element(gpointer data, const char *uri, const char *name, const StsXmlElement *element, GError **error)
{
  StsSvgReader *reader = data;

  reader->last_sheet += is_sheet(uri, name);
  if (reader->skipped > 0) {
    reader->skipped++;
    return;
  }
  reader->element = element;
  if (reader->open->len == 0) {
    if (!check_root(uri, name, error))
      return;
    read_size(reader, element);
  }
  const StsSvgElement *row = judge_element(reader, uri, name, element);
  if (!row)
    reader->skipped = 1;
  else if (++reader->elements > ELEMENTS_MAX)
    stop(error, "it has more than 100,000 elements; save it as PNG");
  else if (reader->open->len >= DEPTH_MAX)
    stop(error, "its elements are nested too deep");
  else
    write_start(reader, row, element);
  reader->element = NULL;
}

static void
end_element(gpointer data, G_GNUC_UNUSED GError **error)
{
  StsSvgReader *reader = data;

  if (reader->skipped > 0) {
    reader->skipped--;
    return;
  }
  const StsSvgOpen *open = last_open(reader);
  if (open->row->role == STS_SVG_SHEET && reader->last_sheet <= reader->sheet_texts->len)
    sts_xml_text(&reader->xml, reader->sheet_texts->pdata[reader->last_sheet - 1]);
  bool worded = holds_words(open);
  sts_svg_look_free(open->look);
  g_array_set_size(reader->open, reader->open->len - 1);
  if (worded && !holds_words(last_open(reader)))
    g_string_append_c(reader->lines, '\n');
  if (reader->xml.in_tag)
    sts_xml_close_empty(&reader->xml);
  else
    sts_xml_close(&reader->xml);
  sts_svg_cost_end(reader->cost);
}

static void
collect_characters(StsSvgReader *reader, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar character = g_utf8_get_char(text);
    reader->text_length++;
    if (!g_unichar_isspace(character) && g_hash_table_add(reader->known_characters, GUINT_TO_POINTER(character)))
      g_string_append_unichar(reader->characters, character);
  }
}

static void
read_text(gpointer data, const char *text, size_t length, G_GNUC_UNUSED GError **error)
{
  StsSvgReader *reader = data;
  const StsSvgOpen *open = last_open(reader);

  if (reader->skipped > 0 || !holds_words(open))
    return;
  g_autofree char *copy = g_strndup(text, length);
  sts_xml_text(&reader->xml, copy);
  g_string_append(reader->lines, g_strdelimit(copy, "\r\n", ' '));
  if (open->row->role != STS_SVG_TEXT)
    return;
  collect_characters(reader, copy);
  sts_svg_cost_add(reader->cost, (double)g_utf8_strlen(copy, -1) * (1 + reader->text_length / 200.0));
  if (reader->text_length > TEXT_MAX)
    sts_svg_add_fault(reader, "a “text” in it has more than 2,000 characters; part it");
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

/* Comments, processing instructions, document types: none is written. */
static void
read_other(G_GNUC_UNUSED gpointer data, const char *markup, size_t length, GError **error)
{
  g_autofree char *copy = g_strndup(markup, length);

  if (g_ascii_strncasecmp(copy, "<!DOCTYPE", 9) == 0 && strchr(copy, '['))
    stop(error, "its document type declares entities (<!DOCTYPE … [); save it without (in Illustrator: without "
                "“Preserve Illustrator Editing Capabilities”)");
  else if (g_ascii_strncasecmp(copy, "<?xml ", 6) == 0 && names_other_encoding(copy))
    stop(error, "its encoding is not UTF-8; save it as UTF-8");
  else if (g_ascii_strncasecmp(copy, "<?xml-stylesheet", 16) == 0)
    stop(error, "it refers to a style sheet outside the file");
}

/* ---- the style sheets, which hold for what stands before them, too ---- */

static void
start_in_search(gpointer data, const char *uri, const char *name, const StsXmlElement *element, GError **error)
{
  StsSvgReader *reader = data;
  (void)error;
  if (reader->skipped > 0) {
    reader->skipped++;
    return;
  }
  if (!is_sheet(uri, name))
    return;
  const char *type = sts_xml_get_attribute(element, "", "type"), *media = sts_xml_get_attribute(element, "", "media");
  reader->element = element;
  if (type && *type != '\0' && g_ascii_strcasecmp(type, "text/css") != 0)
    sts_svg_add_fault(reader, "its style sheet is no CSS");
  if (media && *media != '\0' && g_ascii_strcasecmp(media, "all") != 0)
    sts_svg_add_fault(reader, "it has a style sheet by which not all would see the same (“media”); delete it");
  reader->element = NULL;
  reader->skipped = 1;
  g_ptr_array_add(reader->sheet_texts, g_string_new(NULL));
}

static void
end_in_search(gpointer data, G_GNUC_UNUSED GError **error)
{
  StsSvgReader *reader = data;

  reader->skipped -= reader->skipped > 0;
}

static void
text_in_search(gpointer data, const char *text, size_t length, G_GNUC_UNUSED GError **error)
{
  StsSvgReader *reader = data;

  if (reader->skipped > 0)
    g_string_append_len(reader->sheet_texts->pdata[reader->sheet_texts->len - 1], text, (gssize)length);
}

/* Each text is looked at as a whole, with that of whatever stands in it: a comment within it may divide a word. */
static void
find_sheets(StsSvgReader *reader, const char *text, size_t length)
{
  static const StsXmlHandler HANDLER = {.start = start_in_search, .end = end_in_search, .text = text_in_search};

  sts_xml_parse(text, length, &HANDLER, reader, NULL);
  reader->skipped = 0;
  gsize size = 0;
  for (guint i = 0; i < reader->sheet_texts->len; i++) {
    size += ((const GString *)reader->sheet_texts->pdata[i])->len;
    g_autofree char *sheet = g_string_free(reader->sheet_texts->pdata[i], FALSE);
    if (size > SHEETS_MAX) {
      sts_svg_add_fault(reader, "its style sheets have more than a million characters; delete what no element uses");
      *sheet = '\0';
    }
    char *fault = NULL, *written = sts_svg_sheets_add(reader->sheets, sheet, &fault);
    if (fault)
      sts_svg_add_fault(reader, "%s", fault);
    g_free(fault);
    reader->sheet_texts->pdata[i] = written ? written : g_strdup("");
  }
}

/* ---- the whole ---- */

static void
check_ids(StsSvgReader *reader)
{
  for (guint i = 0; i < reader->twice->len; i++) {
    StsSvgFault *twice = reader->twice->pdata[i];
    if (!g_hash_table_contains(reader->wanted, twice->text) && !sts_svg_sheets_ask_for(reader->sheets, twice->text))
      continue;
    g_autofree char *text = g_strdup_printf(
        "it has two elements with the id “%.80s”, which is referred to; give one of them another", twice->text + 1);
    sts_svg_add_fault_at(reader, text, twice->line, twice->column);
  }
}

static void
check_cost(StsSvgReader *reader)
{
  StsSvgTotals totals = sts_svg_cost_sum(reader->cost);
  double selections = sts_svg_sheets_get_cost(reader->sheets, DEPTH_MAX / 4) * reader->elements,
         size = (reader->font_size > 0 ? reader->font_size : 16) * totals.text_scale * PAGE_POINTS /
                MAX(MAX(reader->view_width, reader->view_height), 1e-9);

  if (totals.circular)
    sts_svg_add_fault(reader, "something in it shows itself, by way of something else; draw it without");
  if (totals.depth > DEPTH_MAX)
    sts_svg_add_fault(reader, "its parts show one another more than %d deep; draw it with fewer", DEPTH_MAX);
  if (totals.weight > WEIGHT_MAX)
    sts_svg_add_fault(reader, "to draw it takes as much as more than 100,000 shapes; draw it with fewer, or save it as "
                              "PNG");
  if (reader->had_raster && reader->dash > 0 && totals.length / reader->dash > DASHES_MAX)
    sts_svg_add_fault(reader, "it has lines of millions of dashes; make them longer");
  if (selections > SELECTIONS_MAX)
    sts_svg_add_fault(reader, "its style sheets have too many selectors for so many elements; save it with the styles "
                              "at the elements");
  if (size > TEXT_SIZE_MAX)
    sts_svg_add_fault(reader, "text in it is larger than any page");
}

/* Takes out what nothing asks for. */
static GBytes *
finish(const StsSvgReader *reader)
{
  GString *out = g_string_sized_new(reader->out->len);
  gsize from = 0;

  for (guint i = 0; i < reader->spans->len; i++) {
    const StsSvgSpan *span = &g_array_index(reader->spans, StsSvgSpan, i);
    if (g_hash_table_contains(reader->wanted, span->wanted) || sts_svg_sheets_ask_for(reader->sheets, span->wanted))
      continue;
    g_string_append_len(out, reader->out->str + from, (gssize)(span->begin - from));
    from = span->end;
  }
  g_string_append_len(out, reader->out->str + from, (gssize)(reader->out->len - from));
  g_string_append_c(out, '\n');
  return g_string_free_to_bytes(out);
}

static void
clear_span(gpointer data)
{
  g_free(((StsSvgSpan *)data)->wanted);
}

static void
read_file(StsSvgReader *reader, const char *text, size_t length)
{
  static const StsXmlHandler HANDLER = {
      .start = start_element, .end = end_element, .text = read_text, .other = read_other};
  g_autoptr(GError) error = NULL;

  find_sheets(reader, text, length);
  reader->xml = sts_xml_begin(reader->out, STS_XML_TIGHT);
  bool whole = sts_xml_parse(text, length, &HANDLER, reader, &error);
  reader->element = NULL;
  if (!whole) {
    sts_svg_add_fault(reader, "%s", error->message);
    while (reader->open->len > 0) {
      reader->skipped = 0;
      end_element(reader, NULL);
    }
  }
  sts_xml_finish(&reader->xml);
  check_ids(reader);
  if (whole)
    check_cost(reader);
  if (whole && (reader->svg->width <= 0 || reader->svg->height <= 0))
    sts_svg_add_fault(reader, "it does not say how large it is; give its root a viewBox");
  reader->svg->written = finish(reader);
  if (reader->lines->len > 0)
    reader->svg->lines = g_strdup(reader->lines->str);
  if (reader->characters->len == 0)
    return;
  reader->svg->characters = g_strdup(reader->characters->str);
  reader->svg->text_least = (reader->font_least > 0 ? reader->font_least : 16) * reader->shrink * reader->svg->width /
                            MAX(reader->view_width, 1);
}

StsSvg *
sts_svg_read(const char *text, size_t length, StsSvgCheckPicture check)
{
  StsSvg *svg = g_new0(StsSvg, 1);
  StsSvgReader reader = {.svg = svg, .check_picture = check, .shrink = 1};

  svg->faults = g_ptr_array_new_with_free_func(sts_svg_fault_free);
  /* Of bytes within a comment or CDATA that are not UTF-8, GLib tells, and goes on. */
  if (!g_utf8_validate(text, (gssize)length, NULL)) {
    sts_svg_add_fault(&reader, "it is not in UTF-8; save it as UTF-8");
    return svg;
  }
  reader.sheets = sts_svg_sheets_new();
  reader.sheet_texts = g_ptr_array_new_with_free_func(g_free);
  reader.cost = sts_svg_cost_new();
  reader.out = g_string_new(NULL);
  reader.open = g_array_new(FALSE, FALSE, sizeof(StsSvgOpen));
  reader.spans = g_array_new(FALSE, FALSE, sizeof(StsSvgSpan));
  g_array_set_clear_func(reader.spans, clear_span);
  reader.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  reader.wanted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  reader.twice = g_ptr_array_new_with_free_func(sts_svg_fault_free);
  reader.characters = g_string_new(NULL);
  reader.lines = g_string_new(NULL);
  reader.known_characters = g_hash_table_new(NULL, NULL);
  read_file(&reader, text, length);
  sts_svg_sheets_free(reader.sheets);
  g_ptr_array_unref(reader.sheet_texts);
  sts_svg_cost_free(reader.cost);
  g_string_free(reader.out, TRUE);
  g_array_unref(reader.open);
  g_array_unref(reader.spans);
  g_hash_table_unref(reader.ids);
  g_hash_table_unref(reader.wanted);
  g_ptr_array_unref(reader.twice);
  g_string_free(reader.characters, TRUE);
  g_string_free(reader.lines, TRUE);
  g_hash_table_unref(reader.known_characters);
  return svg;
}

void
sts_svg_free(StsSvg *svg)
{
  g_ptr_array_unref(svg->faults);
  g_free(svg->characters);
  g_free(svg->lines);
  g_clear_pointer(&svg->written, g_bytes_unref);
  g_free(svg);
}
