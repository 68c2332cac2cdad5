/* Lines that come again with other numbers: the heads and feet of pages. For the files of this room only. */
#ifndef STS_CHECK_SAFETY_HEADS_H
#define STS_CHECK_SAFETY_HEADS_H

#include <glib.h>
#include <stdbool.h>

#include "base/diagnostic.h"

typedef struct {
  StsPosition position;
  const void *block; /* as it was given */
  const char *text;  /* the line */
} StsSafetyHead;

typedef struct {
  GHashTable *lines; /* what stands beside the number -> GArray of lines */
  GRegex *counted;   /* words of which there are several, each with its number: "week" */
} StsSafetyHeads;

/* `counted` matches such words as wholes. */
void sts_safety_heads_init(StsSafetyHeads *heads, const char *counted);
void sts_safety_heads_clear(StsSafetyHeads *heads);

/* Takes a line of text in, if it could be a head. */
void sts_safety_heads_add(StsSafetyHeads *heads, const char *line, size_t length, StsPosition position,
                          const void *block);
/* Returns those that came again, in the order of their places, and begins anew; free with g_array_unref(). */
GArray *sts_safety_heads_take(StsSafetyHeads *heads);

#endif
