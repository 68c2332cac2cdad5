/* Goes through the directory, and to each entry that it tells of. */
#include "output/epub/archive-layout.h"

#include <glib.h>
#include <string.h>

/* Lengths of records without what is of any length. */
enum { LOCAL = 30, CENTRAL = 46, END = 22, DESCRIPTOR = 12, SIGNATURE = 4 };

/* What both headers say of an entry, as it lies in the file. */
typedef struct {
  const guchar *name;
  guint32 offset, packed, unpacked, sum;
  guint16 flags, packing, name_length;
} Entry;

static guint16
read_16(const guchar *at)
{
  return (guint16)(at[0] | at[1] << 8);
}

static guint32
read_32(const guchar *at)
{
  return (guint32)read_16(at) | (guint32)read_16(at + 2) << 16;
}

/* Takes the entry at the front of the directory's rest. */
static bool
take_entry(const guchar **rest, const guchar *end, Entry *entry)
{
  const guchar *at = *rest;

  if (end - at < CENTRAL || memcmp(at, "PK\1\2", SIGNATURE) != 0)
    return false;
  *entry = (Entry){.name = at + CENTRAL,
                   .offset = read_32(at + 42),
                   .packed = read_32(at + 20),
                   .unpacked = read_32(at + 24),
                   .sum = read_32(at + 16),
                   .flags = read_16(at + 8),
                   .packing = read_16(at + 10),
                   .name_length = read_16(at + 28)};
  size_t length = (size_t)CENTRAL + entry->name_length + read_16(at + 30) + read_16(at + 32);
  if ((size_t)(end - at) < length)
    return false;
  *rest = at + length;
  return true;
}

/* Three numbers that stand before the data, or behind. */
static bool
says_sizes(const guchar *at, const Entry *entry)
{
  return read_32(at) == entry->sum && read_32(at + 4) == entry->packed && read_32(at + 8) == entry->unpacked;
}

/* Whether the entry lies there; then goes behind it. */
static bool
pass_entry(const guchar **at, const guchar *end, const Entry *entry)
{
  enum { SIZES_FOLLOW = 1 << 3 };
  const guchar *head = *at, *data = head + LOCAL + entry->name_length;

  if (end - head < LOCAL + entry->name_length || memcmp(head, "PK\3\4", SIGNATURE) != 0 ||
      read_16(head + 6) != entry->flags || read_16(head + 8) != entry->packing ||
      read_16(head + 26) != entry->name_length || read_16(head + 28) != 0 ||
      memcmp(head + LOCAL, entry->name, entry->name_length) != 0 || (size_t)(end - data) < entry->packed)
    return false;
  *at = data + entry->packed;
  if (!(entry->flags & SIZES_FOLLOW))
    return says_sizes(head + 14, entry);
  if (end - *at >= SIGNATURE && memcmp(*at, "PK\7\10", SIGNATURE) == 0)
    *at += SIGNATURE;
  if (end - *at < DESCRIPTOR || !says_sizes(*at, entry))
    return false;
  *at += DESCRIPTOR;
  return true;
}

static int
compare_entries(gconstpointer a, gconstpointer b)
{
  guint32 one = ((const Entry *)a)->offset, other = ((const Entry *)b)->offset;

  return (one > other) - (one < other);
}

bool
sts_archive_is_plain(const char *bytes, size_t size)
{
  const guchar *begin = (const guchar *)bytes, *last = begin + size - END, *at = begin;
  g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  Entry entry;

  if (size < END || memcmp(last, "PK\5\6", SIGNATURE) != 0 || read_16(last + 20) != 0)
    return false;
  guint32 start = read_32(last + 16);
  if (start > size - END || read_32(last + 12) != size - END - start)
    return false;
  for (const guchar *rest = begin + start; rest < last;) {
    if (!take_entry(&rest, last, &entry))
      return false;
    g_array_append_val(entries, entry);
  }
  g_array_sort(entries, compare_entries);
  for (guint i = 0; i < entries->len; i++) {
    entry = g_array_index(entries, Entry, i);
    if ((size_t)(at - begin) != entry.offset || !pass_entry(&at, begin + start, &entry))
      return false;
  }
  return entries->len == read_16(last + 10) && at == begin + start;
}
