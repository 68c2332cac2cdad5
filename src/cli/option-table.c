/* The table of actions and options, and what is said where the two do not go together. */
#include "cli/option-table.h"

#include <string.h>

#include "sts/format.h"

G_DEFINE_QUARK(sts - call - error - quark, sts_call_error)

/* Sets of actions. */
enum {
  EXPORT = 1 << STS_ACTION_EXPORT,
  LIST = 1 << STS_ACTION_LIST,
  CHECK = 1 << STS_ACTION_CHECK,
  VERIFY = 1 << STS_ACTION_VERIFY,
  COMPARE = 1 << STS_ACTION_COMPARE,
  IMPORT = 1 << STS_ACTION_IMPORT,
  DUMP = 1 << STS_ACTION_DUMP,
  STAMP = 1 << STS_ACTION_STAMP,
  NEW_LIBRARY = 1 << STS_ACTION_NEW_LIBRARY,
  NEW_SECTION = 1 << STS_ACTION_NEW_SECTION,
  FROM_FOLDER = 1 << STS_ACTION_FROM_FOLDER,
  PREVIEW = 1 << STS_ACTION_PREVIEW,
  PACK = 1 << STS_ACTION_PACK,
  PUBLISHING = EXPORT | PREVIEW,
  LAYING_OUT = PUBLISHING | PACK | CHECK | DUMP,
  READING = LAYING_OUT | LIST,
  PRINTING = LIST | CHECK | VERIFY | COMPARE | DUMP,
};

/* The options that are calls of their own; without one, a call exports. The last is not told of. */
static const struct {
  const char *option;
  StsAction action;
} ACTIONS[] = {
    {"list", STS_ACTION_LIST},        {"check", STS_ACTION_CHECK},
    {"verify", STS_ACTION_VERIFY},    {"compare", STS_ACTION_COMPARE},
    {"import", STS_ACTION_IMPORT},    {"stamp-translation", STS_ACTION_STAMP},
    {"new", STS_ACTION_NEW_LIBRARY},  {"new-section", STS_ACTION_NEW_SECTION},
    {"from", STS_ACTION_FROM_FOLDER}, {"preview", STS_ACTION_PREVIEW},
    {"pack", STS_ACTION_PACK},        {"dump", STS_ACTION_DUMP},
};

/* The actions that take an option; those that are not here go with all. Those of the formats are as `book`. */
static const struct {
  const char *option;
  guint actions;
} TAKEN[] = {
    {"book", PUBLISHING},
    {"all", PUBLISHING},
    {"output", PUBLISHING | IMPORT},
    {"address", PACK},
    {"page", PREVIEW},
    {"dpi", PREVIEW},
    {"force", PUBLISHING | PACK},
    {"depfile", EXPORT},
    {"watch", PUBLISHING | PACK},
    {"fix", CHECK},
    {"write", CHECK},
    {"report", IMPORT},
    {"split-level", IMPORT},
    {"json", LIST | CHECK | VERIFY | COMPARE | IMPORT},
    {"sarif", CHECK},
    {"content", READING | VERIFY | STAMP | NEW_SECTION},
    {"clinic", LAYING_OUT},
    {"style", LAYING_OUT},
    {"paper", LAYING_OUT},
    {"language", (READING & ~PACK) | STAMP | FROM_FOLDER},
    {"or-original", READING & ~PACK},
    {"fonts", LAYING_OUT},
    {"duplex", LAYING_OUT},
    {"no-duplex", LAYING_OUT},
    {"no-clinic", LAYING_OUT},
    {"no-fonts", EXPORT},
    {"no-pages", EXPORT},
    {"linearize", EXPORT},
    {"allow-expired", READING | VERIFY},
    {"allow-unreviewed-words", READING},
    {"as-of", READING | VERIFY},
    {"due", LIST},
    {"jobs", PUBLISHING | PACK | CHECK},
};

/* Why an action does not take an option, where more can be said than to which actions it belongs. */
static const struct {
  guint actions;
  const char *option;
  const char *sentence; /* {action} and {option} stand for the two */
} REFUSALS[] = {
    {IMPORT, "book",
     "--import makes a library; export it in a second call, with -C, once --check finds nothing to refuse"},
    {PACK, "book", "{action} writes every section in every form; leave out {option}"},
    {PACK, "output", "{action} names the folder itself; leave out {option}"},
    {PACK, "or-original", "{action} has every language that a section has; leave out {option}"},
    {PACK, "language", "{action} has every language that a section has; leave out {option}"},
    {NEW_LIBRARY | FROM_FOLDER, "book", "{action} makes a library; export it in a second call, with -C"},
    {NEW_SECTION, "book", "{action} makes a section to write in; export it in a second call, when it is written"},
    {NEW_SECTION, "output", "{action} writes to the library; name that with -C, and leave out {option}"},
    {NEW_LIBRARY | FROM_FOLDER, "content", "{action} makes a new library and does not read one; leave out {option}"},
    {NEW_LIBRARY | FROM_FOLDER, "output", "{action} names the folder of the library itself; leave out {option}"},
    {STAMP, "book", "{action} exports nothing; leave out {option}"},
    {PRINTING, "book", "{action} writes no file; leave out {option}"},
    {PRINTING, "output", "{action} prints to standard output; leave out {option}"},
    {IMPORT, "content", "--import makes a new library and does not read one; leave out {option}"},
    {COMPARE, "content", "--compare names its libraries itself; leave out {option}"},
    {VERIFY | COMPARE, "language", "{action} finds the language in the files themselves; leave out {option}"},
    {VERIFY | COMPARE, "or-original", "{action} finds the language in the files themselves; leave out {option}"},
    {COMPARE, "as-of", "--compare judges no dates; leave out {option}"},
    {COMPARE, "allow-expired", "--compare judges no dates; leave out {option}"},
};

/* What only some formats heed: where StsFormatInfo says so, and what the others do instead. */
static const struct {
  const char *option;
  size_t heeds;
  const char *others;
} HEEDED[] = {
    {"no-fonts", offsetof(StsFormatInfo, can_omit_fonts), "always embeds its fonts"},
    {"no-pages", offsetof(StsFormatInfo, can_omit_pages), "always has its page numbers"},
    {"linearize", offsetof(StsFormatInfo, can_linearize), "has but one order"},
};

bool
sts_call_refuse(GError **error, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error_literal(error, STS_CALL_ERROR, 0, text);
  return false;
}

static bool
is_given(const GOptionEntry *entry)
{
  if (entry->arg == G_OPTION_ARG_NONE)
    return *(const gboolean *)entry->arg_data;
  return *(void *const *)entry->arg_data != NULL;
}

/* ---- the action ---- */

static const char *
find_action(const char *option, StsAction *action)
{
  for (size_t i = 0; i < G_N_ELEMENTS(ACTIONS); i++)
    if (strcmp(ACTIONS[i].option, option) == 0) {
      *action = ACTIONS[i].action;
      return ACTIONS[i].option;
    }
  return NULL;
}

static bool
refuse_two(const char *first, const char *second, GError **error)
{
  const char *made = strcmp(first, "import") == 0 ? second : first;
  bool imports = strcmp(first, "import") == 0 || strcmp(second, "import") == 0;

  if (imports && (strcmp(made, "list") == 0 || strcmp(made, "check") == 0))
    return sts_call_refuse(error, "--import makes a library; --%s it in a second call, with -C", made);
  return sts_call_refuse(error, "--%s and --%s cannot be combined; choose one", first, second);
}

/* ---- options beside it ---- */

/* The name under which the tables have the option. */
static const char *
table_name(const char *option)
{
  return sts_format_lookup(option) || strcmp(option, "all") == 0 ? "book" : option;
}

static guint
actions_that_take(const char *option)
{
  for (size_t i = 0; i < G_N_ELEMENTS(TAKEN); i++)
    if (strcmp(TAKEN[i].option, option) == 0)
      return TAKEN[i].actions;
  return ~0U;
}

static bool
format_heeds(const StsFormatInfo *format, const char *option)
{
  for (size_t i = 0; i < G_N_ELEMENTS(HEEDED); i++)
    if (strcmp(HEEDED[i].option, option) == 0)
      return G_STRUCT_MEMBER(bool, format, HEEDED[i].heeds);
  return true;
}

/* Returns to what the option belongs, such as "--list, --check and --verify"; for exports stand the options of the
 * formats. Free with g_free(). */
static char *
list_actions(const char *option)
{
  guint actions = actions_that_take(option);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  g_autoptr(GString) list = g_string_new(NULL);

  for (size_t i = 0; actions & EXPORT && i < sts_format_count(); i++)
    if (format_heeds(sts_format_get(i), option))
      g_ptr_array_add(names, (gpointer)sts_format_get(i)->name);
  for (size_t i = 0; i + 1 < G_N_ELEMENTS(ACTIONS); i++)
    if (actions & 1U << ACTIONS[i].action)
      g_ptr_array_add(names, (gpointer)ACTIONS[i].option);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf(list, "%s--%s",
                           i == 0               ? ""
                           : i + 1 < names->len ? ", "
                                                : " and ",
                           (const char *)names->pdata[i]);
  return g_string_free(g_steal_pointer(&list), FALSE);
}

static bool
refuse_option(const char *option, const char *action_option, StsAction action, GError **error)
{
  const char *name = table_name(option);

  for (size_t i = 0; i < G_N_ELEMENTS(REFUSALS); i++) {
    if (!(REFUSALS[i].actions & 1U << action) || strcmp(REFUSALS[i].option, name) != 0)
      continue;
    g_autoptr(GString) sentence = g_string_new(REFUSALS[i].sentence);
    g_autofree char *beside = g_strconcat("--", action_option, NULL), *refused = g_strconcat("--", option, NULL);
    g_string_replace(sentence, "{action}", beside, 0);
    g_string_replace(sentence, "{option}", refused, 0);
    return sts_call_refuse(error, "%s", sentence->str);
  }
  g_autofree char *actions = list_actions(name);
  return sts_call_refuse(error, "--%s works only with %s", option, actions);
}

bool
sts_option_table_check_heeded(const char *option, const GPtrArray *formats, GError **error)
{
  const char *others = NULL;

  for (guint i = 0; i < formats->len; i++)
    if (format_heeds(formats->pdata[i], option))
      return true;
  for (size_t i = 0; i < G_N_ELEMENTS(HEEDED); i++)
    if (strcmp(HEEDED[i].option, option) == 0)
      others = HEEDED[i].others;
  if (formats->len == 0 || !others)
    return true;
  const StsFormatInfo *chosen = formats->pdata[0];
  g_autofree char *heeding = list_actions(option);
  return sts_call_refuse(error, "--%s is for %s; %s %s %s", option, heeding, chosen->article, chosen->label, others);
}

bool
sts_option_table_choose(const GOptionEntry *entries, StsAction *action, GError **error)
{
  const char *chosen = NULL;

  *action = STS_ACTION_EXPORT;
  for (const GOptionEntry *entry = entries; entry->long_name; entry++) {
    StsAction found;
    const char *option = is_given(entry) ? find_action(entry->long_name, &found) : NULL;
    if (option && chosen)
      return refuse_two(chosen, option, error);
    if (option) {
      chosen = option;
      *action = found;
    }
  }
  for (const GOptionEntry *entry = entries; entry->long_name; entry++)
    if (is_given(entry) && !(actions_that_take(table_name(entry->long_name)) & 1U << *action))
      return refuse_option(entry->long_name, chosen, *action, error);
  return true;
}
