/* Where a line may break, beyond what the text itself says: in addresses, in words; and where it must not: "Stage II",
 * "2 cm". */
#include "layout/text/break.h"

#include <ctype.h>
#include <string.h>

#include "base/address-break.h"

static const char zero_width_space[] = "\xe2\x80\x8b"; /* U+200B */
static const char soft_hyphen[] = "\xc2\xad";          /* U+00AD */

enum { WORD_LENGTH_MIN = 5, WORD_LENGTH_MAX = 100 };
/* A text that may have a last line, the bytes of the shortest that a last line should be, and of the most that may be
 * carried over to it. */
enum { LAST_LINE_FROM = 60, LAST_LINE_LEAST = 8, LAST_WORDS_MAX = 20 };

static bool
is_space(char c)
{
  return c == ' ';
}

static void
append_piece(StsInline *in, const char *text, size_t length, StsSpan *span, guint32 offset)
{
  if (length == 0)
    return;
  span->start = (guint32)in->text->len;
  span->offset = offset;
  g_array_append_val(in->spans, *span);
  g_string_append_len(in->text, text, (gssize)length);
}

static void
append_opportunity(StsInline *in, const char *character, const StsSpan *span, guint32 offset)
{
  StsSpan inserted = *span;

  inserted.flags |= STS_SPAN_INSERTED;
  append_piece(in, character, strlen(character), &inserted, offset);
}

void
sts_inline_append_breakable(StsInline *in, const char *text, StsSpan span, StsHyphenation *hyphenation, bool address)
{
  const char *done = text;

  for (const char *word = text; *word;) {
    size_t length = 0, signs = 0;
    for (; word[length] && !is_space(word[length]); length++)
      signs += word[length] == '.' || word[length] == '/';
    bool written = signs > 0 && sts_address_is_written(word, length, address),
         is_long = written && length >= STS_ADDRESS_LENGTH_MIN;
    char may_divide[WORD_LENGTH_MAX + 1];
    bool divide = !written && hyphenation && length >= WORD_LENGTH_MIN && length <= WORD_LENGTH_MAX &&
                  sts_hyphenation_word(hyphenation, word, length, may_divide);
    for (size_t i = 1; (written || divide) && i < length; i++)
      if (is_long ? sts_address_may_break(word, i, length) : divide && may_divide[i] != 0) {
        append_piece(in, done, (size_t)(word + i - done), &span, (guint32)(done - text));
        done = word + i;
        append_opportunity(in, is_long ? zero_width_space : soft_hyphen, &span, (guint32)(done - text));
      } else if (written && sts_address_keeps_next(word[i - 1])) {
        guint32 sign = (guint32)(in->text->len + (gsize)(word + i - 1 - done));
        sts_inline_add_attribute(
            in, (StsTextAttribute){.start = sign,
                                   .end = sign + 1 + (guint32)(g_utf8_next_char(word + i) - (word + i)),
                                   .kind = STS_ATTRIBUTE_NO_BREAK});
      }
    word += length;
    while (is_space(*word))
      word++;
  }
  append_piece(in, done, strlen(done), &span, (guint32)(done - text));
}

/* ---- what stays together ---- */

typedef struct {
  const char *start;
  size_t length;
} Word;

/* The length of the sign with which the text begins, if it is one of them (each in UTF-8, a space between two); 0 if
 * not. */
static size_t
sign_length(Word word, const char *signs)
{
  for (const char *sign = signs; *sign;) {
    size_t length = strcspn(sign, " ");
    if (word.length >= length && strncmp(word.start, sign, length) == 0)
      return length;
    sign += length + (sign[length] == ' ');
  }
  return 0;
}

/* The word without the signs it begins with. */
static Word
without(Word word, const char *signs)
{
  while (word.length > 0 && !isalnum((unsigned char)word.start[0])) {
    size_t length = sign_length(word, signs);
    if (length == 0)
      break;
    word.start += length;
    word.length -= length;
  }
  return word;
}

/* ( [ " ' and the opening quotation marks */
static const char opening[] = "( [ \" ' \xe2\x80\x9c \xe2\x80\x98 \xc2\xab";
static const char closing[] = "\xe2\x80\x9d \xe2\x80\x99 \xc2\xbb";
/* < > + - ~ and signs of comparison, of a rough number and of minus */
static const char before_number[] = "( [ \" ' \xe2\x80\x9c \xe2\x80\x98 \xc2\xab < > + - ~ $ \xe2\x89\xa4 \xe2\x89\xa5 "
                                    "\xe2\x89\x88 \xc2\xb1 \xe2\x88\x92";
static const char dashes[] = "- \xe2\x80\x93 /";
static const char fractions[] = "\xc2\xbc \xc2\xbd \xc2\xbe";
static const char times[] = "\xc3\x97";

/* II, IIIA, or a range of them. */
static bool
is_roman(Word word)
{
  size_t i = 0;

  word = without(word, opening);
  if (word.length == 0 || (word.start[0] != 'I' && word.start[0] != 'V' && word.start[0] != 'X'))
    return false;
  while (i < word.length && strchr("IVX", word.start[i]))
    i++;
  if (i == 0 || i > 5)
    return false;
  if (i < word.length && strchr("ABCabc", word.start[i]))
    i++;
  Word rest = {.start = word.start + i, .length = word.length - i};
  size_t dash = sign_length(rest, dashes);
  if (dash > 0)
    return is_roman((Word){.start = rest.start + dash, .length = rest.length - dash});
  return i == word.length || ispunct((unsigned char)word.start[i]) || sign_length(rest, closing) > 0;
}

/* Digits with what stands in numbers, ranges and fractions. */
static bool
is_number(Word word, size_t digits_max)
{
  size_t digits = 0;

  word = without(word, before_number);
  if (word.length == 0 || isalpha((unsigned char)word.start[0]))
    return false;
  for (size_t i = 0; i < word.length;) {
    Word rest = {.start = word.start + i, .length = word.length - i};
    size_t sign = sign_length(rest, dashes), fraction = sign_length(rest, fractions);
    if (isdigit((unsigned char)word.start[i]) || fraction > 0)
      digits++;
    else if (sign == 0 && !strchr(".,%", word.start[i]))
      return false;
    i += MAX(MAX(sign, fraction), 1);
  }
  return digits > 0 && digits <= digits_max;
}

static bool
is_short_number(Word word)
{
  return is_number(word, 5);
}

static bool
is_number_before_unit(Word word)
{
  return is_number(word, 9) && !strchr(".,;:", word.start[word.length - 1]);
}

/* A unit or what is counted: a short word that does not begin with an ASCII capital, unless it is one like "Gy". */
static bool
is_unit(Word word)
{
  enum { UNIT_LENGTH_MAX = 12 };
  unsigned char first = (unsigned char)word.start[0];

  if (first >= 0x80 || first == '%')
    return first == '%' || sign_length(word, "\xc2\xb0 \xc2\xb5 \xce\xbc \xc3\x97") > 0;
  return word.length <= UNIT_LENGTH_MAX && (islower(first) || (isupper(first) && word.length <= 3)) && isalpha(first);
}

static bool
is_name_of_number(Word word)
{
  static const char *const names[] = {"stage",  "stages", "grade",   "phase",   "type",   "level", "figure", "table",
                                      "step",   "page",   "chapter", "section", "number", "no.",   "age",    "day",
                                      "week",   "cycle",  "etapa",   "estadio", "grado",  "fase",  "tipo",   "nivel",
                                      "figura", "tabla",  "paso",    "ciclo",   "semana"};

  word = without(word, opening);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
    if (word.length == strlen(names[i]) && g_ascii_strncasecmp(word.start, names[i], word.length) == 0)
      return true;
  return false;
}

static bool
stay_together(Word a, Word b)
{
  if (is_roman(b))
    return is_name_of_number(a) || (isupper((unsigned char)a.start[0]) && without(b, opening).length > 1);
  if (is_short_number(b) && (is_name_of_number(a) || (a.length == strlen(times) && sign_length(a, times) > 0)))
    return true;
  return is_number_before_unit(a) && is_unit(b);
}

static bool
has_dash(Word word)
{
  for (size_t i = 0; i < word.length; i++)
    if (!isalnum((unsigned char)word.start[i]) &&
        sign_length((Word){.start = word.start + i, .length = word.length - i}, dashes) > 0)
      return true;
  return false;
}

/* Whether the word is of one piece, though a line could be broken in it: a range, a fraction, "5-mg", or after a number
 * "mg/kg". */
static bool
is_whole(Word word, Word before)
{
  enum { WHOLE_LENGTH_MAX = 16 };

  if (word.length > WHOLE_LENGTH_MAX || !has_dash(word))
    return false;
  Word bare = without(word, before_number);
  if (is_roman(word) || (bare.length > 0 && isdigit((unsigned char)bare.start[0])))
    return true;
  return before.length > 0 && is_number_before_unit(before) && is_unit(word);
}

/* Keeps what stands between the places of the text on one line. */
static void
keep(StsInline *in, const char *from, const char *end)
{
  const char *text = in->text->str;

  sts_inline_add_attribute(in, (StsTextAttribute){.start = (guint32)(from - text),
                                                  .end = (guint32)(end - text),
                                                  .kind = STS_ATTRIBUTE_NO_BREAK});
}

static void
keep_word(StsInline *in, const char *word)
{
  keep(in, word - 1, g_utf8_next_char(word));
}

static const char *
space_before(const char *text, const char *at)
{
  while (at > text && *--at != ' ')
    ;
  return at;
}

/* A paragraph's last line is not a few letters alone: its last words stay together until there are enough of them,
 * unless that would leave a hole in the line before. */
static void
keep_last_words(StsInline *in)
{
  const char *text = in->text->str, *end = text + in->text->len, *space = space_before(text, end);

  if (in->narrow || in->text->len < LAST_LINE_FROM)
    return;
  while (space > text && end - space <= LAST_LINE_LEAST) {
    const char *before = space_before(text, space);
    if (end - before > LAST_WORDS_MAX || space + 1 == end)
      return;
    keep_word(in, space + 1);
    space = before;
  }
}

/* "3 to 5": the word between two numbers. */
static bool
is_between_numbers(Word word)
{
  return word.length == 2 && (strncmp(word.start, "to", 2) == 0 || strncmp(word.start, "or", 2) == 0);
}

static bool
is_letter(char c)
{
  return isalpha((unsigned char)c);
}

static bool
is_next(Word before, Word word)
{
  return before.length > 0 && word.length > 0 && before.start + before.length + 1 == word.start;
}

/* Pango breaks a line after an en dash even where it must not, unless what must not be broken begins with it. */
static void
keep_whole(StsInline *in, Word word)
{
  const char *end = word.start + word.length;

  for (const char *from = word.start; from < end;) {
    const char *dash = g_strstr_len(from + 1, end - from - 1, "\xe2\x80\x93");
    keep(in, from, dash ? dash : end);
    from = dash ? dash : end;
  }
}

void
sts_inline_keep_together(StsInline *in)
{
  const char *text = in->text->str, *end = text + in->text->len;
  Word before = {.start = NULL}, one_before = {.start = NULL};

  for (const char *p = text; p < end;) {
    const char *space = memchr(p, ' ', (size_t)(end - p));
    Word word = {.start = p, .length = (size_t)((space ? space : end) - p)};
    /* Nearly all pairs are of words that begin with a letter, of which none is a number: they are not looked at. */
    bool may_be_number =
        !is_letter(*p) || *p == 'I' || *p == 'V' || *p == 'X' || (before.length > 0 && !is_letter(*before.start));
    if (may_be_number && is_next(before, word)) {
      if (stay_together(before, word))
        keep_word(in, word.start);
      else if (is_between_numbers(before) && is_next(one_before, before) && is_short_number(word) &&
               is_short_number(one_before)) {
        keep_word(in, before.start);
        keep_word(in, word.start);
      }
    }
    if (may_be_number && word.length > 0 && is_whole(word, before))
      keep_whole(in, word);
    one_before = before;
    before = word;
    p += word.length + 1;
  }
  keep_last_words(in);
}
