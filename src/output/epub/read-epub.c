/* Reads an EPUB: container, package, then the documents in the order of the spine (EPUB 3.3, 4 and 5). */
#include <string.h>

#include "base/xml/xml-read.h"
#include "document/provenance.h"
#include "output/epub/epub.h"
#include "output/epub/file-digest.h"
#include "output/epub/read-archive.h"
#include "output/epub/written.h"
#include "output/xhtml/read-text.h"

/* ---- META-INF/container.xml ---- */

static void
find_rootfile(gpointer data, const char *uri, const char *name, const StsXmlElement *element,
              G_GNUC_UNUSED GError **error)
{
  char **path = data;

  (void)uri;
  if (strcmp(name, "rootfile") == 0 && !*path)
    *path = g_strdup(sts_xml_get_attribute(element, "", "full-path"));
}

static bool
parse(const GString *document, const char *name, const StsXmlHandler *handler, gpointer data, GError **error)
{
  g_autoptr(GError) fault = NULL;

  if (sts_xml_parse(document->str, document->len, handler, data, &fault))
    return true;
  g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED,
              "it is damaged: the file “%s” in it is not well-formed (%s)", name, fault->message);
  return false;
}

/* Returns the package document's name; free with g_free(). */
static char *
find_package(StsReadArchive *archive, StsReading *reading, GError **error)
{
  static const char NAME[] = "META-INF/container.xml";
  static const StsXmlHandler HANDLER = {.start = find_rootfile};
  GString *document = sts_read_archive_get(archive, NAME, error);
  char *path = NULL;

  if (!document)
    return NULL;
  bool good = parse(document, NAME, &HANDLER, &path, error);
  if (good)
    sts_epub_check_written(reading, STS_WRITTEN_CONTAINER, NAME, document);
  g_string_free(document, TRUE);
  if (good && path)
    return path;
  if (good)
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN,
                        "it is no EPUB: nothing in it says where its package is");
  g_free(path);
  return NULL;
}

/* ---- the package document ---- */

typedef struct {
  StsReading *reading;
  GHashTable *files;    /* id in the manifest -> href */
  GPtrArray *hrefs;     /* of the manifest, in its order */
  GHashTable *types;    /* href -> media type */
  GString *bare;        /* the package document without the fingerprint of the file */
  GPtrArray *spine;     /* ids */
  GHashTable *sections; /* id in the manifest, with '#' -> index + 1 */
  bool prefixed;        /* "sts:" means our properties */
  GString *text;
  char *property, *refines; /* of the element being read; property NULL: none */
} Package;

static void
clear_package(Package *package)
{
  g_hash_table_unref(package->files);
  g_ptr_array_unref(package->hrefs);
  g_hash_table_unref(package->types);
  g_string_free(package->bare, TRUE);
  g_ptr_array_unref(package->spine);
  g_hash_table_unref(package->sections);
  g_string_free(package->text, TRUE);
  g_free(package->property);
  g_free(package->refines);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Package, clear_package)

static void
begin_property(Package *package, const char *name, const char *refines)
{
  g_free(package->property);
  g_free(package->refines);
  package->property = g_strdup(name);
  package->refines = g_strdup(refines);
  g_string_truncate(package->text, 0);
}

static void
add_item(Package *package, const char *id, const char *href, const char *type)
{
  g_hash_table_insert(package->types, g_strdup(href), g_strdup(type ? type : ""));
  g_ptr_array_add(package->hrefs, g_strdup(href));
  g_hash_table_insert(package->files, g_strdup(id), g_strdup(href));
}

/* Whether the prefixes of a package document (EPUB 3.3, D.1.4) say that "sts" means the record. */
static bool
names_record(StsReading *reading, const char *prefixes)
{
  static const char *const URIS[] = {STS_RECORD_URI, STS_RECORD_URI_3, STS_RECORD_URI_2, STS_RECORD_URI_1};

  for (size_t i = 0; prefixes && i < G_N_ELEMENTS(URIS); i++) {
    g_autofree char *wanted = g_strconcat("sts: ", URIS[i], NULL);
    if (strstr(prefixes, wanted))
      return sts_reading_knows_record(reading, URIS[i]);
  }
  return false;
}

static void
start_element(gpointer data, const char *uri, const char *name, const StsXmlElement *element,
              G_GNUC_UNUSED GError **error)
{
  static const char DC[] = "http://purl.org/dc/elements/1.1/";
  Package *package = data;
  const char *id = sts_xml_get_attribute(element, "", "id"), *href = sts_xml_get_attribute(element, "", "href"),
             *idref = sts_xml_get_attribute(element, "", "idref");
  const char *property = sts_xml_get_attribute(element, "", "property"),
             *prefix = sts_xml_get_attribute(element, "", "prefix");

  if (strcmp(name, "package") == 0)
    package->prefixed = names_record(package->reading, prefix);
  else if (strcmp(name, "item") == 0 && id && href)
    add_item(package, id, href, sts_xml_get_attribute(element, "", "media-type"));
  else if (strcmp(name, "itemref") == 0 && idref)
    g_ptr_array_add(package->spine, g_strdup(idref));
  else if (strcmp(uri, DC) == 0 && sts_reading_knows_core(name))
    begin_property(package, name, NULL);
  else if (strcmp(name, "meta") == 0 && package->prefixed && property && g_str_has_prefix(property, "sts:"))
    begin_property(package, property + strlen("sts:"), sts_xml_get_attribute(element, "", "refines"));
}

static void
end_element(gpointer data, G_GNUC_UNUSED GError **error)
{
  Package *package = data;
  g_autofree char *property = g_steal_pointer(&package->property);
  g_autofree char *value = property ? g_strstrip(g_strdup(package->text->str)) : NULL;

  if (!property)
    return;
  if (!package->refines) {
    sts_reading_set(package->reading, property, value);
    return;
  }
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(package->sections, package->refines));
  if (number == 0) {
    number = sts_reading_add_section(package->reading) + 1;
    g_hash_table_insert(package->sections, g_strdup(package->refines), GUINT_TO_POINTER(number));
  }
  sts_reading_set_section(package->reading, number - 1, property, value);
}

static void
take_text(gpointer data, const char *text, size_t length, G_GNUC_UNUSED GError **error)
{
  Package *package = data;

  if (package->property)
    g_string_append_len(package->text, text, (gssize)length);
}

/* Copies the document but for the fingerprint that it holds of the file. */
static void
strip_fingerprint(GString *bare, const GString *document)
{
  static const char BEFORE[] = "\"sts:fileFingerprint\">";
  const char *place = strstr(document->str, BEFORE), *end = place ? strchr(place, '<') : NULL;

  if (!end) {
    g_string_append_len(bare, document->str, (gssize)document->len);
    return;
  }
  g_string_append_len(bare, document->str, place + strlen(BEFORE) - document->str);
  g_string_append_len(bare, end, document->str + document->len - end);
}

static bool
read_package(StsReadArchive *archive, const char *name, Package *package, GError **error)
{
  static const StsXmlHandler HANDLER = {.start = start_element, .end = end_element, .text = take_text};
  GString *document = sts_read_archive_get(archive, name, error);

  if (!document)
    return false;
  bool good = parse(document, name, &HANDLER, package, error);
  if (good)
    sts_epub_check_written(package->reading, STS_WRITTEN_PACKAGE, name, document);
  strip_fingerprint(package->bare, document);
  g_string_free(document, TRUE);
  return good && sts_reading_settle(package->reading, error);
}

/* ---- the spine ---- */

/* Returns the entry that an href of the package means, NULL where it leads out of the archive; free with g_free(). */
static char *
resolve(const char *package_name, const char *href)
{
  g_autofree char *plain = g_uri_unescape_string(href, "/");
  g_autofree char *folder = g_path_get_dirname(package_name);
  g_autoptr(GPtrArray) kept = g_ptr_array_new();

  if (!plain || *plain == '/' || strstr(plain, "://"))
    return NULL;
  plain[strcspn(plain, "#?")] = '\0';
  g_autofree char *joined = g_strconcat(strcmp(folder, ".") == 0 ? "" : folder, "/", plain, NULL);
  g_auto(GStrv) steps = g_strsplit(joined, "/", -1);
  for (char **step = steps; *step; step++) {
    if (strcmp(*step, "..") == 0 && kept->len == 0)
      return NULL;
    if (strcmp(*step, "..") == 0)
      g_ptr_array_set_size(kept, (int)kept->len - 1);
    else if (**step && strcmp(*step, ".") != 0)
      g_ptr_array_add(kept, *step);
  }
  g_ptr_array_add(kept, NULL);
  return g_strjoinv("/", (char **)kept->pdata);
}

static bool
read_document(StsReadArchive *archive, const char *package_name, const Package *package, const char *id, GError **error)
{
  const char *href = g_hash_table_lookup(package->files, id);
  g_autofree char *name = href ? resolve(package_name, href) : NULL;

  if (!name || !sts_read_archive_has(archive, name)) {
    sts_reading_add_fault(package->reading, "its reading order names “%s”, which is not in it", id);
    return true;
  }
  GString *document = sts_read_archive_get(archive, name, error);
  if (!document)
    return false;
  const StsWrittenCheck check = sts_epub_written_check(package->reading, STS_WRITTEN_XHTML, name);
  bool good = sts_xhtml_text_read(document, &check, error);
  g_string_free(document, TRUE);
  return good;
}

static bool
read_spine(StsReadArchive *archive, const char *package_name, const Package *package, GError **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < package->spine->len; i++) {
    const char *id = package->spine->pdata[i];
    if (!g_hash_table_add(seen, (gpointer)id))
      sts_reading_add_fault(package->reading, "its reading order names “%s” twice", id);
    else if (!read_document(archive, package_name, package, id, error))
      return false;
  }
  return true;
}

/* ---- the manifest ---- */

/* What no text stands in can be lost as well: navigation, style sheets, pictures, fonts. */
static void
check_manifest(const StsReadArchive *archive, const char *package_name, const Package *package)
{
  for (guint i = 0; i < package->hrefs->len; i++) {
    const char *href = package->hrefs->pdata[i];
    g_autofree char *name = resolve(package_name, href);
    if (!name || !sts_read_archive_has(archive, name))
      sts_reading_add_fault(package->reading, "its list of files names “%s”, which is not in it", href);
  }
}

/* ---- all that is in the archive ---- */

typedef struct {
  StsReading *reading;
  const char *package_name;
  GHashTable *types; /* name -> media type */
  GString *digests;
} Files;

static void
check_file(gpointer data, const char *name, const char *digest, const GString *content)
{
  Files *files = data;
  const char *type = g_hash_table_lookup(files->types, name);
  bool outer = strcmp(name, "mimetype") == 0 || strcmp(name, "META-INF/container.xml") == 0;

  if (strcmp(name, files->package_name) == 0)
    return;
  sts_epub_append_digest(files->digests, digest, name);
  if (strcmp(name, "mimetype") == 0 && content && strcmp(content->str, STS_EPUB_MEDIA_TYPE) != 0)
    sts_reading_add_fault(files->reading, "its file “mimetype” does not say that it is an EPUB");
  else if (!outer && !type)
    sts_reading_add_fault(files->reading, "it holds the file “%s”, which its list of files does not name", name);
  else if (!outer && content && strcmp(type, "application/xhtml+xml") == 0)
    sts_epub_check_written(files->reading, STS_WRITTEN_XHTML, name, content);
  else if (!outer && content && strcmp(type, "application/x-dtbncx+xml") == 0)
    sts_epub_check_written(files->reading, STS_WRITTEN_NCX, name, content);
  else if (!outer && content && strcmp(type, "image/svg+xml") == 0)
    sts_written_check_drawing(files->reading, name, content->str, content->len, files->reading->record_version < 3);
}

static bool
check_files(StsReadArchive *archive, const char *package_name, const Package *package, GError **error)
{
  g_autoptr(GHashTable) types = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) digests = g_string_new(NULL);
  Files files = {package->reading, package_name, types, digests};

  for (guint i = 0; i < package->hrefs->len; i++) {
    char *name = resolve(package_name, package->hrefs->pdata[i]);
    if (name)
      g_hash_table_insert(types, name, g_hash_table_lookup(package->types, package->hrefs->pdata[i]));
  }
  if (!sts_read_archive_each(archive, check_file, &files, error))
    return false;
  g_autofree char *fingerprint = sts_epub_digest_file(digests->str, package->bare);
  package->reading->file = sts_arena_strdup(package->reading->arena, fingerprint);
  return true;
}

ssize_t
sts_epub_recognise(const char *bytes, size_t size)
{
  return size >= 4 && memcmp(bytes, "PK\3\4", 4) == 0 ? 0 : -1;
}

bool
sts_epub_is_own(const char *bytes, size_t size)
{
  g_autoptr(StsReading) untold = sts_reading_new();
  g_autoptr(StsReadArchive) archive = sts_read_archive_open(bytes, size, untold, NULL);
  g_autofree char *name = archive ? find_package(archive, untold, NULL) : NULL;
  GString *package = name ? sts_read_archive_get(archive, name, NULL) : NULL;
  bool own = package && strstr(package->str, STS_RECORD_URI_STEM);

  if (package)
    g_string_free(package, TRUE);
  return own;
}

StsReading *
sts_epub_read(const char *bytes, size_t size, GError **error)
{
  g_autoptr(StsReading) reading = sts_reading_new();
  g_autoptr(StsReadArchive) archive = sts_read_archive_open(bytes, size, reading, error);
  if (!archive)
    return NULL;
  g_autofree char *package_name = find_package(archive, reading, error);
  if (!package_name)
    return NULL;
  g_auto(Package) package = {
      .reading = reading,
      .files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
      .types = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
      .bare = g_string_new(NULL),
      .hrefs = g_ptr_array_new_with_free_func(g_free),
      .spine = g_ptr_array_new_with_free_func(g_free),
      .sections = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      .text = g_string_new(NULL),
  };
  if (!read_package(archive, package_name, &package, error) || !read_spine(archive, package_name, &package, error))
    return NULL;
  check_manifest(archive, package_name, &package);
  if (!check_files(archive, package_name, &package, error))
    return NULL;
  sts_reading_finish(reading);
  return g_steal_pointer(&reading);
}
