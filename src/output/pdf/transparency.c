/* Looks through the graphics states, forms, images and patterns of resources for what makes transparency. */
#include "output/pdf/transparency.h"

#include <glib.h>

typedef struct {
  qpdf_data qpdf;
  GArray *queue;   /* of qpdf_oh, owned: dictionaries and streams to be looked at */
  GHashTable *met; /* object numbers */
  bool found;
} Search;

static void
add(Search *search, qpdf_oh object)
{
  int id = qpdf_oh_get_object_id(search->qpdf, object);
  bool holds = qpdf_oh_is_dictionary(search->qpdf, object) || qpdf_oh_is_stream(search->qpdf, object);

  if (holds && (id == 0 || g_hash_table_add(search->met, GINT_TO_POINTER(id))))
    g_array_append_val(search->queue, object);
  else
    qpdf_oh_release(search->qpdf, object);
}

/* Whether the entry of a graphics state, a form or an image makes what is painted transparent. */
static bool
is_sign(qpdf_data qpdf, const char *key, qpdf_oh value)
{
  if (g_str_equal(key, "/ca") || g_str_equal(key, "/CA"))
    return qpdf_oh_get_numeric_value(qpdf, value) < 1;
  if (g_str_equal(key, "/BM"))
    return !qpdf_oh_is_name_and_equals(qpdf, value, "/Normal");
  if (g_str_equal(key, "/SMask"))
    return !qpdf_oh_is_name_and_equals(qpdf, value, "/None");
  return g_str_equal(key, "/Group");
}

static void
look_at(Search *search, qpdf_oh object)
{
  qpdf_data qpdf = search->qpdf;
  qpdf_oh dictionary = qpdf_oh_is_stream(qpdf, object) ? qpdf_oh_get_dict(qpdf, object) : object;

  for (qpdf_oh_begin_dict_key_iter(qpdf, dictionary); qpdf_oh_dict_more_keys(qpdf);) {
    const char *key = qpdf_oh_dict_next_key(qpdf);
    qpdf_oh value = qpdf_oh_get_key(qpdf, dictionary, key);
    search->found = search->found || is_sign(qpdf, key, value);
    /* Glyphs are filled as the graphics state says. */
    if (g_str_equal(key, "/Font"))
      qpdf_oh_release(qpdf, value);
    else
      add(search, value);
  }
  if (dictionary != object)
    qpdf_oh_release(qpdf, dictionary);
}

bool
sts_pdf_is_transparent(qpdf_data qpdf, qpdf_oh resources)
{
  Search search = {.qpdf = qpdf,
                   .queue = g_array_new(FALSE, FALSE, sizeof(qpdf_oh)),
                   .met = g_hash_table_new(g_direct_hash, g_direct_equal)};

  add(&search, qpdf_oh_new_object(qpdf, resources));
  for (guint i = 0; i < search.queue->len; i++) {
    qpdf_oh object = g_array_index(search.queue, qpdf_oh, i);
    if (!search.found)
      look_at(&search, object);
    qpdf_oh_release(qpdf, object);
  }
  g_array_unref(search.queue);
  g_hash_table_unref(search.met);
  return search.found;
}
