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
typedef struct StsImage {
  const char *path;      /* as the user would name it */
  const char *name;      /* inside the library, with '/', e.g. "figures/stages.svg" */
  GBytes *bytes;         /* the file */
  GBytes *shown;         /* what formats show of it: an SVG is written anew (src/base/svg/svg.h); else the file */
  StsImageFormat format; /* by content, not by name */
  int width, height;     /* pixels; for SVG, CSS pixels rounded up */
  double dpi;            /* of the file, or 96 */
  bool cmyk;             /* a JPEG with four components */
  double text_least;     /* an SVG's: the least size of its text, in its pixels; 0: it has none */
  const char
      *characters;   /* an SVG's, and of the larger one's: those of their text, but for white space; NULL: no text */
  const char *lines; /* the same: all their texts, titles and descriptions among them, a line each; NULL: none */
  /* The same picture with larger letters, which stands beside it ("stages.large.svg"): for large print and for narrow
   * screens. NULL: there is none; it never has one itself. */
  const struct StsImage *large;
} StsImage;

/* Returns how the same picture with larger letters is called, "stages.large.svg" for "stages.svg"; NULL where the name
 * has no ending. Free with g_free(). */
char *sts_image_larger_name(const char *name);

#endif
