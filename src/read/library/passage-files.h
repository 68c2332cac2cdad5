/* The files of passages, in the folder `shared` of a library. */
#ifndef STS_READ_LIBRARY_PASSAGE_FILES_H
#define STS_READ_LIBRARY_PASSAGE_FILES_H

#include "read/reader.h"

/* The folder, in that of the library. */
#define STS_PASSAGE_FOLDER "shared"

typedef struct {
  char *name;     /* in the library: "shared/when-to-call.es.md" */
  char *path;     /* as the user would name it */
  char *language; /* of its text, unless that says another */
} StsPassageFile;

void sts_passage_file_clear(StsPassageFile *file);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StsPassageFile, sts_passage_file_clear)

/* The names of the passages there, which are listed when one is first asked for that is none. Free with
 * sts_passage_folder_free(). */
typedef struct StsPassageFolder StsPassageFolder;
StsPassageFolder *sts_passage_folder_new(void);
void sts_passage_folder_free(StsPassageFolder *folder);
/* Notes that a text names the passage: its file is not one that could be taken away, even where it is refused. */
void sts_passage_folder_note(StsPassageFolder *folder, const char *name);

/* Finds the file of the passage that a text in the language names: "shared/NAME.LANGUAGE.md", which is its translation,
 * or where there is none, "shared/NAME.md". Returns false after a diagnostic at the position. */
bool sts_passage_file_find(StsReader *reader, StsPassageFolder *folder, const char *name, const char *language,
                           StsPosition position, StsPassageFile *file);

/* Makes the section, whose name is set, the text of a passage. */
void sts_passage_file_begin(const StsReader *reader, StsSection *section);

/* Returns how texts name the passages (char*) whose files in the folder are no section, and that none of the texts
 * which were read names; none where the rule is off. Free with g_ptr_array_unref(). */
GPtrArray *sts_passage_files_list_unused(const StsReader *reader, const StsPassageFolder *folder);
/* Tells of the files of these. */
void sts_passage_files_tell_unused(const StsReader *reader, const GPtrArray *names);

#endif
