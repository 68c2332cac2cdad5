/* From libfyaml's document to plain values with places. */
#include "base/yaml/yaml.h"
#include "base/search.h"

#include <libfyaml.h>
#include <stdarg.h>
#include <string.h>

#include "base/file-read.h"
#include "base/segment-break.h"
#include "base/text.h"
#include "base/yaml/yaml-faults.h"
#include "base/yaml/yaml-flat.h"
#include "base/yaml/yaml-places.h"

/* Far more than any library, section, style or list of words needs; bounds the time and the memory that what is none of
 * these can take. */
enum { DEPTH_MAX = 16, SIZE_MAX_KB = 1024 };

typedef struct {
  StsArena *arena;
  const char *file;
  int first_line;
  const char *text;
  size_t length;
  GArray *starts; /* of size_t: where each line begins */
  const StsYamlRules *rules;
  StsDiagnostics *diagnostics;
  bool failed;
  size_t done; /* the end of the last key or scalar */
} Parser;

static void G_GNUC_PRINTF(4, 5) fail(Parser *parser, StsPosition position, const char *rule, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  sts_diagnostics_add(parser->diagnostics, STS_SEVERITY_ERROR, position, rule, "%s", text);
  parser->failed = true;
}

/* ---- places ---- */

static void
find_lines(Parser *parser)
{
  size_t start = 0;

  parser->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
  g_array_append_val(parser->starts, start);
  for (const char *p = parser->text, *end = p + parser->length; (p = memchr(p, '\n', (size_t)(end - p)));) {
    start = (size_t)(++p - parser->text);
    g_array_append_val(parser->starts, start);
  }
}

static size_t
start_of(const Parser *parser, guint line)
{
  return g_array_index(parser->starts, size_t, line);
}

static StsPosition
place_of(const Parser *parser, size_t offset)
{
  guint low = sts_search_offset(parser->starts, 0, offset);

  return (StsPosition){parser->file, parser->first_line + (int)low, (int)(offset - start_of(parser, low)) + 1};
}

static const struct fy_mark *
mark_of(struct fy_node *node)
{
  struct fy_token *token = node ? fy_node_get_scalar_token(node) : NULL;

  return token ? fy_token_start_mark(token) : NULL;
}

/* That of its quotation mark, where it has one, which libfyaml does not count in. */
static StsPosition
token_place(const Parser *parser, struct fy_node *node, StsPosition fallback)
{
  const struct fy_mark *mark = mark_of(node);

  if (!mark)
    return fallback;
  size_t offset = MIN(mark->input_pos, parser->length);
  return place_of(parser, offset > 0 && strchr("\"'", parser->text[offset - 1]) ? offset - 1 : offset);
}

/* The token of a text written with | or > begins with its first line; its text comes after the indentation of the first
 * line that has one. */
static StsPosition
block_place(const Parser *parser, struct fy_node *node, const char *value, StsPosition fallback)
{
  const struct fy_mark *mark = mark_of(node);

  if (!mark || mark->input_pos >= parser->length)
    return fallback;
  StsPosition place = place_of(parser, mark->input_pos);
  size_t spaces = 0;
  for (size_t at = mark->input_pos; at < parser->length && strchr(" \r\n", parser->text[at]); at++)
    spaces = parser->text[at] == ' ' ? spaces + 1 : 0;
  /* Spaces beyond the indentation belong to the text. */
  size_t kept = strspn(value + strspn(value, "\n"), " ");
  place.column += (int)(spaces - MIN(kept, spaces));
  return place;
}

/* ---- values ---- */

/* Escapes in quotation marks ("\x01") may stand for what a text cannot hold. */
static const char *
take_text(Parser *parser, const char *text, size_t length, StsPosition place)
{
  size_t offset;
  bool is_control;

  if (!sts_text_find_invalid(text, length, &offset, &is_control))
    return sts_arena_strndup(parser->arena, text, length);
  fail(parser, place, parser->rules->control,
       "an escape in this text stands for a character that cannot be printed; delete it");
  return "";
}

/* The same of a scalar, in which YAML has made line breaks spaces. */
static const char *
take_folded(Parser *parser, struct fy_node *node, enum fy_node_style style, const char *text, size_t length,
            StsPosition place)
{
  struct fy_token *token = fy_node_get_scalar_token(node);
  const struct fy_mark *start = token ? fy_token_start_mark(token) : NULL,
                       *end = token ? fy_token_end_mark(token) : NULL;

  if (style == FYNS_LITERAL || !start || !end || start->input_pos > end->input_pos || end->input_pos > parser->length ||
      memchr(text, '\0', length))
    return take_text(parser, text, length, place);
  g_autofree char *joined = g_strndup(text, length);
  sts_segment_unfold(joined, parser->text + start->input_pos, end->input_pos - start->input_pos);
  return take_text(parser, joined, strlen(joined), place);
}

/* ---- what YAML does not count in ---- */

/* Keeps text[begin..end). */
static void
lose(Parser *parser, StsYaml *value, size_t begin, size_t end)
{
  value->lost = sts_arena_strndup(parser->arena, parser->text + begin, end - begin);
  value->lost_position = place_of(parser, begin);
}

/* A comment that begins after the offset, in its line. */
static void
find_comment(Parser *parser, StsYaml *value, size_t at)
{
  size_t end = parser->length;

  while (at < end && (parser->text[at] == ' ' || parser->text[at] == '\t'))
    at++;
  if (at == end || parser->text[at] != '#')
    return;
  const char *line_end = memchr(parser->text + at, '\n', end - at);
  if (line_end)
    end = (size_t)(line_end - parser->text);
  while (g_ascii_isspace(parser->text[end - 1]))
    end--;
  lose(parser, value, at, end);
}

/* A tag or an anchor that stands before the offset, with the header of a text written with | or > between the two. */
static void
find_property(Parser *parser, StsYaml *value, size_t at)
{
  for (size_t begin = at, end; begin > 0;) {
    for (end = begin; end > 0 && g_ascii_isspace(parser->text[end - 1]); end--)
      ;
    for (begin = end; begin > 0 && !strchr(" \t\n[{,", parser->text[begin - 1]); begin--)
      ;
    if (begin < end && strchr("!&", parser->text[begin]))
      lose(parser, value, begin, end);
    else if (begin == end || !strchr("|>", parser->text[begin]))
      break;
  }
}

/* An escape of text[begin..end) that stands for white space, where a backslash of Markdown may be meant. */
static void
find_escape(Parser *parser, StsYaml *value, size_t begin, size_t end)
{
  for (size_t at = begin; at + 1 < end; at++) {
    if (parser->text[at] != '\\')
      continue;
    if (strchr("t_LP", parser->text[at + 1])) {
      lose(parser, value, at, at + 2);
      return;
    }
    at++;
  }
}

static void
find_lost(Parser *parser, struct fy_node *node, enum fy_node_style style, StsYaml *value)
{
  struct fy_token *token = fy_node_get_scalar_token(node);
  const struct fy_mark *start = token ? fy_token_start_mark(token) : NULL,
                       *end = token ? fy_token_end_mark(token) : NULL;

  value->plain = style == FYNS_PLAIN;
  if (!start || !end || start->input_pos > end->input_pos || end->input_pos > parser->length)
    return;
  parser->done = end->input_pos;
  if (style == FYNS_PLAIN)
    find_comment(parser, value, end->input_pos);
  else if (style == FYNS_DOUBLE_QUOTED)
    find_escape(parser, value, start->input_pos, end->input_pos);
  if (fy_node_get_tag_token(node) || fy_node_get_anchor(node))
    find_property(parser, value, start->input_pos - (value->quoted && start->input_pos > 0));
}

static StsYaml *convert(Parser *parser, struct fy_node *node, StsPosition fallback, int depth);

/* The offset after a key and its colon. */
static size_t
end_of_key(const Parser *parser, struct fy_node *key)
{
  const struct fy_mark *mark = fy_token_end_mark(fy_node_get_scalar_token(key));
  size_t at = mark ? MIN(mark->input_pos, parser->length) : parser->length;

  while (at < parser->length && strchr("\"' \t:", parser->text[at]))
    at++;
  return at;
}

static void
convert_map(Parser *parser, struct fy_node *node, StsYaml *value, int depth)
{
  struct fy_node_pair *pair;
  void *iter = NULL;
  StsYaml **end = &value->first;
  g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);

  while ((pair = fy_node_mapping_iterate(node, &iter))) {
    struct fy_node *key = fy_node_pair_key(pair);
    StsPosition place = token_place(parser, key, value->position);
    size_t length = 0;
    const char *text = key && fy_node_is_scalar(key) ? fy_node_get_scalar(key, &length) : NULL;
    if (!text) {
      fail(parser, place, parser->rules->syntax, "a key must be a word");
      continue;
    }
    size_t after = end_of_key(parser, key);
    parser->done = after;
    StsYaml *child = convert(parser, fy_node_pair_value(pair), place, depth + 1);
    if (!child)
      return;
    child->key = take_text(parser, text, length, place);
    child->key_position = place;
    /* Versions of libfyaml differ in where nothing stands. */
    if (child->kind == STS_YAML_NULL) {
      child->position = place;
      find_comment(parser, child, after);
    }
    if (value->first == NULL)
      value->position = place;
    if (!g_hash_table_add(keys, (gpointer)child->key))
      fail(parser, place, parser->rules->syntax, "the key “%s” stands here a second time; keep one", child->key);
    *end = child;
    end = &child->next;
  }
}

/* The hyphen of an item that has no text, after what was read last; the text's length if there is none. */
static size_t
find_hyphen(const Parser *parser)
{
  const char *text = parser->text;

  for (size_t at = parser->done; at < parser->length; at++) {
    if (text[at] == '-' && (at + 1 == parser->length || g_ascii_isspace(text[at + 1])))
      return at;
    if (text[at] == '#')
      while (at + 1 < parser->length && text[at] != '\n')
        at++;
    else if (!g_ascii_isspace(text[at]) && !strchr("\"':]}", text[at]))
      break;
  }
  return parser->length;
}

static void
convert_list(Parser *parser, struct fy_node *node, StsYaml *value, int depth)
{
  struct fy_node *item;
  void *iter = NULL;
  StsYaml **end = &value->first;

  while ((item = fy_node_sequence_iterate(node, &iter))) {
    StsYaml *child = convert(parser, item, value->position, depth + 1);
    if (!child)
      return;
    size_t hyphen = child->kind == STS_YAML_NULL && !mark_of(item) ? find_hyphen(parser) : parser->length;
    if (hyphen < parser->length) {
      child->position = place_of(parser, hyphen);
      parser->done = hyphen + 1;
      find_comment(parser, child, parser->done);
    }
    child->key_position = child->position;
    *end = child;
    end = &child->next;
  }
}

/* Nothing, or a word that YAML has for it; in quotation marks these are text. */
static bool
is_null(const char *text, size_t length, enum fy_node_style style)
{
  static const char *const WORDS[] = {"", "~", "null", "Null", "NULL"};

  for (size_t i = 0; style == FYNS_PLAIN && i < G_N_ELEMENTS(WORDS); i++)
    if (strlen(WORDS[i]) == length && strncmp(WORDS[i], text, length) == 0)
      return true;
  return false;
}

/* Keeps where each piece of the text stands. A text that is its source byte by byte needs none. */
static void
find_places(Parser *parser, struct fy_node *node, enum fy_node_style style, StsYaml *value)
{
  struct fy_token *token = fy_node_get_scalar_token(node);
  const struct fy_mark *start = token ? fy_token_start_mark(token) : NULL,
                       *end = token ? fy_token_end_mark(token) : NULL;

  if (!start || !end || start->input_pos > end->input_pos || end->input_pos > parser->length)
    return;
  size_t from = start->input_pos, length = end->input_pos - from;
  if (strlen(value->text) == length && memcmp(parser->text + from, value->text, length) == 0)
    return;
  bool block = style == FYNS_LITERAL || style == FYNS_FOLDED;
  if (block) /* Its first line may begin with what is indentation, and its end is that of its last line. */
    while (from > 0 && parser->text[from - 1] == ' ')
      from--;
  g_autoptr(GArray) pieces = sts_yaml_pieces(parser->text, from, end->input_pos,
                                             block                         ? STS_YAML_IS_BLOCK
                                             : style == FYNS_DOUBLE_QUOTED ? STS_YAML_IS_DOUBLE
                                             : style == FYNS_SINGLE_QUOTED ? STS_YAML_IS_SINGLE
                                                                           : STS_YAML_IS_PLAIN,
                                             (size_t)value->position.column - 1, value->text);
  if (!pieces || pieces->len == 0)
    return;
  StsYamlPlace *places = sts_arena_alloc(parser->arena, pieces->len * sizeof *places);
  for (guint i = 0; i < pieces->len; i++) {
    const StsYamlPiece *piece = &g_array_index(pieces, StsYamlPiece, i);
    places[i] = (StsYamlPlace){piece->offset, place_of(parser, piece->source)};
  }
  value->places = places;
  value->place_count = pieces->len;
}

static void
convert_scalar(Parser *parser, struct fy_node *node, StsYaml *value)
{
  enum fy_node_style style = fy_node_get_style(node);
  size_t length = 0;
  const char *text = fy_node_get_scalar(node, &length);

  value->quoted = style == FYNS_SINGLE_QUOTED || style == FYNS_DOUBLE_QUOTED;
  find_lost(parser, node, style, value);
  if (!text || is_null(text, length, style))
    return;
  value->kind = STS_YAML_SCALAR;
  value->text = take_folded(parser, node, style, text, length, value->position);
  if (style == FYNS_LITERAL || style == FYNS_FOLDED)
    value->position = block_place(parser, node, value->text, value->position);
  find_places(parser, node, style, value);
}

/* Recursion is bounded by DEPTH_MAX. */
static StsYaml *
convert(Parser *parser, struct fy_node *node, StsPosition fallback, int depth)
{
  StsYaml *value = STS_ARENA_NEW(parser->arena, StsYaml);

  value->rules = parser->rules;
  value->position = token_place(parser, node, fallback);
  if (depth > DEPTH_MAX || (node && fy_node_is_alias(node))) {
    fail(parser, value->position, parser->rules->syntax,
         depth > DEPTH_MAX ? "this is nested too deep"
                           : "“*” is an alias here, which is not understood; if it is text, put it in quotation marks");
    return NULL;
  }
  if (!node)
    return value;
  if (fy_node_is_mapping(node)) {
    value->kind = STS_YAML_MAP;
    convert_map(parser, node, value, depth);
  } else if (fy_node_is_sequence(node)) {
    value->kind = STS_YAML_LIST;
    value->flow = fy_node_get_style(node) == FYNS_FLOW;
    convert_list(parser, node, value, depth);
  } else {
    convert_scalar(parser, node, value);
  }
  return value;
}

/* ---- the document ---- */

/* Neither blank nor a comment. */
static bool
holds_content(const char *line, const char *end)
{
  while (line < end && strchr(" \t\r", *line))
    line++;
  return line < end && *line != '#';
}

/* At the beginning of a line these are marks also within a text, quoted or not. */
static bool
is_mark(const char *line, const char *end)
{
  return end - line >= 3 && (strncmp(line, "---", 3) == 0 || strncmp(line, "...", 3) == 0) &&
         (end - line == 3 || strchr(" \t\r", line[3]));
}

/* Reports what stands after the end of the first document, which libfyaml reads no further than. Comments may. */
static void
report_rest(Parser *parser)
{
  bool begun = false, ended = false;

  for (guint i = 0; i < parser->starts->len; i++) {
    size_t start = start_of(parser, i);
    const char *line = parser->text + start,
               *end = parser->text + (i + 1 < parser->starts->len ? start_of(parser, i + 1) - 1 : parser->length);
    bool mark = is_mark(line, end);
    ended |= mark && begun;
    if (!holds_content(mark ? line + 3 : line, end) || (!begun && *line == '%'))
      continue;
    if (ended) {
      fail(parser, place_of(parser, start), parser->rules->syntax,
           "from here on nothing is read: a line “---” or “...” has ended the list of keys; delete it, or what stands "
           "after it");
      return;
    }
    begun = true;
  }
}

/* Takes a line that libfyaml prints, "<memory...>:2:1: error: duplicate key", whose column counts characters; others
 * show the text at fault. What libfyaml collects of its own faults it never frees (0.7.12). */
static void
report_line(struct fy_diag *diag, void *user, const char *line, size_t length)
{
  Parser *parser = user;
  g_autofree char *text = g_strchomp(g_strndup(line, length));
  const char *place = strstr(text, ">:"), *what = strstr(text, ": error: ");
  char *end;

  (void)diag;
  if (!place || !what || what < place)
    return;
  gint64 row = g_ascii_strtoll(place + 2, &end, 10), column = *end == ':' ? g_ascii_strtoll(end + 1, NULL, 10) : 1;
  size_t offset = start_of(parser, (guint)CLAMP(row, 1, (gint64)parser->starts->len) - 1);
  for (; column > 1 && offset < parser->length && parser->text[offset] != '\n'; column--)
    offset += (size_t)g_utf8_skip[(unsigned char)parser->text[offset]];
  g_autofree char *message = g_utf8_make_valid(what + strlen(": error: "), -1);
  offset = MIN(offset, parser->length);
  const char *meant = sts_yaml_explain_fault(message, parser->text, parser->length, &offset);
  fail(parser, place_of(parser, offset), parser->rules->syntax, "this is not YAML: %s", meant ? meant : message);
}

static StsYaml *
parse(Parser *parser, StsPosition start)
{
  struct fy_diag_cfg diag_cfg = {
      .output_fn = report_line, .user = parser, .level = FYET_ERROR, .module_mask = ~0u, .show_position = true};
  struct fy_diag *diag = fy_diag_create(&diag_cfg);
  /* Keys that are given twice are found here: libfyaml compares each with all others. */
  struct fy_parse_cfg cfg = {.flags = FYPCF_QUIET | FYPCF_ALLOW_DUPLICATE_KEYS, .diag = diag};
  struct fy_document *document = fy_document_build_from_string(&cfg, parser->text, parser->length);
  struct fy_node *root = document ? fy_document_root(document) : NULL;
  StsYaml *value = NULL;

  if (root && fy_node_is_mapping(root))
    report_rest(parser);
  else if (!parser->failed)
    fail(parser, start, parser->rules->syntax, "there must be lines “key: value” here, with a space after the colon");
  if (!parser->failed)
    value = convert(parser, root, start, 0);
  if (document)
    fy_document_destroy(document);
  fy_diag_unref(diag);
  return parser->failed ? NULL : value;
}

StsYaml *
sts_yaml_parse(StsArena *arena, const char *text, size_t length, const char *file, int first_line,
               const StsYamlRules *rules, StsDiagnostics *diagnostics)
{
  StsYamlRules *kept = STS_ARENA_NEW(arena, StsYamlRules);
  Parser parser = {arena, file, first_line, text, length, NULL, kept, diagnostics, false, 0};
  StsPosition start = {file, first_line, 1};

  *kept = *rules;
  if (length > SIZE_MAX_KB * 1024) {
    fail(&parser, start, rules->syntax,
         "there are %zu KB of “key: value” lines here, and %d KB are the most that is read; is this the right file?",
         length / 1024, SIZE_MAX_KB);
    return NULL;
  }
  StsYaml *root = sts_yaml_parse_flat(arena, text, length, file, first_line, kept);
  if (root)
    return root;
  find_lines(&parser);
  root = parse(&parser, start);
  g_array_unref(parser.starts);
  return root;
}

bool
sts_yaml_load(StsArena *arena, const char *path, const StsYamlRules *rules, const StsYaml **root,
              StsDiagnostics *diagnostics, GError **error)
{
  const char *file = sts_arena_intern(arena, path);
  g_autofree char *text = NULL;
  size_t length, offset;
  bool is_control;

  *root = NULL;
  if (!sts_file_load(path, STS_FILE_TEXT_MAX, &text, &length, error))
    return false;
  if (!sts_text_find_invalid(text, length, &offset, &is_control)) {
    *root = sts_yaml_parse(arena, text, length, file, 1, rules, diagnostics);
    return true;
  }
  Parser parser = {arena, file, 1, text, length, NULL, rules, diagnostics, false, 0};
  find_lines(&parser);
  fail(&parser, place_of(&parser, offset), is_control ? rules->control : rules->syntax, "%s",
       is_control ? "a character that cannot be printed stands here; take it out"
                  : "the file is not UTF-8 from here on; save it as UTF-8");
  g_array_unref(parser.starts);
  return true;
}

/* ---- questions ---- */

StsPosition
sts_yaml_text_position(const StsYaml *value)
{
  StsPosition position = value->position;

  position.column += value->quoted;
  return position;
}

StsPosition
sts_yaml_place(const StsYaml *value, size_t offset)
{
  StsPosition position = sts_yaml_text_position(value);
  size_t low = 0, high = value->place_count, begin = 0;

  /* The last that begins no later. */
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (value->places[middle].offset <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  if (low > 0) {
    position = value->places[low - 1].position;
    begin = value->places[low - 1].offset;
  }
  position.column += (int)(offset - begin);
  return position;
}

const StsYaml *
sts_yaml_lookup(const StsYaml *map, const char *key)
{
  if (!map || map->kind != STS_YAML_MAP)
    return NULL;
  for (const StsYaml *child = map->first; child; child = child->next)
    if (child->key && strcmp(child->key, key) == 0)
      return child;
  return NULL;
}

void
sts_yaml_check_keys(const StsYaml *map, const char *const *keys, const StsSynonym *synonyms, const char *what,
                    StsDiagnostics *diagnostics)
{
  for (const StsYaml *child = map->first; child; child = child->next) {
    if (g_strv_contains(keys, child->key))
      continue;
    const char *nearest = sts_text_meant(child->key, synonyms, keys);
    if (nearest)
      sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, child->key_position, child->rules->key,
                          "%s has no key “%s”; did you mean “%s”?", what, child->key, nearest);
    else
      sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, child->key_position, child->rules->key, "%s has no key “%s”",
                          what, child->key);
  }
}

const char *
sts_yaml_text(const StsYaml *value, StsDiagnostics *diagnostics)
{
  if (!value)
    return NULL;
  if (value->kind == STS_YAML_SCALAR && !sts_text_is_blank(value->text))
    return value->text;
  const char *found = value->kind == STS_YAML_LIST  ? "a list"
                      : value->kind == STS_YAML_MAP ? "a group of keys"
                                                    : "empty";
  if (value->key)
    sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, value->position, value->rules->type,
                        "“%s” must be text, not %s", value->key, found);
  else
    sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, value->position, value->rules->type,
                        "each entry of a list must be text, and this one is %s%s", found,
                        value->kind == STS_YAML_MAP ? "; text with a colon stands in quotation marks" : "");
  return NULL;
}

bool
sts_yaml_is_switch(const StsYaml *value)
{
  static const char *const SWITCHES[] = {"yes", "true", "on", "no", "false", "off", NULL};
  g_autofree char *lower = value->plain && value->text ? g_ascii_strdown(value->text, -1) : NULL;

  return lower && g_strv_contains(SWITCHES, lower);
}

/* Returns the text as it can stand on one line of YAML; free with g_free(). */
static char *
quote(const char *text)
{
  if (!strpbrk(text, "\"\\"))
    return g_strdup_printf("\"%s\"", text);
  g_auto(GStrv) parts = g_strsplit(text, "'", -1);
  g_autofree char *doubled = g_strjoinv("''", parts);
  return g_strdup_printf("'%s'", doubled);
}

static void
report_lost(const StsYaml *value, StsDiagnostics *diagnostics)
{
  const char *lost = value->lost, *rest = value->text ? value->text : "";
  bool after = lost[0] == '#';
  g_autofree char *line = g_strstrip(g_strdup_printf("%s %s", after ? rest : lost, after ? lost : rest));
  g_autofree char *quoted = quote(line);

  if (lost[0] == '\\')
    sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, value->lost_position, value->rules->quotes,
                        "in double quotation marks “%s” is a white space to YAML; write the backslash twice, or the "
                        "text in single quotation marks",
                        lost);
  else
    sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, value->lost_position, value->rules->quotes,
                        "“%s” is %s to YAML and would not be printed; if it is text, write %s%s", lost,
                        after ? "a comment" : "a mark", quoted,
                        after ? "; if it is a comment, put it on a line of its own" : "");
}

const char *
sts_yaml_prose(const StsYaml *value, StsDiagnostics *diagnostics)
{
  if (!value)
    return NULL;
  if (value->lost)
    report_lost(value, diagnostics);
  else if (sts_yaml_is_switch(value))
    sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, value->position, value->rules->quotes,
                        "“%s” is no text to YAML but a yes or no; if it is text, write \"%s\"", value->text,
                        value->text);
  return value->lost && value->kind == STS_YAML_NULL ? NULL : sts_yaml_text(value, diagnostics);
}

void
sts_yaml_check_commas(const StsYaml *value, StsDiagnostics *diagnostics)
{
  for (const StsYaml *item = value && value->flow ? value->first : NULL; item && item->next; item = item->next)
    if (item->kind == STS_YAML_SCALAR && item->plain && item->next->kind == STS_YAML_SCALAR && item->next->plain) {
      sts_diagnostics_add(
          diagnostics, STS_SEVERITY_ERROR, item->next->position, value->rules->quotes,
          "the comma before “%s” ends an entry here, since YAML parts a list in brackets at its commas; "
          "write each entry in quotation marks, or on a line of its own that begins with “- ”",
          item->next->text);
      return;
    }
}
