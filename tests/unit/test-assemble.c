/* rooms: base document assemble */
/* Tests of the tree and of assembly, on libraries made by hand. */
#include <string.h>

#include "assemble/assemble.h"
#include "document/plain-text.h"
#include "document/provenance.h"
#include "document/script.h"

static const StsPosition NOWHERE = {"test.md", 1, 1};

typedef struct {
  StsLibrary *library;
  StsTermsSet *terms;
  StsDiagnostics *diagnostics;
} Fixture;

/* Words that name their key, so that a test sees which were used. */
static void
add_words(StsTermsSet *set, const char *language)
{
  GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

  for (const char *const *key = sts_terms_keys(); *key; key++)
    g_hash_table_insert(words, g_strdup(*key), g_strdup_printf("%s:%s", language, *key));
  g_hash_table_insert(words, g_strdup("see-section"), g_strdup("see {title}"));
  g_hash_table_insert(words, g_strdup("last-revised-line"), g_strdup("Last Revised: {date}"));
  g_hash_table_insert(words, g_strdup("passage-last-revised"), g_strdup("{title}: Last Revised: {date}"));
  g_hash_table_insert(words, g_strdup("date-format"), g_strdup("{day} {month} {year}"));
  g_hash_table_insert(words, g_strdup("month-4"), g_strdup("April"));
  g_hash_table_insert(words, g_strdup("waived"), g_strdup("Not given ({reason})."));
  g_hash_table_insert(words, g_strdup("lost"), g_strdup("Lost ({reason})."));
  g_hash_table_insert(words, g_strdup("source-adapted"), g_strdup("Adapted from {source}"));
  g_hash_table_insert(words, g_strdup("source-verbatim"), g_strdup("Source {source}"));
  g_hash_table_insert(words, g_strdup("waiver-reason"), g_strdup(". Reason: {reason}"));
  g_hash_table_insert(words, g_strdup("last-revised-waived"), g_strdup("Last Revised: not given"));
  sts_terms_set_add(set, language, words);
}

static StsNode *
add_paragraph(StsArena *arena, StsNode *parent, const char *text)
{
  StsNode *paragraph = sts_node_new(arena, STS_NODE_PARAGRAPH, NOWHERE);

  if (text)
    sts_node_append(arena, paragraph, sts_node_new_text(arena, text, NOWHERE));
  sts_node_append(arena, parent, paragraph);
  return paragraph;
}

static StsNode *
add_heading(StsArena *arena, StsNode *parent, int level, const char *text, const char *id)
{
  StsNode *heading = sts_node_new(arena, STS_NODE_HEADING, NOWHERE);

  heading->heading.level = level;
  heading->id = id;
  sts_node_append(arena, heading, sts_node_new_text(arena, text, NOWHERE));
  sts_node_append(arena, parent, heading);
  return heading;
}

static StsNode *
add_link(StsArena *arena, StsNode *parent, StsLinkKind kind, const char *destination, const char *text, int number)
{
  StsNode *link = sts_node_new(arena, STS_NODE_LINK, NOWHERE);

  link->link.kind = kind;
  link->link.destination = destination;
  link->link.number = number;
  sts_node_append(arena, link, sts_node_new_text(arena, text, NOWHERE));
  sts_node_append(arena, parent, link);
  return link;
}

static StsSection *
add_section(Fixture *fixture, const char *id, const char *title)
{
  StsLibrary *library = fixture->library;
  StsSection *section = sts_section_new(library);
  g_autofree char *name = g_strconcat(id, ".md", NULL);

  section->id = id;
  section->title = title;
  section->file = section->name = sts_arena_strdup(library->arena, name);
  section->language = "en";
  section->body = sts_node_new(library->arena, STS_NODE_SECTION, NOWHERE);
  section->last_revised_state = STS_PROVENANCE_GIVEN;
  section->last_revised = (StsDate){2018, 4, 6};
  section->references_state = STS_PROVENANCE_WAIVED;
  section->references_waiver.text = "none listed";
  section->disclaimer_state = STS_PROVENANCE_GIVEN;
  sts_library_add_section(library, section);
  return section;
}

static void
set_up(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  fixture->library = sts_library_new("test", NULL);
  fixture->library->title = "Guide";
  fixture->library->language = "en";
  fixture->library->identifier = "urn:uuid:00000000-0000-4000-8000-000000000000";
  fixture->library->status = STS_STATUS_APPROVED;
  fixture->library->disclaimer = sts_node_new(fixture->library->arena, STS_NODE_SECTION, NOWHERE);
  add_paragraph(fixture->library->arena, fixture->library->disclaimer, "Not advice.");
  fixture->terms = sts_terms_set_new();
  add_words(fixture->terms, "en");
  add_words(fixture->terms, "es");
  /* An approved library prints no status. */
  GHashTable *words = sts_terms_set_lookup(fixture->terms, "en")->words;
  g_hash_table_insert(words, g_strdup("status-approved"), g_strdup(""));
  fixture->diagnostics = sts_diagnostics_new();
}

static void
tear_down(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  sts_diagnostics_free(fixture->diagnostics);
  sts_terms_set_free(fixture->terms);
  sts_library_free(fixture->library);
}

static StsPublication *
assemble(Fixture *fixture, const char *language, bool book)
{
  StsAssembleOptions options = {.book = book, .language = language};
  GPtrArray *sections = fixture->library->sections;
  StsPublication *publication =
      sts_publication_assemble(fixture->library, (const StsSection *const *)sections->pdata, book ? sections->len : 1,
                               fixture->terms, &options, fixture->diagnostics);

  sts_node_check(publication->root);
  return publication;
}

static void
test_closing_block(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsSection *section = add_section(fixture, "surgery", "Surgery");
  add_paragraph(fixture->library->arena, section->body, "Body.");
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, false);
  g_autofree char *text = sts_node_plain_text(publication->root);

  g_assert_cmpstr(text, ==,
                  "Surgery\nLast Revised: 6 April 2018\nBody.\nen:references\nNot given (none "
                  "listed).\nen:disclaimer\nNot advice.\n"
                  "Last Revised: 6 April 2018\n");
  g_assert_cmpstr(publication->title, ==, "Surgery");
  g_assert_cmpint(publication->modified, ==, 1522972800);
  g_assert_cmpuint(strlen(g_array_index(publication->sections, StsPublishedSection, 0).printed), ==, 64);
}

static void
test_waived_date(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsSection *section = add_section(fixture, "treating", "Treating");
  section->last_revised_state = STS_PROVENANCE_WAIVED;
  section->last_revised = (StsDate){0, 0, 0};
  section->last_revised_waiver.text = "no date";
  add_paragraph(fixture->library->arena, section->body, "Body.");
  /* The neighbour's date is not inherited. */
  add_section(fixture, "other", "Other");
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, false);
  g_autofree char *text = sts_node_plain_text(publication->root);

  g_assert_true(g_str_has_suffix(text, "\nLast Revised: not given. Reason: no date\n"));
  g_assert_null(strstr(text, "2018"));
  g_assert_cmpint(publication->modified, ==, 315532800); /* 1980 */
}

static void
test_links(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsSection *section = add_section(fixture, "surgery", "Surgery");
  StsArena *arena = fixture->library->arena;
  add_section(fixture, "radiation", "Radiation");
  StsNode *first = add_paragraph(arena, section->body, "See ");
  add_link(arena, first, STS_LINK_EXTERNAL, "https://b.example/x", "bee", 0);
  add_link(arena, first, STS_LINK_HOLLOW, "#", "own", 2);
  add_link(arena, first, STS_LINK_EXTERNAL, "https://b.example/x", "again", 0);
  StsNode *second = add_paragraph(arena, section->body, "To ");
  add_link(arena, second, STS_LINK_SECTION, "radiation.md", "rays", 0);
  add_link(arena, second, STS_LINK_HOLLOW, "#", "Margins", 0);
  add_link(arena, second, STS_LINK_HOLLOW, "#", "nowhere", 0);
  add_link(arena, second, STS_LINK_HOLLOW, "#", "gone", 7);
  add_heading(arena, section->body, 4, "Margins", "margins");
  StsHyperlink own = {2, "https://own.example/", "own.example", NOWHERE};
  g_array_append_val(section->hyperlinks, own);

  g_autoptr(StsPublication) publication = assemble(fixture, NULL, false);
  g_autofree char *text = sts_node_plain_text(publication->root);
  g_assert_nonnull(strstr(text, "\nSee bee3own2again3\nTo rays (see Radiation)Marginsnowheregone\u2077\nMargins\n"));
  g_assert_nonnull(strstr(text, "\nen:hyperlinks\nown.example\nb.example/x\nen:references\n"));
  g_autofree char *dump = sts_node_dump(publication->root, false);
  g_assert_nonnull(strstr(dump, "internal destination=\"#\" target=\"surgery-margins\""));
  g_assert_nonnull(strstr(dump, "heading id=\"surgery-margins\" level=2"));
  g_assert_null(strstr(dump, "hollow"));
  g_assert_null(strstr(dump, "link section"));
}

/* Closing parts are places to link to: by their names and by the words of their headings, before they stand there, and
 * from other sections. */
static void
test_links_to_parts(Fixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *destination, *target;
  } WANTED[] = {
      {"#references", "surgery-references"},
      {"#enreferences", "surgery-references"},
      {"#ESReferences", "surgery-references"},
      {"#hyperlinks", "surgery-hyperlinks"},
      {"rays.md#hyperlinks", "rays-hyperlinks"},
      {"rays.md#Disclaimer", "rays-disclaimer"},
      {"rays#last-revised", "rays.last-revised"},
      {"rays.md#radiation", "rays"},
      {"rays.md#kinds-of-rays", "rays-kinds-of-rays"},
      /* A heading of the text goes before a part. */
      {"rays.md#notes", "rays-notes"},
  };
  (void)unused;
  StsArena *arena = fixture->library->arena;
  StsSection *surgery = add_section(fixture, "surgery", "Surgery"), *rays = add_section(fixture, "rays", "Radiation");
  StsNode *paragraph = add_paragraph(arena, surgery->body, NULL);

  fixture->library->words = fixture->terms;
  for (size_t i = 0; i < G_N_ELEMENTS(WANTED); i++)
    add_link(arena, paragraph, STS_LINK_SECTION, WANTED[i].destination, "a", 0);
  add_link(arena, paragraph, STS_LINK_EXTERNAL, "https://a.example/", "b", 0);
  add_link(arena, add_paragraph(arena, rays->body, NULL), STS_LINK_EXTERNAL, "https://b.example/", "b", 0);
  add_heading(arena, rays->body, 2, "Kinds of rays", "kinds-of-rays");
  add_heading(arena, rays->body, 2, "Notes", "notes");
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, true);
  fixture->library->words = NULL;

  g_assert_cmpuint(sts_diagnostics_size(fixture->diagnostics), ==, 0);
  g_autofree char *dump = sts_node_dump(publication->root, false);
  for (size_t i = 0; i < G_N_ELEMENTS(WANTED); i++) {
    g_autofree char *line =
        g_strdup_printf("internal destination=\"%s\" target=\"%s\"", WANTED[i].destination, WANTED[i].target);
    g_test_message("%s", line);
    g_assert_nonnull(strstr(dump, line));
    g_autofree char *id = g_strdup_printf(" id=\"%s\"", WANTED[i].target);
    g_assert_nonnull(strstr(dump, id));
  }
}

/* Parts that a section does not have are no places. */
static void
test_links_to_no_parts(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsArena *arena = fixture->library->arena;
  StsNode *paragraph = add_paragraph(arena, add_section(fixture, "surgery", "Surgery")->body, NULL);

  fixture->library->words = fixture->terms;
  add_link(arena, paragraph, STS_LINK_SECTION, "#hyperlinks", "a", 0);
  add_link(arena, paragraph, STS_LINK_SECTION, "#notes", "a", 0);
  add_link(arena, paragraph, STS_LINK_SECTION, "#byline", "a", 0);
  add_link(arena, paragraph, STS_LINK_EXTERNAL, "tel:911", "911", 0);
  add_link(arena, paragraph, STS_LINK_EXTERNAL, "tel:911", "tel:911", 0);
  add_link(arena, paragraph, STS_LINK_EXTERNAL, "tel:911", "\u0669\u0661\u0661", 0);
  add_link(arena, paragraph, STS_LINK_EXTERNAL, "mailto:a@example.org", "MAILTO:a@example.org", 0);
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, true);
  fixture->library->words = NULL;
  g_assert_nonnull(publication);
  g_assert_cmpuint(sts_diagnostics_count(fixture->diagnostics, STS_SEVERITY_ERROR), ==, 3);
}

static void
test_unknown_links(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsSection *section = add_section(fixture, "surgery", "Surgery");
  StsNode *paragraph = add_paragraph(fixture->library->arena, section->body, NULL);
  add_link(fixture->library->arena, paragraph, STS_LINK_SECTION, "nothing.md", "a", 0);
  add_link(fixture->library->arena, paragraph, STS_LINK_SECTION, "#nothing", "b", 0);
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, false);
  g_autofree char *dump = sts_node_dump(publication->root, false);

  g_assert_cmpuint(sts_diagnostics_count(fixture->diagnostics, STS_SEVERITY_ERROR), ==, 2);
  g_assert_nonnull(strstr(dump, "\"a\""));
  g_assert_null(strstr(dump, "link "));
}

static void
test_heading_levels(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  static const int WRITTEN[] = {3, 5, 5, 1, 2, 6, 3}, GIVEN[] = {2, 3, 3, 2, 3, 4, 4};
  StsSection *section = add_section(fixture, "surgery", "Surgery");
  for (size_t i = 0; i < G_N_ELEMENTS(WRITTEN); i++)
    add_heading(fixture->library->arena, section->body, WRITTEN[i], "Same", NULL);
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, false);
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  size_t i = 0;

  for (StsNode *node = publication->root->first_child->first_child; node; node = node->next)
    if (node->kind == STS_NODE_HEADING && node->heading.level > 1) {
      g_assert_cmpint(node->heading.level, ==, GIVEN[i++]);
      g_assert_true(g_hash_table_add(ids, (gpointer)node->id));
    }
  g_assert_cmpuint(i, ==, G_N_ELEMENTS(WRITTEN));
}

/* Adds a paragraph “Text” with references to two notes; returns it. */
static StsNode *
add_notes(Fixture *fixture, StsSection *section)
{
  StsArena *arena = fixture->library->arena;
  StsNode *paragraph = add_paragraph(arena, section->body, "Text");
  static const char *const LABELS[] = {"b", "a", "b"};
  for (size_t i = 0; i < G_N_ELEMENTS(LABELS); i++) {
    StsNode *reference = sts_node_new(arena, STS_NODE_NOTE_REFERENCE, NOWHERE);
    reference->note_reference.label = LABELS[i];
    sts_node_append(arena, paragraph, reference);
  }
  for (size_t i = 0; i < 2; i++) {
    StsNode *note = sts_node_new(arena, STS_NODE_NOTE, NOWHERE);
    note->note.label = i == 0 ? "a" : "b";
    add_paragraph(arena, note, i == 0 ? "Note a." : "Note b.");
    g_ptr_array_add(section->notes, note);
  }
  return paragraph;
}

static void
test_notes(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  add_notes(fixture, add_section(fixture, "surgery", "Surgery"));
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, false);
  g_autofree char *text = sts_node_plain_text(publication->root);

  g_assert_nonnull(strstr(text, "\nText [a] [b] [a]\nen:notes\nNote b.\nNote a.\n"));
}

/* Adds a reference to the note; the label is kept. */
static void
add_note_reference(StsArena *arena, StsNode *parent, const char *label)
{
  StsNode *reference = sts_node_new(arena, STS_NODE_NOTE_REFERENCE, NOWHERE);

  reference->note_reference.label = label;
  sts_node_append(arena, parent, reference);
}

/* Adds a note “Note LABEL” that refers to another; the labels are kept. */
static void
add_note(StsArena *arena, StsSection *section, const char *label, const char *other)
{
  StsNode *note = sts_node_new(arena, STS_NODE_NOTE, NOWHERE);
  g_autofree char *text = g_strdup_printf("Note %s", label);

  note->note.label = label;
  add_note_reference(arena, add_paragraph(arena, note, text), other);
  g_ptr_array_add(section->notes, note);
}

/* References to notes have numbers in the parts after the notes too, and in notes that only such parts or one another
 * refer to. */
static void
test_notes_in_parts(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsArena *arena = fixture->library->arena;
  StsSection *section = add_section(fixture, "surgery", "Surgery");
  StsNode *item = sts_node_new(arena, STS_NODE_ITEM, NOWHERE);
  add_note_reference(arena, add_paragraph(arena, section->body, "Text"), "b");
  add_note(arena, section, "a", "e");
  add_note(arena, section, "b", "b");
  add_note(arena, section, "c", "d");
  add_note(arena, section, "d", "c");
  add_note(arena, section, "e", "b");
  section->references_state = STS_PROVENANCE_GIVEN;
  section->references = sts_node_new(arena, STS_NODE_LIST, NOWHERE);
  sts_node_append(arena, section->references, item);
  add_note_reference(arena, add_paragraph(arena, item, "Doe J"), "b");
  section->disclaimer = sts_node_new(arena, STS_NODE_SECTION, NOWHERE);
  add_note_reference(arena, add_paragraph(arena, section->disclaimer, "Ask"), "a");
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, false);
  g_autofree char *text = sts_node_plain_text(publication->root);
  int expected = 1;

  g_assert_nonnull(
      strstr(text, "\nText [a]\nen:notes\nNote b [a]\nNote a [e]\nNote c [d]\nNote d [c]\nNote e [a]\nen:references\n"
                   "Doe J [a]\nen:disclaimer\nAsk [b]\n"));
  for (const StsNode *node = publication->root; node; node = sts_node_next(publication->root, node, false)) {
    if (node->kind == STS_NODE_NOTE) {
      g_assert_cmpint(node->note.number, ==, expected++);
      g_assert_nonnull(node->note.back);
      g_assert_true(node->note.back->note_reference.note == node);
    } else if (node->kind == STS_NODE_NOTE_REFERENCE) {
      g_assert_nonnull(node->note_reference.note);
      g_assert_cmpint(node->note_reference.number, ==, node->note_reference.note->note.number);
    }
  }
  g_assert_cmpint(expected, ==, 6);
}

/* A superscript stands for one thing: notes have letters, links numbers. */
static void
test_notes_and_links(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsArena *arena = fixture->library->arena;
  StsNode *paragraph = add_notes(fixture, add_section(fixture, "surgery", "Surgery"));
  StsNode *link = sts_node_new(arena, STS_NODE_LINK, NOWHERE);
  link->link.kind = STS_LINK_EXTERNAL;
  link->link.destination = "https://example.org/";
  sts_node_append(arena, link, sts_node_new_text(arena, " Page", NOWHERE));
  sts_node_append(arena, paragraph, link);
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, false);
  g_autofree char *text = sts_node_plain_text(publication->root);
  int expected = 1;

  g_assert_nonnull(strstr(text, "\nText [a] [b] [a] Page1\nen:notes\nNote b.\nNote a.\n"));
  for (const StsNode *node = publication->root; node; node = sts_node_next(publication->root, node, false))
    if (node->kind == STS_NODE_NOTE)
      g_assert_cmpint(node->note.number, ==, expected++);
  g_assert_cmpint(expected, ==, 3);
  static const struct {
    int number;
    const char *mark;
  } MARKS[] = {{1, "a"}, {26, "z"}, {27, "aa"}, {52, "az"}, {53, "ba"}, {702, "zz"}, {703, "aaa"}, {0, ""}};
  for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++)
    g_assert_cmpstr(sts_note_mark(MARKS[i].number).text, ==, MARKS[i].mark);
}

static void
test_expired(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsSection *section = add_section(fixture, "surgery", "Surgery");
  add_paragraph(fixture->library->arena, section->body, "Body.");
  fixture->library->review_every_months = 36;
  StsAssembleOptions options = {.as_of = {2021, 4, 6}};
  const StsSection *const sections[] = {section};
  GHashTable *words = sts_terms_set_lookup(fixture->terms, "en")->words;
  g_hash_table_insert(words, g_strdup("review-due"), g_strdup("Due {date}."));

  g_autoptr(StsPublication) current =
      sts_publication_assemble(fixture->library, sections, 1, fixture->terms, &options, fixture->diagnostics);
  g_autofree char *current_text = sts_node_plain_text(current->root);
  g_assert_null(strstr(current_text, "Due"));
  g_assert_false(sts_date_is_set(g_array_index(current->sections, StsPublishedSection, 0).review_due));
  options.as_of.day = 7;
  g_autoptr(StsPublication) expired =
      sts_publication_assemble(fixture->library, sections, 1, fixture->terms, &options, fixture->diagnostics);
  g_autofree char *expired_text = sts_node_plain_text(expired->root);
  g_assert_true(g_str_has_prefix(expired_text, "Surgery\nLast Revised: 6 April 2018\nDue 6 April 2021.\nBody.\n"));
  g_assert_cmpint(g_array_index(expired->sections, StsPublishedSection, 0).review_due.year, ==, 2021);
}

static void
test_language(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsSection *section = add_section(fixture, "surgery", "Surgery");
  add_paragraph(fixture->library->arena, section->body, "Body.");
  g_autoptr(StsPublication) publication = assemble(fixture, "es", false);
  g_autofree char *dump = sts_node_dump(publication->root, false);

  g_assert_nonnull(strstr(dump, "heading id=\"surgery-references\" lang=\"es\" level=2\n"));
  g_assert_nonnull(strstr(dump, "\"es:references\""));
}

/* What is not in the language of the program's words is marked so, for the voice that reads it. */
static void
test_language_within_words(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsSection *section = add_section(fixture, "surgery", "Surgery");
  StsArena *arena = fixture->library->arena;
  StsSource source = {.title = "The guide?", .publisher = "P", .language = "en", .address = "https://e.org/x"};
  section->last_revised_state = STS_PROVENANCE_WAIVED;
  section->last_revised = (StsDate){0, 0, 0};
  section->last_revised_waiver.text = "no date";
  section->source = &source;
  add_section(fixture, "radiation", "Radiation");
  add_link(arena, add_paragraph(arena, section->body, "See "), STS_LINK_SECTION, "radiation.md", "rays", 0);
  g_hash_table_insert(sts_terms_set_lookup(fixture->terms, "es")->words, g_strdup("see-section"),
                      g_strdup("consulte {title}"));
  for (int spanish = 0; spanish <= 1; spanish++) {
    g_autoptr(StsPublication) publication = assemble(fixture, spanish ? "es" : NULL, false);
    g_autofree char *dump = sts_node_dump(publication->root, false);
    static const char *const english[] = {"none listed", "no date", "The guide? P."};
    for (size_t i = 0; i < G_N_ELEMENTS(english); i++) {
      g_autofree char *pattern = g_strdup_printf("span lang=\"en\"\n *text \"%s\"\n", english[i]);
      g_autofree char *escaped = g_strdelimit(g_strdup(pattern), "?", '.');
      g_assert_cmpint(g_regex_match_simple(escaped, dump, 0, 0), ==, spanish);
    }
    g_autofree char *text = sts_node_plain_text(publication->root);
    /* What is a part of a sentence follows the sentence. */
    g_assert_nonnull(strstr(text, "See rays (see Radiation)\n"));
    g_assert_nonnull(strstr(text, "Not given (none listed).\n"));
    g_assert_nonnull(strstr(text, "Adapted from The guide? P. e.org/x\nLast Revised: not given. Reason: no date\n"));
  }
}

/* A text that lost what it had does not say that it never had it; and each such word is a change of the content. */
/* Plain text keeps digits and signs where they are: raised, lowered, or on the line. */
static void
test_scripts(Fixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *text, *raised, *lowered;
  } cases[] = {
      {"0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079",
       "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089"},
      {"-3", "\u207b\u00b3", "\u208b\u2083"},
      {"\u22123", "\u207b\u00b3", "\u208b\u2083"},
      {"2+", "\u00b2\u207a", "\u2082\u208a"},
      {"+", "\u207a", "\u208a"},
      {"-", "\u207b", "\u208b"},
      {"9-10", "\u2079-\u00b9\u2070", "\u2089-\u2081\u2080"},
      {"1.5", "\u00b9.\u2075", "\u2081.\u2085"},
      {"2a", "\u00b2a", "\u2082a"},
      {"x-ray", "x-ray", "x-ray"},
      {"-like", "-like", "-like"},
      {"st", "st", "st"},
      {"\u00ae", "\u00ae", "\u00ae"},
      {"\u0669", "\u0669", "\u0669"},
  };
  StsArena *arena = fixture->library->arena;
  StsNode *section = sts_node_new(arena, STS_NODE_SECTION, NOWHERE);

  (void)unused;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    for (int lowered = 0; lowered < 2; lowered++) {
      StsNode *paragraph = add_paragraph(arena, section, "10");
      StsNode *script = sts_node_new(arena, lowered ? STS_NODE_SUBSCRIPT : STS_NODE_SUPERSCRIPT, NOWHERE);
      StsNode *strong = sts_node_new(arena, STS_NODE_STRONG, NOWHERE);
      sts_node_append(arena, strong, sts_node_new_text(arena, cases[i].text, NOWHERE));
      sts_node_append(arena, script, strong);
      sts_node_append(arena, paragraph, script);
      sts_node_append(arena, paragraph, sts_node_new_text(arena, "2", NOWHERE));
      g_autofree char *text = sts_node_inline_text(paragraph), *anchor = sts_node_anchor_text(paragraph);
      g_autofree char *wanted = g_strconcat("10", lowered ? cases[i].lowered : cases[i].raised, "2", NULL);
      g_autofree char *written = g_strconcat("10", cases[i].text, "2", NULL);
      g_assert_cmpstr(text, ==, wanted);
      g_assert_cmpstr(anchor, ==, written);
    }
}

/* What is raised is another content than the same digits on the line, but not to a record before version 4. */
static void
test_scripts_in_content(Fixture *fixture, gconstpointer unused)
{
  StsArena *arena = fixture->library->arena;
  StsSection *flat = add_section(fixture, "flat", "Dose"), *raised = add_section(fixture, "raised", "Dose");
  StsNode *paragraph = add_paragraph(arena, raised->body, "10"),
          *script = sts_node_new(arena, STS_NODE_SUPERSCRIPT, NOWHERE);
  g_autofree char *of_raised = NULL, *older_raised = NULL, *of_flat = NULL, *older_flat = NULL;

  (void)unused;
  add_paragraph(arena, flat->body, "109 cells");
  sts_node_append(arena, script, sts_node_new_text(arena, "9", NOWHERE));
  sts_node_append(arena, paragraph, script);
  sts_node_append(arena, paragraph, sts_node_new_text(arena, " cells", NOWHERE));
  of_flat = sts_content_fingerprint(fixture->library, flat, &older_flat);
  of_raised = sts_content_fingerprint(fixture->library, raised, &older_raised);
  g_assert_cmpstr(of_raised, !=, of_flat);
  g_assert_null(older_flat);
  g_assert_cmpstr(older_raised, ==, of_flat);
}

static char *
content_of(const StsLibrary *library, const StsSection *section)
{
  g_autofree char *older = NULL;

  return sts_content_fingerprint(library, section, &older);
}

static void
test_lost_and_source(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsSection *section = add_section(fixture, "surgery", "Surgery");
  StsSource source = {.title = "The guide", .year = "2018", .verbatim = true};
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  add_paragraph(fixture->library->arena, section->body, "Body.");
  section->last_revised_state = section->disclaimer_state = STS_PROVENANCE_WAIVED;
  section->last_revised = (StsDate){0, 0, 0};
  section->last_revised_waiver.text = section->disclaimer_waiver.text = "cut off";
  g_assert_true(g_hash_table_add(seen, content_of(fixture->library, section)));
  section->last_revised_waiver.lost = true;
  g_assert_true(g_hash_table_add(seen, content_of(fixture->library, section)));
  section->references_waiver.lost = true;
  g_assert_true(g_hash_table_add(seen, content_of(fixture->library, section)));
  section->disclaimer_waiver.lost = true;
  g_assert_true(g_hash_table_add(seen, content_of(fixture->library, section)));
  section->source = &source;
  g_assert_true(g_hash_table_add(seen, content_of(fixture->library, section)));
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, false);
  g_autofree char *text = sts_node_plain_text(publication->root);
  g_assert_cmpstr(text, ==,
                  "Surgery\nen:last-revised-lost\nBody.\nen:references\nLost (none listed).\nen:disclaimer\nLost (cut "
                  "off).\nSource The guide. 2018.\nen:last-revised-lost. Reason: cut off\n");
  g_assert_cmpuint(publication->sources->len, ==, 1);
  g_assert_cmpstr(publication->sources->pdata[0], ==, "The guide. 2018.");
  source.verbatim = false;
  g_assert_true(g_hash_table_add(seen, content_of(fixture->library, section)));
}

static void
test_book(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsArena *arena = fixture->library->arena;
  StsSection *surgery = add_section(fixture, "surgery", "Surgery");
  StsSection *radiation = add_section(fixture, "2-rays", "Rays");
  add_heading(arena, radiation->body, 2, "Kinds", "kinds");
  StsNode *paragraph = add_paragraph(arena, surgery->body, NULL);
  add_link(arena, paragraph, STS_LINK_SECTION, "2-rays.md#kinds", "kinds", 0);
  g_autoptr(StsPublication) publication = assemble(fixture, NULL, true);
  g_autofree char *text = sts_node_plain_text(publication->root);
  g_autofree char *dump = sts_node_dump(publication->root, false);

  g_assert_true(
      g_str_has_prefix(text, "Guide\nen:cover-date 6 April 2018\nen:contents\nSurgery\nRays\nKinds\nSurgery\n"));
  g_assert_nonnull(strstr(dump, "target=\"s-2-rays-kinds\""));
  g_assert_cmpstr(publication->identifier, ==, fixture->library->identifier);
  g_assert_cmpuint(publication->sections->len, ==, 2);
}

static void
test_fingerprint(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsSection *section = add_section(fixture, "surgery", "Surgery");
  StsNode *paragraph = add_paragraph(fixture->library->arena, section->body, "One word.");
  g_autoptr(StsPublication) before = assemble(fixture, NULL, false);
  g_autoptr(StsPublication) same = assemble(fixture, NULL, false);
  paragraph->first_child->text.text = "One ward.";
  g_autoptr(StsPublication) after = assemble(fixture, NULL, false);
  const char *fingerprint = g_array_index(before->sections, StsPublishedSection, 0).printed;

  g_assert_cmpstr(fingerprint, ==, g_array_index(same->sections, StsPublishedSection, 0).printed);
  g_assert_cmpstr(fingerprint, !=, g_array_index(after->sections, StsPublishedSection, 0).printed);
}

/* What outputs keep for their verification: ids of parts that nothing else can have, the words' language, the front's
 * fingerprint, the identifier. */
static void
test_for_verification(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  add_section(fixture, "one", "One");
  add_section(fixture, "two", "Two");
  g_autoptr(StsPublication) handout = assemble(fixture, "es", false);
  g_autoptr(StsPublication) book = assemble(fixture, NULL, true);
  const StsPublishedSection *section = &g_array_index(handout->sections, StsPublishedSection, 0);
  const char *const ids[] = {"one"};
  g_autofree char *parts = sts_published_section_parts(section);
  g_autofree char *identifier = sts_publication_derive_identifier(fixture->library->identifier, ids, 1, false);
  g_autofree char *cover = sts_node_plain_text(book->root->first_child),
                  *contents = sts_node_plain_text(book->root->first_child->next);
  g_autofree char *front = g_strconcat(cover, contents, NULL);
  g_autofree char *fingerprint = sts_plain_text_fingerprint(front);

  g_assert_cmpstr(parts, ==, "byline references disclaimer last-revised");
  for (const StsNode *child = section->node->first_child; child; child = child->next) {
    g_autofree char *wanted =
        child->kind == STS_NODE_PART ? g_strconcat("one.", sts_part_kind_name(child->part.kind), NULL) : NULL;
    if (wanted)
      g_assert_cmpstr(child->id, ==, wanted);
    else
      g_assert_true(!child->id || !strchr(child->id, '.'));
  }
  g_assert_cmpstr(handout->identifier, ==, identifier);
  g_assert_cmpstr(handout->words_language, ==, "es");
  g_assert_null(handout->front_printed);
  g_assert_cmpstr(book->identifier, ==, fixture->library->identifier);
  g_assert_null(book->words_language);
  g_assert_cmpstr(book->front_printed, ==, fingerprint);
}

/* A printed page cannot keep what nobody sees. */
static void
test_unseen(void)
{
  g_autoptr(StsArena) arena = sts_arena_new();
  StsNode *paragraph = sts_node_new(arena, STS_NODE_PARAGRAPH, NOWHERE);
  sts_node_append(arena, paragraph,
                  sts_node_new_text(arena,
                                    "\xe2\x80\xab"
                                    "ex\xc2\xad"
                                    "tra\xe2\x80\x8b \xc2\xa0word",
                                    NOWHERE));
  g_autofree char *text = sts_node_plain_text(paragraph);
  g_autofree char *line = sts_plain_text_line(" e\xcc\x81  x\xef\xbb\xbf ");

  g_assert_cmpstr(text, ==, "extra \xc2\xa0word\n");
  g_assert_cmpstr(line, ==, "\xc3\xa9 x");
}

static void
test_iterator(void)
{
  g_autoptr(StsArena) arena = sts_arena_new();
  StsNode *section = sts_node_new(arena, STS_NODE_SECTION, NOWHERE);
  GString *seen = g_string_new(NULL);
  StsNodeIter iter;

  add_paragraph(arena, section, "a");
  sts_node_append(arena, section, sts_node_new(arena, STS_NODE_RULE, NOWHERE));
  add_paragraph(arena, section, NULL);
  sts_node_iter_init(&iter, section);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    g_string_append_printf(seen, "%s%s ", event == STS_EVENT_EXIT ? "/" : "", sts_node_kind_name(iter.node->kind));
    if (event == STS_EVENT_ENTER && iter.node->kind == STS_NODE_PARAGRAPH && iter.node->first_child)
      sts_node_iter_skip(&iter);
  }
  g_assert_cmpstr(seen->str, ==, "section paragraph /paragraph rule paragraph /paragraph /section ");
  g_string_free(seen, TRUE);
}

static void
test_append_joins(void)
{
  g_autoptr(StsArena) arena = sts_arena_new();
  StsNode *paragraph = sts_node_new(arena, STS_NODE_PARAGRAPH, NOWHERE);

  sts_node_append(arena, paragraph, sts_node_new_text(arena, "a", NOWHERE));
  sts_node_append(arena, paragraph, sts_node_new_text(arena, "b", NOWHERE));
  g_assert_true(paragraph->first_child == paragraph->last_child);
  g_assert_cmpstr(paragraph->first_child->text.text, ==, "ab");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_unsetenv("SOURCE_DATE_EPOCH");
#define ADD(name, function) g_test_add(name, Fixture, NULL, set_up, function, tear_down)
  ADD("/assemble/closing-block", test_closing_block);
  ADD("/assemble/waived-date", test_waived_date);
  ADD("/assemble/links", test_links);
  ADD("/assemble/links-to-parts", test_links_to_parts);
  ADD("/assemble/links-to-no-parts", test_links_to_no_parts);
  ADD("/assemble/unknown-links", test_unknown_links);
  ADD("/assemble/heading-levels", test_heading_levels);
  ADD("/assemble/notes", test_notes);
  ADD("/assemble/notes-in-parts", test_notes_in_parts);
  ADD("/assemble/notes-and-links", test_notes_and_links);
  ADD("/assemble/expired", test_expired);
  ADD("/assemble/language", test_language);
  ADD("/assemble/language-within-words", test_language_within_words);
  ADD("/document/scripts", test_scripts);
  ADD("/document/scripts-in-content", test_scripts_in_content);
  ADD("/assemble/lost-and-source", test_lost_and_source);
  ADD("/assemble/book", test_book);
  ADD("/assemble/fingerprint", test_fingerprint);
  ADD("/assemble/for-verification", test_for_verification);
  g_test_add_func("/document/unseen", test_unseen);
  g_test_add_func("/document/iterator", test_iterator);
  g_test_add_func("/document/append-joins", test_append_joins);
  return g_test_run();
}
