/* Reads text files: nothing but UTF-8 comes further. */
#include "read/text-file.h"

#include <stdlib.h>
#include <string.h>

#include "base/file-read.h"
#include "base/text.h"
#include "document/rules.h"

static StsPosition
place_of(const char *shown, const char *text, size_t offset)
{
  StsPosition position = {shown, 1, 1};

  for (size_t i = 0; i < offset; i++) {
    position.column++;
    if (text[i] == '\n') {
      position.line++;
      position.column = 1;
    }
  }
  return position;
}

/* What a file is that is no text, or text of another kind, of which every other byte would be a fault: known by its
 * mark, or by which of its first bytes are zero. NULL: text, or something else. */
static const char *
name_other(const char *text, size_t length)
{
  enum { BYTES = 4096, PERCENT_ZERO = 25, PERCENT_CONTROL = 10, CONTROL_MIN = 4 };
  size_t zeros[2] = {0, 0}, control = 0, count = MIN(length, BYTES);

  for (size_t i = 0; i < count; i++) {
    zeros[i % 2] += text[i] == '\0';
    control += g_ascii_iscntrl(text[i]) && !g_ascii_isspace(text[i]);
  }
  if (length >= 4 && memcmp(text, "\xFF\xFE\0\0", 4) == 0)
    return "in UTF-32; save it as UTF-8";
  /* What Windows calls “Unicode”; Latin letters have a zero beside them, and always on the same side. */
  if ((length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) ||
      (MAX(zeros[0], zeros[1]) * 100 > count * PERCENT_ZERO && MIN(zeros[0], zeros[1]) * 100 < count))
    return "in UTF-16; save it as UTF-8";
  return control >= CONTROL_MIN && control * 100 > count * PERCENT_CONTROL ? "not text" : NULL;
}

void
sts_read_end_lines(char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (text[i] == '\r' && text[i + 1] != '\n')
      text[i] = '\n';
}

bool
sts_read_is_text(const char *shown, const char *text, size_t length, StsDiagnostics *diagnostics)
{
  size_t from = 0, offset;
  bool control, clean = true;
  const char *other = name_other(text, length);

  if (other) {
    sts_error(diagnostics, ((StsPosition){shown, 1, 1}), STS_RULE_INVALID_UTF8, "the file is %s", other);
    return false;
  }
  for (int count = 0; from < length && sts_text_find_invalid(text + from, length - from, &offset, &control); count++) {
    StsPosition position = place_of(shown, text, from + offset);
    clean = false;
    if (count == 20) {
      sts_error(diagnostics, position, STS_RULE_INVALID_UTF8, "there are more such places from here on");
      break;
    }
    /* U+0000 is no character to GLib's validating reader. */
    const char *at = text + from + offset;
    unsigned character = *at == '\0' ? 0 : (unsigned)g_utf8_get_char(at);
    if (control)
      sts_error(diagnostics, position, STS_RULE_CONTROL_CHARACTER,
                "the character U+%04X, which cannot be printed, stands here; delete it", character);
    else
      sts_error(diagnostics, position, STS_RULE_INVALID_UTF8, "the byte 0x%02X is not UTF-8; save the file as UTF-8",
                (unsigned)(unsigned char)text[from + offset]);
    from += offset + (control && *at ? (size_t)(g_utf8_next_char(at) - at) : 1);
  }
  return clean;
}

char *
sts_read_text_file(const char *path, const char *shown, size_t *length, StsDiagnostics *diagnostics)
{
  g_autofree char *text = NULL, *reason = NULL;
  StsFileFate fate = sts_file_read(path, STS_FILE_TEXT_MAX, &text, length, &reason);

  if (fate != STS_FILE_READ) {
    sts_error(diagnostics, ((StsPosition){shown, 1, 1}),
              sts_file_is_systems(fate) ? STS_RULE_SYSTEM_FAULT : STS_RULE_FILE_UNREADABLE,
              "the file cannot be read: %s", reason);
    return NULL;
  }
  if (g_str_has_prefix(text, "\xEF\xBB\xBF")) {
    *length -= 3;
    memmove(text, text + 3, *length + 1);
  }
  if (!sts_read_is_text(shown, text, *length, diagnostics))
    return NULL;
  sts_read_end_lines(text, *length);
  return g_steal_pointer(&text);
}

/* Returns the name in the folder that is the same but for its Unicode form, or NULL; of two, always the same one. */
static char *
find_same_name(const char *folder, const char *name)
{
  g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
  g_autofree char *wanted = sts_text_compose(name), *found = NULL;

  for (const char *entry; entries && (entry = g_dir_read_name(entries));) {
    g_autofree char *composed = g_str_is_ascii(entry) ? NULL : sts_text_compose(entry);
    if (g_strcmp0(composed, wanted) == 0 && (!found || strcmp(entry, found) < 0)) {
      g_free(found);
      found = g_strdup(entry);
    }
  }
  return g_steal_pointer(&found);
}

char *
sts_read_find_path(const char *folder, const char *name)
{
  char *path = g_build_filename(folder, name, NULL);

  if (g_str_is_ascii(name) || g_file_test(path, G_FILE_TEST_EXISTS))
    return path;
  g_auto(GStrv) parts = g_strsplit(name, "/", -1);
  g_autofree char *at = g_strdup(folder);
  for (char **part = parts; *part; part++) {
    g_autofree char *wanted = g_build_filename(at, *part, NULL);
    g_autofree char *same = g_file_test(wanted, G_FILE_TEST_EXISTS) ? g_strdup(*part) : find_same_name(at, *part);
    if (!same)
      return path;
    char *next = g_build_filename(at, same, NULL);
    g_free(at);
    at = next;
  }
  g_free(path);
  return g_steal_pointer(&at);
}
