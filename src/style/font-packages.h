/* Which package of Debian has a font for a character. */
#ifndef STS_STYLE_FONT_PACKAGES_H
#define STS_STYLE_FONT_PACKAGES_H

#include <glib.h>

typedef struct {
  const char *package; /* "fonts-noto-cjk" */
  const char *folder;  /* where its fonts are installed */
} StsFontPackage;

/* Returns NULL where there is no such package: the character is for private use, or has no meaning yet, or is of a
 * script that fonts are rare for. All is static. */
const StsFontPackage *sts_font_package_for(gunichar character);

#endif
