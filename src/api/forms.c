/* Looks whether a section's text in another language could be exported, so that no sheet sends its readers to one that
 * there is not. */
#include "api/forms.h"

#include "check/check.h"
#include "read/read.h"

/* What was read in one language. */
typedef struct {
  StsLibrary *library; /* NULL: nothing could be read */
  StsDiagnostics *faults;
  size_t shared; /* errors that stand in no section's file */
} Form;

static Form
read_form(const StsLibrary *library, const char *path, const char *const *ids, const char *tag)
{
  const StsLoadOptions options = {.language = tag, .missing = STS_MISSING_LEFT_OUT};
  Form form = {.faults = sts_diagnostics_new()};

  form.library = sts_read_with(path, ids, &options, sts_terms_set_ref(library->words), form.faults, NULL);
  form.shared = sts_diagnostics_count(form.faults, STS_SEVERITY_ERROR);
  for (guint i = 0; form.library && i < form.library->sections->len; i++)
    form.shared -= sts_diagnostics_count_in_file(
        form.faults, ((const StsSection *)form.library->sections->pdata[i])->file, STS_SEVERITY_ERROR);
  return form;
}

/* Whether words that nobody has read are allowed is told elsewhere. */
static bool
is_faulty(const Form *form, const char *id)
{
  static const StsCheckOptions OPTIONS = {.least = STS_SEVERITY_ERROR, .allow_unreviewed_words = true};
  const StsSection *section = form->library ? sts_library_lookup(form->library, id) : NULL;
  g_autoptr(StsDiagnostics) found = sts_diagnostics_new();

  if (!section || form->shared > 0 ||
      sts_diagnostics_count_in_file(form->faults, section->file, STS_SEVERITY_ERROR) > 0)
    return true;
  sts_library_check(form->library, &section, 1, &OPTIONS, found);
  return sts_diagnostics_count(found, STS_SEVERITY_ERROR) > 0;
}

/* Lends the section of the library in its own language. */
static StsSection *
find_original(const StsLibrary *library, const StsSection *section)
{
  return library->original ? g_hash_table_lookup(library->original->by_id, section->id) : (StsSection *)section;
}

/* Lends all tags (of const char*) of the sections that are exported, each once, but for the language that was read. */
static GPtrArray *
list_tags(const StsLibrary *library)
{
  GPtrArray *tags = g_ptr_array_new();

  for (guint i = 0; i < library->sections->len; i++) {
    const StsSection *section = find_original(library, library->sections->pdata[i]);
    if (!section || !section->languages)
      continue;
    if (library->original && !g_ptr_array_find_with_equal_func(tags, section->language, g_str_equal, NULL))
      g_ptr_array_add(tags, (gpointer)section->language);
    for (const char *const *tag = section->languages; *tag; tag++)
      if (!g_ptr_array_find_with_equal_func(tags, *tag, g_str_equal, NULL) && g_strcmp0(*tag, library->language) != 0)
        g_ptr_array_add(tags, (gpointer)*tag);
  }
  return tags;
}

static bool
has_tag(const StsSection *section, const char *tag)
{
  return g_strcmp0(section->language, tag) == 0 || (section->languages && g_strv_contains(section->languages, tag));
}

void
sts_forms_find(StsLibrary *library, const char *path)
{
  g_autofree const char **ids = g_new0(const char *, library->sections->len + 1);

  sts_read_find_forms(library);
  g_autoptr(GPtrArray) tags = list_tags(library);
  for (guint i = 0; i < library->sections->len; i++)
    ids[i] = ((const StsSection *)library->sections->pdata[i])->id;
  for (guint k = 0; k < tags->len; k++) {
    const char *tag = tags->pdata[k];
    Form form = read_form(library, path, library->partial ? ids : NULL, tag);
    for (guint i = 0; i < library->sections->len; i++) {
      StsSection *original = find_original(library, library->sections->pdata[i]);
      if (!original || !has_tag(original, tag) || !is_faulty(&form, original->id))
        continue;
      g_autoptr(GPtrArray) faulty = g_ptr_array_new();
      for (const char *const *known = original->faulty_languages; known && *known; known++)
        g_ptr_array_add(faulty, (gpointer)*known);
      g_ptr_array_add(faulty, (gpointer)tag);
      original->faulty_languages = sts_arena_list(library->arena, faulty);
    }
    sts_library_free(form.library);
    sts_diagnostics_free(form.faults);
  }
}
