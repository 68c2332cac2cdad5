/* rooms: base document assemble style output */
/* Tests of the fonts in an EPUB: cut down to its text, never against a licence, under names that an archive can hold.
 */
#include <hb-ot.h>

#include "document/plain-text.h"
#include "epub-library.h"
#include "output/xhtml/font-subset.h"

static const char arabic[] = "NotoSansArabic-Regular.ttf";

typedef struct {
  char *bytes;
  gsize size;
  hb_face_t *face;
} Font;

static char *
source_font(const char *name)
{
  return g_build_filename(g_getenv("STS_SOURCE_DIR"), "fonts", name, NULL);
}

static void
load_font(Font *font, const char *name)
{
  g_autofree char *path = source_font(name);
  g_assert_true(g_file_get_contents(path, &font->bytes, &font->size, NULL));
}

/* The face of the bytes as they are now. */
static hb_face_t *
open_font(Font *font)
{
  hb_blob_t *blob = hb_blob_create(font->bytes, (unsigned)font->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
  font->face = hb_face_create(blob, 0);
  hb_blob_destroy(blob);
  return font->face;
}

static void
free_font(Font *font)
{
  hb_face_destroy(font->face);
  g_free(font->bytes);
}

static hb_set_t *
new_set(const hb_codepoint_t *characters)
{
  hb_set_t *set = hb_set_create();
  for (; *characters != 0; characters++)
    hb_set_add(set, *characters);
  return set;
}

static hb_face_t *
open_bytes(GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  hb_blob_t *blob = hb_blob_create(data, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
  hb_face_t *face = hb_face_create(blob, 0);
  hb_blob_destroy(blob);
  return face;
}

static unsigned
shape(hb_face_t *face, const char *text, unsigned *missing)
{
  hb_font_t *font = hb_font_create(face);
  hb_buffer_t *buffer = hb_buffer_create();
  hb_buffer_add_utf8(buffer, text, -1, 0, -1);
  hb_buffer_guess_segment_properties(buffer);
  hb_shape(font, buffer, NULL, 0);
  unsigned count, width = 0;
  const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
  *missing = 0;
  for (unsigned i = 0; i < count; i++) {
    *missing += glyphs[i].codepoint == 0;
    width += (unsigned)positions[i].x_advance;
  }
  hb_buffer_destroy(buffer);
  hb_font_destroy(font);
  return width;
}

static void
test_subset(void)
{
  static const char word[] =
      "\331\204\330\247\330\247\331\204\330\271\331\204\330\247\330\254"; /* letters that join, and a ligature */
  static const hb_codepoint_t letters[] = {0x644, 0x627, 0x639, 0x62C, 0};
  Font font;
  unsigned missing;
  load_font(&font, arabic);
  hb_set_t *characters = new_set(letters);
  g_autoptr(GBytes) bytes = sts_xhtml_subset_font(open_font(&font), NULL, characters);
  g_autoptr(GBytes) again = sts_xhtml_subset_font(font.face, NULL, characters);
  g_assert_nonnull(bytes);
  g_assert_true(g_bytes_equal(bytes, again));
  g_assert_cmpuint(g_bytes_get_size(bytes), <, font.size / 20);
  hb_face_t *face = open_bytes(bytes);
  g_assert_cmpuint(shape(face, word, &missing), ==, shape(font.face, word, &missing));
  shape(face, word, &missing);
  g_assert_cmpuint(missing, ==, 0);
  shape(face, "\330\264", &missing);
  g_assert_cmpuint(missing, ==, 1);
  /* SIL Open Font License 1.1, clause 2: each copy holds the copyright notice and the licence. */
  static const hb_ot_name_id_t ids[] = {HB_OT_NAME_ID_COPYRIGHT, HB_OT_NAME_ID_LICENSE, HB_OT_NAME_ID_LICENSE_URL,
                                        HB_OT_NAME_ID_FONT_FAMILY};
  for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
    char old[512], new[512];
    unsigned old_size = sizeof old, new_size = sizeof new;
    hb_ot_name_get_utf8(font.face, ids[i], HB_LANGUAGE_INVALID, &old_size, old);
    hb_ot_name_get_utf8(face, ids[i], HB_LANGUAGE_INVALID, &new_size, new);
    g_assert_cmpuint(old_size, >, 0);
    g_assert_cmpstr(old, ==, new);
  }
  hb_face_destroy(face);
  hb_set_destroy(characters);
  free_font(&font);
}

static gsize
find_table(const Font *font, const char *tag)
{
  const guint8 *data = (const guint8 *)font->bytes;
  for (const guint8 *record = data + 12; record < data + 12 + 16 * (data[4] << 8 | data[5]); record += 16)
    if (memcmp(record, tag, 4) == 0)
      return (gsize)record[8] << 24 | (gsize)record[9] << 16 | (gsize)record[10] << 8 | record[11];
  g_assert_not_reached();
}

/* Puts words in the place of others of the same length, in the UTF-16 of a font's names. */
static void
replace_name(Font *font, const char *old, const char *new)
{
  const size_t length = strlen(old);
  g_assert_cmpuint(length, ==, strlen(new));
  for (gsize i = find_table(font, "name"); i + 2 * length < font->size; i++) {
    size_t j = 0;
    while (j < length && font->bytes[i + 2 * j] == '\0' && font->bytes[i + 2 * j + 1] == old[j])
      j++;
    if (j < length)
      continue;
    for (j = 0; j < length; j++)
      font->bytes[i + 2 * j + 1] = new[j];
    return;
  }
  g_assert_not_reached();
}

static void
test_licences_are_respected(void)
{
  static const hb_codepoint_t letters[] = {0x644, 0};
  hb_set_t *characters = new_set(letters);
  Font font;
  load_font(&font, arabic);
  g_assert_null(sts_xhtml_subset_font(open_font(&font),
                                      "Copyright 2010 A. Founder, with Reserved Font Name \"Noto\".\n", characters));
  hb_face_destroy(font.face);
  font.bytes[find_table(&font, "OS/2") + 8] = 1;
  g_assert_null(sts_xhtml_subset_font(open_font(&font), NULL, characters));
  free_font(&font);

  load_font(&font, arabic);
  replace_name(&font, "2 The Noto Project Authors", "2, with Reserved Font Name");
  g_assert_null(sts_xhtml_subset_font(open_font(&font), NULL, characters));
  free_font(&font);

  /* The licence explains the term; that reserves nothing. */
  g_autofree char *path = source_font("LICENSE-Noto.txt");
  g_autofree char *licence = NULL;
  g_assert_true(g_file_get_contents(path, &licence, NULL, NULL));
  g_assert_nonnull(strstr(licence, "Reserved Font Name"));
  load_font(&font, arabic);
  g_autoptr(GBytes) bytes = sts_xhtml_subset_font(open_font(&font), licence, characters);
  g_assert_nonnull(bytes);
  free_font(&font);
  hb_set_destroy(characters);
}

static void
test_what_is_no_font(void)
{
  static const hb_codepoint_t letters[] = {'a', 0};
  hb_set_t *characters = new_set(letters);
  Font font = {.bytes = g_strdup("no font"), .size = 7};
  g_autoptr(GBytes) bytes = sts_xhtml_subset_font(open_font(&font), NULL, characters);
  g_assert_null(bytes);
  free_font(&font);
  hb_set_destroy(characters);
}

/* ---- in a book ---- */

/* Adds to `has` the characters of each font in the archive; returns the size of all. */
static gsize
collect_fonts(const char *path, hb_set_t *has)
{
  zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
  gsize sum = 0;
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
    zip_stat_t stat;
    zip_stat_index(zip, (zip_uint64_t)i, 0, &stat);
    if (!g_str_has_suffix(stat.name, ".ttf"))
      continue;
    g_autofree char *data = read_entry(path, stat.name);
    hb_blob_t *blob = hb_blob_create(data, (unsigned)stat.size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_face_collect_unicodes(face, has);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    sum += stat.size;
  }
  zip_discard(zip);
  return sum;
}

static void
test_fonts_hold_the_text(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsWriting writing = {0};
  g_autoptr(StsPublication) publication = assemble(fixture, 4, true);
  g_autofree char *path = write_epub(fixture, publication, writing, "fonts.epub");
  hb_set_t *has = hb_set_create();
  /* A telephone's owner pays for each byte: whole, these fonts are 4 MB. */
  g_assert_cmpuint(collect_fonts(path, has), <, 300000);
  g_autofree char *text = sts_node_plain_text(publication->root);
  g_autofree char *with_markers = g_strconcat(text, "0123456789.)\u2022\u2610\u2611\u2010", NULL);
  for (const char *c = with_markers; *c != '\0'; c = g_utf8_next_char(c)) {
    const gunichar character = g_utf8_get_char(c);
    if (character != '\n' && sts_fonts_cover(fixture->fonts, character) && !hb_set_has(has, character))
      g_error("no embedded font has U+%04X", character);
  }
  hb_set_destroy(has);
}

static void
copy_font(const char *folder, const char *name, const char *as)
{
  g_autofree char *fonts = source_path("fonts");
  g_autofree char *from = g_build_filename(fonts, name, NULL);
  g_autofree char *to = g_build_filename(folder, as, NULL);
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(from, &bytes, &size, NULL));
  g_assert_true(g_file_set_contents(to, bytes, (gssize)size, NULL));
}

/* A user's folder may hold a font of the program again, and names that are no URL. */
static void
test_fonts_of_two_folders(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_autofree char *font_folder = source_path("fonts");
  copy_font(fixture->folder, "AtkinsonHyperlegibleNext-Bold.ttf", "AtkinsonHyperlegibleNext-Bold.ttf");
  copy_font(fixture->folder, "NotoSansHebrew-Regular.ttf", "A font \u00e9.TTF");
  sts_fonts_free(fixture->fonts);
  fixture->fonts = sts_fonts_open((const char *const[]){fixture->folder, font_folder, NULL}, fixture->theme, &error);
  g_assert_no_error(error);
  StsWriting writing = {0};
  g_autoptr(StsPublication) publication = assemble(fixture, 4, true);
  g_autofree char *path = write_epub(fixture, publication, writing, "folders.epub");
  g_autofree char *package = read_entry(path, "EPUB/package.opf");
  g_autoptr(GRegex) hrefs = g_regex_new("href=\"fonts/[A-Za-z0-9_-]+\\.ttf\"", 0, 0, NULL);
  g_assert_true(g_regex_match(hrefs, package, 0, NULL));
  assert_lacks(package, "href=\"fonts/A font");
  g_autofree char *css = read_entry(path, "EPUB/style.css");
  const char *first = strstr(css, "Atkinson Hyperlegible Next\"; font-weight: bold; font-style: normal");
  g_assert_nonnull(first);
  g_assert_null(strstr(first + 1, "Atkinson Hyperlegible Next\"; font-weight: bold; font-style: normal"));
}

#define ADD(name, function) g_test_add("/epub-fonts/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/epub-fonts/subset", test_subset);
  g_test_add_func("/epub-fonts/licences-are-respected", test_licences_are_respected);
  g_test_add_func("/epub-fonts/what-is-no-font", test_what_is_no_font);
  ADD("fonts-hold-the-text", test_fonts_hold_the_text);
  ADD("fonts-of-two-folders", test_fonts_of_two_folders);
  return g_test_run();
}
