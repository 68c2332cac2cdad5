/* The foot of a page: set once a section, with the page's number on each page. */
#ifndef STS_LAYOUT_PAGES_FOOT_H
#define STS_LAYOUT_PAGES_FOOT_H

#include "layout/text/setter.h"

typedef struct StsFoot StsFoot;

/* Sets the foot of the section's pages; `section` NULL: of the contents. Free with sts_foot_free(). */
StsFoot *sts_foot_new(StsSetter *setter, const StsNode *node, const StsPublishedSection *section);
void sts_foot_free(StsFoot *foot);
/* Points by which the text area must be shorter so that all lines of the foot stay on the paper. */
double sts_foot_excess(StsSetter *setter, const StsFoot *foot);
/* How far below the text area the rule above the foot stands, in points. */
double sts_foot_rule(const StsTheme *theme);
/* Appends the foot of one page to layout->fragments; `left` is that of the text area, `bottom` its lower edge. */
void sts_foot_place(StsSetter *setter, const StsFoot *foot, double left, double bottom, int page, int pages);

#endif
