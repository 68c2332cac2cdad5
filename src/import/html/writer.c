/* Writes lines and tells what an editor must know, wherever the converter stands in a page. */
#include "import/html/writer.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"

/* ---- telling ---- */

/* Behind the empty line that parts blocks. */
static size_t
told_at(const StsHtmlConverter *converter)
{
  size_t length = sts_html_blocks_text(converter->body.blocks)->len;

  return converter->told_at > 0 ? converter->told_at : length > 0 ? length + 2 : 0;
}

void
sts_html_tell(StsHtmlConverter *converter, StsSeverity severity, StsRule rule, const GumboNode *node,
              const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  StsHtmlTold told = {told_at(converter), severity, rule,
                      sts_html_place(converter->tree, sts_html_offset(converter->tree, node)), text};
  g_array_append_val(converter->page->told, told);
}

/* The words of an element, cut to what a message can hold; NULL: it has none. */
char *
sts_html_words_of(const GumboNode *node)
{
  enum { MOST = 300 };
  g_autoptr(GString) text = g_string_new(NULL);

  sts_html_append_text(text, node, MOST);
  g_autofree char *joined = sts_text_normalize_space(text->str);
  char *line = sts_text_make_printable(joined);
  if (strlen(line) > MOST) {
    char *cut = g_strdup_printf("%.*s …", sts_text_cut(line, MOST), line);
    g_free(line);
    line = cut;
  }
  if (*line)
    return line;
  g_free(line);
  return NULL;
}

void
sts_html_tell_left_out(StsHtmlConverter *converter, StsSeverity severity, const GumboNode *node, const char *what)
{
  g_autofree char *words = sts_html_words_of(node);

  if (words)
    sts_html_tell(converter, severity, STS_RULE_IMPORT_LEFT_OUT, node, "%s is left out: “%s”", what, words);
  else
    sts_html_tell(converter, severity, STS_RULE_IMPORT_LEFT_OUT, node, "%s is left out", what);
}

/* ---- writing ---- */

void
sts_html_add_places(StsHtmlConverter *converter, size_t offset, const GArray *origins)
{
  for (guint i = 0; i < origins->len; i++) {
    const StsHtmlOrigin *origin = &g_array_index(origins, StsHtmlOrigin, i);
    StsHtmlPlace place = {offset + origin->offset, sts_html_place(converter->tree, origin->source)};
    g_array_append_val(converter->text->places, place);
  }
}

static StsHtmlLine *
take_line(StsHtmlConverter *converter)
{
  StsHtmlLine *line = g_new0(StsHtmlLine, 1);

  line->line = sts_html_inlines_take(converter->text->inlines, &line->origins);
  return line;
}

void
sts_html_append_line(StsHtmlConverter *converter, size_t offset, const StsHtmlLine *line)
{
  sts_html_add_places(converter, offset, line->origins);
  g_string_append(sts_html_blocks_text(converter->text->blocks), line->line->str);
}

void
sts_html_write_paragraph(StsHtmlConverter *converter, const char *before, const StsHtmlLine *line)
{
  StsHtmlBlocks *blocks = converter->text->blocks;

  sts_html_blocks_begin(blocks, *before != '#');
  g_string_append(sts_html_blocks_text(blocks), before);
  sts_html_append_line(converter, sts_html_blocks_text(blocks)->len, line);
}

/* Terms that no definition follows are text. */
void
sts_html_settle_terms(StsHtmlConverter *converter)
{
  StsHtmlText *text = converter->text;

  for (guint i = 0; i < text->terms->len; i++)
    sts_html_write_paragraph(converter, "", text->terms->pdata[i]);
  g_ptr_array_set_size(text->terms, 0);
  text->defined = false;
}

static void
tell_box(StsHtmlConverter *converter)
{
  StsHtmlTold told = {told_at(converter), STS_SEVERITY_WARNING, STS_RULE_IMPORT_LEFT_OUT, converter->box_place,
                      g_strdup("a box to tick that has no text beside it is left out")};

  g_array_append_val(converter->page->told, told);
}

/* Ends a paragraph, if one has begun. */
void
sts_html_flush(StsHtmlConverter *converter)
{
  StsHtmlText *text = converter->text;

  if (text->line > 0)
    return;
  StsHtmlLine *line = take_line(converter);
  if (strcmp(line->line->str, "[ ] ") == 0 || strcmp(line->line->str, "[x] ") == 0) {
    tell_box(converter);
  } else if (line->line->len > 0) {
    sts_html_settle_terms(converter);
    sts_html_write_paragraph(converter, "", line);
    text->box = false;
  }
  sts_html_line_free(line);
}

void
sts_html_begin_line(StsHtmlConverter *converter, bool cell)
{
  converter->text->line++;
  sts_html_inlines_begin(converter->text->inlines, false, cell);
}

StsHtmlLine *
sts_html_end_line(StsHtmlConverter *converter)
{
  StsHtmlLine *line = take_line(converter);

  if (--converter->text->line == 0)
    sts_html_inlines_begin(converter->text->inlines, true, false);
  return line;
}

void
sts_html_text_begin(StsHtmlText *text)
{
  text->blocks = sts_html_blocks_new();
  text->inlines = sts_html_inlines_new();
  text->places = g_array_new(FALSE, FALSE, sizeof(StsHtmlPlace));
  text->terms = g_ptr_array_new_with_free_func((GDestroyNotify)sts_html_line_free);
}

void
sts_html_text_end(StsHtmlText *text)
{
  sts_html_blocks_free(text->blocks);
  sts_html_inlines_free(text->inlines);
  g_array_unref(text->places);
  g_ptr_array_unref(text->terms);
}
