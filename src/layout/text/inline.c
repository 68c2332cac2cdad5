/* The text of a block with its spans and attributes, and what Pango is told of them. */
#include "layout/text/inline.h"

#include "base/language-tag.h"

void
sts_inline_init(StsInline *in, const StsFace *face, double size, const char *language)
{
  bool rtl = sts_language_is_rtl(language);

  *in = (StsInline){
      .text = g_string_new(NULL),
      .spans = g_array_new(FALSE, FALSE, sizeof(StsSpan)),
      .attributes = g_array_new(FALSE, FALSE, sizeof(StsTextAttribute)),
      .face = face,
      .size = size,
      .language = language,
      .rtl = rtl,
      .base_rtl = rtl,
  };
}

void
sts_inline_clear(StsInline *in)
{
  g_string_free(in->text, TRUE);
  g_array_unref(in->spans);
  g_array_unref(in->attributes);
}

void
sts_inline_add_attribute(StsInline *in, StsTextAttribute attribute)
{
  if (attribute.end > attribute.start)
    g_array_append_val(in->attributes, attribute);
}

void
sts_inline_embolden(StsInline *in)
{
  sts_inline_add_attribute(in, (StsTextAttribute){.end = (guint32)in->text->len, .kind = STS_ATTRIBUTE_BOLD});
}

void
sts_inline_append(StsInline *in, const char *text, const StsNode *node, const StsNode *link)
{
  StsSpan span = {.start = (guint32)in->text->len, .node = node, .link = link};

  g_array_append_val(in->spans, span);
  g_string_append(in->text, text);
}

void
sts_inline_append_bold(StsInline *in, const char *text)
{
  guint start = (guint)in->text->len;

  sts_inline_append(in, text, NULL, NULL);
  g_array_index(in->spans, StsSpan, in->spans->len - 1).flags = STS_SPAN_BOLD;
  sts_inline_add_attribute(
      in, (StsTextAttribute){.start = start, .end = (guint32)in->text->len, .kind = STS_ATTRIBUTE_BOLD});
}

void
sts_inline_split(StsInline *in, guint32 at, const StsFace *face, StsInline *rest)
{
  guint spans = 0;

  sts_inline_init(rest, face, face->style->size, in->language);
  rest->rtl = in->rtl;
  rest->base_rtl = in->base_rtl;
  g_string_append(rest->text, in->text->str + at);
  g_string_truncate(in->text, at);
  while (spans < in->spans->len && g_array_index(in->spans, StsSpan, spans).start < at)
    spans++;
  for (guint i = spans; i < in->spans->len; i++) {
    StsSpan span = g_array_index(in->spans, StsSpan, i);
    span.start -= at;
    g_array_append_val(rest->spans, span);
  }
  g_array_set_size(in->spans, spans);
  for (guint i = 0; i < in->attributes->len; i++) {
    StsTextAttribute *attribute = &g_array_index(in->attributes, StsTextAttribute, i), after = *attribute;
    after.start = attribute->start > at ? attribute->start - at : 0;
    after.end = attribute->end > at ? attribute->end - at : 0;
    sts_inline_add_attribute(rest, after);
    attribute->start = MIN(attribute->start, at);
    attribute->end = MIN(attribute->end, at);
  }
}

PangoAttribute *
sts_text_attribute_new(const StsTextAttribute *attribute)
{
  PangoRectangle box;

  switch (attribute->kind) {
  case STS_ATTRIBUTE_NO_BREAK:
    return pango_attr_allow_breaks_new(FALSE);
  case STS_ATTRIBUTE_BOLD:
    return pango_attr_weight_new(PANGO_WEIGHT_BOLD);
  case STS_ATTRIBUTE_ITALIC:
    return pango_attr_style_new(PANGO_STYLE_ITALIC);
  case STS_ATTRIBUTE_FAMILY:
    return pango_attr_family_new(attribute->text);
  case STS_ATTRIBUTE_SIZE:
    return pango_attr_size_new_absolute(attribute->value);
  case STS_ATTRIBUTE_LANGUAGE:
    return pango_attr_language_new(pango_language_from_string(attribute->text));
  case STS_ATTRIBUTE_SHAPE:
    box = (PangoRectangle){.x = 0, .y = -attribute->value_2, .width = attribute->value, .height = attribute->value_2};
    return pango_attr_shape_new(&box, &box);
  }
  g_assert_not_reached();
}

void
sts_inline_describe(PangoLayout *pango, const StsInline *in)
{
  if (!(in->size < in->face->style->size) && !(in->size > in->face->style->size)) {
    pango_layout_set_font_description(pango, in->face->description);
    return;
  }
  PangoFontDescription *description = pango_font_description_copy(in->face->description);
  pango_font_description_set_absolute_size(description, in->size * PANGO_SCALE);
  pango_layout_set_font_description(pango, description);
  pango_font_description_free(description);
}
