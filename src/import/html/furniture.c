/* Finds what surrounds the text of a page: by names of classes together with what is in it, and by its main part. */
#include "import/html/furniture.h"

#include <string.h>

#include "import/html/elements.h"

/* A banner on cookies is short; what a name says to be links is mostly links; the main part has most of the text. */
enum { BANNER_BYTES = 1500, LINK_PERCENT = 70, ASIDE_PERCENT = 90, MAIN_PERCENT = 50 };

/* What was found when an element began. */
typedef struct {
  const GumboNode *node;
  size_t text, links;
  guint titles; /* headings of the first level */
  bool quotes_links;
} Frame;

typedef struct {
  StsHtmlTree *tree;
  GArray *frames; /* Frame */
  size_t text, links;
  guint titles, linking; /* `linking`: how many links, buttons and headings are open */
  GHashTable *titled;    /* elements with a heading of the first level within */
  const GumboNode *main;
  size_t main_text;
  guint mains;
} Finder;

/* ---- names ---- */

/* Whether a name in the attribute has one of the words, in whatever way it joins them: "cookie-banner", "cookieBanner",
 * "site_cookies". */
static bool
has_word(const GumboNode *node, const char *attribute, const char *const *words)
{
  const char *value = sts_html_attribute(node, attribute);
  g_autoptr(GString) word = g_string_new(NULL);

  for (const char *p = value; p; p++) {
    if (g_ascii_isalpha(*p) && !(g_ascii_isupper(*p) && p > value && g_ascii_islower(p[-1]))) {
      g_string_append_c(word, g_ascii_tolower(*p));
      continue;
    }
    if (g_strv_contains(words, word->str))
      return true;
    g_string_truncate(word, 0);
    if (g_ascii_isalpha(*p))
      g_string_append_c(word, g_ascii_tolower(*p));
    if (!*p)
      break;
  }
  return false;
}

static bool
is_named(const GumboNode *node, const char *const *words)
{
  return has_word(node, "class", words) || has_word(node, "id", words);
}

/* ---- what opens at a click ---- */

/* Whether an element opens a part of the text: the button in or around a heading or a term, or of an accordion. */
static bool
opens_text(const GumboNode *node)
{
  static const char *const NAMES[] = {"accordion", "collapse", "collapsed", "expand", "expander", "faq", NULL};

  if (!sts_html_attribute(node, "aria-expanded") || !sts_html_attribute(node, "aria-controls"))
    return false;
  for (const GumboNode *at = node; at->type == GUMBO_NODE_ELEMENT; at = at->parent) {
    if (sts_html_is(at, GUMBO_TAG_NAV) || sts_html_is(at, GUMBO_TAG_HEADER))
      return false;
    if (sts_html_is_heading(at) || sts_html_is(at, GUMBO_TAG_DT) || is_named(at, NAMES))
      return true;
  }
  return false;
}

static void
find_opened(StsHtmlTree *tree)
{
  StsHtmlWalk walk;

  sts_html_walk_begin(&walk, tree->root);
  for (StsHtmlEvent event; (event = sts_html_walk_next(&walk)) != STS_HTML_DONE;) {
    if (event != STS_HTML_ENTER || !sts_html_is_element(walk.node) || !opens_text(walk.node))
      continue;
    const GumboNode *target = g_hash_table_lookup(tree->ids, sts_html_attribute(walk.node, "aria-controls"));
    if (!target)
      continue;
    g_hash_table_add(tree->opened, (gpointer)target);
    g_hash_table_add(tree->opened, (gpointer)walk.node);
  }
}

/* ---- furniture ---- */

static bool
is_link(const GumboNode *node)
{
  return sts_html_is(node, GUMBO_TAG_A) || sts_html_is(node, GUMBO_TAG_BUTTON) || sts_html_is_heading(node);
}

/* Whether the element, of which so much text is in links, is furniture by its name. */
static bool
is_furniture(const GumboNode *node, size_t text, size_t links)
{
  static const char *const LINKS[] = {"share",      "sharing",   "social",     "breadcrumb", "breadcrumbs",
                                      "pagination", "subscribe", "menu",       "navbar",     "navigation",
                                      "related",    "print",     "newsletter", "toolbar",    NULL};
  static const char *const COOKIES[] = {"cookie", "cookies", "gdpr", NULL};
  static const char *const CRUMBS[] = {"breadcrumb", "breadcrumbs", NULL};
  static const char *const SKIP[] = {"skip", "skiplink", "skipnav", NULL};

  if (text == 0 || sts_html_is(node, GUMBO_TAG_BODY) || sts_html_is(node, GUMBO_TAG_HTML) ||
      sts_html_is(node, GUMBO_TAG_MAIN) || sts_html_is(node, GUMBO_TAG_ARTICLE))
    return false;
  if (sts_html_is(node, GUMBO_TAG_A)) {
    const char *address = sts_html_attribute(node, "href");
    return address && *address == '#' && is_named(node, SKIP);
  }
  if (!sts_html_is_block(node))
    return false;
  if (text <= BANNER_BYTES && links > 0 && (is_named(node, COOKIES) || is_named(node, CRUMBS)))
    return true;
  if (sts_html_is(node, GUMBO_TAG_ASIDE) && links * 100 >= text * ASIDE_PERCENT)
    return true;
  return links * 100 >= text * LINK_PERCENT && !sts_html_is_heading(node) && is_named(node, LINKS);
}

static bool
is_main(const GumboNode *node)
{
  return sts_html_is(node, GUMBO_TAG_MAIN) || sts_html_has_role(node, "main");
}

static void
enter(Finder *finder, const GumboNode *node)
{
  Frame frame = {node, finder->text, finder->links, finder->titles, is_link(node)};

  finder->linking += frame.quotes_links;
  finder->titles += sts_html_is(node, GUMBO_TAG_H1);
  g_array_append_val(finder->frames, frame);
}

static void
leave(Finder *finder)
{
  Frame frame = g_array_index(finder->frames, Frame, finder->frames->len - 1);
  size_t text = finder->text - frame.text, links = finder->links - frame.links;

  g_array_set_size(finder->frames, finder->frames->len - 1);
  finder->linking -= frame.quotes_links;
  if (finder->titles > frame.titles)
    g_hash_table_add(finder->titled, (gpointer)frame.node);
  else if (is_furniture(frame.node, text, links))
    g_hash_table_insert(finder->tree->furniture, (gpointer)frame.node, GINT_TO_POINTER(STS_HTML_NAVIGATION));
  if (is_main(frame.node)) {
    finder->mains++;
    finder->main = frame.node;
    finder->main_text = text;
  }
}

static void
add_text(Finder *finder, const char *text)
{
  size_t length = 0;

  for (const char *p = text; *p; p++)
    length += !g_ascii_isspace(*p);
  finder->text += length;
  finder->links += finder->linking > 0 ? length : 0;
}

/* The elements in which notes of the text stand. */
static GHashTable *
collect_around_notes(const StsHtmlTree *tree)
{
  GHashTable *around = g_hash_table_new(NULL, NULL);
  GHashTableIter iter;
  gpointer note;

  g_hash_table_iter_init(&iter, tree->notes);
  while (g_hash_table_iter_next(&iter, &note, NULL))
    for (GumboNode *at = note; at->type == GUMBO_NODE_ELEMENT && g_hash_table_add(around, at);)
      at = at->parent;
  return around;
}

/* What stands beside the main part, and beside all that it stands in; but a title may stand above it. */
static void
mark_outside(Finder *finder)
{
  const GumboNode *inner = finder->main;
  g_autoptr(GHashTable) noted = collect_around_notes(finder->tree);

  for (const GumboNode *around = inner->parent; around->type == GUMBO_NODE_ELEMENT; around = around->parent) {
    for (unsigned i = 0; i < around->v.element.children.length; i++) {
      const GumboNode *child = around->v.element.children.data[i];
      if (child != inner && sts_html_is_element(child) && !g_hash_table_contains(finder->titled, child) &&
          !sts_html_is(child, GUMBO_TAG_H1) && !sts_html_is(child, GUMBO_TAG_HEAD) &&
          !g_hash_table_contains(finder->tree->furniture, child) && !g_hash_table_contains(noted, child))
        g_hash_table_insert(finder->tree->furniture, (gpointer)child, GINT_TO_POINTER(STS_HTML_OUTSIDE));
    }
    inner = around;
  }
}

void
sts_html_find_furniture(StsHtmlTree *tree)
{
  g_autoptr(GArray) frames = g_array_new(FALSE, FALSE, sizeof(Frame));
  g_autoptr(GHashTable) titled = g_hash_table_new(NULL, NULL);
  Finder finder = {.tree = tree, .frames = frames, .titled = titled};
  StsHtmlWalk walk;

  find_opened(tree);
  sts_html_walk_begin(&walk, tree->root);
  for (StsHtmlEvent event; (event = sts_html_walk_next(&walk)) != STS_HTML_DONE;) {
    if (event == STS_HTML_EXIT)
      leave(&finder);
    else if (sts_html_is_text(walk.node))
      add_text(&finder, walk.node->v.text.text);
    else if (!sts_html_is_element(walk.node))
      continue;
    else if (sts_html_use(tree, walk.node) != STS_HTML_SHOWN && !sts_html_is(walk.node, GUMBO_TAG_BUTTON))
      sts_html_walk_skip(&walk);
    else
      enter(&finder, walk.node);
  }
  if (finder.mains == 1 && finder.main_text * 100 >= finder.text * MAIN_PERCENT)
    mark_outside(&finder);
}
