/* Goes through a page and writes it as Markdown; tells what has no counterpart. */
#include <string.h>

#include "import/html/formats.h"
#include "import/html/furniture.h"
#include "import/html/hints.h"
#include "import/html/html.h"
#include "import/html/prove.h"
#include "import/html/structure.h"

static StsHtmlEnd
enter_note(StsHtmlConverter *converter, const GumboNode *node)
{
  g_autofree char *marker = NULL;

  if (converter->text == &converter->notes)
    return STS_HTML_END_BLOCK;
  sts_html_flush(converter);
  marker = g_strdup_printf("[^%s]: ", (const char *)g_hash_table_lookup(converter->tree->notes, node));
  converter->text = &converter->notes;
  sts_html_blocks_open(converter->text->blocks, marker, "    ", NULL, false);
  return STS_HTML_END_NOTE;
}

static void
tell_attributes(StsHtmlConverter *converter, const GumboNode *node)
{
  const char *direction = sts_html_attribute(node, "dir"), *hidden = sts_html_attribute(node, "aria-hidden");

  if (g_hash_table_contains(converter->tree->opened, node) && sts_html_is_block(node))
    sts_html_tell_markup(converter, node, "what opens at a click is written as text");
  if (direction && g_ascii_strcasecmp(direction, "rtl") == 0 && !sts_html_language_of(node))
    sts_html_tell_markup(converter, node,
                         "the direction of text comes from its language; mark that, as in [نص]{lang=ar}");
  if (hidden && g_ascii_strcasecmp(hidden, "true") == 0) {
    g_autofree char *words = sts_html_words_of(node);
    if (words)
      sts_html_tell_markup(converter, node, "kept, though the page hides it from those who listen: “%s”", words);
  }
}

static void
count_silent(StsHtmlConverter *converter, const GumboNode *node)
{
  if (sts_html_is(node, GUMBO_TAG_SCRIPT))
    converter->scripts++;
  else if (sts_html_is(node, GUMBO_TAG_STYLE) || sts_html_is(node, GUMBO_TAG_LINK))
    converter->styles++;
  else if (node->type == GUMBO_NODE_TEMPLATE)
    converter->others++;
}

static void
tell_embedded(StsHtmlConverter *converter, const GumboNode *node)
{
  const char *name = sts_html_name(node), *source = sts_html_attribute(node, "src");
  const char *shown = sts_html_attribute(node, "value");
  g_autofree char *what = NULL;

  if (!source)
    source = sts_html_attribute(node, "data");
  if (!shown)
    shown = sts_html_attribute(node, "placeholder");
  if (!shown)
    shown = sts_html_attribute(node, "aria-label");
  if (source && *source && strlen(source) < 300)
    what = g_strdup_printf("<%s>, which has no counterpart and shows %s,", name, source);
  else if (shown && *shown && strlen(shown) < 300)
    what = g_strdup_printf("<%s>, which has no counterpart and says “%s”,", name, shown);
  else
    what = g_strdup_printf("<%s>, which has no counterpart,", name);
  sts_html_tell_left_out(converter, STS_SEVERITY_WARNING, node, what);
}

/* Whether the element is left out, and all that is in it. */
static bool
leave_out(StsHtmlConverter *converter, const GumboNode *node)
{
  switch (sts_html_use(converter->tree, node)) {
  case STS_HTML_SHOWN:
    return false;
  case STS_HTML_SILENT:
    count_silent(converter, node);
    return true;
  case STS_HTML_NAVIGATION:
    sts_html_tell_left_out(converter, STS_SEVERITY_NOTE, node, "navigation");
    return true;
  case STS_HTML_OUTSIDE: {
    g_autofree char *words = sts_html_words_of(node);
    if (words)
      sts_html_tell_left_out(converter, STS_SEVERITY_WARNING, node, "what stands beside the main part of the page");
    return true;
  }
  case STS_HTML_HIDDEN: {
    g_autofree char *words = sts_html_words_of(node);
    if (words)
      sts_html_tell_left_out(converter, STS_SEVERITY_WARNING, node, "what the page hides");
    return true;
  }
  case STS_HTML_EMBEDDED:
    if (!sts_html_attribute(node, "type") || !sts_html_is(node, GUMBO_TAG_INPUT) ||
        strcmp(sts_html_attribute(node, "type"), "hidden") != 0)
      tell_embedded(converter, node);
    return true;
  case STS_HTML_BACKLINK:
    return true;
  case STS_HTML_REPEATED:
    sts_html_tell_left_out(converter, STS_SEVERITY_NOTE, node, "what the image or table beside it says as well");
    return true;
  }
  return false;
}

/* Returns whether to go on into the element. */
static bool
enter_element(StsHtmlConverter *converter, const GumboNode *node)
{
  StsHtmlFrame frame = {STS_HTML_END_NOTHING, 0, false};
  const char *label = g_hash_table_lookup(converter->tree->references, node);

  if (leave_out(converter, node))
    return false;
  if (label) {
    sts_html_inlines_add_note(converter->text->inlines, label, sts_html_offset(converter->tree, node));
    return false;
  }
  tell_attributes(converter, node);
  if (g_hash_table_contains(converter->tree->notes, node)) {
    frame.end = enter_note(converter, node);
    sts_html_open_language(converter, &frame, node);
  } else if (sts_html_is_block(node) && converter->text->line > 0) {
    sts_html_tell_in_line(converter, node);
    sts_html_inlines_add_border(converter->text->inlines);
    if (sts_html_is(node, GUMBO_TAG_PRE)) {
      g_autoptr(GString) code = g_string_new(NULL);
      sts_html_append_text(code, node, G_MAXSIZE);
      sts_html_inlines_add_text(converter->text->inlines, code->str, NULL, 0, sts_html_offset(converter->tree, node));
      sts_html_inlines_add_border(converter->text->inlines);
      return false;
    }
    sts_html_open_language(converter, &frame, node);
    frame.end = STS_HTML_END_LINE;
  } else if (sts_html_is(node, GUMBO_TAG_PRE)) {
    sts_html_flush(converter);
    sts_html_settle_terms(converter);
    sts_html_write_code(converter, node);
    return false;
  } else if (sts_html_is(node, GUMBO_TAG_HR)) {
    sts_html_write_rule(converter, node);
    return false;
  } else if (sts_html_is_block(node)) {
    frame.end = sts_html_enter_block(converter, node);
    sts_html_open_language(converter, &frame, node);
    sts_html_open_style(converter, &frame, node);
  } else {
    sts_html_open_language(converter, &frame, node);
    frame.end = sts_html_enter_inline(converter, &frame, node);
  }
  g_array_append_val(converter->frames, frame);
  return true;
}

static void
add_caption(StsHtmlConverter *converter, StsHtmlLine *line)
{
  StsHtmlLine *caption = converter->text->caption;

  if (caption && line->line->len > 0)
    g_string_append_printf(caption->line, "%s%s", caption->line->len > 0 ? "<br>" : "", line->line->str);
  if (caption)
    sts_html_line_free(line);
  else
    converter->text->caption = line;
}

static void
end_heading(StsHtmlConverter *converter, const GumboNode *node)
{
  StsHtmlLine *line = sts_html_end_line(converter);
  g_autofree char *signs = g_strnfill((gsize)(1 + node->v.element.tag - GUMBO_TAG_H1), '#');
  g_autofree char *before = g_strconcat(signs, " ", NULL);

  if (line->line->len > 0) {
    sts_html_settle_terms(converter);
    sts_html_write_paragraph(converter, before, line);
  }
  sts_html_line_free(line);
}

static void
end_element(StsHtmlConverter *converter, const StsHtmlFrame *frame, const GumboNode *node)
{
  StsHtmlText *text = converter->text;

  switch (frame->end) {
  case STS_HTML_END_NOTHING:
    break;
  case STS_HTML_END_BLOCK:
    sts_html_flush(converter);
    break;
  case STS_HTML_END_LINE:
    sts_html_inlines_add_border(text->inlines);
    break;
  case STS_HTML_END_HEADING:
    end_heading(converter, node);
    break;
  case STS_HTML_END_LIST:
    sts_html_flush(converter);
    sts_html_blocks_close_list(text->blocks);
    break;
  case STS_HTML_END_ITEM:
    sts_html_flush(converter);
    sts_html_settle_terms(converter);
    sts_html_blocks_close(text->blocks);
    text->box = false;
    break;
  case STS_HTML_END_DEFINITION:
    sts_html_flush(converter);
    sts_html_settle_terms(converter);
    sts_html_blocks_close(text->blocks);
    text->defined = true;
    break;
  case STS_HTML_END_DEFINITIONS:
    sts_html_flush(converter);
    sts_html_settle_terms(converter);
    break;
  case STS_HTML_END_TERM: {
    StsHtmlLine *line = sts_html_end_line(converter);
    if (line->line->len > 0)
      g_ptr_array_add(text->terms, line);
    else
      sts_html_line_free(line);
    break;
  }
  case STS_HTML_END_TABLE:
    sts_html_flush(converter);
    sts_html_end_table(converter);
    break;
  case STS_HTML_END_CELL:
    sts_html_table_add_cell(text->table, node, sts_html_end_line(converter));
    break;
  case STS_HTML_END_CAPTION:
    add_caption(converter, sts_html_end_line(converter));
    break;
  case STS_HTML_END_FIGURE:
    sts_html_end_figure(converter);
    break;
  case STS_HTML_END_FIGURE_CAPTION:
    text->figure_caption = sts_html_end_line(converter);
    break;
  case STS_HTML_END_NOTE:
    sts_html_flush(converter);
    sts_html_settle_terms(converter);
    sts_html_blocks_close(text->blocks);
    converter->text = &converter->body;
    break;
  case STS_HTML_END_QUOTE:
    sts_html_inlines_add_text(text->inlines, "”", NULL, 0, 0);
    break;
  case STS_HTML_END_RUBY:
    sts_html_inlines_add_text(text->inlines, ")", NULL, 0, 0);
    break;
  }
}

static void
leave_element(StsHtmlConverter *converter, const GumboNode *node)
{
  StsHtmlFrame frame = g_array_index(converter->frames, StsHtmlFrame, converter->frames->len - 1);
  /* A block ends with what is open in it; a note takes that with it to its own text. */
  bool inside = frame.end == STS_HTML_END_NOTHING || frame.end == STS_HTML_END_QUOTE || frame.end == STS_HTML_END_RUBY;

  if (!inside && frame.end != STS_HTML_END_NOTE)
    end_element(converter, &frame, node);
  if (frame.end == STS_HTML_END_NOTE)
    sts_html_flush(converter);
  if (inside)
    end_element(converter, &frame, node);
  for (guint i = 0; i < frame.formats; i++)
    sts_html_inlines_close(converter->text->inlines);
  if (frame.end == STS_HTML_END_NOTE)
    end_element(converter, &frame, node);
  if (frame.language)
    g_ptr_array_set_size(converter->languages, (int)converter->languages->len - 1);
  g_array_set_size(converter->frames, converter->frames->len - 1);
}

/* ---- all of it ---- */

static void
add_text(StsHtmlConverter *converter, const GumboNode *node)
{
  const GumboText *text = &node->v.text;
  bool known = text->original_text.data >= converter->tree->text &&
               text->original_text.data + text->original_text.length <= converter->tree->text + converter->tree->length;

  sts_html_inlines_add_text(converter->text->inlines, text->text, known ? text->original_text.data : NULL,
                            text->original_text.length, sts_html_offset(converter->tree, node));
}

static void
walk(StsHtmlConverter *converter)
{
  StsHtmlWalk walk;

  sts_html_walk_begin(&walk, converter->tree->root);
  for (StsHtmlEvent event; (event = sts_html_walk_next(&walk)) != STS_HTML_DONE;) {
    if (event == STS_HTML_EXIT)
      leave_element(converter, walk.node);
    else if (sts_html_is_text(walk.node))
      add_text(converter, walk.node);
    else if (!sts_html_is_element(walk.node))
      converter->comments++;
    else if (!enter_element(converter, walk.node))
      sts_html_walk_skip(&walk);
  }
}

static void
tell_counts(StsHtmlConverter *converter)
{
  const struct {
    guint count;
    const char *one, *several;
  } COUNTS[] = {{converter->scripts, "script", "scripts"},
                {converter->styles, "style sheet", "style sheets"},
                {converter->others, "template", "templates"},
                {converter->comments, "comment", "comments"}};
  g_autoptr(GString) text = g_string_new(NULL);

  for (size_t i = 0; i < G_N_ELEMENTS(COUNTS); i++)
    if (COUNTS[i].count > 0)
      g_string_append_printf(text, "%s%u %s", text->len > 0 ? ", " : "", COUNTS[i].count,
                             COUNTS[i].count == 1 ? COUNTS[i].one : COUNTS[i].several);
  if (text->len > 0)
    sts_html_tell(converter, STS_SEVERITY_NOTE, STS_RULE_IMPORT_LEFT_OUT, converter->tree->root, "left out: %s",
                  text->str);
}

static void
join(StsHtmlConverter *converter)
{
  StsHtmlPage *page = converter->page;
  const GString *body = sts_html_blocks_text(converter->body.blocks),
                *notes = sts_html_blocks_text(converter->notes.blocks);

  g_string_append_len(page->text, body->str, (gssize)body->len);
  if (body->len > 0)
    g_string_append_c(page->text, '\n');
  g_array_append_vals(page->places, converter->body.places->data, converter->body.places->len);
  page->notes_offset = page->text->len;
  if (notes->len == 0)
    return;
  g_string_append_c(page->text, '\n');
  for (guint i = 0; i < converter->notes.places->len; i++) {
    StsHtmlPlace place = g_array_index(converter->notes.places, StsHtmlPlace, i);
    place.offset += page->text->len;
    g_array_append_val(page->places, place);
  }
  g_string_append_len(page->text, notes->str, (gssize)notes->len);
  g_string_append_c(page->text, '\n');
}

StsHtmlPage *
sts_html_convert(const char *path, const char *text, size_t length, StsDiagnostics *diagnostics)
{
  g_autoptr(StsHtmlTree) tree = sts_html_tree_new(path, text, length, diagnostics);

  if (!tree)
    return NULL;
  g_autoptr(StsHtmlPage) page = sts_html_page_new();
  StsHtmlConverter converter = {.tree = tree, .page = page};
  sts_html_find_furniture(tree);
  sts_html_text_begin(&converter.body);
  sts_html_text_begin(&converter.notes);
  converter.text = &converter.body;
  converter.frames = g_array_new(FALSE, FALSE, sizeof(StsHtmlFrame));
  converter.languages = g_ptr_array_new();
  sts_html_find_hints(tree, page);
  if (page->language)
    g_ptr_array_add(converter.languages, page->language);
  walk(&converter);
  sts_html_flush(&converter);
  sts_html_settle_terms(&converter);
  tell_counts(&converter);
  join(&converter);
  g_array_unref(converter.frames);
  g_ptr_array_unref(converter.languages);
  sts_html_text_end(&converter.body);
  sts_html_text_end(&converter.notes);
  return sts_html_prove(tree, page, diagnostics) ? g_steal_pointer(&page) : NULL;
}
