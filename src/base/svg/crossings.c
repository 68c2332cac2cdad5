/* Estimates crossings without looking for them, and counts what lies side by side.
 *
 * Lines of a length T in a region of an area A cross some T * T / (pi * A) times (Crofton's formula). And a line of n
 * segments that turns r times from left to right, or from right to left, consists of r parts each of which is the graph
 * of a function; two of these cross no more often than they have segments together. The smaller of both is taken, of
 * the whole line and of stretches of it, since much of it may be crowded into a corner.
 */
#include "base/svg/crossings.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  double x, y;
  bool moved; /* nothing is drawn on the way to it */
} Point;

typedef struct {
  const char *next;
  GArray *points; /* of Point */
  Point at, begin;
} Reader;

/* ---- points ---- */

static bool
take_number(Reader *reader, double *number)
{
  while (*reader->next != '\0' && strchr(" ,\t\r\n", *reader->next))
    reader->next++;
  char *end;
  *number = g_ascii_isalpha(*reader->next) ? 0 : g_ascii_strtod(reader->next, &end);
  if (g_ascii_isalpha(*reader->next) || end == reader->next)
    return false;
  reader->next = end;
  return isfinite(*number);
}

static void
add_point(Reader *reader, double x, double y, bool moved)
{
  reader->at = (Point){x, y, moved};
  g_array_append_val(reader->points, reader->at);
}

/* How many numbers follow the command, of which the last two are where it ends. */
static int
count_numbers(char command)
{
  static const char COMMANDS[] = "MLTHVCSQA";
  static const int NUMBERS[] = {2, 2, 2, 1, 1, 6, 4, 4, 7};
  const char *found = command != '\0' ? strchr(COMMANDS, command) : NULL;

  return found ? NUMBERS[found - COMMANDS] : 0;
}

static void
take_segment(Reader *reader, char command, const double *numbers, int count)
{
  char upper = g_ascii_toupper(command);
  Point from = upper == command ? (Point){0, 0, false} : reader->at;

  if (upper == 'H')
    add_point(reader, from.x + numbers[0], reader->at.y, false);
  else if (upper == 'V')
    add_point(reader, reader->at.x, from.y + numbers[0], false);
  else
    for (int i = upper == 'A' ? 5 : 0; i < count; i += 2)
      add_point(reader, from.x + numbers[i], from.y + numbers[i + 1], upper == 'M');
  if (upper == 'M')
    reader->begin = reader->at;
}

static void
read_path(Reader *reader)
{
  char command = '\0';
  double numbers[7];

  for (;;) {
    reader->next += strspn(reader->next, " ,\t\r\n");
    if (g_ascii_isalpha(*reader->next)) {
      command = *reader->next++;
      if (command == 'Z' || command == 'z')
        add_point(reader, reader->begin.x, reader->begin.y, false);
      continue;
    }
    int count = count_numbers(g_ascii_toupper(command)), taken = 0;
    while (taken < count && take_number(reader, &numbers[taken]))
      taken++;
    if (count == 0 || taken < count)
      return;
    take_segment(reader, command, numbers, count);
    command = command == 'M' ? 'L' : command == 'm' ? 'l' : command;
  }
}

static void
read_points(Reader *reader)
{
  double x, y;

  while (take_number(reader, &x) && take_number(reader, &y))
    add_point(reader, x, y, false);
}

/* ---- crossings ---- */

/* Of the stretch of `count` points. */
static double
estimate(const Point *points, guint count)
{
  double left = points[0].x, right = left, top = points[0].y, bottom = top, length = 0;
  guint turns[2] = {0, 0};
  int last[2] = {0, 0};

  for (guint i = 1; i < count; i++) {
    double way[2] = {points[i].x - points[i - 1].x, points[i].y - points[i - 1].y};
    left = MIN(left, points[i].x);
    right = MAX(right, points[i].x);
    top = MIN(top, points[i].y);
    bottom = MAX(bottom, points[i].y);
    if (points[i].moved) {
      last[0] = last[1] = 0;
      continue;
    }
    length += hypot(way[0], way[1]);
    for (int k = 0; k < 2; k++) {
      int sign = way[k] > 0 ? 1 : way[k] < 0 ? -1 : 0;
      turns[k] += sign != 0 && last[k] != 0 && sign != last[k];
      last[k] = sign != 0 ? sign : last[k];
    }
  }
  double size = MAX(right - left, bottom - top);
  double by_turns = (double)MIN(turns[0], turns[1]) * count;
  return size > 0 ? MIN(by_turns, length * length / (G_PI * size * size)) : 0;
}

static double
count_crossings(const Point *points, guint count)
{
  static const guint STRETCHES[] = {64, 1024, G_MAXUINT};
  double crossings = 0;

  for (gsize k = 0; k < G_N_ELEMENTS(STRETCHES); k++)
    for (guint at = 0; at < count; at += MIN(STRETCHES[k], count - at))
      crossings += estimate(points + at, MIN(STRETCHES[k], count - at));
  return crossings;
}

/* ---- side by side ---- */

static int
compare_numbers(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* The most segments that lie beside one another at any height; counts the lines that they are of. */
static guint
count_beside(const Point *points, guint count, guint *lines)
{
  g_autofree double *tops = g_new(double, count), *bottoms = g_new(double, count);
  guint segments = 0, most = 0;

  *lines = 1;
  for (guint i = 1; i < count; i++) {
    *lines += points[i].moved;
    if (points[i].moved || points[i].y == points[i - 1].y)
      continue;
    tops[segments] = MIN(points[i].y, points[i - 1].y);
    bottoms[segments++] = MAX(points[i].y, points[i - 1].y);
  }
  qsort(tops, segments, sizeof *tops, compare_numbers);
  qsort(bottoms, segments, sizeof *bottoms, compare_numbers);
  for (guint i = 0, ended = 0; i < segments; i++) {
    while (bottoms[ended] <= tops[i])
      ended++;
    most = MAX(most, i + 1 - ended);
  }
  return most;
}

/* Measured with cairo 1.16: a crossing takes some two microseconds; to go through what lies beside each point, some
 * eight nanoseconds each; and separate lines, each of which is held against the rest, some half a nanosecond a pair. */
double
sts_svg_weigh_line(const char *path, bool points)
{
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Point));
  Reader reader = {.next = path, .points = list};
  guint lines;

  if (points)
    read_points(&reader);
  else
    read_path(&reader);
  if (list->len == 0)
    return 0;
  const Point *first = (const Point *)(gpointer)list->data;
  double beside = count_beside(first, list->len, &lines);
  return count_crossings(first, list->len) / 6 + list->len * beside / 1200 + lines * beside * beside / 20000;
}
