/* Pictures of the first pages of a pack's sheets, several at once. */
#ifndef STS_CLI_PACK_PICTURES_H
#define STS_CLI_PACK_PICTURES_H

#include "cli/pack/folder.h"

typedef struct StsPackDrawing StsPackDrawing;

/* Returns the name of the program that draws them; NULL where it is not installed, having said so, with *status
 * (StsExit). Free with g_free(). */
char *sts_pack_find_drawer(int *status);

/* The picture of the first page of a PDF; both are names of files of the new pack, and the PDF is there. */
StsPackDrawing *sts_pack_drawing_new(StsPackFolder *folder, const char *pdf, const char *picture);
void sts_pack_drawing_free(gpointer drawing);

/* Draws all (of StsPackDrawing*), so many at once. */
bool sts_pack_draw(const GPtrArray *drawings, const char *drawer, int jobs, GError **error);

#endif
