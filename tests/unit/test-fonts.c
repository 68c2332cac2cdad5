/* rooms: base document style */
/* Which fonts text is set in: those of our folders, by our rules, whatever the process's own configuration says. */
#include <fontconfig/fontconfig.h>
#include <glib/gstdio.h>

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
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/fonts/rules-of-the-system", test_rules_of_the_system);
  return g_test_run();
}
