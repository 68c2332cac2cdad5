/* rooms: base */
/* Tests of PDF syntax as it is written and read. */
#include <string.h>

#include "base/pdf/pdf-read.h"
#include "base/pdf/pdf-write.h"

/* ---- writing ---- */

static void
test_numbers(void)
{
  static const struct {
    double value;
    int decimals;
    const char *text;
  } CASES[] = {{0, 2, " 0"},          {-0.001, 2, " 0"},  {12.5, 2, " 12.5"},
               {-3, 2, " -3"},        {0.05, 2, " 0.05"}, {99.999, 2, " 100"},
               {1.0625, 3, " 1.063"}, {-0.5, 0, " -1"},   {123456.25, 4, " 123456.25"},
               {0.1004, 3, " 0.1"}};

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    sts_pdf_append_number(out, CASES[i].value, CASES[i].decimals);
    g_assert_cmpstr(out->str, ==, CASES[i].text);
  }
}

static void
test_strings(void)
{
  g_autoptr(GString) out = g_string_new(NULL);

  sts_pdf_append_bytes(out, "a(b)\\ \n\xfc");
  sts_pdf_append_text(out, "plain (text)");
  sts_pdf_append_text(out, "\u00e9\U0001F600");
  g_assert_cmpstr(out->str, ==, "(a\\(b\\)\\\\ \\012\\374)(plain \\(text\\))<FEFF00E9D83DDE00>");
}

/* ISO 19005-2, 6.1.13: no string is longer than 32767 bytes. */
static void
test_long_text(void)
{
  g_autofree char *text = g_strnfill(40000, 'x');
  g_autoptr(GString) out = g_string_new(NULL);

  sts_pdf_append_text(out, text);
  g_autofree char *back = sts_pdf_get_text(sts_pdf_slice(out->str, out->len));
  g_assert_cmpuint(out->len / 2, <, 32767);
  g_assert_true(g_str_has_prefix(back, "xxxx"));
  g_assert_true(g_str_has_suffix(back, "xxxx\u2026"));
}

static void
test_dates(void)
{
  g_autofree char *date = sts_pdf_format_date(1522972800 + 86399);

  g_assert_cmpstr(date, ==, "D:20180406235959Z");
}

/* ---- reading ---- */

/* Every byte comes back, whatever it is. */
static void
test_bytes_come_back(void)
{
  g_autoptr(GString) literal = g_string_new("(");
  g_autoptr(GString) hexadecimal = g_string_new("<");
  g_autoptr(GString) back = g_string_new(NULL);

  for (guint i = 0; i < 256; i++) {
    sts_pdf_append_byte(literal, (guint8)i);
    sts_pdf_append_unit(hexadecimal, (guint16)(i << 8 | (255 - i)));
  }
  g_string_append_c(literal, ')');
  g_string_append_c(hexadecimal, '>');
  sts_pdf_decode_string(back, sts_pdf_slice(literal->str, literal->len));
  g_assert_cmpuint(back->len, ==, 256);
  for (guint i = 0; i < 256; i++)
    g_assert_cmpuint((guint8)back->str[i], ==, i);
  g_string_truncate(back, 0);
  sts_pdf_decode_string(back, sts_pdf_slice(hexadecimal->str, hexadecimal->len));
  g_assert_cmpuint(back->len, ==, 512);
  for (guint i = 0; i < 256; i++)
    g_assert_true((guint8)back->str[2 * i] == i && (guint8)back->str[2 * i + 1] == 255 - i);
}

/* What others may write: escapes by letters, of one digit, of line ends; odd digits, white space among them. */
static void
test_foreign_strings(void)
{
  static const struct {
    const char *written;
    const char *bytes;
    size_t length;
  } CASES[] = {
      {"(a\\n\\t\\7x\\500\\\r\nb\\z\\()", "a\n\t\007x@bz(", 9},
      {"(a(b)c)", "a(b)c", 5},
      {"<4 1\n4>", "A@", 2},
      {"<>", "", 0},
      {"()", "", 0},
      {"/Name", "", 0},
      {"<< /A (b) >>", "", 0},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(GString) back = g_string_new(NULL);
    sts_pdf_decode_string(back, sts_pdf_slice(CASES[i].written, strlen(CASES[i].written)));
    g_assert_cmpmem(back->str, back->len, CASES[i].bytes, CASES[i].length);
  }
}

/* Returns the tokens with a bar before each, and the first letter of its kind. */
static char *
list_tokens(const char *text, size_t length)
{
  GString *out = g_string_new(NULL);
  StsPdfSlice rest = sts_pdf_slice(text, length);

  for (StsPdfToken token; sts_pdf_next_token(&rest, &token);)
    g_string_append_printf(out, "|%c%.*s", "nNsockw"[token.kind], (int)(token.text.end - token.text.at), token.text.at);
  return g_string_free(out, FALSE);
}

static void
test_tokens(void)
{
  static const char TEXT[] = "<</K[1 -2.5(a)b)/N<0A>]>>% >>\nBT/F1 12 Tf(\\))Tj";
  g_autofree char *tokens = list_tokens(TEXT, strlen(TEXT));

  g_assert_cmpstr(tokens, ==, "|o<<|N/K|o[|n1|n-2.5|s(a)|kb|k)|N/N|s<0A>|c]|c>>|kBT|N/F1|n12|kTf|s(\\))|kTj");
}

/* The text is cut after each of its bytes, and stands where nothing may be read behind it (asan tells). */
static void
test_bounds(void)
{
  static const char TEXT[] = "<</K[12 0 R(a\\(\\012b)<0A>true]/L<</M/N>>>>% c\n(((";

  for (size_t length = 0; length < sizeof TEXT; length++) {
    g_autofree char *copy = g_memdup2(TEXT, length);
    g_autofree char *tokens = list_tokens(copy, length);
    StsPdfSlice rest = sts_pdf_slice(copy, length), value;
    while (sts_pdf_next_value(&rest, &value)) {
      g_autoptr(GString) bytes = g_string_new(NULL);
      sts_pdf_decode_string(bytes, value);
      g_free(sts_pdf_get_text(value));
      sts_pdf_get_key(value, "/L");
    }
    g_assert_true(rest.at <= copy + length);
    g_assert_cmpuint(strlen(tokens), >=, length > 0);
  }
}

static void
test_values(void)
{
  static const char TEXT[] = "<< /A 12 0 R /B [ 1 [ 2 ] ] /C << /A null >> /D 7 /E true >>";
  StsPdfSlice dictionary = sts_pdf_slice(TEXT, strlen(TEXT)),
              items = sts_pdf_get_items(sts_pdf_get_key(dictionary, "/B")), item;
  int id, generation;
  gint64 number;

  g_assert_true(sts_pdf_get_reference(sts_pdf_get_key(dictionary, "/A"), &id, &generation));
  g_assert_true(id == 12 && generation == 0);
  g_assert_true(sts_pdf_next_value(&items, &item) && sts_pdf_is(item, "1"));
  g_assert_true(sts_pdf_next_value(&items, &item) && sts_pdf_is(item, "[ 2 ]"));
  g_assert_false(sts_pdf_next_value(&items, &item));
  g_assert_true(sts_pdf_is(sts_pdf_get_key(sts_pdf_get_key(dictionary, "/C"), "/A"), "null"));
  g_assert_true(sts_pdf_get_integer(sts_pdf_get_key(dictionary, "/D"), &number));
  g_assert_cmpint(number, ==, 7);
  g_assert_true(sts_pdf_is(sts_pdf_get_key(dictionary, "/E"), "true"));
  g_assert_false(sts_pdf_is_set(sts_pdf_get_key(dictionary, "/F")));
}

/* A reference is found however it is spaced, and only where it is one. */
static void
test_references(void)
{
  static const struct {
    const char *text;
    int count, id, generation;
  } CASES[] = {
      {"12 0 R", 1, 12, 0},
      {"12 0 R/A", 2, 12, 0},
      {"12 0 R]", 1, 12, 0},
      {"12 0 R 13", 2, 12, 0},
      {"12 3 R", 1, 12, 3},
      {"12  0 R", 1, 12, 0},
      {"12 0\nR", 1, 12, 0},
      {"12 %x\n0 R", 1, 12, 0},
      {"2147483647 0 R", 1, 2147483647, 0},
      {"+12 0 R", 1, 12, 0},
      {"12 +0 R", 1, 12, 0},
      {"12 0 RG", 2, 0, 0},
      {"12 0 Rx", 2, 0, 0},
      {"12 0", 2, 0, 0},
      {"12 0 S", 2, 0, 0},
      {"0 0 R", 1, 0, 0},
      {"12.5 0 R", 1, 0, 0},
      {"12 65536 R", 1, 0, 0},
      {"2147483648 0 R", 1, 0, 0},
      {"99999999999 0 R", 1, 0, 0},
      {"-12 0 R", 1, 0, 0},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    StsPdfSlice rest = sts_pdf_slice(CASES[i].text, strlen(CASES[i].text)), first, value;
    int id = 0, generation = 0, count = 1;
    g_assert_true(sts_pdf_next_value(&rest, &first));
    while (sts_pdf_next_value(&rest, &value))
      count++;
    g_test_message("%s", CASES[i].text);
    g_assert_cmpint(count, ==, CASES[i].count);
    g_assert_cmpint(sts_pdf_get_reference(first, &id, &generation), ==, CASES[i].id > 0);
    g_assert_cmpint(CASES[i].id > 0 ? id : 0, ==, CASES[i].id);
    g_assert_cmpint(CASES[i].id > 0 ? generation : 0, ==, CASES[i].generation);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pdf-syntax/numbers", test_numbers);
  g_test_add_func("/pdf-syntax/strings", test_strings);
  g_test_add_func("/pdf-syntax/long-text", test_long_text);
  g_test_add_func("/pdf-syntax/dates", test_dates);
  g_test_add_func("/pdf-syntax/bytes-come-back", test_bytes_come_back);
  g_test_add_func("/pdf-syntax/foreign-strings", test_foreign_strings);
  g_test_add_func("/pdf-syntax/tokens", test_tokens);
  g_test_add_func("/pdf-syntax/bounds", test_bounds);
  g_test_add_func("/pdf-syntax/values", test_values);
  g_test_add_func("/pdf-syntax/references", test_references);
  return g_test_run();
}
