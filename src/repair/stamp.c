/* Writes into translations from which text they were made. */
#include "repair/stamp.h"

#include <string.h>

#include "base/file-read.h"
#include "document/translation-of.h"
#include "read/library/front-matter.h"
#include "read/read.h"
#include "repair/repair.h"
#include "sts/error.h"

static const char KEY[] = "translation-of:";

/* Where the key stands in the YAML, with the lines that belong to it, up to one that is empty or a comment: at its end,
 * and of no length, where it is not. */
static void
find_key(const char *yaml, size_t length, size_t *begin, size_t *end)
{
  bool found = false;

  *begin = *end = length;
  for (size_t at = 0; at < length;) {
    const char *feed = memchr(yaml + at, '\n', length - at);
    size_t next = feed ? (size_t)(feed - yaml) + 1 : length;
    size_t word = at;
    while (word < length && strchr(" \t", yaml[word]))
      word++;
    bool ends = word == at || word == length || strchr("#\r\n", yaml[word]);
    if (!found && length - at >= strlen(KEY) && strncmp(yaml + at, KEY, strlen(KEY)) == 0) {
      found = true;
      *begin = at;
      *end = next;
    } else if (found && ends) {
      return;
    } else if (found) {
      *end = next;
    }
    at = next;
  }
}

/* Returns the text with the stamp in its front matter, which it gets where it has none. */
static GString *
stamp_text(const char *text, size_t length, const char *stamp)
{
  size_t mark = g_str_has_prefix(text, "\xEF\xBB\xBF") ? 3 : 0, start, yaml_length, body, begin, end;
  int line;
  GString *out = g_string_new_len(text, (gssize)length), *lines = g_string_new(stamp);
  bool has = sts_front_matter_find(text + mark, length - mark, &start, &yaml_length, &body, &line);
  const char *feed = memchr(text, '\n', length);

  if (!has) {
    g_string_prepend(lines, "---\n");
    g_string_append(lines, "---\n\n");
  }
  if (feed && feed > text && feed[-1] == '\r')
    g_string_replace(lines, "\n", "\r\n", 0);
  if (has) {
    find_key(text + mark + start, yaml_length, &begin, &end);
    g_string_erase(out, (gssize)(mark + start + begin), (gssize)(end - begin));
    g_string_insert_len(out, (gssize)(mark + start + begin), lines->str, (gssize)lines->len);
  } else {
    g_string_insert_len(out, (gssize)mark, lines->str, (gssize)lines->len);
  }
  g_string_free(lines, TRUE);
  return out;
}

/* Whether the text, read again, says what the stamp says. */
static bool
is_stamped(const StsLibrary *library, const StsSection *section, const GString *text, const char *stamp)
{
  g_autoptr(StsDiagnostics) untold = sts_diagnostics_new();
  size_t mark = g_str_has_prefix(text->str, "\xEF\xBB\xBF") ? 3 : 0;
  g_autoptr(StsLibrary) anew = sts_read_section_anew(library, section, text->str + mark, text->len - mark, untold);
  const StsSection *copy = anew->sections->pdata[0];
  bool good = copy->translation_of.content && strstr(stamp, copy->translation_of.content);

  anew->words = NULL;
  return good;
}

static bool
add_stamp(StsRepair *repair, const StsLibrary *library, const StsSection *section, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize size;

  if (!section->tag || !section->original || section->original->broken) {
    g_set_error(error, STS_ERROR, STS_ERROR_BAD_OPTION,
                "“%s” is no translation of a text that can be read; name a file such as surgery.es.md", section->file);
    return false;
  }
  if (!sts_file_load(section->file, STS_FILE_TEXT_MAX, &bytes, &size, error))
    return false;
  size_t mark = g_str_has_prefix(bytes, "\xEF\xBB\xBF") ? 3 : 0, body;
  int line;
  if (sts_front_matter_is_open(bytes + mark, size - mark) ||
      sts_front_matter_is_toml(bytes + mark, size - mark, &body, &line)) {
    g_set_error(error, STS_ERROR, STS_ERROR_BAD_OPTION,
                "the front matter of “%s” never ends, or is TOML; write it in YAML, between two lines “---”",
                section->file);
    return false;
  }
  g_autofree char *stamp = sts_translation_stamp(library->original, section->original);
  GString *after = stamp_text(bytes, size, stamp);
  bool good = is_stamped(library, section, after, stamp);
  if (good) {
    sts_repair_add(repair, section->file, g_string_new_len(bytes, (gssize)size), after);
    return true;
  }
  g_string_free(after, TRUE);
  g_set_error(
      error, STS_ERROR, STS_ERROR_BAD_OPTION,
      "“translation-of” cannot be written into the front matter of “%s”; sts-export --check shows what is wrong "
      "with it",
      section->file);
  return false;
}

StsRepair *
sts_stamp_translations(const StsLibrary *library, const GPtrArray *sections, GError **error)
{
  g_autoptr(StsRepair) repair = sts_repair_new();

  for (guint i = 0; i < sections->len; i++)
    if (!add_stamp(repair, library, sections->pdata[i], error))
      return NULL;
  return g_steal_pointer(&repair);
}
