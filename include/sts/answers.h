/* Answers for record systems: for each code that sheets have, a feed that leads to them, as HL7's Infobutton and
 * MedlinePlus Connect give it, in Atom and JSON. They are files, for any web server to serve (docs/record-systems.md).
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     static void
 *     show(const char *name, const char *media_type, GBytes *bytes, gpointer data)
 *     {
 *       (void)data;
 *       printf("%s: %s, %zu bytes\n", name, media_type, g_bytes_get_size(bytes));
 *       g_bytes_unref(bytes);
 *     }
 *
 *     // ./example content
 *     int
 *     main(int argc, char **argv)
 *     {
 *       g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *       g_autoptr(GError) error = NULL;
 *       g_autoptr(StsLibrary) library = argc == 2 ? sts_library_load(argv[1], diagnostics, &error) : NULL;
 *       g_autoptr(StsAnswers) answers = library ? sts_answers_new(library, "https://example.org/", &error) : NULL;
 *       const StsAnswerLink link = {.path = "surgery.pdf", .media_type = "application/pdf"};
 *
 *       if (!answers || !sts_answers_add(answers, library, "surgery", &link, 1, &error))
 *         return 1;
 *       sts_answers_write(answers, show, NULL);
 *       return 0;
 *     }
 *
 * Invariants: the libraries are lent, and outlive the answers. No clock has part in what is written.
 */
#ifndef STS_ANSWERS_H
#define STS_ANSWERS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include <sts/error.h>
#include <sts/library.h>

G_BEGIN_DECLS

typedef struct StsAnswers StsAnswers;

/* One file of a sheet. Members may be added. */
typedef struct {
  const char *path; /* relative to the folder in which `answers` stands, with "/" between folders */
  const char *media_type;
  const char *title; /* what sets the file apart for people; NULL: nothing, and the sheet's title stands there */
} StsAnswerLink;

/* Begins with no sheets. `library` is in its own language. `address` is where the folder of the sheets is in the web,
 * absolute; NULL: nobody knows it, and links are relative to the file of the answer. Returns NULL with `error`
 * (STS_ERROR_BAD_OPTION) where it is no address of http or https. Free with sts_answers_free(). */
StsAnswers *sts_answers_new(const StsLibrary *library, const char *address, GError **error);
void sts_answers_free(StsAnswers *answers);

/* Adds a sheet of the section in the library's language, which may be that of sts_answers_new() or the same library in
 * another language; the original comes first, and has the codes. Of links, those of one media type after its first are
 * other forms of it. Sheets stand in answers in the order in which they were added. Returns false with `error`
 * (STS_ERROR_UNKNOWN_SECTION) where the library lacks the section. */
bool sts_answers_add(StsAnswers *answers, const StsLibrary *library, const char *id, const StsAnswerLink *links,
                     size_t count, GError **error);

/* Takes a file: its name, relative to the folder in which `answers` stands ("answers/2.16.840.1.113883.6.90/C49.9/
 * es.atom"), which is lent for the call, its media type, which is static, and its bytes, which it must unref. */
typedef void StsAnswersTake(const char *name, const char *media_type, GBytes *bytes, gpointer data);

/* Hands out all files, always in one order: for each code, in each language of a sheet and of the library, a
 * feed of the sheets about it, each in that language or else as it was written; for each of these languages one for
 * all other codes, without a sheet; and the lists by which nginx chooses among them. */
void sts_answers_write(const StsAnswers *answers, StsAnswersTake *take, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsAnswers, sts_answers_free)

G_END_DECLS

#endif
