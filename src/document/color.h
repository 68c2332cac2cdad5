/* Colors: as they are written, and how light they are to the eye (WCAG 2.2, "relative luminance", "contrast ratio"). */
#ifndef STS_DOCUMENT_COLOR_H
#define STS_DOCUMENT_COLOR_H

#include <stdbool.h>

/* In the sRGB space; each channel from 0 to 1. */
typedef struct {
  double red, green, blue;
} StsColor;

enum { STS_COLOR_HEX_SIZE = 8 };

/* Reads "#1f4e79"; returns false for anything else. */
bool sts_color_parse(const char *text, StsColor *color);
/* Writes it so, with a null byte at the end. */
void sts_color_write_hex(StsColor color, char hex[STS_COLOR_HEX_SIZE]);

/* From 0, black, to 1, white. */
double sts_color_luminance(StsColor color);
/* From 1, for two colors as light as each other, to 21, for black and white. */
double sts_color_contrast(StsColor one, StsColor other);

#endif
