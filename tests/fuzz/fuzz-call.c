/* Any lines as the arguments of a call: they are understood, or a sentence says what is wrong with them. */
#include <string.h>

#include "base/text.h"
#include "cli/options.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
check_said(const char *said)
{
  g_assert(*said && g_utf8_validate(said, -1, NULL));
  for (const char *p = said; *p; p = g_utf8_next_char(p))
    g_assert(*p == '\n' || !sts_text_is_order(g_utf8_get_char(p)));
}

static void
check_options(const StsOptions *options)
{
  if (options->action == STS_ACTION_HELP || options->action == STS_ACTION_VERSION)
    return;
  /* What a library's defaults may say is not known yet. */
  g_assert((!options->style || *options->style) && options->jobs >= 1);
  g_assert((options->import != NULL) == (options->action == STS_ACTION_IMPORT));
  g_assert((options->dump != NULL) == (options->action == STS_ACTION_DUMP));
  g_assert(options->action != STS_ACTION_VERIFY || (options->files && options->files[0]));
  g_assert(options->action != STS_ACTION_COMPARE || (options->files && g_strv_length(options->files) == 2));
  g_assert(!options->write || options->fix);
  g_assert(!options->fix || options->action == STS_ACTION_CHECK);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *)data, size), *call = g_strconcat("sts-export\n", text, NULL);
  g_auto(GStrv) arguments = g_strsplit(call, "\n", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(StsOptions) options = sts_options_parse((int)g_strv_length(arguments), arguments, &error);

  g_assert(options ? !error : error != NULL);
  if (options) {
    check_options(options);
    return 0;
  }
  /* It is printed so. */
  g_autofree char *said = sts_text_make_printable(error->message);
  check_said(said);
  return 0;
}
