/* Makes lines of XHTML as sts_node_plain_text() does of the tree. What has the class "label" is a marker, and
 * "short-code" a section's code; what is hidden is for menus; the cover's picture is no text. */
#include "output/xhtml/read-text.h"

#include <string.h>

#include "base/xml/xml-read.h"
#include "output/xhtml/xhtml.h"

static const char XHTML[] = "http://www.w3.org/1999/xhtml";

typedef struct {
  bool block;    /* a line of its own */
  bool verbatim; /* line feeds are line ends */
  bool is_slot;  /* ends a slot */
  bool holder;   /* a section's, or the cover */
  StsReadPlace before;
} Level;

typedef struct {
  StsReading *reading;
  const StsWrittenCheck *check; /* of the same document, which is parsed once for both */
  GString *line;
  GString *shown;    /* what is shown in a slot, whose text is in `line` */
  StsReadSlot *slot; /* NULL: outside of all */
  GArray *levels;    /* of Level */
  guint skipped;     /* depth inside of what is no text; 0: none */
  GString *marker;   /* text of a label or a code, which is skipped */
  bool code;         /* it is a code */
  bool code_placed;  /* in the element of a code, in that of its section */
  bool hidden;       /* what is skipped is not shown */
  bool in_body;
  int notes; /* whose letters were met in the section */
  StsReadPlace place;
} Walker;

/* Where text goes. */
static GString *
out(const Walker *walker)
{
  return walker->slot ? walker->shown : walker->line;
}

static void
flush(Walker *walker)
{
  if (walker->slot || walker->line->len == 0)
    return;
  sts_reading_add_line(walker->reading, walker->place, walker->line->str);
  g_string_truncate(walker->line, 0);
}

static bool
is_inline(const char *name)
{
  static const char *const NAMES[] = {"a",    "em",  "i",  "strong", "sup", "sub",     "span",  "code",
                                      "time", "img", "br", "abbr",   "wbr", "picture", "source"};

  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
    if (strcmp(name, NAMES[i]) == 0)
      return true;
  return false;
}

static bool
has_class(const StsXmlElement *element, const char *wanted)
{
  const char *classes = sts_xml_get_attribute(element, "", "class");

  if (!classes)
    return false;
  g_auto(GStrv) names = g_strsplit_set(classes, " \t\n", -1);
  return g_strv_contains((const char *const *)names, wanted);
}

static bool
is_code(const StsXmlElement *element)
{
  return has_class(element, "short-code");
}

static bool
is_no_text(const StsXmlElement *element)
{
  return has_class(element, "label") || is_code(element) || sts_xml_get_attribute(element, "", "hidden");
}

static void
add_replacement(Walker *walker, const char *name, const StsXmlElement *element)
{
  const char *alternative = strcmp(name, "img") == 0 ? sts_xml_get_attribute(element, "", "alt") : NULL;
  const char *role = sts_xml_get_attribute(element, "", "role");

  if (strcmp(name, "br") == 0)
    g_string_append_c(out(walker), ' ');
  else if (alternative && g_strcmp0(role, "doc-cover") != 0)
    g_string_append(out(walker), alternative);
}

static const Level *
parent_level(const Walker *walker)
{
  return walker->levels->len > 0 ? &g_array_index(walker->levels, Level, walker->levels->len - 1) : NULL;
}

static bool
in_holder(const Walker *walker)
{
  return walker->levels->len > 0 && parent_level(walker)->holder;
}

/* Whether the element is the one that the writer makes of such a part, and where it makes it. */
static bool
is_part_as_written(const Walker *walker, StsReadPlace place, const char *name, const StsXmlElement *element)
{
  if (!sts_reading_is_bound(&place))
    return true;
  StsXhtmlPartForm form = sts_xhtml_part_form((StsPartKind)place.part);
  return walker->place.section == place.section && in_holder(walker) && strcmp(name, form.element) == 0 &&
         g_strcmp0(sts_xml_get_attribute(element, "", "class"), form.class) == 0;
}

/* Returns whether a slot begins with the element of that id. */
static bool
begin_slot(Walker *walker, const char *id, const StsXmlElement *element)
{
  StsReadSlot *slot = walker->slot ? NULL : sts_reading_find_slot(walker->reading, id);

  if (!slot)
    return false;
  if (!has_class(element, "clinic"))
    sts_reading_add_fault(walker->reading, "what a clinic filled in its text is not marked as the clinic's");
  g_string_append(walker->line, slot->words);
  g_string_truncate(walker->shown, 0);
  walker->slot = slot;
  return true;
}

static void
start_element(gpointer data, const char *uri, const char *name, const StsXmlElement *element,
              G_GNUC_UNUSED GError **error)
{
  Walker *walker = data;
  bool outer_verbatim = walker->levels->len > 0 && parent_level(walker)->verbatim;
  const char *id = sts_xml_get_attribute(element, "", "id");
  StsReadPlace place;

  sts_written_check_element(walker->check, uri, name, element);
  if (strcmp(uri, XHTML) == 0 && strcmp(name, "body") == 0)
    walker->in_body = true;
  if (walker->skipped > 0 || !walker->in_body || is_no_text(element)) {
    if (walker->skipped == 0 && walker->in_body) {
      g_string_truncate(walker->marker, 0);
      walker->hidden = sts_xml_get_attribute(element, "", "hidden");
      walker->code = is_code(element);
      walker->code_placed = strcmp(name, "p") == 0 && in_holder(walker);
    }
    walker->skipped += walker->in_body;
    return;
  }
  Level level = {
      .block = !is_inline(name), .verbatim = outer_verbatim || strcmp(name, "pre") == 0, .before = walker->place};
  bool found = id && !walker->slot && sts_reading_find(walker->reading, id, &place);
  if (level.block || found)
    flush(walker);
  if (found) {
    sts_reading_meet(walker->reading, &place, is_part_as_written(walker, place, name, element));
    level.holder = place.part == STS_PART_TEXT;
    walker->notes = place.section == walker->place.section ? walker->notes : 0;
    walker->place = place;
  }
  level.holder = level.holder || g_strcmp0(id, STS_COVER_ID) == 0;
  level.is_slot = id && !found && begin_slot(walker, id, element);
  add_replacement(walker, name, element);
  g_array_append_val(walker->levels, level);
}

static void
end_element(gpointer data, G_GNUC_UNUSED GError **error)
{
  Walker *walker = data;

  if (walker->skipped > 0) {
    if (--walker->skipped > 0)
      return;
    if (walker->code)
      sts_reading_check_code(walker->reading, walker->place, walker->marker->str, walker->marker->len,
                             walker->code_placed);
    else if (!walker->hidden)
      sts_reading_check_marker(walker->reading, walker->marker->str, walker->marker->len, &walker->notes);
    return;
  }
  if (walker->levels->len == 0)
    return;
  Level level = g_array_index(walker->levels, Level, walker->levels->len - 1);
  if (level.is_slot) {
    sts_reading_end_slot(walker->reading, walker->slot, walker->shown->str);
    walker->slot = NULL;
  }
  if (level.block || level.before.section != walker->place.section || level.before.part != walker->place.part)
    flush(walker);
  walker->place = level.before;
  g_array_set_size(walker->levels, walker->levels->len - 1);
  walker->in_body = walker->levels->len > 0;
}

static void
take_text(gpointer data, const char *text, size_t length, G_GNUC_UNUSED GError **error)
{
  Walker *walker = data;
  bool verbatim = walker->levels->len > 0 && parent_level(walker)->verbatim;

  if (walker->skipped > 0)
    g_string_append_len(walker->marker, text, (gssize)length);
  if (walker->skipped > 0 || !walker->in_body)
    return;
  for (const char *end = text + length, *feed; text < end; text = feed) {
    feed = memchr(text, '\n', (size_t)(end - text));
    g_string_append_len(out(walker), text, (feed ? feed : end) - text);
    /* The one that is written behind a line break is a space, also between wide characters. */
    if (feed && verbatim)
      flush(walker);
    else if (feed)
      g_string_append_c(out(walker), ' ');
    feed = feed ? feed + 1 : end;
  }
}

static void
take_other(gpointer data, const char *markup, size_t length, G_GNUC_UNUSED GError **error)
{
  Walker *walker = data;

  sts_written_check_other(walker->check, markup, length);
}

bool
sts_xhtml_text_read(const GString *document, const StsWrittenCheck *check, GError **error)
{
  static const StsXmlHandler HANDLER = {
      .start = start_element, .end = end_element, .text = take_text, .other = take_other};
  g_autoptr(GString) line = g_string_new(NULL), shown = g_string_new(NULL);
  g_autoptr(GString) marker = g_string_new(NULL);
  g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(Level));
  g_autoptr(GError) fault = NULL;
  Walker walker = {.reading = check->reading,
                   .check = check,
                   .line = line,
                   .shown = shown,
                   .marker = marker,
                   .levels = levels,
                   .place = STS_PLACE_FRONT};

  if (!sts_xml_parse(document->str, document->len, &HANDLER, &walker, &fault)) {
    g_autofree char *place = check->name ? g_strdup_printf("the file “%s” in it", check->name) : g_strdup("its text");
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED, "it is damaged: %s is not well-formed (%s)", place,
                fault->message);
    return false;
  }
  return true;
}
