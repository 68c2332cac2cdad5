/* Tells of characters that no font has: where they stand, and who has a font for them. */
#include "layout/missing-report.h"

#include <pango/pango.h>
#include <string.h>

#include "document/rules.h"
#include "style/font-packages.h"

/* ---- what is said ---- */

/* What to do about a character; free with g_free(). */
static char *
advise(gunichar character)
{
  const StsFontPackage *package = sts_font_package_for(character);

  if (!package)
    return g_strdup("name a folder with a font that has it by --fonts");
  return g_strdup_printf("name a folder with a font that has it by --fonts, such as %s of the Debian package %s",
                         package->folder, package->package);
}

/* Names the characters, so many at most, each with its code. */
static char *
name_characters(const char *characters)
{
  enum { NAMED_MAX = 8 };
  g_autoptr(GString) out = g_string_new(NULL);
  int count = 0;

  for (const char *p = characters; *p; p = g_utf8_next_char(p), count++)
    if (count < NAMED_MAX)
      g_string_append_printf(out, "%sU+%04X “%.*s”", count > 0 ? ", " : "", g_utf8_get_char(p),
                             (int)(g_utf8_next_char(p) - p), p);
  if (count > NAMED_MAX)
    g_string_append_printf(out, " and %d more", count - NAMED_MAX);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static void
report_character(StsPosition position, gunichar character, StsDiagnostics *diagnostics)
{
  char utf8[8] = "";

  utf8[g_unichar_to_utf8(character, utf8)] = '\0';
  g_autofree char *advice = advise(character);
  sts_error(diagnostics, position, STS_RULE_MISSING_GLYPH, "no font has U+%04X “%s”; %s, or write it otherwise",
            character, utf8, advice);
}

/* Only of TEXT is it known where in the source each character is. */
static void
report_in_text(const StsNode *node, const char *characters, StsDiagnostics *diagnostics)
{
  for (const char *p = node->text.text; *p; p = g_utf8_next_char(p)) {
    g_autofree char *character = g_strndup(p, (gsize)(g_utf8_next_char(p) - p));
    if ((unsigned char)*p >= 0x80 && strstr(characters, character))
      report_character(sts_node_text_place(node, (size_t)(p - node->text.text)), g_utf8_get_char(p), diagnostics);
  }
}

void
sts_missing_report(const StsNode *node, const char *characters, StsDiagnostics *diagnostics)
{
  if (node->kind == STS_NODE_IMAGE) {
    g_autofree char *names = name_characters(characters), *advice = advise(g_utf8_get_char(characters));
    sts_error(diagnostics, node->position, STS_RULE_MISSING_GLYPH,
              "in the text of the image “%s”, no font has %s; %s, or turn the text into outlines", node->image.source,
              names, advice);
    return;
  }
  if (node->kind == STS_NODE_TEXT) {
    report_in_text(node, characters, diagnostics);
    return;
  }
  for (const char *p = characters; *p; p = g_utf8_next_char(p))
    report_character(node->position, g_utf8_get_char(p), diagnostics);
}

/* ---- without a layout ---- */

/* Whether a glyph is needed for the character alone: what is not seen needs none, and a mark is told by the letters of
 * its script. */
static bool
needs_glyph(gunichar character)
{
  switch (g_unichar_type(character)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_SPACE_SEPARATOR:
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_SPACING_MARK:
  case G_UNICODE_ENCLOSING_MARK:
    return false;
  default:
    return !pango_is_zero_width(character);
  }
}

/* Whether the fonts have the character, or all that it is composed of. */
static bool
has_glyphs(const StsFonts *fonts, gunichar character)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (sts_fonts_cover(fonts, character))
    return true;
  gsize count = g_unichar_fully_decompose(character, FALSE, parts, G_N_ELEMENTS(parts));
  if (count < 2)
    return false;
  for (gsize i = 0; i < count; i++)
    if (!sts_fonts_cover(fonts, parts[i]))
      return false;
  return true;
}

char *
sts_missing_among(const StsFonts *fonts, const char *text)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  g_autoptr(GString) found = g_string_new(NULL);

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar character = g_utf8_get_char(p);
    if (g_hash_table_add(seen, GUINT_TO_POINTER(character)) && needs_glyph(character) && !has_glyphs(fonts, character))
      g_string_append_unichar(found, character);
  }
  return g_string_free(g_steal_pointer(&found), FALSE);
}

/* What is printed of the node itself, or NULL. */
static const char *
text_of(const StsNode *node)
{
  if (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE || node->kind == STS_NODE_CODE_BLOCK)
    return node->text.text;
  if (node->kind == STS_NODE_IMAGE && node->image.image)
    return node->image.image->characters;
  return NULL;
}

void
sts_missing_find(const StsNode *root, const StsFonts *fonts, StsDiagnostics *diagnostics)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    const StsNode *image = sts_node_shown_image(node), *shown = image ? image : node;
    const char *text = text_of(shown);
    g_autofree char *missing = text && !g_str_is_ascii(text) ? sts_missing_among(fonts, text) : NULL;
    if (missing && *missing)
      sts_missing_report(shown, missing, diagnostics);
  }
}
