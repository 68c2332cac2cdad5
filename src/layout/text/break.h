/* Where a line may break, and where it must not, beyond what the text itself says. */
#ifndef STS_LAYOUT_TEXT_BREAK_H
#define STS_LAYOUT_TEXT_BREAK_H

#include "layout/text/hyphenation.h"
#include "layout/text/inline.h"

/* Appends `text` as span(s) of `node`, with break opportunities in addresses and, when `hyphenation` is not NULL, in
 * words. */
void sts_inline_append_breakable(StsInline *in, const char *text, StsSpan span, StsHyphenation *hyphenation,
                                 bool address);
/* Adds the attributes that keep "Stage II" and "2 cm" together; call when the text is complete. */
void sts_inline_keep_together(StsInline *in);

#endif
