/* CSS as tokens (CSS Syntax Module Level 3, 4), with escapes decoded, and written anew from them: what was hidden by an
 * escape or a comment is seen, and nothing that is no token gets through. */
#ifndef STS_BASE_SVG_CSS_TOKENS_H
#define STS_BASE_SVG_CSS_TOKENS_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
  STS_CSS_SPACE,
  STS_CSS_WORD,     /* an identifier */
  STS_CSS_FUNCTION, /* its name; "(" belongs to it */
  STS_CSS_AT,       /* "@name" */
  STS_CSS_HASH,     /* "#name" */
  STS_CSS_STRING,
  STS_CSS_URL, /* url(...), with or without quotation marks */
  STS_CSS_NUMBER,
  STS_CSS_DELIMITER, /* any other character */
  STS_CSS_BAD        /* what no token is: a string without end, a backslash at the end of a line */
} StsCssKind;

typedef struct {
  StsCssKind kind;
  char *text;     /* the name, the string, the address, or a number's unit ("%", "px", ""); decoded. NULL: a space or a
                     delimiter */
  char *digits;   /* of a number, as they were written */
  double value;   /* of a number; finite */
  char delimiter; /* ASCII */
} StsCssToken;

/* Returns an array of StsCssToken; free with g_array_unref(). Runs of white space and comments are one space. */
GArray *sts_css_tokenize(const char *text);

/* Whether the token is that delimiter. */
bool sts_css_is(const StsCssToken *token, char delimiter);
/* Whether the token is that word, function or at-rule, whose names are compared without regard to case. */
bool sts_css_is_named(const StsCssToken *token, StsCssKind kind, const char *name);

/* Appends the token as CSS. Not for one that is bad, nor for an address. */
void sts_css_append(GString *out, const StsCssToken *token);

#endif
