/* Counts what an SVG shows when each “use” shows the whole of what it refers to, which may hold a “use” again: a few
 * lines can stand for more than anything will ever draw. */
#include "read/images/image-uses.h"

/* Elements that are shown in other places than their own; librsvg gives up after as many references. */
static const guint64 COPIES_MAX = 500 * 1000;

static const guint NONE = G_MAXUINT;

/* From a scope to one that stands within it, or that it uses. */
typedef struct {
  guint next; /* of the same scope; or NONE */
  guint to;   /* of one within it; or NONE */
  char *used; /* the id of one that it uses; or NULL. Owned */
} Edge;

typedef enum { FRESH, OPEN, DONE } State;

/* An element with an id, and all within it up to the next with one; the first scope is the file. */
typedef struct {
  guint64 shown; /* elements; with those of all its edges once it is DONE */
  guint first_edge;
  State state;
} Scope;

struct StsImageUses {
  GArray *scopes;  /* of Scope */
  GArray *edges;   /* of Edge */
  GArray *open;    /* of guint: the scope of each element that has begun and not ended */
  GHashTable *ids; /* id -> scope; owned */
  guint64 elements;
};

static void
clear_edge(gpointer edge)
{
  g_free(((Edge *)edge)->used);
}

static Scope *
scope_at(const StsImageUses *uses, guint index)
{
  return &g_array_index(uses->scopes, Scope, index);
}

static guint
add_scope(StsImageUses *uses)
{
  Scope scope = {.first_edge = NONE};

  g_array_append_val(uses->scopes, scope);
  return uses->scopes->len - 1;
}

static void
add_edge(StsImageUses *uses, guint from, guint to, const char *used)
{
  Edge edge = {.next = scope_at(uses, from)->first_edge, .to = to, .used = g_strdup(used)};

  g_array_append_val(uses->edges, edge);
  scope_at(uses, from)->first_edge = uses->edges->len - 1;
}

StsImageUses *
sts_image_uses_new(void)
{
  StsImageUses *uses = g_new0(StsImageUses, 1);

  uses->scopes = g_array_new(FALSE, FALSE, sizeof(Scope));
  uses->edges = g_array_new(FALSE, FALSE, sizeof(Edge));
  g_array_set_clear_func(uses->edges, clear_edge);
  uses->open = g_array_new(FALSE, FALSE, sizeof(guint));
  uses->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  add_scope(uses);
  return uses;
}

void
sts_image_uses_free(StsImageUses *uses)
{
  g_array_unref(uses->scopes);
  g_array_unref(uses->edges);
  g_array_unref(uses->open);
  g_hash_table_unref(uses->ids);
  g_free(uses);
}

void
sts_image_uses_begin(StsImageUses *uses, const char *id, const char *used)
{
  guint scope = uses->open->len > 0 ? g_array_index(uses->open, guint, uses->open->len - 1) : 0;

  if (id) {
    guint within = add_scope(uses);
    add_edge(uses, scope, within, NULL);
    g_hash_table_insert(uses->ids, g_strdup(id), GUINT_TO_POINTER(within));
    scope = within;
  }
  if (used)
    add_edge(uses, scope, NONE, used);
  scope_at(uses, scope)->shown++;
  uses->elements++;
  g_array_append_val(uses->open, scope);
}

void
sts_image_uses_end(StsImageUses *uses)
{
  g_assert(uses->open->len > 0);
  g_array_set_size(uses->open, uses->open->len - 1);
}

/* The scope that the edge leads to; NONE if there is no such id. */
static guint
follow(const StsImageUses *uses, const Edge *edge)
{
  gpointer found;

  if (!edge->used)
    return edge->to;
  return g_hash_table_lookup_extended(uses->ids, edge->used, NULL, &found) ? GPOINTER_TO_UINT(found) : NONE;
}

/* Adds to each scope what its edges lead to, that first. One that leads back to where it came from shows nothing. */
static void
add_up(StsImageUses *uses)
{
  typedef struct {
    guint scope, edge;
  } Step;
  g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(Step));
  Step first = {0, scope_at(uses, 0)->first_edge};

  scope_at(uses, 0)->state = OPEN;
  g_array_append_val(steps, first);
  while (steps->len > 0) {
    Step *step = &g_array_index(steps, Step, steps->len - 1);
    Scope *scope = scope_at(uses, step->scope);
    if (step->edge == NONE) {
      scope->state = DONE;
      g_array_set_size(steps, steps->len - 1);
      continue;
    }
    const Edge *edge = &g_array_index(uses->edges, Edge, step->edge);
    guint to = follow(uses, edge);
    if (to != NONE && scope_at(uses, to)->state == FRESH) {
      Step next = {to, scope_at(uses, to)->first_edge};
      scope_at(uses, to)->state = OPEN;
      g_array_append_val(steps, next);
      continue;
    }
    if (to != NONE && scope_at(uses, to)->state == DONE)
      scope->shown = MIN(scope->shown + scope_at(uses, to)->shown, G_MAXUINT32);
    step->edge = edge->next;
  }
}

bool
sts_image_uses_are_too_many(StsImageUses *uses)
{
  g_assert(uses->open->len == 0 && scope_at(uses, 0)->state == FRESH);
  add_up(uses);
  return scope_at(uses, 0)->shown > uses->elements + COPIES_MAX;
}
