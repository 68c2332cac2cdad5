/* Gathers the inlines of a block into one text with spans that lead back to the leaves. */
#include "layout/text/gather.h"

#include <hb.h>
#include <math.h>

#include "base/language-tag.h"
#include "document/plain-text.h"
#include "layout/text/break.h"
#include "layout/text/image-size.h"

/* What the inlines around a leaf do to it. */
typedef struct {
  const StsNode *link;
  const char *lang;
  guint8 flags;
  bool isolated; /* from what is around it, for the bidirectional algorithm */
} InlineState;

/* Isolates of the bidirectional algorithm: from left to right, from right to left, and their end. */
#define LRI "\xe2\x81\xa6"
#define RLI "\xe2\x81\xa7"
#define PDI "\xe2\x81\xa9"

/* Adds one of the text from the byte on. */
static void
add_attribute(StsInline *in, guint32 start, StsTextAttributeKind kind, int value, int value_2, const char *text)
{
  sts_inline_add_attribute(in, (StsTextAttribute){.start = start,
                                                  .end = (guint32)in->text->len,
                                                  .kind = kind,
                                                  .value = value,
                                                  .value_2 = value_2,
                                                  .text = text});
}

static void
add_style(StsInline *in, const StsTheme *theme, const InlineState *state, guint32 start)
{
  double scale = 1;

  if ((state->flags & STS_SPAN_BOLD) && !in->face->style->bold)
    add_attribute(in, start, STS_ATTRIBUTE_BOLD, 0, 0, NULL);
  if ((state->flags & STS_SPAN_ITALIC) && !in->face->style->italic)
    add_attribute(in, start, STS_ATTRIBUTE_ITALIC, 0, 0, NULL);
  if (state->flags & STS_SPAN_CODE) {
    add_attribute(in, start, STS_ATTRIBUTE_FAMILY, 0, 0, theme->mono_family);
    scale *= theme->code_scale;
  }
  if (state->flags & (STS_SPAN_SUPERSCRIPT | STS_SPAN_SUBSCRIPT))
    scale *= theme->superscript_scale;
  double size = sts_theme_scale(theme, in->size, scale);
  if (size < in->size)
    add_attribute(in, start, STS_ATTRIBUTE_SIZE, (int)lround(size * PANGO_SCALE), 0, NULL);
  if (state->lang && g_strcmp0(state->lang, in->language) != 0)
    add_attribute(in, start, STS_ATTRIBUTE_LANGUAGE, 0, 0, state->lang);
}

static guint8
flags_inside(const StsTheme *theme, const StsNode *node, guint8 flags)
{
  StsNodeKind kind = node->kind;

  if (kind == STS_NODE_EMPHASIS && node->emphasis.name)
    return flags | (theme->names_italic ? STS_SPAN_ITALIC : 0);
  if (kind == STS_NODE_EMPHASIS)
    return flags | (theme->emphasis_is_bold ? STS_SPAN_BOLD : STS_SPAN_ITALIC);
  if (kind == STS_NODE_STRONG)
    return flags | STS_SPAN_BOLD;
  if (kind == STS_NODE_CODE)
    return flags | STS_SPAN_CODE;
  if (kind == STS_NODE_SUPERSCRIPT || kind == STS_NODE_LINK_NUMBER || kind == STS_NODE_NOTE_REFERENCE)
    return (guint8)((flags & ~STS_SPAN_SUBSCRIPT) | STS_SPAN_SUPERSCRIPT);
  if (kind == STS_NODE_SUBSCRIPT)
    return (guint8)((flags & ~STS_SPAN_SUPERSCRIPT) | STS_SPAN_SUBSCRIPT);
  return flags;
}

static InlineState
enter(const StsTheme *theme, const InlineState *outer, const StsNode *node)
{
  return (InlineState){
      .link = node->kind == STS_NODE_LINK ? node : outer->link,
      .lang = node->lang ? node->lang : outer->lang,
      .flags = flags_inside(theme, node, outer->flags),
  };
}

static void
append_image(StsInline *in, StsSetter *setter, StsSpan span)
{
  const StsImage *image = span.node->image.image;
  double width, height;
  guint32 start = span.start;

  if (!image)
    return;
  sts_image_size_in_line(setter, image, &width, &height);
  g_array_append_val(in->spans, span);
  g_string_append(in->text, "\xef\xbf\xbc"); /* U+FFFC */
  add_attribute(in, start, STS_ATTRIBUTE_SHAPE, (int)lround(width * PANGO_SCALE), (int)lround(height * PANGO_SCALE),
                NULL);
}

/* Inserts a character that is no text: U+2066 (LRI), U+2067 (RLI) or U+2069 (PDI). */
static void
insert_isolate(StsInline *in, const StsNode *node, const char *character)
{
  StsSpan span = {.start = (guint32)in->text->len, .node = node, .flags = STS_SPAN_INSERTED};

  g_array_append_val(in->spans, span);
  g_string_append(in->text, character);
}

/* A bracket around marks where the style has them. It is no text: who hears the mark needs none. */
static void
append_bracket(StsInline *in, StsSpan span, const char *bracket)
{
  span.start = (guint32)in->text->len;
  span.flags |= STS_SPAN_ARTIFACT;
  g_array_append_val(in->spans, span);
  g_string_append(in->text, bracket);
}

/* A superscript mark stays with what it belongs to, in scripts too that break between any two characters. */
static void
append_number(StsInline *in, const StsTheme *theme, StsSpan span, bool isolated)
{
  guint32 start = span.start;
  StsNumberForm form = sts_node_number_form(span.node);
  bool bracketed = theme->numbers_in_brackets && form != STS_NUMBER_APART;

  sts_node_append_number(in->text, span.node);
  g_autofree char *mark = g_strdup(in->text->str + start);
  g_string_truncate(in->text, start);
  /* The space before a mark that stands apart is of the text around: within the isolate it would be behind it. */
  if (*mark == ' ') {
    g_array_append_val(in->spans, span);
    g_string_append_c(in->text, ' ');
    span.offset = 1;
  }
  if (isolated)
    insert_isolate(in, span.node, LRI);
  if (bracketed && form == STS_NUMBER_PLAIN)
    append_bracket(in, span, "[");
  span.start = (guint32)in->text->len;
  g_array_append_val(in->spans, span);
  g_string_append(in->text, mark + span.offset);
  if (bracketed && !sts_node_number_goes_on(span.node))
    append_bracket(in, span, "]");
  if (isolated)
    insert_isolate(in, span.node, PDI);
  if (start > 0) {
    const char *before = g_utf8_prev_char(in->text->str + start);
    add_attribute(in, (guint32)(before - in->text->str), STS_ATTRIBUTE_NO_BREAK, 0, 0, NULL);
  }
}

static void
append_leaf(StsInline *in, StsSetter *setter, const StsNode *node, const InlineState *state)
{
  guint32 start = (guint32)in->text->len;
  StsSpan span = {.start = start, .node = node, .link = state->link, .flags = state->flags};
  StsHyphenation *hyphenation = NULL;

  switch (node->kind) {
  case STS_NODE_TEXT:
    if (in->face->style->hyphenate &&
        sts_hyphenation_choose(setter->hyphenation, state->lang ? state->lang : in->language))
      hyphenation = setter->hyphenation;
    sts_inline_append_breakable(in, node->text.text, span, hyphenation,
                                state->link && state->link->link.kind == STS_LINK_EXTERNAL);
    break;
  case STS_NODE_CODE:
    sts_inline_append_breakable(in, node->text.text, span, NULL, false);
    break;
  case STS_NODE_DATE:
    g_array_append_val(in->spans, span);
    g_string_append(in->text, node->date.text);
    if (g_utf8_strlen(node->date.text, -1) <= 24)
      add_attribute(in, start, STS_ATTRIBUTE_NO_BREAK, 0, 0, NULL);
    break;
  case STS_NODE_NOTE_REFERENCE:
  case STS_NODE_LINK_NUMBER:
    span.link = node;
    append_number(in, setter->theme, span, sts_language_is_rtl(state->lang ? state->lang : in->language));
    break;
  case STS_NODE_IMAGE:
    append_image(in, setter, span);
    break;
  case STS_NODE_LINE_BREAK:
    g_array_append_val(in->spans, span);
    g_string_append(in->text, "\xe2\x80\xa8"); /* U+2028 */
    break;
  case STS_NODE_EMPHASIS:
  case STS_NODE_STRONG:
  case STS_NODE_SUPERSCRIPT:
  case STS_NODE_SUBSCRIPT:
  case STS_NODE_LINK:
  case STS_NODE_SPAN:
  case STS_NODE_PUBLICATION:
  case STS_NODE_COVER:
  case STS_NODE_CONTENTS:
  case STS_NODE_CONTENTS_ENTRY:
  case STS_NODE_SECTION:
  case STS_NODE_PART:
  case STS_NODE_LIST:
  case STS_NODE_ITEM:
  case STS_NODE_QUOTE:
  case STS_NODE_CALLOUT:
  case STS_NODE_TABLE:
  case STS_NODE_ROW:
  case STS_NODE_FIGURE:
  case STS_NODE_DEFINITION_LIST:
  case STS_NODE_DEFINITION:
  case STS_NODE_NOTE:
  case STS_NODE_HEADING:
  case STS_NODE_PARAGRAPH:
  case STS_NODE_CELL:
  case STS_NODE_CAPTION:
  case STS_NODE_TERM:
  case STS_NODE_CODE_BLOCK:
  case STS_NODE_RULE:
    return;
  }
  add_style(in, setter->theme, state, start);
}

/* A span in a language of the other direction, or a number within text from right to left, is a text of its own to the
 * bidirectional algorithm, as `dir` makes it in an EPUB: a sentence with words of another script in it is read in its
 * own order. Returns whether the span is one. */
static bool
begin_isolate(StsInline *in, const StsNode *node, const char *outer_language, const char *language)
{
  bool rtl = sts_language_is_rtl(language), outer_rtl = sts_language_is_rtl(outer_language);
  bool number = outer_rtl && sts_node_is_left_to_right(node);

  if (rtl == outer_rtl && !number)
    return false;
  insert_isolate(in, node, rtl && !number ? RLI : LRI);
  return true;
}

static bool
covers(PangoFont *font, const char *text, const char *end)
{
  hb_font_t *hb = pango_font_get_hb_font(font);
  hb_codepoint_t glyph;

  for (; text < end; text = g_utf8_next_char(text))
    if (!hb_font_get_nominal_glyph(hb, g_utf8_get_char(text), &glyph))
      return false;
  return true;
}

/* Lends the family of a font that has the whole cluster, where Pango would take its characters from several; NULL where
 * it would not, or none has. */
static const char *
family_for_cluster(StsSetter *setter, PangoFontset *fontset, const char *cluster, const char *end)
{
  PangoFont *first = NULL;
  const char *family = NULL;
  bool differ = false;

  for (const char *p = cluster; p < end; p = g_utf8_next_char(p)) {
    PangoFont *font = pango_fontset_get_font(fontset, g_utf8_get_char(p));
    differ = differ || (first && font != first);
    if (font && !family && covers(font, cluster, end)) {
      PangoFontDescription *description = pango_font_describe(font);
      family = sts_arena_intern(setter->layout->arena, pango_font_description_get_family(description));
      pango_font_description_free(description);
    }
    if (!first)
      first = font;
    else if (font)
      g_object_unref(font);
  }
  g_clear_object(&first);
  return differ ? family : NULL;
}

/* A letter and the combining marks on it are of one font: only it knows where they go. Pango chooses a font for each
 * character, and leaves a mark beside a letter that the style's font lacks, as in Yoruba and Navajo. */
static void
join_combining_marks(StsInline *in, StsSetter *setter)
{
  PangoFontset *fontset = NULL;
  const char *text = in->text->str, *base = NULL;

  if (g_str_is_ascii(text))
    return;
  for (const char *p = text; *p;) {
    const char *end = g_utf8_next_char(p);
    while (g_unichar_ismark(g_utf8_get_char(end)))
      end = g_utf8_next_char(end);
    base = p;
    p = end;
    if (end == g_utf8_next_char(base))
      continue;
    if (!fontset)
      fontset =
          pango_context_load_fontset(setter->context, in->face->description, pango_language_from_string(in->language));
    const char *family = family_for_cluster(setter, fontset, base, end);
    if (family) {
      sts_inline_add_attribute(in, (StsTextAttribute){.start = (guint32)(base - text),
                                                      .end = (guint32)(end - text),
                                                      .kind = STS_ATTRIBUTE_FAMILY,
                                                      .text = family});
    }
  }
  g_clear_object(&fontset);
}

void
sts_inline_append_ways_back(StsInline *in, const StsNode *note)
{
  for (const StsNode *link = note->note.further; link; link = link->next) {
    sts_inline_append(in, STS_WAY_BACK, link, link);
    sts_inline_append(in, " ", link, NULL);
  }
}

void
sts_inline_gather(StsInline *in, StsSetter *setter, const StsNode *block)
{
  g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(InlineState));
  InlineState base = {0};
  StsNodeIter iter;

  g_array_append_val(stack, base);
  sts_node_iter_init(&iter, block);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    const InlineState *outer = &g_array_index(stack, InlineState, stack->len - 1);
    if (iter.node == block)
      continue;
    if (event == STS_EVENT_EXIT) {
      if (outer->isolated)
        insert_isolate(in, iter.node, PDI);
      g_array_set_size(stack, stack->len - 1);
      continue;
    }
    InlineState state = enter(setter->theme, outer, iter.node);
    if (sts_node_is_container(iter.node->kind)) {
      const char *outer_language = outer->lang ? outer->lang : in->language;
      state.isolated = begin_isolate(in, iter.node, outer_language, state.lang ? state.lang : outer_language);
      g_array_append_val(stack, state);
    } else
      append_leaf(in, setter, iter.node, &state);
  }
  join_combining_marks(in, setter);
  sts_inline_keep_together(in);
}
