/* Notes: each goes into the sections that have its mark, since a section does not see the notes of another. */
#include "import/detectors.h"

#include <string.h>

#include "import/findings.h"
#include "import/source.h"
#include "read/markdown/markdown-notes.h"

/* The definition of a note. */
typedef struct {
  const char *label; /* lent by the parser's notes */
  StsImportRun run;
  guint part;
  const StsNode *node; /* what it says; NULL where another of its label stands for it */
  GArray *users;       /* guint: sections that have its mark */
} Note;

typedef struct {
  StsImport *import;
  GArray *notes;      /* of Note, in their order */
  GHashTable *labels; /* label -> GArray of indices in `notes` */
  /* The section that is looked at. */
  guint part;
  GPtrArray *wanted;   /* const StsNode*: marks whose notes are still to be found; NULL nodes stand for front matter */
  GHashTable *settled; /* labels that were looked for */
} Mover;

static void
clear_note(gpointer data)
{
  g_array_unref(((Note *)data)->users);
}

/* ---- what there is ---- */

/* The section in which a line stands. */
static guint
part_of(const StsImport *import, int line)
{
  guint part = 0;

  while (part + 1 < import->parts->len &&
         line >= ((const StsImportPart *)g_ptr_array_index(import->parts, part + 1))->shown.first_line)
    part++;
  return part;
}

/* The text behind the front matter, with one byte for each line end, as definitions are looked for. */
static GString *
copy_body(const StsImport *import)
{
  GString *text = g_string_new(NULL);

  for (int number = import->body_line; number <= (int)import->lines->len; number++) {
    const StsImportLine *line = sts_import_line(import, number);
    g_string_append_len(text, import->text + line->offset, (gssize)line->length);
    g_string_append_c(text, '\n');
  }
  return text;
}

static const StsNode *
find_node(const StsImport *import, int line)
{
  for (guint i = 0; i < import->notes->len; i++) {
    const StsNode *node = g_ptr_array_index(import->notes, i);
    if (node->position.line == line)
      return node;
  }
  return NULL;
}

static void
add_note(Mover *mover, const StsMarkdownNote *found)
{
  const StsImport *import = mover->import;
  Note note = {.label = found->label,
               .run = {found->position.line, found->position.line},
               .part = part_of(import, found->position.line),
               .node = find_node(import, found->position.line),
               .users = g_array_new(FALSE, FALSE, sizeof(guint))};
  GArray *same = g_hash_table_lookup(mover->labels, found->label);
  guint index = mover->notes->len;

  for (guint i = 0; i < found->lines->len; i++) {
    int line = g_array_index(found->lines, StsMarkdownLine, i).line;
    if (line <= (int)import->lines->len && !sts_import_line(import, line)->blank)
      note.run.last = MAX(note.run.last, line);
  }
  if (!same) {
    same = g_array_new(FALSE, FALSE, sizeof(guint));
    g_hash_table_insert(mover->labels, (gpointer)found->label, same);
  }
  g_array_append_val(same, index);
  g_array_append_val(mover->notes, note);
}

/* ---- which go where ---- */

static void
want_marks_of(Mover *mover, const StsNode *root)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    if (node->kind == STS_NODE_NOTE_REFERENCE)
      g_ptr_array_add(mover->wanted, (gpointer)node);
}

static void
use_note(Mover *mover, Note *note)
{
  g_array_append_val(note->users, mover->part);
  if (note->node)
    want_marks_of(mover, note->node);
}

/* Of several notes with the label, it is the section's own, or nobody can tell. */
static Note *
choose_note(const Mover *mover, const char *label, int *other)
{
  const GArray *same = g_hash_table_lookup(mover->labels, label);

  *other = 0;
  for (guint i = 0; same && i < same->len; i++) {
    Note *note = &g_array_index(mover->notes, Note, g_array_index(same, guint, i));
    if (note->part == mover->part || same->len == 1)
      return note;
    *other = note->run.first;
  }
  return NULL;
}

static void
settle(Mover *mover, const char *label, const StsNode *mark)
{
  int other;

  if (!g_hash_table_add(mover->settled, (gpointer)label))
    return;
  Note *note = choose_note(mover, label, &other);
  if (note)
    use_note(mover, note);
  else if (other > 0 && mark)
    sts_import_error(mover->import, mark->position, STS_RULE_IMPORT_NOTE_ELSEWHERE,
                     "several other sections have a note “[^%s]”, one of them in line %d; copy the one that is meant "
                     "to this section",
                     label, sts_import_source_line(mover->import, other));
}

/* The document's front matter goes with the first section, and may have marks in what it prints. */
static void
settle_matter(Mover *mover)
{
  const StsImport *import = mover->import;

  if (import->matter_first == 0 || mover->part > 0)
    return;
  const StsImportLine *first = sts_import_line(import, import->matter_first),
                      *last = sts_import_line(import, import->matter_last);
  for (guint i = 0; i < mover->notes->len; i++) {
    const char *label = g_array_index(mover->notes, Note, i).label;
    g_autofree char *mark = g_strdup_printf("[^%s]", label);
    if (g_strstr_len(import->text + first->offset, (gssize)(last->offset + last->length - first->offset), mark))
      settle(mover, label, NULL);
  }
}

static void
settle_part(Mover *mover, guint index)
{
  const StsImportPart *part = g_ptr_array_index(mover->import->parts, index);

  mover->part = index;
  g_hash_table_remove_all(mover->settled);
  g_ptr_array_set_size(mover->wanted, 0);
  for (guint i = part->begin; i < part->end; i++)
    want_marks_of(mover, sts_import_block(mover->import, i)->node);
  settle_matter(mover);
  for (guint i = 0; i < mover->wanted->len; i++) {
    const StsNode *mark = g_ptr_array_index(mover->wanted, i);
    settle(mover, mark->note_reference.label, mark);
  }
}

/* ---- moving ---- */

static bool
stays(const Note *note)
{
  for (guint i = 0; i < note->users->len; i++)
    if (g_array_index(note->users, guint, i) == note->part)
      return true;
  return note->users->len == 0;
}

static void
report_moved(const Mover *mover, const Note *note)
{
  StsImport *import = mover->import;
  g_autoptr(GString) files = g_string_new(NULL);

  for (guint i = 0; i < note->users->len; i++) {
    const StsImportPart *part = g_ptr_array_index(import->parts, g_array_index(note->users, guint, i));
    g_string_append_printf(files, "%s“%s”", i == 0 ? "" : i + 1 < note->users->len ? ", " : " and ", part->shown.file);
  }
  sts_import_note(import, ((StsPosition){import->path, note->run.first, 1}), STS_RULE_IMPORT_NOTE_MOVED,
                  note->users->len > 1 ? "the note “[^%s]” stands in %s, each of which has its mark"
                                       : "the note “[^%s]” went with its mark to %s",
                  note->label, files->str);
}

static void
move_note(const Mover *mover, const Note *note)
{
  StsImport *import = mover->import;
  bool moved = !stays(note);

  for (guint i = 0; i < note->users->len; i++) {
    guint user = g_array_index(note->users, guint, i);
    StsImportPart *part = g_ptr_array_index(import->parts, user);
    if (user != note->part)
      g_array_append_val(part->notes, note->run);
  }
  for (int line = note->run.first; moved && line <= note->run.last; line++)
    import->fates[line - 1] = STS_LINE_MOVED;
  import->moved_notes += moved;
  if (moved || note->users->len > 1)
    report_moved(mover, note);
  /* Where two have one label, the check tells. */
  if (note->users->len == 0 && note->node)
    sts_import_error(import, ((StsPosition){import->path, note->run.first, 1}), STS_RULE_NOTE_UNUSED,
                     "the note “[^%s]” has no mark that refers to it", note->label);
}

/* What has moved away leaves no empty lines at the end. */
static void
trim(StsImport *import, StsImportPart *part)
{
  int line = part->shown.last_line;

  while (line > part->shown.first_line &&
         (sts_import_line(import, line)->blank || sts_import_fate(import, line) != STS_LINE_KEPT))
    line--;
  part->shown.last_line = line;
}

void
sts_import_move_notes(StsImport *import)
{
  g_autoptr(GString) body = copy_body(import);
  g_autoptr(GPtrArray) found = sts_markdown_cut_notes(body, import->path, import->body_line);
  g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(Note));
  g_autoptr(GHashTable) labels = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
  g_autoptr(GPtrArray) wanted = g_ptr_array_new();
  g_autoptr(GHashTable) settled = g_hash_table_new(g_str_hash, g_str_equal);
  Mover mover = {.import = import, .notes = notes, .labels = labels, .wanted = wanted, .settled = settled};

  if (found->len == 0)
    return;
  g_array_set_clear_func(notes, clear_note);
  for (guint i = 0; i < found->len; i++)
    add_note(&mover, g_ptr_array_index(found, i));
  for (guint i = 0; i < import->parts->len; i++)
    settle_part(&mover, i);
  for (guint i = 0; i < notes->len; i++)
    move_note(&mover, &g_array_index(notes, Note, i));
  for (guint i = 0; i < import->parts->len; i++)
    trim(import, g_ptr_array_index(import->parts, i));
}
