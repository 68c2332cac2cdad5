/* Code blocks: their lines begin together, on a shade. */
#include "layout/blocks/code.h"

#include "layout/blocks/frame.h"
#include "layout/blocks/list.h"
#include "layout/blocks/paragraph.h"

/* A tab goes to the next column of four; the spaces stand for it in the text. */
static void
append_code(StsInline *in, const StsNode *block)
{
  const char *text = block->code.text ? block->code.text : "";
  guint32 column = 0;
  StsSpan span = {.node = block, .flags = STS_SPAN_CODE};

  g_array_append_val(in->spans, span);
  for (const char *p = text; *p; p++) {
    if (*p != '\t') {
      g_string_append_c(in->text, *p);
      column = *p == '\n' ? 0 : column + ((*p & 0xc0) != 0x80);
      continue;
    }
    do {
      g_string_append_c(in->text, ' ');
      column++;
    } while (column % 4 != 0);
    span.start = (guint32)in->text->len;
    span.offset = (guint32)(p + 1 - text);
    g_array_append_val(in->spans, span);
  }
}

void
sts_code_set(StsFlow *flow, const StsBlockArea *outer, const StsNode *block)
{
  StsSetter *setter = flow->setter;
  const StsFace *face = sts_setter_face(setter, STS_TEXT_CODE);
  StsBlockArea area = *outer;
  double padding = setter->theme->callout_padding / 2;
  StsInline in;

  if (!block->code.text || !*block->code.text)
    return;
  sts_list_flush_labels(flow, true);
  sts_inline_init(&in, face, face->style->size, "en");
  append_code(&in, block);
  sts_flow_space(flow, face->style->space_before);
  sts_frame_open(flow, &area, 0, true, setter->theme->rule);
  sts_flow_pad(flow, padding, false);
  StsColumn column = {
      .left = area.left + padding, .right = area.right - padding, .hang = face->style->size, .role = STS_ROLE_CONTENT};
  StsFill before = sts_galley_fill(&flow->galley);
  sts_lines_set(&flow->galley, &in, &column);
  sts_paragraph_add_lines(flow, &before, STS_KEEP_TEXT);
  sts_flow_pad(flow, padding, true);
  sts_frame_close(flow, &area);
  sts_flow_space(flow, face->style->space_after);
  sts_inline_clear(&in);
}
