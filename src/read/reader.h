/* A library being read: what the parts of this room share.
 *
 * Invariants: the library grows; its strings and nodes live in its arena. */
#ifndef STS_READ_READER_H
#define STS_READ_READER_H

#include "document/library.h"
#include "read/markdown/markdown.h"

typedef struct {
  StsLibrary *library;
  StsArena *arena;
  StsDiagnostics *diagnostics;
  const char *folder;      /* where what the text names is looked for: the library's, or that of the clinic's file */
  const char *real_folder; /* the same with links resolved */
  const char *folder_name; /* "the library's folder" */
  GHashTable *images;      /* name -> StsImage*, or NULL for one that is broken; NULL: images are left alone */
  StsMarkdownScope
      *scope; /* of the notes of the section being read; NULL: of library.yaml, which has no room for any */
  struct StsPassages *passages; /* those that were read so far (passages.h); NULL: none is, and texts say their names */
  const char *tag; /* the language that the names of the files say that are read: translations; NULL: originals */
  struct StsGapPlaces *gap_places; /* where the text of that section names gaps; NULL: nowhere */
} StsReader;

#endif
