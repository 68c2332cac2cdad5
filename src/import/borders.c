/* Where sections begin. Every sign for or against it is weighed; no sign decides alone, since each of them may be
 * damaged. */
#include "import/borders.h"

#include <string.h>

#include "import/prose.h"
#include "import/source.h"
#include "read/library/closing-names.h"

typedef enum {
  SIGN_FIRST_LINE,    /* the document begins with this heading */
  SIGN_BEGINNING,     /* it is the first section, but something stands before its heading, or it has none */
  SIGN_DATE_BEFORE,   /* the section before it has ended with its date, and a heading follows */
  SIGN_DATE_ALONE,    /* ... and text follows */
  SIGN_CLOSED_BEFORE, /* ... with its references or hyperlinks */
  SIGN_DISCLAIMED,    /* ... with what reads as a disclaimer */
  SIGN_RULE,
  SIGN_ASKED,        /* --split-level names this level */
  SIGN_CHAPTER,      /* chapters_level, below */
  SIGN_CONTENTS,     /* the contents list of the document, which is left out, names it */
  SIGN_NAMED,        /* a table of contents outside the section names it */
  SIGN_NAMED_BESIDE, /* ... which names another section, found by other signs, too */
  SIGN_OWN_CONTENTS, /* its own table of contents follows */
  SIGN_SHAPE,        /* it ends as the titles do that a table of contents names */
  SIGN_LEVEL_SURE,   /* the levels of the document are in order, and this is the highest */
  SIGN_LEVEL_ALONE,  /* all headings are of one level, and that is the first, or the one below the document's title */
  SIGN_LEVEL,        /* the highest level, in a document whose levels are not in order */
  SIGN_LEVEL_MOST, /* instead of these two, where the section before it is not closed: most headings of that level begin
                      sections by other signs */
  SIGN_GAP,        /* empty lines before it, as where pages were lost */
  SIGN_LISTED,     /* the section's own table of contents names it: it lies within */
  SIGN_UNCLOSED,   /* the section before it has neither references nor date, while others do */
  SIGNS,
} Sign;

/* The weights of all signs, the score from which on a section begins, and those from which on that is likely or sure.
 */
static const int WEIGHTS[SIGNS] = {
    [SIGN_FIRST_LINE] = 6,    [SIGN_BEGINNING] = 3,  [SIGN_DATE_BEFORE] = 8, [SIGN_DATE_ALONE] = 5,
    [SIGN_CLOSED_BEFORE] = 4, [SIGN_DISCLAIMED] = 3, [SIGN_RULE] = 2,        [SIGN_NAMED] = 3,
    [SIGN_OWN_CONTENTS] = 3,  [SIGN_SHAPE] = 2,      [SIGN_LEVEL_SURE] = 5,  [SIGN_LEVEL_ALONE] = 3,
    [SIGN_LEVEL] = 2,         [SIGN_GAP] = 1,        [SIGN_LISTED] = -6,     [SIGN_UNCLOSED] = -2,
    [SIGN_NAMED_BESIDE] = 2,  [SIGN_LEVEL_MOST] = 5, [SIGN_ASKED] = 8,       [SIGN_CHAPTER] = 3,
    [SIGN_CONTENTS] = 7,
};
enum { SCORE_BORDER = 3, SCORE_MEDIUM = 5, SCORE_HIGH = 8 };

/* Text before the first heading that is longer than this is a section of its own. */
enum { PRELUDE_WORDS = 60, FURNITURE_WORDS = 12, GAP_LINES = 3 };

typedef struct {
  StsImport *import;
  GHashTable *named;  /* folded text of an entry in a table of contents that is nobody's own -> its line */
  GHashTable *lists;  /* the same -> the list it stands in */
  GHashTable *proved; /* the lists of which an entry begins a section by other signs */
  GHashTable *shapes; /* the last words of such entries -> how many end so */
  int top_level, top_count, levels;
  bool titled;      /* the first heading is that of the whole document, and the highest level is that below it */
  bool in_order;    /* no level is left out, and the first heading has the highest */
  bool levels_tell; /* most headings of the highest level begin sections, so that the others may */
  bool levels_most; /* more than half of them do */
  bool closes;      /* sections of this document end with a date or references */
  bool use_levels;  /* the second pass */
  /* The section that is open. */
  bool dated, closed, disclaimed;
  guint text_blocks;  /* of text since it began */
  GHashTable *listed; /* folded text of entries in its own tables of contents */
} Surveyor;

/* ---- words ---- */

/* The last two words, without the s of a plural: what the titles of a document have in common. NULL for a shorter text.
 */
static char *
shape_of(const char *text)
{
  const char *from = text + strlen(text);
  int blanks = 0;

  while (from > text && blanks < 2)
    blanks += *--from == ' ';
  if (blanks < 2)
    return NULL;
  char *shape = g_strdup(from + 1);
  size_t length = strlen(shape);
  if (length > 3 && shape[length - 1] == 's')
    shape[length - 1] = '\0';
  return shape;
}

static void
collect_named(Surveyor *surveyor)
{
  for (guint i = 0; i < surveyor->import->blocks->len; i++) {
    const StsImportBlock *block = sts_import_block(surveyor->import, i);
    if (block->role != STS_ROLE_CONTENTS || block->own_contents)
      continue;
    for (const StsNode *item = block->node->first_child; item; item = item->next) {
      g_autofree char *text = sts_import_inline_text(item);
      g_autofree char *shape = shape_of(text);
      char *folded = g_utf8_casefold(text, -1);
      if (g_hash_table_contains(surveyor->named, folded)) {
        g_free(folded);
        continue;
      }
      g_hash_table_insert(surveyor->named, folded, GINT_TO_POINTER(item->position.line));
      g_hash_table_insert(surveyor->lists, folded, (gpointer)block);
      if (shape) {
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(surveyor->shapes, shape));
        g_hash_table_insert(surveyor->shapes, g_steal_pointer(&shape), GUINT_TO_POINTER(count + 1));
      }
    }
  }
}

/* ---- levels ---- */

/* The first heading, if another stands right below it and no other has its level: in a document whose sections close,
 * the title of the whole. G_MAXUINT otherwise. */
static guint
find_title(const Surveyor *surveyor, const int counts[7])
{
  const StsImport *import = surveyor->import;
  guint i = 0;

  while (i < import->blocks->len && sts_import_block(import, i)->role != STS_ROLE_HEADING)
    i++;
  if (!surveyor->closes || i + 1 >= import->blocks->len)
    return G_MAXUINT;
  const StsImportBlock *first = sts_import_block(import, i), *below = first + 1;
  bool title = below->role == STS_ROLE_HEADING && below->node->heading.level > first->node->heading.level &&
               counts[first->node->heading.level] == 1;
  return title ? i : G_MAXUINT;
}

static void
count_levels(Surveyor *surveyor, int counts[7])
{
  for (guint i = 0; i < surveyor->import->blocks->len; i++) {
    const StsImportBlock *block = sts_import_block(surveyor->import, i);
    surveyor->closes |=
        block->role == STS_ROLE_DATE || (block->role == STS_ROLE_CLOSING && block->part == STS_CLOSING_REFERENCES);
    if (block->role == STS_ROLE_HEADING)
      counts[block->node->heading.level]++;
  }
}

/* Whether no level is left out from that block on, and none is higher than that of the first heading. */
static bool
are_in_order(const StsImport *import, guint from)
{
  int first = 0, before = 0;

  for (guint i = from; i < import->blocks->len; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (block->role != STS_ROLE_HEADING)
      continue;
    int level = block->node->heading.level;
    first = first > 0 ? first : level;
    if (level < first || (before > 0 && level > before + 1))
      return false;
    before = level;
  }
  return true;
}

static void
survey_levels(Surveyor *surveyor)
{
  int counts[7] = {0};

  count_levels(surveyor, counts);
  guint title = find_title(surveyor, counts);
  surveyor->titled = title != G_MAXUINT;
  if (surveyor->titled)
    counts[sts_import_block(surveyor->import, title)->node->heading.level] = 0;
  surveyor->in_order = are_in_order(surveyor->import, surveyor->titled ? title + 1 : 0);
  for (int level = 6; level >= 1; level--)
    if (counts[level] > 0) {
      surveyor->top_level = level;
      surveyor->top_count = counts[level];
      surveyor->levels++;
    }
}

/* The level below that of the first heading, and the only one of its level, if the document closes nothing, and most
 * headings of that level have parts of their own: a book, not a handout. 0 otherwise. */
static int
find_chapters(const Surveyor *surveyor)
{
  const StsImport *import = surveyor->import;
  guint chapters = 0, divided = 0;
  int first = 0, level = 0;
  bool open = false;

  if (surveyor->closes || import->matter_date || import->matter_references)
    return 0;
  for (guint i = 0; i < import->blocks->len; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (block->named_by > 0)
      return 0;
    if (block->role != STS_ROLE_HEADING)
      continue;
    int own = block->node->heading.level;
    if (first > 0 && (own <= first || own < level))
      return 0;
    level = first > 0 && level == 0 ? own : level;
    divided += open && own > level;
    chapters += first > 0 && own == level;
    open = first > 0 && own == level;
    first = first > 0 ? first : own;
  }
  return chapters > 1 && divided * 2 > chapters ? level : 0;
}

/* Whether a heading stands right below the title of the whole document that no other sign has shown to begin a section:
 * the first one begins there.
 */
static bool
has_first_below_title(const Surveyor *surveyor)
{
  const GPtrArray *parts = surveyor->import->parts;
  const StsImportPart *first = g_ptr_array_index(parts, 0),
                      *second = parts->len > 1 ? g_ptr_array_index(parts, 1) : NULL;

  return surveyor->titled && second && second->heading != first->heading + 1;
}

/* Whether most headings of the highest level begin sections by other signs, where other signs are to be expected. */
static void
compare_levels(Surveyor *surveyor)
{
  int borders = 0;

  for (guint i = 0; i < surveyor->import->parts->len; i++) {
    const StsImportPart *part = g_ptr_array_index(surveyor->import->parts, i);
    if (part->heading != G_MAXUINT &&
        sts_import_block(surveyor->import, part->heading)->node->heading.level == surveyor->top_level)
      borders++;
  }
  borders += borders > 0 && has_first_below_title(surveyor);
  surveyor->levels_tell = !surveyor->closes || borders * 2 >= surveyor->top_count;
  surveyor->levels_most = borders > 1 && borders * 2 > surveyor->top_count;
}

/* Which lists of contents name sections, and not what one section holds. */
static void
prove_lists(Surveyor *surveyor)
{
  for (guint i = 1; i < surveyor->import->parts->len; i++) {
    const StsImportPart *part = g_ptr_array_index(surveyor->import->parts, i);
    if (part->heading == G_MAXUINT || part->shown.score < SCORE_MEDIUM)
      continue;
    g_autofree char *folded = g_utf8_casefold(sts_import_block(surveyor->import, part->heading)->text, -1);
    gpointer list = g_hash_table_lookup(surveyor->lists, folded);
    if (list)
      g_hash_table_add(surveyor->proved, list);
  }
}

static Sign
level_sign(const Surveyor *surveyor, int level)
{
  if (!surveyor->use_levels || !surveyor->levels_tell || level != surveyor->top_level || surveyor->top_count < 2)
    return SIGNS;
  if (!surveyor->in_order)
    return SIGN_LEVEL;
  if (surveyor->levels > 1)
    return SIGN_LEVEL_SURE;
  /* Headings of one lower level may as well be those within one section. */
  return level == 1 || surveyor->titled ? SIGN_LEVEL_ALONE : SIGNS;
}

/* ---- weighing ---- */

static const StsImportBlock *
block_before(const Surveyor *surveyor, guint index)
{
  return index > 0 ? sts_import_block(surveyor->import, index - 1) : NULL;
}

static const StsImportBlock *
block_after(const Surveyor *surveyor, guint index)
{
  return index + 1 < surveyor->import->blocks->len ? sts_import_block(surveyor->import, index + 1) : NULL;
}

static void
weigh_heading(Surveyor *surveyor, guint index, bool signs[SIGNS])
{
  const StsImportBlock *block = sts_import_block(surveyor->import, index), *after = block_after(surveyor, index);
  g_autofree char *folded = g_utf8_casefold(block->text, -1);
  g_autofree char *shape = shape_of(block->text);
  Sign level = level_sign(surveyor, block->node->heading.level);

  signs[SIGN_CONTENTS] = block->named_by > 0;
  signs[SIGN_CHAPTER] =
      surveyor->import->chapters_level > 0 && block->node->heading.level == surveyor->import->chapters_level;
  signs[SIGN_LISTED] =
      !signs[SIGN_CONTENTS] && (block->named_within || g_hash_table_contains(surveyor->listed, folded));
  signs[SIGN_NAMED] = !signs[SIGN_LISTED] && g_hash_table_contains(surveyor->named, folded);
  signs[SIGN_NAMED_BESIDE] =
      signs[SIGN_NAMED] && g_hash_table_contains(surveyor->proved, g_hash_table_lookup(surveyor->lists, folded));
  signs[SIGN_OWN_CONTENTS] = after && after->own_contents;
  signs[SIGN_SHAPE] = shape && GPOINTER_TO_UINT(g_hash_table_lookup(surveyor->shapes, shape)) > 1;
  if (level != SIGNS)
    signs[level] = true;
  /* A list of references ends where a heading of the text comes. */
  signs[SIGN_CLOSED_BEFORE] = surveyor->closed && !surveyor->dated;
  signs[SIGN_DISCLAIMED] = surveyor->disclaimed && !surveyor->dated && !surveyor->closed;
}

/* A section that has lost its end must not swallow the next, whose references and date would become its own. */
static void
rely_on_level(const Surveyor *surveyor, const StsImportBlock *block, bool signs[SIGNS])
{
  if (!surveyor->use_levels || !surveyor->levels_most || signs[SIGN_LEVEL_SURE])
    return;
  if (block->role != STS_ROLE_HEADING || block->node->heading.level != surveyor->top_level)
    return;
  signs[SIGN_LEVEL] = signs[SIGN_LEVEL_ALONE] = false;
  signs[SIGN_LEVEL_MOST] = true;
}

static int
weigh(Surveyor *surveyor, guint index, bool signs[SIGNS])
{
  const StsImportBlock *block = sts_import_block(surveyor->import, index), *before = block_before(surveyor, index);
  int score = 0;

  g_assert(block);
  memset(signs, 0, SIGNS * sizeof *signs);
  bool first = surveyor->import->parts->len == 0;
  signs[SIGN_FIRST_LINE] = first && index == 0 && block->role == STS_ROLE_HEADING;
  signs[SIGN_BEGINNING] = first && !signs[SIGN_FIRST_LINE];
  signs[SIGN_DATE_BEFORE] = surveyor->dated && block->role == STS_ROLE_HEADING;
  signs[SIGN_DATE_ALONE] = surveyor->dated && block->role != STS_ROLE_HEADING;
  signs[SIGN_RULE] = before && before->role == STS_ROLE_RULE;
  signs[SIGN_GAP] = before && block->gap >= GAP_LINES;
  if (block->role == STS_ROLE_HEADING)
    weigh_heading(surveyor, index, signs);
  signs[SIGN_UNCLOSED] = surveyor->closes && !first && !surveyor->dated && !surveyor->closed && !surveyor->disclaimed &&
                         surveyor->text_blocks > 0;
  if (signs[SIGN_UNCLOSED])
    rely_on_level(surveyor, block, signs);
  for (int sign = 0; sign < SIGNS; sign++)
    score += signs[sign] ? WEIGHTS[sign] : 0;
  return score;
}

static char *
reason_of(const Surveyor *surveyor, guint index, Sign sign)
{
  if (sign == SIGN_BEGINNING)
    return g_strdup("it is the first in the document");
  const StsImportBlock *block = sts_import_block(surveyor->import, index);
  g_autofree char *folded = g_utf8_casefold(block->text, -1);
  g_autofree char *shape = shape_of(block->text);

  switch (sign) {
  case SIGN_FIRST_LINE:
    return g_strdup("the document begins with this heading");
  case SIGN_DATE_BEFORE:
  case SIGN_DATE_ALONE:
    return g_strdup("the section before it ends with its date");
  case SIGN_CLOSED_BEFORE:
    return g_strdup("the section before it ends with its references or hyperlinks");
  case SIGN_DISCLAIMED:
    return g_strdup("the section before it ends with what reads like a disclaimer");
  case SIGN_RULE:
    return g_strdup("there is a rule before it");
  case SIGN_ASKED:
    return g_strdup_printf("headings up to level %d were to begin sections", surveyor->import->split_level);
  case SIGN_CHAPTER:
    return g_strdup_printf(
        "it is one of several of level %d below the only heading of its level, and most of them have "
        "parts of their own",
        surveyor->import->chapters_level);
  case SIGN_CONTENTS:
    return g_strdup_printf("the contents list of the document names it (line %d)",
                           sts_import_source_line(surveyor->import, block->named_by));
  case SIGN_NAMED:
    return g_strdup_printf(
        "a list of contents names it (line %d)",
        sts_import_source_line(surveyor->import, GPOINTER_TO_INT(g_hash_table_lookup(surveyor->named, folded))));
  case SIGN_NAMED_BESIDE:
    return g_strdup("that list names other sections, too");
  case SIGN_OWN_CONTENTS:
    return g_strdup("a list of its own contents follows");
  case SIGN_SHAPE:
    return g_strdup_printf("it ends as other titles do, in “%s”", shape);
  case SIGN_LEVEL_SURE:
    return g_strdup_printf("the headings are in order, and level %d is the highest", surveyor->top_level);
  case SIGN_LEVEL_ALONE:
    return g_strdup_printf("all headings are of level %d", surveyor->top_level);
  case SIGN_LEVEL:
    return g_strdup_printf("level %d is the highest in the document, whose levels are not in order",
                           surveyor->top_level);
  case SIGN_LEVEL_MOST:
    return g_strdup_printf("other signs show that most headings of level %d begin sections", surveyor->top_level);
  case SIGN_GAP:
    return g_strdup_printf("there are %d empty lines before it", block->gap);
  case SIGN_LISTED:
    return g_strdup("but a list of contents within the section before it names it");
  case SIGN_UNCLOSED:
    return g_strdup("but the section before it has no references and no date");
  case SIGN_BEGINNING:
  case SIGNS:
    break;
  }
  g_assert_not_reached();
}

/* ---- sections ---- */

static StsImportPart *
open_part(Surveyor *surveyor, guint begin, guint heading, guint weighed, int score, const bool signs[SIGNS])
{
  StsImportPart *part = g_new0(StsImportPart, 1);

  part->begin = begin;
  part->heading = heading;
  part->reasons = g_ptr_array_new();
  part->markers = g_array_new(FALSE, FALSE, sizeof(StsImportMarker));
  part->gaps = g_ptr_array_new();
  part->notes = g_array_new(FALSE, FALSE, sizeof(StsImportRun));
  part->lines = g_array_new(FALSE, FALSE, sizeof(int));
  part->shown.score = score;
  part->shown.confidence = score >= SCORE_HIGH     ? STS_CONFIDENCE_HIGH
                           : score >= SCORE_MEDIUM ? STS_CONFIDENCE_MEDIUM
                                                   : STS_CONFIDENCE_LOW;
  for (int sign = 0; sign < SIGNS; sign++)
    if (signs[sign]) {
      g_autofree char *reason = reason_of(surveyor, weighed, (Sign)sign);
      g_ptr_array_add(part->reasons, (gpointer)sts_arena_strdup(surveyor->import->arena, reason));
    }
  if (surveyor->import->parts->len > 0)
    ((StsImportPart *)g_ptr_array_index(surveyor->import->parts, surveyor->import->parts->len - 1))->end = begin;
  g_ptr_array_add(surveyor->import->parts, part);
  surveyor->dated = surveyor->closed = surveyor->disclaimed = false;
  surveyor->text_blocks = 0;
  g_hash_table_remove_all(surveyor->listed);
  return part;
}

/* Lines at the foot of a page, such as an address; they are no sentences. */
static bool
is_furniture(const StsImportBlock *block)
{
  if (block->node->kind != STS_NODE_PARAGRAPH || block->words >= FURNITURE_WORDS)
    return false;
  return strchr(block->text, '|') || strstr(block->text, "©") || sts_prose_is_address(sts_prose_last_word(block->text));
}

/* What may still belong to a section after its date. */
static bool
is_tail(const StsImportBlock *block)
{
  if (block->role == STS_ROLE_RULE || block->role == STS_ROLE_DATE || block->role == STS_ROLE_CLOSING ||
      block->role == STS_ROLE_LOOSE_REFERENCE)
    return true;
  if (block->role == STS_ROLE_REFERENCE || block->role == STS_ROLE_HYPERLINKS || block->role == STS_ROLE_DISCLAIMER)
    return true;
  return is_furniture(block) || (block->node->kind == STS_NODE_PARAGRAPH && sts_prose_is_disclaimer(block->text));
}

static void
take_note(Surveyor *surveyor, const StsImportBlock *block)
{
  switch (block->role) {
  case STS_ROLE_DATE:
    surveyor->dated = true;
    break;
  case STS_ROLE_CLOSING:
  case STS_ROLE_LOOSE_REFERENCE:
    surveyor->closed = true;
    break;
  case STS_ROLE_CONTENTS:
    for (const StsNode *item = block->own_contents ? block->node->first_child : NULL; item; item = item->next) {
      g_autofree char *text = sts_import_inline_text(item);
      g_hash_table_add(surveyor->listed, g_utf8_casefold(text, -1));
    }
    surveyor->text_blocks++;
    break;
  case STS_ROLE_TEXT:
    surveyor->disclaimed = block->node->kind == STS_NODE_PARAGRAPH && sts_prose_is_disclaimer(block->text);
    surveyor->text_blocks++;
    break;
  case STS_ROLE_FRAGMENT:
    surveyor->text_blocks++;
    break;
  case STS_ROLE_HEADING:
    /* What follows is not yet known to be closed. */
    surveyor->closed = surveyor->disclaimed = false;
    break;
  case STS_ROLE_RULE:
  case STS_ROLE_REFERENCE:
  case STS_ROLE_HYPERLINKS:
  case STS_ROLE_DISCLAIMER:
    break;
  }
}

/* Whether the block begins a section; if so, `signs` and `score` say why. */
static bool
begins_part(Surveyor *surveyor, guint index, bool signs[SIGNS], int *score)
{
  const StsImportBlock *block = sts_import_block(surveyor->import, index);
  int asked = surveyor->import->split_level;

  if (asked > 0) {
    memset(signs, 0, SIGNS * sizeof *signs);
    signs[SIGN_ASKED] = true;
    *score = WEIGHTS[SIGN_ASKED];
    return block->role == STS_ROLE_HEADING && block->node->heading.level <= asked;
  }
  if (block->role == STS_ROLE_HEADING) {
    *score = weigh(surveyor, index, signs);
    return *score >= SCORE_BORDER;
  }
  /* Text without a heading begins a section only where one has ended for certain. */
  if (!surveyor->dated || is_tail(block))
    return false;
  *score = weigh(surveyor, index, signs);
  return true;
}

/* Whether a heading that begins no section is of the level on which titles of sections stand, so that it may be one;
 * unless a list says that it lies within. Where headings of a lower level begin sections now and then, they may as well
 * be those within. */
static bool
is_of_title_level(const Surveyor *surveyor, const StsImportBlock *block, const bool signs[SIGNS])
{
  int level = block->node->heading.level;

  if (level != surveyor->top_level || surveyor->top_count < 2 || signs[SIGN_LISTED])
    return false;
  return level == 1 || surveyor->titled || (surveyor->levels_tell && surveyor->import->parts->len > 1);
}

/* The first heading, if what comes before it is too little for a section; G_MAXUINT if there is none. */
static guint
find_first_title(const StsImport *import)
{
  size_t words = 0;

  for (guint i = 0; i < import->blocks->len; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    if (block->role == STS_ROLE_HEADING)
      return i;
    if (block->role == STS_ROLE_DATE || block->role == STS_ROLE_CLOSING)
      return G_MAXUINT;
    words += block->words;
    if (words > PRELUDE_WORDS)
      return G_MAXUINT;
  }
  return G_MAXUINT;
}

static void
open_first_part(Surveyor *surveyor)
{
  guint title = find_first_title(surveyor->import), weighed = title == G_MAXUINT ? 0 : title;
  bool signs[SIGNS] = {[SIGN_BEGINNING] = true};
  int score = surveyor->import->blocks->len > 0 ? weigh(surveyor, weighed, signs) : WEIGHTS[SIGN_BEGINNING];

  open_part(surveyor, 0, title, weighed, score, signs);
}

static void
survey(Surveyor *surveyor)
{
  StsImport *import = surveyor->import;
  guint count = import->blocks->len;

  surveyor->dated = surveyor->closed = surveyor->disclaimed = false;
  surveyor->text_blocks = 0;
  g_hash_table_remove_all(surveyor->listed);
  open_first_part(surveyor);
  const StsImportPart *first = g_ptr_array_index(import->parts, 0);
  for (guint i = 0; i < count; i++) {
    StsImportBlock *block = sts_import_block(import, i);
    bool signs[SIGNS];
    int score;
    bool looked_at = i > 0 && i != first->heading && !(first->heading != G_MAXUINT && i < first->heading);
    if (looked_at && begins_part(surveyor, i, signs, &score))
      open_part(surveyor, i, block->role == STS_ROLE_HEADING ? i : G_MAXUINT, i, score, signs);
    else if (looked_at && block->role == STS_ROLE_HEADING && import->split_level == 0)
      block->title_level = surveyor->use_levels && is_of_title_level(surveyor, block, signs);
    take_note(surveyor, block);
  }
  ((StsImportPart *)g_ptr_array_index(import->parts, import->parts->len - 1))->end = count;
}

void
sts_import_part_free(StsImportPart *part)
{
  g_ptr_array_unref(part->reasons);
  g_array_unref(part->markers);
  g_ptr_array_unref(part->gaps);
  g_array_unref(part->notes);
  g_array_unref(part->lines);
  g_free(part);
}

/* A section of nothing but its heading, right before another, is the title of the whole document: it goes before the
 * title of the next. */
static void
join_document_title(StsImport *import)
{
  if (import->parts->len < 2)
    return;
  StsImportPart *first = g_ptr_array_index(import->parts, 0), *second = g_ptr_array_index(import->parts, 1);
  for (guint i = first->begin; i < first->end; i++)
    if (i != first->heading && sts_import_block(import, i)->role != STS_ROLE_RULE)
      return;
  if (first->heading == G_MAXUINT || second->heading == G_MAXUINT)
    return;
  second->begin = first->begin;
  import->document_title = first->heading;
  g_ptr_array_remove_index(import->parts, 0);
}

void
sts_import_find_borders(StsImport *import)
{
  g_autoptr(GHashTable) named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) shapes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) lists = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) proved = g_hash_table_new(NULL, NULL);
  Surveyor surveyor = {
      .import = import, .named = named, .lists = lists, .proved = proved, .shapes = shapes, .listed = listed};

  import->document_title = G_MAXUINT;
  collect_named(&surveyor);
  survey_levels(&surveyor);
  import->chapters_level = find_chapters(&surveyor);
  survey(&surveyor);
  compare_levels(&surveyor);
  prove_lists(&surveyor);
  g_ptr_array_set_size(import->parts, 0);
  surveyor.use_levels = true;
  survey(&surveyor);
  join_document_title(import);
}

const char *
sts_confidence_name(StsConfidence confidence)
{
  static const char *const NAMES[] = {"low", "medium", "high"};

  return NAMES[confidence];
}
