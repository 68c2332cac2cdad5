/* Tests the import of long documents: where sections begin, and each kind of damage, where there is some and where
 * there is none. */
/* rooms: base document read check import */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"
#include "import/import.h"
#include "import/lines.h"
#include "import/markers.h"
#include "import/proof.h"
#include "import/words.h"
#include "import/write.h"
#include "read-library.h"

/* What closes a section, so that a case can be about something else. */
#define CLOSED                                                                                                         \
  "\n## References\n\nDoe J. A study. *J Med*. 2017;3:1-5.\n\n## Disclaimer\n\nAsk your doctor.\n\nLast Revised: "     \
  "April 6, 2018\n"

typedef struct {
  const char *name;
  const char *text;
  const char *sections; /* "id lines confidence", joined by "; "; NULL: not looked at */
  const char *findings; /* "line rule", joined by "; ", without import-border */
} Case;

/* ---- where sections begin ---- */

static const Case BORDERS[] = {
    {"levels", "# Surgery\n\nText one.\n\n## Margins\n\nText two.\n\n# Radiation\n\nText three.\n",
     "surgery 1-7 high; radiation 9-11 medium", NULL},
    {"levels-with-closings", "# Surgery\n\nText one.\n" CLOSED "\n# Radiation\n\nText.\n" CLOSED,
     "surgery 1-13 high; radiation 15-27 high", NULL},
    {"one-lacks-closings",
     "# Surgery\n\nText.\n" CLOSED
     "\n# Radiation\n\nText.\n\n## Side effects\n\nText.\n\n# Chemotherapy\n\nText.\n" CLOSED,
     "surgery 1-13 high; radiation 15-21 high; chemotherapy 23-35 low", NULL},
    {"one-swallows-none",
     "# Asthma\n\nText.\n" CLOSED "\n# Bronchitis\n\nText.\n\n# Pneumonia\n\nText.\n" CLOSED
     "\n# Cold\n\nText.\n" CLOSED,
     "asthma 1-13 high; bronchitis 15-17 high; pneumonia 19-31 low; cold 33-45 high",
     "15 import-no-date; 15 import-no-references; 15 import-no-disclaimer"},
    {"one-swallows-none-jump",
     "# Asthma\n\nText.\n\n### Signs\n\nText.\n" CLOSED "\n# Bronchitis\n\nText.\n\n# Pneumonia\n\nText.\n" CLOSED
     "\n# Cold\n\nText.\n" CLOSED,
     "asthma 1-17 high; bronchitis 19-21 high; pneumonia 23-35 low; cold 37-49 high",
     "19 import-no-date; 19 import-no-references; 19 import-no-disclaimer"},
    {"one-swallows-none-low",
     "## Asthma\n\nText.\n" CLOSED "\n## Bronchitis\n\nText.\n\n## Pneumonia\n\nText.\n" CLOSED,
     "asthma 1-13 medium; bronchitis 15-17 high; pneumonia 19-31 low",
     "15 import-no-date; 15 import-no-references; 15 import-no-disclaimer"},
    {"most-swallow",
     "# Asthma\n\nText.\n" CLOSED
     "\n# Bronchitis\n\nText.\n\n# Flu\n\nText.\n\n# Cough\n\nText.\n\n# Cold\n\nText.\n" CLOSED,
     "asthma 1-13 medium; bronchitis 15-39 high",
     "19 import-border-unsure; 23 import-border-unsure; 27 import-border-unsure"},
    {"first-swallows", "# Asthma\n\nText.\n\n# Bronchitis\n\nText.\n" CLOSED, "asthma 1-17 high",
     "5 import-border-unsure"},
    {"setext", "Surgery\n=======\n\nText one.\n\nMargins\n-------\n\nText two.\n\nRadiation\n=========\n\nText.\n",
     "surgery 1-9 high; radiation 11-14 medium", NULL},
    {"dates-alone",
     "Surgery is common.\n\nLast Revised: April 6, 2018\n\nRadiation is common, too.\n\nLast Revised: April 7, 2018\n",
     "section-1 1-3 low; section-2 5-7 medium",
     "1 import-title-lost; 1 import-no-references; 1 import-no-disclaimer; 5 import-title-lost; 5 "
     "import-no-references; 5 import-no-disclaimer"},
    {"flat", "## Surgery\n\nText.\n\n## Margins\n\nText.\n" CLOSED, "surgery 1-17 medium", ""},
    {"flat-without-closings", "## Surgery\n\nText.\n\n## Margins\n\nText.\n", "surgery 1-7 medium", NULL},
    {"first-level-only", "# Surgery\n\nText.\n\n# Radiation\n\nText.\n", "surgery 1-3 high; radiation 5-7 low", NULL},
    {"no-heading", "Just some text.\n\nAnd more text.\n", "section-1 1-3 low", NULL},
    {"references-close",
     "## Surgery\n\nText.\n\n## References\n\nDoe J. A study. 2017.\n\n## Radiation\n\nText.\n\n## References\n\nDoe "
     "J. A study. 2017.\n",
     "surgery 1-7 medium; radiation 9-15 low", NULL},
    {"contents",
     "## The guide\n\nThere are:\n\n- [Surgery for Big Tumors](#)\n- [Drugs for Big Tumors](#)\n\n## Surgery for Big "
     "Tumors\n\n- "
     "[Margins](#)\n\nText.\n\n## Margins\n\nText.\n\n"
     "## Drugs for Big Tumors\n\nText.\n",
     "the-guide 1-6 medium; surgery-for-big-tumors 8-16 high; drugs-for-big-tumors 18-20 medium", NULL},
    {"listed-within", "# Surgery\n\n- [Margins](#)\n\nText.\n\n---\n\n# Margins\n\nText.\n", "surgery 1-11 high", NULL},
    {"rule-alone", "# Surgery\n\nText.\n\n---\n\nMore text.\n\n---\n\n## Margins\n\nText.\n", "surgery 1-13 medium",
     NULL},
    {"tail-after-date",
     "# Surgery\n\nText.\n\nLast Revised: April 6, 2018\n\ncancer.org | 1.800.227.2345\n\n# Radiation\n\nText.\n\nLast "
     "Revised: April 6, 2018\n",
     "surgery 1-7 high; radiation 9-13 high", NULL},
    {"fences", "# Surgery\n\n```\n# not a heading\n---\nLast Revised: April 6, 2018\n```\n\nText.\n",
     "surgery 1-9 medium", NULL},
    {"windows",
     "# Surgery\r\n\r\nText.\r\n\r\nLast Revised: April 6, 2018\r\n\r\n---\r\n\r\n# Radiation\r\n\r\nText.\r\n",
     "surgery 1-5 high; radiation 9-11 high", NULL},
    {"byte-order-mark", "\xEF\xBB\xBF# Surgery\n\nText.", "surgery 1-3 medium", NULL},
    {"html", "<div>\n\n# Surgery\n\n</div>\n\nText.\n", "surgery 1-7 medium", NULL},
    {"only-html", "<div>text</div>\n", "section-1 1-1 low", NULL},
    {"front-matter", "---\ntitle: The Guide\nlanguage: es\n---\n\n# Surgery\n\nText.\n\n# Radiation\n\nText.\n",
     "surgery 6-8 high; radiation 10-12 low", NULL},
    {"two-titles",
     "---\ntitle: Heart Guide\n---\n\n# Heart Failure\n\nText.\n" CLOSED "\n# High Blood Pressure\n\nText.\n" CLOSED,
     "heart-failure 5-17 high; high-blood-pressure 19-31 high", "1 import-front-matter; 5 import-document-title"},
    {"same-title-twice",
     "---\ntitle: heart failure\n---\n\n# Heart Failure\n\nText.\n" CLOSED "\n# High Blood Pressure\n\nText.\n" CLOSED,
     "heart-failure 5-17 high; high-blood-pressure 19-31 high", "1 import-front-matter"},
    {"front-matter-comment", "---\n# Page.\n\ntitle: Heart Failure\n...\n\n## Signs\n\nText.\n" CLOSED,
     "heart-failure 7-19 medium", "1 import-front-matter"},
    {"title-in-front", "---\ntitle: Heart Failure\n---\n\n## Signs\n\nText.\n" CLOSED, "heart-failure 5-17 medium",
     "1 import-front-matter"},
    {"rules-first", "---\n\nText.\n\n---\n\nMore.\n", "section-1 1-7 low", NULL},
    {"same-titles",
     "# A\n\nOne.\n\nLast Revised: April 6, 2018\n\n# A\n\nTwo.\n\nLast Revised: April 6, 2018\n\n# A 2\n\nThree.\n",
     "a 1-5 high; a-2 7-11 high; a-2-2 13-15 high", NULL},
    {"odd-titles",
     "# null\n\nOne.\n\nLast Revised: April 6, 2018\n\n# ...\n\nTwo.\n\nLast Revised: April 6, 2018\n\n# "
     "../../etc\n\nThree.\n",
     "null 1-5 high; section 7-11 high; etc 13-15 high", NULL},
    {"document-title", "# The Guide\n\n## Surgery\n\nText.\n" CLOSED "\n## Radiation\n\nText.\n" CLOSED,
     "surgery 1-15 low; radiation 17-29 high", "1 import-document-title"},
    {"document-title-and-a-lost-end",
     "# The Guide\n\n## Asthma\n\nText.\n" CLOSED "\n## Flu\n\nText.\n\n## Cold\n\nText.\n" CLOSED,
     "asthma 1-15 low; flu 17-19 high; cold 21-33 low",
     "1 import-document-title; 17 import-no-date; 17 import-no-references; 17 import-no-disclaimer"},
    {"prelude", "A line of a page's head.\n\n# Surgery\n\nText.\n" CLOSED, "surgery 1-15 low", "1 import-unplaced"},
    {"long-prelude",
     "This text has no title above it, but it is long. It goes on for more than sixty words, so that it is no line at "
     "the head of a page. It tells "
     "of one thing, "
     "and then it tells of another thing, and it does not stop there, since it must have more words than that to be "
     "taken for a section whose title "
     "was lost "
     "with the page before it, as one has to do.\n\n# Surgery\n\nText.\n\n# Radiation\n\nText.\n",
     "section-1 1-1 low; surgery 3-5 low; radiation 7-9 low", NULL},
};

/* ---- damage ---- */

#define HEAD "# Surgery\n\n"

static const Case DAMAGE[] = {
    {"clean", HEAD "Surgery is common. It has [more](http://a.org/b_c).\n\n- A point\n- Another point\n" CLOSED, NULL,
     ""},
    /* Dates, references, disclaimers. */
    {"nothing", HEAD "Text.\n", NULL, "1 import-no-date; 1 import-no-references; 1 import-no-disclaimer"},
    {"all-in-front",
     "---\nlast-revised: 2018-04-06\nreferences:\n  - Doe J. A study. 2017.\ndisclaimer: Ask your doctor.\n---\n\n# "
     "Surgery\n\nText.\n",
     NULL, "1 import-front-matter"},
    {"all-in-front-of-two",
     "---\nlast-revised: 2018-04-06\nreferences:\n  - Doe J. A study. 2017.\ndisclaimer: Ask your doctor.\n---\n\n# "
     "Surgery\n\nText.\n\n# "
     "Radiation\n\nText.\n",
     "surgery 8-10 high; radiation 12-14 low",
     "1 import-front-matter; 8 import-no-date; 8 import-no-references; 12 import-no-date; 12 import-no-references; 12 "
     "import-no-disclaimer"},
    {"toml-in-front", "+++\ntitle = \"Surgery\"\n+++\n\n# Surgery\n\nText.\n" CLOSED, NULL,
     "1 import-unplaced; 1 import-front-matter"},
    {"dated-and-in-front",
     "---\nlast-revised: 2018-04-06\n---\n\n# Surgery\n\nText.\n" CLOSED "\n# Radiation\n\nText.\n" CLOSED, NULL,
     "1 import-front-matter"},
    {"like-disclaimer",
     HEAD "Text.\n\n*This is not intended as medical advice to replace your doctor's.*\n\n## References\n\nDoe J. "
          "2017.\n\nLast Revised: April 6, 2018\n",
     NULL, "1 import-no-disclaimer"},
    {"loose-references",
     HEAD "Text.\n\n---\n\nof Small Tumors. *J Med*. 2017;24(2):425-433.\n\nDoe J, Roe R. A study of it. *J Med*. "
          "2018;4:1-5.\n\n## "
          "Disclaimer\n\nAsk.\n\nLast Revised: April 6, 2018\n",
     NULL, "7 import-no-references; 7 import-reference-cut"},
    {"references-after-date",
     HEAD "Text.\n\n## Disclaimer\n\nAsk.\n\nLast Revised: April 6, 2018\n\nDoe J, Roe R. A study of it. *J Med*. "
          "2018;4:1-5.\n",
     NULL, "11 import-no-references"},
    {"one-year-is-no-reference", HEAD "In 2017; 5 people were asked. They said yes.\n" CLOSED, NULL, ""},
    /* References. */
    {"run-together",
     HEAD "Text.\n\n## References\n\nDoe J. A study. *J Med*. 2017;3:1-5. Roe R, Poe P. Another study of it. *J Med*. "
          "2018;4:6-9.\n\n## "
          "Disclaimer\n\nAsk.\n\nLast Revised: April 6, 2018\n",
     NULL, "7 import-references-run-together"},
    {"run-together-addresses",
     HEAD "Text.\n\n## References\n\nSome Society. A page. Accessed at www.a.org/b on April 2, 2018. Another Society. "
          "A second page. Accessed at "
          "www.a.org/c on April 2, 2018.\n\n## Disclaimer\n\nAsk.\n\nLast Revised: April 6, 2018\n",
     NULL, "7 import-references-run-together"},
    {"not-run-together",
     HEAD "Text.\n\n## References\n\nDoe J. A study. *J Med*. 2017;3:1-5. Epub 2017 May 3. PMID 123456.\n\nRoe R. A "
          "book. In: Poe P, ed. *All of It*. 9th "
          "ed. Boston, Ma: Press; 2011:15-77.\n\n"
          "Some Institute. A page. May 15, 2017. Accessed at www.a.org/b on March 30, 2018.\n\n## "
          "Disclaimer\n\nAsk.\n\nLast Revised: April 6, 2018\n",
     NULL, ""},
    {"reference-split",
     HEAD "Text.\n\n## References\n\nDoe J. A book. In: Poe P, ed. *All of It*. Boston,\n\nMa: Press; "
          "2011:15-77.\n\nRoe R. A study. "
          "2018;4:6-9.\n\n## Disclaimer\n\nAsk.\n\nLast Revised: April 6, 2018\n",
     NULL, "7 import-reference-cut"},
    {"reference-cut",
     HEAD "Text.\n\n## References\n\nDoe J. A book. In: Poe P, ed. *All of It*. Boston,\n\nRoe R. A study. "
          "2018;4:6-9.\n\n## "
          "Disclaimer\n\nAsk.\n\nLast Revised: April 6, 2018\n",
     NULL, "7 import-reference-cut"},
    {"references-in-a-list",
     HEAD "Text.\n\n## References\n\n1. Doe J. A study. 2018;4:6-9.\n2. Roe R. See <http://a.org/b>\n\n## "
          "Disclaimer\n\nAsk.\n\nLast Revised: April "
          "6, 2018\n",
     NULL, ""},
    /* Text that is cut. */
    {"cut-sentence",
     HEAD "The tumor can be hard to remove when the normal\n\nMost of the time it is not the tumor.\n" CLOSED, NULL,
     "3 import-cut-sentence"},
    /* So short a line tells nothing by itself, but with empty lines after it, as where a page was lost. */
    {"cut-before-lost-lines", HEAD "We give you a card\n\n\n\n\nThe next page tells more about it.\n" CLOSED, NULL,
     "3 import-cut-sentence"},
    {"short-line", HEAD "We give you a card\n\nThe next page tells more about it.\n" CLOSED, NULL, ""},
    {"cut-word",
     HEAD "The drugs that are used the most are called doxorubicin (Adr\n\nMost of the time it helps.\n" CLOSED, NULL,
     "3 import-cut-word"},
    {"cut-at-hyphen", HEAD "The doctor may look for other ways of treat-\n\nMost of the time it helps.\n" CLOSED, NULL,
     "3 import-cut-word"},
    {"cut-with-notes",
     HEAD
     "Some text that is whole.[^1] And more that\nbreaks off in[^2]\n\n[^1]: The note.\n\n[^2]: The other.\n" CLOSED,
     NULL, "4 import-cut-sentence"},
    {"cut-at-end", HEAD "Text.\n\nIt is then called **chronic**\n" CLOSED, NULL, "5 import-cut-sentence"},
    {"split-paragraph", HEAD "It depends on where the tumor is, and on the size\n\nof the tumor. This is so.\n" CLOSED,
     NULL, "3 import-cut-sentence"},
    {"lost-beginning", HEAD "Text is here.\n\nbeen put in by then. It may be the only one.\n" CLOSED, NULL,
     "5 import-unplaced"},
    {"lost-list", HEAD "Your doctors could include:\n\n\n\nIf you would like to know more, ask.\n" CLOSED, NULL,
     "3 import-cut-sentence"},
    {"cut-item", HEAD "Ask about:\n\n- What you may eat\n- What to do at the time of the\n" CLOSED, NULL,
     "6 import-cut-sentence"},
    {"cut-in-callout",
     HEAD "Text.\n\n> [!WARNING]\n> Do not take this medicine together with\n\n> [!NOTE]\n> Call us first. Then go to "
          "the next place that can "
          "help\n" CLOSED,
     NULL, "6 import-cut-sentence; 9 import-cut-sentence"},
    {"cut-in-quotation", HEAD "> It was hard for me, because\n> it hurt, and for all of the\n\nText.\n" CLOSED, NULL,
     "4 import-cut-sentence"},
    {"cut-in-cell",
     HEAD "| Drug | Mind |\n| --- | --- |\n| Aspirin | Never give this to children who have |\n| Other | Take it with "
          "your |\n" CLOSED,
     NULL, "5 import-cut-sentence; 6 import-cut-sentence"},
    {"cut-in-list",
     HEAD "Mind:\n\n- Take the pill with a glass of\n- All of them are listed in<sup>1</sup>\n- Please ask first, but "
          "do not\n- Sleep.\n" CLOSED,
     NULL, "5 import-cut-sentence; 6 import-cut-sentence; 7 import-cut-sentence"},
    {"cut-in-nested-list",
     HEAD "Mind:\n\n- Drink much:\n  - Stay away from drinks which\n- Do not take any\n- Sleep.\n" CLOSED, NULL,
     "6 import-cut-sentence; 7 import-cut-sentence"},
    {"cut-before-numbers", HEAD "All of the rarer side effects of it are listed in<sup>1, 3-5</sup>\n\nText.\n" CLOSED,
     NULL, "3 import-cut-sentence"},
    {"cut-definition", HEAD "Term\n: Never take this with a glass of\n" CLOSED, NULL, "4 import-cut-sentence"},
    {"cut-short", HEAD "It is for children who\n\nMost of the time it helps.\n" CLOSED, NULL, "3 import-cut-sentence"},
    {"phrases-sound",
     HEAD "Ask about:\n\n- What this drug is made of\n- A person that you can talk to\n- Someone to stay with\n- How "
          "bad your side effects are\n- Even if "
          "others do not\n- Your old pictures, if you have any\n- We will tell you which\n- Check in when you come "
          "in\n- Keep your warm coat on\n- "
          "The use of vitamin A\n- Foods such as these, and\n- Avoid some foods such as\n  - milk\n  - eggs\n- Things "
          "you may be allergic to\n- "
          "Take these two pills together\n- Where it may spread to\n- Who you live with\n- Drugs you take and what "
          "they are for\n\n"
          "> [!WARNING]\n> Call 911 or go to the nearest emergency room of a hospital\n\n> A line of a poem with no "
          "stop at the end\n\n"
          "| What the drug is given to you with | B |\n| --- | --- |\n| Take it as often as you need to | Do you know "
          "what it is |\n" CLOSED,
     NULL, ""},
    {"not-cut",
     HEAD
     "These are the kinds:\n\n- one kind\n- another kind, and\n\nand so on it goes with all of them.\n\n**A line in "
     "bold that is no sentence at "
     "all**\n\nSee the page of the society at www.a.org/b\n\nCall the help line of our clinic at 1-800-227-2345\n\n"
     "He said what it is (and so on).\n\nIt is what some call “treatment with a goal.”\n\nThis is the last "
     "one.<sup>1</sup>\n\nClinic of the "
     "City<br>12 Main Street<br>Our lovely old town by the sea\n\npH is a measure.\n\nvon Willebrand found "
     "it.\n\nnab-paclitaxel is a drug.\n" CLOSED,
     NULL, ""},
    {"colon-before-headings", HEAD "There are these two parts:\n\n## One\n\nText.\n\n## Two\n\nText.\n" CLOSED, NULL,
     ""},
    {"other-scripts",
     "# 手术\n\n这是一个没有句号的段落 它有很多词 它有很多词 它有很多词 它有很多词 一二\n\nنص بدون نقطة في آخره وهو "
     "طويل جدا حتى لا يشك أحد\n" CLOSED,
     NULL, ""},
    /* Headings. */
    {"heading-fragment",
     HEAD "Text is here. See\n\n## [Nerve Damage](#)<sup>1</sup>.\n\nMore text.\n\n## Hyperlinks\n\n1. "
          "<http://a.org>\n" CLOSED,
     NULL, "5 import-heading-fragment"},
    {"heading-low", HEAD "Text.\n\n## that can last for some years\n\nMore text.\n" CLOSED, NULL,
     "5 import-heading-fragment"},
    {"heading-comma", HEAD "Text.\n\n## Some of them,\n\nMore text.\n" CLOSED, NULL, "5 import-heading-fragment"},
    {"headings-cut",
     HEAD "Text.\n\n## Side effects of\n\nText.\n\n## You should call your doctor if you have\n\nText.\n\n## Living "
          "with\n\nText.\n" CLOSED,
     NULL, "5 import-heading-fragment; 9 import-heading-fragment; 13 import-heading-fragment"},
    {"headings-sound",
     HEAD "Text.\n\n## Foods you may be allergic to\n\nText.\n\n## Things to be aware of\n\nText.\n\n## What this drug "
          "is made of\n\nText.\n\n## How "
          "your results are\n\nText.\n\n## Checking in\n\nText.\n\n## People you can talk to\n\nText.\n\n## What to "
          "look for\n\nText.\n\n## Side "
          "effects.\n\nText.\n\n## doxorubicin\n\nText.\n\n## `code` that is low here\n\nText.\n" CLOSED,
     NULL, ""},
    {"low-headings",
     "# about surgery and all that\n\nText.\n\n## what you may eat then\n\nText.\n\n## what you may not "
     "eat\n\nText.\n" CLOSED,
     NULL, ""},
    {"heading-jump", HEAD "Text.\n\n## One\n\nText.\n\n#### Two\n\nText.\n" CLOSED, NULL, "9 import-heading-jump"},
    {"levels-in-contents",
     HEAD "- [One](#)\n- [Two](#)\n- [Three](#)\n\nText.\n\n## One\n\nText.\n\n### Two\n\nText.\n\n## "
          "Three\n\nText.\n" CLOSED,
     NULL, "13 import-heading-level"},
    {"heading-without-text", HEAD "Text.\n\n## One\n\n## Two\n\nText.\n\n## Three\n\n### Four\n\nText.\n" CLOSED, NULL,
     "5 import-heading-without-text"},
    {"heading-before-html", HEAD "Text.\n\n## One\n\n<b>x</b>\n\n## Two\n\nText.\n" CLOSED, NULL, ""},
    /* Duplicates. */
    {"overlap",
     HEAD "One thing is so. This is a place where all of the doctors disagree about what is best to do.\n\nThis is a "
          "place where all of the doctors "
          "disagree about what is best to do. More.\n" CLOSED,
     NULL, "5 import-duplicate"},
    {"stutter",
     HEAD "This is a place where all of the doctors disagree about what is best. This is a place where all of the "
          "doctors disagree about what is "
          "best.\n" CLOSED,
     NULL, "3 import-duplicate"},
    {"page-twice",
     HEAD "One paragraph of some twelve words that is here for the first time now.\n\nA second one of some twelve "
          "words that is here for the first "
          "time.\n\nText between.\n\nText between them.\n\nText between again.\n\n"
          "One paragraph of some twelve words that is here for the first time now.\n\nA second one of some twelve "
          "words that is here for the first "
          "time.\n" CLOSED,
     NULL, "13 import-duplicate"},
    {"said-again",
     HEAD "The drug is given into a vein once every three weeks in a clinic, so ask.\n\nText between.\n\nText between "
          "them.\n\nText.\n\nThe drug is "
          "given into a vein once every three weeks in a clinic, so ask.\n\n"
          "- Call your doctor or nurse right away if you have a fever of any kind\n- Call your doctor or nurse right "
          "away if you have a pain of any "
          "kind\n" CLOSED,
     NULL, ""},
    /* Links. */
    {"hollow", HEAD "See [this](#) and [Margins](#).\n\n## Margins\n\nText.\n" CLOSED, NULL,
     "3 import-link-without-target"},
    {"contents-lost", HEAD "- [Margins](#)\n- [Drugs](#)\n\nText.\n\n## Margins\n\nText.\n" CLOSED, NULL,
     "4 import-link-without-target"},
    {"to-section", HEAD "See [Radiation](#).\n" CLOSED "\n# Radiation\n\nText.\n" CLOSED, NULL,
     "3 import-link-to-section"},
    {"callouts",
     HEAD "See [this](#)<sup>1</sup>, [that<sup>3</sup>](#), [here](#)<sup>7</sup>.\n\n## Hyperlinks\n\n1. "
          "<http://a.org>\n2. <http://b.org>\n3. "
          "<http://c.org>\n" CLOSED,
     NULL, "3 import-callout-without-entry; 8 import-entry-without-callout"},
    {"callout-without-list", HEAD "See [this](#)<sup>1</sup>.\n" CLOSED, NULL, "3 import-callout-without-entry"},
    {"callout-after-address",
     HEAD "See [this](http://a.org)<sup>1</sup>.\n\n## Hyperlinks\n\n1. <http://a.org>\n" CLOSED, NULL, ""},
    {"counted-list",
     HEAD "See [this](#)<sup>1</sup>, [that](#)<sup>2</sup>.\n\n## Hyperlinks\n\n1. <http://a.org>\n1. "
          "<http://b.org>\n" CLOSED,
     NULL, ""},
    {"escaped", HEAD "See [www.a.org/b\\\\_c](http://www.a.org/b_c) and [that](http://a.org/b%255Fc).\n" CLOSED, NULL,
     "3 import-address-escaped; 3 import-address-escaped"},
    {"not-escaped",
     HEAD "See [www.a.org/b\\_c](http://www.a.org/b_c), a\\\\_b and `www.a.org/b\\\\_c` and "
          "[it](http://a.org/100%25).\n" CLOSED,
     NULL, ""},
    {"definition-elsewhere", HEAD "See [this][a].\n" CLOSED "\n# Radiation\n\nText.\n\n[a]: http://a.org\n" CLOSED,
     NULL, "3 import-link-definition"},
    {"definition-here", HEAD "See [this][a].\n\n[a]: http://a.org\n" CLOSED "\n# Radiation\n\nText.\n" CLOSED, NULL,
     ""},
    {"link-to-heading",
     HEAD "See [it](#margins), [that](#dose), [all](#radiation), [none](#none), [a](b.pdf), [own](radiation.md).\n\n## "
          "Margins\n\nText.\n" CLOSED "\n# Radiation\n\nText. See [that](#dose).\n\n## Dose\n\nText.\n" CLOSED,
     NULL, "3 import-link-local; 3 import-link-local; 3 import-link-local; 3 import-link-local"},
    {"link-to-heading-of-the-same-name",
     HEAD "Text.\n\n## Dose\n\nText.\n" CLOSED
          "\n# Radiation\n\nSee [that](#dose) and [this](#dose-2).\n\n## Dose\n\nText.\n" CLOSED,
     NULL, "21 import-link-local; 21 import-link-local"},
    {"note-elsewhere",
     HEAD "Text.[^1]\n" CLOSED "\n# Radiation\n\nText.[^2]\n\n[^2]: A note.\n\n[^1]: Another.\n" CLOSED, NULL,
     "21 import-note-moved"},
    {"note-of-which-two",
     HEAD "Text.[^1]\n" CLOSED "\n# Radiation\n\nText.[^1]\n\n[^1]: A note.\n" CLOSED
          "\n# Drugs\n\nText.[^1]\n\n[^1]: Another.\n" CLOSED,
     NULL, "3 import-note-elsewhere"},
    {"contents-with-addresses",
     "# The guide\n\nText.\n\n- [Surgery](#surgery)\n- [Radiation](#radiation)\n\n## Surgery\n\nText.\n" CLOSED
     "\n## Radiation\n\nText.\n" CLOSED,
     "the-guide 1-6 medium; surgery 8-20 low; radiation 22-34 high", NULL},
    /* Images. */
    {"images",
     HEAD "![A](http://a.org/b.png)\n\n![B](../b.png)\n\n![C](/b.png)\n\n![D](none.png)\n\n![E](b.txt)\n" CLOSED, NULL,
     "3 import-image; 5 import-image; 7 import-image; 9 import-image; 11 import-image"},
};

static char *
list_sections(const StsImport *import)
{
  GString *out = g_string_new(NULL);

  for (size_t i = 0; i < sts_import_count_sections(import); i++) {
    StsImportSection section = sts_import_get_section(import, i);
    g_string_append_printf(out, "%s%s %d-%d %s", i > 0 ? "; " : "", section.id, section.first_line, section.last_line,
                           sts_confidence_name(section.confidence));
    g_assert_nonnull(section.reasons[0]);
  }
  return g_string_free(out, FALSE);
}

static char *
list_findings(const StsImport *import)
{
  GString *out = g_string_new(NULL);

  for (size_t i = 0; i < sts_import_count_findings(import); i++) {
    const StsDiagnostic *diagnostic = &sts_import_get_finding(import, i)->diagnostic;
    /* Hints are the matter of test-import-hints.c. */
    if (strcmp(diagnostic->rule, "import-border") != 0 && strcmp(diagnostic->rule, "import-hint") != 0)
      g_string_append_printf(out, "%s%d %s", out->len > 0 ? "; " : "", diagnostic->position.line, diagnostic->rule);
  }
  return g_string_free(out, FALSE);
}

/* ---- the library ---- */

static char *
new_folder(void)
{
  char *folder = g_dir_make_tmp("sts-import-XXXXXX", NULL);

  g_assert_nonnull(folder);
  return folder;
}

static char *
read_file(const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  char *text = NULL;

  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  return text;
}

static bool
has_marker_near(const char *text, const GArray *lines, int number)
{
  for (int i = MAX(number - 4, 1); i <= MIN(number + 4, (int)lines->len); i++) {
    const StsImportLine *line = &g_array_index(lines, StsImportLine, i - 1);
    if (sts_import_is_marker(text + line->offset, line->length))
      return true;
  }
  return false;
}

/* Every finding with a place in the library stands on the same line there as in the document. */
static void
compare_places(const StsImport *import, const char *text, const char *folder)
{
  g_autoptr(GArray) document = sts_import_split_lines(text, strlen(text));

  for (size_t i = 0; i < sts_import_count_findings(import); i++) {
    const StsImportFinding *finding = sts_import_get_finding(import, i);
    if (!finding->file)
      continue;
    g_autofree char *written = read_file(folder, finding->file);
    g_autoptr(GArray) lines = sts_import_split_lines(written, strlen(written));
    const StsImportLine *from = &g_array_index(document, StsImportLine, finding->diagnostic.position.line - 1);
    g_assert_cmpint(finding->line, >=, 1);
    g_assert_cmpint(finding->line, <=, (int)lines->len);
    const StsImportLine *to = &g_array_index(lines, StsImportLine, finding->line - 1);
    g_assert_cmpmem(text + from->offset, from->length, written + to->offset, to->length);
    if (finding->marked)
      g_assert_true(has_marker_near(written, lines, finding->line));
  }
}

static void
test_case(gconstpointer data)
{
  const Case *test = data;
  const char *text = g_str_has_prefix(test->text, "\xEF\xBB\xBF") ? test->text + 3 : test->text;
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsImport) import =
      sts_import_read_text("none/input.md", load_words(), NULL, test->text, strlen(test->text), diagnostics);
  g_autofree char *folder = new_folder();
  g_autoptr(GError) error = NULL;

  g_assert_nonnull(import);
  g_autofree char *sections = list_sections(import), *findings = list_findings(import);
  if (test->sections)
    g_assert_cmpstr(sections, ==, test->sections);
  if (test->findings)
    g_assert_cmpstr(findings, ==, test->findings);
  g_assert_true(sts_import_write(import, folder, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(sts_import_count_words(import), ==, sts_import_count_written_words(import));
  compare_places(import, text, folder);
  folder_remove(folder);
}

static void
import_to(const char *text, const char *folder)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsImport) import =
      sts_import_read_text("none/input.md", load_words(), NULL, text, strlen(text), diagnostics);
  g_autoptr(GError) error = NULL;

  g_assert_nonnull(import);
  g_assert_true(sts_import_write(import, folder, &error));
  g_assert_no_error(error);
}

static void
test_files(void)
{
  g_autofree char *folder = new_folder();

  import_to("# Surgery: \"all\"\n\nText,\n\n\n---\n\n# Radiation\n\nLast Revised: April 6, 2018\n\nText without a "
            "title or anything.\nLast",
            folder);
  g_autofree char *library = read_file(folder, "library.yaml"), *first = read_file(folder, "surgery-all.md"),
                  *last = read_file(folder, "section-3.md");
  g_assert_nonnull(strstr(
      library,
      "\ntitle: \"Surgery: \\\"all\\\"\"\nlanguage: en # assumed; nothing shows which it is\nidentifier: urn:uuid:"));
  g_assert_nonnull(strstr(library, "\nstatus: draft\nsections:\n  - surgery-all\n  - radiation\n  - section-3\n"));
  g_assert_null(strstr(library, "\ndisclaimer:"));
  g_assert_cmpstr(first, ==, "---\nid: surgery-all\n---\n\n# Surgery: \"all\"\n\nText,\n");
  g_assert_true(g_str_has_prefix(last, "---\nid: section-3\ngaps:\n  - \"The title of the section is lost.\"\n"));
  g_assert_nonnull(strstr(last, "\n---\n\n<!-- import: The title of this section is lost."));
  g_assert_true(g_str_has_suffix(last, " -->\nText without a title or anything.\nLast"));
  folder_remove(folder);
}

static void
test_windows_lines(void)
{
  g_autofree char *folder = new_folder();

  import_to("# Surgery\r\n\r\nText that breaks off in the middle of one\r\n", folder);
  g_autofree char *text = read_file(folder, "surgery.md");
  for (const char *p = text; (p = strchr(p, '\n')); p++)
    g_assert_cmpint(p[-1], ==, '\r');
  folder_remove(folder);
}

static void
test_front_matter(void)
{
  g_autofree char *folder = new_folder();

  import_to("---\nid: my-guide\ntitle: The Guide\nlanguage: es\nauthor: N. N.\n---\n# Surgery\n\nText.\n", folder);
  g_autofree char *library = read_file(folder, "library.yaml"), *text = read_file(folder, "my-guide.md");
  g_assert_nonnull(strstr(library, "title: \"The Guide\"\nlanguage: es\n"));
  g_assert_cmpstr(text, ==,
                  "---\n# What follows stood at the beginning of the document.\nid: my-guide\ntitle: The "
                  "Guide\nlanguage: es\nauthor: N. "
                  "N.\n---\n\n<!-- import: The title in the front matter seems to be that of the whole document, which "
                  "library.yaml has now. Delete "
                  "it there, so that the next heading is the title of this section. Then delete this line. -->\n# "
                  "Surgery\n\nText.\n");
  folder_remove(folder);
}

/* The same document gives the same bytes; and a library's section may be imported again, markers and all. */
static void
test_again(void)
{
  static const char TEXT[] =
      "# Surgery\n\nText that breaks off in the middle of one\n\nof these sentences.\n\n\n\n\nText.\n";
  g_autofree char *first = new_folder(), *second = new_folder(), *third = new_folder();

  import_to(TEXT, first);
  import_to(TEXT, second);
  g_autofree char *a = read_file(first, "surgery.md"), *b = read_file(second, "surgery.md");
  g_autofree char *x = read_file(first, "library.yaml"), *y = read_file(second, "library.yaml");
  g_assert_cmpstr(a, ==, b);
  g_assert_cmpstr(x, ==, y);
  g_assert_nonnull(strstr(a, "<!-- import: "));
  import_to(a, third);
  folder_remove(first);
  folder_remove(second);
  folder_remove(third);
}

static void
test_images(void)
{
  g_autofree char *folder = new_folder();
  g_autofree char *figures = g_build_filename(folder, "figures", NULL),
                  *image = g_build_filename(figures, "a b.png", NULL);
  g_autofree char *document = g_build_filename(folder, "long.md", NULL),
                  *library = g_build_filename(folder, "library", NULL);
  g_autofree char *link = g_build_filename(folder, "out.png", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  g_mkdir(figures, 0777);
  g_assert_true(g_file_set_contents(image, "image", -1, NULL));
  g_assert_true(g_file_set_contents(
      document, "# T\n\n![A](figures/a%20b.png) ![A](./figures/a%20b.png)\n\n![L](out.png)\n", -1, NULL));
  g_assert_cmpint(symlink("/etc/hostname", link), ==, 0);
  g_autoptr(StsImport) import = sts_import_read_file(document, load_words(), NULL, diagnostics, &error);
  g_assert_nonnull(import);
  g_assert_true(sts_import_write(import, library, &error));
  g_assert_cmpuint(g_strv_length((char **)sts_import_get_images(import)), ==, 1);
  g_assert_cmpstr(sts_import_get_images(import)[0], ==, "figures/a b.png");
  g_autofree char *copy = read_file(library, "figures/a b.png"), *findings = list_findings(import);
  g_assert_cmpstr(copy, ==, "image");
  g_assert_nonnull(strstr(findings, "5 import-image"));
  folder_remove(folder);
}

/* A folder whose name begins with that of the document's is another. */
static void
test_image_in_neighbour(void)
{
  g_autofree char *folder = new_folder();
  g_autofree char *own = g_build_filename(folder, "doc", NULL), *other = g_build_filename(folder, "doc-2", NULL);
  g_autofree char *document = g_build_filename(own, "long.md", NULL), *link = g_build_filename(own, "x.png", NULL);
  g_autofree char *image = g_build_filename(other, "x.png", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  g_mkdir(own, 0777);
  g_mkdir(other, 0777);
  g_assert_true(g_file_set_contents(image, "image", -1, NULL));
  g_assert_true(g_file_set_contents(document, "# T\n\n![A](x.png)\n", -1, NULL));
  g_assert_cmpint(symlink("../doc-2/x.png", link), ==, 0);
  g_autoptr(StsImport) import = sts_import_read_file(document, load_words(), NULL, diagnostics, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(g_strv_length((char **)sts_import_get_images(import)), ==, 0);
  g_autofree char *findings = list_findings(import);
  g_assert_nonnull(strstr(findings, "3 import-image"));
  folder_remove(folder);
}

/* ---- the proof ---- */

/* Renders the sections of TEXT, changes them by `old` and `new`, and returns whether the proof still holds. */
static bool
prove_changed(const char *old, const char *new)
{
  static const char TEXT[] = "# Surgery\n\nText one, which breaks off after the\n\nText two.\n\nText four.[^1] "
                             "[^3]\n\nLast Revised: April 6, 2018\n\n---\n\n# Radiation\n\nText three.\n\nText "
                             "five.[^1] [^2]\n\n[^1]: For both.\n[^2]: For Radiation.\n[^3]: For\n    surgery.\n";
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsImport) import = sts_import_read_text("input.md", load_words(), NULL, TEXT, strlen(TEXT), diagnostics);
  g_autoptr(StsImportProof) proof = sts_import_proof_new(import);
  g_autoptr(GError) error = NULL;
  bool holds = true;

  g_assert_cmpuint(sts_import_count_sections(import), ==, 2);
  for (guint i = 0; holds && i < 2; i++) {
    GString *text = sts_import_render(import, i);
    g_string_replace(text, old, new, 1);
    holds = sts_import_proof_add(proof, "section.md", text->str, text->len, &error);
    g_string_free(text, TRUE);
  }
  holds = holds && sts_import_proof_finish(proof, &error);
  g_assert_true(holds == !error);
  return holds;
}

static void
test_proof(void)
{
  g_assert_true(prove_changed("absent", "absent"));
  g_assert_true(prove_changed("id: surgery", "id: other"));
  g_assert_false(prove_changed("Text two.\n", ""));
  g_assert_false(prove_changed("Text two.\n", "Text two.\nText two.\n"));
  g_assert_false(prove_changed("Text two.", "Text, two."));
  /* As long as the document's line, and of as many words. */
  g_assert_false(prove_changed("Text two.", "Text tow."));
  g_assert_false(prove_changed("# Surgery", "# Surgerz"));
  g_assert_false(prove_changed("April 6", "April 8"));
  g_assert_false(prove_changed("Text three.\n", ""));
  g_assert_false(prove_changed("Text three.\n", "Text three.\nMore.\n"));
  g_assert_false(prove_changed("<!-- import: The end of the next paragraph", "<!-- The end of the next paragraph"));
  g_assert_false(prove_changed("[^1]: For both.\n", ""));
  g_assert_false(prove_changed("[^2]: For Radiation.\n", ""));
  g_assert_false(prove_changed("[^3]: For\n    surgery.\n", ""));
  g_assert_false(prove_changed("[^3]: For", "[^4]: For"));
  g_assert_false(prove_changed("[^3]: For\n", "[^3]: For\n[^3]: For\n"));
  g_assert_false(prove_changed("<!-- import: ", "<!-- import: a -->\n<!-- import: "));
}

/* ---- what is refused ---- */

static void
test_refused(void)
{
  static const char *const TEXTS[] = {"", "\n \n", "---\n\n---\n", "---\ntitle: A\n---\n\n"};

  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    g_assert_null(sts_import_read_text("input.md", load_words(), NULL, TEXTS[i], strlen(TEXTS[i]), diagnostics));
    g_assert_cmpuint(sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR), ==, 1);
  }
}

static void
test_folder_taken(void)
{
  g_autofree char *folder = new_folder();
  g_autofree char *file = g_build_filename(folder, "file", NULL), *inside = g_build_filename(file, "library", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  const char *const places[] = {folder, file, ".", inside};

  g_assert_true(g_file_set_contents(file, "x", -1, NULL));
  g_autoptr(StsImport) import = sts_import_read_text("input.md", load_words(), NULL, "# T\n\nText.\n", 11, diagnostics);
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(sts_import_write(import, places[i], &error));
    g_assert_cmpint(error->code, ==, i < 3 ? G_FILE_ERROR_EXIST : G_FILE_ERROR_NOTDIR);
  }
  folder_remove(folder);
}

/* A document made of faults must not make a report without end. */
static void
test_many_faults(void)
{
  g_autoptr(GString) text = g_string_new("# T\n\n");
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();

  for (int i = 0; i < 3000; i++)
    g_string_append(text, "[a](#) ");
  g_autoptr(StsImport) import = sts_import_read_text("input.md", load_words(), NULL, text->str, text->len, diagnostics);
  g_assert_cmpuint(sts_import_count_findings(import), <, 520);
  g_autofree char *findings = list_findings(import);
  g_assert_nonnull(strstr(findings, "import-more"));
}

static void
test_too_many_sections(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();

  for (int i = 0; i < 6000; i++)
    g_string_append(text, "# T\n\nText.\n\n");
  g_assert_null(sts_import_read_text("input.md", load_words(), NULL, text->str, text->len, diagnostics));
  g_assert_cmpstr(sts_diagnostics_get(diagnostics, 0)->rule, ==, "file-unreadable");
}

static void
test_words(void)
{
  g_assert_cmpuint(sts_import_count_words_in("one, two-three -- \"four\" 5 * __", 31), ==, 4);
  g_assert_cmpuint(sts_import_count_words_in("é ё 手术\r\nx", strlen("é ё 手术\r\nx")), ==, 5);
}

/* A list that no language fills would silently see nothing. */
static void
test_word_lists(void)
{
  for (int list = 0; list < STS_WORDS_COUNT; list++) {
    g_test_message("list %d", list);
    g_assert_nonnull(sts_import_words_get((StsImportWords)list));
    g_assert_nonnull(sts_import_words_get((StsImportWords)list)[0]);
  }
  g_assert_true(sts_import_words_hold(STS_WORDS_NEVER_LAST, "because"));
  g_assert_true(sts_import_words_hold(STS_WORDS_NEVER_LAST, "los"));
  g_assert_false(sts_import_words_hold(STS_WORDS_NEVER_LAST, "what"));
}

/* Chinese and Japanese part no words by spaces, and each character is a word to Pango, or several kana. */
static void
test_wide_words(void)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  static const char TEXT[] = "# \u62A4\u7406\n\n\u624B\u672F\u540E\u8BF7\u6309\u65F6\u670D\u836F\uFF0C\n\u4E0D\u8981"
                             "\u505C\u836F\u3002\n\nTake **two** a day.\n";
  g_autoptr(StsImport) import = sts_import_read_text("a.md", load_words(), NULL, TEXT, strlen(TEXT), diagnostics);

  g_assert_nonnull(import);
  g_assert_cmpuint(sts_import_count_words(import), ==, 2 + 8 + 4 + 4);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(BORDERS); i++) {
    g_autofree char *path = g_strdup_printf("/borders/%s", BORDERS[i].name);
    g_test_add_data_func(path, &BORDERS[i], test_case);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(DAMAGE); i++) {
    g_autofree char *path = g_strdup_printf("/damage/%s", DAMAGE[i].name);
    g_test_add_data_func(path, &DAMAGE[i], test_case);
  }
  g_test_add_func("/library/files", test_files);
  g_test_add_func("/import/word-lists", test_word_lists);
  g_test_add_func("/library/windows-lines", test_windows_lines);
  g_test_add_func("/library/front-matter", test_front_matter);
  g_test_add_func("/library/again", test_again);
  g_test_add_func("/library/images", test_images);
  g_test_add_func("/library/image-in-neighbour", test_image_in_neighbour);
  g_test_add_func("/proof/changed", test_proof);
  g_test_add_func("/refused/text", test_refused);
  g_test_add_func("/refused/folder", test_folder_taken);
  g_test_add_func("/bounds/many-faults", test_many_faults);
  g_test_add_func("/bounds/many-sections", test_too_many_sections);
  g_test_add_func("/bounds/words", test_words);
  g_test_add_func("/import/wide-words", test_wide_words);
  return g_test_run();
}
