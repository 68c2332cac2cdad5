/* Fonts from our folders only, never the system's: a fontconfig of our own and a Pango font map on it.
 *
 * Not thread-safe: each thread opens its own.
 */
#ifndef STS_STYLE_FONTS_H
#define STS_STYLE_FONTS_H

#include <pango/pangofc-fontmap.h>

#include "style/theme.h"

typedef struct StsFonts StsFonts;

/* The bundled family of signs, by its name where a sign must be of this design, and the first of its signs that fonts
 * of text lack. */
#define STS_SYMBOLS_FAMILY "Noto Sans Symbols 2"
enum { STS_SYMBOLS_FIRST = 0x2500 };

/* A font file, for embedding in an EPUB. */
typedef struct {
  const char *path; /* on disk */
  const char *name; /* the file's name */
  const char *family;
  bool bold, italic;
  const char *licence; /* path of the licence beside it; may be NULL */
} StsFontFile;

/* Opens the fonts of the NULL-terminated folders, in order of preference, without any cache on disk. Returns NULL with
 * `error` if the theme's families are not among them, or if a font file cannot be read: it might be the one that is
 * needed. Folders, pipes and devices that are named like fonts are passed over. Free with sts_fonts_free(). */
StsFonts *sts_fonts_open(const char *const *folders, const StsTheme *theme, GError **error);
void sts_fonts_free(StsFonts *fonts);

/* Reading a font's characters takes time, and most text needs one family. This opens no more than that in which the
 * theme sets all text but code; all, as sts_fonts_open(), where the theme has several, or where it cannot be told from
 * outside what a font would be chosen for. Without an error if a family that is not opened turns out to be faulty. */
StsFonts *sts_fonts_open_text(const char *const *folders, const StsTheme *theme, GError **error);
/* Whether these are all fonts of the folders. */
bool sts_fonts_are_all(const StsFonts *fonts);
/* Whether the tree can be laid out with these fonts as it would be with all. What a layout adds to the tree is not
 * looked at: where a character is missing from such a layout (sts_layout_lacks_glyphs()), it must be made again with
 * all.
 */
bool sts_fonts_suffice(const StsFonts *fonts, const StsNode *root);

/* For a program, before it opens any fonts: Pango reads the configuration and the fonts of the system when it first
 * makes a font map, in a thread of its own, though nothing here asks for them. This gives the process an empty
 * configuration instead. It is the process's, so the library never calls it. */
void sts_fonts_shun_system(void);

/* Lends the map of the fonts. It is no map of pangocairo's: see style/cairo-text.h. */
PangoFontMap *sts_fonts_get_map(StsFonts *fonts);
/* Returns a new context on the fonts (resolution 72, metrics unhinted, positions not rounded), set up for layout
 * independent of any device; free with g_object_unref(). */
PangoContext *sts_fonts_new_context(StsFonts *fonts);
/* Returns a description for the style (with the theme's fallback families appended); free with
 * pango_font_description_free(). */
PangoFontDescription *sts_fonts_describe(const StsTheme *theme, const StsTextStyle *style);

/* Returns the paths of those fonts in the folder that are never used, since their characters are colored pictures;
 * ended by NULL. Free with g_strfreev(). */
char **sts_fonts_list_colored(const char *folder);

/* Returns the paths of all fonts in the folder, used or not, and of the licences beside them, in their order; ended by
 * NULL; none where it cannot be read. Free with g_strfreev(). */
char **sts_fonts_list(const char *folder);

/* Lends the font files of the given family; NULL: of all families. */
GPtrArray *sts_fonts_get_files(StsFonts *fonts, const char *family);

/* Whether any of the fonts has a glyph for the character. */
bool sts_fonts_cover(const StsFonts *fonts, gunichar character);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsFonts, sts_fonts_free)

#endif
