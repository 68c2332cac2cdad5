/* What of SVG passes: the one table of elements, attributes and properties, for those who read pictures and those who
 * judge what was written. What is not in it is dropped where it prints nothing, and refused where it could. */
#ifndef STS_BASE_SVG_TABLE_H
#define STS_BASE_SVG_TABLE_H

#include <glib.h>

typedef enum {
  STS_SVG_GROUP,  /* holds others */
  STS_SVG_HIDDEN, /* the same, but shows them only where something refers to it */
  STS_SVG_SHAPE,  /* is painted with a fill and a stroke */
  STS_SVG_TEXT,   /* is a shape that holds text */
  STS_SVG_WORDS,  /* holds text that is not drawn: a title */
  STS_SVG_SHEET,  /* holds a style sheet */
  STS_SVG_PART,   /* says something of the element around it */
  STS_SVG_SWITCH, /* shows the first of what it holds */
  STS_SVG_DROPPED,
  STS_SVG_REFUSED
} StsSvgRole;

typedef struct {
  const char *name;
  StsSvgRole role;
  guint weight;     /* what drawing it costs, in plain shapes (of some 10 microseconds); counts for what refers to it */
  const char *rest; /* its attributes, besides those of all elements; or, if it is refused, what to do instead */
  const char *written; /* its name as it is written; NULL: the same */
} StsSvgElement;

/* The grammar of a value. */
typedef enum {
  STS_SVG_PLAIN,     /* words, numbers, lengths */
  STS_SVG_COLOR,     /* these, and colors */
  STS_SVG_PAINT,     /* these, and a gradient or pattern of the file */
  STS_SVG_REFERENCE, /* something of the file, or a word */
  STS_SVG_NAMES,     /* words, strings: names of fonts */
  STS_SVG_FONT_SIZE,
  STS_SVG_FONT, /* a size, names, words */
  STS_SVG_DASHES,
  STS_SVG_TRANSFORM,
  STS_SVG_NUMBERS, /* letters and numbers: a path */
  STS_SVG_HREF     /* the file's own "#id", or the data of a picture */
} StsSvgKind;

typedef struct {
  const char *name;
  StsSvgKind kind;
} StsSvgValueKind;

/* NULL: it is unknown. */
const StsSvgElement *sts_svg_find_element(const char *name);
/* How the value of the element's own attribute is written; NULL: it has none such. */
const StsSvgValueKind *sts_svg_find_attribute(const StsSvgElement *element, const char *name);
/* The same of a property, in a style or as an attribute. */
const StsSvgValueKind *sts_svg_find_property(const char *name);

#endif
