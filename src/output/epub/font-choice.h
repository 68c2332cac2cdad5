/* Which of the theme's fonts a book needs. */
#ifndef STS_OUTPUT_EPUB_FONT_CHOICE_H
#define STS_OUTPUT_EPUB_FONT_CHOICE_H

#include "output/epub/plan.h"

/* Adds to the plan the font files whose styles and characters the book uses, and their licences. */
void sts_epub_choose_fonts(StsEpubPlan *plan, StsFonts *fonts);

#endif
