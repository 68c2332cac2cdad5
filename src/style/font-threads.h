/* Waiting for the threads in which Pango looks for fonts. */
#ifndef STS_STYLE_FONT_THREADS_H
#define STS_STYLE_FONT_THREADS_H

/* Call before a font map is freed. Pango (1.50 to 1.56) looks for fonts in threads of its own, which still let go of
 * what they share with the map after they have given their answer: where the map is gone by then, they crash. Nothing
 * of Pango's can be asked whether they are done, but they have names. Waits as long as one is left, some seconds at
 * most. */
void sts_font_threads_wait(void);

#endif
