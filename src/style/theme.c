/* Themes: their paper, and their end. */
#include "style/theme.h"

#include <string.h>

static const char *const papers[] = {"letter", "a4", NULL};
/* In points, by ANSI/ASME Y14.1 and ISO 216; a4 is 210 by 297 mm. */
static const double paper_sizes[][2] = {{612, 792}, {210 * 72 / 25.4, 297 * 72 / 25.4}};

G_STATIC_ASSERT(G_N_ELEMENTS(papers) == G_N_ELEMENTS(paper_sizes) + 1);

const char *const *
sts_theme_papers(void)
{
  return papers;
}

bool
sts_theme_set_paper(StsTheme *theme, const char *paper)
{
  for (size_t i = 0; papers[i]; i++)
    if (strcmp(papers[i], paper) == 0) {
      theme->paper = papers[i];
      theme->page_width = paper_sizes[i][0];
      theme->page_height = paper_sizes[i][1];
      return true;
    }
  return false;
}

double
sts_theme_scale(const StsTheme *theme, double size, double scale)
{
  return scale < 1 ? MIN(size, MAX(theme->size_min, size * scale)) : size * scale;
}

void
sts_theme_free(StsTheme *theme)
{
  /* The theme lies in its own arena. */
  if (theme)
    sts_arena_free(theme->arena);
}
