/* Makes names from text. */
#include "base/names.h"

#include <string.h>

#include "base/text.h"

char *
sts_text_slug(const char *text)
{
  /* Composing takes most of the time, and ASCII has nothing to compose. */
  bool ascii = g_str_is_ascii(text);
  g_autofree char *composed = ascii ? NULL : g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
  g_autofree char *lower = ascii ? g_ascii_strdown(text, -1) : sts_text_lower(composed ? composed : "");
  GString *slug = g_string_new(NULL);
  bool gap = false;

  for (const char *p = lower; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isspace(c) || c == '-' || c == '_') {
      gap = true;
    } else if (g_unichar_isalnum(c) || g_unichar_ismark(c)) {
      if (gap && slug->len > 0)
        g_string_append_c(slug, '-');
      gap = false;
      g_string_append_unichar(slug, c);
    }
  }
  if (slug->len == 0)
    g_string_append(slug, "section");
  return g_string_free(slug, FALSE);
}

char *
sts_text_take_name(GHashTable *taken, const char *wanted)
{
  /* The number at which the search for a free name goes on. */
  guint number = MAX(GPOINTER_TO_UINT(g_hash_table_lookup(taken, wanted)), 1);
  char *name = g_strdup(wanted);

  while (g_hash_table_contains(taken, name)) {
    g_free(name);
    name = g_strdup_printf("%s-%u", wanted, ++number);
  }
  g_hash_table_insert(taken, g_strdup(name), GUINT_TO_POINTER(1));
  g_hash_table_insert(taken, g_strdup(wanted), GUINT_TO_POINTER(number));
  return name;
}

char *
sts_text_identifier(const char *text, size_t length)
{
  g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);

  return g_strdup_printf("urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s", sum, sum + 8, sum + 12, sum + 15, sum + 18);
}

char *
sts_text_derive_identifier(const char *text)
{
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  g_checksum_update(checksum, (const guchar *)text, -1);
  g_checksum_get_digest(checksum, digest, &length);
  digest[6] = (guint8)((digest[6] & 0x0F) | 0x50);
  digest[8] = (guint8)((digest[8] & 0x3F) | 0x80);
  return g_strdup_printf("urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", digest[0],
                         digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7], digest[8],
                         digest[9], digest[10], digest[11], digest[12], digest[13], digest[14], digest[15]);
}

/* NameStartChar and NameChar of XML 1.0 (fifth edition), production 4 and 4a, without the colon. */
static bool
is_name_start(gunichar c)
{
  return g_ascii_isalpha(c < 0x80 ? (char)c : 0) || c == '_' || (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7) ||
         (c >= 0x370 && c <= 0x1FFF && c != 0x37E) || c == 0x200C || c == 0x200D || (c >= 0x2070 && c <= 0x218F) ||
         (c >= 0x2C00 && c <= 0x2FEF) || (c >= 0x3001 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
         (c >= 0xFDF0 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0xEFFFF);
}

static bool
is_name_char(gunichar c)
{
  return is_name_start(c) || c == '-' || c == '.' || (c >= '0' && c <= '9') || c == 0xB7 ||
         (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

bool
sts_text_is_xml_name(const char *text)
{
  if (!*text || !is_name_start(g_utf8_get_char(text)))
    return false;
  for (const char *p = g_utf8_next_char(text); *p; p = g_utf8_next_char(p))
    if (!is_name_char(g_utf8_get_char(p)))
      return false;
  return true;
}

bool
sts_text_is_style_path(const char *style)
{
  return strchr(style, '/') || g_str_has_suffix(style, ".yaml");
}
