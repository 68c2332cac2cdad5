/* What the parts of the SVG reader share; for src/base/svg/ alone. */
#ifndef STS_BASE_SVG_READER_H
#define STS_BASE_SVG_READER_H

#include "base/svg/cost.h"
#include "base/svg/style.h"
#include "base/svg/svg.h"
#include "base/svg/table.h"
#include "base/xml/xml-read.h"
#include "base/xml/xml-write.h"

/* An element that is open. */
typedef struct {
  const StsSvgElement *row;
  StsSvgLook *look; /* what it hands down; NULL: nothing. Owned */
  bool chosen;      /* a switch: one of what it holds was */
} StsSvgOpen;

/* An attribute that is written only if something asks for it. */
typedef struct {
  gsize begin, end; /* in what is written */
  char *wanted;     /* "#id", "data-name"; owned */
} StsSvgSpan;

typedef struct {
  StsSvg *svg;
  StsSvgCheckPicture check_picture;
  StsSvgSheets *sheets;
  GPtrArray *sheet_texts; /* as they are written, of all that a first look found */
  guint last_sheet;       /* how many have begun */
  StsSvgCost *cost;
  StsXmlWriter xml;
  GString *out;
  GArray *open;             /* of StsSvgOpen */
  GArray *spans;            /* of StsSvgSpan */
  guint skipped;            /* levels of what is not read; 0: none */
  GHashTable *ids, *wanted; /* of char *, owned; ids given so far, "#id" referred to */
  GPtrArray *twice;         /* of StsSvgFault: ids that are given again; a fault if they are wanted */
  GString *characters, *lines;
  GHashTable *known_characters;
  guint elements, text_length;
  guint64 pixels;
  bool had_raster;
  double view_width, view_height, font_size, dash;
  double font_least, shrink;    /* the smallest size that is named, 0: none; what all that is made smaller comes to */
  const StsXmlElement *element; /* that begins; for the places of faults */
} StsSvgReader;

/* What an element says, as far as bounds depend on it. Clear with sts_svg_said_clear(). */
typedef struct {
  char *id, *classes; /* owned; or NULL */
  char *href;         /* the id that it refers to; owned, or NULL */
  StsSvgLook *look;   /* owned */
  double numbers, sum;
  double width, height, view_width, view_height; /* 0: not given as numbers */
  double weight;
} StsSvgSaid;

void sts_svg_said_clear(StsSvgSaid *said);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StsSvgSaid, sts_svg_said_clear)

void sts_svg_fault_free(gpointer fault);
/* Adds a fault that is there; 0: it is the whole file's. */
void sts_svg_add_fault_at(StsSvgReader *reader, const char *text, int line, int column);
/* Adds a fault of the element that begins; the same text is told once. */
void sts_svg_add_fault(StsSvgReader *reader, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Reads the attributes of the element, whose start tag is being written, and writes what passes. */
void sts_svg_read_attributes(StsSvgReader *reader, const StsSvgElement *row, const StsXmlElement *element,
                             StsSvgSaid *said);

#endif
