/* Chooses the fonts to embed: the theme's families, and further ones only for characters that those lack; each cut down
 * to what the book shows. */
#include "output/xhtml/font-choice.h"

#include <hb-ot.h>
#include <string.h>

#include "base/file-read.h"
#include "document/script.h"
#include "output/xhtml/font-subset.h"
#include "style/font-faults.h"

enum { LICENCE_BYTES_MAX = 1 << 20 };

/* ---- the characters ---- */

/* Characters that are met; most are ASCII, and need no search. */
typedef struct {
  bool ascii[128];
  hb_set_t *others;
} Met;

/* What shaping may put in the place of a character: a mark that is composed with what stands before it, a bracket that
 * is mirrored. */
static void
add_relatives(Met *met, gunichar before, gunichar character)
{
  gunichar other;
  if (g_unichar_ismark(character) && g_unichar_compose(before, character, &other))
    hb_set_add(met->others, other);
  if (g_unichar_get_mirror_char(character, &other))
    hb_set_add(met->others, other);
}

static void
add_text(Met *met, const char *text)
{
  gunichar last = 0;
  for (const char *c = text; *c != '\0'; c = (unsigned char)*c < 0x80 ? c + 1 : g_utf8_next_char(c)) {
    if ((unsigned char)*c < G_N_ELEMENTS(met->ascii)) {
      last = (unsigned char)*c;
      met->ascii[last] = true;
      continue;
    }
    const gunichar character = g_utf8_get_char(c);
    hb_set_add(met->others, character);
    add_relatives(met, last, character);
    last = character;
  }
}

/* What a node shows of itself; what its children show is theirs. */
static void
add_node(Met *met, const StsNode *node)
{
  const char *text = NULL;
  g_autoptr(GString) raised = g_string_new(NULL);
  if (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE) {
    const StsScript script = sts_node_script(node);
    if (script != STS_SCRIPT_NONE)
      sts_script_append(raised, script, node->text.text);
    text = script != STS_SCRIPT_NONE ? raised->str : node->text.text;
  } else if (node->kind == STS_NODE_CODE_BLOCK)
    text = node->code.text;
  else if (node->kind == STS_NODE_DATE)
    text = node->date.text;
  else if (node->kind == STS_NODE_CALLOUT)
    text = node->callout.label;
  else if (node->kind == STS_NODE_IMAGE)
    text = node->image.alternative;
  else if (node->kind == STS_NODE_FIGURE && node->figure.image != NULL)
    text = node->figure.image->image.alternative;
  if (text != NULL)
    add_text(met, text);
}

/* The characters of the text and of its markers. */
static hb_set_t *
used_characters(const StsXhtmlMaterial *material)
{
  Met met = {.others = hb_set_create()};
  for (const StsNode *node = material->publication->root; node != NULL;
       node = sts_node_next(material->publication->root, node, false))
    add_node(&met, node);
  add_text(&met, sts_terms_get(material->terms, "table-of-contents"));
  hb_set_add(met.others, 0x2022);
  if (material->has_tasks) {
    hb_set_add(met.others, 0x2610);
    hb_set_add(met.others, 0x2611);
  }
  for (hb_codepoint_t c = ' '; c < G_N_ELEMENTS(met.ascii); c++)
    if (met.ascii[c])
      hb_set_add(met.others, c);
  return met.others;
}

/* What a reader may add to the text: numbers of lists, hyphens at the ends of lines; and spaces, soft hyphens, what
 * directs the order of letters. */
static void
add_furniture(hb_set_t *set)
{
  static const hb_codepoint_t more[] = {0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2010, 0x2011, 0x2026};
  hb_set_add_range(set, ' ', '~');
  for (size_t i = 0; i < G_N_ELEMENTS(more); i++)
    hb_set_add(set, more[i]);
}

/* ---- files ---- */

/* Never NULL; what cannot be read has no tables, and the first of such is noted. */
static hb_face_t *
open_face(StsXhtmlMaterial *material, const StsFontFile *file)
{
  hb_blob_t *blob = hb_blob_create_from_file(file->path);
  if (hb_blob_get_length(blob) == 0 && material->unread == NULL)
    sts_font_fault_set(file->path, &material->unread);
  hb_face_t *face = hb_face_create(blob, 0);
  hb_blob_destroy(blob);
  return face;
}

static bool
is_wanted(const StsXhtmlMaterial *material, const StsFontFile *file)
{
  if (file->bold && file->italic)
    return material->has_bold_italic;
  return !file->italic || material->has_italic;
}

/* How far the weight is from that which CSS asks for. OpenType, OS/2: usWeightClass stands at byte 4. */
static int
miss(StsXhtmlMaterial *material, const StsFontFile *file)
{
  hb_face_t *face = open_face(material, file);
  hb_blob_t *table = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
  unsigned length;
  const unsigned char *data = (const unsigned char *)hb_blob_get_data(table, &length);
  const int weight = length >= 6 ? data[4] << 8 | data[5] : 400;
  hb_blob_destroy(table);
  hb_face_destroy(face);
  return ABS(weight - (file->bold ? 700 : 400));
}

/* Whether another file of the family is nearer to the style of this one, or as near and before it: a folder may hold
 * nine weights, and a style sheet names two. */
static bool
is_outdone(StsXhtmlMaterial *material, const GPtrArray *files, guint index)
{
  const StsFontFile *file = files->pdata[index];
  int distance = -1;
  for (guint i = 0; i < files->len; i++) {
    const StsFontFile *other = files->pdata[i];
    if (i == index || strcmp(other->family, file->family) != 0 || other->bold != file->bold ||
        other->italic != file->italic)
      continue;
    if (distance < 0)
      distance = miss(material, file);
    const int theirs = miss(material, other);
    if (theirs < distance || (theirs == distance && i < index))
      return true;
  }
  return false;
}

static void
add_licence(StsXhtmlMaterial *material, const char *path)
{
  for (guint i = 0; i < material->licences->len; i++)
    if (strcmp(material->licences->pdata[i], path) == 0)
      return;
  g_ptr_array_add(material->licences, (gpointer)path);
}

static bool
is_collection(hb_face_t *face)
{
  hb_blob_t *blob = hb_face_reference_blob(face);
  unsigned length;
  const char *data = hb_blob_get_data(blob, &length);
  const bool collection = length >= 4 && memcmp(data, "ttcf", 4) == 0;
  hb_blob_destroy(blob);
  return collection;
}

static bool
has_table(hb_face_t *face, hb_tag_t tag)
{
  hb_blob_t *blob = hb_face_reference_table(face, tag);
  const bool has = hb_blob_get_length(blob) > 0;
  hb_blob_destroy(blob);
  return has;
}

static void
add_file(StsXhtmlMaterial *material, const StsFontFile *file, const hb_set_t *characters)
{
  g_autofree char *licence = NULL;
  size_t size;
  if (file->licence != NULL)
    sts_file_load(file->licence, LICENCE_BYTES_MAX, &licence, &size,
                  material->unread == NULL ? &material->unread : NULL);
  hb_face_t *face = open_face(material, file);
  const bool postscript = has_table(face, HB_TAG('C', 'F', 'F', ' ')) || has_table(face, HB_TAG('C', 'F', 'F', '2'));
  GBytes *bytes = sts_xhtml_subset_font(face, licence, characters);
  /* EPUB 3.3, 3.2: a collection of fonts is not a core media type. */
  const bool usable = bytes != NULL || !is_collection(face);
  hb_face_destroy(face);
  if (!usable)
    return;
  StsXhtmlFont font = {
      .file = file,
      .ending = postscript ? "otf" : "ttf",
      .media_type = postscript ? "font/otf" : "font/ttf",
      .bytes = bytes,
  };
  g_array_append_val(material->fonts, font);
  if (file->licence != NULL)
    add_licence(material, file->licence);
}

/* ---- families ---- */

/* The families chosen so far, and what they are chosen for. */
typedef struct {
  StsXhtmlMaterial *material;
  const GPtrArray *files;
  GHashTable *done;
  hb_set_t *used, *missing; /* characters: all, and those that no family yet has */
} Choice;

static void
add_family(Choice *choice, const char *family, const hb_set_t *characters)
{
  if (!g_hash_table_add(choice->done, (gpointer)family))
    return;
  for (guint i = 0; i < choice->files->len; i++) {
    const StsFontFile *file = choice->files->pdata[i];
    if (strcmp(file->family, family) == 0 && is_wanted(choice->material, file) &&
        !is_outdone(choice->material, choice->files, i))
      add_file(choice->material, file, characters);
  }
}

static const StsFontFile *
regular_of(const GPtrArray *files, const char *family)
{
  const StsFontFile *found = NULL;
  for (guint i = 0; i < files->len; i++) {
    const StsFontFile *file = files->pdata[i];
    if (strcmp(file->family, family) == 0 && (found == NULL || (!file->bold && !file->italic)))
      found = file;
  }
  return found;
}

/* Takes from what is missing what the family has; returns whether there was anything. */
static bool
subtract_family(Choice *choice, const char *family)
{
  const StsFontFile *file = regular_of(choice->files, family);
  if (file == NULL)
    return false;
  hb_face_t *face = open_face(choice->material, file);
  hb_set_t *has = hb_set_create();
  hb_face_collect_unicodes(face, has);
  const unsigned before = hb_set_get_population(choice->missing);
  hb_set_subtract(choice->missing, has);
  hb_set_destroy(has);
  hb_face_destroy(face);
  return hb_set_get_population(choice->missing) < before;
}

/* A family for characters that others lack: those, and the marks that may stand on them. */
static void
add_further_family(Choice *choice, const char *family)
{
  hb_set_t *characters = hb_set_copy(choice->missing);
  for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(choice->used, &c);)
    if (g_unichar_ismark(c))
      hb_set_add(characters, c);
  if (subtract_family(choice, family))
    add_family(choice, family, characters);
  hb_set_destroy(characters);
}

void
sts_xhtml_choose_fonts(StsXhtmlMaterial *material, StsFonts *fonts)
{
  g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
  Choice choice = {.material = material, .files = sts_fonts_get_files(fonts, NULL), .done = done};
  const char *body = material->theme->text[STS_TEXT_BODY].family;
  choice.used = used_characters(material);
  choice.missing = hb_set_copy(choice.used);
  hb_set_t *all = hb_set_copy(choice.used);
  add_furniture(all);

  add_family(&choice, body, all);
  subtract_family(&choice, body);
  for (int kind = 0; kind < STS_TEXT_KINDS; kind++)
    if (kind != STS_TEXT_CODE && kind != STS_TEXT_FOOTER)
      add_family(&choice, material->theme->text[kind].family, all);
  if (material->has_code && material->theme->mono_family != NULL)
    add_family(&choice, material->theme->mono_family, all);
  for (const char *const *family = material->theme->fallback;
       family != NULL && *family != NULL && !hb_set_is_empty(choice.missing); family++)
    add_further_family(&choice, *family);
  hb_set_destroy(all);
  hb_set_destroy(choice.missing);
  hb_set_destroy(choice.used);
}
