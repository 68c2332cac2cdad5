/* rooms: base document assemble style output */
/* Tests of web pages: the library made by hand is assembled, written and read back. */
#include <errno.h>

#include "document/plain-text.h"
#include "document/reading-builder.h"
#include "epub-library.h"
#include "output/html/html.h"

typedef bool (*Write)(const StsWriting *writing, FILE *stream, GError **error);

/* Returns the file; free with free(). */
static char *
write_html(const Fixture *fixture, const StsPublication *publication, Write write, size_t *size)
{
  g_autoptr(GError) error = NULL;
  char *bytes = NULL;
  FILE *stream = open_memstream(&bytes, size);
  StsWriting writing = {.publication = publication, .theme = fixture->theme, .fonts = fixture->fonts};

  g_assert_nonnull(stream);
  write(&writing, stream, &error);
  g_assert_no_error(error);
  g_assert_cmpint(fclose(stream), ==, 0);
  return bytes;
}

static StsReading *
read_html(const char *bytes, size_t size)
{
  g_autoptr(GError) error = NULL;
  StsReading *reading = sts_html_read(bytes, size, &error);

  g_assert_no_error(error);
  return reading;
}

/* The lines of a reading, in their order. */
static char *
text_of(const GArray *lines)
{
  g_autoptr(GString) text = g_string_new(NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(text, "%s\n", g_array_index(lines, StsReadLine, i).text);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static void
assert_read_back(const StsPublication *publication, const StsReading *reading)
{
  /* Those of the library made by hand are not what reading an SVG gives. */
  for (guint i = 0; i < reading->faults->len; i++)
    if (!g_str_has_prefix(reading->faults->pdata[i], "the picture “"))
      g_error("%s", (const char *)reading->faults->pdata[i]);
  g_assert_cmpstr(reading->title, ==, publication->title);
  g_assert_cmpstr(reading->identifier, ==, publication->identifier);
  g_assert_cmpstr(reading->publisher, ==, publication->publisher);
  g_assert_cmpstr(reading->file, ==, reading->file_stored);
  g_assert_cmpuint(reading->sections->len, ==, publication->sections->len);
  for (guint i = 0; i < reading->sections->len; i++) {
    const StsReadSection *section = sts_read_section(reading, i);
    const StsPublishedSection *published = &g_array_index(publication->sections, StsPublishedSection, i);
    g_autofree char *found = text_of(section->lines);
    g_autofree char *wanted = sts_node_plain_text(published->node);
    g_autofree char *composed = g_utf8_normalize(wanted, -1, G_NORMALIZE_NFC);
    g_assert_cmpstr(found, ==, composed);
    g_assert_cmpstr(section->fingerprint, ==, section->stored);
    g_assert_true(section->present && section->ended);
    g_assert_cmpuint(section->promised & ~section->found, ==, 0);
  }
}

static void
test_reads_back(Fixture *fixture, gconstpointer unused)
{
  static const Write WRITES[] = {sts_html_write, sts_html_write_fragment};

  (void)unused;
  for (size_t i = 0; i < G_N_ELEMENTS(WRITES); i++)
    for (int book = 0; book < 2; book++) {
      g_autoptr(StsPublication) publication = assemble(fixture, book ? 4 : 1, book);
      size_t size;
      char *bytes = write_html(fixture, publication, WRITES[i], &size);
      StsReading *reading = read_html(bytes, size);
      assert_read_back(publication, reading);
      g_assert_true(sts_html_is_own(bytes, size));
      g_assert_cmpint(sts_html_recognise(bytes, size) == 0, ==, i == 0);
      g_assert_cmpint(sts_html_recognise_fragment(bytes, size) == 0, ==, i == 1);
      sts_reading_free(reading);
      free(bytes);
    }
}

/* What stands in the title or in a value of the record can neither end the script nor be an element. */
static void
test_nothing_escapes(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  g_autoptr(StsPublication) publication = assemble(fixture, 1, false);
  publication->title = "</script><script>alert(1)</script> & \"x\"";
  publication->publisher = "<!--</title><b>";
  g_array_index(publication->sections, StsPublishedSection, 0).title = publication->title;
  size_t size;
  char *bytes = write_html(fixture, publication, sts_html_write, &size);
  const char *first = strstr(bytes, "<script");
  g_assert_nonnull(first);
  g_assert_null(strstr(first + 1, "<script"));
  g_assert_null(strstr(bytes, "<!--"));
  StsReading *reading = read_html(bytes, size);
  g_assert_cmpstr(reading->title, ==, publication->title);
  g_assert_cmpstr(reading->publisher, ==, publication->publisher);
  sts_reading_free(reading);
  free(bytes);
}

static void
test_full_disk(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_autoptr(StsPublication) publication = assemble(fixture, 1, false);
  StsWriting writing = {.publication = publication, .theme = fixture->theme, .without_fonts = true};
  FILE *stream = fopen("/dev/full", "wb");
  if (stream == NULL) {
    g_test_skip("there is no /dev/full");
    return;
  }
  g_assert_false(sts_html_write(&writing, stream, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
  fclose(stream);
}

static void
test_any_bytes(void)
{
  static const struct {
    const char *bytes;
    StsVerifyError code;
  } CASES[] = {
      {"<!DOCTYPE html>", STS_VERIFY_ERROR_FOREIGN},
      {"<html><p>not closed", STS_VERIFY_ERROR_FOREIGN},
      {"<html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>", STS_VERIFY_ERROR_FOREIGN},
      {"<html><meta name=\"sts:record\" content=\"urn:sts-export:provenance:4#\">", STS_VERIFY_ERROR_DAMAGED},
      {"<article class=\"sts-export\" data-sts-record=\"urn:sts-export:provenance:4#\">", STS_VERIFY_ERROR_DAMAGED},
      {"<article class=\"sts-export\"></article></body></html><html>", STS_VERIFY_ERROR_FOREIGN},
      {"<article class=\"sts-export\" data-sts-record=\"urn:sts-export:provenance:9#\"></article>",
       STS_VERIFY_ERROR_FOREIGN},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(sts_html_read(CASES[i].bytes, strlen(CASES[i].bytes), &error));
    g_assert_error(error, STS_VERIFY_ERROR, (int)CASES[i].code);
  }
  g_autoptr(GString) deep = g_string_new("<html>");
  for (int i = 0; i < 100000; i++)
    g_string_append(deep, "<div>");
  g_assert_null(sts_html_read(deep->str, deep->len, NULL));
}

#define ADD(name, function) g_test_add("/html/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("reads-back", test_reads_back);
  ADD("nothing-escapes", test_nothing_escapes);
  ADD("full-disk", test_full_disk);
  g_test_add_func("/html/any-bytes", test_any_bytes);
  return g_test_run();
}
