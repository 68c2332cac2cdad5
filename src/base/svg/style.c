/* Reads style sheets and style attributes. */
#include "base/svg/style.h"

#include <stdarg.h>
#include <string.h>

/* The last part of a selector: what it says of the element itself. */
typedef struct {
  char *element, *id;     /* NULL: any */
  GPtrArray *classes;     /* of char * */
  guint parts;            /* of the whole selector */
  const StsSvgLook *look; /* lent */
} Subject;

struct StsSvgSheets {
  GPtrArray *subjects; /* of Subject */
  GPtrArray *looks;    /* of StsSvgLook */
  GHashTable *asked;   /* attributes in selectors, and ids with their "#"; owned */
};

typedef struct {
  const StsCssToken *tokens;
  guint count, next;
  char *fault;
} Reader;

/* ---- looks ---- */

static void
clear_reference(gpointer reference)
{
  g_free(((StsSvgReference *)reference)->id);
}

StsSvgLook *
sts_svg_look_new(void)
{
  StsSvgLook *look = g_new0(StsSvgLook, 1);

  look->references = g_array_new(FALSE, FALSE, sizeof(StsSvgReference));
  g_array_set_clear_func(look->references, clear_reference);
  look->said = g_ptr_array_new();
  look->scale = 1;
  return look;
}

void
sts_svg_look_free(StsSvgLook *look)
{
  if (!look)
    return;
  g_array_unref(look->references);
  g_ptr_array_unref(look->said);
  g_free(look);
}

static void
add_reference(StsSvgLook *look, const char *property, const char *id)
{
  for (guint i = 0; i < look->references->len; i++) {
    const StsSvgReference *known = &g_array_index(look->references, StsSvgReference, i);
    if (strcmp(known->property, property) == 0 && strcmp(known->id, id) == 0)
      return;
  }
  StsSvgReference reference = {property, g_strdup(id)};
  g_array_append_val(look->references, reference);
}

static double
shorter(double a, double b)
{
  return a > 0 && b > 0 ? MIN(a, b) : MAX(a, b);
}

static bool
makes_layer(const char *property, const char *value)
{
  return (strcmp(property, "opacity") == 0 && strcmp(value, "1") != 0) ||
         (strcmp(property, "mix-blend-mode") == 0 && strcmp(value, "normal") != 0) ||
         (strcmp(property, "isolation") == 0 && strcmp(value, "auto") != 0);
}

void
sts_svg_look_add(StsSvgLook *look, const StsSvgValueKind *property, const StsSvgValue *value)
{
  g_ptr_array_add(look->said, (gpointer)property->name);
  if (value->reference)
    add_reference(look, property->name, value->reference);
  look->font_size = MAX(look->font_size, value->font_size);
  look->font_least = shorter(look->font_least, value->font_size);
  look->dash = shorter(look->dash, value->dash);
  look->scale *= value->scale;
  look->filters += value->filters;
  look->layers |= makes_layer(property->name, value->written->str);
}

void
sts_svg_look_join(StsSvgLook *look, const StsSvgLook *other)
{
  for (guint i = 0; i < other->references->len; i++) {
    const StsSvgReference *reference = &g_array_index(other->references, StsSvgReference, i);
    add_reference(look, reference->property, reference->id);
  }
  look->font_size = MAX(look->font_size, other->font_size);
  look->font_least = shorter(look->font_least, other->font_least);
  look->dash = shorter(look->dash, other->dash);
  look->scale *= other->scale;
  look->filters += other->filters;
  look->layers |= other->layers;
}

/* ---- declarations ---- */

static bool G_GNUC_PRINTF(2, 3) refuse(Reader *reader, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  if (!reader->fault)
    reader->fault = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return false;
}

static const StsCssToken *
peek(const Reader *reader)
{
  return reader->next < reader->count ? &reader->tokens[reader->next] : NULL;
}

static bool
is_at(const Reader *reader, char delimiter)
{
  const StsCssToken *token = peek(reader);

  return token && sts_css_is(token, delimiter);
}

static void
skip_space(Reader *reader)
{
  while (peek(reader) && peek(reader)->kind == STS_CSS_SPACE)
    reader->next++;
}

/* What of the tokens is a value, without "!important". */
static guint
strip_important(const StsCssToken *tokens, guint count, bool *important)
{
  guint end = count;

  while (end > 0 && tokens[end - 1].kind == STS_CSS_SPACE)
    end--;
  *important = end >= 2 && sts_css_is_named(&tokens[end - 1], STS_CSS_WORD, "important");
  if (!*important)
    return count;
  end--;
  while (end > 0 && tokens[end - 1].kind == STS_CSS_SPACE)
    end--;
  *important = end > 0 && sts_css_is(&tokens[end - 1], '!');
  return *important ? end - 1 : count;
}

/* A property that is not in the table prints nothing; but what leads out of the file is told. */
static bool
check_dropped(Reader *reader, const char *name, const StsCssToken *tokens, guint count)
{
  for (guint i = 0; i < count; i++)
    if (tokens[i].kind == STS_CSS_BAD)
      return refuse(reader, "the value of “%s” cannot be understood", name);
    else if (tokens[i].kind == STS_CSS_URL && tokens[i].text[0] != '#')
      return refuse(reader, "it refers to “%.80s”, which is outside the file; draw it in instead", tokens[i].text);
  return true;
}

/* Colors that only some know; they come after others for the rest. */
static bool
has_other_color(const StsCssToken *tokens, guint count)
{
  static const char *const NAMES[] = {"color", "lab", "lch", "oklab", "oklch", "hwb"};

  for (guint i = 0; i < count; i++)
    for (size_t j = 0; j < G_N_ELEMENTS(NAMES); j++)
      if (sts_css_is_named(&tokens[i], STS_CSS_FUNCTION, NAMES[j]))
        return true;
  return false;
}

static bool
read_declaration(Reader *reader, const char *name, const StsCssToken *tokens, guint count, GString *out,
                 StsSvgLook *look)
{
  g_autofree char *lower = g_ascii_strdown(name, -1);
  const StsSvgValueKind *property = sts_svg_find_property(lower);
  g_auto(StsSvgValue) value = sts_svg_value_new();
  bool important;

  if (!property || has_other_color(tokens, count))
    return check_dropped(reader, name, tokens, count);
  count = strip_important(tokens, count, &important);
  sts_svg_read_tokens(&value, property->kind, tokens, count);
  if (value.fault)
    return refuse(reader, "in “%s”, %s", property->name, value.fault);
  if (value.written->len == 0)
    return true;
  g_string_append_printf(out, "%s%s:%s%s", out->len > 0 ? ";" : "", property->name, value.written->str,
                         important ? "!important" : "");
  sts_svg_look_add(look, property, &value);
  return true;
}

/* Reads up to the closing brace, or the end; appends to `out`, which is empty. */
static bool
read_declarations(Reader *reader, GString *out, StsSvgLook *look)
{
  for (;;) {
    skip_space(reader);
    while (is_at(reader, ';')) {
      reader->next++;
      skip_space(reader);
    }
    const StsCssToken *name = peek(reader);
    if (!name || sts_css_is(name, '}'))
      return true;
    reader->next++;
    skip_space(reader);
    if (name->kind != STS_CSS_WORD || !is_at(reader, ':'))
      return refuse(reader, "its style cannot be understood%s%s", name->text ? " at " : "",
                    name->text ? name->text : "");
    guint begin = ++reader->next;
    while (peek(reader) && !is_at(reader, ';') && !is_at(reader, '}') && !is_at(reader, '{'))
      reader->next++;
    if (!read_declaration(reader, name->text, reader->tokens + begin, reader->next - begin, out, look))
      return false;
  }
}

char *
sts_svg_read_style(const char *text, StsSvgLook *look, char **fault)
{
  g_autoptr(GArray) tokens = sts_css_tokenize(text);
  Reader reader = {(const StsCssToken *)(gpointer)tokens->data, tokens->len, 0, NULL};
  GString *out = g_string_new(NULL);

  if (read_declarations(&reader, out, look) && reader.next < reader.count)
    refuse(&reader, "its style holds a bracket that does not belong there");
  *fault = reader.fault;
  return g_string_free(out, reader.fault != NULL);
}

/* ---- selectors ---- */

static void
free_subject(gpointer data)
{
  Subject *subject = data;

  g_free(subject->element);
  g_free(subject->id);
  g_ptr_array_unref(subject->classes);
  g_free(subject);
}

static Subject *
subject_new(void)
{
  Subject *subject = g_new0(Subject, 1);

  subject->classes = g_ptr_array_new_with_free_func(g_free);
  return subject;
}

/* Takes the tokens up to the closing bracket of an attribute's selector. */
static bool
read_asked(StsSvgSheets *sheets, Reader *reader, GString *out)
{
  const StsCssToken *name = reader->next + 1 < reader->count ? &reader->tokens[reader->next + 1] : NULL;

  if (!name || name->kind != STS_CSS_WORD || !g_str_has_prefix(name->text, "data-"))
    return refuse(reader, "its style sheet selects by an attribute; give the elements classes instead");
  g_hash_table_add(sheets->asked, g_strdup(name->text));
  for (; peek(reader) && !is_at(reader, ']'); reader->next++) {
    const StsCssToken *token = peek(reader);
    if (token->kind != STS_CSS_SPACE && token->kind != STS_CSS_WORD && token->kind != STS_CSS_STRING &&
        !(token->kind == STS_CSS_DELIMITER && strchr("[=~|^$*", token->delimiter)))
      return refuse(reader, "its style sheet cannot be understood");
    sts_css_append(out, token);
  }
  if (!peek(reader))
    return refuse(reader, "its style sheet cannot be understood");
  g_string_append_c(out, ']');
  reader->next++;
  return true;
}

/* Reads what follows a colon; sets `never` where a page that stands still never has it. */
static bool
read_state(Reader *reader, GString *out, bool *never)
{
  static const char *const KNOWN[] = {"root", "first-child", "last-child", "first-of-type", "last-of-type"},
                           *const NEVER[] = {"hover", "focus", "active", "visited", "link", "target"};
  reader->next++;
  const StsCssToken *name = peek(reader);

  for (size_t i = 0; name && i < G_N_ELEMENTS(NEVER); i++)
    *never |= sts_css_is_named(name, STS_CSS_WORD, NEVER[i]);
  bool known = *never;
  for (size_t i = 0; name && i < G_N_ELEMENTS(KNOWN); i++)
    known |= sts_css_is_named(name, STS_CSS_WORD, KNOWN[i]);
  if (!known)
    return refuse(reader, "its style sheet selects by “:%s”; give the elements classes instead",
                  name && name->text ? name->text : "");
  g_string_append_c(out, ':');
  sts_css_append(out, name);
  reader->next++;
  return true;
}

static void
append_plain(GString *out, const StsCssToken *token)
{
  if (token->kind != STS_CSS_URL)
    sts_css_append(out, token);
}

/* Reads an element, id, class, attribute or state. */
static bool
read_simple(StsSvgSheets *sheets, Reader *reader, GString *out, Subject *subject, bool *never)
{
  const StsCssToken *token = peek(reader);

  if (sts_css_is(token, '['))
    return read_asked(sheets, reader, out);
  if (sts_css_is(token, ':'))
    return read_state(reader, out, never);
  if (token->kind != STS_CSS_HASH)
    append_plain(out, token);
  reader->next++;
  if (token->kind == STS_CSS_WORD && !subject->element)
    subject->element = g_strdup(token->text);
  else if (token->kind == STS_CSS_HASH && !subject->id) {
    subject->id = sts_svg_name_id(token->text);
    g_hash_table_add(sheets->asked, g_strconcat("#", subject->id, NULL));
    append_plain(out, &(const StsCssToken){.kind = STS_CSS_HASH, .text = subject->id});
  } else if (sts_css_is(token, '.') && peek(reader) && peek(reader)->kind == STS_CSS_WORD) {
    sts_css_append(out, peek(reader));
    g_ptr_array_add(subject->classes, g_strdup(reader->tokens[reader->next++].text));
  } else if (!sts_css_is(token, '*'))
    return refuse(reader, "its style sheet cannot be understood at “%s”", out->str);
  return true;
}

/* Reads one selector, up to a comma or brace; what is left in `subject` is its last part. */
static bool
read_selector(StsSvgSheets *sheets, Reader *reader, GString *out, Subject *subject, bool *never)
{
  for (skip_space(reader); peek(reader) && !is_at(reader, ',') && !is_at(reader, '{');) {
    const StsCssToken *token = peek(reader);
    bool combines =
        token->kind == STS_CSS_SPACE || sts_css_is(token, '>') || sts_css_is(token, '+') || sts_css_is(token, '~');
    if (token->kind == STS_CSS_BAD)
      return refuse(reader, "its style sheet cannot be understood");
    if (!combines) {
      if (!read_simple(sheets, reader, out, subject, never))
        return false;
      continue;
    }
    skip_space(reader);
    if (!peek(reader) || is_at(reader, ',') || is_at(reader, '{'))
      break;
    g_string_append_c(out, token->kind == STS_CSS_SPACE ? ' ' : token->delimiter);
    if (is_at(reader, '>') || is_at(reader, '+') || is_at(reader, '~')) {
      out->str[out->len - 1] = peek(reader)->delimiter;
      reader->next++;
      skip_space(reader);
    }
    g_clear_pointer(&subject->element, g_free);
    g_clear_pointer(&subject->id, g_free);
    g_ptr_array_set_size(subject->classes, 0);
    subject->parts++;
  }
  return out->len > 0 ? true : refuse(reader, "its style sheet holds a rule without a selector");
}

static bool
read_selectors(StsSvgSheets *sheets, Reader *reader, GString *out, const StsSvgLook *look)
{
  for (;;) {
    g_autoptr(GString) one = g_string_new(NULL);
    Subject *subject = subject_new();
    bool never = false, good = read_selector(sheets, reader, one, subject, &never);
    if (good && !never)
      g_string_append_printf(out, "%s%s", out->len > 0 ? "," : "", one->str);
    subject->parts++;
    subject->look = look;
    g_ptr_array_add(sheets->subjects, subject);
    if (!good)
      return false;
    if (!is_at(reader, ','))
      return true;
    reader->next++;
  }
}

/* ---- sheets ---- */

static void
free_look(gpointer look)
{
  sts_svg_look_free(look);
}

StsSvgSheets *
sts_svg_sheets_new(void)
{
  StsSvgSheets *sheets = g_new0(StsSvgSheets, 1);

  sheets->subjects = g_ptr_array_new_with_free_func(free_subject);
  sheets->looks = g_ptr_array_new_with_free_func(free_look);
  sheets->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return sheets;
}

void
sts_svg_sheets_free(StsSvgSheets *sheets)
{
  g_ptr_array_unref(sheets->subjects);
  g_ptr_array_unref(sheets->looks);
  g_hash_table_unref(sheets->asked);
  g_free(sheets);
}

static bool
read_rule(StsSvgSheets *sheets, Reader *reader, GString *out)
{
  g_autoptr(GString) selectors = g_string_new(NULL), declarations = g_string_new(NULL);
  StsSvgLook *look = sts_svg_look_new();

  g_ptr_array_add(sheets->looks, look);
  if (!read_selectors(sheets, reader, selectors, look))
    return false;
  reader->next += is_at(reader, '{');
  if (!read_declarations(reader, declarations, look))
    return false;
  if (!is_at(reader, '}'))
    return refuse(reader, "its style sheet holds a rule that does not end");
  reader->next++;
  if (selectors->len > 0 && declarations->len > 0)
    g_string_append_printf(out, "%s{%s}\n", selectors->str, declarations->str);
  return true;
}

/* Movement is dropped: what it moves is shown as it stands. */
static bool
skip_at_rule(Reader *reader)
{
  const StsCssToken *name = peek(reader);
  bool moves =
      sts_css_is_named(name, STS_CSS_AT, "keyframes") || sts_css_is_named(name, STS_CSS_AT, "-webkit-keyframes");
  guint depth = 0;

  if (sts_css_is_named(name, STS_CSS_AT, "import") || sts_css_is_named(name, STS_CSS_AT, "font-face"))
    return refuse(reader, "its style sheet refers to something outside the file (“@%s”); delete it", name->text);
  if (!moves && !sts_css_is_named(name, STS_CSS_AT, "charset"))
    return refuse(reader, "its style sheet holds “@%s”, by which not all would see the same; delete it", name->text);
  for (; peek(reader); reader->next++) {
    if (peek(reader)->kind == STS_CSS_BAD)
      return refuse(reader, "its style sheet cannot be understood");
    depth += is_at(reader, '{');
    if ((depth == 0 && is_at(reader, ';')) || (depth == 1 && is_at(reader, '}')))
      break;
    depth -= is_at(reader, '}');
  }
  reader->next += peek(reader) != NULL;
  return true;
}

char *
sts_svg_sheets_add(StsSvgSheets *sheets, const char *text, char **fault)
{
  g_autoptr(GArray) tokens = sts_css_tokenize(text);
  Reader reader = {(const StsCssToken *)(gpointer)tokens->data, tokens->len, 0, NULL};
  GString *out = g_string_new(NULL);
  bool good = true;

  for (skip_space(&reader); good && peek(&reader); skip_space(&reader))
    good = peek(&reader)->kind == STS_CSS_AT ? skip_at_rule(&reader) : read_rule(sheets, &reader, out);
  *fault = reader.fault;
  return g_string_free(out, reader.fault != NULL);
}

double
sts_svg_sheets_get_cost(const StsSvgSheets *sheets, guint depth)
{
  double cost = 0;

  for (guint i = 0; i < sheets->subjects->len; i++) {
    const Subject *subject = sheets->subjects->pdata[i];
    cost += subject->parts > 1 ? 1.0 * subject->parts * depth : 1;
  }
  return cost;
}

static bool
has_class(const char *classes, const char *wanted)
{
  size_t length = strlen(wanted);

  for (const char *p = classes ? classes : ""; *p != '\0';) {
    p += strspn(p, " \t\r\n");
    size_t one = strcspn(p, " \t\r\n");
    if (one == length && strncmp(p, wanted, length) == 0)
      return true;
    p += one;
  }
  return false;
}

static bool
matches(const Subject *subject, const char *element, const char *id, const char *classes)
{
  if ((subject->element && strcmp(subject->element, element) != 0) || (subject->id && g_strcmp0(subject->id, id) != 0))
    return false;
  for (guint i = 0; i < subject->classes->len; i++)
    if (!has_class(classes, subject->classes->pdata[i]))
      return false;
  return true;
}

static bool
says_something(const StsSvgLook *look)
{
  return look->references->len > 0 || look->font_size > 0 || look->dash > 0 || look->scale > 1 || look->filters > 0 ||
         look->layers;
}

void
sts_svg_sheets_apply(const StsSvgSheets *sheets, const char *element, const char *id, const char *classes,
                     StsSvgLook *look)
{
  for (guint i = 0; i < sheets->subjects->len; i++) {
    const Subject *subject = sheets->subjects->pdata[i];
    if (says_something(subject->look) && matches(subject, element, id, classes))
      sts_svg_look_join(look, subject->look);
  }
}

bool
sts_svg_sheets_ask_for(const StsSvgSheets *sheets, const char *what)
{
  return g_hash_table_contains(sheets->asked, what);
}
