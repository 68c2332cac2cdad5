/* The style sheets of XHTML, from the same theme as the PDF.
 *
 * There are two, since some readers leave out the whole of a sheet for one thing in it that they do not know: Adobe's
 * engine, which Kobo's devices use too, does so for a media query. Sizes are relative to the reader's own; body text
 * has neither colour nor background nor line height, so that night modes and the reader's settings hold.
 */
#ifndef STS_OUTPUT_XHTML_CSS_H
#define STS_OUTPUT_XHTML_CSS_H

#include "output/xhtml/material.h"

/* Appends the sheet for all readers: CSS 2.1 and fonts, nothing else. */
void sts_xhtml_append_css(GString *out, const StsXhtmlMaterial *material);
/* Appends the sheet that comes after it, for newer readers: tables that become lists, lines that break within words,
 * sides that follow the direction of the text. */
void sts_xhtml_append_newer_css(GString *out, const StsXhtmlMaterial *material);

/* The same without what names their encoding, for a document that holds them. */
void sts_xhtml_append_rules(GString *out, const StsXhtmlMaterial *material);
void sts_xhtml_append_newer_rules(GString *out, const StsXhtmlMaterial *material);

/* Appends the families of text that the theme sets in that one (NULL: none), for "font-family". */
void sts_xhtml_append_families(GString *out, const StsXhtmlMaterial *material, const char *family);

/* Appends rules or selectors in which headings are named by their levels in the tree: material->deeper lowers them. */
void sts_xhtml_append_sheet(GString *out, const StsXhtmlMaterial *material, const char *rules);

#endif
