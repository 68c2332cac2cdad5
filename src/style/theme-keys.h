/* The keys of a style file: their names, types, limits, and the fields of StsTheme that they fill. */
#ifndef STS_STYLE_THEME_KEYS_H
#define STS_STYLE_THEME_KEYS_H

#include "style/theme.h"

typedef enum {
  STS_KEY_NUMBER,     /* double */
  STS_KEY_COUNT,      /* int */
  STS_KEY_SWITCH,     /* bool: true or false */
  STS_KEY_FAMILY,     /* const char *: the name of a font family */
  STS_KEY_FAMILIES,   /* const char *const *: a list of such names */
  STS_KEY_PAPER,      /* const char *: "letter" or "a4" */
  STS_KEY_COLOR,      /* StsColor: "#rrggbb" */
  STS_KEY_TEXT_COLOR, /* StsColor: "#rrggbb" or the name of one of `colors` */
} StsKeyType;

typedef struct {
  const char *group; /* the mapping it stands in; NULL: at the top, or in a kind of text */
  const char *name;
  StsKeyType type;
  size_t offset; /* in StsTheme, or in StsTextStyle */
  double least, most;
  bool on_grid;     /* a multiple of page.grid */
  const char *unit; /* of a number: "pt" for points, "lines"; else NULL */
  const char *says; /* a sentence, for docs/styles.md */
} StsThemeKey;

/* Keys of the theme but those of `text`; ended by a NULL name. */
const StsThemeKey *sts_theme_keys(void);
/* Keys of one kind of text; ended by a NULL name. What a kind leaves out is as in `body`. */
const StsThemeKey *sts_theme_text_keys(void);
/* The names of the kinds of text by StsTextKind, ended by NULL. */
const char *const *sts_theme_text_names(void);

/* What the kind of text is, as a sentence, for docs/styles.md. */
const char *sts_theme_text_says(StsTextKind kind);

enum { STS_THEME_KEYS_MAX = 64, STS_THEME_TEXT_KEYS_MAX = 16 };

#endif
