/* Looks for a family in the table of names of a font file (OpenType, "name"). */
#include "style/font-names.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of the names of a font: family, typographic family, and that of the weight-width-slope model. */
enum { NAME_FAMILY = 1, NAME_TYPOGRAPHIC_FAMILY = 16, NAME_WWS_FAMILY = 21 };
enum { TABLE_LIST_AT = 12, TABLE_ENTRY_SIZE = 16, NAME_LIST_AT = 6, NAME_ENTRY_SIZE = 12, COLLECTION_LIST_AT = 12 };

/* More than any font has. */
static const goffset FILE_BYTES_MAX = 256 << 20;

typedef struct {
  const guint8 *data;
  gsize length;
} Bytes;

struct StsFontNames {
  GMappedFile *file;
  Bytes bytes; /* of the file */
  Bytes table; /* of names; empty where the file is not understood */
};

static guint
read_16(const guint8 *at)
{
  return (guint)at[0] << 8 | at[1];
}

static gsize
read_32(const guint8 *at)
{
  return (gsize)read_16(at) << 16 | read_16(at + 2);
}

/* Returns nothing, with a length of 0, where the part does not lie within the whole. */
static Bytes
part_of(Bytes whole, gsize at, gsize length)
{
  if (at > whole.length || length > whole.length - at)
    return (Bytes){NULL, 0};
  return (Bytes){whole.data + at, length};
}

/* Finds a table of the font whose directory stands there. */
static Bytes
find_table(Bytes file, gsize at, const char *tag)
{
  static const char *const versions[] = {"\0\1\0\0", "OTTO", "true"};
  Bytes head = part_of(file, at, TABLE_LIST_AT);
  bool known = false;

  for (gsize i = 0; head.data && i < G_N_ELEMENTS(versions); i++)
    known = known || memcmp(head.data, versions[i], 4) == 0;
  for (guint i = 0; known && i < read_16(head.data + 4); i++) {
    Bytes entry = part_of(file, at + TABLE_LIST_AT + (gsize)i * TABLE_ENTRY_SIZE, TABLE_ENTRY_SIZE);
    if (entry.data && memcmp(entry.data, tag, 4) == 0)
      return part_of(file, read_32(entry.data + 8), read_32(entry.data + 12));
  }
  return (Bytes){NULL, 0};
}

/* Where the directory of the first font stands: a collection begins with a list of its fonts. */
static gsize
first_font(Bytes file)
{
  Bytes head = part_of(file, 0, COLLECTION_LIST_AT + 4);

  return head.data && memcmp(head.data, "ttcf", 4) == 0 ? read_32(head.data + COLLECTION_LIST_AT) : 0;
}

/* Compares with a name in ASCII, whether the bytes are of one or of two to a character. */
static bool
is_name(Bytes bytes, const char *name, bool exactly)
{
  g_autoptr(GString) own = g_string_new(NULL);
  g_autoptr(GString) wanted = g_string_new(NULL);

  for (gsize i = 0; i < bytes.length; i++)
    if (bytes.data[i] != '\0' && (exactly || bytes.data[i] != ' '))
      g_string_append_c(own, (char)bytes.data[i]);
  for (const char *c = name; *c; c++)
    if (exactly || *c != ' ')
      g_string_append_c(wanted, *c);
  return exactly ? strcmp(own->str, wanted->str) == 0 : g_ascii_strcasecmp(own->str, wanted->str) == 0;
}

static bool
is_family_id(guint id)
{
  return id == NAME_FAMILY || id == NAME_TYPOGRAPHIC_FAMILY || id == NAME_WWS_FAMILY;
}

static bool
fail(const char *path, int code, const char *reason, GError **error)
{
  g_set_error(error, G_IO_ERROR, code, "the font file “%s” cannot be read: %s", path, reason);
  return false;
}

/* Only files: of a pipe, one would wait for a writer. */
static bool
map_file(StsFontNames *names, const char *path, int descriptor, GError **error)
{
  struct stat status;

  if (fstat(descriptor, &status) != 0)
    return fail(path, G_IO_ERROR_FAILED, g_strerror(errno), error);
  if (!S_ISREG(status.st_mode))
    return fail(path, G_IO_ERROR_NOT_REGULAR_FILE, "it is not a file", error);
  if (status.st_size > FILE_BYTES_MAX)
    return fail(path, G_IO_ERROR_FAILED, "it is larger than 256 MB", error);
  g_autoptr(GError) fault = NULL;
  names->file = g_mapped_file_new_from_fd(descriptor, FALSE, &fault);
  if (!names->file)
    return fail(path, G_IO_ERROR_FAILED, fault->message, error);
  if (g_mapped_file_get_length(names->file) > 0)
    names->bytes =
        (Bytes){(const guint8 *)g_mapped_file_get_contents(names->file), g_mapped_file_get_length(names->file)};
  return true;
}

/* Whether all tables of the font whose directory stands there lie within the file. */
static bool
is_whole(Bytes file, gsize at)
{
  Bytes head = part_of(file, at, TABLE_LIST_AT);

  for (guint i = 0; head.data && i < read_16(head.data + 4); i++) {
    Bytes entry = part_of(file, at + TABLE_LIST_AT + (gsize)i * TABLE_ENTRY_SIZE, TABLE_ENTRY_SIZE);
    if (!entry.data || !part_of(file, read_32(entry.data + 8), read_32(entry.data + 12)).data)
      return false;
  }
  return head.data != NULL;
}

StsFontNames *
sts_font_names_open(const char *path, GError **error)
{
  g_autoptr(StsFontNames) names = g_new0(StsFontNames, 1);
  int descriptor;

  do
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) {
    fail(path, errno == ENXIO ? G_IO_ERROR_NOT_REGULAR_FILE : G_IO_ERROR_FAILED, g_strerror(errno), error);
    return NULL;
  }
  bool mapped = map_file(names, path, descriptor, error);
  close(descriptor);
  if (!mapped)
    return NULL;
  if (!is_whole(names->bytes, first_font(names->bytes))) {
    fail(path, G_IO_ERROR_FAILED, "it is no font, or is cut off; put a whole one there, or take it out of the folder",
         error);
    return NULL;
  }
  names->table = find_table(names->bytes, 0, "name");
  return g_steal_pointer(&names);
}

void
sts_font_names_free(StsFontNames *names)
{
  if (!names)
    return;
  g_clear_pointer(&names->file, g_mapped_file_unref);
  g_free(names);
}

bool
sts_font_names_are_colored(const StsFontNames *names)
{
  static const char *const TAGS[] = {"CBDT", "sbix", "COLR", "SVG "};

  for (gsize i = 0; i < G_N_ELEMENTS(TAGS); i++)
    if (find_table(names->bytes, first_font(names->bytes), TAGS[i]).data)
      return true;
  return false;
}

bool
sts_font_names_may_have(const StsFontNames *names, const char *family, bool exactly)
{
  Bytes table = names->table;
  bool has_families = false;

  if (table.length < NAME_LIST_AT || !g_str_is_ascii(family))
    return true;
  for (guint i = 0; i < read_16(table.data + 2); i++) {
    Bytes entry = part_of(table, NAME_LIST_AT + (gsize)i * NAME_ENTRY_SIZE, NAME_ENTRY_SIZE);
    if (!entry.data)
      return true;
    if (!is_family_id(read_16(entry.data + 6)))
      continue;
    Bytes name = part_of(table, (gsize)read_16(table.data + 4) + read_16(entry.data + 10), read_16(entry.data + 8));
    if (!name.data || is_name(name, family, exactly))
      return true;
    has_families = true;
  }
  /* Fontconfig calls a font without a name by that of its file. */
  return !has_families;
}
