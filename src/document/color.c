/* Colors as "#rrggbb", their luminance and contrast. */
#include "document/color.h"

#include <glib.h>
#include <math.h>
#include <string.h>

bool
sts_color_parse(const char *text, StsColor *color)
{
  double channels[3];

  if (strlen(text) != 7 || text[0] != '#')
    return false;
  for (int i = 0; i < 3; i++) {
    int high = g_ascii_xdigit_value(text[1 + 2 * i]), low = g_ascii_xdigit_value(text[2 + 2 * i]);
    if (high < 0 || low < 0)
      return false;
    channels[i] = (high * 16 + low) / 255.0;
  }
  *color = (StsColor){channels[0], channels[1], channels[2]};
  return true;
}

static guint
to_byte(double channel)
{
  return (guint)lround(channel * 255) & 0xff;
}

void
sts_color_write_hex(StsColor color, char hex[STS_COLOR_HEX_SIZE])
{
  g_snprintf(hex, STS_COLOR_HEX_SIZE, "#%02x%02x%02x", to_byte(color.red), to_byte(color.green), to_byte(color.blue));
}

/* The inverse of the transfer function of sRGB (IEC 61966-2-1). */
static double
linear(double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

double
sts_color_luminance(StsColor color)
{
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

double
sts_color_contrast(StsColor one, StsColor other)
{
  double a = sts_color_luminance(one), b = sts_color_luminance(other);

  return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}
