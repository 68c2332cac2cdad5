/* The values of attributes and properties, held to their grammar and written anew. */
#ifndef STS_BASE_SVG_VALUE_H
#define STS_BASE_SVG_VALUE_H

#include "base/svg/css-tokens.h"
#include "base/svg/table.h"

/* What a value says that bounds depend on. Clear with sts_svg_value_clear(). */
typedef struct {
  GString *written;
  char *reference;  /* the id of what it refers to; NULL: nothing */
  guint filters;    /* how often it blurs or casts a shadow by itself */
  double numbers;   /* how many it holds */
  double sum;       /* of their magnitudes */
  double scale;     /* of a transformation, or of a relative size of text: by how much it enlarges at most */
  double font_size; /* pixels; 0: not said */
  double dash;      /* the mean length of a dash or gap; 0: no dashes */
  char *fault;      /* what is wrong with it, as a clause; NULL: nothing */
} StsSvgValue;

StsSvgValue sts_svg_value_new(void);
void sts_svg_value_clear(StsSvgValue *value);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StsSvgValue, sts_svg_value_clear)

/* Reads a value of CSS, `count` tokens. */
void sts_svg_read_tokens(StsSvgValue *value, StsSvgKind kind, const StsCssToken *tokens, guint count);
/* Reads the value of an attribute; not of one that is STS_SVG_HREF. */
void sts_svg_read_value(StsSvgValue *value, StsSvgKind kind, const char *text);

/* Returns the id as it is written: one that all readers find (XML 1.0, 2.3, without a colon). Free with g_free(). */
char *sts_svg_name_id(const char *id);

#endif
