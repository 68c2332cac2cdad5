/* A region allocator: everything allocated from one arena is freed at once.
 *
 * Invariants: memory handed out is zeroed and aligned for any type; it never moves; it lives until sts_arena_free().
 * An arena is not thread-safe; two threads use two arenas.
 */
#ifndef STS_BASE_ARENA_H
#define STS_BASE_ARENA_H

#include <glib.h>

typedef struct StsArena StsArena;

/* Returns a new, empty arena; free it with sts_arena_free(). */
StsArena *sts_arena_new(void);
void sts_arena_free(StsArena *arena);

/* Returns `size` zeroed bytes (never NULL). */
void *sts_arena_alloc(StsArena *arena, size_t size);

/* Return a NUL-terminated copy of the text; the arena owns it. NULL gives NULL. */
const char *sts_arena_strdup(StsArena *arena, const char *text);
const char *sts_arena_strndup(StsArena *arena, const char *text, size_t length);

/* Returns the one copy of `text` that the arena keeps: equal texts give equal pointers. NULL gives NULL. */
const char *sts_arena_intern(StsArena *arena, const char *text);

/* Returns the pointers of the array as a NULL-terminated list, which the arena owns; what they lead to is not copied.
 */
const char *const *sts_arena_list(StsArena *arena, const GPtrArray *pointers);

/* Calls `free_func(data)` when the arena is freed, in reverse order of registration. */
void sts_arena_on_free(StsArena *arena, GDestroyNotify free_func, gpointer data);

#define STS_ARENA_NEW(arena, type) ((type *)sts_arena_alloc((arena), sizeof(type)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsArena, sts_arena_free)

#endif
