/* Splits plain text at the spaces where a line may be broken, and fills lines. */
#include "layout/text/plain.h"

/* Longer text, which Pango is given in pieces (lines.c), and whole texts that are kept as one word. */
enum { PLAIN_MAX = 12 * 1024, ALONE_MAX = 32 };

/* What a character is to the places where a line may be broken (Unicode Standard Annex 14). */
typedef enum {
  CLASS_FOREIGN, /* Pango must look at the text */
  CLASS_INNER,   /* Pango must look at the word */
  CLASS_SPACE,
  CLASS_LETTER,
  CLASS_DIGIT,
  CLASS_OPEN,       /* opening punctuation: OP, and quotation marks that open */
  CLASS_CLOSE,      /* CL, CP, EX, and of IS the colon and the semicolon */
  CLASS_POINT,      /* full stop, comma: in a number or an abbreviation too */
  CLASS_QUOTE,      /* straight, or one that closes */
  CLASS_APOSTROPHE, /* a quotation mark that also stands in words */
  CLASS_PERCENT,
} Class;

#define L CLASS_LETTER
#define D CLASS_DIGIT
#define I CLASS_INNER
#define O CLASS_OPEN
#define C CLASS_CLOSE
#define P CLASS_POINT
#define Q CLASS_QUOTE
static const guint8 ascii_classes[128] = {
    [' '] = CLASS_SPACE, ['!'] = C,
    ['"'] = Q,           ['#'] = I,
    ['$'] = I,           ['%'] = CLASS_PERCENT,
    ['&'] = I,           ['\''] = CLASS_APOSTROPHE,
    ['('] = O,           [')'] = C,
    ['*'] = I,           ['+'] = I,
    [','] = P,           ['-'] = I,
    ['.'] = P,           ['/'] = I,
    ['0'] = D,           ['1'] = D,
    ['2'] = D,           ['3'] = D,
    ['4'] = D,           ['5'] = D,
    ['6'] = D,           ['7'] = D,
    ['8'] = D,           ['9'] = D,
    [':'] = C,           [';'] = C,
    ['<'] = I,           ['='] = I,
    ['>'] = I,           ['?'] = C,
    ['@'] = I,           ['A'] = L,
    ['B'] = L,           ['C'] = L,
    ['D'] = L,           ['E'] = L,
    ['F'] = L,           ['G'] = L,
    ['H'] = L,           ['I'] = L,
    ['J'] = L,           ['K'] = L,
    ['L'] = L,           ['M'] = L,
    ['N'] = L,           ['O'] = L,
    ['P'] = L,           ['Q'] = L,
    ['R'] = L,           ['S'] = L,
    ['T'] = L,           ['U'] = L,
    ['V'] = L,           ['W'] = L,
    ['X'] = L,           ['Y'] = L,
    ['Z'] = L,           ['['] = O,
    ['\\'] = I,          [']'] = C,
    ['^'] = I,           ['_'] = I,
    ['`'] = I,           ['a'] = L,
    ['b'] = L,           ['c'] = L,
    ['d'] = L,           ['e'] = L,
    ['f'] = L,           ['g'] = L,
    ['h'] = L,           ['i'] = L,
    ['j'] = L,           ['k'] = L,
    ['l'] = L,           ['m'] = L,
    ['n'] = L,           ['o'] = L,
    ['p'] = L,           ['q'] = L,
    ['r'] = L,           ['s'] = L,
    ['t'] = L,           ['u'] = L,
    ['v'] = L,           ['w'] = L,
    ['x'] = L,           ['y'] = L,
    ['z'] = L,           ['{'] = I,
    ['|'] = I,           ['}'] = I,
    ['~'] = I,
};
#undef L
#undef D
#undef I
#undef O
#undef C
#undef P
#undef Q

StsPlain *
sts_plain_new(PangoContext *context)
{
  StsPlain *plain = g_new0(StsPlain, 1);

  plain->cache = sts_word_cache_new(context);
  plain->tokens = g_array_new(FALSE, FALSE, sizeof(StsPlainToken));
  plain->stretches = g_array_new(FALSE, FALSE, sizeof(StsStretch));
  plain->no_breaks = g_array_new(FALSE, FALSE, sizeof(StsNoBreak));
  plain->lines = g_array_new(FALSE, FALSE, sizeof(StsPlainLine));
  return plain;
}

void
sts_plain_free(StsPlain *plain)
{
  if (!plain)
    return;
  sts_word_cache_free(plain->cache);
  g_array_unref(plain->tokens);
  g_array_unref(plain->stretches);
  g_array_unref(plain->no_breaks);
  g_array_unref(plain->lines);
  g_free(plain);
}

static Class
class_of_code(gunichar code)
{
  switch (code) {
  case 0x00ad:
    return CLASS_FOREIGN;
  case 0x2018:
  case 0x201c:
    return CLASS_OPEN;
  case 0x2019:
    return CLASS_APOSTROPHE;
  case 0x201d:
    return CLASS_QUOTE;
  case 0x200b: /* zero width space: in addresses */
  case 0x2013:
  case 0x2014:
  case 0x2022:
  case 0x2026:
  case 0x20ac:
  case 0x2122:
  case 0x2264:
  case 0x2265:
    return CLASS_INNER;
  case 0x00d7:
  case 0x00f7:
    return CLASS_INNER;
  default:
    break;
  }
  if (code >= 0xc0 && code < 0x250)
    return CLASS_LETTER;
  return code >= 0xa0 && code < 0xc0 ? CLASS_INNER : CLASS_FOREIGN;
}

static Class
ascii_class(char c)
{
  return (guchar)c < 0x80 ? ascii_classes[(guchar)c] : CLASS_FOREIGN;
}

static Class
class_of(const char *p, guint *bytes)
{
  guchar c = (guchar)*p;

  *bytes = 1;
  if (c < 0x80)
    return ascii_class(*p);
  *bytes = (guint)g_utf8_skip[c];
  return *bytes > 3 ? CLASS_FOREIGN : class_of_code(g_utf8_get_char(p));
}

/* ---- looks ---- */

/* The flags by which the span gets attributes of its own (see add_style() in gather.c). */
static guint8
look_of(const StsTheme *theme, const StsInline *in, guint8 flags)
{
  flags &= STS_SPAN_BOLD | STS_SPAN_ITALIC | STS_SPAN_CODE | STS_SPAN_SUPERSCRIPT | STS_SPAN_SUBSCRIPT;
  if (in->face->style->bold)
    flags &= (guint8)~STS_SPAN_BOLD;
  if (in->face->style->italic)
    flags &= (guint8)~STS_SPAN_ITALIC;
  if (!(sts_theme_scale(theme, in->size, theme->superscript_scale) < in->size))
    flags &= (guint8) ~(STS_SPAN_SUPERSCRIPT | STS_SPAN_SUBSCRIPT);
  return flags;
}

/* Spans that look as the text does go together; each other leaf is shaped by itself. */
static void
find_stretches(StsPlain *plain, const StsTheme *theme, const StsInline *in)
{
  const StsNode *node = NULL;

  g_array_set_size(plain->stretches, 0);
  for (guint i = 0; i < in->spans->len; i++) {
    const StsSpan *span = &g_array_index(in->spans, StsSpan, i);
    StsStretch stretch = {.start = span->start, .flags = look_of(theme, in, span->flags)};
    const StsStretch *last =
        plain->stretches->len > 0 ? &g_array_index(plain->stretches, StsStretch, plain->stretches->len - 1) : NULL;
    if (last && last->flags == stretch.flags && (stretch.flags == 0 || span->node == node))
      continue;
    node = span->node;
    g_array_append_val(plain->stretches, stretch);
  }
}

static int
compare_no_breaks(gconstpointer a, gconstpointer b)
{
  const StsNoBreak *one = a, *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  return (one->end > other->end) - (one->end < other->end);
}

/* Reads the attributes; returns false where they ask for what only Pango can do. `bold` becomes whether the whole text
 * is.
 */
static bool
read_attributes(StsPlain *plain, const StsInline *in, bool *bold)
{
  bool sorted = true, other_bold = false;

  *bold = false;
  g_array_set_size(plain->no_breaks, 0);
  for (guint i = 0; i < in->attributes->len; i++) {
    const StsTextAttribute *attribute = &g_array_index(in->attributes, StsTextAttribute, i);
    StsNoBreak no_break = {.start = attribute->start, .end = attribute->end};
    switch (attribute->kind) {
    case STS_ATTRIBUTE_LANGUAGE:
    case STS_ATTRIBUTE_SHAPE:
      return false;
    case STS_ATTRIBUTE_NO_BREAK:
      sorted = sorted && (plain->no_breaks->len == 0 ||
                          compare_no_breaks(&g_array_index(plain->no_breaks, StsNoBreak, plain->no_breaks->len - 1),
                                            &no_break) <= 0);
      g_array_append_val(plain->no_breaks, no_break);
      break;
    case STS_ATTRIBUTE_BOLD:
      if (attribute->start == 0 && attribute->end == in->text->len)
        *bold = true;
      else
        other_bold = true;
      break;
    case STS_ATTRIBUTE_ITALIC:
    case STS_ATTRIBUTE_FAMILY:
    case STS_ATTRIBUTE_SIZE:
      break;
    }
  }
  if (!sorted)
    g_array_sort(plain->no_breaks, compare_no_breaks);
  return !(*bold && other_bold);
}

/* ---- words ---- */

/* How far a word is read, to tell whether it is one that nothing in it can break. */
typedef enum { WORD_BEGINS, WORD_GOES_ON, WORD_ENDS, WORD_IS_NOT_PLAIN } WordState;

/* Before letters and digits opening punctuation, after them closing punctuation: between none of them may a line be
 * broken (rules LB13, LB14, LB19, LB23 to LB25, LB28 to LB30). */
static WordState
advance(WordState state, Class class, Class before)
{
  if (state == WORD_IS_NOT_PLAIN)
    return state;
  switch (class) {
  case CLASS_LETTER:
  case CLASS_DIGIT:
    return state == WORD_ENDS ? WORD_IS_NOT_PLAIN : WORD_GOES_ON;
  case CLASS_OPEN:
    return state == WORD_BEGINS ? state : WORD_IS_NOT_PLAIN;
  case CLASS_QUOTE:
    return state == WORD_BEGINS ? state : WORD_ENDS;
  case CLASS_CLOSE:
    return state == WORD_BEGINS ? WORD_IS_NOT_PLAIN : WORD_ENDS;
  case CLASS_POINT:
    return state == WORD_BEGINS ? WORD_IS_NOT_PLAIN : state;
  case CLASS_APOSTROPHE:
    return state;
  case CLASS_PERCENT:
    return state == WORD_GOES_ON && (before == CLASS_DIGIT || before == CLASS_LETTER) ? WORD_ENDS : WORD_IS_NOT_PLAIN;
  case CLASS_FOREIGN:
  case CLASS_INNER:
  case CLASS_SPACE:
    return WORD_IS_NOT_PLAIN;
  }
  g_assert_not_reached();
}

static bool
is_quote(Class class)
{
  return class == CLASS_QUOTE || class == CLASS_APOSTROPHE;
}

/* Whether a line may be broken at the space between characters of these classes, whatever else is around (rules LB14 to
 * LB18). */
static bool
breaks_at_space(Class before, Class after)
{
  bool ends = before == CLASS_LETTER || before == CLASS_DIGIT || before == CLASS_CLOSE || before == CLASS_POINT ||
              before == CLASS_PERCENT || is_quote(before);
  bool begins = after == CLASS_LETTER || after == CLASS_DIGIT || after == CLASS_OPEN;

  return ends && begins && !(is_quote(before) && after == CLASS_OPEN);
}

/* The reader of a text's words. */
typedef struct {
  StsPlain *plain;
  const char *text;
  guint32 length;
  guint32 stretch;  /* of where it is */
  guint32 no_break; /* none before it goes on here */
  bool has_letter;
} Reader;

static guint32
stretch_at(Reader *reader, guint32 at)
{
  const GArray *stretches = reader->plain->stretches;

  while (reader->stretch + 1 < stretches->len && g_array_index(stretches, StsStretch, reader->stretch + 1).start <= at)
    reader->stretch++;
  return reader->stretch;
}

static guint32
stretch_end(const Reader *reader)
{
  const GArray *stretches = reader->plain->stretches;

  return reader->stretch + 1 < stretches->len ? g_array_index(stretches, StsStretch, reader->stretch + 1).start
                                              : reader->length;
}

/* Whether an attribute forbids to break the line before the byte. */
static bool
is_kept(const Reader *reader, guint32 at)
{
  const GArray *no_breaks = reader->plain->no_breaks;

  for (guint32 i = reader->no_break; i < no_breaks->len && g_array_index(no_breaks, StsNoBreak, i).start < at; i++)
    if (g_array_index(no_breaks, StsNoBreak, i).end > at)
      return true;
  return false;
}

/* Reads a word with the space after it. Returns false where the text is not plain. */
static bool
read_token(Reader *reader, guint32 start, StsPlainToken *token, bool *plain)
{
  WordState state = WORD_BEGINS;
  Class before = CLASS_SPACE;
  guint32 at = start;

  *token = (StsPlainToken){.start = start, .stretch = stretch_at(reader, start), .no_break = reader->no_break};
  token->last_stretch = token->stretch;
  while (at < reader->length) {
    guint bytes;
    Class class = class_of(reader->text + at, &bytes);
    guint32 stretch = stretch_at(reader, at);
    if (class == CLASS_FOREIGN)
      return false;
    if (class == CLASS_SPACE && at + 1 < reader->length) {
      guint next_bytes;
      Class next = class_of(reader->text + at + 1, &next_bytes);
      guint32 next_stretch = stretch_at(reader, at + 1);
      if (breaks_at_space(before, next) && (stretch == token->last_stretch || stretch == next_stretch) &&
          !is_kept(reader, at + 1)) {
        token->space_follows = true;
        token->space_stretch = stretch;
        break;
      }
    }
    if (stretch != token->last_stretch)
      state = WORD_IS_NOT_PLAIN;
    token->last_stretch = stretch;
    reader->has_letter = reader->has_letter || class == CLASS_LETTER;
    state = advance(state, class, before);
    before = class;
    at += bytes;
    /* The letters of a word differ in nothing. */
    if (class == CLASS_LETTER)
      for (guint32 end = stretch_end(reader); at < end && ascii_class(reader->text[at]) == CLASS_LETTER;)
        at++;
  }
  token->end = at;
  *plain = state == WORD_GOES_ON || state == WORD_ENDS;
  while (reader->no_break < reader->plain->no_breaks->len &&
         g_array_index(reader->plain->no_breaks, StsNoBreak, reader->no_break).end <= at)
    reader->no_break++;
  return true;
}

static const StsWord *
get_word(StsPlain *plain, const StsPlainToken *token, guint32 start, guint32 end, bool is_plain)
{
  StsWordRange range = {
      .start = start,
      .end = end,
      .stretch = token->stretch,
      .no_break = token->no_break,
      .trails = end == token->end && token->space_follows && token->space_stretch == token->last_stretch,
      .plain = is_plain,
  };

  while (range.stretch + 1 < plain->text.stretch_count && plain->text.stretches[range.stretch + 1].start <= start)
    range.stretch++;
  const StsWord *word = sts_word_cache_get(plain->cache, &plain->text, &range);
  return word && word->usable ? word : NULL;
}

/* The space after a token is kerned with the word after it if both have one look. */
static void
set_space(StsPlainToken *token, const StsPlainToken *next)
{
  if (token->space_stretch == next->stretch) {
    token->space = next->word->space_before;
    token->slack = next->word->space_first - token->space;
  } else
    token->space = token->word->space_last;
}

static bool
read_tokens(StsPlain *plain)
{
  Reader reader = {.plain = plain, .text = plain->text.in->text->str, .length = (guint32)plain->text.in->text->len};

  g_array_set_size(plain->tokens, 0);
  for (guint32 at = 0; at < reader.length;) {
    StsPlainToken token;
    bool is_plain;
    if (!read_token(&reader, at, &token, &is_plain))
      return false;
    token.word = get_word(plain, &token, token.start, token.end, is_plain);
    if (!token.word)
      return false;
    if (plain->tokens->len > 0)
      set_space(&g_array_index(plain->tokens, StsPlainToken, plain->tokens->len - 1), &token);
    g_array_append_val(plain->tokens, token);
    at = token.end + token.space_follows;
  }
  /* The script of a text without any letter is not the Latin. */
  return reader.has_letter;
}

/* ---- lines ---- */

/* Where a line has come to. */
typedef struct {
  guint32 token;
  guint32 start;       /* where in the token the line begins, or the token's own start */
  const StsWord *word; /* of the token from there */
} Cursor;

/* The longest part of the cursor's word that fits; returns false where none does. Its end goes to `end`. */
static bool
fit_part(StsPlain *plain, const Cursor *cursor, int room, guint32 *end, const StsWord **part, bool *failed)
{
  const StsPlainToken *token = &g_array_index(plain->tokens, StsPlainToken, cursor->token);

  for (guint i = token->word->break_count; i > 0; i--) {
    guint32 at = token->start + token->word->breaks[i - 1];
    if (at <= cursor->start)
      break;
    /* A line that ends with a space inside a word is Pango's. */
    *part = plain->text.in->text->str[at - 1] == ' ' ? NULL : get_word(plain, token, cursor->start, at, false);
    if (!*part) {
      *failed = true;
      return false;
    }
    if ((*part)->width <= room) {
      *end = at;
      return true;
    }
  }
  return false;
}

static bool
fill_lines(StsPlain *plain, int first_width, int width)
{
  StsPlainLine line = {0};
  Cursor cursor = {0};
  int room = first_width, x = 0;

  g_array_set_size(plain->lines, 0);
  for (bool begins = true; cursor.token < plain->tokens->len;) {
    const StsPlainToken *token = &g_array_index(plain->tokens, StsPlainToken, cursor.token);
    guint32 end;
    const StsWord *part;
    bool failed = false;
    if (begins) {
      if (!cursor.word) {
        cursor.start = token->start;
        cursor.word = token->word;
      }
      line = (StsPlainLine){.start = cursor.start, .first = cursor.token, .first_word = cursor.word};
      x = 0;
    } else {
      cursor.start = token->start;
      cursor.word = token->word;
    }
    if (first_width < 0 || x + cursor.word->width + token->slack <= room) {
      line.last = cursor.token++;
      line.last_word = cursor.word;
      line.end = token->end + token->space_follows;
      line.width = x + cursor.word->width;
      x = line.width + token->space;
      begins = false;
      cursor.word = NULL;
      if (cursor.token < plain->tokens->len)
        continue;
    } else if (fit_part(plain, &cursor, room - x, &end, &part, &failed)) {
      line.last = cursor.token;
      line.last_word = part;
      if (begins)
        line.first_word = part;
      line.end = end;
      line.width = x + part->width;
      cursor.start = end;
      cursor.word = get_word(plain, token, end, token->end, false);
      if (!cursor.word)
        return false;
    } else if (begins || failed)
      return false;
    else
      cursor.word = NULL;
    g_array_append_val(plain->lines, line);
    begins = true;
    room = width;
  }
  return true;
}

/* The whole text as one word, on one line. */
static bool
set_alone(StsPlain *plain, int width)
{
  const StsInline *in = plain->text.in;
  StsWordRange range = {.end = (guint32)in->text->len, .alone = true};
  StsPlainToken token = {.end = range.end, .last_stretch = plain->stretches->len - 1};
  const char *text = in->text->str;

  if (in->text->len > ALONE_MAX || text[in->text->len - 1] == ' ')
    return false;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar code = g_utf8_get_char(p);
    /* What breaks lines or runs, and what is not seen. */
    if (code < 0x20 || code == 0x00ad || (code >= 0x2028 && code <= 0x202f) || (code >= 0x2060 && code <= 0x206f) ||
        code >= 0xfe00)
      return false;
  }
  token.word = sts_word_cache_get(plain->cache, &plain->text, &range);
  if (!token.word || !token.word->usable || (width >= 0 && token.word->width > width))
    return false;
  StsPlainLine line = {.end = range.end, .first_word = token.word, .last_word = token.word, .width = token.word->width};
  g_array_set_size(plain->tokens, 0);
  g_array_append_val(plain->tokens, token);
  g_array_set_size(plain->lines, 0);
  g_array_append_val(plain->lines, line);
  return true;
}

bool
sts_plain_set(StsPlain *plain, const StsTheme *theme, const StsInline *in, int first_width, int width)
{
  bool bold;

  if (in->base_rtl || in->text->len == 0 || in->text->len > PLAIN_MAX || !read_attributes(plain, in, &bold))
    return false;
  find_stretches(plain, theme, in);
  int look = sts_word_cache_look(plain->cache, in, bold);
  if (look < 0 || plain->stretches->len == 0)
    return false;
  plain->text = (StsWordText){
      .in = in,
      .look = look,
      .stretches = &g_array_index(plain->stretches, StsStretch, 0),
      .stretch_count = plain->stretches->len,
      .no_breaks = (const StsNoBreak *)(const void *)plain->no_breaks->data,
      .no_break_count = plain->no_breaks->len,
  };
  return (read_tokens(plain) && fill_lines(plain, first_width, width)) || set_alone(plain, first_width);
}
