/* Prints who answers for a text, and until when: under its title, and before its date at the end. */
#include "assemble/review.h"

#include "assemble/closing.h"
#include "base/address.h"
#include "document/plain-text.h"

/* The part, made where it gets its first line. */
typedef struct {
  StsAssembly *assembly;
  StsAssembledSection *section;
  StsPartKind kind;
  StsNode *node; /* NULL: none so far */
} Part;

static StsNode *
add_paragraph(Part *part)
{
  const StsAssembledSection *section = part->section;
  StsPosition position = {.file = section->node->position.file, .line = 1, .column = 1};

  if (!part->node)
    part->node = sts_assembly_add_part(part->assembly, part->section, part->kind, position);
  return sts_assembly_add_paragraph(part->assembly, part->node, "", section->words_lang, position);
}

/* An address as in other closing parts: without what nobody types. It has no number, since it is printed. */
static StsNode *
new_value(StsAssembly *assembly, StsReviewKey key, const StsReviewLine *line)
{
  g_autofree char *address = key == STS_REVIEW_FEEDBACK ? sts_review_feedback_address(line->text) : NULL;
  StsPosition position = line->line->position;

  position.file = sts_arena_intern(assembly->arena, position.file);
  StsNode *text =
      sts_node_new_text(assembly->arena, address ? sts_address_skip_scheme(line->text) : line->text, position);
  if (!address || sts_address_skip_scheme(line->text) == line->text)
    sts_assembly_place(assembly, text, 0, line->line);
  if (!address)
    return text;
  StsNode *link = sts_assembly_new_link(assembly, address, position);
  sts_node_append(assembly->arena, link, text);
  return link;
}

static void
add_line(Part *part, StsReviewKey key)
{
  StsReviewLine line = sts_section_review_line(part->assembly->library, part->section->source, key);
  const char *placeholder, *term = sts_review_key_term(key, &placeholder);

  if (!line.text)
    return;
  StsNode *paragraph = add_paragraph(part);
  sts_assembly_append_term(part->assembly, part->section->terms, paragraph, term, placeholder,
                           new_value(part->assembly, key, &line), line.language, paragraph->position);
}

static void
add_next(Part *part)
{
  StsDate next = sts_section_next_review(part->assembly->library, part->section->source);

  if (!sts_date_is_set(next))
    return;
  StsNode *paragraph = add_paragraph(part);
  StsNode *date = sts_assembly_new_date(part->assembly, part->section->terms, next, paragraph->position);
  sts_assembly_append_term(part->assembly, part->section->terms, paragraph, "next-review-line", "date", date, NULL,
                           paragraph->position);
}

void
sts_assembly_add_reviewers(StsAssembly *assembly, StsAssembledSection *section)
{
  Part part = {assembly, section, STS_PART_REVIEWERS, NULL};

  add_line(&part, STS_REVIEW_REVIEWED_BY);
  add_line(&part, STS_REVIEW_APPROVED_BY);
}

void
sts_assembly_add_review(StsAssembly *assembly, StsAssembledSection *section)
{
  Part part = {assembly, section, STS_PART_REVIEW, NULL};

  add_line(&part, STS_REVIEW_EDITION);
  add_next(&part);
  add_line(&part, STS_REVIEW_FEEDBACK);
}

char *
sts_assembly_fingerprint(const StsNode *section, bool of_review)
{
  g_autoptr(GString) text = g_string_new(NULL);
  bool any = false;

  for (const StsNode *child = section->first_child; child; child = child->next) {
    if ((child->kind == STS_NODE_PART && sts_part_is_of_review(child->part.kind)) != of_review)
      continue;
    g_autofree char *lines = sts_node_plain_text(child);
    g_string_append(text, lines);
    any = true;
  }
  return any ? sts_plain_text_fingerprint(text->str) : NULL;
}
