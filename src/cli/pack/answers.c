/* Hands the sheets of a pack to the library, and takes its answers. */
#include "cli/pack/answers.h"

#include <string.h>

/* What sets a file apart from the other of its format; NULL: nothing. Free with g_free(). */
static char *
describe(const StsPackText *text, const StsPackFile *file)
{
  if (!file->form->large)
    return NULL;
  g_autoptr(GString) words =
      g_string_new(sts_library_get_word(text->work->library, text->info.language, "pack-large-print"));
  g_string_replace(words, "{format}", file->form->format->label, 0);
  return g_strdup_printf("%s (%s)", text->info.title, words->str);
}

static bool
add_text(StsAnswers *answers, const StsPackText *text, const char *page_type, GError **error)
{
  g_autofree StsAnswerLink *links = g_new0(StsAnswerLink, text->files->len);
  g_autoptr(GPtrArray) titles = g_ptr_array_new_with_free_func(g_free);
  size_t count = 0;

  for (int pages = 1; pages >= 0; pages--)
    for (guint i = 0; i < text->files->len; i++) {
      const StsPackFile *file = text->files->pdata[i];
      bool is_page = strcmp(file->media_type, page_type) == 0;
      if (!file->form->format || is_page != (pages == 1))
        continue;
      char *title = describe(text, file);
      g_ptr_array_add(titles, title);
      links[count++] = (StsAnswerLink){file->name, file->media_type, title};
    }
  return sts_answers_add(answers, text->work->library, text->info.id, links, count, error);
}

static void
take(const char *name, const char *media_type, GBytes *bytes, gpointer data)
{
  sts_pack_add_file(data, name, media_type, bytes);
}

bool
sts_pack_add_answers(StsPack *pack, const char *address, const char *page_type, GError **error)
{
  g_autoptr(StsAnswers) answers = sts_answers_new(pack->work->library, address, error);
  g_autoptr(GPtrArray) texts = sts_pack_list_texts(pack);

  for (guint i = 0; answers && i < texts->len; i++)
    if (!add_text(answers, texts->pdata[i], page_type, error))
      return false;
  if (answers)
    sts_answers_write(answers, take, pack);
  return answers;
}
