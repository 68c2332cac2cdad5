/* The clinic's part: a masthead before all else, and one block that says how to reach it.
 *
 * Its links have no numbers, since no list of the section's has them, and its headings stand in no contents list. */
#include "assemble/clinic.h"

#include <string.h>

#include "assemble/code-picture.h"
#include "assemble/ids.h"
#include "base/address.h"
#include "document/plain-text.h"
#include "document/rules.h"

/* ---- values ---- */

/* Where the clinic's parts stand, and by what words. */
typedef struct {
  StsAssembly *assembly;
  const StsClinic *clinic;
  StsNode *holder; /* SECTION or COVER */
  const StsTerms *terms;
  const char *words_lang;       /* lang of the program's words; NULL: the holder's */
  const char *language;         /* of the holder */
  bool in_sentence;             /* it fills slots */
  const char *const *languages; /* NULL-terminated: others in which there is such a sheet; NULL: none */
} Desk;

static StsPosition
position_of(const Desk *desk, StsClinicKey key)
{
  StsPosition position = desk->clinic->positions[key];

  position.file = sts_arena_intern(desk->assembly->arena, position.file);
  return position;
}

static StsNode *
new_part(const Desk *desk, StsPartKind kind)
{
  StsNode *part = sts_assembly_new_part(desk->assembly, desk->holder, kind, position_of(desk, STS_CLINIC_NAME));

  part->part.accent = sts_arena_strdup(desk->assembly->arena, desk->clinic->values[STS_CLINIC_ACCENT]);
  return part;
}

/* Appends the value as it is typed, each line knowing its place; within a sentence, a comma stands for a line's end. */
static void
append_lines(const Desk *desk, StsNode *parent, StsClinicKey key)
{
  StsArena *arena = desk->assembly->arena;
  const char *value = desk->clinic->values[key], *text = value;
  const StsNode *line = desk->clinic->lines[key];

  for (const char *end; *text; text = *end ? end + 1 : end) {
    end = text + strcspn(text, "\n");
    StsPosition position = line ? sts_node_text_place(line, (size_t)(text - value)) : (StsPosition){.file = NULL};
    position.file = sts_arena_intern(arena, position.file);
    g_autofree char *one = g_strndup(text, (size_t)(end - text));
    sts_node_append(arena, parent, sts_node_new_text(arena, one, position));
    if (*end && parent->kind == STS_NODE_SPAN && desk->in_sentence)
      sts_node_append(arena, parent,
                      sts_node_new_text(arena, sts_clinic_line_end(value, (size_t)(end - value)), position));
    else if (*end)
      sts_node_append(arena, parent, sts_node_new(arena, STS_NODE_LINE_BREAK, position));
  }
}

/* Returns an inline that prints the value: a telephone number and a web page as a link, all else as a SPAN. */
static StsNode *
new_value(const Desk *desk, StsClinicKey key)
{
  const char *value = desk->clinic->values[key];
  StsNode *inlined;

  if (sts_clinic_key_is_telephone(key)) {
    g_autofree char *address = sts_clinic_telephone(value);
    inlined = sts_assembly_new_link(desk->assembly, address, position_of(desk, key));
  } else if (key == STS_CLINIC_WEB) {
    inlined = sts_assembly_new_link(desk->assembly, value, position_of(desk, key));
  } else {
    inlined = sts_node_new(desk->assembly->arena, STS_NODE_SPAN, position_of(desk, key));
    inlined->span.slot = sts_clinic_key_name(key);
  }
  append_lines(desk, inlined, key);
  return inlined;
}

/* The language of all that the clinic says: as its file says, or else that of the library itself, in whatever language
 * that was read. */
static const char *
language_of_values(const Desk *desk)
{
  const StsLibrary *library = desk->assembly->library;
  const char *said = desk->clinic->values[STS_CLINIC_LANGUAGE];

  return said ? said : library->original ? library->original->language : library->language;
}

static StsNode *
add_line(const Desk *desk, StsNode *parent, const char *term, const char *name, StsClinicKey key)
{
  if (!desk->clinic->values[key])
    return NULL;
  StsNode *paragraph = sts_assembly_add_paragraph(desk->assembly, parent, "", desk->words_lang, position_of(desk, key));
  sts_assembly_append_term(desk->assembly, desk->terms, paragraph, term, name, new_value(desk, key),
                           language_of_values(desk), paragraph->position);
  return paragraph;
}

/* The lang of what the clinic says in text of that language. */
static const char *
lang_within(const Desk *desk, const char *language)
{
  const char *own = language_of_values(desk);

  return g_strcmp0(language, own) == 0 ? NULL : sts_arena_strdup(desk->assembly->arena, own);
}

/* A paragraph of the value alone. */
static StsNode *
add_value(const Desk *desk, StsNode *parent, StsClinicKey key)
{
  if (!desk->clinic->values[key])
    return NULL;
  StsNode *paragraph =
      sts_assembly_add_paragraph(desk->assembly, parent, "", lang_within(desk, desk->language), position_of(desk, key));
  append_lines(desk, paragraph, key);
  return paragraph;
}

/* Puts what the paragraph holds into a STRONG. */
static void
make_strong(const Desk *desk, StsNode *paragraph)
{
  StsNode *strong = sts_node_new(desk->assembly->arena, STS_NODE_STRONG, paragraph->position);

  sts_node_move_children(strong, paragraph);
  sts_node_append(desk->assembly->arena, paragraph, strong);
}

/* ---- the two parts ---- */

static StsNode *
add_figure(const Desk *desk, StsNode *part, const StsNode *image)
{
  StsArena *arena = desk->assembly->arena;
  StsNode *figure = sts_node_new(arena, STS_NODE_FIGURE, image->position);

  figure->figure.image = sts_node_clone(arena, image, true, NULL);
  figure->figure.image->parent = figure;
  sts_node_append(arena, part, figure);
  return figure;
}

static void
add_logo(const Desk *desk, StsNode *part)
{
  const StsClinic *clinic = desk->clinic;

  if (!clinic->values[STS_CLINIC_LOGO_ALT])
    return;
  StsNode original = {.kind = STS_NODE_IMAGE,
                      .position = position_of(desk, STS_CLINIC_LOGO),
                      .image = {.source = clinic->values[STS_CLINIC_LOGO] ? clinic->values[STS_CLINIC_LOGO] : "",
                                .alternative = clinic->values[STS_CLINIC_LOGO_ALT],
                                .image = clinic->logo}};
  add_figure(desk, part, &original);
}

/* The masthead is too low for more than the first line of an address. */
static void
keep_first_line(StsNode *paragraph)
{
  for (StsNode *child = paragraph ? paragraph->first_child : NULL; child; child = child->next)
    if (child->next && child->next->kind == STS_NODE_LINE_BREAK) {
      child->next = NULL;
      paragraph->last_child = child;
    }
}

/* Returns what the masthead, which has no heading, is called: whose it is, and that it is no medical text; where there
 * are no words in the language around, the name alone, which is the same in each. Free with g_free(). */
static char *
describe_masthead(const Desk *desk)
{
  char *name = g_strdelimit(g_strdup(desk->clinic->values[STS_CLINIC_NAME]), "\n", ' ');

  if (desk->words_lang)
    return name;
  char *words = sts_terms_format(desk->terms, "clinic-note", "clinic", name, NULL);
  g_free(name);
  return words;
}

static StsNode *
add_masthead(const Desk *desk)
{
  StsNode *part = new_part(desk, STS_PART_MASTHEAD);
  g_autofree char *label = describe_masthead(desk);

  part->part.label = sts_arena_strdup(desk->assembly->arena, label);
  add_logo(desk, part);
  make_strong(desk, add_value(desk, part, STS_CLINIC_NAME));
  keep_first_line(add_value(desk, part, STS_CLINIC_ADDRESS));
  add_line(desk, part, "clinic-call", "phone", STS_CLINIC_PHONE);
  sts_node_prepend(desk->holder, part);
  return part;
}

/* What stands before the value is bold. */
static void
make_label(const Desk *desk, StsNode *paragraph)
{
  StsNode *label = paragraph->first_child;

  if (label == paragraph->last_child || label->kind != STS_NODE_TEXT)
    return;
  StsNode *strong = sts_node_new(desk->assembly->arena, STS_NODE_STRONG, paragraph->position);
  sts_node_unlink(label);
  sts_node_append(desk->assembly->arena, strong, label);
  sts_node_prepend(paragraph, strong);
}

static void
add_heading(const Desk *desk, StsNode *part, const char *term)
{
  StsNode *heading = sts_assembly_add_heading(desk->assembly, part, 3, sts_terms_get(desk->terms, term),
                                              desk->words_lang, part->position);
  g_autofree char *wish = g_strconcat(desk->holder->id, "-", term, NULL);

  sts_assembly_give_id(desk->assembly, heading, wish);
}

/* The block is headed with the clinic's name. */
static void
add_title(const Desk *desk, StsNode *part)
{
  StsArena *arena = desk->assembly->arena;
  StsNode *heading = sts_node_new(arena, STS_NODE_HEADING, part->position);
  g_autofree char *wish = g_strconcat(desk->holder->id, "-clinic", NULL);

  heading->heading.level = 2;
  heading->lang = lang_within(desk, desk->language);
  append_lines(desk, heading, STS_CLINIC_NAME);
  sts_node_append(arena, part, heading);
  sts_assembly_give_id(desk->assembly, heading, wish);
}

static void
add_reach(const Desk *desk, StsNode *part)
{
  static const struct {
    StsClinicKey key;
    const char *term;
  } LINES[] = {
      {STS_CLINIC_PHONE, "clinic-phone"},         {STS_CLINIC_AFTER_HOURS, "clinic-after-hours"},
      {STS_CLINIC_EMERGENCY, "clinic-emergency"}, {STS_CLINIC_HOURS, "clinic-hours"},
      {STS_CLINIC_ADDRESS, "clinic-address"},     {STS_CLINIC_WEB, "clinic-web"},
  };
  bool any = false;

  for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
    if (!any && desk->clinic->values[LINES[i].key])
      add_heading(desk, part, "clinic-reach");
    any = any || desk->clinic->values[LINES[i].key];
    StsNode *line = add_line(desk, part, LINES[i].term, "value", LINES[i].key);
    if (line)
      make_label(desk, line);
  }
}

static void
add_questions(const Desk *desk, StsNode *part)
{
  if (desk->clinic->questions == 0)
    return;
  add_heading(desk, part, "clinic-questions");
  for (int i = 0; i < desk->clinic->questions; i++)
    sts_node_append(desk->assembly->arena, part,
                    sts_node_new(desk->assembly->arena, STS_NODE_RULE, position_of(desk, STS_CLINIC_QUESTIONS)));
}

/* The code, which is not left out where none can hold the address, whether or not the caller has checked that; a file
 * of an earlier version may be without. */
static void
add_code_picture(const Desk *desk, StsNode *part, const char *address)
{
  g_autofree char *uri = sts_address_to_uri(address);
  const StsImage *picture = sts_code_picture_new(desk->assembly->arena, uri);
  g_autofree char *alternative = g_strconcat(STS_CLINIC_CODE, sts_address_skip_scheme(address), NULL);
  StsNode original = {.kind = STS_NODE_IMAGE,
                      .position = position_of(desk, STS_CLINIC_QR),
                      .image = {.source = "", .alternative = alternative, .image = picture}};

  if (picture) {
    add_figure(desk, part, &original)->figure.paper = true;
  } else if (desk->clinic->file) {
    g_autofree char *fault = sts_clinic_describe_long_code("this sheet", uri);
    sts_error(desk->assembly->diagnostics, original.position, STS_RULE_CLINIC_VALUE, "%s", fault);
  }
}

static StsNode *
add_address(const Desk *desk, StsNode *part, const StsTerms *terms, const char *lang, const char *words,
            const char *address)
{
  StsNode *paragraph = sts_assembly_add_paragraph(desk->assembly, part, "", lang, position_of(desk, STS_CLINIC_QR));
  StsNode *link = sts_assembly_new_link(desk->assembly, address, paragraph->position);

  sts_assembly_append_text(desk->assembly, link, sts_address_skip_scheme(address), paragraph->position);
  sts_assembly_append_words(desk->assembly, terms, paragraph, words, "address", link, NULL, paragraph->position);
  return paragraph;
}

/* Whether the sheet is, or says that there is one, in another language that has the same words: "es" beside "es-MX". */
static bool
shares_words(const Desk *desk, const char *language)
{
  const StsTermsSet *set = desk->assembly->publication->terms;
  const StsTerms *terms = sts_terms_set_lookup(set, language);
  bool shared = sts_terms_set_has(set, desk->language) && sts_terms_set_lookup(set, desk->language) == terms;

  for (const char *const *other = desk->languages; *other && !shared; other++)
    shared = strcmp(*other, language) != 0 && sts_terms_set_lookup(set, *other) == terms;
  return shared;
}

/* Returns the words that say that there is a sheet in the language, with its tag where two would say the same; free
 * with g_free(). */
static char *
describe_form(const Desk *desk, const StsTerms *terms, const char *language)
{
  const char *words = sts_terms_get(terms, "clinic-form"), *end = strstr(words, "{address}");

  if (!end || !shares_words(desk, language))
    return g_strdup(words);
  while (end > words && !g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(end))))
    end = g_utf8_prev_char(end);
  return g_strdup_printf("%.*s (%s)%s", (int)(end - words), words, language, end);
}

/* Where the sheet is in other languages: each is said in its own, for who reads no other. */
static void
add_forms(const Desk *desk, StsNode *part)
{
  const StsTermsSet *terms = desk->assembly->publication->terms;

  for (const char *const *language = desk->languages; language && *language; language++) {
    g_autofree char *address = sts_clinic_code_address(desk->clinic, desk->holder->section.id, *language);
    const StsTerms *own = sts_terms_set_lookup(terms, *language);
    g_autofree char *words = describe_form(desk, own, *language);
    make_label(desk, add_address(desk, part, own, *language, words, address));
  }
}

/* The address that the code holds, which is printed beside it. */
static void
add_code(const Desk *desk, StsNode *part)
{
  if (!desk->clinic->values[STS_CLINIC_QR])
    return;
  const char *id = desk->holder->kind == STS_NODE_SECTION ? desk->holder->section.id : "book";
  g_autofree char *address = sts_clinic_code_address(desk->clinic, id, desk->language);
  add_code_picture(desk, part, address);
  add_address(desk, part, desk->terms, desk->words_lang, sts_terms_get(desk->terms, "clinic-code"), address);
}

/* The child after which the block stands: the last of the text; on a cover, of all. */
static StsNode *
last_before_closing(const StsNode *holder)
{
  StsNode *last = holder->first_child;

  for (StsNode *child = last; child; child = child->next) {
    if (child->kind == STS_NODE_PART && !sts_part_is_of_title(child->part.kind) && !sts_node_is_clinics(child))
      break;
    last = child;
  }
  return last;
}

static StsNode *
add_block(const Desk *desk)
{
  StsNode *part = new_part(desk, STS_PART_CLINIC);

  add_title(desk, part);
  add_line(desk, part, "clinic-note", "clinic", STS_CLINIC_NAME);
  add_reach(desk, part);
  add_questions(desk, part);
  add_code(desk, part);
  add_forms(desk, part);
  sts_node_insert_after(last_before_closing(desk->holder), part);
  return part;
}

/* Whether the sheet says in its language that there is one in it, for which the program must have words. In those of an
 * approved library somebody whose language it is must have read them. */
static bool
may_say(const StsAssembly *assembly, const StsSection *original, const char *tag)
{
  const StsTermsSet *set = assembly->publication->terms;

  if (original->faulty_languages && g_strv_contains(original->faulty_languages, tag)) {
    sts_warning(assembly->diagnostics, assembly->clinic->positions[STS_CLINIC_QR], STS_RULE_TRANSLATION_FAULTY,
                "the sheet “%s” does not say that there is one in “%s”: that would be refused; --check %s --language "
                "%s tells why",
                original->id, tag, original->id, tag);
    return false;
  }
  if (!sts_terms_set_has(set, tag))
    return false;
  if (!assembly->reviewed_words || sts_terms_are_reviewed(sts_terms_set_lookup(set, tag)))
    return true;
  sts_warning(assembly->diagnostics, assembly->clinic->positions[STS_CLINIC_QR], STS_RULE_WORDS_UNREVIEWED,
              "the sheet “%s” does not say that there is one in “%s”: nobody whose language it is has read the words; "
              "print them with --allow-unreviewed-words",
              original->id, tag);
  return false;
}

/* The language of the original and those of its translations, but for the section's own and those without words. What
 * was printed says a record, whatever translations there are by now. */
static const char *const *
find_languages(const StsAssembly *assembly, const StsSection *source)
{
  const StsClinic *clinic = assembly->clinic;
  const StsLibrary *library = assembly->library;
  const StsSection *original = library->original ? sts_library_lookup(library->original, source->id) : source;

  if (!clinic->file)
    return clinic->languages;
  if (!sts_clinic_code_has_language(clinic) || !original)
    return NULL;
  guint count = original->languages ? g_strv_length((char **)original->languages) : 0, kept = 0;
  const char **languages = sts_arena_alloc(assembly->arena, (count + 2) * sizeof *languages);
  for (guint i = 0; i <= count; i++) {
    const char *tag = i == 0 ? original->language : original->languages[i - 1];
    bool own = g_ascii_strcasecmp(tag, source->language) == 0 || g_strcmp0(tag, source->tag) == 0;
    if (!own && may_say(assembly, original, tag))
      languages[kept++] = sts_arena_strdup(assembly->arena, tag);
  }
  languages[kept] = NULL;
  return kept > 0 ? languages : NULL;
}

static Desk
desk_at(StsAssembly *assembly, const StsAssembledSection *section)
{
  const StsPublication *publication = assembly->publication;
  Desk desk = {.assembly = assembly,
               .clinic = assembly->clinic,
               .holder = section->node,
               .terms = section->terms,
               .words_lang = section->words_lang,
               .language = section->source->language};

  if (!publication->book) {
    desk.languages = find_languages(assembly, section->source);
    return desk;
  }
  const char *language = publication->language;
  desk.holder = publication->root->first_child;
  desk.terms = sts_terms_set_lookup(publication->terms, assembly->language ? assembly->language : language);
  desk.words_lang = sts_arena_strdup(assembly->arena, sts_terms_language_beside(desk.terms, language));
  desk.language = language;
  return desk;
}

/* ---- slots ---- */

/* Puts what the node holds in its place, and joins texts that are neighbors then. */
static void
dissolve(StsAssembly *assembly, StsNode *span)
{
  StsNode *parent = span->parent, *child = parent->first_child;

  parent->first_child = parent->last_child = NULL;
  for (StsNode *next; child; child = next) {
    bool dissolved = child == span;
    next = child->next;
    child->parent = child->next = NULL;
    StsNode *inner = dissolved ? child->first_child : child;
    for (StsNode *after; inner; inner = after) {
      after = dissolved ? inner->next : NULL;
      inner->parent = inner->next = NULL;
      sts_node_append(assembly->arena, parent, inner);
    }
  }
}

/* Appends a line "phone: words". */
static void
note_slot(GString *record, const StsNode *span)
{
  g_autofree char *words = sts_node_inline_text(span);

  g_string_append_printf(record, "%s%s: %s", record->len > 0 ? "\n" : "", span->span.slot, words);
}

/* Puts the clinic's value into the slot; what its author wrote there stays known. */
static void
fill_slot(const Desk *desk, StsNode *span, StsClinicKey key, guint number)
{
  StsArena *arena = desk->assembly->arena;
  g_autofree char *words = sts_node_inline_text(span);
  g_autofree char *id = g_strdup_printf("%s" STS_SLOT_ID "%u", desk->holder->id, number);

  span->span.words = sts_arena_strdup(arena, words);
  span->id = sts_arena_strdup(arena, id);
  span->first_child = span->last_child = NULL;
  const char *lang = lang_within(desk, sts_node_language(span, desk->language));
  span->lang = lang ? lang : span->lang;
  StsNode *value = new_value(desk, key);
  if (value->kind == STS_NODE_SPAN)
    sts_node_move_children(span, value);
  else
    sts_node_append(arena, span, value);
}

void
sts_assembly_fill_slots(StsAssembly *assembly, StsAssembledSection *section)
{
  g_autoptr(GString) record = g_string_new(NULL), places = g_string_new(NULL);
  Desk desk = {.assembly = assembly,
               .clinic = assembly->clinic,
               .holder = section->node,
               .terms = section->terms,
               .language = section->source->language,
               .in_sentence = true};
  /* All are found first: what stands beside a slot may become one with it. */
  g_autoptr(GPtrArray) slots = g_ptr_array_new();
  guint number = 0;

  for (StsNode *node = section->node->first_child; node; node = sts_node_next(section->node, node, false))
    if (node->kind == STS_NODE_SPAN && node->span.slot)
      g_ptr_array_add(slots, node);
  for (guint i = 0; i < slots->len; i++) {
    StsNode *node = slots->pdata[i];
    StsClinicKey key = STS_CLINIC_NAME;
    bool known = sts_clinic_key_find(node->span.slot, &key);
    note_slot(places, node);
    if (known && desk.clinic && desk.clinic->values[key]) {
      note_slot(record, node);
      fill_slot(&desk, node, key, ++number);
      continue;
    }
    if (!node->first_child)
      sts_error(assembly->diagnostics, node->position, STS_RULE_SLOT_EMPTY,
                "nothing would be printed here: no clinic gives its “%s”; write what to print without one, as in "
                "“{clinic.%s: …}”",
                node->span.slot, node->span.slot);
    dissolve(assembly, node);
  }
  section->slots = record->len > 0 ? sts_arena_strdup(assembly->arena, record->str) : NULL;
  section->places = places->len > 0 ? sts_arena_strdup(assembly->arena, places->str) : NULL;
}

/* ---- the publication ---- */

/* What a file's record says of the clinic, and of the parts in the order in which they are read. */
static void
describe(const Desk *desk, const StsNode *masthead, const StsNode *block)
{
  StsAssembly *assembly = desk->assembly;
  StsPublication *publication = assembly->publication;
  StsClinic clinic = *desk->clinic;
  clinic.languages = desk->languages;
  g_autofree char *record = sts_clinic_record(&clinic);
  g_autofree char *above = sts_node_plain_text(masthead), *below = sts_node_plain_text(block);
  g_autofree char *text = g_strconcat(above, below, NULL);
  g_autofree char *fingerprint = sts_plain_text_fingerprint(text);

  publication->clinic = sts_arena_strdup(assembly->arena, record);
  publication->clinic_printed = sts_arena_strdup(assembly->arena, fingerprint);
}

void
sts_assembly_add_clinic(StsAssembly *assembly)
{
  guint count = assembly->sections->len;

  if (!assembly->clinic || count == 0)
    return;
  Desk first = desk_at(assembly, assembly->sections->pdata[0]);
  Desk last = desk_at(assembly, assembly->sections->pdata[count - 1]);
  StsNode *block = add_block(&last), *masthead = add_masthead(&first);
  describe(&last, masthead, block);
}
