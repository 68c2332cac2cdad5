/* What an exporter holds. After it is made, only its lists of fonts change, under its lock. */
#ifndef STS_API_EXPORTER_H
#define STS_API_EXPORTER_H

#include "base/date.h"
#include "base/unfinished.h"
#include "document/terms-file.h"
#include "sts/export.h"
#include "style/fonts.h"
#include "style/theme.h"

struct StsExporter {
  StsTermsSet *terms;
  StsTheme *theme;
  char **font_folders;
  StsDate as_of;
  gint64 made_at; /* microseconds since 1970: when its files began to be read */
  bool linearize, without_fonts, without_pages, allow_unreviewed_words;
  StsUnfinished *unfinished; /* files of its exports */
  GMutex lock;
  GPtrArray *idle_fonts; /* of StsFonts*: opening them takes longer than a handout's layout, and one thread at a time
                            may use each */
  GPtrArray *idle_text_fonts; /* of StsFonts*: those that are not all */
};

/* Returns all fonts, or those that text needs as a rule; the latter may be all, too. Returns NULL with `error` where
 * they cannot be opened. Give them back after use. */
StsFonts *sts_exporter_take_fonts(StsExporter *exporter, bool all, GError **error);
void sts_exporter_give_fonts_back(StsExporter *exporter, StsFonts *fonts);

#endif
