/* Markup of other systems that would be printed as it stands, or that vanishes within a number. */
#include "check/foreign.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/families.h"
#include "check/matches.h"
#include "check/prose.h"
#include "document/rules.h"

/* What stands in the text that is searched for what is no plain text. */
#define ESCAPED_OPEN "\\x01"  /* \(, which CommonMark prints without the backslash */
#define ESCAPED_CLOSE "\\x02" /* \) */
#define BRACKET_OPEN "\\x06"  /* \[ */
#define BRACKET_CLOSE "\\x07" /* \] */
#define OBJECT "\\x04"        /* code or an image; also the end of a link */
enum {
  MARK_OPEN = 0x01,
  MARK_CLOSE = 0x02,
  MARK_ESCAPED = 0x03,
  MARK_OBJECT = 0x04,
  MARK_EDGE = 0x05,
  MARK_BRACKET_OPEN = 0x06,
  MARK_BRACKET_CLOSE = 0x07,
};

/* How often one construct is told in one block: when these are mended, the next are told. */
enum { REPORTS_MAX = 50 };

typedef enum {
  ANYWHERE, /* in any text, as often as it comes */
  UNFILLED, /* so, unless it is told as what a template left open */
  IN_LINES, /* where a block has lines: once in a block */
} Where;

/* A construct of another system: how it is found in the text that is left when cmark has taken out what it knows, and
 * what to write in its place. */
typedef struct {
  const char *signs; /* one of these bytes must be there: a quick look */
  const char *pattern;
  StsRule rule;
  Where where;
  const char *name, *advice;
} Construct;

#define DOSE STS_RULE_FOREIGN_MARKUP_DOSE
#define MARKUP STS_RULE_FOREIGN_MARKUP

/* One attribute in braces, as pandoc and kramdown have it. */
#define NAME "[A-Za-z][\\w:.-]*"
#define VALUE "=(?:\"[^\"}\\n]*\"|'[^'}\\n]*'|[^\\s\"'}]+)"
#define ATTRIBUTE "(?:[#.]" NAME "|" NAME VALUE "|-)"

/* In the order in which they claim the text: what is inside of one is not looked for again. Doses come first, so that
 * they are found whether or not the others are looked for. */
static const Construct CONSTRUCTS[] = {
    /* What changes the sense of a dose. */
    {"{", "\\{(?:--|\\+\\+|~~).{1,400}?(?:--|\\+\\+|~~)\\}", DOSE, ANYWHERE, "a tracked change",
     "decide it: leave what is valid, and take out the rest with the signs"},
    {"~", "(?<!~)~~(?![\\s~])(?:(?!~~)[\\s\\S]){1,400}?(?<!\\s)~~(?!~)", DOSE, ANYWHERE, "text struck out",
     "take it out, for it would be printed as valid text"},
    {"[", "\\[s\\](?:(?!\\[/s\\])[\\s\\S]){1,400}?\\[/s\\]", DOSE, ANYWHERE, "text struck out",
     "take it out, for it would be printed as valid text"},
    {"~", "(?<![^\\s(\\[\"])~[\\p{L}\\p{N}](?:[^~\\n]{0,200}[^\\s~])?~(?![^\\s.,;:!?)\\]\"])", DOSE, ANYWHERE,
     "text struck out or a subscript", "take out what is not valid; a subscript is written <sub>2</sub>"},
    {"~", "(?<=[A-Za-z\\)\\]\\x{3B1}-\\x{3C9}])~[^\\s~]{1,40}~(?!~)", DOSE, ANYWHERE, "a subscript",
     "write it as <sub>2</sub>"},
    {"$", "\\$\\$(?=[^$]{0,400}[\\\\^_=*+/{}\\x03])[^$]{1,400}\\$\\$", DOSE, ANYWHERE, "a formula",
     "write it in words and plain signs, with <sup> and <sub>, or as an image with its text alternative"},
    {"$",
     "(?<![\\w$\\\\])\\$(?![\\s$])(?:(?=[^$\\n]{0,200}[\\\\^_={}*\\x03])[^$\\n]{1,200}|[A-Za-z](?:\\s?[-+<>/"
     "]\\s?\\w{1,9}){0,9})"
     "(?<!\\s)\\$(?![\\w$])",
     DOSE, ANYWHERE, "a formula",
     "write it in words and plain signs, with <sup> and <sub>, or as an image with its text alternative"},
    {"\x01",
     ESCAPED_OPEN
     "(?:\\s?[A-Za-z]\\s?|(?=[^\\x01\\x02]{0,300}(?:[\\\\^_=*+/{}]|\\x03))[^\\x01\\x02]{1,300})" ESCAPED_CLOSE,
     DOSE, ANYWHERE, "a formula",
     "write it in words and plain signs, with <sup> and <sub>, or as an image with its text alternative"},
    /* Other programs escape all square brackets of a text: only what looks like TeX is a formula. */
    {"\x06",
     BRACKET_OPEN "(?:(?=\\s[^\\x06\\x07]{0,300}[=+*/"
                  "])|(?=[^\\x06\\x07]{0,300}(?:\\\\[A-Za-z]|[\\^{}]|\\w_\\w)))[^\\x06\\x07]{1,300}" BRACKET_CLOSE,
     DOSE, ANYWHERE, "a formula",
     "write it in words and plain signs, with <sup> and <sub>, or as an image with its text alternative"},
    {"^", "(?:\\^(?=[^\\s^]{0,38}\\d)|(?<=\\d)\\^(?=[^\\s^]{0,38}\\w))[^\\s^]{1,40}\\^(?![-+\\x{2212}]?\\d)", DOSE,
     ANYWHERE, "a superscript", "write it as <sup>3</sup>"},
    {"[", "\\[TABLE\\]", DOSE, ANYWHERE, "what a conversion leaves in the place of a table", "write the table anew"},

    /* Templates. */
    {"{", "\\{\\{[<%{]?[\\s\\S]{0,400}?[>%}]?\\}\\}|\\{%[\\s\\S]{1,400}?%\\}|\\{#\\s[^\\n]{1,400}?#\\}", MARKUP,
     UNFILLED, "an instruction to a template or a shortcode",
     "write the text that it stands for; a warning is a callout, “> [!WARNING]”"},
    {"$", "\\$\\{[\\w.]{1,60}\\}", MARKUP, UNFILLED, "a variable of a template", "write the text that it stands for"},
    {"<", "<%[\\s\\S]{1,400}?%>", MARKUP, UNFILLED, "an instruction to a template",
     "write the text that it stands for"},
    {"{", "\\{(?:==|>>)[^\\n]{1,400}?(?:==|<<)\\}", MARKUP, ANYWHERE, "an editor's mark or comment",
     "take it out, or make it a comment, <!-- ... -->"},

    /* Attributes, and what has some. */
    {":", "^:{3,}.*$", MARKUP, IN_LINES, "a fenced block",
     "write a callout: “> [!WARNING]”, then each line of its text after “> ”"},
    {"{", "\\{:\\s?" ATTRIBUTE "(?:\\s+" ATTRIBUTE "){0,9}\\s*\\}|\\{[#.]" NAME "(?:\\s+" ATTRIBUTE "){0,9}\\s*\\}",
     MARKUP, ANYWHERE, "an attribute",
     "take it out: the look comes from the style, and a heading is linked to by its words; a language is written "
     "[texto]{lang=es}"},
    {"{", "(?<=[\\]\\x04])\\{\\s*" ATTRIBUTE "(?:\\s+" ATTRIBUTE "){0,9}\\s*\\}|(?<=\\s)\\{-\\}$", MARKUP, ANYWHERE,
     "an attribute",
     "take it out: the size comes from the style and the image; a language is written [texto]{lang=es}"},
    {"{", "^\\{\\s*" NAME VALUE "(?:\\s+" ATTRIBUTE "){0,9}\\s*\\}$", MARKUP, IN_LINES, "an attribute",
     "take it out: the look comes from the style; a language is written [texto]{lang=es}"},
    {"{", "\\{(?:color|panel|noformat|warning|note|info|tip)(?::[^}\\n]{1,80})?\\}", MARKUP, ANYWHERE, "a macro",
     "take it out; a warning is a callout, “> [!WARNING]”"},

    /* Notes, links and citations. */
    {"^", "\\^\\[[^\\]\\n]{1,400}\\]", MARKUP, ANYWHERE, "a note within the text",
     "write [^1] here, and the note on a line of its own: “[^1]: its text”"},
    {"[", "\\[\\^[^\\[\\]\\n]{0,80}\\s[^\\[\\]\\n]{0,80}\\]", MARKUP, ANYWHERE, "a note",
     "write its label without spaces, here and where the note is defined"},
    {"[", "(?i)\\[\\[?_?toc_?\\]?\\]", MARKUP, ANYWHERE, "a contents list", "take it out: it is made by itself"},
    {"[", "!\\[\\[[\\p{L}\\p{M}\\p{N}_/-]{1,120}\\]\\]", STS_RULE_PASSAGE_PLACE, ANYWHERE, "a passage",
     "it has no place here: it must stand alone in a paragraph of the text"},
    {"[", "!?\\[\\[(?!\\d+\\]\\])[^\\[\\]\\n]{1,120}\\]\\]", MARKUP, ANYWHERE, "a link of a wiki",
     "write a link to the file, [its text](file.md)"},
    {"@", "\\[(?:see )?-?@[\\w][\\w:.#$%&+?~/-]*(?:[;,][^\\]\\n]{0,200})?\\]", MARKUP, ANYWHERE, "a citation",
     "write a note, [^1], or name the work, and list it under References"},
    {"[", "\\[[^\\[\\]\\n]{1,200}\\]\\((?:https?:|mailto:|tel:|www\\.)[^()\\n]{0,300}\\)", MARKUP, ANYWHERE, "a link",
     "its address is broken by a space or a sign; write it between < and >, or mend it"},
    {"[", "\\[[^\\[\\]\\n]{1,200}\\] \\((?:https?://|mailto:|tel:|www\\.)[^()\\s]{1,300}\\)", MARKUP, ANYWHERE,
     "a link", "take out the space between the brackets"},
    {"[", "(?<![\\w\\]])\\[(?=[^\\[\\]\\n]{0,199}\\p{L})[^\\[\\]\\n]{1,200}\\]\\[[^\\[\\]\\n]{0,80}\\]", MARKUP,
     ANYWHERE, "a link", "nothing says where it leads: write the address after it in round brackets"},
    {"[",
     "\\[(?:b|i|u|url|img|quote|list|center)(?:=[^\\]\\n]{0,200})?\\](?=[^\\[]{0,400}\\[/)|"
     "\\[/(?:b|i|u|url|img|quote|list|center|caption|gallery|embed|playlist|vc_\\w{1,30})\\]|"
     "\\[(?:caption|gallery|embed|playlist|vc_\\w{1,30})(?: \\w{1,30}=[^\\]\\n]{0,200})?\\]",
     MARKUP, ANYWHERE, "a shortcode", "write it as Markdown: **bold**, *emphasis*, [text](address)"},

    /* Signs within a line. */
    {"=", "(?<![=\\w])==(?![\\s=])(?:[^=\\n]{0,200}[^\\s=])==(?![=\\w])", MARKUP, ANYWHERE, "marked text",
     "write it as *emphasis* or **strong**"},
    {"+", "(?<![\\w+])\\+\\+\\w(?:[^+\\n]{0,200}[^\\s+])?\\+\\+(?![\\w+])", MARKUP, ANYWHERE,
     "underlined or inserted text", "write it as *emphasis* or **strong**"},
    {"^", "\\^(?=[^\\s^]{0,38}\\w)(?=[^\\s^]*\\p{L})[^\\s^]{1,40}\\^", MARKUP, ANYWHERE, "a superscript",
     "write it as <sup>th</sup>"},
    {"^", "(?:(?<=\\d)|(?<=\\b[ckm]m)|(?<=\\bm))\\^[-+\\x{2212}]?\\d{1,4}(?![\\d^])", MARKUP, ANYWHERE, "a power",
     "write it as <sup>3</sup>"},
    {":", "(?<![\\w:/.\\x03]):[a-z][a-z0-9_+-]{1,40}:(?![\\w/:])", MARKUP, ANYWHERE, "an emoji or a role",
     "write the character or the words"},
    {"&", "&(?:[A-Za-z][a-z]{2,30}\\d{0,2}|#\\d{1,7}|#[xX][0-9A-Fa-f]{1,6});", MARKUP, ANYWHERE,
     "a character reference", "it is misspelled, or escaped twice: write the character itself"},
    {"&", "&(?:nbsp|amp|lt|gt|quot|ndash|mdash|deg|micro|le|ge)(?![A-Za-z;])", MARKUP, ANYWHERE,
     "a character reference", "its semicolon is missing: write the character itself"},
    {"%", "%%(?![\\s%])[^%\\n]{0,300}[^\\s%]%%", MARKUP, ANYWHERE, "a comment", "take it out, or write <!-- ... -->"},
    {"*", "(?<![^\\s(])\\*\\*\\s[^*\\n]{1,120}\\*\\*(?!\\w)|(?<![^\\s(])\\*\\*\\w[^*\\n]{0,120}\\s\\*\\*(?!\\w)",
     MARKUP, ANYWHERE, "strong text", "take out the space within its signs"},
    {"*", "(?<![A-Za-z0-9*])\\*\\*(?=\\S)[^*\\n]{1,200}\\*\\*(?!\\*)", MARKUP, ANYWHERE, "strong text",
     "its signs do no work here: put spaces and punctuation outside of them"},
    {"%", "^%%[^%\\n]{1,300}%%$", MARKUP, IN_LINES, "a comment", "take it out, or write <!-- ... -->"},
    {"'", "(?<![\\w'])'''\\w[^'\\n]{0,200}'''(?!')", MARKUP, ANYWHERE, "strong text", "write it as **strong**"},
    {"\\", "\\\\[A-Za-z]{2,30}\\{|\\\\(?:newpage|pagebreak|clearpage|tableofcontents|noindent|bigskip|medskip)\\b",
     MARKUP, ANYWHERE, "a command of LaTeX", "take it out: pages are broken by themselves"},

    /* Lines and blocks. */
    {"!?",
     "^(?:!!!|\\?\\?\\?\\+?) "
     "?(?:abstract|attention|bug|caution|danger|error|example|failure|fail|faq|help|hint|important|info|"
     "note|question|quote|seealso|success|summary|tip|todo|warning)(?: .*)?$",
     MARKUP, IN_LINES, "an admonition", "write a callout: “> [!WARNING]”, then each line of its text after “> ”"},
    {".", "^\\.\\. [a-z][\\w-]*::.*$", MARKUP, IN_LINES, "a directive",
     "write it as Markdown: a callout, an image, a table"},
    {"=", "^=== \".*\"$|^={2,6} \\p{L}[^=\\n]{0,120} ={2,6}$", MARKUP, IN_LINES, "a heading or a tab",
     "write a heading, “## ”"},
    {"+", "^\\+(?:[-=:]{2,}\\+)+[ \\t]*$[\\s\\S]*", MARKUP, IN_LINES, "a grid table",
     "write a table with bars: “| Week | Do |”, below it “| --- | --- |”, then the rows"},
    {"|", "^\\|[^|\\n]+\\|(?:.*\\|)?\\s*$|^[^|\\n]*\\S \\| \\S.*\\n[^|\\n]*\\S \\| \\S", MARKUP, IN_LINES, "a table",
     "put a second line under its head, “| --- | --- |”, with as many columns, and no blank line between its lines"},
    {"|", "^\\| \\S[^|\\n]*\\n\\| \\S[^|\\n]*$", MARKUP, IN_LINES, "a block of lines",
     "end each line with a backslash instead"},
    {"\xE2\xC2",
     "^[\\x{2022}\\x{2023}\\x{2043}\\x{2219}\\x{25E6}\\x{25AA}\\x{25AB}\\x{25CF}\\x{25CB}\\x{25A0}\\x{27A2}\\x{27A4}"
     "\\x{B7}]\\s?\\S.*$",
     MARKUP, IN_LINES, "a list with typed bullets", "begin each line with “- ”, or all run together"},
    {"\n", "^([\\x{2013}\\x{2610}\\x{2713}\\x{2714}o])\\s+\\S.*\\n\\1\\s+\\S", MARKUP, IN_LINES,
     "a list with typed bullets", "begin each line with “- ”, or all run together"},
    {"(", "^\\(\\d{1,2}\\) +\\S.*\\n\\(\\d{1,2}\\) +\\S", MARKUP, IN_LINES, "a list",
     "number it “1. ”, or all run together"},
    {"[", "(?i)^\\[!(?:note|tip|important|warning|caution)\\]", MARKUP, IN_LINES, "a callout",
     "begin this line with “> ”, and each line of its text"},
    {"*", "^\\*\\[[^\\]\\n]{1,80}\\]: ", MARKUP, IN_LINES, "what explains an abbreviation",
     "take it out, and explain the word where it stands first"},
    {".)",
     "^\\(?([ai])[.)] +\\S.*\\n(?:(?!\\(?[bi]{1,2}[.)] ).*\\n){0,9}\\(?(?:b|ii)[.)] +\\S|^\\(?([AI])[.)] "
     "+\\S.*\\n\\(?(?:B|II)[.)] +\\S",
     MARKUP, IN_LINES, "a list with letters", "number it, “1. ”, or begin each line with “- ”, or all run together"},
    {".)", "^\\d{1,2}[.)](?=\\p{L}).*\\n\\d{1,2}[.)]\\p{L}", MARKUP, IN_LINES, "a list",
     "write a space after each number"},
    {"-+*", "^([-+*])(?=\\p{L}).*\\n\\1\\p{L}", MARKUP, IN_LINES, "a list", "write a space after each sign"},
    {"#", "^#{2,6}[^\\s#\\d].*$|^#\\p{Lu}[^#\\n]{0,120} [^#\\n]{1,120}$|\\A#\\p{Lu}\\p{Ll}{2,30}$", MARKUP, IN_LINES,
     "a heading", "write a space after “#”"},
    {"h", "^h[1-6]\\. \\S.*$", MARKUP, IN_LINES, "a heading", "write it as “## ”"},
    {":", "\\A:\\s+\\S.*$", MARKUP, IN_LINES, "a caption or a definition",
     "a caption stands right after its table and begins “Table: ”; a definition stands right under its term"},
    {"=\"'", "^(?:import|export) [\\w{}*, ]{1,80} from [\"'][^\"'\\n]{1,120}[\"'];?$", MARKUP, IN_LINES,
     "an instruction to a program", "take it out"},
    {":", "^(?:image|include|video)::?\\S{1,200}\\[.*\\]$", MARKUP, IN_LINES, "an image or another file",
     "write an image as ![what it shows](file.png)"},
};

/* What is looked for besides. */
enum { ADDRESS = G_N_ELEMENTS(CONSTRUCTS), COLUMN_GAPS, COLUMNS, UNDERSCORES, ITEM, PATTERNS };

static const char *const OTHERS[] = {
    "(?:https?://|www\\.|\\bdoi: ?|\\b10\\.\\d{4,9}/)[^\\s<>\\[\\]{}|()]*",
    "\\S {2,}\\S.*\\S {2,}\\S|\\S {3,}\\S| \\| |^\\|",
    "^.*\\S {2,}\\S.*$",
    "(?<![\\w./:-])\\d[\\d.,]*(?:_\\d[\\d.,]*)+(?![\\w/])",
    "\\A(?:(\\d{1,2})[.)](?=\\p{L})|\\(?([A-Za-z])[.)] )",
};
G_STATIC_ASSERT(G_N_ELEMENTS(OTHERS) == PATTERNS - ADDRESS);

struct StsCheckForeign {
  GRegex *patterns[PATTERNS]; /* NULL until it was needed: most texts need few */
};

static const GRegex *
pattern(StsCheckForeign *foreign, size_t which)
{
  g_autoptr(GError) error = NULL;

  if (!foreign->patterns[which]) {
    const char *text = which < ADDRESS ? CONSTRUCTS[which].pattern : OTHERS[which - ADDRESS];
    foreign->patterns[which] = g_regex_new(text, G_REGEX_MULTILINE, 0, &error);
    if (!foreign->patterns[which])
      g_error("%s: %s", text, error->message);
  }
  return foreign->patterns[which];
}

StsCheckForeign *
sts_check_foreign_new(void)
{
  return g_new0(StsCheckForeign, 1);
}

void
sts_check_foreign_free(StsCheckForeign *foreign)
{
  for (size_t i = 0; i < PATTERNS; i++)
    g_clear_pointer(&foreign->patterns[i], g_regex_unref);
  g_free(foreign);
}

/* ---- the text of a block ---- */

typedef struct {
  const StsNode *node;
  size_t begin, end;
} Emphasis;

typedef struct {
  const StsCheck *check;
  bool markup;          /* what changes no dose is looked for, too */
  StsProse prose;       /* as it is printed */
  GString *scan;        /* the same, byte by byte, with marks for what is no plain text */
  GArray *emphasis;     /* of Emphasis */
  int line;             /* of the source, of what was added last */
  const StsNode *asked; /* whose block before was asked for last */
} Reader;

static void
add_mark(Reader *reader, char mark, const StsNode *node)
{
  const char text[] = {mark, '\0'};

  sts_prose_append(&reader->prose, text, node);
  g_string_append_c(reader->scan, mark);
}

static void
hide_escaped(Reader *reader, size_t offset)
{
  char *c = reader->scan->str + offset;

  switch (*c) {
  case '(':
    *c = MARK_OPEN;
    return;
  case ')':
    *c = MARK_CLOSE;
    return;
  case '[':
    *c = MARK_BRACKET_OPEN;
    return;
  case ']':
    *c = MARK_BRACKET_CLOSE;
    return;
  default:
    *c = g_ascii_ispunct(*c) ? MARK_ESCAPED : *c;
  }
}

static void
add_text(Reader *reader, const StsNode *node)
{
  size_t begin = reader->scan->len;

  sts_prose_append_lines(&reader->prose, node, reader->scan, &reader->line);
  for (size_t i = 0; i < node->text.place_count; i++)
    if (node->text.places[i].escaped)
      hide_escaped(reader, begin + node->text.places[i].offset);
}

static void
enter(Reader *reader, const StsNode *node)
{
  Emphasis emphasis = {node, reader->scan->len, 0};

  switch (node->kind) {
  case STS_NODE_TEXT:
    add_text(reader, node);
    return;
  case STS_NODE_LINE_BREAK:
    add_mark(reader, '\n', node);
    return;
  case STS_NODE_EMPHASIS:
  case STS_NODE_STRONG:
    g_array_append_val(reader->emphasis, emphasis);
    return;
  case STS_NODE_CODE:
  case STS_NODE_IMAGE:
    sts_prose_follow_line(reader->scan, reader->scan->len, node->position.line, &reader->line);
    add_mark(reader, MARK_OBJECT, node);
    return;
  case STS_NODE_LINK:
  case STS_NODE_SPAN:
    return;
  default: /* superscripts, subscripts, numbers of notes and links */
    add_mark(reader, MARK_EDGE, node);
  }
}

static void
leave(Reader *reader, const StsNode *node)
{
  if (node->kind == STS_NODE_LINK)
    add_mark(reader, MARK_OBJECT, node);
  else if (node->kind == STS_NODE_SUPERSCRIPT || node->kind == STS_NODE_SUBSCRIPT)
    add_mark(reader, MARK_EDGE, node);
  else if (node->kind == STS_NODE_EMPHASIS || node->kind == STS_NODE_STRONG)
    for (guint i = reader->emphasis->len; i-- > 0;) {
      Emphasis *emphasis = &g_array_index(reader->emphasis, Emphasis, i);
      if (emphasis->node == node) {
        emphasis->end = reader->scan->len;
        return;
      }
    }
}

/* Addresses hold any signs: what is no letter or digit in them is taken out of sight. */
static void
hide_addresses(Reader *reader)
{
  size_t from = 0;
  int begin, end;

  if (!strpbrk(reader->scan->str, "/:"))
    return;
  g_autofree char *text = g_strdup(reader->scan->str);
  while (sts_matches_next(pattern(reader->check->foreign, ADDRESS), text, reader->scan->len, &from, &begin, &end)) {
    for (int i = begin; i < end; i++)
      if (strchr("~^$_=@&+*%#'!", text[i]))
        reader->scan->str[i] = 'x';
  }
}

static void
begin_block(Reader *reader)
{
  sts_prose_reset(&reader->prose);
  g_string_truncate(reader->scan, 0);
  g_array_set_size(reader->emphasis, 0);
  reader->line = 0;
}

static void
read_block(Reader *reader, const StsNode *block)
{
  StsNodeIter iter;

  begin_block(reader);
  sts_node_iter_init(&iter, block);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (iter.node == block)
      continue;
    if (event == STS_EVENT_ENTER)
      enter(reader, iter.node);
    else
      leave(reader, iter.node);
  }
  hide_addresses(reader);
}

/* ---- findings ---- */

/* Returns the text of the finding, cut short, on one line. */
static char *
excerpt(const Reader *reader, size_t begin, size_t end)
{
  enum { LONGEST = 60 };
  GString *out = g_string_new(NULL);
  const char *text = reader->prose.text->str;

  for (const char *p = text + begin; p < text + end && out->len < LONGEST; p = g_utf8_next_char(p)) {
    char sign = reader->scan->str[p - text];
    if ((guchar)*p < ' ')
      continue;
    if (sign == MARK_OPEN || sign == MARK_CLOSE || sign == MARK_BRACKET_OPEN || sign == MARK_BRACKET_CLOSE)
      g_string_append_c(out, '\\');
    g_string_append_unichar(out, g_utf8_get_char(p));
    if (sign == '\n') {
      g_string_append(out, "\xE2\x80\xA6");
      return g_string_free(out, FALSE);
    }
  }
  if (out->len >= LONGEST)
    g_string_append(out, "\xE2\x80\xA6");
  return g_string_free(out, FALSE);
}

static void
report(Reader *reader, const Construct *construct, size_t begin, size_t end)
{
  g_autofree char *text = excerpt(reader, begin, end);
  StsPosition place = sts_prose_place(&reader->prose, begin);

  if (construct->where == UNFILLED && sts_check_is_unfilled(reader->check, place))
    return;
  sts_check_report(reader->check, place, construct->rule,
                   "“%s” is %s elsewhere, but is printed with its signs here; %s", text, construct->name,
                   construct->advice);
}

static void
find_construct(Reader *reader, size_t which)
{
  const Construct *construct = &CONSTRUCTS[which];
  g_autoptr(GMatchInfo) match = NULL;
  int left = construct->where == IN_LINES ? 1 : REPORTS_MAX;

  if (!strpbrk(reader->scan->str, construct->signs))
    return;
  g_autofree char *text = g_strdup(reader->scan->str);
  for (g_regex_match(pattern(reader->check->foreign, which), text, 0, &match); g_match_info_matches(match);
       g_match_info_next(match, NULL)) {
    int begin, end;
    g_match_info_fetch_pos(match, 0, &begin, &end);
    report(reader, construct, (size_t)begin, (size_t)end);
    memset(reader->scan->str + begin, MARK_ESCAPED, (size_t)(end - begin));
    if (--left == 0)
      return;
  }
}

/* The signs of emphasis vanish: 5*3*2 is printed as 532. */
static void
check_emphasis(const Reader *reader)
{
  const GString *scan = reader->scan;

  for (guint i = 0; i < reader->emphasis->len; i++) {
    const Emphasis *emphasis = &g_array_index(reader->emphasis, Emphasis, i);
    bool before = emphasis->begin > 0 && g_ascii_isdigit(scan->str[emphasis->begin - 1]);
    bool after = g_ascii_isdigit(scan->str[emphasis->end]);
    bool first = g_ascii_isdigit(scan->str[emphasis->begin]);
    bool last = emphasis->end > 0 && g_ascii_isdigit(scan->str[emphasis->end - 1]);
    if ((before && (first || after)) || (last && after))
      sts_check_report(reader->check, emphasis->node->position, STS_RULE_EMPHASIS_IN_NUMBER,
                       "the signs right beside a digit here are read as emphasis and vanish, so that the digits run "
                       "together; for a product write “×”, and put spaces around it");
  }
}

/* 2_3_4 is printed so; but begun after a space, it would be emphasis. */
static void
check_underscores(const Reader *reader)
{
  g_autoptr(GMatchInfo) match = NULL;
  int left = REPORTS_MAX;

  if (!strchr(reader->scan->str, '_'))
    return;
  for (g_regex_match(pattern(reader->check->foreign, UNDERSCORES), reader->scan->str, 0, &match);
       left > 0 && g_match_info_matches(match); g_match_info_next(match, NULL), left--) {
    int begin, end;
    g_match_info_fetch_pos(match, 0, &begin, &end);
    g_autofree char *text = excerpt(reader, (size_t)begin, (size_t)end);
    sts_check_report(reader->check, sts_prose_place(&reader->prose, (size_t)begin), STS_RULE_EMPHASIS_IN_NUMBER,
                     "“%s” has an underscore between digits, which elsewhere is read as emphasis or as a subscript; "
                     "write the number without it",
                     text);
  }
}

static void
check_text(Reader *reader, bool lines)
{
  for (size_t i = 0; i < G_N_ELEMENTS(CONSTRUCTS); i++)
    if ((CONSTRUCTS[i].where != IN_LINES || lines) && (CONSTRUCTS[i].rule != MARKUP || reader->markup))
      find_construct(reader, i);
}

/* Whether a line of signs below made the text a heading. */
static bool
is_underlined(const StsNode *heading)
{
  const StsNode *first = heading->first_child;

  return first && first->position.line == heading->position.line && first->position.column == heading->position.column;
}

/* A line of hyphens closes a table that is drawn with spaces; to Markdown, it makes a heading of the row above. */
static void
check_heading(const Reader *reader, const StsNode *heading)
{
  if (!is_underlined(heading) ||
      !g_regex_match(pattern(reader->check->foreign, COLUMN_GAPS), reader->scan->str, 0, NULL))
    return;
  g_autofree char *text = excerpt(reader, 0, reader->scan->len);
  sts_check_report(reader->check, heading->position, STS_RULE_FOREIGN_MARKUP_DOSE,
                   "“%s” looks like a row of a table, but the line below makes it a heading; write a table with bars: "
                   "“| Drug | Dose |”, below it “| --- | --- |”, then the rows",
                   text);
}

/* Lends the block before, or NULL. */
static const StsNode *
block_before(Reader *reader, const StsNode *node)
{
  const StsNode *before = NULL, *at = node->parent ? node->parent->first_child : NULL;

  /* Each is asked for after those before it. */
  if (reader->asked && reader->asked != node && reader->asked->parent == node->parent)
    at = reader->asked;
  for (; at && at != node; at = at->next)
    before = at;
  reader->asked = node;
  return before;
}

/* Lines of hyphens that draw a table are breaks between topics to Markdown, and its head stands between two. */
static void
check_drawn_table(const Reader *reader, const StsNode *paragraph)
{
  if (!paragraph->next || paragraph->next->kind != STS_NODE_RULE || !strstr(reader->scan->str, "  ") ||
      !g_regex_match(pattern(reader->check->foreign, COLUMNS), reader->scan->str, 0, NULL))
    return;
  const StsNode *after = paragraph->next->next;
  if (!after || paragraph->next->position.line != reader->line + 1)
    return;
  g_autofree char *text = excerpt(reader, 0, reader->scan->len);
  sts_check_report(reader->check, paragraph->position, STS_RULE_FOREIGN_MARKUP,
                   "“%s” is the head of a table that is drawn with spaces elsewhere, but running text here; write it "
                   "with bars: “| Drug | Dose |”, below it “| --- | --- |”, then the rows",
                   text);
}

/* A caption that stands before its table, or is the second that it has. */
static void
check_caption(Reader *reader, const StsNode *paragraph)
{
  if (!sts_text_begins(reader->scan->str, "Table: "))
    return;
  const StsNode *before = block_before(reader, paragraph);
  if ((paragraph->next && paragraph->next->kind == STS_NODE_TABLE) || (before && before->kind == STS_NODE_TABLE))
    sts_check_report(reader->check, paragraph->position, STS_RULE_FOREIGN_MARKUP,
                     "this caption is printed as running text; a table has one caption, right after it");
}

/* The number or the place in the alphabet that the paragraph begins with like an item of a list; 0: with none. Sets
 * *letter then. */
static int
item_number(const Reader *reader, const StsNode *node, bool *letter)
{
  g_autoptr(GMatchInfo) match = NULL;
  const StsNode *first = node && node->kind == STS_NODE_PARAGRAPH ? node->first_child : NULL;

  if (!first || first->kind != STS_NODE_TEXT || (first->text.place_count > 0 && first->text.places[0].escaped) ||
      !g_regex_match(pattern(reader->check->foreign, ITEM), first->text.text, 0, &match))
    return 0;
  g_autofree char *number = g_match_info_fetch(match, 1), *name = g_match_info_fetch(match, 2);
  *letter = !(number && *number);
  return *letter ? g_ascii_tolower(*name) - 'a' + 1 : atoi(number);
}

/* Paragraphs "1.First" and "2.Second", or "a. First" and "b. Second": told at the first. */
static void
check_items(Reader *reader, const StsNode *paragraph)
{
  bool letter, next_letter, before_letter;
  int number = item_number(reader, paragraph, &letter);

  if (number == 0 || item_number(reader, paragraph->next, &next_letter) != number + 1 || letter != next_letter)
    return;
  const StsNode *before = block_before(reader, paragraph);
  if (item_number(reader, before, &before_letter) == number - 1 && number > 1 && before_letter == letter)
    return;
  sts_check_report(reader->check, paragraph->position, STS_RULE_FOREIGN_MARKUP,
                   letter
                       ? "this is an item of a list with letters elsewhere, but a paragraph here; number it, “1. ”, "
                         "or begin it with “- ”"
                       : "this is an item of a list elsewhere, but a paragraph here; write a space after the number");
}

/* Text without markup: a title, a text alternative. */
static void
check_plain(Reader *reader, const StsNode *line)
{
  if (!line || !*line->text.text)
    return;
  begin_block(reader);
  add_text(reader, line);
  hide_addresses(reader);
  check_text(reader, false);
}

static void
check_alternative(Reader *reader, const StsNode *image)
{
  StsNode line = {.kind = STS_NODE_TEXT, .position = image->position, .text = {.text = image->image.alternative}};

  line.position.column += line.position.column > 0 ? (int)strlen("![") : 0;
  check_plain(reader, line.text.text ? &line : NULL);
}

static void
check_tree(Reader *reader, const StsNode *root)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    if (sts_node_shown_image(node))
      check_alternative(reader, sts_node_shown_image(node));
    if (!sts_node_holds_inlines(node->kind))
      continue;
    read_block(reader, node);
    if (node->kind == STS_NODE_PARAGRAPH && reader->markup) {
      check_drawn_table(reader, node);
      check_caption(reader, node);
      check_items(reader, node);
    }
    if (node->kind == STS_NODE_HEADING)
      check_heading(reader, node);
    check_text(reader, node->kind == STS_NODE_PARAGRAPH);
    check_emphasis(reader);
    check_underscores(reader);
  }
}

static void
reader_begin(Reader *reader, const StsCheck *check)
{
  *reader = (Reader){.check = check,
                     .markup = sts_check_is_wanted(check, MARKUP),
                     .scan = g_string_new(NULL),
                     .emphasis = g_array_new(FALSE, FALSE, sizeof(Emphasis))};
  sts_prose_init(&reader->prose);
}

static void
reader_end(Reader *reader)
{
  sts_prose_clear(&reader->prose);
  g_string_free(reader->scan, TRUE);
  g_array_unref(reader->emphasis);
}

static void
check_lines(Reader *reader, const GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    check_plain(reader, g_array_index(lines, StsPrintedLine, i).text);
}

void
sts_check_library_foreign(const StsCheck *check)
{
  Reader reader;

  reader_begin(&reader, check);
  if (!sts_library_is_document(check->library))
    check_plain(&reader, check->library->title_line);
  check_lines(&reader, check->library->lines);
  if (check->library->disclaimer)
    check_tree(&reader, check->library->disclaimer);
  reader_end(&reader);
}

void
sts_check_foreign(const StsCheck *check, const StsSection *section)
{
  StsSectionTrees trees = {section, 0};
  const StsNode *root;
  Reader reader;

  reader_begin(&reader, check);
  if (!section->title_heading)
    check_plain(&reader, section->title_line);
  check_lines(&reader, section->lines);
  while ((root = sts_section_trees_next(&trees)))
    check_tree(&reader, root);
  reader_end(&reader);
}
