/* rooms: base document read assemble */
/* Tests of a clinic's values and slots: telephone numbers as people write them and what only looks like one, the record
 * there and back, slots in a text beside braces that are none, and filled ones beside all that may stand in a line. */
#include <string.h>

#include "assemble/assemble.h"
#include "base/address.h"
#include "document/clinic.h"
#include "document/plain-text.h"
#include "document/review.h"
#include "read-fixture.h"

static void
test_telephones(void)
{
  static const struct {
    const char *typed, *address;
  } SOUND[] = {
      {"911", "tel:911"},
      {"555-010-0100", "tel:5550100100"},
      {"(555) 010-0100", "tel:5550100100"},
      {"+1 555.010.0100", "tel:+15550100100"},
      {"+49 30/123 456", "tel:+4930123456"},
      {"555-010-0199 ext. 5", "tel:5550100199;ext=5"},
      {"555-010-0199 x12", "tel:5550100199;ext=12"},
      {"555-010-0199 extension 7", "tel:5550100199;ext=7"},
      {"1-800-4-CANCER", "tel:18004226237"},
      {"555\u00a0010\u20110100", "tel:5550100100"},
      {"\u0665\u0665\u0665\u0660\u0661\u0660\u0660", "tel:5550100"},
      {"*31#555-0100", "tel:*31%235550100"},
      {"#911", "tel:%23911"},
      {"+44 (0)20 7946 0018", "tel:+442079460018"},
      {"+49 (0)30/123 456", "tel:+4930123456"},
      {"(0)20 7946 0018", "tel:02079460018"},
      {"06221/123456", "tel:06221123456"},
      {"555-010-0199 EXT 5", "tel:5550100199;ext=5"},
      {"555-010-0199 Ext. 5", "tel:5550100199;ext=5"},
      {"555-010-0199X5", "tel:5550100199;ext=5"},
      {"1-800-MEDICARE", "tel:18006334227"},
      {"+1-800-MEDICARE x5", "tel:+18006334227;ext=5"},
      {"800-MEDICARE", "tel:8006334227"},
      {"0800-REVERSE", "tel:08007383773"},
      {"1-800-FLOWERSHOP", "tel:18003569377"},
      {"1-800-EXT-CALL", "tel:18003982255"},
      {"1-800-4-CANCER x5", "tel:18004226237;ext=5"},
      {"+390123456789012", "tel:+390123456789012"},
  };
  static const char *const FAULTY[] = {"",
                                       "11",
                                       "50 mg",
                                       "500 MG",
                                       "5000 UNITS",
                                       "call us",
                                       "555-01OO",
                                       "555-CALL",
                                       "XXX-XXX-0100",
                                       "1-800-XXX-0100",
                                       "555 0100 x",
                                       "ext. 5",
                                       "555+01000",
                                       "555,010",
                                       "123456789012345678901",
                                       "555-0100 ext. five",
                                       "tel:911",
                                       "911!",
                                       "1234567890123456",
                                       "555-0100 OR 911",
                                       "555-010-OR 911",
                                       "555-OR-911",
                                       "555-0 (MON-FRI)",
                                       "555-010-0100 (MON-FRI)",
                                       "555 01000 MGS",
                                       "1-800-FLOWERS-55",
                                       "1-800-FLOWERSHOPPED",
                                       "1-800-FLOWERS-#",
                                       "555-010-0199 EXT FIVE",
                                       "5550100/5550101",
                                       "555-010/555-011"};

  for (size_t i = 0; i < G_N_ELEMENTS(SOUND); i++) {
    g_autofree char *address = sts_clinic_telephone(SOUND[i].typed);
    g_assert_cmpstr(sts_clinic_fault(STS_CLINIC_PHONE, SOUND[i].typed), ==, NULL);
    g_assert_cmpstr(address, ==, SOUND[i].address);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTY); i++)
    if (!sts_clinic_fault(STS_CLINIC_EMERGENCY, FAULTY[i]))
      g_error("“%s” is taken for a telephone number", FAULTY[i]);
}

static void
test_letters_are_the_fault(void)
{
  g_assert_nonnull(strstr(sts_clinic_fault(STS_CLINIC_PHONE, "0x55"), "is not a telephone number"));
  g_assert_nonnull(strstr(sts_clinic_fault(STS_CLINIC_PHONE, "11"), "too few digits"));
}

/* A code's reader guesses the encoding of what is no ASCII. */
static void
test_uris(void)
{
  static const char *const URIS[][2] = {
      {"https://clinic.example/a/\u00f1", "https://clinic.example/a/%C3%B1"},
      {"https://cl\u00ednic.example/?a=%20", "https://xn--clnic-0sa.example/?a=%20"},
      {"https://clinic.example/a?b=c&d#e", "https://clinic.example/a?b=c&d#e"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(URIS); i++) {
    g_autofree char *uri = sts_address_to_uri(URIS[i][0]);
    g_assert_cmpstr(uri, ==, URIS[i][1]);
  }
}

static void
test_feedback(void)
{
  static const char *const SOUND[] = {"https://a.example",
                                      "HTTP://a.example/b",
                                      "a.b@c.example",
                                      "a@b",
                                      "555-010-0100",
                                      "mailto:a@b.example?subject=c",
                                      "Tell: the nurse",
                                      "tel:911",
                                      "Room:12"};
  static const char *const FAULTY[] = {"https://", "http:a",  "javascript:alert(1)", "JavaScript:x",
                                       "tel:1",    "mailto:", "data:text/html,x"};

  for (size_t i = 0; i < G_N_ELEMENTS(SOUND); i++)
    g_assert_cmpstr(sts_review_feedback_fault(SOUND[i]), ==, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTY); i++)
    if (!sts_review_feedback_fault(FAULTY[i]))
      g_error("“%s” is taken for feedback", FAULTY[i]);
}

static void
test_values(void)
{
  static const struct {
    StsClinicKey key;
    const char *value;
    bool sound;
  } VALUES[] = {
      {STS_CLINIC_HOURS, "9-5", true},
      {STS_CLINIC_QR, "HTTPS://CLINIC.EXAMPLE/{id}", true},
      {STS_CLINIC_WEB, "Http://clinic.example", true},
      {STS_CLINIC_WEB, "HTTPS://", false},
      {STS_CLINIC_HOURS, "Mon to Fri, 8 am to 5 pm", true},
      {STS_CLINIC_HOURS, "24/7", true},
      {STS_CLINIC_HOURS, "555-010-0100", false},
      {STS_CLINIC_HOURS, "-", false},
      {STS_CLINIC_ADDRESS, "12 Main Street\nSpringfield", true},
      {STS_CLINIC_ADDRESS, "北京市朝阳区 1 号", true},
      {STS_CLINIC_ADDRESS, "https://www.example.org", false},
      {STS_CLINIC_ADDRESS, "12", false},
      {STS_CLINIC_ADDRESS, "a\nb\nc\nd\ne\nf\ng", false},
      {STS_CLINIC_WEB, "https://www.example.org/a?b=c", true},
      {STS_CLINIC_WEB, "http://example.org", true},
      {STS_CLINIC_WEB, "ftp://example.org", false},
      {STS_CLINIC_WEB, "javascript:alert(1)", false},
      {STS_CLINIC_WEB, "https://exa mple.org", false},
      {STS_CLINIC_ACCENT, "#143d66", true},
      {STS_CLINIC_ACCENT, "#767676", true},
      {STS_CLINIC_ACCENT, "#777777", false},
      {STS_CLINIC_QUESTIONS, "0", true},
      {STS_CLINIC_QUESTIONS, "12", true},
      {STS_CLINIC_QUESTIONS, "13", false},
      {STS_CLINIC_QUESTIONS, "3.5", false},
      {STS_CLINIC_QUESTIONS, " 3", false},
      {STS_CLINIC_QR, "https://c.example/{id}/{language}", true},
      {STS_CLINIC_QR, "https://c.example/", true},
      {STS_CLINIC_QR, "https://c.example/{patient}", false},
      {STS_CLINIC_QR, "https://c.example/{id", false},
      {STS_CLINIC_QR, "https://c.example/\u202e{id}", false},
      {STS_CLINIC_QR, "https://c.example/\u200b{id}", false},
      {STS_CLINIC_QR, "https://c.example/\xc2\x85{id}", false},
      {STS_CLINIC_QR, "https://c.example/\u00a0{id}", false},
      {STS_CLINIC_QR, "https://c.example/\u00fc/{id}", true},
      {STS_CLINIC_NAME, "Clínica {del} *Valle*", true},
      {STS_CLINIC_NAME, "555", false},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(VALUES); i++)
    if (!sts_clinic_fault(VALUES[i].key, VALUES[i].value) != VALUES[i].sound)
      g_error("%s: “%s”: %s", sts_clinic_key_name(VALUES[i].key), VALUES[i].value,
              VALUES[i].sound ? sts_clinic_fault(VALUES[i].key, VALUES[i].value) : "no fault");
}

static void
test_line_ends(void)
{
  static const struct {
    const char *line, *rest, *end;
  } LINES[] = {
      {"Building 2", "x", ", "},
      {"Building 2,", "x", " "},
      {"", "", ", "},
      {"12", "34", ", "},
      {"Дом 2", "Москва", ", "},
      {"مبنى 2", "شارع الملك", "، "},
      {"مبنى 2،", "شارع", " "},
      {"12", "شارع", "، "},
      {"Building 2", "شارع", ", "},
      {"北京市朝阳区 1 号", "2 楼", "，"},
      {"北京市，", "2 楼", ""},
      {"北京市、", "2 楼", ""},
      {"100020", "北京", "，"},
      {"Room 2", "北京", ", "},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
    g_autofree char *value = g_strconcat(LINES[i].line, "\n", LINES[i].rest, NULL);
    g_assert_cmpstr(sts_clinic_line_end(value, strlen(LINES[i].line)), ==, LINES[i].end);
  }
}

static void
test_record(void)
{
  StsArena *arena = sts_arena_new();
  StsClinic clinic = {.values = {[STS_CLINIC_NAME] = "Hill: Clinic",
                                 [STS_CLINIC_ADDRESS] = "1 Road\nTown",
                                 [STS_CLINIC_PHONE] = "555-0100",
                                 [STS_CLINIC_LOGO] = "logo.svg",
                                 [STS_CLINIC_QUESTIONS] = "4"}};
  g_autofree char *record = sts_clinic_record(&clinic);
  static const char *const FORGED[] = {"phone: 555-0100",
                                       "name: A\nname: B",
                                       "name: A\nphone: 50 mg",
                                       "name: A\ndose: 5 mg",
                                       "name: A\nphone",
                                       "",
                                       "name: A\nlanguages: es",
                                       "name: A\nqr: https://a.example/{language}\nlanguages: 5 mg",
                                       "x",
                                       "name: ",
                                       "name: \u2028A",
                                       "name: A\nqr: https://a.example/\u202e",
                                       "name: A\u2028",
                                       "name: A\naddress: 1 Road\u2028\u2028Town"};
  const char *fault = "";

  g_assert_cmpstr(record, ==, "name: Hill: Clinic\naddress: 1 Road\u2028Town\nphone: 555-0100\nquestions: 4");
  const StsClinic *back = sts_clinic_of_record(arena, record, &fault);
  g_assert_null(fault);
  g_assert_cmpstr(back->values[STS_CLINIC_NAME], ==, "Hill: Clinic");
  g_assert_cmpstr(back->values[STS_CLINIC_ADDRESS], ==, "1 Road\nTown");
  g_assert_cmpint(back->questions, ==, 4);
  g_assert_null(back->languages);
  static const char AWAY[] = "name: A\nqr: https://a.example/{language}\nlanguages: es zh-Hans";
  back = sts_clinic_of_record(arena, AWAY, &fault);
  g_assert_null(fault);
  g_autofree char *again = sts_clinic_record(back);
  g_assert_cmpstr(again, ==, AWAY);
  for (size_t i = 0; i < G_N_ELEMENTS(FORGED); i++) {
    g_assert_null(sts_clinic_of_record(arena, FORGED[i], &fault));
    g_assert_nonnull(fault);
  }
  sts_arena_free(arena);
}

/* ---- slots ---- */

/* The keys of the slots below the root, and the words in each: "phone=the number;". */
static char *
list_slots(const StsNode *root)
{
  GString *out = g_string_new(NULL);

  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    if (node->kind == STS_NODE_SPAN && node->span.slot) {
      g_autofree char *words = sts_node_inline_text(node);
      g_string_append_printf(out, "%s=%s;", node->span.slot, words);
    }
  return g_string_free(out, FALSE);
}

static void
test_slots(Fixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *text, *slots, *plain, *faults;
  } TEXTS[] = {
      {"Call {clinic.phone: the number} now.", "phone=the number;", "Call the number now.\n", ""},
      {"{clinic.name:us}{clinic.web: our page}", "name=us;web=our page;", "usour page\n", ""},
      {"Call {clinic.phone:\nthe  night\nnumber}.", "phone=the night number;", "Call the night number.\n", ""},
      {"*Call {clinic.after-hours: the 24-hour line}*", "after-hours=the 24-hour line;", "Call the 24-hour line\n", ""},
      {"A {clinic.phone} b", "phone=;", "A b\n", ""},
      {"\\{clinic.phone: x} and &#123;clinic.phone: x}", "", "{clinic.phone: x} and {clinic.phone: x}\n", ""},
      {"{a: b} {clinical} {clinics: x} {name}", "", "{a: b} {clinical} {clinics: x} {name}\n", ""},
      {"Ask {clinic.fax: x} ü {clinic.phone: y}", "phone=y;", "Ask {clinic.fax: x} ü y\n", "a.md:6:5 slot-unknown\n"},
      {"ü {Clinic.phone: y}", "", "ü {Clinic.phone: y}\n", "a.md:6:4 slot-unknown\n"},
      {"{clinic.phone: *y*}", "", "{clinic.phone: y}\n", "a.md:6:1 slot-unknown\n"},
      {"{clinic.phone: a|b}", "", "{clinic.phone: a|b}\n", "a.md:6:1 slot-unknown\n"},
      {"| a |\n| --- |\n| {clinic.phone: y} |", "phone=y;", "a\ny\n", ""},
  };

  (void)unused;
  write_text(fixture, "library.yaml", LIBRARY);
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_autofree char *text =
        g_strdup_printf("---\ntitle: T\nlast-revised: 2018-04-06\nreferences: {waived: x}\n---\n%s\n", TEXTS[i].text);
    write_text(fixture, "a.md", text);
    sts_diagnostics_free(fixture->diagnostics);
    fixture->diagnostics = sts_diagnostics_new();
    load(fixture);
    g_autofree char *slots = list_slots(first_section(fixture)->body);
    g_autofree char *plain = sts_node_plain_text(first_section(fixture)->body);
    g_assert_cmpstr(slots, ==, TEXTS[i].slots);
    g_assert_cmpstr(plain, ==, TEXTS[i].plain);
    assert_faults(fixture, TEXTS[i].faults);
  }
}

/* Asserts that these are the paragraphs of the first section as the clinic hands it out. */
static void
assert_paragraphs(const Fixture *fixture, const StsClinic *clinic, const GPtrArray *expected)
{
  g_autoptr(StsTermsSet) words = load_words();
  const StsSection *const sections[] = {first_section(fixture)};
  StsAssembleOptions options = {.clinic = clinic};
  g_autoptr(StsPublication) publication =
      sts_publication_assemble(fixture->library, sections, 1, words, &options, fixture->diagnostics);
  guint found = 0;

  sts_node_check(publication->root);
  assert_faults(fixture, "");
  for (const StsNode *node = publication->root->first_child->first_child; node; node = node->next)
    if (node->kind == STS_NODE_PARAGRAPH) {
      /* What is printed: as plain text, a slot would be what its author wrote. */
      g_autoptr(GString) line = g_string_new(NULL);
      for (const StsNode *text = node; text; text = sts_node_next(node, text, false))
        if (text->kind == STS_NODE_TEXT)
          g_string_append(line, text->text.text);
      g_assert_cmpuint(found, <, expected->len);
      g_assert_cmpstr(line->str, ==, expected->pdata[found++]);
    }
  g_assert_cmpuint(found, ==, expected->len);
}

/* Slots, links that stay and links that become text, in each order and number up to five in a line: whatever is beside
 * a slot, all of it is printed once. */
static void
test_slots_among_others(Fixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *source, *plain, *filled;
  } PIECES[] = {
      {"{clinic.phone: us}", "us", "555-0100"},        {"{clinic.hours: we}", "we", "we"}, {" t", " t", " t"},
      {"[b](b.md)", "b (see B two)", "b (see B two)"}, {"[me](a.md)", "me", "me"},
  };
  enum { MOST = 5 };
  static const StsClinic CLINIC = {.values = {[STS_CLINIC_NAME] = "North", [STS_CLINIC_PHONE] = "555-0100"}};
  static const char SECTION[] = "---\ntitle: %s\nlast-revised: 2018-04-06\nreferences: {waived: x}\n---\n%s";
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GPtrArray) without = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) with = g_ptr_array_new_with_free_func(g_free);
  size_t size = 1;

  (void)unused;
  for (int count = 1; count <= MOST; count++) {
    size *= G_N_ELEMENTS(PIECES);
    for (size_t choice = 0; choice < size; choice++) {
      g_autoptr(GString) plain = g_string_new("x"), filled = g_string_new("x");
      g_string_append_c(text, 'x');
      for (size_t i = 0, rest = choice; i < (size_t)count; i++, rest /= G_N_ELEMENTS(PIECES)) {
        g_string_append(text, PIECES[rest % G_N_ELEMENTS(PIECES)].source);
        g_string_append(plain, PIECES[rest % G_N_ELEMENTS(PIECES)].plain);
        g_string_append(filled, PIECES[rest % G_N_ELEMENTS(PIECES)].filled);
      }
      g_string_append(text, "\n\n");
      g_ptr_array_add(without, g_string_free(g_steal_pointer(&plain), FALSE));
      g_ptr_array_add(with, g_string_free(g_steal_pointer(&filled), FALSE));
    }
  }
  g_autofree char *a = g_strdup_printf(SECTION, "A", text->str), *b = g_strdup_printf(SECTION, "B two", "Body.\n");
  write_text(fixture, "library.yaml", "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [a, b]\n");
  write_text(fixture, "a.md", a);
  write_text(fixture, "b.md", b);
  load(fixture);
  assert_faults(fixture, "");
  assert_paragraphs(fixture, NULL, without);
  assert_paragraphs(fixture, &CLINIC, with);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/clinic/telephones", test_telephones);
  g_test_add_func("/clinic/letters-are-the-fault", test_letters_are_the_fault);
  g_test_add_func("/clinic/uris", test_uris);
  g_test_add_func("/clinic/feedback", test_feedback);
  g_test_add_func("/clinic/values", test_values);
  g_test_add_func("/clinic/line-ends", test_line_ends);
  g_test_add_func("/clinic/record", test_record);
  g_test_add("/clinic/slots", Fixture, NULL, set_up, test_slots, tear_down);
  g_test_add("/clinic/slots-among-others", Fixture, NULL, set_up, test_slots_among_others, tear_down);
  return g_test_run();
}
