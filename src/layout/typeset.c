/* Lays a publication out: makes the typesetter ready, has the pages made, and notes what no font had. */
#include "layout/typeset.h"

#include "layout/pages/pages.h"
#include "layout/text/missing.h"

typedef enum { DRAWN, BREAKS_ONLY, BY_PANGO } Way;

static StsLayout *
lay_out(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts, Way way, StsWatch *watch)
{
  StsLayout *layout = sts_layout_alloc(publication, theme);
  StsSetter setter;

  sts_setter_init(&setter, layout, fonts);
  setter.breaks_only = way == BREAKS_ONLY;
  setter.pango_only = way == BY_PANGO;
  setter.watch = watch;
  if (sts_pages_make(&setter))
    sts_missing_note_images(&setter);
  else
    g_clear_pointer(&layout, sts_layout_free);
  sts_setter_clear(&setter);
  return layout;
}

StsLayout *
sts_layout_new(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts, StsWatch *watch)
{
  return lay_out(publication, theme, fonts, DRAWN, watch);
}

StsLayout *
sts_layout_new_breaks(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts, StsWatch *watch)
{
  return lay_out(publication, theme, fonts, BREAKS_ONLY, watch);
}

StsLayout *
sts_layout_new_by_pango(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts)
{
  return lay_out(publication, theme, fonts, BY_PANGO, NULL);
}
