/* PDF syntax as it is read (ISO 32000-1, 7.2 and 7.3): tokens and values as slices of text, nothing copied.
 *
 * Invariant: nothing here recurses or looks beyond `end`, whatever the text holds.
 */
#ifndef STS_BASE_PDF_PDF_READ_H
#define STS_BASE_PDF_PDF_READ_H

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* A stretch of text; as a value, exactly the value. */
typedef struct {
  const char *at, *end;
} StsPdfSlice;

typedef enum {
  STS_PDF_NUMBER,
  STS_PDF_NAME,    /* with its slash */
  STS_PDF_STRING,  /* with its brackets, literal or hexadecimal */
  STS_PDF_OPEN,    /* [ or << */
  STS_PDF_CLOSE,   /* ] or >> */
  STS_PDF_KEYWORD, /* true, R, Tj, ... */
} StsPdfTokenKind;

typedef struct {
  StsPdfTokenKind kind;
  StsPdfSlice text;
} StsPdfToken;

static inline StsPdfSlice
sts_pdf_slice(const char *text, size_t length)
{
  return (StsPdfSlice){text, text + length};
}

static inline bool
sts_pdf_is_set(StsPdfSlice slice)
{
  return slice.at < slice.end;
}

static inline bool
sts_pdf_is(StsPdfSlice value, const char *text)
{
  size_t length = strlen(text);

  return (size_t)(value.end - value.at) == length && memcmp(value.at, text, length) == 0;
}

/* Takes the next token off the front of `rest`; false at the end. */
bool sts_pdf_next_token(StsPdfSlice *rest, StsPdfToken *token);
/* Takes the next whole value (a reference is one) off the front; false at the end, at a closing bracket and at a
 * keyword that is no value. */
bool sts_pdf_next_value(StsPdfSlice *rest, StsPdfSlice *value);

bool sts_pdf_is_array(StsPdfSlice value);
bool sts_pdf_is_dictionary(StsPdfSlice value);
/* What stands in a dictionary: keys and values, up to its end. Not set where it is none. */
StsPdfSlice sts_pdf_entries(StsPdfSlice dictionary);
/* The value of a key ("/K"); not set where the dictionary has none. */
StsPdfSlice sts_pdf_get_key(StsPdfSlice dictionary, const char *key);
/* What stands between an array's brackets. */
StsPdfSlice sts_pdf_get_items(StsPdfSlice array);
/* Reads "12 0 R". */
bool sts_pdf_get_reference(StsPdfSlice value, int *id, int *generation);
bool sts_pdf_get_integer(StsPdfSlice value, gint64 *number);
/* Appends the bytes of a string; nothing when it is none. */
void sts_pdf_decode_string(GString *out, StsPdfSlice value);
/* Returns the text of a text string (7.9.2.2) as valid UTF-8, NULL when it is no string; free with g_free(). */
char *sts_pdf_get_text(StsPdfSlice value);
/* Appends UTF-16BE as UTF-8; what is not valid becomes U+FFFD. */
void sts_pdf_decode_utf16(GString *out, const char *bytes, size_t length);

#endif
