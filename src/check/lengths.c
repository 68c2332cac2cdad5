/* Bounds: no text is so long that to set it takes longer than any reader would wait. What Pango
 * and GRegex do with one text grows faster than the text. */
#include <string.h>

#include "check/families.h"
#include "document/rules.h"

/* Some fifty pages of one paragraph; emphasis, a link, a note's mark count as ten characters each. */
enum { TEXT_MAX = 100000, INLINE_COST = 10 };

static size_t
length_of(const StsNode *block)
{
  size_t length = 0;

  for (const StsNode *node = block->first_child; node; node = sts_node_next(block, node, false)) {
    bool text = node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE;
    const char *words = text ? node->text.text : node->kind == STS_NODE_IMAGE ? node->image.alternative : NULL;
    length += INLINE_COST + (words ? strlen(words) : 0);
  }
  return length;
}

static bool
check_text(const StsCheck *check, size_t length, StsPosition position)
{
  if (length <= TEXT_MAX)
    return true;
  sts_check_report(check, position, STS_RULE_TEXT_LONG,
                   "this is one text of more than %d characters; begin new paragraphs in it. The section was looked at "
                   "no further",
                   TEXT_MAX);
  return false;
}

static bool
check_string(const StsCheck *check, const char *text, StsPosition position)
{
  return !text || check_text(check, strlen(text), position);
}

static bool
check_tree(const StsCheck *check, const StsNode *root)
{
  bool fits = true;

  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    const StsNode *image = sts_node_shown_image(node);
    if (sts_node_holds_inlines(node->kind))
      fits = check_text(check, length_of(node), node->position) && fits;
    if (image)
      fits = check_string(check, image->image.alternative, image->position) && fits;
  }
  return fits;
}

bool
sts_check_library_lengths(const StsCheck *check)
{
  const StsLibrary *library = check->library;
  bool fits = check_string(check, library->title, library->title_position);

  return (!library->disclaimer || check_tree(check, library->disclaimer)) && fits;
}

bool
sts_check_lengths(const StsCheck *check, const StsSection *section)
{
  StsSectionTrees trees = {section, 0};
  bool fits = check_string(check, section->title, section->title_position);

  fits = check_string(check, section->last_revised_waiver.text, section->last_revised_waiver.position) && fits;
  fits = check_string(check, section->references_waiver.text, section->references_waiver.position) && fits;
  fits = check_string(check, section->disclaimer_waiver.text, section->disclaimer_waiver.position) && fits;
  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    fits = check_tree(check, root) && fits;
  return fits;
}
