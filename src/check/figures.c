/* Figures: every image says in words what it shows. */
#include <string.h>

#include "base/text.h"
#include "check/families.h"
#include "document/plain-text.h"
#include "document/rules.h"

/* A string in a PDF/A file has at most 32767 bytes (ISO 19005-2, 6.1.13), of which a character may take four. */
enum { ALTERNATIVE_LENGTH_MAX = 8000 };

/* Lends the part after the last '/'. */
static const char *
base_name(const char *path)
{
  const char *slash = strrchr(path, '/');

  return slash ? slash + 1 : path;
}

static bool
names_file(const char *alternative, const char *source)
{
  const char *name = base_name(source);
  const char *dot = strrchr(name, '.');
  size_t stem = dot ? (size_t)(dot - name) : strlen(name);
  g_autofree char *text = g_strstrip(g_strdup(alternative));

  return g_ascii_strcasecmp(text, source) == 0 || g_ascii_strcasecmp(text, name) == 0 ||
         (strlen(text) == stem && g_ascii_strncasecmp(text, name, stem) == 0);
}

/* A screen reader says that it is an image before it reads the alternative. */
static bool
announces_image(const char *alternative)
{
  static const char *const BEGINNINGS[] = {"image of ",    "picture of ",   "photo of ",  "graphic of ",
                                           "an image of ", "a picture of ", "a photo of "};
  g_autofree char *folded = g_utf8_casefold(alternative, -1);

  for (size_t i = 0; i < G_N_ELEMENTS(BEGINNINGS); i++)
    if (g_str_has_prefix(folded, BEGINNINGS[i]))
      return true;
  return false;
}

/* The picture for narrow screens can be read on the narrowest. */
static void
check_large(const StsCheck *check, const StsNode *image, StsPosition position)
{
  enum { SCREEN = 320, LETTER = 12 }; /* CSS pixels */
  const StsImage *large = image->image.image ? image->image.image->large : NULL;

  if (large && large->text_least > 0 && large->text_least * SCREEN < LETTER * MAX(large->width, SCREEN))
    sts_check_report(check, position, STS_RULE_IMAGE_LARGE_SMALL,
                     "on a phone, %d pixels wide, letters of the image “%s” are smaller than %d pixels; make them "
                     "larger, or the drawing narrower",
                     SCREEN, large->name, LETTER);
}

static void
check_image(const StsCheck *check, const StsNode *image, StsPosition position)
{
  const char *alternative = image->image.alternative;

  if (image->position.line > 0)
    position = image->position;
  check_large(check, image, position);
  if (sts_text_is_blank(alternative)) {
    sts_check_report(check, position, STS_RULE_IMAGE_ALTERNATIVE,
                     "the image “%s” has no text alternative; write between the brackets what a reader who cannot see "
                     "it needs to know: ![what it shows](%s)",
                     image->image.source ? image->image.source : "", image->image.source ? image->image.source : "");
    return;
  }
  glong length = g_utf8_strlen(alternative, -1);
  if (length > ALTERNATIVE_LENGTH_MAX)
    sts_check_report(check, position, STS_RULE_IMAGE_ALTERNATIVE_LONG,
                     "the text alternative has %ld characters, and a PDF holds at most %d; give the gist there, and "
                     "the rest in the text",
                     length, ALTERNATIVE_LENGTH_MAX);
  if (image->image.source && names_file(alternative, image->image.source))
    sts_check_report(check, position, STS_RULE_IMAGE_ALTERNATIVE_NAME,
                     "the text alternative “%s” is the name of the file; write what the image shows", alternative);
  else if (announces_image(alternative))
    sts_check_report(check, position, STS_RULE_IMAGE_ALTERNATIVE_BEGINS,
                     "screen readers already say that this is an image; begin with what it shows");
}

static void
check_caption(const StsCheck *check, const StsNode *figure, const StsNode *caption)
{
  const StsNode *image = figure->figure.image;
  g_autofree char *text = sts_node_inline_text(caption);

  if (sts_text_is_blank(text))
    sts_check_report(check, figure->position, STS_RULE_CAPTION_EMPTY,
                     "the caption is empty; write one, or remove its quotation marks");
  else if (image && g_strcmp0(image->image.alternative, text) == 0)
    sts_check_report(check, figure->position, STS_RULE_CAPTION_REPEATS,
                     "the caption and the text alternative are the same, so a screen reader says the same thing twice; "
                     "let the alternative describe what is seen");
}

/* An image that is no figure has no room for a caption. */
static void
check_title(const StsCheck *check, const StsNode *image)
{
  if (image->image.title)
    sts_check_report(
        check, image->position, STS_RULE_TITLE_UNPRINTED,
        "the title “%s” of this image is not printed; an image has a caption only where it stands alone in "
        "its paragraph, so write it in the text, or take it out",
        image->image.title);
}

static void
check_tree(const StsCheck *check, const StsNode *root)
{
  StsNodeIter iter;

  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (event != STS_EVENT_ENTER)
      continue;
    if (iter.node->kind == STS_NODE_IMAGE) {
      check_image(check, iter.node, iter.node->position);
      check_title(check, iter.node);
    }
    if (iter.node->kind == STS_NODE_FIGURE && iter.node->figure.image)
      check_image(check, iter.node->figure.image, iter.node->position);
    if (iter.node->kind == STS_NODE_CAPTION && iter.node->parent && iter.node->parent->kind == STS_NODE_FIGURE)
      check_caption(check, iter.node->parent, iter.node);
  }
}

void
sts_check_figures(const StsCheck *check, const StsSection *section)
{
  StsSectionTrees trees = {section, 0};

  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    check_tree(check, root);
}

/* The disclaimer that stands in for sections without one of their own. */
void
sts_check_library_figures(const StsCheck *check)
{
  if (check->library->disclaimer)
    check_tree(check, check->library->disclaimer);
}
