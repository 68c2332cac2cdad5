/* Tests what an import guesses and says so: lines that may give the date of the last revision, the language, where
 * pages began, what is no text, and what the check will find. */
/* rooms: base document read check import */
#include <glib/gstdio.h>
#include <string.h>

#include "folder.h"
#include "import/import.h"
#include "import/write.h"
#include "read-library.h"

static StsImport *
import_text(const char *text)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  StsImport *import = sts_import_read_text("none/input.md", load_words(), NULL, text, strlen(text), diagnostics);

  g_assert_nonnull(import);
  return import;
}

/* The findings of a rule, as "line text" each, one a line. */
static char *
list_texts(const StsImport *import, const char *rule)
{
  GString *out = g_string_new(NULL);

  for (size_t i = 0; i < sts_import_count_findings(import); i++) {
    const StsDiagnostic *diagnostic = &sts_import_get_finding(import, i)->diagnostic;
    if (strcmp(diagnostic->rule, rule) == 0)
      g_string_append_printf(out, "%d %s\n", diagnostic->position.line, diagnostic->text);
  }
  return g_string_free(out, FALSE);
}

static void
expect_text(const char *document, const char *said, const char *wanted, int line)
{
  g_autofree char *start = g_strdup_printf("%d ", line);
  bool found = false;

  for (const char *at = said; *at && !found; at = strchr(at, '\n') + 1) {
    g_autofree char *one = g_strndup(at, strcspn(at, "\n"));
    found = g_str_has_prefix(one, start) && strstr(one, wanted);
  }
  if (!found)
    g_error("“%s”: no line %d with “%s” in: %s", document, line, wanted, said);
}

/* ---- dates ---- */

static const struct {
  const char *line;
  const char *date; /* NULL: it gives no day, or one that can be read in two ways */
  bool review;      /* it may as well be that of a review */
} DATES[] = {
    {"Last updated: May 6, 2024", "2024-05-06", false},
    {"**Last updated:** Monday, May 6, 2024", "2024-05-06", false},
    {"*Page last reviewed: 6 May 2024.*", "2024-05-06", true},
    {"LAST UPDATED: 6 MAY 2024", "2024-05-06", false},
    {"Updated on 2024-05-06", "2024-05-06", false},
    {"Reviewed: May 6, 2024", "2024-05-06", true},
    {"Page last modified: May 2024", NULL, false},
    {"Last modified 05/06/2024", NULL, false},
    {"Last reviewed by a medical professional of the clinic on 03/09/24.", NULL, true},
    {"- Date reviewed: 6 May 2024", "2024-05-06", true},
    {"Última actualización: 6 de mayo de 2024", "2024-05-06", false},
    {"Última actualización: 6 de mayo del 2024", NULL, false},
    {"Revisado el 6 de mayo de 2024", "2024-05-06", true},
    {"Dernière mise à jour : 6 mai 2024", "2024-05-06", false},
    {"Stand: Mai 2024", NULL, false},
    {"Последнее обновление: 06.05.2024", NULL, false},
    {"آخر تحديث: ٦ مايو ٢٠٢٤", "2024-05-06", false},
    {"最后更新：2024年5月6日", "2024-05-06", false},
    {"마지막 업데이트: 2024-05-06", "2024-05-06", false},
    {"Medically reviewed by [Dr. Doe](/doe) — Last updated May 6, 2024", "2024-05-06", false},
    {"Last Updated<br>Monday, May 6, 2024", "2024-05-06", false},
    {"By Dr. Doe<br>Last updated: May 6, 2024<br>Next review due: May 6, 2027", "2024-05-06", false},
    {"By Dr. Doe  \nLast updated: May 6, 2024", "2024-05-06", false},
    {"Last updated: May 6, 2024\\\nNext review due: May 6, 2027", "2024-05-06", false},
};

static const char *const NO_DATES[] = {
    "Updated 2020 recommendations include rest.",
    "Reviewed 3 patients.",
    "Last updated this year.",
    "Updated: 3 of 4 trials.",
    "Next review due: May 6, 2027",
    "Revised: take 1,500 mg.",
    "The page was last updated: May 6, 2024.",
    "Some text\nLast updated: May 6, 2024",
    "Last update of what is known about the flu, with all that has been learned in the years from 2004 to 2020.",
    "Last Revised: May 6, 2024",
};

static void
expect_date(const char *text, const char *line, const char *date, bool review, bool reference)
{
  g_autoptr(StsImport) import = import_text(text);
  g_autofree char *hints = list_texts(import, "import-hint"), *missing = list_texts(import, "import-no-date");
  g_autofree char *label = g_strdup_printf("“Last Revised: %s”", date ? date : "YYYY-MM-DD");
  const char *hard = strchr(line, '\n');
  int number = 5 + (reference ? 4 : 0) + (hard && !strstr(line, "\\\n"));
  g_autofree char *where = g_strdup_printf("unless line %d does", number);

  expect_text(text, hints, label, number);
  g_assert_true(review == (strstr(hints, "last-reviewed") != NULL));
  g_assert_true(reference == (strstr(hints, "printed as one of the references") != NULL));
  expect_text(text, missing, where, 1);
  /* Said once, and never taken for the date. */
  g_assert_true(strchr(hints, '\n')[1] == '\0');
}

static void
test_dates(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(DATES); i++) {
    g_autofree char *text = g_strdup_printf("# Flu\n\nText.\n\n%s\n", DATES[i].line);
    g_autofree char *below =
        g_strdup_printf("# Flu\n\nText.\n\n## References\n\nDoe J. A study. 2017.\n\n%s\n", DATES[i].line);
    expect_date(text, DATES[i].line, DATES[i].date, DATES[i].review, false);
    expect_date(below, DATES[i].line, DATES[i].date, DATES[i].review, true);
  }
}

static void
test_no_dates(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(NO_DATES); i++) {
    g_autofree char *text = g_strdup_printf("# Flu\n\nText.\n\n%s\n", NO_DATES[i]);
    g_autoptr(StsImport) import = import_text(text);
    g_autofree char *hints = list_texts(import, "import-hint");
    if (strstr(hints, "last revised"))
      g_error("“%s”: %s", NO_DATES[i], hints);
  }
}

/* ---- languages ---- */

#define ENGLISH                                                                                                        \
  "Take one tablet in the morning with a glass of water. If you have pain or a fever that does not go away, call "     \
  "your "                                                                                                              \
  "doctor. You can eat what you like, but do not drink alcohol while you are on this medicine."
#define SPANISH                                                                                                        \
  "Tome una tableta por la mañana con un vaso de agua. Si tiene dolor o fiebre que no se quita, llame a su médico. " \
  "Puede comer lo que quiera, pero no beba alcohol mientras toma este medicamento."

static const struct {
  const char *language; /* NULL: none is guessed */
  const char *text;
} TEXTS[] = {
    {"en", ENGLISH},
    {"es", SPANISH},
    {"fr",
     "Prenez un comprimé le matin avec un verre d’eau. Si vous avez de la douleur ou de la fièvre qui ne passe pas, "
     "appelez votre médecin. Vous pouvez manger ce que vous voulez, mais ne buvez pas d’alcool."},
    {"de", "Nehmen Sie morgens eine Tablette mit einem Glas Wasser. Wenn Sie Schmerzen oder Fieber haben und das nicht "
           "vergeht, rufen Sie Ihre Ärztin an. Sie können essen, was Sie wollen, aber trinken Sie keinen Alkohol."},
    {"pt", "Tome um comprimido de manhã com um copo de água. Se você tem dor ou febre que não passa, ligue para o seu "
           "médico. Você pode comer o que quiser, mas não beba álcool enquanto toma este remédio."},
    {"it",
     "Prenda una compressa al mattino con un bicchiere d’acqua. Se ha dolore o febbre che non passa, chiami il suo "
     "medico. Può mangiare quello che vuole, ma non beva alcol durante la cura con questo medicinale."},
    {"vi",
     "Uống một viên vào buổi sáng với một ly nước. Nếu bạn bị đau hoặc sốt không hết, hãy gọi cho bác sĩ của bạn. "
     "Bạn có thể ăn những gì bạn thích, nhưng không được uống rượu khi dùng thuốc này."},
    {"tl", "Uminom ng isang tableta sa umaga na may isang baso ng tubig. Kung ikaw ay may sakit o lagnat na hindi "
           "nawawala, tawagan ang iyong doktor. Maaari kang kumain ng gusto mo, ngunit huwag uminom ng alak."},
    {"ht",
     "Pran yon grenn nan maten ak yon vè dlo. Si ou gen doulè oswa lafyèv ki pa ale, rele doktè ou. Ou ka manje sa "
     "ou vle, men pa bwè alkòl pandan w ap pran medikaman sa a."},
    {"pl",
     "Weź jedną tabletkę rano i popij ją szklanką wody. Jeśli masz ból lub gorączkę, która nie ustępuje, zadzwoń do "
     "lekarza. Możesz jeść to, na co masz ochotę, ale nie pij alkoholu, bo może to być groźne."},
    {"ru", "Принимайте одну таблетку утром и запивайте водой. Если у вас боль или жар и они не проходят, позвоните "
           "врачу. Вы можете есть всё, что хотите, но не пейте алкоголь, как и при других лекарствах."},
    {"uk",
     "Приймайте одну таблетку вранці та запивайте водою. Якщо у вас біль або жар і вони не минають, зателефонуйте "
     "до лікаря. Ви можете їсти все, що хочете, але не пийте алкоголь, він може бути шкідливий."},
    {"ar", "تناول قرصًا واحدًا في الصباح مع كوب من الماء. إذا كان لديك ألم أو حمى لا تزول، اتصل بطبيبك. يمكنك أن تأكل ما "
           "تشاء، لكن لا تشرب الكحول في هذه الفترة من العلاج."},
    {"fa",
     "یک قرص را صبح با یک لیوان آب بخورید. اگر درد یا تب دارید که از بین نمی رود، با پزشک خود تماس بگیرید. شما می "
     "توانید هر چه می خواهید بخورید، اما در این دوره الکل ننوشید."},
    {"ur", "صبح پانی کے ایک گلاس کے ساتھ ایک گولی لیں۔ اگر آپ کو درد یا بخار ہے اور یہ ٹھیک نہیں ہوتا تو اپنے ڈاکٹر کو "
           "فون کریں۔ آپ جو چاہیں کھا سکتے ہیں، لیکن شراب نہ پئیں۔"},
    {"he", "קחו כדור אחד בבוקר עם כוס מים. אם יש לכם כאב או חום שאינו חולף, התקשרו לרופא שלכם."},
    {"el", "Πάρτε ένα δισκίο το πρωί με ένα ποτήρι νερό. Αν έχετε πόνο ή πυρετό, καλέστε τον γιατρό σας."},
    {"zh", "早上用一杯水服用一片药。如果您有疼痛或发烧且不消退，请致电您的医生。您可以吃您喜欢的东西，但服用此药期间请"
           "勿饮酒。"},
    {"ja", "朝、コップ一杯の水で一錠を飲んでください。痛みや熱が治まらない場合は、医師に電話してください。服薬中は飲酒"
           "をしないでください。"},
    {"ko", "아침에 물 한 잔과 함께 한 알을 복용하십시오. 통증이나 열이 가라앉지 않으면 의사에게 전화하십시오. 이 약을 "
           "복용하는 동안 술을 마시지 마십시오."},
    /* Too short, of several, or of nothing but names and numbers. */
    {NULL, "Take one tablet."},
    {NULL, "Tome una tableta."},
    {NULL, "水"},
    {NULL, ENGLISH "\n\n" SPANISH " " SPANISH},
    {NULL, "Aspirin, ibuprofen, naproxen, acetaminophen, codeine, morphine, oxycodone, tramadol, fentanyl, methadone, "
           "warfarin, heparin, metformin, insulin, lisinopril, atenolol, amlodipine, losartan, simvastatin, digoxin, "
           "furosemide, prednisone"},
    {NULL, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38"},
    /* Names in another language, and what the references are in, count for little. */
    {"es", SPANISH "\n\n## Referencias\n\n" ENGLISH "\n\n" ENGLISH},
    {"zh", "早上用一杯水服用一片药 (Tylenol)。如果您有疼痛或发烧且不消退，请致电您的医生 (Dr. "
           "Smith)。您可以吃您喜欢的东西。"},
};

/* The library as it is written, in one text. */
static char *
write_out(StsImport *import, const char *const *names)
{
  g_autofree char *folder = g_dir_make_tmp("sts-import-XXXXXX", NULL);
  g_autoptr(GError) error = NULL;
  GString *out = g_string_new(NULL);

  g_assert_true(sts_import_write(import, folder, &error));
  g_assert_no_error(error);
  for (; *names; names++) {
    g_autofree char *path = g_build_filename(folder, *names, NULL), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_string_append(out, text);
  }
  folder_remove(folder);
  return g_string_free(out, FALSE);
}

static void
test_languages(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    const char *wanted = TEXTS[i].language ? TEXTS[i].language : "en";
    g_autofree char *text = g_strdup_printf("# 1\n\n%s\n", TEXTS[i].text);
    g_autoptr(StsImport) import = import_text(text);
    g_autofree char *hints = list_texts(import, "import-hint");
    g_autofree char *written = write_out(import, (const char *const[]){"library.yaml", NULL});
    g_autofree char *line = g_strdup_printf("\nlanguage: %s # %s", wanted, TEXTS[i].language ? "a guess" : "assumed");
    if (!strstr(written, line))
      g_error("not %s: %s\n%s", line, text, written);
    g_assert_cmpstr(sts_import_get_language(import), ==, wanted);
    g_assert_true((TEXTS[i].language != NULL) == (strstr(hints, "as a guess") != NULL));
  }
}

/* Sections of their own languages; and what the document says goes before what its words are. */
static void
test_mixed(void)
{
  static const char *const FILES[] = {"library.yaml", "flu.md", "gripe.md", NULL};
  static const char DOCUMENT[] = "# Flu\n\n" ENGLISH "\n\n" ENGLISH "\n\n# Gripe\n\n" SPANISH "\n";
  g_autoptr(StsImport) import = import_text(DOCUMENT), said = import_text("---\nlanguage: en-US\n---\n"
                                                                          "# Gripe\n\n" SPANISH "\n");
  g_autofree char *hints = list_texts(import, "import-hint"), *contrary = list_texts(said, "import-hint");
  g_autofree char *written = write_out(import, FILES);
  g_autofree char *kept = write_out(said, (const char *const[]){"library.yaml", "gripe.md", NULL});

  expect_text(DOCUMENT, hints, "by its words it is “en”", 1);
  expect_text(DOCUMENT, hints, "the section “gripe” is in the language “es”", 7);
  g_assert_nonnull(strstr(written, "\nlanguage: en # a guess"));
  g_assert_nonnull(strstr(written, "id: gripe\nlanguage: es # a guess"));
  g_assert_nonnull(strstr(written, "id: flu\n---"));
  expect_text("given", contrary, "by the words of the section “gripe” it is “es”", 4);
  g_assert_nonnull(strstr(kept, "\nlanguage: en-US\nidentifier"));
  g_assert_null(strstr(kept, "guess"));
}

/* ---- pages, and what is no text ---- */

static void
test_pages(void)
{
  static const char DOCUMENT[] = "\f# A\n\nText goes on\n\fhere.\n\n\f\n\nOne\ftwo.\f\n\n```\n\fcode\n```\n";
  static const char *const FILES[] = {"a.md", NULL};
  g_autoptr(StsImport) import = import_text(DOCUMENT), without = import_text("# A\n\nText.\n");
  g_autofree char *told = list_texts(import, "import-left-out"), *none = list_texts(without, "import-left-out");
  g_autofree char *written = write_out(import, FILES);

  g_assert_cmpstr(none, ==, "");
  expect_text(DOCUMENT, told, "pages began in lines 1, 4, 6, 8 and 11;", 1);
  g_assert_true(g_str_has_suffix(written, "---\n\n# A\n\nText goes on\nhere.\n\n\n\nOne two.\n\n```\ncode\n```\n"));
  g_assert_cmpuint(sts_import_count_words(import), ==, 8);
}

static const struct {
  const char *bytes;
  size_t length;
  const char *said;
} OTHERS[] = {
    {"\xFF\xFE#\0 \0T\0\n\0", 10, "the file is in UTF-16; save it as UTF-8"},
    {"\xFE\xFF\0#\0 \0T\0\n", 10, "the file is in UTF-16; save it as UTF-8"},
    {"#\0 \0T\0e\0\xE9\0t\0\n\0", 14, "the file is in UTF-16; save it as UTF-8"},
    {"\0#\0 \0T\0e\0x\0t\0\n", 14, "the file is in UTF-16; save it as UTF-8"},
    {"\xFF\xFE\0\0#\0\0\0", 8, "the file is in UTF-32; save it as UTF-8"},
    {"%PDF-1.7\n%\xB5\xED\x01\x02\x03\x04\x05", 17, "the file is not text"},
    {"# T\n\nCaf\xE9.\n", 11, "the byte 0xE9 is not UTF-8; save the file as UTF-8"},
};

static void
test_no_text(void)
{
  g_autofree char *folder = g_dir_make_tmp("sts-import-XXXXXX", NULL), *path = g_build_filename(folder, "a.md", NULL);

  for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, OTHERS[i].bytes, (gssize)OTHERS[i].length, NULL));
    g_assert_null(sts_import_read_file(path, load_words(), NULL, diagnostics, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 1);
    g_assert_cmpstr(sts_diagnostics_get(diagnostics, 0)->text, ==, OTHERS[i].said);
  }
  folder_remove(folder);
}

/* ---- what the check will find ---- */

/* Told at its place in the document, once the library is written; what the import says in words of its own, once. */
static void
test_refusals(void)
{
  static const char DOCUMENT[] =
      "---\nautor: Doe\n---\n# Surgery\n\nTake ibupro-\nfen, a tablet of 5O mg, not 1.0 mg.\n\nPage 3 of 12\n\nCall "
      "[INSERT PHONE].\n\n> Take &lt; 2 tablets {.x}.\n\n## References\n\nAdd reference\n\nLast Revised: April 6, "
      "2018\n\n# Radiation\n\nSee {.x} 5[^1].\n\n#### Skin\n\nText[^1].\n\n[^1]: A {.y} note.\n";
  static const char WANTED[] =
      "1 import-front-matter\n2 front-matter-key\n4 import-border\n4 import-no-disclaimer\n6 hyphen-at-line-end\n7 "
      "ocr-confusion\n7 dose-notation\n9 running-head\n11 placeholder\n13 dose-notation\n13 foreign-markup\n17 "
      "reference-empty\n17 import-reference-cut\n21 import-border\n21 import-no-date\n21 import-no-references\n21 "
      "import-no-disclaimer\n23 foreign-markup\n23 mark-after-number\n25 import-heading-jump\n29 foreign-markup\n";
  static const char *const FILES[] = {"surgery.md", NULL};
  g_autoptr(StsImport) import = import_text(DOCUMENT);
  g_autofree char *written = write_out(import, FILES);
  g_autoptr(GString) all = g_string_new(NULL);

  for (size_t i = 0; i < sts_import_count_findings(import); i++) {
    const StsImportFinding *finding = sts_import_get_finding(import, i);
    g_string_append_printf(all, "%d %s\n", finding->diagnostic.position.line, finding->diagnostic.rule);
  }
  g_assert_cmpstr(all->str, ==, WANTED);
  g_assert_nonnull(strstr(written, "autor: Doe"));
}

/* ---- comments before the front matter ---- */

static void
test_preface(void)
{
  static const char DOCUMENT[] =
      "<!-- Owner: J. Doe\n---\n -->\n\n<!-- x -->\n---\ntitle: The guide\nlanguage: es\n---\n\n"
      "# Flu\n\nText.\n\nLast Revised: April 6, 2018\n\n# Cold\n\nText.\n";
  static const char *const FILES[] = {"flu.md", "cold.md", NULL};
  g_autoptr(StsImport) import = import_text(DOCUMENT),
                       rules = import_text("<!-- x -->\n---\n\nA: b.\n\n---\n\nText.\n"),
                       marker = import_text("<!-- import: Look. -->\n---\ntitle: A\n---\n\n# A\n\nText.\n");
  g_autofree char *written = write_out(import, FILES);

  g_assert_cmpuint(sts_import_count_sections(import), ==, 2);
  g_assert_cmpstr(sts_import_get_title(import), ==, "The guide");
  g_assert_cmpstr(sts_import_get_language(import), ==, "es");
  g_assert_true(g_str_has_prefix(written, "<!-- Owner: J. Doe\n---\n -->\n\n<!-- x -->\n---\nid: flu\n"));
  g_assert_nonnull(strstr(written, "\ntitle: The guide\nlanguage: es\n---\n\n"));
  /* Two rules are none, and a comment that must be told is not passed over. */
  g_assert_cmpstr(sts_import_get_title(rules), ==, NULL);
  g_assert_cmpstr(sts_import_get_title(marker), !=, "A");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/import-hints/dates", test_dates);
  g_test_add_func("/import-hints/no-dates", test_no_dates);
  g_test_add_func("/import-hints/languages", test_languages);
  g_test_add_func("/import-hints/mixed", test_mixed);
  g_test_add_func("/import-hints/pages", test_pages);
  g_test_add_func("/import-hints/refusals", test_refusals);
  g_test_add_func("/import-hints/preface", test_preface);
  g_test_add_func("/import-hints/no-text", test_no_text);
  return g_test_run();
}
