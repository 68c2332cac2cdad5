/* Walks the structure tree, without recursion, and makes lines as sts_node_plain_text() does. */
#include "output/pdf/read-structure.h"

#include <string.h>

#include "document/clinic.h"
#include "document/plain-text.h"

/* Nodes nest at most STS_NODE_DEPTH_MAX deep, and each is at most three elements. */
enum { DEPTH_MAX = 4 * STS_NODE_DEPTH_MAX, ELEMENTS_MAX = 4000000, SHOWN_OF_STRAY = 60 };

typedef enum {
  TAG_OTHER,
  TAG_LINE,  /* its content is a line */
  TAG_LABEL, /* a line where its list is one of words */
  TAG_LIST,
  TAG_ITEM,
  TAG_NOTE,
  TAG_ENTRY,     /* of the contents: a line */
  TAG_REFERENCE, /* in an entry: its own content is the page number */
  TAG_FIGURE,
  TAG_CODE_BLOCK, /* holds a Code for each line */
  TAG_CODE,
} Tag;

/* An element that has begun. */
typedef struct {
  char *text;       /* owns what `kids` is a slice of */
  StsPdfSlice kids; /* those to come */
  gint32 page;      /* of its sequences, unless they say another */
  Tag tag;
  bool words;           /* LIST: its labels are text */
  bool boxes;           /* LIST: its labels may be boxes, which are said in words */
  int number;           /* LIST: of its last item */
  bool started;         /* something is in it besides a label */
  bool labelled;        /* ... or a label */
  bool marker;          /* ends what is no text, but a marker, */
  bool picture;         /* a picture, for which something else is said, */
  bool written;         /* with text on the page itself, */
  bool page_number;     /* or the number of a page */
  bool placed;          /* and stands where one may */
  gsize unread;         /* where that begins in what is no text */
  bool is_line;         /* ends a line */
  bool skips_sequences; /* its own content is no text */
  bool silent;          /* nothing in it is: a marker */
  bool is_slot;         /* ends a slot */
  bool holder;          /* a section's, or the cover */
  StsReadPlace before;
} Frame;

typedef struct {
  StsPdfFile *file;
  StsPdfContent *content;
  StsReading *reading;
  GArray *frames;   /* of Frame */
  GHashTable *seen; /* object numbers of elements */
  GString *line;
  GString *shown;    /* what is shown in a slot, whose text is in `line` */
  StsReadSlot *slot; /* NULL: outside of all */
  GString *unread;   /* what is shown, but is no text */
  int notes;         /* whose letters were met in the section */
  char *code;        /* the address that a clinic's code is said to lead to, and the next line is to say; NULL: none */
  StsReadPlace place;
} Walker;

/* Where text goes that an element says. */
static GString *
out(const Walker *walker)
{
  return walker->slot ? walker->shown : walker->line;
}

static void
clear_frame(gpointer data)
{
  g_free(((Frame *)data)->text);
}

/* The frame `up` levels above the innermost; NULL beyond the root. */
static Frame *
frame_above(const Walker *walker, guint up)
{
  return walker->frames->len > up ? &g_array_index(walker->frames, Frame, walker->frames->len - 1 - up) : NULL;
}

static void
check_code(Walker *walker, const char *line)
{
  if (!walker->code || !*line)
    return;
  if (!*walker->code || !g_str_has_suffix(line, walker->code))
    sts_reading_add_fault(walker->reading, "what its code is said to lead to is not the address beside it");
  g_clear_pointer(&walker->code, g_free);
}

static void
flush(Walker *walker)
{
  if (walker->slot)
    return;
  g_autofree char *valid = g_utf8_make_valid(walker->line->str, (gssize)walker->line->len);

  check_code(walker, valid);

  sts_reading_add_line(walker->reading, walker->place, valid);
  g_string_truncate(walker->line, 0);
}

static Tag
get_tag(StsPdfSlice name)
{
  static const struct {
    const char *name;
    Tag tag;
  } TAGS[] = {
      {"/P", TAG_LINE},
      {"/H1", TAG_LINE},
      {"/H2", TAG_LINE},
      {"/H3", TAG_LINE},
      {"/H4", TAG_LINE},
      {"/H5", TAG_LINE},
      {"/H6", TAG_LINE},
      {"/TH", TAG_LINE},
      {"/TD", TAG_LINE},
      {"/L", TAG_LIST},
      {"/LI", TAG_ITEM},
      {"/Note", TAG_NOTE},
      {"/Lbl", TAG_LABEL},
      {"/Caption", TAG_LINE},
      {"/TOCI", TAG_ENTRY},
      {"/Figure", TAG_FIGURE},
      {"/Code", TAG_CODE},
      {"/CodeBlock", TAG_CODE_BLOCK},
      {"/Reference", TAG_REFERENCE},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(TAGS); i++)
    if (sts_pdf_is(name, TAGS[i].name))
      return TAGS[i].tag;
  return TAG_OTHER;
}

/* The value of an attribute of that owner; `attributes` is a dictionary or an array of them. */
static StsPdfSlice
get_attribute(StsPdfSlice element, const char *owner, const char *key)
{
  StsPdfSlice attributes = sts_pdf_get_key(element, "/A"), one;

  if (sts_pdf_is_dictionary(attributes) && sts_pdf_is(sts_pdf_get_key(attributes, "/O"), owner))
    return sts_pdf_get_key(attributes, key);
  for (StsPdfSlice items = sts_pdf_get_items(attributes); sts_pdf_next_value(&items, &one);)
    if (sts_pdf_is(sts_pdf_get_key(one, "/O"), owner) && sts_pdf_is_set(sts_pdf_get_key(one, key)))
      return sts_pdf_get_key(one, key);
  return (StsPdfSlice){NULL, NULL};
}

/* Whether a label is text: in a list of definitions, of which it is two levels below. */
static bool
is_word_label(const Walker *walker)
{
  const Frame *list = frame_above(walker, 1);

  return list && list->tag == TAG_LIST && list->words;
}

static bool
is_line(const Walker *walker, Tag tag)
{
  const Frame *parent = frame_above(walker, 0);

  return tag == TAG_LINE || tag == TAG_LABEL || tag == TAG_ENTRY || tag == TAG_CODE_BLOCK ||
         (tag == TAG_CODE && parent && parent->tag == TAG_CODE_BLOCK);
}

/* The text that stands for the element's content; NULL where the content speaks itself. */
static char *
get_replacement(StsPdfSlice element, Tag tag)
{
  char *actual = sts_pdf_get_text(sts_pdf_get_key(element, "/ActualText"));

  if (actual || tag != TAG_FIGURE)
    return actual;
  char *alternative = sts_pdf_get_text(sts_pdf_get_key(element, "/Alt"));
  return alternative ? alternative : g_strdup("");
}

/* Whether the element is the one that the writer makes of such a part, and where it makes it. */
static bool
is_part_as_written(const Walker *walker, StsReadPlace place, StsPdfSlice element)
{
  const Frame *parent = frame_above(walker, 0);

  return walker->place.section == place.section && parent && parent->holder &&
         sts_pdf_is(sts_pdf_get_key(element, "/S"), place.part == STS_PART_CLINIC ? "/Sect" : "/Div");
}

/* An ID is a byte string (ISO 32000-1, table 323), not a text string: its bytes are the UTF-8 that was written. Notes
 * in the frame whether a slot begins or what holds parts. */
static void
enter_place(Walker *walker, StsPdfSlice element, Frame *frame)
{
  StsPdfSlice value = sts_pdf_get_key(element, "/ID");
  g_autoptr(GString) id = g_string_new(NULL);
  StsReadPlace place;

  if (sts_pdf_is_set(value))
    sts_pdf_decode_string(id, value);
  if (id->len == 0 || strlen(id->str) != id->len || walker->slot)
    return;
  if (sts_reading_find(walker->reading, id->str, &place)) {
    flush(walker);
    sts_reading_meet(walker->reading, &place, is_part_as_written(walker, place, element));
    walker->notes = place.section == walker->place.section ? walker->notes : 0;
    walker->place = place;
    frame->holder = place.part == STS_PART_TEXT;
    return;
  }
  StsReadSlot *slot = sts_reading_find_slot(walker->reading, id->str);
  if (!slot)
    return;
  sts_reading_begin_slot(slot, walker->line);
  g_string_truncate(walker->shown, 0);
  walker->slot = slot;
  frame->is_slot = true;
}

/* A clinic's code is on paper alone. What stands for it is no text but says the address once more. Takes `replacement`,
 * and returns the text. */
static char *
take_code(Walker *walker, char *replacement)
{
  g_autofree char *alternative = replacement;
  size_t prefix = g_str_has_prefix(alternative, STS_CLINIC_CODE) ? strlen(STS_CLINIC_CODE) : strlen(alternative);

  check_code(walker, "\n");
  walker->code = g_strdup(alternative + prefix);
  return g_strdup("");
}

/* What of an element is shown but is no text, and so must be what it is said to be. */
static void
note_unread(Walker *walker, Frame *frame, bool replaced)
{
  Frame *parent = frame_above(walker, 0), *list = frame_above(walker, 1);

  frame->unread = walker->unread->len;
  frame->marker = frame->silent && !(parent && parent->silent);
  frame->picture = replaced && !frame->silent;
  if (frame->picture)
    sts_reading_meet_picture(walker->reading, walker->place);
  frame->page_number = frame->tag == TAG_REFERENCE && frame->skips_sequences && !frame->silent;
  if (frame->marker)
    frame->placed = (parent->tag == TAG_ITEM && list && list->tag == TAG_LIST && !parent->started) ||
                    (parent->tag == TAG_NOTE && (!parent->started || parent->labelled));
  if (parent && frame->marker)
    parent->labelled = true;
  else if (parent)
    parent->started = true;
}

static bool
is_page_number(const Walker *walker, const char *text)
{
  enum { LONGEST = 8 };
  size_t length = strlen(text);

  for (const char *p = text; *p; p++)
    if (!g_ascii_isalnum(*p) && *p != '-')
      return false;
  return length <= LONGEST && walker->place.section == STS_SECTION_FRONT;
}

static void
check_marker(Walker *walker, const Frame *label, const char *text)
{
  g_autoptr(GString) marker = g_string_new(text);
  Frame *list = frame_above(walker, 2);
  bool in_list = list && list->tag == TAG_LIST;
  StsReadMarkers markers = {walker->notes, in_list ? list->number : 0};

  sts_reading_check_marker(walker->reading, marker, label->placed, in_list && list->boxes, &markers);
  walker->notes = markers.notes;
  if (in_list)
    list->number = markers.number;
}

static void
check_unread(Walker *walker, const Frame *frame)
{
  g_autofree char *valid = g_utf8_make_valid(walker->unread->str + frame->unread, -1);
  g_autofree char *text = sts_plain_text_line(valid);

  if (frame->marker)
    check_marker(walker, frame, text);
  else if (frame->picture && frame->written)
    sts_reading_add_fault(walker->reading, "it shows “%s” as if it were a picture", text);
  else if (frame->page_number && !is_page_number(walker, text))
    sts_reading_add_fault(walker->reading, "it says “%s” in place of the number of a page", text);
  if (frame->marker || frame->picture || frame->page_number)
    g_string_truncate(walker->unread, frame->unread);
}

/* Begins an element; takes `text`, which `element` is a slice of. */
static void
enter(Walker *walker, char *text, StsPdfSlice element)
{
  Frame frame = {.text = text, .tag = get_tag(sts_pdf_get_key(element, "/S")), .page = -1, .before = walker->place};
  const Frame *parent = frame_above(walker, 0);

  frame.silent = (parent && parent->silent) || (frame.tag == TAG_LABEL && !is_word_label(walker));
  /* The cover has no ID. It is below the document, which is below the root. */
  frame.holder = walker->frames->len == 2 && sts_pdf_is(sts_pdf_get_key(element, "/S"), "/Sect");
  if (!frame.silent)
    enter_place(walker, element, &frame);
  frame.kids = sts_pdf_get_key(element, "/K");
  if (sts_pdf_is_array(frame.kids))
    frame.kids = sts_pdf_get_items(frame.kids);
  frame.page = sts_pdf_file_find_page(walker->file, sts_pdf_get_key(element, "/Pg"));
  frame.words = frame.tag == TAG_LIST && sts_pdf_is(get_attribute(element, "/List", "/ListNumbering"), "/None");
  frame.boxes = frame.tag == TAG_LIST && sts_pdf_is(get_attribute(element, "/List", "/ListNumbering"), "/Square");
  bool block = frame.tag == TAG_FIGURE && sts_pdf_is(get_attribute(element, "/Layout", "/Placement"), "/Block");
  frame.is_line = !frame.silent && is_line(walker, frame.tag);
  block = block && !frame.silent;
  if (frame.is_line || block)
    flush(walker);
  g_autofree char *replacement = frame.silent ? NULL : get_replacement(element, frame.tag);
  if (replacement && frame.tag == TAG_FIGURE && walker->place.part == STS_PART_CLINIC)
    replacement = take_code(walker, g_steal_pointer(&replacement));
  if (replacement)
    g_string_append(out(walker), replacement);
  if (block)
    flush(walker);
  frame.skips_sequences =
      frame.silent || replacement || (frame.tag == TAG_REFERENCE && parent && parent->tag == TAG_ENTRY);
  note_unread(walker, &frame, replacement);
  g_array_append_val(walker->frames, frame);
}

static void
leave(Walker *walker)
{
  static const char DASH[] = "\xe2\x80\x93";
  const Frame *frame = frame_above(walker, 0);
  StsReadPlace before = frame->before;

  check_unread(walker, frame);

  if (frame->is_slot) {
    g_autofree char *shown = g_utf8_make_valid(walker->shown->str, (gssize)walker->shown->len);
    sts_reading_end_slot(walker->reading, walker->slot, shown);
    walker->slot = NULL;
  }
  /* A bullet, whose list has no more of a name than one of definitions. */
  if (frame->tag == TAG_LABEL && strcmp(walker->line->str, DASH) == 0)
    g_string_truncate(walker->line, 0);
  if (frame->is_line || before.section != walker->place.section || before.part != walker->place.part)
    flush(walker);
  walker->place = before;
  g_array_set_size(walker->frames, walker->frames->len - 1);
}

static void
take_sequence(Walker *walker, gint32 page, gint64 mcid)
{
  Frame *frame = frame_above(walker, 0);
  StsReadSequence *sequence = sts_pdf_content_find(walker->content, page, mcid);

  if (!sequence)
    return;
  if (sequence->used)
    sts_reading_add_fault(walker->reading, "two elements own one stretch of text on page %d", page + 1);
  sequence->used = true;
  frame->started = true;
  frame->written = frame->written || sequence->written;
  g_string_append_len(frame->skips_sequences ? walker->unread : out(walker),
                      walker->content->text->str + sequence->start, (gssize)sequence->length);
}

/* A kid that is a dictionary: a sequence of another page, an annotation, or an element. Takes `text`. */
static bool
take_dictionary(Walker *walker, char *text, StsPdfSlice kid, GError **error)
{
  StsPdfSlice kind = sts_pdf_get_key(kid, "/Type"), page = sts_pdf_get_key(kid, "/Pg");
  const Frame *frame = frame_above(walker, 0);
  gint64 mcid;

  if (sts_pdf_is(kind, "/MCR")) {
    if (sts_pdf_get_integer(sts_pdf_get_key(kid, "/MCID"), &mcid))
      take_sequence(walker, sts_pdf_is_set(page) ? sts_pdf_file_find_page(walker->file, page) : frame->page, mcid);
    g_free(text);
    return true;
  }
  if (sts_pdf_is(kind, "/OBJR") || !sts_pdf_is_dictionary(kid)) {
    g_free(text);
    return true;
  }
  if (walker->frames->len >= DEPTH_MAX) {
    g_free(text);
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN,
                        "its tags are nested deeper than sts-export nests them; another program wrote them");
    return false;
  }
  enter(walker, text, kid);
  return true;
}

/* Fetches the element once; a second time is a fault, and so no cycle is walked. */
static bool
take_reference(Walker *walker, StsPdfSlice reference, int id, GError **error)
{
  if (!g_hash_table_add(walker->seen, GINT_TO_POINTER(id))) {
    sts_reading_add_fault(walker->reading, "its structure holds an element twice");
    return true;
  }
  if (g_hash_table_size(walker->seen) > ELEMENTS_MAX) {
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
                "it has more than %d tags, which is more than sts-export will read", ELEMENTS_MAX);
    return false;
  }
  StsPdfValue kid = sts_pdf_file_resolve(walker->file, reference);
  return take_dictionary(walker, kid.owner, kid.text, error);
}

static bool
take_kid(Walker *walker, StsPdfSlice kid, GError **error)
{
  gint64 mcid;
  int id, generation;

  if (sts_pdf_get_integer(kid, &mcid)) {
    take_sequence(walker, frame_above(walker, 0)->page, mcid);
    return true;
  }
  if (sts_pdf_get_reference(kid, &id, &generation))
    return take_reference(walker, kid, id, error);
  StsPdfValue value = {.text = kid};
  sts_pdf_value_keep(&value);
  sts_pdf_file_spend(walker->file, (size_t)(kid.end - kid.at));
  return take_dictionary(walker, value.owner, value.text, error);
}

static bool
walk(Walker *walker, GError **error)
{
  size_t steps = 0;

  while (walker->frames->len > 0) {
    Frame *frame = &g_array_index(walker->frames, Frame, walker->frames->len - 1);
    StsPdfSlice kid;
    if (!sts_pdf_next_value(&frame->kids, &kid))
      leave(walker);
    else if (!take_kid(walker, kid, error))
      return false;
    if (++steps % 4096 == 0 && !sts_pdf_file_check(walker->file, error))
      return false;
  }
  flush(walker);
  return sts_pdf_file_check(walker->file, error);
}

/* Text that is on a page and in no element: nobody who listens hears it. */
static void
find_unowned(Walker *walker)
{
  gint32 page = -1;

  for (guint i = 0; i < walker->content->sequences->len; i++) {
    const StsReadSequence *sequence = &g_array_index(walker->content->sequences, StsReadSequence, i);
    if (sequence->used || sequence->page == page)
      continue;
    g_autofree char *raw = g_utf8_make_valid(walker->content->text->str + sequence->start, (gssize)sequence->length);
    g_autofree char *text = sts_plain_text_line(raw);
    if (!*text)
      continue;
    page = sequence->page;
    g_autofree char *begin =
        g_utf8_strlen(text, -1) > SHOWN_OF_STRAY ? g_utf8_substring(text, 0, SHOWN_OF_STRAY) : g_strdup(text);
    sts_reading_add_fault(walker->reading, "page %d shows text that no tag owns: “%s”", page + 1, begin);
  }
}

/* Begins with the root as if it were an element without content. */
static bool
begin(Walker *walker, GError **error)
{
  qpdf_oh catalog_object = qpdf_get_root(walker->file->qpdf);
  int id = qpdf_oh_get_object_id(walker->file->qpdf, catalog_object);

  qpdf_oh_release(walker->file->qpdf, catalog_object);
  g_autofree char *catalog_text = sts_pdf_file_get_object(walker->file, id, 0);
  StsPdfValue root =
      sts_pdf_file_get_key(walker->file, sts_pdf_slice(catalog_text, strlen(catalog_text)), "/StructTreeRoot");
  sts_pdf_value_keep(&root);
  if (!sts_pdf_is_dictionary(root.text)) {
    sts_pdf_value_clear(&root);
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN,
                        "it has no tags any more: another program took them out, and nobody can tell what it says");
    return false;
  }
  enter(walker, root.owner, root.text);
  return true;
}

bool
sts_pdf_structure_read(StsPdfFile *file, StsPdfContent *content, StsReading *reading, GError **error)
{
  g_autoptr(GArray) frames = g_array_new(FALSE, FALSE, sizeof(Frame));
  g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
  g_autoptr(GString) line = g_string_new(NULL), shown = g_string_new(NULL), unread = g_string_new(NULL);
  Walker walker = {.file = file,
                   .content = content,
                   .reading = reading,
                   .frames = frames,
                   .seen = seen,
                   .line = line,
                   .shown = shown,
                   .unread = unread,
                   .place = STS_PLACE_FRONT};

  g_array_set_clear_func(frames, clear_frame);
  bool good = begin(&walker, error) && walk(&walker, error);
  check_code(&walker, "\n");
  if (!good)
    return false;
  find_unowned(&walker);
  return true;
}
