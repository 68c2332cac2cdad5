/* Tells which characters no font has, each at the places where it stands, which sections end on a page nearly empty,
 * which feet are too long, and which figures have small letters. */
#include <string.h>

#include "document/rules.h"
#include "layout/layout.h"
#include "layout/missing-report.h"

static int
compare_positions(gconstpointer a, gconstpointer b)
{
  const StsNode *one = *(const StsNode *const *)a, *other = *(const StsNode *const *)b;
  int files = g_strcmp0(one->position.file, other->position.file);

  if (files != 0)
    return files;
  if (one->position.line != other->position.line)
    return one->position.line < other->position.line ? -1 : 1;
  return (one->position.column > other->position.column) - (one->position.column < other->position.column);
}

/* What is said is true of this style and paper alone. */
static void
report_short_ends(const StsLayout *layout, StsDiagnostics *diagnostics)
{
  for (guint i = 0; i < layout->short_ends->len; i++) {
    const StsShortEnd *end = &g_array_index(layout->short_ends, StsShortEnd, i);
    sts_diagnostics_add(
        diagnostics, STS_SEVERITY_NOTE, end->section->position, sts_rule_name(STS_RULE_LAST_PAGE_SHORT),
        "the last page is filled to %d %% with the style “%s” on %s paper: no more can be moved to it without "
        "parting what belongs together",
        end->percent, layout->theme->name, layout->theme->paper);
  }
}

static void
report_feet(const StsLayout *layout, StsDiagnostics *diagnostics)
{
  for (guint i = 0; i < layout->long_feet->len; i++) {
    const StsLongFoot *foot = &g_array_index(layout->long_feet, StsLongFoot, i);
    sts_warning(diagnostics, foot->node->first_child->position, STS_RULE_FOOT_LONG,
                "the foot of each page takes %u lines in the style %s; give a shorter title for it in the front "
                "matter, such as “short-title: Radiation Therapy”",
                foot->lines, layout->theme->name);
  }
}

static void
report_masthead(const StsLayout *layout, StsDiagnostics *diagnostics)
{
  if (layout->masthead)
    sts_warning(diagnostics, layout->masthead->position, STS_RULE_MASTHEAD_TALL,
                "name and address take %u lines of the masthead in the style “%s” on %s paper, where three have room; "
                "make the name shorter, or the first line of the address",
                layout->masthead_lines, layout->theme->name, layout->theme->paper);
}

static void
report_figures(const StsLayout *layout, StsDiagnostics *diagnostics)
{
  for (guint i = 0; i < layout->small_figures->len; i++) {
    const StsNode *image = layout->small_figures->pdata[i];
    sts_warning(diagnostics, image->position, STS_RULE_IMAGE_LARGE_SMALL,
                "letters of the image “%s” are smaller than %g points in the style “%s” on %s paper; make them larger, "
                "or the drawing narrower or less tall",
                image->image.image->large->name, layout->theme->size_min, layout->theme->name, layout->theme->paper);
  }
}

void
sts_layout_report(const StsLayout *layout, StsDiagnostics *diagnostics)
{
  g_autoptr(GPtrArray) nodes = g_ptr_array_new();
  GHashTableIter iter;
  gpointer node, characters;

  report_feet(layout, diagnostics);
  report_masthead(layout, diagnostics);
  report_figures(layout, diagnostics);
  g_hash_table_iter_init(&iter, layout->missing);
  while (g_hash_table_iter_next(&iter, &node, &characters))
    if (node)
      g_ptr_array_add(nodes, node);
  g_ptr_array_sort(nodes, compare_positions);
  for (guint i = 0; i < nodes->len; i++) {
    const GString *found = g_hash_table_lookup(layout->missing, nodes->pdata[i]);
    sts_missing_report(nodes->pdata[i], found->str, diagnostics);
  }
  report_short_ends(layout, diagnostics);
}
