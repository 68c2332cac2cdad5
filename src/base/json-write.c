/* Writes JSON. */
#include "base/json-write.h"

#include "base/text.h"

static void
begin_line(const StsJsonWriter *json)
{
  g_string_append_c(json->out, '\n');
  for (int i = 0; i < json->depth; i++)
    g_string_append(json->out, "  ");
}

static void
begin_value(StsJsonWriter *json, const char *name)
{
  if (json->begun)
    g_string_append_c(json->out, ',');
  if (json->depth > 0)
    begin_line(json);
  if (name)
    g_string_append_printf(json->out, "\"%s\": ", name);
  json->begun = true;
}

void
sts_json_open(StsJsonWriter *json, const char *name, char bracket)
{
  begin_value(json, name);
  g_string_append_c(json->out, bracket);
  json->depth++;
  json->begun = false;
}

void
sts_json_close(StsJsonWriter *json, char bracket)
{
  json->depth--;
  if (json->begun)
    begin_line(json);
  g_string_append_c(json->out, bracket);
  json->begun = true;
}

void
sts_json_string(StsJsonWriter *json, const char *name, const char *value)
{
  if (!value)
    return;
  begin_value(json, name);
  (json->append_string ? json->append_string : sts_text_append_json)(json->out, value);
}
