/* What every action works with: the library, the chosen sections, the faults found so far, and the styles. */
#ifndef STS_CLI_WORK_H
#define STS_CLI_WORK_H

#include "cli/options.h"
#include "sts/sts.h"

/* What whoever makes a call again knows of the publications that came out well before. */
typedef struct {
  /* Whether the publication of the sections (NULL-terminated ids) would be the same; then appends what was told of it.
   */
  bool (*recall)(gpointer data, const char *const *ids, StsDiagnostics *diagnostics);
  /* Takes what was told of one that came out well. */
  void (*note)(gpointer data, const char *const *ids, const StsDiagnostics *diagnostics);
  gpointer data;
} StsMemory;

/* After opening, everything but `diagnostics` is const, so that threads may share it. */
typedef struct StsWork {
  const StsOptions *options; /* lent */
  char *data;                /* folder with styles/ and fonts/ */
  char *content;             /* the library, as named */
  char *language;            /* in which it is read; NULL: its own */
  char **names;              /* of the sections that were named: ids and files; NULL: all are chosen */
  StsLibrary *library;
  const char **ids; /* of the chosen sections, of all when none was named; NULL-terminated, lent by the library */
  size_t count;     /* of them */
  bool partial;     /* the user named sections */
  char *day;        /* on which currency is judged, as "2024-08-02"; NULL: nothing expires, and nobody asks */
  StsDiagnostics *diagnostics; /* reading and checking, of the chosen sections only when `partial` */
  StsExporter *exporter;       /* NULL until sts_work_load_styles() */
  const StsMemory *memory;     /* lent; NULL: nothing was made before */
  GPtrArray *translations; /* of StsWork*: CHECK, PACK, and LIST of what is due: the library in the other languages that
                              are looked at with it; they have no exporter and no translations of their own */
} StsWork;

/* Reads and checks the library, completes the options by it, and chooses the sections. On failure says why on standard
 * error, sets *status (StsExit) and returns NULL. Faults of content are no failure: they are in `diagnostics`. Free
 * with sts_work_free(). */
StsWork *sts_work_open(StsOptions *options, int *status);
void sts_work_free(StsWork *work);

/* Returns the library of the call, as it would be named; NULL where there is no data folder. Free with g_free(). */
char *sts_work_find_library(const StsOptions *options);

/* Starts the process that reads exported files, those first (may be NULL). Returns NULL, having said so, where none can
 * be had: then they are read in this one, within the bounds of libsts. To be called before anything else. Free with
 * sts_reader_free(). */
StsReader *sts_work_start_reader(char **files);

/* Returns the folders of the fonts that the options choose; free with g_strfreev(). */
char **sts_work_list_font_folders(const StsWork *work);

/* Makes the exporter, unless the work has one: style, words and fonts as the options say. On failure says why, sets
 * *status and returns false. What is wrong with a style's files is printed; of a check, it is added to `diagnostics`.
 */
bool sts_work_load_styles(StsWork *work, int *status);

/* Returns an exporter as that, in another style. On failure says why, sets *status and returns NULL. Free with
 * sts_exporter_free(). */
StsExporter *sts_work_load_style(const StsWork *work, const char *style, int *status);

/* Adds to `diagnostics` what was found in the translations, and not said by the work itself. */
void sts_work_gather_diagnostics(const StsWork *work);

/* Sets the day on which the currency of that library (may be NULL) is judged: --as-of; or else, where it wants reviews,
 * that of SOURCE_DATE_EPOCH, or today; otherwise NULL. Free with g_free(). Where SOURCE_DATE_EPOCH is no number, says
 * so, sets *status and returns false. */
bool sts_judgement_day(const StsOptions *options, const StsLibrary *library, char **day, int *status);

/* How many diagnostics of that severity the section's file has. */
size_t sts_work_count_in_section(const StsWork *work, const char *id, StsSeverity severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsWork, sts_work_free)

#endif
