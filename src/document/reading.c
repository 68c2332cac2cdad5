/* The memory of a reading, and what is asked of it. */
#include "document/reading.h"

#include <string.h>

GQuark
sts_verify_error_quark(void)
{
  return g_quark_from_static_string("sts-verify-error");
}

void
sts_reading_free(StsReading *reading)
{
  if (!reading)
    return;
  for (guint i = 0; i < reading->sections->len; i++)
    g_array_unref(sts_read_section(reading, i)->lines);
  g_array_unref(reading->sections);
  g_array_unref(reading->front);
  g_array_unref(reading->clinic);
  g_ptr_array_unref(reading->faults);
  g_hash_table_unref(reading->elements);
  g_hash_table_unref(reading->slots);
  g_ptr_array_unref(reading->met_slots);
  sts_arena_free(reading->arena);
  g_free(reading);
}

const StsClinic *
sts_reading_clinic(const StsReading *reading, const char **fault)
{
  const char *found = NULL;
  const StsClinic *clinic =
      reading->clinic_record ? sts_clinic_of_record(reading->arena, reading->clinic_record, &found) : NULL;

  if (fault)
    *fault = found;
  return clinic;
}

bool
sts_read_line_is_review(const StsReadLine *line)
{
  return line->part < STS_PART_KINDS && sts_part_is_of_review((StsPartKind)line->part);
}

const char *
sts_read_part_name(guint part)
{
  return part < STS_PART_KINDS ? sts_part_kind_name((StsPartKind)part) : "text";
}

bool
sts_reading_pictures_differ(const StsReading *a, const StsReadSection *of_a, const StsReading *b,
                            const StsReadSection *of_b)
{
  bool a_says = of_a->pictures || !a->format, b_says = of_b->pictures || !b->format;

  return a_says && b_says && g_strcmp0(of_a->pictures, of_b->pictures) != 0;
}

/* The fingerprint of the section's content as a record of that version has it. */
static const char *
content_as(const StsReadSection *section, guint record_version)
{
  return section->content_older && record_version < 4 ? section->content_older : section->content;
}

bool
sts_reading_content_is_same(const StsReading *a, const StsReadSection *of_a, const StsReading *b,
                            const StsReadSection *of_b)
{
  const char *content_a = content_as(of_a, b->record_version), *content_b = content_as(of_b, a->record_version);

  return content_a && content_b && strcmp(content_a, content_b) == 0;
}
