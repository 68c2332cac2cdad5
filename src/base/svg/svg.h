/* SVG as it may be shown: read by an allow-list, within bounds, and written anew from what was read.
 *
 * Invariants
 * - What is written is well-formed, holds no element, attribute or property that src/base/svg/table.c does not name,
 * and refers to nothing outside itself.
 * - Writing what was written gives the same bytes.
 * - Drawing it takes librsvg no more than about a second, and no more memory than its pictures have pixels.
 */
#ifndef STS_BASE_SVG_SVG_H
#define STS_BASE_SVG_SVG_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
  int line, column; /* of the element, from 1; 0: it is the whole file's */
  guint times;      /* in how many places */
  char *text;       /* a clause; owned */
} StsSvgFault;

typedef struct {
  GPtrArray *faults; /* of StsSvgFault, in the order of their first places; at most a dozen. None: the rest holds */
  int width, height; /* CSS pixels, rounded up */
  char *characters;  /* the characters of its text, each once, but for white space; NULL: it has none */
  double text_least; /* CSS pixels: by the sizes and transformations in it, no letter of its text is smaller */
  char *lines;       /* all its texts, titles and descriptions among them, a line each; NULL: it has none */
  GBytes *written;   /* the file as it is to be shown */
} StsSvg;

/* Judges a PNG or JPEG that stands within the file: returns what is wrong with it, as a clause, or NULL and its number
 * of pixels. */
typedef const char *(*StsSvgCheckPicture)(bool jpeg, const guint8 *bytes, size_t size, guint64 *pixels);

/* Reads a file, of any bytes. `check` may be NULL: then nothing more is asked of pictures within the file. Free with
 * sts_svg_free(). */
StsSvg *sts_svg_read(const char *text, size_t length, StsSvgCheckPicture check);
void sts_svg_free(StsSvg *svg);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsSvg, sts_svg_free)

#endif
