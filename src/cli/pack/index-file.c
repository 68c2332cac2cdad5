/* Writes index.json, and reads from one what the next call must know. */
#include "cli/pack/index-file.h"

#include <string.h>

#include "base/file-read.h"
#include "base/language-tag.h"
#include "cli/report.h"

/* Of the form in which the index is written. */
static const char FORMAT[] = "sts-export-pack";
enum { VERSION = 1 };

/* ---- writing ---- */

static void
add_file(JsonBuilder *builder, const StsPackFile *file)
{
  json_builder_begin_object(builder);
  if (file->form)
    sts_report_add_text(builder, "form", file->form->name);
  sts_report_add_text(builder, "file", file->name);
  sts_report_add_text(builder, "media-type", file->media_type);
  json_builder_set_member_name(builder, "size");
  json_builder_add_int_value(builder, (gint64)file->size);
  sts_report_add_text(builder, "sha256", file->digest);
  if (file->form)
    sts_report_add_text(builder, "key", file->key);
  json_builder_end_object(builder);
}

static void
add_files(JsonBuilder *builder, const char *name, const GPtrArray *files)
{
  json_builder_set_member_name(builder, name);
  json_builder_begin_array(builder);
  for (guint i = 0; i < files->len; i++)
    add_file(builder, files->pdata[i]);
  json_builder_end_array(builder);
}

static void
add_date(JsonBuilder *builder, const char *name, const char *date)
{
  sts_report_add_text(builder, name, *date ? date : NULL);
}

static void
add_text(JsonBuilder *builder, const StsPackText *text)
{
  const StsSectionInfo *info = &text->info;

  json_builder_begin_object(builder);
  sts_report_add_text(builder, "language", info->language);
  sts_report_add_text(builder, "direction", sts_language_is_rtl(info->language) ? "rtl" : "ltr");
  sts_report_add_text(builder, "title", info->title);
  sts_report_add_bool(builder, "translation", info->translation);
  sts_report_add_bool(builder, "original-newer", info->original_newer);
  add_date(builder, "last-revised", info->last_revised);
  sts_report_add_text(builder, "last-revised-waiver", info->last_revised_waiver);
  add_date(builder, "last-reviewed", info->last_reviewed);
  add_date(builder, "review-due", info->review_due);
  sts_report_add_text(builder, "edition", info->edition);
  sts_report_add_text(builder, "short-code", text->short_code);
  sts_report_add_codes(builder, info);
  add_files(builder, "forms", text->files);
  json_builder_end_object(builder);
}

static void
add_section(JsonBuilder *builder, const StsPackSection *section)
{
  json_builder_begin_object(builder);
  sts_report_add_text(builder, "id", section->id);
  json_builder_set_member_name(builder, "texts");
  json_builder_begin_array(builder);
  for (guint i = 0; i < section->texts->len; i++)
    add_text(builder, section->texts->pdata[i]);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
}

char *
sts_pack_index_write(const StsPack *pack)
{
  const StsLibrary *library = pack->work->library;
  g_autoptr(JsonBuilder) builder = json_builder_new();

  json_builder_begin_object(builder);
  sts_report_add_text(builder, "format", FORMAT);
  sts_report_add_number(builder, "version", VERSION);
  sts_report_add_text(builder, "title", sts_library_get_title(library));
  sts_report_add_text(builder, "language", sts_library_get_language(library));
  sts_report_add_text(builder, "status", sts_status_name(sts_library_get_status(library)));
  json_builder_set_member_name(builder, "sections");
  json_builder_begin_array(builder);
  for (guint i = 0; i < pack->sections->len; i++)
    add_section(builder, pack->sections->pdata[i]);
  json_builder_end_array(builder);
  add_files(builder, "files", pack->others);
  json_builder_end_object(builder);
  g_autoptr(JsonNode) root = json_builder_get_root(builder);
  return sts_report_json_text(root);
}

/* ---- reading ---- */

static void
free_past(gpointer data)
{
  StsPackPast *past = data;

  g_free(past->key);
  g_free(past->digest);
  g_free(past);
}

/* Each lends the member, where it is of that kind; NULL: it is not. */

static const char *
text_of(JsonObject *object, const char *name)
{
  JsonNode *node = object ? json_object_get_member(object, name) : NULL;

  return node && JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING
             ? json_node_get_string(node)
             : NULL;
}

static JsonArray *
array_of(JsonObject *object, const char *name)
{
  JsonNode *node = object ? json_object_get_member(object, name) : NULL;

  return node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}

static guint
length_of(JsonArray *array)
{
  return array ? json_array_get_length(array) : 0;
}

static JsonObject *
object_at(JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element(array, index);

  return JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

static void
take_files(GHashTable *files, JsonArray *list)
{
  for (guint i = 0; i < length_of(list); i++) {
    JsonObject *file = object_at(list, i);
    const char *name = text_of(file, "file"), *digest = text_of(file, "sha256");
    if (!name)
      continue;
    StsPackPast *past = g_new0(StsPackPast, 1);
    past->key = g_strdup(text_of(file, "key"));
    past->digest = g_strdup(digest ? digest : "");
    g_hash_table_replace(files, g_strdup(name), past);
  }
}

static GHashTable *
take_all(JsonObject *root)
{
  GHashTable *files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_past);
  JsonArray *sections = array_of(root, "sections");

  for (guint i = 0; i < length_of(sections); i++) {
    JsonArray *texts = array_of(object_at(sections, i), "texts");
    for (guint k = 0; k < length_of(texts); k++)
      take_files(files, array_of(object_at(texts, k), "forms"));
  }
  take_files(files, array_of(root, "files"));
  return files;
}

GHashTable *
sts_pack_index_read(const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename(folder, STS_PACK_INDEX_NAME, NULL), *bytes = NULL;
  g_autoptr(JsonParser) parser = json_parser_new_immutable();
  g_autoptr(GError) reason = NULL;
  size_t size;

  if (!sts_file_load(path, STS_FILE_TEXT_MAX, &bytes, &size, &reason)) {
    bool systems = !g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT) &&
                   !g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_INVAL);
    if (systems)
      g_propagate_error(error, g_steal_pointer(&reason));
    return NULL;
  }
  if (!json_parser_load_from_data(parser, bytes, (gssize)size, NULL))
    return NULL;
  JsonNode *node = json_parser_get_root(parser);
  JsonObject *root = node && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
  return g_strcmp0(text_of(root, "format"), FORMAT) == 0 ? take_all(root) : NULL;
}
