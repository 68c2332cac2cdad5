/* Writes a heading for each section, and below it its languages, dates and files. A script, whose sum the page's policy
 * names, adds a field that filters as one types. */
#include "cli/pack/index-page.h"

#include <string.h>

#include "base/language-tag.h"

static const char STYLE[] =
    ":root { color-scheme: light dark; --ground: #fff; --shade: #f2f5f8; --ink: #1a1a1a; --muted: #4a4f55; "
    "--accent: #163f66; --rule: #c3cad2; --field: #6b7580; }\n"
    "@media (prefers-color-scheme: dark) { :root { --ground: #121416; --shade: #1d2226; --ink: #ececec; "
    "--muted: #b4bac1; --accent: #9cc6f0; --rule: #3c444c; --field: #8b96a1; } }\n"
    "* { box-sizing: border-box; }\n"
    "html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }\n"
    "body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 \"Noto Sans\", system-ui, "
    "sans-serif; overflow-wrap: break-word; }\n"
    "main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }\n"
    "h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; color: var(--accent); text-wrap: balance; }\n"
    ".status { margin: 0.5rem 0 0; color: var(--muted); }\n"
    "form { position: sticky; top: 0; z-index: 1; margin: 1.25rem -0.5rem 0; padding: 0.75rem 0.5rem; "
    "background: var(--ground); display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; }\n"
    "form[hidden] { display: none; }\n"
    "label { font-weight: bold; }\n"
    "input { flex: 1 1 14rem; min-width: 0; font: inherit; padding: 0.5rem 0.75rem; color: inherit; "
    "background: var(--ground); border: 1px solid var(--field); border-radius: 6px; }\n"
    ".shown { margin: 0; color: var(--muted); font-variant-numeric: tabular-nums; }\n"
    "section { margin-top: 1.25rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); "
    "scroll-margin-top: 5rem; }\n"
    "section[hidden] { display: none; }\n"
    ".text { display: grid; grid-template-columns: 5.5rem 1fr; gap: 0 1.25rem; }\n"
    ".text + .text { margin-top: 1.5rem; }\n"
    ".picture { grid-row: 1 / span 3; }\n"
    ".picture img { display: block; width: 100%; min-height: 7rem; background: #fff; border: 1px solid "
    "var(--rule); border-radius: 3px; }\n"
    "h2, h3 { margin: 0; line-height: 1.3; text-wrap: balance; text-align: start; }\n"
    "h2 { font-size: 1.3rem; color: var(--accent); }\n"
    "h3 { font-size: 1.1rem; }\n"
    ".facts { margin: 0.25rem 0 0; color: var(--muted); }\n"
    ".facts > span + span::before { content: \"\\b7\"; margin: 0 0.5em; }\n"
    ".forms { margin: 0.6rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: 0.5rem; }\n"
    ".forms a { display: block; padding: 0.4rem 0.8rem; background: var(--shade); border: 1px solid var(--rule); "
    "border-radius: 6px; color: var(--accent); text-decoration: none; font-weight: bold; }\n"
    ".forms a:hover { text-decoration: underline; }\n"
    ".size { color: var(--muted); font-weight: normal; font-variant-numeric: tabular-nums; white-space: nowrap; }\n"
    "a:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }\n"
    "@media (max-width: 30rem) { main { padding: 1.25rem 0.9rem 3rem; } .text { grid-template-columns: 4rem 1fr; "
    "gap: 0 0.9rem; } .picture img { min-height: 5rem; } }\n"
    "@media (max-height: 25rem) { form { position: static; } }\n"
    "@media print { form { display: none; } }\n";

/* Words are found in any order, whatever the case and the marks of their letters. */
static const char SCRIPT[] =
    "(function () {\n"
    "  var form = document.getElementById(\"pack-find\"), field = form.elements[0];\n"
    "  var shown = document.getElementById(\"pack-shown\");\n"
    "  function fold(text) {\n"
    "    return text.normalize(\"NFD\").replace(/\\p{M}/gu, \"\").toLowerCase().replace(/\\u0111/g, \"d\");\n"
    "  }\n"
    "  var sheets = Array.from(document.querySelectorAll(\"main > section\"), function (section) {\n"
    "    var titles = Array.from(section.querySelectorAll(\"h2, h3\"), function (title) { return title.textContent; "
    "});\n"
    "    return { section: section, text: fold(titles.concat(section.dataset.find).join(\" \")) };\n"
    "  });\n"
    "  function filter() {\n"
    "    var words = fold(field.value).split(/\\s+/), count = 0;\n"
    "    sheets.forEach(function (sheet) {\n"
    "      var found = words.every(function (word) { return sheet.text.includes(word); });\n"
    "      sheet.section.hidden = !found;\n"
    "      count += found ? 1 : 0;\n"
    "    });\n"
    "    shown.textContent = shown.dataset.shown.replace(\"{count}\", count).replace(\"{total}\", sheets.length);\n"
    "  }\n"
    "  form.hidden = false;\n"
    "  form.addEventListener(\"submit\", function (event) { event.preventDefault(); });\n"
    "  field.addEventListener(\"input\", filter);\n"
    "  window.addEventListener(\"pageshow\", filter);\n"
    "})();\n";

typedef struct {
  const StsPack *pack;
  const StsLibrary *library;
  const char *language; /* of the library */
  const char *words;    /* the language of the words */
  GString *out;
} Page;

static void
append_escaped(GString *out, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text(text, -1);

  g_string_append(out, escaped);
}

static const char *
word(const Page *page, const char *key)
{
  return sts_library_get_word(page->library, page->language, key);
}

/* Appends the word with {name} replaced. */
static void
append_word_with(const Page *page, const char *key, const char *name, const char *value)
{
  g_autoptr(GString) text = g_string_new(word(page, key));

  g_string_replace(text, name, value, 0);
  append_escaped(page->out, text->str);
}

/* Appends ` lang="es" dir="ltr"`, which text in another language than that around it needs. */
static void
append_language(const Page *page, const char *language)
{
  g_string_append(page->out, " lang=\"");
  append_escaped(page->out, language);
  g_string_append_printf(page->out, "\" dir=\"%s\"", sts_language_is_rtl(language) ? "rtl" : "ltr");
}

static void
append_address(const Page *page, const char *name)
{
  g_autofree char *address = g_uri_escape_string(name, "/", FALSE);

  append_escaped(page->out, address);
}

/* ---- a text ---- */

static void
append_picture(const Page *page, const StsPackFile *file)
{
  g_string_append(page->out, "<a class=\"picture\" href=\"");
  append_address(page, file->name);
  g_string_append(page->out, "\"><img src=\"");
  append_address(page, file->name);
  g_string_append(page->out, "\" loading=\"lazy\" alt=\"");
  append_escaped(page->out, word(page, "pack-picture"));
  g_string_append(page->out, "\"/></a>\n");
}

static void
append_title(const Page *page, const StsPackSection *section, guint index)
{
  const StsSectionInfo *info = &((const StsPackText *)section->texts->pdata[index])->info;
  const char *element = index == 0 ? "h2" : "h3";

  g_string_append_printf(page->out, "<%s id=\"", element);
  append_escaped(page->out, info->id);
  if (index > 0)
    g_string_append_printf(page->out, ".%s", info->language);
  g_string_append_c(page->out, '"');
  append_language(page, info->language);
  g_string_append_c(page->out, '>');
  append_escaped(page->out, info->title ? info->title : info->id);
  g_string_append_printf(page->out, "</%s>\n", element);
}

/* A language has the name that it gives itself. */
static void
append_language_name(const Page *page, const char *language)
{
  const char *words = sts_library_get_words_language(page->library, language);
  bool named = sts_language_is_same(words, language);

  g_string_append(page->out, "<span");
  if (named)
    append_language(page, words);
  g_string_append_c(page->out, '>');
  append_escaped(page->out, named ? sts_library_get_word(page->library, language, "language-name") : language);
  g_string_append(page->out, "</span>");
}

static void
append_facts(const Page *page, const StsSectionInfo *info)
{
  g_autofree char *date = sts_library_format_date(page->library, page->language, info->last_revised);

  g_string_append(page->out, "<p class=\"facts\">");
  append_language_name(page, info->language);
  g_string_append(page->out, "<span>");
  if (date)
    append_word_with(page, "last-revised-line", "{date}", date);
  else
    append_escaped(page->out, word(page, info->last_revised_lost ? "last-revised-lost" : "last-revised-waived"));
  g_string_append(page->out, "</span></p>\n");
}

static void
append_form(const Page *page, const StsPackFile *file)
{
  g_autofree char *size = g_strdup_printf("%zu", MAX((file->size + 500) / 1000, (size_t)1));

  g_string_append(page->out, "<li><a href=\"");
  append_address(page, file->name);
  g_string_append_printf(page->out, "\" type=\"%s\">", file->media_type);
  if (file->form->large)
    append_word_with(page, "pack-large-print", "{format}", file->form->format->label);
  else
    append_escaped(page->out, file->form->format->label);
  g_string_append(page->out, " <span class=\"size\">");
  append_word_with(page, "pack-size", "{size}", size);
  g_string_append(page->out, "</span></a></li>\n");
}

static void
append_text(const Page *page, const StsPackSection *section, guint index)
{
  const StsPackText *text = section->texts->pdata[index];

  g_string_append(page->out, "<div class=\"text\">\n");
  append_title(page, section, index);
  for (guint i = 0; i < text->files->len; i++)
    if (!((const StsPackFile *)text->files->pdata[i])->form->format)
      append_picture(page, text->files->pdata[i]);
  append_facts(page, &text->info);
  g_string_append(page->out, "<ul class=\"forms\">\n");
  for (guint i = 0; i < text->files->len; i++)
    if (((const StsPackFile *)text->files->pdata[i])->form->format)
      append_form(page, text->files->pdata[i]);
  g_string_append(page->out, "</ul>\n");
  g_string_append(page->out, "</div>\n");
}

/* ---- the page ---- */

/* What the filter finds besides titles. */
static void
append_found_by(const Page *page, const StsPackSection *section)
{
  const StsPackText *text = section->texts->pdata[0];

  append_escaped(page->out, section->id);
  for (size_t i = 0; i < text->info.code_count; i++) {
    g_string_append_c(page->out, ' ');
    append_escaped(page->out, text->info.codes[i]);
  }
}

static void
append_section(const Page *page, const StsPackSection *section)
{
  if (section->texts->len == 0)
    return;
  g_string_append(page->out, "<section aria-labelledby=\"");
  append_escaped(page->out, section->id);
  g_string_append(page->out, "\" data-find=\"");
  append_found_by(page, section);
  g_string_append(page->out, "\">\n");
  for (guint i = 0; i < section->texts->len; i++)
    append_text(page, section, i);
  g_string_append(page->out, "</section>\n");
}

/* Returns the sum by which a policy knows what it lets stand in the page (Content Security Policy, level 3, section
 * 2.3.1); free with g_free(). */
static char *
sum_of(const char *text)
{
  g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update(checksum, (const guchar *)text, -1);
  g_checksum_get_digest(checksum, digest, &size);
  return g_base64_encode(digest, size);
}

static void
append_head(const Page *page)
{
  g_autofree char *style = sum_of(STYLE), *script = sum_of(SCRIPT);

  g_string_append(page->out, "<!DOCTYPE html>\n<html");
  append_language(page, page->words);
  g_string_append_printf(page->out,
                         ">\n<head>\n<meta charset=\"utf-8\"/>\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self'; "
                         "style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'\"/>\n"
                         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                         "<meta name=\"generator\" content=\"sts-export\"/>\n<title>",
                         style, script);
  append_escaped(page->out, sts_library_get_title(page->library));
  g_string_append_printf(page->out, "</title>\n<style>%s</style>\n</head>\n", STYLE);
}

static const char *
status_key(const StsLibrary *library)
{
  switch (sts_library_get_status(library)) {
  case STS_STATUS_SAMPLE:
    return "status-sample-book";
  case STS_STATUS_DRAFT:
    return "status-draft-book";
  case STS_STATUS_APPROVED:
    return NULL;
  }
  g_assert_not_reached();
}

static void
append_top(const Page *page)
{
  const char *status = status_key(page->library);

  g_string_append(page->out, "<body>\n<main>\n<h1");
  append_language(page, page->language);
  g_string_append_c(page->out, '>');
  append_escaped(page->out, sts_library_get_title(page->library));
  g_string_append(page->out, "</h1>\n");
  if (status) {
    g_string_append(page->out, "<p class=\"status\">");
    append_escaped(page->out, word(page, status));
    g_string_append(page->out, "</p>\n");
  }
  g_string_append(page->out, "<form id=\"pack-find\" role=\"search\" hidden=\"hidden\"><label for=\"pack-filter\">");
  append_escaped(page->out, word(page, "pack-find"));
  g_string_append(page->out, "</label> <input id=\"pack-filter\" type=\"search\" autocomplete=\"off\" "
                             "spellcheck=\"false\"/> <p id=\"pack-shown\" class=\"shown\" role=\"status\" "
                             "data-shown=\"");
  append_escaped(page->out, word(page, "pack-shown"));
  g_string_append(page->out, "\"></p></form>\n");
}

char *
sts_pack_page_write(const StsPack *pack)
{
  const StsLibrary *library = pack->work->library;
  const char *language = sts_library_get_language(library);
  const Page page = {pack, library, language, sts_library_get_words_language(library, language), g_string_new(NULL)};

  append_head(&page);
  append_top(&page);
  for (guint i = 0; i < pack->sections->len; i++)
    append_section(&page, pack->sections->pdata[i]);
  g_string_append_printf(page.out, "</main>\n<script>%s</script>\n</body>\n</html>\n", SCRIPT);
  return g_string_free(page.out, FALSE);
}
