/* What drawing an SVG costs when each reference shows the whole of what it refers to, which may hold references again:
 * a few lines can stand for more than anything will ever draw. */
#ifndef STS_BASE_SVG_COST_H
#define STS_BASE_SVG_COST_H

#include <glib.h>
#include <stdbool.h>

/* An element as it is drawn by itself. */
typedef struct {
  const char *id; /* NULL: it has none */
  double weight;  /* plain shapes that would cost the same */
  double shapes;  /* 1: it is painted */
  double vertices;
  double length; /* of its lines */
  double scale;  /* by which it enlarges what it holds */
  bool text;
  bool hidden; /* it shows nothing where it stands: a pattern, what is in “defs” */
} StsSvgPart;

typedef enum {
  STS_SVG_COST_SHOWN,      /* what is referred to is shown, and inherits */
  STS_SVG_COST_ONCE,       /* it is drawn for the element */
  STS_SVG_COST_EACH_SHAPE, /* it is drawn for each shape of another */
  STS_SVG_COST_EACH_VERTEX
} StsSvgCostKind;

typedef struct {
  double weight, length;
  double text_scale; /* by how much text is enlarged at most; 0: there is none */
  double depth;      /* elements in one another */
  bool circular;     /* something shows itself, by way of another; the rest holds nothing then */
} StsSvgTotals;

/* What is told of the elements while they are read. Free with sts_svg_cost_free(). */
typedef struct StsSvgCost StsSvgCost;
StsSvgCost *sts_svg_cost_new(void);
void sts_svg_cost_free(StsSvgCost *cost);
void sts_svg_cost_begin(StsSvgCost *cost, const StsSvgPart *part);
/* The element that began last refers to what has the id, so often; `each` is the id of what each shape or vertex is
 * counted of, or NULL. */
void sts_svg_cost_refer(StsSvgCost *cost, StsSvgCostKind kind, const char *id, double times, const char *each);
/* Adds to the weight of the element that began last. */
void sts_svg_cost_add(StsSvgCost *cost, double weight);
void sts_svg_cost_end(StsSvgCost *cost);
/* Once, after all elements have ended. */
StsSvgTotals sts_svg_cost_sum(StsSvgCost *cost);

#endif
