/* Draws the pages of a finished PDF as pictures, with pdftoppm of poppler, which is another program: nothing of it is
 * linked. */
#ifndef STS_CLI_DRAW_PAGES_H
#define STS_CLI_DRAW_PAGES_H

#include <glib.h>
#include <stdbool.h>

/* Pages by their places in the file, from 1. */
typedef struct {
  int first, last; /* last 0: to the end */
} StsPageRange;

typedef struct {
  int page;
  char *path; /* of the PNG */
} StsDrawnPage;

/* Reads "3", "1-3" or "2-". */
bool sts_page_range_parse(const char *text, StsPageRange *range);

/* Returns the name of the program; NULL where it is not installed, with an error (G_FILE_ERROR_NOSYS) that names the
 * package. Free with g_free(). */
char *sts_draw_pages_find_program(GError **error);

/* Draws these pages of the PDF as PNG of so many dots per inch, into a folder that is its own. Returns them in their
 * order (of StsDrawnPage). NULL with `error`: G_FILE_ERROR_INVAL where the PDF has not all of the pages, another where
 * the program fails. Free with g_array_unref(). */
GArray *sts_draw_pages(const char *program, const char *pdf, const char *folder, StsPageRange range, int dpi,
                       GError **error);

/* Returns the picture with a note that sts-export wrote it; NULL where it is no PNG. Free with g_bytes_unref(). */
GBytes *sts_drawn_page_sign(const char *bytes, size_t size);

/* Whether the file is a picture with that note. */
bool sts_drawn_page_is_own(const char *path);

#endif
