/* The options of a call, checked against each other. */
#ifndef STS_CLI_OPTIONS_H
#define STS_CLI_OPTIONS_H

#include <glib.h>
#include <stdbool.h>

#include "base/date.h"
#include "cli/draw-pages.h"
#include "cli/option-table.h"
#include "sts/diagnostic.h"
#include "sts/format.h"
#include "sts/library.h"

/* Invariant after a successful parse: no two options contradict each other. */
typedef struct {
  StsAction action;
  GPtrArray *formats;  /* of const StsFormatInfo*: the chosen ones, in the order of their table; none where the library
                          is to say */
  gboolean book, all;  /* gboolean, as GOption fills them in */
  gboolean fix, write; /* CHECK: repair, and write what is repaired */
  gboolean or_original;
  gboolean force; /* EXPORT: write also what is there with the same bytes; set with `depfile`, too */
  gboolean json, sarif, no_fonts, no_pages, allow_expired, allow_unreviewed_words, duplex, no_duplex, no_clinic,
      linearize, quiet, verbose;
  char *content;   /* folder or file; NULL: to be looked for */
  char *import;    /* the document to import; NULL unless that is the action */
  char *new_dir;   /* the folder to make; NULL unless that is the action */
  char *new_id;    /* of the section to add; NULL unless that is the action */
  char *pack;      /* the folder of the pack; NULL unless that is the action */
  char *address;   /* PACK: where that folder is in the web; NULL: nobody knows */
  char *from;      /* the folder to make a library of; NULL unless that is the action */
  char *dump;      /* "tree" or "pages"; NULL unless that is the action */
  int split_level; /* of the import; 0: not given */
  char *report;    /* file for the report of the import; NULL: none */
  char *output;    /* NULL: this folder; "-": standard output */
  gboolean watch;  /* EXPORT, PREVIEW, PACK: again whenever an input has changed */
  char *depfile;   /* EXPORT: file for what the outputs are made of; NULL: none */
  char *clinic;    /* the clinic's file; NULL: the one that library.yaml names, if any */
  char *style;     /* the name of a style, or its path */
  char *paper;     /* "letter" or "a4"; NULL: the theme's */
  char *language;  /* BCP 47; NULL: the library's own */
  char **fonts;    /* NULL-terminated folders, or NULL */
  StsDate as_of;   /* not set unless given */
  bool due;        /* LIST: only what is due for review within this time */
  StsTimeSpan due_within;
  StsPageRange pages; /* PREVIEW: those to draw */
  int dpi;
  int jobs;        /* at least 1 */
  char **sections; /* NULL-terminated ids, or NULL; each once; DUMP: at least one */
  char **files;    /* VERIFY: at least one, each once; COMPARE: two; otherwise NULL */
} StsOptions;

/* Takes what the library says options are that the call did not give, for the actions that take them. Returns false
 * with `error` where the call, or what has come of it, does not say what to make. Call it once, after the library is
 * read. */
bool sts_options_take_defaults(StsOptions *options, const StsLibrary *library, GError **error);

/* Parses the arguments. Returns NULL with `error` (STS_CALL_ERROR), a sentence that says what is wrong with the call
 * and what to do. Free with sts_options_free(). */
StsOptions *sts_options_parse(int argc, char **argv, GError **error);
void sts_options_free(StsOptions *options);

/* What is less severe is not printed. */
StsSeverity sts_options_least_severity(const StsOptions *options);

/* Returns the text of --help; free with g_free(). */
char *sts_options_help(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsOptions, sts_options_free)

#endif
