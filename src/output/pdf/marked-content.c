/* Assigns drawn fragments to sequences, and proves that every leaf of the tree was drawn exactly once. */
#include "output/pdf/marked-content.h"

#include <string.h>

#include "base/text.h"
#include "document/plain-text.h"
#include "document/script.h"
#include "output/pdf/pdf-error.h"

/* Of a text in a message. */
enum { SHOWN_BYTES = 40 };

void
sts_structure_begin_page(StsStructure *structure)
{
  guint32 first = structure->sequences->len;

  g_array_append_val(structure->page_sequences, first);
}

static bool
is_artifact(StsFragmentRole role)
{
  switch (role) {
  case STS_ROLE_ARTIFACT_LAYOUT:
  case STS_ROLE_ARTIFACT_FOOTER:
    return true;
  case STS_ROLE_CONTENT:
  case STS_ROLE_LABEL:
  case STS_ROLE_PAGE_NUMBER:
    return false;
  }
  g_assert_not_reached();
}

/* Where a node stands in its source, for messages. */
static char *
describe(const StsNode *node)
{
  if (!node->position.file)
    return g_strdup(sts_node_kind_name(node->kind));
  return g_strdup_printf("%s at %s:%d:%d", sts_node_kind_name(node->kind), node->position.file, node->position.line,
                         node->position.column);
}

/* Layout chooses spaces, break opportunities and hyphens at the ends of lines, and fonts draw nothing for marks of
 * direction; everything else must come through. */
static bool
is_ignorable(gunichar c)
{
  return g_unichar_isspace(c) || sts_plain_text_is_unseen(c);
}

static const char *
skip_ignorable(const char *text)
{
  while (*text && is_ignorable(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return text;
}

/* The next line of a code block that still has something to draw. */
static guint32
advance_line(StsStructure *structure, guint32 index)
{
  const StsNode *node = sts_slot(structure, index)->node;

  while (*skip_ignorable(sts_slot(structure, index)->rest) == '\0' && index + 1 < structure->slots->len &&
         sts_slot(structure, index + 1)->node == node)
    index++;
  g_hash_table_insert(structure->slot_of, (gpointer)node, GUINT_TO_POINTER(index + 1));
  return index;
}

static guint32
slot_of(StsStructure *structure, const StsFragment *fragment)
{
  const StsNode *node = fragment->node;

  if (node && node->kind == STS_NODE_FIGURE)
    node = node->figure.image;
  guint32 found = GPOINTER_TO_UINT(g_hash_table_lookup(structure->slot_of, node));
  if (found && node->kind == STS_NODE_CODE_BLOCK)
    return advance_line(structure, found - 1);
  return found ? found - 1 : STS_NONE;
}

static guint32
find_slot(StsStructure *structure, const StsFragment *fragment, GError **error)
{
  guint32 slot = slot_of(structure, fragment);

  if (slot == STS_NONE) {
    g_autofree char *what = fragment->node ? describe(fragment->node) : g_strdup("nothing");
    g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_INCOMPLETE,
                "content was laid out that belongs to no place in the structure: %s", what);
  }
  return slot;
}

/* Whether the fragment goes on with the page's last sequence. */
static bool
continues(const StsStructure *structure, const StsPdfSequence *last, const StsFragment *fragment, guint32 slot,
          const char *actual)
{
  if (actual || last->actual)
    return false;
  if (slot == STS_NONE)
    return last->slot == STS_NONE && last->role == (guint8)fragment->role;
  return last->slot != STS_NONE && sts_slot(structure, last->slot)->element == sts_slot(structure, slot)->element;
}

static void
note_box(StsStructure *structure, const StsFragment *fragment, guint32 element, guint32 page)
{
  StsFigureBox *box = STS_ARENA_NEW(structure->arena, StsFigureBox);

  *box = (StsFigureBox){fragment->x, fragment->y, fragment->x + fragment->width, fragment->y + fragment->height, page};
  g_hash_table_insert(structure->figure_boxes, GUINT_TO_POINTER(element + 1), box);
}

bool
sts_structure_take(StsStructure *structure, guint32 number, const char *actual, GError **error)
{
  const StsFragment *fragment = &g_array_index(structure->layout->fragments, StsFragment, number);
  guint32 page = structure->page_sequences->len - 1;
  guint32 first = g_array_index(structure->page_sequences, guint32, page);
  guint32 index = structure->sequences->len;
  guint32 slot = STS_NONE;

  if (!is_artifact(fragment->role) && (slot = find_slot(structure, fragment, error)) == STS_NONE)
    return false;
  if (index > first && continues(structure, sts_pdf_sequence(structure, index - 1), fragment, slot, actual))
    return true;

  StsPdfSequence sequence = {
      .actual = sts_arena_strdup(structure->arena, actual),
      .slot = slot,
      .next = STS_NONE,
      .page = page,
      .fragment = number,
      .mcid = -1,
      .role = (guint8)fragment->role,
  };
  g_array_append_val(structure->sequences, sequence);
  if (slot == STS_NONE)
    return true;
  StsSlot *owner = sts_slot(structure, slot);
  if (owner->last_sequence == STS_NONE)
    owner->first_sequence = index;
  else
    sts_pdf_sequence(structure, owner->last_sequence)->next = index;
  owner->last_sequence = index;
  if (fragment->kind == STS_FRAGMENT_IMAGE)
    note_box(structure, fragment, owner->element, page);
  return true;
}

static const StsNode *
find_script(const StsNode *node)
{
  while (node && node->kind != STS_NODE_SUPERSCRIPT && node->kind != STS_NODE_SUBSCRIPT)
    node = node->parent;
  return node;
}

char *
sts_structure_raised_text(StsStructure *structure, const StsFragment *fragment)
{
  const StsNode *node = fragment->node;
  bool text_of_node = fragment->kind == STS_FRAGMENT_GLYPHS && fragment->role == STS_ROLE_CONTENT && node &&
                      (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE);
  StsScript script = text_of_node ? sts_node_script(node) : STS_SCRIPT_NONE;

  if (script == STS_SCRIPT_NONE)
    return NULL;
  g_hash_table_insert(structure->rises, (gpointer)find_script(node), GINT_TO_POINTER(fragment->glyphs.rise));
  const char *drawn = structure->layout->text->str + fragment->glyphs.text;
  const char *end = drawn + fragment->glyphs.text_length, *at = sts_slot(structure, slot_of(structure, fragment))->rest;
  g_autoptr(GString) out = g_string_new(NULL);
  bool differs = false;

  /* What a sign means is seen from what is beside it in the source, which may be on another line here. */
  for (; drawn < end; drawn = g_utf8_next_char(drawn)) {
    gunichar c = g_utf8_get_char(drawn), raised = c;
    if (!is_ignorable(c) && *(at = skip_ignorable(at)) != '\0') {
      raised = g_utf8_get_char(at) == c ? sts_script_character(script, node->text.text, at) : c;
      at = g_utf8_next_char(at);
    }
    g_string_append_unichar(out, raised);
    differs = differs || raised != c;
  }
  return differs ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

static bool
consume(StsSlot *slot, const char *text, size_t length, GError **error)
{
  const char *end = text + length;

  for (; text < end; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (is_ignorable(c))
      continue;
    slot->rest = skip_ignorable(slot->rest);
    if (g_utf8_get_char(slot->rest) != c) {
      g_autofree char *what = describe(slot->node);
      g_autofree char *drawn = g_strndup(text, (size_t)(end - text));
      g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_INCOMPLETE, "%s: \"%s\" was laid out where \"%.*s\" comes next",
                  what, drawn, sts_text_cut(slot->rest, SHOWN_BYTES), slot->rest);
      return false;
    }
    slot->rest = g_utf8_next_char(slot->rest);
  }
  return true;
}

static bool
is_blank(const StsStructure *structure, const StsFragment *fragment)
{
  if (fragment->kind != STS_FRAGMENT_GLYPHS)
    return false;
  const char *text = structure->layout->text->str + fragment->glyphs.text;
  return skip_ignorable(text) >= text + fragment->glyphs.text_length;
}

/* What lies beyond the edge is lost to the reader, whatever the tree says. */
static bool
check_on_page(const StsStructure *structure, const StsFragment *fragment, const StsNode *node, GError **error)
{
  const float slack = 1;
  guint32 number = structure->page_sequences->len - 1;
  const StsPage *page = &g_array_index(structure->layout->pages, StsPage, number);

  if (fragment->x >= -slack && fragment->x + fragment->width <= page->width + slack && fragment->y >= 0 &&
      fragment->y + fragment->height <= page->height + slack)
    return true;
  g_autofree char *what = describe(node);
  g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_INCOMPLETE, "%s was laid out beyond the edge of page %u", what,
              number + 1);
  return false;
}

bool
sts_structure_drawn(StsStructure *structure, const StsFragment *fragment, GError **error)
{
  /* Underlines and shading that layout counts as content are no text. */
  if (is_artifact(fragment->role) || fragment->kind == STS_FRAGMENT_BOX)
    return true;
  guint32 index = slot_of(structure, fragment);
  g_assert(index != STS_NONE);
  StsSlot *slot = sts_slot(structure, index);
  if (slot->drawn < G_MAXUINT16)
    slot->drawn++;
  if (!is_blank(structure, fragment) && !check_on_page(structure, fragment, slot->node, error))
    return false;
  if (slot->kind == STS_SLOT_TEXT && fragment->kind == STS_FRAGMENT_GLYPHS)
    return consume(slot, structure->layout->text->str + fragment->glyphs.text, fragment->glyphs.text_length, error);
  return true;
}

static bool
is_complete(const StsSlot *slot)
{
  switch ((StsSlotKind)slot->kind) {
  case STS_SLOT_TEXT:
    return *skip_ignorable(slot->rest) == '\0';
  case STS_SLOT_PICTURE:
    return slot->drawn == 1;
  case STS_SLOT_LABEL:
    return slot->drawn >= 1;
  case STS_SLOT_OPTIONAL:
    return true;
  }
  g_assert_not_reached();
}

bool
sts_structure_check_complete(const StsStructure *structure, GError **error)
{
  const StsSlot *first = NULL;
  guint faults = 0;

  for (guint32 i = 0; i < structure->slots->len; i++) {
    const StsSlot *slot = sts_slot(structure, i);
    if (is_complete(slot))
      continue;
    faults++;
    if (!first)
      first = slot;
  }
  if (!first)
    return true;
  const char *rest = first->rest ? first->rest : "";
  g_autofree char *what = describe(first->node);
  g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_INCOMPLETE, "%s was %s: \"%.*s\" (%u such places)", what,
              first->drawn > 1 && first->kind == STS_SLOT_PICTURE ? "laid out twice" : "not laid out whole",
              sts_text_cut(rest, SHOWN_BYTES), rest, faults);
  return false;
}
