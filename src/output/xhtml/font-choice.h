/* Which of the theme's fonts a text needs. */
#ifndef STS_OUTPUT_XHTML_FONT_CHOICE_H
#define STS_OUTPUT_XHTML_FONT_CHOICE_H

#include "output/xhtml/material.h"

/* Adds to the material the font files whose styles and characters the text uses, and their licences. */
void sts_xhtml_choose_fonts(StsXhtmlMaterial *material, StsFonts *fonts);

#endif
