/* Sections, with the passages that they show: texts in the folder `shared` of the library, each read once. */
#ifndef STS_READ_LIBRARY_PASSAGES_H
#define STS_READ_LIBRARY_PASSAGES_H

#include "read/reader.h"

/* How deep passages may stand in one another; how many nodes, and how much text, they may bring into a section. */
enum { STS_PASSAGE_DEPTH_MAX = 8, STS_PASSAGE_NODES_MAX = 200000, STS_PASSAGE_MEGABYTES_MAX = 4 };

/* Of the reader, whose images are loaded for passages even where they are not for a section that is only looked at.
 * Free with sts_passages_free(). */
typedef struct StsPassages StsPassages;
StsPassages *sts_passages_new(const StsReader *reader);
void sts_passages_free(StsPassages *passages);
/* Lends the folder that they lie in. */
const struct StsPassageFolder *sts_passages_folder(const StsPassages *passages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsPassages, sts_passages_free)

/* Reads the text of a section whose file and name are set, with the passages that it shows, if the reader has passages.
 * `default_id` is used where the front matter names none. */
void sts_read_section(StsReader *reader, StsSection *section, const char *default_id, const char *text, size_t length);

/* Tells what is wrong with the passages that sections show, each fault once. */
void sts_read_passages_end(StsReader *reader);

#endif
