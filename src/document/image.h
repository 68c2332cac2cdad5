/* An image file, loaded and found sound. */
#ifndef STS_DOCUMENT_IMAGE_H
#define STS_DOCUMENT_IMAGE_H

#include <glib.h>
#include <stdbool.h>

/* A larger file is no picture for a handout. */
enum { STS_IMAGE_BYTES_MAX = 32 * 1024 * 1024 };

typedef enum { STS_IMAGE_PNG, STS_IMAGE_JPEG, STS_IMAGE_SVG } StsImageFormat;

/* Const after loading, shared by reference. Decoding checks were made when it was read: PNG and JPEG data are whole, an
 * SVG is drawn within bounds. */
typedef struct {
  const char *path;       /* as the user would name it */
  const char *name;       /* inside the library, with '/', e.g. "figures/stages.svg" */
  GBytes *bytes;          /* the file */
  GBytes *shown;          /* what formats show of it: an SVG is written anew (src/base/svg/svg.h); else the file */
  StsImageFormat format;  /* by content, not by name */
  int width, height;      /* pixels; for SVG, CSS pixels rounded up */
  double dpi;             /* of the file, or 96 */
  bool cmyk;              /* a JPEG with four components */
  double text_least;      /* an SVG's: the least size of its text, in its pixels; 0: it has none */
  const char *characters; /* an SVG's: those of its text, each once, but for white space; NULL: it has no text */
  const char *lines;      /* an SVG's: all its texts, titles and descriptions among them, a line each; NULL: none */
} StsImage;

#endif
