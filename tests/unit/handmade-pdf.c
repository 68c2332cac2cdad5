/* Puts hand-made PDFs together. */
#include "handmade-pdf.h"

#include <string.h>

GString *
handmade_pdf(const char *const *objects)
{
  GString *out = g_string_new("%PDF-1.7\n%\xbf\xf7\xa2\xfe\n");
  g_autoptr(GString) table = g_string_new("0000000000 65535 f \n");
  unsigned count = 0;

  for (; objects[count]; count++) {
    g_string_append_printf(table, "%010zu 00000 n \n", out->len);
    g_string_append_printf(out, "%u 0 obj\n%s\nendobj\n", count + 1, objects[count]);
  }
  size_t start = out->len;
  g_string_append_printf(out, "xref\n0 %u\n%strailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", count + 1,
                         table->str, count + 1, start);
  return out;
}

char *
handmade_stream(const char *entries, const char *data)
{
  return g_strdup_printf("<< %s /Length %zu >>\nstream\n%s\nendstream", entries, strlen(data), data);
}

char *
handmade_xmp(const char *parts, const char *fingerprint)
{
  g_autofree char *text =
      g_strdup_printf("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta "
                      "xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
                      "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" "
                      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
                      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">One &amp; "
                      "only</rdf:li></rdf:Alt></dc:title><dc:identifier>urn:x:1</dc:identifier></rdf:Description>"
                      "<rdf:Description rdf:about=\"\" "
                      "xmlns:sts=\"urn:sts-export:provenance:1#\"><sts:status>draft</sts:status><sts:book>False</"
                      "sts:book><sts:sections><rdf:Seq>"
                      "<rdf:li "
                      "rdf:parseType=\"Resource\"><sts:element>one</sts:element><sts:id>one</sts:id><sts:title>One</"
                      "sts:title><sts:language>en</sts:language>"
                      "<sts:lastRevised>2018-04-06</sts:lastRevised><sts:reviewDue>2021-04-06</"
                      "sts:reviewDue><sts:parts>%s</sts:parts><sts:fingerprint>%s</"
                      "sts:fingerprint></rdf:li>"
                      "</rdf:Seq></sts:sections></rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
                      parts, fingerprint);

  return handmade_stream("/Type /Metadata /Subtype /XML", text);
}
