/* Loads the images that a section shows: only from the library's folder, only whole, only kinds that both outputs can
 * hold. */
#include "read/images/images.h"

#include <string.h>

#include "base/file-read.h"
#include "base/svg/svg.h"
#include "base/text.h"
#include "document/links.h"
#include "document/rules.h"
#include "read/images/image-jpeg.h"
#include "read/images/image-png.h"
#include "read/text-file.h"

static void
unref_bytes(gpointer bytes)
{
  g_bytes_unref(bytes);
}

static bool
detect_format(const guint8 *bytes, size_t size, StsImageFormat *format)
{
  static const guint8 PNG[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  if (size >= sizeof PNG && memcmp(bytes, PNG, sizeof PNG) == 0)
    *format = STS_IMAGE_PNG;
  else if (size >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF)
    *format = STS_IMAGE_JPEG;
  else if (g_strstr_len((const char *)bytes, (gssize)MIN(size, 4096), "<svg") ||
           g_strstr_len((const char *)bytes, (gssize)MIN(size, 4096), ":svg"))
    *format = STS_IMAGE_SVG;
  else
    return false;
  return true;
}

static bool
name_agrees(const char *name, StsImageFormat format)
{
  g_autofree char *lower = g_ascii_strdown(name, -1);

  switch (format) {
  case STS_IMAGE_PNG:
    return g_str_has_suffix(lower, ".png");
  case STS_IMAGE_JPEG:
    return g_str_has_suffix(lower, ".jpg") || g_str_has_suffix(lower, ".jpeg");
  case STS_IMAGE_SVG:
    return g_str_has_suffix(lower, ".svg");
  }
  g_assert_not_reached();
}

static void
report(StsReader *reader, const StsNode *node, StsRule rule, const char *reason)
{
  sts_error(reader->diagnostics, node->position, rule, "the image “%s” cannot be used: %s", node->image.source, reason);
}

static void
report_outside(StsReader *reader, const StsNode *node)
{
  g_autofree char *reason = g_strconcat("it lies outside ", reader->folder_name, NULL);

  report(reader, node, STS_RULE_IMAGE_OUTSIDE, reason);
}

static GBytes *
load_bytes(StsReader *reader, const StsNode *node, const char *path)
{
  g_autofree char *reason = NULL;
  char *contents;
  size_t size;
  StsFileFate fate = sts_file_read(path, STS_IMAGE_BYTES_MAX, &contents, &size, &reason);

  if (fate == STS_FILE_READ)
    return g_bytes_new_take(contents, size);
  if (fate == STS_FILE_MISSING)
    sts_error(reader->diagnostics, node->position, STS_RULE_IMAGE_MISSING,
              "there is no image “%s”; put the file there, or correct its name", path);
  else if (sts_file_is_systems(fate))
    sts_error(reader->diagnostics, node->position, STS_RULE_SYSTEM_FAULT, "the image “%s” cannot be read: %s", path,
              reason);
  else
    report(reader, node, STS_RULE_IMAGE_BROKEN, reason);
  return NULL;
}

/* How a picture is stored that is not upright, and what an editor is to do. Browsers turn it, and so do reading
 * systems; a PDF has no means to say so. */
static const char *
describe_orientation(int orientation)
{
  static const char *const STORED[] = {
      [2] = "as in a mirror",
      [3] = "upside down",
      [4] = "upside down, as in a mirror",
      [5] = "lying on its side, as in a mirror",
      [6] = "turned a quarter to the left",
      [7] = "lying on its side, as in a mirror",
      [8] = "turned a quarter to the right",
  };

  g_assert(orientation >= 2 && orientation < (int)G_N_ELEMENTS(STORED));
  return STORED[orientation];
}

/* A picture within an SVG must be as a file of its own. */
static const char *
check_inner_picture(bool jpeg, const guint8 *bytes, size_t size, guint64 *pixels)
{
  StsImageFacts facts = {0};
  const char *fault = jpeg ? sts_image_check_jpeg(bytes, size, &facts) : sts_image_check_png(bytes, size, &facts);

  *pixels = (guint64)facts.width * (guint64)facts.height;
  if (fault)
    return fault;
  return facts.orientation != 0 ? "it is stored with a note to turn it; save it upright" : NULL;
}

/* All that is wrong with it is told, each once. */
static void
report_svg(StsReader *reader, const StsNode *node, const StsSvg *svg)
{
  for (guint i = 0; i < svg->faults->len; i++) {
    const StsSvgFault *fault = svg->faults->pdata[i];
    g_autoptr(GString) reason = g_string_new(NULL);
    if (fault->line > 0)
      g_string_append_printf(reason, "line %d, column %d: ", fault->line, fault->column);
    g_string_append(reason, fault->text);
    if (fault->times > 1)
      g_string_append_printf(reason, " (in %u places)", fault->times);
    report(reader, node, STS_RULE_IMAGE_BROKEN, reason->str);
  }
}

/* Returns what is shown of an SVG; NULL: it was reported. */
static GBytes *
read_svg(StsReader *reader, const StsNode *node, const guint8 *data, size_t size, StsImageFacts *facts)
{
  g_autoptr(StsSvg) svg = sts_svg_read((const char *)data, size, check_inner_picture);

  report_svg(reader, node, svg);
  if (svg->faults->len > 0)
    return NULL;
  facts->width = svg->width;
  facts->height = svg->height;
  facts->text_least = svg->text_least;
  facts->characters = g_steal_pointer(&svg->characters);
  facts->lines = g_steal_pointer(&svg->lines);
  return g_steal_pointer(&svg->written);
}

/* Returns what is shown of the file; NULL: it was reported. */
static GBytes *
check_bytes(StsReader *reader, const StsNode *node, GBytes *bytes, StsImageFormat format, StsImageFacts *facts)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  const char *fault = NULL;

  switch (format) {
  case STS_IMAGE_PNG:
    fault = sts_image_check_png(data, size, facts);
    break;
  case STS_IMAGE_JPEG:
    fault = sts_image_check_jpeg(data, size, facts);
    break;
  case STS_IMAGE_SVG:
    return read_svg(reader, node, data, size, facts);
  }
  if (fault)
    report(reader, node, STS_RULE_IMAGE_BROKEN, fault);
  return fault ? NULL : g_bytes_ref(bytes);
}

/* A name that does not say what the file is may be put right later. */
static void
check_name(StsReader *reader, const StsNode *node, const char *name, StsImageFormat format)
{
  StsSeverity severity = STS_SEVERITY_WARNING;

  if (!name_agrees(name, format) && sts_library_judge(reader->library, STS_RULE_IMAGE_TYPE, &severity))
    sts_diagnostics_add(reader->diagnostics, severity, node->position, sts_rule_name(STS_RULE_IMAGE_TYPE),
                        "the image “%s” is %s, whatever its name says; name it so", node->image.source,
                        format == STS_IMAGE_PNG    ? "a PNG"
                        : format == STS_IMAGE_JPEG ? "a JPEG"
                                                   : "an SVG");
}

static StsImage *
make_image(StsReader *reader, const StsNode *node, const char *name, const char *path)
{
  g_autoptr(GBytes) bytes = load_bytes(reader, node, path);
  StsImageFacts facts = {0};
  StsImageFormat format;
  gsize size;

  if (!bytes)
    return NULL;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  if (!data || !detect_format(data, size, &format)) {
    report(reader, node, STS_RULE_IMAGE_BROKEN, "it is neither PNG nor JPEG nor SVG");
    return NULL;
  }
  g_autoptr(GBytes) shown = check_bytes(reader, node, bytes, format, &facts);
  g_autofree char *characters = facts.characters, *lines = facts.lines;
  if (!shown)
    return NULL;
  if (facts.orientation != 0) {
    sts_error(reader->diagnostics, node->position, STS_RULE_IMAGE_ORIENTATION,
              "the photo “%s” is stored %s, with a note (Exif orientation %d) to turn it, which a PDF cannot hold; "
              "open it in an image editor and save it upright",
              node->image.source, describe_orientation(facts.orientation), facts.orientation);
    return NULL;
  }
  check_name(reader, node, name, format);
  StsImage *image = STS_ARENA_NEW(reader->arena, StsImage);
  *image = (StsImage){
      .path = sts_arena_strdup(reader->arena, path),
      .name = sts_arena_strdup(reader->arena, name),
      .bytes = g_bytes_ref(bytes),
      .shown = g_bytes_ref(shown),
      .format = format,
      .width = facts.width,
      .height = facts.height,
      .dpi = facts.dpi >= 10 && facts.dpi <= 10000 ? facts.dpi : 96,
      .cmyk = facts.cmyk,
      .text_least = facts.text_least,
      .characters = sts_arena_strdup(reader->arena, characters),
      .lines = sts_arena_strdup(reader->arena, lines),
  };
  sts_arena_on_free(reader->arena, unref_bytes, image->bytes);
  sts_arena_on_free(reader->arena, unref_bytes, image->shown);
  return image;
}

/* Of the one text and the other, either of which may be NULL. */
static const char *
join(StsArena *arena, const char *one, const char *other)
{
  if (!one || !other)
    return one ? one : other;
  g_autofree char *both = g_strjoin("\n", one, other, NULL);
  return sts_arena_strdup(arena, both);
}

/* Loads "stages.large.svg" beside "stages.svg", if it is there, by the same rules. */
static void
load_large(StsReader *reader, const StsNode *node, StsImage *image)
{
  g_autofree char *name = sts_image_larger_name(image->name);

  if (!name)
    return;
  g_autofree char *path = sts_read_find_path(reader->folder, name);
  if (!g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
    return;
  StsNode beside = *node; /* which has its place */
  beside.image.source = name;
  if (!sts_file_lies_inside(reader->real_folder, path)) {
    report_outside(reader, &beside);
    return;
  }
  const StsImage *large = make_image(reader, &beside, name, path);
  if (!large)
    return;
  image->large = large;
  image->characters = join(reader->arena, image->characters, large->characters);
  image->lines = join(reader->arena, image->lines, large->lines);
}

static void
load_image(StsReader *reader, const char *shown_by, StsNode *node)
{
  const char *source = node->image.source;

  if (!source || !*source) {
    sts_error(reader->diagnostics, node->position, STS_RULE_IMAGE_MISSING, "the image names no file");
    return;
  }
  if (strstr(source, "://") || g_str_has_prefix(source, "data:")) {
    g_autofree char *reason =
        g_strconcat("nothing is fetched from a network; put the file into ", reader->folder_name, NULL);
    report(reader, node, STS_RULE_IMAGE_OUTSIDE, reason);
    return;
  }
  g_autofree char *unescaped = g_uri_unescape_string(source, NULL);
  g_autofree char *name = sts_link_file_name(shown_by, unescaped ? unescaped : source);
  g_autofree char *path = name ? sts_read_find_path(reader->folder, name) : NULL;
  if (!path || !sts_file_lies_inside(reader->real_folder, path)) {
    report_outside(reader, node);
    return;
  }
  gpointer known;
  if (g_hash_table_lookup_extended(reader->images, name, NULL, &known)) {
    node->image.image = known;
    return;
  }
  StsImage *image = make_image(reader, node, name, path);
  if (image)
    load_large(reader, node, image);
  g_hash_table_insert(reader->images, g_strdup(name), image);
  node->image.image = image;
}

void
sts_read_images(StsReader *reader, const StsSection *section, StsNode *root)
{
  const char *name = section ? section->name : "library.yaml";

  for (StsNode *node = reader->images ? root : NULL; node; node = sts_node_next(root, node, false)) {
    StsNode *image = (StsNode *)sts_node_shown_image(node);
    if (image && (!section || sts_section_owns(section, image)))
      load_image(reader, name, image);
  }
}
