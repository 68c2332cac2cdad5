/* rooms: base document */
/* Tests of colors: the contrasts of pairs that are published with WCAG's own formula, and how colors are written. */
#include <glib.h>

#include "document/color.h"

static StsColor
color_of(const char *text)
{
  StsColor color;

  g_assert_true(sts_color_parse(text, &color));
  return color;
}

/* To two decimals, as checkers of contrast tell it. */
static void
test_contrast(void)
{
  static const struct {
    const char *one, *other;
    double contrast;
  } pairs[] = {
      {"#000000", "#ffffff", 21},   {"#ffffff", "#ffffff", 1},    {"#767676", "#ffffff", 4.54},
      {"#777777", "#ffffff", 4.48}, {"#949494", "#ffffff", 3.03}, {"#959595", "#ffffff", 2.99},
      {"#888888", "#ffffff", 3.54}, {"#ff0000", "#ffffff", 4.00}, {"#00ff00", "#ffffff", 1.37},
      {"#0000ff", "#ffffff", 8.59}, {"#008000", "#ffffff", 5.14}, {"#ffff00", "#000000", 19.56},
      {"#0a0a0a", "#000000", 1.06}, {"#0b0b0b", "#000000", 1.07},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
    StsColor one = color_of(pairs[i].one), other = color_of(pairs[i].other);
    g_assert_cmpfloat_with_epsilon(sts_color_contrast(one, other), pairs[i].contrast, 0.006);
    g_assert_cmpfloat_with_epsilon(sts_color_contrast(other, one), pairs[i].contrast, 0.006);
  }
}

static void
test_luminance(void)
{
  g_assert_cmpfloat_with_epsilon(sts_color_luminance(color_of("#000000")), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon(sts_color_luminance(color_of("#ffffff")), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon(sts_color_luminance(color_of("#808080")), 0.2159, 0.0001);
}

static void
test_written(void)
{
  static const char *const faults[] = {"", "#", "#12345", "#1234567", "123456", "#12345g", "1f4e79#", "#+1+1+1"};
  char hex[STS_COLOR_HEX_SIZE];
  StsColor color;

  sts_color_write_hex(color_of("#1F4e79"), hex);
  g_assert_cmpstr(hex, ==, "#1f4e79");
  for (size_t i = 0; i < G_N_ELEMENTS(faults); i++)
    g_assert_false(sts_color_parse(faults[i], &color));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/color/contrast", test_contrast);
  g_test_add_func("/color/luminance", test_luminance);
  g_test_add_func("/color/written", test_written);
  return g_test_run();
}
