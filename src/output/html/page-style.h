/* The style of a web page: that of the theme, on a screen of any width, light and dark, and on paper. */
#ifndef STS_OUTPUT_HTML_PAGE_STYLE_H
#define STS_OUTPUT_HTML_PAGE_STYLE_H

#include "output/xhtml/material.h"

/* Appends the sheet, in which no character is that a parser of XML would take for markup. */
void sts_html_append_style(GString *out, const StsXhtmlMaterial *material);

#endif
