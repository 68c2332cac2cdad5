/* Style sheets and style attributes of SVG: read as a whole, and written anew with nothing in them but the selectors
 * and properties that the table knows. */
#ifndef STS_BASE_SVG_STYLE_H
#define STS_BASE_SVG_STYLE_H

#include "base/svg/value.h"

/* What an element refers to by one property. */
typedef struct {
  const char *property; /* of the table */
  char *id;             /* owned */
} StsSvgReference;

/* What properties say that bounds depend on. Free with sts_svg_look_free(). */
typedef struct {
  GArray *references; /* of StsSvgReference */
  GPtrArray *said;    /* of char *, of the table: the properties that were given */
  double font_size;   /* the largest; 0: none */
  double font_least;  /* the smallest; 0: none */
  double dash;        /* the shortest; 0: none */
  double scale;
  guint filters;
  bool layers; /* it is drawn apart, and laid over the rest */
} StsSvgLook;

StsSvgLook *sts_svg_look_new(void);
void sts_svg_look_free(StsSvgLook *look);
/* Takes note of a value of the property. */
void sts_svg_look_add(StsSvgLook *look, const StsSvgValueKind *property, const StsSvgValue *value);
/* The same of all that another look says. */
void sts_svg_look_join(StsSvgLook *look, const StsSvgLook *other);

/* All style sheets of a file. Free with sts_svg_sheets_free(). */
typedef struct StsSvgSheets StsSvgSheets;
StsSvgSheets *sts_svg_sheets_new(void);
void sts_svg_sheets_free(StsSvgSheets *sheets);

/* Reads a sheet; returns it as it is written, or NULL and what is wrong with it, as a clause, in `fault`. Free either
 * with g_free(). */
char *sts_svg_sheets_add(StsSvgSheets *sheets, const char *text, char **fault);
/* How many comparisons the selectors take for each element, within so many others. */
double sts_svg_sheets_get_cost(const StsSvgSheets *sheets, guint depth);
/* Adds to the look what the sheets may say of an element; each may be NULL. What stands around it is not looked at. */
void sts_svg_sheets_apply(const StsSvgSheets *sheets, const char *element, const char *id, const char *classes,
                          StsSvgLook *look);
/* Whether a selector asks for the attribute, or for the id (“#name”). */
bool sts_svg_sheets_ask_for(const StsSvgSheets *sheets, const char *what);

/* Reads a style attribute the same way. */
char *sts_svg_read_style(const char *text, StsSvgLook *look, char **fault);

#endif
