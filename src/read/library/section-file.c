/* Reads the text of a section: its front matter, its body, and what closes it. */
#include "read/library/section-file.h"

#include <string.h>

#include "base/text.h"
#include "document/rules.h"
#include "read/images/images.h"
#include "read/library/closing-parts.h"
#include "read/library/front-matter.h"
#include "read/library/library-file.h"
#include "read/library/section-gaps.h"
#include "read/library/section-keys.h"
#include "read/library/section-title.h"
#include "read/markdown/markdown-slots.h"
#include "read/markdown/markdown.h"

/* The position that provenance faults point to unless a key or a line gives a better one. */
static void
set_default_places(StsSection *section)
{
  StsPosition start = {section->file, 1, 1};

  section->title_position = section->id_position = section->language_position = start;
  section->last_revised_waiver.position = section->references_waiver.position = section->disclaimer_waiver.position =
      start;
}

/* Finds the front matter, which may be empty, and the body; reports one that cannot be read. */
static void
find_front_matter(const StsReader *reader, StsSection *section, const char *text, size_t length, size_t *start,
                  size_t *yaml_length, size_t *body_start, int *body_line)
{
  *start = *yaml_length = *body_start = 0;
  *body_line = 1;
  if (sts_front_matter_is_open(text, length)) {
    sts_error(reader->diagnostics, ((StsPosition){section->file, 1, 1}), STS_RULE_FRONT_MATTER_YAML,
              "the front matter that begins here never ends; write a line “---” after its last key");
    section->broken = true;
    *body_start = length;
    return;
  }
  if (sts_front_matter_is_toml(text, length, body_start, body_line)) {
    sts_error(reader->diagnostics, ((StsPosition){section->file, 1, 1}), STS_RULE_FRONT_MATTER_YAML,
              "this front matter is TOML, which is not read; write it as YAML: lines such as “title: Surgery”, between "
              "two lines “---”");
    section->broken = true;
    return;
  }
  if (!sts_front_matter_find(text, length, start, yaml_length, body_start, body_line))
    *start = *yaml_length = 0;
}

static int
line_of(const char *text, size_t offset)
{
  int line = 1;

  for (size_t i = 0; i < offset; i++)
    line += text[i] == '\n';
  return line;
}

static void
read_front_matter(StsReader *reader, StsSection *section, const char *text, size_t length, int line)
{
  g_autofree char *yaml = g_strndup(text, length);

  if (sts_text_is_blank(yaml))
    return;
  const StsYaml *root = sts_read_yaml(reader->arena, text, length, section->file, line, reader->diagnostics);
  section->broken = !root;
  if (!root)
    return;
  if (reader->library->file == section->file)
    sts_read_library_keys(reader, root, false);
  sts_read_section_keys(reader, section, root);
}

static void
settle_disclaimer(const StsReader *reader, StsSection *section)
{
  const char *language;

  if (section->disclaimer_state != STS_PROVENANCE_ABSENT)
    return;
  if (sts_section_disclaimer(reader->library, section, &language))
    section->disclaimer_state = STS_PROVENANCE_GIVEN;
  else if (reader->library->disclaimer_faulty)
    section->disclaimer_state = STS_PROVENANCE_FAULTY;
}

static void
read_body(StsReader *reader, StsSection *section, const char *text, size_t length, int line)
{
  StsPosition start = {section->file, line, 1};

  section->body = sts_node_new(reader->arena, STS_NODE_SECTION, start);
  sts_markdown_parse_at(reader->arena, section->body, text, length, start, STS_MARKDOWN_ALL, reader->scope,
                        reader->diagnostics);
}

GArray *
sts_read_section_text(StsReader *reader, StsSection *section, const char *default_id, const char *text, size_t length)
{
  size_t start, yaml_length, body_start;
  int body_line;

  g_autofree char *id = sts_text_compose(default_id);
  section->id = sts_arena_strdup(reader->arena, id);
  section->tag = section->is_passage ? NULL : reader->tag;
  if (!section->language)
    section->language = section->tag ? section->tag : reader->library->language ? reader->library->language : "en";
  set_default_places(section);
  find_front_matter(reader, section, text, length, &start, &yaml_length, &body_start, &body_line);
  if (sts_text_is_blank(text + body_start) && !sts_front_matter_is_open(text, length))
    sts_error(reader->diagnostics, ((StsPosition){section->file, 1, 1}), STS_RULE_SECTION_EMPTY,
              section->is_passage ? "the passage has no text" : "the section has no text");
  /* The body first: its notes, and the gaps it names, are known to what the front matter prints. */
  reader->scope = sts_markdown_scope_new(section->notes);
  read_body(reader, section, text + body_start, length - body_start, body_line);
  GArray *passages = sts_markdown_scope_steal_passages(reader->scope);
  sts_read_gap_places(reader);
  read_front_matter(reader, section, text + start, yaml_length, line_of(text, start));
  sts_read_gap_places_end(reader, section);
  sts_markdown_scope_finish(reader->scope, reader->diagnostics);
  reader->scope = NULL;
  return passages;
}

/* A passage is a part of a section, which has these. */
static void
refuse_parts(const StsReader *reader, const StsSection *section)
{
  static const char WAIVED[] = "the section that shows a passage says itself what it does without; take “%s” out";

  if (section->disclaimer_state != STS_PROVENANCE_ABSENT)
    sts_error(
        reader->diagnostics, section->disclaimer_waiver.position, STS_RULE_PASSAGE_PART,
        "a passage has no disclaimer of its own: that of the section holds for it; take this one out, or write it "
        "as text");
  if (section->last_revised_state == STS_PROVENANCE_WAIVED)
    sts_error(reader->diagnostics, section->last_revised_waiver.position, STS_RULE_PASSAGE_PART, WAIVED,
              "last-revised");
  if (section->references_state == STS_PROVENANCE_WAIVED)
    sts_error(reader->diagnostics, section->references_waiver.position, STS_RULE_PASSAGE_PART, WAIVED, "references");
  if (section->hyperlinks->len > 0)
    sts_error(reader->diagnostics, g_array_index(section->hyperlinks, StsHyperlink, 0).position, STS_RULE_PASSAGE_PART,
              "a passage has no list of addresses of its own; write each address in its link, [text](address)");
}

void
sts_read_section_end(StsReader *reader, StsSection *section)
{
  StsSectionTrees trees = {section, 0};

  sts_read_closing_parts(reader, section);
  sts_read_title(reader, section);
  for (const StsNode *root; (root = sts_section_trees_next(&trees));) {
    sts_read_images(reader, section, (StsNode *)root);
    sts_markdown_find_slots(reader->arena, (StsNode *)root, section, reader->diagnostics);
  }
  if (section->is_passage) {
    refuse_parts(reader, section);
    return;
  }
  settle_disclaimer(reader, section);
  if (!section->source)
    section->source = reader->library->source;
}
