/* Writes a PDF 1.7 file object by object: object streams, one cross-reference stream, an identifier made from the
 * content.
 *
 * Invariants
 * - Objects are written as they come; only the one object stream being filled is in memory.
 * - The same objects in the same order give the same bytes; the file's identifier is the digest of all of them.
 * - The first fault is kept and returned by sts_pdf_writer_finish(); calls after it do nothing.
 */
#ifndef STS_OUTPUT_PDF_WRITE_FILE_H
#define STS_OUTPUT_PDF_WRITE_FILE_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

/* So many objects are written before it is told again how much is done. */
enum { STS_OBJECTS_A_TELL = 512 };

typedef struct StsPdfWriter StsPdfWriter;

/* Writes to the stream, from its beginning, and leaves it open. Objects `first_free` and up are not yet taken. Free
 * with sts_pdf_writer_free(). */
StsPdfWriter *sts_pdf_writer_new(FILE *stream, guint32 first_free);
void sts_pdf_writer_free(StsPdfWriter *writer);

/* Returns the first of `count` consecutive object numbers. */
guint32 sts_pdf_writer_reserve(StsPdfWriter *writer, guint32 count);

/* Adds an object that is no stream, as its text. */
void sts_pdf_writer_add(StsPdfWriter *writer, guint32 id, const char *text, size_t length);

/* Adds a stream whose data are as its dictionary says; `entries` are the dictionary's entries, without brackets and
 * without Length. */
void sts_pdf_writer_add_stream(StsPdfWriter *writer, guint32 id, const char *entries, const void *data, size_t length);

/* The same, deflating the data; `entries` must not name a filter. */
void sts_pdf_writer_add_deflated(StsPdfWriter *writer, guint32 id, const char *entries, const void *data,
                                 size_t length);

/* Returns the fingerprint of all objects added so far and of one more, a stream that is to be added with the
 * fingerprint in it; free with g_free(). */
char *sts_pdf_writer_fingerprint(StsPdfWriter *writer, guint32 root, guint32 info, guint32 id, const char *entries,
                                 const char *data, size_t length);

/* Writes cross-references and trailer and flushes the stream. Returns false with `error` (G_FILE_ERROR) if anything
 * failed to be written; it does not name the file, whose name is often a temporary one. */
bool sts_pdf_writer_finish(StsPdfWriter *writer, guint32 root, guint32 info, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsPdfWriter, sts_pdf_writer_free)

#endif
