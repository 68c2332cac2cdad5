/* Puts a page together. */
#ifndef STS_LAYOUT_PAGES_PAGE_H
#define STS_LAYOUT_PAGES_PAGE_H

#include "layout/blocks/flow.h"
#include "layout/pages/foot.h"

/* What begins on a page of its own: the cover, the contents, a section. */
typedef struct {
  const StsNode *node;
  StsFlow *flow;
  GArray *sheets;    /* of StsSheet: its pages */
  StsFoot *foot;     /* NULL: the cover has none */
  double height;     /* of its text area */
  int section;       /* in publication->sections; -1 */
  int first_page;    /* from 0 */
  guint first_frame; /* in flow->frames: all before it end above the next page */
  bool rtl;
} StsChapter;

/* Adds the chapter's next page, of `pages` in all, to the layout. Where nothing will be drawn, only its beginning is
 * noted. */
void sts_page_add(StsSetter *setter, StsChapter *chapter, guint sheet, int pages);
void sts_page_add_blank(StsSetter *setter);

#endif
