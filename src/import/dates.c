/* Lines that give a date under another name than "Last Revised", such as "Page last reviewed: 6 May 2024": each is
 * named with what to write if it is the date of the last revision, and never taken for it. */
#include "import/detectors.h"

#include <string.h>

#include "base/text.h"
#include "document/words.h"
#include "import/findings.h"
#include "import/prose.h"
#include "import/words.h"

/* "Last reviewed by a medical professional of the clinic on 03/09/2023." is about as long as they come. */
enum { WORDS_MAX = 14 };

/* What a part of a line says, without its marks of lists, quotations, emphasis and a hard break. */
static char *
plain_text(const char *text)
{
  g_autoptr(GString) plain = g_string_new(NULL);

  for (const char *p = text + strspn(text, " \t>-+#"); *p; p++)
    if (!strchr("*_\\", *p))
      g_string_append_c(plain, *p);
  return sts_text_normalize_space(plain->str);
}

static bool
ends_hard(const StsImport *import, int number)
{
  const StsImportLine *line = sts_import_line(import, number);
  const char *end = import->text + line->offset + line->length;

  return (line->length > 0 && end[-1] == '\\') || (line->length > 1 && end[-1] == ' ' && end[-2] == ' ');
}

/* What follows the label; NULL where none stands there. */
static const char *
skip_label(const char *text, StsImportWords labels)
{
  g_autofree char *lower = sts_text_lower(text);
  size_t longest = 0;

  for (const char *const *label = sts_import_words_get(labels); *label; label++)
    if (g_str_has_prefix(lower, *label))
      longest = MAX(longest, strlen(*label));
  /* Small letters may have other lengths in bytes than capitals, but as many characters. */
  const char *rest = g_utf8_offset_to_pointer(text, g_utf8_strlen(lower, (gssize)longest));
  return longest > 0 && !(g_ascii_isalpha(rest[-1]) && g_ascii_isalpha(*rest)) ? rest : NULL;
}

/* Whether the text has a year, or numbers parted as those of a date: "2024", "5/6/24". */
static bool
has_date(const char *text)
{
  int digits = 0, value = 0, parts = 0;

  for (const char *p = text;; p = g_utf8_next_char(p)) {
    int digit = g_unichar_digit_value(*p ? g_utf8_get_char(p) : 0);
    if (digit >= 0) {
      value = digits < 4 ? value * 10 + digit : value;
      digits++;
      continue;
    }
    if (digits == 4 && value >= 1900 && value < 2100)
      return true;
    parts = digits == 0 || digits > 2 ? 0 : parts + 1;
    if (parts == 3)
      return true;
    if (!*p)
      return false;
    if (!strchr("/.-", *p))
      parts = 0;
    digits = value = 0;
  }
}

/* The date in year-month-day, if the text is one that can be read without a guess, after a word such as "on" and the
 * day of the week; NULL otherwise. */
static char *
read_date(const StsImport *import, const char *text)
{
  g_autofree char *copy = g_strdup(text);
  StsDate date;

  size_t length = strlen(g_strstrip(copy));
  if (length > 0 && copy[length - 1] == '.')
    copy[length - 1] = '\0';
  /* The colon may be as wide as a character of Chinese. */
  const char *at = copy + (g_str_has_prefix(copy, "：") ? strlen("：") : strspn(copy, ": |-"));
  for (int skipped = 0; at && skipped < 3; skipped++) {
    if (sts_words_parse_date(import->terms, at, &date))
      return sts_date_format_iso(date);
    size_t word = strcspn(at, " "), digit = strcspn(at, "0123456789");
    at = at[word] && digit > word ? at + word + 1 : NULL;
  }
  return NULL;
}

static bool
check_text(StsImport *import, const StsImportBlock *block, int number, const char *markdown)
{
  g_autofree char *text = plain_text(markdown);
  const char *rest = skip_label(text, STS_WORDS_REVISION_LABELS);
  bool review = !rest && (rest = skip_label(text, STS_WORDS_REVIEW_LABELS));

  if (!rest || !has_date(rest) || sts_prose_count_words(text) > WORDS_MAX)
    return false;
  g_autofree char *date = read_date(import, rest);
  const char *shown = date ? date : "YYYY-MM-DD";
  g_autofree char *reviewed =
      review
          ? g_strdup_printf("; if it was only found right then, write “last-reviewed: %s” in the front matter", shown)
          : g_strdup("");
  int column = number == block->first ? MAX(block->node->position.column, 1) : 1;
  sts_import_note(
      import, ((StsPosition){import->path, number, column}), STS_RULE_IMPORT_HINT,
      "“%s” may say when the text was last revised; if it does, put “Last Revised: %s” in its place, as the "
      "last line of the section%s%s",
      text, shown, reviewed,
      block->role == STS_ROLE_REFERENCE ? " (where it stands, it is printed as one of the references)" : "");
  return true;
}

static bool
check_line(StsImport *import, const StsImportBlock *block, int number)
{
  const StsImportLine *line = sts_import_line(import, number);
  static const char *const BORDERS[] = {" — ", " – ", " | ", " · ", " • "};
  g_autoptr(GString) markdown = g_string_new_len(import->text + line->offset, (gssize)line->length);

  for (size_t i = 0; i < G_N_ELEMENTS(BORDERS); i++)
    g_string_replace(markdown, BORDERS[i], "<br>", 0);
  g_auto(GStrv) parts = g_strsplit(markdown->str, "<br>", -1);
  bool found = false;
  for (char **part = parts; *part && !found; part++)
    found = check_text(import, block, number, *part);
  /* The label may stand above the date. */
  for (char **part = parts; *part && part[1] && !found; part++) {
    g_autofree char *both = g_strconcat(*part, " ", part[1], NULL);
    found = check_text(import, block, number, both);
  }
  return found;
}

static int
find_in_block(StsImport *import, const StsImportBlock *block)
{
  bool whole = true;

  for (int line = block->first; line <= block->last; line++) {
    bool found = whole && !sts_import_line(import, line)->blank && check_line(import, block, line);
    if (found)
      return line;
    whole = block->node->kind == STS_NODE_LIST || ends_hard(import, line);
  }
  return 0;
}

void
sts_import_find_dates(StsImport *import, StsImportPart *part)
{
  for (guint i = part->begin; i < part->end; i++) {
    StsImportBlock *block = sts_import_block(import, i);
    if (block->node->kind != STS_NODE_PARAGRAPH && block->node->kind != STS_NODE_LIST)
      continue;
    if (block->role == STS_ROLE_DATE)
      continue;
    block->dated = find_in_block(import, block);
    part->dated = block->dated > 0 ? block->dated : part->dated;
  }
}
