/* The pages as text, for goldens. */
#include "base/text.h"
#include "layout/layout.h"

static const char *
role_name(StsFragmentRole role)
{
  switch (role) {
  case STS_ROLE_CONTENT:
    return "content";
  case STS_ROLE_LABEL:
    return "label";
  case STS_ROLE_PAGE_NUMBER:
    return "page-number";
  case STS_ROLE_ARTIFACT_LAYOUT:
    return "layout";
  case STS_ROLE_ARTIFACT_FOOTER:
    return "footer";
  }
  g_assert_not_reached();
}

static void
append_number(GString *out, double value)
{
  g_string_append_c(out, ' ');
  sts_text_append_number(out, value, 1);
}

static void
append_fragment(GString *out, const StsLayout *layout, const StsFragment *fragment)
{
  static const char *const kinds[] = {"text", "box", "image", "sign", "leader"};

  g_string_append_printf(out, "  %s %s", role_name(fragment->role), kinds[fragment->kind]);
  append_number(out, fragment->x);
  append_number(out, fragment->y);
  append_number(out, fragment->width);
  if (fragment->kind != STS_FRAGMENT_GLYPHS)
    append_number(out, fragment->height);
  if (fragment->node)
    g_string_append_printf(out, " %s", sts_node_kind_name(fragment->node->kind));
  switch (fragment->kind) {
  case STS_FRAGMENT_GLYPHS: {
    if (fragment->glyphs.rtl)
      g_string_append(out, " rtl");
    g_string_append_c(out, ' ');
    g_autofree char *text = g_strndup(layout->text->str + fragment->glyphs.text, fragment->glyphs.text_length);
    sts_text_append_json(out, text);
    break;
  }
  case STS_FRAGMENT_IMAGE:
    g_string_append_printf(out, " %s", fragment->image.image->name);
    break;
  case STS_FRAGMENT_SIGN:
    g_string_append(out, fragment->sign.sign == STS_SIGN_TRIANGLE ? " triangle" : " octagon");
    break;
  case STS_FRAGMENT_BOX:
  case STS_FRAGMENT_LEADER:
    break;
  }
  g_string_append_c(out, '\n');
}

char *
sts_layout_dump(const StsLayout *layout)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < layout->pages->len; i++) {
    const StsPage *page = &g_array_index(layout->pages, StsPage, i);
    g_string_append_printf(out, "page %s section %d", page->label, page->section);
    append_number(out, page->width);
    append_number(out, page->height);
    g_string_append_c(out, '\n');
    for (guint32 k = 0; k < page->fragment_count; k++)
      append_fragment(out, layout, &g_array_index(layout->fragments, StsFragment, page->first_fragment + k));
    for (guint32 k = 0; k < page->link_count; k++) {
      const StsLinkArea *area = &g_array_index(layout->links, StsLinkArea, page->first_link + k);
      g_string_append_printf(out, "  area %s", sts_node_kind_name(area->node->kind));
      append_number(out, area->x);
      append_number(out, area->y);
      append_number(out, area->width);
      append_number(out, area->height);
      g_string_append_c(out, '\n');
    }
  }
  for (guint i = 0; i < layout->breaks->len; i++) {
    const StsPageBreak *entry = &g_array_index(layout->breaks, StsPageBreak, i);
    g_string_append_printf(out, "break %s %s %" G_GSIZE_FORMAT "\n", entry->label,
                           sts_node_kind_name(entry->node->kind), entry->offset);
  }
  return g_string_free(out, FALSE);
}
