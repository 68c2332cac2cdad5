/* Adds up what an SVG costs, what is referred to before what refers to it. */
#include "base/svg/cost.h"

/* No sum is larger: it is too much anyway. */
static const double SUM_MAX = 1e15;

static const guint NONE = G_MAXUINT;

/* From a scope to one that stands within it, or that it refers to. */
typedef struct {
  guint next; /* of the same scope; or NONE */
  guint to;   /* of one within it; or NONE */
  char *used; /* the id of one that it refers to; or NULL. Owned */
  char *each; /* the id of the one whose shapes or vertices count it; or NULL. Owned */
  StsSvgCostKind kind;
  double times, scale, depth;
} Edge;

typedef enum { FRESH, OPEN, DONE } State;

/* An element with an id, and all within it up to the next with one; the first scope is the file. Its sums are with
 * those of all its edges once it is DONE. */
typedef struct {
  double weight, shapes, vertices, length, text_scale, depth;
  guint first_edge;
  State state;
} Scope;

/* An element that has begun and not ended: its scope, and where it stands in it. */
typedef struct {
  guint scope;
  double scale, depth;
  bool hidden;
} Place;

struct StsSvgCost {
  GArray *scopes;  /* of Scope */
  GArray *edges;   /* of Edge */
  GArray *open;    /* of Place */
  GHashTable *ids; /* id -> scope; owned */
};

static void
clear_edge(gpointer data)
{
  Edge *edge = data;

  g_free(edge->used);
  g_free(edge->each);
}

static Scope *
scope_at(const StsSvgCost *cost, guint index)
{
  return &g_array_index(cost->scopes, Scope, index);
}

static Place
last_place(const StsSvgCost *cost)
{
  return cost->open->len > 0 ? g_array_index(cost->open, Place, cost->open->len - 1) : (Place){0, 1, 0, false};
}

static guint
add_scope(StsSvgCost *cost)
{
  Scope scope = {.first_edge = NONE};

  g_array_append_val(cost->scopes, scope);
  return cost->scopes->len - 1;
}

static void
add_edge(StsSvgCost *cost, Edge edge)
{
  const Place place = last_place(cost);

  edge.scale = place.scale;
  edge.depth = place.depth;
  edge.next = scope_at(cost, place.scope)->first_edge;
  g_array_append_val(cost->edges, edge);
  scope_at(cost, place.scope)->first_edge = cost->edges->len - 1;
}

StsSvgCost *
sts_svg_cost_new(void)
{
  StsSvgCost *cost = g_new0(StsSvgCost, 1);

  cost->scopes = g_array_new(FALSE, FALSE, sizeof(Scope));
  cost->edges = g_array_new(FALSE, FALSE, sizeof(Edge));
  g_array_set_clear_func(cost->edges, clear_edge);
  cost->open = g_array_new(FALSE, FALSE, sizeof(Place));
  cost->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  add_scope(cost);
  return cost;
}

void
sts_svg_cost_free(StsSvgCost *cost)
{
  g_array_unref(cost->scopes);
  g_array_unref(cost->edges);
  g_array_unref(cost->open);
  g_hash_table_unref(cost->ids);
  g_free(cost);
}

void
sts_svg_cost_begin(StsSvgCost *cost, const StsSvgPart *part)
{
  Place place = last_place(cost);

  place.hidden |= part->hidden;
  if (part->id) {
    guint within = add_scope(cost);
    add_edge(cost, (Edge){.to = within, .kind = STS_SVG_COST_SHOWN, .times = place.hidden ? 0 : 1});
    g_hash_table_insert(cost->ids, g_strdup(part->id), GUINT_TO_POINTER(within));
    place = (Place){within, 1, 0, false};
  }
  place.scale = MIN(place.scale * part->scale, SUM_MAX);
  place.depth++;
  g_array_append_val(cost->open, place);
  if (place.hidden)
    return;
  Scope *scope = scope_at(cost, place.scope);
  scope->weight += part->weight;
  scope->shapes += part->shapes;
  scope->vertices += part->vertices;
  scope->length = MIN(scope->length + part->length, SUM_MAX);
  scope->depth = MAX(scope->depth, place.depth);
  if (part->text)
    scope->text_scale = MAX(scope->text_scale, place.scale);
}

void
sts_svg_cost_refer(StsSvgCost *cost, StsSvgCostKind kind, const char *id, double times, const char *each)
{
  if (last_place(cost).hidden)
    return;
  add_edge(cost, (Edge){.to = NONE, .used = g_strdup(id), .each = g_strdup(each), .kind = kind, .times = times});
  sts_svg_cost_add(cost, 1);
}

void
sts_svg_cost_add(StsSvgCost *cost, double weight)
{
  if (!last_place(cost).hidden)
    scope_at(cost, last_place(cost).scope)->weight += weight;
}

void
sts_svg_cost_end(StsSvgCost *cost)
{
  g_assert(cost->open->len > 0);
  g_array_set_size(cost->open, cost->open->len - 1);
}

/* The scope that has the id; NONE if there is none. */
static guint
find(const StsSvgCost *cost, const char *id)
{
  gpointer found;

  return g_hash_table_lookup_extended(cost->ids, id, NULL, &found) ? GPOINTER_TO_UINT(found) : NONE;
}

static double
sum(double a, double times, double b)
{
  return MIN(a + times * b, SUM_MAX);
}

static void
add_up_edge(const StsSvgCost *cost, Scope *scope, const Edge *edge, guint to, guint each)
{
  const Scope *shown = scope_at(cost, to);
  double times = edge->times;

  if (each != NONE)
    times *= edge->kind == STS_SVG_COST_EACH_VERTEX ? scope_at(cost, each)->vertices : scope_at(cost, each)->shapes;
  scope->weight = sum(scope->weight, times, shown->weight);
  scope->length = sum(scope->length, times, shown->length);
  scope->text_scale = MIN(MAX(scope->text_scale, edge->scale * shown->text_scale), SUM_MAX);
  scope->depth = MAX(scope->depth, edge->depth + shown->depth);
  if (edge->kind == STS_SVG_COST_SHOWN) {
    scope->shapes = sum(scope->shapes, times, shown->shapes);
    scope->vertices = sum(scope->vertices, times, shown->vertices);
  }
}

typedef struct {
  guint scope, edge;
} Step;

static void
enter(const StsSvgCost *cost, GArray *steps, guint index)
{
  Step step = {index, scope_at(cost, index)->first_edge};

  scope_at(cost, index)->state = OPEN;
  g_array_append_val(steps, step);
}

/* Goes on with the last step: into a scope that has not been added up, or past one edge. Returns false where a way
 * leads back to where it came from. */
static bool
go_on(const StsSvgCost *cost, GArray *steps)
{
  Step *step = &g_array_index(steps, Step, steps->len - 1);
  Scope *scope = scope_at(cost, step->scope);

  if (step->edge == NONE) {
    scope->state = DONE;
    g_array_set_size(steps, steps->len - 1);
    return true;
  }
  const Edge *edge = &g_array_index(cost->edges, Edge, step->edge);
  guint needed[] = {edge->used ? find(cost, edge->used) : edge->to, edge->each ? find(cost, edge->each) : NONE};
  /* What stands in something and refers to just that is never shown but in it, and there it shows nothing. */
  bool shows =
      needed[0] != NONE && needed[0] != step->scope && needed[1] != step->scope && (!edge->each || needed[1] != NONE);
  for (size_t i = 0; shows && i < G_N_ELEMENTS(needed); i++) {
    if (needed[i] != NONE && scope_at(cost, needed[i])->state == OPEN)
      return false;
    if (needed[i] != NONE && scope_at(cost, needed[i])->state == FRESH) {
      enter(cost, steps, needed[i]);
      return true;
    }
  }
  if (shows)
    add_up_edge(cost, scope, edge, needed[0], needed[1]);
  step->edge = edge->next;
  return true;
}

StsSvgTotals
sts_svg_cost_sum(StsSvgCost *cost)
{
  g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(Step));
  const Scope *file = scope_at(cost, 0);
  bool good = true;

  g_assert(cost->open->len == 0 && file->state == FRESH);
  enter(cost, steps, 0);
  while (good && steps->len > 0)
    good = go_on(cost, steps);
  return (StsSvgTotals){file->weight, file->length, file->text_scale, file->depth, !good};
}
