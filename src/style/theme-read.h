/* A theme while its files are being read: what has been set, and where. For the files of this room only. */
#ifndef STS_STYLE_THEME_READ_H
#define STS_STYLE_THEME_READ_H

#include "base/yaml/yaml.h"
#include "style/theme-keys.h"

typedef struct {
  StsTheme *theme;
  StsDiagnostics *diagnostics;
  /* Where each value stands; line 0: it has not been set. By index in sts_theme_keys() and sts_theme_text_keys(). */
  StsPosition positions[STS_THEME_KEYS_MAX];
  StsPosition text_positions[STS_TEXT_KINDS][STS_THEME_TEXT_KEYS_MAX];
  const StsColor *named[STS_TEXT_KINDS]; /* the palette's color that a kind of text takes; NULL: one of its own */
} StsThemeReading;

/* Lays the values of a file over those already read. `extends` is not looked at. */
void sts_theme_read(StsThemeReading *reading, const StsYaml *root);

#endif
