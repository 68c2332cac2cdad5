/* Keeps names of unfinished files in fixed slots, so that a handler of signals can read them without a lock. */
#include "base/unfinished.h"

#include <stdatomic.h>
#include <unistd.h>

/* As many as a large library has files in the making. Memory that no name was written to is none. */
enum { SLOTS = 1 << 16 };

struct StsUnfinished {
  atomic_uint next; /* where a free slot is likely */
  _Atomic(char *) names[SLOTS];
};

StsUnfinished *
sts_unfinished_new(void)
{
  return g_new0(StsUnfinished, 1);
}

void
sts_unfinished_free(StsUnfinished *unfinished)
{
  g_free(unfinished);
}

int
sts_unfinished_add(StsUnfinished *unfinished, char *name)
{
  for (unsigned tried = 0; tried < SLOTS; tried++) {
    unsigned slot = atomic_fetch_add(&unfinished->next, 1) % SLOTS;
    char *expected = NULL;
    if (atomic_compare_exchange_strong(&unfinished->names[slot], &expected, name))
      return (int)slot;
  }
  return -1;
}

void
sts_unfinished_drop(StsUnfinished *unfinished, int place)
{
  if (place >= 0)
    atomic_store(&unfinished->names[place], NULL);
}

void
sts_unfinished_remove_files(StsUnfinished *unfinished)
{
  for (int i = 0; unfinished && i < SLOTS; i++) {
    const char *name = atomic_load(&unfinished->names[i]);
    if (name)
      unlink(name);
  }
}
