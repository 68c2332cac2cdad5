/* Waiting for the threads in which Pango looks for fonts. */
#ifndef STS_STYLE_FONT_THREADS_H
#define STS_STYLE_FONT_THREADS_H

#include <pango/pango.h>
#include <stdbool.h>

/* Call before a font map's configuration is taken away, with the only reference that is not Pango's: contexts are gone.
 * Pango (1.50 to 1.56) looks for fonts in threads of its own, which still let go of what they share with the map after
 * they have given their answer, or when nobody waits for one: where the map forgets it meanwhile, they crash. For each
 * such search they hold a reference to the map (thread_data_new() in pangofc-fontmap.c), and give it back last. Waits
 * as long as one is left, some seconds at most; returns whether none is. */
bool sts_font_threads_wait(PangoFontMap *map);

#endif
