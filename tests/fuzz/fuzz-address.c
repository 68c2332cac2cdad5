/* Any text as an address, and as what it is printed as: no answer lies outside of it, and a host in ASCII is ASCII. */
#include <string.h>

#include "base/address.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  g_autofree char *address = g_strndup((const char *)data, size);
  size_t length = strlen(address), start = 0, host = 0;
  const char *text = strchr(address, '\n') ? strchr(address, '\n') + 1 : address;

  if (!g_utf8_validate(address, -1, NULL))
    return 0;
  const char *rest = sts_address_skip_scheme(address);
  g_assert(rest >= address && rest <= address + length);
  if (sts_address_find_host(address, &start, &host))
    g_assert(start + host <= length && host > 0);
  if (sts_address_is_external(address))
    g_assert(sts_address_has_scheme(address));
  sts_address_is_printed(address, text);
  g_autofree char *ascii = sts_address_to_ascii_host(address);
  g_assert(g_utf8_validate(ascii, -1, NULL));
  return 0;
}
