/* Finds the characters that stand for superscript and subscript ones. */
#include "document/script.h"

StsScript
sts_node_script(const StsNode *node)
{
  for (; node && sts_node_is_inline(node->kind); node = node->parent)
    if (node->kind == STS_NODE_SUPERSCRIPT)
      return STS_SCRIPT_SUPER;
    else if (node->kind == STS_NODE_SUBSCRIPT)
      return STS_SCRIPT_SUB;
  return STS_SCRIPT_NONE;
}

static gunichar
superscript_digit(guint digit)
{
  switch (digit) {
  case 1:
    return 0x00b9;
  case 2:
    return 0x00b2;
  case 3:
    return 0x00b3;
  default:
    return 0x2070 + digit;
  }
}

/* 0: at the end. */
static gunichar
before(const char *text, const char *at)
{
  return at > text ? g_utf8_get_char(g_utf8_prev_char(at)) : 0;
}

/* "-3", "2+" and "+" alone are signs, "9-10" and "x-ray" are not. */
static bool
is_sign(const char *text, const char *at)
{
  gunichar left = before(text, at), right = g_utf8_get_char(g_utf8_next_char(at));

  return !g_unichar_isalpha(left) && !g_unichar_isalpha(right) &&
         !(g_unichar_isdigit(left) && g_unichar_isdigit(right));
}

gunichar
sts_script_character(StsScript script, const char *text, const char *at)
{
  gunichar c = g_utf8_get_char(at);
  bool super = script == STS_SCRIPT_SUPER;

  if (script == STS_SCRIPT_NONE)
    return c;
  if (c >= '0' && c <= '9')
    return super ? superscript_digit(c - '0') : 0x2080 + (c - '0');
  if (c == '+' && is_sign(text, at))
    return super ? 0x207a : 0x208a;
  if ((c == '-' || c == 0x2212) && is_sign(text, at))
    return super ? 0x207b : 0x208b;
  return c;
}

void
sts_script_append(GString *out, StsScript script, const char *text)
{
  if (script == STS_SCRIPT_NONE) {
    g_string_append(out, text);
    return;
  }
  for (const char *at = text; *at; at = g_utf8_next_char(at))
    g_string_append_unichar(out, sts_script_character(script, text, at));
}
