/* Writes a feed once, to XML or to JSON: what is an element of the one is an object of the other. */
#include "output/answers/feed.h"

#include <string.h>

#include "base/json-write.h"
#include "base/xml/xml-write.h"

/* One of the two is set. */
typedef struct {
  StsXmlWriter *xml;
  StsJsonWriter *json;
} Out;

/* `of_list`: of those between begin_list() and end_list(). */
static void
open_element(const Out *out, const char *element, bool of_list)
{
  if (out->xml)
    sts_xml_open(out->xml, element);
  else
    sts_json_open(out->json, of_list ? NULL : element, '{');
}

static void
close_element(const Out *out)
{
  if (out->xml)
    sts_xml_close(out->xml);
  else
    sts_json_close(out->json, '}');
}

/* Of an element that has attributes alone. */
static void
close_empty(const Out *out)
{
  if (out->xml)
    sts_xml_close_empty(out->xml);
  else
    sts_json_close(out->json, '}');
}

static void
begin_list(const Out *out, const char *element)
{
  if (out->json)
    sts_json_open(out->json, element, '[');
}

static void
end_list(const Out *out)
{
  if (out->json)
    sts_json_close(out->json, ']');
}

/* Nothing is written of a value that is NULL. In JSON an attribute has its name without a prefix. */
static void
add_attribute(const Out *out, const char *name, const char *value)
{
  const char *colon = strchr(name, ':');

  if (!value)
    return;
  if (out->xml)
    sts_xml_attribute(out->xml, name, value);
  else
    sts_json_string(out->json, colon ? colon + 1 : name, value);
}

/* `type` is NULL for an element that has none. */
static void
add_text(const Out *out, const char *element, const char *type, const char *text)
{
  if (!text)
    return;
  open_element(out, element, false);
  add_attribute(out, "type", type);
  if (out->xml)
    sts_xml_text(out->xml, text);
  else
    sts_json_string(out->json, "_value", text);
  close_element(out);
}

static void
add_category(const Out *out, const char *scheme, const char *term)
{
  open_element(out, "category", true);
  add_attribute(out, "scheme", scheme);
  add_attribute(out, "term", term);
  close_empty(out);
}

/* What was asked for, as the request names it. What a record system calls the code (dn), nobody knows beforehand. */
static void
add_categories(const Out *out, const StsFeed *feed)
{
  begin_list(out, "category");
  if (feed->system) {
    add_category(out, "mainSearchCriteria.v.c", feed->code);
    add_category(out, "mainSearchCriteria.v.cs", feed->system->oid);
    add_category(out, "mainSearchCriteria.v.dn", "");
  }
  add_category(out, "informationRecipient.languageCode.c", feed->language);
  add_category(out, "InformationRecipient", "PAT");
  end_list(out);
}

static void
add_links(const Out *out, const StsFeedEntry *entry)
{
  begin_list(out, "link");
  for (size_t i = 0; i < entry->link_count; i++) {
    const StsFeedLink *link = &entry->links[i];
    open_element(out, "link", true);
    add_attribute(out, "title", link->title);
    add_attribute(out, "rel", link->related ? "related" : "alternate");
    add_attribute(out, "type", link->media_type);
    add_attribute(out, "hreflang", entry->language);
    add_attribute(out, "href", link->address);
    close_empty(out);
  }
  end_list(out);
}

static void
add_entry(const Out *out, const StsFeedEntry *entry)
{
  open_element(out, "entry", true);
  add_attribute(out, "xml:lang", entry->language);
  add_text(out, "title", "text", entry->title);
  add_links(out, entry);
  add_text(out, "id", NULL, entry->id);
  add_text(out, "updated", NULL, entry->updated);
  add_text(out, "summary", "text", entry->summary);
  close_element(out);
}

static void
add_feed(const Out *out, const StsFeed *feed)
{
  g_autofree char *subtitle = feed->system ? g_strdup_printf("%s %s", feed->system->name, feed->code) : NULL;

  open_element(out, "feed", false);
  if (out->xml)
    sts_xml_attribute(out->xml, "xmlns", "http://www.w3.org/2005/Atom");
  add_attribute(out, "xml:base", feed->base);
  add_attribute(out, "xml:lang", feed->language);
  add_text(out, "title", "text", feed->title);
  add_text(out, "subtitle", "text", subtitle);
  open_element(out, "author", false);
  add_text(out, "name", NULL, feed->author);
  add_text(out, "uri", NULL, feed->base);
  close_element(out);
  add_text(out, "updated", NULL, feed->updated);
  add_categories(out, feed);
  add_text(out, "id", NULL, feed->id);
  begin_list(out, "entry");
  for (const StsFeedEntry *const *entry = feed->entries; *entry; entry++)
    add_entry(out, *entry);
  end_list(out);
  close_element(out);
}

char *
sts_feed_write_atom(const StsFeed *feed)
{
  GString *text = g_string_new(NULL);
  StsXmlWriter xml = sts_xml_begin(text, STS_XML_INDENTED);

  sts_xml_declare(&xml);
  add_feed(&(Out){.xml = &xml}, feed);
  sts_xml_finish(&xml);
  return g_string_free(text, FALSE);
}

char *
sts_feed_write_json(const StsFeed *feed)
{
  GString *text = g_string_new(NULL);
  StsJsonWriter json = {.out = text};

  sts_json_open(&json, NULL, '{');
  add_feed(&(Out){.json = &json}, feed);
  sts_json_close(&json, '}');
  g_string_append_c(text, '\n');
  return g_string_free(text, FALSE);
}
