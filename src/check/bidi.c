/* Controls of direction: none may turn a number, a word or a sentence round (UAX #9). What nobody sees in a source must
 * not change what a reader sees. */
#include <fribidi.h>
#include <string.h>

#include "base/language-tag.h"
#include "check/families.h"
#include "check/prose.h"
#include "document/rules.h"

/* FriBidi takes time with the square of the controls. */
enum { SOFT_HYPHEN = 0xAD, ZERO_WIDTH_SPACE = 0x200B, CONTROLS_MAX = 1000 };

static bool
is_mark(gunichar c)
{
  return c == 0x200E || c == 0x200F || c == 0x061C;
}

static bool
is_control(gunichar c)
{
  return is_mark(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* A text and where it stands: in the pieces it is made of, or at one place. */
typedef struct {
  const StsCheck *check;
  const StsProse *prose; /* NULL: at `position` */
  StsPosition position;
  const char *picture;   /* in which it stands; NULL: in none */
  const gunichar *chars; /* of the text */
  const size_t *offsets; /* in bytes, of each */
  int length;
  bool rtl;   /* the paragraph runs from right to left */
  bool *told; /* of each character */
} Line;

static StsPosition
place_of(const Line *line, int index)
{
  return line->prose ? sts_prose_place(line->prose, line->offsets[index]) : line->position;
}

/* Returns where it stands, beside its place; free with g_free(). */
static char *
describe_where(const Line *line)
{
  return line->picture ? g_strdup_printf("in a text of the image “%s”", line->picture) : g_strdup("here");
}

/* Says one thing of each control. */
static void
report(const Line *line, int index, const char *fault)
{
  g_autofree char *where = describe_where(line);

  if (!line->told[index])
    sts_check_report(line->check, place_of(line, index), STS_RULE_BIDI_CONTROL,
                     "the invisible character U+%04X, a control of direction, stands %s: %s", line->chars[index], where,
                     fault);
  line->told[index] = true;
}

/* ---- pairs ---- */

static bool
is_isolate(gunichar c)
{
  return c >= 0x2066 && c <= 0x2068;
}

static bool
is_override(gunichar c)
{
  return c == 0x202D || c == 0x202E;
}

/* Whether text that runs from right to left stands between the two. */
static bool
holds_rtl_letters(const Line *line, int begin, int end)
{
  for (int i = begin; i < end; i++)
    if (FRIBIDI_IS_RTL(fribidi_get_bidi_type(line->chars[i])) &&
        FRIBIDI_IS_LETTER(fribidi_get_bidi_type(line->chars[i])) && !is_control(line->chars[i]))
      return true;
  return false;
}

/* One that turns text round, and what it holds. */
static void
check_pair(const Line *line, int open, int close)
{
  gunichar c = line->chars[open];

  if ((c == 0x202B || c == 0x2067) && !holds_rtl_letters(line, open, close))
    report(line, open, "it sets from right to left what has no letters of such a script; take it out");
}

/* Takes off the stack what a closing control ends; reports it if it ends nothing. */
static void
close_pair(const Line *line, GArray *open, int index)
{
  bool isolate = line->chars[index] == 0x2069;

  for (guint i = open->len; i-- > 0;) {
    int opener = g_array_index(open, int, i);
    if (is_isolate(line->chars[opener]) != isolate) {
      if (!isolate)
        break;
      report(line, opener, "nothing ends it before what is around it ends; take it out, or write U+202C after it");
      continue;
    }
    check_pair(line, opener, index);
    g_array_set_size(open, i);
    return;
  }
  report(line, index, "it ends what was not begun in this text; take it out");
}

static void
check_pairs(const Line *line)
{
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(int));

  for (int i = 0; i < line->length; i++) {
    gunichar c = line->chars[i];
    if (!is_control(c) || is_mark(c))
      continue;
    if (is_override(c))
      report(line, i, "it shows each character after it in another order than it is written; take it out");
    if (c == 0x202C || c == 0x2069)
      close_pair(line, open, i);
    else
      g_array_append_val(open, i);
  }
  for (guint i = 0; i < open->len; i++) {
    int opener = g_array_index(open, int, i);
    report(line, opener,
           is_isolate(line->chars[opener])
               ? "nothing ends it in this text; take it out, or write U+2069 where it ends"
               : "nothing ends it in this text; take it out, or write U+202C where it ends");
  }
}

/* ---- numbers ---- */

/* Gives where each character is shown, from the left, in order[0..length). */
static bool
find_order(const gunichar *chars, int length, bool rtl, FriBidiStrIndex *order)
{
  g_autofree FriBidiCharType *types = g_new(FriBidiCharType, (gsize)length);
  g_autofree FriBidiBracketType *brackets = g_new(FriBidiBracketType, (gsize)length);
  g_autofree FriBidiLevel *levels = g_new(FriBidiLevel, (gsize)length);
  g_autofree FriBidiStrIndex *map = g_new(FriBidiStrIndex, (gsize)length);
  FriBidiParType base = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;

  fribidi_get_bidi_types(chars, length, types);
  fribidi_get_bracket_types(chars, length, types, brackets);
  if (!fribidi_get_par_embedding_levels_ex(types, brackets, length, &base, levels))
    return false;
  for (int i = 0; i < length; i++)
    map[i] = i;
  if (!fribidi_reorder_line(FRIBIDI_FLAGS_DEFAULT, types, length, 0, base, levels, NULL, map))
    return false;
  for (int i = 0; i < length; i++)
    order[map[i]] = i;
  return true;
}

static bool
joins_number(gunichar c)
{
  return c < 0x80 ? strchr("-/.,:+*", (int)c) != NULL : c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0x2212;
}

/* Where the number that begins at `begin` ends: after its last digit. What nobody sees does not end it. */
static int
end_of_number(const Line *line, int begin)
{
  int end = begin + 1;

  for (int i = begin; i < line->length; i++) {
    gunichar c = line->chars[i];
    if (g_unichar_isdigit(c))
      end = i + 1;
    else if (!joins_number(c) && !is_control(c) && c != SOFT_HYPHEN && c != ZERO_WIDTH_SPACE)
      break;
  }
  return end;
}

/* Whether the characters are shown one after the other. */
static bool
is_in_order(const FriBidiStrIndex *order, const Line *line, int begin, int end)
{
  int last = -1;

  for (int i = begin; i < end; i++) {
    if (is_control(line->chars[i]))
      continue;
    if (last >= 0 && order[i] < order[last])
      return false;
    last = i;
  }
  return true;
}

/* The control that changes a number of chars[begin..end): the first within it, or the last before it. */
static int
find_control(const Line *line, int begin, int end)
{
  for (int i = begin; i < end; i++)
    if (is_control(line->chars[i]))
      return i;
  while (begin > 0 && !is_control(line->chars[begin]))
    begin--;
  return begin;
}

/* Finds the order without the controls, where each character has the place that it has with them. */
static bool
find_plain_order(const Line *line, FriBidiStrIndex *order)
{
  g_autofree gunichar *plain = g_new(gunichar, (guint)line->length);
  g_autofree FriBidiStrIndex *places = g_new0(FriBidiStrIndex, (guint)line->length);
  int count = 0;

  for (int i = 0; i < line->length; i++)
    if (!is_control(line->chars[i]))
      plain[count++] = line->chars[i];
  if (count > 0 && !find_order(plain, count, line->rtl, places))
    return false;
  for (int i = 0, at = 0; i < line->length; i++)
    order[i] = is_control(line->chars[i]) ? 0 : places[at++];
  return true;
}

static void
check_number_order(const Line *line)
{
  g_autofree FriBidiStrIndex *order = g_new(FriBidiStrIndex, (guint)line->length);
  g_autofree FriBidiStrIndex *plain = g_new(FriBidiStrIndex, (guint)line->length);

  if (!find_order(line->chars, line->length, line->rtl, order) || !find_plain_order(line, plain))
    return;
  for (int i = 0; i < line->length; i++) {
    if (!g_unichar_isdigit(line->chars[i]))
      continue;
    int end = end_of_number(line, i);
    if (is_in_order(plain, line, i, end) && !is_in_order(order, line, i, end)) {
      int control = find_control(line, i, end);
      if (is_control(line->chars[control]))
        report(line, control, "it shows the digits of a number in another order than they are written; take it out");
    }
    i = end - 1;
  }
}

/* ---- what stands right between two digits ---- */

static void
check_between_digits(const Line *line)
{
  for (int i = 1; i < line->length; i++) {
    int begin = i;
    bool breaks = false;
    for (; i < line->length; i++) {
      gunichar c = line->chars[i];
      if (!is_control(c) && c != SOFT_HYPHEN && c != ZERO_WIDTH_SPACE)
        break;
      breaks = breaks || c == SOFT_HYPHEN || c == ZERO_WIDTH_SPACE;
    }
    if (i == begin || i == line->length || !g_unichar_isdigit(line->chars[begin - 1]) ||
        !g_unichar_isdigit(line->chars[i]))
      continue;
    if (breaks)
      sts_check_report(line->check, place_of(line, begin), STS_RULE_NUMBER_PARTED,
                       "the invisible character U+%04X stands between two digits, so that a line may end within the "
                       "number; take it out",
                       line->chars[begin]);
    else
      report(line, begin, "it parts the digits of a number; take it out");
  }
}

/* ---- texts ---- */

/* Whether there is anything of all this, and how many controls; in nearly all text there is not. */
static bool
is_concerned(const char *text, int *controls)
{
  bool found = false;

  *controls = 0;
  for (const char *p = text; *p; p++) {
    if ((guchar)*p < 0xC2)
      continue;
    gunichar c = g_utf8_get_char(p);
    *controls += is_control(c);
    found = found || is_control(c) || c == SOFT_HYPHEN || c == ZERO_WIDTH_SPACE;
  }
  return found;
}

/* `picture`: in which the text stands; NULL: in none. */
static void
check_text(const StsCheck *check, const char *text, const StsProse *prose, StsPosition position, const char *language,
           const char *picture)
{
  glong length;
  int controls;

  if (!text || !is_concerned(text, &controls))
    return;
  if (controls > CONTROLS_MAX) {
    sts_check_report(check, position, STS_RULE_BIDI_CONTROL,
                     "this text has %d invisible controls of direction, too many to tell what each does; take them out",
                     controls);
    return;
  }
  g_autofree gunichar *chars = g_utf8_to_ucs4_fast(text, -1, &length);
  g_autofree bool *told = g_new0(bool, (gsize)length);
  g_autofree size_t *offsets = g_new(size_t, (gsize)length);
  for (glong i = 0, offset = 0; i < length; offset += g_unichar_to_utf8(chars[i++], NULL))
    offsets[i] = (size_t)offset;
  Line line = {check, prose, position, picture, chars, offsets, (int)length, sts_language_is_rtl(language), told};
  check_pairs(&line);
  check_between_digits(&line);
  check_number_order(&line);
}

static void
check_line(const StsCheck *check, const char *text, const StsProse *prose, StsPosition position, const char *language)
{
  check_text(check, text, prose, position, language, NULL);
}

/* What a drawing says. */
static void
check_picture(const StsCheck *check, const StsNode *image, const char *language)
{
  const char *text = image->image.image ? image->image.image->lines : NULL;
  int controls;

  if (!text || !is_concerned(text, &controls))
    return;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++)
    check_text(check, *line, NULL, image->position, language, image->image.source);
}

/* An address is read by machines, which take each character for a part of it. */
static void
check_address(const StsCheck *check, const StsNode *link)
{
  for (const char *p = link->link.destination; *p; p = g_utf8_next_char(p))
    if (is_control(g_utf8_get_char(p))) {
      sts_check_report(
          check, link->position, STS_RULE_BIDI_CONTROL,
          "the invisible character U+%04X, a control of direction, stands in the address of this link; take "
          "it out",
          g_utf8_get_char(p));
      return;
    }
}

static void
check_block(const StsCheck *check, const StsNode *block, StsProse *prose, const char *language)
{
  sts_prose_reset(prose);
  for (const StsNode *node = block; node; node = sts_node_next(block, node, false)) {
    if (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE)
      sts_prose_append(prose, node->text.text, node);
    else if (node->kind == STS_NODE_LINE_BREAK)
      sts_prose_append(prose, " ", node);
    else if (node->kind == STS_NODE_LINK)
      check_address(check, node);
  }
  check_line(check, prose->text->str, prose, block->position, language);
}

static void
check_tree(const StsCheck *check, const StsNode *root, const char *fallback)
{
  StsProse prose;

  sts_prose_init(&prose);
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    const StsNode *image = sts_node_shown_image(node);
    const char *language = sts_node_language(node, fallback);
    if (sts_node_holds_inlines(node->kind))
      check_block(check, node, &prose, language);
    if (node->kind == STS_NODE_CODE_BLOCK)
      check_line(check, node->code.text, NULL, node->position, language);
    if (!image)
      continue;
    check_line(check, image->image.alternative, NULL, image->position, language);
    check_picture(check, image, language);
  }
  sts_prose_clear(&prose);
}

/* `title`: a TEXT node; NULL: there is none. */
static void
check_title(const StsCheck *check, const StsNode *title, const char *language)
{
  StsProse prose;

  if (!title)
    return;
  sts_prose_init(&prose);
  sts_prose_append(&prose, title->text.text, title);
  check_line(check, prose.text->str, &prose, title->position, language);
  sts_prose_clear(&prose);
}

static void
check_lines(const StsCheck *check, const GArray *lines, const char *language)
{
  for (guint i = 0; i < lines->len; i++) {
    const StsPrintedLine *line = &g_array_index(lines, StsPrintedLine, i);
    check_title(check, line->text, line->language ? line->language : language);
  }
}

void
sts_check_library_bidi(const StsCheck *check)
{
  const StsLibrary *library = check->library;

  check_title(check, library->title_line, library->language);
  check_lines(check, library->lines, library->language);
  for (guint key = 0; library->clinic && key < STS_CLINIC_KEYS; key++)
    check_title(check, library->clinic->lines[key], library->language);
  if (library->disclaimer)
    check_tree(check, library->disclaimer, library->language);
}

void
sts_check_bidi(const StsCheck *check, const StsSection *section)
{
  const char *language = section->language ? section->language : check->library->language;
  StsSectionTrees trees = {section, 0};

  if (!section->title_heading)
    check_title(check, section->title_line, language);
  check_lines(check, section->lines, language);
  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    check_tree(check, root, language);
}
