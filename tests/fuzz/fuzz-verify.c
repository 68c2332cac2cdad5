/* Any bytes as an exported file: reading it back must end well and soon, and what is read must be fit to be judged,
 * compared and shown. */
#include <string.h>

#include "verify/compare.h"
#include "verify/judge.h"
#include "verify/open.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
check_texts(const char *const *texts)
{
  for (; *texts; texts++)
    g_assert(g_utf8_validate(*texts, -1, NULL));
}

static void
check_lines(const GArray *lines)
{
  for (guint i = 0; i < lines->len; i++) {
    const StsReadLine *line = &g_array_index(lines, StsReadLine, i);
    g_assert(*line->text && g_utf8_validate(line->text, -1, NULL) && line->part <= STS_PART_TEXT);
  }
}

static void
use(const StsReading *reading)
{
  g_autoptr(StsVerification) verification = sts_judge(reading, NULL);
  g_autoptr(StsComparison) comparison = sts_compare(reading, reading, NULL, NULL);

  check_lines(reading->front);
  for (guint i = 0; i < reading->sections->len; i++)
    check_lines(sts_read_section(reading, i)->lines);
  check_texts(verification->reasons);
  for (size_t i = 0; i < verification->section_count; i++)
    check_texts(verification->sections[i].reasons);
  check_texts(comparison->notes);
  for (size_t i = 0; i < comparison->section_count; i++)
    g_assert(comparison->sections[i].line_count == 0 && comparison->sections[i].change == STS_CHANGE_NONE);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  g_autofree char *bytes = g_malloc(size + 1);
  g_autoptr(GError) error = NULL;

  memcpy(bytes, data, size);
  bytes[size] = '\0';
  g_autoptr(StsReading) reading = sts_reading_open_bytes(bytes, size, &error);
  if (reading)
    use(reading);
  else
    g_assert(error->domain == STS_VERIFY_ERROR && g_utf8_validate(error->message, -1, NULL));
  return 0;
}
