/* One pass over a page's content stream: finds the markers and puts marked-content operators in their place. */
#include "pdf/rewrite.h"

#include <string.h>

#include "pdf/syntax.h"

typedef struct {
  StsStructure *structure;
  const StsLigatures *ligatures;
  GString *out;
  guint32 page, first_mark, mark_count;
  guint32 next_mark; /* number of the next marker */
  gint32 next_mcid;
  StsPdfMark *open;            /* NULL before the first marker */
  size_t open_start, open_end; /* where its BDC stands in `out` */
  bool painted;                /* since the last marker */
  size_t operands;             /* where the operands of the coming operator begin in `out` */
  size_t path;                 /* where the current path begins */
  int subpaths;                /* 0: no path */
  int nesting;                 /* cairo's own marked content */
  size_t start;                /* of the page in `out` */
} Rewriter;

static bool
fail(const Rewriter *rewriter, GError **error, const char *what)
{
  g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_CAIRO, "page %u: %s (mark %u of %u)", rewriter->page + 1, what, rewriter->next_mark,
              rewriter->mark_count);
  return false;
}

static const char *
artifact_properties(StsFragmentRole role)
{
  switch (role) {
  case STS_ROLE_ARTIFACT_HEADER:
    return "/Artifact << /Type /Pagination /Subtype /Header /Attached [ /Top ] >> BDC";
  case STS_ROLE_ARTIFACT_FOOTER:
    return "/Artifact << /Type /Pagination /Subtype /Footer /Attached [ /Bottom ] >> BDC";
  case STS_ROLE_ARTIFACT_LAYOUT:
  case STS_ROLE_CONTENT:
  case STS_ROLE_LABEL:
  case STS_ROLE_PAGE_NUMBER:
    return "/Artifact << /Type /Layout >> BDC";
  }
  g_assert_not_reached();
}

static void
begin_mark(Rewriter *rewriter, StsPdfMark *mark)
{
  GString *out = rewriter->out;

  rewriter->open = mark;
  rewriter->open_start = out->len;
  rewriter->painted = false;
  if (mark->slot == STS_NONE) {
    g_string_append(out, artifact_properties((StsFragmentRole)mark->role));
  } else {
    const StsElement *element = sts_element(rewriter->structure, sts_slot(rewriter->structure, mark->slot)->element);
    mark->mcid = rewriter->next_mcid++;
    g_string_append_printf(out, "/%s << /MCID %d >> BDC", sts_tag_name((StsTag)element->tag), mark->mcid);
    if (mark->actual) {
      g_string_append(out, "\n/Span << /ActualText <FEFF");
      sts_pdf_append_utf16_hex(out, mark->actual, -1);
      g_string_append(out, "> >> BDC");
    }
  }
  rewriter->open_end = out->len;
}

static bool
end_mark(Rewriter *rewriter, GError **error)
{
  StsPdfMark *mark = rewriter->open;

  if (rewriter->nesting != 0)
    return fail(rewriter, error, "a marker stands inside marked content");
  if (!mark) {
    /* cairo painted before the first marker: harmless, but it must not stand unmarked. */
    if (rewriter->painted) {
      g_string_insert(rewriter->out, (gssize)rewriter->start, "/Artifact << /Type /Layout >> BDC\n");
      g_string_append(rewriter->out, "EMC\n");
    }
    return true;
  }
  if (rewriter->painted) {
    g_string_append(rewriter->out, mark->actual ? "EMC\nEMC\n" : "EMC\n");
    return true;
  }
  /* Nothing was painted: the mark vanishes, and what cairo set in it stays. */
  if (mark->slot != STS_NONE) {
    if (mark->inked)
      return fail(rewriter, error, "content left nothing on the page");
    mark->mcid = -1;
    rewriter->next_mcid--;
  }
  g_string_erase(rewriter->out, (gssize)rewriter->open_start, (gssize)(rewriter->open_end - rewriter->open_start));
  return true;
}

/* Reads "x y w h re" at the path's beginning; a marker is a square of 1/256 pt. */
static bool
read_marker(const Rewriter *rewriter, guint32 *number)
{
  const char *at = rewriter->out->str + rewriter->path;
  double value[4];

  for (int i = 0; i < 4; i++) {
    char *end;
    value[i] = g_ascii_strtod(at, &end);
    if (end == at)
      return false;
    at = end;
  }
  if (value[2] < .0035 || value[2] > .0043 || value[3] < .0035 || value[3] > .0043)
    return false;
  *number = (guint32)(value[0] * 256 + .5) | (guint32)(value[1] * 256 + .5) << 16;
  return true;
}

static bool
take_marker(Rewriter *rewriter, guint32 number, GError **error)
{
  g_string_truncate(rewriter->out, rewriter->path);
  if (!end_mark(rewriter, error))
    return false;
  if (number != rewriter->next_mark || number >= rewriter->mark_count)
    return fail(rewriter, error, "cairo changed the order of drawing");
  begin_mark(rewriter, sts_pdf_mark(rewriter->structure, rewriter->first_mark + number));
  rewriter->next_mark++;
  return true;
}

static bool
is_one_of(const char *operator, size_t length, const char *const *names)
{
  for (; *names; names++)
    if (strlen(*names) == length && memcmp(operator, * names, length) == 0)
      return true;
  return false;
}

static bool
is_operator(const char *operator, size_t length, const char *name)
{
  return strlen(name) == length && memcmp(operator, name, length) == 0;
}

/* The operands of cairo's own marked content may hold keys of ligatures. */
static void
restore_ligatures(Rewriter *rewriter)
{
  GString *out = rewriter->out;
  g_autofree char *operands = g_strdup(out->str + rewriter->operands);

  if (!strstr(operands, "/ActualText"))
    return;
  g_string_truncate(out, rewriter->operands);
  sts_ligatures_restore(rewriter->ligatures, out, operands, strlen(operands));
}

static bool
take_operator(Rewriter *rewriter, const char *operator, size_t length, GError **error)
{
  static const char *const PATH_PAINT[] = {"f", "f*", "F", "B", "B*", "b", "b*", "S", "s", NULL};
  static const char *const OTHER_PAINT[] = {"Do", "sh", "Tj", "TJ", "'", "\"", NULL};
  guint32 number;

  if (is_operator(operator, length, "f") && rewriter->subpaths == 1 && read_marker(rewriter, &number)) {
    rewriter->subpaths = 0;
    return take_marker(rewriter, number, error);
  }
  if (is_operator(operator, length, "m") || is_operator(operator, length, "re")) {
    if (rewriter->subpaths++ == 0)
      rewriter->path = rewriter->operands;
  } else if (is_one_of(operator, length, PATH_PAINT)) {
    rewriter->subpaths = 0;
    rewriter->painted = true;
  } else if (is_one_of(operator, length, OTHER_PAINT)) {
    rewriter->painted = true;
  } else if (is_operator(operator, length, "n")) {
    rewriter->subpaths = 0;
  } else if (is_operator(operator, length, "BDC") || is_operator(operator, length, "BMC")) {
    restore_ligatures(rewriter);
    rewriter->nesting++;
  } else if (is_operator(operator, length, "EMC")) {
    rewriter->nesting--;
  } else if (is_operator(operator, length, "BI")) {
    return fail(rewriter, error, "cairo wrote an inline image");
  }
  g_string_append_len(rewriter->out, operator,(gssize) length);
  return true;
}

static bool
is_space(char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool
is_delimiter(char c)
{
  return is_space(c) || c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '/' || c == '{' || c == '}' || c == '%';
}

static const char *
skip_string(const char *at, const char *end)
{
  int depth = 0;

  for (; at < end; at++) {
    if (*at == '\\')
      at++;
    else if (*at == '(')
      depth++;
    else if (*at == ')' && --depth == 0)
      return at + 1;
  }
  return end;
}

/* Returns the end of the token that begins at `at` and sets *is_operator_token. */
static const char *
skip_token(const char *at, const char *end, bool *is_operator_token)
{
  const char *start = at;

  *is_operator_token = false;
  if (*at == '(')
    return skip_string(at, end);
  if (*at == '<' && at + 1 < end && at[1] != '<') {
    while (at < end && *at != '>')
      at++;
    return MIN(at + 1, end);
  }
  if ((*at == '<' || *at == '>') && at + 1 < end)
    return at + 2;
  at++;
  if (*start != '/' && is_delimiter(*start))
    return at;
  while (at < end && !is_delimiter(*at))
    at++;
  *is_operator_token = g_ascii_isalpha(*start) || *start == '\'' || *start == '"';
  return at;
}

static bool
rewrite_content(Rewriter *rewriter, const char *content, size_t length, GError **error)
{
  GString *out = rewriter->out;
  const char *end = content + length;

  for (const char *at = content; at < end;) {
    if (is_space(*at)) {
      /* The white space after an operator belongs to it, so that operands begin at their first token. */
      g_string_append_c(out, *at++);
      if (out->len == rewriter->operands + 1)
        rewriter->operands++;
      continue;
    }
    bool is_operator_token;
    const char *token = at;
    at = skip_token(at, end, &is_operator_token);
    size_t token_length = (size_t)(at - token);
    if (!is_operator_token || is_operator(token, token_length, "true") || is_operator(token, token_length, "false") ||
        is_operator(token, token_length, "null")) {
      g_string_append_len(out, token, (gssize)token_length);
      continue;
    }
    if (!take_operator(rewriter, token, token_length, error))
      return false;
    rewriter->operands = out->len;
  }
  return true;
}

bool
sts_pdf_rewrite(StsStructure *structure, const StsLigatures *ligatures, guint32 page, const char *content, size_t length, GString *out,
                GError **error)
{
  guint32 first = g_array_index(structure->page_marks, guint32, page);
  Rewriter rewriter = {
      .structure = structure,
      .ligatures = ligatures,
      .out = out,
      .page = page,
      .first_mark = first,
      .mark_count = g_array_index(structure->page_marks, guint32, page + 1) - first,
      .operands = out->len,
      .start = out->len,
  };

  if (!rewrite_content(&rewriter, content, length, error))
    return false;
  g_string_append_c(out, '\n');
  if (!end_mark(&rewriter, error))
    return false;
  if (rewriter.next_mark != rewriter.mark_count)
    return fail(&rewriter, error, "cairo lost a marker");
  return true;
}
