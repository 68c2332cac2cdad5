/* A table of what libfyaml says, and of what it means. */
#include "base/yaml/yaml-faults.h"

#include <glib.h>
#include <string.h>

#define QUOTE "text that begins with such a sign stands in quotation marks, as in key: \"[sic] and more\""

/* Where the fault is, seen from the place that libfyaml names. */
typedef enum {
  HERE,
  NEXT_LINE,    /* where the text of the line below begins */
  OPEN_BRACKET, /* at the bracket before it that is not closed */
} Where;

/* The first row whose words are in the message, and at the beginning of a line where it must be. */
static const struct {
  const char *said;
  bool begins; /* nothing but white space stands before the place in its line */
  Where where;
  const char *meant;
} FAULTS[] = {
    {"invalid multiline plain key", false, NEXT_LINE,
     "this line begins further in than the key above, with spaces or a tab, so that it goes on with the text there; "
     "begin all keys in the same column"},
    {"invalid mapping in plain multiline", false, HERE,
     "this key begins further left than those above; begin all keys in the same column"},
    {"nested block mapping", false, HERE,
     "after a colon and a space, this text would be a key within a text; put all of the text in quotation marks, as in "
     "key: \"Part two: at home\""},
    {"wrongly indented double-quoted", false, HERE,
     "the quotation mark that opens here is not closed; close it, or take it out"},
    {"wrongly indented single-quoted", false, HERE,
     "the quotation mark that opens here is not closed; close it, or take it out"},
    {"wrongly indented flow", false, OPEN_BRACKET, "the bracket that opens here is not closed; close it at the end"},
    {"without a closing b", false, OPEN_BRACKET, "the bracket that opens here is not closed; close it at the end"},
    {"indendation in sequence", false, HERE,
     "this line begins in another column than the “-” of the items above; begin all items of a list in the same "
     "column"},
    {"indentation in sequence", false, HERE,
     "this line begins in another column than the “-” of the items above; begin all items of a list in the same "
     "column"},
    {"end of block sequence", true, HERE,
     "this line is no item of the list above, which would begin with “-”, and begins too far in for a key; begin all "
     "keys in the same column, and what goes on with an item further in than its “-”"},
    {"after mapping", true, HERE,
     "this line is no key; write a colon and a space after a key, as in key: value, and begin what goes on with a text "
     "further in than its key"},
    {"after mapping", false, HERE, "this stands after the end of the value; " QUOTE},
    {"after single-quoted", false, HERE,
     "the text in quotation marks ends before this; within single quotation marks an apostrophe is written twice, as "
     "in 'It''s', or put the text in double ones"},
    {"after double-quoted", false, HERE,
     "the text in quotation marks ends before this; put all of the text in them, and write \\\" for one that belongs "
     "to it"},
    {"cannot start with", false, HERE, "text cannot begin with this sign; " QUOTE},
    {"block sequence on the same line", false, HERE,
     "a list begins on the line below its key; text that begins with “-” and a space stands in quotation marks"},
    {"block scalar no linebreak", false, HERE,
     "after “|” or “>” the text begins on the next line; text that begins with such a sign stands in quotation marks"},
    {"invalid mapping key", false, HERE, "text cannot begin with “?” or “:” and a space; put it in quotation marks"},
    {"missing comma in flow", false, HERE,
     "a comma is missing before this, or a bracket before it is not closed; text with a comma or colon in it stands in "
     "quotation marks there"},
    {"expected '-' indicator", false, HERE,
     "this line begins in another column than the “-” of the items above; begin all items of a list in the same "
     "column"},
    {"invalid indentation in mapping", false, HERE,
     "this key begins in another column than those above; begin all keys in the same column"},
    {"did not find expected key", false, HERE,
     "there must be a key here, as in key: value; a list stands below its key"},
    {"without closing quote", false, HERE,
     "the quotation mark that opens here is not closed; close it, or take it out"},
    {"extra closing bracket", false, HERE, "this bracket closes nothing; take it out"},
    {"tab character", false, HERE, "a tab stands before this; begin the line with spaces"},
    {"alias", false, HERE, "text that begins with “*” stands in quotation marks"},
    {"anchor", false, HERE, "text that begins with “&” stands in quotation marks"},
    {"invalid escape", false, HERE,
     "a backslash in double quotation marks begins an escape, and there is none such; put the text in single quotation "
     "marks"},
};

static bool
begins_line(const char *text, size_t offset)
{
  while (offset > 0 && strchr(" \t", text[offset - 1]))
    offset--;
  return offset == 0 || text[offset - 1] == '\n';
}

static size_t
next_line(const char *text, size_t length, size_t offset)
{
  const char *feed = memchr(text + offset, '\n', length - offset);
  size_t at = feed ? (size_t)(feed - text) + 1 : offset;

  while (at < length && strchr(" \t", text[at]))
    at++;
  return at;
}

/* The last bracket before the offset that none after it closes; quotation marks are not looked at. */
static size_t
open_bracket(const char *text, size_t offset)
{
  int closed = 0;

  for (size_t at = offset; at-- > 0;) {
    if (strchr("]}", text[at]))
      closed++;
    else if (strchr("[{", text[at]) && closed-- == 0)
      return at;
  }
  return offset;
}

const char *
sts_yaml_explain_fault(const char *message, const char *text, size_t length, size_t *offset)
{
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    if (!strstr(message, FAULTS[i].said) || (FAULTS[i].begins && !begins_line(text, *offset)))
      continue;
    if (FAULTS[i].where == NEXT_LINE)
      *offset = next_line(text, length, *offset);
    else if (FAULTS[i].where == OPEN_BRACKET)
      *offset = open_bracket(text, *offset);
    return FAULTS[i].meant;
  }
  return NULL;
}
