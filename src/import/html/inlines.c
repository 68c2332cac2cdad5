/* Writes text with its emphasis as a line of Markdown that reads as the same. */
#include "import/html/inlines.h"

#include <string.h>

#include "import/html/escape.h"

typedef struct {
  StsHtmlFormat format;
  char *detail, *title;
  bool written;   /* its beginning is */
  char sign;      /* of EMPHASIS: '*', or '_' beside STRONG, so that the two never meet */
  size_t offset;  /* in the line, of that sign */
  bool at_letter; /* right behind one */
  bool silent;    /* written without signs, since the same is open already, or within code */
} Open;

struct StsHtmlInlines {
  GString *out;
  GArray *origins;
  GString *spaces; /* white space that waits for what comes after it */
  unsigned breaks; /* and breaks */
  bool border;
  GArray *open;
  guint unwritten; /* how many of them are not written */
  bool starts_line, cell;
  GString *code;   /* what the code that is open holds; NULL: none is */
  size_t mark_end; /* of the sign of a span or a note that was written last: for cmark it is no punctuation */
  /* The emphasis that ended last. */
  size_t close_end;
  StsHtmlFormat close_format;
  char close_sign;     /* that of EMPHASIS */
  size_t close_offset; /* where it began */
  bool close_at_letter;
  gunichar before_close;
};

/* Between two signs that would be read as one; it is not printed. */
static const char SEPARATOR[] = "<!-- -->";

static void
clear_open(gpointer data)
{
  g_free(((Open *)data)->detail);
  g_free(((Open *)data)->title);
}

StsHtmlInlines *
sts_html_inlines_new(void)
{
  StsHtmlInlines *inlines = g_new0(StsHtmlInlines, 1);

  inlines->out = g_string_new(NULL);
  inlines->spaces = g_string_new(NULL);
  inlines->origins = g_array_new(FALSE, FALSE, sizeof(StsHtmlOrigin));
  inlines->open = g_array_new(FALSE, FALSE, sizeof(Open));
  g_array_set_clear_func(inlines->open, clear_open);
  inlines->starts_line = true;
  return inlines;
}

void
sts_html_inlines_free(StsHtmlInlines *inlines)
{
  if (!inlines)
    return;
  g_string_free(inlines->out, TRUE);
  g_string_free(inlines->spaces, TRUE);
  if (inlines->code)
    g_string_free(inlines->code, TRUE);
  g_array_unref(inlines->origins);
  g_array_unref(inlines->open);
  g_free(inlines);
}

static Open *
get_open(const StsHtmlInlines *inlines, guint index)
{
  return &g_array_index(inlines->open, Open, index);
}

/* ---- what is open ---- */

/* The character before what comes, as cmark will see it. */
static gunichar
char_before(const StsHtmlInlines *inlines)
{
  return inlines->out->len > 0 && inlines->mark_end == inlines->out->len ? 'a' : sts_html_last_char(inlines->out);
}

static const char *
sign_of(StsHtmlFormat format)
{
  switch (format) {
  case STS_HTML_EMPHASIS: /* or another */
    return "*";
  case STS_HTML_STRONG:
    return "**";
  case STS_HTML_STRUCK:
    return "~~";
  case STS_HTML_SUPERSCRIPT:
    return "<sup>";
  case STS_HTML_SUBSCRIPT:
    return "<sub>";
  case STS_HTML_LINK:
  case STS_HTML_SPAN:
    return "[";
  case STS_HTML_CODE:
    break;
  }
  return "";
}

static bool
is_raising(StsHtmlFormat format)
{
  return format == STS_HTML_SUPERSCRIPT || format == STS_HTML_SUBSCRIPT;
}

static bool
is_emphasis(StsHtmlFormat format)
{
  return format == STS_HTML_EMPHASIS || format == STS_HTML_STRONG;
}

static bool
excludes(StsHtmlFormat one, StsHtmlFormat other)
{
  return (one == other && one != STS_HTML_SPAN) || (is_raising(one) && is_raising(other));
}

/* Whether the format changes nothing, since the same is in force. */
static bool
is_in_force(const StsHtmlInlines *inlines, guint index)
{
  const Open *open = get_open(inlines, index);

  for (guint i = 0; i < index; i++) {
    const Open *outer = get_open(inlines, i);
    if (outer->written && !outer->silent && excludes(outer->format, open->format))
      return true;
  }
  return false;
}

/* Whether strong text is open that has begun. */
static bool
is_strong(const StsHtmlInlines *inlines)
{
  for (guint i = 0; i < inlines->open->len; i++)
    if (get_open(inlines, i)->written && !get_open(inlines, i)->silent &&
        get_open(inlines, i)->format == STS_HTML_STRONG)
      return true;
  return false;
}

static void
shift(size_t *offset, size_t from)
{
  if (*offset >= from)
    *offset += strlen(SEPARATOR);
}

/* Puts what parts two signs before one that is written. */
static void
insert_separator(StsHtmlInlines *inlines, size_t at)
{
  g_string_insert(inlines->out, (gssize)at, SEPARATOR);
  for (guint i = inlines->origins->len; i-- > 0 && g_array_index(inlines->origins, StsHtmlOrigin, i).offset >= at;)
    shift(&g_array_index(inlines->origins, StsHtmlOrigin, i).offset, at);
  for (guint i = 0; i < inlines->open->len; i++)
    shift(&get_open(inlines, i)->offset, at);
  shift(&inlines->close_end, at);
  shift(&inlines->close_offset, at);
  shift(&inlines->mark_end, at);
}

/* Emphasis around strong text has the other sign, which may stand at no letter. */
static void
change_signs(StsHtmlInlines *inlines)
{
  for (guint i = 0; i < inlines->open->len; i++) {
    Open *open = get_open(inlines, i);
    if (open->format != STS_HTML_EMPHASIS || !open->written || open->silent || open->sign == '_')
      continue;
    open->sign = '_';
    inlines->out->str[open->offset] = '_';
    if (open->at_letter)
      insert_separator(inlines, open->offset);
  }
}

/* The character that comes after the emphasis which opens at `index`. */
static gunichar
next_after(const StsHtmlInlines *inlines, guint index, gunichar next)
{
  for (guint i = index; inlines->unwritten > 0 && i < inlines->open->len; i++) {
    const Open *open = get_open(inlines, i);
    if (open->written || is_in_force(inlines, i))
      continue;
    if (open->format == STS_HTML_SPAN)
      return 'a';
    if (open->format == STS_HTML_EMPHASIS)
      return '_';
    if (*sign_of(open->format))
      return (gunichar)*sign_of(open->format);
  }
  return next;
}

/* "!" before a bracket would make an image. */
static void
guard_bracket(StsHtmlInlines *inlines)
{
  if (inlines->out->len > 0 && inlines->out->str[inlines->out->len - 1] == '!')
    g_string_insert_c(inlines->out, (gssize)inlines->out->len - 1, '\\');
}

static void
write_emphasis(StsHtmlInlines *inlines, guint index, gunichar next)
{
  Open *open = get_open(inlines, index);
  GString *out = inlines->out;
  bool after_close = inlines->close_end == out->len && out->len > 0;
  size_t length = open->format == STS_HTML_STRONG ? 2 : 1;

  /* What ended right here goes on. */
  if (after_close && inlines->close_format == open->format && !strchr("*_", (int)inlines->before_close)) {
    g_string_truncate(out, out->len - length);
    open->sign = inlines->close_sign;
    open->offset = inlines->close_offset;
    open->at_letter = inlines->close_at_letter;
    return;
  }
  gunichar before = char_before(inlines);
  bool loose = sts_html_is_space(before) || sts_html_is_surely_punctuation(before);
  open->sign = is_strong(inlines) ? '_' : '*';
  bool tight = (open->format == STS_HTML_EMPHASIS && open->sign == '_') ||
               sts_html_is_punctuation(next_after(inlines, index + 1, next));
  bool parted = after_close || (!loose && tight);
  if (parted)
    g_string_append(out, SEPARATOR);
  open->at_letter = !loose && !parted;
  if (open->format == STS_HTML_STRONG)
    change_signs(inlines);
  open->offset = out->len;
  if (open->format == STS_HTML_STRONG)
    g_string_append(out, "**");
  else
    g_string_append_c(out, open->sign);
}

static void
write_opening(StsHtmlInlines *inlines, guint index, gunichar next)
{
  Open *open = get_open(inlines, index);
  bool silent = open->format == STS_HTML_CODE || is_in_force(inlines, index);

  inlines->unwritten--;
  if (silent || !is_emphasis(open->format)) {
    open->written = true;
    open->silent = silent && open->format != STS_HTML_CODE;
  }
  if (silent)
    return;
  if (is_emphasis(open->format)) {
    write_emphasis(inlines, index, next);
    open->written = true;
    open->silent = false;
    return;
  }
  if (open->format == STS_HTML_LINK || open->format == STS_HTML_SPAN)
    guard_bracket(inlines);
  g_string_append(inlines->out, sign_of(open->format));
  if (open->format == STS_HTML_SPAN)
    inlines->mark_end = inlines->out->len;
}

/* After emphasis that ends in a sign, nothing may come that looks like a letter to cmark. */
static void
part_from_close(StsHtmlInlines *inlines)
{
  bool tight = (inlines->close_format == STS_HTML_EMPHASIS && inlines->close_sign == '_') ||
               sts_html_is_punctuation(inlines->before_close);

  if (inlines->out->len > 0 && inlines->close_end == inlines->out->len && tight)
    g_string_append(inlines->out, SEPARATOR);
}

/* Whether what waits to be opened begins with emphasis. */
static bool
opens_emphasis(const StsHtmlInlines *inlines)
{
  for (guint i = 0; inlines->unwritten > 0 && i < inlines->open->len; i++)
    if (!get_open(inlines, i)->written && !is_in_force(inlines, i))
      return is_emphasis(get_open(inlines, i)->format);
  return false;
}

/* Writes what waits, since something to see comes, which begins with the character; and the signs of what is open. */
static void
prepare(StsHtmlInlines *inlines, gunichar next, bool raise)
{
  GString *out = inlines->out;

  if (inlines->border) {
    if (out->len > 0 && inlines->breaks == 0)
      inlines->breaks = 1;
    inlines->border = false;
  }
  if (inlines->breaks > 0 && out->len > 0) {
    for (unsigned i = 0; i < inlines->breaks; i++)
      g_string_append(out, "<br>");
    g_string_truncate(inlines->spaces, 0);
  }
  inlines->breaks = 0;
  bool begins = out->len == 0 || out->str[out->len - 1] == ' ';
  g_string_append(out, inlines->spaces->str + (begins && *inlines->spaces->str == ' '));
  bool apart = inlines->spaces->len > 0;
  g_string_truncate(inlines->spaces, 0);
  gunichar follows = next_after(inlines, 0, next);
  if (!apart && !opens_emphasis(inlines) && !sts_html_is_space(follows) && !sts_html_is_surely_punctuation(follows))
    part_from_close(inlines);
  for (guint i = 0; inlines->unwritten > 0 && i < inlines->open->len; i++)
    if (!get_open(inlines, i)->written && (raise || !is_raising(get_open(inlines, i)->format)))
      write_opening(inlines, i, next);
}

static void
write_closing(StsHtmlInlines *inlines, const Open *open)
{
  GString *out = inlines->out;

  if (!open->written || open->silent)
    return;
  if (is_emphasis(open->format)) {
    inlines->before_close = char_before(inlines);
    if (open->format == STS_HTML_STRONG)
      g_string_append(out, "**");
    else
      g_string_append_c(out, open->sign);
    inlines->close_sign = open->sign;
    inlines->close_offset = open->offset;
    inlines->close_at_letter = open->at_letter;
    inlines->close_end = out->len;
    inlines->close_format = open->format;
    return;
  }
  switch (open->format) {
  case STS_HTML_STRUCK:
    g_string_append(out, "~~");
    break;
  case STS_HTML_SUPERSCRIPT:
    g_string_append(out, "</sup>");
    break;
  case STS_HTML_SUBSCRIPT:
    g_string_append(out, "</sub>");
    break;
  case STS_HTML_LINK: {
    g_autofree char *address = sts_html_escape_address(open->detail);
    g_autofree char *title = open->title && *open->title ? sts_html_quote_title(open->title) : NULL;
    g_string_append_printf(out, "](%s%s%s)", address, title ? " " : "", title ? title : "");
    break;
  }
  case STS_HTML_SPAN:
    part_from_close(inlines);
    g_string_append_printf(out, "]{lang=%s}", open->detail);
    inlines->mark_end = out->len;
    break;
  default:
    break;
  }
}

void
sts_html_inlines_open(StsHtmlInlines *inlines, StsHtmlFormat format, const char *detail, const char *title)
{
  Open open = {.format = format,
               .detail = g_strdup(detail),
               .title = g_strdup(title),
               .written = inlines->code != NULL,
               .silent = inlines->code != NULL};

  g_array_append_val(inlines->open, open);
  inlines->unwritten += !open.written;
  if (format == STS_HTML_CODE && !inlines->code)
    inlines->code = g_string_new(NULL);
}

static void
add_space(StsHtmlInlines *inlines)
{
  if (inlines->spaces->len == 0 || inlines->spaces->str[inlines->spaces->len - 1] != ' ')
    g_string_append_c(inlines->spaces, ' ');
}

static void
write_code(StsHtmlInlines *inlines)
{
  g_autofree char *text = g_string_free(inlines->code, FALSE);
  bool before = *text == ' ', after = g_str_has_suffix(text, " ");
  size_t longest = 0;

  inlines->code = NULL;
  g_strstrip(text);
  if (before)
    add_space(inlines);
  for (const char *p = strchr(text, '`'); p; p = strchr(p, '`')) {
    longest = MAX(longest, strspn(p, "`"));
    p += strspn(p, "`");
  }
  if (!*text)
    return;
  if (longest > 20) { /* no code that anybody reads */
    sts_html_inlines_add_text(inlines, text, NULL, 0, 0);
    return;
  }
  g_autofree char *fence = g_strnfill(longest + 1, '`');
  bool pad = text[0] == '`' || text[strlen(text) - 1] == '`';
  prepare(inlines, '`', true);
  if (inlines->out->len > 0 && inlines->out->str[inlines->out->len - 1] == '`')
    g_string_append(inlines->out, SEPARATOR);
  g_string_append_printf(inlines->out, "%s%s", fence, pad ? " " : "");
  for (const char *p = text; *p; p++)
    if (*p == '|' && inlines->cell)
      g_string_append(inlines->out, "\\|");
    else
      g_string_append_c(inlines->out, *p);
  g_string_append_printf(inlines->out, "%s%s", pad ? " " : "", fence);
  if (after)
    add_space(inlines);
}

/* Within code stands what is none. */
static void
interrupt_code(StsHtmlInlines *inlines)
{
  if (!inlines->code)
    return;
  write_code(inlines);
  inlines->code = g_string_new(NULL);
}

void
sts_html_inlines_close(StsHtmlInlines *inlines)
{
  const Open *open = get_open(inlines, inlines->open->len - 1);

  inlines->unwritten -= !open->written;
  if (open->format == STS_HTML_CODE && !open->silent && inlines->code) {
    g_array_set_size(inlines->open, inlines->open->len - 1);
    write_code(inlines);
    return;
  }
  write_closing(inlines, open);
  g_array_set_size(inlines->open, inlines->open->len - 1);
}

/* ---- what is added ---- */

static void
add_origin(StsHtmlInlines *inlines, size_t source)
{
  StsHtmlOrigin origin = {inlines->out->len, source};

  g_array_append_val(inlines->origins, origin);
}

/* Goes on in the page by what a character of the text takes there. */
static const char *
pass_original(const char *at, const char *end, gunichar c)
{
  if (at >= end)
    return end;
  if (*at == '&' && (c != '&' || (end - at > 4 && (memcmp(at, "&amp;", 5) == 0 || memcmp(at, "&#", 2) == 0)))) {
    const char *p = at + 1;
    while (p < end && (g_ascii_isalnum(*p) || *p == '#'))
      p++;
    return p < end && *p == ';' ? p + 1 : p;
  }
  if (*at == '\r' && at + 1 < end && at[1] == '\n')
    return at + 2;
  const char *next = at + 1;
  while (next < end && ((unsigned char)*next & 0xC0) == 0x80)
    next++;
  return next;
}

void
sts_html_inlines_add_text(StsHtmlInlines *inlines, const char *text, const char *original, size_t length, size_t source)
{
  const char *at = original, *end = original ? original + length : NULL;
  bool word = false;

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    const char *here = at;
    if (at)
      at = pass_original(at, end, c);
    if (sts_html_is_control(c))
      continue;
    if (inlines->code) {
      if (!sts_html_is_collapsible(c))
        g_string_append_unichar(inlines->code, c);
      else if (inlines->code->len == 0 || inlines->code->str[inlines->code->len - 1] != ' ')
        g_string_append_c(inlines->code, ' ');
    } else if (sts_html_is_collapsible(c)) {
      add_space(inlines);
      word = false;
    } else if (g_unichar_isspace(c)) {
      g_string_append_unichar(inlines->spaces, c);
      word = false;
    } else {
      prepare(inlines, sts_html_needs_backslash(c, sts_html_last_char(inlines->out), 0) ? '\\' : c, true);
      if (!word)
        add_origin(inlines, here ? source + (size_t)(here - original) : source);
      word = true;
      sts_html_append_char(inlines->out, c, g_utf8_next_char(p), inlines->starts_line);
    }
  }
}

void
sts_html_inlines_add_break(StsHtmlInlines *inlines)
{
  if (inlines->code)
    g_string_append_c(inlines->code, ' ');
  else
    inlines->breaks++;
}

void
sts_html_inlines_add_border(StsHtmlInlines *inlines)
{
  if (inlines->code)
    g_string_append_c(inlines->code, ' ');
  else
    inlines->border = true;
}

void
sts_html_inlines_add_note(StsHtmlInlines *inlines, const char *label, size_t source)
{
  interrupt_code(inlines);
  /* Its number is raised anyway. */
  prepare(inlines, 'a', false);
  guard_bracket(inlines);
  add_origin(inlines, source);
  g_string_append_printf(inlines->out, "[^%s]", label);
  inlines->mark_end = inlines->out->len;
}

void
sts_html_inlines_add_image(StsHtmlInlines *inlines, const char *alternative, const char *address, const char *title,
                           size_t source)
{
  g_autofree char *text = sts_html_escape_text(alternative), *shown = sts_html_escape_address(address);
  g_autofree char *quoted = title && *title ? sts_html_quote_title(title) : NULL;

  interrupt_code(inlines);
  prepare(inlines, '!', true);
  add_origin(inlines, source);
  g_string_append_printf(inlines->out, "![%s](%s%s%s)", text, shown, quoted ? " " : "", quoted ? quoted : "");
}

void
sts_html_inlines_add_box(StsHtmlInlines *inlines, bool checked, size_t source)
{
  add_origin(inlines, source);
  g_string_append(inlines->out, checked ? "[x] " : "[ ] ");
}

bool
sts_html_inlines_is_empty(const StsHtmlInlines *inlines)
{
  return inlines->out->len == 0;
}

unsigned
sts_html_inlines_breaks(const StsHtmlInlines *inlines)
{
  return inlines->breaks;
}

bool
sts_html_inlines_is_raised(const StsHtmlInlines *inlines)
{
  for (guint i = 0; i < inlines->open->len; i++)
    if (is_raising(get_open(inlines, i)->format))
      return true;
  return false;
}

void
sts_html_inlines_begin(StsHtmlInlines *inlines, bool starts_line, bool cell)
{
  inlines->cell = cell;
  inlines->starts_line = starts_line;
}

GString *
sts_html_inlines_take(StsHtmlInlines *inlines, GArray **origins)
{
  GString *line = inlines->out;

  interrupt_code(inlines);
  for (guint i = inlines->open->len; i-- > 0;) {
    write_closing(inlines, get_open(inlines, i));
    get_open(inlines, i)->written = get_open(inlines, i)->silent = false;
  }
  inlines->unwritten = inlines->open->len;
  *origins = inlines->origins;
  inlines->out = g_string_new(NULL);
  inlines->origins = g_array_new(FALSE, FALSE, sizeof(StsHtmlOrigin));
  g_string_truncate(inlines->spaces, 0);
  inlines->breaks = 0;
  inlines->border = false;
  inlines->close_end = inlines->mark_end = 0;
  return line;
}
