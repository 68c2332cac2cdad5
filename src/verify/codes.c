/* Finds the sections of a library by the code at the foot of a sheet. */
#include "verify/codes.h"

#include <string.h>

#include "document/provenance.h"
#include "verify/reasons.h"

typedef struct {
  StsArena *arena;
  StsCodeAnswer *answer;
  GPtrArray *reasons;
  GArray *found;          /* of StsCodeMatch */
  guint unread;           /* sections that could not be looked at */
  const StsSection *near; /* whose code differs in one digit; NULL: none so far */
  char near_code[STS_SHORT_CODE_SIZE];
} Search;

bool
sts_is_short_code(const char *text)
{
  return strlen(text) == STS_SHORT_CODE_LENGTH && strspn(text, "0123456789abcdefABCDEF") == STS_SHORT_CODE_LENGTH;
}

/* What the code says is that the text is today's; whether that may be handed out is another matter. */
static void
add_match(Search *search, StsEditions *editions, const StsSection *section, StsDate as_of)
{
  g_autoptr(GPtrArray) reasons = g_ptr_array_new();
  g_autofree char *revised = sts_date_is_set(section->last_revised) ? sts_date_format_iso(section->last_revised)
                                                                    : g_strdup(STS_RECORD_NO_DATE);
  StsDate due = sts_section_overdue(sts_editions_library(editions), section, as_of);
  size_t errors = sts_editions_count_errors(editions, section);
  StsCodeMatch match = {.id = sts_arena_strdup(search->arena, section->id),
                        .title = sts_arena_strdup(search->arena, section->title ? section->title : section->id),
                        .file = sts_arena_strdup(search->arena, section->file),
                        .language = sts_arena_strdup(search->arena, section->language),
                        .last_revised = sts_arena_strdup(search->arena, revised)};

  if (errors > 0) {
    match.verdict = STS_VERDICT_UNKNOWN;
    sts_reasons_add_errors(search->arena, reasons, errors, section->id);
  } else if (sts_date_is_set(due)) {
    g_autofree char *day = sts_date_format_iso(due);
    match.verdict = STS_VERDICT_OUTDATED;
    sts_reasons_add(search->arena, reasons, "the text is the current one, but its review was due by %s and is overdue",
                    day);
  }
  if (section->original_newer) {
    sts_reasons_add(search->arena, reasons,
                    "the text is the current one, but the text that it was translated from has changed since");
  }
  match.reasons = sts_arena_list(search->arena, reasons);
  search->answer->verdict = MAX(search->answer->verdict, match.verdict);
  g_array_append_val(search->found, match);
}

static guint
count_differences(const char *a, const char *b)
{
  guint count = 0;

  for (; *a && *b; a++, b++)
    count += *a != *b;
  return count;
}

/* A digit that was misread shows: that two codes are that near to each other by chance is next to impossible. */
static void
say_why_none(Search *search, const StsLibrary *library)
{
  const StsSection *near = search->near;

  if (near)
    sts_reasons_add(search->arena, search->reasons,
                    "it differs in one digit from %s, the code of the section “%s” (%s): look at the sheet again",
                    search->near_code, near->id, near->title ? near->title : near->id);
  if (library->broken)
    sts_reasons_add(search->arena, search->reasons, "the library “%s” could not be read; sts-export --check shows why",
                    library->folder);
  else
    sts_reasons_add(search->arena, search->reasons,
                    "no section of the library “%s” (%s) has this code today: it is of an older edition, or of another "
                    "library",
                    library->title ? library->title : "", library->folder);
  if (search->unread > 0)
    sts_reasons_add(search->arena, search->reasons,
                    "%u %s listed there could not be read, and may have it; sts-export --check shows why",
                    search->unread, search->unread == 1 ? "section that is" : "sections that are");
}

/* Looks at the sections in one language; those that are no translation were met among the originals. */
static void
look_through(Search *search, StsEditions *editions, bool translations, StsDate as_of)
{
  const StsLibrary *library = sts_editions_library(editions);

  if (!translations)
    search->unread = g_hash_table_size(library->unread);
  for (guint i = 0; i < library->sections->len; i++) {
    const StsSection *section = library->sections->pdata[i];
    char code[STS_SHORT_CODE_SIZE];
    if (translations && !section->tag)
      continue;
    sts_section_short_code(library, section, code);
    search->unread += *code == '\0';
    if (strcmp(code, search->answer->code) == 0) {
      add_match(search, editions, section, as_of);
    } else if (!search->near && count_differences(code, search->answer->code) == 1) {
      search->near = section;
      memcpy(search->near_code, code, sizeof code);
    }
  }
}

static void
keep_found(const Search *search)
{
  StsCodeAnswer *answer = search->answer;
  StsArena *arena = search->arena;
  StsCodeMatch *sections = sts_arena_alloc(arena, (search->found->len + 1) * sizeof *sections);

  for (guint i = 0; i < search->found->len; i++)
    sections[i] = g_array_index(search->found, StsCodeMatch, i);
  answer->section_count = search->found->len;
  answer->sections = sections;
}

StsCodeAnswer *
sts_codes_find(const GPtrArray *editions, const char *code, StsDate as_of)
{
  g_autoptr(GPtrArray) reasons = g_ptr_array_new();
  g_autoptr(GArray) found = g_array_new(FALSE, TRUE, sizeof(StsCodeMatch));
  g_autofree char *lower = g_ascii_strdown(code, -1);
  StsArena *arena = sts_arena_new();
  StsCodeAnswer *answer = sts_arena_alloc(arena, sizeof *answer);
  Search search = {.arena = arena, .answer = answer, .reasons = reasons, .found = found};

  *answer = (StsCodeAnswer){.code = sts_arena_strdup(arena, lower), .memory = arena};
  for (guint i = 0; i < editions->len; i++)
    look_through(&search, editions->pdata[i], i > 0, as_of);
  if (found->len == 0)
    answer->verdict = STS_VERDICT_UNKNOWN;
  if (editions->len == 0)
    sts_reasons_add(arena, reasons, "there is no library at hand whose sections could have this code");
  else if (found->len == 0)
    say_why_none(&search, sts_editions_library(editions->pdata[0]));
  keep_found(&search);
  answer->reasons = sts_arena_list(arena, reasons);
  return answer;
}

void
sts_code_answer_free(StsCodeAnswer *answer)
{
  if (answer)
    sts_arena_free(answer->memory);
}
