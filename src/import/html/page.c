/* What is made of a page. */
#include "import/html/writer.h"

static void
clear_told(gpointer data)
{
  g_free(((StsHtmlTold *)data)->text);
}

static void
clear_picture(gpointer data)
{
  g_free(((StsHtmlPicture *)data)->name);
  g_bytes_unref(((StsHtmlPicture *)data)->bytes);
}

GArray *
sts_html_pictures_new(void)
{
  GArray *pictures = g_array_new(FALSE, FALSE, sizeof(StsHtmlPicture));

  g_array_set_clear_func(pictures, clear_picture);
  return pictures;
}

StsHtmlPage *
sts_html_page_new(void)
{
  StsHtmlPage *page = g_new0(StsHtmlPage, 1);

  page->text = g_string_new(NULL);
  page->places = g_array_new(FALSE, FALSE, sizeof(StsHtmlPlace));
  page->told = g_array_new(FALSE, FALSE, sizeof(StsHtmlTold));
  g_array_set_clear_func(page->told, clear_told);
  page->pictures = sts_html_pictures_new();
  return page;
}

void
sts_html_page_free(StsHtmlPage *page)
{
  if (!page)
    return;
  g_string_free(page->text, TRUE);
  g_array_unref(page->places);
  g_array_unref(page->told);
  g_array_unref(page->pictures);
  g_free(page->title);
  g_free(page->language);
  g_free(page);
}
