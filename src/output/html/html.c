/* Writes a page: its head with the record, then one after the other what stands in the tree, so that no more than one
 * section is in memory; last, into its place in the head, the fingerprint of all. */
#include "output/html/html.h"

#include <errno.h>
#include <string.h>

#include "base/file-read.h"
#include "base/text.h"
#include "document/provenance.h"
#include "output/html/linked-data.h"
#include "output/html/page-style.h"
#include "output/html/record.h"
#include "output/xhtml/font-choice.h"
#include "output/xhtml/ground.h"
#include "output/xhtml/pieces.h"
#include "output/xhtml/xhtml.h"

enum { FONT_BYTES_MAX = 64 << 20 };

/* One export. */
typedef struct {
  const StsWriting *writing;
  const StsPublication *publication;
  StsXhtmlMaterial *material;
  const char *language;               /* of the whole */
  bool fragment;                      /* it is a piece of a page */
  bool several;                       /* sections, whose names and labels are told apart */
  const StsPublishedSection *section; /* that is being written; NULL: none was yet */
  GString *out;                       /* what is not yet in the file */
  FILE *stream;
  GChecksum *sum;
  long fingerprint; /* where it stands in the file */
} Page;

/* ---- the file ---- */

static bool
set_error(GError **error)
{
  int code = errno;

  g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(code), "cannot write the page: %s", g_strerror(code));
  return false;
}

/* Returns false with `error`. */
static bool
write_bytes(const Page *page, const char *bytes, size_t length, GError **error)
{
  return fwrite(bytes, 1, length, page->stream) == length || set_error(error);
}

/* Writes what there is but for its first `skipped` bytes, which no fingerprint covers. */
static bool
flush(Page *page, size_t skipped, GError **error)
{
  bool written = write_bytes(page, page->out->str, page->out->len, error);

  g_checksum_update(page->sum, (const guchar *)page->out->str + skipped, (gssize)(page->out->len - skipped));
  g_string_truncate(page->out, 0);
  return written;
}

/* The place is kept by as many zeros. */
static bool
flush_head(Page *page, GError **error)
{
  const char *mark = page->fragment ? STS_HTML_BEFORE_FINGERPRINT_OF_FRAGMENT : STS_HTML_BEFORE_FINGERPRINT;
  const char *before = strstr(page->out->str, mark);
  g_autoptr(GString) rest = g_string_new(before + strlen(mark));

  g_string_truncate(page->out, page->out->len - rest->len);
  page->fingerprint = (long)page->out->len;
  if (!flush(page, 0, error))
    return false;
  g_string_assign(page->out, rest->str);
  return flush(page, STS_HTML_FINGERPRINT_LENGTH, error);
}

/* A stream in memory takes the place where it stands last for its end. */
static bool
write_fingerprint(const Page *page, GError **error)
{
  const char *sum = g_checksum_get_string(page->sum);
  long end = ftell(page->stream);

  if (end < 0 || fseek(page->stream, page->fingerprint, SEEK_SET) != 0)
    return set_error(error);
  if (!write_bytes(page, sum, strlen(sum), error))
    return false;
  return fseek(page->stream, end, SEEK_SET) == 0 || set_error(error);
}

/* ---- the head ---- */

/* An element whose text parsers of HTML take as it is. */
static void
append_raw(StsXmlWriter *xml, const char *text)
{
  sts_xml_line(xml);
  g_string_append(xml->out, text);
  sts_xml_close_line(xml);
}

/* Nothing but what stands in the page itself is ever loaded (Content Security Policy Level 3). */
static void
append_policy(StsXmlWriter *xml, const char *style)
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update(sum, (const guchar *)style, -1);
  g_checksum_get_digest(sum, digest, &size);
  g_autofree char *hash = g_base64_encode(digest, size);
  sts_xml_open(xml, "meta");
  sts_xml_attribute(xml, "http-equiv", "Content-Security-Policy");
  sts_xml_attribute_format(xml, "content",
                           "default-src 'none'; style-src 'sha256-%s'; img-src data:; font-src data:; base-uri 'none'; "
                           "form-action 'none'",
                           hash);
  sts_xml_close_empty(xml);
  sts_xml_line(xml);
}

/* Returns the property's value, in place of the fingerprint of the file as many zeros; free with g_free(). */
static char *
record_of(const StsPublication *publication, StsRecordProperty property)
{
  return property == STS_RECORD_FILE ? g_strnfill(STS_HTML_FINGERPRINT_LENGTH, '0')
                                     : sts_record_of_publication(publication, property);
}

static void
append_record(StsXmlWriter *xml, const StsPublication *publication)
{
  sts_xhtml_append_meta(xml, STS_HTML_META STS_HTML_RECORD, STS_RECORD_URI);
  for (guint i = 0; i < STS_RECORD_SECTION_FIRST; i++) {
    g_autofree char *value = record_of(publication, i);
    g_autofree char *name = g_strconcat(STS_HTML_META, sts_record_name(i), NULL);
    sts_xhtml_append_meta(xml, name, value);
  }
}

static void
append_metadata(StsXmlWriter *xml, const StsPublication *publication)
{
  g_autofree char *modified = sts_date_format_epoch(publication->modified);

  sts_xhtml_append_meta(xml, "viewport", "width=device-width, initial-scale=1");
  sts_xhtml_append_meta(xml, "color-scheme", "light dark");
  /* As in the other formats, it is who answers for the text. */
  sts_xhtml_append_meta(xml, "author", publication->publisher);
  sts_xhtml_append_meta(xml, "dcterms.publisher", publication->publisher);
  sts_xhtml_append_meta(xml, "dcterms.identifier", publication->identifier);
  sts_xhtml_append_meta(xml, "dcterms.modified", modified);
  for (guint i = 0; i < publication->sources->len; i++)
    sts_xhtml_append_meta(xml, "dcterms.source", publication->sources->pdata[i]);
}

static void
append_head(StsXmlWriter *xml, const Page *page)
{
  g_autoptr(GString) style = g_string_new("\n"), data = g_string_new(NULL);

  sts_html_append_style(style, page->material);
  sts_html_append_linked_data(data, page->publication);
  g_string_append_c(data, '\n');
  sts_xml_open_line(xml, "head");
  sts_xml_open(xml, "meta");
  sts_xml_attribute(xml, "charset", "utf-8");
  sts_xml_close_empty(xml);
  sts_xml_line(xml);
  append_policy(xml, style->str);
  sts_xml_element(xml, "title", page->publication->title);
  sts_xml_line(xml);
  append_metadata(xml, page->publication);
  append_record(xml, page->publication);
  sts_xml_open(xml, "script");
  sts_xml_attribute(xml, "type", "application/ld+json");
  append_raw(xml, data->str);
  sts_xml_open(xml, "style");
  append_raw(xml, style->str + 1);
  sts_xml_close_line(xml);
}

/* ---- a piece of a page ---- */

/* Takes the value, which may be NULL. */
static void
append_property(StsXmlWriter *xml, const char *property, char *value)
{
  g_autofree char *owned = value;
  g_autofree char *name = sts_html_attribute_of(property);

  if (owned)
    sts_xml_attribute(xml, name, owned);
}

static void
open_fragment(StsXmlWriter *xml, const Page *page)
{
  const StsPublication *publication = page->publication;

  sts_xml_open(xml, "article");
  sts_xml_attribute(xml, "class", STS_HTML_CLASS);
  sts_xhtml_append_language(xml, page->language, NULL, true);
  append_property(xml, STS_HTML_RECORD, g_strdup(STS_RECORD_URI));
  append_property(xml, "title", g_strdup(publication->title));
  append_property(xml, "identifier", g_strdup(publication->identifier));
  append_property(xml, "publisher", g_strdup(publication->publisher));
  append_property(xml, "creator", g_strdup(publication->publisher));
  for (guint i = 0; i < STS_RECORD_SECTION_FIRST; i++)
    append_property(xml, sts_record_name(i), record_of(publication, i));
  sts_xml_line(xml);
}

/* ---- the body ---- */

/* Those of the cover are the same in every file. */
static char *
id_in_fragment(const StsNode *node, G_GNUC_UNUSED gpointer data)
{
  bool of_cover = strcmp(node->id, STS_COVER_ID) == 0 || g_str_has_prefix(node->id, STS_COVER_ID ".");

  return of_cover ? g_strdup(node->id) : g_strconcat(STS_HTML_ID, node->id, NULL);
}

static char *
href_in_fragment(const StsNode *target, gpointer data)
{
  g_autofree char *id = id_in_fragment(target, data);

  return g_strconcat("#", id, NULL);
}

/* Returns a data: URL (RFC 2397). */
static char *
hold(const char *media_type, GBytes *bytes)
{
  gsize size = 0;
  const guchar *data = g_bytes_get_data(bytes, &size);
  g_autofree char *text = g_base64_encode(data, size);

  return g_strconcat("data:", media_type, ";base64,", text, NULL);
}

static char *
image_of(const StsImage *image, gpointer data)
{
  const Page *page = data;
  g_autoptr(GBytes) bytes = sts_xhtml_ground_picture(image);

  return hold(sts_xhtml_picture_of(page->material, image)->media_type, bytes);
}

static void
describe(StsXmlWriter *xml, const StsNode *node, gpointer data)
{
  const Page *page = data;
  const StsPublishedSection *section = page->section;

  for (guint i = STS_RECORD_SECTION_FIRST; section && section->node == node && i < STS_RECORD_PROPERTIES; i++) {
    char *value = sts_record_of_section(section, i);
    if (i == STS_RECORD_ELEMENT && page->fragment) {
      g_free(value);
      value = id_in_fragment(node, NULL);
    }
    append_property(xml, sts_record_name(i), value);
  }
}

static void
append_child(StsXmlWriter *xml, Page *page, const StsNode *node)
{
  const StsPublishedSection *section = node->kind == STS_NODE_SECTION ? page->section : NULL;
  char code[STS_SHORT_CODE_SIZE];
  const bool prefixed = page->several || page->fragment;
  /* A colon is in no id of the tree. */
  g_autofree char *prefix = g_strconcat(page->fragment ? STS_HTML_ID : "", prefixed && node->id ? node->id : "",
                                        prefixed ? ":" : "", page->material->id_prefix, NULL);

  sts_short_code(section ? section->content : NULL, code);
  StsXhtmlOptions options = {
      .without_types = true,
      .full_names = page->several,
      /* The title of the cover is above all others. */
      .deeper = page->material->deeper - (node->kind == STS_NODE_COVER),
      .id = page->fragment ? id_in_fragment : NULL,
      .href = page->fragment ? href_in_fragment : NULL,
      .image_href = image_of,
      .describe = describe,
      .data = page,
      .terms = page->publication->terms,
      .language = page->language,
      .code = *code ? code : NULL,
      .id_prefix = prefix,
      .numbers_in_brackets = page->writing->theme->numbers_in_brackets,
  };
  sts_xhtml_append(xml, node, &options);
}

static bool
write_body(StsXmlWriter *xml, Page *page, GError **error)
{
  StsWatch *watch = page->writing->watch;
  guint done = 0;

  for (const StsNode *node = page->publication->root->first_child; node; node = node->next) {
    if (node->kind == STS_NODE_SECTION)
      page->section = &g_array_index(page->publication->sections, StsPublishedSection, done++);
    append_child(xml, page, node);
    if (!sts_watch_tell(watch, (double)done / page->publication->sections->len)) {
      sts_watch_set_error(error);
      return false;
    }
    if (!flush(page, 0, error))
      return false;
  }
  return true;
}

/* ---- the whole ---- */

/* Returns false with `error` where the file of a font cannot be read. */
static bool
embed_fonts(StsXhtmlMaterial *material, StsFonts *fonts, GError **error)
{
  sts_xhtml_choose_fonts(material, fonts);
  if (material->unread) {
    g_propagate_error(error, g_steal_pointer(&material->unread));
    return false;
  }
  for (guint i = 0; i < material->fonts->len; i++) {
    StsXhtmlFont *font = &g_array_index(material->fonts, StsXhtmlFont, i);
    g_autoptr(GBytes) bytes = font->bytes ? g_bytes_ref(font->bytes) : NULL;
    char *data = NULL;
    size_t size;
    if (!bytes && !sts_file_load(font->file->path, FONT_BYTES_MAX, &data, &size, error))
      return false;
    if (!bytes)
      bytes = g_bytes_new_take(data, size);
    g_autofree char *address = hold(font->media_type, bytes);
    font->address = sts_arena_strdup(material->arena, address);
  }
  return true;
}

static void
open_page(StsXmlWriter *xml, const Page *page)
{
  g_string_append(page->out, "<!DOCTYPE html>\n");
  sts_xml_open(xml, "html");
  sts_xml_attribute(xml, "xmlns", "http://www.w3.org/1999/xhtml");
  sts_xhtml_append_language(xml, page->language, NULL, true);
  sts_xml_line(xml);
  append_head(xml, page);
  sts_xml_open_line(xml, "body");
  sts_xml_open_line(xml, "main");
}

static bool
write_page(Page *page, GError **error)
{
  StsXmlWriter xml = sts_xml_begin(page->out, STS_XML_HTML);

  (page->fragment ? open_fragment : open_page)(&xml, page);
  bool written = flush_head(page, error) && write_body(&xml, page, error);
  while (xml.open->len > 0)
    sts_xml_close_line(&xml);
  sts_xml_finish(&xml);
  return written && flush(page, 0, error) && write_fingerprint(page, error);
}

static bool
write_file(const StsWriting *writing, bool fragment, FILE *stream, GError **error)
{
  const StsPublication *publication = writing->publication;
  const StsPublishedSection *first = &g_array_index(publication->sections, StsPublishedSection, 0);
  g_autoptr(StsXhtmlMaterial) material = sts_xhtml_material_new(publication, writing->theme);
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  bool several = publication->book || publication->sections->len > 1;
  Page page = {.writing = writing,
               .publication = publication,
               .material = material,
               .language = several ? publication->language : sts_node_language(first->node, publication->language),
               .fragment = fragment,
               .several = several,
               .out = out,
               .stream = stream,
               .sum = sum};

  material->deeper = (publication->book ? 1 : 0) + (fragment ? 1 : 0);
  if (!fragment && !writing->without_fonts && writing->fonts && !embed_fonts(material, writing->fonts, error))
    return false;
  if (!sts_watch_tell(writing->watch, 0)) {
    sts_watch_set_error(error);
    return false;
  }
  return write_page(&page, error);
}

bool
sts_html_write(const StsWriting *writing, FILE *stream, GError **error)
{
  return write_file(writing, false, stream, error);
}

bool
sts_html_write_fragment(const StsWriting *writing, FILE *stream, GError **error)
{
  return write_file(writing, true, stream, error);
}
