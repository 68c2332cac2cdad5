/* Reads the values of attributes and properties. */
#include "base/svg/value.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* More than any drawing needs; beyond it, renderers lose count. */
static const double NUMBER_MAX = 1e9;
enum { FONT_SIZE_MAX = 10000, DASHES_MAX = 64 };

typedef struct {
  StsSvgValue *value;
  StsSvgKind kind;
  guint depth;        /* of functions */
  const char *called; /* the transformation whose numbers are read; NULL: none */
  double arguments[6];
  guint argument;
  double dashes;
  bool after_slash;
} Reader;

StsSvgValue
sts_svg_value_new(void)
{
  return (StsSvgValue){.written = g_string_new(NULL), .scale = 1};
}

void
sts_svg_value_clear(StsSvgValue *value)
{
  if (value->written)
    g_string_free(value->written, TRUE);
  g_free(value->reference);
  g_free(value->fault);
  *value = (StsSvgValue){.written = NULL};
}

static void G_GNUC_PRINTF(2, 3) refuse(StsSvgValue *value, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  if (!value->fault)
    value->fault = g_strdup_vprintf(format, arguments);
  va_end(arguments);
}

/* Tools write what is no name: “Frame 1”, “cpMHw=”. */
char *
sts_svg_name_id(const char *id)
{
  GString *name = g_string_new(NULL);

  if (!g_unichar_isalpha(g_utf8_get_char(id)) && *id != '_')
    g_string_append_c(name, '_');
  for (; *id != '\0'; id = g_utf8_next_char(id)) {
    gunichar character = g_utf8_get_char(id);
    if (g_unichar_isalnum(character) || g_unichar_ismark(character) || character == '_' || character == '-' ||
        character == '.')
      g_string_append_unichar(name, character);
    else
      g_string_append_printf(name, "_%x", character);
  }
  return g_string_free(name, FALSE);
}

/* ---- words and functions ---- */

static bool
is_plain_word(const char *text)
{
  while (g_ascii_isalnum(*text) || *text == '-' || *text == '_')
    text++;
  return *text == '\0';
}

static void
read_word(Reader *reader, const StsCssToken *token)
{
  if (reader->kind == STS_SVG_FONT_SIZE && g_ascii_strcasecmp(token->text, "larger") == 0)
    reader->value->scale *= 1.2;
  else if (g_str_has_suffix(token->text, "-override"))
    refuse(reader->value, "“%s” shows text in another order than it is written", token->text);
  else if (!is_plain_word(token->text) && reader->kind != STS_SVG_NAMES && reader->kind != STS_SVG_FONT)
    refuse(reader->value, "“%s” is not a word that means something here", token->text);
}

static bool
is_one_of(const char *name, const char *const *names)
{
  for (; *names; names++)
    if (g_ascii_strcasecmp(name, *names) == 0)
      return true;
  return false;
}

static void
read_function(Reader *reader, const StsCssToken *token)
{
  static const char *const COLORS[] = {"rgb", "rgba", "hsl", "hsla", NULL},
                           *const FILTERS[] = {"blur", "drop-shadow", NULL},
                           *const TRANSFORMS[] = {"matrix", "translate", "translateX", "translateY", "scale", "scaleX",
                                                  "scaleY", "rotate",    "skewX",      "skewY",      NULL};
  static const char *const *const FUNCTIONS[] = {[STS_SVG_COLOR] = COLORS,
                                                 [STS_SVG_PAINT] = COLORS,
                                                 [STS_SVG_REFERENCE] = FILTERS,
                                                 [STS_SVG_TRANSFORM] = TRANSFORMS,
                                                 [STS_SVG_HREF] = NULL};
  const char *const *allowed = FUNCTIONS[reader->kind];
  bool color = reader->kind == STS_SVG_REFERENCE && reader->depth > 0 && is_one_of(token->text, COLORS);

  if (!color && (!allowed || reader->depth > 0 || !is_one_of(token->text, allowed)))
    refuse(reader->value, "“%s()” is not allowed here", token->text);
  reader->value->filters += reader->kind == STS_SVG_REFERENCE && !color;
  reader->depth++;
  reader->called = reader->kind == STS_SVG_TRANSFORM ? token->text : NULL;
  reader->argument = 0;
  memset(reader->arguments, 0, sizeof reader->arguments);
}

/* By how much a transformation enlarges at most. */
static double
scale_of(const Reader *reader)
{
  const double *a = reader->arguments;

  if (g_ascii_strncasecmp(reader->called, "scale", 5) == 0)
    return MAX(fabs(a[0]), fabs(a[1]));
  if (g_ascii_strcasecmp(reader->called, "matrix") == 0)
    return MAX(fabs(a[0]) + fabs(a[2]), fabs(a[1]) + fabs(a[3]));
  if (g_ascii_strncasecmp(reader->called, "skew", 4) == 0)
    return 1 + fabs(tan(a[0] * G_PI / 180));
  return 1;
}

static void
end_function(Reader *reader)
{
  if (reader->depth == 0)
    refuse(reader->value, "a bracket closes that was not opened");
  else
    reader->depth--;
  if (reader->called)
    reader->value->scale *= scale_of(reader);
  reader->called = NULL;
}

static void
read_address(Reader *reader, const StsCssToken *token)
{
  bool may_refer = reader->depth == 0 && (reader->kind == STS_SVG_PAINT || reader->kind == STS_SVG_REFERENCE);

  if (token->text[0] != '#')
    refuse(reader->value, "it refers to “%.80s”, which is outside the file; draw it in instead", token->text);
  else if (!may_refer || reader->value->reference)
    refuse(reader->value, "it may not refer to “%.80s”", token->text);
  else
    reader->value->reference = sts_svg_name_id(token->text + 1);
}

/* ---- numbers ---- */

/* A unit in pixels; 0: it is relative; -1: it is none. */
static double
pixels_of(const char *unit)
{
  static const struct {
    const char *unit;
    double pixels;
  } UNITS[] = {{"", 1},           {"px", 1},         {"pt", 96.0 / 72}, {"pc", 16}, {"in", 96},
               {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"q", 96 / 101.6}, {"%", 0},   {"em", 0},
               {"ex", 0},         {"ch", 0},         {"rem", 0},        {"vw", 0},  {"vh", 0},
               {"deg", 0},        {"grad", 0},       {"rad", 0},        {"turn", 0}};

  for (size_t i = 0; i < G_N_ELEMENTS(UNITS); i++)
    if (g_ascii_strcasecmp(unit, UNITS[i].unit) == 0)
      return UNITS[i].pixels;
  return -1;
}

/* A size that grows with the text around it enlarges all text within it. */
static void
read_font_size(Reader *reader, const StsCssToken *token, double pixels)
{
  static const char *const RELATIVE[] = {"%", "em", "ex", "rem", NULL};

  if (reader->kind == STS_SVG_FONT && (reader->after_slash || *token->text == '\0'))
    return;
  if (pixels > 0)
    reader->value->font_size = token->value * pixels;
  else if (is_one_of(token->text, RELATIVE))
    reader->value->scale *= MAX(1, fabs(token->value) / (*token->text == '%' ? 100 : 1));
  else
    refuse(reader->value, "a size of text cannot be given in “%s” here; say it in px", token->text);
  if (reader->value->font_size > FONT_SIZE_MAX)
    refuse(reader->value, "text of %s%s is larger than any page", token->digits, token->text);
}

static void
read_number(Reader *reader, const StsCssToken *token)
{
  double pixels = pixels_of(token->text);

  reader->value->numbers++;
  reader->value->sum += *token->text == '%' ? 10 * fabs(token->value) : fabs(token->value);
  if (pixels < 0)
    refuse(reader->value, "“%s” is no unit", token->text);
  else if (fabs(token->value) > NUMBER_MAX)
    refuse(reader->value, "the number %.30s is too large", token->digits);
  else if (reader->kind == STS_SVG_FONT_SIZE || reader->kind == STS_SVG_FONT)
    read_font_size(reader, token, pixels);
  else if (reader->kind == STS_SVG_DASHES && pixels == 0)
    refuse(reader->value, "the length of dashes must be said in px");
  else if (reader->kind == STS_SVG_DASHES)
    reader->dashes += token->value * pixels;
  else if (reader->called && reader->argument < G_N_ELEMENTS(reader->arguments))
    reader->arguments[reader->argument++] = token->value;
}

static void
read_dashes(Reader *reader)
{
  if (reader->value->numbers > DASHES_MAX)
    refuse(reader->value, "it gives more than %d lengths of dashes", DASHES_MAX);
  if (reader->value->numbers > 0 && reader->dashes > 0)
    reader->value->dash = reader->dashes / reader->value->numbers;
}

/* ---- values ---- */

static void
read_delimiter(Reader *reader, const StsCssToken *token)
{
  if (token->delimiter == ')')
    end_function(reader);
  else if (token->delimiter == '/')
    reader->after_slash = true;
  else if (token->delimiter != ',')
    refuse(reader->value, "“%c” has no meaning here", token->delimiter);
}

static void
read_token(Reader *reader, const StsCssToken *token)
{
  bool colored = reader->kind == STS_SVG_COLOR || reader->kind == STS_SVG_PAINT || reader->value->filters > 0;

  switch (token->kind) {
  case STS_CSS_SPACE:
    break;
  case STS_CSS_WORD:
    read_word(reader, token);
    break;
  case STS_CSS_FUNCTION:
    read_function(reader, token);
    break;
  case STS_CSS_HASH:
    if (!colored || !is_plain_word(token->text))
      refuse(reader->value, "“#%s” has no meaning here", token->text);
    break;
  case STS_CSS_STRING:
    if (reader->kind != STS_SVG_NAMES && reader->kind != STS_SVG_FONT)
      refuse(reader->value, "words in quotation marks have no meaning here");
    break;
  case STS_CSS_URL:
    read_address(reader, token);
    break;
  case STS_CSS_NUMBER:
    read_number(reader, token);
    break;
  case STS_CSS_DELIMITER:
    read_delimiter(reader, token);
    break;
  case STS_CSS_AT:
  case STS_CSS_BAD:
    refuse(reader->value, "its value cannot be understood");
    break;
  }
}

void
sts_svg_read_tokens(StsSvgValue *value, StsSvgKind kind, const StsCssToken *tokens, guint count)
{
  Reader reader = {.value = value, .kind = kind};

  while (count > 0 && tokens[0].kind == STS_CSS_SPACE)
    tokens++, count--;
  while (count > 0 && tokens[count - 1].kind == STS_CSS_SPACE)
    count--;
  for (guint i = 0; i < count && !value->fault; i++) {
    read_token(&reader, &tokens[i]);
    if (!value->fault && tokens[i].kind == STS_CSS_URL)
      g_string_append_printf(value->written, "url(#%s)", value->reference);
    else if (!value->fault)
      sts_css_append(value->written, &tokens[i]);
  }
  if (reader.depth > 0)
    refuse(value, "a bracket opens that is not closed");
  if (kind == STS_SVG_DASHES)
    read_dashes(&reader);
}

/* A path is no CSS: letters and numbers may stand without anything between them. */
static void
read_numbers(StsSvgValue *value, const char *text)
{
  const char *other = text + strspn(text, "0123456789MmZzLlHhVvCcSsQqTtAaEe+-., \t\r\n");

  if (*other != '\0')
    refuse(value, "“%.*s” has no meaning here", (int)(g_utf8_next_char(other) - other), other);
  for (const char *p = text; !value->fault && *p != '\0';) {
    char *end = (char *)(p + 1);
    if (g_ascii_isdigit(*p) || (*p == '.' && g_ascii_isdigit(p[1]))) {
      value->sum += fabs(g_ascii_strtod(p, &end));
      value->numbers++;
    }
    p = end;
  }
  g_string_append(value->written, text);
}

/* In an attribute, white space may stand between a transformation and its bracket. */
static char *
join_brackets(const char *text)
{
  GString *joined = g_string_new(NULL);

  for (; *text != '\0'; text++) {
    if (*text == '(')
      while (joined->len > 0 && g_ascii_isspace(joined->str[joined->len - 1]))
        g_string_truncate(joined, joined->len - 1);
    g_string_append_c(joined, *text);
  }
  return g_string_free(joined, FALSE);
}

void
sts_svg_read_value(StsSvgValue *value, StsSvgKind kind, const char *text)
{
  if (kind == STS_SVG_NUMBERS) {
    read_numbers(value, text);
    return;
  }
  g_autofree char *joined = kind == STS_SVG_TRANSFORM ? join_brackets(text) : NULL;
  g_autoptr(GArray) tokens = sts_css_tokenize(joined ? joined : text);
  sts_svg_read_tokens(value, kind, (const StsCssToken *)(gpointer)tokens->data, tokens->len);
}
