/* Asks the system and the environment what a terminal can show. */
#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80 };

static bool
is_set(const char *variable)
{
  const char *value = g_getenv(variable);

  return value && *value;
}

static bool
is_zero(const char *variable)
{
  return g_strcmp0(g_getenv(variable), "0") == 0;
}

bool
sts_terminal_is_capable(FILE *stream)
{
  return isatty(fileno(stream)) && g_strcmp0(g_getenv("TERM"), "dumb") != 0;
}

bool
sts_terminal_has_colors(FILE *stream)
{
  if (is_set("NO_COLOR"))
    return false;
  if (is_set("CLICOLOR_FORCE") && !is_zero("CLICOLOR_FORCE"))
    return true;
  return sts_terminal_is_capable(stream) && !is_zero("CLICOLOR");
}

int
sts_terminal_width(FILE *stream)
{
  struct winsize size;

  if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return WIDTH_DEFAULT;
}

int
sts_terminal_character_width(gunichar character)
{
  return g_unichar_iszerowidth(character) ? 0 : g_unichar_iswide(character) ? 2 : 1;
}

size_t
sts_terminal_text_width(const char *text)
{
  size_t width = 0;

  for (; *text; text = g_utf8_next_char(text))
    width += (size_t)sts_terminal_character_width(g_utf8_get_char(text));
  return width;
}
