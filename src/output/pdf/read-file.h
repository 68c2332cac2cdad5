/* A PDF opened for reading: its objects as text, its streams unpacked within bounds. */
#ifndef STS_OUTPUT_PDF_READ_FILE_H
#define STS_OUTPUT_PDF_READ_FILE_H

#include <qpdf/qpdf-c.h>

#include "base/pdf/pdf-read.h"

typedef struct {
  qpdf_data qpdf;
  GArray *pages;       /* of int: object numbers */
  GHashTable *page_of; /* object number -> index in pages + 1 */
  GHashTable *texts;   /* object number -> its text: of the first objects that were asked for */
  GHashTable *streams; /* object numbers of those that are streams, of the objects that were asked for */
  size_t kept;         /* bytes of those */
  size_t unpacked;     /* bytes of streams so far */
  size_t spent;        /* bytes of objects looked through so far */
} StsPdfFile;

/* A value, and the object that it is a slice of; without an owner it is lent by what it was taken from. */
typedef struct {
  StsPdfSlice text;
  char *owner;
} StsPdfValue;

/* Opens the bytes, which must outlive the file and be followed by a NUL. Returns NULL with STS_VERIFY_ERROR. Free with
 * sts_pdf_file_free(). */
StsPdfFile *sts_pdf_file_open(const char *bytes, size_t size, GError **error);
void sts_pdf_file_free(StsPdfFile *file);

/* Returns an object as text, of a stream its dictionary; free with g_free(). */
char *sts_pdf_file_get_object(StsPdfFile *file, int id, int generation);
/* Follows a reference: the value is its object, or `value` itself where it is none. Clear with sts_pdf_value_clear().
 */
StsPdfValue sts_pdf_file_resolve(StsPdfFile *file, StsPdfSlice value);
/* The same of the value of a dictionary's key. */
StsPdfValue sts_pdf_file_get_key(StsPdfFile *file, StsPdfSlice dictionary, const char *key);
/* Makes the value own its text, so that it outlives what it was taken from. */
void sts_pdf_value_keep(StsPdfValue *value);
void sts_pdf_value_clear(StsPdfValue *value);
/* Appends the data of the stream that the reference leads to, unpacked; nothing when it leads to none. Returns false
 * with STS_VERIFY_ERROR. */
bool sts_pdf_file_append_stream(StsPdfFile *file, StsPdfSlice reference, GString *out, GError **error);
/* Appends the data of the object, whose dictionary was asked for before, where it is a stream, as file-digest.h takes
 * them: unpacked, or as they are. Returns false with STS_VERIFY_ERROR. */
bool sts_pdf_file_append_digested(StsPdfFile *file, int id, StsPdfSlice dictionary, GString *out, bool *stream,
                                  GError **error);
/* Counts bytes that were looked through: a small file can ask for the same again and again. Beyond a limit objects are
 * null, and sts_pdf_file_check() says so. */
void sts_pdf_file_spend(StsPdfFile *file, size_t bytes);
/* The number of the page, from 0, or -1. */
gint32 sts_pdf_file_find_page(const StsPdfFile *file, StsPdfSlice reference);
/* Whether libqpdf has had no complaint so far; otherwise false with STS_VERIFY_ERROR. */
bool sts_pdf_file_check(StsPdfFile *file, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StsPdfValue, sts_pdf_value_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsPdfFile, sts_pdf_file_free)

#endif
