/* Tests where links within a library lead. */
/* rooms: base document */
#include "document/links.h"

static const StsPosition NOWHERE = {"one.md", 1, 1};

static StsSection *
add_section(StsLibrary *library, const char *id, const char *name)
{
  StsSection *section = sts_section_new(library);

  section->id = section->title = id;
  section->name = name;
  section->body = sts_node_new(library->arena, STS_NODE_SECTION, NOWHERE);
  sts_library_add_section(library, section);
  return section;
}

static void
test_targets(void)
{
  g_autoptr(StsLibrary) library = sts_library_new("test", NULL);
  const StsSection *one = add_section(library, "one", "one.md"), *two = add_section(library, "second", "part/two.md"),
                   *far = add_section(library, "far", "part/deep/one.md"),
                   *index = add_section(library, "index", "index.md"),
                   *own_index = add_section(library, "part-index", "part/index.md");
  const struct {
    const char *destination, *fragment;
    const StsSection *section, *from;
  } wanted[] = {
      {"part/two.md", "", two, one},
      {"two.md", "", two, two},
      {"../one.md#x", "x", one, two},
      {"../part/two.md", "", two, two},
      {"../../one.md", "", NULL, two},
      {"../one.md", "", NULL, one},
      {"/one.md", "", NULL, one},
      {"part/../one.md", "", one, one},
      {"./deep/one.md", "", far, two},
      {"../../one.md", "", one, far},
      {"../%74wo.md", "", two, far},
      /* The library's folder comes second. */
      {"one.md", "", one, two},
      {"one.md", "", far, far},
      {"part/two.md", "", two, two},
      {"index.md", "", own_index, two},
      {"./index.md", "", own_index, two},
      {"../index.md", "", index, two},
      {"index.md", "", index, one},
      {"index", "", index, two},
      {"second", "", two, far},
      {"#here", "here", two, two},
      {"%FF.md", "", NULL, one},
      {"second", "", two, one},
      {"./part/two.md#end", "end", two, one},
      {"part%2Ftwo.md#a%20b", "a b", two, one},
      {"#here", "here", one, one},
      {"#", "", one, one},
      {"one#x#y", "x#y", one, one},
      {"two.md#end", "end", NULL, one},
      {"part/two", "", NULL, one},
      {"one%ZZ#%ZZ", "%ZZ", NULL, one},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_auto(StsLinkTarget) target;
    StsNode *link = sts_node_new(library->arena, STS_NODE_LINK, NOWHERE);
    link->link.destination = wanted[i].destination;
    sts_link_target_init(&target, link, library, wanted[i].from);
    g_test_message("%s", wanted[i].destination);
    g_assert_true(target.section == wanted[i].section);
    g_assert_cmpstr(target.fragment, ==, wanted[i].fragment);
  }
}

/* What stands in library.yaml stands in the library's folder, in whatever section it is printed. */
static void
test_disclaimer(void)
{
  g_autoptr(StsLibrary) library = sts_library_new("test", NULL);
  const StsSection *index = add_section(library, "index", "index.md"),
                   *part = add_section(library, "part-index", "part/index.md");
  StsNode *link = sts_node_new(library->arena, STS_NODE_LINK, (StsPosition){"test/library.yaml", 4, 2});
  g_auto(StsLinkTarget) target = {0};

  library->file = "test/library.yaml";
  link->link.destination = "index.md";
  sts_link_target_init(&target, link, library, part);
  g_assert_true(target.section == index);
}

/* Of two sections with one name or id, the first is meant. */
static void
test_first(void)
{
  g_autoptr(StsLibrary) library = sts_library_new("test", NULL);
  const StsSection *first = add_section(library, "a", "a.md");

  add_section(library, "a", "a.md");
  g_assert_true(sts_library_find_target(library, "a.md") == first);
  g_assert_true(sts_library_find_target(library, "a") == first);
  g_assert_cmpuint(library->sections->len, ==, 2);
}

static StsNode *
add_heading(StsArena *arena, StsNode *parent, const char *id, const char *text)
{
  StsNode *heading = sts_node_new(arena, STS_NODE_HEADING, NOWHERE);

  heading->id = id;
  sts_node_append(arena, heading, sts_node_new_text(arena, text, NOWHERE));
  sts_node_append(arena, parent, heading);
  return heading;
}

static void
test_headings(void)
{
  StsArena *arena = sts_arena_new();
  StsNode *root = sts_node_new(arena, STS_NODE_SECTION, NOWHERE), *quote = sts_node_new(arena, STS_NODE_QUOTE, NOWHERE);
  const StsNode *first = add_heading(arena, root, "side-effects", "Side Effects");
  sts_node_append(arena, root, quote);
  const StsNode *inner = add_heading(arena, quote, "äther", "ÄTHER");
  add_heading(arena, root, "side-effects", "side effects");
  g_autoptr(StsLinkHeadings) headings = sts_link_headings_new(root);
  g_autoptr(StsLinkHeadings) none = sts_link_headings_new(NULL);

  g_assert_true(sts_link_headings_find(headings, "side-effects") == first);
  g_assert_true(sts_link_headings_find_text(headings, "SIDE EFFECTS") == first);
  g_assert_true(sts_link_headings_find(headings, "äther") == inner);
  g_assert_true(sts_link_headings_find_text(headings, "äther") == inner);
  g_assert_true(sts_link_headings_find(headings, "Side-Effects") == first);
  g_assert_true(sts_link_headings_find(headings, "ÄTHER") == inner);
  g_assert_true(sts_link_headings_find(headings, "a\xCC\x88ther") == inner);
  g_assert_null(sts_link_headings_find(headings, "side"));
  g_assert_null(sts_link_headings_find(headings, "\xFF"));
  g_assert_null(sts_link_headings_find_text(headings, "Side"));
  g_assert_null(sts_link_headings_find(none, "side-effects"));
  sts_arena_free(arena);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/links/targets", test_targets);
  g_test_add_func("/links/disclaimer", test_disclaimer);
  g_test_add_func("/links/first", test_first);
  g_test_add_func("/links/headings", test_headings);
  return g_test_run();
}
