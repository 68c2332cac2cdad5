/* rooms: base document style */
/* Which fonts text is set in: those of our folders, by our rules, whatever the process's own configuration says. */
#include <fontconfig/fontconfig.h>
#include <glib/gstdio.h>
#include <string.h>

#include "style/font-threads.h"
#include "style/fonts.h"
#include "style/theme-load.h"

static char *
source_path(const char *name)
{
  const char *root = g_getenv("STS_SOURCE_DIR");

  return g_build_filename(root ? root : ".", name, NULL);
}

/* As a user's fonts.conf may be: all is to be set in another family that we have too, hinted. */
static void
prefer_another_family(void)
{
  static const char rules[] =
      "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
      "<match target=\"pattern\"><edit name=\"family\" mode=\"prepend_first\" binding=\"strong\">"
      "<string>Noto Sans</string></edit>"
      "<edit name=\"hinting\" mode=\"assign\"><bool>true</bool></edit></match></fontconfig>";
  FcConfig *config = FcConfigCreate();

  g_assert_true(FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)rules, FcTrue));
  g_assert_true(FcConfigSetCurrent(config));
  FcConfigDestroy(config);
}

/* The family in which the style sets the character. Free with g_free(). */
static char *
family_of(PangoContext *context, const StsTheme *theme, StsTextKind kind, gunichar character)
{
  PangoFontDescription *wanted = sts_fonts_describe(theme, &theme->text[kind]);
  PangoFontset *set = pango_context_load_fontset(context, wanted, pango_language_from_string("en"));
  PangoFont *font = pango_fontset_get_font(set, character);
  PangoFontDescription *got = pango_font_describe(font);
  char *family = g_strdup(pango_font_description_get_family(got));
  FcBool hinted = FcTrue;

  FcPatternGetBool(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_HINTING, 0, &hinted);
  g_assert_false(hinted);
  pango_font_description_free(got);
  g_object_unref(font);
  g_object_unref(set);
  pango_font_description_free(wanted);
  return family;
}

static void
test_rules_of_the_system(void)
{
  g_autofree char *styles = source_path("styles"), *folder = source_path("fonts");
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsTheme) theme = sts_theme_load(styles, "handout", diagnostics, &error);
  g_assert_no_error(error);
  g_autoptr(StsFonts) fonts = sts_fonts_open((const char *const[]){folder, NULL}, theme, &error);
  g_assert_no_error(error);

  prefer_another_family();
  PangoContext *context = sts_fonts_new_context(fonts);
  g_autofree char *body = family_of(context, theme, STS_TEXT_BODY, 'A');
  g_autofree char *code = family_of(context, theme, STS_TEXT_CODE, 'A');
  g_autofree char *hebrew = family_of(context, theme, STS_TEXT_BODY, 0x05d0);
  g_autofree char *greek = family_of(context, theme, STS_TEXT_BODY, 0x03b1);
  g_assert_cmpstr(body, ==, "Atkinson Hyperlegible Next");
  g_assert_cmpstr(code, ==, "Noto Sans Mono");
  g_assert_cmpstr(hebrew, ==, "Noto Sans Hebrew");
  g_assert_cmpstr(greek, ==, "Noto Sans");
  g_object_unref(context);
  /* Whatever threads Pango has, closing the fonts ends by their answer, not by the clock. */
  g_assert_true(sts_font_threads_wait(sts_fonts_get_map(fonts)));
}

/* The families in which the text is set, from run to run, with commas; free with g_free(). */
static char *
families_of(PangoContext *context, const StsTheme *theme, const char *text)
{
  PangoFontDescription *wanted = sts_fonts_describe(theme, &theme->text[STS_TEXT_BODY]);
  PangoAttrList *attributes = pango_attr_list_new();
  GString *families = g_string_new(NULL);

  pango_attr_list_insert(attributes, pango_attr_font_desc_new(wanted));
  GList *items = pango_itemize(context, text, 0, (int)strlen(text), attributes, NULL);
  for (GList *at = items; at; at = at->next) {
    PangoFontDescription *got = pango_font_describe(((PangoItem *)at->data)->analysis.font);
    g_string_append_printf(families, "%s%s", families->len > 0 ? "," : "", pango_font_description_get_family(got));
    pango_font_description_free(got);
  }
  g_list_free_full(items, (GDestroyNotify)pango_item_free);
  pango_attr_list_unref(attributes);
  pango_font_description_free(wanted);
  return g_string_free(families, FALSE);
}

static StsTheme *
load_handout(void)
{
  g_autofree char *styles = source_path("styles");
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  StsTheme *theme = sts_theme_load(styles, "handout", diagnostics, &error);

  g_assert_no_error(error);
  return theme;
}

/* Emoji and sequences of them come from one font as a whole, and only they do. */
static void
test_emoji(void)
{
  static const char *const EMOJI[] = {
      "\u2705",                                     /* check mark */
      "\U0001F691",                                 /* ambulance */
      "\u2764\uFE0F",                               /* heart, as emoji */
      "1\uFE0F\u20E3",                              /* keycap */
      "\U0001F468\u200D\U0001F469\u200D\U0001F467", /* family */
      "\U0001F44D\U0001F3FD",                       /* thumbs up, with a tone of skin */
      "\U0001F1FA\U0001F1F8",                       /* flag */
  };
  g_autofree char *folder = source_path("fonts");
  g_autoptr(GError) error = NULL;
  g_autoptr(StsTheme) theme = load_handout();
  g_autoptr(StsFonts) fonts = sts_fonts_open((const char *const[]){folder, NULL}, theme, &error);
  g_assert_no_error(error);

  PangoContext *context = sts_fonts_new_context(fonts);
  for (size_t i = 0; i < G_N_ELEMENTS(EMOJI); i++) {
    g_autofree char *families = families_of(context, theme, EMOJI[i]);
    g_assert_cmpstr(families, ==, "Noto Emoji");
  }
  g_autofree char *digits = families_of(context, theme, "12 #3*");
  g_assert_cmpstr(digits, ==, "Atkinson Hyperlegible Next");
  g_object_unref(context);
}

/* ---- fonts of colored pictures ---- */

/* Writes a font of ours with a table called otherwise, in a collection or not. */
static void
write_font(const char *folder, const char *name, const char *tag, bool collection)
{
  static const char HEAD[] = "ttcf\0\1\0\0\0\0\0\1\0\0\0\20";
  enum { LIST_AT = 12, ENTRY_SIZE = 16 };
  g_autofree char *source = source_path("fonts/NotoSansHebrew-Regular.ttf");
  g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
  gsize length = 0;

  g_assert_true(g_file_get_contents(source, &bytes, &length, NULL));
  char *last = bytes + LIST_AT + ENTRY_SIZE * (((guchar)bytes[4] << 8 | (guchar)bytes[5]) - 1);
  if (tag)
    memcpy(last, tag, 4);
  g_autoptr(GString) file = g_string_new_len(HEAD, collection ? 16 : 0);
  g_string_append_len(file, bytes, (gssize)length);
  g_assert_true(g_file_set_contents(path, file->str, (gssize)file->len, NULL));
}

static void
test_colored(void)
{
  static const struct {
    const char *name, *tag;
    bool collection, colored;
  } FILES[] = {
      {"a-bitmaps.ttf", "CBDT", false, true}, {"b-apple.ttf", "sbix", false, true},
      {"c-layers.otf", "COLR", false, true},  {"d-drawings.ttf", "SVG ", false, true},
      {"e-many.ttc", "CBDT", true, true},     {"f-plain.ttf", NULL, false, false},
      {"g-plain.ttc", NULL, true, false},
  };
  g_autofree char *folder = g_dir_make_tmp("sts-fonts-XXXXXX", NULL);

  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++)
    write_font(folder, FILES[i].name, FILES[i].tag, FILES[i].collection);
  g_auto(GStrv) found = sts_fonts_list_colored(folder);
  guint count = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
    g_autofree char *path = g_build_filename(folder, FILES[i].name, NULL);
    if (FILES[i].colored)
      g_assert_cmpstr(found[count++], ==, path);
    g_remove(path);
  }
  g_assert_null(found[count]);

  /* And none is used. */
  g_autofree char *own = source_path("fonts");
  g_autoptr(GError) error = NULL;
  g_autoptr(StsTheme) theme = load_handout();
  write_font(folder, "colored.ttf", "CBDT", false);
  g_autoptr(StsFonts) fonts = sts_fonts_open((const char *const[]){own, folder, NULL}, theme, &error);
  g_assert_no_error(error);
  const GPtrArray *files = sts_fonts_get_files(fonts, NULL);
  for (guint i = 0; i < files->len; i++)
    g_assert_false(g_str_has_prefix(((const StsFontFile *)files->pdata[i])->path, folder));
  g_autofree char *path = g_build_filename(folder, "colored.ttf", NULL);
  g_remove(path);
  g_rmdir(folder);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/fonts/rules-of-the-system", test_rules_of_the_system);
  g_test_add_func("/fonts/emoji", test_emoji);
  g_test_add_func("/fonts/colored", test_colored);
  return g_test_run();
}
