/* The region allocator: blocks of growing size, filled from the front. */
#include "base/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 256 * 1024 };

typedef struct Block {
  struct Block *previous;
  size_t size, used;
  alignas(max_align_t) char bytes[];
} Block;

typedef struct Cleanup {
  struct Cleanup *previous;
  GDestroyNotify free_func;
  gpointer data;
} Cleanup;

struct StsArena {
  Block *block;
  Cleanup *cleanup;
  GHashTable *interned;
};

StsArena *
sts_arena_new(void)
{
  return g_new0(StsArena, 1);
}

void
sts_arena_free(StsArena *arena)
{
  if (!arena)
    return;
  for (Cleanup *cleanup = arena->cleanup; cleanup; cleanup = cleanup->previous)
    cleanup->free_func(cleanup->data);
  g_clear_pointer(&arena->interned, g_hash_table_unref);
  for (Block *block = arena->block; block;) {
    Block *previous = block->previous;
    g_free(block);
    block = previous;
  }
  g_free(arena);
}

static void
add_block(StsArena *arena, size_t at_least)
{
  size_t size = arena->block ? MIN(arena->block->size * 2, (size_t)LARGEST_BLOCK) : FIRST_BLOCK;

  size = MAX(size, at_least);
  Block *block = g_malloc0(offsetof(Block, bytes) + size);
  block->size = size;
  block->previous = arena->block;
  arena->block = block;
}

void *
sts_arena_alloc(StsArena *arena, size_t size)
{
  const size_t alignment = alignof(max_align_t);

  g_assert(size < G_MAXSIZE - 2 * alignment);
  size = (size + alignment - 1) / alignment * alignment;
  if (!arena->block || arena->block->size - arena->block->used < size)
    add_block(arena, size);
  void *memory = arena->block->bytes + arena->block->used;
  arena->block->used += size;
  return memory;
}

const char *
sts_arena_strndup(StsArena *arena, const char *text, size_t length)
{
  if (!text)
    return NULL;
  char *copy = sts_arena_alloc(arena, length + 1);
  memcpy(copy, text, length);
  return copy;
}

const char *
sts_arena_strdup(StsArena *arena, const char *text)
{
  return text ? sts_arena_strndup(arena, text, strlen(text)) : NULL;
}

const char *
sts_arena_intern(StsArena *arena, const char *text)
{
  if (!text)
    return NULL;
  if (!arena->interned)
    arena->interned = g_hash_table_new(g_str_hash, g_str_equal);
  const char *kept = g_hash_table_lookup(arena->interned, text);
  if (!kept) {
    kept = sts_arena_strdup(arena, text);
    g_hash_table_add(arena->interned, (gpointer)kept);
  }
  return kept;
}

const char *const *
sts_arena_list(StsArena *arena, const GPtrArray *pointers)
{
  const char **list = sts_arena_alloc(arena, (pointers->len + 1) * sizeof *list);

  for (guint i = 0; i < pointers->len; i++)
    list[i] = pointers->pdata[i];
  return list;
}

void
sts_arena_on_free(StsArena *arena, GDestroyNotify free_func, gpointer data)
{
  Cleanup *cleanup = STS_ARENA_NEW(arena, Cleanup);

  *cleanup = (Cleanup){.previous = arena->cleanup, .free_func = free_func, .data = data};
  arena->cleanup = cleanup;
}
