/* Walks a scalar and its value side by side: YAML 1.2.2, 5.7 (escapes), 6.5 (folding), 7.3 (flow), 8.1 (block). */
#include "base/yaml/yaml-places.h"

#include <string.h>

typedef struct {
  const char *source, *value;
  size_t at, end, to;
  GArray *pieces;
} Walk;

static void
begin_piece(Walk *walk)
{
  StsYamlPiece piece = {walk->to, walk->at};

  g_array_append_val(walk->pieces, piece);
}

static bool
is_one_of(const Walk *walk, size_t at, const char *bytes)
{
  return at < walk->end && walk->source[at] && strchr(bytes, walk->source[at]);
}

static bool
is_at(const Walk *walk, const char *bytes)
{
  return is_one_of(walk, walk->at, bytes);
}

static void
skip_blanks(Walk *walk, size_t most)
{
  for (; most > 0 && is_at(walk, " \t"); most--)
    walk->at++;
}

/* Passes over a line break, if there is one. */
static bool
skip_break(Walk *walk)
{
  size_t at = walk->at;

  if (is_at(walk, "\r"))
    walk->at++;
  if (is_at(walk, "\n"))
    walk->at++;
  return walk->at > at;
}

/* Passes over line breaks and the blanks around them; returns how many breaks. */
static size_t
skip_breaks(Walk *walk, size_t indent)
{
  size_t breaks = 0;

  while (skip_break(walk)) {
    breaks++;
    skip_blanks(walk, indent);
  }
  return breaks;
}

/* Of a single break a space came, or nothing between two wide characters; of more, a line feed for each but the first,
 * and beside lines that stand further in than the others also for that. */
static void
follow_fold(Walk *walk, size_t breaks, bool block)
{
  size_t most = block ? breaks : breaks - 1;

  if (breaks == 1 && walk->value[walk->to] == ' ')
    walk->to++;
  else
    for (; most > 0 && walk->value[walk->to] == '\n'; most--)
      walk->to++;
  begin_piece(walk);
}

/* Whether nothing but blanks comes before the end of the line. */
static bool
ends_line(const Walk *walk)
{
  size_t at = walk->at;

  while (is_one_of(walk, at, " \t"))
    at++;
  return is_one_of(walk, at, "\r\n");
}

static void
follow_escape(Walk *walk)
{
  walk->at++;
  char kind = walk->at < walk->end ? walk->source[walk->at] : '\0';
  if (kind == '\n' || kind == '\r') {
    size_t breaks = skip_breaks(walk, G_MAXSIZE);
    for (; breaks > 1 && walk->value[walk->to] == '\n'; breaks--)
      walk->to++;
  } else {
    size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    walk->at += MIN(digits + 1, walk->end - walk->at);
    walk->to += (size_t)g_utf8_skip[(guchar)walk->value[walk->to]];
  }
  begin_piece(walk);
}

static bool
follow_byte(Walk *walk)
{
  bool equal = walk->source[walk->at] == walk->value[walk->to];

  walk->at++;
  walk->to++;
  return equal;
}

static bool
follow_flow(Walk *walk, StsYamlStyle style)
{
  while (walk->value[walk->to] && walk->at < walk->end) {
    if (ends_line(walk)) {
      skip_blanks(walk, G_MAXSIZE);
      follow_fold(walk, skip_breaks(walk, G_MAXSIZE), false);
    } else if (style == STS_YAML_IS_DOUBLE && is_at(walk, "\\")) {
      follow_escape(walk);
    } else {
      if (style == STS_YAML_IS_SINGLE && is_at(walk, "'"))
        walk->at++;
      bool doubled = style == STS_YAML_IS_SINGLE && is_at(walk, "'");
      if (!follow_byte(walk))
        return false;
      if (doubled)
        begin_piece(walk);
    }
  }
  return !walk->value[walk->to];
}

static bool
follow_block(Walk *walk, size_t indent)
{
  skip_blanks(walk, indent);
  begin_piece(walk);
  while (walk->value[walk->to] && walk->at < walk->end) {
    if (is_at(walk, "\r\n"))
      follow_fold(walk, skip_breaks(walk, indent), true);
    else if (!follow_byte(walk))
      return false;
  }
  return !walk->value[walk->to] || strspn(walk->value + walk->to, "\n") == strlen(walk->value + walk->to);
}

GArray *
sts_yaml_pieces(const char *source, size_t at, size_t end, StsYamlStyle style, size_t indent, const char *value)
{
  Walk walk = {source, value, at, end, 0, g_array_new(FALSE, FALSE, sizeof(StsYamlPiece))};
  bool agrees = style == STS_YAML_IS_BLOCK ? follow_block(&walk, indent) : follow_flow(&walk, style);

  if (agrees)
    return walk.pieces;
  g_array_unref(walk.pieces);
  return NULL;
}
