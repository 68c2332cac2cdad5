/* Counts who still holds a font map. */
#include "style/font-threads.h"

static bool
is_held_by_others(PangoFontMap *map)
{
  return g_atomic_int_get(&G_OBJECT(map)->ref_count) > 1;
}

bool
sts_font_threads_wait(PangoFontMap *map)
{
  enum { STEP = G_USEC_PER_SEC / 5000, STEPS = 5 * 5000 };

  for (int i = 0; i < STEPS && is_held_by_others(map); i++)
    g_usleep(STEP);
  return !is_held_by_others(map);
}
