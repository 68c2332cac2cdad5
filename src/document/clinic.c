/* The table of a clinic's keys, and what their values must be. */
#include "document/clinic.h"

#include <string.h>

#include "base/address.h"
#include "base/language-tag.h"
#include "base/text.h"
#include "document/plain-text.h"

static const char *const NAMES[STS_CLINIC_KEYS + 1] = {
    [STS_CLINIC_NAME] = "name",
    [STS_CLINIC_ADDRESS] = "address",
    [STS_CLINIC_PHONE] = "phone",
    [STS_CLINIC_AFTER_HOURS] = "after-hours",
    [STS_CLINIC_EMERGENCY] = "emergency",
    [STS_CLINIC_HOURS] = "hours",
    [STS_CLINIC_WEB] = "web",
    [STS_CLINIC_LOGO] = "logo",
    [STS_CLINIC_LOGO_ALT] = "logo-alt",
    [STS_CLINIC_ACCENT] = "accent",
    [STS_CLINIC_QUESTIONS] = "questions",
    [STS_CLINIC_QR] = "qr",
    [STS_CLINIC_LANGUAGE] = "language",
};

/* What else the keys may be called. What is about a patient has no counterpart. */
static const StsSynonym SYNONYMS[] = {
    {"clinic", "name"},
    {"title", "name"},
    {"hospital", "name"},
    {"practice", "name"},
    {"street", "address"},
    {"location", "address"},
    {"tel", "phone"},
    {"telephone", "phone"},
    {"phone-number", "phone"},
    {"number", "phone"},
    {"fone", "phone"},
    {"call", "phone"},
    {"night", "after-hours"},
    {"on-call", "after-hours"},
    {"weekend", "after-hours"},
    {"urgent", "emergency"},
    {"911", "emergency"},
    {"opening-hours", "hours"},
    {"open", "hours"},
    {"times", "hours"},
    {"url", "web"},
    {"website", "web"},
    {"site", "web"},
    {"homepage", "web"},
    {"image", "logo"},
    {"picture", "logo"},
    {"alt", "logo-alt"},
    {"alternative", "logo-alt"},
    {"logo-alternative", "logo-alt"},
    {"color", "accent"},
    {"colour", "accent"},
    {"lines", "questions"},
    {"qr-code", "qr"},
    {"code", "qr"},
    {"lang", "language"},
    {"locale", "language"},
    {"patient", NULL},
    {"patient-name", NULL},
    {"date-of-birth", NULL},
    {"birthday", NULL},
    {"mrn", NULL},
    {"record-number", NULL},
    {"diagnosis", NULL},
    {"appointment", NULL},
    {NULL, NULL},
};

/* In characters: what has room in a masthead of a page, and beside a code. */
enum { NAME_MAX_LENGTH = 120, TEXT_MAX_LENGTH = 300, LINES_MAX = 6 };

const char *
sts_clinic_key_name(StsClinicKey key)
{
  return NAMES[key];
}

bool
sts_clinic_key_find(const char *name, StsClinicKey *key)
{
  for (guint i = 0; i < STS_CLINIC_KEYS; i++)
    if (strcmp(NAMES[i], name) == 0) {
      *key = (StsClinicKey)i;
      return true;
    }
  return false;
}

const char *const *
sts_clinic_key_names(void)
{
  return NAMES;
}

/* The script of the last letter before `end`, or of the first behind it. */
static GUnicodeScript
script_at(const char *value, size_t end)
{
  GUnicodeScript script = G_UNICODE_SCRIPT_COMMON;

  for (const char *p = value; *p && (p < value + end || script == G_UNICODE_SCRIPT_COMMON); p = g_utf8_next_char(p))
    if (g_unichar_isalpha(g_utf8_get_char(p)))
      script = g_unichar_get_script(g_utf8_get_char(p));
  return script;
}

/* A comma of Chinese has its space in it. */
const char *
sts_clinic_line_end(const char *value, size_t end)
{
  static const char *const ENDS[] = {",", ";", ":", "،", "؛", "，", "、", "；", "："};
  GUnicodeScript script = script_at(value, end);
  bool chinese = script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_BOPOMOFO;
  bool ended = false;

  for (size_t i = 0; i < G_N_ELEMENTS(ENDS); i++) {
    size_t length = strlen(ENDS[i]);
    ended = ended || (end >= length && strncmp(value + end - length, ENDS[i], length) == 0);
  }
  if (chinese)
    return ended ? "" : "，";
  if (ended)
    return " ";
  return script == G_UNICODE_SCRIPT_ARABIC ? "، " : ", ";
}

bool
sts_clinic_key_is_telephone(StsClinicKey key)
{
  return key == STS_CLINIC_PHONE || key == STS_CLINIC_AFTER_HOURS || key == STS_CLINIC_EMERGENCY;
}

const StsSynonym *
sts_clinic_synonyms(void)
{
  return SYNONYMS;
}

/* ---- telephone numbers ---- */

/* What is dialled of a number, and the extension behind it. */
typedef struct {
  GString *dialled; /* with a leading "+" where it is written so; letters as the keys they stand on */
  GString *extension;
  guint digits, letters;
  guint needed;          /* of both, up to the last that is no letter */
  guint run, run_before; /* digits since the last "/", and those before it */
  gunichar last;
  bool broken, loose; /* holds what no number does; has letters that no hyphen joins */
  bool two;
} Number;

static void
clear_number(Number *number)
{
  g_string_free(number->dialled, TRUE);
  g_string_free(number->extension, TRUE);
}

static bool
is_hyphen(gunichar c)
{
  return c == '-' || c == 0x2010 || c == 0x2011;
}

static bool
is_letter(gunichar c)
{
  return c >= 'A' && c <= 'Z';
}

/* Where an extension begins: "x5", "Ext. 5"; NULL: nowhere. Sets where its digits do. A capital within a number's
 * letters, or joined to it by a hyphen, is one of them. */
static const char *
find_extension(const char *text, const char **digits)
{
  static const char *const WORDS[] = {"extension", "ext.", "ext", "x"};

  for (const char *at = text; (at = strpbrk(at, "xXeE")); at++) {
    gunichar before = at > text ? g_utf8_get_char(g_utf8_prev_char(at)) : 0;
    if (g_unichar_isalpha(before) || (is_letter((guchar)*at) && is_hyphen(before)))
      continue;
    for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++) {
      if (g_ascii_strncasecmp(at, WORDS[i], strlen(WORDS[i])) != 0)
        continue;
      *digits = at + strlen(WORDS[i]);
      *digits += strspn(*digits, " ");
      if (**digits && strspn(*digits, "0123456789") == strlen(*digits))
        return at;
    }
  }
  return NULL;
}

static bool
parts_digits(gunichar c)
{
  return strchr(" -.()/", (int)MIN(c, 0x7f)) || c == 0x00a0 || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0x202f;
}

/* The key of a telephone on which the letter stands (ITU-T E.161). */
static char
key_of_letter(char letter)
{
  return "22233344455566677778889999"[letter - 'A'];
}

/* "030/123456" is one number, "555-0100/555-0101" are two. */
static void
end_run(Number *number)
{
  enum { WHOLE_RUN = 6 };

  number->two = number->two || (number->run_before >= WHOLE_RUN && number->run >= WHOLE_RUN);
  number->run_before = number->run;
  number->run = 0;
}

static void
take_character(Number *number, gunichar c)
{
  int digit = g_unichar_digit_value(c);

  if (is_letter(c))
    number->loose = number->loose || !(is_letter(number->last) || is_hyphen(number->last));
  else
    number->loose = number->loose || (is_letter(number->last) && !is_hyphen(c));
  if (digit >= 0 || c == '*' || c == '#')
    number->needed = number->digits + number->letters + 1;
  if (digit >= 0) {
    g_string_append_c(number->dialled, (char)('0' + digit));
    number->digits++;
    number->run++;
  } else if (is_letter(c)) {
    g_string_append_c(number->dialled, key_of_letter((char)c));
    number->letters++;
  } else if (c == '*' || c == '#') {
    g_string_append_c(number->dialled, (char)c);
  } else if (c == '+' && number->dialled->len == 0) {
    g_string_append_c(number->dialled, '+');
  } else {
    number->broken = number->broken || c == 0 || !parts_digits(c);
  }
  if (c == '/')
    end_run(number);
  number->last = c;
}

static void
read_number(Number *number, const char *text)
{
  const char *extension = "", *end = find_extension(text, &extension);
  static const char TRUNK[] = "(0)"; /* dialled within the country, not behind its code */

  *number = (Number){.dialled = g_string_new(NULL), .extension = g_string_new(end ? extension : "")};
  end = end ? end : text + strlen(text);
  while (end > text && end[-1] == ' ')
    end--;
  for (const char *p = text; p < end; p = g_utf8_next_char(p))
    if (*number->dialled->str == '+' && g_str_has_prefix(p, TRUNK))
      p += strlen(TRUNK) - 1;
    else
      take_character(number, g_utf8_get_char(p));
  end_run(number);
}

/* A number in letters is of North America: 10 digits, or 11 with the country's 1. */
enum { WITH_LETTERS_MIN = 10, WITH_LETTERS_MAX = 11 };

/* How many digits such a number has. Letters behind them spell its word to the end, as in 1-800-MEDICARE, and are not
 * dialled: some exchanges pass over them, others refuse the call. */
static guint
length_with_letters(const Number *number)
{
  const char *first = number->dialled->str + (*number->dialled->str == '+');

  return *first >= '2' && *first <= '9' ? WITH_LETTERS_MIN : WITH_LETTERS_MAX;
}

static bool
has_letter(const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    if (g_unichar_isalpha(g_utf8_get_char(p)))
      return true;
  return false;
}

static const char *
fault_of_telephone(const char *value)
{
  /* No number of a country's has more than 15 digits (ITU-T E.164). */
  enum { DIGITS_MIN = 3, DIGITS_MAX = 15 };
  Number number;
  const char *fault = NULL;

  read_number(&number, value);
  guint all = number.digits + number.letters;
  /* An extension, “x55”, is no part of its digits. */
  bool lettered = number.digits < DIGITS_MIN && number.letters == 0 && has_letter(value);
  if (strstr(value, "XX"))
    fault = "is not a telephone number yet: write digits for each X";
  else if (number.broken || lettered)
    fault = "is not a telephone number: there may be digits, spaces and + - . ( ) / in it, and an extension such as "
            "“ext. 5” behind it";
  else if (number.digits < DIGITS_MIN)
    fault = "has too few digits for a telephone number";
  else if (number.letters > 0 && (number.loose || all < WITH_LETTERS_MIN))
    fault = "is not a telephone number: letters stand only in a whole one, such as 1-800-4-CANCER";
  else if (number.two)
    fault = "is two telephone numbers, of which a link can dial one; leave one out";
  else if (all > DIGITS_MAX || (number.letters > 0 && number.needed > length_with_letters(&number)))
    fault = "has more digits than a telephone number";
  clear_number(&number);
  return fault;
}

char *
sts_clinic_telephone(const char *value)
{
  Number number;

  read_number(&number, value);
  guint all = number.digits + number.letters;
  if (number.letters > 0 && all > length_with_letters(&number))
    g_string_truncate(number.dialled, number.dialled->len - (all - length_with_letters(&number)));
  g_string_replace(number.dialled, "#", "%23", 0);
  char *address =
      g_strconcat("tel:", number.dialled->str, number.extension->len > 0 ? ";ext=" : "", number.extension->str, NULL);
  clear_number(&number);
  return address;
}

/* ---- other values ---- */

/* Whether a character, such as a control of direction, has no place of its own in print. */
static bool
has_unseen(const char *value)
{
  for (const char *p = value; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isgraph(c) || sts_plain_text_is_unseen(c))
      return true;
  }
  return false;
}

static bool
is_web_address(const char *value)
{
  size_t start, length;

  return !strpbrk(value, " \t\n") && sts_address_find_host(value, &start, &length) && length > 0;
}

/* What is another key's: a telephone number under "hours" is a slip of the line. */
static const char *
fault_of_prose(const char *value)
{
  enum { WHOLE_NUMBER = 7 };
  Number number;

  if (is_web_address(value))
    return "is the address of a web page, which belongs under “web”";
  read_number(&number, value);
  bool telephone = !number.broken && number.letters == 0 && number.digits >= WHOLE_NUMBER;
  clear_number(&number);
  return telephone ? "is a telephone number, which belongs under “phone”, “after-hours” or “emergency”" : NULL;
}

static const char *
fault_of_hours(const char *value)
{
  for (const char *p = value; *p; p = g_utf8_next_char(p))
    if (g_unichar_isalnum(g_utf8_get_char(p)))
      return fault_of_prose(value);
  return "says no hours: it has neither a letter nor a digit";
}

static const char *
fault_of_lines(const char *value, glong longest)
{
  guint lines = 1;

  for (const char *p = value; (p = strchr(p, '\n')); p++)
    lines++;
  if (g_utf8_strlen(value, -1) > longest)
    return longest == NAME_MAX_LENGTH ? "is too long: at most 120 characters" : "is too long: at most 300 characters";
  return lines > LINES_MAX ? "is too long: at most 6 lines" : NULL;
}

static const char *
fault_of_accent(const char *value)
{
  static const StsColor WHITE = {1, 1, 1};
  StsColor color;

  if (!sts_color_parse(value, &color))
    return "is not a color such as #1f4e79";
  return sts_color_contrast(color, WHITE) < 4.5
             ? "is too light to be read: text needs a contrast of 4.5 to 1 against white, so make it darker"
             : NULL;
}

static const char *
fault_of_questions(const char *value)
{
  char *end;
  gint64 count = g_ascii_strtoll(value, &end, 10);

  return !g_ascii_isdigit(*value) || *end || count > STS_CLINIC_QUESTIONS_MAX ? "is not a number of lines from 0 to 12"
                                                                              : NULL;
}

/* Only {id} and {language} may stand in braces. */
static const char *
fault_of_code(const char *value)
{
  static const char *const FILLED[] = {"{id}", "{language}"};
  g_autoptr(GString) rest = g_string_new(value);

  for (size_t i = 0; i < G_N_ELEMENTS(FILLED); i++)
    g_string_replace(rest, FILLED[i], "x", 0);
  if (has_unseen(value))
    return "has a space or a character that cannot be seen; take it out";
  if (strpbrk(rest->str, "{}"))
    return "has braces that nothing fills; there are {id} and {language}";
  return is_web_address(rest->str) ? NULL : "is not the address of a web page, such as https://www.example.org/{id}";
}

const char *
sts_clinic_fault(StsClinicKey key, const char *value)
{
  const char *fault = fault_of_lines(value, key == STS_CLINIC_NAME ? NAME_MAX_LENGTH : TEXT_MAX_LENGTH);

  if (fault)
    return fault;
  switch (key) {
  case STS_CLINIC_NAME:
  case STS_CLINIC_LOGO_ALT:
    return has_letter(value) ? NULL : "has no letter";
  case STS_CLINIC_ADDRESS:
    return has_letter(value) ? fault_of_prose(value) : "is no address: it has no letter";
  case STS_CLINIC_PHONE:
  case STS_CLINIC_AFTER_HOURS:
  case STS_CLINIC_EMERGENCY:
    return fault_of_telephone(value);
  case STS_CLINIC_HOURS:
    return fault_of_hours(value);
  case STS_CLINIC_WEB:
    return is_web_address(value) ? NULL : "is not the address of a web page, such as https://www.example.org";
  case STS_CLINIC_ACCENT:
    return fault_of_accent(value);
  case STS_CLINIC_QUESTIONS:
    return fault_of_questions(value);
  case STS_CLINIC_QR:
    return fault_of_code(value);
  case STS_CLINIC_LANGUAGE:
    return sts_language_is_valid(value) ? NULL : "is not a language tag; write one such as “en” or “es-MX”";
  case STS_CLINIC_LOGO:
    return NULL;
  }
  g_assert_not_reached();
}

/* ---- slots ---- */

/* What is meant for a slot: "{clinic.", "{ Clinic:", "{clinic_phone". Of two braces none is one. */
static bool
is_meant(const char *text, const char *at)
{
  const char *p = at + 1;

  if (*at != '{' || (at > text && at[-1] == '{'))
    return false;
  p += strspn(p, " ");
  if (g_ascii_strncasecmp(p, "clinic", strlen("clinic")) != 0)
    return false;
  p += strlen("clinic");
  p += strspn(p, " ");
  return *p && strchr(".:_-}", *p);
}

const char *
sts_clinic_find_slot(const char *text, const char *from)
{
  for (const char *at = from; (at = strchr(at, '{')); at++)
    if (is_meant(text, at))
      return at;
  return NULL;
}

/* ---- the record ---- */

/* Ends a line within a value of the record: U+2028. */
#define LINE_END "\xe2\x80\xa8"

/* The line with the tags of other languages, parted by spaces. */
#define LANGUAGES "languages"

char *
sts_clinic_record(const StsClinic *clinic)
{
  GString *record = g_string_new(NULL);

  for (guint key = 0; key < STS_CLINIC_KEYS; key++) {
    if (!clinic->values[key] || key == STS_CLINIC_LOGO || key == STS_CLINIC_ACCENT)
      continue;
    g_auto(GStrv) lines = g_strsplit(clinic->values[key], "\n", -1);
    g_autofree char *line = g_strjoinv(LINE_END, lines);
    g_string_append_printf(record, "%s%s: %s", record->len > 0 ? "\n" : "", NAMES[key], line);
  }
  if (clinic->languages) {
    g_autofree char *tags = g_strjoinv(" ", (char **)clinic->languages);
    g_string_append_printf(record, "\n" LANGUAGES ": %s", tags);
  }
  return g_string_free(record, FALSE);
}

static const char *
take_languages(StsClinic *clinic, StsArena *arena, const char *tags)
{
  g_auto(GStrv) parts = g_strsplit(tags, " ", -1);
  guint count = g_strv_length(parts);
  const char **languages = sts_arena_alloc(arena, (count + 1) * sizeof *languages);

  for (guint i = 0; i < count; i++) {
    if (!sts_language_is_valid(parts[i]))
      return "has what is no tag of a language";
    languages[i] = sts_arena_strdup(arena, parts[i]);
  }
  languages[count] = NULL;
  clinic->languages = languages;
  return sts_clinic_code_has_language(clinic) ? NULL : "says languages, for which its code has no addresses";
}

/* Returns what is wrong with a line of a record, NULL where nothing is; takes what it says. */
static const char *
take_line(StsClinic *clinic, StsArena *arena, const char *line)
{
  const char *colon = strstr(line, ": ");
  g_autofree char *name = g_strndup(line, colon ? (size_t)(colon - line) : 0);
  StsClinicKey key;

  if (strcmp(name, LANGUAGES) == 0 && !clinic->languages)
    return take_languages(clinic, arena, colon + strlen(": "));
  if (!colon || !sts_clinic_key_find(name, &key) || clinic->values[key])
    return "is none that a clinic has, or is there twice";
  g_auto(GStrv) parts = g_strsplit(colon + strlen(": "), LINE_END, -1);
  if (!*parts || g_strv_contains((const char *const *)parts, ""))
    return "has a line that says nothing";
  g_autofree char *value = g_strjoinv("\n", parts);
  const char *fault = sts_clinic_fault(key, value);
  if (!fault)
    clinic->values[key] = sts_arena_strdup(arena, value);
  return fault;
}

StsClinic *
sts_clinic_of_record(StsArena *arena, const char *record, const char **fault)
{
  StsClinic *clinic = STS_ARENA_NEW(arena, StsClinic);
  g_auto(GStrv) lines = g_strsplit(record, "\n", -1);
  const char *found = NULL;

  for (char **line = lines; *line && !found; line++) {
    const char *wrong = take_line(clinic, arena, *line);
    g_autofree char *sentence = wrong ? g_strdup_printf("“%s” %s", *line, wrong) : NULL;
    found = sts_arena_strdup(arena, sentence);
  }
  if (!found && !clinic->values[STS_CLINIC_NAME])
    found = "it has no name";
  if (clinic->values[STS_CLINIC_QUESTIONS])
    clinic->questions = (int)g_ascii_strtoll(clinic->values[STS_CLINIC_QUESTIONS], NULL, 10);
  *fault = found;
  return found ? NULL : clinic;
}

char *
sts_clinic_code_address(const StsClinic *clinic, const char *id, const char *language)
{
  GString *address = g_string_new(clinic->values[STS_CLINIC_QR]);
  g_autofree char *escaped = g_uri_escape_string(id, NULL, TRUE);

  g_string_replace(address, "{id}", escaped, 0);
  g_string_replace(address, "{language}", language, 0);
  return g_string_free(address, FALSE);
}

char *
sts_clinic_describe_long_code(const char *sheet, const char *address)
{
  return g_strdup_printf("“qr”: the address of %s has %zu bytes, and no code holds more than %d; make it shorter",
                         sheet, strlen(address), STS_CLINIC_CODE_BYTES_MAX);
}

bool
sts_clinic_code_has_language(const StsClinic *clinic)
{
  return clinic->values[STS_CLINIC_QR] && strstr(clinic->values[STS_CLINIC_QR], "{language}");
}

bool
sts_clinic_find_accent(const StsNode *node, StsColor *color)
{
  const StsNode *part = !node || node->kind == STS_NODE_PART ? node : node->parent;

  return part && part->kind == STS_NODE_PART && part->part.accent && sts_color_parse(part->part.accent, color);
}
