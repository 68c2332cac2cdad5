/* The table of what is written into a PDF, and how a file's objects are held to it. */
#include "output/pdf/written.h"

#include <string.h>

#include "base/address.h"
#include "output/pdf/file-digest.h"

/* A value is one of those parted by bars, and so is each item of an array: "=x" the token x; "#" a number; "(" a
 * string;
 * "/" a name; "^" a reference to what is looked at elsewhere; "@" an address that a reader may follow; ">Kind,Kind" an
 * object of one of those kinds: the first whose /Type, /S and /Subtype are the object's. A key "*" is any. */
static const struct {
  const char *kind, *key, *values;
} ROWS[] = {
    {"Catalog", "/Type", "=/Catalog"},
    {"Catalog", "/Version", "=/1.7"},
    {"Catalog", "/Pages", ">Pages"},
    {"Catalog", "/StructTreeRoot", ">Tree"},
    {"Catalog", "/MarkInfo", ">MarkInfo"},
    {"Catalog", "/ViewerPreferences", ">ViewerPreferences"},
    {"Catalog", "/Metadata", ">Metadata"},
    {"Catalog", "/OutputIntents", ">OutputIntent"},
    {"Catalog", "/Lang", "("},
    {"Catalog", "/Outlines", ">Outlines"},
    {"Catalog", "/PageMode", "=/UseOutlines"},
    {"Catalog", "/PageLabels", ">PageLabels"},
    {"MarkInfo", "/Marked", "=true"},
    {"ViewerPreferences", "/DisplayDocTitle", "=true"},
    {"ViewerPreferences", "/Direction", "=/R2L"},
    {"Metadata", "/Type", "=/Metadata"},
    {"Metadata", "/Subtype", "=/XML"},
    {"Metadata", "/Length", "#"},
    {"OutputIntent", "/Type", "=/OutputIntent"},
    {"OutputIntent", "/S", "=/GTS_PDFA1"},
    {"OutputIntent", "/OutputConditionIdentifier", "("},
    {"OutputIntent", "/Info", "("},
    {"OutputIntent", "/RegistryName", "("},
    {"OutputIntent", "/DestOutputProfile", ">Profile"},
    {"Profile", "/N", "=3"},
    {"Profile", "/Filter", "=/FlateDecode"},
    {"Profile", "/Length", "#"},
    {"Info", "/Title", "("},
    {"Info", "/Author", "("},
    {"Info", "/Creator", "("},
    {"Info", "/Producer", "("},
    {"Info", "/CreationDate", "("},
    {"Info", "/ModDate", "("},
    {"Outlines", "/Type", "=/Outlines"},
    {"Outlines", "/First", ">Bookmark"},
    {"Outlines", "/Last", ">Bookmark"},
    {"Outlines", "/Count", "#"},
    {"Bookmark", "/Title", "("},
    {"Bookmark", "/Parent", "^"},
    {"Bookmark", "/Prev", "^"},
    {"Bookmark", "/Next", ">Bookmark"},
    {"Bookmark", "/First", ">Bookmark"},
    {"Bookmark", "/Last", ">Bookmark"},
    {"Bookmark", "/Count", "#"},
    {"Bookmark", "/Dest", "^|=/XYZ|=/Fit|=null|#"},
    {"PageLabels", "/Nums", "#|>Label"},
    {"Label", "/S", "=/D"},
    {"Label", "/St", "#"},
    {"Label", "/P", "("},
    {"Pages", "/Type", "=/Pages"},
    {"Pages", "/Kids", ">Page,Pages"},
    {"Pages", "/Count", "#"},
    {"Pages", "/Parent", "^"},
    {"Page", "/Type", "=/Page"},
    {"Page", "/Parent", "^"},
    {"Page", "/MediaBox", "#"},
    {"Page", "/Resources", ">Resources"},
    {"Page", "/Contents", ">Content"},
    {"Page", "/Annots", ">Link"},
    {"Page", "/Group", ">Group"},
    {"Page", "/Tabs", "=/S"},
    {"Page", "/StructParents", "#"},
    {"Content", "/Filter", "=/FlateDecode"},
    {"Content", "/Length", "#"},
    {"Resources", "/Font", ">Fonts"},
    {"Resources", "/XObject", ">Pictures"},
    {"Resources", "/ExtGState", ">States"},
    {"Resources", "/Shading", ">Shadings"},
    {"Resources", "/Pattern", ">Patterns"},
    {"Resources", "/ColorSpace", "/"},
    {"Fonts", "*", ">Font"},
    {"Pictures", "*", ">Form,Image"},
    {"States", "*", ">State"},
    {"Shadings", "*", ">Shading"},
    {"Patterns", "*", ">Pattern"},
    {"Group", "/Type", "=/Group"},
    {"Group", "/S", "=/Transparency"},
    {"Group", "/I", "=true|=false"},
    {"Group", "/K", "=true|=false"},
    {"Group", "/CS", "=/DeviceRGB|=/DeviceGray"},
    {"Link", "/Type", "=/Annot"},
    {"Link", "/Subtype", "=/Link"},
    {"Link", "/F", "=4"},
    {"Link", "/Border", "=0"},
    {"Link", "/Rect", "#"},
    {"Link", "/QuadPoints", "#"},
    {"Link", "/P", "^"},
    {"Link", "/StructParent", "#"},
    {"Link", "/Contents", "("},
    {"Link", "/Dest", "^|=/XYZ|=null|#"},
    {"Link", "/A", ">Action"},
    {"Action", "/Type", "=/Action"},
    {"Action", "/S", "=/URI"},
    {"Action", "/URI", "@"},
    {"Font", "/Type", "=/Font"},
    {"Font", "/Subtype", "=/TrueType|=/Type1|=/Type0|=/CIDFontType0|=/CIDFontType2"},
    {"Font", "/BaseFont", "/"},
    {"Font", "/Encoding", "=/WinAnsiEncoding|=/Identity-H"},
    {"Font", "/FirstChar", "#"},
    {"Font", "/LastChar", "#"},
    {"Font", "/Widths", "#"},
    {"Font", "/FontDescriptor", ">Descriptor"},
    {"Font", "/ToUnicode", ">Content"},
    {"Font", "/DescendantFonts", ">Font"},
    {"Font", "/CIDSystemInfo", ">SystemInfo"},
    {"Font", "/CIDToGIDMap", "=/Identity"},
    {"Font", "/W", "#"},
    {"Font", "/DW", "#"},
    {"SystemInfo", "/Registry", "("},
    {"SystemInfo", "/Ordering", "("},
    {"SystemInfo", "/Supplement", "#"},
    {"Descriptor", "/Type", "=/FontDescriptor"},
    {"Descriptor", "/FontName", "/"},
    {"Descriptor", "/FontFamily", "("},
    {"Descriptor", "/Flags", "#"},
    {"Descriptor", "/FontBBox", "#"},
    {"Descriptor", "/ItalicAngle", "#"},
    {"Descriptor", "/Ascent", "#"},
    {"Descriptor", "/Descent", "#"},
    {"Descriptor", "/CapHeight", "#"},
    {"Descriptor", "/StemV", "#"},
    {"Descriptor", "/StemH", "#"},
    {"Descriptor", "/FontFile", ">FontFile"},
    {"Descriptor", "/FontFile2", ">FontFile"},
    {"Descriptor", "/FontFile3", ">FontFile"},
    {"FontFile", "/Filter", "=/FlateDecode"},
    {"FontFile", "/Subtype", "=/Type1C|=/CIDFontType0C|=/OpenType"},
    {"FontFile", "/Length", "#"},
    {"FontFile", "/Length1", "#"},
    {"FontFile", "/Length2", "#"},
    {"FontFile", "/Length3", "#"},
    {"Form", "/Type", "=/XObject"},
    {"Form", "/Subtype", "=/Form"},
    {"Form", "/FormType", "=1"},
    {"Form", "/BBox", "#"},
    {"Form", "/Matrix", "#"},
    {"Form", "/Resources", ">Resources"},
    {"Form", "/Group", ">Group"},
    {"Form", "/Filter", "=/FlateDecode"},
    {"Form", "/Length", "#"},
    {"Image", "/Type", "=/XObject"},
    {"Image", "/Subtype", "=/Image"},
    {"Image", "/Width", "#"},
    {"Image", "/Height", "#"},
    {"Image", "/ColorSpace", "=/DeviceRGB|=/DeviceGray|=/DeviceCMYK"},
    {"Image", "/BitsPerComponent", "#"},
    {"Image", "/Interpolate", "=false"},
    {"Image", "/ImageMask", "=true"},
    {"Image", "/Decode", "#"},
    {"Image", "/SMask", ">Image"},
    {"Image", "/Filter", "=/FlateDecode|=/DCTDecode"},
    {"Image", "/DecodeParms", ">Parameters"},
    {"Image", "/Length", "#"},
    {"Parameters", "/Predictor", "#"},
    {"Parameters", "/Columns", "#"},
    {"Parameters", "/Colors", "#"},
    {"Parameters", "/BitsPerComponent", "#"},
    {"State", "/Type", "=/ExtGState"},
    {"State", "/CA", "#"},
    {"State", "/ca", "#"},
    {"State", "/AIS", "=true|=false"},
    {"State", "/BM", "/"},
    {"State", "/SMask", ">Mask|=/None"},
    {"Mask", "/Type", "=/Mask"},
    {"Mask", "/S", "=/Alpha|=/Luminosity"},
    {"Mask", "/G", ">Form"},
    {"Shading", "/ShadingType", "#"},
    {"Shading", "/ColorSpace", "=/DeviceRGB|=/DeviceGray"},
    {"Shading", "/Coords", "#"},
    {"Shading", "/Domain", "#"},
    {"Shading", "/Extend", "=true|=false"},
    {"Shading", "/Function", ">Function"},
    {"Function", "/FunctionType", "=2|=3"},
    {"Function", "/Domain", "#"},
    {"Function", "/Functions", ">Function"},
    {"Function", "/Bounds", "#"},
    {"Function", "/Encode", "#"},
    {"Function", "/C0", "#"},
    {"Function", "/C1", "#"},
    {"Function", "/N", "#"},
    {"Pattern", "/Type", "=/Pattern"},
    {"Pattern", "/PatternType", "#"},
    {"Pattern", "/Matrix", "#"},
    {"Pattern", "/Shading", ">Shading"},
    {"Pattern", "/PaintType", "#"},
    {"Pattern", "/TilingType", "#"},
    {"Pattern", "/BBox", "#"},
    {"Pattern", "/XStep", "#"},
    {"Pattern", "/YStep", "#"},
    {"Pattern", "/Resources", ">Resources"},
    {"Pattern", "/Filter", "=/FlateDecode"},
    {"Pattern", "/Length", "#"},
    {"Tree", "/Type", "=/StructTreeRoot"},
    {"Tree", "/K", ">Element"},
    {"Tree", "/ParentTree", ">Numbers"},
    {"Tree", "/ParentTreeNextKey", "#"},
    {"Tree", "/RoleMap", ">RoleMap"},
    {"Tree", "/IDTree", ">Names"},
    {"RoleMap", "/CodeBlock", "=/P"},
    {"RoleMap", "/Em", "=/Span"},
    {"RoleMap", "/Strong", "=/Span"},
    {"Numbers", "/Kids", ">Numbers"},
    {"Numbers", "/Limits", "#"},
    {"Numbers", "/Nums", "#|^"},
    {"Names", "/Kids", ">Names"},
    {"Names", "/Limits", "("},
    {"Names", "/Names", "(|^"},
    {"Element", "/Type", "=/StructElem"},
    {"Element", "/S",
     "=/Document|=/Div|=/H1|=/H2|=/H3|=/H4|=/H5|=/H6|=/P|=/L|=/LI|=/Lbl|=/LBody|=/Table|=/THead|=/TBody|=/TR|=/"
     "TH|"
     "=/TD|=/Caption|=/BlockQuote|=/Code|=/Note|=/Reference|=/Link|=/TOC|=/TOCI|=/Em|=/Strong|=/CodeBlock"},
    {"Element", "/P", "^"},
    {"Element", "/Pg", "^"},
    {"Element", "/K", "#|>Element,Sect,Span,Figure,Sequence,Object"},
    {"Element", "/Lang", "("},
    {"Element", "/T", "("},
    {"Element", "/ID", "("},
    {"Element", "/A", ">Attributes"},
    {"Sect", "/Type", "=/StructElem"},
    {"Sect", "/S", "=/Sect"},
    {"Sect", "/P", "^"},
    {"Sect", "/Pg", "^"},
    {"Sect", "/K", "#|>Element,Sect,Span,Figure,Sequence,Object"},
    {"Sect", "/Lang", "("},
    {"Sect", "/T", "("},
    {"Sect", "/ID", "("},
    {"Sect", "/A", ">Attributes"},
    {"Span", "/Type", "=/StructElem"},
    {"Span", "/S", "=/Span"},
    {"Span", "/P", "^"},
    {"Span", "/Pg", "^"},
    {"Span", "/K", "#|>Element,Sect,Span,Figure,Sequence,Object"},
    {"Span", "/Lang", "("},
    {"Span", "/E", "("},
    {"Span", "/ID", "("},
    {"Span", "/A", ">Attributes"},
    {"Figure", "/Type", "=/StructElem"},
    {"Figure", "/S", "=/Figure"},
    {"Figure", "/P", "^"},
    {"Figure", "/Pg", "^"},
    {"Figure", "/K", "#|>Element,Sect,Span,Figure,Sequence,Object"},
    {"Figure", "/Lang", "("},
    {"Figure", "/Alt", "("},
    {"Figure", "/A", ">Attributes"},
    {"Sequence", "/Type", "=/MCR"},
    {"Sequence", "/Pg", "^"},
    {"Sequence", "/MCID", "#"},
    {"Object", "/Type", "=/OBJR"},
    {"Object", "/Pg", "^"},
    {"Object", "/Obj", "^"},
    {"Attributes", "/O", "=/Layout|=/List|=/Table"},
    {"Attributes", "/ListNumbering", "=/Disc|=/Decimal|=/Square|=/None"},
    {"Attributes", "/Scope", "=/Column|=/Row"},
    {"Attributes", "/Placement", "=/Block|=/Inline"},
    {"Attributes", "/BBox", "#"},
    {"Attributes", "/BaselineShift", "#"},
};

bool
sts_pdf_is_written_operator(StsPdfSlice name)
{
  static const char *const OPERATORS[] = {"q",  "Q",  "cm", "re", "f",  "w",  "m",  "l",  "S",   "J",   "d",
                                          "RG", "rg", "BT", "ET", "Tm", "Tf", "Tj", "TJ", "BDC", "EMC", "Do"};

  for (size_t i = 0; i < G_N_ELEMENTS(OPERATORS); i++)
    if (*name.at == *OPERATORS[i] && sts_pdf_is(name, OPERATORS[i]))
      return true;
  return false;
}

bool
sts_pdf_is_written_property(StsPdfSlice key)
{
  static const char *const KEYS[] = {"/MCID", "/ActualText", "/Type", "/Subtype", "/Attached", "/BBox"};

  for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++)
    if (sts_pdf_is(key, KEYS[i]))
      return true;
  return false;
}

/* ---- the walk ---- */

enum { OBJECTS_MAX = 8000000, NESTING_MAX = 4096 };

/* A value to be looked at: a dictionary of one of the kinds. */
typedef struct {
  StsPdfSlice text;
  const char *kinds; /* "Page,Pages", up to a bar or the end */
} Part;

typedef struct {
  int id;
  const char *kinds;
} Waiting;

typedef struct {
  StsPdfFile *file;
  StsReading *reading;
  StsPdfDigest *digest;
  GArray *queue;    /* of Waiting */
  GHashTable *met;  /* object number -> kinds */
  GArray *parts;    /* of Part: of the object that is looked at */
  GHashTable *rows; /* kind -> index of its first row + 1 */
} Walk;

static guint
first_row(const Walk *walk, const char *kind, size_t length)
{
  g_autofree char *name = g_strndup(kind, length);

  return GPOINTER_TO_UINT(g_hash_table_lookup(walk->rows, name)) - 1;
}

static const char *
find_values(guint row, StsPdfSlice key)
{
  for (const char *kind = ROWS[row].kind; row < G_N_ELEMENTS(ROWS) && strcmp(ROWS[row].kind, kind) == 0; row++)
    if (sts_pdf_is(key, ROWS[row].key) || strcmp(ROWS[row].key, "*") == 0)
      return ROWS[row].values;
  return NULL;
}

/* Whether an alternative of the values is that token. */
static bool
has_token(const char *values, StsPdfSlice token)
{
  size_t length = (size_t)(token.end - token.at);

  for (const char *at = values; *at; at += *at == '|') {
    size_t span = strcspn(at, "|");
    if (*at == '=' && span - 1 == length && memcmp(at + 1, token.at, length) == 0)
      return true;
    at += span;
  }
  return false;
}

static const char *
find_alternative(const char *values, char sign)
{
  for (const char *at = values; *at; at += *at == '|') {
    if (*at == sign)
      return at;
    at += strcspn(at, "|");
  }
  return NULL;
}

/* The row of the first of the kinds that the dictionary can be of; the first at all where it is none. */
static guint
choose_kind(const Walk *walk, const char *kinds, StsPdfSlice dictionary)
{
  static const char *const SIGNS[] = {"/Type", "/S", "/Subtype"};
  guint first = first_row(walk, kinds, strcspn(kinds, ",|"));
  StsPdfSlice signs[G_N_ELEMENTS(SIGNS)] = {{NULL, NULL}}, rest = sts_pdf_entries(dictionary), value;
  StsPdfToken key;

  if (kinds[strcspn(kinds, ",|")] != ',')
    return first;
  while (sts_pdf_next_token(&rest, &key) && key.kind == STS_PDF_NAME && sts_pdf_next_value(&rest, &value))
    for (size_t i = 0; i < G_N_ELEMENTS(SIGNS); i++)
      if (!sts_pdf_is_set(signs[i]) && sts_pdf_is(key.text, SIGNS[i]))
        signs[i] = value;
  for (const char *at = kinds;; at++) {
    size_t length = strcspn(at, ",|");
    guint row = first_row(walk, at, length);
    bool fits = true;
    for (size_t i = 0; i < G_N_ELEMENTS(SIGNS) && fits; i++) {
      StsPdfSlice sign = signs[i];
      const char *values = sts_pdf_is_set(sign) ? find_values(row, sts_pdf_slice(SIGNS[i], strlen(SIGNS[i]))) : NULL;
      fits = !sts_pdf_is_set(sign) || (values && has_token(values, sign));
    }
    if (fits)
      return row;
    at += length;
    if (*at != ',')
      return first;
  }
}

static void
add_fault(Walk *walk, guint row, StsPdfSlice key, StsPdfSlice value)
{
  g_autofree char *name = g_strndup(key.at, (size_t)MIN(key.end - key.at, 40));
  g_autofree char *text = g_strndup(value.at, (size_t)MIN(value.end - value.at, 40));
  g_autofree char *key_text = g_utf8_make_valid(name, -1), *value_text = g_utf8_make_valid(text, -1);

  if (find_values(row, key))
    sts_reading_add_fault(walk->reading, "it has “%s %s” in an object of the kind %s, which sts-export does not write",
                          key_text, value_text, ROWS[row].kind);
  else
    sts_reading_add_fault(walk->reading, "it has “%s” in an object of the kind %s, which sts-export does not write",
                          key_text, ROWS[row].kind);
}

static bool
is_address(StsPdfSlice value)
{
  g_autoptr(GString) address = g_string_new(NULL);

  sts_pdf_decode_string(address, value);
  return sts_address_has_scheme(address->str) || !memchr(address->str, ':', address->len);
}

static void
wait_for(Walk *walk, int id, const char *kinds)
{
  Waiting waiting = {id, kinds};

  if (g_hash_table_add(walk->met, GINT_TO_POINTER(id)))
    g_array_append_val(walk->queue, waiting);
}

/* Whether a value that is no array may be one of those; what it holds or leads to is looked at later. */
static bool
take_value(Walk *walk, const char *values, StsPdfSlice value)
{
  const char *kinds = find_alternative(values, '>');
  int id, generation;

  if (sts_pdf_is_dictionary(value)) {
    Part part = {value, kinds ? kinds + 1 : NULL};
    if (kinds)
      g_array_append_val(walk->parts, part);
    return kinds;
  }
  if (value.end[-1] == 'R' && sts_pdf_get_reference(value, &id, &generation)) {
    if (kinds)
      wait_for(walk, id, kinds + 1);
    return kinds || find_alternative(values, '^');
  }
  if (has_token(values, value))
    return true;
  if (*value.at == '(' || *value.at == '<')
    return find_alternative(values, '(') || (find_alternative(values, '@') && is_address(value));
  if (*value.at == '/')
    return find_alternative(values, '/');
  return (g_ascii_isdigit(*value.at) || *value.at == '-' || *value.at == '.') && find_alternative(values, '#');
}

/* The items of an array, and of arrays in it, each by itself. */
static bool
take_values(Walk *walk, const char *values, StsPdfSlice value)
{
  StsPdfToken token;

  if (!sts_pdf_is_array(value))
    return take_value(walk, values, value);
  for (StsPdfSlice rest = sts_pdf_get_items(value), item; sts_pdf_is_set(rest);) {
    StsPdfSlice before = rest;
    if (!sts_pdf_next_token(&rest, &token))
      return true;
    if ((token.kind == STS_PDF_OPEN && *token.text.at == '[') || token.kind == STS_PDF_CLOSE)
      continue;
    rest = before;
    if (!sts_pdf_next_value(&rest, &item) || !take_value(walk, values, item))
      return false;
  }
  return true;
}

static void
check_dictionary(Walk *walk, const Part *part)
{
  guint row = choose_kind(walk, part->kinds, part->text);
  StsPdfSlice rest = {part->text.at + 2, part->text.end}, value;
  StsPdfToken key;

  while (sts_pdf_next_token(&rest, &key) && key.kind == STS_PDF_NAME && sts_pdf_next_value(&rest, &value)) {
    const char *values = find_values(row, key.text);
    if (!sts_pdf_is(value, "null") && (!values || !take_values(walk, values, value)))
      add_fault(walk, row, key.text, value);
  }
}

static bool
check_object(Walk *walk, const char *kinds, StsPdfSlice text)
{
  Part whole = {text, kinds};

  g_array_set_size(walk->parts, 0);
  if (sts_pdf_is_dictionary(text)) {
    g_array_append_val(walk->parts, whole);
  } else {
    sts_reading_add_fault(walk->reading, "it has no dictionary where sts-export writes one of the kind %.*s",
                          (int)strcspn(kinds, ",|"), kinds);
  }
  for (guint i = 0; i < walk->parts->len && i < NESTING_MAX; i++) {
    Part part = g_array_index(walk->parts, Part, i);
    check_dictionary(walk, &part);
  }
  return walk->parts->len <= NESTING_MAX;
}

static bool
add_to_digest(Walk *walk, int id, StsPdfSlice text, GError **error)
{
  g_autoptr(GString) data = g_string_new(NULL), bare = g_string_new(NULL);
  bool stream = false;

  if (!sts_pdf_file_append_digested(walk->file, id, text, data, &stream, error))
    return false;
  if (stream && sts_pdf_is(sts_pdf_get_key(text, "/Type"), "/Metadata"))
    sts_pdf_digest_strip(bare, data->str, data->len);
  else
    g_string_append_len(bare, data->str, (gssize)data->len);
  sts_pdf_digest_add(walk->digest, (guint32)id, text, stream ? bare->str : NULL, bare->len);
  return true;
}

static bool
take_object(Walk *walk, const Waiting *waiting, GError **error)
{
  g_autofree char *text = sts_pdf_file_get_object(walk->file, waiting->id, 0);
  StsPdfSlice slice = sts_pdf_slice(text, strlen(text));

  if (walk->queue->len > OBJECTS_MAX || !check_object(walk, waiting->kinds, slice)) {
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_TOO_LARGE,
                        "it has more objects than sts-export will read");
    return false;
  }
  return add_to_digest(walk, waiting->id, slice, error) && sts_pdf_file_check(walk->file, error);
}

static int
id_of(StsPdfFile *file, qpdf_oh object)
{
  int id = qpdf_oh_get_object_id(file->qpdf, object);

  qpdf_oh_release(file->qpdf, object);
  return id;
}

static void
index_rows(Walk *walk)
{
  for (guint i = G_N_ELEMENTS(ROWS); i > 0; i--)
    g_hash_table_insert(walk->rows, (gpointer)ROWS[i - 1].kind, GUINT_TO_POINTER(i));
}

bool
sts_pdf_check_written(StsPdfFile *file, StsReading *reading, GError **error)
{
  g_autoptr(StsPdfDigest) digest = sts_pdf_digest_new();
  g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(Waiting));
  g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(Part));
  g_autoptr(GHashTable) met = g_hash_table_new(g_direct_hash, g_direct_equal);
  g_autoptr(GHashTable) rows = g_hash_table_new(g_str_hash, g_str_equal);
  Walk walk = {
      .file = file, .reading = reading, .digest = digest, .queue = queue, .met = met, .parts = parts, .rows = rows};
  qpdf_oh trailer = qpdf_get_trailer(file->qpdf);
  int root = id_of(file, qpdf_get_root(file->qpdf)), info = id_of(file, qpdf_oh_get_key(file->qpdf, trailer, "/Info"));

  qpdf_oh_release(file->qpdf, trailer);
  index_rows(&walk);
  wait_for(&walk, root, "Catalog");
  if (info > 0)
    wait_for(&walk, info, "Info");
  for (guint i = 0; i < queue->len; i++) {
    Waiting waiting = g_array_index(queue, Waiting, i);
    if (!take_object(&walk, &waiting, error))
      return false;
  }
  g_autofree char *fingerprint = sts_pdf_digest_finish(digest, (guint32)root, (guint32)MAX(info, 0));
  reading->file = sts_arena_strdup(reading->arena, fingerprint);
  return true;
}
