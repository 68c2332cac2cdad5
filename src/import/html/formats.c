/* Opens what stands within lines: languages, emphasis, links, images. */
#include "import/html/formats.h"

#include <string.h>

#include "base/language-tag.h"
#include "base/names.h"
#include "base/text.h"

/* ---- formats ---- */

static void
open_format(StsHtmlConverter *converter, StsHtmlFrame *frame, StsHtmlFormat format, const char *detail,
            const char *title)
{
  sts_html_inlines_open(converter->text->inlines, format, detail, title);
  frame->formats++;
}

static const char *
current_language(const StsHtmlConverter *converter)
{
  const GPtrArray *languages = converter->languages;

  return languages->len > 0 ? languages->pdata[languages->len - 1] : NULL;
}

const char *
sts_html_language_of(const GumboNode *node)
{
  const char *language = sts_html_attribute(node, "lang");

  return language && *language ? language : sts_html_attribute(node, "xml:lang");
}

void
sts_html_open_language(StsHtmlConverter *converter, StsHtmlFrame *frame, const GumboNode *node)
{
  const char *language = sts_html_language_of(node), *current = current_language(converter);

  if (!language || !*language || node == converter->tree->root)
    return;
  if (!sts_language_is_valid(language)) {
    sts_html_tell_markup(converter, node,
                         "“%s” is no language; write its tag, such as “es”, around the words: [texto]{lang=es}",
                         language);
    return;
  }
  if (current && g_ascii_strcasecmp(current, language) == 0)
    return;
  g_ptr_array_add(converter->languages, (gpointer)language);
  frame->language = true;
  open_format(converter, frame, STS_HTML_SPAN, language, NULL);
}

static bool
has_block(const GumboNode *node)
{
  for (unsigned i = 0; i < node->v.element.children.length; i++) {
    const GumboNode *child = node->v.element.children.data[i];
    if (sts_html_is_element(child) && sts_html_is_block(child))
      return true;
  }
  return false;
}

void
sts_html_open_style(StsHtmlConverter *converter, StsHtmlFrame *frame, const GumboNode *node)
{
  static const struct {
    const char *declaration;
    StsHtmlFormat format;
  } STYLES[] = {
      {"font-weight:bold", STS_HTML_STRONG},
      {"font-weight:700", STS_HTML_STRONG},
      {"font-style:italic", STS_HTML_EMPHASIS},
      {"vertical-align:super", STS_HTML_SUPERSCRIPT},
      {"vertical-align:sub", STS_HTML_SUBSCRIPT},
      {"text-decoration:line-through", STS_HTML_STRUCK},
      {"text-decoration-line:line-through", STS_HTML_STRUCK},
  };

  /* The line that is always seen; where it is a heading, it says so. And the name of a row, by which it is known. */
  if ((sts_html_is(node, GUMBO_TAG_SUMMARY) && !has_block(node)) || sts_html_is_row_head(node))
    open_format(converter, frame, STS_HTML_STRONG, NULL, NULL);
  if (!sts_html_attribute(node, "style") || sts_html_is(node, GUMBO_TAG_TD) || sts_html_is(node, GUMBO_TAG_TH))
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(STYLES); i++)
    if (sts_html_has_style(node, STYLES[i].declaration)) {
      open_format(converter, frame, STYLES[i].format, NULL, NULL);
      if (STYLES[i].format == STS_HTML_STRUCK)
        sts_html_tell(converter, STS_SEVERITY_ERROR, STS_RULE_IMPORT_STRUCK_OUT, node,
                      "text is struck out; it stands between ~~, which --check refuses: take out what is not valid");
    }
}

/* ---- links and images ---- */

/* The element right behind a node, with nothing but white space between; NULL: none. */
static const GumboNode *
next_element(const GumboNode *node)
{
  const GumboVector *siblings =
      node->parent && node->parent->type == GUMBO_NODE_ELEMENT ? &node->parent->v.element.children : NULL;

  for (unsigned i = (unsigned)node->index_within_parent + 1; siblings && i < siblings->length; i++) {
    const GumboNode *sibling = siblings->data[i];
    if (sibling->type != GUMBO_NODE_WHITESPACE)
      return sts_html_is_element(sibling) ? sibling : NULL;
  }
  return NULL;
}

static const GumboNode *
heading_at(const GumboNode *target)
{
  /* The heading, one that begins what is named, the one in which the name stands, or that right below an empty one. */
  const GumboNode *below =
      sts_html_is(target, GUMBO_TAG_A) && target->v.element.children.length == 0 ? next_element(target) : NULL;
  if (below && sts_html_is_heading(below))
    return below;
  for (const GumboNode *node = target; node && node->type == GUMBO_NODE_ELEMENT;) {
    if (sts_html_is_heading(node))
      return node;
    const GumboNode *first = NULL;
    for (unsigned i = 0; i < node->v.element.children.length && !first; i++) {
      const GumboNode *child = node->v.element.children.data[i];
      first = child->type == GUMBO_NODE_ELEMENT ? child : NULL;
    }
    node = first;
  }
  return target->parent && sts_html_is_heading(target->parent) ? target->parent : NULL;
}

static void
open_link_within(StsHtmlConverter *converter, StsHtmlFrame *frame, const GumboNode *node, const char *address)
{
  g_autofree char *id = g_uri_unescape_string(address + 1, NULL);
  const GumboNode *target = g_hash_table_lookup(converter->tree->ids, id ? id : address + 1);
  const GumboNode *heading = target ? heading_at(target) : NULL;

  if (!heading) {
    sts_html_tell_markup(converter, node,
                         "the link to “%s” leads to no heading of the page; its words stand without a link", address);
    return;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  sts_html_append_text(text, heading, 1000);
  g_autofree char *line = sts_text_normalize_space(text->str), *slug = sts_text_slug(line);
  g_autofree char *fragment = g_strconcat("#", slug, NULL);
  open_format(converter, frame, STS_HTML_LINK, fragment, sts_html_attribute(node, "title"));
}

static void
open_link(StsHtmlConverter *converter, StsHtmlFrame *frame, const GumboNode *node)
{
  const char *address = sts_html_attribute(node, "href");

  if (!address)
    return;
  address += strspn(address, " \t\n\r\f");
  if (address[0] == '#' && address[1]) {
    open_link_within(converter, frame, node, address);
  } else if (!*address || *address == '#' || g_ascii_strncasecmp(address, "javascript:", 11) == 0 ||
             g_ascii_strncasecmp(address, "data:", 5) == 0) {
    sts_html_tell_markup(converter, node, "a link that leads to no page; its words stand without a link");
  } else {
    open_format(converter, frame, STS_HTML_LINK, address, sts_html_attribute(node, "title"));
  }
}

/* A picture within the page becomes a file. Returns its name; free with g_free(). NULL: it is no such picture. */
static char *
take_picture(StsHtmlConverter *converter, const char *address)
{
  static const struct {
    const char *type, *suffix;
  } TYPES[] = {{"data:image/png;base64,", "png"},
               {"data:image/jpeg;base64,", "jpg"},
               {"data:image/jpg;base64,", "jpg"},
               {"data:image/svg+xml;base64,", "svg"}};

  for (size_t i = 0; i < G_N_ELEMENTS(TYPES); i++) {
    if (g_ascii_strncasecmp(address, TYPES[i].type, strlen(TYPES[i].type)) != 0)
      continue;
    gsize size;
    guchar *bytes = g_base64_decode(address + strlen(TYPES[i].type), &size);
    char *name = g_strdup_printf("images/page-%u.%s", converter->page->pictures->len + 1, TYPES[i].suffix);
    StsHtmlPicture picture = {g_strdup(name), g_bytes_new_take(bytes, size)};
    g_array_append_val(converter->page->pictures, picture);
    return name;
  }
  return NULL;
}

static void
add_image(StsHtmlConverter *converter, const GumboNode *node, const char *caption)
{
  const char *address = sts_html_attribute(node, "src"), *alternative = sts_html_attribute(node, "alt");
  const char *title = sts_html_attribute(node, "title");
  g_autofree char *picture = NULL;

  if (address && g_ascii_strncasecmp(address, "data:", 5) == 0) {
    picture = take_picture(converter, address);
    if (!picture)
      sts_html_tell(converter, STS_SEVERITY_ERROR, STS_RULE_IMPORT_IMAGE, node,
                    "an image is part of the page, in a form that is not read; save it as a PNG, JPEG or SVG file");
    address = picture ? picture : "image-in-page";
  }
  if (title && *title && !(alternative && strcmp(title, alternative) == 0))
    sts_html_tell(converter, STS_SEVERITY_WARNING, STS_RULE_IMPORT_LEFT_OUT, node,
                  "what a browser shows over the image is left out: “%s”", title);
  sts_html_inlines_add_image(converter->text->inlines, alternative ? alternative : "", address ? address : "", caption,
                             sts_html_offset(converter->tree, node));
}

static void
enter_image(StsHtmlConverter *converter, const GumboNode *node)
{
  if (node != converter->text->image)
    add_image(converter, node, NULL);
}

void
sts_html_end_figure(StsHtmlConverter *converter)
{
  StsHtmlText *text = converter->text;
  const GumboNode *image = text->image;
  StsHtmlLine *caption = g_steal_pointer(&text->figure_caption);

  text->image = text->figure = NULL;
  sts_html_flush(converter);
  /* A figure is an image without anything around it, such as a link. */
  StsHtmlInlines *around = text->inlines;
  text->inlines = sts_html_inlines_new();
  add_image(converter, image, caption ? caption->line->str : NULL);
  sts_html_flush(converter);
  sts_html_inlines_free(text->inlines);
  text->inlines = around;
  sts_html_line_free(caption);
}

/* ---- elements ---- */

/* Whether the element holds all that a heading says: a heading is bold by itself. */
static bool
is_whole_heading(const GumboNode *node)
{
  const GumboNode *parent = node->parent;

  if (!sts_html_is_heading(parent))
    return false;
  for (unsigned i = 0; i < parent->v.element.children.length; i++) {
    const GumboNode *child = parent->v.element.children.data[i];
    if (child != node && child->type != GUMBO_NODE_WHITESPACE)
      return false;
  }
  return true;
}

static void
open_simple(StsHtmlConverter *converter, StsHtmlFrame *frame, const GumboNode *node)
{
  switch (node->v.element.tag) {
  case GUMBO_TAG_B:
  case GUMBO_TAG_STRONG:
    if (!sts_html_has_style(node, "font-weight:normal") && !is_whole_heading(node))
      open_format(converter, frame, STS_HTML_STRONG, NULL, NULL);
    break;
  case GUMBO_TAG_I:
  case GUMBO_TAG_EM:
  case GUMBO_TAG_CITE:
  case GUMBO_TAG_DFN:
  case GUMBO_TAG_VAR:
    if (!sts_html_has_style(node, "font-style:normal"))
      open_format(converter, frame, STS_HTML_EMPHASIS, NULL, NULL);
    break;
  case GUMBO_TAG_SUP:
  case GUMBO_TAG_SUB:
    if (sts_html_inlines_is_raised(converter->text->inlines))
      sts_html_tell_markup(converter, node, "a superscript or subscript within another is written as a part of it");
    open_format(converter, frame, node->v.element.tag == GUMBO_TAG_SUP ? STS_HTML_SUPERSCRIPT : STS_HTML_SUBSCRIPT,
                NULL, NULL);
    break;
  case GUMBO_TAG_CODE:
  case GUMBO_TAG_KBD:
  case GUMBO_TAG_SAMP:
  case GUMBO_TAG_TT:
    open_format(converter, frame, STS_HTML_CODE, NULL, NULL);
    break;
  case GUMBO_TAG_S:
  case GUMBO_TAG_STRIKE:
  case GUMBO_TAG_DEL:
    sts_html_tell(converter, STS_SEVERITY_ERROR, STS_RULE_IMPORT_STRUCK_OUT, node,
                  "text is struck out; it stands between ~~, which --check refuses: take out what is not valid");
    open_format(converter, frame, STS_HTML_STRUCK, NULL, NULL);
    break;
  case GUMBO_TAG_U:
  case GUMBO_TAG_MARK:
    sts_html_tell_markup(converter, node,
                         "text is underlined or marked with a color, which has no counterpart; make it strong "
                         "if that matters");
    break;
  case GUMBO_TAG_INS:
    sts_html_tell_markup(converter, node, "text was inserted later; see whether it is valid");
    break;
  case GUMBO_TAG_A:
    open_link(converter, frame, node);
    break;
  case GUMBO_TAG_ABBR:
  case GUMBO_TAG_ACRONYM: {
    const char *title = sts_html_attribute(node, "title");
    if (title && *title)
      sts_html_tell(converter, STS_SEVERITY_WARNING, STS_RULE_IMPORT_LEFT_OUT, node,
                    "what the abbreviation stands for is left out: “%s”; write it out in the text", title);
    break;
  }
  default:
    break;
  }
}

StsHtmlEnd
sts_html_enter_inline(StsHtmlConverter *converter, StsHtmlFrame *frame, const GumboNode *node)
{
  StsHtmlInlines *inlines = converter->text->inlines;
  size_t source = sts_html_offset(converter->tree, node);

  open_simple(converter, frame, node);
  sts_html_open_style(converter, frame, node);
  switch (node->v.element.tag) {
  case GUMBO_TAG_BR:
    sts_html_inlines_add_break(inlines);
    /* Two are a new paragraph to whoever looks at the page. */
    if (sts_html_inlines_breaks(inlines) > 1 && converter->text->line == 0)
      sts_html_flush(converter);
    break;
  case GUMBO_TAG_IMG:
    enter_image(converter, node);
    break;
  case GUMBO_TAG_INPUT:
    converter->box_place = sts_html_place(converter->tree, source);
    if (converter->text->box && sts_html_inlines_is_empty(inlines) && converter->text->line == 0)
      sts_html_inlines_add_box(inlines, sts_html_attribute(node, "checked") != NULL, source);
    else
      sts_html_tell_left_out(converter, STS_SEVERITY_WARNING, node, "a box to tick");
    break;
  case GUMBO_TAG_Q:
    sts_html_inlines_add_text(inlines, "“", NULL, 0, source);
    return STS_HTML_END_QUOTE;
  case GUMBO_TAG_RUBY:
    sts_html_tell_markup(converter, node,
                         "signs that stand above the text to tell its sound are written after it, in brackets");
    break;
  case GUMBO_TAG_RT:
    sts_html_inlines_add_text(inlines, " (", NULL, 0, source);
    return STS_HTML_END_RUBY;
  default:
    break;
  }
  return STS_HTML_END_NOTHING;
}
