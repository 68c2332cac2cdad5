/* Puts the text of each block together, and looks in it for what the tables of src/check/safety/ list. */
#include "check/safety.h"

#include <string.h>

#include "check/matches.h"
#include "check/prose.h"
#include "check/safety-heads.h"
#include "check/safety-rows.h"

/* What stands in the text that is searched for what is no text. */
enum { MARK_TOLD = 0x03, MARK_OBJECT = 0x04, MARK_EDGE = 0x05 };

/* How often a row is told in one block: when these are mended, the next are told. */
enum { REPORTS_MAX = 50 };

/* Addresses and names of files hold any letters and digits. */
/* Each begins where a word does, so that a long one is looked through once, not from each of its points. */
static const char ADDRESS[] =
    "(?:https?://|www\\.|\\bdoi: ?|\\b10\\.\\d{4,9}/)[^\\s<>\\[\\]{}|()]*|(?<![\\w.+-])[\\w.+-]+@[\\w-]+\\.[\\w.-]+|"
    "(?<!\\w)(?<!\\w[.-])(?=\\w)[\\w-]+(?:\\.[\\w-]+)*\\.(?:com|org|net|gov|edu|int|info|es|de|fr|uk)"
    "(?:/[^\\s<>\\[\\]{}|()]*|\\b(?!\\.\\w))|"
    "(?<![\\w./-])[\\w./-]+\\.(?:pdf|html?|png|jpe?g|docx?|md|txt|csv|zip)\\b";

struct StsSafety {
  StsSafetyReport report;
  gpointer data;
  StsSafetyRows *rows;
  StsSafetyHeads heads;
  GRegex *address;
  StsProse prose;       /* as it is printed */
  GString *scan;        /* the same, byte by byte, with marks for what is no text */
  bool has[256];        /* the bytes that are in it */
  int line;             /* of the source, of what was added last */
  const StsNode *block; /* NULL: text without markup */
  const char *language;
  StsSafetyPlaces in;
  GPtrArray *allowances; /* of const StsAllowance*: those of the blocks that were read */
  GHashTable *used;      /* those that allowed something */
};

StsSafety *
sts_safety_new(StsSafetyReport report, gpointer data)
{
  StsSafety *safety = g_new0(StsSafety, 1);

  safety->report = report;
  safety->data = data;
  safety->rows = sts_safety_rows_new();
  safety->scan = g_string_new(NULL);
  safety->address = g_regex_new(ADDRESS, 0, 0, NULL);
  g_assert(safety->address);
  safety->allowances = g_ptr_array_new();
  safety->used = g_hash_table_new(NULL, NULL);
  sts_prose_init(&safety->prose);
  sts_safety_heads_init(&safety->heads, sts_safety_rows_lookup(safety->rows, "COUNTED"));
  return safety;
}

void
sts_safety_free(StsSafety *safety)
{
  if (!safety)
    return;
  sts_safety_heads_clear(&safety->heads);
  sts_prose_clear(&safety->prose);
  g_ptr_array_unref(safety->allowances);
  g_hash_table_unref(safety->used);
  g_regex_unref(safety->address);
  g_string_free(safety->scan, TRUE);
  sts_safety_rows_free(safety->rows);
  g_free(safety);
}

/* ---- the text of a block ---- */

static void
add_mark(StsSafety *safety, char mark, const StsNode *node)
{
  const char text[] = {mark, '\0'};

  sts_prose_append(&safety->prose, text, node);
  g_string_append_c(safety->scan, mark);
}

static void
enter(StsSafety *safety, const StsNode *node)
{
  switch (node->kind) {
  case STS_NODE_TEXT:
    sts_prose_append_lines(&safety->prose, node, safety->scan, &safety->line);
    return;
  case STS_NODE_LINE_BREAK:
    add_mark(safety, '\n', node);
    return;
  case STS_NODE_CODE:
  case STS_NODE_IMAGE:
    sts_prose_follow_line(safety->scan, safety->scan->len, node->position.line, &safety->line);
    add_mark(safety, MARK_OBJECT, node);
    return;
  case STS_NODE_EMPHASIS:
  case STS_NODE_STRONG:
  case STS_NODE_LINK:
  case STS_NODE_SPAN:
    return;
  default: /* superscripts, subscripts, numbers of notes and links */
    add_mark(safety, MARK_EDGE, node);
  }
}

/* A quick look: in prose a full stop stands before a space. */
static bool
may_hold_address(const char *text)
{
  static const char *const SIGNS[] = {"@", "://", "www.", "doi:"};

  for (size_t i = 0; i < G_N_ELEMENTS(SIGNS); i++)
    if (strstr(text, SIGNS[i]))
      return true;
  for (const char *point = strchr(text, '.'); point; point = strchr(point + 1, '.'))
    if (g_ascii_isalnum(point[1]))
      return true;
  return false;
}

/* Takes addresses out of sight. */
static void
hide_addresses(StsSafety *safety)
{
  size_t from = 0;
  int begin, end;

  if (!may_hold_address(safety->scan->str))
    return;
  g_autofree char *text = g_strdup(safety->scan->str);
  while (sts_matches_next(safety->address, text, safety->scan->len, &from, &begin, &end))
    memset(safety->scan->str + begin, MARK_OBJECT, (size_t)(end - begin));
}

static void
begin_block(StsSafety *safety, const StsNode *block, const char *language)
{
  sts_prose_reset(&safety->prose);
  g_string_truncate(safety->scan, 0);
  safety->line = 0;
  safety->block = block;
  safety->language = language;
}

static void
read_block(StsSafety *safety, const StsNode *block)
{
  StsNodeIter iter;

  sts_node_iter_init(&iter, block);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (iter.node == block)
      continue;
    if (event == STS_EVENT_ENTER)
      enter(safety, iter.node);
    else if (iter.node->kind == STS_NODE_SUPERSCRIPT || iter.node->kind == STS_NODE_SUBSCRIPT)
      add_mark(safety, MARK_EDGE, iter.node);
  }
}

/* ---- findings ---- */

/* Returns a text on one line, without marks, cut short. */
static char *
one_line(const char *text, size_t length)
{
  enum { LONGEST = 60 };
  GString *out = g_string_new(NULL);

  for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
    if (out->len >= LONGEST) {
      g_string_append(out, "\xE2\x80\xA6");
      break;
    }
    if (*p == '\n')
      g_string_append_c(out, ' ');
    else if ((guchar)*p >= ' ')
      g_string_append_unichar(out, g_utf8_get_char(p));
  }
  return g_string_free(out, FALSE);
}

/* Whether a comment can allow what the rule tells. */
static bool
can_be_allowed(StsRule rule)
{
  return rule >= STS_RULE_PLACEHOLDER && rule <= STS_RULE_REFERENCE_EMPTY;
}

/* Lends what allows, with a reason, what the rule tells of the block or of one that it is in; NULL: nothing does. */
static const StsAllowance *
find_allowance(const StsNode *block, StsRule rule)
{
  for (; block; block = block->parent)
    for (const StsAllowance *allowance = block->allowances; allowance; allowance = allowance->next)
      if (allowance->reason && strcmp(allowance->rule, sts_rule_name(rule)) == 0)
        return allowance;
  return NULL;
}

/* Tells what was found in the block, or that it is allowed there. */
static void
tell(StsSafety *safety, const StsNode *block, StsRule rule, StsPosition position, const char *found, const char *text)
{
  const StsAllowance *allowance = find_allowance(block, rule);

  if (!allowance) {
    safety->report(safety->data, rule, position, text);
    return;
  }
  g_autofree char *allowed =
      g_strdup_printf("“%s” is allowed here by %s: %s", found, allowance->rule, allowance->reason);
  g_hash_table_add(safety->used, (gpointer)allowance);
  safety->report(safety->data, STS_RULE_ALLOWED, position, allowed);
}

static void
report(StsSafety *safety, const StsSafetyRow *row, const GMatchInfo *match)
{
  int begin, end;

  g_match_info_fetch_pos(match, 0, &begin, &end);
  g_autofree char *found = one_line(safety->prose.text->str + begin, (size_t)(end - begin));
  g_autofree char *expanded = g_match_info_expand_references(match, row->write, NULL);
  g_strdelimit(expanded, "\n", ' ');
  g_autofree char *text =
      g_strdup_printf("“%s” %s: %s; %s%s%s%s", found, row->wrong, row->why, expanded, row->source ? " (" : "",
                      row->source ? row->source : "", row->source ? ")" : "");
  tell(safety, safety->block, row->rule, sts_prose_place(&safety->prose, (size_t)begin), found, text);
}

static bool
holds(const StsSafety *safety, const char *literal)
{
  for (const char *p = literal; *p; p++)
    if (!safety->has[(guchar)*p])
      return false;
  return literal[0] == '\0' || literal[1] == '\0' || strstr(safety->scan->str, literal);
}

/* A quick look. */
static bool
may_hold(const StsSafety *safety, char *const *needs)
{
  if (strcmp(needs[0], "*") == 0)
    return true;
  for (size_t i = 0; needs[i]; i++)
    if (holds(safety, needs[i]))
      return true;
  return false;
}

static void
find_row(StsSafety *safety, StsSafetyRow *row)
{
  g_autoptr(GMatchInfo) match = NULL;
  int left = REPORTS_MAX;

  if (!(row->in & safety->in) || !may_hold(safety, row->needs) ||
      (row->needs_too && !may_hold(safety, row->needs_too)) || !sts_safety_row_is_for(row, safety->language))
    return;
  g_autofree char *text = g_strdup(safety->scan->str);
  g_regex_match(sts_safety_row_regex(safety->rows, row), text, 0, &match);
  for (; left > 0 && g_match_info_matches(match); g_match_info_next(match, NULL), left--) {
    int begin, end;
    g_match_info_fetch_pos(match, 0, &begin, &end);
    report(safety, row, match);
    /* What one row has told, no other tells again. */
    memset(safety->scan->str + begin, MARK_TOLD, (size_t)(end - begin));
  }
}

/* Each line of the block may be the head of a page. */
static void
find_heads(StsSafety *safety)
{
  const char *text = safety->scan->str;

  for (const char *p = text, *end; *p; p = *end ? end + 1 : end) {
    end = p + strcspn(p, "\n");
    sts_safety_heads_add(&safety->heads, p, (size_t)(end - p), sts_prose_place(&safety->prose, (size_t)(p - text)),
                         safety->block);
  }
}

static void
find(StsSafety *safety)
{
  GArray *rows = safety->rows->rows;

  hide_addresses(safety);
  memset(safety->has, 0, sizeof safety->has);
  for (const guchar *p = (const guchar *)safety->scan->str; *p; p++)
    safety->has[*p] = true;
  for (guint i = 0; i < rows->len; i++)
    find_row(safety, &g_array_index(rows, StsSafetyRow, i));
  if (safety->in & STS_SAFETY_LINES)
    find_heads(safety);
}

/* Whether the block is a paragraph or a heading that stands by itself. */
static bool
stands_alone(const StsNode *block)
{
  return (block->kind == STS_NODE_PARAGRAPH || block->kind == STS_NODE_HEADING) &&
         !sts_node_ancestor(block, STS_NODE_ITEM) && !sts_node_ancestor(block, STS_NODE_DEFINITION);
}

/* `block`: in which it stands; NULL: in none. */
static void
read_plain(StsSafety *safety, const StsNode *line, const char *language, const StsNode *block)
{
  if (!line || !*line->text.text)
    return;
  begin_block(safety, block, language);
  safety->in = STS_SAFETY_TEXT;
  enter(safety, line);
  find(safety);
}

void
sts_safety_read_line(StsSafety *safety, const StsNode *line, const char *language)
{
  read_plain(safety, line, language, NULL);
}

static void
read_alternative(StsSafety *safety, const StsNode *image, const char *language)
{
  StsNode line = {.kind = STS_NODE_TEXT, .position = image->position, .text = {.text = image->image.alternative}};

  line.position.column += line.position.column > 0 ? (int)strlen("![") : 0;
  read_plain(safety, line.text.text ? &line : NULL, language, image);
}

void
sts_safety_read(StsSafety *safety, const StsNode *root, const char *language, bool references)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    for (const StsAllowance *allowance = node->allowances; allowance; allowance = allowance->next)
      g_ptr_array_add(safety->allowances, (gpointer)allowance);
    if (sts_node_shown_image(node))
      read_alternative(safety, sts_node_shown_image(node), sts_node_language(node, language));
    if (!sts_node_holds_inlines(node->kind))
      continue;
    begin_block(safety, node, sts_node_language(node, language));
    safety->in = references ? STS_SAFETY_REFERENCES : STS_SAFETY_TEXT;
    safety->in |= stands_alone(node) ? STS_SAFETY_LINES : 0;
    read_block(safety, node);
    find(safety);
  }
}

/* Comments that allow nothing. */
static void
tell_allowances(StsSafety *safety)
{
  for (guint i = 0; i < safety->allowances->len; i++) {
    const StsAllowance *allowance = g_ptr_array_index(safety->allowances, i);
    g_autofree char *text = NULL;
    StsRule rule;
    if (!sts_rule_find(allowance->rule, &rule) || !can_be_allowed(rule))
      text = g_strdup_printf("“%s” is nothing that a comment can allow; those are the rules of patient safety, such as "
                             "dose-notation and placeholder",
                             allowance->rule);
    else if (allowance->reason && !g_hash_table_contains(safety->used, allowance))
      text =
          g_strdup_printf("this comment allows “%s” where there is nothing of the kind; take it out", allowance->rule);
    if (text)
      safety->report(safety->data, STS_RULE_ALLOW_UNUSED, allowance->position, text);
    else if (!allowance->reason)
      safety->report(safety->data, STS_RULE_ALLOW_WITHOUT_REASON, allowance->position,
                     "this comment does not say why, and allows nothing; write the reason after a colon: "
                     "<!-- allow dose-notation: the label of the drug says so -->");
  }
  g_ptr_array_set_size(safety->allowances, 0);
  g_hash_table_remove_all(safety->used);
}

void
sts_safety_finish(StsSafety *safety)
{
  g_autoptr(GArray) heads = sts_safety_heads_take(&safety->heads);

  for (guint i = 0; i < heads->len; i++) {
    const StsSafetyHead *head = &g_array_index(heads, StsSafetyHead, i);
    g_autofree char *line = one_line(head->text, strlen(head->text));
    g_autofree char *text = g_strdup_printf("“%s” comes again with another number, as what stood at the top or the "
                                            "foot of a page: it interrupts the text; take it out",
                                            line);
    tell(safety, head->block, STS_RULE_RUNNING_HEAD, head->position, line, text);
  }
  tell_allowances(safety);
}
