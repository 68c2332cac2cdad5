/* One mechanical repair of markup. */
#include "repair/mend.h"

static void
clear_edit(gpointer data)
{
  StsEdit *edit = data;

  g_free(edit->text);
  g_free(edit->neutral);
}

StsMend *
sts_mend_new(StsPosition position)
{
  StsMend *mend = g_new0(StsMend, 1);

  mend->position = position;
  mend->edits = g_array_new(FALSE, FALSE, sizeof(StsEdit));
  g_array_set_clear_func(mend->edits, clear_edit);
  return mend;
}

void
sts_mend_free(StsMend *mend)
{
  if (!mend)
    return;
  g_array_unref(mend->edits);
  g_free(mend->destination);
  g_free(mend->name);
  g_free(mend);
}

void
sts_mend_edit(StsMend *mend, size_t begin, size_t end, const char *text, const char *neutral)
{
  StsEdit edit = {begin, end, g_strdup(text), g_strdup(neutral)};

  g_assert(mend->edits->len == 0 || sts_mend_end(mend) <= begin);
  g_array_append_val(mend->edits, edit);
}

size_t
sts_mend_begin(const StsMend *mend)
{
  return g_array_index(mend->edits, StsEdit, 0).begin;
}

size_t
sts_mend_end(const StsMend *mend)
{
  return g_array_index(mend->edits, StsEdit, mend->edits->len - 1).end;
}
