/* What an export is made of: found in what was read, never noted on the way, since of a whole library only some files
 * are one section's. */
#include "sts/inputs.h"

#include <string.h>
#include <sys/stat.h>

#include "api/chosen.h"
#include "api/exporter.h"
#include "base/file-read.h"
#include "document/library.h"
#include "document/links.h"
#include "layout/text/hyphenation.h"

/* The time of a file comes from a clock that ticks more slowly than this. */
enum { CLOCK_TICK = 20 * 1000 };

struct StsInputs {
  const StsExporter *exporter;
  const StsLibrary *library;
  GHashTable *digests; /* path -> SHA-256 of its content, or NULL where that cannot be told */
};

StsInputs *
sts_inputs_new(const StsExporter *exporter, const StsLibrary *library)
{
  StsInputs *inputs = g_new(StsInputs, 1);

  *inputs = (StsInputs){exporter, library, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
  return inputs;
}

void
sts_inputs_free(StsInputs *inputs)
{
  if (!inputs)
    return;
  g_hash_table_unref(inputs->digests);
  g_free(inputs);
}

/* ---- the files ---- */

typedef struct {
  const StsLibrary *library;
  GPtrArray *paths; /* of char* */
  GHashTable *seen; /* the same */
} List;

static void
add(List *list, const char *path)
{
  if (!path || g_hash_table_contains(list->seen, path))
    return;
  char *copy = g_strdup(path);
  g_ptr_array_add(list->paths, copy);
  g_hash_table_add(list->seen, copy);
}

static void
add_all(List *list, const char *const *paths)
{
  for (; paths && *paths; paths++)
    add(list, *paths);
}

static void
add_image(List *list, const StsImage *image)
{
  for (; image; image = image->large)
    add(list, image->path);
}

/* The files in which a section stands: its own, those of the passages in it, and of the original of either. */
static void
add_text(List *list, const StsSection *section)
{
  for (; section; section = section->original) {
    const StsShownPassage *shown;
    add(list, section->file);
    for (guint i = 0; (shown = sts_section_passage(section, i)); i++)
      add(list, shown->passage->text->file);
  }
}

/* What the text of a tree stands in, what it shows and, but for the headings of what is linked to, leads to. */
static void
add_tree(List *list, const StsSection *section, const StsNode *root)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    const StsNode *image = sts_node_shown_image(node);
    add(list, node->position.file);
    if (image)
      add_image(list, image->image.image);
    if (node->kind != STS_NODE_LINK || node->link.kind != STS_LINK_SECTION)
      continue;
    g_auto(StsLinkTarget) target = {0};
    sts_link_target_init(&target, node, list->library, section);
    add_text(list, target.section);
  }
}

static void
add_section(List *list, const StsSection *section)
{
  StsSectionTrees trees = {section, 0};
  const char *language;

  add_text(list, section);
  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    add_tree(list, section, root);
  add_tree(list, section, sts_section_disclaimer(list->library, section, &language));
}

static void
add_library(List *list)
{
  const StsLibrary *library = list->library;

  /* A document that stands for a library is its own. */
  add(list, library->file);
  add(list, library->translated_file);
  if (library->clinic)
    add(list, library->clinic->file);
  if (library->clinic)
    add_image(list, library->clinic->logo);
}

static bool
hyphenates(const StsTheme *theme)
{
  for (int i = 0; i < STS_TEXT_KINDS; i++)
    if (theme->text[i].hyphenate)
      return true;
  return false;
}

static void
add_looks(List *list, const StsExporter *exporter)
{
  StsExportSources sources = sts_exporter_get_sources(exporter, list->library);
  g_auto(GStrv) dictionaries = hyphenates(exporter->theme) ? sts_hyphenation_list() : NULL;

  add_all(list, sources.style_files);
  add_all(list, sources.words_files);
  for (const char *const *folder = sources.font_folders; *folder; folder++) {
    g_auto(GStrv) fonts = sts_fonts_list(*folder);
    add_all(list, (const char *const *)fonts);
  }
  add_all(list, (const char *const *)dictionaries);
}

char **
sts_inputs_list(StsInputs *inputs, const char *const *ids, GError **error)
{
  g_autoptr(GPtrArray) sections = sts_chosen_sections(inputs->library, ids, error);

  if (!sections)
    return NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  List list = {inputs->library, g_ptr_array_new(), seen};
  for (guint i = 0; i < sections->len; i++)
    add_section(&list, sections->pdata[i]);
  add_library(&list);
  add_looks(&list, inputs->exporter);
  g_ptr_array_add(list.paths, NULL);
  return (char **)g_ptr_array_free(list.paths, FALSE);
}

/* ---- the key ---- */

/* Whether the file cannot have changed since it was read. */
static bool
is_settled(const StsInputs *inputs, const char *path)
{
  gint64 since = MIN(inputs->exporter->made_at, inputs->library->read_at) - CLOCK_TICK;
  struct stat status;

  return stat(path, &status) == 0 &&
         (gint64)status.st_ctim.tv_sec * G_USEC_PER_SEC + status.st_ctim.tv_nsec / 1000 < since;
}

static const char *
find_digest(StsInputs *inputs, const char *path)
{
  g_autofree char *bytes = NULL, *reason = NULL;
  gpointer digest = NULL;
  size_t size;

  if (g_hash_table_lookup_extended(inputs->digests, path, NULL, &digest))
    return digest;
  if (sts_file_read(path, G_MAXSSIZE, &bytes, &size, &reason) == STS_FILE_READ && is_settled(inputs, path))
    digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
  g_hash_table_insert(inputs->digests, g_strdup(path), digest);
  return digest;
}

/* Numbers and texts, each so that no two lists of them are made of the same bytes. */
static void
hash_text(GChecksum *sum, const char *text)
{
  g_autofree char *length = text ? g_strdup_printf("%zu:", strlen(text)) : g_strdup("-:");

  g_checksum_update(sum, (const guchar *)length, -1);
  if (text)
    g_checksum_update(sum, (const guchar *)text, -1);
}

static void
hash_texts(GChecksum *sum, const char *const *texts)
{
  for (; texts && *texts; texts++)
    hash_text(sum, *texts);
  hash_text(sum, NULL);
}

static void
hash_number(GChecksum *sum, gint64 number)
{
  g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, number);

  hash_text(sum, text);
}

static void
hash_options(GChecksum *sum, const StsInputs *inputs, const StsExport *what)
{
  const StsExporter *exporter = inputs->exporter;
  const StsLibrary *library = inputs->library;
  int64_t epoch = 0;
  bool given = false;

  hash_text(sum, STS_VERSION);
  hash_texts(sum, what->ids);
  hash_number(sum, what->book);
  for (size_t i = 0; i < what->output_count; i++)
    hash_text(sum, what->outputs[i].format);
  hash_text(sum, NULL);
  hash_text(sum, exporter->theme->paper);
  hash_number(sum, exporter->theme->duplex);
  hash_number(sum, exporter->linearize);
  hash_number(sum, exporter->without_fonts);
  hash_number(sum, exporter->without_pages);
  hash_number(sum, sts_date_is_set(exporter->as_of) ? sts_date_to_epoch(exporter->as_of) : -1);
  hash_text(sum, library->language);
  hash_number(sum, library->missing);
  /* Where a book is the whole library, it says so. */
  hash_number(sum, what->book ? (gint64)library->sections->len : 0);
  hash_number(sum, what->book && library->partial);
  hash_number(sum, sts_date_source_epoch(&given, &epoch, NULL) && given);
  hash_number(sum, epoch);
}

/* Where a picture lies becomes a name in an EPUB; a place outside the library is none of a file's. */
static const char *
name_of(const StsLibrary *library, const char *path)
{
  size_t length = strlen(library->folder);
  const char *slash = strrchr(path, '/');

  if (strncmp(path, library->folder, length) == 0 && path[length] == '/')
    return path + length + 1;
  return slash ? slash + 1 : path;
}

static bool
hash_files(GChecksum *sum, StsInputs *inputs, const char *const *files)
{
  for (; *files; files++) {
    const char *digest = find_digest(inputs, *files);
    if (!digest)
      return false;
    hash_text(sum, name_of(inputs->library, *files));
    hash_text(sum, digest);
  }
  hash_text(sum, NULL);
  return true;
}

char *
sts_inputs_key(StsInputs *inputs, const StsExport *what, GError **error)
{
  g_autoptr(GPtrArray) sections = sts_chosen_sections(inputs->library, what->ids, error);
  g_auto(GStrv) files = sections ? sts_inputs_list(inputs, what->ids, error) : NULL;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

  if (!files)
    return NULL;
  hash_options(sum, inputs, what);
  /* In which languages there are translations: a clinic's sheet says so, and no file that was read does. */
  for (guint i = 0; i < sections->len; i++) {
    hash_texts(sum, ((const StsSection *)sections->pdata[i])->languages);
    hash_texts(sum, ((const StsSection *)sections->pdata[i])->faulty_languages);
  }
  return hash_files(sum, inputs, (const char *const *)files) ? g_strdup(g_checksum_get_string(sum)) : NULL;
}
