/* Chooses the fonts to embed: the theme's families, and further ones only for characters that those lack. */
#include "epub/font-choice.h"

#include <fontconfig/fcfreetype.h>
#include <fontconfig/fontconfig.h>
#include <string.h>

#include "document/plain-text.h"

static FcCharSet *
read_characters(const StsFontFile *file)
{
  int count = 0;
  FcPattern *pattern = FcFreeTypeQuery((const FcChar8 *)file->path, 0, NULL, &count);
  FcCharSet *characters = NULL, *copy = NULL;
  if (pattern != NULL && FcPatternGetCharSet(pattern, FC_CHARSET, 0, &characters) == FcResultMatch)
    copy = FcCharSetCopy(characters);
  if (pattern != NULL)
    FcPatternDestroy(pattern);
  return copy != NULL ? copy : FcCharSetCreate();
}

static FcCharSet *
used_characters(const StsPublication *publication)
{
  FcCharSet *used = FcCharSetCreate();
  g_autofree char *text = sts_node_plain_text(publication->root);
  /* Markers are drawn with the same fonts. */
  FcCharSetAddChar(used, 0x2022);
  gunichar last = 0;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
    const gunichar character = g_utf8_get_char(c);
    if (character > ' ' && character != last)
      FcCharSetAddChar(used, character);
    last = character;
  }
  return used;
}

static bool
is_wanted(const StsEpubPlan *plan, const StsFontFile *file)
{
  if (file->bold && file->italic)
    return plan->has_bold_italic;
  return !file->italic || plan->has_italic;
}

static void
add_licence(StsEpubPlan *plan, const char *licence)
{
  for (guint i = 0; i < plan->licences->len; i++)
    if (strcmp(plan->licences->pdata[i], licence) == 0)
      return;
  g_ptr_array_add(plan->licences, (gpointer)licence);
}

static void
add_family(StsEpubPlan *plan, GHashTable *done, const GPtrArray *files, const char *family)
{
  if (!g_hash_table_add(done, (gpointer)family))
    return;
  for (guint i = 0; i < files->len; i++) {
    const StsFontFile *file = files->pdata[i];
    if (strcmp(file->family, family) != 0 || !is_wanted(plan, file))
      continue;
    g_autofree char *name = g_strconcat("fonts/", file->name, NULL);
    StsEpubFont font = { .file = file, .name = sts_arena_strdup(plan->arena, name) };
    g_array_append_val(plan->fonts, font);
    if (file->licence != NULL)
      add_licence(plan, file->licence);
  }
}

static const StsFontFile *
regular_of(const GPtrArray *files, const char *family)
{
  const StsFontFile *found = NULL;
  for (guint i = 0; i < files->len; i++) {
    const StsFontFile *file = files->pdata[i];
    if (strcmp(file->family, family) == 0 && (found == NULL || (!file->bold && !file->italic)))
      found = file;
  }
  return found;
}

/* Takes from `missing` what the family has; returns whether there was anything. */
static bool
subtract_family(FcCharSet **missing, const GPtrArray *files, const char *family)
{
  const StsFontFile *file = regular_of(files, family);
  if (file == NULL)
    return false;
  FcCharSet *has = read_characters(file);
  const bool helps = FcCharSetIntersectCount(*missing, has) > 0;
  FcCharSet *rest = FcCharSetSubtract(*missing, has);
  FcCharSetDestroy(*missing);
  FcCharSetDestroy(has);
  *missing = rest;
  return helps;
}

void
sts_epub_choose_fonts(StsEpubPlan *plan, StsFonts *fonts)
{
  const GPtrArray *files = sts_fonts_get_files(fonts, NULL);
  g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
  FcCharSet *missing = used_characters(plan->publication);
  const char *body = plan->theme->text[STS_TEXT_BODY].family;

  add_family(plan, done, files, body);
  subtract_family(&missing, files, body);
  for (int kind = 0; kind < STS_TEXT_KINDS; kind++)
    if (kind != STS_TEXT_CODE && kind != STS_TEXT_FOOTER)
      add_family(plan, done, files, plan->theme->text[kind].family);
  if (plan->has_code && plan->theme->mono_family != NULL)
    add_family(plan, done, files, plan->theme->mono_family);
  for (const char *const *family = plan->theme->fallback; family != NULL && *family != NULL && FcCharSetCount(missing) > 0; family++)
    if (subtract_family(&missing, files, *family))
      add_family(plan, done, files, *family);
  FcCharSetDestroy(missing);
}
