/* Tests what a line break of the source stands for (CSS Text 3, 4.1.3): a space, or nothing. */
/* rooms: base document read */
#include <string.h>

#include "base/segment-break.h"
#include "base/text.h"
#include "base/yaml/yaml.h"
#include "document/plain-text.h"
#include "read/markdown/markdown.h"

/* Two characters, and whether a break between them goes. */
static void
test_pairs(void)
{
  static const struct {
    gunichar before, after;
    bool vanishes;
  } PAIRS[] = {
      {0x624B, 0x672F, true},  {0x3042, 0x30A2, true}, /* Han; kana */
      {0xFF0C, 0x4E0D, true},  {0x3002, 0xFF1A, true}, /* full-width marks */
      {0xFF71, 0x30A6, true},                          /* half-width kana */
      {0x4E00, 0x20000, true},                         /* Han beyond the first plane */
      {0xFF1A, 0x201C, true},  {0x2026, 0x4E0D, true}, /* marks of ambiguous width beside Han */
      {0x200B, 'a', true},     {'a', 0x200B, true},    /* zero width space */
      {0x1000, 0x200B, true},  {'a', 'b', false},       {'a', 0x624B, false},
      {0x624B, 'a', false},    {0x624B, '1', false},    {0x5E74, '2', false},
      {0xC218, 0xC220, false}, {0xC218, 0x624B, false}, {0x624B, 0xC218, false}, /* Hangul */
      {0xFFA1, 0xFFA2, false}, {0x1100, 0x1161, false}, {0x201C, 0x2026, false},
      {0xE9, 0xE8, false},     {0x3B1, 0x624B, false}, /* no wide one, or a letter */
      {0x627, 0x628, false},   {0xE01, 0xE02, false},   {0x1F600, 0x1F44D, false},
      {0, 0x624B, false},      {0x624B, 0, false},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(PAIRS); i++)
    if (sts_segment_break_vanishes(PAIRS[i].before, PAIRS[i].after) != PAIRS[i].vanishes)
      g_error("U+%04X and U+%04X", PAIRS[i].before, PAIRS[i].after);
}

/* Markdown, and the text of its first block. */
static void
test_markdown(void)
{
  static const struct {
    const char *text, *said;
  } CASES[] = {
      {"手术后请按时服药，\n不要擅自停药。", "手术后请按时服药，不要擅自停药。"},
      {"手术后\r\n请", "手术后请"},
      {"手术后   \n请", NULL}, /* two spaces break the line */
      {"手术后 请", "手术后 请"},
      {"手术后\n   请", "手术后请"},
      {"手术后\n**请**\n服", "手术后请服"},
      {"手术后*\n", "手术后*"},
      {"**手术**\n**后**", "手术后"},
      {"[手术](https://example.org/)\n后", "手术后"},
      {"[手术]{lang=zh}\n[后]{lang=ja}", "手术后"},
      {"手术 <!-- a comment -->\n后", "手术 后"},
      {"`手`\n术", "手术"},
      {"薬を\n飲む\nアスピリン\nを", "薬を飲むアスピリンを"},
      {"ア&#x3099;\nイ", "ア\xE3\x82\x99イ"},
      {"手术后 5\n天", "手术后 5 天"},
      {"手术\ntwo\n后", "手术 two 后"},
      {"수술\n후에", "수술 후에"},
      {"他说：\n“好”\n然后", "他说：“好”然后"},
      {"a\xE2\x80\x8B\nb", "a\xE2\x80\x8B"
                           "b"},
      {"one\ntwo", "one two"},
      {"> 手术\n> 后", "手术后"},
      {"- 手术\n  后", "手术后"},
      {"手术\\\n后", NULL},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    StsArena *arena = sts_arena_new();
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    g_autoptr(GPtrArray) notes = g_ptr_array_new();
    StsNode *root = sts_node_new(arena, STS_NODE_SECTION, (StsPosition){"a.md", 1, 1});
    sts_markdown_parse(arena, root, CASES[i].text, strlen(CASES[i].text), "a.md", 1, STS_MARKDOWN_ALL, notes,
                       diagnostics);
    const StsNode *block = root->first_child;
    while (!sts_node_holds_inlines(block->kind))
      block = block->first_child;
    g_autofree char *dump = sts_node_dump(block, false);
    g_autofree char *said = sts_node_inline_text(block);
    if (CASES[i].said)
      g_assert_cmpstr(said, ==, CASES[i].said);
    else
      g_assert_nonnull(strstr(dump, "line-break"));
    sts_arena_free(arena);
  }
}

/* What follows the break keeps its place. */
static void
test_places(void)
{
  static const char TEXT[] = "手术，\n不要\n停";
  StsArena *arena = sts_arena_new();
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  StsNode *root = sts_node_new(arena, STS_NODE_SECTION, (StsPosition){"a.md", 1, 1});

  sts_markdown_parse(arena, root, TEXT, strlen(TEXT), "a.md", 1, STS_MARKDOWN_ALL, notes, diagnostics);
  const StsNode *text = root->first_child->first_child;
  StsPosition second = sts_node_text_place(text, strlen("手术，不")),
              third = sts_node_text_place(text, strlen("手术，不要"));
  g_assert_cmpint(second.line, ==, 2);
  g_assert_cmpint(second.column, ==, 4);
  g_assert_cmpint(third.line, ==, 3);
  g_assert_cmpint(third.column, ==, 1);
  sts_arena_free(arena);
}

/* A text alternative and a caption of several lines. */
static void
test_figure(void)
{
  static const char TEXT[] = "![手术\n后](a.png \"图\n一\")";
  StsArena *arena = sts_arena_new();
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  StsNode *root = sts_node_new(arena, STS_NODE_SECTION, (StsPosition){"a.md", 1, 1});

  sts_markdown_parse(arena, root, TEXT, strlen(TEXT), "a.md", 1, STS_MARKDOWN_ALL, notes, diagnostics);
  const StsNode *figure = root->first_child;
  g_autofree char *caption = sts_node_inline_text(figure->first_child);
  g_assert_cmpstr(figure->figure.image->image.alternative, ==, "手术后");
  g_assert_cmpstr(caption, ==, "图一");
  sts_arena_free(arena);
}

/* Texts in YAML, which makes spaces of line breaks. */
static void
test_yaml(void)
{
  static const StsYamlRules RULES = {"syntax", "control", "key", "type", "quotes"};
  static const char TEXT[] =
      "plain: 手术\n  后 请\n  服\nsingle: '手术\n  后'\ndouble: \"手术\n  后 请\n  服\"\nfolded: >\n  手术\n  后\n\n"
      "  请\nliteral: |\n  手术\n  后\nkorean: 수술\n  후에\nenglish: one\n  two\nmixed: 手 术\n  two\n  后\n"
      "  请\n";
  static const char *const SAID[] = {"手术后 请服", "手术后",    "手术后 请服", "手术后\n请\n",
                                     "手术\n后\n",  "수술 후에", "one two",     "手 术 two 后请"};
  StsArena *arena = sts_arena_new();
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  const StsYaml *root = sts_yaml_parse(arena, TEXT, strlen(TEXT), "a.yaml", 1, &RULES, diagnostics);
  size_t at = 0;

  g_assert_nonnull(root);
  for (const StsYaml *value = root->first; value; value = value->next)
    g_assert_cmpstr(value->text, ==, SAID[at++]);
  g_assert_cmpuint(at, ==, G_N_ELEMENTS(SAID));
  sts_arena_free(arena);
}

static void
test_normalize(void)
{
  g_autofree char *wide = sts_text_normalize_space(" 手\n 术 后\t"), *plain = sts_text_normalize_space("a\nb\n");

  g_assert_cmpstr(wide, ==, "手术 后");
  g_assert_cmpstr(plain, ==, "a b");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/segment-break/pairs", test_pairs);
  g_test_add_func("/segment-break/markdown", test_markdown);
  g_test_add_func("/segment-break/places", test_places);
  g_test_add_func("/segment-break/figure", test_figure);
  g_test_add_func("/segment-break/yaml", test_yaml);
  g_test_add_func("/segment-break/normalize", test_normalize);
  return g_test_run();
}
