/* The exporter: theme and words as the options say, and the fonts that are open. */
#include "api/exporter.h"

#include "api/data.h"
#include "api/day.h"
#include "document/library.h"
#include "document/rules.h"
#include "style/theme-load.h"

const char *
sts_version(void)
{
  return STS_VERSION;
}

void
sts_exporter_shun_system_fonts(void)
{
  sts_fonts_shun_system();
}

static void
free_fonts(gpointer fonts)
{
  sts_fonts_free(fonts);
}

/* Those of the library come last: what a caller names is for this call. */
static char **
choose_font_folders(const StsExportOptions *options, GError **error)
{
  g_autoptr(GStrvBuilder) folders = g_strv_builder_new();
  g_autofree char *installed = options->font_folders ? NULL : sts_data_choose_folder(NULL, "fonts", error);

  if (!options->font_folders && !installed)
    return NULL;
  if (installed)
    g_strv_builder_add(folders, installed);
  else
    g_strv_builder_addv(folders, (const char **)options->font_folders);
  if (options->library)
    g_strv_builder_addv(folders, (const char **)options->library->fonts->pdata);
  return g_strv_builder_end(folders);
}

/* A style that does not exist is a slip of the caller. */
static StsTheme *
load_theme(const char *const *folders, const char *library, const char *style, StsDiagnostics *diagnostics,
           GError **error)
{
  g_autoptr(GError) fault = NULL;
  StsTheme *theme = sts_theme_load_from(folders, library, style ? style : "handout", diagnostics, &fault);

  if (!theme && style && g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_set_error_literal(error, STS_ERROR, STS_ERROR_BAD_OPTION, fault->message);
  else if (!theme)
    g_propagate_error(error, g_steal_pointer(&fault));
  return theme;
}

static bool
load_styles(StsExporter *exporter, const StsExportOptions *options, StsDiagnostics *diagnostics, GError **error)
{
  bool of_library = !options->styles_folder && options->library && options->library->styles;
  g_auto(GStrv) folders =
      of_library ? g_strdupv(options->library->styles) : sts_data_list_styles(options->styles_folder, NULL, error);

  if (!folders)
    return false;
  if (options->styles_folder)
    exporter->terms = sts_terms_load(options->styles_folder, diagnostics, error);
  if (exporter->terms || !options->styles_folder)
    exporter->theme = load_theme((const char *const *)folders, of_library ? options->library->folder : NULL,
                                 options->style, diagnostics, error);
  if (!exporter->theme)
    return false;
  exporter->theme->duplex = (exporter->theme->duplex || options->duplex) && !options->simplex;
  if (!options->paper || sts_theme_set_paper(exporter->theme, options->paper))
    return true;
  g_set_error(error, STS_ERROR, STS_ERROR_BAD_OPTION, "the paper “%s” is unknown; there are “letter” and “a4”",
              options->paper);
  return false;
}

/* Our own fonts, where the caller names no folders, are none of these. */
static void
tell_colored_fonts(const char *const *folders, StsDiagnostics *diagnostics)
{
  for (; folders && *folders; folders++) {
    g_auto(GStrv) paths = sts_fonts_list_colored(*folders);
    for (char **path = paths; *path; path++)
      sts_warning(diagnostics, ((StsPosition){.file = *path}), STS_RULE_FONT_COLORED,
                  "the characters of this font are colored pictures, which cannot be printed as text, so it is not "
                  "used; emoji are drawn with Noto Emoji");
  }
}

StsExporter *
sts_exporter_new(const StsExportOptions *options, StsDiagnostics *diagnostics, GError **error)
{
  if (!options) {
    g_set_error_literal(error, STS_ERROR, STS_ERROR_BAD_OPTION, "an exporter cannot be made without options");
    return NULL;
  }
  g_autoptr(StsExporter) exporter = g_new0(StsExporter, 1);
  int64_t epoch;
  bool given;
  exporter->made_at = g_get_real_time();
  exporter->unfinished = sts_unfinished_new();
  g_mutex_init(&exporter->lock);
  exporter->idle_fonts = g_ptr_array_new_with_free_func(free_fonts);
  exporter->idle_text_fonts = g_ptr_array_new_with_free_func(free_fonts);
  if (!sts_day_read(options->as_of, &exporter->as_of, error) || !sts_date_source_epoch(&given, &epoch, error))
    return NULL;
  exporter->linearize = options->linearize;
  exporter->without_fonts = options->without_fonts;
  exporter->without_pages = options->without_pages;
  exporter->allow_unreviewed_words = options->allow_unreviewed_words;
  exporter->font_folders = choose_font_folders(options, error);
  if (!exporter->font_folders || !load_styles(exporter, options, diagnostics, error))
    return NULL;
  tell_colored_fonts(options->font_folders, diagnostics);
  if (options->library)
    tell_colored_fonts(sts_library_get_font_folders(options->library), diagnostics);
  return g_steal_pointer(&exporter);
}

void
sts_exporter_free(StsExporter *exporter)
{
  if (!exporter)
    return;
  g_ptr_array_unref(exporter->idle_fonts);
  g_ptr_array_unref(exporter->idle_text_fonts);
  g_mutex_clear(&exporter->lock);
  sts_theme_free(exporter->theme);
  sts_terms_set_free(exporter->terms);
  g_strfreev(exporter->font_folders);
  sts_unfinished_free(exporter->unfinished);
  g_free(exporter);
}

StsExportSources
sts_exporter_get_sources(const StsExporter *exporter, const StsLibrary *library)
{
  return (StsExportSources){
      .style_files = exporter->theme->files,
      .words_files = sts_terms_set_files(exporter->terms ? exporter->terms : library->words),
      .font_folders = (const char *const *)exporter->font_folders,
      .clinic_file = library->clinic ? library->clinic->file : NULL,
  };
}

static StsFonts *
take_last(GPtrArray *idle)
{
  return idle->len > 0 ? g_ptr_array_steal_index_fast(idle, idle->len - 1) : NULL;
}

StsFonts *
sts_exporter_take_fonts(StsExporter *exporter, bool all, GError **error)
{
  const char *const *folders = (const char *const *)exporter->font_folders;

  g_mutex_lock(&exporter->lock);
  StsFonts *fonts = take_last(exporter->idle_fonts);
  if (!fonts && !all)
    fonts = take_last(exporter->idle_text_fonts);
  g_mutex_unlock(&exporter->lock);
  if (fonts)
    return fonts;
  return all ? sts_fonts_open(folders, exporter->theme, error) : sts_fonts_open_text(folders, exporter->theme, error);
}

void
sts_exporter_give_fonts_back(StsExporter *exporter, StsFonts *fonts)
{
  g_mutex_lock(&exporter->lock);
  g_ptr_array_add(sts_fonts_are_all(fonts) ? exporter->idle_fonts : exporter->idle_text_fonts, fonts);
  g_mutex_unlock(&exporter->lock);
}
