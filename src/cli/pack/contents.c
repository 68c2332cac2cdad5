/* Lists sections, languages and forms, and the names of their files. */
#include "cli/pack/contents.h"

static const char LARGE_PRINT[] = "large-print", PICTURE[] = "picture", PICTURE_TYPE[] = "image/png",
                  PICTURE_SUFFIX[] = ".png";

/* Large print stands beside what is printed. */
static GArray *
list_forms(void)
{
  GArray *forms = g_array_new(FALSE, FALSE, sizeof(StsPackForm));
  const StsPackForm picture = {PICTURE, NULL, false};

  for (size_t i = 0; i < sts_format_count(); i++) {
    const StsFormatInfo *format = sts_format_get(i);
    const StsPackForm plain = {format->name, format, false}, large = {LARGE_PRINT, format, true};
    if (!format->is_piece)
      g_array_append_val(forms, plain);
    if (format->has_pages)
      g_array_append_val(forms, large);
  }
  g_array_append_val(forms, picture);
  return forms;
}

static void
free_file(gpointer data)
{
  StsPackFile *file = data;

  g_free(file->name);
  g_free(file->key);
  g_free(file->digest);
  g_clear_pointer(&file->bytes, g_bytes_unref);
  g_free(file);
}

static void
free_text(gpointer data)
{
  StsPackText *text = data;

  g_ptr_array_unref(text->files);
  g_free(text->short_code);
  g_free(text);
}

static void
free_section(gpointer data)
{
  StsPackSection *section = data;

  g_ptr_array_unref(section->texts);
  g_free(section);
}

static StsPackFile *
new_file(const StsSectionInfo *info, const StsPackForm *form)
{
  StsPackFile *file = g_new0(StsPackFile, 1);

  file->form = form;
  file->name = g_strconcat(info->id, info->translation ? "." : "", info->translation ? info->language : "",
                           form->large ? "." : "", form->large ? form->name : "",
                           form->format ? form->format->suffix : PICTURE_SUFFIX, NULL);
  file->media_type = form->format ? form->format->media_type : PICTURE_TYPE;
  return file;
}

static StsPackText *
new_text(const StsPack *pack, const StsWork *work, const StsSectionInfo *info)
{
  StsPackText *text = g_new0(StsPackText, 1);

  text->info = *info;
  text->work = work;
  text->short_code = sts_library_get_short_code(work->library, info->id);
  text->files = g_ptr_array_new_with_free_func(free_file);
  for (guint i = 0; i < pack->forms->len; i++)
    g_ptr_array_add(text->files, new_file(info, &g_array_index(pack->forms, StsPackForm, i)));
  return text;
}

/* A library in another language has the texts that are originals in it, too. */
static void
add_text(const StsPack *pack, StsPackSection *section, const StsWork *work, bool translation)
{
  StsSectionInfo info;

  if (sts_library_find_section(work->library, section->id, &info) == STS_SECTION_FOUND &&
      info.translation == translation)
    g_ptr_array_add(section->texts, new_text(pack, work, &info));
}

StsPack *
sts_pack_new(StsWork *work)
{
  StsPack *pack = g_new0(StsPack, 1);

  pack->work = work;
  pack->forms = list_forms();
  pack->sections = g_ptr_array_new_with_free_func(free_section);
  pack->others = g_ptr_array_new_with_free_func(free_file);
  for (size_t i = 0; i < work->count; i++) {
    StsPackSection *section = g_new0(StsPackSection, 1);
    section->id = work->ids[i];
    section->texts = g_ptr_array_new_with_free_func(free_text);
    add_text(pack, section, work, false);
    for (guint k = 0; k < work->translations->len; k++)
      add_text(pack, section, work->translations->pdata[k], true);
    g_ptr_array_add(pack->sections, section);
  }
  return pack;
}

void
sts_pack_free(StsPack *pack)
{
  if (!pack)
    return;
  g_ptr_array_unref(pack->sections);
  g_ptr_array_unref(pack->others);
  g_array_unref(pack->forms);
  g_free(pack);
}

void
sts_pack_add_file(StsPack *pack, const char *name, const char *media_type, GBytes *bytes)
{
  StsPackFile *file = g_new0(StsPackFile, 1);

  *file = (StsPackFile){.name = g_strdup(name), .media_type = media_type, .bytes = bytes};
  g_ptr_array_add(pack->others, file);
}

GPtrArray *
sts_pack_list_texts(const StsPack *pack)
{
  GPtrArray *texts = g_ptr_array_new();

  for (guint i = 0; i < pack->sections->len; i++)
    g_ptr_array_extend(texts, ((const StsPackSection *)pack->sections->pdata[i])->texts, NULL, NULL);
  return texts;
}

GPtrArray *
sts_pack_list_files(const StsPack *pack)
{
  GPtrArray *files = g_ptr_array_new();
  g_autoptr(GPtrArray) texts = sts_pack_list_texts(pack);

  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_extend(files, ((const StsPackText *)texts->pdata[i])->files, NULL, NULL);
  g_ptr_array_extend(files, pack->others, NULL, NULL);
  return files;
}
