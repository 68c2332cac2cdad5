/* Keys for texts of several characters that one glyph stands for. */
#include "output/pdf/ligatures.h"

#include <string.h>

#include "base/pdf/pdf-write.h"

enum { FIRST_KEY = 0xf0000, LAST_KEY = 0xffffd };

StsLigatures *
sts_ligatures_new(void)
{
  StsLigatures *ligatures = g_new0(StsLigatures, 1);

  ligatures->texts = g_ptr_array_new_with_free_func(g_free);
  ligatures->index = g_hash_table_new(g_str_hash, g_str_equal);
  return ligatures;
}

void
sts_ligatures_free(StsLigatures *ligatures)
{
  if (!ligatures)
    return;
  g_hash_table_unref(ligatures->index);
  g_ptr_array_unref(ligatures->texts);
  g_free(ligatures);
}

gunichar
sts_ligatures_key(StsLigatures *ligatures, const char *text, size_t length)
{
  g_autofree char *copy = g_strndup(text, length);
  g_autofree char *composed = g_utf8_normalize(copy, -1, G_NORMALIZE_NFC);

  /* A letter with its marks is one character, as the rest of the text may have it. */
  if (composed && *composed && *g_utf8_next_char(composed) == '\0')
    return g_utf8_get_char(composed);
  gpointer known = g_hash_table_lookup(ligatures->index, copy);
  if (known)
    return FIRST_KEY + GPOINTER_TO_UINT(known) - 1;
  if (ligatures->texts->len > LAST_KEY - FIRST_KEY)
    return g_utf8_get_char(copy);
  char *kept = g_steal_pointer(&copy);
  g_ptr_array_add(ligatures->texts, kept);
  g_hash_table_insert(ligatures->index, kept, GUINT_TO_POINTER(ligatures->texts->len));
  return FIRST_KEY + ligatures->texts->len - 1;
}

static bool
read_unit(const char *digits, guint *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    int value = g_ascii_xdigit_value(digits[i]);
    if (value < 0)
      return false;
    *unit = *unit << 4 | (guint)value;
  }
  return true;
}

/* The text whose key the eight hexadecimal digits are, or NULL. */
static const char *
text_of(const StsLigatures *ligatures, const char *digits, size_t length)
{
  guint high, low;

  if (length < 8 || (digits[0] != 'd' && digits[0] != 'D') || !read_unit(digits, &high) || !read_unit(digits + 4, &low))
    return NULL;
  if (high < 0xdb80 || high > 0xdbbf || low < 0xdc00 || low > 0xdfff)
    return NULL;
  guint index = ((high - 0xdb80) << 10 | (low - 0xdc00));
  return index < ligatures->texts->len ? ligatures->texts->pdata[index] : NULL;
}

bool
sts_ligatures_restore(const StsLigatures *ligatures, GString *out, const char *data, size_t length)
{
  bool found = false;

  for (size_t i = 0; i < length;) {
    const char *text = text_of(ligatures, data + i, length - i);
    if (text) {
      sts_pdf_append_utf16_hex(out, text, -1);
      i += 8;
      found = true;
    } else {
      g_string_append_c(out, data[i++]);
    }
  }
  return found;
}
