/* Stands before the functions of cairo that draw or measure text, or open and close fonts, and notes whether two
 * threads were ever in them at once. Linking with it is enough. */
#ifndef STS_CAIRO_WATCH_H
#define STS_CAIRO_WATCH_H

#include <stdbool.h>

/* How often cairo was asked so far, and whether it was by two threads at once. */
int cairo_watch_calls(void);
bool cairo_watch_overlapped(void);

#endif
