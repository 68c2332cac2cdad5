/* Tests the counting of syllables, sentences and reading grades against what was counted by hand. */
/* rooms: base document check */
#include <math.h>
#include <string.h>

#include "check/readability.h"
#include "check/syllables.h"

typedef struct {
  const char *words;
  int syllables;
} Row;

/* Words for every rule of the method, counted by hand as an American reads them aloud. All must be right. */
static const Row RULES[] = {
    {"a the she be me you I eye dye through strength sleep heart cough bruise grown large arm leg lump bone nerve fat "
     "spread shrink "
     "scan dose drug vein swell pain rest worse cells checked called curled used lives types scales leagues league "
     "tongue don't "
     "can't won't stopped passed guess guide build fruit blue true due health place taste",
     1},
    {"cancer tumor doctor treatment tissue value muscle needle people doses surgeon region patient fibrous swollen "
     "margin wider "
     "chemo likely rarely safely something sometimes someone every quiet diet client trial trials fluid ruin cushion "
     "million onion "
     "opened needed treated handled doubled ended isn't doesn't didn't couldn't hasn't careful useless movement "
     "fatigue technique "
     "unique social special nation spasm rhythm being seeing going doing trying playing beyond poem argue women "
     "business maybe "
     "therefore surgeons biggest fever beside outside complete contain remain relief believe issues tissues massive "
     "bodies control "
     "stomach vomit itching mouth-sores science whereas rabies lifestyle",
     2},
    {"surgery chemical sarcoma abdomen benefit medicine hospital biopsy period serious previous various radio nausea "
     "area idea "
     "cardiac radius medium calcium influence continued usual actual sexual annual isolate imaging clinical dangerous "
     "probably "
     "possible different supplement element vehicle linear nuclear pancreas theater agreement treatable involvement "
     "important "
     "diseases advances completely management scientist familiar museum nucleus physician happier easier earlier "
     "earliest studying "
     "amputate remember condition infection injection protection afterward recipe apnea genuine",
     3},
    {"radiation abdominal isolated medications diabetes metastases metastasis leukemia diagnosis evaluate usually "
     "variety society "
     "anxiety material situation associate appreciate reality reliable experience cooperate Canadian recovery "
     "necessary metastatic "
     "combination operation available amputation neoplasm",
     4},
    {"simultaneous individual metabolism myosarcoma neoadjuvant communication chemotherapy liposarcoma continuity", 5},
    {"differentiation responsibility immunotherapy chemoradiation osteosarcoma", 6},
};

/* Words of health texts that were counted by hand after the rules were made. */
static const Row FRESH[] = {
    {"change wounds called spread shrink breaks health growth chills should helped counts blocks choose watched turned "
     "switch starts glands",
     1},
    {"tissue treatment effects section before tumors sentence common cannot trouble system revised problems practice "
     "options "
     "treatments patient margins doctors breathing better version treated symptoms swallow removed option damage "
     "changes attack "
     "advanced second normal network weakness targets swelling pressure methods manage itself depends certain approved "
     "treating "
     "tested success standard smaller response respond release pelvis organs healthy headaches growing getting feeling "
     "effect "
     "depend control cohort because against affect working without whether warning versus training thinking target "
     "support spelling speaking severe seizures safeguards report remove redness reason protect programs places "
     "patterns others "
     "notice nothing nervous message matters lowers learning kidneys hormones",
     2},
    {"managing therapy targeted clinical physician guidelines serious national adjuvant vomiting reaction reference "
     "infusion "
     "principles permanent october external appetite sexual randomized positive overall operate institute examples "
     "december "
     "approval already allergic vitamins together testicles supportive specific services sentences recurrent "
     "recurrence quality "
     "protocol physical perfusion particles ovaries negative modified microscope medical malignant intestines "
     "infections incidence",
     3},
    {"oncology diarrhea professionals information fertility palliative extremity constipation alveolar alternative "
     "amputation "
     "comprehensive synovial retrospective resectable paclitaxel peripheral intensified gemcitabine ifosfamide "
     "sunitinib "
     "significance inhibitors",
     4},
    {"complementary tazemetostat infertility pembrolizumab brachytherapy larotrectinib regorafenib specifically "
     "methyltransferase "
     "nanoparticles",
     5},
    {"radiotherapy atezolizumab", 6},
};

static int
count(const char *word)
{
  return sts_english_syllables(word, strlen(word));
}

/* Returns the number of words that are counted wrong, naming them. */
static int
count_wrong(const Row *rows, size_t size, int *total)
{
  int wrong = 0;

  *total = 0;
  for (size_t i = 0; i < size; i++) {
    g_auto(GStrv) words = g_strsplit(rows[i].words, " ", -1);
    for (char **word = words; *word; word++) {
      (*total)++;
      if (count(*word) == rows[i].syllables)
        continue;
      g_test_message("%s: %d, should be %d", *word, count(*word), rows[i].syllables);
      wrong++;
    }
  }
  return wrong;
}

static void
test_rules(void)
{
  int total;

  g_assert_cmpint(count_wrong(RULES, G_N_ELEMENTS(RULES), &total), ==, 0);
  g_assert_cmpint(total, >, 250);
}

static void
test_fresh(void)
{
  int total, wrong = count_wrong(FRESH, G_N_ELEMENTS(FRESH), &total);

  g_assert_cmpint(total, >, 200);
  g_assert_cmpint(wrong * 100, <=, total * 2);
}

static void
test_forms(void)
{
  g_assert_cmpint(count("Surgery"), ==, 3);
  g_assert_cmpint(count("SURGERY"), ==, 3);
  g_assert_cmpint(count("doctor\u2019s"), ==, 2);
  g_assert_cmpint(count("didn\u2019t"), ==, 2);
  g_assert_cmpint(count("high-grade"), ==, 2);
  g_assert_cmpint(count("follow-up"), ==, 3);
  g_assert_cmpint(count("\u00e9"), ==, 0);
  g_assert_cmpint(count(""), ==, 0);
  g_assert_cmpint(count("hmm"), ==, 1);

  /* Longer than any word: no crash, and a number. */
  g_autofree char *endless = g_strnfill(100000, 'a');
  g_assert_cmpint(count(endless), >=, 1);
}

/* Spanish words with their syllables, parted by hand as the Ortografía of the RAE parts them. */
static const char SPANISH[] =
    "cán-cer tu-mor mé-di-co en-fer-me-ra ci-ru-gí-a ra-dio-te-ra-pia qui-mio-te-ra-pia "
    "in-mu-no-te-ra-pia tra-ta-mien-to sar-co-ma te-ji-do blan-do mús-cu-lo hue-so gra-sa ner-vio va-so "
    "san-guí-ne-o ar-te-ria ve-na bra-zo pier-na ab-do-men pul-món hí-ga-do ri-ñón es-tó-ma-go "
    "in-tes-ti-no ca-be-za cue-llo co-ra-zón ce-re-bro pe-cho es-pal-da ma-no pie o-jo o-í-do bo-ca "
    "len-gua dien-te gar-gan-ta fie-bre do-lor náu-se-a vó-mi-to dia-rre-a es-tre-ñi-mien-to can-san-cio "
    "ma-re-o he-ri-da ci-ca-triz in-fec-ción in-fla-ma-ción he-mo-rra-gia biop-sia re-so-nan-cia "
    "to-mo-gra-fí-a e-co-gra-fí-a a-ná-li-sis re-sul-ta-do diag-nós-ti-co me-tás-ta-sis gan-glio "
    "lin-fá-ti-co cé-lu-la gen pro-te-í-na va-cu-na a-gu-ja sue-ro me-di-ca-men-to pas-ti-lla do-sis "
    "ho-ra dí-a se-ma-na mes a-ño a-gua sue-ño ham-bre a-li-men-to die-ta e-jer-ci-cio des-can-so "
    "cui-da-do cuí-da-te ciu-dad viu-da jui-cio rui-do hos-pi-tal clí-ni-ca con-sul-ta ur-gen-cia "
    "se-gu-ro fa-mi-lia mu-jer hom-bre e-dad ries-go pa-ís ma-íz ra-íz ba-úl re-ú-ne a-ho-ra al-co-hol "
    "prohi-bir bú-ho ve-hí-cu-lo a-hí ahi-ja-do co-o-pe-rar le-er cre-en-cia po-e-ta te-a-tro ca-er "
    "o-es-te lí-ne-a a-é-re-o que quien gue-rra gui-ta-rra pin-güi-no ver-güen-za an-ti-güe-dad gua-po "
    "es-tu-diáis buey ley muy hoy yo ma-yo a-yu-da in-yec-ción a-po-yo y chi-i-ta ti-í-ta guion hui "
    "cons-truir in-clui-do in-fluen-cia con-ti-nuo con-ti-nú-o e-va-lú-e e-va-luar clien-te via-je "
    "pa-cien-te ex-pe-rien-cia cien-tí-fi-co es-pe-cia-lis-ta on-co-lo-gí-a on-có-lo-go ci-ru-ja-no "
    "re-ha-bi-li-ta-ción des-ahu-ciar ex-hi-bir eu-ro-pe-o neu-mo-ní-a deu-da a-cei-te cau-sa oi-go sois "
    "tam-bién des-pués ac-ción sín-to-mas far-ma-céu-ti-co te-ra-péu-ti-co";

static void
test_spanish(void)
{
  g_auto(GStrv) words = g_strsplit(SPANISH, " ", -1);
  int wrong = 0;

  g_assert_cmpuint(g_strv_length(words), >, 150);
  for (char **word = words; *word; word++) {
    g_auto(GStrv) parts = g_strsplit(*word, "-", -1);
    g_autofree char *whole = g_strjoinv("", parts);
    g_autofree char *loud = g_utf8_strup(whole, -1);
    int syllables = (int)g_strv_length(parts);
    if (sts_spanish_syllables(whole, strlen(whole)) == syllables &&
        sts_spanish_syllables(loud, strlen(loud)) == syllables)
      continue;
    g_test_message("%s: %d", *word, sts_spanish_syllables(whole, strlen(whole)));
    wrong++;
  }
  g_assert_cmpint(wrong, ==, 0);
  g_assert_cmpint(sts_spanish_syllables("pi\u0301e", strlen("pi\u0301e")), ==, 2);
  g_assert_cmpint(sts_spanish_syllables("pssst", 5), ==, 1);
  g_assert_cmpint(sts_spanish_syllables("", 0), ==, 0);
  g_autofree char *endless = g_strnfill(100000, 'a');
  g_assert_cmpint(sts_spanish_syllables(endless, 100000), >=, 1);
}

/* ---- sentences and grades ---- */

typedef struct {
  StsArena *arena;
  StsNode *root;
} Text;

static StsNode *
add_block(Text *text, StsNodeKind kind, const char *words)
{
  StsPosition position = {"test.md", 1, 1};
  StsNode *block = sts_node_new(text->arena, kind, position);

  if (kind == STS_NODE_HEADING)
    block->heading.level = 2;
  sts_node_append(text->arena, block, sts_node_new_text(text->arena, words, position));
  sts_node_append(text->arena, text->root, block);
  return block;
}

static Text
new_text(void)
{
  Text text = {.arena = sts_arena_new()};

  text.root = sts_node_new(text.arena, STS_NODE_SECTION, (StsPosition){"test.md", 1, 1});
  return text;
}

static void
test_counts(void)
{
  Text text = new_text();

  add_block(&text, STS_NODE_HEADING, "Immunotherapy is not prose here.");
  add_block(&text, STS_NODE_PARAGRAPH, "The doctor will see you. You may get radiation in 2018, e.g. after surgery.");
  add_block(&text, STS_NODE_PARAGRAPH, "Ask Dr. Smith, please");
  StsReadability counts = sts_readability_count(text.root, "en", NULL);

  g_assert_cmpint(counts.sentences, ==, 3);
  /* 5 + 9 (e and g of "e.g." are two) + 4 */
  g_assert_cmpint(counts.words, ==, 18);
  g_assert_cmpint(counts.polysyllables, ==, 2);
  sts_arena_free(text.arena);
}

static void
test_other_language(void)
{
  Text text = new_text();
  StsPosition position = {"test.md", 1, 1};
  StsNode *paragraph = add_block(&text, STS_NODE_PARAGRAPH, "We call it ");
  StsNode *span = sts_node_new(text.arena, STS_NODE_SPAN, position);

  span->lang = "es";
  sts_node_append(text.arena, span, sts_node_new_text(text.arena, "radioterapia externa", position));
  sts_node_append(text.arena, paragraph, span);
  sts_node_append(text.arena, paragraph, sts_node_new_text(text.arena, " here.", position));
  g_assert_cmpint(sts_readability_count(text.root, "en", NULL).words, ==, 4);
  sts_arena_free(text.arena);
}

/* Allowed words are words of two syllables at most, with a possessive and within compounds, too; what is shorter stays
 * so. */
static void
test_allowed(void)
{
  Text text = new_text();
  g_autoptr(GHashTable) allow = g_hash_table_new(g_str_hash, g_str_equal);

  g_hash_table_add(allow, (gpointer) "doxorubicin");
  g_hash_table_add(allow, (gpointer) "drug");
  add_block(&text, STS_NODE_PARAGRAPH,
            "Doxorubicin is a drug. DOXORUBICIN\xE2\x80\x99s doxorubicin's doxorubicin-based doxorubicins.");
  StsReadability with = sts_readability_count(text.root, "en", allow),
                 without = sts_readability_count(text.root, "en", NULL);

  g_assert_cmpint(without.words, ==, 8);
  g_assert_cmpint(with.words, ==, 8);
  /* 5 (once 6) without: doxorubicin, its two possessives, its compound and its plural. The compound is still one long
   * word, as SMOG has it, and so is the plural, which is not listed. */
  g_assert_cmpint(without.polysyllables, ==, 5);
  g_assert_cmpint(with.polysyllables, ==, 2);
  g_assert_cmpint(without.syllables - with.syllables, ==, 4 * 3);
  sts_arena_free(text.arena);
}

static void
test_grades(void)
{
  /* SMOG's own example: 30 sentences with 36 long words give 3.1291 + 1.0430 * 6. */
  const StsReadability sample = {.sentences = 30, .words = 400, .syllables = 600, .polysyllables = 36};
  const StsReadability none = {0}, spanish = {.sentences = 10, .words = 200, .syllables = 400};

  g_assert_true(fabs(sts_readability_smog(&sample) - 9.3871) < 1e-9);
  g_assert_true(fabs(sts_readability_flesch_kincaid(&sample) - (0.39 * 400 / 30 + 11.8 * 1.5 - 15.59)) < 1e-9);
  g_assert_true(fabs(sts_readability_fernandez_huerta(&spanish) - 66.44) < 1e-9);
  g_assert_true(fabs(sts_readability_inflesz(&spanish) - 62.235) < 1e-9);
  g_assert_true(sts_readability_fernandez_huerta(&none) == 0);
  g_assert_true(sts_readability_inflesz(&none) == 0);
  g_assert_true(sts_readability_smog(&none) == 0);
  g_assert_true(sts_readability_flesch_kincaid(&none) == 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/syllables/rules", test_rules);
  g_test_add_func("/syllables/fresh", test_fresh);
  g_test_add_func("/syllables/forms", test_forms);
  g_test_add_func("/syllables/spanish", test_spanish);
  g_test_add_func("/readability/counts", test_counts);
  g_test_add_func("/readability/other-language", test_other_language);
  g_test_add_func("/readability/allowed", test_allowed);
  g_test_add_func("/readability/grades", test_grades);
  return g_test_run();
}
