/* The table of scripts and the packages of Debian that have fonts for them, as of Debian 12. */
#include "style/font-packages.h"

#include <stdbool.h>

static const StsFontPackage CJK = {"fonts-noto-cjk", "/usr/share/fonts/opentype/noto"};
static const StsFontPackage CORE = {"fonts-noto-core", "/usr/share/fonts/truetype/noto"};
static const StsFontPackage SYMBOLS = {"fonts-symbola", "/usr/share/fonts/truetype/ancient-scripts"};

/* The scripts that are not in fonts-noto-core; those without a package came to Unicode after it was made. */
static const struct {
  GUnicodeScript script;
  const StsFontPackage *package;
} ELSEWHERE[] = {
    {G_UNICODE_SCRIPT_HAN, &CJK},           {G_UNICODE_SCRIPT_HANGUL, &CJK},
    {G_UNICODE_SCRIPT_HIRAGANA, &CJK},      {G_UNICODE_SCRIPT_KATAKANA, &CJK},
    {G_UNICODE_SCRIPT_BOPOMOFO, &CJK},      {G_UNICODE_SCRIPT_COMMON, &SYMBOLS},
    {G_UNICODE_SCRIPT_INHERITED, &SYMBOLS}, {G_UNICODE_SCRIPT_BRAILLE, &SYMBOLS},
    {G_UNICODE_SCRIPT_UNKNOWN, NULL},       {G_UNICODE_SCRIPT_CHORASMIAN, NULL},
    {G_UNICODE_SCRIPT_DIVES_AKURU, NULL},   {G_UNICODE_SCRIPT_KHITAN_SMALL_SCRIPT, NULL},
    {G_UNICODE_SCRIPT_CYPRO_MINOAN, NULL},  {G_UNICODE_SCRIPT_OLD_UYGHUR, NULL},
    {G_UNICODE_SCRIPT_TANGSA, NULL},        {G_UNICODE_SCRIPT_TOTO, NULL},
    {G_UNICODE_SCRIPT_VITHKUQI, NULL},
};

/* Signs of Chinese and Japanese text that Unicode counts to no script. */
static bool
is_cjk_sign(gunichar character)
{
  return (character >= 0x3000 && character <= 0x33FF) || (character >= 0xFE30 && character <= 0xFE4F) ||
         (character >= 0xFF00 && character <= 0xFFEF);
}

const StsFontPackage *
sts_font_package_for(gunichar character)
{
  GUnicodeScript script = g_unichar_get_script(character);
  GUnicodeType type = g_unichar_type(character);

  if (type == G_UNICODE_UNASSIGNED || type == G_UNICODE_PRIVATE_USE)
    return NULL;
  if (is_cjk_sign(character))
    return &CJK;
  for (size_t i = 0; i < G_N_ELEMENTS(ELSEWHERE); i++)
    if (ELSEWHERE[i].script == script)
      return ELSEWHERE[i].package;
  return &CORE;
}
