/* Repairs the sections of a library: finds what can be mended, and makes what is proved to leave the words. */
#include "repair/repair.h"

#include <string.h>

#include "base/file-read.h"
#include "check/check.h"
#include "document/provenance.h"
#include "document/rules.h"
#include "read/read.h"
#include "read/text-file.h"
#include "repair/draft.h"
#include "repair/finders.h"
#include "repair/ids.h"
#include "repair/proof.h"
#include "repair/stale.h"

/* What one repair uncovers is mended by the next pass; how often a pass may read a section to find out which of its
 * mends do no good; how many mends it makes. */
enum { PASSES_MAX = 100, TRIES_MAX = 200, MENDS_MAX = 1000 };

static const char BOM[] = "\xEF\xBB\xBF";

typedef struct {
  const char *file;
  size_t count;
  GString *before, *after;
  char *diff;
} Repaired;

struct StsRepair {
  GPtrArray *files; /* of Repaired* */
};

/* A text of a section, read. */
typedef struct {
  StsDraft *draft;
  StsLibrary *library; /* of this section alone, with the words of the true one */
  StsDiagnostics *diagnostics;
  StsSaid *said;
} Version;

/* A section that is being repaired. */
typedef struct {
  const StsLibrary *library;
  const StsSection *section;
  char *bytes; /* of the file */
  gsize size;
  size_t skipped; /* bytes before the text: a byte order mark */
  StsDraft *first;
  char *content; /* its fingerprint as it was, where there are translations; else NULL */
  Version *now;
  size_t count;      /* of the mends that were made */
  GPtrArray *failed; /* of StsMend*: those of the last pass that would not leave the words */
  int tries;
} Job;

static void
version_free(Version *version)
{
  if (!version)
    return;
  sts_draft_free(version->draft);
  version->library->words = NULL;
  sts_library_free(version->library);
  sts_diagnostics_free(version->diagnostics);
  sts_said_free(version->said);
  g_free(version);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Version, version_free)

static const StsSection *
section_of(const Version *version)
{
  return g_ptr_array_index(version->library->sections, 0);
}

/* Takes the draft. */
static Version *
version_new(const Job *job, StsDraft *draft)
{
  Version *version = g_new0(Version, 1);
  const StsCheckOptions options = {.least = STS_SEVERITY_WARNING};

  version->draft = draft;
  version->diagnostics = sts_diagnostics_new();
  version->library =
      sts_read_section_anew(job->library, job->section, draft->text->str, draft->text->len, version->diagnostics);
  sts_library_check(version->library, NULL, 0, &options, version->diagnostics);
  version->said = sts_said_new(section_of(version), version->diagnostics);
  return version;
}

/* ---- finding ---- */

static const struct {
  StsRule rule;
  StsMendFinder find;
} FINDERS[] = {
    {STS_RULE_RAW_HTML, sts_mend_find_html},
    {STS_RULE_CALLOUT_KIND, sts_mend_find_callout},
    {STS_RULE_FOREIGN_MARKUP, sts_mend_find_lines},
    {STS_RULE_FOREIGN_MARKUP, sts_mend_find_signs},
    {STS_RULE_FOREIGN_MARKUP, sts_mend_find_attributes},
    {STS_RULE_FOREIGN_MARKUP_DOSE, sts_mend_find_signs},
    {STS_RULE_GAP_TWICE, sts_mend_find_gap_id},
};

/* Returns what can be done about a fault, or NULL. */
static StsMend *
find_mend(const Job *job, const StsDiagnostic *diagnostic)
{
  StsSeverity severity;
  size_t at;

  if (!sts_draft_find(job->now->draft, diagnostic->position.line, diagnostic->position.column, &at))
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(FINDERS); i++) {
    if (strcmp(diagnostic->rule, sts_rule_name(FINDERS[i].rule)) != 0)
      continue;
    /* What the library does not want to hear of is left alone. */
    StsMend *mend =
        sts_rule_facts(FINDERS[i].rule)->fixed || sts_library_judge(job->library, FINDERS[i].rule, &severity)
            ? FINDERS[i].find(job->now->draft, at, diagnostic->position)
            : NULL;
    if (mend)
      return mend;
  }
  return NULL;
}

static int
compare_mends(gconstpointer a, gconstpointer b)
{
  size_t first = sts_mend_begin(*(const StsMend *const *)a), second = sts_mend_begin(*(const StsMend *const *)b);

  return (first > second) - (first < second);
}

/* Whether two mends touch the same bytes, or give the same name. One may lie between the edits of another. */
static bool
collide(const StsMend *a, const StsMend *b)
{
  if (a->name && g_strcmp0(a->name, b->name) == 0)
    return true;
  if (sts_mend_end(a) <= sts_mend_begin(b) || sts_mend_end(b) <= sts_mend_begin(a))
    return false;
  for (guint i = 0; i < a->edits->len; i++)
    for (guint k = 0; k < b->edits->len; k++) {
      const StsEdit *one = &g_array_index(a->edits, StsEdit, i), *other = &g_array_index(b->edits, StsEdit, k);
      if (one->begin < other->end && other->begin < one->end)
        return true;
    }
  return false;
}

/* Orders the mends, and drops those that are in the way of an earlier one: they come up again in the next pass. */
static void
part_mends(GPtrArray *mends)
{
  guint kept = 0;

  g_ptr_array_sort(mends, compare_mends);
  for (guint i = 0; i < mends->len; i++) {
    bool collides = false;
    for (guint k = kept; k-- > 0 && !collides;)
      collides = collide(mends->pdata[k], mends->pdata[i]);
    gpointer mend = mends->pdata[i];
    if (!collides) {
      mends->pdata[i] = mends->pdata[kept];
      mends->pdata[kept++] = mend;
    }
  }
  g_ptr_array_set_size(mends, (gint)kept);
}

static GPtrArray *
mends_new(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)sts_mend_free);
}

/* Returns the mends that make other blocks of lines, or those that do not: these are held to more. */
static GPtrArray *
find_markup(const Job *job, bool blocks)
{
  GPtrArray *mends = mends_new();

  for (size_t i = 0; i < sts_diagnostics_size(job->now->diagnostics) && mends->len < MENDS_MAX; i++) {
    StsMend *mend = find_mend(job, sts_diagnostics_get(job->now->diagnostics, i));
    if (mend && mend->blocks == blocks)
      g_ptr_array_add(mends, mend);
    else
      sts_mend_free(mend);
  }
  part_mends(mends);
  return mends;
}

/* ---- mending ---- */

/* Returns the section with the mends made, or NULL if that would say something else. */
static Version *
try_mends(Job *job, const GPtrArray *mends)
{
  g_autoptr(Version) neutral = version_new(job, sts_draft_apply(job->now->draft, mends, true));
  g_autoptr(Version) after = version_new(job, sts_draft_apply(job->now->draft, mends, false));

  job->tries++;
  return sts_said_prove(job->now->said, neutral->said, after->said, mends) ? g_steal_pointer(&after) : NULL;
}

/* Adds those of the mends from `begin` to before `end` that can be made beside the good ones. Halves them, so deep as
 * their number has binary digits. */
static void
sift(Job *job, const GPtrArray *mends, guint begin, guint end, GPtrArray *good, Version **made)
{
  g_autoptr(GPtrArray) tried = g_ptr_array_new();

  if (begin == end || job->tries > TRIES_MAX)
    return;
  g_ptr_array_extend(tried, good, NULL, NULL);
  for (guint i = begin; i < end; i++)
    g_ptr_array_add(tried, mends->pdata[i]);
  Version *version = try_mends(job, tried);
  if (version) {
    version_free(*made);
    *made = version;
    for (guint i = begin; i < end; i++)
      g_ptr_array_add(good, mends->pdata[i]);
  } else if (end - begin > 1) {
    guint middle = begin + (end - begin) / 2;
    sift(job, mends, begin, middle, good, made);
    sift(job, mends, middle, end, good, made);
  }
}

/* Makes those of the mends that leave the words, and takes all of them, the others as failed; returns whether there was
 * one. */
static bool
make(Job *job, GPtrArray *mends)
{
  g_autoptr(GPtrArray) good = g_ptr_array_new();
  Version *made = NULL;

  job->tries = 0;
  sift(job, mends, 0, mends->len, good, &made);
  job->count += good->len;
  while (mends->len > 0) {
    StsMend *mend = g_ptr_array_steal_index(mends, mends->len - 1);
    if (g_ptr_array_find(good, mend, NULL))
      sts_mend_free(mend);
    else
      g_ptr_array_add(job->failed, mend);
  }
  g_ptr_array_unref(mends);
  if (!made)
    return false;
  version_free(job->now);
  job->now = made;
  return true;
}

static void
repair_markup(Job *job)
{
  bool made = true;

  for (int pass = 0; pass < PASSES_MAX && made; pass++) {
    g_ptr_array_set_size(job->failed, 0);
    made = make(job, find_markup(job, false));
    made = make(job, find_markup(job, true)) || made;
  }
}

/* The name of a section first, then what the fragment names in it. */
static void
repair_links(Job *job, GHashTable *anew)
{
  g_autoptr(GPtrArray) failed = g_steal_pointer(&job->failed);
  bool made = true;

  job->failed = mends_new();
  while (made) {
    GPtrArray *mends = mends_new();
    g_ptr_array_set_size(job->failed, 0);
    sts_mend_find_links(job->now->draft, section_of(job->now), job->library, job->section, anew, mends);
    part_mends(mends);
    made = make(job, mends);
    g_hash_table_insert(anew, (gpointer)job->section, (gpointer)section_of(job->now));
  }
  g_ptr_array_extend_and_steal(failed, g_steal_pointer(&job->failed));
  job->failed = g_steal_pointer(&failed);
}

/* ---- files ---- */

static void
job_free(Job *job)
{
  version_free(job->now);
  sts_draft_free(job->first);
  g_ptr_array_unref(job->failed);
  g_free(job->bytes);
  g_free(job->content);
  g_free(job);
}

static void
tell_left(const Job *job, StsDiagnostics *left, StsPosition position, const char *reason)
{
  position.file = job->section->file;
  sts_diagnostics_add(left, STS_SEVERITY_NOTE, position, sts_rule_name(STS_RULE_REPAIR_LEFT), "%s", reason);
}

/* What stands in the stamp of a translation. */
static char *
fingerprint(const Version *version)
{
  return sts_content_fingerprint(version->library, section_of(version), NULL);
}

/* Reads the file of the section; returns NULL where it is not to be touched, with `error` where it cannot be read. */
static Job *
job_new(const StsLibrary *library, const StsSection *section, StsDiagnostics *left, GError **error)
{
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  Job *job = g_new0(Job, 1);

  job->library = library;
  job->section = section;
  job->failed = mends_new();
  if (!sts_file_load(section->file, STS_FILE_TEXT_MAX, &job->bytes, &job->size, error)) {
    job_free(job);
    return NULL;
  }
  job->skipped = job->size >= strlen(BOM) && memcmp(job->bytes, BOM, strlen(BOM)) == 0 ? strlen(BOM) : 0;
  const char *text = job->bytes + job->skipped;
  if (sts_read_is_text(section->file, text, job->size - job->skipped, faults)) {
    job->first = sts_draft_new(text, job->size - job->skipped);
    job->now = version_new(job, sts_draft_new(text, job->size - job->skipped));
  }
  /* Of what could not be read, nobody knows where it begins and ends. */
  if (job->now && !section_of(job->now)->broken) {
    job->content = section->languages ? fingerprint(job->now) : NULL;
    return job;
  }
  tell_left(job, left, (StsPosition){NULL, 1, 1}, "nothing is repaired here until the file can be read");
  job_free(job);
  return NULL;
}

static Repaired *
repaired_new(const Job *job)
{
  Repaired *repaired = g_new0(Repaired, 1);
  const GString *text = job->now->draft->text;

  repaired->file = job->section->file;
  repaired->count = job->count;
  repaired->before = g_string_new_len(job->bytes, (gssize)job->size);
  repaired->after = g_string_new_len(job->bytes, (gssize)job->skipped);
  g_string_append_len(repaired->after, text->str, (gssize)text->len);
  repaired->diff = sts_draft_diff(job->first, job->now->draft, repaired->file);
  return repaired;
}

static void
repaired_free(Repaired *repaired)
{
  g_string_free(repaired->before, TRUE);
  g_string_free(repaired->after, TRUE);
  g_free(repaired->diff);
  g_free(repaired);
}

StsRepair *
sts_repair_new(void)
{
  StsRepair *repair = g_new0(StsRepair, 1);

  repair->files = g_ptr_array_new_with_free_func((GDestroyNotify)repaired_free);
  return repair;
}

void
sts_repair_add(StsRepair *repair, const char *file, GString *before, GString *after)
{
  Repaired *repaired = g_new0(Repaired, 1);

  *repaired = (Repaired){.file = file, .count = 1, .before = before, .after = after, .diff = g_strdup("")};
  g_ptr_array_add(repair->files, repaired);
}

static void
finish(const Job *job, StsRepair *repair, StsDiagnostics *left)
{
  for (guint i = 0; i < job->failed->len; i++)
    tell_left(job, left, ((const StsMend *)job->failed->pdata[i])->position,
              "this is not repaired, for the text would not say the same afterwards; mend it by hand");
  if (job->count == 0)
    return;
  g_ptr_array_add(repair->files, repaired_new(job));
  g_autofree char *content = job->content ? fingerprint(job->now) : NULL;
  if (g_strcmp0(content, job->content) != 0)
    sts_repair_tell_stale(job->library, job->section, left);
}

/* ---- ids ---- */

/* Reads the section with the other id in its front matter; returns false if there is none, or something else would be
 * different. */
static bool
make_id(Job *job, const char *id)
{
  g_autoptr(StsMend) mend = sts_mend_find_id(job->now->draft, job->section, id);
  g_autoptr(GPtrArray) mends = g_ptr_array_new();

  if (!mend)
    return false;
  g_ptr_array_add(mends, mend);
  g_autoptr(Version) made = try_mends(job, mends);
  if (!made || strcmp(section_of(made)->id, id) != 0)
    return false;
  version_free(job->now);
  job->now = g_steal_pointer(&made);
  job->count++;
  return true;
}

/* Gives a section that has the id of another one of its own, if its file can say so. */
static void
repair_id(Job *job, StsIds *ids, StsDiagnostics *left)
{
  const StsSection *section = job->section, *first = sts_library_lookup(job->library, section->id);
  g_autofree char *id = first->broken ? NULL : sts_ids_find_free(ids, section->id);
  bool made = id && make_id(job, id);
  g_autofree char *reason =
      id ? g_strdup_printf("no line of this file can be changed so that it has another id; write “id: %s” in its front "
                           "matter, which stands between two lines “---” at the beginning",
                           id)
         : g_strdup_printf("this id is not changed until %s can be read, which may say another", first->file);

  if (made) {
    job->section = sts_ids_rename(ids, section, id);
    return;
  }
  tell_left(job, left, section->id_position, reason);
  sts_ids_leave(ids, section);
}

/* In reading order: what comes first keeps its id. */
static void
repair_ids(const GPtrArray *jobs, const StsLibrary *library, StsIds *ids, StsDiagnostics *left)
{
  for (guint i = 0; i < jobs->len; i++) {
    Job *job = jobs->pdata[i];
    if (!job->section->is_passage && sts_library_lookup(library, job->section->id) != job->section)
      repair_id(job, ids, left);
  }
}

StsRepair *
sts_repair_sections(const StsLibrary *library, const GPtrArray *sections, StsDiagnostics *left, GError **error)
{
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func((GDestroyNotify)job_free);
  g_autoptr(GHashTable) anew = g_hash_table_new(NULL, NULL);
  g_autoptr(StsIds) ids = sts_ids_new(library);

  for (guint i = 0; i < sections->len; i++) {
    g_autoptr(GError) failure = NULL;
    Job *job = job_new(sts_ids_get_library(ids), sections->pdata[i], left, &failure);
    if (failure) {
      g_propagate_error(error, g_steal_pointer(&failure));
      return NULL;
    }
    if (job)
      g_ptr_array_add(jobs, job);
  }
  repair_ids(jobs, library, ids, left);
  for (guint i = 0; i < jobs->len; i++) {
    Job *job = jobs->pdata[i];
    repair_markup(job);
    g_hash_table_insert(anew, (gpointer)job->section, (gpointer)section_of(job->now));
  }
  /* Links last: they follow the headings that the others have got. */
  for (guint i = 0; i < jobs->len; i++)
    repair_links(jobs->pdata[i], anew);
  StsRepair *repair = sts_repair_new();
  for (guint i = 0; i < jobs->len; i++)
    finish(jobs->pdata[i], repair, left);
  sts_ids_tell_links(ids, left);
  return repair;
}

/* ---- what was done ---- */

void
sts_repair_free(StsRepair *repair)
{
  if (!repair)
    return;
  g_ptr_array_unref(repair->files);
  g_free(repair);
}

size_t
sts_repair_count_files(const StsRepair *repair)
{
  return repair->files->len;
}

StsRepairedFile
sts_repair_get_file(const StsRepair *repair, size_t index)
{
  const Repaired *repaired = g_ptr_array_index(repair->files, index);

  return (StsRepairedFile){
      .file = repaired->file,
      .count = repaired->count,
      .before = repaired->before->str,
      .before_size = repaired->before->len,
      .after = repaired->after->str,
      .after_size = repaired->after->len,
      .diff = repaired->diff,
  };
}
