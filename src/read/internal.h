/* What the files of this room share about one library being read. */
#ifndef STS_READ_INTERNAL_H
#define STS_READ_INTERNAL_H

#include "base/yaml/yaml.h"
#include "document/library.h"

typedef struct {
  StsLibrary *library;
  StsArena *arena;
  StsDiagnostics *diagnostics;
  char *real_folder;  /* the library's folder with links resolved; NULL where it has none */
  GHashTable *images; /* name -> StsImage*, or NULL for one that is broken */
} StsReader;

/* front-matter.c. Parses the YAML of front matter or of library.yaml, as sts_yaml_parse() does, by their rules. */
StsYaml *sts_read_yaml(StsArena *arena, const char *text, size_t length, const char *file, int first_line,
                       StsDiagnostics *diagnostics);

/* text-file.c. Reads a file of at most 64 MB and makes sure that it is text: UTF-8 without control characters (a byte
 * order mark is skipped). Faults are diagnostics. Returns NULL then; free with g_free(). */
char *sts_read_text_file(const char *path, const char *shown, size_t *length, StsDiagnostics *diagnostics);

/* text-file.c. Whether the bytes are UTF-8 without control characters; reports each fault, up to a number that a person
 * reads. */
bool sts_read_is_text(const char *shown, const char *text, size_t length, StsDiagnostics *diagnostics);

/* text-file.c. Whether the file lies in the library's folder once links are followed. What does not exist does: it is
 * reported when it is opened. */
bool sts_read_lies_inside(const StsReader *reader, const char *path);

/* library-file.c: the keys of library.yaml. Adds nothing to library->sections; returns the list of section names, or
 * NULL. */
const StsYaml *sts_read_library_keys(StsReader *reader, const StsYaml *root, bool sections_expected);

/* check-keys.c: the keys that direct the check: rules, terms, readability. */
void sts_read_check_keys(StsReader *reader, const StsYaml *root);

/* front-matter.c. Finds the front matter at the beginning of a text: its YAML, and where the body begins. Returns false
 * without one. */
bool sts_front_matter_find(const char *text, size_t length, size_t *yaml_start, size_t *yaml_length, size_t *body_start,
                           int *body_line);
/* Whether a text begins with front matter that never ends. */
bool sts_front_matter_is_open(const char *text, size_t length);
/* Fills the section from its front matter. */
void sts_read_section_keys(StsReader *reader, StsSection *section, const StsYaml *root);
/* Parses Markdown that stands in YAML into a new SECTION node. */
StsNode *sts_read_yaml_markdown(StsReader *reader, const StsYaml *value, const char *text);
/* A language tag; NULL with a diagnostic unless well-formed. A NULL value gives NULL. */
const char *sts_read_language(StsReader *reader, const StsYaml *value);

/* closing-parts.c: takes References, Hyperlinks, Disclaimer and the date out of the body. */
void sts_read_closing_parts(StsReader *reader, StsSection *section);
/* Takes the title out of the body when the front matter gave none, and gives the headings ids. */
void sts_read_title(StsReader *reader, StsSection *section);

/* images.c: loads every image below the node. */
void sts_read_images(StsReader *reader, const char *name, StsNode *root);

#endif
