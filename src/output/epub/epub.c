/* Puts an EPUB together: plans it, then hands each file to the archive in a fixed order. */
#include "output/epub/epub.h"

#include "output/epub/archive.h"
#include "output/epub/cover-picture.h"
#include "output/epub/epub-error.h"
#include "output/epub/file-digest.h"
#include "output/epub/navigation.h"
#include "output/epub/package.h"
#include "output/epub/plan.h"
#include "output/epub/written.h"
#include "output/epub/xhtml-document.h"
#include "output/xhtml/css.h"
#include "output/xhtml/ground.h"

/* One export. */
typedef struct {
  StsEpubPlan *plan;
  const char *cover_image;
  bool has_cover_page;
  const StsArchive *archive; /* all else of which is known when the package document is made */
} Export;

typedef struct {
  const StsEpubPlan *plan;
  guint index;
} DocumentJob;

static void
produce_container(GString *out, G_GNUC_UNUSED gpointer data)
{
  sts_epub_append_container(out);
}

static void
produce_package(GString *out, gpointer data)
{
  const Export *export = data;
  g_autoptr(GString) bare = g_string_new(NULL);
  sts_epub_append_package(bare, export->plan, export->cover_image, export->has_cover_page, "");
  g_autofree char *fingerprint = sts_epub_digest_file(sts_archive_get_digests(export->archive), bare);
  sts_epub_append_package(out, export->plan, export->cover_image, export->has_cover_page, fingerprint);
}

static void
produce_navigation(GString *out, gpointer data)
{
  const Export *export = data;
  sts_epub_append_navigation(out, export->plan, export->has_cover_page);
}

static void
produce_ncx(GString *out, gpointer data)
{
  const Export *export = data;
  sts_epub_append_ncx(out, export->plan);
}

static void
produce_css(GString *out, gpointer data)
{
  const Export *export = data;
  sts_xhtml_append_css(out, export->plan->material);
}

static void
produce_newer_css(GString *out, gpointer data)
{
  const Export *export = data;
  sts_xhtml_append_newer_css(out, export->plan->material);
}

static void
produce_cover_page(GString *out, gpointer data)
{
  const Export *export = data;
  sts_epub_append_cover_page(out, export->plan, export->cover_image);
}

static void
produce_document(GString *out, gpointer data)
{
  const DocumentJob *job = data;
  sts_epub_append_document(out, job->plan, sts_epub_document(job->plan, job->index));
}

/* Files of the EPUB/ folder. */
static bool
add(StsArchive *archive, const char *name, StsArchiveProducer producer, gpointer data, GError **error)
{
  g_autofree char *path = g_strconcat("EPUB/", name, NULL);
  return sts_archive_add(archive, path, producer, data, error);
}

static bool
add_front(StsArchive *archive, Export *export, GBytes *cover, GError **error)
{
  g_autofree char *cover_path = g_strconcat("EPUB/", export->cover_image, NULL);
  return sts_archive_add(archive, "META-INF/container.xml", produce_container, NULL, error) &&
         add(archive, "nav.xhtml", produce_navigation, export, error) &&
         add(archive, "toc.ncx", produce_ncx, export, error) && add(archive, "style.css", produce_css, export, error) &&
         add(archive, "newer.css", produce_newer_css, export, error) &&
         sts_archive_add_bytes(archive, cover_path, cover, g_str_has_suffix(cover_path, ".png"), error) &&
         (!export->has_cover_page || add(archive, "cover.xhtml", produce_cover_page, export, error));
}

static bool
add_documents(StsArchive *archive, const StsEpubPlan *plan, DocumentJob *jobs, GError **error)
{
  for (guint i = 0; i < plan->documents->len; i++) {
    const StsEpubDocument *document = sts_epub_document(plan, i);
    jobs[i] = (DocumentJob){plan, i};
    if (document->kind != STS_EPUB_CONTENTS && !add(archive, document->name, produce_document, &jobs[i], error))
      return false;
  }
  return true;
}

static bool
add_images(StsArchive *archive, const StsEpubPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->material->pictures->len; i++) {
    const StsXhtmlPicture *picture = &g_array_index(plan->material->pictures, StsXhtmlPicture, i);
    g_autofree char *path = g_strconcat("EPUB/", picture->address, NULL);
    g_autoptr(GBytes) bytes = sts_xhtml_ground_picture(picture->image);
    /* PNG and JPEG are compressed already. */
    if (!sts_archive_add_bytes(archive, path, bytes, picture->image->format != STS_IMAGE_SVG, error))
      return false;
  }
  return true;
}

static bool
add_fonts(StsArchive *archive, const StsEpubPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->material->fonts->len; i++) {
    const StsXhtmlFont *font = &g_array_index(plan->material->fonts, StsXhtmlFont, i);
    g_autofree char *path = g_strconcat("EPUB/", font->address, NULL);
    const bool added = font->bytes != NULL ? sts_archive_add_bytes(archive, path, font->bytes, false, error)
                                           : sts_archive_add_file(archive, path, font->file->path, error);
    if (!added)
      return false;
  }
  for (guint i = 0; i < plan->licences->len; i++) {
    const StsEpubLicence *licence = &g_array_index(plan->licences, StsEpubLicence, i);
    g_autofree char *path = g_strconcat("EPUB/", licence->name, NULL);
    if (!sts_archive_add_file(archive, path, licence->path, error))
      return false;
  }
  return true;
}

bool
sts_epub_write(const StsWriting *writing, FILE *stream, GError **error)
{
  const StsPublication *publication = writing->publication;
  StsFonts *fonts = writing->fonts;
  g_assert(publication->sections->len > 0);
  g_autoptr(StsEpubPlan) plan = sts_epub_plan_new(writing);
  if (plan->material->unread != NULL) {
    g_propagate_error(error, g_steal_pointer(&plan->material->unread));
    return false;
  }
  Export export = {
      .plan = plan,
      .cover_image = fonts != NULL ? "cover.png" : "cover.svg",
      .has_cover_page = publication->book,
  };
  g_autoptr(GBytes) cover = fonts != NULL ? sts_epub_draw_cover(plan, fonts, error) : sts_epub_write_cover_svg(plan);
  if (cover == NULL)
    return false;
  g_autofree DocumentJob *jobs = g_new0(DocumentJob, plan->documents->len);
  /* The archive is freed before what its entries point to. */
  g_autoptr(StsArchive) archive = sts_archive_new(stream, STS_EPUB_MEDIA_TYPE, publication->modified, error);
  export.archive = archive;
  /* The package document is made last: it holds the fingerprint of all else. */
  return archive != NULL && add_front(archive, &export, cover, error) && add_documents(archive, plan, jobs, error) &&
         add_images(archive, plan, error) && add_fonts(archive, plan, error) &&
         add(archive, "package.opf", produce_package, &export, error) &&
         sts_archive_close(archive, writing->watch, error);
}
