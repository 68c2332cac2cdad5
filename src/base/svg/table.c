/* The table of what of SVG passes. */
#include "base/svg/table.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define BOX "x y width height"
#define VIEW " viewBox preserveAspectRatio"
#define RESULT BOX " in result"
#define TRANSFER "type tableValues slope intercept amplitude exponent offset"

#define STILL "a handout stands still; draw what it is to show"
#define NO_SCRIPT "nothing may run in a picture; delete it"
#define NO_PAGE "it is of web pages, which not all that show the picture know; draw it with shapes and “text”"
#define NO_TEXT_ON_PATH "a PDF would lack this text; make paths of it"
#define NO_FLOW "hardly anything shows this text; make “text” of it (in Inkscape: Text, Convert to Text)"
/* In the order of strcmp(). */
static const StsSvgElement ELEMENTS[] = {
    {"a", STS_SVG_GROUP, 1, "href", "g"},
    {"altGlyph", STS_SVG_REFUSED, 0, NO_TEXT_ON_PATH, NULL},
    {"animate", STS_SVG_REFUSED, 0, STILL, NULL},
    {"animateColor", STS_SVG_REFUSED, 0, STILL, NULL},
    {"animateMotion", STS_SVG_REFUSED, 0, STILL, NULL},
    {"animateTransform", STS_SVG_REFUSED, 0, STILL, NULL},
    {"audio", STS_SVG_REFUSED, 0, NO_PAGE, NULL},
    {"canvas", STS_SVG_REFUSED, 0, NO_PAGE, NULL},
    {"circle", STS_SVG_SHAPE, 1, "cx cy r pathLength", NULL},
    {"clipPath", STS_SVG_HIDDEN, 10, "clipPathUnits", NULL},
    {"color-profile", STS_SVG_DROPPED, 0, NULL, NULL},
    {"cursor", STS_SVG_DROPPED, 0, NULL, NULL},
    {"defs", STS_SVG_HIDDEN, 1, "", NULL},
    {"desc", STS_SVG_WORDS, 0, "", NULL},
    {"discard", STS_SVG_REFUSED, 0, STILL, NULL},
    {"ellipse", STS_SVG_SHAPE, 1, "cx cy rx ry pathLength", NULL},
    {"feBlend", STS_SVG_PART, 100, RESULT " in2 mode", NULL},
    {"feColorMatrix", STS_SVG_PART, 100, RESULT " type values", NULL},
    {"feComponentTransfer", STS_SVG_PART, 100, RESULT, NULL},
    {"feComposite", STS_SVG_PART, 100, RESULT " in2 operator k1 k2 k3 k4", NULL},
    {"feDropShadow", STS_SVG_PART, 300, RESULT " dx dy stdDeviation", NULL},
    {"feFlood", STS_SVG_PART, 100, RESULT, NULL},
    {"feFuncA", STS_SVG_PART, 1, TRANSFER, NULL},
    {"feFuncB", STS_SVG_PART, 1, TRANSFER, NULL},
    {"feFuncG", STS_SVG_PART, 1, TRANSFER, NULL},
    {"feFuncR", STS_SVG_PART, 1, TRANSFER, NULL},
    {"feGaussianBlur", STS_SVG_PART, 200, RESULT " stdDeviation edgeMode", NULL},
    {"feMerge", STS_SVG_PART, 100, RESULT, NULL},
    {"feMergeNode", STS_SVG_PART, 50, "in", NULL},
    {"feOffset", STS_SVG_PART, 100, RESULT " dx dy", NULL},
    {"filter", STS_SVG_HIDDEN, 100, BOX " filterUnits primitiveUnits", NULL},
    {"flowRoot", STS_SVG_REFUSED, 0, NO_FLOW, NULL},
    {"font", STS_SVG_DROPPED, 0, NULL, NULL},
    {"font-face", STS_SVG_DROPPED, 0, NULL, NULL},
    {"foreignObject", STS_SVG_REFUSED, 0,
     "it holds a web page, which not all that show the picture know; write “text” instead (in draw.io: switch off "
     "“Word wrap” and “Formatted text” of all shapes; in Mermaid: htmlLabels: false), or save the picture as PNG",
     NULL},
    {"g", STS_SVG_GROUP, 1, "", NULL},
    {"handler", STS_SVG_REFUSED, 0, NO_SCRIPT, NULL},
    {"iframe", STS_SVG_REFUSED, 0, NO_PAGE, NULL},
    {"image", STS_SVG_PART, 10, BOX " preserveAspectRatio href", NULL},
    {"line", STS_SVG_SHAPE, 1, "x1 y1 x2 y2 pathLength", NULL},
    {"linearGradient", STS_SVG_HIDDEN, 1, "x1 y1 x2 y2 gradientUnits gradientTransform spreadMethod href", NULL},
    {"listener", STS_SVG_REFUSED, 0, NO_SCRIPT, NULL},
    {"marker", STS_SVG_HIDDEN, 5, "refX refY markerWidth markerHeight markerUnits orient" VIEW, NULL},
    {"mask", STS_SVG_HIDDEN, 75, BOX " maskUnits maskContentUnits", NULL},
    {"metadata", STS_SVG_DROPPED, 0, NULL, NULL},
    {"mpath", STS_SVG_REFUSED, 0, STILL, NULL},
    {"path", STS_SVG_SHAPE, 1, "d pathLength", NULL},
    {"pattern", STS_SVG_HIDDEN, 15, BOX " patternUnits patternContentUnits patternTransform href" VIEW, NULL},
    {"polygon", STS_SVG_SHAPE, 1, "points pathLength", NULL},
    {"polyline", STS_SVG_SHAPE, 1, "points pathLength", NULL},
    {"radialGradient", STS_SVG_HIDDEN, 1, "cx cy r fx fy fr gradientUnits gradientTransform spreadMethod href", NULL},
    {"rect", STS_SVG_SHAPE, 1, BOX " rx ry pathLength", NULL},
    {"script", STS_SVG_REFUSED, 0, NO_SCRIPT, NULL},
    {"set", STS_SVG_REFUSED, 0, STILL, NULL},
    {"stop", STS_SVG_PART, 1, "offset", NULL},
    {"style", STS_SVG_SHEET, 0, "", NULL},
    {"svg", STS_SVG_GROUP, 3, BOX VIEW " version", NULL},
    {"switch", STS_SVG_SWITCH, 1, "", "g"},
    {"symbol", STS_SVG_HIDDEN, 3, BOX " refX refY" VIEW, NULL},
    {"text", STS_SVG_TEXT, 10, "x y dx dy rotate textLength lengthAdjust", NULL},
    {"textPath", STS_SVG_REFUSED, 0, NO_TEXT_ON_PATH, NULL},
    {"title", STS_SVG_WORDS, 0, "", NULL},
    {"tref", STS_SVG_REFUSED, 0, NO_TEXT_ON_PATH, NULL},
    {"tspan", STS_SVG_TEXT, 10, "x y dx dy rotate textLength lengthAdjust", NULL},
    {"use", STS_SVG_GROUP, 1, BOX " href", NULL},
    {"video", STS_SVG_REFUSED, 0, NO_PAGE, NULL},
    {"view", STS_SVG_DROPPED, 0, NULL, NULL},
};

/* Of the attributes above, those that are not plain. */
static const StsSvgValueKind ATTRIBUTES[] = {
    {"d", STS_SVG_NUMBERS},      {"gradientTransform", STS_SVG_TRANSFORM},
    {"href", STS_SVG_HREF},      {"patternTransform", STS_SVG_TRANSFORM},
    {"points", STS_SVG_NUMBERS}, {"tableValues", STS_SVG_NUMBERS},
};

static const StsSvgValueKind PLAIN_ATTRIBUTE = {"", STS_SVG_PLAIN};

/* In the order of strcmp(). Not among them: what browsers show and librsvg does not, so that it would differ between
 * formats, such as text-transform. */
static const StsSvgValueKind PROPERTIES[] = {
    {"alignment-baseline", STS_SVG_PLAIN},
    {"baseline-shift", STS_SVG_PLAIN},
    {"clip-path", STS_SVG_REFERENCE},
    {"clip-rule", STS_SVG_PLAIN},
    {"color", STS_SVG_COLOR},
    {"color-interpolation", STS_SVG_PLAIN},
    {"color-interpolation-filters", STS_SVG_PLAIN},
    {"cx", STS_SVG_PLAIN},
    {"cy", STS_SVG_PLAIN},
    {"direction", STS_SVG_PLAIN},
    {"display", STS_SVG_PLAIN},
    {"dominant-baseline", STS_SVG_PLAIN},
    {"fill", STS_SVG_PAINT},
    {"fill-opacity", STS_SVG_PLAIN},
    {"fill-rule", STS_SVG_PLAIN},
    {"filter", STS_SVG_REFERENCE},
    {"flood-color", STS_SVG_COLOR},
    {"flood-opacity", STS_SVG_PLAIN},
    {"font", STS_SVG_FONT},
    {"font-family", STS_SVG_NAMES},
    {"font-size", STS_SVG_FONT_SIZE},
    {"font-stretch", STS_SVG_PLAIN},
    {"font-style", STS_SVG_PLAIN},
    {"font-variant", STS_SVG_PLAIN},
    {"font-weight", STS_SVG_PLAIN},
    {"height", STS_SVG_PLAIN},
    {"image-rendering", STS_SVG_PLAIN},
    {"isolation", STS_SVG_PLAIN},
    {"letter-spacing", STS_SVG_PLAIN},
    {"line-height", STS_SVG_PLAIN},
    {"marker", STS_SVG_REFERENCE},
    {"marker-end", STS_SVG_REFERENCE},
    {"marker-mid", STS_SVG_REFERENCE},
    {"marker-start", STS_SVG_REFERENCE},
    {"mask", STS_SVG_REFERENCE},
    {"mask-type", STS_SVG_PLAIN},
    {"mix-blend-mode", STS_SVG_PLAIN},
    {"opacity", STS_SVG_PLAIN},
    {"overflow", STS_SVG_PLAIN},
    {"paint-order", STS_SVG_PLAIN},
    {"r", STS_SVG_PLAIN},
    {"rx", STS_SVG_PLAIN},
    {"ry", STS_SVG_PLAIN},
    {"shape-rendering", STS_SVG_PLAIN},
    {"stop-color", STS_SVG_COLOR},
    {"stop-opacity", STS_SVG_PLAIN},
    {"stroke", STS_SVG_PAINT},
    {"stroke-dasharray", STS_SVG_DASHES},
    {"stroke-dashoffset", STS_SVG_PLAIN},
    {"stroke-linecap", STS_SVG_PLAIN},
    {"stroke-linejoin", STS_SVG_PLAIN},
    {"stroke-miterlimit", STS_SVG_PLAIN},
    {"stroke-opacity", STS_SVG_PLAIN},
    {"stroke-width", STS_SVG_PLAIN},
    {"text-anchor", STS_SVG_PLAIN},
    {"text-decoration", STS_SVG_PLAIN},
    {"text-rendering", STS_SVG_PLAIN},
    {"transform", STS_SVG_TRANSFORM},
    {"unicode-bidi", STS_SVG_PLAIN},
    {"vector-effect", STS_SVG_PLAIN},
    {"visibility", STS_SVG_PLAIN},
    {"white-space", STS_SVG_PLAIN},
    {"width", STS_SVG_PLAIN},
    {"word-spacing", STS_SVG_PLAIN},
    {"writing-mode", STS_SVG_PLAIN},
    {"x", STS_SVG_PLAIN},
    {"y", STS_SVG_PLAIN},
};

static int
compare_elements(const void *name, const void *element)
{
  return strcmp(name, ((const StsSvgElement *)element)->name);
}

static int
compare_values(const void *name, const void *value)
{
  return strcmp(name, ((const StsSvgValueKind *)value)->name);
}

static bool
is_listed(const char *list, const char *name)
{
  size_t length = strlen(name);

  for (const char *p = list; *p != '\0'; p += strcspn(p, " "), p += strspn(p, " "))
    if (strncmp(p, name, length) == 0 && (p[length] == ' ' || p[length] == '\0'))
      return true;
  return false;
}

const StsSvgElement *
sts_svg_find_element(const char *name)
{
  return bsearch(name, ELEMENTS, G_N_ELEMENTS(ELEMENTS), sizeof *ELEMENTS, compare_elements);
}

const StsSvgValueKind *
sts_svg_find_attribute(const StsSvgElement *element, const char *name)
{
  if (!element->rest || !is_listed(element->rest, name))
    return NULL;
  const StsSvgValueKind *found =
      bsearch(name, ATTRIBUTES, G_N_ELEMENTS(ATTRIBUTES), sizeof *ATTRIBUTES, compare_values);
  return found ? found : &PLAIN_ATTRIBUTE;
}

const StsSvgValueKind *
sts_svg_find_property(const char *name)
{
  return bsearch(name, PROPERTIES, G_N_ELEMENTS(PROPERTIES), sizeof *PROPERTIES, compare_values);
}
