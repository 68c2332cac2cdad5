/* Makes lines of XHTML as sts_node_plain_text() does of the tree. What has the class "label" is a marker, and
 * "short-code" a section's code; what is hidden is for menus; the cover's picture is no text. What is shown or read
 * aloud besides, or in place of text, must say what stands there. */
#include "output/xhtml/read-text.h"

#include <string.h>

#include "base/xml/xml-read.h"
#include "document/plain-text.h"
#include "output/xhtml/xhtml.h"

static const char XHTML[] = "http://www.w3.org/1999/xhtml";

typedef struct {
  bool block;    /* a line of its own */
  bool verbatim; /* line feeds are line ends */
  bool is_slot;  /* ends a slot */
  bool holder;   /* a section's, or the cover */
  bool labelled; /* a list whose items have markers */
  bool opens;    /* an item, or a paragraph with which one opens: it may begin with a marker */
  bool started;  /* text was met in it */
  bool labels;   /* ... or a marker */
  bool is_head;  /* ends the head of a column */
  bool is_mark;  /* ends a mark, whose name is in `name` */
  bool raised;   /* a superscript */
  gsize begin;   /* of its text in the line; of a superscript in the head of a column */
  int number;    /* of the last item of the list */
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
  bool label_placed; /* a label stands where one may */
  GPtrArray *heads;  /* of char*: of the columns of the table */
  guint column;      /* of its next cell */
  GString *head;     /* the text of one, without marks */
  bool in_head;
  GString *name; /* what is read aloud in place of a mark */
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
append(Walker *walker, const char *text, size_t length)
{
  g_string_append_len(out(walker), text, (gssize)length);
  if (walker->in_head)
    g_string_append_len(walker->head, text, (gssize)length);
  for (guint i = walker->levels->len; i > 0 && length > 0 && strspn(text, " \t\n") < length; i--) {
    Level *level = &g_array_index(walker->levels, Level, i - 1);
    if (level->started)
      break;
    level->started = true;
  }
}

static void
add_replacement(Walker *walker, const char *name, const StsXmlElement *element)
{
  const char *alternative = strcmp(name, "img") == 0 ? sts_xml_get_attribute(element, "", "alt") : NULL;
  const char *role = sts_xml_get_attribute(element, "", "role");

  if (strcmp(name, "img") == 0 && !alternative)
    sts_reading_add_fault(walker->reading, "a picture in it has no text alternative");
  if (strcmp(name, "br") == 0)
    append(walker, " ", 1);
  else if (alternative && g_strcmp0(role, "doc-cover") != 0) {
    append(walker, alternative, strlen(alternative));
    sts_reading_meet_picture(walker->reading, walker->place);
  }
}

/* The element so many levels above the one that begins; NULL beyond the root. */
static Level *
level_above(const Walker *walker, guint up)
{
  return walker->levels->len > up ? &g_array_index(walker->levels, Level, walker->levels->len - 1 - up) : NULL;
}

static const Level *
parent_level(const Walker *walker)
{
  return level_above(walker, 0);
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
  sts_reading_begin_slot(slot, walker->line);
  g_string_truncate(walker->shown, 0);
  walker->slot = slot;
  return true;
}

/* ---- markers ---- */

/* Whether an item, or the paragraph with which one opens, begins here. */
static bool
opens_item(const Walker *walker, const char *name)
{
  const Level *parent = parent_level(walker);

  return strcmp(name, "li") == 0 || (strcmp(name, "p") == 0 && parent && parent->opens && !parent->started);
}

/* The list of the item that the innermost element opens; NULL: it opens none. */
static Level *
list_of_label(const Walker *walker)
{
  Level *parent = level_above(walker, 0), *list = level_above(walker, 1);

  if (!parent || !parent->opens || !list)
    return NULL;
  return list->opens ? level_above(walker, 2) : list;
}

/* The marks of a note after the first have labels after its own. */
static bool
may_have_label(const Walker *walker, const StsXmlElement *element)
{
  const Level *parent = parent_level(walker), *list = list_of_label(walker);

  return list && list->labelled && !parent->started && parent->labels == has_class(element, "again");
}

static void
end_label(Walker *walker)
{
  Level *parent = level_above(walker, 0), *list = list_of_label(walker);
  StsReadMarkers markers = {walker->notes, list ? list->number : 0};

  sts_reading_check_marker(walker->reading, walker->marker, walker->label_placed, false, &markers);
  walker->notes = markers.notes;
  if (list)
    list->number = markers.number;
  if (parent)
    parent->labels = true;
}

/* ---- what is read aloud or shown in place of text ---- */

static bool
is_name_of_section(const StsReading *reading, const char *name)
{
  for (guint i = 0; i < reading->sections->len; i++)
    if (strcmp(sts_read_section(reading, i)->title, name) == 0)
      return true;
  return false;
}

/* A masthead, which has no heading, is called by the clinic's name. */
static bool
is_name_of_masthead(const StsReading *reading, const char *id, const char *name)
{
  const StsClinic *clinic = sts_reading_clinic(reading, NULL);
  StsReadPlace place;

  if (!clinic || !id || !sts_reading_find(reading, id, &place) || place.part != STS_PART_MASTHEAD)
    return false;
  g_autofree char *line = sts_plain_text_line(clinic->values[STS_CLINIC_NAME]), *said = sts_plain_text_line(name);
  return strstr(said, line);
}

static void
add_misnamed(Walker *walker, const char *name)
{
  sts_reading_add_fault(walker->reading, "it says “%s” in place of what is shown there", name);
}

/* Whether what is read aloud in place of the element is looked at where the element ends. */
static bool
check_name(Walker *walker, const char *name, const StsXmlElement *element)
{
  const char *said = sts_xml_get_attribute(element, "", "aria-label");
  const char *role = sts_xml_get_attribute(element, "", "role");
  bool picture = g_strcmp0(role, "img") == 0,
       cover = walker->check->name && g_str_has_suffix(walker->check->name, "cover.xhtml");

  if (!said && !picture)
    return false;
  if (said && strcmp(name, "a") == 0 && walker->name->len == 0) {
    g_string_assign(walker->name, said);
    return true;
  }
  bool sound = said && !picture &&
               (is_name_of_masthead(walker->reading, sts_xml_get_attribute(element, "", "id"), said) ||
                g_strcmp0(role, "doc-pagebreak") == 0 ||
                (strcmp(name, "section") == 0 && (cover || is_name_of_section(walker->reading, said))));
  if (!sound)
    add_misnamed(walker, said ? said : "");
  return false;
}

/* A mark is a few digits or letters, which its name says as well. */
static void
end_mark(Walker *walker, const Level *mark)
{
  enum { LONGEST = 6 };
  g_autofree char *text = sts_plain_text_line(out(walker)->str + MIN(mark->begin, out(walker)->len));
  size_t bracket = *text == '[', length = strcspn(text + bracket, "]");
  const char *found = walker->name->str;
  bool sound = length > 0 && length <= LONGEST;

  for (size_t i = 0; i < length; i++)
    sound = sound && g_ascii_isalnum(text[bracket + i]);
  g_autofree char *said = g_strndup(text + bracket, length);
  while (sound && (found = strstr(found, said)) &&
         ((found > walker->name->str && g_ascii_isalnum(found[-1])) || g_ascii_isalnum(found[length])))
    found++;
  const Level *parent = level_above(walker, 1);
  if (!sound || !found || !parent || !parent->raised)
    add_misnamed(walker, walker->name->str);
  else if (walker->in_head)
    g_string_truncate(walker->head, parent->begin);
  g_string_truncate(walker->name, 0);
}

/* Where rows are lists, each cell says the head of its column. */
static void
begin_table_part(Walker *walker, const char *name, const StsXmlElement *element, Level *level)
{
  const char *shown = sts_xml_get_attribute(element, "", "data-label");
  bool cell = strcmp(name, "td") == 0 || strcmp(name, "th") == 0;

  if (strcmp(name, "table") == 0)
    g_ptr_array_set_size(walker->heads, 0);
  else if (strcmp(name, "tr") == 0)
    walker->column = 0;
  if (shown) {
    g_autofree char *line = sts_plain_text_line(shown);
    bool known = cell && walker->column < walker->heads->len;
    if (!known || strcmp(line, walker->heads->pdata[walker->column]) != 0)
      add_misnamed(walker, shown);
  }
  walker->column += cell;
  level->is_head = cell && !shown && walker->column > walker->heads->len;
  if (level->is_head) {
    walker->in_head = true;
    g_string_truncate(walker->head, 0);
  }
}

static void
end_head(Walker *walker)
{
  g_ptr_array_add(walker->heads, sts_plain_text_line(walker->head->str));
  walker->in_head = false;
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
      walker->label_placed = may_have_label(walker, element);
      walker->code_placed = strcmp(name, "p") == 0 && in_holder(walker);
    }
    walker->skipped += walker->in_body;
    return;
  }
  Level level = {.block = !is_inline(name),
                 .verbatim = outer_verbatim || strcmp(name, "pre") == 0,
                 .opens = opens_item(walker, name),
                 .labelled = has_class(element, "task") ||
                             (has_class(element, "labelled") &&
                              (walker->place.part == STS_PART_NOTES || walker->place.part == STS_PART_HYPERLINKS)),
                 .raised = strcmp(name, "sup") == 0,
                 .is_mark = check_name(walker, name, element),
                 .before = walker->place};
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
  begin_table_part(walker, name, element, &level);
  level.begin = level.raised ? walker->head->len : out(walker)->len;
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
      end_label(walker);
    return;
  }
  if (walker->levels->len == 0)
    return;
  Level level = g_array_index(walker->levels, Level, walker->levels->len - 1);
  if (level.is_mark)
    end_mark(walker, &level);
  if (level.is_head)
    end_head(walker);
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
    append(walker, text, (size_t)((feed ? feed : end) - text));
    /* The one that is written behind a line break is a space, also between wide characters. */
    if (feed && verbatim)
      flush(walker);
    else if (feed)
      append(walker, " ", 1);
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
  g_autoptr(GString) marker = g_string_new(NULL), head = g_string_new(NULL), spoken = g_string_new(NULL);
  g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(Level));
  g_autoptr(GError) fault = NULL;
  Walker walker = {.reading = check->reading,
                   .check = check,
                   .line = line,
                   .shown = shown,
                   .marker = marker,
                   .heads = heads,
                   .head = head,
                   .name = spoken,
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
