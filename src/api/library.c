/* The public view of a library. */
#include <string.h>

#include "base/text.h"
#include "check/check.h"
#include "document/library.h"
#include "sts/sts.h"

size_t
sts_library_count_sections(const StsLibrary *library)
{
  return library->sections->len;
}

StsSectionInfo
sts_library_get_section(const StsLibrary *library, size_t index)
{
  g_assert(index < library->sections->len);
  const StsSection *section = library->sections->pdata[index];
  StsSectionInfo info = {
      .id = section->id,
      .title = section->title ? section->title : "",
      .file = section->file,
      .language = section->language,
      .last_revised_state = sts_provenance_name(section->last_revised_state),
      .references_state = sts_provenance_name(section->references_state),
      .disclaimer_state = sts_provenance_name(section->disclaimer_state),
      .status = sts_status_name(library->status),
  };

  if (section->last_revised_state == STS_PROVENANCE_GIVEN) {
    g_autofree char *iso = sts_date_format_iso(section->last_revised);
    g_strlcpy(info.last_revised, iso, sizeof info.last_revised);
  }
  return info;
}

bool
sts_library_has_section(const StsLibrary *library, const char *id, const char **nearest)
{
  if (nearest)
    *nearest = NULL;
  if (sts_library_lookup(library, id))
    return true;
  if (nearest) {
    g_autofree const char **ids = g_new0(const char *, library->sections->len + 1);
    for (guint i = 0; i < library->sections->len; i++)
      ids[i] = ((const StsSection *)library->sections->pdata[i])->id;
    *nearest = sts_text_nearest(id, ids);
  }
  return false;
}

const char *
sts_library_get_title(const StsLibrary *library)
{
  return library->title ? library->title : "";
}

void
sts_library_check_sections(const StsLibrary *library, const char *const *ids, const StsCheckSettings *settings,
                           StsDiagnostics *diagnostics)
{
  StsCheckOptions options = {.allow_expired = settings && settings->allow_expired};
  g_autoptr(GPtrArray) sections = ids ? g_ptr_array_new() : NULL;

  if (settings && settings->as_of)
    sts_date_parse_iso(settings->as_of, &options.as_of);
  for (; ids && *ids; ids++) {
    const StsSection *section = sts_library_lookup(library, *ids);
    g_assert(section);
    g_ptr_array_add(sections, (gpointer)section);
  }
  sts_library_check(library, sections ? (const StsSection *const *)sections->pdata : NULL, sections ? sections->len : 0,
                    &options, diagnostics);
}
