/* Walks cmark's tree and builds ours: the inlines, with notes, spans and the few elements of HTML that may stand in
 * text. */
#include "read/markdown/markdown-inlines.h"

#include <cmark.h>
#include <string.h>

#include "base/language-tag.h"
#include "base/segment-break.h"
#include "base/text.h"
#include "document/plain-text.h"
#include "document/rules.h"
#include "read/markdown/markdown-allow.h"
#include "read/markdown/markdown-gaps.h"
#include "read/markdown/markdown-html.h"
#include "read/markdown/markdown-links.h"
#include "read/markdown/markdown-marks.h"

/* ---- text ---- */

/* Whether a space that comes now would begin a line or double another that a comment left. */
static bool
is_space_unwanted(StsMarkdownConverter *converter)
{
  const StsNode *top = sts_markdown_top(converter)->node;

  if (converter->pending->len > 0)
    return converter->after_comment && converter->pending->str[converter->pending->len - 1] == ' ';
  if (!top->last_child)
    return sts_node_holds_inlines(top->kind);
  return top->last_child->kind == STS_NODE_LINE_BREAK;
}

/* Remembers where the next character stands, if not right after the one before, or if it is escaped. The space of a
 * soft break has no place of its own. */
static void
note_place(StsMarkdownConverter *converter, char c, StsPosition position)
{
  StsTextPlace place = {converter->pending->len, position, converter->escaped};
  bool first = converter->pending->len == 0;
  bool placed = first || converter->escaped || c != ' ';

  if (first) {
    converter->pending_position = position;
    g_array_set_size(converter->pending_places, 0);
  }
  if (place.escaped ||
      (placed && !first &&
       (position.line != converter->pending_next.line || position.column != converter->pending_next.column)))
    g_array_append_val(converter->pending_places, place);
  converter->escaped = false;
  if (placed)
    converter->pending_next = position;
  converter->pending_next.column++;
}

static void
add_char(StsMarkdownConverter *converter, char c, StsPosition position)
{
  if (c == '\n' || c == '\r' || c == '\t')
    c = ' ';
  if (c == ' ' && is_space_unwanted(converter))
    return;
  converter->after_comment = false;
  note_place(converter, c, position);
  g_string_append_c(converter->pending, c);
}

/* Adds what goes on right after the character that was added last, up to a mark or what is no plain space; returns its
 * length. */
static size_t
add_rest(StsMarkdownConverter *converter, const char *text)
{
  size_t length = 0;

  while ((guchar)text[length] >= ' ')
    length++;
  g_string_append_len(converter->pending, text, (gssize)length);
  converter->pending_next.column += (int)length;
  return length;
}

static void
add_plain(StsMarkdownConverter *converter, const char *text, StsPosition position)
{
  for (; *text; text++)
    add_char(converter, *text, position);
}

static void
add_break(StsMarkdownConverter *converter, StsPosition position)
{
  while (converter->pending->len > 0 && converter->pending->str[converter->pending->len - 1] == ' ')
    g_string_truncate(converter->pending, converter->pending->len - 1);
  sts_markdown_flush(converter);
  sts_node_append(converter->source->arena, sts_markdown_top(converter)->node,
                  sts_node_new(converter->source->arena, STS_NODE_LINE_BREAK, position));
}

/* ---- notes and spans ---- */

/* Whether what begins here stands within a node of the kind. */
static bool
is_within(const StsMarkdownConverter *converter, StsNodeKind kind)
{
  for (guint i = 1; i < converter->frames->len; i++)
    if (g_array_index(converter->frames, StsMarkdownFrame, i).node->kind == kind)
      return true;
  return false;
}

/* Reads [^label] hidden at `text`; returns its length. */
static size_t
add_note_reference(StsMarkdownConverter *converter, const char *text, StsPosition position)
{
  StsMarkdownSource *source = converter->source;
  const char *close = strchr(text, STS_MARK_NOTE_CLOSE);

  if (!close) {
    add_char(converter, '[', position);
    return 1;
  }
  g_autofree char *hidden = g_strndup(text + 2, (gsize)(close - text) - 2);
  g_autofree char *label = sts_markdown_shown(hidden, false);
  if (!source->notes || !g_hash_table_contains(source->note_labels, label)) {
    if (source->notes)
      sts_error(source->diagnostics, position, STS_RULE_NOTE_UNDEFINED,
                "the note “[^%s]” is not defined; write its text on a line that begins with “[^%s]:”", label, label);
    else
      sts_error(source->diagnostics, position, STS_RULE_NOTE_UNDEFINED,
                "the note “[^%s]” would have no place here, as this text stands in several sections; write it into the "
                "text",
                label);
    add_plain(converter, "[^", position);
    add_plain(converter, label, position);
    add_plain(converter, "]", position);
    return (size_t)(close - text) + 1;
  }
  /* Its number is a link itself. */
  if (is_within(converter, STS_NODE_LINK))
    sts_error(source->diagnostics, position, STS_RULE_LINK_MALFORMED,
              "the note “[^%s]” stands within a link; write it after the link", label);
  sts_markdown_flush(converter);
  StsNode *reference = sts_node_new(source->arena, STS_NODE_NOTE_REFERENCE, position);
  reference->note_reference.label = sts_arena_strdup(source->arena, label);
  sts_node_append(source->arena, sts_markdown_top(converter)->node, reference);
  g_hash_table_add(source->note_uses, g_strdup(label));
  return (size_t)(close - text) + 1;
}

static void
set_language(StsMarkdownConverter *converter, StsNode *span, const char *attributes, size_t length)
{
  g_autofree char *tag = g_strndup(attributes, length);
  size_t size = strlen(tag);

  if (size >= 2 && strchr("\"'", tag[0]) && tag[size - 1] == tag[0]) {
    memmove(tag, tag + 1, size - 2);
    tag[size - 2] = '\0';
  }
  if (sts_language_is_valid(tag)) {
    span->lang = sts_arena_intern(converter->source->arena, tag);
    return;
  }
  g_autofree char *fault = sts_language_describe_invalid(tag);
  sts_error(converter->source->diagnostics, span->position, STS_RULE_SPAN_LANGUAGE, "%s", fault);
}

/* Reads "]{lang=es}" hidden at `text`; returns its length. */
static size_t
end_span(StsMarkdownConverter *converter, const char *text, StsPosition position)
{
  static const char BEGINNING[] = "{lang=";
  const char *end = strchr(text, STS_MARK_SPAN_END);
  StsMarkdownFrame *top = sts_markdown_top(converter);

  if (!end || top->owner || top->node->kind != STS_NODE_SPAN || strncmp(text + 1, BEGINNING, strlen(BEGINNING)) != 0) {
    sts_error(converter->source->diagnostics, position, STS_RULE_SPAN_LANGUAGE,
              "this span of another language does not end where it began: emphasis or a link begins or ends within it");
    return end ? (size_t)(end - text) + 1 : 1;
  }
  const char *tag = text + 1 + strlen(BEGINNING);
  set_language(converter, top->node, tag, (size_t)(end - tag));
  sts_markdown_pop(converter);
  return (size_t)(end - text) + 1;
}

/* Says so if the text holds a reference to what no text may hold. */
static void
report_reference(StsMarkdownConverter *converter, const char *text, StsPosition position)
{
  const char *mark = text ? strchr(text, STS_MARK_REFERENCE) : NULL;

  if (mark)
    sts_error(converter->source->diagnostics, position, STS_RULE_CONTROL_CHARACTER,
              "the reference “&%.*s” stands for a character that cannot be printed; delete it",
              (int)strcspn(mark + 1, ";") + 1, mark + 1);
}

static void
add_text(StsMarkdownConverter *converter, const char *text, StsPosition position)
{
  const char *begin = text;

  while (*text) {
    StsPosition here = position;
    size_t length = 1;
    here.column += (int)(text - begin);
    switch (*text) {
    case STS_MARK_NOTE_OPEN:
      length = add_note_reference(converter, text, here);
      break;
    case STS_MARK_SPAN_OPEN:
      if (!sts_markdown_is_too_deep(converter, here))
        sts_markdown_push(converter, STS_NODE_SPAN, here, NULL);
      break;
    case STS_MARK_SPAN_CLOSE:
      length = end_span(converter, text, here);
      break;
    case STS_MARK_NOTE_CLOSE:
      add_char(converter, ']', here);
      break;
    case STS_MARK_UNDERSCORE:
      add_char(converter, '_', here);
      break;
    case STS_MARK_HYPHEN:
      add_char(converter, '-', here);
      break;
    case STS_MARK_SPAN_END:
      add_char(converter, '}', here);
      break;
    case STS_MARK_REFERENCE:
      report_reference(converter, text, here);
      converter->escaped = true; /* not to be told twice */
      add_char(converter, '&', here);
      break;
    case STS_MARK_NO_REFERENCE:
      add_char(converter, '#', here);
      break;
    case STS_MARK_COLON:
      converter->escaped = true;
      break;
    case STS_MARK_GUARD:
      break;
    default:
      add_char(converter, *text, here);
      if ((guchar)*text > ' ')
        length += add_rest(converter, text + 1);
      break;
    }
    text += length;
  }
}

/* The length of the character reference at `source`, if that is what cmark made the text of; else 0. */
static size_t
reference_length(const char *source, const char *text)
{
  size_t length = *source == '&' ? 1 + strcspn(source + 1, "&; \n") : 0;

  if (length < 3 || source[length] != ';' || strncmp(source, text, length + 1) == 0)
    return 0;
  return length + 1;
}

/* Whether the first bytes of a line may hold something that is escaped. */
static bool
holds_escape(const char *source, size_t length)
{
  for (size_t i = 0; i < length && source[i] && source[i] != '\n'; i++)
    if (source[i] == '\\' || source[i] == '&')
      return true;
  return false;
}

/* Adds the text of a node, which cmark has made of the source that begins at `source`, or NULL: what was escaped there
 * is known to be so, and what follows it keeps its place. */
static void
add_source_text(StsMarkdownConverter *converter, const char *text, StsPosition position, const char *source)
{
  const char *begin = text;

  if (source && !holds_escape(source, strlen(text)))
    source = NULL;
  for (const char *p = text; source && *p;) {
    bool escape = *source == '\\' && g_ascii_ispunct(source[1]) && source[1] == *p;
    size_t length = escape ? 2 : reference_length(source, p);
    if (!length && *source != *p)
      break;
    if (!length) {
      p++;
      source++;
      continue;
    }
    g_autofree char *before = g_strndup(begin, (gsize)(p - begin));
    add_text(converter, before, position);
    position.column += (int)(p - begin);
    /* Of "&amp;nbsp;" nobody knows whether it is to be read so. */
    converter->escaped = *p != '&' || escape;
    begin = g_utf8_next_char(p);
    for (StsPosition here = position; p < begin; p++, here.column++)
      add_char(converter, *p, here);
    position.column += (int)length;
    source += length;
  }
  add_text(converter, begin, position);
}

/* ---- HTML ---- */

/* The name of a tag without attributes, in lower case, with its slash if it closes: "sup", "/sup", "br"; NULL for any
 * other. */
static char *
tag_name(const char *html)
{
  size_t length = strlen(html);

  if (length < 3 || html[0] != '<' || html[length - 1] != '>')
    return NULL;
  g_autofree char *inner = g_ascii_strdown(html + 1, (gssize)length - 2);
  g_strchomp(inner);
  if (g_str_has_suffix(inner, "/") && *inner != '/')
    inner[strlen(inner) - 1] = '\0';
  g_strchomp(inner);
  return g_steal_pointer(&inner);
}

static void
report_html(StsMarkdownConverter *converter, const char *html, StsPosition position, const char *advice)
{
  g_autofree char *shown = sts_markdown_shown(html, true);

  sts_error(converter->source->diagnostics, position, STS_RULE_RAW_HTML, "HTML: “%s” %s", shown, advice);
}

static void
end_element(StsMarkdownConverter *converter, StsNodeKind kind, const char *html, StsPosition position)
{
  const StsMarkdownFrame *top = sts_markdown_top(converter);

  if (!top->owner && converter->frames->len > 1 && top->node->kind == kind)
    sts_markdown_pop(converter);
  else if (!sts_markdown_ends_refused_html(converter->source, html))
    report_html(converter, html, position, "ends what was not begun here");
}

/* The elements of HTML that may stand in text. */
typedef struct {
  const char *name;
  StsNodeKind kind;
} Element;

static const Element ELEMENTS[] = {
    {"sup", STS_NODE_SUPERSCRIPT},
    {"sub", STS_NODE_SUBSCRIPT},
    {"i", STS_NODE_EMPHASIS},
};

static const Element *
find_element(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(ELEMENTS); i++)
    if (strcmp(name, ELEMENTS[i].name) == 0)
      return &ELEMENTS[i];
  return NULL;
}

/* One superscript within another is told, and begun all the same, so that its end finds it. */
static void
begin_element(StsMarkdownConverter *converter, StsNodeKind kind, const char *html, StsPosition position)
{
  if (sts_markdown_is_too_deep(converter, position))
    return;
  if (kind == STS_NODE_EMPHASIS) {
    sts_markdown_push(converter, kind, position, NULL)->emphasis.name = true;
    return;
  }
  if (is_within(converter, STS_NODE_SUPERSCRIPT) || is_within(converter, STS_NODE_SUBSCRIPT))
    report_html(
        converter, html, position,
        "stands within a superscript or subscript; one within another cannot be printed, so write it otherwise");
  sts_markdown_push(converter, kind, position, NULL);
}

/* The block in which the text stands. */
static StsNode *
block_of(const StsMarkdownConverter *converter)
{
  guint i = converter->frames->len - 1;

  while (i > 0 && sts_node_is_inline(g_array_index(converter->frames, StsMarkdownFrame, i).node->kind))
    i--;
  return g_array_index(converter->frames, StsMarkdownFrame, i).node;
}

static void
convert_html(StsMarkdownConverter *converter, cmark_node *node, StsPosition position)
{
  const char *html = cmark_node_get_literal(node);
  bool allowed = converter->source->flags & STS_MARKDOWN_INLINE_HTML;
  g_autofree char *name = tag_name(html);
  const Element *element = name ? find_element(name + (*name == '/')) : NULL;

  if (allowed && g_str_has_prefix(html, "<!--")) {
    converter->after_comment = true;
    sts_markdown_report_marker(converter->source, html, position);
    sts_markdown_refuse_gap(converter->source, html, position);
    sts_markdown_allow_in(converter->source, html, position, block_of(converter));
  } else if (allowed && name && strcmp(name, "br") == 0) {
    add_break(converter, position);
  } else if (allowed && element) {
    if (*name == '/')
      end_element(converter, element->kind, html, position);
    else
      begin_element(converter, element->kind, html, position);
  } else if (!sts_markdown_ends_refused_html(converter->source, html)) {
    report_html(
        converter, html, position,
        "cannot be printed; write it as Markdown (only <sup>, <sub>, <i>, <br> and comments may stand within text)");
  }
}

void
sts_markdown_close_open_marks(StsMarkdownConverter *converter)
{
  while (converter->frames->len > 1 && !sts_markdown_top(converter)->owner) {
    const StsNode *open = sts_markdown_top(converter)->node;
    if (open->kind == STS_NODE_SPAN)
      sts_error(
          converter->source->diagnostics, open->position, STS_RULE_SPAN_LANGUAGE,
          "this span of another language does not end where it began: emphasis or a link begins or ends within it");
    for (size_t i = 0; i < G_N_ELEMENTS(ELEMENTS); i++)
      if (open->kind == ELEMENTS[i].kind)
        sts_error(converter->source->diagnostics, open->position, STS_RULE_RAW_HTML,
                  "HTML: “<%s>” is not closed here; write “</%s>” where it ends", ELEMENTS[i].name, ELEMENTS[i].name);
    sts_markdown_pop(converter);
  }
}

/* ---- links, images, code ---- */

static const char *
keep_shown(StsMarkdownConverter *converter, const char *text)
{
  g_autofree char *shown = sts_markdown_shown(text ? text : "", false);
  g_autofree char *line = sts_text_normalize_space(shown);

  return *line ? sts_arena_strdup(converter->source->arena, line) : NULL;
}

static void
begin_link(StsMarkdownConverter *converter, cmark_node *node, StsPosition position)
{
  g_autofree char *destination = sts_markdown_shown(cmark_node_get_url(node), false);

  report_reference(converter, cmark_node_get_url(node), position);
  report_reference(converter, cmark_node_get_title(node), position);
  /* cmark lets an autolink stand within a link. */
  if (is_within(converter, STS_NODE_LINK)) {
    sts_error(converter->source->diagnostics, position, STS_RULE_LINK_MALFORMED,
              "the link to “%s” stands within another link; take it out", destination);
    return;
  }
  StsNode *link = sts_markdown_push(converter, STS_NODE_LINK, position, node);

  link->link.title = keep_shown(converter, cmark_node_get_title(node));
  sts_markdown_classify_link(converter->source, link, destination);
}

static bool
holds_image(const StsNode *root)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    if (node->kind == STS_NODE_IMAGE)
      return true;
  return false;
}

/* Of an image without a text alternative, which says nothing either, the check tells. */
static void
end_link(StsMarkdownConverter *converter)
{
  const StsNode *link = sts_markdown_top(converter)->node;

  sts_markdown_pop(converter);
  if (sts_node_says_nothing(link) && !holds_image(link))
    sts_error(converter->source->diagnostics, link->position, STS_RULE_LINK_MALFORMED,
              "the link to “%s” has no text to click on; write it between the square brackets", link->link.destination);
}

/* Within a text alternative, which is plain text, what HTML may stand in a text says nothing. */
static void
check_alternative_html(StsMarkdownConverter *converter, GString *text, cmark_node *node)
{
  static const char *const SILENT[] = {"sup", "/sup", "sub", "/sub", NULL};
  const char *html = cmark_node_get_literal(node);
  bool allowed = converter->source->flags & STS_MARKDOWN_INLINE_HTML;
  g_autofree char *name = tag_name(html);

  if (allowed && name && strcmp(name, "br") == 0)
    g_string_append_c(text, ' ');
  else if (!allowed || (!g_str_has_prefix(html, "<!--") && !(name && g_strv_contains(SILENT, name))))
    report_html(converter, html, sts_markdown_node_place(converter, node),
                "cannot stand in the text alternative of an image");
}

StsNode *
sts_markdown_new_image(StsMarkdownConverter *converter, cmark_node *node)
{
  StsNode *image = sts_node_new(converter->source->arena, STS_NODE_IMAGE, sts_markdown_node_place(converter, node));
  g_autofree char *destination = sts_markdown_shown(cmark_node_get_url(node), false);
  g_autoptr(GString) text = g_string_new(NULL);
  cmark_iter *iter = cmark_iter_new(node);

  report_reference(converter, cmark_node_get_url(node), image->position);
  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node *inner = cmark_iter_get_node(iter);
    cmark_node_type type = cmark_node_get_type(inner);
    if (event != CMARK_EVENT_ENTER)
      continue;
    if (type == CMARK_NODE_TEXT && strchr(cmark_node_get_literal(inner), STS_MARK_NOTE_OPEN))
      sts_error(converter->source->diagnostics, sts_markdown_node_place(converter, inner), STS_RULE_NOTE_UNDEFINED,
                "a note cannot stand in the text alternative of an image; write it after the image");
    if (type == CMARK_NODE_TEXT)
      report_reference(converter, cmark_node_get_literal(inner), sts_markdown_node_place(converter, inner));
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
      g_string_append(text, cmark_node_get_literal(inner));
    else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
      g_string_append_c(text, type == CMARK_NODE_SOFTBREAK ? '\n' : ' ');
    else if (type == CMARK_NODE_HTML_INLINE)
      check_alternative_html(converter, text, inner);
  }
  cmark_iter_free(iter);
  image->image.source = sts_arena_strdup(converter->source->arena, destination);
  image->image.alternative = keep_shown(converter, text->str);
  image->image.title = keep_shown(converter, cmark_node_get_title(node));
  return image;
}

static void
add_code(StsMarkdownConverter *converter, cmark_node *node, StsPosition position)
{
  StsNode *code = sts_node_new(converter->source->arena, STS_NODE_CODE, position);
  g_autofree char *text = sts_markdown_shown(cmark_node_get_literal(node), true);

  for (char *p = text; *p; p++)
    if (*p == '\n' || *p == '\t')
      *p = ' ';
  code->text.text = sts_arena_strdup(converter->source->arena, text);
  sts_markdown_flush(converter);
  sts_node_append(converter->source->arena, sts_markdown_top(converter)->node, code);
}

static void
add_image(StsMarkdownConverter *converter, cmark_node *node)
{
  sts_markdown_flush(converter);
  StsNode *image = sts_markdown_new_image(converter, node);
  report_reference(converter, cmark_node_get_title(node), image->position);
  sts_node_append(converter->source->arena, sts_markdown_top(converter)->node, image);
}

/* ---- definition lists ---- */

bool
sts_markdown_begins_definition(cmark_node *node)
{
  const char *literal = node && cmark_node_get_type(node) == CMARK_NODE_TEXT ? cmark_node_get_literal(node) : NULL;

  return literal && literal[0] == ':' && (literal[1] == ' ' || literal[1] == '\t');
}

/* At the end of a line of a definition list: the next line is another term, a definition, or goes on with this one. */
static bool
break_definition(StsMarkdownConverter *converter, cmark_node *node, StsPosition position)
{
  cmark_node *paragraph = cmark_node_parent(node), *next = cmark_node_next(node);

  if (!converter->definition || paragraph != converter->definition)
    return false;
  bool definition = sts_markdown_begins_definition(next);
  if (!definition && sts_markdown_top(converter)->node->kind == STS_NODE_PARAGRAPH)
    return false;
  if (next)
    position = sts_markdown_node_place(converter, next);
  sts_markdown_close_open_marks(converter);
  const StsNode *last = sts_markdown_top(converter)->node;
  while (sts_markdown_top(converter)->node->kind != STS_NODE_DEFINITION_LIST)
    sts_markdown_pop(converter);
  if (definition && last->kind == STS_NODE_TERM && sts_node_says_nothing(sts_markdown_top(converter)->node))
    sts_error(
        converter->source->diagnostics, last->position, STS_RULE_DEFINITION_WITHOUT_TERM,
        "the definition that follows has no term; write on the line above it what it defines, or take its “:” out");
  sts_markdown_push_entry(converter, definition, position, paragraph);
  return true;
}

static void
add_text_node(StsMarkdownConverter *converter, cmark_node *node, StsPosition position)
{
  const char *text = cmark_node_get_literal(node);
  const char *source = sts_markdown_node_source(converter, node);
  cmark_node *before = cmark_node_previous(node);

  if (node == converter->shortened) {
    source += source ? converter->taken : 0;
    position.column += converter->taken;
  }
  if (converter->definition && cmark_node_parent(node) == converter->definition &&
      sts_markdown_begins_definition(node) &&
      (!before || cmark_node_get_type(before) == CMARK_NODE_SOFTBREAK ||
       cmark_node_get_type(before) == CMARK_NODE_LINEBREAK)) {
    text += 2;
    source += source ? 2 : 0;
    position.column += 2;
  }
  add_source_text(converter, text, position, source);
}

/* ---- line breaks of the source ---- */

/* The last character of the text so far; 0 where it is none of a text. */
static gunichar
char_before(StsMarkdownConverter *converter)
{
  const StsNode *node = sts_markdown_top(converter)->node->last_child;

  if (converter->pending->len > 0)
    return sts_segment_last(converter->pending->str, converter->pending->len);
  while (node && node->last_child)
    node = node->last_child;
  return node && (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE)
             ? sts_segment_last(node->text.text, strlen(node->text.text))
             : 0;
}

/* The first character of the text that follows a break; 0 where it is none of a text. */
static gunichar
char_after(cmark_node *node)
{
  for (node = cmark_node_next(node); node;) {
    cmark_node_type type = cmark_node_get_type(node);
    const char *text = type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE ? cmark_node_get_literal(node) : NULL;
    if (text) {
      text += strspn(text, STS_MARKS_UNSEEN);
      return g_utf8_get_char(text);
    }
    if (type == CMARK_NODE_HTML_INLINE)
      node = cmark_node_next(node);
    else
      node = type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG || type == CMARK_NODE_LINK
                 ? cmark_node_first_child(node)
                 : NULL;
  }
  return 0;
}

/* ---- the walk ---- */

static StsNodeKind
container_kind(cmark_node_type type)
{
  return type == CMARK_NODE_EMPH ? STS_NODE_EMPHASIS : STS_NODE_STRONG;
}

bool
sts_markdown_convert_inline(StsMarkdownConverter *converter, cmark_node *node, bool entering)
{
  if (!entering) {
    sts_markdown_close_open_marks(converter);
    if (sts_markdown_top(converter)->owner == node && cmark_node_get_type(node) == CMARK_NODE_LINK)
      end_link(converter);
    else if (sts_markdown_top(converter)->owner == node)
      sts_markdown_pop(converter);
    return true;
  }
  StsPosition position = sts_markdown_node_place(converter, node);
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_TEXT:
    add_text_node(converter, node, position);
    return true;
  case CMARK_NODE_SOFTBREAK:
    if (!break_definition(converter, node, position) &&
        !sts_segment_break_vanishes(char_before(converter), char_after(node)))
      add_char(converter, ' ', position);
    return true;
  case CMARK_NODE_LINEBREAK:
    if (!break_definition(converter, node, position))
      add_break(converter, position);
    return true;
  case CMARK_NODE_CODE:
    add_code(converter, node, position);
    return true;
  case CMARK_NODE_HTML_INLINE:
    convert_html(converter, node, position);
    return true;
  case CMARK_NODE_LINK:
    begin_link(converter, node, position);
    return true;
  case CMARK_NODE_IMAGE:
    add_image(converter, node);
    return false;
  case CMARK_NODE_EMPH:
  case CMARK_NODE_STRONG:
    sts_markdown_push(converter, container_kind(cmark_node_get_type(node)), position, node);
    return true;
  default: /* cmark's kinds, not ours */
    return true;
  }
}
