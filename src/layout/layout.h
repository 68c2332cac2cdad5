/* The pages of a publication: positioned fragments. Drawing decides nothing after this.
 *
 * Invariants
 * - Coordinates are points, the origin is the page's upper left corner, y grows downwards; text positions are
 * baselines.
 * - Every fragment belongs to a leaf node of the publication's tree, or is an artifact. Fragments stand in each page in
 * reading (tree) order, backgrounds and rules before what they lie under.
 * - The content of every leaf node is drawn exactly once, but for what sts_layout_omits(); what repeats (table heads,
 * bars) is an artifact.
 * - No cairo call is made here: pages are the same whatever cairo's version.
 *
 * How pages come about is said in typeset.h.
 */
#ifndef STS_LAYOUT_LAYOUT_H
#define STS_LAYOUT_LAYOUT_H

#include <pango/pangofc-fontmap.h>

#include "base/diagnostic.h"
#include "document/page-break.h"
#include "document/publication.h"
#include "style/theme.h"

typedef enum {
  STS_FRAGMENT_GLYPHS, /* a run of glyphs of one font, one node, one direction */
  STS_FRAGMENT_BOX,    /* a filled rectangle */
  STS_FRAGMENT_IMAGE,
  STS_FRAGMENT_SIGN,   /* the outline of a sign of danger, filled; an artifact */
  STS_FRAGMENT_LEADER, /* round points, as wide as high, whose left edges are `leader.step` apart */
} StsFragmentKind;

/* Signs of danger by their outlines, as on roads: what must not be overlooked, what must not be done. */
typedef enum { STS_SIGN_NONE, STS_SIGN_TRIANGLE, STS_SIGN_OCTAGON } StsSign;

/* What a fragment is to assistive technology. */
typedef enum {
  STS_ROLE_CONTENT, /* the node's own content */
  STS_ROLE_LABEL, /* the label of `node`: a list item's marker, a note's number, a callout's label (ITEM, NOTE, CALLOUT)
                   */
  STS_ROLE_PAGE_NUMBER, /* in the contents: the page number (and leader) of the CONTENTS_ENTRY `node`: real text in the
                           entry's Reference */
  STS_ROLE_ARTIFACT_LAYOUT, /* rules, bars, shading, repeated heads, leaders */
  STS_ROLE_ARTIFACT_FOOTER, /* pagination artifacts */
} StsFragmentRole;

/* Glyphs are compact: one array for the whole layout. */
typedef struct {
  guint32 glyph; /* index in the font */
  float x, y;    /* offset from the fragment's origin */
} StsGlyph;

typedef struct {
  StsFragmentKind kind;
  StsFragmentRole role;
  const StsNode *node; /* the leaf; an artifact may have NULL */
  float x, y;          /* GLYPHS: origin on the baseline; others: upper left corner */
  float width, height; /* GLYPHS: advance width; height 0 */
  StsColor color;
  union {
    struct {
      guint32 font;                         /* index in layout->fonts */
      guint32 first_glyph, glyph_count;     /* in layout->glyphs, visual order */
      guint32 first_cluster, cluster_count; /* in layout->clusters, logical order */
      guint32 text, text_length;            /* in layout->text: the run's text as to be extracted, UTF-8 */
      gint16 rise;                          /* of its baseline above the line's, in hundredths of a point */
      bool rtl;                             /* clusters run backward */
    } glyphs;
    struct {
      const StsImage *image;
    } image;
    struct {
      StsSign sign;
    } sign;
    struct {
      float step;
    } leader;
  };
} StsFragment;

/* So many glyphs stand for so many bytes of the text. */
typedef struct {
  guint16 bytes, glyphs;
} StsCluster;

/* Where a link can be clicked: one rectangle a line. */
typedef struct {
  const StsNode
      *node; /* LINK, LINK_NUMBER, NOTE_REFERENCE, or the label of an ITEM (NUMBERED) or NOTE that links back */
  float x, y, width, height;
} StsLinkArea;

typedef struct {
  guint32 first_fragment, fragment_count; /* in layout->fragments */
  guint32 first_link, link_count;         /* in layout->links */
  float width, height;
  const char *label; /* "1" */
  int section;       /* index in publication->sections, -1 for cover and contents */
} StsPage;

typedef struct {
  int page; /* from 0 */
  float y;  /* upper edge */
} StsPlace;

/* A section whose last page is nearly empty. */
typedef struct {
  const StsNode *section;
  int percent; /* of the page that is filled */
} StsShortEnd;

/* A section, or the contents, whose foot takes more than two lines. */
typedef struct {
  const StsNode *node;
  guint lines;
} StsLongFoot;

typedef struct StsLayout {
  const StsPublication *publication;
  const StsTheme *theme;
  GArray *pages;     /* of StsPage */
  GArray *fragments; /* of StsFragment */
  GArray *glyphs;    /* of StsGlyph */
  GArray *clusters;  /* of StsCluster */
  GString *text;
  GArray *links;            /* of StsLinkArea */
  GPtrArray *fonts;         /* of PangoFont* (PangoFcFont), referenced */
  GHashTable *places;       /* const StsNode* -> StsPlace* : every node with an id, every heading, section and part */
  GArray *breaks;           /* of StsPageBreak */
  GArray *short_ends;       /* of StsShortEnd */
  GArray *long_feet;        /* of StsLongFoot */
  GPtrArray *small_figures; /* of const StsNode*: images whose larger one has too small letters, too */
  GHashTable *missing; /* const StsNode* -> GString: characters that no font has; NULL: those of what the layout adds */
  const StsNode *masthead; /* one with more lines than it has room for; NULL: none */
  guint masthead_lines;
  bool brief_contents; /* the contents list sections, not what is in them */
  StsArena *arena;
} StsLayout;

/* Returns an empty layout; free with sts_layout_free(). `publication` and `theme` are lent and must outlive it. */
StsLayout *sts_layout_alloc(const StsPublication *publication, const StsTheme *theme);
void sts_layout_free(StsLayout *layout);

/* Lends the place of a node; NULL where it has none. */
const StsPlace *sts_layout_lookup(const StsLayout *layout, const StsNode *node);

/* Whether the pages leave the node out, with all below it: headings of the second level in the contents, where they
 * would make the list a page longer. They stay in the tree, and so in the EPUB. */
bool sts_layout_omits(const StsLayout *layout, const StsNode *node);

/* Whether a character has no glyph in any of the fonts, be it of the text or of what the layout adds. */
bool sts_layout_lacks_glyphs(const StsLayout *layout);
/* Reports the characters of the text that no font has, in the order of the sources, and the last pages that are nearly
 * empty. */
void sts_layout_report(const StsLayout *layout, StsDiagnostics *diagnostics);

/* Returns a filled rectangle that stands for no node. */
StsFragment sts_fragment_box(StsFragmentRole role, double x, double y, double width, double height, StsColor color);
/* Moves the fragments, or links, `first` to `end` - 1 of the array by (dx, dy). */
void sts_fragments_shift(GArray *fragments, guint32 first, guint32 end, double dx, double dy);
void sts_links_shift(GArray *links, guint32 first, guint32 end, double dx, double dy);
/* Appends copies of `count` fragments, or links, of `from`, moved by (dx, dy). */
void sts_fragments_copy(GArray *to, const GArray *from, guint32 first, guint32 count, double dx, double dy);
void sts_links_copy(GArray *to, const GArray *from, guint32 first, guint32 count, double dx, double dy);

/* Returns the pages as text for goldens: positions to a tenth of a point, roles, texts; free with g_free(). */
char *sts_layout_dump(const StsLayout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLayout, sts_layout_free)

#endif
