/* rooms: base document style layout output verify */
/* The reading of PDFs, on files made by hand: each rule of text, order and marks by itself. */
#include <string.h>

#include "document/reading-builder.h"
#include "handmade-pdf.h"
#include "verify/open.h"

/* A page's content and the kids of the section's element; the rest is always the same. */
typedef struct {
  const char *content;
  const char *kids;        /* of the section's element, object 7 */
  const char *elements[8]; /* objects 12 and on */
  const char *resources;   /* beyond the fonts */
  const char *front;       /* elements before the section's */
  const char *id;          /* of the section, as the metadata say it, three bytes; NULL: "one" */
  const char *tag_id;      /* of its element, as PDF writes it; NULL: "(one)" */
} Page;

static const char MAP[] = "1 begincodespacerange <00> <ff> endcodespacerange 3 beginbfchar <01> <00660066> <02> "
                          "<D835DC00> <03> <05E9> endbfchar\n"
                          "2 beginbfrange <20> <7e> <0020> <80> <81> [ <00410042> <0043> ] endbfrange";
static const char WIDE[] = "1 beginbfchar <0001> <4E2D> endbfchar 1 beginbfrange <0002> <0004> <6587> endbfrange";

static GString *
build(const Page *page)
{
  const char *objects[24] = {NULL};
  g_autofree char *xmp = handmade_xmp("byline references disclaimer last-revised", "00");
  g_autofree char *content = handmade_stream("", page->content), *map = handmade_stream("", MAP),
                  *wide = handmade_stream("", WIDE);
  g_autofree char *page_text = g_strdup_printf("<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 612 792 ] /Contents 5 0 R "
                                               "/StructParents 0 /Resources << /Font << /F 8 0 R /W 9 0 R >> %s >> >>",
                                               page->resources ? page->resources : "");
  g_autoptr(GString) kids = g_string_new(page->kids);
  g_string_replace(kids, "<< /S ", "<< /Pg 3 0 R /S ", 0);
  g_autofree char *section = g_strdup_printf("<< /Type /StructElem /S /Sect /P 6 0 R /ID %s /K [ %s ] >>",
                                             page->tag_id ? page->tag_id : "(one)", kids->str);
  g_autofree char *root =
      g_strdup_printf("<< /Type /StructTreeRoot /K [ %s 7 0 R ] >>", page->front ? page->front : "");
  size_t count = 11;

  if (page->id) {
    memcpy(strstr(xmp, "<sts:element>one") + strlen("<sts:element>"), page->id, 3);
    memcpy(strstr(xmp, "<sts:id>one") + strlen("<sts:id>"), page->id, 3);
  }
  objects[0] = "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 6 0 R /Metadata 4 0 R /MarkInfo << /Marked true >> >>";
  objects[1] = "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>";
  objects[2] = page_text;
  objects[3] = xmp;
  objects[4] = content;
  objects[5] = root;
  objects[6] = section;
  objects[7] = "<< /Type /Font /Subtype /Type3 /ToUnicode 10 0 R >>";
  objects[8] = "<< /Type /Font /Subtype /Type0 /ToUnicode 11 0 R >>";
  objects[9] = map;
  objects[10] = wide;
  for (size_t i = 0; i < G_N_ELEMENTS(page->elements) && page->elements[i]; i++)
    objects[count++] = page->elements[i];
  return handmade_pdf(objects);
}

static StsReading *
read_page(const Page *page)
{
  GString *file = build(page);
  g_autoptr(GError) error = NULL;
  StsReading *reading = sts_reading_open_bytes(file->str, file->len, &error);

  g_assert_no_error(error);
  g_string_free(file, TRUE);
  return reading;
}

/* The lines of the section, each ended by a vertical bar. */
static char *
join_lines(const GArray *lines)
{
  GString *text = g_string_new(NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(text, "%s|", g_array_index(lines, StsReadLine, i).text);
  return g_string_free(text, FALSE);
}

/* The first fault of reading; NULL: none. These files hold only what is read: the table of what is written is held to
 * real ones, by tests of the program. */
static const char *
first_fault(const StsReading *reading)
{
  for (guint i = 0; i < reading->faults->len; i++)
    if (!g_str_has_suffix(reading->faults->pdata[i], "sts-export does not write"))
      return reading->faults->pdata[i];
  return NULL;
}

static void
assert_lines(const Page *page, const char *wanted)
{
  g_autoptr(StsReading) reading = read_page(page);
  g_autofree char *lines = join_lines(sts_read_section(reading, 0)->lines);

  g_assert_cmpstr(lines, ==, wanted);
  g_assert_cmpstr(first_fault(reading), ==, NULL);
}

static void
assert_fault(const Page *page, const char *wanted)
{
  g_autoptr(StsReading) reading = read_page(page);

  g_assert_cmpstr(first_fault(reading), ==, wanted);
}

#define P "<< /S /P /K 0 >> "
#define MARK(n, text) "/P << /MCID " #n " >> BDC " text " EMC "

static void
test_metadata(void)
{
  const Page page = {.content = MARK(0, "BT /F 1 Tf (x) Tj ET"), .kids = P};
  g_autoptr(StsReading) reading = read_page(&page);
  const StsReadSection *section = sts_read_section(reading, 0);

  g_assert_cmpstr(reading->title, ==, "One & only");
  g_assert_cmpstr(reading->identifier, ==, "urn:x:1");
  g_assert_cmpstr(reading->status, ==, "draft");
  g_assert_false(reading->book);
  g_assert_cmpstr(section->id, ==, "one");
  g_assert_cmpstr(section->language, ==, "en");
  g_assert_cmpstr(section->last_revised, ==, "2018-04-06");
  g_assert_cmpint(section->review_due.year, ==, 2021);
  g_assert_true(section->present);
}

/* Tags say the order, not the page. */
static void
test_order(void)
{
  const Page page = {
      .content = MARK(0, "BT /F 1 Tf (second) Tj ET") MARK(1, "BT /F 1 Tf (first) Tj ET"),
      .kids = "<< /S /H1 /K 1 >> << /S /P /K << /Type /MCR /Pg 3 0 R /MCID 0 >> >>",
  };

  assert_lines(&page, "first|second|");
}

/* Every way to show text, and every way to write a string. */
static void
test_operators(void)
{
  const Page page = {
      .content = MARK(
          0,
          "BT /F 1 Tf (a\\(b\\)\\\\) Tj [ (c) -20 <64> (\\145) ] TJ (f) ' 1 2 (g) \" (h\\\ni) Tj (\\12) Tj (j) Tj ET"),
      .kids = P,
  };

  assert_lines(&page, "a(b)\\cdefghi\xef\xbf\xbdj|");
}

static void
test_maps(void)
{
  const Page page = {.content = MARK(0, "BT /F 1 Tf <01> Tj <02> Tj <80> Tj <81> Tj /W 1 Tf <000100020004> Tj ET"),
                     .kids = P};

  assert_lines(&page, "ff\xf0\x9d\x90\x80"
                      "ABC\xe4\xb8\xad\xe6\x96\x87\xe6\x96\x89|");
}

/* The font comes back with the graphics state. */
static void
test_states(void)
{
  const Page page = {.content = MARK(0, "BT /F 1 Tf q /W 1 Tf <0001> Tj Q (x) Tj ET"), .kids = P};

  assert_lines(&page, "\xe4\xb8\xadx|");
}

static void
test_replacements(void)
{
  const Page page = {
      .content = MARK(
          0, "BT /F 1 Tf (a) Tj /Span << /ActualText <FEFF00620063> >> BDC (xyz) Tj EMC (d) Tj ET") "/Figure << /MCID "
                                                                                                    "1 >> BDC EMC ",
      .kids = "<< /S /P /K [ 0 << /S /Figure /Alt (a picture) /A << /O /Layout /Placement /Inline >> /K 1 >> ] >>",
  };
  const Page block = {
      .content = MARK(0, "BT /F 1 Tf (said) Tj ET") "/Figure << /MCID 1 >> BDC EMC ",
      .kids = "<< /S /Figure /Alt (\\376\\377\\000a) /A << /O /Layout /Placement /Block >> /K [ 1 << /S /Caption /K 0 "
              ">> ] >> << /S /P /ActualText "
              "(instead) >>",
  };

  assert_lines(&page, "abcda picture|");
  assert_lines(&block, "a|said|instead|");
}

/* Markers of lists and notes are no text; terms of definitions are. */
static void
test_labels(void)
{
  const Page page = {
      .content = MARK(0, "BT /F 1 Tf (1.) Tj ET") MARK(1, "BT /F 1 Tf (item) Tj ET") MARK(2, "BT /F 1 Tf (term) Tj ET"),
      .kids = "<< /S /L /A << /O /List /ListNumbering /Decimal >> /K << /S /LI /K [ << /S /Lbl /K 0 >> << /S /LBody /K "
              "<< /S /P /K 1 >> >> ] >> >> "
              "<< /S /L /A << /O /List /ListNumbering /None >> /K << /S /LI /K << /S /Lbl /K 2 >> >> >>",
  };

  assert_lines(&page, "item|term|");
}

static void
test_contents_and_code(void)
{
  const Page page = {
      .content = MARK(0, "BT /F 1 Tf (Entry) Tj ET") MARK(1, "BT /F 1 Tf (7) Tj ET") MARK(2, "BT /F 1 Tf (one) Tj ET")
          MARK(3, "BT /F 1 Tf (two) Tj ET"),
      .kids = "<< /S /TOC /K << /S /TOCI /K << /S /Reference /K [ << /S /Link /K 0 >> 1 ] >> >> >> << /S /CodeBlock /K "
              "[ << /S /Code /K 2 >> << /S "
              "/Code /K 3 >> ] >>",
  };

  g_autoptr(StsReading) reading = read_page(&page);
  g_autofree char *lines = join_lines(sts_read_section(reading, 0)->lines);

  g_assert_cmpstr(lines, ==, "Entry|one|two|");
  /* Only what is before all sections has a list of contents. */
  g_assert_cmpstr(first_fault(reading), ==,
                  "it says \xe2\x80\x9c"
                  "7\xe2\x80\x9d in place of the number of a page");
}

static void
test_unseen(void)
{
  const Page page = {
      .content =
          MARK(0, "BT /F 1 Tf /Span << /ActualText <FEFF007200E900AD200B200F0073> >> BDC (x) Tj EMC (   y) Tj ET"),
      .kids = P};

  assert_lines(&page, "r\xc3\xa9s y|");
}

static void
test_parts(void)
{
  const Page page = {
      .content =
          MARK(0, "BT /F 1 Tf (text) Tj ET") MARK(1, "BT /F 1 Tf (Doe J.) Tj ET") MARK(2, "BT /F 1 Tf (more) Tj ET"),
      .kids = P "<< /S /Sect /ID (one.references) /K << /S /P /K 1 >> >> << /S /P /K 2 >>",
  };
  g_autoptr(StsReading) reading = read_page(&page);
  const StsReadSection *section = sts_read_section(reading, 0);

  g_assert_cmpuint(section->lines->len, ==, 3);
  g_assert_cmpuint(g_array_index(section->lines, StsReadLine, 0).part, ==, STS_PART_TEXT);
  g_assert_cmpuint(g_array_index(section->lines, StsReadLine, 1).part, ==, STS_PART_REFERENCES);
  g_assert_cmpuint(g_array_index(section->lines, StsReadLine, 2).part, ==, STS_PART_TEXT);
  g_assert_cmpuint(section->found, ==, 1u << STS_PART_REFERENCES);
}

/* An ID is a byte string: the bytes are those of the UTF-8 that the metadata say, whatever a text string would mean by
 * them. */
static void
test_identifiers(void)
{
  static const char *const ids[] = {"(a\\303\\261)", "<61c3b1>", "(a\303\261)"};

  for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
    const Page page = {.content = MARK(0, "BT /F 1 Tf (text) Tj ET"), .kids = P, .id = "a\303\261", .tag_id = ids[i]};
    g_autoptr(StsReading) reading = read_page(&page);
    g_assert_cmpstr(sts_read_section(reading, 0)->id, ==, "a\303\261");
    assert_lines(&page, "text|");
    g_assert_true(sts_read_section(reading, 0)->present);
  }
}

static void
test_forms(void)
{
  const Page page = {
      .content = MARK(0, "BT /F 1 Tf (a) Tj ET /X Do"),
      .kids = P,
      .elements = {"<< /Type /XObject /Subtype /Form /Resources << /Font << /F 8 0 R >> >> /Length 20 >>\nstream\nBT "
                   "/F 1 Tf (b) Tj ET\nendstream"},
      .resources = "/XObject << /X 12 0 R >>",
  };
  Page outside = page;

  outside.content = MARK(0, "BT /F 1 Tf (a) Tj ET") "/X Do";
  assert_lines(&page, "ab|");
  assert_fault(&outside, "page 1 shows text outside of all tags: “b”");
}

static void
test_inline_image(void)
{
  const Page page = {.content = MARK(0, "BI /W 1 /H 1 ID (EMC) Tj EI BT /F 1 Tf (a) Tj ET"), .kids = P};

  assert_lines(&page, "a|");
}

static void
test_faults(void)
{
  const Page stray = {.content = MARK(0, "BT /F 1 Tf (a) Tj ET") "BT /F 1 Tf (b) Tj ET", .kids = P};
  const Page unowned = {.content = MARK(0, "BT /F 1 Tf (a) Tj ET") MARK(1, "BT /F 1 Tf (b) Tj ET"), .kids = P};
  const Page twice = {.content = MARK(0, "BT /F 1 Tf (a) Tj ET") MARK(0, "BT /F 1 Tf (b) Tj ET"), .kids = P};
  const Page shared = {.content = MARK(0, "BT /F 1 Tf (a) Tj ET"), .kids = P P};
  const Page artifact = {.content = MARK(0, "BT /F 1 Tf (a) Tj ET") "/Artifact BMC BT /F 1 Tf (foot) Tj ET EMC",
                         .kids = P};
  const Page cycle = {.content = MARK(0, "BT /F 1 Tf (a) Tj ET"), .kids = P "7 0 R"};

  assert_fault(&stray, "page 1 shows text outside of all tags: “b”");
  assert_fault(&unowned, "page 1 shows text that no tag owns: “b”");
  assert_fault(&twice, "page 1 marks two stretches of text as one");
  assert_fault(&shared, "two elements own one stretch of text on page 1");
  assert_fault(&cycle, "its structure holds an element twice");
  assert_lines(&artifact, "a|");
}

/* What stands outside of the section belongs to the front. */
static void
test_front(void)
{
  const Page page = {.content = MARK(0, "BT /F 1 Tf (a) Tj ET") MARK(1, "BT /F 1 Tf (b) Tj ET"),
                     .kids = P,
                     .front = "<< /S /P /Pg 3 0 R /K 1 >>"};
  g_autoptr(StsReading) reading = read_page(&page);
  g_autofree char *front = join_lines(reading->front), *lines = join_lines(sts_read_section(reading, 0)->lines);

  g_assert_cmpstr(front, ==, "b|");
  g_assert_cmpstr(lines, ==, "a|");
}

static void
test_unknown(void)
{
  const struct {
    const char *bytes;
    int code;
  } files[] = {
      {"", STS_VERIFY_ERROR_FOREIGN},
      {"text", STS_VERIFY_ERROR_FOREIGN},
      {"%PDF-1.7\n", STS_VERIFY_ERROR_DAMAGED},
      {"PK\3\4", STS_VERIFY_ERROR_DAMAGED},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(sts_reading_open_bytes(files[i].bytes, strlen(files[i].bytes), &error));
    g_assert_error(error, STS_VERIFY_ERROR, files[i].code);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/verify-pdf/metadata", test_metadata);
  g_test_add_func("/verify-pdf/order", test_order);
  g_test_add_func("/verify-pdf/operators", test_operators);
  g_test_add_func("/verify-pdf/maps", test_maps);
  g_test_add_func("/verify-pdf/states", test_states);
  g_test_add_func("/verify-pdf/replacements", test_replacements);
  g_test_add_func("/verify-pdf/labels", test_labels);
  g_test_add_func("/verify-pdf/contents-and-code", test_contents_and_code);
  g_test_add_func("/verify-pdf/unseen", test_unseen);
  g_test_add_func("/verify-pdf/parts", test_parts);
  g_test_add_func("/verify-pdf/identifiers", test_identifiers);
  g_test_add_func("/verify-pdf/forms", test_forms);
  g_test_add_func("/verify-pdf/inline-image", test_inline_image);
  g_test_add_func("/verify-pdf/faults", test_faults);
  g_test_add_func("/verify-pdf/front", test_front);
  g_test_add_func("/verify-pdf/unknown", test_unknown);
  return g_test_run();
}
