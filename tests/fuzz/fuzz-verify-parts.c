/* Any bytes as one part of a file that is sound otherwise, since a changed byte elsewhere would mostly be refused
 * before it is looked at. The first byte says which: the page's content, the meanings of a font's codes, the kids of
 * the section's structure element, the metadata, the page itself, or the XHTML of an EPUB. */
#include <string.h>

#include "document/reading-builder.h"
#include "output/epub/written.h"
#include "output/xhtml/read-text.h"
#include "verify/open.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

typedef enum { CONTENT, MAP, KIDS, METADATA, PAGE, XHTML, PARTS } Part;

/* What stands in place of the input in all parts but one. */
static const char *const DEFAULTS[PARTS] = {
    [CONTENT] = "/P << /MCID 0 >> BDC BT /F 1 Tf (a) Tj /X Do ET EMC",
    [MAP] = "1 beginbfrange <20> <7e> <0020> endbfrange",
    [KIDS] = "<< /S /P /Pg 3 0 R /K 0 >>",
    [METADATA] = ("<r xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                  "xmlns:s=\"urn:sts-export:provenance:1#\"><s:sections><r:li s:id=\"one\" "
                  "s:element=\"one\" s:fingerprint=\"0\"/></s:sections></r>"),
    [PAGE] = "/Contents 5 0 R /Resources << /Font << /F 8 0 R >> /XObject << /X 10 0 R >> >>",
};

static void
append_object(GString *out, GString *table, const char *text, size_t length)
{
  g_string_append_printf(table, "%010zu 00000 n \n", out->len);
  g_string_append_printf(out, "%zu 0 obj\n", table->len / 20 - 1);
  g_string_append_len(out, text, (gssize)length);
  g_string_append(out, "\nendobj\n");
}

/* A stream where `head` ends with one, otherwise what is in between. */
static void
append_around(GString *out, GString *table, const char *head, const GString *inside, const char *tail)
{
  g_autoptr(GString) object = g_string_new(head);

  if (g_str_has_suffix(head, "stream\n")) {
    g_autofree char *length = g_strdup_printf("/Length %zu >>", inside->len);
    g_string_replace(object, ">>", length, 1);
  }
  g_string_append_len(object, inside->str, (gssize)inside->len);
  g_string_append(object, tail);
  append_object(out, table, object->str, object->len);
}

static void
append_text(GString *out, GString *table, const char *text)
{
  append_object(out, table, text, strlen(text));
}

static GString *
build(GString *const parts[PARTS])
{
  GString *out = g_string_new("%PDF-1.7\n");
  g_autoptr(GString) table = g_string_new("0000000000 65535 f \n");

  append_text(out, table, "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 6 0 R /Metadata 4 0 R >>");
  append_text(out, table, "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>");
  append_around(out, table, "<< /Type /Page /Parent 2 0 R ", parts[PAGE], " >>");
  append_around(out, table, "<< >>\nstream\n", parts[METADATA], "\nendstream");
  append_around(out, table, "<< >>\nstream\n", parts[CONTENT], "\nendstream");
  append_text(out, table, "<< /Type /StructTreeRoot /K 7 0 R >>");
  append_around(out, table, "<< /S /Sect /ID (one) /Pg 3 0 R /K [ ", parts[KIDS], " ] >>");
  append_text(out, table, "<< /Subtype /Type3 /ToUnicode 9 0 R >>");
  append_around(out, table, "<< >>\nstream\n", parts[MAP], "\nendstream");
  append_around(out, table,
                "<< /Subtype /Form /Resources << /Font << /F 8 0 R >> /XObject << /X 10 0 R >> >> >>\nstream\n",
                parts[CONTENT], "\nendstream");
  size_t start = out->len, count = table->len / 20;
  g_string_append_printf(out, "xref\n0 %zu\n%strailer\n<< /Size %zu /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", count,
                         table->str, count, start);
  return out;
}

static void
read_xhtml(const GString *body)
{
  g_autoptr(StsReading) reading = sts_reading_new();
  g_autoptr(GString) document = g_string_new("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><section id=\"one\">");
  guint section = sts_reading_add_section(reading);

  sts_reading_set_section(reading, section, "id", "one");
  sts_reading_set_section(reading, section, "element", "one");
  g_assert(sts_reading_settle(reading, NULL));
  g_string_append_len(document, body->str, (gssize)body->len);
  g_string_append(document, "</section></body></html>");
  const StsWrittenCheck check = sts_epub_written_check(reading, STS_WRITTEN_XHTML, "fuzz");
  if (sts_xhtml_text_read(document, &check, NULL))
    sts_reading_finish(reading);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  GString *parts[PARTS];

  if (size == 0)
    return 0;
  Part chosen = (Part)(data[0] % PARTS);
  for (Part part = 0; part < PARTS; part++)
    parts[part] =
        part == chosen ? g_string_new_len((const char *)data + 1, (gssize)size - 1) : g_string_new(DEFAULTS[part]);
  if (chosen == XHTML) {
    read_xhtml(parts[XHTML]);
  } else {
    GString *file = build(parts);
    sts_reading_free(sts_reading_open_bytes(file->str, file->len, NULL));
    g_string_free(file, TRUE);
  }
  for (Part part = 0; part < PARTS; part++)
    g_string_free(parts[part], TRUE);
  return 0;
}
